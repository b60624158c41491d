/* Numbers beside ticks: one style along a whole axis, with as many digits as tell neighbours apart. */
#ifndef CHART_LABELS_H
#define CHART_LABELS_H

#include "chart/ticks.h"

typedef struct LabelStyle {
    bool whole;      /* steps: grouped whole numbers */
    bool prefixed;   /* steps: 90k instead of 90 000 */
    bool scientific; /* 2e-5 instead of 0.00002 */
    int exponent;    /* of ten: left out of every label, for the axis to say */
    bool each;       /* every label in the form that is short for it: decades have no digits in common */
    int decimals;    /* after the point; below 0 where tens and hundreds do not matter */
} LabelStyle;

/* Returns the style for the values first*step … last*step. */
LabelStyle labels_style(const TickRequest *request, double step, int64_t first, int64_t last);

/* Writes the label of `value` (times the request's multiplier). `extra`: a value that is no multiple of the
   step and shows up to four digits of its own. */
void labels_write(const TickRequest *request, LabelStyle style, double value, bool extra,
                  char label[TICK_LABEL_BYTES]);

#endif
