#include "chart/chart.h"

#include <math.h>

/* Beyond this the sums of a view would no longer be finite. */
static const double FARTHEST = 1e300;

ChartView chart_fit(const Schedule *schedule) {
    double least, greatest;
    schedule_range(schedule, 0, (double)schedule->total_steps, &least, &greatest);
    double top = fmin(FARTHEST, fmax(1, greatest)), bottom = fmax(-FARTHEST, fmin(0, least));
    double room = fmax(0.1 * (top - bottom), fmax(1.15 - top, 0.12 * top));
    return (ChartView){
        .x1 = (double)schedule->total_steps,
        .y0 = bottom + 0.04 * bottom,
        .y1 = top + room,
    };
}

double chart_x(const ChartPlace *place, double step) {
    const ChartView *view = &place->view;
    return place->plot.x + (step - view->x0) / (view->x1 - view->x0) * place->plot.w;
}

double chart_y(const ChartPlace *place, double factor) {
    const ChartView *view = &place->view;
    return place->plot.y + (view->y1 - factor) / (view->y1 - view->y0) * place->plot.h;
}

double chart_step(const ChartPlace *place, double x) {
    const ChartView *view = &place->view;
    return view->x0 + (x - place->plot.x) / place->plot.w * (view->x1 - view->x0);
}

double chart_factor(const ChartPlace *place, double y) {
    const ChartView *view = &place->view;
    return view->y1 - (y - place->plot.y) / place->plot.h * (view->y1 - view->y0);
}
