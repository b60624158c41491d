/* Text into the pixels of an image: FreeType's coverage, placed to a fraction of a pixel (Cairo's own image
   text would be put on whole pixels, which spaces small letters unevenly). */
#ifndef PAINT_GLYPH_BITMAPS_H
#define PAINT_GLYPH_BITMAPS_H

#include "paint/glyph_faces.h"

typedef struct Raster {
    unsigned char *pixels; /* rows of native 32-bit words, premultiplied ARGB or xRGB */
    int width, height;
    size_t stride; /* bytes */
} Raster;

typedef struct RasterClip {
    int left, top, right, bottom; /* whole pixels; right and bottom are outside */
} RasterClip;

/* Draws a text command at `scale` pixels a point. */
void raster_text(const Raster *raster, RasterClip clip, PaintFonts *fonts, const SceneCommand *command,
                 double scale);

#endif
