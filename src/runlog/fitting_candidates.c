#include "runlog/fitting.h"

#include "schedule/parameters.h"

#include <math.h>

static size_t count_plain(const Fit *fit, const Schedule *schedule, double shift) {
    Rows rows = fit->rows;
    LogClock clock = clock_plain(fit->log, schedule, shift);
    rows.schedule = schedule;
    clock.epoch = 0;
    return rows_count_agreeing(&rows, &clock, 1);
}

size_t fitting_count(const Fit *fit, const Schedule *schedule) {
    size_t count = 0;
    for (size_t i = 0; i < fit->piece.count; i++) {
        double rate = schedule->base_lr * schedule_factor_at(schedule, fmax(0, fit->piece.t[i]));
        count += fabs(rate - fit->piece.v[i]) <= fit->piece.tol[i];
    }
    return count;
}

/* Every number is one that the parameter takes, so that what was found can be written down and read again. */
static bool is_sound(const Schedule *schedule) {
    Schedule copy = *schedule;
    Text why = {0};
    bool good = true;
    for (ParameterId id = 0; good && id < PARAMETER_COUNT; id++) {
        double value = parameter_is_list(id) || parameters[id].type == PARAMETER_PAIRS ? SCHEDULE_AUTO
                                                                                       : parameter_get(schedule, id);
        good = value == SCHEDULE_AUTO || parameter_put(&copy, id, value, &why);
    }
    text_free(&why);
    return good;
}

double fitting_complexity(const Schedule *schedule, const RunLog *log, double shift) {
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
    if (schedule->warmup_join != JOIN_MULTIPLY) digits += 1;
    if (schedule->decay_interval > 1) digits += digits_of((double)schedule->decay_interval);
    if (schedule->decay == DECAY_COSINE_RESTARTS || schedule->decay == DECAY_TRIANGULAR)
        digits += digits_of(schedule->cycle_steps) + digits_of(schedule->final_factor) +
                  (schedule->cycle_mult > 1) +
                  (schedule->cycle_gamma != 1 ? digits_of(schedule->cycle_gamma) : 0);
    if (schedule->decay == DECAY_INVERSE_TIME) digits += digits_of(schedule->power);
    if (schedule->decay == DECAY_INVERSE_SQRT || schedule->decay == DECAY_INVERSE_TIME)
        digits += digits_of(schedule->timescale);
    bool ends = schedule->decay == DECAY_LINEAR || schedule->decay == DECAY_COSINE ||
                schedule->decay == DECAY_POLYNOMIAL || schedule->decay == DECAY_ONE_MINUS_SQRT;
    bool declared = log->total > 0 && (double)schedule->total_steps == log->total;
    if (ends) digits += declared ? 1 : digits_of((double)schedule->total_steps);
    if (ends && schedule->final_factor > 0) digits += 1 + digits_of(schedule->final_factor);
    if (schedule->decay_start > 0 && !counted_from_1) digits += 1 + digits_of((double)schedule->decay_start);
    double off = fabs(shift - log->shift);
    return digits + (off == 0 ? 0 : log->shift_open ? 1 + off * 0.01 : 3 + off * 0.01);
}

/* An exponential decay in stairs is a step decay. */
static void put_stairs(Schedule *schedule, int64_t interval) {
    if (schedule->decay != DECAY_EXPONENTIAL) {
        schedule->decay_interval = interval;
        return;
    }
    double gamma = pow(schedule->gamma, (double)interval / (double)schedule->step_size);
    schedule->decay = DECAY_STEP;
    schedule->gamma = roundest(gamma * (1 - 1e-7), gamma * (1 + 1e-7));
    schedule->step_size = interval;
}

void fitting_keep(Fit *fit, const Schedule *schedule) {
    if (!is_sound(schedule) || fit->count >= FITTING_CANDIDATES_MAX) return;
    Schedule kept = *schedule;
    if (fit->interval > 1) put_stairs(&kept, fit->interval);
    fit->candidates[fit->count++] = (Candidate){kept, fit->shift, count_plain(fit, &kept, fit->shift),
                                                fitting_complexity(&kept, fit->log, fit->shift)};
}

void fitting_round(const Fit *fit, Schedule *schedule, double *field) {
    double found = *field;
    size_t before = fitting_count(fit, schedule);
    if (found == 0 || !before) return;
    for (double width = 0.05; width > 1e-13; width /= 3) {
        *field = roundest(found - fabs(found) * width, found + fabs(found) * width);
        if (digits_of(*field) < digits_of(found) && *field * found > 0 &&
            fitting_count(fit, schedule) >= before)
            return;
    }
    /* Without a rounder number the noise of the last bits is removed at least. */
    *field = roundest(found - fabs(found) * 1e-14, found + fabs(found) * 1e-14);
    if (fitting_count(fit, schedule) < before) *field = found;
}

void fitting_round_whole(const Fit *fit, Schedule *schedule, int64_t *field) {
    int64_t found = *field;
    size_t before = fitting_count(fit, schedule);
    if (found <= 0 || !before) return;
    for (double width = 0.05; width * (double)found > 0.5; width /= 2) {
        *field = fitting_steps(roundest((double)found * (1 - width), (double)found * (1 + width)));
        if (digits_of((double)*field) < digits_of((double)found) && *field > 0 &&
            fitting_count(fit, schedule) >= before)
            return;
    }
    *field = found;
}

bool fitting_is_done(const Fit *fit) {
    for (size_t i = 0; i < fit->count; i++)
        if (fit->candidates[i].plain == fit->rows.count) return true;
    return false;
}

static void try_round(Fit *fit, const Candidate *candidate, Schedule rounded, Candidate *best) {
    Candidate tried = {rounded, candidate->shift, count_plain(fit, &rounded, candidate->shift),
                       fitting_complexity(&rounded, fit->log, candidate->shift)};
    if (is_sound(&rounded) &&
        (tried.plain > best->plain || (tried.plain == best->plain && tried.complexity < best->complexity)))
        *best = tried;
}

void fitting_polish(Fit *fit, Candidate *candidate) {
    const Schedule *found = &candidate->schedule;
    Candidate best = *candidate;
    double iters = (double)found->warmup_iters, total = (double)found->total_steps,
           factor = found->warmup_factor, final = found->final_factor;
    const double lengths[] = {iters, roundest(iters * 0.99 - 1, iters * 1.01 + 1)};
    const double ends[] = {total, roundest(total * 0.995, total * 1.005)};
    const double factors[] = {factor, 0, roundest(factor * 0.8, factor * 1.2)};
    double digit = final > 0 ? pow(10, floor(log10(final))) : 1;
    const double finals[] = {final, 0, roundest(final * 0.8, final * 1.2), ceil(final / digit) * digit};
    for (int i = 0; i < 2 * 2 * 3 * 4; i++) {
        Schedule rounded = *found;
        rounded.base_lr = roundest(found->base_lr * 0.99, found->base_lr * 1.01);
        rounded.warmup_iters = fitting_steps(lengths[i % 2]);
        rounded.total_steps = fitting_steps(ends[i / 2 % 2]);
        if (rounded.warmup_iters > 0) rounded.warmup_factor = factors[i / 4 % 3];
        rounded.final_factor = finals[i / 12];
        if (rounded.decay_start > 0 && fabs((double)rounded.decay_start - iters) <= 2)
            rounded.decay_start = SCHEDULE_AUTO;
        else if (rounded.decay_start > 0)
            rounded.decay_start = fitting_steps(
                roundest((double)found->decay_start * 0.99, (double)found->decay_start * 1.01));
        try_round(fit, candidate, rounded, &best);
    }
    *candidate = best;
}

Schedule fitting_blank(const Fit *fit, const Rise *rise, double base) {
    Schedule schedule = schedule_default();
    schedule.steps_per_epoch = fit->start->steps_per_epoch;
    schedule.base_lr = base;
    schedule.warmup_factor = 1;
    schedule.warmup_iters = 0;
    schedule.total_steps = fit->log->total > fit->last ? fitting_steps(fit->log->total) : fitting_steps(fit->last) + 1;
    if (!rise->any) return schedule;
    schedule.warmup_method = rise->method;
    double iters = rise->method == WARMUP_LINEAR ? (base - rise->at_0) / rise->slope : rise->iters;
    schedule.warmup_iters = isfinite(iters) && iters < 1e15 ? fitting_steps(iters) : 0;
    schedule.warmup_factor = rise->method == WARMUP_LINEAR ? rise->at_0 / base : rise->factor;
    if (fabs(schedule.warmup_factor) < 1e-7) schedule.warmup_factor = 0;
    return schedule;
}

void fitting_settle_rise(const Fit *fit, const Rise *rise, Schedule *schedule) {
    bool cosine = rise->method == WARMUP_COSINE;
    if (!rise->any || (rise->method != WARMUP_LINEAR && !cosine) || schedule->warmup_iters < 1) return;
    double base = schedule->base_lr, iters = (double)schedule->warmup_iters, up = 0, down = 0;
    for (size_t i = 0; i < fit->peak; i++) {
        double a = fit->piece.t[i] / iters, w = 1 / (fit->piece.tol[i] * fit->piece.tol[i]);
        if (a >= 1) continue;
        if (cosine) a = (1 - cos(M_PI * a)) / 2;
        up += w * (fit->piece.v[i] / base - a) * (1 - a);
        down += w * (1 - a) * (1 - a);
    }
    size_t before = fitting_count(fit, schedule);
    double factor = schedule->warmup_factor;
    if (down > 0) schedule->warmup_factor = up / down;
    if (fabs(schedule->warmup_factor) < 1e-9) schedule->warmup_factor = 0;
    if (fitting_count(fit, schedule) < before) schedule->warmup_factor = factor;
    double third = schedule->warmup_factor;
    fitting_round(fit, schedule, &schedule->warmup_factor);
    if (fabs(third - 1.0 / 3) < 1e-4) {
        before = fitting_count(fit, schedule);
        double other = schedule->warmup_factor;
        schedule->warmup_factor = 1.0 / 3;
        if (fitting_count(fit, schedule) < before) schedule->warmup_factor = other;
    }
}

Series fitting_rows_from(const Fit *fit, size_t row) {
    Series s = fit->piece;
    return (Series){s.t + row, s.v + row, s.tol + row, s.count - row};
}

void fitting_set_start(Schedule *schedule, double start) {
    int64_t whole = fitting_steps(start);
    schedule->decay_start = whole == schedule->warmup_iters ? SCHEDULE_AUTO : whole;
}
