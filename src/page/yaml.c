/* The calls of libyaml that the rooms make, for a page, where there is no libyaml: as much of YAML as people write in
   scenarios and lessons. What is not read here (anchors, tags, several documents, keys of several lines) is refused with
   its place, so that nothing is ever read as something else; tests hold the events against libyaml's own. */
#include "base/memory.h"
#include "base/text.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

typedef struct Source {
    yaml_parser_t *parser;
    const char *at, *end;
    yaml_mark_t mark; /* of `at` */
    yaml_event_t *events;
    size_t count, capacity, next;
} Source;

enum { DEPTH_MAX = 64 };

/* --- walking along the text --- */

static int look(const Source *source, size_t ahead) {
    return ahead < (size_t)(source->end - source->at) ? (unsigned char)source->at[ahead] : 0;
}

static bool is_break(int character) {
    return character == '\n' || character == '\r';
}

static bool is_blank(int character) {
    return character == ' ' || character == '\t';
}

static bool is_end(int character) {
    return !character || is_break(character);
}

static bool is_gap(int character) {
    return is_end(character) || is_blank(character);
}

/* Columns count characters, so that bytes inside one do not count. */
static void step(Source *source) {
    int character = look(source, 0);
    source->at++;
    if (character == '\r' && look(source, 0) == '\n') source->at++;
    if (is_break(character)) {
        source->mark = (yaml_mark_t){source->mark.index + 1, source->mark.line + 1, 0};
    } else if ((look(source, 0) & 0xC0) != 0x80) {
        source->mark.index++;
        source->mark.column++;
    }
}

static void step_by(Source *source, size_t count) {
    while (count--) step(source);
}

static void skip_blanks(Source *source) {
    while (is_blank(look(source, 0))) step(source);
}

static void skip_line(Source *source) {
    while (!is_end(look(source, 0))) step(source);
}

/* Skips to the next thing that is neither white space nor a comment. */
static void skip(Source *source) {
    for (;;) {
        skip_blanks(source);
        if (look(source, 0) == '#') skip_line(source);
        if (!is_break(look(source, 0))) return;
        step(source);
    }
}

static bool at_end(const Source *source) {
    return source->at >= source->end;
}

static bool fail(Source *source, const char *problem) {
    source->parser->error = YAML_SCANNER_ERROR;
    source->parser->problem = problem;
    source->parser->problem_mark = source->mark;
    return false;
}

/* --- events --- */

static yaml_event_t *add(Source *source, yaml_event_type_t type, yaml_mark_t start) {
    if (source->count == source->capacity) {
        source->capacity = memory_grown(source->capacity, source->count + 1);
        source->events = memory_resize(source->events, source->capacity, sizeof *source->events);
    }
    yaml_event_t *event = &source->events[source->count++];
    *event = (yaml_event_t){.type = type, .start_mark = start, .end_mark = source->mark};
    return event;
}

static void add_scalar(Source *source, Text *value, yaml_scalar_style_t style, yaml_mark_t start, yaml_mark_t end) {
    yaml_event_t *event = add(source, YAML_SCALAR_EVENT, start);
    event->end_mark = end;
    event->data.scalar.style = style;
    event->data.scalar.length = value->length;
    event->data.scalar.value = memory_resize(NULL, value->length + 1, 1);
    memcpy(event->data.scalar.value, text_string(value), value->length + 1);
    text_free(value);
}

static void add_nothing(Source *source, yaml_mark_t place) {
    Text nothing = {0};
    add_scalar(source, &nothing, YAML_PLAIN_SCALAR_STYLE, place, place);
}

/* --- scalars --- */

/* The breaks between two lines of a scalar that go into it: a single one is a space, of several the first is none. */
static void fold(Source *source, Text *value) {
    int breaks = 0;
    for (; is_break(look(source, 0)) || is_blank(look(source, 0)); step(source)) breaks += is_break(look(source, 0));
    if (breaks == 1) text_add(value, " ");
    while (breaks-- > 1) text_add(value, "\n");
}

static void add_character(Text *out, unsigned code) {
    char bytes[4];
    if (code < 0x80) {
        bytes[0] = (char)code;
        text_add_bytes(out, bytes, 1);
        return;
    }
    int count = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (int i = count - 1; i > 0; i--, code >>= 6) bytes[i] = (char)(0x80 | (code & 0x3F));
    bytes[0] = (char)((0xF00 >> count & 0xFF) | code);
    text_add_bytes(out, bytes, (size_t)count);
}

static bool read_code(Source *source, int digits, Text *value) {
    char text[9] = {0}, *behind;
    for (int i = 0; i < digits; i++, step(source)) text[i] = (char)look(source, 0);
    unsigned long code = strtoul(text, &behind, 16);
    bool good = behind == text + digits && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
    if (good) add_character(value, (unsigned)code);
    return good || fail(source, "found an escape of a character that is none");
}

static bool read_escape(Source *source, Text *value) {
    static const char names[] = "0abt\tnvfre \"/\\N_LP";
    static const unsigned codes[] = {0,   7,   8,    9,    9,    10,   11,     12,    13,
                                     27, ' ', '"', '/', '\\', 0x85, 0xA0, 0x2028, 0x2029};
    int name = look(source, 0);
    if (is_break(name)) {
        step(source);
        skip_blanks(source);
        return true;
    }
    step(source);
    if (name == 'x' || name == 'u' || name == 'U') return read_code(source, name == 'x' ? 2 : name == 'u' ? 4 : 8, value);
    const char *known = name ? strchr(names, name) : NULL;
    if (!known) return fail(source, "found unknown escape character");
    add_character(value, codes[known - names]);
    return true;
}

/* Blanks at the end of a line are none of the text's. */
static void trim(Text *value, size_t kept) {
    while (value->length > kept && is_blank(value->data[value->length - 1])) value->data[--value->length] = 0;
}

static bool read_quoted(Source *source) {
    Text value = {0};
    yaml_mark_t start = source->mark;
    int quote = look(source, 0);
    size_t kept = 0; /* what an escape wrote is not trimmed */
    for (step(source); look(source, 0) != quote || (quote == '\'' && look(source, 1) == quote);) {
        int character = look(source, 0);
        bool good = !at_end(source) || fail(source, "found unexpected end of stream");
        if (good && quote == '"' && character == '\\') {
            step(source);
            good = read_escape(source, &value);
            kept = value.length;
        } else if (good && is_break(character)) {
            trim(&value, kept);
            fold(source, &value);
        } else if (good) {
            text_add_bytes(&value, source->at, 1);
            step_by(source, character == '\'' && quote == character ? 2 : 1);
        }
        if (good) continue;
        text_free(&value);
        return false;
    }
    step(source);
    add_scalar(source, &value, quote == '"' ? YAML_DOUBLE_QUOTED_SCALAR_STYLE : YAML_SINGLE_QUOTED_SCALAR_STYLE, start,
               source->mark);
    return true;
}

/* True if a plain scalar ends here. */
static bool plain_ends(const Source *source, bool flow) {
    int character = look(source, 0), next = look(source, 1);
    if (is_end(character)) return true;
    if (character == ':') return is_gap(next) || (flow && strchr(",?[]{}", next));
    if (character == '#') return is_blank(source->at[-1]);
    return flow && strchr(",?[]{}", character);
}

/* Goes on below where the next line is indented deeper than `indent`. */
static bool plain_goes_on(Source *source, long indent, bool flow) {
    Source ahead = *source;
    if (!is_break(look(source, 0))) return false;
    while (is_break(look(&ahead, 0)) || is_blank(look(&ahead, 0))) step(&ahead);
    if (at_end(&ahead) || look(&ahead, 0) == '#') return false;
    return (flow || (long)ahead.mark.column > indent) && !plain_ends(&ahead, flow);
}

static bool read_plain(Source *source, long indent, bool flow, bool key) {
    if (strchr(":?,[]{}&*!|>'\"%@`#", look(source, 0)) || (flow && look(source, 0) == '-' && strchr(",[]{} ", look(source, 1))))
        return fail(source, "found character that cannot start any token");
    Text value = {0};
    yaml_mark_t start = source->mark, end = start;
    for (;;) {
        for (; !plain_ends(source, flow); step(source)) {
            text_add_bytes(&value, source->at, 1);
            if (!is_blank(look(source, 0))) end = (yaml_mark_t){0};
            if (!end.index && (look(source, 1) & 0xC0) != 0x80)
                end = (yaml_mark_t){source->mark.index + 1, source->mark.line, source->mark.column + 1};
        }
        if (flow && look(source, 0) == ':' && !is_gap(look(source, 1))) {
            text_free(&value);
            return fail(source, "found unexpected ':'");
        }
        trim(&value, 0);
        if (key || !plain_goes_on(source, indent, flow)) break;
        fold(source, &value);
        end = source->mark;
    }
    add_scalar(source, &value, YAML_PLAIN_SCALAR_STYLE, start, end);
    return true;
}

/* Reads what stands behind | or >: what becomes of the last breaks, and how deep the text is indented, 0: as
   its first line. */
static bool read_block_head(Source *source, char *chomp, long *indent) {
    *chomp = 0;
    *indent = 0;
    for (step(source); !is_gap(look(source, 0)); step(source)) {
        int character = look(source, 0);
        if (character == '+' || character == '-')
            *chomp = (char)character;
        else if (character >= '1' && character <= '9')
            *indent = character - '0';
        else
            return fail(source, "did not find expected comment or line break");
    }
    skip_blanks(source);
    if (look(source, 0) == '#') skip_line(source);
    if (!is_end(look(source, 0))) return fail(source, "did not find expected comment or line break");
    if (!at_end(source)) step(source);
    return true;
}

/* Goes over empty lines and counts them; stands at the next line's text, or where it is not indented enough. *indent
   below 0: the line says it itself, if it is deeper than -*indent. */
static long empty_lines(Source *source, long *indent, yaml_mark_t *end) {
    for (long breaks = 0;; breaks++, step(source)) {
        *end = source->mark;
        while (look(source, 0) == ' ' && (*indent < 0 || (long)source->mark.column < *indent)) step(source);
        if (is_break(look(source, 0))) continue;
        if (*indent < 0 && !at_end(source)) *indent = (long)source->mark.column > -*indent - 1 ? (long)source->mark.column : -*indent;
        return breaks;
    }
}

static bool read_block(Source *source, long parent) {
    Text value = {0};
    yaml_mark_t start = source->mark, end;
    bool folded = look(source, 0) == '>', before_blank = true, first = true;
    char chomp;
    long given, breaks;
    if (!read_block_head(source, &chomp, &given)) return false;
    long indent = given ? (parent > 0 ? parent : 0) + given : -(parent + 2);
    for (;;) {
        breaks = empty_lines(source, &indent, &end);
        if (at_end(source) || indent < 0 || (long)source->mark.column < indent) break;
        bool blank = is_blank(look(source, 0));
        bool joined = folded && !first && !blank && !before_blank;
        if (!first && joined && !breaks) text_add(&value, " ");
        if (!first && !joined) text_add(&value, "\n");
        while (breaks-- > 0) text_add(&value, "\n");
        for (; !is_end(look(source, 0)); step(source)) text_add_bytes(&value, source->at, 1);
        end = source->mark;
        first = false;
        before_blank = blank;
        if (at_end(source)) {
            breaks = -1;
            break;
        }
        step(source);
    }
    if (!first && chomp != '-' && breaks >= 0) text_add(&value, "\n");
    while (chomp == '+' && breaks-- > 0) text_add(&value, "\n");
    add_scalar(source, &value, folded ? YAML_FOLDED_SCALAR_STYLE : YAML_LITERAL_SCALAR_STYLE, start, end);
    return true;
}

/* --- nodes --- */

static bool read_node(Source *source, long indent, int depth);

static bool read_flow(Source *source, int depth);

static bool read_flow_value(Source *source, int depth) {
    int character = look(source, 0);
    if (at_end(source)) return fail(source, "did not find expected ',' or a closing bracket");
    if (character == '[' || character == '{') return read_flow(source, depth + 1);
    if (character == '"' || character == '\'') return read_quoted(source);
    if (strchr("&*!|>%@`", character)) return fail(source, "anchors, aliases and tags are not taken in a page");
    return !plain_ends(source, true) ? read_plain(source, -1, true, false)
                                     : fail(source, "did not find expected node content");
}

/* Reads "a: 1, b: 2" up to the bracket. */
static bool read_flow_entry(Source *source, bool map, int depth) {
    if (!read_flow_value(source, depth)) return false;
    skip(source);
    bool pair = look(source, 0) == ':';
    if (pair && !map) return fail(source, "pairs in a list are not taken in a page");
    if (!map) return true;
    if (!pair) {
        add_nothing(source, source->mark);
        return true;
    }
    step(source);
    yaml_mark_t place = source->mark;
    skip(source);
    bool empty = look(source, 0) == ',' || look(source, 0) == '}';
    if (empty) add_nothing(source, place);
    return empty || read_flow_value(source, depth);
}

static bool read_flow(Source *source, int depth) {
    bool map = look(source, 0) == '{';
    int close = map ? '}' : ']';
    if (depth > DEPTH_MAX) return fail(source, "nested too deeply");
    yaml_mark_t start = source->mark;
    step(source);
    add(source, map ? YAML_MAPPING_START_EVENT : YAML_SEQUENCE_START_EVENT, start);
    for (skip(source); look(source, 0) != close; skip(source)) {
        if (!read_flow_entry(source, map, depth)) return false;
        skip(source);
        if (look(source, 0) == ',')
            step(source);
        else if (look(source, 0) != close)
            return fail(source, map ? "did not find expected ',' or '}'" : "did not find expected ',' or ']'");
    }
    start = source->mark;
    step(source);
    add(source, map ? YAML_MAPPING_END_EVENT : YAML_SEQUENCE_END_EVENT, start);
    return true;
}

static bool is_item(const Source *source) {
    return look(source, 0) == '-' && is_gap(look(source, 1));
}

/* True for a key of a block map: a scalar on one line with a colon behind it. */
static bool is_key(const Source *source) {
    Source ahead = *source;
    int quote = look(source, 0);
    if (quote == '"' || quote == '\'') {
        for (step(&ahead); !is_end(look(&ahead, 0)) && look(&ahead, 0) != quote; step(&ahead))
            if (quote == '"' && look(&ahead, 0) == '\\') step(&ahead);
        step(&ahead);
        skip_blanks(&ahead);
    } else {
        while (!plain_ends(&ahead, false)) step(&ahead);
    }
    return look(&ahead, 0) == ':' && is_gap(look(&ahead, 1));
}

/* Reads what stands behind a dash or a colon: on its line, or below it deeper than `indent`, where a list may
   stand as deep as its key. */
static bool read_value(Source *source, long indent, bool in_map, int depth) {
    yaml_mark_t place = source->mark;
    size_t line = place.line;
    skip(source);
    long column = (long)source->mark.column;
    bool below = source->mark.line > line;
    if (at_end(source) || (below && column <= indent && !(in_map && column == indent && is_item(source)))) {
        add_nothing(source, place);
        return true;
    }
    if (below && in_map && column == indent) return read_node(source, indent - 1, depth);
    if (!below && in_map && (is_item(source) || (!strchr("\"'", look(source, 0)) && !strchr("[{", look(source, 0)) && is_key(source))))
        return fail(source, "mapping values are not allowed in this context");
    return read_node(source, indent, depth);
}

static bool check_indent(Source *source, size_t column) {
    return at_end(source) || source->mark.column <= column || fail(source, "did not find expected key");
}

static bool read_list(Source *source, int depth) {
    size_t column = source->mark.column;
    add(source, YAML_SEQUENCE_START_EVENT, source->mark);
    while (!at_end(source) && source->mark.column == column && is_item(source)) {
        step(source);
        if (!read_value(source, (long)column, false, depth + 1)) return false;
        skip(source);
        if (!check_indent(source, column)) return false;
    }
    add(source, YAML_SEQUENCE_END_EVENT, source->mark);
    return true;
}

static bool read_map(Source *source, int depth) {
    size_t column = source->mark.column;
    add(source, YAML_MAPPING_START_EVENT, source->mark);
    while (!at_end(source) && source->mark.column == column && !is_item(source)) {
    
        if (!is_key(source) || look(source, 0) == ':') return fail(source, "could not find expected ':'");
        bool quoted = strchr("\"'", look(source, 0));
        if (!(quoted ? read_quoted(source) : read_plain(source, 0, false, true))) return false;
        skip_blanks(source);
        step(source);
        if (!read_value(source, (long)column, true, depth + 1)) return false;
        skip(source);
        if (!check_indent(source, column)) return false;
    }
    add(source, YAML_MAPPING_END_EVENT, source->mark);
    return true;
}

static bool read_node(Source *source, long indent, int depth) {
    int character = look(source, 0);
    if (depth > DEPTH_MAX) return fail(source, "nested too deeply");
    if (strchr("&*!", character)) return fail(source, "anchors, aliases and tags are not taken in a page");
    if (strchr("%@`,]}", character) || (character == '?' && is_gap(look(source, 1))))
        return fail(source, "found character that cannot start any token");
    if (is_item(source)) return read_list(source, depth);
    if (character == '[' || character == '{') return read_flow(source, depth);
    if (is_key(source)) return read_map(source, depth);
    if (character == '|' || character == '>') return read_block(source, indent);
    if (character == '"' || character == '\'') return read_quoted(source);
    return read_plain(source, indent, false, false);
}

static bool has_tabs(Source *source) {
    for (Source ahead = *source; !at_end(&ahead); step(&ahead)) {
        if (look(&ahead, 0) != '\t' || ahead.mark.column > 0) continue;
        *source = ahead;
        return true;
    }
    return false;
}

static bool read_all(Source *source) {
    if (source->end - source->at >= 3 && !memcmp(source->at, "\xEF\xBB\xBF", 3)) source->at += 3;
    add(source, YAML_STREAM_START_EVENT, source->mark);
    if (has_tabs(source)) return fail(source, "found character that cannot start any token");
    skip(source);
    if (!strncmp(source->at, "---", 3) && is_gap(look(source, 3))) step_by(source, 3);
    skip(source);
    if (!at_end(source)) {
        add(source, YAML_DOCUMENT_START_EVENT, source->mark);
        if (!read_node(source, -1, 0)) return false;
        skip(source);
        if (!at_end(source)) return fail(source, "did not find expected <document start>");
        add(source, YAML_DOCUMENT_END_EVENT, source->mark);
    }
    add(source, YAML_STREAM_END_EVENT, source->mark);
    return true;
}

/* --- as libyaml --- */

int yaml_parser_initialize(yaml_parser_t *parser) {
    memset(parser, 0, sizeof *parser);
    return 1;
}

void yaml_parser_set_encoding(yaml_parser_t *parser, yaml_encoding_t encoding) {
    parser->encoding = encoding;
}

void yaml_parser_set_input_string(yaml_parser_t *parser, const unsigned char *input, size_t size) {
    Source *source = memory_resize(NULL, 1, sizeof *source);
    *source = (Source){.parser = parser, .at = (const char *)input, .end = (const char *)input + size};
    parser->read_handler_data = source;
    read_all(source);
}

/* The events up to the fault come first, as from one that reads on demand. */
int yaml_parser_parse(yaml_parser_t *parser, yaml_event_t *event) {
    Source *source = parser->read_handler_data;
    *event = (yaml_event_t){0};
    if (source->next == source->count) return parser->error == YAML_NO_ERROR;
    *event = source->events[source->next];
    source->events[source->next++].type = YAML_NO_EVENT;
    return 1;
}

void yaml_event_delete(yaml_event_t *event) {
    if (event->type == YAML_SCALAR_EVENT) free(event->data.scalar.value);
    *event = (yaml_event_t){0};
}

void yaml_parser_delete(yaml_parser_t *parser) {
    Source *source = parser->read_handler_data;
    for (size_t i = 0; source && i < source->count; i++) yaml_event_delete(&source->events[i]);
    if (source) free(source->events);
    free(source);
    memset(parser, 0, sizeof *parser);
}
