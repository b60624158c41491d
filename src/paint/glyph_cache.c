#include "paint/glyph_cache.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    SLOTS = 4096, /* a power of two */
    NEAR = 8,     /* a key lives in one of this many slots, from its own on */
    BYTES = 1 << 20
};

void glyph_cache_reset(GlyphCache *masks, double scale) {
    glyph_cache_free(masks);
    masks->slots = memory_resize(NULL, SLOTS, sizeof *masks->slots);
    memset(masks->slots, 0, SLOTS * sizeof *masks->slots);
    masks->capacity = (size_t)(BYTES * fmax(1, scale * scale));
    masks->bytes = memory_resize(NULL, masks->capacity, 1);
    masks->taken = 1; /* so that no mask was born at 0: that is an empty slot */
}

void glyph_cache_free(GlyphCache *masks) {
    free(masks->slots);
    free(masks->bytes);
    *masks = (GlyphCache){0};
}

static Mask *slot(const GlyphCache *masks, uint64_t key, unsigned i) {
    return &masks->slots[(key + i) % SLOTS];
}

/* A mask lives until its bytes are taken by others, or could have been. */
static bool lives(const GlyphCache *masks, const Mask *mask) {
    return mask->born && masks->taken - mask->born <= masks->capacity;
}

Mask *glyph_cache_find(const GlyphCache *masks, uint64_t key) {
    for (unsigned i = 0; i < NEAR; i++) {
        Mask *mask = slot(masks, key, i);
        if (mask->key == key && lives(masks, mask)) return mask;
    }
    return NULL;
}

/* Returns the slot for a new key: the one whose mask is the oldest or gone. */
static Mask *oldest_slot(const GlyphCache *masks, uint64_t key) {
    Mask *oldest = slot(masks, key, 0);
    for (unsigned i = 1; i < NEAR; i++) {
        Mask *mask = slot(masks, key, i);
        if (mask->born < oldest->born) oldest = mask;
    }
    return oldest;
}

Mask *glyph_cache_add(GlyphCache *masks, uint64_t key, int advance) {
    Mask *mask = oldest_slot(masks, key);
    *mask = (Mask){.key = key, .born = masks->taken, .advance = advance};
    return mask;
}

void glyph_cache_cover(GlyphCache *masks, Mask *mask, int width, int height) {
    int max = height > 0 ? (int)(masks->capacity / 4) / height : width;
    if (width > max) width = max;
    size_t need = (size_t)width * (size_t)height;
    size_t place = masks->taken % masks->capacity;
    if (place + need > masks->capacity) masks->taken += masks->capacity - place;

    mask->born = masks->taken;
    mask->width = width;
    mask->height = height;
    mask->coverage = masks->bytes + masks->taken % masks->capacity;
    masks->taken += need;
}

static uint32_t mix(uint32_t under, uint32_t over, uint32_t alpha) {
    uint32_t rest = 256 - alpha, pairs = 0xFF00FF;
    uint32_t red_blue = ((under & pairs) * rest + (over & pairs) * alpha) >> 8 & pairs;
    uint32_t green = ((under >> 8 & 0xFF) * rest + (over >> 8 & 0xFF) * alpha) & 0xFF00;
    return 0xFF000000u | red_blue | green;
}

static void draw_row(const unsigned char *coverage, unsigned char *pixels, int count, Color color) {
    uint32_t over = color >> 8, alpha = color & 0xFF, under;
    alpha += alpha >> 7; /* 0 … 256, so that full cover leaves nothing of what is under it */
    for (int i = 0; i < count; i++) {
        if (!coverage[i]) continue;
        uint32_t covered = coverage[i] + (coverage[i] >> 7);
        memcpy(&under, pixels + 4 * i, sizeof under);
        under = mix(under, over, covered * alpha >> 8);
        memcpy(pixels + 4 * i, &under, sizeof under);
    }
}

void mask_draw(const Mask *mask, const MaskTarget *target, int x, int y, Color color) {
    x += mask->left;
    y += mask->top;
    int x0 = x > target->x0 ? x : target->x0,
        x1 = x + mask->width < target->x1 ? x + mask->width : target->x1;
    int y0 = y > target->y0 ? y : target->y0,
        y1 = y + mask->height < target->y1 ? y + mask->height : target->y1;
    if (x0 >= x1) return;
    for (int row = y0; row < y1; row++) {
        const unsigned char *coverage = mask->coverage + (size_t)(row - y) * (size_t)mask->width + (x0 - x);
        draw_row(coverage, target->pixels + (size_t)row * target->pitch + 4 * (size_t)x0, x1 - x0, color);
    }
}
