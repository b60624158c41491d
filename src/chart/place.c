#include "chart/plot.h"
#include "chart/view.h"

#include <math.h>

/* Beyond this the sums of a view would no longer be finite. */
static const double FARTHEST = 1e300;
/* So many times higher than the present curve are ghosts that do not ask to be seen as a whole. */
static const double LEGIBLE = 2.5;

typedef struct Reach {
    double end, least, greatest;
} Reach;

static Reach reach_between(const Schedule *schedule, double first, double end) {
    Reach reach = {.end = end};
    schedule_range(schedule, first, end, &reach.least, &reach.greatest);
    return reach;
}

static Reach reach_of(const Schedule *schedule) {
    return reach_between(schedule, 0, (double)schedule->total_steps);
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
        Reach ghost = reach_between(ghosts[i].schedule, ghosts[i].first, ghost_end(&ghosts[i]));
        double ratio = ghosts[i].schedule->base_lr / schedule->base_lr;
        double limit = ghosts[i].listed ? FARTHEST : most;
        if (ghosts[i].listed) all.end = fmax(all.end, ghost.end);
        all.least = fmin(all.least, fmax(-limit, ratio * ghost.least));
        all.greatest = fmax(all.greatest, fmin(limit, ratio * ghost.greatest));
    }
    return view_of(all);
}

/* A knee so far below the greatest value would give the axis to what nobody trains with. */
static const double LOWEST_KNEE = 1e-6;
/* More of an asinh axis above the curve, and half of it below: there the linear room is hardly any. */
static const double ASINH_ROOM = 0.09;

enum { KNEE_BREAKS = 64 };

/* The smaller of two magnitudes that are not 0. */
static double lesser(double smallest, double value) {
    return value != 0 ? fmin(smallest, fabs(value)) : smallest;
}

static double smallest_value(const Schedule *schedule) {
    ScheduleBreak breaks[KNEE_BREAKS];
    int64_t last = schedule->total_steps - 1;
    size_t count = schedule_breaks(schedule, 0, (double)last, breaks, KNEE_BREAKS);
    double smallest = lesser(INFINITY, schedule_factor(schedule, 0));
    smallest = lesser(smallest, schedule_factor(schedule, last > 0));
    smallest = lesser(smallest, schedule_factor(schedule, last));
    for (size_t i = 0; i < count && i < KNEE_BREAKS; i++)
        smallest = lesser(lesser(smallest, breaks[i].left), breaks[i].right);
    return smallest;
}

/* A power of ten: it can be read on the axis, and it stays while a slider moves within a decade. */
static double knee_of(const Schedule *schedule, double greatest) {
    double most = fmin(FARTHEST, fmax(1, greatest));
    double value = fmin(most, fmax(LOWEST_KNEE * most, smallest_value(schedule)));
    return pow(10, floor(log10(value) + 1e-9));
}

ChartView chart_on_axis(ChartView fit, ChartAxis axis, const Schedule *schedule) {
    fit.axis = axis;
    if (axis == CHART_LINEAR) return fit;
    Reach own = reach_of(schedule);
    fit.knee = knee_of(schedule, fmax(fabs(own.least), fabs(own.greatest)));
    double low = view_level(&fit, fit.y0), high = view_level(&fit, fit.y1);
    if (fit.y0 < 0) fit.y0 = fmax(-FARTHEST, view_factor(&fit, low - ASINH_ROOM / 2 * (high - low)));
    fit.y1 = fmin(FARTHEST, view_factor(&fit, high + ASINH_ROOM * (high - low)));
    return fit;
}

double chart_x(const ChartPlace *place, double step) {
    const ChartView *view = &place->view;
    return place->plot.x + (step - view->x0) / (view->x1 - view->x0) * place->plot.w;
}

double chart_y(const ChartPlace *place, double factor) {
    const ChartView *view = &place->view;
    double low = view_level(view, view->y0), high = view_level(view, view->y1);
    return place->plot.y + (high - view_level(view, factor)) / (high - low) * place->plot.h;
}

double chart_step(const ChartPlace *place, double x) {
    const ChartView *view = &place->view;
    return view->x0 + (x - place->plot.x) / place->plot.w * (view->x1 - view->x0);
}

double chart_factor(const ChartPlace *place, double y) {
    const ChartView *view = &place->view;
    double low = view_level(view, view->y0), high = view_level(view, view->y1);
    return view_factor(view, high - (y - place->plot.y) / place->plot.h * (high - low));
}
