#include "chart/plot.h"

#include <math.h>

enum { COVERS = 40 }; /* the price of standing on a curve */
static const char *const LABEL = "factor 1 = base_lr";

static bool overlaps(double low, double high, double other_low, double other_high) {
    return low < other_high && high > other_low;
}

static bool covers_handle(const Plot *plot, Box label) {
    double reach = 12 * plot->em;
    for (int i = 0; i < 2; i++) {
        Point handle = plot->layout->axes.handles[i];
        bool beside = overlaps(label.x, label.x + label.w, handle.x - reach, handle.x + reach);
        bool level = overlaps(label.y, label.y + label.h, handle.y - reach, handle.y + reach);
        if (plot->layout->axes.handle_shown[i] && beside && level) return true;
    }
    return false;
}

/* Returns what a label would cover, as a price; 0 where it covers nothing. */
static double price(const Plot *plot, const OverlayMap *map, Box label, double line) {
    double em = plot->em, upper, lower, cost = 0, bottom = label.y + label.h;
    if (label.y < plot->layout->axes.plot.y || bottom > plot_bottom(plot)) return INFINITY;
    plot_extent(plot, label.x - 4 * em, label.x + label.w + 4 * em, &upper, &lower);
    bool drawn = chart_shows(plot->chart, CHART_CURVE);
    if (drawn && overlaps(label.y, bottom, upper - 2 * em, lower + 2 * em)) cost += 100;
    if (drawn && overlaps(label.y, bottom, fmin(upper, line), line)) cost += 30;
    if (covers_handle(plot, label)) cost += 50;
    if (guesses_cross(plot, label) || overlays_cross(map, label)) cost += COVERS;
    double end = chart_x(&plot->layout->axes, (double)plot->schedule->warmup_iters);
    if (plot->schedule->warmup_iters > 0 && label.x < end + 12 * em) cost += 10;
    for (int i = 0; i < plot->layout->left.count; i++)
        if (plot->layout->left.ticks[i].value != 1 &&
            overlaps(label.y, bottom, plot->layout->left.ticks[i].at, plot->layout->left.ticks[i].at + 1))
            cost += 3;
    return cost;
}

/* Returns the cheapest place beside the line: above before below, right before left. */
static Box find_place(const Plot *plot, const OverlayMap *map, double line, double width) {
    double em = plot->em, height = 13 * em, right = plot_right(plot) - 8 * em;
    Box best = {0};
    double best_price = plot->layout->legend ? COVERS : INFINITY; /* a figure rather goes without */
    for (double x = right - width; x >= plot->layout->axes.plot.x + 4 * em; x -= width / 3) {
        for (int below = 0; below <= 1; below++) {
            Box label = {x, below ? line + 6 * em : line - 6 * em - height, width, height};
            double cost = price(plot, map, label, line) + below;
            if (cost < best_price) best = label, best_price = cost;
        }
        if (best_price == 0) break;
    }
    return best;
}

static bool is_shown(const Plot *plot) {
    return plot_shows_factor(plot, 1) && chart_shows(plot->chart, CHART_BASELINE);
}

Box baseline_place(const Plot *plot, const OverlayMap *map) {
    if (!is_shown(plot) || (plot->chart->panel && !plot->chart->panel->left_name)) return (Box){0};
    double width = measure_text(plot->chart->measure, plot_words(plot, plot->theme->text), LABEL);
    return find_place(plot, map, chart_y(&plot->layout->axes, 1), width);
}

void baseline_draw(const Plot *plot) {
    if (!is_shown(plot)) return;
    double em = plot->em, line = chart_y(&plot->layout->axes, 1);
    Box label = plot->layout->baseline_label;
    Stroke stroke = {
        .color = theme_mark(plot->theme, plot->theme->text, 0.75), .width = 1.2 * em, .dash = DASH_LINE};
    scene_group(plot->scene, "line-at-1");
    scene_rule(plot->scene, plot->layout->axes.plot.x, line, plot_right(plot), line, stroke);
    if (label.w > 0)
        scene_text(plot->scene, label.x, label.y + 10.5 * em, ALIGN_LEFT, plot_words(plot, plot->theme->text),
                   LABEL);
}
