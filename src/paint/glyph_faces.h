/* The fonts of glyph runs as the libraries hold them, for painters that draw glyphs with one of these. */
#ifndef PAINT_GLYPH_FACES_H
#define PAINT_GLYPH_FACES_H

#include "paint/glyph_runs.h"

#include <cairo.h>
#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_MODULE_H

/* Returns the font for outlines and bitmaps; belongs to `fonts`. NULL only where FreeType itself fails. */
FT_Face glyphs_face(PaintFonts *fonts, Font font);

/* Opens a library of its own, whose memory is checked: a picture without a letter would be another one. Returns NULL
   where FreeType cannot begin. Release it with FT_Done_Library. */
FT_Library glyphs_open_library(void);

/* Opens the font in a library of the caller's, who owns the face. NULL only where FreeType itself fails. */
FT_Face glyphs_open_face(PaintFonts *fonts, FT_Library library, Font font);

/* The places for the fonts as Cairo shows them, GLYPHS_VARIANTS of each font one after the other, NULL until
   used; `fonts` gives them back. */
enum { GLYPHS_VARIANTS = 8 };
cairo_font_face_t **glyphs_cairo_faces(PaintFonts *fonts);

#endif
