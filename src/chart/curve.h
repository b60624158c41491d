/* The curve as smooth pieces between its declared breaks, and as a band where those are too many to tell
   apart. What it costs depends on the width of the picture, never on the number of steps. */
#ifndef CHART_CURVE_H
#define CHART_CURVE_H

#include "chart/chart.h"

enum {
    CURVE_BREAKS = 256,     /* in the whole view: every one is drawn */
    CURVE_CHUNKS = 64,      /* with more, the view is cut into these */
    CURVE_CHUNK_BREAKS = 8, /* and a chunk with more than that becomes a band */
    CURVE_CHUNK_COLUMNS = 8,
    CURVE_PIECES = 2 * CURVE_CHUNKS * (CURVE_CHUNK_BREAKS + 1),
    CURVE_COLUMNS = CURVE_CHUNKS * CURVE_CHUNK_COLUMNS
};

/* Smooth from (x0, y0) to (x1, y1), and wholly on one side of factor 1. */
typedef struct CurvePiece {
    double x0, y0, x1, y1;
    bool above;
    bool joined; /* begins where the piece before it ends */
} CurvePiece;

/* All that the curve reaches between x0 and x1. */
typedef struct CurveColumn {
    double x0, x1;
    double min, greatest;
} CurveColumn;

typedef struct Curve {
    const Schedule *schedule;
    bool above; /* there is a step above 1: proved from the parameters; false where nobody asked */
    size_t piece_count, column_count;
    CurvePiece pieces[CURVE_PIECES];
    CurveColumn columns[CURVE_COLUMNS];
} Curve;

/* What a curve is drawn with. */
typedef struct CurvePen {
    Color below, above; /* at most 1, and above it */
    double width, hair; /* in points; of the curve, and of the connections at jumps */
    Dash dash;
} CurvePen;

/* The curve on 0 … total_steps as far as the view shows it. `above`: what is above 1 is told apart. It asks for no
   memory, so that a frame does not either: a curve lives on the stack of the layer that draws it. */
void curve_make(Curve *curve, const Schedule *schedule, const ChartView *view, bool above);

/* Draws the strokes of a curve. */
void curve_draw(Scene *scene, const Curve *curve, const CurvePen *pen, const ChartLayout *layout);
/* The hatched area between it and the line at 1 (nothing where curve->above is false). */
void curve_draw_above(Scene *scene, const Curve *curve, const Chart *chart, const ChartLayout *layout);

#endif
