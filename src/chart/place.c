#include "chart/chart.h"

#include <math.h>

/* Beyond this the sums of a view would no longer be finite. */
static const double FARTHEST = 1e300;
/* So many times higher than the present curve are ghosts that do not ask to be seen as a whole. */
static const double LEGIBLE = 2.5;

typedef struct Reach {
    double end, least, greatest;
} Reach;

static Reach reach_of(const Schedule *schedule) {
    Reach reach = {.end = (double)schedule->total_steps};
    schedule_range(schedule, 0, reach.end, &reach.least, &reach.greatest);
    return reach;
}

static ChartView view_of(Reach reach) {
    double top = fmin(FARTHEST, fmax(1, reach.greatest)), bottom = fmax(-FARTHEST, fmin(0, reach.least));
    double room = fmax(0.1 * (top - bottom), fmax(1.15 - top, 0.12 * top));
    return (ChartView){.x1 = reach.end, .y0 = bottom + 0.04 * bottom, .y1 = top + room};
}

ChartView chart_fit(const Schedule *schedule) {
    return view_of(reach_of(schedule));
}

ChartView chart_fit_ghosts(const Schedule *schedule, const ChartGhost *ghosts, size_t count) {
    Reach own = reach_of(schedule), all = own;
    double most = LEGIBLE * fmax(1, fmax(own.greatest, -own.least));
    for (size_t i = 0; i < count; i++) {
        Reach ghost = reach_of(ghosts[i].schedule);
        double ratio = ghosts[i].schedule->base_lr / schedule->base_lr;
        double limit = ghosts[i].listed ? FARTHEST : most;
        if (ghosts[i].listed) all.end = fmax(all.end, ghost.end);
        all.least = fmin(all.least, fmax(-limit, ratio * ghost.least));
        all.greatest = fmax(all.greatest, fmin(limit, ratio * ghost.greatest));
    }
    return view_of(all);
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
