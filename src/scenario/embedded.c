#include "scenario/embedded.h"

#include "base/embedded.h"
#include "base/file.h"
#include "scenario/tree.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* The scenario stands among a figure's first or last bytes; escaping and what stands before it need room too.
 */
enum { REACH = 4 * TREE_BYTES_MAX };

typedef struct Bytes {
    const unsigned char *at;
    size_t count;
} Bytes;

static bool refuse(Text *why, const char *path, const char *what) {
    text_setf(why, "%s: %s", path, what);
    return false;
}

static bool none_inside(Text *why, const char *path, const char *kind) {
    text_setf(why,
              "%s: no scenario is inside this %s: lrscope did not write it, or another program left it out",
              path, kind);
    return false;
}

static bool begins_with(Bytes bytes, const char *word) {
    return bytes.count >= strlen(word) && !memcmp(bytes.at, word, strlen(word));
}

/* Returns where the word first stands, or NULL. */
static const unsigned char *find(Bytes bytes, const char *word) {
    size_t length = strlen(word);
    for (size_t i = 0; i + length <= bytes.count; i++)
        if (bytes.at[i] == (unsigned char)*word && !memcmp(bytes.at + i, word, length)) return bytes.at + i;
    return NULL;
}

static Bytes from(Bytes bytes, const unsigned char *at) {
    return (Bytes){at, bytes.count - (size_t)(at - bytes.at)};
}

/* --- PNG --- */

static uint32_t big_endian(const unsigned char *at) {
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static uint32_t checksum(const unsigned char *bytes, size_t count) {
    uint32_t sum = UINT32_MAX;
    for (size_t i = 0; i < count; i++) {
        sum ^= bytes[i];
        for (int bit = 0; bit < 8; bit++) sum = sum >> 1 ^ (sum & 1 ? UINT32_C(0xEDB88320) : 0);
    }
    return ~sum;
}

/* Finds the text of an iTXt chunk: keyword 0 compressed method language 0 translation 0 text. */
static bool is_ours(Bytes chunk, Bytes *text) {
    const unsigned char *end = chunk.at + chunk.count;
    size_t keyword = sizeof EMBEDDED_PNG_KEYWORD;
    if (chunk.count < keyword + 4 || memcmp(chunk.at, EMBEDDED_PNG_KEYWORD, keyword) != 0) return false;
    if (chunk.at[keyword] != 0) return false;
    const unsigned char *at = chunk.at + keyword + 2;
    for (int words = 0; words < 2; words++) {
        at = memchr(at, 0, (size_t)(end - at));
        if (!at) return false;
        at++;
    }
    *text = (Bytes){at, (size_t)(end - at)};
    return true;
}

static bool read_png(Bytes file, const char *path, Text *yaml, Text *why) {
    enum { FRAME = 12 }; /* a chunk's length, name and checksum */
    const char *cut = "this PNG is cut short or damaged";
    for (Bytes rest = from(file, file.at + 8); rest.count >= FRAME;) {
        size_t length = big_endian(rest.at);
        if (!memcmp(rest.at + 4, "IDAT", 4)) return none_inside(why, path, "PNG");
        if (length > rest.count - FRAME) break;
        Bytes text, chunk = {rest.at + 8, length};
        if (!memcmp(rest.at + 4, "iTXt", 4) && is_ours(chunk, &text)) {
            if (checksum(rest.at + 4, length + 4) != big_endian(chunk.at + length)) break;
            text_add_bytes(yaml, text.at, text.count);
            return true;
        }
        rest = from(rest, chunk.at + length + 4);
    }
    return refuse(why, path, cut);
}

/* --- SVG, and the XMP of a WebP --- */

/* Reads "&lt;" and the like into the character that it stands for. Returns its length, 0 where it is none of
   those that XML has. */
static size_t entity(Bytes bytes, char *character) {
    static const struct {
        const char *name;
        char character;
    } entities[] = {{"&lt;", '<'},   {"&gt;", '>'},    {"&amp;", '&'},
                    {"&quot;", '"'}, {"&apos;", '\''}, {"&#10;", '\n'}};
    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++) {
        if (!begins_with(bytes, entities[i].name)) continue;
        *character = entities[i].character;
        return strlen(entities[i].name);
    }
    return 0;
}

static void add_unescaped(Text *out, Bytes text) {
    while (text.count) {
        char character = (char)*text.at;
        size_t length = *text.at == '&' ? entity(text, &character) : 1;
        if (!length) length = 1;
        text_add_bytes(out, &character, 1);
        text = from(text, text.at + length);
    }
}

static bool read_element(Bytes file, const char *kind, const char *path, Text *yaml, Text *why) {
    const unsigned char *element = find(file, "<" EMBEDDED_SVG_ELEMENT);
    if (!element) return none_inside(why, path, kind);
    Bytes rest = from(file, element);
    const unsigned char *open = find(rest, ">"), *close = find(rest, "</" EMBEDDED_SVG_ELEMENT ">");
    if (!open || !close || close < open) {
        text_setf(why, "%s: this %s is cut short", path, kind);
        return false;
    }
    add_unescaped(yaml, (Bytes){open + 1, (size_t)(close - open - 1)});
    return true;
}

/* --- PDF --- */

/* Reads the last scenario of a PDF, for a later part replaces an earlier one. */
static bool read_pdf(Bytes file, const char *path, Text *yaml, Text *why) {
    const unsigned char *begin = NULL;
    for (Bytes rest = file; rest.count;) {
        const unsigned char *next = find(rest, EMBEDDED_PDF_BEGIN);
        if (!next) break;
        begin = next;
        rest = from(rest, next + 1);
    }
    if (!begin) return none_inside(why, path, "PDF");
    char *behind;
    unsigned long long length = strtoull((const char *)begin + strlen(EMBEDDED_PDF_BEGIN), &behind, 10);
    Bytes rest = from(file, (const unsigned char *)behind);
    size_t head = strlen(EMBEDDED_PDF_STREAM);
    if (!begins_with(rest, EMBEDDED_PDF_STREAM) || length > rest.count - head)
        return refuse(why, path, "this PDF is cut short");
    text_add_bytes(yaml, rest.at + head, (size_t)length);
    return true;
}

/* --- a scenario file itself --- */

/* A scenario may leave out everything and still says something, if only in a comment: what has not one byte
   is what a full disk or a broken download left of a file. */
static bool read_plain(Bytes file, const char *path, Text *yaml, Text *why) {
    if (!file.count) return refuse(why, path, "this file is empty");
    text_add_bytes(yaml, file.at, file.count);
    return true;
}

static EmbeddedKind kind_of(Bytes file) {
    Bytes words = begins_with(file, "\xEF\xBB\xBF") ? from(file, file.at + 3) : file;
    while (words.count && strchr(" \t\r\n", *words.at) && *words.at) words = from(words, words.at + 1);
    if (begins_with(file, "\x89PNG\r\n\x1A\n")) return EMBEDDED_PNG;
    if (begins_with(file, "%PDF-")) return EMBEDDED_PDF;
    if (begins_with(file, "RIFF") && file.count >= 12 && !memcmp(file.at + 8, "WEBP", 4))
        return EMBEDDED_WEBP;
    bool markup = begins_with(words, "<") && words.count > 1 && (isalpha(words.at[1]) || words.at[1] == '?' || words.at[1] == '!');
    bool page = begins_with(words, EMBEDDED_HTML_PAGE) || begins_with(words, EMBEDDED_HTML_PART);
    return page ? EMBEDDED_HTML : markup ? EMBEDDED_SVG : EMBEDDED_PLAIN;
}

static bool read_kind(EmbeddedKind kind, const char *path, Text *content, Text *yaml, Text *why) {
    bool at_the_end = kind == EMBEDDED_PDF || kind == EMBEDDED_WEBP;
    if (at_the_end && !file_read_tail(path, REACH, content, why)) return false;
    Bytes file = {(const unsigned char *)text_string(content), content->length};
    switch (kind) {
    case EMBEDDED_PNG: return read_png(file, path, yaml, why);
    case EMBEDDED_SVG: return read_element(file, "SVG", path, yaml, why);
    case EMBEDDED_HTML: return read_element(file, "page", path, yaml, why);
    case EMBEDDED_WEBP: return read_element(file, "WebP", path, yaml, why);
    case EMBEDDED_PDF: return read_pdf(file, path, yaml, why);
    case EMBEDDED_PLAIN: return read_plain(file, path, yaml, why);
    }
    return false;
}

bool embedded_read(const char *path, EmbeddedKind *kind, Text *yaml, Text *why) {
    Text content = {0};
    text_clear(yaml);
    bool good = file_read_head(path, REACH, &content, why);
    if (good) {
        *kind = kind_of((Bytes){(const unsigned char *)text_string(&content), content.length});
        good = read_kind(*kind, path, &content, yaml, why);
    }
    if (good && yaml->length > TREE_BYTES_MAX) {
        text_setf(why, "%s: larger than %d bytes", path, TREE_BYTES_MAX);
        good = false;
    }
    text_free(&content);
    return good;
}
