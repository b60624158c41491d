#include "chart/plot.h"

#include <math.h>

/* Steps that stand so far apart can be counted. */
static const double COUNTABLE = 8, RADIUS = 3.5;

/* Between the steps the curve is only drawn: training knows nothing but the dots. */
void dots_draw(const Plot *plot) {
    const ChartView *view = &plot->layout->axes.view;
    double em = plot->em, apart = plot->layout->axes.plot.w / (view->x1 - view->x0);
    if (apart < COUNTABLE * em) return;
    int64_t first = (int64_t)ceil(fmax(0, view->x0));
    int64_t last = (int64_t)floor(fmin((double)plot->schedule->total_steps - 1, view->x1));
    if (plot->chart->partial) last = (int64_t)fmin((double)last, floor(plot->chart->reach));
    scene_group(plot->scene, "steps");
    for (int64_t step = first; step <= last; step++) {
        double factor = schedule_factor(plot->schedule, step);
        if (!plot_shows_factor(plot, factor)) continue;
        Point at = {chart_x(&plot->layout->axes, (double)step), chart_y(&plot->layout->axes, factor)};
        Color color = plot->layout->above && factor > 1 ? plot->theme->above_ink : plot->theme->accent;
        Stroke edge = {.color = plot->theme->card, .width = plot_hair(plot)};
        scene_disc(plot->scene, at, RADIUS * em, color, edge);
    }
}
