#include "base/number.h"
#include "chart/plot.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Up to these many points (times em) the margins stay as they are while labels change under a dragged slider.
 */
static const double LEFT_MARGIN = 66, RIGHT_MARGIN = 78, BARE_MARGIN = 40, LABEL_GAP = 12, EDGE = 20;

/* Between the plot and its labels: more where a handle reaches out to them. */
static double label_gap(const Plot *plot) {
    return (plot->chart->projected && plot->chart->handles ? 1.4 : 1) * LABEL_GAP * plot->em;
}

static TickRequest vertical_request(const Plot *plot, TickLabels labels) {
    const ChartLayout *layout = &plot->layout->axes;
    return (TickRequest){
        .low = layout->view.y0,
        .high = layout->view.y1,
        .from = plot_bottom(plot),
        .to = layout->plot.y,
        .knee = layout->view.axis == CHART_ASINH ? layout->view.knee : 0,
        .labels = labels,
        .multiplier = labels == TICKS_LR ? plot->schedule->base_lr : 1,
        .shares = true,
        .vertical = true,
        .style = plot_numbers(plot, plot->theme->muted),
        .measure = plot->chart->measure,
        .forced = {1, 0},
        .forced_count = 2,
    };
}

/* True if the numbers are the same in all panels: only then they stand on a shared axis. */
static bool shares(const Plot *plot) {
    return plot->chart->panel != NULL;
}

/* Round learning rates, at the heights of the factors that they are. */
static int rate_ticks(const Plot *plot, Tick ticks[TICKS_MAX]) {
    double base_lr = plot->schedule->base_lr;
    TickRequest request = vertical_request(plot, TICKS_FACTOR);
    request.low *= base_lr;
    request.high *= base_lr;
    request.knee *= base_lr;
    request.forced[0] = shares(plot) && !plot->chart->panel->same_rate ? 0 : base_lr;
    int count = ticks_make(&request, ticks);
    for (int i = 0; i < count; i++) ticks[i].value /= base_lr;
    return count;
}

static int factor_ticks(const Plot *plot, Tick ticks[TICKS_MAX]) {
    TickRequest request = vertical_request(plot, TICKS_FACTOR);
    return ticks_make(&request, ticks);
}

/* At the heights of round factors, which the grid shows. */
static int rate_ticks_at_factors(const Plot *plot, Tick ticks[TICKS_MAX]) {
    TickRequest request = vertical_request(plot, TICKS_LR);
    return ticks_make(&request, ticks);
}

static TickRequest step_request(const Plot *plot) {
    const ChartLayout *layout = &plot->layout->axes;
    double end = shares(plot) ? plot->chart->panel->end : (double)plot->schedule->total_steps;
    return (TickRequest){
        .low = layout->view.x0,
        .high = layout->view.x1,
        .from = layout->plot.x,
        .to = plot_right(plot),
        .labels = TICKS_STEPS,
        .multiplier = 1,
        .style = plot_numbers(plot, plot->theme->muted),
        .measure = plot->chart->measure,
        .forced = {0, shares(plot) ? end : (double)plot->schedule->warmup_iters, end},
        .forced_count = 3,
    };
}

static double widest(const PlotAxis *axis) {
    double width = 0;
    for (int i = 0; i < axis->count; i++) width = fmax(width, axis->ticks[i].width);
    return width;
}

void axes_draw_grid(const Plot *plot) {
    scene_group(plot->scene, "grid");
    for (int i = 0; i < plot->layout->left.count; i++) {
        double y = plot_crisp(plot->layout->left.ticks[i].at);
        Color plain = plot->chart->projected ? plot->theme->grid_strong : plot->theme->grid;
        Color color = plot->layout->left.ticks[i].value == 0 && !plot->chart->projected ? plot->theme->axis : plain;
        scene_rule(plot->scene, plot->layout->axes.plot.x, y, plot_right(plot), y,
                   (Stroke){.color = color, .width = plot_hair(plot) * (plot->chart->projected ? 0.6 : 1)});
    }
}

/* 1 and base_lr are what everything is measured by. */
static TextStyle tick_style(const Plot *plot, const Tick *tick) {
    TextStyle style = plot_numbers(plot, plot->theme->muted);
    if (tick->value != 1 || (shares(plot) && !plot->chart->panel->same_rate)) return style;
    style.font = FONT_MONO_MEDIUM;
    style.color = plot->theme->text;
    return style;
}

static void draw_side(const Plot *plot, const PlotAxis *axis, double x, Align align) {
    for (const Tick *tick = axis->ticks; tick < axis->ticks + axis->count; tick++)
        scene_text(plot->scene, x, tick->at + 4 * plot->em, align, tick_style(plot, tick), tick->label);
}

static void draw_bottom(const Plot *plot, bool labels) {
    double y = plot_bottom(plot), em = plot->em;
    Stroke stroke = {.color = plot->theme->axis, .width = plot_hair(plot)};
    TextStyle style = plot_numbers(plot, plot->theme->muted);
    scene_rule(plot->scene, plot->layout->axes.plot.x, plot_crisp(y), plot_right(plot), plot_crisp(y),
               stroke);
    for (int i = 0; i < plot->layout->bottom.count; i++) {
        double x = plot_crisp(plot->layout->bottom.ticks[i].at);
        scene_rule(plot->scene, x, y, x, y + 5 * em, stroke);
        if (labels)
            scene_text(plot->scene, plot->layout->bottom.ticks[i].at, y + 21 * em, ALIGN_MIDDLE, style,
                       plot->layout->bottom.ticks[i].label);
    }
}

/* Returns where the axis' labels end, with a gap for what stands behind them. */
static double labels_end(const Plot *plot) {
    double right = plot_right(plot);
    for (int i = 0; i < plot->layout->bottom.count; i++) {
        const Tick *tick = &plot->layout->bottom.ticks[i];
        right = fmax(right, tick->at + tick->width / 2);
    }
    return right + 10 * plot->em;
}

/* "step" stands below the axis' end; where there is no line for it, and in what is projected on every screen, behind the
   last label. */
static bool is_behind_labels(const Plot *plot) {
    return plot->layout->compact || plot->chart->projected;
}

/* Returns how much room the name lacks there. */
static double step_name_lacks(const Plot *plot) {
    double width = measure_text(plot->chart->measure, plot_words(plot, 0), "step") + 10 * plot->em;
    double end = plot->layout->box.x + plot->layout->box.w;
    return is_behind_labels(plot) ? labels_end(plot) + width - end : 0;
}

static void draw_step_name(const Plot *plot) {
    double em = plot->em, bottom = plot_bottom(plot);
    TextStyle style = plot_words(plot, plot->theme->muted);
    if (!is_behind_labels(plot))
        scene_text(plot->scene, plot_right(plot), bottom + 42 * em, ALIGN_RIGHT, style, "step");
    else if (step_name_lacks(plot) <= 0)
        scene_text(plot->scene, labels_end(plot), bottom + 21 * em, ALIGN_LEFT, style, "step");
}

enum { NAME_FORMS = 2 };

typedef struct AxisNames {
    char form[NAME_FORMS][AXIS_NAME_BYTES]; /* from long to short */
} AxisNames;

/* " (×10⁻⁵)" where the axis' labels leave that out. */
static void exponent_words(const PlotAxis *axis, char out[AXIS_NAME_BYTES]) {
    static const char *const digits[] = {"\u2070", "\u00b9", "\u00b2", "\u00b3", "\u2074",
                                         "\u2075", "\u2076", "\u2077", "\u2078", "\u2079"};
    int exponent = axis->count ? axis->ticks[0].exponent : 0;
    char decimal[16];
    *out = 0;
    if (!exponent) return;
    int length = snprintf(out, AXIS_NAME_BYTES, " (\u00d710%s", exponent < 0 ? "\u207b" : "");
    snprintf(decimal, sizeof decimal, "%d", abs(exponent));
    for (const char *at = decimal; *at; at++)
        length += snprintf(out + length, (size_t)(AXIS_NAME_BYTES - length), "%s", digits[*at - '0']);
    snprintf(out + length, (size_t)(AXIS_NAME_BYTES - length), ")");
}

static AxisNames names_of(const PlotAxis *axis, bool rates) {
    AxisNames names;
    char times[AXIS_NAME_BYTES];
    exponent_words(axis, times);
    snprintf(names.form[0], AXIS_NAME_BYTES, "%s%.24s", rates ? "learning rate" : "factor", times);
    snprintf(names.form[1], AXIS_NAME_BYTES, "%s%.24s", rates ? "lr" : "factor", times);
    return names;
}

/* An axis that is not linear says so. */
static void add_knee(const Plot *plot, AxisNames *names) {
    const ChartView *view = &plot->layout->axes.view;
    double knee = view->knee * (plot->chart->rates_left ? plot->schedule->base_lr : 1);
    if (view->axis != CHART_ASINH) return;
    size_t full = strlen(names->form[0]), brief = strlen(names->form[1]);
    snprintf(names->form[0] + full, AXIS_NAME_BYTES - full, " \u00b7 asinh, a\u2080 = %s", number_readable(knee, 4).text);
    snprintf(names->form[1] + brief, AXIS_NAME_BYTES - brief, " (asinh)");
}

static double words_width(const Plot *plot, const char *words) {
    return measure_text(plot->chart->measure, plot_words(plot, 0), words);
}

/* Keeps the width free that was asked for, at the right of the header's line. */
static void reserve(const Plot *plot, PlotLayout *layout) {
    enum { HEIGHT = 24, ABOVE = 28, GAP = 10 };
    double em = plot->em, width = plot->chart->reserved;
    if (width <= 0) return;
    layout->header_right -= width;
    layout->axes.reserved = (Box){layout->header_right, layout->header - ABOVE * em, width, HEIGHT * em};
    layout->header_right -= GAP * em;
}

/* The names of the vertical axes, each in line with its labels; shorter where they have no room. */
static void place_names(const Plot *plot, PlotLayout *layout) {
    double em = plot->em, left = layout->axes.plot.x;
    double right = plot_right(plot) + label_gap(plot) + widest(&layout->right);
    bool rates_left = plot->chart->rates_left, has_right = chart_shows(plot->chart, CHART_RATES);
    AxisNames names = names_of(&layout->left, rates_left), others = names_of(&layout->right, !rates_left);
    add_knee(plot, &names);
    double room = right - left - 20 * em - verdict_inline_width(plot);
    const char *other = others.form[words_width(plot, names.form[0]) + words_width(plot, others.form[0]) > room];
    if (!has_right) other = "", right = plot_right(plot);
    bool fits = words_width(plot, names.form[0]) + words_width(plot, other) <= room;
    snprintf(layout->left_name, AXIS_NAME_BYTES, "%s", names.form[!fits]);
    snprintf(layout->right_name, AXIS_NAME_BYTES, "%s", other);
    layout->right_name_end = right;
    layout->header_left = left + words_width(plot, layout->left_name) + 10 * em;
    layout->header_right = right - words_width(plot, other) - 10 * em;
    reserve(plot, layout);
}

/* A run of a few steps has a tick at each, labelled where all labels have room; else every second or fifth is. */
static void mark_each_step(const Plot *plot, PlotLayout *layout) {
    enum { FEW = 16 };
    static const int strides[] = {1, 2, 5};
    const ChartView *view = &layout->axes.view;
    if (!(view->x1 - view->x0 <= FEW)) return;
    int64_t first = (int64_t)ceil(view->x0), last = (int64_t)floor(view->x1);
    int i = 0;
    if (last <= first) return;
    double apart = layout->axes.plot.w / (view->x1 - view->x0);
    double room = measure_text(plot->chart->measure, plot_numbers(plot, 0), number_grouped(last).text) + 8 * plot->em;
    while (i < 2 && strides[i] * apart < room) i++;
    layout->bottom.count = 0;
    for (int64_t step = first; step <= last; step++) {
        Tick *tick = &layout->bottom.ticks[layout->bottom.count++];
        *tick = (Tick){.value = (double)step, .at = chart_x(&layout->axes, (double)step)};
        if (step % strides[i]) continue;
        snprintf(tick->label, sizeof tick->label, "%s", number_grouped(step).text);
        tick->width = measure_text(plot->chart->measure, plot_numbers(plot, 0), tick->label);
    }
}

static void place_sides(const Plot *plot, PlotLayout *layout) {
    bool rates_left = plot->chart->rates_left;
    layout->left.count = (rates_left ? rate_ticks : factor_ticks)(plot, layout->left.ticks);
    if (!chart_shows(plot->chart, CHART_RATES)) return;
    layout->right.count = (rates_left ? factor_ticks : rate_ticks_at_factors)(plot, layout->right.ticks);
}

static void place_steps(const Plot *plot, PlotLayout *layout) {
    TickRequest steps = step_request(plot);
    layout->bottom.count = ticks_make(&steps, layout->bottom.ticks);
}

/* A panel has the place that its grid gave it. */
static void place_panel(const Plot *plot, PlotLayout *layout) {
    layout->axes.plot = plot->chart->panel->plot;
    layout->header = layout->axes.plot.y;
    layout->compact = true;
    place_sides(plot, layout);
    place_steps(plot, layout);
    place_names(plot, layout);
}

void axes_place(const Plot *plot, PlotLayout *layout) {
    double em = plot->em;
    if (plot->chart->panel) {
        place_panel(plot, layout);
        return;
    }
    Box *area = &layout->axes.plot, box = layout->box;
    layout->header = round(box.y + (plot->chart->small && !chart_shows(plot->chart, CHART_VERDICT) ? SMALL_HEADER : layout->compact ? COMPACT_HEADER : 42) * em);
    area->y = round(layout->header + epoch_axis_height(plot));
    bool low = layout->compact || plot->chart->projected;
    double bottom = plot->chart->small ? SMALL_BOTTOM : low ? COMPACT_BOTTOM : 58;
    area->h = fmax(1, round(box.y + box.h - bottom * em) - area->y);
    place_sides(plot, layout);
    double left = fmax(LEFT_MARGIN * em, EDGE * em + label_gap(plot) + widest(&layout->left));
    double min = (chart_shows(plot->chart, CHART_RATES) ? RIGHT_MARGIN : BARE_MARGIN) * em;
    double right = fmax(min, EDGE * em + label_gap(plot) + widest(&layout->right));
    if (plot->chart->projected) right = fmax(right, words_width(plot, "step") + 44 * em);
    area->x = round(box.x + left);
    area->w = fmax(1, round(box.x + box.w - right) - area->x);
    place_steps(plot, layout);
    double lack = step_name_lacks(plot);
    if (lack > 0) {
        area->w = fmax(1, floor(area->w - lack));
        place_steps(plot, layout);
    }
    if (plot->chart->projected) mark_each_step(plot, layout);
    layout->top = epoch_axis_place(plot);
    place_names(plot, layout);
}

static void draw_side_names(const Plot *plot) {
    double baseline = plot->layout->header - 12 * plot->em;
    TextStyle style = plot_words(plot, plot->theme->muted);
    const char *rate = plot->layout->right_name;
    scene_text(plot->scene, plot->layout->axes.plot.x, baseline, ALIGN_LEFT, style, plot->layout->left_name);
    if (*rate) scene_text(plot->scene, plot->layout->right_name_end, baseline, ALIGN_RIGHT, style, rate);
}

/* Above the grid's first row, clear of the panels' own names; "step" below its last plot. */
static void draw_panel_names(const Plot *plot, const ChartPanel *panel) {
    double baseline = plot->layout->axes.plot.y - panel->names_up;
    TextStyle style = plot_words(plot, plot->theme->muted);
    if (panel->left_name)
        scene_text(plot->scene, plot->layout->axes.plot.x, baseline, ALIGN_LEFT, style, plot->layout->left_name);
    if (panel->right_name && *plot->layout->right_name)
        scene_text(plot->scene, plot->layout->right_name_end, baseline, ALIGN_RIGHT, style, plot->layout->right_name);
    if (panel->step_name)
        scene_text(plot->scene, plot_right(plot), plot_bottom(plot) + panel->step_down, ALIGN_RIGHT, style, "step");
}

void axes_draw(const Plot *plot) {
    const ChartPanel *panel = plot->chart->panel;
    double gap = label_gap(plot);
    scene_group(plot->scene, "axes");
    if (!panel || panel->left) draw_side(plot, &plot->layout->left, plot->layout->axes.plot.x - gap, ALIGN_RIGHT);
    if (!panel || panel->right) draw_side(plot, &plot->layout->right, plot_right(plot) + gap, ALIGN_LEFT);
    draw_bottom(plot, !panel || panel->bottom);
    if (panel) {
        draw_panel_names(plot, panel);
        return;
    }
    draw_step_name(plot);
    draw_side_names(plot);
}
