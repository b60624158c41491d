#include "reading/document.h"

#include "base/file.h"
#include "base/memory.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *document_kind_name(DocumentKind kind) {
    static const char *const names[DOCUMENT_KINDS] = {"YAML", "JSON", "TOML or INI", "gin", "Python", "a command", "a page"};
    return names[kind];
}

void documents_add(Documents *documents, Document document) {
    if (documents->count == documents->capacity) {
        documents->capacity = memory_grown(documents->capacity, documents->count + 1);
        documents->items = memory_resize(documents->items, documents->capacity, sizeof *documents->items);
    }
    documents->items[documents->count++] = document;
}

void documents_free(Documents *documents) {
    forest_free(&documents->forest);
    free(documents->items);
    text_free(&documents->fault);
    *documents = (Documents){0};
}

/* True for a statement of Python that has no value: an import, a decorator. */
static bool has_no_value(const Node *item) {
    static const char *const words[] = {"import ", "from ", "pass", "raise", "assert ", "global ", "del ", "@"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!strncmp(item->start, words[i], strlen(words[i]))) return true;
    return false;
}

static size_t failed_lines(const Node *block) {
    size_t count = 0;
    for (const Node *item = block->body; item; item = item->next) {
        bool failed = item->kind == NODE_OTHER && item->column == 1 && !has_no_value(item);
        count += failed + (item->body && item->kind != NODE_ASSIGN ? failed_lines(item) : 0);
    }
    return count;
}

static size_t statements(const Node *block) {
    size_t count = 0;
    for (const Node *item = block->body; item; item = item->next)
        count += 1 + (item->body && item->kind != NODE_ASSIGN ? statements(item) : 0);
    return count;
}

/* True for a script beyond doubt: it calls or defines something, and nearly all of its lines are Python. */
static bool is_script(const Document *document) {
    if (document->kind != DOCUMENT_PYTHON) return false;
    bool defines = false;
    for (const Node *item = document->code->body; item; item = item->next)
        defines = defines || item->kind == NODE_DEF || item->kind == NODE_CLASS;
    return (defines || document->calls->first) && 20 * failed_lines(document->code) <= statements(document->code);
}

/* Python and commands look alike only from afar: where the one fits badly the other is left. */
static void read_code(Documents *documents, const char *text, size_t count, int line) {
    size_t first = documents->count;
    bool commands = document_shell(documents, text, count, line);
    size_t before = documents->count;
    document_python(documents, text, count, line);
    const Document *python = &documents->items[before];
    if (commands && is_script(python)) {
        documents->items[first] = *python;
        documents->count = first + 1;
    } else if (commands && failed_lines(python->code) && !python->calls->first) {
        documents->count = before;
    }
}

void documents_read_block(Documents *documents, const char *text, size_t count, int line) {
    size_t blank = 0;
    while (blank < count && isspace((unsigned char)text[blank])) blank++;
    if (blank == count) return;
    if (text[blank] == '{' && document_json(documents, text, count, line)) return;
    /* gin is tried before YAML, where a block of bindings is a folded string. Python's assignments look like
       gin's. */
    bool gin = document_gin(documents, text, count, line);
    if (!gin && (document_yaml(documents, text, count, line) || document_ini(documents, text, count, line))) return;
    read_code(documents, text, count, line);
}

/* A fence inside of a script's string, of three quotes, does not make a page of it. */
static bool has_fence(const char *text, size_t count) {
    char inside = 0;
    for (size_t i = 0; i + 3 <= count; i++) {
        const char *at = text + i;
        bool quotes = (*at == '"' || *at == '\'') && at[1] == *at && at[2] == *at && (!inside || inside == *at);
        bool starts = i == 0 || at[-1] == '\n';
        if (quotes) {
            inside = inside ? 0 : *at;
            i += 2;
        } else if (!inside && starts && (!memcmp(at, "```", 3) || !memcmp(at, "~~~", 3))) {
            return true;
        }
    }
    return false;
}

/* Returns the file that a text names, beside it: "../base.yaml"; NULL where it cannot be read. */
static const char *file_beside(Documents *documents, const char *folder, const char *name, size_t *count) {
    Text path = {0}, content = {0}, why = {0};
    text_addf(&path, "%s%s%s", *name == '/' ? "" : folder, *name == '/' ? "" : "/", name);
    const char *copy = NULL;
    if (file_read(text_string(&path), 1 << 20, &content, &why)) {
        copy = forest_text(&documents->forest, text_string(&content), content.length);
        *count = content.length;
    }
    text_free(&path);
    text_free(&content);
    text_free(&why);
    return copy;
}

/* True for a map that stands in its base's place: OpenMMLab's _delete_=True, PaddleSeg's _inherited_: False. */
static bool replaces(const Node *map) {
    const Node *deletes = node_at(map, "_delete_"), *inherits = node_at(map, "_inherited_");
    return (deletes && word_among(deletes->text, "True|true")) || (inherits && word_among(inherits->text, "False|false"));
}

/* Returns the child of exactly that key, which may have dots of its own; the last of several. */
static Node *child_at(const Node *map, const char *key) {
    Node *found = NULL;
    for (Node *child = map->first; child; child = child->next)
        if (!strcmp(child->key, key)) found = child;
    return found;
}

/* `over` wins over what is there; maps are joined. */
static void join(Forest *forest, Node *into, const Node *over) {
    for (const Node *child = over->first; child; child = child->next) {
        Node *below = child_at(into, child->key);
        if (below && below->kind == NODE_MAP && child->kind == NODE_MAP && !replaces(child))
            join(forest, below, child);
        else
            node_add(into, node_alias(forest, child, child->key));
    }
}

enum { BASES_MAX = 8 };

static void follow_bases(Documents *documents, Document *document, const char *folder, int depth);

/* Puts the file's settings below the document's own. */
static bool take_base(Documents *documents, Document *document, const char *folder, const char *name, int depth) {
    Documents base = {0};
    size_t count = 0;
    const char *text = file_beside(documents, folder, name, &count);
    if (!text || depth > BASES_MAX) return false;
    base.forest = documents->forest;
    documents_read_block(&base, text, count, 1);
    bool good = base.count && base.items[0].root;
    if (good) {
        Text below = {0};
        const char *slash = strrchr(name, '/');
        text_addf(&below, "%s/%.*s", folder, slash ? (int)(slash - name) : 1, slash ? name : ".");
        follow_bases(&base, &base.items[0], text_string(&below), depth + 1);
        text_free(&below);
        Node *joined = base.items[0].root;
        join(&base.forest, joined, document->root);
        document->root = joined;
    }
    documents->forest = base.forest;
    base.forest = (Forest){0};
    documents_free(&base);
    return good;
}

/* Follows detectron2's _BASE_ and OpenMMLab's _base_: a name or a list of them, later ones on top of earlier
   ones. A base that cannot be read stays in the tree under that key, for the dialects to see. */
static void follow_bases(Documents *documents, Document *document, const char *folder, int depth) {
    static const char *const keys[] = {"_BASE_", "_base_", "__base__", "BASE"};
    for (size_t i = 0; document->root && i < sizeof keys / sizeof *keys; i++) {
        const Node *named = node_at(document->root, keys[i]);
        if (!named || (named->kind != NODE_SCALAR && named->kind != NODE_LIST)) continue;
        const char *names[BASES_MAX];
        size_t count = 0;
        if (named->kind == NODE_SCALAR && *named->text) names[count++] = named->text;
        for (const Node *item = named->kind == NODE_LIST ? named->first : NULL; item && count < BASES_MAX; item = item->next)
            if (item->kind == NODE_SCALAR && *item->text) names[count++] = item->text;
        bool all = named->kind == NODE_SCALAR || node_count(named) <= BASES_MAX;
        while (count > 0) all = take_base(documents, document, folder, names[--count], depth) && all;
        Node *mark = forest_node(&documents->forest, all ? NODE_NULL : NODE_OTHER, named->line, named->column);
        mark->key = keys[i];
        mark->text = "a base that could not be read";
        mark->start = named->start;
        mark->length = named->length;
        node_add(document->root, mark);
    }
}

void documents_read(Documents *documents, const char *text, size_t count, const char *folder) {
    if (count >= 3 && !memcmp(text, "\xEF\xBB\xBF", 3)) {
        text += 3;
        count -= 3;
    }
    if (has_fence(text, count)) {
        document_page(documents, text, count, 1);
    } else {
        size_t before = documents->count;
        documents_read_block(documents, text, count, 1);
        const Document *first = documents->count > before ? &documents->items[before] : NULL;
        bool settled = first && (first->kind < DOCUMENT_PYTHON || is_script(first));
        if (!settled) document_page(documents, text, count, 1);
    }
    for (size_t i = 0; i < documents->count; i++) follow_bases(documents, &documents->items[i], folder ? folder : ".", 0);
}

static bool text_has(const char *text, const char *pieces) {
    if (!*pieces) return true;
    for (const char *at = pieces; *at;) {
        char piece[64];
        size_t length = strcspn(at, "|");
        snprintf(piece, sizeof piece, "%.*s", (int)length, at);
        if (strstr(text, piece)) return true;
        at += length + (at[length] == '|');
    }
    return false;
}

const Node *document_command(const Document *document, const char *programs, const char *option_paths, ...) {
    if (document->kind != DOCUMENT_SHELL) return NULL;
    for (const Node *entry = document->calls->first; entry; entry = entry->next) {
        const Node *call = entry->first;
        va_list list;
        bool all = text_has(call->text, programs);
        va_start(list, option_paths);
        for (const char *path = option_paths; all && path; path = va_arg(list, const char *)) all = node_at(call, path) != NULL;
        va_end(list);
        if (all) return call;
    }
    return NULL;
}

const Node *document_call(const Document *document, const char *names) {
    const Node *found = NULL;
    if (document->kind != DOCUMENT_PYTHON) return NULL;
    for (const Node *entry = document->calls->first; entry; entry = entry->next)
        if (word_among(name_last(entry->first->text), names)) found = entry->first;
    return found;
}
