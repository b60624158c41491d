#include "paint/pixels.h"

#include "base/embedded.h"
#include "base/memory.h"

#include <math.h>
#include <png.h>
#include <setjmp.h>
#include <stdlib.h>

/* Measured on charts: rows as they are pack a fifth smaller and faster than any filter of them; above level 3
   the time nearly doubles for a tenth of the size. */
enum { COMPRESSION = 3, FILTER = PNG_FILTER_NONE };

static void add_bytes(png_structp png, png_bytep bytes, png_size_t count) {
    text_add_bytes(png_get_io_ptr(png), bytes, count);
}

static void flush_nothing(png_structp png) {
    (void)png;
}

/* Keeps the message and goes back to where the writing began, as libpng asks. */
static void fail(png_structp png, png_const_charp message) {
    text_setf(png_get_error_ptr(png), "cannot write the PNG: %s", message);
    png_longjmp(png, 1);
}

static void ignore_warning(png_structp png, png_const_charp message) {
    (void)png, (void)message;
}

/* libpng only reads the strings, though its struct says otherwise. */
static void write_word(png_structp png, png_infop info, const char *key, const char *words) {
    if (!words || !*words) return;
    char no_language[] = "";
    png_text text = {.compression = PNG_ITXT_COMPRESSION_NONE,
                     .key = (char *)(uintptr_t)key,
                     .text = (char *)(uintptr_t)words,
                     .lang = no_language,
                     .lang_key = no_language};
    png_set_text(png, info, &text, 1);
}

static void write_words(png_structp png, png_infop info, const PaintAbout *about) {
    write_word(png, info, "Title", about->title);
    write_word(png, info, "Description", about->description);
    write_word(png, info, "Software", "lrscope");
    write_word(png, info, EMBEDDED_PNG_KEYWORD, about->scenario);
}

static void write_header(png_structp png, png_infop info, const Raster *raster, bool transparent,
                         double scale) {
    png_uint_32 per_metre = (png_uint_32)lround(72 * scale / 0.0254);
    png_set_IHDR(png, info, (png_uint_32)raster->width, (png_uint_32)raster->height, 8,
                 transparent ? PNG_COLOR_TYPE_RGB_ALPHA : PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_sRGB(png, info, PNG_sRGB_INTENT_RELATIVE);
    png_set_pHYs(png, info, per_metre, per_metre, PNG_RESOLUTION_METER);
    png_set_compression_level(png, COMPRESSION);
    png_set_filter(png, PNG_FILTER_TYPE_BASE, FILTER);
}

/* What libpng needs from start to end; everything is made before setjmp, so that nothing is lost by a jump.
 */
typedef struct PngWriter {
    png_structp png;
    png_infop info;
    unsigned char *row;
} PngWriter;

static bool write_all(const PngWriter *writer, const Raster *raster, bool transparent, double scale,
                      const PaintAbout *about) {
    if (setjmp(png_jmpbuf(writer->png))) return false;
    write_header(writer->png, writer->info, raster, transparent, scale);
    write_words(writer->png, writer->info, about);
    png_write_info(writer->png, writer->info);
    for (int y = 0; y < raster->height; y++) {
        const void *pixels = raster->pixels + (size_t)y * raster->stride;
        pixels_row(pixels, raster->width, transparent, writer->row);
        png_write_row(writer->png, writer->row);
    }
    png_write_end(writer->png, writer->info);
    return true;
}

static bool write_png(const Raster *raster, bool transparent, double scale, const PaintAbout *about,
                      Text *out, Text *why) {
    PngWriter writer = {.png = png_create_write_struct(PNG_LIBPNG_VER_STRING, why, fail, ignore_warning)};
    if (writer.png) writer.info = png_create_info_struct(writer.png);
    if (!writer.info) {
        png_destroy_write_struct(&writer.png, NULL);
        text_setf(why, "cannot write the PNG: libpng could not be started");
        return false;
    }
    writer.row = memory_resize(NULL, (size_t)raster->width, 4);
    png_set_write_fn(writer.png, out, add_bytes, flush_nothing);
    bool written = write_all(&writer, raster, transparent, scale, about);
    free(writer.row);
    png_destroy_write_struct(&writer.png, &writer.info);
    return written;
}

bool paint_png(const Scene *scene, PaintFonts *fonts, double scale, const PaintAbout *about, Text *out,
                Text *why) {
    Pixels pixels;
    if (!pixels_paint(scene, fonts, scale, &pixels, why)) return false;
    bool written = write_png(&pixels.raster, pixels.transparent, scale, about, out, why);
    pixels_free(&pixels);
    return written;
}
