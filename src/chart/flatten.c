#include "chart/flatten.h"

#include <math.h>

/* In points: readers zoom in, and painters leave points out and round the others, which has to stay below 0.02 in
   all. */
static const double TOLERANCE = 0.01, NARROWEST = 0.02;
/* Heights far outside the plot are drawn as this far: their slope inside it stays what it is on any paper. */
static const double FAR_OUTSIDE = 1e7;

Point flatten_point(const ChartLayout *layout, double x, double y) {
    return (Point){chart_x(layout, x), fmax(-FAR_OUTSIDE, fmin(FAR_OUTSIDE, chart_y(layout, y)))};
}

typedef struct Flatten {
    Path *line;
    const ChartLayout *layout;
    const Schedule *schedule;
    FlattenFunction *value;
} Flatten;

static Point at(const Flatten *trace, double x) {
    return flatten_point(trace->layout, x, trace->value(trace->schedule, x));
}

static double distance(Point point, Point a, Point b) {
    double length = hypot(b.x - a.x, b.y - a.y);
    return length > 0 ? fabs((b.x - a.x) * (a.y - point.y) - (a.x - point.x) * (b.y - a.y)) / length : 0;
}

/* Three places, because a half wave of a cosine meets its chord in the middle. */
static bool is_straight(const Flatten *trace, double x0, Point a, double x1, Point b) {
    for (int i = 1; i <= 3; i++)
        if (distance(at(trace, x0 + (x1 - x0) * i / 4), a, b) > TOLERANCE) return false;
    return true;
}

/* Adds what lies after a, b included. */
static void refine(const Flatten *trace, double x0, Point a, double x1, Point b) {
    double middle = x0 + (x1 - x0) / 2;
    bool narrow = b.x - a.x < NARROWEST || middle <= x0 || middle >= x1;
    if (narrow || is_straight(trace, x0, a, x1, b)) {
        path_add(trace->line, b);
        return;
    }
    Point half = at(trace, middle);
    refine(trace, x0, a, middle, half);
    refine(trace, middle, half, x1, b);
}

void flatten_piece(Path *line, const ChartLayout *layout, const Schedule *schedule, FlattenFunction *value,
                 double x0, double y0, double x1, double y1) {
    Flatten trace = {line, layout, schedule, value};
    Point a = flatten_point(layout, x0, y0), b = flatten_point(layout, x1, y1);
    if (!line->count) path_add(line, a);
    refine(&trace, x0, a, x1, b);
}
