#include "runlog/fit.h"

#include "base/memory.h"
#include "base/number.h"
#include "runlog/series.h"
#include "runlog/walk.h"
#include "schedule/words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A mean over an epoch is the rate at its middle but for the curve between. */
#define MEAN_SLACK 0.004

enum {
    ROWS_MAX = 600,
    CANDIDATES_MAX = 2000,
    LEVELS_MAX = SCHEDULE_MILESTONES_MAX + 1,
    TOTAL_FACTOR = 64,
    TRIES = 60000
};

/* A reading of the log that is being worked out. */
typedef struct Candidate {
    Schedule schedule;
    double shift;
    size_t plain; /* rows that agree without skipped updates */
    double complexity;
} Candidate;

typedef struct Fit {
    const RunLog *log;
    const Schedule *start;
    Rows rows;
    double base_shift, shift; /* the log's; with what was skipped before the first row */
    double *t, *v, *tol;      /* of the piece, at most ROWS_MAX rows */
    Series piece;
    double last; /* the last update of the piece */
    size_t peak; /* the first row of the piece that has the greatest rate */
    Candidate candidates[CANDIDATES_MAX];
    size_t count;
} Fit;

/* What is known before the decay is looked at. */
typedef struct Rise {
    WarmupMethod method;
    bool any;
    double at_0, slope;   /* linear: the rate at update 0, and how much it gains with each */
    double iters, factor; /* otherwise */
} Rise;

static double tolerance_at(const Fit *fit, size_t i) {
    return fit->piece.tol[i];
}

/* Candidates. */

static size_t count_plain(const Fit *fit, const Schedule *schedule, double shift) {
    Rows rows = fit->rows;
    LogClock clock = clock_plain(fit->log, schedule, shift);
    rows.schedule = schedule;
    clock.epoch = 0;
    return rows_count_agreeing(&rows, &clock, 1);
}

/* Returns how many rows agree in the piece that is looked at. */
static size_t count_piece(const Fit *fit, const Schedule *schedule) {
    size_t count = 0;
    for (size_t i = 0; i < fit->piece.count; i++) {
        double rate = schedule->base_lr * schedule_factor_at(schedule, fmax(0, fit->piece.t[i]));
        count += fabs(rate - fit->piece.v[i]) <= tolerance_at(fit, i);
    }
    return count;
}

static bool is_sound(const Schedule *schedule) {
    return isfinite(schedule->base_lr) && schedule->base_lr > 0 && isfinite(schedule->warmup_factor) &&
           schedule->warmup_iters >= 0 && schedule->total_steps >= 1 && schedule->final_factor >= 0 &&
           schedule->final_factor <= 1 && schedule->gamma > 0;
}

/* How many digits have to be said; what the log declares itself costs little. */
static double complexity_of(const Schedule *schedule, const RunLog *log, double shift) {
    double digits = digits_of(schedule->base_lr);
    bool third = fabs(schedule->warmup_factor - 1.0 / 3) < 1e-12;
    bool counted_from_1 = schedule->decay_start == schedule->warmup_iters + 1 &&
                          fabs(schedule->warmup_factor * (double)schedule->decay_start - 1) < 1e-3;
    if (counted_from_1) /* nanoGPT's (t + 1)/W, with the decay from W on: one number */
        digits += 1 + digits_of((double)schedule->decay_start);
    else if (schedule->warmup_iters > 0)
        digits += 1 + digits_of((double)schedule->warmup_iters) +
                  (third ? 2 : digits_of(schedule->warmup_factor)) + 2 * (schedule->warmup_factor < 0);
    if (schedule->decay != DECAY_NONE) digits += 1;
    if (schedule->decay == DECAY_MULTISTEP || schedule->decay == DECAY_STEP ||
        schedule->decay == DECAY_EXPONENTIAL)
        digits += digits_of(schedule->gamma);
    for (int i = 0; schedule->decay == DECAY_MULTISTEP && i < schedule->milestone_count; i++)
        digits += digits_of((double)schedule->milestones[i]);
    if (schedule->decay == DECAY_POLYNOMIAL) digits += digits_of(schedule->power);
    if (schedule->decay == DECAY_INVERSE_SQRT) digits += digits_of(schedule->timescale);
    bool ends = schedule->decay == DECAY_LINEAR || schedule->decay == DECAY_COSINE ||
                schedule->decay == DECAY_POLYNOMIAL || schedule->decay == DECAY_ONE_MINUS_SQRT;
    bool declared = log->total > 0 && (double)schedule->total_steps == log->total;
    if (ends) digits += declared ? 1 : digits_of((double)schedule->total_steps);
    if (ends && schedule->final_factor > 0) digits += 1 + digits_of(schedule->final_factor);
    if (schedule->decay_start > 0 && !counted_from_1) digits += 1 + digits_of((double)schedule->decay_start);
    double off = fabs(shift - log->shift);
    return digits + (off == 0 ? 0 : log->shift_open ? 1 + off * 0.01 : 3 + off * 0.01);
}

static void keep(Fit *fit, const Schedule *schedule) {
    if (!is_sound(schedule) || fit->count >= CANDIDATES_MAX) return;
    fit->candidates[fit->count++] = (Candidate){*schedule, fit->shift, count_plain(fit, schedule, fit->shift),
                                                complexity_of(schedule, fit->log, fit->shift)};
}

/* Puts the roundest number in place of one, as long as no row is lost by it. `field` is inside *schedule. */
static void make_round(const Fit *fit, Schedule *schedule, double *field) {
    double found = *field;
    size_t before = count_piece(fit, schedule);
    if (found == 0 || !before) return;
    for (double width = 0.05; width > 1e-13; width /= 3) {
        *field = roundest(found - fabs(found) * width, found + fabs(found) * width);
        if (digits_of(*field) < digits_of(found) && *field * found > 0 &&
            count_piece(fit, schedule) >= before)
            return;
    }
    /* Without a rounder number the noise of the last bits is removed at least. */
    *field = roundest(found - fabs(found) * 1e-14, found + fabs(found) * 1e-14);
    if (count_piece(fit, schedule) < before) *field = found;
}

static void make_round_whole(const Fit *fit, Schedule *schedule, int64_t *field) {
    int64_t found = *field;
    size_t before = count_piece(fit, schedule);
    if (found <= 0 || !before) return;
    for (double width = 0.05; width * (double)found > 0.5; width /= 2) {
        *field = (int64_t)round(roundest((double)found * (1 - width), (double)found * (1 + width)));
        if (digits_of((double)*field) < digits_of((double)found) && *field > 0 &&
            count_piece(fit, schedule) >= before)
            return;
    }
    *field = found;
}

static Schedule blank(const Fit *fit, const Rise *rise, double base) {
    Schedule schedule = schedule_default();
    schedule.steps_per_epoch = fit->start->steps_per_epoch;
    schedule.base_lr = base;
    schedule.warmup_factor = 1;
    schedule.warmup_iters = 0;
    schedule.total_steps = fit->log->total > fit->last ? (int64_t)fit->log->total : (int64_t)fit->last + 1;
    if (!rise->any) return schedule;
    schedule.warmup_method = rise->method;
    double iters = rise->method == WARMUP_LINEAR ? (base - rise->at_0) / rise->slope : rise->iters;
    schedule.warmup_iters = isfinite(iters) && iters > 0 && iters < 1e15 ? (int64_t)round(iters) : 0;
    schedule.warmup_factor = rise->method == WARMUP_LINEAR ? rise->at_0 / base : rise->factor;
    if (fabs(schedule.warmup_factor) < 1e-7) schedule.warmup_factor = 0;
    return schedule;
}

/* The warm-up's numbers once base_lr is settled: iters whole, then the factor that goes with them. */
static void settle_rise(const Fit *fit, const Rise *rise, Schedule *schedule) {
    if (!rise->any || rise->method != WARMUP_LINEAR || schedule->warmup_iters < 1) return;
    double base = schedule->base_lr, iters = (double)schedule->warmup_iters, up = 0, down = 0;
    for (size_t i = 0; i < fit->peak; i++) {
        double a = fit->piece.t[i] / iters, w = 1 / (tolerance_at(fit, i) * tolerance_at(fit, i));
        if (a >= 1) continue;
        up += w * (fit->piece.v[i] / base - a) * (1 - a);
        down += w * (1 - a) * (1 - a);
    }
    size_t before = count_piece(fit, schedule);
    double factor = schedule->warmup_factor;
    if (down > 0) schedule->warmup_factor = up / down;
    if (fabs(schedule->warmup_factor) < 1e-9) schedule->warmup_factor = 0;
    if (count_piece(fit, schedule) < before) schedule->warmup_factor = factor;
    double third = schedule->warmup_factor;
    make_round(fit, schedule, &schedule->warmup_factor);
    if (fabs(third - 1.0 / 3) < 1e-4) {
        before = count_piece(fit, schedule);
        double other = schedule->warmup_factor;
        schedule->warmup_factor = 1.0 / 3;
        if (count_piece(fit, schedule) < before) schedule->warmup_factor = other;
    }
}

/* Decays that run to an end: v = low + span*phi(q), q = (t - start)/(end - start). */

typedef struct EndShape {
    Decay decay;
    double power;
} EndShape;

static const EndShape end_shapes[] = {
    {DECAY_LINEAR, 1},       {DECAY_COSINE, 1},     {DECAY_ONE_MINUS_SQRT, 1}, {DECAY_POLYNOMIAL, 2},
    {DECAY_POLYNOMIAL, 0.9}, {DECAY_POLYNOMIAL, 3}, {DECAY_POLYNOMIAL, 0.5}};

static double phi(const EndShape *shape, double q) {
    q = q < 0 ? 0 : q > 1 ? 1 : q;
    if (shape->decay == DECAY_COSINE) return (1 + cos(M_PI * q)) / 2;
    if (shape->decay == DECAY_ONE_MINUS_SQRT) return 1 - sqrt(q);
    return shape->power == 1 ? 1 - q : pow(1 - q, shape->power);
}

typedef struct EndSearch {
    Series fall;
    EndShape shape;
    double start;
    bool to_zero;
    double *x; /* as many as rows in the fall */
    double low, span;
} EndSearch;

/* Returns the sum of squares, in tolerances, with the best low and span for that end. */
static double squares(double end, void *data) {
    EndSearch *search = data;
    double sum = 0;
    for (size_t i = 0; i < search->fall.count; i++)
        search->x[i] = phi(&search->shape, (search->fall.t[i] - search->start) / (end - search->start));
    if (search->to_zero) {
        double up = 0, down = 0;
        for (size_t i = 0; i < search->fall.count; i++) {
            double w = 1 / (search->fall.tol[i] * search->fall.tol[i]);
            up += w * search->x[i] * search->fall.v[i];
            down += w * search->x[i] * search->x[i];
        }
        search->low = 0;
        search->span = down > 0 ? up / down : 0;
    } else {
        Line line = line_fit(search->fall, search->x);
        search->low = line.at_0;
        search->span = line.slope;
    }
    for (size_t i = 0; i < search->fall.count; i++) {
        double off = (search->low + search->span * search->x[i] - search->fall.v[i]) / search->fall.tol[i];
        sum += off * off;
    }
    return sum;
}

/* Distances are searched, so that an end shortly behind the start is found too. */
static double squares_of_length(double length, void *data) {
    EndSearch *search = data;
    return squares(search->start + length, data);
}

static double find_end(EndSearch *search) {
    double reach = search->fall.t[search->fall.count - 1] - search->start;
    if (!(reach > 0)) return search->start + 1;
    return search->start +
           least_place(squares_of_length, search, fmax(1, reach / 16), reach * TOTAL_FACTOR, 160);
}

static void set_end(Schedule *schedule, const EndSearch *search, double end) {
    schedule->decay = search->shape.decay;
    schedule->power = search->shape.power;
    schedule->base_lr = search->low + search->span;
    schedule->final_factor = search->to_zero ? 0 : search->low / schedule->base_lr;
    if (fabs(schedule->final_factor) < 1e-7) schedule->final_factor = 0;
    schedule->total_steps = (int64_t)round(end);
}

/* Sets where the decay begins, unless that is where the warm-up ends. */
static void set_start(Schedule *schedule, double start) {
    int64_t whole = (int64_t)round(start);
    schedule->decay_start = whole == schedule->warmup_iters ? SCHEDULE_AUTO : whole < 0 ? 0 : whole;
}

/* Sets base_lr and what depends on it: the floor and the warm-up's own start are rates. */
static void put_base(const Rise *rise, const EndSearch *search, double base, Schedule *schedule) {
    bool linear = rise->any && rise->method == WARMUP_LINEAR;
    schedule->base_lr = base;
    if (!search->to_zero) schedule->final_factor = fmin(1, fmax(0, search->low / base));
    if (linear) schedule->warmup_iters = (int64_t)fmax(0, round((base - rise->at_0) / rise->slope));
    if (linear) schedule->warmup_factor = rise->at_0 / base;
    if (fabs(schedule->warmup_factor) < 1e-7) schedule->warmup_factor = 0;
    set_start(schedule, search->start);
}

static void round_base(const Fit *fit, const Rise *rise, const EndSearch *search, Schedule *schedule) {
    double found = schedule->base_lr;
    size_t before = count_piece(fit, schedule);
    for (double width = 0.05; before && width > 1e-13; width /= 3) {
        double base = roundest(found * (1 - width), found * (1 + width));
        if (digits_of(base) >= digits_of(found)) continue;
        put_base(rise, search, base, schedule);
        if (count_piece(fit, schedule) >= before) return;
        if (search->to_zero) continue;
        schedule->final_factor = roundest(schedule->final_factor * 0.999, schedule->final_factor * 1.001);
        if (count_piece(fit, schedule) >= before) return;
    }
    put_base(rise, search, found, schedule);
}

/* Returns base_lr where updates were skipped. The best line through all rows fits none of them then: each row
   has a base_lr of its own, and the roundest of the first ones is taken. */
static double base_of_rows(const Fit *fit, const EndSearch *search, double end) {
    enum { LOOKED_AT = 24 };
    double best = 0;
    for (size_t i = 0; i < search->fall.count && i < LOOKED_AT; i++) {
        double x = phi(&search->shape, (search->fall.t[i] - search->start) / (end - search->start)), base = 0;
        if (x <= 0 || !number_parse(number_readable(search->fall.v[i] / x, 12).text, &base)) continue;
        if (base > 0 && (best == 0 || digits_of(base) < digits_of(best))) best = base;
    }
    (void)fit;
    return best;
}

static void keep_base_of_rows(Fit *fit, const Rise *rise, EndSearch *search, double end) {
    double base = base_of_rows(fit, search, end);
    if (!(base > 0)) return;
    Schedule schedule = blank(fit, rise, base);
    search->low = 0;
    search->span = base;
    set_end(&schedule, search, end);
    put_base(rise, search, base, &schedule);
    settle_rise(fit, rise, &schedule);
    keep(fit, &schedule);
}

/* A candidate from a search whose end was found or given. */
static void keep_end(Fit *fit, const Rise *rise, EndSearch *search, double end, bool given) {
    squares(end, search);
    if (!(search->span > 0)) return;
    double base = search->low + search->span;
    Schedule schedule = blank(fit, rise, base);
    set_end(&schedule, search, end);
    schedule.total_steps = given ? schedule.total_steps : (int64_t)fmax(round(end), 1);
    set_start(&schedule, search->start);
    if (!given) {
        /* The end is rounded first, for base_lr and the floor depend on it. */
        squares((double)schedule.total_steps, search);
        set_end(&schedule, search, (double)schedule.total_steps);
    }
    size_t exact = count_piece(fit, &schedule);
    round_base(fit, rise, search, &schedule);
    if (schedule.final_factor != 0) make_round(fit, &schedule, &schedule.final_factor);
    if (!given && exact) make_round_whole(fit, &schedule, &schedule.total_steps);
    settle_rise(fit, rise, &schedule);
    keep(fit, &schedule);
}

/* A straight line has too few numbers: of low and end only one is seen. The end that is whole and round
 * decides. */
static void keep_lines(Fit *fit, const Rise *rise, EndSearch *search) {
    static const double finals[] = {0.01, 0.1, 0.001, 0.05, 0.2, 0.02, 0.5, 0.0001};
    Line line = line_fit(search->fall, NULL);
    double base = line.at_0 + line.slope * search->start;
    if (!(line.slope < 0)) return;
    for (size_t i = 0; i < sizeof finals / sizeof *finals; i++) {
        double end = search->start + base * (1 - finals[i]) / -line.slope;
        if (end < search->fall.t[search->fall.count - 1] - 1 || fabs(end - round(end)) > 1e-3 * end) continue;
        Schedule schedule = blank(fit, rise, base);
        schedule.decay = DECAY_LINEAR;
        schedule.final_factor = finals[i];
        schedule.total_steps = (int64_t)round(end);
        set_start(&schedule, search->start);
        make_round(fit, &schedule, &schedule.base_lr);
        make_round_whole(fit, &schedule, &schedule.total_steps);
        settle_rise(fit, rise, &schedule);
        keep(fit, &schedule);
    }
}

static void search_end(Fit *fit, const Rise *rise, EndSearch *search) {
    for (int zero = 1; zero >= 0; zero--) {
        search->to_zero = zero;
        if (zero || search->shape.decay != DECAY_LINEAR) keep_end(fit, rise, search, find_end(search), false);
        double hints[] = {fit->log->total};
        for (size_t i = 0; i < sizeof hints / sizeof *hints; i++)
            if (hints[i] > search->start + 1) keep_end(fit, rise, search, hints[i], true);
        if (zero && hints[0] > search->start + 1) keep_base_of_rows(fit, rise, search, hints[0]);
    }
    if (search->shape.decay == DECAY_LINEAR) keep_lines(fit, rise, search);
}

/* The rows of the fall from `from` on. */
static Series fall_from(const Fit *fit, size_t from) {
    Series s = fit->piece;
    return (Series){s.t + from, s.v + from, s.tol + from, s.count - from};
}

typedef struct StartSearch {
    EndSearch end;
    double last_end;
} StartSearch;

static double squares_of_start(double start, void *data) {
    StartSearch *search = data;
    search->end.start = start;
    double end = find_end(&search->end);
    search->last_end = end;
    return squares(end, &search->end);
}

/* Searches the decay's start where the warm-up was never seen: anywhere before the first row. */
static void search_hidden_start(Fit *fit, const Rise *none, EndSearch *search) {
    StartSearch both = {*search, 0};
    double first = search->fall.t[0];
    if (first < 2 || search->fall.count < 8 || search->shape.decay != DECAY_COSINE) return;
    both.end.to_zero = false;
    double start = least_place(squares_of_start, &both, fmax(1, first / 256), first, 24);
    (void)none;
    for (int round_it = 1; round_it >= 0; round_it--) {
        both.end.start = round_it ? roundest(start * 0.9, start * 1.1) : round(start);
        double end = find_end(&both.end);
        squares(end, &both.end);
        Rise hidden = {
            .any = true, .method = WARMUP_LINEAR, .slope = (both.end.low + both.end.span) / both.end.start};
        keep_end(fit, &hidden, &both.end, end, false);
        keep_end(fit, &hidden, &both.end, roundest(end * 0.98, end * 1.02), true);
    }
}

/* Returns the row behind the last one that has the greatest rate, where a flat stretch ends. */
static size_t plateau_end(const Fit *fit) {
    size_t end = fit->peak;
    for (size_t i = fit->peak; i < fit->piece.count; i++)
        if (fit->piece.v[i] >= fit->piece.v[fit->peak] - tolerance_at(fit, i) - tolerance_at(fit, fit->peak))
            end = i + 1;
    return end;
}

/* Returns where the warm-up's line meets the decay. Each depends on the other; a few rounds settle it. */
static double meeting_point(const Rise *rise, EndSearch *search) {
    double start = search->start;
    search->to_zero = false;
    for (int round_it = 0; rise->any && rise->method == WARMUP_LINEAR && round_it < 4; round_it++) {
        search->start = round(start);
        double base;
        if (search->shape.decay == DECAY_LINEAR) {
            Line line = line_fit(search->fall, NULL);
            base = line.at_0 + line.slope * start;
        } else {
            squares(find_end(search), search);
            base = search->low + search->span;
        }
        double next = (base - rise->at_0) / rise->slope;
        if (!isfinite(next) || next < 0 || next > search->fall.t[0] + 1) break;
        if (fabs(next - start) < 1e-3) break;
        start = next;
    }
    return round(start);
}

static bool explains_all(const Fit *fit) {
    for (size_t i = 0; i < fit->count; i++)
        if (fit->candidates[i].plain == fit->rows.count) return true;
    return false;
}

static void find_ends(Fit *fit, const Rise *rise, double peak_update) {
    size_t flat = plateau_end(fit);
    double *x = memory_resize(NULL, fit->piece.count + 1, sizeof *x);
    for (size_t s = 0; s < sizeof end_shapes / sizeof *end_shapes; s++) {
        EndSearch search = {
            .fall = fall_from(fit, fit->peak), .shape = end_shapes[s], .start = peak_update, .x = x};
        const double nudges[] = {0, -1, 1};
        if (search.fall.count < 3 || explains_all(fit)) break;
        double meeting = meeting_point(rise, &search);
        for (size_t i = 0; i < sizeof nudges / sizeof *nudges; i++) {
            search.start = fmax(0, meeting + nudges[i]);
            search_end(fit, rise, &search);
            if (!rise->any) break;
        }
        if (rise->any) {
            search.start = 0;
            search_end(fit, rise, &search);
        }
        if (!rise->any && fit->piece.t[0] >= 1) {
            search.start = fit->piece.t[0];
            search_end(fit, rise, &search);
            search.start = 0;
            search_hidden_start(fit, rise, &search);
        }
        /* A plateau of its own before the fall: flat rows have no say in the shape. */
        if (flat < fit->piece.count && flat > fit->peak + 2) {
            search.fall = fall_from(fit, flat);
            search.to_zero = true;
            if (search.fall.count >= 2 && search.shape.decay == DECAY_LINEAR) {
                Line line = line_fit(search.fall, NULL);
                search.start = (fit->piece.v[fit->peak] - line.at_0) / line.slope;
                if (line.slope < 0 && search.start > 0) {
                    double base = fit->piece.v[fit->peak];
                    Schedule schedule = blank(fit, rise, base);
                    schedule.decay = DECAY_LINEAR;
                    schedule.decay_start = (int64_t)round(search.start);
                    schedule.total_steps = (int64_t)round(-line.at_0 / line.slope);
                    bool ends = fit->log->total > search.start &&
                                fabs(fit->log->total / (-line.at_0 / line.slope) - 1) < 0.02;
                    if (ends) schedule.total_steps = (int64_t)fit->log->total;
                    make_round(fit, &schedule, &schedule.base_lr);
                    make_round_whole(fit, &schedule, &schedule.decay_start);
                    if (!ends) make_round_whole(fit, &schedule, &schedule.total_steps);
                    settle_rise(fit, rise, &schedule);
                    keep(fit, &schedule);
                }
            } else if (search.fall.count >= 3) {
                const double starts[] = {fit->piece.t[flat - 1], fit->piece.t[flat],
                                         roundest(fit->piece.t[flat - 1], fit->piece.t[flat])};
                search.fall = fall_from(fit, flat - 1);
                for (size_t i = 0; i < 3; i++) {
                    search.start = starts[i];
                    search_end(fit, rise, &search);
                }
            }
        }
    }
    free(x);
}

/* Decays without an end. */

static void find_constant(Fit *fit, const Rise *rise) {
    Schedule schedule = blank(fit, rise, fit->piece.v[fit->peak]);
    make_round(fit, &schedule, &schedule.base_lr);
    settle_rise(fit, rise, &schedule);
    keep(fit, &schedule);
}

typedef struct Levels {
    double value[LEVELS_MAX];
    double from[LEVELS_MAX], to[LEVELS_MAX]; /* between these updates it fell to this level */
    int count;
} Levels;

static bool find_levels(const Fit *fit, Levels *levels) {
    Series s = fit->piece;
    for (size_t i = fit->peak; i < s.count; i++) {
        double slack = 1e-7 * fit->piece.v[fit->peak] + 1e-7 * s.v[i];
        if (levels->count && fabs(s.v[i] - levels->value[levels->count - 1]) <= slack) continue;
        if (levels->count == LEVELS_MAX || (levels->count && s.v[i] > levels->value[levels->count - 1]))
            return false;
        levels->from[levels->count] = i ? s.t[i - 1] : 0;
        levels->to[levels->count] = s.t[i];
        levels->value[levels->count++] = s.v[i];
    }
    return levels->count >= 2 && (size_t)levels->count * 2 <= s.count - fit->peak + 2;
}

static void find_multistep(Fit *fit, const Rise *rise) {
    Levels levels = {.count = 0};
    if (!find_levels(fit, &levels)) return;
    Schedule schedule = blank(fit, rise, levels.value[0]);
    schedule.decay = DECAY_MULTISTEP;
    schedule.decay_start = 0;
    schedule.gamma = levels.value[1] / levels.value[0];
    schedule.milestone_count = levels.count - 1;
    for (int i = 1; i < levels.count; i++)
        schedule.milestones[i - 1] = (int64_t)roundest(floor(levels.from[i]) + 1, floor(levels.to[i]));
    make_round(fit, &schedule, &schedule.base_lr);
    make_round(fit, &schedule, &schedule.gamma);
    settle_rise(fit, rise, &schedule);
    keep(fit, &schedule);
    if (levels.count < 4) return;
    schedule.decay = DECAY_STEP;
    schedule.decay_start = 0;
    schedule.step_size = schedule.milestones[0];
    keep(fit, &schedule);
}

/* log v, and 1/v^2, are straight lines. */
static void find_curves(Fit *fit, const Rise *rise, double start) {
    Series s = fall_from(fit, fit->peak);
    double *y = memory_resize(NULL, 2 * s.count + 2, sizeof *y), *tol = y + s.count;
    bool positive = s.count >= 3;
    for (size_t i = 0; i < s.count; i++) positive = positive && s.v[i] > 0;
    for (int kind = 0; positive && kind < 2; kind++) {
        for (size_t i = 0; i < s.count; i++) {
            y[i] = kind ? 1 / (s.v[i] * s.v[i]) : log(s.v[i]);
            tol[i] = kind ? 2 * s.tol[i] / (s.v[i] * s.v[i] * s.v[i]) : s.tol[i] / s.v[i];
        }
        Line line = line_fit((Series){s.t, y, tol, s.count}, NULL);
        double base = kind ? 1 / sqrt(line.at_0 + line.slope * start) : exp(line.at_0 + line.slope * start);
        if (!isfinite(base) || (kind ? line.slope <= 0 : line.slope >= 0)) continue;
        Schedule schedule = blank(fit, rise, base);
        schedule.decay = kind ? DECAY_INVERSE_SQRT : DECAY_EXPONENTIAL;
        schedule.gamma = kind ? 0.1 : exp(line.slope);
        schedule.step_size = 1;
        schedule.timescale = kind ? 1 / (line.slope * base * base) : 1;
        set_start(&schedule, start);
        make_round(fit, &schedule, &schedule.base_lr);
        make_round(fit, &schedule, kind ? &schedule.timescale : &schedule.gamma);
        settle_rise(fit, rise, &schedule);
        keep(fit, &schedule);
    }
    free(y);
}

/* The warm-up. */

static int compare_doubles(const void *a, const void *b) {
    double one = *(const double *)a, other = *(const double *)b;
    return (one > other) - (one < other);
}

/* Returns the line that most neighbours share, through the last row: skipped updates do not bend it. */
static Line robust_line(Series s) {
    double *slopes = memory_resize(NULL, s.count, sizeof *slopes);
    size_t count = 0;
    for (size_t i = 1; i < s.count; i++)
        if (s.t[i] > s.t[i - 1]) slopes[count++] = (s.v[i] - s.v[i - 1]) / (s.t[i] - s.t[i - 1]);
    qsort(slopes, count, sizeof *slopes, compare_doubles);
    Line line = {.slope = count ? slopes[count / 2] : 0};
    line.at_0 = s.v[s.count - 1] - line.slope * s.t[s.count - 1];
    line.worst = line_worst(s, NULL, line.at_0, line.slope);
    free(slopes);
    return line;
}

static void decays(Fit *fit, const Rise *rise) {
    double base = fit->piece.v[fit->peak], peak = 0;
    if (rise->any) peak = rise->method == WARMUP_LINEAR ? (base - rise->at_0) / rise->slope : rise->iters;
    find_constant(fit, rise);
    find_multistep(fit, rise);
    find_curves(fit, rise, rise->any ? round(peak) : 0);
    find_ends(fit, rise, rise->any ? round(peak) : 0);
    if (rise->any && fabs(peak - round(peak)) > 0.05) find_ends(fit, rise, ceil(peak));
}

/* Takes a piece that rises throughout: only the slope and where it begins are seen. */
static void stopped_in_warmup(Fit *fit, const Rise *rise) {
    double total = fit->log->total, last = fit->last;
    double ends[] = {last, roundest(last, last * 2), total > last ? total : last};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        double base = rise->at_0 + rise->slope * ends[i];
        Schedule schedule = blank(fit, rise, base);
        schedule.warmup_iters = (int64_t)round(ends[i]);
        schedule.warmup_factor = rise->at_0 / base;
        if (fabs(schedule.warmup_factor) < 1e-7) schedule.warmup_factor = 0;
        make_round(fit, &schedule, &schedule.base_lr);
        if (schedule.warmup_factor != 0) make_round(fit, &schedule, &schedule.warmup_factor);
        keep(fit, &schedule);
    }
}

static void rise_constant(Fit *fit) {
    Series s = fit->piece;
    for (size_t i = 1; i < fit->peak; i++)
        if (fabs(s.v[i] - s.v[0]) > 2 * tolerance_at(fit, i)) return;
    double base = s.v[fit->peak], iters = roundest(floor(s.t[fit->peak - 1]) + 1, floor(s.t[fit->peak]));
    Rise rise = {.any = true, .method = WARMUP_CONSTANT, .iters = iters, .factor = s.v[0] / base};
    double thirds = round(rise.factor * 3) / 3;
    if (fabs(thirds - rise.factor) < 1e-4 && thirds > 0) rise.factor = thirds;
    decays(fit, &rise);
}

/* True if the last row lies below the line, so that the warm-up is over there. */
static bool flattens(const Fit *fit, const Rise *rise) {
    double line = rise->at_0 + rise->slope * fit->piece.t[fit->peak];
    return line > fit->piece.v[fit->peak] + 2 * tolerance_at(fit, fit->peak);
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

/* One row before the peak, or rows on a line. */
static void rise_linear(Fit *fit) {
    Series s = {fit->piece.t, fit->piece.v, fit->piece.tol, fit->peak};
    if (s.count == 1) {
        double gap = fit->piece.t[1] - fit->piece.t[0], base = fit->piece.v[1];
        Rise single = {.any = true, .slope = base / roundest(gap * 0.05, gap * 0.2), .at_0 = fit->piece.v[0]};
        if (fit->piece.t[0] > 0) single = (Rise){.any = true, .slope = fit->piece.v[0] / fit->piece.t[0]};
        decays(fit, &single);
        return;
    }
    Line lines[] = {line_fit(s, NULL), robust_line(s)};
    Rise straight;
    Series all = fit->piece;
    if (fit->peak + 1 >= fit->piece.count && through_zero(all, &straight)) stopped_in_warmup(fit, &straight);
    for (int i = 0; i < 2; i++) {
        Rise rise = {.any = true, .slope = lines[i].slope, .at_0 = lines[i].at_0};
        if (!(rise.slope > 0)) continue;
        if (fit->peak + 1 >= fit->piece.count && !flattens(fit, &rise))
            stopped_in_warmup(fit, &rise);
        else
            decays(fit, &rise);
        if (lines[0].worst <= 1.5) break;
    }
}

/* Pieces: runs of rows in which steps go on and the rate does not rise again after it fell. */

static bool rises_again(const Rows *rows, size_t row, double greatest) {
    double before = rows_rate(rows, row - 1),
           slack = 2 * (rows_tolerance(rows, row) + rows_tolerance(rows, row - 1));
    return rows_rate(rows, row) > before + slack && before < greatest - slack;
}

typedef struct Piece {
    size_t first, count;
} Piece;

static size_t find_pieces(const Rows *rows, const LogClock *clock, Piece *pieces, size_t max) {
    size_t count = 0;
    double greatest = -INFINITY, lowest_start = INFINITY;
    for (size_t i = 0; i < rows->count; i++) {
        bool back = i && rows_step(rows, i, clock) < rows_step(rows, i - 1, clock);
        bool fell = i && greatest > lowest_start;
        bool again = i && fell && rises_again(rows, i, greatest);
        if (!count || back || again) {
            if (count == max) break;
            pieces[count++] = (Piece){i, 0};
            greatest = -INFINITY;
            lowest_start = -INFINITY;
        }
        pieces[count - 1].count++;
        greatest = fmax(greatest, rows_rate(rows, i));
    }
    return count;
}

/* Takes the piece's rows, thinned, with updates that begin with `shift`. */
static void take_piece(Fit *fit, Piece piece) {
    LogClock clock = clock_plain(fit->log, fit->start, fit->shift);
    size_t count = 0, step = piece.count > ROWS_MAX ? piece.count / ROWS_MAX + 1 : 1;
    clock.epoch = 0;
    for (size_t i = 0; i < piece.count;
         i += i + step < piece.count || i + 1 == piece.count ? step : piece.count - 1 - i) {
        size_t row = piece.first + i;
        double t = rows_update(&fit->rows, row, &clock);
        if (count && t <= fit->t[count - 1]) continue;
        fit->t[count] = t;
        fit->v[count] = fit->rows.points[row].rate;
        fit->tol[count++] = rows_tolerance(&fit->rows, row);
    }
    fit->piece = (Series){fit->t, fit->v, fit->tol, count};
    fit->last = fit->t[count - 1];
    fit->peak = 0;
    for (size_t i = 1; i < count; i++)
        if (fit->v[i] > fit->v[fit->peak] + fit->tol[i]) fit->peak = i;
}

static void fit_piece(Fit *fit, Piece piece) {
    take_piece(fit, piece);
    if (fit->piece.count < 1) return;
    if (fit->peak) {
        rise_constant(fit);
        rise_linear(fit);
    } else {
        Rise none = {0};
        decays(fit, &none);
    }
}

/* A line that begins below 0 is one that begins later: updates were skipped, or steps are counted from 1. */
static double late_start(Fit *fit, Piece piece) {
    take_piece(fit, piece);
    Series s = {fit->piece.t, fit->piece.v, fit->piece.tol, fit->peak};
    if (s.count < 2) return 0;
    Line line = line_fit(s, NULL), robust = robust_line(s);
    if (line.worst > 1.5) line = robust;
    double late = line.slope > 0 ? line.at_0 / line.slope : 0;
    return late < -0.5 && late > -0.2 * (fit->last + 10) - 100 ? round(late) : 0;
}

/* Ranking. */

/* Rows of the piece count in full: a reading that follows it is worth more than one that many rows agree with
 * by chance. */
static double value_in(Piece piece, const LogStretch *stretches, size_t count) {
    double value = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; stretches[i].agrees && k < stretches[i].count; k++) {
            size_t row = stretches[i].first + k;
            value += row >= piece.first && row < piece.first + piece.count ? 1 : 0.25;
        }
    return value;
}

/* Follows the log through the candidate; what is better than before is kept. */
static void follow(const Rows *rows, Piece piece, double shift, long tries, LogFit *judged) {
    LogClock clock = clock_plain(rows->log, rows->schedule, shift);
    clock.epoch = 0;
    Walk walk = walk_rows(rows, &clock, tries);
    size_t changes = walk.skips + walk.restarts;
    double value = value_in(piece, walk.stretches, walk.count) - 2 * (double)changes;
    if (value > judged->value) {
        judged->explained = walk.agreeing;
        judged->skips = changes;
        judged->value = value;
        judged->shift = (int)shift;
    }
    walk_free(&walk);
}

/* Rows that agree, and what that took. */
static LogFit judge(const Fit *fit, const Candidate *candidate, Piece piece) {
    LogFit judged = {.schedule = candidate->schedule, .shift = (int)candidate->shift};
    Rows rows = fit->rows;
    rows.schedule = &judged.schedule;
    follow(&rows, piece, candidate->shift, 0, &judged);
    if (judged.explained < rows.count) follow(&rows, piece, candidate->shift, TRIES, &judged);
    if (judged.explained < rows.count && fit->base_shift != candidate->shift)
        follow(&rows, piece, fit->base_shift, TRIES, &judged);
    LogClock clock = clock_plain(fit->log, &judged.schedule, judged.shift);
    clock.epoch = 0;
    for (size_t i = 0; i < rows.count; i++)
        if (rows_agree(&rows, i, &clock, 1))
            judged.largest = fmax(judged.largest, rows_deviation(&rows, i, &clock, 1));
    judged.complexity = complexity_of(&judged.schedule, fit->log, judged.shift) + 2 * (double)judged.skips;
    return judged;
}

static bool is_better(const LogFit *one, const LogFit *other) {
    if (one->value != other->value) return one->value > other->value;
    return one->complexity < other->complexity;
}

static bool is_same(const LogFit *one, const LogFit *other) {
    const Schedule *a = &one->schedule, *b = &other->schedule;
    return a->base_lr == b->base_lr && a->warmup_iters == b->warmup_iters &&
           a->warmup_factor == b->warmup_factor && a->decay == b->decay && a->total_steps == b->total_steps &&
           a->final_factor == b->final_factor && one->shift == other->shift;
}

static size_t insert(LogFit *fits, size_t count, const LogFit *one) {
    size_t at = 0;
    for (size_t i = 0; i < count; i++)
        if (is_same(&fits[i], one)) return count;
    while (at < count && !is_better(one, &fits[at])) at++;
    if (at >= LOG_FITS_MAX) return count;
    if (count == LOG_FITS_MAX) count--;
    memmove(fits + at + 1, fits + at, (count - at) * sizeof *fits);
    fits[at] = *one;
    return count + 1;
}

static int by_plain(const void *a, const void *b) {
    const Candidate *one = a, *other = b;
    if (one->plain != other->plain) return one->plain < other->plain ? 1 : -1;
    return (one->complexity > other->complexity) - (one->complexity < other->complexity);
}

/* Ranks the fits. Only those that do well by themselves are followed row by row, which takes longer. */
static size_t rank(Fit *fit, Piece piece, LogFit *fits, size_t kept) {
    enum { FOLLOWED = 8 };
    size_t followed = 0;
    qsort(fit->candidates, fit->count, sizeof *fit->candidates, by_plain);
    for (size_t i = 0; i < fit->count; i++) {
        bool whole = fit->candidates[i].plain == fit->rows.count;
        if (!whole && followed++ >= FOLLOWED) break;
        LogFit one = judge(fit, &fit->candidates[i], piece);
        if (one.explained > 0) kept = insert(fits, kept, &one);
    }
    return kept;
}

/* What the log leaves open. */

static void say_open(const Fit *fit, LogFit *fits, size_t count) {
    LogFit *best = &fits[0];
    const Schedule *s = &best->schedule;
    double last = fit->last;
    Text *out = &best->ambiguous;
    if (best->explained < fit->rows.count)
        text_addf(out, "It explains %zu of %zu rows.\n", best->explained, fit->rows.count);
    if (best->skips)
        text_addf(out, "At %zu places updates were skipped or the schedule began anew.\n", best->skips);
    if (s->warmup_iters > 0 && (double)s->warmup_iters >= last && s->warmup_method == WARMUP_LINEAR)
        text_add(out, "The log ends in the warm-up: only the slope base_lr*(1 - warmup_factor)/warmup_iters "
                      "and the first rate are seen.\n");
    if (s->decay == DECAY_NONE && s->warmup_iters == 0)
        text_add(out, "The rate is constant: neither the shift nor the length of the run is seen.\n");
    if (s->decay == DECAY_LINEAR && s->warmup_iters == 0)
        text_add(out, "On a straight line base_lr, total_steps and final_factor are seen only together; the "
                      "round numbers were taken.\n");
    if (s->decay == DECAY_COSINE && last < 0.8 * (double)s->total_steps)
        text_add(out, "The log ends early: total_steps and final_factor are seen only roughly.\n");
    if (s->decay == DECAY_MULTISTEP || s->warmup_method == WARMUP_CONSTANT)
        text_add(out, "A jump lies somewhere between two rows; the roundest step there was taken.\n");
    for (size_t i = 1; i < count; i++)
        if (fits[i].explained == best->explained && fits[i].shift != best->shift) {
            text_addf(out, "With a shift of %d the same rows fit other numbers.\n",
                      fits[i].shift - (fit->log->unit == LOG_EPOCHS ? fit->log->first_epoch : 0));
            break;
        }
}

static size_t fit_shift(Fit *fit, double shift, LogFit *fits, size_t kept) {
    enum { PIECES_MAX = 32 };
    Piece pieces[PIECES_MAX];
    LogClock clock = clock_plain(fit->log, fit->start, shift);
    size_t count = find_pieces(&fit->rows, &clock, pieces, PIECES_MAX), longest = 0;
    for (size_t i = 1; i < count; i++)
        if (pieces[i].count > pieces[longest].count) longest = i;
    for (int which = 0; which < (longest ? 2 : 1); which++) {
        Piece piece = pieces[which ? longest : 0];
        fit->base_shift = fit->shift = shift;
        fit->count = 0;
        double late = late_start(fit, piece);
        fit_piece(fit, piece);
        if (late) {
            fit->shift = shift + late;
            fit_piece(fit, piece);
        }
        kept = rank(fit, piece, fits, kept);
    }
    return kept;
}

size_t runlog_fit(const RunLog *log, const Schedule *start, int asked, LogFit *fits) {
    Fit *fit = memory_resize(NULL, 1, sizeof *fit);
    size_t count = 0;
    *fit = (Fit){.log = log, .start = start, .rows = rows_of(log, start)};
    fit->rows.unit = 1;
    fit->rows.slack = log->moment == LOG_AT_EPOCH_MEAN ? MEAN_SLACK : 0;
    fit->t = memory_resize(NULL, 3 * (ROWS_MAX + 4), sizeof *fit->t);
    fit->v = fit->t + ROWS_MAX + 4;
    fit->tol = fit->v + ROWS_MAX + 4;
    int shifts[] = {log->shift, 0, -1, 1};
    for (int i = 0; i < (asked != LOG_SHIFT_AUTO || !log->shift_open ? 1 : 4); i++) {
        if (i && shifts[i] == log->shift) continue;
        double shift =
            asked == LOG_SHIFT_AUTO ? shifts[i] : asked + (log->unit == LOG_EPOCHS ? log->first_epoch : 0);
        count = fit_shift(fit, shift, fits, count);
    }
    for (size_t i = 0; i < count; i++)
        fits[i].reported_shift = fits[i].shift - (log->unit == LOG_EPOCHS ? log->first_epoch : 0);
    if (count) say_open(fit, fits, count);
    free(fit->t);
    free(fit);
    return count;
}

void fits_free(LogFit *fits, size_t count) {
    for (size_t i = 0; i < count; i++) text_free(&fits[i].ambiguous);
}
