#include "scenario/tree.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

/* Everything of a tree lives and goes together, in a chain of blocks. */
typedef struct TreeArena {
    struct TreeArena *older;
    size_t used, size;
    _Alignas(max_align_t) char bytes[];
} TreeArena;

static void *take(Tree *tree, size_t count) {
    size_t need = (count + sizeof(max_align_t) - 1) / sizeof(max_align_t) * sizeof(max_align_t);
    if (!tree->arena || tree->arena->size - tree->arena->used < need) {
        size_t size = need > 16384 ? need : 16384;
        TreeArena *block = memory_resize(NULL, 1, sizeof *block + size);
        block->older = tree->arena;
        block->used = 0;
        block->size = size;
        tree->arena = block;
    }
    void *memory = tree->arena->bytes + tree->arena->used;
    tree->arena->used += need;
    return memset(memory, 0, count);
}

static const char *keep(Tree *tree, const char *bytes, size_t count) {
    char *copy = take(tree, count + 1);
    memcpy(copy, bytes, count);
    return copy;
}

void tree_free(Tree *tree) {
    for (TreeArena *block = tree->arena, *older; block; block = older) {
        older = block->older;
        free(block);
    }
    *tree = (Tree){0};
}

typedef struct Reader {
    yaml_parser_t parser;
    Tree *tree;
    Messages *messages;
    int nodes;
} Reader;

static bool refuse(Reader *reader, yaml_mark_t at, const char *what) {
    messages_add(reader->messages, (int)at.line + 1, (int)at.column + 1, "%s", what);
    return false;
}

static bool next_event(Reader *reader, yaml_event_t *event) {
    if (yaml_parser_parse(&reader->parser, event)) return true;
    const yaml_parser_t *parser = &reader->parser;
    yaml_mark_t at = parser->problem_mark;
    messages_add(reader->messages, (int)at.line + 1, (int)at.column + 1, "%s%s%s",
                 parser->problem ? parser->problem : "not readable as YAML", parser->context ? " " : "",
                 parser->context ? parser->context : "");
    return false;
}

static bool read_node(Reader *reader, yaml_event_t *event, int depth, TreeNode **out);

/* The entries of a map or the items of a list, up to the event that ends it. */
static bool read_children(Reader *reader, TreeNode *parent, int depth) {
    TreeNode **link = &parent->first;
    for (;;) {
        yaml_event_t event;
        if (!next_event(reader, &event)) return false;
        if (event.type == YAML_MAPPING_END_EVENT || event.type == YAML_SEQUENCE_END_EVENT) {
            parent->end_line = (int)event.end_mark.line + 1;
            yaml_event_delete(&event);
            return true;
        }
        TreeNode *key = NULL;
        if (parent->kind == TREE_MAP) {
            bool scalar = event.type == YAML_SCALAR_EVENT;
            yaml_mark_t at = event.start_mark;
            if (!read_node(reader, &event, depth + 1, &key)) return false;
            if (!scalar) return refuse(reader, at, "a key must be a plain word");
            if (!next_event(reader, &event)) return false;
        }
        if (!read_node(reader, &event, depth + 1, link)) return false;
        if (key) {
            (*link)->key = key->text;
            (*link)->key_line = key->line;
            (*link)->key_column = key->column;
        }
        link = &(*link)->next;
    }
}

static const char *why_refused(const Reader *reader, const yaml_event_t *event, int depth) {
    if (event->type == YAML_ALIAS_EVENT) return "aliases (*name) are not taken";
    if (depth > TREE_DEPTH_MAX) return "nested too deeply";
    if (reader->nodes > TREE_NODES_MAX) return "too many entries";
    if (event->type == YAML_SCALAR_EVENT &&
        strlen((const char *)event->data.scalar.value) != event->data.scalar.length)
        return "a text with a zero byte inside";
    return NULL;
}

/* Takes the event over and deletes it. */
static bool read_node(Reader *reader, yaml_event_t *event, int depth, TreeNode **out) {
    reader->nodes++;
    const char *why = why_refused(reader, event, depth);
    TreeNode *node = take(reader->tree, sizeof *node);
    node->line = (int)event->start_mark.line + 1;
    node->column = (int)event->start_mark.column + 1;
    node->end_line = (int)event->end_mark.line + 1;
    node->before = node->after = "";
    node->kind = event->type == YAML_MAPPING_START_EVENT    ? TREE_MAP
                 : event->type == YAML_SEQUENCE_START_EVENT ? TREE_LIST
                                                            : TREE_SCALAR;
    if (event->type == YAML_SCALAR_EVENT) {
        node->text = keep(reader->tree, (const char *)event->data.scalar.value, event->data.scalar.length);
        node->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    }
    yaml_mark_t at = event->start_mark;
    yaml_event_delete(event);
    *out = node;
    if (why) return refuse(reader, at, why);
    return node->kind == TREE_SCALAR || read_children(reader, node, depth);
}

/* Stream start, document start, the root, document end, stream end. */
static bool read_document(Reader *reader) {
    for (;;) {
        yaml_event_t event;
        if (!next_event(reader, &event)) return false;
        yaml_event_type_t type = event.type;
        yaml_mark_t at = event.start_mark;
        bool node = type == YAML_SCALAR_EVENT || type == YAML_MAPPING_START_EVENT ||
                    type == YAML_SEQUENCE_START_EVENT || type == YAML_ALIAS_EVENT;
        if (node) {
            if (!read_node(reader, &event, 0, &reader->tree->root)) return false;
            continue;
        }
        yaml_event_delete(&event);
        if (type == YAML_DOCUMENT_START_EVENT && reader->tree->root)
            return refuse(reader, at, "a second document; one file holds one");
        if (type == YAML_STREAM_END_EVENT) return true;
    }
}

/* --- comments: libyaml drops them, so they are found again in the lines between the entries --- */

typedef struct Lines {
    const char **starts;
    int count;
} Lines;

static Lines split_lines(Tree *tree, const char *text) {
    Lines lines = {.count = 1};
    for (const char *at = text; *at; at++) lines.count += *at == '\n';
    lines.starts = take(tree, ((size_t)lines.count + 1) * sizeof *lines.starts);
    int line = 0;
    lines.starts[line++] = text;
    for (const char *at = text; *at; at++)
        if (*at == '\n') lines.starts[line++] = at + 1;
    lines.starts[lines.count] = text + strlen(text);
    return lines;
}

static bool is_comment_line(const Lines *lines, int line) {
    if (line < 1 || line > lines->count) return false;
    const char *at = lines->starts[line - 1];
    return at[strspn(at, " \t")] == '#';
}

/* The comment lines from `from` up to but not including `to`, without their indentation. */
static const char *comment_block(Tree *tree, const Lines *lines, int from, int to, int *found) {
    Text block = {0};
    for (int line = from; line < to; line++) {
        if (!is_comment_line(lines, line)) continue;
        const char *at = lines->starts[line - 1];
        at += strspn(at, " \t");
        text_add_bytes(&block, at, strcspn(at, "\r\n"));
        text_add(&block, "\n");
        ++*found;
    }
    const char *kept = keep(tree, text_string(&block), block.length);
    text_free(&block);
    return kept;
}

/* The comment behind a one-line entry. A # inside quotes was part of the value, so the search begins at the
   last quote. */
static const char *comment_behind(Tree *tree, const Lines *lines, const TreeNode *node, int *found) {
    if (node->line != node->key_line || node->end_line != node->line) return "";
    const char *start = lines->starts[node->line - 1];
    size_t length = strcspn(start, "\r\n");
    size_t from = (size_t)node->column - 1;
    for (size_t i = from; i < length; i++)
        if (start[i] == '"' || start[i] == '\'') from = i;
    for (size_t i = from; i < length; i++)
        if (start[i] == '#' && i && (start[i - 1] == ' ' || start[i - 1] == '\t')) {
            ++*found;
            return keep(tree, start + i, length - i);
        }
    return "";
}

/* Entries of a map own the comment lines between the entry before and themselves. */
static int attach(Tree *tree, const Lines *lines, TreeNode *parent, int *line) {
    int found = 0;
    for (TreeNode *node = parent->first; node; node = node->next) {
        if (parent->kind == TREE_MAP) {
            node->before = comment_block(tree, lines, *line, node->key_line, &found);
            *line = node->key_line + 1;
            if (node->kind == TREE_SCALAR || node->end_line == node->line)
                node->after = comment_behind(tree, lines, node, &found);
        }
        if (node->kind != TREE_SCALAR) found += attach(tree, lines, node, line);
        if (node->end_line > *line) *line = node->kind == TREE_SCALAR ? node->end_line : *line;
    }
    return found;
}

/* How many comments a text has at the most: lines that begin with #, and " #" behind something. Block texts
   may hold such lines themselves; then the count is too high and the warning too careful, never the other
   way. */
static int count_comments(const Lines *lines) {
    int count = 0;
    for (int line = 1; line <= lines->count; line++) {
        const char *start = lines->starts[line - 1];
        size_t length = strcspn(start, "\r\n");
        bool found = is_comment_line(lines, line);
        for (size_t i = 1; i < length && !found; i++)
            found = start[i] == '#' && (start[i - 1] == ' ' || start[i - 1] == '\t');
        count += found;
    }
    return count;
}

static void read_comments(Tree *tree, const char *bytes, size_t count) {
    const char *text = keep(tree, bytes, count);
    Lines lines = split_lines(tree, text);
    int line = 1, found = 0;
    if (tree->root && tree->root->kind == TREE_MAP) found = attach(tree, &lines, tree->root, &line);
    tree->trailing = comment_block(tree, &lines, line, lines.count + 1, &found);
    tree->loose_comments = count_comments(&lines) - found;
    if (tree->loose_comments < 0) tree->loose_comments = 0;
}

bool tree_read(const char *bytes, size_t count, Tree *tree, Messages *messages) {
    *tree = (Tree){.trailing = ""};
    if (count > TREE_BYTES_MAX) {
        messages_add(messages, 0, 0, "larger than %d bytes", TREE_BYTES_MAX);
        return false;
    }
    Reader reader = {.tree = tree, .messages = messages};
    if (!yaml_parser_initialize(&reader.parser)) {
        messages_add(messages, 0, 0, "out of memory");
        return false;
    }
    yaml_parser_set_input_string(&reader.parser, (const unsigned char *)bytes, count);
    bool good = read_document(&reader);
    yaml_parser_delete(&reader.parser);
    if (good) {
        read_comments(tree, bytes, count);
    } else {
        tree_free(tree);
        tree->trailing = "";
    }
    return good;
}

const TreeNode *tree_entry(const TreeNode *map, const char *key) {
    for (const TreeNode *node = map && map->kind == TREE_MAP ? map->first : NULL; node; node = node->next)
        if (!strcmp(node->key, key)) return node;
    return NULL;
}

/* Plain where every character is one that never means anything to YAML in that place. */
static bool is_plain(const char *text) {
    static const char *const words[] = {"null", "true", "false", "yes", "no", "on", "off", "~"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!strcmp(text, words[i])) return false;
    if (!*text || strchr(" -?:,[]{}#&*!|>'\"%@`", *text) || text[strlen(text) - 1] == ' ') return false;
    for (const char *at = text; *at; at++) {
        if ((unsigned char)*at < 0x20 || *at == 0x7F) return false;
        if (*at == ':' && (at[1] == ' ' || !at[1])) return false;
        if (*at == '#' && at[-1] == ' ') return false;
    }
    return true;
}

void tree_write_scalar(Text *out, const char *text) {
    if (is_plain(text)) {
        text_add(out, text);
        return;
    }
    text_add(out, "\"");
    for (const char *at = text; *at; at++) {
        if (*at == '"' || *at == '\\')
            text_addf(out, "\\%c", *at);
        else if (*at == '\n')
            text_add(out, "\\n");
        else if ((unsigned char)*at < 0x20 || *at == 0x7F)
            text_addf(out, "\\x%02X", (unsigned char)*at);
        else
            text_add_bytes(out, at, 1);
    }
    text_add(out, "\"");
}
