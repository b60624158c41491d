/* The plot: first where everything stands, then layers that draw it. A layout is made once, by plot_layout,
   and changed by nobody; a layer knows of others only what the layout tells. */
#ifndef CHART_PLOT_H
#define CHART_PLOT_H

#include "base/number.h"
#include "chart/chart.h"
#include "chart/curve.h"
#include "chart/names.h"
#include "chart/ticks.h"

enum { OVERLAY_CURVES_MAX = 48, WARMUP_TERMS = 2, AXIS_NAME_BYTES = 80 };

/* The numbers at the crosshair; where there is a mark its numbers too, and the differences. */
enum { READOUT_ROWS = 10, READOUT_COLUMNS = 3 };
/* How much of the readout is shown: where the plot is small the whole would lie on the curve. */
typedef enum ReadoutKind { READOUT_WHOLE, READOUT_SHORT, READOUT_RATE, READOUT_KINDS } ReadoutKind;
typedef struct Readout {
    int rows, columns;
    const char *names[READOUT_ROWS];
    NumberText cells[READOUT_ROWS][READOUT_COLUMNS];
    double column_width[READOUT_COLUMNS];
    double width, height;
} Readout;

/* The listed overlays at the crosshair's step, as the lower part of its readout; or instead of it, with the
   step and the present curve, where height is scarce. */
enum { COMPARED_MAX = 16, COMPARED_NAME_BYTES = 80 };
typedef enum ComparedStyle {
    COMPARED_BELOW, /* the readout */
    COMPARED_ALONE, /* instead of the readout */
    COMPARED_NAMED, /* likewise, names and rates: what has room off the curves in a small plot */
    COMPARED_BRIEF, /* rates alone */
    COMPARED_STYLES
} ComparedStyle;
typedef struct Compared {
    ComparedStyle style;
    int rows, shown, more; /* all of them; those of overlays; how many overlays have none */
    const ChartOverlay *curves[COMPARED_MAX + 1]; /* NULL: the present one */
    char names[COMPARED_MAX + 1][COMPARED_NAME_BYTES];
    NumberText factors[COMPARED_MAX + 1], rates[COMPARED_MAX + 1];
    char difference_name[128], factor_name[64], step[64]; /* what the last row and the column of heights are called */
    NumberText difference_factor, difference_rate; /* the present curve's, less the first overlay's */
    double name_width, factor_width, rate_width, width, height;
} Compared;

/* The card at the crosshair; its box is empty where there is none. */
typedef struct PlotCard {
    Box box;
    Readout readout;
    Compared compared;
} PlotCard;

/* A note of the user's own. */
typedef struct PlotAnnotation {
    bool shown;   /* it is in the view */
    Point anchor; /* what it speaks of */
    bool over_lines; /* the words may cover lines, and have a ground of their own */
    Box text;     /* empty where there is no place for it */
    int number;   /* under which the words stand below the plot; 0: they stand here */
} PlotAnnotation;

typedef struct PlotAxis {
    int count;
    Tick ticks[TICKS_MAX];
} PlotAxis;

/* The room above and below the plot, in em, in a low figure, and in one so low that the plot needs all of it; and how
   much nearer that one begins to the upper edge. */
enum { COMPACT_HEADER = 32, COMPACT_BOTTOM = 34, SMALL_HEADER = 22, SMALL_BOTTOM = 29, SMALLER_TOP = 8 };

/* Where everything stands, in points. A box is empty where its thing is not drawn. */
typedef struct PlotLayout {
    Box box;          /* what there is to draw in */
    bool compact;     /* too low for a line of its own below the axis */
    bool legend;      /* the two terms are named below the axis, for pictures without a formula strip */
    bool above;       /* a step is above 1: proved from the parameters */
    ChartLayout axes; /* the plot inside the axes, its view, and what a pointer finds there */
    PlotAxis left, right, bottom, top;
    char left_name[AXIS_NAME_BYTES], right_name[AXIS_NAME_BYTES];
    double right_name_end;            /* where it ends */
    double header;                    /* the lower edge of the line with the axes' names, above the plot */
    double header_left, header_right; /* between these names */
    Box baseline_label;               /* "factor 1 = base_lr", or "base_lr" */
    PlotAnnotation annotations[CHART_ANNOTATIONS_MAX];
    Box overlay_labels[OVERLAY_CURVES_MAX], term_labels[WARMUP_TERMS];
    Box warmup_name;
    PlotCard card;
} PlotLayout;

/* What the functions below need to know: while the layout is made, its part that is there already. */
typedef struct Plot {
    Scene *scene; /* NULL while the layout is made */
    const Chart *chart;
    const Schedule *schedule;
    const Theme *theme;
    double em;
    const PlotLayout *layout;
} Plot;

/* Draws the whole plot in `box`, the verdict aside. */
PlotLayout plot_layout(const Chart *chart, Box box, bool legend);
/* Draws it, layer by layer. */
void plot_draw(Scene *scene, const Chart *chart, const PlotLayout *layout);

/* Where curves run, roughly: for whatever has to find a place between them. */
enum { OVERLAY_COLUMNS = 32 };
typedef struct OverlayMap {
    int curves; /* the present one and the overlays; those too many are not looked at */
    double x[OVERLAY_COLUMNS];
    double heights[OVERLAY_CURVES_MAX][OVERLAY_COLUMNS]; /* NAN where a curve has none */
    double terms[WARMUP_TERMS][OVERLAY_COLUMNS];         /* likewise */
} OverlayMap;

/* The boxes of the labels that have found their places. */
typedef struct PlotTaken {
    int count;
    Box boxes[OVERLAY_CURVES_MAX + WARMUP_TERMS + CHART_ANNOTATIONS_MAX + 1];
} PlotTaken;

/* chart_verdict where height is scarce: `beside` keeps the pill in one line, and leaves the sentence out
 * where it has no room beside it. */
double verdict_draw(Scene *scene, double x, double y, double width, const Chart *chart, bool beside);

/* The mark that says without words what the verdict is, its middle at y; returns its width. */
double verdict_draw_mark(Scene *scene, double x, double y, double em, const Schedule *schedule, const Theme *theme);

/* The verdict in the line of the axes' names, and the width that it would like there. */
void verdict_draw_inline(const Plot *plot);
double verdict_inline_width(const Plot *plot);

/* chart_em returns what all sizes of a figure are multiples of; the other one draws the title and returns its
   height. */
double chart_em(double width, double height);
double chart_title(Scene *scene, Box box, const Chart *chart, const char *title);

/* The ticks, the plot between them, and the names of the axes. */
void axes_place(const Plot *plot, PlotLayout *layout);
void axes_draw_grid(const Plot *plot);
void axes_draw(const Plot *plot);

/* The axis of epochs along the plot's upper edge, where their length is known: below the header. */
bool epoch_axis_shown(const Plot *plot);
double epoch_axis_height(const Plot *plot);
PlotAxis epoch_axis_place(const Plot *plot);
void epoch_axis_draw(const Plot *plot);
/* True if one of its labels stands at x, in points. */
bool epoch_axis_label_at(const Plot *plot, double x);

void warmup_draw_zone(const Plot *plot);
void warmup_draw_terms(const Plot *plot);
/* Returns the rising and the falling term at a step: NAN where it is not drawn. */
/* Returns where the row below the plot is free, which begins with the names of a figure's terms. */
double warmup_legend_end(const Plot *plot);
double warmup_term(const Plot *plot, int term, double step);
const char *warmup_term_name(const Plot *plot, int term);
/* With the value of warmup_factor instead of its name. */
NumberText warmup_term_short_name(const Plot *plot, int term);
/* Where the zone's name stands inside it, in what is projected; an empty box where it has no room there. */
Box warmup_place_name(const Plot *plot);

/* Draws the line at factor 1, and its label: beside it, where it covers least. */
Box baseline_place(const Plot *plot, const OverlayMap *map);
void baseline_draw(const Plot *plot);

/* Draw what was drawn by hand, and (below the curve) the gaps to it; their names, where they have room. */
void guesses_draw(const Plot *plot);
void guesses_draw_labels(const Plot *plot);
bool guesses_cross(const Plot *plot, Box box);

void overlays_map(const Plot *plot, OverlayMap *map);
/* Places for the names of those that are labelled (without the listed ones where a legend names them): over
   no other text, no handle and not over the present curve; none where it could not be told whose it is. */
void overlays_place_labels(const Plot *plot, const OverlayMap *map, PlotTaken *taken,
                           Box labels[OVERLAY_CURVES_MAX]);
/* Finds places for the names of the warm-up's terms likewise, over nothing that is taken. */
void overlays_place_term_labels(const Plot *plot, const OverlayMap *map, PlotTaken *taken,
                                Box labels[WARMUP_TERMS]);
/* True if a further curve runs through the box. */
bool overlays_cross(const OverlayMap *map, Box box);
/* Returns true where the box lies in the plot and over no text, handle, line or logged point; with `over_lines` it may lie
   over the last two. */
bool overlays_leave_free(const Plot *plot, const OverlayMap *map, const PlotTaken *taken, Box box, bool over_lines);
/* Returns what lies in the box, as a price. */
double overlays_covered(const OverlayMap *map, const PlotTaken *taken, Box box);
/* Returns the layout of an overlay: the same axes in its own factors. */
ChartLayout overlay_layout(const Plot *plot, const ChartOverlay *overlay);
/* How many steps of the plot one of its own is. */
double overlay_stretch(const ChartOverlay *overlay);
/* The parts of names that all listed overlays have. */
void overlays_share_names(const Chart *chart, NamesShared *shared);
/* Does it lie below the present curve, all along? */
bool overlay_is_hidden(const Chart *chart, const ChartOverlay *overlay);
/* Returns the step where the warm-up ends. */
double overlay_end(const ChartOverlay *overlay);
void overlays_draw(const Plot *plot);
void overlays_draw_marks(const Plot *plot);
void overlays_draw_labels(const Plot *plot);
void overlays_draw_term_labels(const Plot *plot);

/* Returns a figure's legend of the listed overlays: its height in a figure so wide and high (0: there is
   none), and the legend itself, which returns how many of them it names whole. */
double legend_height(const Chart *chart, double width, double height);
size_t legend_draw(Scene *scene, Box box, const Chart *chart, double height);

/* Draws what runs logged: rings where they are few, the band of each column where they are many. */
void log_points_draw(const Plot *plot);
bool log_points_lie_in(const Plot *plot, Box box);
/* Returns the logged point at that step, or so near that it is drawn there; of several the nearest. NULL
   where there is none. */
const ChartLogPoint *log_points_nearest(const Plot *plot, double step);

/* The steps themselves, where they are far enough apart to be counted. */
void dots_draw(const Plot *plot);

void readout_make(const Plot *plot, ReadoutKind kind, Readout *readout);
/* With its sign: the difference of what is shown of the two, so that it adds up; the true one where these
   digits do not tell it. */
NumberText readout_difference(double to, double from);
void readout_draw(const Plot *plot, const Readout *readout, Box box);

/* Makes rows for at most `max` curves; nothing, and no height, for 0 and where none is listed. */
void compared_make(const Plot *plot, ComparedStyle style, int max, Compared *compared);
void compared_draw(const Plot *plot, const Compared *compared, Box box);

/* Finds where the head of the second cursor stands, which lies below the first one; false where it is not
   shown. */
bool crosshair_place_mark(const Plot *plot, Point *mark);
/* The card at the crosshair, where it covers least; its box is empty where there is none. */
void crosshair_place_card(const Plot *plot, const OverlayMap *map, const PlotTaken *taken, PlotCard *card);
void crosshair_draw_mark(const Plot *plot);
void crosshair_draw(const Plot *plot);

/* The heights between which the curve runs from x0 to x1 (points): upper, lower. */
void plot_extent(const Plot *plot, double x0, double x1, double *upper, double *lower);

double plot_right(const Plot *plot);
double plot_bottom(const Plot *plot);
bool plot_shows_step(const Plot *plot, double step);
/* True where the card at the crosshair lies over a part of the box: words there would be cut. */
bool plot_card_covers(const Plot *plot, Box box);
bool plot_shows_factor(const Plot *plot, double factor);

TextStyle plot_words(const Plot *plot, Color color);   /* names of axes, labels */
TextStyle plot_numbers(const Plot *plot, Color color); /* beside ticks */

/* Returns the width of the thinnest line: 1 point, and where it stands for a screen's pixels to be filled
   whole. */
double plot_hair(const Plot *plot);
double plot_crisp(double position);

#endif
