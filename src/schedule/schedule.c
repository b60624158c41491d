#include "schedule/schedule.h"

#include "schedule/function.h"
#include "schedule/shape.h"

#include <math.h>

Schedule schedule_default(void) {
    return (Schedule){
        .steps_per_epoch = SCHEDULE_AUTO,
        .batch_size = 1,
        .accumulation = 1,
        .devices = 1,
        .base_lr = 0.02,
        .total_steps = 2000,
        .warmup_method = WARMUP_LINEAR,
        .warmup_factor = 0.001,
        .warmup_iters = 1000,
        .warmup_power = 2,
        .warmup_join = JOIN_MULTIPLY,
        .warmup_interval = 1,
        .decay = DECAY_NONE,
        .decay_start = SCHEDULE_AUTO,
        .decay_interval = 1,
        .milestones = {500, 800},
        .milestone_count = 2,
        .gamma = 0.1,
        .step_size = 1,
        .decay_steps = SCHEDULE_AUTO,
        .final_factor = 0,
        .power = 1,
        .num_cycles = 0.5,
        .cycle_steps = 500,
        .cycle_mult = 1,
        .cycle_gamma = 1,
        .timescale = (double)SCHEDULE_AUTO,
        .points = {{0, 1}, {500, 0.5}, {1000, 0.1}},
        .point_count = 3,
        .floor = (double)SCHEDULE_AUTO,
    };
}

int64_t schedule_decay_start(const Schedule *schedule) {
    return schedule->decay_start == SCHEDULE_AUTO ? schedule->warmup_iters : schedule->decay_start;
}

int64_t schedule_decay_steps(const Schedule *schedule) {
    if (schedule->decay_steps != SCHEDULE_AUTO) return schedule->decay_steps;
    int64_t rest = schedule->total_steps - schedule_decay_start(schedule);
    return rest > 1 ? rest : 1;
}

/* Returns what Hugging Face's get_inverse_sqrt_schedule takes: num_warmup_steps or 10_000. */
double schedule_timescale(const Schedule *schedule) {
    if (schedule->timescale != (double)SCHEDULE_AUTO) return schedule->timescale;
    return schedule->warmup_iters > 0 ? (double)schedule->warmup_iters : 10000;
}

/* Returns ceil(count / by); both are positive. */
static int64_t divided_up(int64_t count, int64_t by) {
    return count / by + (count % by != 0);
}

int64_t schedule_steps_per_epoch(const Schedule *schedule) {
    if (schedule->steps_per_epoch != SCHEDULE_AUTO) return schedule->steps_per_epoch;
    int64_t samples = divided_up(schedule->dataset_size, schedule->devices);
    return divided_up(divided_up(samples, schedule->batch_size), schedule->accumulation);
}

int64_t schedule_warm_steps(const Schedule *schedule) {
    int64_t end = schedule_warmup_end(schedule);
    return end < schedule->total_steps ? end : schedule->total_steps;
}

int64_t schedule_full_step(const Schedule *schedule) {
    double (*full)(const Schedule *) = schedule_warmups[schedule->warmup_method].full;
    if (!full || schedule->warmup_iters == 0) return schedule_warmup_end(schedule);
    return divided_up((int64_t)full(schedule), schedule->warmup_interval) * schedule->warmup_interval;
}

/* The result is in doubles too never above 1 for value <= 1, exactly `value` for weight 0, exactly 1 for
   value 1. For 1 - weight is off by at most 2^-54, so value = 1 rounds to 1, and each operation is monotone
   in value. */
double schedule_blend(double value, double weight) {
    return value * (1.0 - weight) + weight;
}

/* fmod is exact. */
double schedule_on_stair(double x, int64_t interval) {
    return interval == 1 ? x : x - fmod(x, (double)interval);
}

int64_t schedule_warmup_end(const Schedule *schedule) {
    return divided_up(schedule->warmup_iters, schedule->warmup_interval) * schedule->warmup_interval;
}

double schedule_elapsed(const Schedule *schedule, double step) {
    return fmax(schedule_on_stair(step, schedule->decay_interval) - (double)schedule_decay_start(schedule),
                0);
}

double schedule_warmup_at(const Schedule *schedule, double x) {
    double step = schedule_on_stair(x, schedule->warmup_interval);
    if (step >= (double)schedule->warmup_iters) return 1;
    return schedule_warmups[schedule->warmup_method].value(schedule, step);
}

double schedule_rise_at(const Schedule *schedule, double x) {
    double step = schedule_on_stair(x, schedule->warmup_interval);
    if (step >= (double)schedule->warmup_iters) return 1;
    return schedule_warmups[schedule->warmup_method].rise(schedule, step);
}

double schedule_decay_at(const Schedule *schedule, double elapsed) {
    return schedule_decays[schedule->decay].value(schedule, fmax(elapsed, 0));
}

/* Returns a place between `from` and `to`, never outside them by more than rounding, and exactly one of them
   at the ends. */
static double between(double from, double to, double share) {
    return from * (1.0 - share) + to * share;
}

double schedule_joined(const Schedule *schedule, double step, double decay) {
    const WarmupKind *kind = &schedule_warmups[schedule->warmup_method];
    double start = schedule->warmup_factor, end = (double)schedule->warmup_iters;
    switch (schedule->warmup_join) {
    case JOIN_REPLACE: return kind->value(schedule, step);
    case JOIN_MEET:
        end = schedule_decay_at(schedule, schedule_elapsed(schedule, end));
        return between(start, end, kind->rise(schedule, step));
    case JOIN_BLEND: return between(start, decay, kind->rise(schedule, step));
    case JOIN_MULTIPLY:
    case JOIN_COUNT: break;
    }
    return kind->value(schedule, step) * decay;
}

double schedule_joined_at(const Schedule *schedule, double warmup_at, double decay_at) {
    double step = schedule_on_stair(warmup_at, schedule->warmup_interval);
    double decay = schedule_decay_at(schedule, schedule_elapsed(schedule, decay_at));
    return step < (double)schedule->warmup_iters ? schedule_joined(schedule, step, decay) : decay;
}

bool schedule_has_floor(const Schedule *schedule) {
    return schedule->floor != (double)SCHEDULE_AUTO;
}

double schedule_floored(const Schedule *schedule, double factor) {
    return schedule_has_floor(schedule) ? fmax(schedule->floor, factor) : factor;
}

double schedule_factor_at(const Schedule *schedule, double x) {
    if (schedule->function) return function_factor_at(schedule, x);
    return schedule_floored(schedule, schedule_joined_at(schedule, x, x));
}

/* Counts up to 2^53 are exact in a double, so the steps need no formulas of their own. */
double schedule_warmup(const Schedule *schedule, int64_t step) {
    return schedule_warmup_at(schedule, (double)step);
}

double schedule_decay(const Schedule *schedule, int64_t elapsed) {
    return schedule_decay_at(schedule, (double)elapsed);
}

double schedule_factor(const Schedule *schedule, int64_t step) {
    return schedule_factor_at(schedule, (double)step);
}

double schedule_lr(const Schedule *schedule, int64_t step) {
    return schedule->base_lr * schedule_factor(schedule, step);
}

double schedule_alpha(const Schedule *schedule, int64_t step) {
    return step >= schedule->warmup_iters ? 1 : (double)step / (double)schedule->warmup_iters;
}
