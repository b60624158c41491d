/* What the tests of figures share: a scene, fonts, and what comes out of them. */
#ifndef TESTS_STUDIO_H
#define TESTS_STUDIO_H

#include "paint/paint.h"

#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const Color white = 0xFFFFFFFF, black = 0x000000FF, red = 0xFF0000FF, none = 0;
static const PaintAbout nothing = {.title = NULL};

typedef struct Studio {
    PaintFonts *fonts;
    Scene scene;
    Text out, why;
} Studio;

static inline int open_studio(void **state) {
    Studio *studio = calloc(1, sizeof *studio);
    if (!studio) return -1;
    studio->fonts = paint_fonts_open();
    *state = studio;
    return 0;
}

static inline int close_studio(void **state) {
    Studio *studio = *state;
    paint_fonts_close(studio->fonts);
    scene_free(&studio->scene);
    text_free(&studio->out);
    text_free(&studio->why);
    free(studio);
    return 0;
}

/* A PNG as it decodes: RGBA, not premultiplied. */
typedef struct Picture {
    int width, height;
    unsigned char *pixels;
} Picture;

static inline Picture decoded(const Text *file) {
    png_image image = {.version = PNG_IMAGE_VERSION};
    assert_true(png_image_begin_read_from_memory(&image, file->data, file->length));
    image.format = PNG_FORMAT_RGBA;
    Picture picture = {(int)image.width, (int)image.height, malloc(PNG_IMAGE_SIZE(image))};
    assert_true(png_image_finish_read(&image, NULL, picture.pixels, 0, NULL));
    return picture;
}

static inline Picture painted(Studio *studio, double scale) {
    text_clear(&studio->out);
    if (!paint_png(&studio->scene, studio->fonts, scale, &nothing, &studio->out, &studio->why))
        fail_msg("%s", text_string(&studio->why));
    return decoded(&studio->out);
}

static inline Color pixel(const Picture *picture, int x, int y) {
    const unsigned char *at = picture->pixels + 4 * ((size_t)y * (size_t)picture->width + (size_t)x);
    return (Color)at[0] << 24 | (Color)at[1] << 16 | (Color)at[2] << 8 | at[3];
}

/* Something of every kind of command. */
static inline void draw_everything(Scene *scene) {
    scene_begin(scene, 320, 180, white);
    scene_group(scene, "card");
    scene_box(scene, (Box){10, 10, 300, 160}, 12, 0xF6F7F9FF, (Stroke){black, 1, DASH_SOLID, 0});
    scene_group(scene, "curve");
    scene_clip(scene, (Box){20, 20, 200, 100});
    scene_line(scene, (Point[]){{20, 120}, {100, 40}, {220, 60}}, 3, (Stroke){red, 3, DASH_TERM, 1});
    scene_segments(scene, (Point[]){{20, 30}, {40, 20}, {60, 30}, {80, 20}}, 4,
                   (Stroke){red, 1, DASH_SOLID, 0});
    scene_polygon(scene, (Point[]){{20, 120}, {100, 40}, {100, 120}}, 3, 0xFF000033);
    scene_clip_end(scene);
    scene_disc(scene, (Point){100, 40}, 5, white, (Stroke){red, 2, DASH_SOLID, 0});
    scene_group(scene, "words");
    scene_text(scene, 160, 150, ALIGN_MIDDLE, (TextStyle){FONT_WORDS, 12, black}, "Never above base_lr");
    scene_text(scene, 20, 165, ALIGN_LEFT, (TextStyle){FONT_MONO_BOLD, 12, black}, "α ≤ 1 at 1\u2009000");
    scene_group_end(scene);
}

typedef bool Write(Studio *studio, const PaintAbout *about);

static inline bool write_png(Studio *studio, const PaintAbout *about) {
    return paint_png(&studio->scene, studio->fonts, 1, about, &studio->out, &studio->why);
}

static inline bool write_svg(Studio *studio, const PaintAbout *about) {
    return paint_svg(&studio->scene, studio->fonts, PAINT_OUTLINES, about, &studio->out, &studio->why);
}

static inline bool write_pdf(Studio *studio, const PaintAbout *about) {
    return paint_pdf(&studio->scene, studio->fonts, about, &studio->out, &studio->why);
}

/* What a shell command makes of `file` as its last argument; its exit status in *status. */
static inline void run_on(const Text *file, const char *command, Text *output, int *status) {
    char path[] = "/tmp/lrscope-paint-XXXXXX", line[256], part[4096];
    int descriptor = mkstemp(path);
    assert_true(descriptor >= 0);
    assert_int_equal(write(descriptor, file->data, file->length), (ssize_t)file->length);
    close(descriptor);
    snprintf(line, sizeof line, command, path);
    FILE *pipe = popen(line, "r");
    assert_non_null(pipe);
    for (size_t count; (count = fread(part, 1, sizeof part, pipe)) > 0;) text_add_bytes(output, part, count);
    *status = pclose(pipe);
    remove(path);
}

#endif
