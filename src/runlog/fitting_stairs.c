#include "runlog/fitting.h"

#include <math.h>

enum { EDGES_MAX = 512, TRIED = 256 };

/* Between which two updates the rate changed. */
typedef struct Edges {
    double before[EDGES_MAX], at[EDGES_MAX];
    size_t count;
} Edges;

static double update_of(const Fit *fit, size_t row) {
    LogClock clock = clock_plain(fit->log, fit->start, fit->shift);
    clock.epoch = 0;
    return rows_update(&fit->rows, row, &clock);
}

/* Returns the row of the highest rate; of several the last. */
static size_t highest_row(const Fit *fit, size_t first, size_t count) {
    size_t best = first;
    for (size_t i = first; i < first + count; i++)
        if (fit->rows.points[i].rate >= fit->rows.points[best].rate) best = i;
    return best;
}

static Edges find_edges(const Fit *fit, size_t first, size_t count) {
    Edges edges = {0};
    for (size_t i = highest_row(fit, first, count) + 1; i < first + count && edges.count < EDGES_MAX; i++) {
        if (fit->rows.points[i].rate == fit->rows.points[i - 1].rate) continue;
        edges.before[edges.count] = update_of(fit, i - 1);
        edges.at[edges.count++] = update_of(fit, i);
    }
    return edges;
}

static bool has_multiple(double length, double before, double at) {
    return floor(at / length) * length > before;
}

static bool explains(const Edges *edges, double length) {
    for (size_t i = 0; i < edges->count; i++)
        if (!has_multiple(length, edges->before[i], edges->at[i])) return false;
    return true;
}

/* The length of the stairs of which there are at least four, with two rows each on average; 0 for none. */
static double seen_length(const Fit *fit, size_t first, size_t count) {
    Edges edges = find_edges(fit, first, count);
    double gap = INFINITY, least = INFINITY, most = 0;
    size_t fallen = first + count - highest_row(fit, first, count);
    if (edges.count < 4 || edges.count * 2 > fallen) return 0;
    for (size_t i = 1; i < edges.count; i++) {
        gap = fmin(gap, edges.at[i] - edges.before[i]);
        least = fmin(least, edges.at[i] - edges.at[i - 1]);
    }
    double from = fmax(2, least - gap), to = fmin(least + gap, from + TRIED), low = 0;
    for (double length = ceil(from); length <= to; length++) {
        if (!explains(&edges, length)) continue;
        if (low == 0) low = length;
        most = length;
    }
    if (low == 0) return 0;
    double round_one = round(roundest(low, most));
    return explains(&edges, round_one) ? round_one : low;
}

/* The length of an epoch that the rows' own epochs tell, beside their steps; 0 where they do not. */
static double told_length(const Fit *fit, size_t first, size_t count) {
    double length = 0;
    if (fit->log->unit == LOG_EPOCH_AND_STEP) return (double)fit->log->epoch_steps;
    if (fit->log->unit != LOG_STEPS || fit->log->lagging) return 0;
    for (size_t i = first; i < first + count; i++) {
        const LogPoint *point = &fit->rows.points[i];
        if (point->part < 1) return 0;
        length = fmax(length, point->x / point->part);
    }
    return length == floor(length) && length > 1 ? length : 0;
}

double fitting_stairs(const Fit *fit, size_t first, size_t count) {
    double seen = seen_length(fit, first, count);
    return seen > 0 ? seen : told_length(fit, first, count);
}

void fitting_flatten(Fit *fit, double length) {
    size_t kept = 0;
    for (size_t i = 0; i < fit->piece.count; i++) {
        double t = i < fit->peak ? fit->t[i] : floor(fit->t[i] / length + 1e-9) * length;
        if (kept && t <= fit->t[kept - 1]) continue;
        fit->t[kept] = t;
        fit->v[kept] = fit->v[i];
        fit->tol[kept++] = fit->tol[i];
    }
    fit->piece.count = kept;
    if (fit->peak >= kept) fit->peak = kept - 1;
    fit->interval = (int64_t)length;
}
