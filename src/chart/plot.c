#include "chart/plot.h"

#include "chart/annotations.h"

#include "schedule/bound.h"

#include <math.h>

double plot_right(const Plot *plot) {
    return plot->layout->axes.plot.x + plot->layout->axes.plot.w;
}

double plot_bottom(const Plot *plot) {
    return plot->layout->axes.plot.y + plot->layout->axes.plot.h;
}

bool plot_card_covers(const Plot *plot, Box box) {
    Box card = plot->layout->card.box;
    bool across = card.x < box.x + box.w && box.x < card.x + card.w;
    return card.w > 0 && across && card.y < box.y + box.h && box.y < card.y + card.h;
}

bool plot_shows_step(const Plot *plot, double step) {
    return step >= plot->layout->axes.view.x0 && step <= plot->layout->axes.view.x1;
}

bool plot_shows_factor(const Plot *plot, double factor) {
    return factor >= plot->layout->axes.view.y0 && factor <= plot->layout->axes.view.y1;
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
    double from = fmax(0, fmin(end, chart_step(&plot->layout->axes, x0)));
    double to = fmax(from, fmin(end, chart_step(&plot->layout->axes, x1)));
    schedule_range(plot->schedule, from, to, &min, &greatest);
    *upper = chart_y(&plot->layout->axes, greatest);
    *lower = chart_y(&plot->layout->axes, min);
}

/* A warm-up of no steps has no start to take hold of. */
static void place_handles(const Plot *plot, ChartLayout *layout) {
    const Schedule *schedule = plot->schedule;
    double steps[] = {0, (double)schedule->warmup_iters}, factors[] = {schedule->warmup_factor, 1};
    for (int i = 0; i < 2; i++) {
        layout->handles[i] = (Point){chart_x(layout, steps[i]), chart_y(layout, factors[i])};
        layout->handle_shown[i] = plot->chart->handles && plot_shows_step(plot, steps[i]) &&
                                  plot_shows_factor(plot, factors[i]) &&
                                  (i == 1 || schedule->warmup_iters > 0);
    }
}

static Plot plot_of(const Chart *chart, const PlotLayout *layout, Scene *scene) {
    return (Plot){scene, chart, chart->schedule, chart->theme, chart->em, layout};
}

static void tell_notes(PlotLayout *layout, int count) {
    for (int i = 0; i < count; i++) {
        const PlotAnnotation *placed = &layout->annotations[i];
        layout->axes.notes[i] = (ChartNotePlace){placed->shown, placed->anchor, placed->text};
    }
}

/* From what has its place by itself to what takes the room that others leave. */
PlotLayout plot_layout(const Chart *chart, Box box, bool legend) {
    PlotLayout layout = {.box = box,
                         .compact = box.h < 260 * chart->em,
                         .legend = legend,
                         .above = schedule_above(chart->schedule).any,
                         .axes = {.view = chart->view}};
    Plot plot = plot_of(chart, &layout, NULL);
    OverlayMap map;
    PlotTaken taken = {0};
    axes_place(&plot, &layout);
    place_handles(&plot, &layout.axes);
    overlays_map(&plot, &map);
    annotations_place(&plot, &map, &taken, layout.annotations);
    tell_notes(&layout, chart->annotation_count);
    layout.baseline_label = baseline_place(&plot, &map);
    int before = taken.count;
    overlays_place_labels(&plot, &map, &taken, layout.overlay_labels);
    layout.axes.named = (size_t)(taken.count - before);
    layout.axes.mark_shown = crosshair_place_mark(&plot, &layout.axes.mark);
    crosshair_place_card(&plot, &map, &taken, &layout.card);
    taken.boxes[taken.count++] = layout.card.box;
    if (!legend && !chart->guess_count) overlays_place_term_labels(&plot, &map, &taken, layout.term_labels);
    layout.warmup_name = warmup_place_name(&plot);
    return layout;
}

static void draw_handles(const Plot *plot) {
    double em = plot->em;
    if (!plot->chart->handles) return;
    scene_group(plot->scene, "handles");
    for (int i = 0; i < 2; i++) {
        if (!plot->layout->axes.handle_shown[i]) continue;
        Color color = i == 0 && plot->layout->above ? plot->theme->above_ink : plot->theme->accent;
        double radius = (plot->chart->hot_handle == i + 1 ? 11 : 9) * em;
        Stroke stroke = {.color = color, .width = 3 * em};
        scene_disc(plot->scene, plot->layout->axes.handles[i], radius, plot->theme->card, stroke);
    }
}

static void draw_curve(const Plot *plot) {
    const ChartLayout *axes = &plot->layout->axes;
    ChartView seen = axes->view;
    if (plot->chart->partial) seen.x1 = fmax(seen.x0, fmin(seen.x1, plot->chart->reach));
    CurvePen pen = {plot->theme->accent, plot->theme->above_ink, 3 * plot->em, plot_hair(plot), DASH_SOLID};
    Curve curve;
    curve_make(&curve, plot->schedule, &seen, plot->layout->above);
    if (curve.above) {
        scene_group(plot->scene, "above-1");
        curve_draw_above(plot->scene, &curve, plot->chart, axes);
    }
    scene_group(plot->scene, "curve");
    curve_draw(plot->scene, &curve, &pen, axes);
}

/* Each with the part of the chart without which it is left out. A layer draws from the layout alone; one that
   has nothing to draw draws nothing. */
typedef struct PlotLayer {
    void (*draw)(const Plot *plot);
    ChartPart part; /* CHART_PARTS: it belongs to none */
} PlotLayer;

static const PlotLayer layers[] = {
    /* from the lowest to the highest */
    {axes_draw_grid, CHART_GRID},
    {axes_draw, CHART_PARTS},
    {verdict_draw_inline, CHART_PARTS},
    {epoch_axis_draw, CHART_EPOCHS},
    {warmup_draw_zone, CHART_WARMUP},
    {annotations_draw_ranges, CHART_PARTS},
    {baseline_draw, CHART_BASELINE},
    {warmup_draw_terms, CHART_TERMS},
    {overlays_draw, CHART_PARTS},
    {guesses_draw, CHART_PARTS},
    {draw_curve, CHART_CURVE},
    {dots_draw, CHART_CURVE},
    {log_points_draw, CHART_PARTS},
    {guesses_draw_labels, CHART_PARTS},
    {overlays_draw_marks, CHART_PARTS},
    {overlays_draw_labels, CHART_PARTS},
    {annotations_draw, CHART_PARTS},
    {draw_handles, CHART_PARTS},
    {crosshair_draw_mark, CHART_PARTS},
    {crosshair_draw, CHART_PARTS},
    {overlays_draw_term_labels, CHART_PARTS},
};

void plot_draw(Scene *scene, const Chart *chart, const PlotLayout *layout) {
    Plot plot = plot_of(chart, layout, scene);
    for (size_t i = 0; i < sizeof layers / sizeof *layers; i++)
        if (layers[i].part == CHART_PARTS || chart_shows(chart, layers[i].part)) layers[i].draw(&plot);
    scene_group_end(scene);
}

ChartLayout chart_plot(Scene *scene, Box box, const Chart *chart) {
    double em = chart->em, used = 0;
    if (chart_shows(chart, CHART_VERDICT))
        used = 16 * em + chart_verdict(scene, box.x + 20 * em, box.y + 16 * em, box.w - 40 * em, chart);
    PlotLayout layout = plot_layout(chart, (Box){box.x, box.y + used, box.w, box.h - used}, false);
    plot_draw(scene, chart, &layout);
    return layout.axes;
}
