#include "chart/view.h"

#include <math.h>

static const double MAX_OF_ALL = 4, MIN_SHARE = 0.1;
/* The finest views, as shares of a place's distance from 0: any less and neighbouring points would be one
   double. */
static const double FINEST = 1e-12, FINEST_LEVEL = 1e-9;

static double between(double min, double value, double max) {
    return fmax(min, fmin(max, value));
}

double view_level(const ChartView *view, double factor) {
    return view->axis == CHART_ASINH ? asinh(factor / view->knee) : factor;
}

double view_factor(const ChartView *view, double level) {
    double factor = view->axis == CHART_ASINH ? view->knee * sinh(level) : level;
    return between(-VIEW_FARTHEST, factor, VIEW_FARTHEST);
}

/* One side of a view, along its axis. */
typedef struct Span {
    double low, high;
} Span;

static Span steps_of(const ChartView *view) {
    return (Span){between(0, view->x0, VIEW_FARTHEST), between(0, view->x1, VIEW_FARTHEST)};
}

static Span levels_between(const ChartView *view, double bottom, double top) {
    return (Span){view_level(view, between(-VIEW_FARTHEST, bottom, VIEW_FARTHEST)),
                  view_level(view, between(-VIEW_FARTHEST, top, VIEW_FARTHEST))};
}

static Span levels_of(const ChartView *view) {
    return levels_between(view, view->y0, view->y1);
}

static ChartView made(ChartView view, Span steps, Span levels) {
    view.x0 = steps.low;
    view.x1 = steps.high;
    view.y0 = view_factor(&view, levels.low);
    view.y1 = view_factor(&view, levels.high);
    return view;
}

/* How long a span may be, where the curve may be, and what a span never leaves. */
typedef struct Limits {
    double shortest, longest;
    Span data, world;
} Limits;

static Limits step_limits(Span steps, const ChartView *all) {
    double max = fmin((double)SCHEDULE_STEPS_MAX, MAX_OF_ALL * all->x1);
    return (Limits){fmax(1, FINEST * steps.high), max, {0, all->x1}, {0, (double)SCHEDULE_STEPS_MAX}};
}

static Limits level_limits(const ChartView *view, Span levels, const ChartView *all) {
    Span data = levels_between(view, all->y0, all->y1), world = levels_between(view, -VIEW_FARTHEST, VIEW_FARTHEST);
    double height = data.high - data.low;
    double far = fmax(1e-3 * height, fmax(fabs(levels.low), fabs(levels.high)));
    return (Limits){FINEST_LEVEL * far, fmin(MAX_OF_ALL * height, world.high - world.low), data, world};
}

static Span zoomed(Span span, double at, double by, Limits limits) {
    double length = span.high - span.low, wanted = between(limits.shortest, length * by, limits.longest);
    if (wanted == length) return span;
    double low = span.low + at * (length - wanted);
    return (Span){low, low + wanted};
}

static Span shifted(Span span, double by) {
    return (Span){span.low + by, span.high + by};
}

/* What is no range, or so far off that a double cannot tell its ends apart, becomes everything. */
static Span limited(Span span, Limits limits) {
    if (!(span.low < span.high) || limits.shortest > limits.longest) return limits.data;
    span = zoomed(span, 0.5, 1, limits);
    double kept = MIN_SHARE * (span.high - span.low);
    if (span.high < limits.data.low + kept) span = shifted(span, limits.data.low + kept - span.high);
    if (span.low > limits.data.high - kept) span = shifted(span, limits.data.high - kept - span.low);
    if (span.low < limits.world.low) span = shifted(span, limits.world.low - span.low);
    if (span.high > limits.world.high) span = shifted(span, limits.world.high - span.high);
    return (Span){fmax(span.low, limits.world.low), fmin(span.high, limits.world.high)}; /* sums round */
}

ChartView view_limited(ChartView view, const ChartView *all) {
    Span steps = steps_of(&view), levels = levels_of(&view);
    Span kept = limited(levels, level_limits(&view, levels, all));
    bool same = kept.low == levels.low && kept.high == levels.high;
    ChartView result = made(view, limited(steps, step_limits(steps, all)), kept);
    if (!same) return result;
    result.y0 = between(-VIEW_FARTHEST, view.y0, VIEW_FARTHEST); /* there and back would round */
    result.y1 = between(-VIEW_FARTHEST, view.y1, VIEW_FARTHEST);
    return result;
}

ChartView view_panned(ChartView view, double x, double y, const ChartView *all) {
    Span steps = steps_of(&view), levels = levels_of(&view);
    steps = shifted(steps, fmax(x * (steps.high - steps.low), -steps.low));
    levels = shifted(levels, y * (levels.high - levels.low));
    return view_limited(made(view, steps, levels), all);
}

/* Room to breathe beyond what there is, as a share of it. */
static const double AIR = 0.1;

static Span home_of_steps(const ChartView *all) {
    return (Span){0, (1 + AIR) * all->x1};
}

static Span home_of_levels(const ChartView *view, const ChartView *all) {
    Span home = {view_level(view, all->y0), view_level(view, all->y1)};
    double air = AIR * (home.high - home.low);
    return (Span){all->y0 < 0 ? home.low - air : home.low, home.high + air};
}

/* Zooming out ends where there is nothing more to see; what was seen beyond stays in sight. */
static Span widened(Span to, Span from, Span home) {
    Span max = {fmin(home.low, from.low), fmax(home.high, from.high)};
    if (to.high - to.low <= from.high - from.low) return to;
    if (to.low < max.low) to = shifted(to, max.low - to.low);
    if (to.high > max.high) to = shifted(to, max.high - to.high);
    return (Span){fmax(to.low, max.low), to.high};
}

ChartView view_zoomed(ChartView view, double x, double y, double by_x, double by_y, const ChartView *all) {
    Span steps = steps_of(&view), levels = levels_of(&view);
    steps = widened(zoomed(steps, x, by_x, step_limits(steps, all)), steps, home_of_steps(all));
    if (steps.low < 0) steps = shifted(steps, -steps.low);
    levels = widened(zoomed(levels, y, by_y, level_limits(&view, levels, all)), levels,
                     home_of_levels(&view, all));
    return view_limited(made(view, steps, levels), all);
}

static Span part(Span span, double a, double b) {
    double length = span.high - span.low;
    return (Span){span.low + fmin(a, b) * length, span.low + fmax(a, b) * length};
}

ChartView view_between(ChartView view, double x0, double y0, double x1, double y1, const ChartView *all) {
    return view_limited(made(view, part(steps_of(&view), x0, x1), part(levels_of(&view), y0, y1)), all);
}

ChartView view_fixed(const double steps[2], const double factor[2], const ChartView *all) {
    ChartView view = *all;
    view.x0 = steps[0];
    view.x1 = steps[1];
    view.y0 = factor[0];
    view.y1 = factor[1];
    return view_limited(view, all);
}
