/* JSON as logs hold it, without building a tree: a document whose arrays hold the rows, or an object a line.
   Python's bare NaN and Infinity are read and left out, numbers may stand in quotes. */
#include "runlog/columns.h"
#include "runlog/readers.h"

#include <string.h>

enum { DEEPEST = 64, LARGEST_ROW = 64 << 20 };

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0;
}

/* Returns the place behind the string that begins at `at`, or `end` where it does not end. */
static const char *behind_string(const char *at, const char *end) {
    for (at++; at < end; at++) {
        const char *quote = memchr(at, '"', (size_t)(end - at));
        const char *slash = memchr(at, '\\', (size_t)((quote ? quote : end) - at));
        if (!slash) return quote ? quote + 1 : end;
        at = slash + 1;
    }
    return end;
}

/* Behind the object or array that begins at `at`, or NULL where it does not end. */
static const char *behind_nested(const char *at, const char *end) {
    int depth = 0;
    while (at < end) {
        char c = *at;
        if (c == '"') {
            at = behind_string(at, end);
            continue;
        }
        at++;
        if (c == '{' || c == '[') depth++;
        if ((c == '}' || c == ']') && --depth == 0) return at;
    }
    return NULL;
}

static const char *behind_scalar(const char *at, const char *end) {
    while (at < end && *at != ',' && *at != '}' && *at != ']' && !is_space(*at)) at++;
    return at;
}

static const char *behind_space(const char *at, const char *end) {
    while (at < end && is_space(*at)) at++;
    return at;
}

/* The name "outer/inner" is put together here. */
typedef struct Names {
    Collector *collector;
    char path[KEY_LONGEST + 1];
    size_t length;
    bool fact; /* values hold for the whole file */
} Names;

static bool object(Names *names, const char **at, const char *end, int depth);

static void hand_over(Names *names, const char *key, size_t key_length, const char *text, size_t length) {
    if (names->fact) {
        collect_fact(names->collector, key, key_length, text, length);
        return;
    }
    if (!names->length) {
        collect_text(names->collector, collect_key(names->collector, key, key_length), text, length);
        return;
    }
    if (names->length + 1 + key_length > KEY_LONGEST) return;
    char path[KEY_LONGEST + 1];
    memcpy(path, names->path, names->length);
    path[names->length] = '/';
    memcpy(path + names->length + 1, key, key_length);
    collect_text(names->collector, collect_key(names->collector, path, names->length + 1 + key_length), text,
                 length);
}

/* Reads an object inside an object; its names go under the outer one's. */
static bool inner(Names *names, const char *key, size_t length, const char **at, const char *end, int depth) {
    Names deeper = *names;
    size_t room = KEY_LONGEST - names->length;
    if (length + 1 > room || depth >= DEEPEST) {
        *at = behind_nested(*at, end);
        return *at != NULL;
    }
    if (deeper.length) deeper.path[deeper.length++] = '/';
    memcpy(deeper.path + deeper.length, key, length);
    deeper.length += length;
    return object(&deeper, at, end, depth + 1);
}

/* Reads a list, of which the first number counts: the rate of the first group. */
static bool list(Names *names, const char *key, size_t length, const char **at, const char *end) {
    const char *first = behind_space(*at + 1, end), *behind = behind_scalar(first, end);
    if (behind > first) hand_over(names, key, length, first, (size_t)(behind - first));
    *at = behind_nested(*at, end);
    return *at != NULL;
}

static bool value(Names *names, const char *key, size_t length, const char **at, const char *end, int depth) {
    const char *from = *at;
    if (*from == '{') return inner(names, key, length, at, end, depth);
    if (*from == '[') return list(names, key, length, at, end);
    *at = *from == '"' ? behind_string(from, end) : behind_scalar(from, end);
    if (*at >= end) return false; /* more may have followed */
    if (*from == '"')
        hand_over(names, key, length, from + 1, (size_t)(*at - from) - 2);
    else
        hand_over(names, key, length, from, (size_t)(*at - from));
    return *at > from;
}

/* The object at *at, which moves behind it. False where it does not end; what came before counts. */
static bool object(Names *names, const char **at, const char *end, int depth) {
    const char *from = *at + 1;
    for (;;) {
        from = behind_space(from, end);
        if (from < end && *from == ',') from = behind_space(from + 1, end);
        if (from >= end) return false;
        if (*from == '}') {
            *at = from + 1;
            return true;
        }
        if (*from != '"') return false;
        const char *key = from + 1, *behind = behind_string(from, end);
        from = behind_space(behind, end);
        if (from >= end || *from != ':') return false;
        from = behind_space(from + 1, end);
        if (from >= end || !value(names, key, (size_t)(behind - key) - 1, &from, end, depth)) return false;
    }
}

static void row(Collector *collector, const char *text, const char *end, bool torn) {
    Names names = {.collector = collector};
    collect_row(collector);
    collector->row.torn = torn;
    object(&names, &text, end, 0);
    collect_end(collector);
}

/* An object a line. */

static void take_line(LogSource *source, const Line *line) {
    const char *end = line->data + line->length, *at = behind_space(line->data, end);
    if (at < end && *at == '{') row(&source->collector, at, end, line->torn);
}

bool reader_json_lines_recognise(const char *head, size_t count, bool all) {
    const char *end = head + count, *at = behind_space(head, end);
    if (at + 1 >= end || *at != '{') return false;
    const char *name = behind_space(at + 1, end);
    if (name < end && *name != '"' && *name != '}') return false;
    const char *behind = behind_nested(at, end), *line = memchr(at, '\n', (size_t)(end - at));
    if (!behind) return !line;
    (void)all;
    return !line || line >= behind;
}

bool reader_json_lines_read(LogSource *source, LineStream *stream, Text *why) {
    source->collector.may_count = true;
    return reader_lines(source, stream, take_line, why);
}

/* A document. */

/* Moves to the next byte that is no white space; 0 at the end of the file. */
static char next(LineStream *stream) {
    for (;;) {
        if (stream->at == stream->raw.length && !stream_need(stream, 1)) return 0;
        const char *from = stream->raw.data + stream->at, *end = stream->raw.data + stream->raw.length;
        const char *at = behind_space(from, end);
        stream_skip(stream, (size_t)(at - from));
        if (at < end) return *at;
    }
}

/* Returns the value at which the stream stands, as bytes in one piece; 0: it does not end. */
static size_t whole_value(LineStream *stream) {
    for (size_t want = 1 << 12;; want *= 2) {
        size_t count = stream_need(stream, want);
        const char *from = stream->raw.data + stream->at, *end = from + count, *behind;
        if (*from == '{' || *from == '[')
            behind = behind_nested(from, end);
        else if (*from == '"')
            behind = behind_string(from, end);
        else
            behind = behind_scalar(from, end);
        bool ends = behind && (behind < end || *from == '{' || *from == '[');
        if (ends) return (size_t)(behind - from);
        if (count < want || want > LARGEST_ROW) return 0;
    }
}

/* The rows of the array at which the stream stands. */
static bool rows(Collector *collector, LineStream *stream) {
    stream_skip(stream, 1);
    for (char c; (c = next(stream)) != ']';) {
        if (c == ',') {
            stream_skip(stream, 1);
            continue;
        }
        size_t length = c ? whole_value(stream) : 0;
        if (!length) return false;
        const char *at = stream->raw.data + stream->at;
        if (c == '{') row(collector, at, at + length, false);
        stream_skip(stream, length);
        if (collector->first_only && collector->log->group_count && collector->log->groups[0].count)
            return false;
    }
    stream_skip(stream, 1);
    return true;
}

/* True if the list at which the stream stands begins with no object and no list: it may be one of numbers. */
static bool begins_column(LineStream *stream) {
    size_t count = stream_need(stream, 256);
    const char *from = stream->raw.data + stream->at, *end = from + (count < 256 ? count : 256);
    const char *first = behind_space(from + 1, end);
    return first < end && *first != '{' && *first != '[';
}

/* Reads the rest of the document's own object: facts, and arrays of rows. */
static void members(Collector *collector, LineStream *stream, Columns *columns) {
    char key[KEY_LONGEST + 1];
    for (char c; (c = next(stream)) == '"' || c == ',';) {
        if (c == ',') {
            stream_skip(stream, 1);
            continue;
        }
        size_t length = whole_value(stream);
        if (length < 2) return;
        size_t key_length = length - 2 > KEY_LONGEST ? 0 : length - 2;
        memcpy(key, stream->raw.data + stream->at + 1, key_length);
        stream_skip(stream, length);
        if (next(stream) != ':') return;
        stream_skip(stream, 1);
        if (next(stream) == '[') {
            LogKey *named = collect_key(collector, key, key_length);
            size_t list = begins_column(stream) ? whole_value(stream) : 0;
            const char *from = stream->raw.data + stream->at;
            if (list && columns_add(columns, named, from, from + list))
                stream_skip(stream, list);
            else if (!rows(collector, stream))
                return;
            continue;
        }
        length = whole_value(stream);
        if (!length) return;
        collect_fact(collector, key, key_length, stream->raw.data + stream->at, length);
        stream_skip(stream, length);
    }
}

bool reader_json_recognise(const char *head, size_t count, bool all) {
    const char *end = head + count, *at = behind_space(head, end);
    if (at >= end || (*at != '{' && *at != '[')) return false;
    const char *name = behind_space(at + 1, end);
    if (name >= end || (*at == '{' ? *name != '"' : *name != '{')) return false;
    if (*at == '[') return true;
    const char *behind = behind_nested(at, end), *line = memchr(at, '\n', (size_t)(end - at));
    if (!behind) return line != NULL || all;
    bool alone = all && behind_space(behind, end) == end;
    if (alone && columns_in(at, behind)) return true;
    return (line && line < behind) || (behind_space(behind, end) == end && strstr(head, "\"log_history\""));
}

bool reader_json_read(LogSource *source, LineStream *stream, Text *why) {
    char first = next(stream);
    (void)why;
    if (first == '[') {
        rows(&source->collector, stream);
    } else if (first == '{') {
        Columns columns = {0};
        stream_skip(stream, 1);
        members(&source->collector, stream, &columns);
        columns_take(&columns, &source->collector);
    }
    source->offset = stream->offset;
    return true;
}
