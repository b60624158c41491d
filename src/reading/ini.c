/* TOML, INI and spaCy's cfg: [sections] with key = value lines. gin: scope.function.parameter = value, and
   blocks of them. A value is read as an expression of Python, which TOML's and gin's are written like. */
#include "reading/document.h"

#include <ctype.h>
#include <string.h>

typedef struct Line {
    const char *start;
    size_t length;
    int number, indent;
} Line;

/* Trims white space on both sides. */
static Line trimmed(const char *start, const char *end, int number) {
    Line line = {start, 0, number, 0};
    while (line.start < end && isspace((unsigned char)*line.start)) {
        line.start++;
        line.indent++;
    }
    while (end > line.start && isspace((unsigned char)end[-1])) end--;
    line.length = (size_t)(end - line.start);
    return line;
}

static const char *line_end(const char *at, const char *end) {
    const char *newline = memchr(at, '\n', (size_t)(end - at));
    return newline ? newline : end;
}

/* How many brackets a stretch leaves open, strings and comments apart. */
static int open_brackets(const char *start, const char *end) {
    int depth = 0;
    char quote = 0;
    for (const char *at = start; at < end; at++) {
        if (quote) {
            if (*at == '\\') at++;
            else if (*at == quote) quote = 0;
        } else if (*at == '"' || *at == '\'') {
            quote = *at;
        } else if (*at == '#') {
            break;
        } else {
            depth += strchr("[{(", *at) ? 1 : strchr("]})", *at) ? -1 : 0;
        }
    }
    return depth;
}

/* Returns the value that begins at `start`; what goes on over further lines moves *at and *number. */
static Node *value(Forest *forest, const char *start, const char **at, const char *end, int *number, int line,
                   int column) {
    const char *stop = line_end(start, end);
    bool continued = false;
    while (stop < end && (open_brackets(start, stop) > 0 || (continued = stop > start && stop[-1] == '\\'))) {
        if (continued && open_brackets(start, stop) <= 0 && stop[-1] != '\\') break;
        stop = line_end(stop + 1, end);
        ++*number;
    }
    *at = stop;
    Node *node = syntax_expression(forest, start, (size_t)(stop - start), line, column);
    if (node) return node;
    Line rest = trimmed(start, stop, line); /* an INI value is bare words */
    const char *comment = memchr(rest.start, '#', rest.length);
    const char *semicolon = memchr(rest.start, ';', rest.length);
    if (semicolon && (!comment || semicolon < comment)) comment = semicolon;
    if (comment) rest = trimmed(rest.start, comment, line);
    node = forest_node(forest, rest.length ? NODE_SCALAR : NODE_NULL, line, column);
    node->text = forest_text(forest, rest.start, rest.length);
    node->start = rest.start;
    node->length = rest.length;
    node->open = memchr(rest.start, '$', rest.length) != NULL || memchr(rest.start, '%', rest.length) != NULL;
    return node;
}

/* A bare name in an INI file is a word, in spaCy's ${a.b} a reference. */
static void words_for_names(Node *node) {
    for (Node *child = node->first; child; child = child->next) words_for_names(child);
    if (node->kind == NODE_NAME) node->kind = NODE_SCALAR;
}

static Node *below(Forest *forest, Node *map, const char *part, int line) {
    Node *found = node_at(map, part);
    if (found && found->kind == NODE_MAP) return found;
    found = forest_node(forest, NODE_MAP, line, 1);
    found->key = part;
    node_add(map, found);
    return found;
}

static Node *section(Forest *forest, Node *root, Line line) {
    const char *at = line.start, *end = line.start + line.length;
    Node *map = root;
    while (at < end) {
        const char *dot = memchr(at, '.', (size_t)(end - at));
        Line part = trimmed(at, dot ? dot : end, line.number);
        if (part.length > 1 && strchr("\"'", *part.start)) {
            part.start++;
            part.length -= 2;
        }
        map = below(forest, map, forest_text(forest, part.start, part.length), line.number);
        at = dot ? dot + 1 : end;
    }
    return map;
}

/* Returns where "key = value" has its mark, or NULL: a key is one word, dots, dashes, @ and quotes in it. */
static const char *key_end(Line line) {
    size_t i = 0;
    while (i < line.length && (isalnum((unsigned char)line.start[i]) || strchr("_.-@/\"'", line.start[i]))) i++;
    size_t name = i;
    while (i < line.length && strchr(" \t", line.start[i])) i++;
    bool good = name && i < line.length && line.start[i] == '=' && (i + 1 == line.length || line.start[i + 1] != '=');
    return good ? line.start + i : NULL;
}

static const char *key_text(Forest *forest, Line line, const char *mark) {
    Line key = trimmed(line.start, mark, line.number);
    if (key.length > 1 && strchr("\"'", *key.start)) {
        key.start++;
        key.length -= 2;
    }
    return forest_text(forest, key.start, key.length);
}

bool document_ini(Documents *documents, const char *text, size_t count, int first) {
    Forest *forest = &documents->forest;
    Node *root = forest_node(forest, NODE_MAP, first, 1), *map = root;
    const char *end = text + count, *at = text;
    int number = first;
    size_t sections = 0;
    for (; at < end && !forest_full(forest); at = at < end ? at + 1 : end, number++) {
        const char *stop = line_end(at, end);
        Line line = trimmed(at, stop, number);
        const char *mark = key_end(line);
        at = stop;
        if (!line.length || strchr("#;", *line.start)) continue;
        bool doubled = line.length > 4 && line.start[1] == '[';
        if (*line.start == '[') {
            const char *close = memchr(line.start, ']', line.length);
            if (!close) return false;
            map = section(forest, root, (Line){line.start + 1 + doubled, (size_t)(close - line.start) - 1 - doubled,
                                               number, 0});
            sections++;
        } else if (mark) {
            int place = number;
            Node *item = value(forest, mark + 1, &at, end, &number, place, (int)(mark - line.start) + 2);
            words_for_names(item);
            node_add(map, node_alias(forest, item, key_text(forest, line, mark)));
        } else {
            return false;
        }
    }
    if (!sections) return false;
    documents_add(documents, (Document){.kind = DOCUMENT_INI, .root = root});
    return true;
}

/* "NAME = %OTHER" and "@function()" are references; "scope/function.parameter = value" and the block
   "function:" with its indented parameters are bindings. */
static Node *gin_value(Forest *forest, Node *node) {
    const char *text = node->text;
    if (node->kind == NODE_SCALAR && node->open && *text == '%') {
        node->kind = NODE_NAME;
        node->open = false;
        node->text = forest_text(forest, text + 1, strlen(text + 1));
    }
    return node;
}

bool document_gin(Documents *documents, const char *text, size_t count, int first) {
    Forest *forest = &documents->forest;
    Node *root = forest_node(forest, NODE_MAP, first, 1), *map = NULL;
    const char *end = text + count, *at = text;
    size_t bindings = 0, number = (size_t)first, dotted = 0;
    for (; at < end; at = at < end ? at + 1 : end, number++) {
        const char *stop = line_end(at, end);
        Line line = trimmed(at, stop, (int)number);
        const char *mark = key_end(line);
        at = stop;
        bool passed = !line.length || *line.start == '#' || !strncmp(line.start, "import ", 7) ||
                      !strncmp(line.start, "from ", 5) || !strncmp(line.start, "include ", 8);
        if (passed) continue;
        if (mark) {
            int place = (int)number, moved = place;
            Node *item = value(forest, mark + 1, &at, end, &moved, place, (int)(mark - line.start) + 2);
            number = (size_t)moved;
            const char *key = key_text(forest, line, mark);
            Node *into = line.indent && map ? map : root;
            dotted += strchr(key, '.') != NULL || into == map;
            node_add(into, node_alias(forest, gin_value(forest, item), key));
            bindings++;
        } else if (line.start[line.length - 1] == ':' && !memchr(line.start, ' ', line.length)) {
            map = below(forest, root, forest_text(forest, line.start, line.length - 1), (int)number);
        } else {
            return false;
        }
    }
    if (!bindings || !dotted) return false;
    documents_add(documents, (Document){.kind = DOCUMENT_GIN, .root = root});
    return true;
}
