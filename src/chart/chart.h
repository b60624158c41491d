/* The chart: a schedule drawn into a scene. Pure layout: it measures text through the painter's own measure
   and draws nothing but scene commands. */
#ifndef CHART_CHART_H
#define CHART_CHART_H

#include "base/text.h"
#include "chart/parts.h"
#include "scene/measure.h"
#include "scene/scene.h"
#include "scene/theme.h"
#include "schedule/schedule.h"

/* asinh is a logarithm that goes through 0: nearly linear below its knee; far above it all decades have the
   same height. It is smooth, so that it adds no kink of its own. */
typedef enum ChartAxis { CHART_LINEAR, CHART_ASINH } ChartAxis;

/* The part of the plane that the plot shows. Steps run from 0; the right end of the whole run is
   total_steps. */
typedef struct ChartView {
    double x0, x1; /* steps */
    double y0, y1; /* factor */
    ChartAxis axis;
    double knee; /* CHART_ASINH: a0, above 0 */
} ChartView;

/* A further curve, drawn below the present one by the same exact code: pinned, one of a family, another
   implementation. Its heights are learning rates: with the present base_lr they are factors too, with another
   one they are its factors times its base_lr over the present one. */
typedef struct ChartOverlay {
    const Schedule *schedule;
    const char *label; /* its name; NULL: none */
    const char *key;   /* what the name is a value of, which one of the curves says; NULL: nothing, or it is known */
    Color color;
    Dash dash;
    double width;  /* multiple of em */
    bool labelled; /* the label stands at the curve, where there is room for it */
    bool fits;     /* the view has room for all of it, as for what is listed */
    bool listed;   /* has a row in the readout, and in a figure's legend instead of the label at the curve */
    double first, end; /* it is drawn from `first` on, before `end`; 0: to the end of its run */
    double base_lr;    /* what its factors are said to be of; 0: its schedule's own */
    bool continues;    /* it goes on from the overlay before it, whose row in the legend is its own */
    bool marked;       /* there is a ring on it at step `mark` */
    double mark;
    bool same;      /* it runs where the present curve does, below it: not seen, and not named beside it */
    double stretch; /* steps of the plot for one of its own, so that runs of other lengths compare; 0: one */
} ChartOverlay;

/* Returns the view that shows everything: 0 … total_steps, and from 0 (or a little below the least factor
   where that is negative) to a little above the greater of 1 and the peak. */
ChartView chart_fit(const Schedule *schedule);
/* The same with all of the listed overlays, and of the others what keeps the present curve legible: heights up
   to a few times its own. */
ChartView chart_fit_overlays(const Schedule *schedule, const ChartOverlay *overlays, size_t count);
/* That view (a linear one) on the axis of choice. The knee is the power of ten below the schedule's smallest
   value that is not 0. */
ChartView chart_on_axis(ChartView fit, ChartAxis axis, const Schedule *schedule);

/* A curve drawn by hand: factors at evenly spaced steps, NAN where nothing is drawn. */
typedef struct ChartGuess {
    double from, to; /* the steps of the first and the last factor */
    const double *factors;
    int count;
    const char *label;
    Color color;
} ChartGuess;

/* What a run logged, over the curve. Points need not be in order: a run that was resumed goes back. */
typedef struct ChartLogPoint {
    double update, factor;
    bool parts; /* it does not agree with the schedule */
} ChartLogPoint;

typedef struct ChartLog {
    const ChartLogPoint *points;
    size_t count;
    const char *name;
} ChartLog;

/* Returns the (linear) view with room for all of these points. */
ChartView chart_fit_log(ChartView view, const ChartLog *log);

enum { CHART_NO_STEP = -1 };

/* Significant digits of what is told of a step, wherever it is told. */
enum { CHART_DIGITS = 5 };

/* A note of the user's own on the steps first … last. */
typedef struct ChartAnnotation {
    double first, last;
    const char *text;
} ChartAnnotation;

enum { CHART_ANNOTATIONS_MAX = 16 };

/* One of several plots that share their axes. */
typedef struct ChartPanel {
    Box plot;                             /* inside the axes */
    bool left, right, bottom;             /* the sides that have labels */
    bool left_name, right_name, step_name; /* the axes that have their names here */
    double names_up, step_down;           /* where those stand: above the plot, and below it */
    double end;                           /* of the longest run */
    bool same_rate;                       /* all have the same base_lr */
} ChartPanel;

/* What to draw. Sizes are multiples of `em`: 1 is the window's (axis labels of 12 points, curve of 3). */
typedef struct Chart {
    const Schedule *schedule;
    ChartView view;
    const Theme *theme;
    const Measure *measure;
    double em;
    double type_size; /* of the axes' numbers of a whole figure, in points; 0: what fits the figure */
    const ChartOverlay *overlays; /* the first is drawn first */
    size_t overlay_count;
    const ChartAnnotation *annotations;
    int annotation_count;
    unsigned numbered; /* bits of those that have a number, and stand below the plot */
    const ChartGuess *guesses;
    int guess_count;
    const ChartLog *logs;
    size_t log_count;
    const ChartGuess *fan; /* of a class: thin lines without names, behind the guesses */
    int fan_count;
    bool guesses_done; /* the curve is out: they are dotted, and the gaps between are shaded */
    bool rates_left;   /* the left axis is of learning rates, the right one of factors */
    bool partial;      /* the curve is drawn up to the step `reach` only */
    double reach;
    const char *name;  /* of the present curve in a legend; NULL: it is not named there */
    int64_t crosshair; /* the step under the crosshair, or CHART_NO_STEP */
    double reserved;      /* a width to keep free above the plot, or at the formula's upper right; 0: none */
    bool marked;       /* there is a second cursor, B, to measure from */
    bool mark_hot;
    int64_t mark;         /* its step */
    const ChartPanel *panel; /* NULL: a plot on its own */
    bool quiet;          /* no readout at the crosshair: who draws the chart says the numbers */
    bool projected; /* for the back row: "step" has one place, "warm-up" stands over its own steps alone, the grid keeps
                       3:1, and a short run has a tick for every step */
    int64_t formula_step; /* the step whose numbers stand in the formula strip */
    bool unproved;        /* the strip says nothing of when the factor is above 1 */
    int varied; /* 1 + the ParameterId in which the overlays differ: the caption leaves it out; 0: none */
    unsigned switched; /* bits 1 << ChartPart: parts that are not as usual, see chart/parts.h */
    bool small;        /* a figure whose plot needs the room: no bracket over the warm-up, short swatches */
    bool verdict_on_all; /* the verdict is on the further curves too, and on them alone where the curve is left out */
    bool verdict_inline; /* the verdict stands between the names of the axes, without a pill */
    bool handles;      /* the two round handles */
    int hot_handle;    /* 0 none, 1 and 2: the handle that is hovered, held or focused, drawn larger */
    struct ChartLayout *laid; /* filled in by chart_figure, where it is not NULL */
    Text *scratch; /* for sentences: kept by the caller, it spares every frame an allocation; may be NULL */
} Chart;

/* Where a note of the user's own stands. */
typedef struct ChartNotePlace {
    bool shown;   /* its place is in the view */
    Point anchor; /* what it speaks of */
    Box text;     /* its words, or the number under which these stand elsewhere; empty where neither has room */
} ChartNotePlace;

/* The layout of the last frame, for hit testing. */
typedef struct ChartLayout {
    Box plot; /* inside the axes */
    ChartView view;
    Point handles[2]; /* centres of (0, warmup_factor) and (warmup_iters, 1), in points */
    bool handle_shown[2];
    Box reserved;  /* what is free above the plot */
    Point mark; /* the head of the second cursor */
    bool mark_shown;
    ChartNotePlace notes[CHART_ANNOTATIONS_MAX];
    size_t named; /* how many further curves have their names at them */
} ChartLayout;

/* Verdict (where it is shown), axes, zones and curve in `box`, the whole card, padding and all. */
ChartLayout chart_plot(Scene *scene, Box box, const Chart *chart);

/* Draws the pill, and beside it (below it where that is too narrow) its sentence, both in at most two lines,
   within `width`; returns the height used. */
double chart_verdict(Scene *scene, double x, double y, double width, const Chart *chart);
/* Returns the height of the pill alone. */
double chart_verdict_height(const Chart *chart, double width);

/* Returns the colour of the verdict's words: amber above 1, the ink of errors where a rate is negative. */
Color chart_verdict_ink(const Schedule *schedule, const Theme *theme);

/* Draws the formula strip in `box` (the whole card): f(step) with live numbers, the bar, the inequality, the
   closing sentence. Parts that do not fit are left out from the least important one. */
void chart_formula(Scene *scene, Box box, const Chart *chart);
/* Returns the least height in which, at this width, nothing of it has to be left out. */
double chart_formula_height(const Chart *chart, double width);

/* Draws a whole figure of scene->width x scene->height, composed for that size (whatever chart->em is): title
   (may be NULL), verdict, axes, curve, and below them what chart_shows of formula, notes and caption as far
   as the plot keeps its room. Returns how many of the further curves it names, at the curve or in its legend,
   with the whole name. */
size_t chart_figure(Scene *scene, const Chart *chart, const char *title);

/* The panels of small multiples, row by row; the views of all show the same learning rates. */
typedef struct ChartGridPanel {
    Chart chart;
    const char *name;
} ChartGridPanel;

typedef struct ChartGrid {
    int columns, rows, count; /* 0 < count <= columns*rows */
    const ChartGridPanel *panels;
    double end;     /* of the longest run */
    bool same_rate; /* all have the same base_lr */
} ChartGrid;

/* A whole figure of them, as chart_figure draws one. Returns how many of them have their whole names. */
int chart_grid(Scene *scene, const ChartGrid *grid, const char *title);

double chart_x(const ChartLayout *layout, double step);   /* step → points */
double chart_y(const ChartLayout *layout, double factor); /* factor → points */
double chart_step(const ChartLayout *layout, double x);   /* and back, not rounded, not clamped */
double chart_factor(const ChartLayout *layout, double y);

#endif
