/* The plot while it is drawn: what its parts (axes, warm-up, line at 1, crosshair) know of each other. */
#ifndef CHART_PLOT_H
#define CHART_PLOT_H

#include "base/number.h"
#include "chart/chart.h"
#include "chart/curve.h"
#include "chart/ticks.h"

/* Where curves run and their labels stand, roughly: for whatever has to find a place between them. */
enum { OVERLAY_COLUMNS = 32, OVERLAY_CURVES_MAX = 48, WARMUP_TERMS = 2 };
typedef struct OverlayMap {
    int curves; /* the present one and the overlays; those too many are not looked at */
    double x[OVERLAY_COLUMNS];
    double heights[OVERLAY_CURVES_MAX][OVERLAY_COLUMNS]; /* NAN where a curve has none */
    double terms[WARMUP_TERMS][OVERLAY_COLUMNS];       /* likewise */
    Box labels[OVERLAY_CURVES_MAX + WARMUP_TERMS + 1];
    int label_count;
} OverlayMap;

typedef struct Plot {
    Scene *scene;
    const Chart *chart;
    const Schedule *schedule;
    const Theme *theme;
    double em;
    Box box;      /* what there is to draw in */
    bool compact; /* too low for a line of its own below the axis */
    ChartLayout layout;
    Tick left[TICKS_MAX], right[TICKS_MAX], bottom[TICKS_MAX], top[TICKS_MAX];
    int left_count, right_count, bottom_count, top_count;
    double header;                    /* the lower edge of the line with the axes' names, above the plot */
    double header_left, header_right; /* between these names */
    Box baseline_label;                  /* "factor 1 = base_lr"; empty where it is not drawn */
    Curve curve;
    OverlayMap overlays;
} Plot;

/* chart_verdict where height is scarce: `beside` keeps the pill in one line, and leaves the sentence out where
 * it has no room beside it. */
double verdict_draw(Scene *scene, double x, double y, double width, const Chart *chart, bool beside);

/* Verdict aside, the whole plot. `legend`: the two terms are named below the axis, for pictures without a
   formula strip. */
ChartLayout plot_draw(Scene *scene, Box box, const Chart *chart, bool legend);

/* The ticks and the place of the plot between them. */
void axes_layout(Plot *plot);
void axes_draw(Plot *plot);

/* The axis of epochs along the plot's upper edge, where their length is known: below the header. */
bool epochs_shown(const Plot *plot);
double epochs_height(const Plot *plot);
void epochs_layout(Plot *plot);
void epochs_draw(const Plot *plot);
/* Does one of its labels stand at x, in points? */
bool epochs_label_at(const Plot *plot, double x);

void warmup_draw_zone(const Plot *plot);
void warmup_draw_terms(const Plot *plot);
/* The rising and the falling term at a step: NAN where it is not drawn. */
double warmup_term(const Plot *plot, int term, double step);
const char *warmup_term_name(const Plot *plot, int term);
/* Whether they fitted: where they do not, the terms are not drawn either. */
bool warmup_draw_legend(const Plot *plot);

/* The line at factor 1; its label is placed last but drawn here, below the curve. */
void baseline_draw(Plot *plot);

/* What was drawn by hand, and (below the curve) the gaps to it; their names, where they have room. */
void guesses_draw(const Plot *plot);
void guesses_draw_labels(const Plot *plot);
bool guesses_cross(const Plot *plot, Box box);

void overlays_draw(const Plot *plot);
/* The names of those that are labelled (without the listed ones where a legend names them): over no other
   text, no handle and not over the present curve; none where it could not be told whose it is. */
void overlays_draw_labels(Plot *plot, bool legend);
/* The names of the warm-up's terms in their colours, likewise and beside the readout, which comes first. */
void overlays_draw_term_labels(Plot *plot, Box readout);
/* Does a further curve run through the box? */
bool overlays_cross(const Plot *plot, Box box);
/* What lies in the box, as a price: below the readout. */
double overlays_covered(const Plot *plot, Box box);
/* Comes before the five above, and before the line at 1. */
void overlays_look(Plot *plot);
/* Where the overlay stands: the same axes in its own factors. */
ChartLayout overlay_layout(const Plot *plot, const ChartOverlay *overlay);
/* The step where it ends. */
double overlay_end(const ChartOverlay *overlay);
void overlays_draw_marks(const Plot *plot);

/* A figure's legend of the listed overlays: its height in a figure so wide and high (0: there is none), and the
   legend itself, which returns how many of them it names whole. */
double legend_height(const Chart *chart, double width, double height);
size_t legend_draw(Scene *scene, Box box, const Chart *chart, double height);

/* The steps themselves, where they are far enough apart to be counted. */
void dots_draw(const Plot *plot);

/* The numbers at the crosshair; where there is a mark its numbers too, and the differences. */
enum { READOUT_ROWS = 8, READOUT_COLUMNS = 3 };
typedef struct Readout {
    int rows, columns;
    const char *names[READOUT_ROWS];
    NumberText cells[READOUT_ROWS][READOUT_COLUMNS];
    double column_width[READOUT_COLUMNS];
    double width, height;
} Readout;
void readout_make(const Plot *plot, Readout *readout);
/* With its sign: the difference of what is shown of the two, so that it adds up; the true one where these
   digits do not tell it. */
NumberText readout_difference(double to, double from);
void readout_draw(const Plot *plot, const Readout *readout, Box box);

/* The listed overlays at the crosshair's step, as the lower part of its readout; or instead of it, with the
   step and the present curve, where height is scarce. */
enum { COMPARED_MAX = 16 };
typedef struct Compared {
    bool alone; /* instead of the readout */
    ChartOverlay present;
    int rows, shown, more; /* all of them; those of overlays; how many overlays have none */
    const ChartOverlay *curves[COMPARED_MAX + 1];
    NumberText factors[COMPARED_MAX + 1], rates[COMPARED_MAX + 1];
    char difference_name[128], factor_name[64]; /* what the last row and the column of heights are called */
    NumberText difference_factor, difference_rate; /* the present curve's, less the first overlay's */
    double name_width, factor_width, rate_width, width, height;
} Compared;

/* At most `max` of them; nothing, and no height, for 0 and where none is listed. Points into itself. */
void compared_make(const Plot *plot, bool alone, int max, Compared *compared);
void compared_draw(const Plot *plot, const Compared *compared, Box box);

/* The second cursor, below the first one; tells the place where it stands. */
void crosshair_draw_mark(Plot *plot);
/* Returns where the readout lies, which is empty where there is none. */
Box crosshair_draw(const Plot *plot);

/* The heights between which the curve runs from x0 to x1 (points): upper, lower. */
void plot_extent(const Plot *plot, double x0, double x1, double *upper, double *lower);

double plot_right(const Plot *plot);
double plot_bottom(const Plot *plot);
bool plot_shows_step(const Plot *plot, double step);
bool plot_shows_factor(const Plot *plot, double factor);

TextStyle plot_words(const Plot *plot, Color color);   /* names of axes, labels */
TextStyle plot_numbers(const Plot *plot, Color color); /* beside ticks */

/* The thinnest line: 1 point, and where it stands for a screen's pixels to be filled whole. */
double plot_hair(const Plot *plot);
double plot_crisp(double position);

#endif
