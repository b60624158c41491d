/* What part of the plane is shown, and how a hand changes it. Nothing here knows of points: places in the
   view are shares of it, 0 … 1 from the left and from below. `all` is the view that shows everything, on the
   same axis. */
#ifndef CHART_VIEW_H
#define CHART_VIEW_H

#include "chart/chart.h"

/* No view reaches farther to any side: the sums of its places would no longer be finite. */
#define VIEW_FARTHEST 1e300

/* Returns the height along the axis: the factor itself where it is linear, asinh(factor/knee) where it is
   not. */
double view_level(const ChartView *view, double factor);
double view_factor(const ChartView *view, double level); /* and back, within VIEW_FARTHEST */

/* Returns the view whose left lower corner is now at these shares of the old one. */
ChartView view_panned(ChartView view, double x, double y, const ChartView *all);

/* Zoomed about the place (x, y), which stays where it is; `by` 2 shows twice as much, but
   little more than there is in `all`. */
ChartView view_zoomed(ChartView view, double x, double y, double by_x, double by_y, const ChartView *all);

/* Returns the view of what lies between two places of the view, in any order. */
ChartView view_between(ChartView view, double x0, double y0, double x1, double y1, const ChartView *all);

/* Returns the view of these steps and factors, each [from, to]. */
ChartView view_fixed(const double steps[2], const double factor[2], const ChartView *all);

/* The view as far as it makes sense: within 0 … 10^15 steps, no narrower than a step or than a double can
   tell, no wider than four times what there is, and never without a tenth of it where the curve may be. Whatever
   is given, its ends are finite numbers within VIEW_FARTHEST, x0 < x1 and y0 < y1. */
ChartView view_limited(ChartView view, const ChartView *all);

#endif
