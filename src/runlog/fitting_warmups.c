#include "runlog/fitting.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

/* Takes a piece that rises throughout: only the slope and where it begins are seen. */
static void stopped_in_warmup(Fit *fit, const Rise *rise) {
    double total = fit->log->total, last = fit->last;
    double ends[] = {last, roundest(last, last * 2), total > last ? total : last};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        double base = rise->at_0 + rise->slope * ends[i];
        Schedule schedule = fitting_blank(fit, rise, base);
        schedule.warmup_iters = fitting_steps(ends[i]);
        schedule.warmup_factor = rise->at_0 / base;
        if (fabs(schedule.warmup_factor) < 1e-7) schedule.warmup_factor = 0;
        fitting_round(fit, &schedule, &schedule.base_lr);
        if (schedule.warmup_factor != 0) fitting_round(fit, &schedule, &schedule.warmup_factor);
        fitting_keep(fit, &schedule);
    }
}

static void rise_constant(Fit *fit) {
    Series s = fit->piece;
    for (size_t i = 1; i < fit->peak; i++)
        if (fabs(s.v[i] - s.v[0]) > 2 * fit->piece.tol[i]) return;
    double base = s.v[fit->peak], iters = roundest(floor(s.t[fit->peak - 1]) + 1, floor(s.t[fit->peak]));
    Rise rise = {.any = true, .method = WARMUP_CONSTANT, .iters = iters, .factor = s.v[0] / base};
    double thirds = round(rise.factor * 3) / 3;
    if (fabs(thirds - rise.factor) < 1e-4 && thirds > 0) rise.factor = thirds;
    fitting_decays(fit, &rise);
}

/* The rise of OneCycleLR: half a cosine. Its end lies between the rows beside the highest. */
typedef struct CosineRise {
    Series rows;
    double *x;
    Line line;
} CosineRise;

static double squares_of_cosine(double iters, void *data) {
    CosineRise *search = data;
    double sum = 0;
    for (size_t i = 0; i < search->rows.count; i++)
        search->x[i] = (1 - cos(M_PI * fmin(1, search->rows.t[i] / iters))) / 2;
    search->line = line_fit(search->rows, search->x);
    for (size_t i = 0; i < search->rows.count; i++) {
        double off = search->line.at_0 + search->line.slope * search->x[i] - search->rows.v[i];
        sum += off * off / (search->rows.tol[i] * search->rows.tol[i]);
    }
    return sum;
}

static void rise_cosine(Fit *fit) {
    Series s = fit->piece;
    CosineRise search = {.rows = {s.t, s.v, s.tol, fit->peak}};
    if (fit->peak < 3 || fit->peak + 1 >= s.count) return;
    search.x = memory_resize(NULL, s.count, sizeof *search.x);
    double iters =
        least_place(squares_of_cosine, &search, fmax(1, s.t[fit->peak - 1]), s.t[fit->peak + 1], 40);
    const double ends[] = {round(iters), round(iters) - 1, round(iters) + 1};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        squares_of_cosine(fmax(1, ends[i]), &search);
        double base = search.line.at_0 + search.line.slope, factor = search.line.at_0 / base;
        if (search.line.worst > 2 || !(search.line.slope > 0)) continue;
        Rise rise = {.any = true, .method = WARMUP_COSINE, .iters = fmax(1, ends[i]), .factor = factor};
        fitting_decays(fit, &rise);
    }
    free(search.x);
}

/* Rows whose logarithms are on a line. */
static void rise_exponential(Fit *fit) {
    Series s = fit->piece;
    double *y = memory_resize(NULL, 2 * s.count + 2, sizeof *y), *tol = y + s.count;
    bool positive = fit->peak >= 3 && fit->peak + 1 < s.count;
    for (size_t i = 0; i < fit->peak; i++) {
        positive = positive && s.v[i] > 0;
        y[i] = log(s.v[i]);
        tol[i] = s.tol[i] / s.v[i];
    }
    Line line = {0};
    if (positive) line = line_fit((Series){s.t, y, tol, fit->peak}, NULL);
    double iters = round((log(s.v[fit->peak]) - line.at_0) / line.slope);
    for (int off = -1; positive && line.slope > 0 && line.worst <= 2 && off <= 1; off++) {
        double factor = exp(-line.slope * (iters + off)), near = roundest(factor * 0.999, factor * 1.001);
        Rise rise = {.any = true, .method = WARMUP_EXPONENTIAL, .iters = iters + off, .factor = near};
        if (rise.iters >= 1) fitting_decays(fit, &rise);
    }
    free(y);
}

/* True if the last row lies below the line, so that the warm-up is over there. */
static bool flattens(const Fit *fit, const Rise *rise) {
    double line = rise->at_0 + rise->slope * fit->piece.t[fit->peak];
    return line > fit->piece.v[fit->peak] + 2 * fit->piece.tol[fit->peak];
}

/* The line through update 0 and rate 0, where the rows allow it. */
static bool through_zero(Series s, Rise *rise) {
    double up = 0, down = 0;
    for (size_t i = 0; i < s.count; i++) {
        up += s.t[i] * s.v[i] / (s.tol[i] * s.tol[i]);
        down += s.t[i] * s.t[i] / (s.tol[i] * s.tol[i]);
    }
    *rise = (Rise){.any = true, .slope = down > 0 ? up / down : 0};
    return rise->slope > 0 && line_worst(s, NULL, 0, rise->slope) <= 1;
}

/* One row before the peak, or rows on a line. True if they are. */
static bool rise_linear(Fit *fit) {
    Series s = {fit->piece.t, fit->piece.v, fit->piece.tol, fit->peak};
    if (s.count == 1) {
        double gap = fit->piece.t[1] - fit->piece.t[0], base = fit->piece.v[1];
        Rise single = {.any = true, .slope = base / roundest(gap * 0.05, gap * 0.2), .at_0 = fit->piece.v[0]};
        if (fit->piece.t[0] > 0) single = (Rise){.any = true, .slope = fit->piece.v[0] / fit->piece.t[0]};
        fitting_decays(fit, &single);
        return true;
    }
    Line lines[] = {line_fit(s, NULL), line_robust(s)};
    Rise straight;
    Series all = fit->piece;
    if (fit->peak + 1 >= fit->piece.count && through_zero(all, &straight)) stopped_in_warmup(fit, &straight);
    for (int i = 0; i < 2; i++) {
        Rise rise = {.any = true, .slope = lines[i].slope, .at_0 = lines[i].at_0};
        if (!(rise.slope > 0)) continue;
        if (fit->peak + 1 >= fit->piece.count && !flattens(fit, &rise))
            stopped_in_warmup(fit, &rise);
        else
            fitting_decays(fit, &rise);
        if (lines[0].worst <= 1.5) break;
    }
    return lines[0].worst <= 1.5;
}

void fitting_warmups(Fit *fit) {
    if (fit->peak) {
        rise_constant(fit);
        if (!rise_linear(fit)) {
            rise_cosine(fit);
            rise_exponential(fit);
        }
    } else {
        fitting_decays(fit, &(Rise){0});
    }
}
