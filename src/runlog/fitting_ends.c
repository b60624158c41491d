#include "runlog/fitting.h"

#include "base/memory.h"
#include "base/number.h"

#include <math.h>
#include <stdlib.h>

enum { TOTAL_FACTOR = 64 }; /* how many times as long as the fall itself its length may be */

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
    WarmupJoin join;
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
    schedule->warmup_join = search->join;
    schedule->base_lr = search->low + search->span;
    schedule->final_factor = search->to_zero ? 0 : search->low / schedule->base_lr;
    if (fabs(schedule->final_factor) < 1e-7) schedule->final_factor = 0;
    schedule->total_steps = fitting_steps(end);
}

/* Sets base_lr and what depends on it: the floor and the warm-up's own start are rates. */
static void put_base(const Rise *rise, const EndSearch *search, double base, Schedule *schedule) {
    bool linear = rise->any && rise->method == WARMUP_LINEAR;
    schedule->base_lr = base;
    if (!search->to_zero) schedule->final_factor = fmin(1, fmax(0, search->low / base));
    if (linear) schedule->warmup_iters = fitting_steps((base - rise->at_0) / rise->slope);
    if (linear) schedule->warmup_factor = rise->at_0 / base;
    if (fabs(schedule->warmup_factor) < 1e-7) schedule->warmup_factor = 0;
    fitting_set_start(schedule, search->start);
}

static void round_base(const Fit *fit, const Rise *rise, const EndSearch *search, Schedule *schedule) {
    double found = schedule->base_lr;
    size_t before = fitting_count(fit, schedule);
    for (double width = 0.05; before && width > 1e-13; width /= 3) {
        double base = roundest(found * (1 - width), found * (1 + width));
        if (digits_of(base) >= digits_of(found)) continue;
        put_base(rise, search, base, schedule);
        if (fitting_count(fit, schedule) >= before) return;
        if (search->to_zero) continue;
        schedule->final_factor = roundest(schedule->final_factor * 0.999, schedule->final_factor * 1.001);
        if (fitting_count(fit, schedule) >= before) return;
    }
    put_base(rise, search, found, schedule);
}

/* Returns base_lr where updates were skipped. The best line through all rows fits none of them then: each row
   has a base_lr of its own, and the roundest of the first ones is taken. */
static double base_of_rows(const EndSearch *search, double end) {
    enum { LOOKED_AT = 24 };
    double best = 0;
    for (size_t i = 0; i < search->fall.count && i < LOOKED_AT; i++) {
        double x = phi(&search->shape, (search->fall.t[i] - search->start) / (end - search->start)), base = 0;
        if (x <= 0 || !number_parse(number_readable(search->fall.v[i] / x, 12).text, &base)) continue;
        if (base > 0 && (best == 0 || digits_of(base) < digits_of(best))) best = base;
    }
    return best;
}

static void keep_base_of_rows(Fit *fit, const Rise *rise, EndSearch *search, double end) {
    double base = base_of_rows(search, end);
    if (!(base > 0)) return;
    Schedule schedule = fitting_blank(fit, rise, base);
    search->low = 0;
    search->span = base;
    set_end(&schedule, search, end);
    put_base(rise, search, base, &schedule);
    fitting_settle_rise(fit, rise, &schedule);
    fitting_keep(fit, &schedule);
}

/* A candidate from a search whose end was found or given. */
static void keep_end(Fit *fit, const Rise *rise, EndSearch *search, double end, bool given) {
    squares(end, search);
    if (!(search->span > 0)) return;
    double base = search->low + search->span;
    Schedule schedule = fitting_blank(fit, rise, base);
    set_end(&schedule, search, end);
    schedule.total_steps = given ? schedule.total_steps : fitting_steps(fmax(end, 1));
    fitting_set_start(&schedule, search->start);
    if (!given) {
        /* The end is rounded first, for base_lr and the floor depend on it. */
        squares((double)schedule.total_steps, search);
        set_end(&schedule, search, (double)schedule.total_steps);
    }
    size_t exact = fitting_count(fit, &schedule);
    round_base(fit, rise, search, &schedule);
    if (schedule.final_factor != 0) fitting_round(fit, &schedule, &schedule.final_factor);
    if (!given && exact) fitting_round_whole(fit, &schedule, &schedule.total_steps);
    fitting_settle_rise(fit, rise, &schedule);
    fitting_keep(fit, &schedule);
}

/* A straight line has too few numbers: of low and end only one is seen. The end that is whole and round
   decides. */
static void keep_lines(Fit *fit, const Rise *rise, EndSearch *search) {
    static const double finals[] = {0.01, 0.1, 0.001, 0.05, 0.2, 0.02, 0.5, 0.0001};
    Line line = line_fit(search->fall, NULL);
    double base = line.at_0 + line.slope * search->start;
    if (!(line.slope < 0)) return;
    for (size_t i = 0; i < sizeof finals / sizeof *finals; i++) {
        double end = search->start + base * (1 - finals[i]) / -line.slope;
        if (end < search->fall.t[search->fall.count - 1] - 1 || fabs(end - round(end)) > 1e-3 * end) continue;
        Schedule schedule = fitting_blank(fit, rise, base);
        schedule.decay = DECAY_LINEAR;
        schedule.final_factor = finals[i];
        schedule.total_steps = fitting_steps(end);
        schedule.warmup_join = search->join;
        fitting_set_start(&schedule, search->start);
        fitting_round(fit, &schedule, &schedule.base_lr);
        fitting_round_whole(fit, &schedule, &schedule.total_steps);
        fitting_settle_rise(fit, rise, &schedule);
        fitting_keep(fit, &schedule);
    }
}

static void search_end(Fit *fit, const Rise *rise, EndSearch *search) {
    double declared = fit->log->total;
    for (int zero = 1; zero >= 0; zero--) {
        search->to_zero = zero;
        if (zero || search->shape.decay != DECAY_LINEAR) keep_end(fit, rise, search, find_end(search), false);
        if (declared > search->start + 1) keep_end(fit, rise, search, declared, true);
        if (zero && declared > search->start + 1) keep_base_of_rows(fit, rise, search, declared);
    }
    if (search->shape.decay == DECAY_LINEAR) keep_lines(fit, rise, search);
}

static double squares_of_start(double start, void *data) {
    EndSearch *search = data;
    search->start = start;
    return squares(find_end(search), search);
}

/* Searches the decay's start where the warm-up was never seen: anywhere before the first row. */
static void search_hidden_start(Fit *fit, EndSearch *search) {
    double first = search->fall.t[0];
    if (first < 2 || search->fall.count < 8 || search->shape.decay != DECAY_COSINE) return;
    search->to_zero = false;
    double start = least_place(squares_of_start, search, fmax(1, first / 256), first, 24);
    const double starts[] = {roundest(start * 0.9, start * 1.1), round(start)};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        search->start = starts[i];
        double end = find_end(search);
        squares(end, search);
        Rise hidden = {
            .any = true, .method = WARMUP_LINEAR, .slope = (search->low + search->span) / search->start};
        keep_end(fit, &hidden, search, end, false);
        keep_end(fit, &hidden, search, roundest(end * 0.98, end * 1.02), true);
    }
}

/* Returns the row behind the last one that has the greatest rate, where a flat stretch ends. */
static size_t plateau_end(const Fit *fit) {
    size_t end = fit->peak;
    for (size_t i = fit->peak; i < fit->piece.count; i++)
        if (fit->piece.v[i] >= fit->piece.v[fit->peak] - fit->piece.tol[i] - fit->piece.tol[fit->peak])
            end = i + 1;
    return end;
}

/* Returns base_lr as the fall gives it if it begins with the search's start. */
static double base_of_fall(EndSearch *search) {
    if (search->shape.decay == DECAY_LINEAR) {
        Line line = line_fit(search->fall, NULL);
        return line.at_0 + line.slope * search->start;
    }
    squares(find_end(search), search);
    return search->low + search->span;
}

/* Returns where the warm-up's line meets the decay. Each depends on the other; a few rounds settle it. */
static double meeting_point(const Rise *rise, EndSearch *search) {
    double start = search->start;
    search->to_zero = false;
    for (int i = 0; rise->method == WARMUP_LINEAR && i < 4; i++) {
        search->start = round(start);
        double next = (base_of_fall(search) - rise->at_0) / rise->slope;
        if (!isfinite(next) || next < 0 || next > search->fall.t[0] + 1 || fabs(next - start) < 1e-3) break;
        start = next;
    }
    return round(start);
}

/* Looks for a straight fall behind a plateau: the flat rows have no say in its slope. */
static void search_line_behind(Fit *fit, const Rise *rise, EndSearch *search) {
    Line line = line_fit(search->fall, NULL);
    double base = fit->piece.v[fit->peak], start = (base - line.at_0) / line.slope,
           end = -line.at_0 / line.slope;
    if (!(line.slope < 0) || !(start > 0)) return;
    bool declared = fit->log->total > start && fabs(fit->log->total / end - 1) < 0.02;
    Schedule schedule = fitting_blank(fit, rise, base);
    schedule.decay = DECAY_LINEAR;
    schedule.decay_start = fitting_steps(start);
    schedule.total_steps = fitting_steps(declared ? fit->log->total : end);
    fitting_round(fit, &schedule, &schedule.base_lr);
    fitting_round_whole(fit, &schedule, &schedule.decay_start);
    if (!declared) fitting_round_whole(fit, &schedule, &schedule.total_steps);
    fitting_settle_rise(fit, rise, &schedule);
    fitting_keep(fit, &schedule);
}

/* Looks for a fall behind a plateau that ends with the row before `flat`. */
static void search_behind_plateau(Fit *fit, const Rise *rise, EndSearch *search, size_t flat) {
    const double *t = fit->piece.t;
    const double starts[] = {t[flat - 1], t[flat], roundest(t[flat - 1], t[flat])};
    search->fall = fitting_rows_from(fit, flat);
    search->to_zero = true;
    if (search->fall.count >= 2 && search->shape.decay == DECAY_LINEAR) {
        search_line_behind(fit, rise, search);
    } else if (search->fall.count >= 3) {
        search->fall = fitting_rows_from(fit, flat - 1);
        for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
            search->start = starts[i];
            search_end(fit, rise, search);
        }
    }
}

/* Looks for a fall that begins where the warm-up meets it, or a step beside that, or with update 0. */
static void search_behind_warmup(Fit *fit, const Rise *rise, EndSearch *search) {
    const double meeting = meeting_point(rise, search), starts[] = {meeting, meeting - 1, meeting + 1, 0};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        search->start = fmax(0, starts[i]);
        search_end(fit, rise, search);
    }
    /* The decay may have run all along, unseen behind the warm-up, whose last row may be the highest of all.
     */
    search->start = 0;
    search->join = JOIN_REPLACE;
    search->fall = fitting_rows_from(fit, fit->peak + 1);
    if (search->fall.count >= 3) search_end(fit, rise, search);
    search->fall = fitting_rows_from(fit, fit->peak);
    search->join = JOIN_MULTIPLY;
}

/* Looks for a warm-up that was over before the first row of a straight fall: of the base_lr of few digits
   those with which it has a whole number of steps. */
static void search_hidden_line(Fit *fit, EndSearch *search) {
    enum { DIGITS = 3, TRIED = 400 };
    Line line = line_fit(search->fall, NULL);
    double end = -line.at_0 / line.slope, first = search->fall.t[0];
    if (!(line.slope < 0) || line.worst > 1.5 || search->fall.tol[0] > 1e-6 * search->fall.v[0]) return;
    double low = -line.slope * (end - first), high = -line.slope * end * (1 - 1e-9);
    for (int digits = 1; digits <= DIGITS; digits++) {
        double unit = pow(10, floor(log10(high)) + 1 - digits);
        for (double n = ceil(low / unit); n * unit <= high && n < low / unit + TRIED; n++) {
            double base = 0, iters = end + n * unit / line.slope;
            if (fabs(iters - round(iters)) > 0.01 || round(iters) < 1) continue;
            if (!number_parse(number_readable(n * unit, digits).text, &base)) continue;
            Rise hidden = {.any = true, .method = WARMUP_LINEAR, .slope = base / round(iters)};
            Schedule schedule = fitting_blank(fit, &hidden, base);
            schedule.decay = DECAY_LINEAR;
            schedule.final_factor = 0;
            schedule.total_steps = fitting_steps(end);
            fitting_set_start(&schedule, round(iters));
            fitting_keep(fit, &schedule);
        }
    }
}

/* Looks for a fall in rows that never rise: from `start` on, from the first row on, or from a warm-up that
   was over before the first row. */
static void search_alone(Fit *fit, const Rise *none, EndSearch *search, double start) {
    search->start = start;
    search_end(fit, none, search);
    if (fit->piece.t[0] < 1) return;
    search->start = fit->piece.t[0];
    search_end(fit, none, search);
    search->start = 0;
    search->to_zero = true;
    if (search->shape.decay == DECAY_LINEAR) search_hidden_line(fit, search);
    search_hidden_start(fit, search);
}

void fitting_ends(Fit *fit, const Rise *rise, double start) {
    size_t flat = plateau_end(fit);
    double *x = memory_resize(NULL, fit->piece.count + 1, sizeof *x);
    for (size_t i = 0; i < sizeof end_shapes / sizeof *end_shapes; i++) {
        EndSearch search = {
            .fall = fitting_rows_from(fit, fit->peak), .shape = end_shapes[i], .start = start, .x = x};
        if (search.fall.count < 3 || fitting_is_done(fit)) break;
        if (rise->any)
            search_behind_warmup(fit, rise, &search);
        else
            search_alone(fit, rise, &search, round(start));
        if (flat < fit->piece.count && flat > fit->peak + 2) search_behind_plateau(fit, rise, &search, flat);
    }
    free(x);
}
