#include "runlog/fitting.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

enum { TURNS_MAX = 64, CYCLES_MAX = 4096 };

/* A row at which the rate stops to rise, or to fall. */
typedef struct Turn {
    size_t row;
    bool top;
} Turn;

typedef struct Turns {
    Turn items[TURNS_MAX];
    size_t count;
} Turns;

/* Finds where the rate turns by more than a part of its range. */
static Turns find_turns(Series s) {
    Turns turns = {0};
    double low = INFINITY, high = -INFINITY;
    for (size_t i = 0; i < s.count; i++) low = fmin(low, s.v[i]), high = fmax(high, s.v[i]);
    double least = (high - low) / 32;
    size_t extreme = 0;
    int direction = 0; /* of the rate: 1 rises, -1 falls, 0 not known yet */
    for (size_t i = 1; i < s.count && turns.count < TURNS_MAX; i++) {
        bool further = direction > 0   ? s.v[i] >= s.v[extreme]
                       : direction < 0 ? s.v[i] <= s.v[extreme]
                                       : false;
        if (further) extreme = i;
        if (further || fabs(s.v[i] - s.v[extreme]) <= least) continue;
        if (direction) turns.items[turns.count++] = (Turn){extreme, direction > 0};
        direction = s.v[i] > s.v[extreme] ? 1 : -1;
        extreme = i;
    }
    return turns;
}

/* Cosine restarts: v = low*(1 - phi) + base*g^i*phi in cycle i. */

typedef struct Cycles {
    Series s;
    double start, length, gamma;
    int mult;
    double base, low;
} Cycles;

static double phase(const Cycles *cycles, double t, double *times) {
    double length = cycles->length, from = cycles->start;
    *times = 1;
    if (cycles->mult == 1) {
        double whole = floor((t - from) / length + 1e-12);
        *times = pow(cycles->gamma, whole);
        return (t - from) / length - whole;
    }
    for (int i = 0; i < CYCLES_MAX && t >= from + length; i++) {
        from += length;
        length *= cycles->mult;
        *times *= cycles->gamma;
    }
    return (t - from) / length;
}

/* Settles base and low by least squares; returns the sum of squares, in tolerances. */
static double settle_cycles(Cycles *cycles) {
    double aa = 0, ab = 0, bb = 0, av = 0, bv = 0, vv = 0;
    for (size_t i = 0; i < cycles->s.count; i++) {
        double times, phi = (1 + cos(M_PI * phase(cycles, cycles->s.t[i], &times))) / 2;
        double w = 1 / (cycles->s.tol[i] * cycles->s.tol[i]), a = times * phi, b = 1 - phi,
               v = cycles->s.v[i];
        aa += w * a * a, ab += w * a * b, bb += w * b * b;
        av += w * a * v, bv += w * b * v, vv += w * v * v;
    }
    double determinant = aa * bb - ab * ab;
    if (!(determinant > 0)) return INFINITY;
    cycles->base = (av * bb - bv * ab) / determinant;
    cycles->low = (bv * aa - av * ab) / determinant;
    return fmax(0, vv - cycles->base * av - cycles->low * bv);
}

static void keep_cycles(Fit *fit, const Rise *rise, const Cycles *cycles) {
    if (!(cycles->base > 0)) return;
    Schedule schedule = fitting_blank(fit, rise, cycles->base);
    schedule.decay = DECAY_COSINE_RESTARTS;
    schedule.cycle_steps = cycles->length;
    schedule.cycle_mult = cycles->mult;
    schedule.cycle_gamma = cycles->gamma;
    schedule.final_factor = fmin(1, fmax(0, cycles->low / cycles->base));
    if (schedule.final_factor < 1e-7) schedule.final_factor = 0;
    fitting_set_start(&schedule, cycles->start);
    fitting_round(fit, &schedule, &schedule.base_lr);
    fitting_round(fit, &schedule, &schedule.final_factor);
    fitting_settle_rise(fit, rise, &schedule);
    fitting_keep(fit, &schedule);
}

/* How many first lengths lie between the start and the k-th restart. */
static double lengths_before(int mult, size_t k) {
    return mult == 1 ? (double)k : (pow(mult, (double)k) - 1) / (mult - 1);
}

/* Tries the lengths with which each restart lies between the two rows where it was seen. */
static void search_lengths(Fit *fit, const Rise *rise, const Turns *turns, size_t first, Cycles *cycles) {
    enum { TRIED = 48 };
    double low = 0, high = INFINITY, least = INFINITY, best = 0;
    size_t k = 0;
    for (size_t i = first; i < turns->count; i++) {
        if (turns->items[i].top) continue;
        size_t row = turns->items[i].row;
        double lengths = lengths_before(cycles->mult, ++k);
        low = fmax(low, (fit->piece.t[row] - cycles->start) / lengths);
        high = fmin(high, (fit->piece.t[row + 1] - cycles->start) / lengths);
    }
    if (!k || low > high + 1e-9 || !(high > 1)) return;
    for (int i = 0; i <= TRIED; i++) {
        double length = low + (high - low) * i / TRIED;
        if (high - low <= TRIED) length = fmin(floor(low) + i, floor(high));
        cycles->length = fmax(1, length);
        double squares = settle_cycles(cycles);
        if (squares < least) least = squares, best = cycles->length;
    }
    const double lengths[] = {best, roundest(fmax(1, low + 1e-9), high)};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        cycles->length = lengths[i];
        settle_cycles(cycles);
        keep_cycles(fit, rise, cycles);
    }
}

/* Restarts rise from one row to the next; `first` is the turn at which the warm-up is over, if there is one.
 */
static void find_restarts(Fit *fit, const Rise *rise, const Turns *turns, size_t first, double start) {
    double gammas[2] = {1, 1};
    size_t tops = 0;
    for (size_t i = first; i + 1 < turns->count && tops < 1; i++) {
        if (turns->items[i].top) continue;
        if (turns->items[i + 1].row != turns->items[i].row + 1) return;
        double ratio =
            fit->piece.v[turns->items[i + 1].row] / fit->piece.v[first ? turns->items[first - 1].row : 0];
        gammas[1] = roundest(ratio * 0.97, ratio * 1.03);
        tops++;
    }
    size_t from = 0;
    while (from < fit->piece.count && fit->piece.t[from] < start) from++;
    for (int mult = 1; mult <= 3; mult++)
        for (int g = 0; g < 2; g++) {
            Cycles cycles = {
                .s = fitting_rows_from(fit, from), .start = start, .mult = mult, .gamma = gammas[g]};
            if (cycles.s.count >= 4 && (!g || gammas[1] != 1))
                search_lengths(fit, rise, turns, first, &cycles);
        }
}

/* Triangles: three straight lines between four turns tell everything. */

static Line line_between(const Fit *fit, size_t from, size_t to) {
    Series s = fit->piece;
    return line_fit((Series){s.t + from, s.v + from, s.tol + from, to - from}, NULL);
}

static double meeting_of(Line one, Line other) {
    return (other.at_0 - one.at_0) / (one.slope - other.slope);
}

static void find_triangles(Fit *fit, const Rise *rise, const Turns *turns, size_t first) {
    if (first + 1 >= turns->count) return;
    size_t top = first ? turns->items[first - 1].row : 0, bottom = turns->items[first].row,
           next = turns->items[first + 1].row;
    if (bottom < top + 3 || next < bottom + 3) return;
    Line down = line_between(fit, top + 1, bottom), up = line_between(fit, bottom + 1, next);
    double peak = rise->any ? round(meeting_of((Line){rise->at_0, rise->slope, 0}, down)) : 0;
    double base = down.at_0 + down.slope * peak, trough = meeting_of(down, up);
    double low = down.at_0 + down.slope * trough, length = 2 * (trough - peak);
    double high = up.at_0 + up.slope * (peak + length), final = low / base;
    if (!(base > 0) || !(length > 2) || !isfinite(high)) return;
    Schedule schedule = fitting_blank(fit, rise, base);
    schedule.decay = DECAY_TRIANGULAR;
    schedule.cycle_steps = round(length);
    schedule.final_factor = final < 1e-7 ? 0 : fmin(1, final);
    schedule.cycle_gamma =
        roundest((high / base - final) / (1 - final) * 0.999, (high / base - final) / (1 - final) * 1.001);
    fitting_set_start(&schedule, peak);
    fitting_round(fit, &schedule, &schedule.base_lr);
    fitting_round(fit, &schedule, &schedule.final_factor);
    fitting_settle_rise(fit, rise, &schedule);
    fitting_keep(fit, &schedule);
}

void fitting_cycles(Fit *fit) {
    Turns turns = find_turns(fit->piece);
    bool rises = turns.count && turns.items[0].top;
    Rise rise = {0};
    double start = 0;
    if (turns.count < 1 + (size_t)rises) return;
    if (rises) {
        size_t top = turns.items[0].row;
        if (top < 2) return;
        Line line = line_between(fit, 0, top);
        rise = (Rise){.any = true, .at_0 = line.at_0, .slope = line.slope};
        if (!(line.slope > 0) || line.worst > 2) return;
        start = round((fit->piece.v[top] - line.at_0) / line.slope);
    }
    find_triangles(fit, &rise, &turns, rises);
    for (int off = rises ? -1 : 0; off <= (int)rises; off++)
        find_restarts(fit, &rise, &turns, rises, fmax(0, start + off));
}
