/* Scenes as files: PNG, SVG and PDF, all without a display and without SDL. Text is shaped by HarfBuzz; the
   measure below is the one that scenes for these painters are built with. Same scene, same bytes. */
#ifndef PAINT_PAINT_H
#define PAINT_PAINT_H

#include "base/text.h"
#include "scene/measure.h"

/* The fonts for shaping, each opened on first use. */
typedef struct PaintFonts PaintFonts;
PaintFonts *paint_fonts_open(void);
/* Opens the fonts of a family of the system, with the built-in ones for what it lacks. NULL with the reason
   in *why. */
PaintFonts *paint_fonts_open_family(const char *family, Text *why);
/* From now on letters that the fonts lack come from the system's, where one has them: what is drawn with these is not the
   same on every machine. */
void paint_fonts_help(PaintFonts *fonts);
void paint_fonts_close(PaintFonts *fonts);
Measure paint_measure(PaintFonts *fonts);

/* A figure says this of itself, for programs and for people who do not see it. Words are UTF-8. */
typedef struct PaintAbout {
    const char *title;       /* may be NULL */
    const char *description; /* may be NULL */
    const char *scenario;    /* the text that it carries, to be opened again (base/embedded.h); may be NULL */
    const char *date; /* of a PDF: whole seconds since 1970, as SOURCE_DATE_EPOCH states them; NULL or "":
                         none, so that the same figure gives the same bytes */
    bool physical;    /* its size is one of paper: an SVG says it in pt, not in pixels of a page */
} PaintAbout;

enum {
    PAINT_PIXELS_MAX = 32767,          /* a side of a PNG: Cairo's own limit */
    PAINT_PIXELS_IN_ALL_MAX = 1 << 28, /* 1 GiB while it is drawn */
    PAINT_POINTS_MAX = 14400           /* a side of a PDF or SVG: a PDF's own limit, 5.08 m */
};

/* True if a PDF or SVG may have the scene's size; else the reason is in *why. */
bool paint_fits(const Scene *scene, Text *why);

/* How SVG holds text. Viewers that lack the fonts substitute others; real text may then be wider than it was
   laid out for. */
typedef enum PaintText { PAINT_OUTLINES, PAINT_REAL_TEXT } PaintText;

/* Each of these adds the file's bytes to *out; false with the reason in *why, and then *out may hold the
   file's beginning. `scale` is pixels a point; the PNG carries its physical size. Sizes that are not
   positive, or beyond the limits above, are refused. */
bool paint_png(const Scene *scene, PaintFonts *fonts, double scale, const PaintAbout *about, Text *out,
                Text *why);
bool paint_pdf(const Scene *scene, PaintFonts *fonts, const PaintAbout *about, Text *out, Text *why);

/* Scenes that are asked for one after another, in ascending order; each is valid until the next one is asked
 * for. */
typedef struct PaintPages {
    const Scene *(*page)(void *self, size_t index);
    void *self;
    size_t count; /* at least 1 */
} PaintPages;

/* Makes a PDF with a page for each scene; the size of the first one is checked. */
bool paint_pdf_pages(const PaintPages *pages, PaintFonts *fonts, const PaintAbout *about, Text *out,
                      Text *why);

bool paint_svg(const Scene *scene, PaintFonts *fonts, PaintText text, const PaintAbout *about, Text *out,
                Text *why);

#endif
