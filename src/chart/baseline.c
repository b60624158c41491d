#include "chart/plot.h"

#include <math.h>

enum { COVERS = 40 }; /* the price of standing on a curve */
static const char *const LABEL = "factor 1 = base_lr", *const SHORT = "base_lr"; /* beside the axis' 1 */

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

/* A note has its place already: its words, and the way from there to what it is on. */
static bool covers_note(const Plot *plot, Box label) {
    for (int i = 0; i < plot->chart->annotation_count; i++) {
        const PlotAnnotation *note = &plot->layout->annotations[i];
        Box text = note->text;
        if (!note->shown || text.w <= 0) continue;
        double left = fmin(text.x, note->anchor.x), right = fmax(text.x + text.w, note->anchor.x);
        double upper = fmin(text.y, note->anchor.y), lower = fmax(text.y + text.h, note->anchor.y);
        if (overlaps(label.x, label.x + label.w, left, right) && overlaps(label.y, label.y + label.h, upper, lower)) return true;
    }
    return false;
}

/* Returns what a label would cover, as a price; 0 where it covers nothing. */
static double price(const Plot *plot, const OverlayMap *map, Box label, double line, double gap) {
    double em = plot->em, upper, lower, cost = 0, bottom = label.y + label.h;
    if (label.y < plot->layout->axes.plot.y || bottom > plot_bottom(plot)) return INFINITY;
    plot_extent(plot, label.x - 4 * em, label.x + label.w + 4 * em, &upper, &lower);
    bool drawn = chart_shows(plot->chart, CHART_CURVE);
    if (drawn && overlaps(label.y, bottom, upper - 2 * em, lower + 2 * em)) cost += 100;
    if (drawn && overlaps(label.y, bottom, fmin(upper, line), line)) cost += 30;
    if (covers_handle(plot, label)) cost += 50;
    if (guesses_cross(plot, label) || overlays_cross(map, label)) cost += COVERS;
    double end = chart_x(&plot->layout->axes, (double)plot->schedule->warmup_iters);
    if (plot->schedule->warmup_iters > 0 && label.x < end + gap) cost += label.x + label.w > end - 3 * em ? 45 : 10;
    if (covers_note(plot, label)) cost += COVERS;
    for (int i = 0; i < plot->layout->left.count; i++)
        if (plot->layout->left.ticks[i].value != 1 &&
            overlaps(label.y, bottom, plot->layout->left.ticks[i].at, plot->layout->left.ticks[i].at + 1))
            cost += 3;
    return cost;
}

/* Returns the cheapest place beside the line that costs less than *best_price, which becomes its price: above before below,
   right before left. `gap`: the distance from the warm-up's end. */
static Box find_place(const Plot *plot, const OverlayMap *map, double width, double gap, double *best_price) {
    double em = plot->em, height = 13 * em, right = plot_right(plot) - 2 * gap / 3;
    double line = chart_y(&plot->layout->axes, 1), stride = fmax(width / 3, em); /* a font without memory measures 0 */
    Box best = {0};
    for (double x = right - width; x >= plot->layout->axes.plot.x + 4 * em; x -= stride) {
        for (int below = 0; below <= 1; below++) {
            Box label = {x, below ? line + 6 * em : line - 6 * em - height, width, height};
            double cost = price(plot, map, label, line, gap) + below;
            if (cost < *best_price) best = label, *best_price = cost;
        }
        if (*best_price == 0) break;
    }
    return best;
}

static bool is_shown(const Plot *plot) {
    return plot_shows_factor(plot, 1) && chart_shows(plot->chart, CHART_BASELINE);
}

Box baseline_place(const Plot *plot, const OverlayMap *map) {
    if (!is_shown(plot) || (plot->chart->panel && !plot->chart->panel->left_name)) return (Box){0};
    TextStyle style = plot_words(plot, plot->theme->text);
    const Measure *measure = plot->chart->measure;
    double em = plot->em, best_price = plot->layout->legend ? COVERS : INFINITY; /* a figure rather goes without */
    Box label = find_place(plot, map, measure_text(measure, style, LABEL), 12 * em, &best_price);
    if (!plot->chart->projected || best_price < 10) return label;
    Box shorter = find_place(plot, map, measure_text(measure, style, SHORT), 4 * em, &best_price);
    return shorter.w > 0 ? shorter : label;
}

void baseline_draw(const Plot *plot) {
    if (!is_shown(plot)) return;
    double em = plot->em, line = chart_y(&plot->layout->axes, 1);
    Box label = plot->layout->baseline_label;
    Stroke stroke = {
        .color = theme_mark(plot->theme, plot->theme->text, 0.75), .width = 1.2 * em, .dash = DASH_LINE};
    scene_group(plot->scene, "line-at-1");
    scene_rule(plot->scene, plot->layout->axes.plot.x, line, plot_right(plot), line, stroke);
    TextStyle style = plot_words(plot, plot->theme->text);
    bool whole = label.w >= measure_text(plot->chart->measure, style, LABEL);
    if (label.w > 0 && !plot_card_covers(plot, label))
        scene_text(plot->scene, label.x, label.y + 10.5 * em, ALIGN_LEFT, style, whole ? LABEL : SHORT);
}
