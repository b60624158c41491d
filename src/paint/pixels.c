#include "paint/pixels.h"

#include "paint/shapes.h"

#include <math.h>

typedef struct PixelsPainter {
    Shapes shapes;
    Raster raster;
    PaintFonts *fonts;
} PixelsPainter;

static void text(void *self, const SceneCommand *command) {
    PixelsPainter *painter = self;
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
/* An error of Cairo's sticks in what it draws with and shows nowhere in the pixels: it is asked for. */
static cairo_status_t paint_surface(const Scene *scene, PaintFonts *fonts, double scale, cairo_surface_t *surface) {
    PixelsPainter own = {.raster = raster_of(surface), .fonts = fonts};
    own.shapes = (Shapes){.cairo = cairo_create(surface), .scale = scale, .tolerance = 0.1}; /* unseen */
    Painter painter = shapes_painter(&own.shapes);
    painter.text = text;
    shapes_source(own.shapes.cairo, scene->background);
    cairo_paint(own.shapes.cairo);
    paint_scene(scene, &painter);
    shapes_end(&own.shapes);
    shapes_free(&own.shapes);
    cairo_status_t status = cairo_status(own.shapes.cairo);
    cairo_destroy(own.shapes.cairo);
    cairo_surface_flush(surface);
    return status;
}

static unsigned char unpremultiplied(uint32_t channel, uint32_t alpha) {
    return (unsigned char)(alpha ? (channel * 255 + alpha / 2) / alpha : 0);
}

void pixels_row(const uint32_t *from, int count, bool transparent, unsigned char *to) {
    for (int i = 0; i < count; i++) {
        uint32_t pixel = from[i], alpha = transparent ? pixel >> 24 : 255;
        for (int shift = 16; shift >= 0; shift -= 8)
            *to++ = alpha == 255 ? (unsigned char)(pixel >> shift)
                                 : unpremultiplied(pixel >> shift & 0xFF, alpha);
        if (transparent) *to++ = (unsigned char)alpha;
    }
}

/* Returns the pixels of a length, at least 1; 0 where they are too many or the length is no number. */
static int side(double points, double scale) {
    double count = fmax(1, round(points * scale));
    return points > 0 && scale > 0 && count <= PAINT_PIXELS_MAX ? (int)count : 0;
}

static bool size_fits(int width, int height) {
    return width > 0 && height > 0 && (int64_t)width * height <= PAINT_PIXELS_IN_ALL_MAX;
}

bool pixels_paint(const Scene *scene, PaintFonts *fonts, double scale, Pixels *pixels, Text *why) {
    int width = side(scene->width, scale), height = side(scene->height, scale);
    if (!size_fits(width, height)) {
        text_setf(why,
                  "a picture of %g x %g pixels is not possible: from 1 to %d a side, and at most %d in all",
                  scene->width * scale, scene->height * scale, PAINT_PIXELS_MAX, PAINT_PIXELS_IN_ALL_MAX);
        return false;
    }
    bool transparent = (scene->background & 0xFF) != 0xFF;
    cairo_surface_t *surface =
        cairo_image_surface_create(transparent ? CAIRO_FORMAT_ARGB32 : CAIRO_FORMAT_RGB24, width, height);
    cairo_status_t status = cairo_surface_status(surface);
    if (status == CAIRO_STATUS_SUCCESS) status = paint_surface(scene, fonts, scale, surface);
    if (status == CAIRO_STATUS_SUCCESS) status = cairo_surface_status(surface);
    *pixels = (Pixels){surface, raster_of(surface), transparent};
    if (status == CAIRO_STATUS_SUCCESS) return true;
    text_setf(why, "cannot draw the picture: %s", cairo_status_to_string(status));
    cairo_surface_destroy(surface);
    return false;
}

void pixels_free(Pixels *pixels) {
    cairo_surface_destroy(pixels->surface);
}
