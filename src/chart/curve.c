#include "chart/curve.h"

#include "chart/flatten.h"
#include "chart/geometry.h"
#include "schedule/bound.h"

#include <math.h>

static void add_piece(Curve *curve, double x0, double y0, double x1, double y1, bool above) {
    if (x1 <= x0 || curve->piece_count == CURVE_PIECES) return;
    CurvePiece *last = curve->piece_count ? &curve->pieces[curve->piece_count - 1] : NULL;
    bool joined = last && last->x1 == x0 && last->y1 == y0;
    curve->pieces[curve->piece_count++] = (CurvePiece){x0, y0, x1, y1, above, joined};
}

/* Returns where a piece gets from one side of 1 to the other, which it does once. */
static double crossing(const Schedule *schedule, double x0, double x1, bool from_above) {
    for (;;) {
        double middle = x0 + (x1 - x0) / 2;
        if (middle <= x0 || middle >= x1) return x1;
        if ((schedule_factor_at(schedule, middle) > 1) == from_above)
            x0 = middle;
        else
            x1 = middle;
    }
}

static void add_split(Curve *curve, const Schedule *schedule, double x0, double y0, double x1, double y1) {
    bool falls = curve->above && y0 > 1 && y1 < 1, rises = curve->above && y0 < 1 && y1 > 1;
    if (falls || rises) {
        double x = crossing(schedule, x0, x1, falls);
        add_piece(curve, x0, y0, x, 1, falls);
        add_piece(curve, x, 1, x1, y1, rises);
    } else {
        add_piece(curve, x0, y0, x1, y1, curve->above && (y0 > 1 || y1 > 1));
    }
}

/* The end of a stretch may itself be a jump: the curve comes to it from the left. */
static double left_limit(const Schedule *schedule, double x) {
    double value = schedule_factor_at(schedule, x), before = schedule_factor_at(schedule, nextafter(x, 0));
    return fabs(value - before) <= 1e-9 * fmax(1, fabs(value)) ? value : before;
}

/* Adds the pieces of one stretch; false, with nothing added, where its breaks are more than `max`. */
static bool add_stretch(Curve *curve, const Schedule *schedule, double from, double to, size_t max) {
    ScheduleBreak breaks[CURVE_BREAKS];
    size_t count = schedule_breaks(schedule, from, to, breaks, max);
    if (count > max) return false;
    double x = from, y = schedule_factor_at(schedule, from);
    for (size_t i = 0; i < count; i++) {
        add_split(curve, schedule, x, y, breaks[i].x, breaks[i].left);
        x = breaks[i].x;
        y = breaks[i].right;
    }
    add_split(curve, schedule, x, y, to, left_limit(schedule, to));
    return true;
}

static void add_columns(Curve *curve, const Schedule *schedule, double from, double to) {
    for (int i = 0; i < CURVE_CHUNK_COLUMNS; i++) {
        CurveColumn *column = &curve->columns[curve->column_count++];
        column->x0 = from + (to - from) * i / CURVE_CHUNK_COLUMNS;
        column->x1 = from + (to - from) * (i + 1) / CURVE_CHUNK_COLUMNS;
        schedule_range(schedule, column->x0, column->x1, &column->min, &column->greatest);
    }
}

void curve_make(Curve *curve, const Schedule *schedule, const ChartView *view, bool above) {
    curve->schedule = schedule;
    curve->piece_count = curve->column_count = 0;
    curve->above = above && (schedule->function || schedule_above(schedule).any);
    double from = fmax(0, view->x0), to = fmin((double)schedule->total_steps, view->x1);
    if (from >= to || add_stretch(curve, schedule, from, to, CURVE_BREAKS)) return;
    for (int i = 0; i < CURVE_CHUNKS; i++) {
        double start = from + (to - from) * i / CURVE_CHUNKS,
               end = from + (to - from) * (i + 1) / CURVE_CHUNKS;
        if (!add_stretch(curve, schedule, start, end, CURVE_CHUNK_BREAKS))
            add_columns(curve, schedule, start, end);
    }
}

static Stroke pen_stroke(const CurvePen *pen, bool above) {
    return (Stroke){.color = above ? pen->above : pen->below,
                    .width = pen->width,
                    .dash = pen->dash,
                    .round = pen->dash == DASH_SOLID};
}

static double factor_of_step(const Schedule *schedule, double x) {
    return schedule_factor_at(schedule, floor(x));
}

/* Where a point of the plot holds many steps, that of a step says as much as the line between two, which
   takes two values of a function. */
static FlattenFunction *drawn_factor(const Schedule *schedule, const ChartLayout *layout) {
    enum { MANY = 1000 };
    bool many = layout->view.x1 - layout->view.x0 > MANY * layout->plot.w;
    return schedule->function && many ? factor_of_step : schedule_factor_at;
}

/* Returns the pieces from `first` on that make one line of one colour. */
static size_t flatten_line(Path *line, const Curve *curve, size_t first, const ChartLayout *layout) {
    const CurvePiece *pieces = curve->pieces;
    size_t next = first;
    line->count = 0;
    do {
        const CurvePiece *piece = &pieces[next++];
        flatten_piece(line, layout, curve->schedule, drawn_factor(curve->schedule, layout), piece->x0,
                      piece->y0, piece->x1, piece->y1);
    } while (next < curve->piece_count && pieces[next].joined && pieces[next].above == pieces[first].above);
    return next;
}

static void draw_upright(Scene *scene, double x, double y0, double y1, Stroke stroke,
                         const ChartLayout *layout) {
    Path line;
    line.count = 0;
    path_add(&line, flatten_point(layout, x, y0));
    path_add(&line, flatten_point(layout, x, y1));
    geometry_line(scene, layout->plot, &line, stroke);
}

/* A jump is no slope: a thin upright connection tells where the curve goes on. */
static void draw_jump(Scene *scene, const Curve *curve, size_t i, const CurvePen *pen,
                      const ChartLayout *layout) {
    const CurvePiece *from = &curve->pieces[i - 1], *to = &curve->pieces[i];
    if (from->x1 != to->x0 || to->joined) return;
    double low = fmin(from->y1, to->y0), high = fmax(from->y1, to->y0);
    double turn = curve->above ? fmax(low, fmin(high, 1)) : high;
    Stroke below = {.color = scene_fade(pen->below, 0.55), .width = pen->hair};
    Stroke above = {.color = scene_fade(pen->above, 0.55), .width = pen->hair};
    if (turn > low) draw_upright(scene, to->x0, low, turn, below, layout);
    if (high > turn) draw_upright(scene, to->x0, turn, high, above, layout);
}

static void draw_pieces(Scene *scene, const Curve *curve, const CurvePen *pen, const ChartLayout *layout) {
    for (size_t i = 1; i < curve->piece_count; i++) draw_jump(scene, curve, i, pen, layout);
    for (size_t i = 0; i < curve->piece_count;) {
        Path line;
        Stroke stroke = pen_stroke(pen, curve->pieces[i].above);
        i = flatten_line(&line, curve, i, layout);
        geometry_line(scene, layout->plot, &line, stroke);
    }
}

/* Returns the columns from `first` on that touch each other. */
static size_t columns_end(const Curve *curve, size_t first) {
    size_t end = first + 1;
    while (end < curve->column_count && curve->columns[end].x0 == curve->columns[end - 1].x1) end++;
    return end;
}

/* Goes around the band of columns: along its upper edge, back along its lower one. */
static void band_area(Path *area, const Curve *curve, size_t first, size_t end, const ChartLayout *layout) {
    area->count = 0;
    for (size_t i = first; i < end; i++) {
        const CurveColumn *column = &curve->columns[i];
        path_add(area, flatten_point(layout, column->x0, column->greatest));
        path_add(area, flatten_point(layout, column->x1, column->greatest));
    }
    for (size_t i = end; i-- > first;) {
        const CurveColumn *column = &curve->columns[i];
        path_add(area, flatten_point(layout, column->x1, column->min));
        path_add(area, flatten_point(layout, column->x0, column->min));
    }
}

/* One edge of the band, in the colour of its side of 1. */
static void draw_edge(Scene *scene, const Curve *curve, size_t first, size_t end, bool upper,
                      const CurvePen *pen, const ChartLayout *layout) {
    Path edge;
    edge.count = 0;
    bool amber = false;
    for (size_t i = first; i < end; i++) {
        const CurveColumn *column = &curve->columns[i];
        double y = upper ? column->greatest : column->min;
        bool above = curve->above && y > 1;
        Point point = flatten_point(layout, column->x0 + (column->x1 - column->x0) / 2, y);
        path_add(&edge, point);
        if (above == amber) continue;
        geometry_line(scene, layout->plot, &edge, pen_stroke(pen, amber));
        edge.count = 0;
        path_add(&edge, point);
        amber = above;
    }
    geometry_line(scene, layout->plot, &edge, pen_stroke(pen, amber));
}

static void draw_bands(Scene *scene, const Curve *curve, const CurvePen *pen, const ChartLayout *layout) {
    double top = layout->plot.y, bottom = layout->plot.y + layout->plot.h;
    if (curve->above) top = fmax(top, chart_y(layout, 1));
    for (size_t first = 0, end; first < curve->column_count; first = end) {
        Path area, low, seen;
        end = columns_end(curve, first);
        band_area(&area, curve, first, end, layout);
        geometry_cut(&area, top, false, &low);
        geometry_cut(&low, bottom, true, &seen);
        scene_polygon(scene, seen.points, seen.count, scene_fade(pen->below, 0.3));
        draw_edge(scene, curve, first, end, false, pen, layout);
        draw_edge(scene, curve, first, end, true, pen, layout);
    }
}

void curve_draw(Scene *scene, const Curve *curve, const CurvePen *pen, const ChartLayout *layout) {
    draw_bands(scene, curve, pen, layout);
    draw_pieces(scene, curve, pen, layout);
}

/* The part of an area that lies above 1 and in the plot, tinted and hatched. */
static void hatch_area(Scene *scene, const Path *area, const Chart *chart, const ChartLayout *layout) {
    Path above, seen;
    double bottom = fmin(chart_y(layout, 1), layout->plot.y + layout->plot.h);
    geometry_cut(area, bottom, true, &above);
    geometry_cut(&above, layout->plot.y, false, &seen);
    if (!seen.count) return;
    Color ink = chart->theme->above_ink;
    Stroke stroke = {.color = scene_fade(ink, 0.45), .width = 2 * chart->em};
    scene_polygon(scene, seen.points, seen.count, scene_fade(ink, 0.16));
    geometry_hatch(scene, &seen, 8 * chart->em, stroke);
}

static void hatch_piece(Scene *scene, const CurvePiece *piece, const Chart *chart,
                        const ChartLayout *layout) {
    Path area;
    area.count = 0;
    flatten_piece(&area, layout, chart->schedule, drawn_factor(chart->schedule, layout), piece->x0, piece->y0,
                  piece->x1, piece->y1);
    double base = flatten_point(layout, 0, 1).y;
    path_add(&area, (Point){area.points[area.count - 1].x, base});
    path_add(&area, (Point){area.points[0].x, base});
    hatch_area(scene, &area, chart, layout);
}

void curve_draw_above(Scene *scene, const Curve *curve, const Chart *chart, const ChartLayout *layout) {
    if (!curve->above) return;
    for (size_t i = 0; i < curve->piece_count; i++)
        if (curve->pieces[i].above) hatch_piece(scene, &curve->pieces[i], chart, layout);
    for (size_t first = 0, end; first < curve->column_count; first = end) {
        Path area;
        end = columns_end(curve, first);
        band_area(&area, curve, first, end, layout);
        hatch_area(scene, &area, chart, layout);
    }
}
