/* A page: its code blocks are documents of their own, its prose gives "key: value" lines and commands. */
#include "reading/document.h"

#include <ctype.h>
#include <string.h>

static const char *line_end(const char *at, const char *end) {
    const char *newline = memchr(at, '\n', (size_t)(end - at));
    return newline ? newline : end;
}

static const char *fence_of(const char *at, const char *stop) {
    while (at < stop && isspace((unsigned char)*at)) at++;
    if (stop - at >= 3 && (!memcmp(at, "```", 3) || !memcmp(at, "~~~", 3))) return at;
    return NULL;
}

/* Takes a key that is one word, and a value: "- **learning_rate**: 1e-05", "* lr = 0.1", "| lr | 0.1 |". */
static void take_line(Forest *forest, Node *map, const char *at, const char *stop, int number) {
    const char *start = at;
    while (at < stop && (isspace((unsigned char)*at) || strchr("-*|`•", *at))) at++;
    const char *key = at;
    while (at < stop && (isalnum((unsigned char)*at) || strchr("_-.", *at))) at++;
    size_t length = (size_t)(at - key);
    while (at < stop && strchr("*`\" ", *at)) at++;
    if (!length || at >= stop || !strchr(":=|", *at)) return;
    at++;
    while (at < stop && (isspace((unsigned char)*at) || strchr("*`", *at))) at++;
    while (stop > at && (isspace((unsigned char)stop[-1]) || strchr("*`|", stop[-1]))) stop--;
    Node *node = forest_node(forest, NODE_SCALAR, number, (int)(key - start) + 1);
    node->key = forest_text(forest, key, length);
    node->text = forest_text(forest, at, (size_t)(stop - at));
    node->start = at;
    node->length = (size_t)(stop - at);
    if (node->length) node_add(map, node);
}

void document_prose(Documents *documents, const char *text, size_t count, int line) {
    Node *map = forest_node(&documents->forest, NODE_MAP, line, 1);
    const char *end = text + count;
    int number = line;
    Text commands = {0};
    for (const char *at = text; at < end; at = line_end(at, end) + 1, number++)
        take_line(&documents->forest, map, at, line_end(at, end), number);
    if (map->first) documents_add(documents, (Document){.kind = DOCUMENT_PROSE, .root = map});
    if (!memchr(text, '`', count)) return;
    for (size_t i = 0; i < count; i++) text_add_bytes(&commands, text[i] == '`' ? "\n" : text + i, 1);
    const char *copy = forest_text(&documents->forest, text_string(&commands), commands.length);
    document_shell(documents, copy, commands.length, line);
    text_free(&commands);
}

bool document_page(Documents *documents, const char *text, size_t count, int line) {
    const char *end = text + count, *part = text;
    int number = line, first = line;
    bool inside = false;
    size_t before = documents->count;
    for (const char *at = text; at < end; at = line_end(at, end) + 1, number++) {
        const char *stop = line_end(at, end);
        if (!fence_of(at, stop)) continue;
        if (inside)
            documents_read_block(documents, part, (size_t)(at - part), first);
        else
            document_prose(documents, part, (size_t)(at - part), first);
        inside = !inside;
        part = stop < end ? stop + 1 : end;
        first = number + 1;
    }
    if (part < end) {
        if (inside)
            documents_read_block(documents, part, (size_t)(end - part), first);
        else
            document_prose(documents, part, (size_t)(end - part), first);
    }
    return documents->count > before;
}
