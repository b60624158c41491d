#include "paint/outline.h"

#include "paint/decimal.h"
#include "paint/glyph_faces.h"

#include <math.h>
#include FT_OUTLINE_H

/* Writes relative coordinates, which are shorter. They are differences of rounded places, so that rounding
   does not add up along the outline. */
typedef struct Pen {
    Text *path;
    double unit; /* path units a font unit */
    long x, y;
    char verb; /* the last one written: a repeated one is left out */
} Pen;

static void add_verb(Pen *pen, char verb) {
    if (verb != pen->verb)
        text_add_bytes(pen->path, &verb, 1);
    else
        text_add(pen->path, " ");
    pen->verb = verb;
}

static void add_pair(Pen *pen, long x, long y) {
    decimal_add(pen->path, (double)x, 0);
    if (y >= 0) text_add(pen->path, " ");
    decimal_add(pen->path, (double)y, 0);
}

/* Writes a verb with its points, all relative to where the pen stands; the pen goes to the last one. */
static int add_points(Pen *pen, char verb, const FT_Vector *const points[], int count) {
    long x = pen->x, y = pen->y;
    add_verb(pen, verb);
    for (int i = 0; i < count; i++) {
        if (i > 0) text_add(pen->path, " ");
        x = lround((double)points[i]->x * pen->unit);
        y = lround((double)-points[i]->y * pen->unit);
        add_pair(pen, x - pen->x, y - pen->y);
    }
    pen->x = x;
    pen->y = y;
    return 0;
}

static void close_contour(Pen *pen) {
    if (pen->verb) text_add(pen->path, "z");
    pen->verb = 0;
}

static int move_to(const FT_Vector *to, void *pointer) {
    Pen *pen = pointer;
    close_contour(pen);
    pen->x = pen->y = 0;
    return add_points(pen, 'M', &to, 1);
}

static int line_to(const FT_Vector *to, void *pen) {
    return add_points(pen, 'l', &to, 1);
}

static int conic_to(const FT_Vector *control, const FT_Vector *to, void *pen) {
    return add_points(pen, 'q', (const FT_Vector *const[]){control, to}, 2);
}

static int cubic_to(const FT_Vector *first, const FT_Vector *second, const FT_Vector *to, void *pen) {
    return add_points(pen, 'c', (const FT_Vector *const[]){first, second, to}, 3);
}

static void trace(PaintFonts *fonts, Font font, unsigned index, Text *path) {
    static const FT_Outline_Funcs functions = {
        .move_to = move_to, .line_to = line_to, .conic_to = conic_to, .cubic_to = cubic_to};
    FT_Face face = glyphs_face(fonts, font);
    if (!face || FT_Load_Glyph(face, index, FT_LOAD_NO_SCALE)) return;
    if (face->glyph->format != FT_GLYPH_FORMAT_OUTLINE) return;
    Pen pen = {.path = path, .unit = (double)OUTLINE_EM / face->units_per_EM};
    FT_Outline_Decompose(&face->glyph->outline, &functions, &pen);
    close_contour(&pen);
}

void outline_add(PaintFonts *fonts, Font font, unsigned index, Text *path) {
    bool known;
    GlyphOutline *outline = glyphs_outline(fonts, font, index, &known);
    if (!known) trace(fonts, font, index, &outline->path);
    text_add(path, text_string(&outline->path));
}
