#include "scenario/tree.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

/* All memory of a tree, in a chain of blocks that are freed together. */
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

/* --- lines, as YAML counts them --- */

typedef struct Lines {
    const char **starts; /* of each, and the end of the text */
    int count;
    char *masked;          /* the text with every scalar crossed out: a # that is left begins a comment */
    const char **comments; /* the comment of each line until it has found its place, or NULL */
    yaml_mark_t last;      /* where offset_of was asked last, and its answer: marks come in order */
    size_t last_offset;
} Lines;

static size_t break_length(const char *at) {
    if (at[0] == '\r' && at[1] == '\n') return 2;
    if (at[0] == '\n' || at[0] == '\r') return 1;
    if (!strncmp(at, "\xC2\x85", 2)) return 2;
    return !strncmp(at, "\xE2\x80\xA8", 3) || !strncmp(at, "\xE2\x80\xA9", 3) ? 3 : 0;
}

/* Returns the start of the next line, or the end of the text. */
static const char *next_line(const char *at) {
    size_t length = 0;
    while (*at && !(length = break_length(at))) at++;
    return at + length;
}

static Lines split_lines(Tree *tree, const char *bytes, size_t count) {
    size_t mark = count >= 3 && !memcmp(bytes, "\xEF\xBB\xBF", 3) ? 3 : 0;
    const char *text = keep(tree, bytes + mark, count - mark);
    Lines lines = {.masked = (char *)keep(tree, text, count - mark)};
    for (const char *at = text; *at; at = next_line(at)) lines.count++;
    lines.starts = take(tree, ((size_t)lines.count + 1) * sizeof *lines.starts);
    lines.comments = take(tree, ((size_t)lines.count + 1) * sizeof *lines.comments);
    const char *at = text;
    for (int line = 0; line <= lines.count; line++, at = next_line(at)) lines.starts[line] = at;
    return lines;
}

/* Returns where a mark of libyaml's, which counts characters, points in the text. */
static size_t offset_of(Lines *lines, yaml_mark_t mark) {
    int line = (int)mark.line < lines->count ? (int)mark.line : lines->count;
    const char *at = lines->starts[line];
    size_t column = 0;
    if (mark.line == lines->last.line && mark.column >= lines->last.column) {
        at = lines->starts[0] + lines->last_offset;
        column = lines->last.column;
    }
    for (; column < mark.column && *at; column++) text_next(&at);
    lines->last = mark;
    return lines->last_offset = (size_t)(at - lines->starts[0]);
}

/* The head of a block text (|, >) may have a comment behind it, so that only the lines after it are crossed
 * out. */
static void cross_out(Lines *lines, const yaml_event_t *event) {
    yaml_scalar_style_t style = event->data.scalar.style;
    bool block = style == YAML_LITERAL_SCALAR_STYLE || style == YAML_FOLDED_SCALAR_STYLE;
    yaml_mark_t from = event->start_mark;
    if (block) from = (yaml_mark_t){.line = from.line + 1};
    size_t start = offset_of(lines, from), end = offset_of(lines, event->end_mark);
    for (size_t i = start; i < end; i++)
        if (!break_length(lines->masked + i)) lines->masked[i] = 'x';
}

static const char *find_comment(const Lines *lines, int line) {
    size_t from = (size_t)(lines->starts[line] - lines->starts[0]);
    for (size_t i = from; lines->masked[i] && !break_length(lines->masked + i); i++)
        if (lines->masked[i] == '#' && (i == from || strchr(" \t", lines->masked[i - 1])))
            return lines->starts[0] + i;
    return NULL;
}

/* Takes the comment of a line (from 1), which then belongs to the caller; NULL where there is none. */
static const char *take_comment(Lines *lines, int line) {
    if (line < 1 || line > lines->count) return NULL;
    const char *comment = lines->comments[line - 1];
    lines->comments[line - 1] = NULL;
    return comment;
}

static size_t length_of(const char *comment) {
    size_t length = 0;
    while (comment[length] && !break_length(comment + length)) length++;
    return length;
}

/* --- events to nodes --- */

typedef struct Reader {
    yaml_parser_t parser;
    Tree *tree;
    Messages *messages;
    Lines lines;
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
    if (parser->error == YAML_MEMORY_ERROR) memory_exhausted();
    messages_add(reader->messages, (int)at.line + 1, (int)at.column + 1, "%s%s%s",
                 parser->problem ? parser->problem : "not readable as YAML", parser->context ? " " : "",
                 parser->context ? parser->context : "");
    return false;
}

static bool read_node(Reader *reader, yaml_event_t *event, int depth, TreeNode **out);

static void set_end(TreeNode *node, yaml_mark_t mark) {
    node->end_line = (int)mark.line + 1;
    node->end_column = (int)mark.column + 1;
}

/* Reads the entries of a map or the items of a list, up to the event that ends it. */
static bool read_children(Reader *reader, TreeNode *parent, int depth) {
    TreeNode **link = &parent->first;
    for (;;) {
        yaml_event_t event;
        if (!next_event(reader, &event)) return false;
        if (event.type == YAML_MAPPING_END_EVENT || event.type == YAML_SEQUENCE_END_EVENT) {
            set_end(parent, event.end_mark);
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

static bool is_marked(const yaml_event_t *event) {
    switch (event->type) {
    case YAML_SCALAR_EVENT: return event->data.scalar.anchor || event->data.scalar.tag;
    case YAML_SEQUENCE_START_EVENT:
        return event->data.sequence_start.anchor || event->data.sequence_start.tag;
    case YAML_MAPPING_START_EVENT: return event->data.mapping_start.anchor || event->data.mapping_start.tag;
    default: return false;
    }
}

static const char *why_refused(const Reader *reader, const yaml_event_t *event, int depth) {
    if (event->type == YAML_ALIAS_EVENT) return "YAML aliases (*name) are not supported";
    if (is_marked(event)) return "YAML anchors (&name) and tags (!name) are not supported";
    if (depth > TREE_DEPTH_MAX) return "nested too deeply";
    if (reader->nodes > TREE_NODES_MAX) return "too many entries";
    if (event->type == YAML_SCALAR_EVENT &&
        strlen((const char *)event->data.scalar.value) != event->data.scalar.length)
        return "a text with a zero byte inside";
    return NULL;
}

/* Reads one node; takes the event over and deletes it. */
static bool read_node(Reader *reader, yaml_event_t *event, int depth, TreeNode **out) {
    reader->nodes++;
    const char *why = why_refused(reader, event, depth);
    TreeNode *node = take(reader->tree, sizeof *node);
    node->line = (int)event->start_mark.line + 1;
    node->column = (int)event->start_mark.column + 1;
    set_end(node, event->end_mark);
    node->before = node->after = "";
    node->kind = event->type == YAML_MAPPING_START_EVENT    ? TREE_MAP
                 : event->type == YAML_SEQUENCE_START_EVENT ? TREE_LIST
                                                            : TREE_SCALAR;
    if (event->type == YAML_SCALAR_EVENT) {
        node->text = keep(reader->tree, (const char *)event->data.scalar.value, event->data.scalar.length);
        cross_out(&reader->lines, event);
    }
    yaml_mark_t at = event->start_mark;
    yaml_event_delete(event);
    *out = node;
    if (why) return refuse(reader, at, why);
    return node->kind == TREE_SCALAR || read_children(reader, node, depth);
}

/* Reads stream start, document start, the root, document end and stream end. */
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

/* --- comments: libyaml drops them, so they are found again in what no scalar covers --- */

/* Returns the comments from line `from` up to but not including the line `to`. */
static const char *comment_block(Tree *tree, Lines *lines, int from, int to) {
    Text block = {0};
    for (int line = from; line < to; line++) {
        const char *comment = take_comment(lines, line);
        if (!comment) continue;
        text_add_bytes(&block, comment, length_of(comment));
        text_add(&block, "\n");
    }
    const char *kept = *text_string(&block) ? keep(tree, text_string(&block), block.length) : "";
    text_free(&block);
    return kept;
}

/* Returns the comment behind an entry of one line, or behind the key of one that begins below it. */
static const char *comment_behind(Tree *tree, Lines *lines, const TreeNode *node) {
    bool begins_below = node->line > node->key_line || (node->kind == TREE_SCALAR && node->end_column == 1);
    if (!begins_below && node->end_line != node->key_line) return "";
    const char *comment = take_comment(lines, node->key_line);
    return comment ? keep(tree, comment, length_of(comment)) : "";
}

/* Entries of a map own the comments between the entry before and themselves. *line is the first line that is
   nobody's yet. */
static void attach(Tree *tree, Lines *lines, TreeNode *parent, int *line) {
    for (TreeNode *node = parent->first; node; node = node->next) {
        if (parent->kind == TREE_MAP) {
            node->before = comment_block(tree, lines, *line, node->key_line);
            node->after = comment_behind(tree, lines, node);
            *line = node->key_line + 1;
        }
        if (node->kind != TREE_SCALAR) attach(tree, lines, node, line);
        int end = node->end_column > 1 ? node->end_line + 1 : node->end_line;
        if (node->kind == TREE_SCALAR && end > *line) *line = end;
    }
}

static void read_comments(Tree *tree, Lines *lines) {
    int line = 1;
    for (int i = 0; i < lines->count; i++) {
        lines->comments[i] = find_comment(lines, i);
        tree->comments += lines->comments[i] != NULL;
    }
    if (tree->root && tree->root->kind == TREE_MAP) attach(tree, lines, tree->root, &line);
    tree->trailing = comment_block(tree, lines, line, lines->count + 1);
}

bool tree_read(const char *bytes, size_t count, Tree *tree, Messages *messages) {
    *tree = (Tree){.trailing = ""};
    if (count > TREE_BYTES_MAX) {
        messages_add(messages, 0, 0, "larger than %d bytes", TREE_BYTES_MAX);
        return false;
    }
    Reader reader = {.tree = tree, .messages = messages, .lines = split_lines(tree, bytes, count)};
    if (!yaml_parser_initialize(&reader.parser)) memory_exhausted();
    yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&reader.parser, (const unsigned char *)bytes, count);
    bool good = read_document(&reader);
    yaml_parser_delete(&reader.parser);
    if (good) {
        read_comments(tree, &reader.lines);
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

/* True for what YAML takes as it is: no control characters, no line breaks, nothing that is no character. */
static bool is_ordinary(unsigned character) {
    if (character == 0xFFFD) return false; /* it may stand for bytes that are no text */
    if (character < 0xA0) return character >= 0x20 && character < 0x7F;
    if (character == 0x2028 || character == 0x2029 || character == 0xFEFF) return false;
    return (character < 0xD800 || character > 0xDFFF) && character != 0xFFFE && character != 0xFFFF;
}

static bool all_ordinary(const char *text, unsigned allowed) {
    unsigned character;
    while ((character = text_next(&text)))
        if (!is_ordinary(character) && character != allowed) return false;
    return true;
}

/* True if every character is one that never means anything to YAML in that place, so that no quotes are
 * needed. */
static bool is_plain(const char *text) {
    static const char *const words[] = {"null", "true", "false", "yes", "no", "on", "off", "~"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!strcmp(text, words[i])) return false;
    if (!*text || strchr(" -?:,[]{}#&*!|>'\"%@`", *text) || text[strlen(text) - 1] == ' ') return false;
    for (const char *at = text; *at; at++) {
        if (*at == ':' && (at[1] == ' ' || !at[1])) return false;
        if (*at == '#' && at[-1] == ' ') return false;
    }
    return all_ordinary(text, ' ');
}

static void write_quoted(Text *out, const char *text) {
    text_add(out, "\"");
    while (*text) {
        const char *start = text;
        unsigned character = text_next(&text);
        if (character == '"' || character == '\\')
            text_addf(out, "\\%c", (int)character);
        else if (character == '\n')
            text_add(out, "\\n");
        else if (!is_ordinary(character))
            text_addf(out, "\\u%04X", character);
        else
            text_add_bytes(out, start, (size_t)(text - start));
    }
    text_add(out, "\"");
}

void tree_write_scalar(Text *out, const char *text) {
    if (is_plain(text))
        text_add(out, text);
    else
        write_quoted(out, text);
}

const char *tree_block_head(const char *text) {
    size_t length = strlen(text);
    bool several = strchr(text, '\n') && !strchr(" \t\n", *text);
    if (!several || !all_ordinary(text, '\n')) return NULL;
    if (text[length - 1] != '\n') return "|-";
    return text[length - 2] == '\n' ? NULL : "|";
}
