/* Text as glyphs of the built-in fonts, shaped by HarfBuzz: what figures measure and what they draw. */
#ifndef PAINT_GLYPH_RUNS_H
#define PAINT_GLYPH_RUNS_H

#include "paint/paint.h"
#include "paint/fonts.h"

#include <cairo.h>
#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_MODULE_H
#include <hb.h>

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

/* Returns the font for outlines and bitmaps; belongs to `fonts`. NULL only where FreeType itself fails. */
FT_Face glyphs_face(PaintFonts *fonts, Font font);

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

/* Returns the font as HarfBuzz shapes it, in its own units; belongs to `fonts`. */
hb_font_t *glyphs_shaper(PaintFonts *fonts, Font font);

/* Opens the font in a library of the caller's, who owns the face. NULL only where FreeType itself fails. */
/* Opens a library of its own, whose memory is checked: a picture without a letter would be another one. Returns NULL
   where FreeType cannot begin. Release it with FT_Done_Library. */
FT_Library glyphs_open_library(void);

FT_Face glyphs_open_face(PaintFonts *fonts, FT_Library library, Font font);

/* The places for the fonts as Cairo shows them, GLYPHS_VARIANTS of each font one after the other, NULL until
   used; `fonts` gives them back. */
enum { GLYPHS_VARIANTS = 8 };
cairo_font_face_t **glyphs_cairo_faces(PaintFonts *fonts);

#endif
