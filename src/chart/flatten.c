#include "chart/flatten.h"

#include <math.h>

/* In points: readers zoom in, and painters leave points out and round the others, which has to stay below
   0.02 in all. */
static const double TOLERANCE = 0.01, NARROWEST = 0.02;
/* Heights far outside the plot are drawn as this far: their slope inside it stays what it is on any paper. */
static const double FAR_OUTSIDE = 1e7;

Point flatten_point(const ChartLayout *layout, double x, double y) {
    return (Point){chart_x(layout, x), fmax(-FAR_OUTSIDE, fmin(FAR_OUTSIDE, chart_y(layout, y)))};
}

/* The curve is followed on so many times finer chords, of which as many as may be become one: bisection alone
   would leave chords that are up to twice as many as needed. */
static const double FINER = 12;
enum { MERGED_MAX = 24 };

typedef struct Flatten {
    Path *line;
    const ChartLayout *layout;
    const Schedule *schedule;
    FlattenFunction *value;
    Point start; /* of the present chord */
    int merged;
    Point ends[MERGED_MAX]; /* of the finer chords that it stands for; the last one is its own */
} Flatten;

static Point at(const Flatten *trace, double x) {
    return flatten_point(trace->layout, x, trace->value(trace->schedule, x));
}

/* Is the point within `reach` of the line through a and b? Asked of every point, so without a root. */
static bool is_near(Point point, Point a, Point b, double reach) {
    Point way = {b.x - a.x, b.y - a.y};
    double across = way.x * (a.y - point.y) - (a.x - point.x) * way.y;
    return across * across <= reach * reach * (way.x * way.x + way.y * way.y);
}

/* Three places are looked at, because a half wave of a cosine meets its chord in the middle. */
static bool is_straight(const Point places[3], Point a, Point b) {
    for (int i = 0; i < 3; i++)
        if (!is_near(places[i], a, b, TOLERANCE / FINER)) return false;
    return true;
}

/* A chord that is so near to the finer ones is as near as it has to be to the curve. */
static bool stands_for_all(const Flatten *trace, Point end) {
    for (int i = 0; i < trace->merged; i++)
        if (!is_near(trace->ends[i], trace->start, end, TOLERANCE * (1 - 1 / FINER))) return false;
    return trace->merged < MERGED_MAX;
}

static void end_chord(Flatten *trace) {
    if (!trace->merged) return;
    trace->start = trace->ends[trace->merged - 1];
    path_add(trace->line, trace->start);
    trace->merged = 0;
}

static void add(Flatten *trace, Point end) {
    if (!stands_for_all(trace, end)) end_chord(trace);
    trace->ends[trace->merged++] = end;
}

static double middle_of(double x0, double x1) {
    return x0 + (x1 - x0) / 2;
}

/* Adds what lies after a, b included; `half` is the curve's point in the middle. */
static void refine(Flatten *trace, double x0, Point a, double x1, Point b, Point half) {
    double middle = middle_of(x0, x1);
    bool narrow = b.x - a.x < NARROWEST || middle <= x0 || middle >= x1;
    if (narrow) {
        add(trace, b);
        return;
    }
    Point places[] = {at(trace, middle_of(x0, middle)), half, at(trace, middle_of(middle, x1))};
    if (is_straight(places, a, b)) {
        add(trace, b);
        return;
    }
    refine(trace, x0, a, middle, half, places[0]);
    refine(trace, middle, half, x1, b, places[2]);
}

void flatten_piece(Path *line, const ChartLayout *layout, const Schedule *schedule, FlattenFunction *value,
                   double x0, double y0, double x1, double y1) {
    Point a = flatten_point(layout, x0, y0), b = flatten_point(layout, x1, y1);
    Flatten trace = {line, layout, schedule, value, .start = a};
    if (!line->count) path_add(line, a);
    refine(&trace, x0, a, x1, b, at(&trace, middle_of(x0, x1)));
    end_chord(&trace);
}
