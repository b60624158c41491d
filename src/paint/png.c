#include "paint/figure.h"
#include "paint/raster.h"
#include "paint/shapes.h"

#include "base/carried.h"
#include "base/memory.h"

#include <math.h>
#include <png.h>
#include <setjmp.h>
#include <stdlib.h>

/* Measured on charts: rows as they are pack a fifth smaller and faster than any filter of them; above level 3
   the time nearly doubles for a tenth of the size. */
enum { COMPRESSION = 3, FILTER = PNG_FILTER_NONE };

typedef struct PngPainter {
    Shapes shapes;
    Raster raster;
    FigureFonts *fonts;
} PngPainter;

static void text(void *self, const SceneCommand *command) {
    PngPainter *painter = self;
    RasterClip clip = {0, 0, painter->raster.width, painter->raster.height};
    if (painter->shapes.clipped) {
        cairo_rectangle_int_t area = painter->shapes.clip;
        clip = (RasterClip){area.x, area.y, area.x + area.width, area.y + area.height};
    }
    raster_text(&painter->raster, clip, painter->fonts, command, painter->shapes.scale);
}

static Raster raster_of(cairo_surface_t *surface) {
    return (Raster){.pixels = cairo_image_surface_get_data(surface),
                    .width = cairo_image_surface_get_width(surface),
                    .height = cairo_image_surface_get_height(surface),
                    .stride = (size_t)cairo_image_surface_get_stride(surface)};
}

/* Cairo's image surfaces draw at once, so that text may go straight into the pixels between two shapes. */
static void paint_surface(const Scene *scene, FigureFonts *fonts, double scale, cairo_surface_t *surface) {
    PngPainter png = {.raster = raster_of(surface), .fonts = fonts};
    png.shapes = (Shapes){.cairo = cairo_create(surface), .scale = scale, .snap = true};
    Painter painter = shapes_painter(&png.shapes);
    painter.text = text;
    shapes_source(png.shapes.cairo, scene->background);
    cairo_paint(png.shapes.cairo);
    paint_scene(scene, &painter);
    shapes_end(&png.shapes);
    shapes_free(&png.shapes);
    cairo_destroy(png.shapes.cairo);
    cairo_surface_flush(surface);
}

static unsigned char unpremultiplied(uint32_t channel, uint32_t alpha) {
    return (unsigned char)(alpha ? (channel * 255 + alpha / 2) / alpha : 0);
}

/* Native words to the bytes that PNG wants: RGB, or RGBA not premultiplied. */
static void convert_row(const uint32_t *from, int count, bool transparent, unsigned char *to) {
    for (int i = 0; i < count; i++) {
        uint32_t pixel = from[i], alpha = transparent ? pixel >> 24 : 255;
        for (int shift = 16; shift >= 0; shift -= 8)
            *to++ = alpha == 255 ? (unsigned char)(pixel >> shift)
                                 : unpremultiplied(pixel >> shift & 0xFF, alpha);
        if (transparent) *to++ = (unsigned char)alpha;
    }
}

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

static void write_words(png_structp png, png_infop info, const FigureAbout *about) {
    write_word(png, info, "Title", about->title);
    write_word(png, info, "Description", about->description);
    write_word(png, info, "Software", "lrscope");
    write_word(png, info, CARRIED_PNG_KEYWORD, about->scenario);
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
                      const FigureAbout *about) {
    if (setjmp(png_jmpbuf(writer->png))) return false;
    write_header(writer->png, writer->info, raster, transparent, scale);
    write_words(writer->png, writer->info, about);
    png_write_info(writer->png, writer->info);
    for (int y = 0; y < raster->height; y++) {
        const void *pixels = raster->pixels + (size_t)y * raster->stride;
        convert_row(pixels, raster->width, transparent, writer->row);
        png_write_row(writer->png, writer->row);
    }
    png_write_end(writer->png, writer->info);
    return true;
}

static bool write_png(const Raster *raster, bool transparent, double scale, const FigureAbout *about,
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

/* Pixels of a length, at least 1; 0 where they are too many (or the length is none). */
static int pixels(double points, double scale) {
    double count = fmax(1, round(points * scale));
    return points > 0 && scale > 0 && count <= FIGURE_PIXELS_MAX ? (int)count : 0;
}

static bool size_fits(int width, int height) {
    return width > 0 && height > 0 && (int64_t)width * height <= FIGURE_PIXELS_IN_ALL_MAX;
}

bool figure_png(const Scene *scene, FigureFonts *fonts, double scale, const FigureAbout *about, Text *out,
                Text *why) {
    int width = pixels(scene->width, scale), height = pixels(scene->height, scale);
    if (!size_fits(width, height)) {
        text_setf(why, "a PNG of %g x %g pixels is not possible: from 1 to %d a side, and at most %d in all",
                  scene->width * scale, scene->height * scale, FIGURE_PIXELS_MAX, FIGURE_PIXELS_IN_ALL_MAX);
        return false;
    }
    bool transparent = (scene->background & 0xFF) != 0xFF;
    cairo_surface_t *surface =
        cairo_image_surface_create(transparent ? CAIRO_FORMAT_ARGB32 : CAIRO_FORMAT_RGB24, width, height);
    cairo_status_t status = cairo_surface_status(surface);
    if (status == CAIRO_STATUS_SUCCESS) {
        paint_surface(scene, fonts, scale, surface);
        status = cairo_surface_status(surface);
    }
    Raster raster = raster_of(surface);
    bool written = status == CAIRO_STATUS_SUCCESS && write_png(&raster, transparent, scale, about, out, why);
    if (status != CAIRO_STATUS_SUCCESS)
        text_setf(why, "cannot draw the PNG: %s", cairo_status_to_string(status));
    cairo_surface_destroy(surface);
    return written;
}
