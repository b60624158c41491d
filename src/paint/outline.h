/* Glyph outlines as SVG path data. */
#ifndef PAINT_OUTLINE_H
#define PAINT_OUTLINE_H

#include "paint/glyph_runs.h"

enum { OUTLINE_EM = 1000 }; /* path units an em: whole numbers are fine enough and short */

/* Adds a glyph's path data, y down; nothing for a blank glyph. */
void outline_add(PaintFonts *fonts, Font font, unsigned index, Text *path);

#endif
