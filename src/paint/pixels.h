/* A scene as pixels in memory, for the formats that have them. */
#ifndef PAINT_PIXELS_H
#define PAINT_PIXELS_H

#include "paint/paint.h"
#include "paint/glyph_bitmaps.h"

typedef struct Pixels {
    struct _cairo_surface *surface; /* what holds them */
    Raster raster;
    bool transparent;
} Pixels;

/* `scale` is pixels a point. False with the reason in *why, and then there is nothing to free. */
bool pixels_paint(const Scene *scene, PaintFonts *fonts, double scale, Pixels *pixels, Text *why);
void pixels_free(Pixels *pixels);

/* Converts native words to bytes: RGB, or RGBA not premultiplied. */
void pixels_row(const uint32_t *from, int count, bool transparent, unsigned char *to);

#endif
