/* The bar of the formula strip: what the factor is made of, against a mark at 1. */
#ifndef CHART_BAR_H
#define CHART_BAR_H

#include "chart/chart.h"

enum { BAR_TERMS = 2 };

typedef struct Bar {
    int count;
    double terms[BAR_TERMS];
    Color colors[BAR_TERMS];
    double low, high; /* its ends: at most 0, above 1; the same for every step of a schedule */
} Bar;

/* Draws the bar in `box`; the marks reach 5 ems' points above it and at most so far below it, their labels stand `label` below
   its top. Without labels where `label` is 0. */
void bar_draw(Scene *scene, Box box, double label, const Bar *bar, const Chart *chart);

#endif
