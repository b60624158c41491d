/* Tick marks. Positions are whole-number indices times a pleasant step (extended Wilkinson: Talbot, Lin,
   Hanrahan 2010), so that 0.1, 0.2, 0.3 are what they say; forced ones (0, 1, warmup_iters) always win over
   regular ones. */
#ifndef CHART_TICKS_H
#define CHART_TICKS_H

#include "scene/measure.h"

#include <stdint.h>

enum { TICKS_MAX = 64, TICKS_FORCED_MAX = 8, TICK_LABEL_BYTES = 48 };

typedef struct Tick {
    double value;
    double at; /* where, in points along the axis */
    char label[TICK_LABEL_BYTES]; /* empty where the rate is beyond all doubles */
    double width; /* of the label, in points */
    bool forced;
    int exponent; /* of ten: what the label is to be multiplied by; the same along an axis */
} Tick;

typedef enum TickLabels { TICKS_STEPS, TICKS_FACTOR, TICKS_LR } TickLabels;

typedef struct TickRequest {
    double low, high; /* the axis' ends, low < high */
    double from, to;  /* where those stand, in points (to < from: an upward axis) */
    double knee;      /* above 0: an asinh axis with this knee, see ChartView */
    TickLabels labels;
    double multiplier; /* TICKS_LR: labels show value*multiplier; else 1 */
    bool shares;       /* where labels would need exponents they may leave a common one out: Tick.exponent */
    bool vertical;     /* labels beside each other collide by height, not by width */
    TextStyle style;
    const Measure *measure;
    double forced[TICKS_FORCED_MAX]; /* labelled wherever they are inside the axis, most important first */
    int forced_count;
} TickRequest;

/* An asinh axis has its ticks at 0 and the decades, at 2 and 5 times those where there are few; inside one
   decade it has those of a linear one. Fills `ticks` in ascending order and returns how many. No two labels
   overlap (a gap of at least half an em along a horizontal axis); of two forced ones that would, the first
   one named stays. */
int ticks_make(const TickRequest *request, Tick ticks[TICKS_MAX]);

#endif
