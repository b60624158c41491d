/* A figure: a scenario drawn as a spec says, as one scene that all formats paint, and what it says of itself.
 */
#ifndef FIGURE_FIGURE_H
#define FIGURE_FIGURE_H

#include "figure/logs.h"
#include "figure/spec.h"
#include "figure/sweep.h"
#include "paint/paint.h"

/* Draws the window's whole content. figure may not include app, so the caller passes these functions. */
typedef struct FigureWindow {
    /* Returns what keeps *scene, for close. */
    void *(*open)(const Scenario *scenario, const FigureSpec *spec, const Measure *measure,
                  const Scene **scene);
    void (*close)(void *opened);
} FigureWindow;

/* The size of a chart in characters; 0 means 80x24. */
typedef struct FigureTextSize {
    int columns, rows;
    bool ascii; /* the terminal shows nothing else */
} FigureTextSize;

typedef struct Figure {
    const Scenario *scenario;   /* the caller's */
    FigureSpec spec;            /* with the caller's strings */
    FigureSweep sweep;          /* what spec.sweep says; count 0: none */
    const FigureWindow *window; /* for spec.window; else it may be NULL */
    PaintFonts *fonts;         /* the caller's, or opened when it is first drawn */
    bool own_fonts;
    FigureLogs logs;     /* the scenario's, read */
    const LogFit *fits;  /* the caller's; NULL: none */
    size_t fit_count;
    FigureTextSize text;
    bool quiet;         /* one of many: no progress is shown, the disk is not waited for */
    int64_t crosshair;  /* a step whose values are shown, or CHART_NO_STEP, as at first */
    ChartLayout laid;   /* where figure_chart put its axes and handles */
    const Scene *scene; /* NULL until it is drawn */
    Scene chart;
    void *opened;                        /* by the window */
    Text heading, embedded, description; /* of a sweep; a scenario file; for people who do not see it */
} Figure;

/* Begins a figure; its sweep is read. False with the whole message in *why. Either way figure_close. `fonts`
   may be NULL: it opens its own. */
bool figure_open(Figure *figure, const Scenario *scenario, const FigureSpec *spec, const FigureWindow *window,
                 PaintFonts *fonts, Text *why);
void figure_close(Figure *figure);

/* Draws it and writes its words, where that is not done yet: once for all formats, so that they cannot
 * differ. */
void figure_draw(Figure *figure);

/* Draws only the chart, measured by whoever is going to paint it. */
void figure_chart(Figure *figure, const Measure *measure, Scene *scene);

/* Returns what the figure says of itself once it is drawn; the strings are the figure's. */
PaintAbout figure_about(const Figure *figure);

/* Adds the figure in words, its alternative text: the curve, and what it is swept or compared with; in brief, in
   two sentences. */
void figure_brief(const Figure *figure, Text *out);
void figure_describe(const Figure *figure, Text *out);

/* Adds the scenario file that it embeds: the scenario and the figure's settings, all or only those that were
   set. */
void figure_embed(const Figure *figure, bool all, Text *out);

#endif
