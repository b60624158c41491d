/* lrscope-generate, for the build only: writes what is installed beside the program and follows from its
   tables.

       lrscope-generate man|bash|zsh|fish|icon.svg|SIZE.png > FILE      (SIZE: pixels a side) */
#include "app/logo.h"
#include "cli/manual.h"
#include "paint/paint.h"
#include "scene/theme.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool icon(const char *name, Text *out, Text *why) {
    double side = strtod(name, NULL);
    bool svg = side == 0;
    Scene scene = {0};
    PaintFonts *fonts = paint_fonts_open();
    PaintAbout about = {.title = "lrscope"};
    if (svg) side = 128;
    scene_begin(&scene, side, side, 0);
    logo_draw(&scene, (Box){0, 0, side, side}, theme_dark.accent, theme_dark.on_accent);
    bool done = svg ? paint_svg(&scene, fonts, PAINT_OUTLINES, &about, out, why)
                    : paint_png(&scene, fonts, 1, &about, out, why);
    paint_fonts_close(fonts);
    scene_free(&scene);
    return done;
}

static bool generate(const char *name, Text *out, Text *why) {
    static const struct {
        const char *name;
        void (*make)(Text *out);
    } texts[] = {{"man", manual_page}, {"bash", manual_bash}, {"zsh", manual_zsh}, {"fish", manual_fish}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (strcmp(texts[i].name, name) != 0) continue;
        texts[i].make(out);
        return true;
    }
    return icon(name, out, why);
}

int main(int argc, char **argv) {
    Text out = {0}, why = {0};
    bool done = argc == 2 && generate(argv[1], &out, &why);
    if (done)
        done = fwrite(out.data, 1, out.length, stdout) == out.length && fflush(stdout) == 0;
    else
        fprintf(stderr, "lrscope-generate: %s\n", argc == 2 ? text_string(&why) : "takes one name");
    text_free(&out);
    text_free(&why);
    return done ? 0 : 1;
}
