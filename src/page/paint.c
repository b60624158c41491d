/* In place of the painters that need Cairo and HarfBuzz: the browser measures text, in the same fonts; a picture is
   written as SVG with real text, and other formats are refused. */
#include "paint/animation.h"
#include "paint/coverage.h"
#include "paint/glyph_runs.h"
#include "paint/outline.h"
#include "paint/paint.h"
#include "paint/versions.h"

/* The text's width in units of which `host_em` make up the size (host.js). */
__attribute__((import_module("host"), import_name("width"))) double host_width(int font, const char *utf8, size_t bytes);
__attribute__((import_module("host"), import_name("em"))) double host_em(int font);

struct PaintFonts {
    char nothing;
};

static PaintFonts the_fonts;

PaintFonts *paint_fonts_open(void) {
    return &the_fonts;
}

PaintFonts *paint_fonts_open_family(const char *family, Text *why) {
    (void)family, (void)why;
    return &the_fonts;
}

void paint_fonts_close(PaintFonts *fonts) {
    (void)fonts;
}

static double width(void *self, Font font, double size, const char *utf8, size_t bytes) {
    (void)self;
    return host_width((int)font, utf8, bytes) * size / host_em((int)font);
}

Measure paint_measure(PaintFonts *fonts) {
    return (Measure){.width = width, .self = fonts};
}

bool font_is_mono(Font font) {
    return font >= FONT_MONO;
}

FontFile font_file(Font font) {
    static const int weights[] = {400, 500, 600};
    return (FontFile){.family = font_is_mono(font) ? "JetBrains Mono" : "Inter", .weight = weights[font % FONT_MONO]};
}

const char *glyphs_family(const PaintFonts *fonts) {
    (void)fonts;
    return NULL;
}

const GlyphRun *glyphs_of_command(PaintFonts *fonts, const SceneCommand *command, double size, double *left) {
    static const GlyphRun none;
    (void)fonts, (void)command, (void)size;
    *left = 0;
    return &none;
}

void outline_add(PaintFonts *fonts, Font font, unsigned index, Text *path) {
    (void)fonts, (void)font, (void)index, (void)path;
}

/* The browser has fonts for all letters. */
const char *coverage_missing(PaintFonts *fonts, const char *utf8) {
    (void)fonts, (void)utf8;
    return NULL;
}

void versions_add(unsigned used, Text *out) {
    (void)used, (void)out;
}

static bool refuse(Text *why, const char *format) {
    text_setf(why, "a page in a browser writes SVG, CSV and code; for %s take lrscope itself", format);
    return false;
}

bool paint_png(const Scene *scene, PaintFonts *fonts, double scale, const PaintAbout *about, Text *out, Text *why) {
    (void)scene, (void)fonts, (void)scale, (void)about, (void)out;
    return refuse(why, "PNG");
}

bool paint_pdf(const Scene *scene, PaintFonts *fonts, const PaintAbout *about, Text *out, Text *why) {
    (void)scene, (void)fonts, (void)about, (void)out;
    return refuse(why, "PDF");
}

bool paint_pdf_pages(const PaintPages *pages, PaintFonts *fonts, const PaintAbout *about, Text *out, Text *why) {
    (void)pages, (void)fonts, (void)about, (void)out;
    return refuse(why, "PDF");
}

Animation *animation_open(void) {
    return NULL;
}

void animation_close(Animation *animation) {
    (void)animation;
}

bool animation_add(Animation *animation, const Scene *scene, PaintFonts *fonts, double scale, int milliseconds,
                   Text *why) {
    (void)animation, (void)scene, (void)fonts, (void)scale, (void)milliseconds;
    return refuse(why, "WebP");
}

bool animation_finish(Animation *animation, const char *scenario, Text *out, Text *why) {
    (void)animation, (void)scenario, (void)out;
    return refuse(why, "WebP");
}
