#include "chart/plot.h"

#include "base/memory.h"
#include "chart/view.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* Rings so near to each other run together: then the columns' bands are drawn. */
static const double RING = 3.2, CROSS = 4, NEAR = 3;

ChartView chart_fit_log(ChartView view, const ChartLog *log) {
    static const double headroom = 0.08;
    for (size_t i = 0; i < log->count; i++) {
        const ChartLogPoint *point = &log->points[i];
        if (point->update > view.x1) view.x1 = fmin((double)SCHEDULE_STEPS_MAX, point->update);
        if (point->factor > view.y1) view.y1 = fmin(VIEW_FARTHEST, point->factor * (1 + headroom));
        if (point->factor < view.y0) view.y0 = fmax(-VIEW_FARTHEST, point->factor * (1 + headroom));
    }
    return view;
}

/* The lowest and the highest point in each column of the plot; from > to: there is none. */
typedef struct Column {
    double from, to;
} Column;

typedef struct Columns {
    Column *items;
    int count;
} Columns;

static Point place(const Plot *plot, const ChartLogPoint *point) {
    return (Point){chart_x(&plot->layout->axes, point->update), chart_y(&plot->layout->axes, point->factor)};
}

static bool is_seen(const Plot *plot, const ChartLogPoint *point) {
    return plot_shows_step(plot, point->update) && plot_shows_factor(plot, point->factor);
}

static size_t count_seen(const Plot *plot, const ChartLog *log) {
    size_t count = 0;
    for (size_t i = 0; i < log->count; i++) count += is_seen(plot, &log->points[i]);
    return count;
}

/* A ring leaves the curve below it visible; a cross says that the point lies off the curve also without colour. */
static void draw_mark(const Plot *plot, Point at, bool parts) {
    double em = plot->em, reach = CROSS * em;
    if (!parts) {
        Stroke edge = {.color = plot->theme->text, .width = 1.4 * em};
        scene_disc(plot->scene, at, RING * em, plot->theme->card, edge);
        return;
    }
    Stroke stroke = {.color = plot->theme->above_ink, .width = 2 * em, .round = 1};
    scene_rule(plot->scene, at.x - reach, at.y - reach, at.x + reach, at.y + reach, stroke);
    scene_rule(plot->scene, at.x - reach, at.y + reach, at.x + reach, at.y - reach, stroke);
}

const ChartLogPoint *log_points_nearest(const Plot *plot, double step) {
    const ChartLogPoint *nearest = NULL;
    double reach = (plot->layout->axes.view.x1 - plot->layout->axes.view.x0) / fmax(1, plot->layout->axes.plot.w) * NEAR * plot->em;
    for (size_t i = 0; i < plot->chart->log_count; i++)
        for (size_t k = 0; k < plot->chart->logs[i].count; k++) {
            const ChartLogPoint *point = &plot->chart->logs[i].points[k];
            double away = fabs(point->update - step);
            if (away > reach || (nearest && away >= fabs(nearest->update - step))) continue;
            nearest = point;
        }
    return nearest;
}

static void fill_columns(const Plot *plot, const ChartLog *log, bool parts, Columns *columns) {
    for (int i = 0; i < columns->count; i++) columns->items[i] = (Column){INFINITY, -INFINITY};
    for (size_t i = 0; i < log->count; i++) {
        if (log->points[i].parts != parts || !is_seen(plot, &log->points[i])) continue;
        Point at = place(plot, &log->points[i]);
        int column = (int)(at.x - plot->layout->axes.plot.x);
        if (column < 0 || column >= columns->count) continue;
        columns->items[column].from = fmin(columns->items[column].from, at.y);
        columns->items[column].to = fmax(columns->items[column].to, at.y);
    }
}

static void draw_columns(const Plot *plot, const ChartLog *log, bool parts, Columns *columns) {
    double thick = (parts ? 2.5 : 1.5) * plot->em;
    Color color = parts ? plot->theme->above_ink : plot->theme->text;
    fill_columns(plot, log, parts, columns);
    for (int i = 0; i < columns->count; i++) {
        Column column = columns->items[i];
        if (column.from > column.to) continue;
        scene_fill(plot->scene, (Box){plot->layout->axes.plot.x + i, column.from - thick / 2, 1, column.to - column.from + thick}, 0, color);
    }
}

static void draw_log(const Plot *plot, const ChartLog *log) {
    Columns columns = {.count = (int)ceil(plot->layout->axes.plot.w) + 1};
    if ((double)count_seen(plot, log) * NEAR * plot->em < plot->layout->axes.plot.w) {
        for (size_t i = 0; i < log->count; i++)
            if (is_seen(plot, &log->points[i])) draw_mark(plot, place(plot, &log->points[i]), log->points[i].parts);
        return;
    }
    columns.items = memory_resize(NULL, (size_t)columns.count, sizeof *columns.items);
    draw_columns(plot, log, false, &columns);
    draw_columns(plot, log, true, &columns);
    free(columns.items);
}

bool log_points_lie_in(const Plot *plot, Box box) {
    Box around = box_inset(box, -CROSS * plot->em, -CROSS * plot->em);
    for (size_t i = 0; i < plot->chart->log_count; i++)
        for (size_t k = 0; k < plot->chart->logs[i].count; k++) {
            Point at = place(plot, &plot->chart->logs[i].points[k]);
            if (box_contains(around, at.x, at.y)) return true;
        }
    return false;
}

static bool has_points(const Plot *plot, bool parts) {
    for (size_t i = 0; i < plot->chart->log_count; i++)
        for (size_t k = 0; k < plot->chart->logs[i].count; k++)
            if (plot->chart->logs[i].points[k].parts == parts) return true;
    return false;
}

static bool is_plain(const char *name) {
    while (*name && (unsigned char)*name < 0x80) name++;
    return !*name;
}

enum { NAME_BYTES = 96 };

/* A file may have a name that no font has. */
static void add_name(const Plot *plot, bool parts, char out[NAME_BYTES]) {
    const char *name = plot->chart->logs[0].name;
    bool several = plot->chart->log_count > 1, named = name && *name && is_plain(name) && !several;
    if (parts && has_points(plot, false))
        snprintf(out, NAME_BYTES, "off the schedule");
    else
        snprintf(out, NAME_BYTES, "%.64s%s", named ? name : several ? "logs" : "log", parts ? ", off the schedule" : "");
}

/* What rings and crosses are, in the row of a figure's terms; left out where it has no room. */
static void draw_names(const Plot *plot) {
    double em = plot->em, x = warmup_legend_end(plot), y = plot_bottom(plot) + 42 * em;
    double end = plot_right(plot) - measure_text(plot->chart->measure, plot_words(plot, 0), "step") - 20 * em, width = 0;
    TextStyle style = {FONT_MONO, 11 * em, plot->theme->muted};
    char names[2][NAME_BYTES] = {"", ""};
    for (int parts = 0; parts < 2; parts++) {
        if (!has_points(plot, parts)) continue;
        add_name(plot, parts, names[parts]);
        width += measure_text(plot->chart->measure, style, names[parts]) + 34 * em;
    }
    if (x + width > end) return;
    scene_group(plot->scene, "log-names");
    for (int parts = 0; parts < 2; parts++) {
        if (!*names[parts]) continue;
        draw_mark(plot, (Point){x + CROSS * em, y - 4 * em}, parts);
        scene_text(plot->scene, x + 14 * em, y, ALIGN_LEFT, style, names[parts]);
        x += measure_text(plot->chart->measure, style, names[parts]) + 34 * em;
    }
}

void log_points_draw(const Plot *plot) {
    if (!plot->chart->log_count) return;
    scene_group(plot->scene, "log");
    scene_clip(plot->scene, box_inset(plot->layout->axes.plot, -6 * plot->em, -6 * plot->em));
    for (size_t i = 0; i < plot->chart->log_count; i++) draw_log(plot, &plot->chart->logs[i]);
    scene_clip_end(plot->scene);
    bool named = plot->layout->legend && !plot->layout->compact && chart_shows(plot->chart, CHART_LEGEND);
    if (named) draw_names(plot);
}
