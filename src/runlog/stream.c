#include "runlog/stream.h"

#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BLOCK = 1 << 18, LONGEST_LINE = 64 << 20 };

/* Takes more bytes into the buffer; false at the end of the file. */
static bool fill(LineStream *stream) {
    Text *raw = &stream->raw;
    if (stream->ended) return false;
    if (stream->at > 0) {
        memmove(raw->data, raw->data + stream->at, raw->length - stream->at);
        raw->length -= stream->at;
        stream->at = 0;
    }
    if (raw->capacity < raw->length + BLOCK + 2) {
        raw->capacity = memory_grown(raw->capacity, raw->length + BLOCK + 2);
        raw->data = memory_resize(raw->data, raw->capacity, 1);
    }
    ssize_t got;
    do got = read(stream->descriptor, raw->data + raw->length, BLOCK);
    while (got < 0 && errno == EINTR);
    stream->ended = got <= 0;
    if (got > 0) raw->length += (size_t)got;
    raw->data[raw->length] = 0;
    return got > 0;
}

size_t stream_need(LineStream *stream, size_t count) {
    while (stream->raw.length - stream->at < count && fill(stream)) {
    }
    return stream->raw.length - stream->at;
}

void stream_skip(LineStream *stream, size_t count) {
    stream->at += count;
    stream->offset += count;
}

/* Looks for a byte order mark; Windows' own tools write UTF-16 with one. */
static void read_mark(LineStream *stream) {
    size_t count = stream_need(stream, 3);
    const unsigned char *bytes = (const unsigned char *)stream->raw.data + stream->at;
    stream->wide = 1;
    if (count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF) stream_skip(stream, 3);
    if (count < 2 || !((bytes[0] == 0xFF && bytes[1] == 0xFE) || (bytes[0] == 0xFE && bytes[1] == 0xFF)))
        return;
    stream->wide = 2;
    stream->big_endian = bytes[0] == 0xFE;
    stream_skip(stream, 2);
}

static bool fail(const char *path, const char *reason, int descriptor, Text *why) {
    text_setf(why, "cannot read %s: %s", path, reason);
    if (descriptor >= 0) close(descriptor);
    return false;
}

bool stream_open(LineStream *stream, const char *path, uint64_t offset, Text *why) {
    *stream = (LineStream){.descriptor = open(path, O_RDONLY | O_NONBLOCK)};
    struct stat about;
    int descriptor = stream->descriptor;
    if (descriptor < 0 || fstat(descriptor, &about) != 0) return fail(path, strerror(errno), descriptor, why);
    if (!S_ISREG(about.st_mode)) return fail(path, "not a regular file", descriptor, why);
    read_mark(stream);
    if (offset <= stream->offset) return true;
    if (lseek(descriptor, (off_t)offset, SEEK_SET) < 0) return fail(path, strerror(errno), descriptor, why);
    stream->raw.length = stream->at = 0;
    stream->offset = offset;
    stream->ended = false;
    return true;
}

void stream_close(LineStream *stream) {
    if (stream->descriptor >= 0) close(stream->descriptor);
    text_free(&stream->raw);
    text_free(&stream->converted);
    stream->descriptor = -1;
}

static unsigned unit_at(const LineStream *stream, const char *at) {
    const unsigned char *bytes = (const unsigned char *)at;
    return stream->big_endian ? bytes[0] << 8 | bytes[1] : bytes[1] << 8 | bytes[0];
}

/* The length of the line at `at` without its end, of which *end is the length; SIZE_MAX where no end is in
   sight yet. \r\n is one end, so a \r as the last byte has to wait. */
static size_t find_end(const LineStream *stream, size_t from, size_t *end) {
    const char *data = stream->raw.data + stream->at;
    size_t count = stream->raw.length - stream->at, wide = (size_t)stream->wide;
    if (wide == 1) {
        const char *newline = memchr(data + from, '\n', count - from);
        size_t limit = newline ? (size_t)(newline - data) : count;
        const char *back = memchr(data + from, '\r', limit - from);
        if (back && back + 1 == data + count && !stream->ended) return SIZE_MAX;
        if (!newline && !back) return SIZE_MAX;
        *end = back && back + 1 == newline ? 2 : 1;
        return (size_t)((back ? back : newline) - data);
    }
    for (size_t i = from & ~(size_t)1; i + 2 <= count; i += 2) {
        unsigned unit = unit_at(stream, data + i);
        if (unit != '\n' && unit != '\r') continue;
        if (unit == '\r' && i + 4 > count && !stream->ended) return SIZE_MAX;
        *end = unit == '\r' && i + 4 <= count && unit_at(stream, data + i + 2) == '\n' ? 4 : 2;
        return i;
    }
    return SIZE_MAX;
}

static void add_utf8(Text *out, unsigned c) {
    char bytes[3] = {(char)c};
    size_t count = c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
    if (count == 2) bytes[0] = (char)(0xC0 | c >> 6), bytes[1] = (char)(0x80 | (c & 63));
    if (count == 3)
        bytes[0] = (char)(0xE0 | c >> 12), bytes[1] = (char)(0x80 | (c >> 6 & 63)),
        bytes[2] = (char)(0x80 | (c & 63));
    text_add_bytes(out, bytes, count);
}

static void narrow(LineStream *stream, Line *line) {
    text_clear(&stream->converted);
    for (size_t i = 0; i + 2 <= line->length; i += 2)
        add_utf8(&stream->converted, unit_at(stream, line->data + i));
    text_add(&stream->converted, "");
    line->data = stream->converted.data ? stream->converted.data : line->data;
    line->length = stream->converted.length;
}

/* Takes NUL bytes and terminal codes (ESC [ ... letter, ESC ] ... BEL) out of the line, in place. */
static void clean(Line *line) {
    char *to = line->data, *from = line->data, *end = line->data + line->length;
    while (from < end) {
        if (*from == 0) {
            from++;
        } else if (*from == '\033' && from + 1 < end && from[1] == '[') {
            for (from += 2; from < end && (*from < '@' || *from > '~'); from++) {
            }
            if (from < end) from++;
        } else if (*from == '\033' && from + 1 < end && from[1] == ']') {
            for (from += 2; from < end && *from != '\a'; from++) {
            }
            if (from < end) from++;
        } else {
            *to++ = *from++;
        }
    }
    line->length = (size_t)(to - line->data);
}

bool stream_line(LineStream *stream, Line *line) {
    size_t seen = 0, end = 0, length;
    while ((length = find_end(stream, seen, &end)) == SIZE_MAX) {
        seen = stream->raw.length - stream->at;
        seen -= seen < (size_t)stream->wide ? seen : (size_t)stream->wide;
        stream->failed = seen > LONGEST_LINE;
        if (stream->failed) return false;
        if (fill(stream)) continue;
        length = find_end(stream, seen, &end);
        if (length == SIZE_MAX) length = stream->raw.length - stream->at;
        if (length == 0 && end == 0) return false;
        break;
    }
    *line = (Line){stream->raw.data + stream->at, length, end == 0};
    stream_skip(stream, length + end);
    if (stream->wide == 2) narrow(stream, line);
    if (memchr(line->data, 0, line->length) || memchr(line->data, '\033', line->length)) clean(line);
    if (stream->wide == 2 || line->length < length) line->data[line->length] = 0;
    return true;
}

void stream_head(LineStream *stream, size_t count, Text *head) {
    size_t got = stream_need(stream, count);
    const char *from = stream->raw.data + stream->at;
    text_clear(head);
    if (got > count) got = count;
    if (stream->wide == 1) text_add_bytes(head, from, got);
    for (size_t i = 0; stream->wide == 2 && i + 2 <= got; i += 2) add_utf8(head, unit_at(stream, from + i));
}
