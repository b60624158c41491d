#include "paint/glyph_bitmaps.h"

#include <math.h>
#include <string.h>
#include FT_OUTLINE_H

/* Pixels beyond which a glyph is surely outside, and an int still holds its place. */
static const double farthest = 1e6;

static int min(int a, int b) {
    return a < b ? a : b;
}
static int max(int a, int b) {
    return a > b ? a : b;
}

/* Multiplies all four bytes of a pixel by `by`/255, rounded, two at a time. */
static uint32_t pixel_times(uint32_t pixel, uint32_t by) {
    uint32_t odd = (pixel >> 8 & 0xFF00FF) * by + 0x800080, even = (pixel & 0xFF00FF) * by + 0x800080;
    odd = (odd + (odd >> 8 & 0xFF00FF)) & 0xFF00FF00;
    even = (even + (even >> 8 & 0xFF00FF)) >> 8 & 0xFF00FF;
    return odd | even;
}

static uint32_t premultiplied(Color color) {
    uint32_t alpha = color & 0xFF;
    return pixel_times(0xFF000000 | color >> 8, alpha);
}

static void blend_row(unsigned char *row, const unsigned char *coverage, int count, uint32_t ink) {
    for (int i = 0; i < count; i++, row += sizeof ink) {
        if (!coverage[i]) continue;
        uint32_t over = pixel_times(ink, coverage[i]), under;
        memcpy(&under, row, sizeof under);
        under = over + pixel_times(under, 255 - (over >> 24));
        memcpy(row, &under, sizeof under);
    }
}

/* The bitmap's upper left corner goes to (x, y). */
static void blend_bitmap(const Raster *raster, RasterClip clip, const FT_Bitmap *bitmap, int x, int y,
                         uint32_t ink) {
    int left = max(x, max(0, clip.left)), right = min(x + (int)bitmap->width, min(raster->width, clip.right));
    int top = max(y, max(0, clip.top)), bottom = min(y + (int)bitmap->rows, min(raster->height, clip.bottom));
    for (int row = top; row < bottom; row++)
        blend_row(raster->pixels + (size_t)row * raster->stride + (size_t)left * sizeof ink,
                  bitmap->buffer + (row - y) * bitmap->pitch + (left - x), right - left, ink);
}

/* Renders a glyph whose origin is at (x, y) pixels. Where FreeType fails, as with a glyph of absurd size,
   nothing is drawn. */
static void draw_glyph(const Raster *raster, RasterClip clip, FT_Face face, unsigned index, double x,
                       double y, uint32_t ink) {
    double whole = floor(x);
    if (!(fabs(x) < farthest && fabs(y) < farthest)) return;
    if (FT_Load_Glyph(face, index, FT_LOAD_NO_BITMAP | FT_LOAD_NO_HINTING)) return;
    FT_GlyphSlot slot = face->glyph;
    if (slot->format != FT_GLYPH_FORMAT_OUTLINE || !slot->outline.n_points) return;
    FT_Outline_Translate(&slot->outline, lround((x - whole) * 64), 0);
    if (FT_Render_Glyph(slot, FT_RENDER_MODE_NORMAL)) return;
    blend_bitmap(raster, clip, &slot->bitmap, (int)whole + slot->bitmap_left, (int)y - slot->bitmap_top, ink);
}

void raster_text(const Raster *raster, RasterClip clip, PaintFonts *fonts, const SceneCommand *command,
                 double scale) {
    double size = command->size * scale, left;
    const GlyphRun *run = glyphs_of_command(fonts, command, size, &left);
    double x = command->x * scale - left, baseline = round(command->y * scale);
    uint32_t ink = premultiplied(command->fill);
    FT_Face sized = NULL;
    for (const Glyph *glyph = run->glyphs; glyph < run->glyphs + run->count; glyph++) {
        FT_Face face = glyphs_face(fonts, glyph->font);
        if (face && face != sized) FT_Set_Char_Size(face, 0, lround(size * 64), 72, 72);
        if (face) draw_glyph(raster, clip, face, glyph->index, x + glyph->x, baseline + round(glyph->y), ink);
        sized = face;
    }
}
