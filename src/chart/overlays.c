#include "chart/plot.h"

#include <math.h>

/* A learning rate is a greater factor of a smaller base_lr. Both are between 1e-100 and 1e100, which leaves every height
   finite. */
ChartLayout overlay_layout(const Plot *plot, const ChartOverlay *overlay) {
    ChartLayout layout = plot->layout->axes;
    double ratio = overlay->schedule->base_lr / plot->schedule->base_lr;
    layout.view.y0 /= ratio;
    layout.view.y1 /= ratio;
    layout.view.knee /= ratio;
    layout.view.x0 /= overlay_stretch(overlay);
    layout.view.x1 /= overlay_stretch(overlay);
    return layout;
}

double overlay_stretch(const ChartOverlay *overlay) {
    return overlay->stretch > 0 ? overlay->stretch : 1;
}

bool overlay_is_hidden(const Chart *chart, const ChartOverlay *overlay) {
    return overlay->same && chart_shows(chart, CHART_CURVE);
}

double overlay_end(const ChartOverlay *overlay) {
    double end = (double)overlay->schedule->total_steps;
    return overlay->end > 0 ? fmin(overlay->end, end) : end;
}

static void draw_overlay(const Plot *plot, const ChartOverlay *overlay) {
    Curve curve;
    ChartLayout layout = overlay_layout(plot, overlay);
    CurvePen pen = {overlay->color, overlay->color, overlay->width * plot->em, plot_hair(plot),
                    overlay->dash};
    ChartView seen = layout.view;
    seen.x0 = fmax(seen.x0, overlay->first);
    seen.x1 = fmin(seen.x1, overlay_end(overlay));
    curve_make(&curve, overlay->schedule, &seen, false);
    curve_draw(plot->scene, &curve, &pen, &layout);
}

void overlays_draw(const Plot *plot) {
    const Chart *chart = plot->chart;
    if (!chart->overlay_count) return;
    scene_group(plot->scene, "overlays");
    for (size_t i = 0; i < chart->overlay_count; i++) draw_overlay(plot, &chart->overlays[i]);
}

static void draw_mark(const Plot *plot, const ChartOverlay *overlay) {
    ChartLayout layout = overlay_layout(plot, overlay);
    double height = chart_y(&layout, schedule_factor_at(overlay->schedule, overlay->mark));
    Point point = {chart_x(&layout, overlay->mark), height};
    if (!plot_shows_step(plot, overlay->mark) || height < layout.plot.y || height > plot_bottom(plot)) return;
    scene_disc(plot->scene, point, 5 * plot->em, plot->theme->card,
               (Stroke){.color = overlay->color, .width = 2 * plot->em});
}

void overlays_draw_marks(const Plot *plot) {
    const Chart *chart = plot->chart;
    for (size_t i = 0; i < chart->overlay_count; i++)
        if (chart->overlays[i].marked) draw_mark(plot, &chart->overlays[i]);
}
