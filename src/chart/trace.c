#include "chart/trace.h"

#include <math.h>

static const double TOLERANCE = 0.2; /* points */
static const double INTERVALS = 1024;
/* Heights far outside the plot are drawn as this far: their slope inside it stays what it is on any paper. */
static const double FAR_OUTSIDE = 1e7;

Point trace_point(const ChartPlace *place, double x, double y) {
    return (Point){chart_x(place, x), fmax(-FAR_OUTSIDE, fmin(FAR_OUTSIDE, chart_y(place, y)))};
}

typedef struct Trace {
    Path *line;
    const ChartPlace *place;
    const Schedule *schedule;
    TraceFunction *value;
} Trace;

static Point at(const Trace *trace, double x) {
    return trace_point(trace->place, x, trace->value(trace->schedule, x));
}

static double distance(Point point, Point a, Point b) {
    double length = hypot(b.x - a.x, b.y - a.y);
    return length > 0 ? fabs((b.x - a.x) * (a.y - point.y) - (a.x - point.x) * (b.y - a.y)) / length : 0;
}

/* Three places, because a half wave of a cosine meets its chord in the middle. */
static bool is_straight(const Trace *trace, double x0, Point a, double x1, Point b) {
    for (int i = 1; i <= 3; i++)
        if (distance(at(trace, x0 + (x1 - x0) * i / 4), a, b) > TOLERANCE) return false;
    return true;
}

/* Adds what lies after a, b included. */
static void refine(const Trace *trace, double x0, Point a, double x1, Point b) {
    double middle = x0 + (x1 - x0) / 2;
    bool narrow = b.x - a.x < trace->place->plot.w / INTERVALS || middle <= x0 || middle >= x1;
    if (narrow || is_straight(trace, x0, a, x1, b)) {
        path_add(trace->line, b);
        return;
    }
    Point half = at(trace, middle);
    refine(trace, x0, a, middle, half);
    refine(trace, middle, half, x1, b);
}

void trace_piece(Path *line, const ChartPlace *place, const Schedule *schedule, TraceFunction *value,
                 double x0, double y0, double x1, double y1) {
    Trace trace = {line, place, schedule, value};
    Point a = trace_point(place, x0, y0), b = trace_point(place, x1, y1);
    if (!line->count) path_add(line, a);
    refine(&trace, x0, a, x1, b);
}
