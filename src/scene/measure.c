#include "scene/measure.h"

#include <string.h>

double measure_text(const Measure *measure, TextStyle style, const char *utf8) {
    Text said = {0};
    if (wording_say(measure->wording, utf8, &said)) utf8 = text_string(&said);
    double width = measure->width(measure->self, style.font, style.size, utf8, strlen(utf8));
    text_free(&said);
    return width;
}

static double fixed_width(void *self, Font font, double size, const char *utf8, size_t bytes) {
    (void)self, (void)font;
    double width = 0;
    for (const char *at = utf8; at < utf8 + bytes;)
        width += text_next(&at) == 0x2009 ? 0.27 * size : 0.6 * size;
    return width;
}

Measure measure_fixed(void) {
    return (Measure){.width = fixed_width};
}

/* --- what is too long --- */

enum { LETTERS = 3 }; /* of a word that is cut: fewer say nothing */

static const char ellipsis[] = "\xE2\x80\xA6";

static size_t at_character(const char *utf8, size_t bytes) {
    while (bytes > 0 && ((unsigned char)utf8[bytes] & 0xC0) == 0x80) bytes--;
    return bytes;
}

/* Returns how much of it is no wider. */
static size_t beginning(const Measure *measure, TextStyle style, const char *utf8, size_t length, double width) {
    size_t fits = 0, over = length + 1;
    while (over - fits > 1) {
        size_t middle = fits + (over - fits) / 2, bytes = at_character(utf8, middle);
        bool wide = measure->width(measure->self, style.font, style.size, utf8, bytes) > width;
        if (wide)
            over = middle;
        else
            fits = middle;
    }
    return at_character(utf8, fits);
}

static size_t word_start(const char *utf8, size_t at) {
    size_t start = at;
    while (start > 0 && utf8[start - 1] != ' ' && !text_may_break(utf8, start)) start = at_character(utf8, start - 1);
    return start;
}

/* Nothing that joins words is left at the end. */
static size_t without_joint(const char *utf8, size_t at) {
    for (;;) {
        if (at > 0 && utf8[at - 1] == ' ')
            at--;
        else if (at > 1 && !memcmp(utf8 + at - 2, "\xC2\xB7", 2)) /* a middle dot */
            at -= 2;
        else
            return at;
    }
}

size_t measure_cut(const Measure *measure, TextStyle style, const char *utf8, size_t length, double width) {
    if (measure->width(measure->self, style.font, style.size, utf8, length) <= width) return length;
    double room = width - measure->width(measure->self, style.font, style.size, ellipsis, strlen(ellipsis));
    size_t at = beginning(measure, style, utf8, length, room), start = word_start(utf8, at), letters = 0;
    for (const char *letter = utf8 + start; letter < utf8 + at; letters++) text_next(&letter);
    bool number = start > 0 && utf8[start] >= '0' && utf8[start] <= '9'; /* a part of it would be another one */
    if (!text_may_break(utf8, at) && (letters < LETTERS || number)) at = start;
    return without_joint(utf8, at);
}

void measure_shorten(const Measure *measure, TextStyle style, const char *utf8, double width, char *out, size_t size) {
    size_t length = strlen(utf8), most = size - sizeof ellipsis, whole = length;
    if (whole > most) whole = at_character(utf8, most);
    size_t shown = measure_cut(measure, style, utf8, whole, width);
    bool cut = shown < length;
    memcpy(out, utf8, shown);
    strcpy(out + shown, cut && shown > 0 ? ellipsis : "");
}
