/* Text as glyphs of the built-in fonts, shaped by HarfBuzz: what figures measure and what they draw. */
#ifndef PAINT_GLYPH_RUNS_H
#define PAINT_GLYPH_RUNS_H

#include "paint/paint.h"
#include "paint/fonts.h"

typedef struct Glyph {
    unsigned index; /* in its font */
    Font font;      /* of FONT_SLOTS: the one asked for, or another one that has the character */
    double x, y;    /* its origin, from the start of the text, y down; in the unit of the size asked for */
    size_t byte;    /* of the text: where the characters that it stands for begin */
} Glyph;

typedef struct GlyphRun {
    Glyph *glyphs;
    size_t count, capacity;
    double width;
} GlyphRun;

/* Shapes the first `bytes` bytes of `utf8` (followed by more, or by a 0). The run belongs to `fonts` and is
   valid until the next call. */
const GlyphRun *glyphs_shape(PaintFonts *fonts, Font font, double size, const char *utf8, size_t bytes);

/* Returns a text command's run with `size` in place of its own, and where it begins, in the same unit, left
   of its anchor. */
const GlyphRun *glyphs_of_command(PaintFonts *fonts, const SceneCommand *command, double size, double *left);

/* The place for a glyph's path data, which is kept from figure to figure: to be read where it is known, else
   to be filled in. Valid until the next call. */
typedef struct GlyphOutline {
    uint32_t key; /* font and index + 1; 0: free */
    Text path;
} GlyphOutline;
GlyphOutline *glyphs_outline(PaintFonts *fonts, Font font, unsigned index, bool *known);

/* Returns the family that was chosen; NULL: none. */
const char *glyphs_family(const PaintFonts *fonts);

/* Has one of the fonts a sign for the character? */
bool glyphs_has(PaintFonts *fonts, unsigned character);

#endif
