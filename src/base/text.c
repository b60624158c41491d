#include "base/text.h"

#include "base/memory.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void reserve(Text *text, size_t more) {
    size_t need = text->length + more + 1;
    if (need <= text->capacity) return;
    text->capacity = memory_grown(text->capacity, need);
    text->data = memory_resize(text->data, text->capacity, 1);
}

void text_add_bytes(Text *text, const void *bytes, size_t count) {
    reserve(text, count);
    if (count) memcpy(text->data + text->length, bytes, count);
    text->length += count;
    text->data[text->length] = 0;
}

void text_add(Text *text, const char *string) {
    text_add_bytes(text, string, strlen(string));
}

/* Mostly there is room already; where there is not, the first try tells how much is needed. */
void text_addv(Text *text, const char *format, va_list list) {
    va_list again;
    va_copy(again, list);
    size_t room = text->capacity - text->length;
    int length = vsnprintf(room ? text->data + text->length : NULL, room, format, list);
    if (length > 0 && (size_t)length >= room) {
        reserve(text, (size_t)length);
        vsnprintf(text->data + text->length, (size_t)length + 1, format, again);
    }
    if (length > 0) text->length += (size_t)length;
    if (text->data) text->data[text->length] = 0;
    va_end(again);
}

void text_addf(Text *text, const char *format, ...) {
    va_list list;
    va_start(list, format);
    text_addv(text, format, list);
    va_end(list);
}

void text_setf(Text *text, const char *format, ...) {
    va_list list;
    va_start(list, format);
    text_clear(text);
    text_addv(text, format, list);
    va_end(list);
}

void text_clear(Text *text) {
    text->length = 0;
    if (text->data) text->data[0] = 0;
}

void text_free(Text *text) {
    free(text->data);
    *text = (Text){0};
}

const char *text_string(const Text *text) {
    return text->data ? text->data : "";
}

/* Controls, line and paragraph separators, and the bidirectional marks of Unicode's TR 9. */
static bool is_visible(unsigned character) {
    if (character < 0x20 || (character >= 0x7F && character < 0xA0) || character == 0xFFFD) return false;
    if (character == 0x61C || character == 0xFEFF) return false;
    return !(character >= 0x200E && character <= 0x200F) && !(character >= 0x2028 && character <= 0x202E) &&
           !(character >= 0x2066 && character <= 0x2069);
}

static void add_visible(Text *text, const char *string, const char *kept) {
    while (*string) {
        const char *start = string;
        unsigned character = text_next(&string);
        bool stays = is_visible(character) || (character < 0x80 && character && strchr(kept, (int)character));
        if (stays)
            text_add_bytes(text, start, (size_t)(string - start));
        else
            text_add(text, "?");
    }
}

void text_add_visible(Text *text, const char *string) {
    add_visible(text, string, "");
}

void text_add_visible_lines(Text *text, const char *string) {
    add_visible(text, string, "\n\t");
}

void text_add_valid(Text *text, const char *string) {
    while (*string) {
        const char *start = string;
        bool valid = text_next(&string) != 0xFFFD;
        text_add_bytes(text, valid ? start : "\uFFFD", valid ? (size_t)(string - start) : strlen("\uFFFD"));
    }
}

/* Returns how many bytes follow the first one of a character, or -1 where it cannot begin one. */
static int following(unsigned char first) {
    if (first < 0x80) return 0;
    if (first >= 0xC2 && first < 0xE0) return 1;
    if (first >= 0xE0 && first < 0xF0) return 2;
    if (first >= 0xF0 && first < 0xF5) return 3;
    return -1;
}

/* True for an overlong form, half a surrogate pair, or a number beyond the last character. */
static bool is_forbidden(unsigned character, int more) {
    static const unsigned min[] = {0, 0x80, 0x800, 0x10000};
    return character < min[more] || (character >= 0xD800 && character < 0xE000) || character > 0x10FFFF;
}

unsigned text_next(const char **at) {
    const unsigned char *byte = (const unsigned char *)*at;
    if (!*byte) return 0;
    int more = following(*byte);
    unsigned character = more <= 0 ? *byte : *byte & (0x3Fu >> more);
    (*at)++;
    if (more < 0) return 0xFFFD;
    for (int i = 1; i <= more; i++) {
        if ((byte[i] & 0xC0) != 0x80) return 0xFFFD;
        character = character << 6 | (byte[i] & 0x3F);
        (*at)++;
    }
    return is_forbidden(character, more) ? 0xFFFD : character;
}

/* Scripts without spaces between words whose lines may end behind every letter; with their signs. */
static bool is_dense(unsigned character) {
    return (character >= 0x2E80 && character <= 0x9FFF) || (character >= 0xAC00 && character <= 0xD7AF) ||
           (character >= 0xF900 && character <= 0xFAFF) || (character >= 0xFF00 && character <= 0xFFEF) ||
           (character >= 0x20000 && character <= 0x3FFFF);
}

/* What does not begin a line. */
static bool closes(unsigned character) {
    static const unsigned closing[] = {0x3001, 0x3002, 0x3009, 0x300B, 0x300D, 0x300F, 0x3011, 0x30FC, 0xFF01, 0xFF09,
                                       0xFF0C, 0xFF0E, 0xFF1A, 0xFF1B, 0xFF1F, ')',    ',',    '.',    ':',    ';',
                                       '!',    '?',    0x201D};
    for (size_t i = 0; i < sizeof closing / sizeof *closing; i++)
        if (closing[i] == character) return true;
    return false;
}

static bool continues(char byte) {
    return ((unsigned char)byte & 0xC0) == 0x80;
}

bool text_drop_clause(Text *sentence) {
    for (size_t at = sentence->length; at-- > 1;) {
        bool end = (sentence->data[at - 1] == ',' || sentence->data[at - 1] == ':') && sentence->data[at] == ' ';
        if (!end) continue;
        sentence->data[at - 1] = '.';
        sentence->data[at] = 0;
        sentence->length = at;
        return true;
    }
    return false;
}

bool text_may_break(const char *utf8, size_t bytes) {
    const char *behind = utf8 + bytes, *before = behind;
    if (!*behind || *behind == ' ') return true;
    if (bytes == 0 || continues(*behind)) return false;
    do before--;
    while (before > utf8 && continues(*before));
    unsigned last = text_next(&before), next = text_next(&behind);
    return (is_dense(last) || (is_dense(next) && last != '(')) && last != 0x300C && last != 0xFF08 && !closes(next);
}

bool text_is_right_to_left(unsigned character) {
    return (character >= 0x590 && character <= 0x8FF) || (character >= 0xFB1D && character <= 0xFDFF) ||
           (character >= 0xFE70 && character <= 0xFEFC) || (character >= 0x10800 && character <= 0x10FFF) ||
           (character >= 0x1E800 && character <= 0x1EFFF);
}

bool text_is_unseen(unsigned character) {
    return character == 0xAD || (character >= 0x200B && character <= 0x200F) ||
           (character >= 0x2060 && character <= 0x2064) || (character >= 0xFE00 && character <= 0xFE0F) ||
           character == 0xFEFF;
}
