#include "chart/plot.h"

#include <math.h>

double plot_right(const Plot *plot) {
    return plot->layout.plot.x + plot->layout.plot.w;
}

double plot_bottom(const Plot *plot) {
    return plot->layout.plot.y + plot->layout.plot.h;
}

bool plot_shows_step(const Plot *plot, double step) {
    return step >= plot->layout.view.x0 && step <= plot->layout.view.x1;
}

bool plot_shows_factor(const Plot *plot, double factor) {
    return factor >= plot->layout.view.y0 && factor <= plot->layout.view.y1;
}

TextStyle plot_words(const Plot *plot, Color color) {
    return (TextStyle){FONT_WORDS_MEDIUM, 12 * plot->em, color};
}

TextStyle plot_numbers(const Plot *plot, Color color) {
    return (TextStyle){FONT_MONO, 12 * plot->em, color};
}

double plot_hair(const Plot *plot) {
    return fmax(1, plot->em);
}

double plot_crisp(double position) {
    return floor(position) + 0.5;
}

void plot_extent(const Plot *plot, double x0, double x1, double *upper, double *lower) {
    double end = (double)plot->schedule->total_steps, min, greatest;
    double from = fmax(0, fmin(end, chart_step(&plot->layout, x0)));
    double to = fmax(from, fmin(end, chart_step(&plot->layout, x1)));
    schedule_range(plot->schedule, from, to, &min, &greatest);
    *upper = chart_y(&plot->layout, greatest);
    *lower = chart_y(&plot->layout, min);
}

/* A warm-up of no steps has no start to take hold of. */
static void find_handles(Plot *plot) {
    const Schedule *schedule = plot->schedule;
    ChartLayout *layout = &plot->layout;
    double steps[] = {0, (double)schedule->warmup_iters}, factors[] = {schedule->warmup_factor, 1};
    for (int i = 0; i < 2; i++) {
        layout->handles[i] = (Point){chart_x(layout, steps[i]), chart_y(layout, factors[i])};
        layout->handle_shown[i] = plot->chart->handles && plot_shows_step(plot, steps[i]) &&
                                 plot_shows_factor(plot, factors[i]) &&
                                 (i == 1 || schedule->warmup_iters > 0);
    }
}

static void draw_handles(const Plot *plot) {
    double em = plot->em;
    scene_group(plot->scene, "handles");
    for (int i = 0; i < 2; i++) {
        if (!plot->layout.handle_shown[i]) continue;
        Color color = i == 0 && plot->curve.above ? plot->theme->above_ink : plot->theme->accent;
        double radius = (plot->chart->hot_handle == i + 1 ? 11 : 9) * em;
        Stroke stroke = {.color = color, .width = 3 * em};
        scene_disc(plot->scene, plot->layout.handles[i], radius, plot->theme->card, stroke);
    }
}

static void draw_curve(const Plot *plot) {
    if (plot->curve.above) {
        scene_group(plot->scene, "above-1");
        curve_draw_above(plot->scene, &plot->curve, plot->chart, &plot->layout);
    }
    scene_group(plot->scene, "curve");
    CurvePen pen = {plot->theme->accent, plot->theme->above_ink, 3 * plot->em, plot_hair(plot), DASH_SOLID};
    curve_draw(plot->scene, &plot->curve, &pen, &plot->layout);
}

/* A figure's terms need their names, unless these are not wanted. */
static void draw_terms(const Plot *plot, bool legend) {
    if (!chart_shows(plot->chart, CHART_TERMS)) return;
    bool named = legend && chart_shows(plot->chart, CHART_LEGEND);
    if (!named || warmup_draw_legend(plot)) warmup_draw_terms(plot);
}

ChartLayout plot_draw(Scene *scene, Box box, const Chart *chart, bool legend) {
    Plot plot;
    plot.scene = scene;
    plot.chart = chart;
    plot.schedule = chart->schedule;
    plot.theme = chart->theme;
    plot.em = chart->em;
    plot.box = box;
    plot.compact = box.h < 260 * chart->em;
    plot.layout.view = chart->view;
    plot.layout.named = 0;
    axes_layout(&plot);
    ChartView seen = plot.layout.view;
    if (chart->partial) seen.x1 = fmax(seen.x0, fmin(seen.x1, chart->reach));
    curve_make(&plot.curve, plot.schedule, &seen, true);
    find_handles(&plot);
    axes_draw(&plot);
    if (chart_shows(chart, CHART_WARMUP)) warmup_draw_zone(&plot);
    overlays_look(&plot);
    baseline_draw(&plot);
    draw_terms(&plot, legend);
    overlays_draw(&plot);
    guesses_draw(&plot);
    if (chart_shows(chart, CHART_CURVE)) draw_curve(&plot);
    if (chart_shows(chart, CHART_CURVE)) dots_draw(&plot);
    guesses_draw_labels(&plot);
    overlays_draw_marks(&plot);
    overlays_draw_labels(&plot, legend);
    if (chart->handles) draw_handles(&plot);
    crosshair_draw_mark(&plot);
    Box readout = crosshair_draw(&plot);
    if (!legend && !chart->guess_count) overlays_draw_term_labels(&plot, readout);
    scene_group_end(scene);
    return plot.layout;
}

ChartLayout chart_plot(Scene *scene, Box box, const Chart *chart) {
    double em = chart->em;
    double used = 0;
    if (chart_shows(chart, CHART_VERDICT))
        used = 16 * em + chart_verdict(scene, box.x + 20 * em, box.y + 16 * em, box.w - 40 * em, chart);
    return plot_draw(scene, (Box){box.x, box.y + used, box.w, box.h - used}, chart, false);
}
