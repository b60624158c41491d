/* A bounded store of pieces of text, found by key: how far each moves the pen and, once it was drawn, its
   coverage without colour. Its memory is taken once; what was made longest ago gives way, and whoever needs
   it again makes it again. */
#ifndef PAINT_GLYPH_CACHE_H
#define PAINT_GLYPH_CACHE_H

#include "scene/scene.h"

#include <stdint.h>

typedef struct Mask {
    uint64_t key;
    uint64_t born;           /* how many bytes had been taken when it was made; for glyph_cache.c */
    int advance;             /* of the pen */
    int left, top;           /* of the coverage, from the pen's place at the top of the line, in pixels */
    int width, height;       /* of the coverage; 0 where nothing is seen */
    unsigned char *coverage; /* width*height bytes, row by row, 255: wholly inside; NULL: not made yet */
} Mask;

typedef struct GlyphCache { /* {0}, then glyph_cache_reset */
    Mask *slots;
    unsigned char *bytes;
    size_t capacity; /* of bytes */
    uint64_t taken;  /* bytes ever taken: the place of the next one is this modulo capacity */
} GlyphCache;

/* Empties the cache and takes as much memory as text at `scale` pixels a point needs. */
void glyph_cache_reset(GlyphCache *masks, double scale);
void glyph_cache_free(GlyphCache *masks);

/* Returns the mask of that key, or NULL. It stays valid until the next glyph_cache_add or
   glyph_cache_cover. */
Mask *glyph_cache_find(const GlyphCache *masks, uint64_t key);

/* Returns a new mask without coverage. */
Mask *glyph_cache_add(GlyphCache *masks, uint64_t key, int advance);

/* Takes the bytes of its coverage, which are still to be filled in; a width that the store cannot hold is cut
 * to what it can. */
void glyph_cache_cover(GlyphCache *masks, Mask *mask, int width, int height);

/* 32-bit pixels, red in the third byte of a number, and the part of them that may be changed. */
typedef struct MaskTarget {
    unsigned char *pixels;
    size_t pitch;
    int x0, y0, x1, y1;
} MaskTarget;

/* Lays `color` over the target where the mask covers it, the pen at x and the top of the line at y. */
void mask_draw(const Mask *mask, const MaskTarget *target, int x, int y, Color color);

#endif
