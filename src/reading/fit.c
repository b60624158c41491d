#include "reading/fit.h"

#include "base/exact.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { POOL_MAX = 160 };

typedef struct Fit {
    const FitCurve *curve;
    double *steps, *values; /* what is compared */
    double *allowed;        /* how far a shape may be from each */
    size_t count;
    double pool[POOL_MAX]; /* lengths that the code's numbers allow, ascending by likelihood */
    int pool_count;
    double greatest;
    bool any_falls;     /* many falls at uneven distances are no better guess than another start */
    bool failed;        /* the function has no value somewhere */
    Schedule candidate; /* base_lr is the factor that it is multiplied by */
    Schedule found;
    long budget;
} Fit;

void fit_hint(FitCurve *curve, double value) {
    for (int i = 0; i < curve->hint_count; i++)
        if (curve->hints[i] == value) return;
    if (isfinite(value) && curve->hint_count < FIT_HINTS_MAX) curve->hints[curve->hint_count++] = value;
}

static double value_at(Fit *fit, double step) {
    if (fit->curve->steps < FIT_STEPS_MAX && step < (double)fit->count) return fit->values[(size_t)step];
    double value = fit->curve->factor(fit->curve->context, step);
    if (!isfinite(value)) fit->failed = true;
    return value;
}

static void add_length(Fit *fit, double length) {
    if (!(length >= 1) || length > 1e12) return;
    for (int i = 0; i < fit->pool_count; i++)
        if (fit->pool[i] == length) return;
    if (fit->pool_count < POOL_MAX) fit->pool[fit->pool_count++] = length;
}

/* The code's own whole numbers, their neighbours, their sums and differences. */
static void fill_pool(Fit *fit) {
    const FitCurve *curve = fit->curve;
    for (int i = 0; i < curve->hint_count; i++)
        if (curve->hints[i] == floor(curve->hints[i])) add_length(fit, curve->hints[i]);
    int own = fit->pool_count;
    for (int i = 0; i < own; i++)
        for (int k = 0; k < own; k++) {
            add_length(fit, fit->pool[i] - fit->pool[k]);
            if (k > i) add_length(fit, fit->pool[i] + fit->pool[k]);
        }
    for (int i = 0; i < own; i++) {
        add_length(fit, fit->pool[i] - 1);
        add_length(fit, fit->pool[i] + 1);
    }
    add_length(fit, curve->steps);
}

/* All steps of a run that is not too long; else those near the code's numbers and an even share. */
static void choose_steps(Fit *fit) {
    double last = fit->curve->steps;
    fit->steps = memory_resize(NULL, FIT_STEPS_MAX + 2, sizeof *fit->steps);
    fit->values = memory_resize(NULL, FIT_STEPS_MAX + 2, sizeof *fit->values);
    if (last < FIT_STEPS_MAX) {
        size_t count = (size_t)last + 1;
        for (size_t i = 0; i < count; i++) fit->steps[i] = (double)i;
        for (size_t i = 0; i < count && !fit->failed; i++) fit->values[i] = value_at(fit, fit->steps[i]);
        fit->count = count;
        return;
    } else {
        double stride = ceil(last / (FIT_STEPS_MAX / 2));
        double step = 0;
        while (step <= last && fit->count < FIT_STEPS_MAX) {
            fit->steps[fit->count++] = step;
            bool near = step < 1000;
            for (int i = 0; i < fit->pool_count && !near; i++) near = fabs(step - fit->pool[i]) < 4;
            double next = near ? step + 1 : step + stride;
            for (int i = 0; i < fit->pool_count && !near; i++)
                if (fit->pool[i] - 3 > step && fit->pool[i] - 3 < next) next = fit->pool[i] - 3;
            step = next;
        }
    }
    for (size_t i = 0; i < fit->count && !fit->failed; i++) fit->values[i] = value_at(fit, fit->steps[i]);
}

/* 1e-9 of the greatest value so far, so that what grows later hides nothing; and what doubles near 1, as of most factors,
   round to. */
static void allow(Fit *fit) {
    double so_far = 0;
    fit->allowed = memory_resize(NULL, fit->count + 1, sizeof *fit->allowed);
    for (size_t i = 0; i < fit->count; i++) fit->greatest = fmax(fit->greatest, fabs(fit->values[i]));
    for (size_t i = 0; i < fit->count; i++) {
        so_far = fmax(so_far, fabs(fit->values[i]));
        fit->allowed[i] = fmax(1e-9 * so_far, 1e-15 * fmin(fit->greatest, 1));
    }
}

/* Returns what is allowed at a step between those that are compared: as at the one before. */
static double allowed_at(const Fit *fit, double step) {
    size_t low = 0, high = fit->count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        *(fit->steps[middle] <= step ? &low : &high) = middle;
    }
    return fit->allowed[low];
}

static bool same(const Fit *fit, size_t i) {
    double made = fit->candidate.base_lr * schedule_factor(&fit->candidate, (int64_t)fit->steps[i]);
    return fabs(made - fit->values[i]) <= fit->allowed[i];
}

/* Of a run that is too long for all steps: where the shape itself has corners and jumps. */
static bool same_near_breaks(Fit *fit) {
    enum { BREAKS = 200 };
    ScheduleBreak breaks[BREAKS];
    double last = fit->curve->steps;
    if (last < FIT_STEPS_MAX) return true;
    size_t count = schedule_breaks(&fit->candidate, 0, last, breaks, BREAKS);
    for (size_t i = 0; i < count && i < BREAKS; i++)
        for (double step = fmax(0, floor(breaks[i].x) - 2); step <= fmin(last, floor(breaks[i].x) + 2); step++) {
            double made = fit->candidate.base_lr * schedule_factor(&fit->candidate, (int64_t)step);
            if (!(fabs(made - value_at(fit, step)) <= allowed_at(fit, step))) return false;
        }
    return true;
}

/* Compares a few steps first, then all. */
static bool matches(Fit *fit) {
    Schedule *candidate = &fit->candidate;
    if (--fit->budget < 0 || !(candidate->base_lr > 0)) return false;
    for (size_t i = 1; i <= 13; i++)
        if (!same(fit, (fit->count - 1) * i / 13)) return false;
    for (size_t i = 0; i < fit->count; i++)
        if (!same(fit, i)) return false;
    if (!same_near_breaks(fit)) return false;
    fit->found = *candidate;
    return true;
}

static double h(Fit *fit, double start, double elapsed) {
    return value_at(fit, start + elapsed) / fit->candidate.base_lr;
}

/* A measured number as the code has it, where it has it. */
static double snap(const Fit *fit, double value) {
    for (int i = 0; i < fit->curve->hint_count; i++) {
        double hint = fit->curve->hints[i];
        if (fabs(hint - value) <= 1e-10 * fmax(fabs(value), 1e-6)) return hint;
        if (hint != 0 && fabs(1 / hint - value) <= 1e-10 * fabs(value)) return 1 / hint;
    }
    double whole = round(value);
    if (fabs(value - whole) <= 1e-10 * fmax(1, fabs(value))) return whole;
    return fabs(value) < 1e-12 ? 0 : value;
}

static bool put_final(Fit *fit, double final) {
    final = snap(fit, final);
    fit->candidate.final_factor = final;
    return final >= 0 && final <= 1;
}

/* A decay that runs over `length` steps and has its last value there. */
static bool try_lengths(Fit *fit, double start, double length) {
    Schedule *at = &fit->candidate;
    at->decay_steps = (int64_t)length;
    if (length != floor(length) || !put_final(fit, h(fit, start, length))) return false;
    if (at->final_factor == 1) return false;
    static const Decay simple[] = {DECAY_LINEAR, DECAY_COSINE, DECAY_ONE_MINUS_SQRT};
    for (size_t i = 0; i < sizeof simple / sizeof *simple; i++) {
        at->decay = simple[i];
        if (matches(fit)) return true;
    }
    double third = floor(length / 3);
    if (start + third < (double)at->warmup_iters) third = floor(((double)at->warmup_iters - start + length) / 2);
    double left = 1 - third / length;
    double rest = (h(fit, start, third) - at->final_factor) / (1 - at->final_factor);
    if (third < 1 || !(rest > 0)) return false;
    at->decay = DECAY_POLYNOMIAL;
    at->power = snap(fit, exact_log(rest) / exact_log(left));
    bool good = at->power > 0 && matches(fit);
    at->power = 1;
    return good;
}

/* A cosine that goes on for more or less than half a wave: `length` is its T_max. */
static bool try_waves(Fit *fit, double start, double length) {
    Schedule *at = &fit->candidate;
    double run = fit->curve->steps - start;
    bool good = false;
    at->decay = DECAY_COSINE;
    if (length == floor(length) && run > length && put_final(fit, h(fit, start, length))) {
        at->decay_steps = (int64_t)run;
        at->num_cycles = run / (2 * length);
        good = matches(fit);
    }
    for (int i = 0; !good && i < fit->curve->hint_count; i++) {
        double cycles = fit->curve->hints[i];
        if (cycles <= 0 || cycles > 1000 || cycles == 0.5) continue;
        at->decay_steps = (int64_t)length;
        at->num_cycles = cycles;
        double v = (1 + exact_cos_pi(2 * cycles * floor(length / (3 * cycles)) / length)) / 2;
        if (v < 1 && put_final(fit, (h(fit, start, floor(length / (3 * cycles))) - v) / (1 - v))) good = matches(fit);
    }
    if (!good) at->num_cycles = 0.5;
    return good;
}

/* Cycles of `length` steps, each `mult` times as long as the one before and lower by what the code says. */
static bool try_cycles(Fit *fit, double start, double length) {
    Schedule *at = &fit->candidate;
    bool good = false;
    double probe = fmax(fmax(1, floor(length / 3)), (double)at->warmup_iters - start + 1);
    at->cycle_steps = length;
    at->decay = DECAY_COSINE_RESTARTS;
    for (int i = -1; length > 1 && !good && i < fit->curve->hint_count; i++) {
        double mult = i < 0 ? 1 : fit->curve->hints[i];
        if (mult < 1 || mult > 100 || mult != floor(mult)) continue;
        at->cycle_mult = (int64_t)mult;
        at->final_factor = 0;
        double v = schedule_decay(at, (int64_t)probe);
        if (v == 1 || !put_final(fit, (h(fit, start, probe) - v) / (1 - v))) continue;
        good = matches(fit);
        if (good || length != floor(length) || start + length >= fit->curve->steps) continue;
        at->cycle_gamma = snap(fit, h(fit, start, length));
        good = at->cycle_gamma > 0 && matches(fit);
        if (!good) at->cycle_gamma = 1;
    }
    if (good) return true;
    at->cycle_mult = 1;
    at->decay = DECAY_TRIANGULAR;
    double half = length / 2;
    if (half != floor(half) || !put_final(fit, h(fit, start, half))) return false;
    if (at->final_factor < 1)
        at->cycle_gamma = snap(fit, (h(fit, start, length) - at->final_factor) / (1 - at->final_factor));
    good = at->cycle_gamma > 0 && matches(fit);
    if (!good) at->cycle_gamma = 1;
    return good;
}

/* Returns the first step behind `same` that has another value than it, up to `other`. */
static double first_changed(Fit *fit, double same_step, double other) {
    double value = value_at(fit, same_step);
    while (other - same_step > 1) {
        double middle = floor((same_step + other) / 2);
        if (value_at(fit, middle) == value) same_step = middle;
        else other = middle;
    }
    return other;
}

/* Falls that are all by one factor, at even distances or not. */
static bool try_falls(Fit *fit, double start) {
    Schedule *at = &fit->candidate;
    double before = 1, gamma = 0, first = 0;
    int count = 0;
    at->milestone_count = 0;
    for (size_t i = 0; i < fit->count; i++) {
        double step = fit->steps[i], value = fit->values[i] / at->base_lr;
        if (step <= start || (step < at->warmup_iters && start < at->warmup_iters) || fabs(value - before) <= 1e-12 * fabs(before)) continue;
        if (!count) gamma = snap(fit, value / before);
        if (i > 0 && fit->steps[i] - fit->steps[i - 1] > 1) step = first_changed(fit, fit->steps[i - 1], step);
        if (!count) first = step - start;
        if (count < SCHEDULE_MILESTONES_MAX) at->milestones[count] = (int64_t)(step - start);
        before = value;
        if (++count > SCHEDULE_MILESTONES_MAX) break;
    }
    if (!count || !(gamma > 0)) return false;
    at->gamma = gamma;
    at->step_size = (int64_t)first;
    at->milestone_count = count <= SCHEDULE_MILESTONES_MAX ? count : 0;
    at->decay = DECAY_STEP;
    if (count > 1 && first > 1 && matches(fit)) return true;
    at->decay = DECAY_MULTISTEP;
    if (at->milestone_count && (fit->any_falls || count < 3) && matches(fit)) return true;
    at->milestone_count = schedule_default().milestone_count;
    memcpy(at->milestones, schedule_default().milestones, sizeof at->milestones);
    at->decay = DECAY_STEP;
    return count == 1 && matches(fit);
}

/* Shapes without an end: gamma^(c/n), 1/sqrt(1 + c/timescale) and (1 + c/timescale)^-power. */
static bool try_endless(Fit *fit, double start) {
    Schedule *at = &fit->candidate;
    double one = h(fit, start, 1), far = h(fit, start, fmin(fit->curve->steps - start, 100));
    double c = fmin(fit->curve->steps - start, 100);
    if (!(one > 0) || !(far > 0) || one == 1 || c < 1) return false;
    at->decay = DECAY_EXPONENTIAL;
    at->step_size = 1;
    for (int i = 0; i < fit->curve->hint_count; i++) { /* the code's own factor */
        at->gamma = fit->curve->hints[i];
        if (at->gamma > 0 && at->gamma != 1 && at->gamma < 10 && matches(fit)) return true;
    }
    at->gamma = snap(fit, one);
    if (matches(fit)) return true;
    for (int i = 0; i < fit->pool_count; i++) { /* gamma of the code over a length of the code */
        double n = fit->pool[i];
        if (start + n > fit->curve->steps || n < 2) continue;
        at->step_size = (int64_t)n;
        at->gamma = snap(fit, h(fit, start, n));
        if (at->gamma > 0 && matches(fit)) return true;
    }
    at->decay = DECAY_INVERSE_SQRT;
    at->timescale = snap(fit, c / (1 / (far * far) - 1));
    if (at->timescale > 0 && matches(fit)) return true;
    at->decay = DECAY_INVERSE_TIME;
    for (int i = -1; i < fit->curve->hint_count; i++) {
        at->power = i < 0 ? 1 : fabs(fit->curve->hints[i]);
        if (!(at->power > 0) || at->power > 20) continue;
        at->timescale = snap(fit, c / (exact_pow(far, -1 / at->power) - 1));
        if (at->timescale > 0 && matches(fit)) return true;
    }
    at->power = 1;
    return false;
}

static bool try_decays(Fit *fit, double start) {
    Schedule *at = &fit->candidate;
    at->decay_start = (int64_t)start;
    at->decay = DECAY_NONE;
    if (matches(fit)) return true;
    if (try_falls(fit, start) || try_endless(fit, start)) return true;
    for (int i = 0; i < fit->pool_count; i++)
        if (try_lengths(fit, start, fit->pool[i])) return true;
    for (int i = 0; i < fit->pool_count; i++)
        if (start + fit->pool[i] <= fit->curve->steps && try_cycles(fit, start, fit->pool[i])) return true;
    for (int i = 0; i < fit->pool_count; i++)
        if (try_waves(fit, start, fit->pool[i])) return true;
    return false;
}

/* Which method takes the function from its first value to base_lr in `iters` steps, if any does. */
static bool warms(Fit *fit, double iters, WarmupMethod method) {
    Schedule *at = &fit->candidate;
    at->warmup_method = method;
    at->warmup_iters = (int64_t)iters;
    if (method == WARMUP_POWER) {
        double step = fmax(1, floor(iters / 3)), f = at->warmup_factor;
        double part = (value_at(fit, step) / at->base_lr - f) / (1 - f);
        at->warmup_power = iters > 1 && part > 0 && f != 1 ? snap(fit, exact_log(part) / exact_log(step / iters)) : 0;
        if (!(at->warmup_power > 0)) return false;
    }
    if (method == WARMUP_EXPONENTIAL && !(at->warmup_factor > 0)) return false;
    if (method == WARMUP_LOGARITHMIC && iters < 2) return false;
    for (double k = 0; k < 4; k++) {
        double step = floor((iters - 1) * k / 3);
        double value = value_at(fit, step) / at->base_lr;
        if (fabs(schedule_warmup(at, (int64_t)step) - value) > 1e-9 * fmax(1, fabs(value))) return false;
    }
    return true;
}

Schedule fit_blank(void) {
    Schedule schedule = schedule_default();
    schedule.base_lr = 1;
    schedule.warmup_iters = 0;
    schedule.warmup_factor = 1;
    schedule.warmup_method = WARMUP_LINEAR;
    schedule.decay = DECAY_NONE;
    schedule.decay_start = 0;
    schedule.total_steps = SCHEDULE_STEPS_MAX;
    return schedule;
}

static bool try_each_start(Fit *fit, double iters);

/* The decay begins at the warm-up's end, or after a hold that the code has a number for. */
static bool try_starts(Fit *fit, double iters) {
    fit->any_falls = false;
    if (try_each_start(fit, iters)) return true;
    fit->any_falls = true;
    return try_each_start(fit, iters);
}

static bool try_each_start(Fit *fit, double iters) {
    Schedule before = fit->candidate;
    if (try_decays(fit, iters)) return true;
    for (int i = 0; i < fit->pool_count; i++) {
        double start = fit->pool[i];
        bool held = start > iters && start < fit->curve->steps &&
                    fabs(value_at(fit, start) - before.base_lr) <= 1e-12 * before.base_lr;
        fit->candidate = before;
        if (held && try_decays(fit, start)) return true;
    }
    fit->candidate = before;
    return false;
}

static bool try_warmup(Fit *fit, double iters) {
    double peak = value_at(fit, iters), first = value_at(fit, 0);
    if (!(peak > 0)) return false;
    for (int method = WARMUP_LINEAR; method < WARMUP_COUNT; method++) {
        fit->candidate = fit_blank();
        fit->candidate.base_lr = snap(fit, peak);
        fit->candidate.warmup_factor = snap(fit, first / fit->candidate.base_lr);
        if (fit->candidate.warmup_factor == 1) return false;
        if (warms(fit, iters, (WarmupMethod)method) && try_starts(fit, iters)) return true;
    }
    return false;
}

/* Warm-up and decay run together from step `start` on and multiply: the decay is known from behind the warm-up. */
static bool try_together(Fit *fit, double iters, double start) {
    for (int method = WARMUP_LINEAR; method <= WARMUP_COSINE; method++) {
        fit->candidate = fit_blank();
        fit->candidate.warmup_iters = (int64_t)iters;
        fit->candidate.warmup_method = (WarmupMethod)method;
        fit->candidate.warmup_factor = snap(fit, value_at(fit, 0));
        bool fits = fit->candidate.warmup_factor != 1 && (method != WARMUP_EXPONENTIAL || fit->candidate.warmup_factor > 0);
        if (fits && try_decays(fit, start)) return true;
    }
    return false;
}

static bool add_point(Schedule *at, double step, double factor) {
    if (at->point_count == SCHEDULE_POINTS_MAX || factor < 0) return false;
    at->points[at->point_count++] = (SchedulePoint){(int64_t)step, factor};
    return true;
}

static bool in_line(const Fit *fit, size_t i, size_t k) {
    double slope = fit->values[i + 1] - fit->values[i];
    return fabs(fit->values[i] + slope * (double)(k - i) - fit->values[k]) <= 1e-11 * fit->greatest;
}

/* Straight lines from corner to corner. Where one ends at step e, the next begins there, or at e+1 with a jump: then
   the first goes on to e+1 unseen. Needs every step. */
static bool try_points(Fit *fit) {
    Schedule *at = &fit->candidate;
    *at = fit_blank();
    if (fit->curve->steps >= FIT_STEPS_MAX || fit->count < 2) return false;
    at->decay = DECAY_POINTS;
    at->point_count = 0;
    bool good = add_point(at, 0, fit->values[0]);
    for (size_t i = 0; good && i + 1 < fit->count;) {
        size_t e = i + 1;
        while (e + 1 < fit->count && in_line(fit, i, e + 1)) e++;
        bool last = e + 1 == fit->count, corner = !last && e + 2 < fit->count && in_line(fit, e, e + 2);
        bool longer = e > i + 1 || last || corner;
        if (!longer) e = i; /* one value alone */
        if (last || corner) {
            good = add_point(at, fit->steps[e], fit->values[e]);
            i = e;
            continue;
        }
        double beyond = fit->values[e] + (e > i ? fit->values[e] - fit->values[e - 1] : 0);
        if (beyond < 0) {
            good = add_point(at, fit->steps[e], fit->values[e]);
            beyond = fit->values[e];
        }
        good = good && add_point(at, fit->steps[e + 1], beyond) && add_point(at, fit->steps[e + 1], fit->values[e + 1]);
        i = e + 1;
    }
    while (at->point_count > 1 && at->points[at->point_count - 1].factor == at->points[at->point_count - 2].factor)
        at->point_count--; /* level after the last anyway */
    return good && matches(fit);
}

/* Returns the lower bound that max() gives a decay, where the run ends on it. */
static double lower_bound(const Fit *fit) {
    double least = INFINITY;
    size_t at_end = 0;
    for (size_t i = 0; i < fit->count; i++) least = fmin(least, fit->values[i]);
    for (size_t i = fit->count; i > 0 && fit->values[i - 1] == least; i--) at_end++;
    return at_end > 1 && least > 0 ? least : 0;
}

/* The decay begins inside the warm-up, at a number of the code. */
static bool try_overlaps(Fit *fit) {
    const FitCurve *curve = fit->curve;
    for (int i = 0; i < curve->hint_count && fit->budget > 0; i++)
        for (int k = 0; k < curve->hint_count && fit->budget > 0; k++) {
            double iters = curve->hints[i], start = curve->hints[k];
            bool whole = iters == floor(iters) && start == floor(start);
            if (whole && start > 0 && start < iters && iters < curve->steps && try_together(fit, iters, start)) return true;
        }
    return false;
}

static bool find(Fit *fit) {
    if (fit->curve->guess) {
        fit->candidate = *fit->curve->guess;
        if (matches(fit)) return true;
    }
    /* What comes down to the optimizer's own rate is a warm-up from above it, not a decay of a greater base_lr. */
    for (int i = 0; i < fit->pool_count && value_at(fit, 0) > 1; i++) {
        double end = fit->pool[i];
        bool whole = end > 0 && end <= fit->curve->steps && end == floor(end);
        if (whole && fabs(value_at(fit, end) - 1) <= 1e-12 && try_warmup(fit, end)) return true;
    }
    fit->candidate = fit_blank();
    fit->candidate.base_lr = snap(fit, value_at(fit, 0));
    if (fit->candidate.base_lr > 0 && try_starts(fit, 0)) return true;
    for (int i = 0; i < fit->pool_count && fit->budget > 0; i++)
        if (fit->pool[i] <= fit->curve->steps && fit->pool[i] == floor(fit->pool[i]) && try_warmup(fit, fit->pool[i])) return true;
    if (try_points(fit)) return true;
    for (int i = 0; i < fit->pool_count && fit->budget > 0; i++)
        if (fit->pool[i] <= fit->curve->steps && fit->pool[i] == floor(fit->pool[i]) && try_together(fit, fit->pool[i], 0)) return true;
    if (try_overlaps(fit)) return true;
    double bound = lower_bound(fit);
    fit->candidate = fit_blank();
    fit->candidate.base_lr = snap(fit, value_at(fit, 0));
    if (!(bound > 0) || !(fit->candidate.base_lr > bound)) return false;
    fit->candidate.floor = snap(fit, bound / fit->candidate.base_lr);
    return try_starts(fit, 0);
}

/* Lengths in updates instead of the function's own steps: none is more than twice what was compared. */
static void stretch(Schedule *schedule, double unit) {
    int64_t times = (int64_t)unit;
    schedule->warmup_iters *= times;
    schedule->decay_start *= times;
    schedule->step_size *= times;
    schedule->decay_steps *= times;
    schedule->cycle_steps *= unit;
    if (schedule->timescale > 0) schedule->timescale *= unit;
    for (int i = 0; i < schedule->milestone_count; i++) schedule->milestones[i] *= times;
    for (int i = 0; i < schedule->point_count; i++) schedule->points[i].step *= times;
    schedule->warmup_interval = schedule->decay_interval = times;
}

static void put(Import *import, const Schedule *schedule) {
    Schedule usual = schedule_default();
    for (int id = PARAMETER_WARMUP_METHOD; id < PARAMETER_COUNT; id++) {
        bool intervals = id == PARAMETER_WARMUP_INTERVAL || id == PARAMETER_DECAY_INTERVAL;
        bool rare = intervals || id == PARAMETER_WARMUP_JOIN || id == PARAMETER_FLOOR || id == PARAMETER_NUM_CYCLES ||
                    id == PARAMETER_CYCLE_GAMMA || id == PARAMETER_CYCLE_MULT || id == PARAMETER_WARMUP_POWER;
        import_forget(import, parameters[id].key);
        if (!parameter_applies(schedule, (ParameterId)id) && !intervals) continue;
        if (rare && parameter_same(schedule, &usual, (ParameterId)id)) continue;
        Text text = {0};
        parameter_print(schedule, (ParameterId)id, &text);
        import_choose(import, parameters[id].key, text_string(&text));
        text_free(&text);
    }
}

bool fit_put(Import *import, FitCurve *curve, double lr, double unit) {
    Fit fit = {.curve = curve, .budget = 150000};
    fill_pool(&fit);
    choose_steps(&fit);
    allow(&fit);
    bool short_enough = curve->steps * unit <= (double)SCHEDULE_STEPS_MAX;
    bool good = !fit.failed && fit.greatest > 0 && short_enough && find(&fit);
    if (good) {
        if (unit > 1) stretch(&fit.found, unit);
        import_base_lr(import, lr * fit.found.base_lr);
        bool rates = lr == 1; /* the function's own numbers are rates, and the user's stands for the greatest */
        import->took_base_lr = !rates && fit.found.base_lr != 1 && !isnan(import_user(import, "base_lr"));
        if (import->took_base_lr) import_put(import, "base_lr", lr * fit.found.base_lr);
        put(import, &fit.found);
    }
    curve->failed = fit.failed;
    curve->moves_until = good && fit.found.decay == DECAY_POINTS ? (double)fit.found.points[fit.found.point_count - 1].step / unit : 0;
    curve->waves = good && fit.found.decay == DECAY_COSINE && fit.found.num_cycles != 0.5;
    bool ends = good && parameter_applies(&fit.found, PARAMETER_DECAY_STEPS) && fit.found.decay_steps > 0;
    curve->ends = ends ? (double)(fit.found.decay_start + fit.found.decay_steps) / unit : 0;
    free(fit.steps);
    free(fit.values);
    free(fit.allowed);
    return good;
}
