#include "chart/plot.h"
#include "chart/view.h"

#include <math.h>

/* So many times higher than the present curve are overlays that do not ask to be seen as a whole. */
static const double LEGIBLE = 2.5;

typedef struct Reach {
    double end, min, greatest;
} Reach;

static Reach reach_between(const Schedule *schedule, double first, double end) {
    Reach reach = {.end = end};
    schedule_range(schedule, first, end, &reach.min, &reach.greatest);
    return reach;
}

static Reach reach_of(const Schedule *schedule) {
    return reach_between(schedule, 0, (double)schedule->total_steps);
}

static ChartView view_of(Reach reach) {
    double top = fmin(VIEW_FARTHEST, fmax(1, reach.greatest)), bottom = fmax(-VIEW_FARTHEST, fmin(0, reach.min));
    double room = fmax(0.1 * (top - bottom), fmax(1.15 - top, 0.12 * top));
    double end = fmin((double)SCHEDULE_STEPS_MAX, reach.end);
    return (ChartView){.x1 = end, .y0 = fmax(-VIEW_FARTHEST, bottom + 0.04 * bottom), .y1 = fmin(VIEW_FARTHEST, top + room)};
}

ChartView chart_fit(const Schedule *schedule) {
    return view_of(reach_of(schedule));
}

ChartView chart_fit_overlays(const Schedule *schedule, const ChartOverlay *overlays, size_t count) {
    Reach own = reach_of(schedule), all = own;
    double max = LEGIBLE * fmax(1, fmax(own.greatest, -own.min));
    for (size_t i = 0; i < count; i++) {
        Reach overlay = reach_between(overlays[i].schedule, overlays[i].first, overlay_end(&overlays[i]));
        double ratio = overlays[i].schedule->base_lr / schedule->base_lr;
        bool whole = overlays[i].listed || overlays[i].fits;
        double limit = whole ? VIEW_FARTHEST : max;
        if (whole) all.end = fmax(all.end, overlay.end * overlay_stretch(&overlays[i]));
        all.min = fmin(all.min, fmax(-limit, ratio * overlay.min));
        all.greatest = fmax(all.greatest, fmin(limit, ratio * overlay.greatest));
    }
    return view_of(all);
}

/* A knee so far below the greatest value would give the axis to what nobody trains with. */
static const double LOWEST_KNEE = 1e-6;
/* More of an asinh axis above the curve, and half of it below: there the linear room is hardly any. */
static const double ASINH_ROOM = 0.09;

enum { KNEE_BREAKS = 64 };

/* Returns the smaller of two magnitudes that are not 0. */
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

/* Returns a power of ten, which can be read on the axis and stays while a slider moves within a decade. */
static double knee_of(const Schedule *schedule, double greatest) {
    double max = fmin(VIEW_FARTHEST, fmax(1, greatest));
    double value = fmin(max, fmax(LOWEST_KNEE * max, smallest_value(schedule)));
    return pow(10, floor(log10(value) + 1e-9));
}

ChartView chart_on_axis(ChartView fit, ChartAxis axis, const Schedule *schedule) {
    fit.axis = axis;
    if (axis == CHART_LINEAR) return fit;
    Reach own = reach_of(schedule);
    fit.knee = knee_of(schedule, fmax(fabs(own.min), fabs(own.greatest)));
    double low = view_level(&fit, fit.y0), high = view_level(&fit, fit.y1);
    if (fit.y0 < 0) fit.y0 = view_factor(&fit, low - ASINH_ROOM / 2 * (high - low));
    fit.y1 = view_factor(&fit, high + ASINH_ROOM * (high - low));
    return fit;
}

double chart_x(const ChartLayout *layout, double step) {
    const ChartView *view = &layout->view;
    return layout->plot.x + (step - view->x0) / (view->x1 - view->x0) * layout->plot.w;
}

double chart_y(const ChartLayout *layout, double factor) {
    const ChartView *view = &layout->view;
    double low = view_level(view, view->y0), high = view_level(view, view->y1);
    return layout->plot.y + (high - view_level(view, factor)) / (high - low) * layout->plot.h;
}

double chart_step(const ChartLayout *layout, double x) {
    const ChartView *view = &layout->view;
    return view->x0 + (x - layout->plot.x) / layout->plot.w * (view->x1 - view->x0);
}

double chart_factor(const ChartLayout *layout, double y) {
    const ChartView *view = &layout->view;
    double low = view_level(view, view->y0), high = view_level(view, view->y1);
    return view_factor(view, high - (y - layout->plot.y) / layout->plot.h * (high - low));
}
