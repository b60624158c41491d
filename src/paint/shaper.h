/* HarfBuzz with the built-in fonts, each opened when it is first asked for: what text measures, and the
   glyphs of figures. */
#ifndef PAINT_SHAPER_H
#define PAINT_SHAPER_H

#include "paint/fonts.h"

#include <hb.h>

typedef struct Shaper Shaper;
/* `files` has FONT_SLOTS fonts and outlives the shaper. */
Shaper *shaper_open(const FontFile *files);
void shaper_close(Shaper *shaper);

/* Returns HarfBuzz's own handle, which belongs to the shaper. */
hb_font_t *shaper_font(Shaper *shaper, Font font);

/* Returns the font's glyph for a character, 0 where it has none. */
unsigned shaper_glyph(Shaper *shaper, Font font, unsigned character);

/* Shapes bytes `from` … `to` of the text, all of them in this font. The buffer belongs to the shaper and is
   valid until the next call; its lengths are in units of which shaper_em make up the size. */
hb_buffer_t *shaper_shape(Shaper *shaper, Font font, const char *utf8, size_t from, size_t to);
double shaper_em(Shaper *shaper, Font font);

/* Returns how far the text, all of it in this font, moves the pen, in the unit of `size`. */
double shaper_width(Shaper *shaper, Font font, double size, const char *utf8, size_t bytes);

#endif
