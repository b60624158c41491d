#include "chart/geometry.h"

#include <math.h>

void path_add(Path *path, Point point) {
    if (path->count < PATH_POINTS) path->points[path->count++] = point;
}

/* Narrows the part [*from, *to] of a line that starts at `start` and goes `by` to what lies within low …
 * high. */
static bool narrow(double start, double by, double low, double high, double *from, double *to) {
    if (by == 0) return start >= low && start <= high;
    double enter = (low - start) / by, leave = (high - start) / by;
    double first = enter < leave ? enter : leave, last = enter < leave ? leave : enter;
    if (first > *from) *from = first;
    if (last < *to) *to = last;
    return *from <= *to;
}

static Point between(Point a, Point b, double share) {
    if (share <= 0) return a;
    if (share >= 1) return b;
    return (Point){a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)};
}

static bool cut_segment(Box box, Point *a, Point *b) {
    double from = 0, to = 1;
    if (!narrow(a->x, b->x - a->x, box.x, box.x + box.w, &from, &to)) return false;
    if (!narrow(a->y, b->y - a->y, box.y, box.y + box.h, &from, &to)) return false;
    Point start = between(*a, *b, from), end = between(*a, *b, to);
    *a = start;
    *b = end;
    return true;
}

static bool same(Point a, Point b) {
    return a.x == b.x && a.y == b.y;
}

void geometry_line(Scene *scene, Box box, const Path *line, Stroke stroke) {
    Path part;
    part.count = 0;
    for (size_t i = 1; i < line->count; i++) {
        Point a = line->points[i - 1], b = line->points[i];
        if (!cut_segment(box, &a, &b)) continue;
        if (!part.count || !same(part.points[part.count - 1], a)) {
            scene_line(scene, part.points, part.count, stroke);
            part.count = 0;
            path_add(&part, a);
        }
        path_add(&part, b);
    }
    scene_line(scene, part.points, part.count, stroke);
}

void geometry_cut(const Path *area, double y, bool above, Path *kept) {
    double sign = above ? 1 : -1;
    kept->count = 0;
    for (size_t i = 0; i < area->count; i++) {
        Point a = area->points[i], b = area->points[(i + 1) % area->count];
        double inside_a = sign * (y - a.y), inside_b = sign * (y - b.y);
        if (inside_a >= 0) path_add(kept, a);
        if ((inside_a > 0 && inside_b < 0) || (inside_a < 0 && inside_b > 0))
            path_add(kept, (Point){between(a, b, inside_a / (inside_a - inside_b)).x, y});
    }
    if (kept->count < 3) kept->count = 0;
}

enum { CROSSINGS_MAX = 64, SEGMENT_POINTS = 256 };

/* Finds where the diagonal x + y = sum enters and leaves the area, as x in ascending order. */
static size_t crossings(const Path *area, double sum, double xs[CROSSINGS_MAX]) {
    size_t length = 0;
    for (size_t i = 0; i < area->count && length < CROSSINGS_MAX; i++) {
        Point a = area->points[i], b = area->points[(i + 1) % area->count];
        double at = a.x + a.y - sum, bt = b.x + b.y - sum;
        if ((at < 0) == (bt < 0)) continue;
        double x = a.x + at / (at - bt) * (b.x - a.x);
        size_t layout = length++;
        for (; layout > 0 && xs[layout - 1] > x; layout--) xs[layout] = xs[layout - 1];
        xs[layout] = x;
    }
    return length & ~(size_t)1;
}

void geometry_hatch(Scene *scene, const Path *area, double apart, Stroke stroke) {
    Point segments[SEGMENT_POINTS];
    size_t length = 0;
    double step = apart * sqrt(2), low = INFINITY, high = -INFINITY;
    for (size_t i = 0; i < area->count; i++) {
        low = fmin(low, area->points[i].x + area->points[i].y);
        high = fmax(high, area->points[i].x + area->points[i].y);
    }
    for (double sum = ceil(low / step) * step; sum < high; sum += step) {
        double xs[CROSSINGS_MAX];
        size_t found = crossings(area, sum, xs);
        for (size_t i = 0; i < found; i++) {
            segments[length++] = (Point){xs[i], sum - xs[i]};
            if (length < SEGMENT_POINTS) continue;
            scene_segments(scene, segments, length, stroke);
            length = 0;
        }
    }
    scene_segments(scene, segments, length, stroke);
}
