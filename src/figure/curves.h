/* The curves of a figure, for tables: the present one, and what it is compared with, each under its name. */
#ifndef FIGURE_CURVES_H
#define FIGURE_CURVES_H

#include "figure/figure.h"

typedef struct FigureCurves {
    bool present; /* the present curve is one of them: not in a sweep, whose values stand for it */
    FigureOverlays overlays;
} FigureCurves;

/* Free it with figure_curves_free. It points into the figure and its scenario. */
void figure_curves_make(FigureCurves *curves, const Figure *figure);
void figure_curves_free(FigureCurves *curves);

/* Returns the index of the further curve after the one at `at` (-1: the first), or -1. The overlays that
   continue one belong to it. */
int figure_curves_next(const FigureCurves *curves, int at);

const char *figure_curves_name(const FigureCurves *curves, int at);

/* Returns the schedule that the curve at `at` has on that step. */
const Schedule *figure_curves_schedule(const FigureCurves *curves, int at, int64_t step);

/* Return the steps of one run, and of the longest one. */
int64_t figure_curves_total(const FigureCurves *curves, int at);
int64_t figure_curves_longest(const FigureCurves *curves, const Schedule *present);

#endif
