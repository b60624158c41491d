#include "app/present_text.h"

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

/* Does a formula go on from here to there? A break before or after one of these would tear it. */
static bool joins(const char *at, size_t space, size_t length) {
    static const char *const signs[] = {"\u00b7", "\u2212", "=",      "+", "/",     "<",
                                        ">",      "\u2265", "\u2264", "*", "\u2190"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        size_t bytes = strlen(signs[i]);
        bool before = space >= bytes + 1 && !strncmp(at + space - bytes, signs[i], bytes) &&
                      at[space - bytes - 1] == ' ';
        bool after = space + bytes < length && !strncmp(at + space + 1, signs[i], bytes) &&
                     (space + 1 + bytes == length || at[space + 1 + bytes] == ' ');
        if (before || after) return true;
    }
    return false;
}

/* How many bytes of the paragraph stand in its next line: at least a word. A formula does not break, but
   where it is longer than a line; then not inside a bracket, unless the bracket is longer than a line. */
static size_t line_end(const Measure *measure, TextStyle style, const char *at, size_t length, double width) {
    size_t fits[3] = {0}; /* anywhere, outside brackets, outside formulas */
    int depth = 0;
    for (size_t i = 1; i <= length; i++) {
        depth += (at[i - 1] == '(') - (at[i - 1] == ')');
        if (i < length && at[i] != ' ') continue;
        if (fits[0] && measure->width(measure->self, style.font, style.size, at, i) > width)
            return fits[2] ? fits[2] : fits[1] ? fits[1] : fits[0];
        fits[0] = i;
        if (depth <= 0) fits[1] = i;
        if (depth <= 0 && !joins(at, i, length)) fits[2] = i;
    }
    return fits[0];
}

typedef struct Pen {
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

double present_text_set(const PresentText *words, Scene *scene, const Measure *measure, Box box,
                        double size) {
    Pen pen = {.scene = scene, .measure = measure, .x = box.x, .y = box.y, .width = box.w};
    for (int i = 0; i < words->count; i++) {
        double own = words->item[i].size;
        pen.style = (TextStyle){words->item[i].font, own > 0 ? own : size, words->item[i].color};
        if (i) pen.y += BETWEEN * size;
        set_paragraphs(&pen, text_string(&words->bytes) + words->item[i].start);
    }
    return pen.y - box.y;
}

double present_text_size(const PresentText *words, const Measure *measure, Box box, double max, double min) {
    double size = max;
    while (size > min && present_text_set(words, NULL, measure, box, size) > box.h) size -= 0.5;
    return size > min ? size : min;
}
