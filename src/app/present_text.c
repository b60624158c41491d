#include "app/present_text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const double LEADING = 1.36, TIGHT = 1.16 /* of bold titles */, BETWEEN = 0.75,
                    PARAGRAPH = 0.3; /* of the size */

void present_text_add(PresentText *words, Font font, Color color, double size, const char *utf8) {
    if (!*utf8 || words->count == PRESENT_TEXT_MAX) return;
    int i = words->count++;
    words->item[i].start = words->bytes.length;
    words->item[i].font = font;
    words->item[i].color = color;
    words->item[i].size = size;
    text_add_bytes(&words->bytes, utf8, strlen(utf8) + 1);
}

static const char *const relations[] = {"=", "<", ">", "\u2265", "\u2264", "\u2190", NULL};
static const char *const operators[] = {"\u00b7", "\u2212", "+", "/", "*", NULL};

/* The sign, with spaces around it, that begins at `from`. */
static bool is_sign(const char *at, size_t from, size_t length, const char *const *signs) {
    if (from == 0 || at[from - 1] != ' ') return false;
    for (; *signs; signs++) {
        size_t bytes = strlen(*signs);
        if (from + bytes < length && !strncmp(at + from, *signs, bytes) && at[from + bytes] == ' ')
            return true;
    }
    return false;
}

/* Returns where the word before the space begins. */
static size_t word_before(const char *at, size_t space) {
    while (space > 0 && at[space - 1] != ' ') space--;
    return space;
}

typedef enum Break { BREAK_ANYWHERE, BREAK_OUTSIDE, BREAK_AT_RELATION, BREAK_GOOD, BREAKS } Break;

/* How good a line's end the space is: inside a bracket, beside an operator, before a relation, or between
 * words. */
static Break break_at(const char *at, size_t space, size_t length, int depth) {
    size_t before = word_before(at, space);
    if (depth > 0) return BREAK_ANYWHERE;
    if (space == length) return BREAK_GOOD;
    if (is_sign(at, before, length, operators) || is_sign(at, space + 1, length, operators) ||
        is_sign(at, before, length, relations))
        return BREAK_OUTSIDE;
    return is_sign(at, space + 1, length, relations) ? BREAK_AT_RELATION : BREAK_GOOD;
}

/* How many bytes of the paragraph stand in its next line: at least a word. A formula does not break, but
   where it is longer than a line; then before a relation, and inside a bracket only where there is no other
   way. */
static size_t line_end(const Measure *measure, TextStyle style, const char *at, size_t length, double width) {
    size_t fits[BREAKS] = {0};
    int depth = 0;
    for (size_t i = 1; i <= length; i++) {
        depth += (at[i - 1] == '(') - (at[i - 1] == ')');
        if (i < length && !text_may_break(at, i)) continue;
        if (fits[0] && measure->width(measure->self, style.font, style.size, at, i) > width) break;
        Break best = break_at(at, i, length, depth);
        for (Break k = BREAK_ANYWHERE; k <= best; k++) fits[k] = i;
    }
    for (int k = BREAK_GOOD; k > 0; k--)
        if (fits[k]) return fits[k];
    return fits[0];
}

typedef struct Pen {
    double widest; /* of the lines so far */
    Scene *scene;
    const Measure *measure;
    TextStyle style;
    double x, y, width; /* y: where the next line's upper edge is */
} Pen;

static void set_paragraph(Pen *pen, const char *at, size_t length) {
    char line[512];
    while (length) {
        size_t bytes = line_end(pen->measure, pen->style, at, length, pen->width);
        snprintf(line, sizeof line, "%.*s", (int)bytes, at);
        double baseline = pen->y + pen->style.size;
        pen->widest = fmax(pen->widest, measure_text(pen->measure, pen->style, line));
        if (pen->scene) scene_text(pen->scene, pen->x, baseline, ALIGN_LEFT, pen->style, line);
        pen->y += (pen->style.font == FONT_WORDS_BOLD ? TIGHT : LEADING) * pen->style.size;
        while (bytes < length && at[bytes] == ' ') bytes++;
        at += bytes;
        length -= bytes;
    }
}

static void set_paragraphs(Pen *pen, const char *at) {
    while (*at) {
        size_t length = strcspn(at, "\n");
        set_paragraph(pen, at, length);
        at += length;
        if (!*at) break;
        at++;
        pen->y += PARAGRAPH * pen->style.size;
    }
}

/* Sets the words; the widest line in *widest. */
static double set_words(const PresentText *words, Scene *scene, const Measure *measure, Box box, double size,
                        double *widest) {
    Pen pen = {.scene = scene, .measure = measure, .x = box.x, .y = box.y, .width = box.w};
    for (int i = 0; i < words->count; i++) {
        double own = words->item[i].size;
        pen.style = (TextStyle){words->item[i].font, own > 0 ? own : size, words->item[i].color};
        if (i) pen.y += BETWEEN * size;
        const char *item = text_string(&words->bytes) + words->item[i].start;
        Text said = {0};
        set_paragraphs(&pen, wording_say(measure->wording, item, &said) ? text_string(&said) : item);
        text_free(&said);
    }
    *widest = pen.widest;
    return pen.y - box.y;
}

double present_text_set(const PresentText *words, Scene *scene, const Measure *measure, Box box, double size) {
    double widest;
    return set_words(words, scene, measure, box, size, &widest);
}

double present_text_fit(const PresentText *words, const Measure *measure, Box box, double size) {
    double widest, height = set_words(words, NULL, measure, box, size, &widest);
    return fmax(height / fmax(size, box.h), widest / box.w);
}

double present_text_size(const PresentText *words, const Measure *measure, Box box, double max, double min) {
    double size = max;
    while (size > min && present_text_set(words, NULL, measure, box, size) > box.h) size -= 0.5;
    return size > min ? size : min;
}
