#include "paint/shapes.h"

#include "base/memory.h"
#include "paint/polyline.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool visible(Color color) {
    return color & 0xFF;
}

void shapes_source(cairo_t *cairo, Color color) {
    cairo_set_source_rgba(cairo, (color >> 24) / 255.0, (color >> 16 & 0xFF) / 255.0,
                          (color >> 8 & 0xFF) / 255.0, (color & 0xFF) / 255.0);
}

static double tooltip_width(const Shapes *shapes, double width) {
    return fmax(1, round(width * shapes->scale));
}

/* Snaps a span to whole pixels; what has a width at all keeps at least one pixel of it. */
static void snap_span(double *start, double *length) {
    double end = round(*start + *length);
    *start = round(*start);
    *length = *length > 0 ? fmax(1, end - *start) : 0;
}

static Box box_scaled(const Shapes *shapes, Box box, bool snap) {
    double scale = shapes->scale;
    box = (Box){box.x * scale, box.y * scale, box.w * scale, box.h * scale};
    if (snap) {
        snap_span(&box.x, &box.w);
        snap_span(&box.y, &box.h);
    }
    return box;
}

static void box_path(cairo_t *cairo, Box box, double radius) {
    double r = fmin(radius, fmin(box.w, box.h) / 2), quarter = acos(0);
    if (r <= 0) {
        cairo_rectangle(cairo, box.x, box.y, box.w, box.h);
        return;
    }
    double left = box.x + r, right = box.x + box.w - r, top = box.y + r, bottom = box.y + box.h - r;
    cairo_new_sub_path(cairo);
    cairo_arc(cairo, right, top, r, -quarter, 0);
    cairo_arc(cairo, right, bottom, r, 0, quarter);
    cairo_arc(cairo, left, bottom, r, quarter, 2 * quarter);
    cairo_arc(cairo, left, top, r, 2 * quarter, 3 * quarter);
    cairo_close_path(cairo);
}

/* Strokes Cairo's path; `width` is in pixels. */
static void stroke_path(Shapes *shapes, const Stroke *stroke, double width) {
    cairo_t *cairo = shapes->cairo;
    double dash[4];
    int dashes = scene_dash(stroke->dash, stroke->width, dash);
    for (int i = 0; i < dashes; i++) dash[i] *= shapes->scale;
    cairo_set_dash(cairo, dash, dashes, 0);
    cairo_set_line_width(cairo, width);
    cairo_set_line_cap(cairo, stroke->round ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
    cairo_set_line_join(cairo, stroke->round ? CAIRO_LINE_JOIN_ROUND : CAIRO_LINE_JOIN_MITER);
    shapes_source(cairo, stroke->color);
    cairo_stroke(cairo);
}

/* The fill ends in the middle of the edge's stroke, so that none of it shows outside. Discs glide with what
   they mark: only boxes are put on whole pixels. */
static void box(void *self, const SceneCommand *command) {
    Shapes *shapes = self;
    bool disc = command->box.w == command->box.h && 2 * command->radius >= command->box.w;
    bool edge = visible(command->stroke.color) && command->stroke.width > 0;
    double width = !edge  ? 0
                   : disc ? command->stroke.width * shapes->scale
                          : tooltip_width(shapes, command->stroke.width);
    Box area = box_inset(box_scaled(shapes, command->box, !disc), width / 2, width / 2);
    box_path(shapes->cairo, area, command->radius * shapes->scale - width / 2);
    if (visible(command->fill)) {
        shapes_source(shapes->cairo, command->fill);
        cairo_fill_preserve(shapes->cairo);
    }
    if (edge) stroke_path(shapes, &command->stroke, width);
    cairo_new_path(shapes->cairo);
}

/* Makes room for so many points. Memory that is enough is left alone, so a steady frame allocates nothing. */
static void reserve(Shapes *shapes, size_t count) {
    if (count <= shapes->capacity) return;
    shapes->capacity = memory_grown(shapes->capacity, count);
    shapes->points = memory_resize(shapes->points, shapes->capacity, sizeof *shapes->points);
}

/* Returns the command's points in pixels, in memory that the next command uses again. */
static Point *scaled_points(Shapes *shapes, const SceneCommand *command) {
    reserve(shapes, command->count);
    for (size_t i = 0; i < command->count; i++)
        shapes->points[i] = (Point){command->tail[i].x * shapes->scale, command->tail[i].y * shapes->scale};
    return shapes->points;
}

/* Puts a stroke's middle where its two edges fall on whole pixels. */
static double snap_middle(double at, double width) {
    return round(at - width / 2) + width / 2;
}

static void snap_edge(Point *a, Point *b, double width) {
    bool level = a->y == b->y, upright = a->x == b->x;
    Point *ends[] = {a, b};
    for (int i = 0; i < 2; i++) {
        ends[i]->x = upright ? snap_middle(ends[i]->x, width) : round(ends[i]->x);
        ends[i]->y = level ? snap_middle(ends[i]->y, width) : round(ends[i]->y);
    }
}

/* Returns a stroke's width in pixels; whole where its edges will be snapped. */
static double straight_width(const Shapes *shapes, const SceneCommand *command, bool straight) {
    return straight ? tooltip_width(shapes, command->stroke.width) : command->stroke.width * shapes->scale;
}

static void trace(cairo_t *cairo, const Point *points, size_t count) {
    for (size_t i = 0; i < count; i++) cairo_line_to(cairo, points[i].x, points[i].y);
}

static void line(void *self, const SceneCommand *command) {
    Shapes *shapes = self;
    if (!visible(command->stroke.color) || command->count < 2) return;
    Point *points = scaled_points(shapes, command);
    size_t count = polyline_simplify(points, command->count, shapes->tolerance);
    bool rule = count == 2 && polyline_is_straight(points, 2, 1);
    double width = straight_width(shapes, command, rule);
    if (rule) snap_edge(&points[0], &points[1], width);
    trace(shapes->cairo, points, count);
    stroke_path(shapes, &command->stroke, width);
}

static void segments(void *self, const SceneCommand *command) {
    Shapes *shapes = self;
    if (!visible(command->stroke.color) || command->count < 2) return;
    Point *points = scaled_points(shapes, command);
    bool rules = polyline_is_straight(points, command->count, 2);
    double width = straight_width(shapes, command, rules);
    for (Point *at = points; at + 1 < points + command->count; at += 2) {
        if (rules) snap_edge(&at[0], &at[1], width);
        cairo_move_to(shapes->cairo, at[0].x, at[0].y);
        cairo_line_to(shapes->cairo, at[1].x, at[1].y);
    }
    stroke_path(shapes, &command->stroke, width);
}

static void polygon(void *self, const SceneCommand *command) {
    Shapes *shapes = self;
    if (!visible(command->fill)) return;
    Point *points = scaled_points(shapes, command);
    trace(shapes->cairo, points, polyline_simplify(points, command->count, shapes->tolerance));
    shapes_source(shapes->cairo, command->fill);
    cairo_fill(shapes->cairo);
}

/* Rounds a length to whole pixels, held to what an int can carry: nothing is drawn out there. */
static int whole(double pixels) {
    return (int)fmax(-1e6, fmin(1e6, pixels));
}

static cairo_rectangle_int_t tooltip_rectangle(Box box) {
    return (cairo_rectangle_int_t){whole(box.x), whole(box.y), whole(box.w), whole(box.h)};
}

/* Cairo's clips only ever shrink: each of the scene's stands on a saved state, which holds the backend's own.
 */
static void clip(void *self, Box area) {
    Shapes *shapes = self;
    shapes_end(shapes);
    if (area.w <= 0) return;
    area = box_scaled(shapes, area, true);
    shapes->clip = tooltip_rectangle(area);
    shapes->clipped = true;
    cairo_save(shapes->cairo);
    cairo_rectangle(shapes->cairo, area.x, area.y, area.w, area.h);
    cairo_clip(shapes->cairo);
}

Painter shapes_painter(Shapes *shapes) {
    return (Painter){
        .self = shapes, .clip = clip, .box = box, .line = line, .segments = segments, .polygon = polygon};
}

void shapes_end(Shapes *shapes) {
    if (shapes->clipped) cairo_restore(shapes->cairo);
    shapes->clipped = false;
}

void shapes_free(Shapes *shapes) {
    free(shapes->points);
    shapes->points = NULL;
    shapes->capacity = 0;
}
