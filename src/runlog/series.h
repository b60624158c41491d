/* A piece of a log as plain numbers, and least squares over it. Not for other rooms. */
#ifndef RUNLOG_SERIES_H
#define RUNLOG_SERIES_H

#include <stddef.h>

typedef struct Series { /* not owned: t ascending, v the rates, tol how far each may be off */
    const double *t, *v, *tol;
    size_t count;
} Series;

typedef struct Line { /* v = at_0 + slope*t */
    double at_0, slope;
    double worst; /* the largest residual, in tolerances */
} Line;

/* Fits v over x[i] by weighted least squares; without x, over t. */
Line line_fit(Series series, const double *x);
/* Fits the line that most neighbours share, through the last row: skipped updates do not bend it. */
Line line_robust(Series series);
/* Returns the worst residual of v = low + span*x[i]. */
double line_worst(Series series, const double *x, double low, double span);

/* Returns the place of the least value of f between from and to: a grid (in logarithms of the distance from
   `from` where `logarithmic`), then golden section. */
double least_place(double (*f)(double place, void *data), void *data, double from, double to, int grid);

/* Returns the number with the fewest digits from low to high. */
double roundest(double low, double high);
/* Digits that it takes to write it. */
int digits_of(double value);

#endif
