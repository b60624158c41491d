/* What can be written: one table of formats. Whatever else the program needs to know of one is a column here.
 */
#ifndef FIGURE_FORMATS_H
#define FIGURE_FORMATS_H

#include "figure/figure.h"
#include "scenario/embedded.h"

#include <stdio.h>

typedef struct FigureFormat {
    const char *name; /* as in --format=NAME; a file's name tells it by ".NAME" at its end */
    const char *help;

    /* Adds the file of one scene to *out; NULL where the format is no picture of one scene. */
    bool (*paint)(const Scene *scene, PaintFonts *fonts, const FigureSpec *spec, const PaintAbout *about,
                  Text *out, Text *why);
    /* The same for several scenes, a page each; NULL where there are no pages. */
    bool (*paint_pages)(const PaintPages *pages, PaintFonts *fonts, const PaintAbout *about, Text *out,
                        Text *why);
    /* Writes the content of what is not painted; an error of the stream sticks there and is no reason. */
    bool (*write)(Figure *figure, FILE *stream, Text *why);

    EmbeddedKind
        embeds;    /* how a file of it is told from others by its content; EMBEDDED_PLAIN: it embeds nothing */
    unsigned drawn_with; /* paint/versions.h: what its bytes depend on besides the fonts */
    bool pixels;   /* has pixels, so that it takes a scale, and is bounded by their number */
    bool animates; /* shows a sweep as frames */
    bool numbered; /* may be many files, a number in their names */
    bool real_text; /* its text may be real or outlines, as the spec says */
    bool for_pages; /* a page of the web can show it */
    bool live;      /* a page that brings the picture to life, with the program for pages inside */
    bool dated;     /* has a date */
    bool table;     /* numbers and words for programs and people */
    bool characters; /* a chart of characters */
    bool settings;  /* a scenario file, which keeps the figure's settings too */
    bool code;      /* holds code */
} FigureFormat;

extern const FigureFormat figure_formats[];
extern const int figure_format_count;

/* True for a picture, of one scene or of many. */
bool figure_format_draws(const FigureFormat *format);

/* Finds a format by its name in small or capital letters; NULL where there is none. */
const FigureFormat *figure_format_named(const char *name);
/* Finds a format by the end of the path; NULL where it does not tell. */
const FigureFormat *figure_format_of_path(const char *path);
/* Finds a format by what a file embeds; NULL for EMBEDDED_PLAIN. */
const FigureFormat *figure_format_embedding(EmbeddedKind kind);

/* Writes to *why that the path has no known ending, and which ones there are. */
void figure_format_missing(const char *path, Text *why);
/* Adds "png, svg or pdf", each with `before` in front: of all, or of those that paint one scene. */
void figure_format_list(const char *before, bool painted, Text *out);

#endif
