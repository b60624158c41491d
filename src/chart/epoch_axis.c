#include "chart/plot.h"

#include <math.h>

/* What lies between the plot's upper edge and the line with the bracket and the names of the axes. */
static const double HEIGHT = 24;

bool epoch_axis_shown(const Plot *plot) {
    return !plot->layout->compact && chart_shows(plot->chart, CHART_EPOCHS) &&
           schedule_steps_per_epoch(plot->schedule) > 0;
}

double epoch_axis_height(const Plot *plot) {
    return epoch_axis_shown(plot) ? HEIGHT * plot->em : 0;
}

/* Fractions of an epoch have labels where there are too few whole ones to count by. */
static TickLabels labels_between(double low, double high) {
    return floor(high) - ceil(low) >= 2 ? TICKS_STEPS : TICKS_FACTOR;
}

static TickRequest request(const Plot *plot) {
    double steps = (double)schedule_steps_per_epoch(plot->schedule);
    const ChartView *view = &plot->layout->axes.view;
    return (TickRequest){
        .low = view->x0 / steps,
        .high = view->x1 / steps,
        .from = plot->layout->axes.plot.x,
        .to = plot_right(plot),
        .labels = labels_between(view->x0 / steps, view->x1 / steps),
        .multiplier = 1,
        .style = plot_numbers(plot, plot->theme->muted),
        .measure = plot->chart->measure,
        .forced = {0, floor((double)plot->schedule->total_steps / steps), ceil(view->x0 / steps)},
        .forced_count = 3,
    };
}

/* The grid's labels keep more than the least distance to the first and the last one, which are not on it. */
static bool crowds(const Plot *plot, const Tick *tick, const Tick *ticks, int count) {
    for (int i = 0; i < count; i++) {
        double room = (tick->width + ticks[i].width) / 2 + 30 * plot->em;
        if (!tick->forced && ticks[i].forced && fabs(tick->at - ticks[i].at) < room) return true;
    }
    return false;
}

bool epoch_axis_label_at(const Plot *plot, double x) {
    for (int i = 0; i < plot->layout->top.count; i++)
        if (fabs(plot->layout->top.ticks[i].at - x) <= plot->layout->top.ticks[i].width / 2 + 4 * plot->em)
            return true;
    return false;
}

PlotAxis epoch_axis_place(const Plot *plot) {
    PlotAxis axis = {0};
    if (!epoch_axis_shown(plot)) return axis;
    Tick ticks[TICKS_MAX];
    TickRequest epochs = request(plot);
    int count = ticks_make(&epochs, ticks);
    for (int i = 0; i < count; i++)
        if (!crowds(plot, &ticks[i], ticks, count)) axis.ticks[axis.count++] = ticks[i];
    return axis;
}

static void draw_name(const Plot *plot, double baseline) {
    double em = plot->em, x = plot_right(plot) + 12 * em;
    const Tick *last = plot->layout->top.count ? &plot->layout->top.ticks[plot->layout->top.count - 1] : NULL;
    if (last) x = fmax(x, last->at + last->width / 2 + 14 * em);
    TextStyle style = plot_words(plot, plot->theme->muted);
    double room = plot->layout->box.x + plot->layout->box.w - 4 * em - x;
    if (measure_text(plot->chart->measure, style, "epoch") <= room)
        scene_text(plot->scene, x, baseline, ALIGN_LEFT, style, "epoch");
}

void epoch_axis_draw(const Plot *plot) {
    if (!epoch_axis_shown(plot)) return;
    double em = plot->em, y = plot->layout->axes.plot.y, baseline = y - 10 * em;
    Stroke stroke = {.color = plot->theme->axis, .width = plot_hair(plot)};
    TextStyle style = plot_numbers(plot, plot->theme->muted);
    scene_group(plot->scene, "epochs");
    scene_rule(plot->scene, plot->layout->axes.plot.x, plot_crisp(y), plot_right(plot), plot_crisp(y),
               stroke);
    for (int i = 0; i < plot->layout->top.count; i++) {
        double x = plot_crisp(plot->layout->top.ticks[i].at);
        scene_rule(plot->scene, x, y - 5 * em, x, y, stroke);
        scene_text(plot->scene, plot->layout->top.ticks[i].at, baseline, ALIGN_MIDDLE, style,
                   plot->layout->top.ticks[i].label);
    }
    draw_name(plot, baseline);
}
