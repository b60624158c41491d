/* A smooth function as a line of few points, nowhere farther than a hundredth of a point from the truth. */
#ifndef CHART_FLATTEN_H
#define CHART_FLATTEN_H

#include "chart/chart.h"
#include "chart/geometry.h"

typedef double FlattenFunction(const Schedule *schedule, double x);

Point flatten_point(const ChartLayout *layout, double x, double y);

/* Goes on (or begins, where it is empty) from (x0, y0) to (x1, y1). The ends are taken as they are given: a
   function may jump there. Refined points stand no nearer to each other than a hundredth of a point across. */
void flatten_piece(Path *line, const ChartLayout *layout, const Schedule *schedule, FlattenFunction *value,
                 double x0, double y0, double x1, double y1);

#endif
