#include "schedule/schedule.h"

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
        .decay = DECAY_NONE,
        .decay_start = SCHEDULE_AUTO,
        .milestones = {500, 800},
        .milestone_count = 2,
        .gamma = 0.1,
        .step_size = 1,
        .decay_steps = SCHEDULE_AUTO,
        .final_factor = 0,
        .power = 1,
        .cycle_steps = 500,
        .cycle_mult = 1,
        .timescale = 1000,
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

/* Of positive counts. */
static int64_t divided_up(int64_t count, int64_t by) {
    return count / by + (count % by != 0);
}

int64_t schedule_steps_per_epoch(const Schedule *schedule) {
    if (schedule->steps_per_epoch != SCHEDULE_AUTO) return schedule->steps_per_epoch;
    int64_t samples = divided_up(schedule->dataset_size, schedule->devices);
    return divided_up(divided_up(samples, schedule->batch_size), schedule->accumulation);
}

int64_t schedule_warm_steps(const Schedule *schedule) {
    return schedule->warmup_iters < schedule->total_steps ? schedule->warmup_iters : schedule->total_steps;
}

/* In doubles too: never above 1 for value <= 1, exactly `value` for weight 0, exactly 1 for value 1. For
   1 - weight is off by at most 2^-54, so value = 1 rounds to 1, and each operation is monotone in value. */
double schedule_blend(double value, double weight) {
    return value * (1.0 - weight) + weight;
}

double schedule_warmup_at(const Schedule *schedule, double x) {
    double end = (double)schedule->warmup_iters, factor = schedule->warmup_factor;
    if (x >= end) return 1;
    double alpha = x / end;
    switch (schedule->warmup_method) {
    case WARMUP_CONSTANT: return factor;
    case WARMUP_EXPONENTIAL: return pow(factor, 1 - alpha);
    case WARMUP_COSINE: return schedule_blend(factor, (1 - cos(M_PI * alpha)) / 2);
    default: return schedule_blend(factor, alpha);
    }
}

double schedule_factor_at(const Schedule *schedule, double x) {
    double elapsed = x - (double)schedule_decay_start(schedule);
    return schedule_warmup_at(schedule, x) * schedule_decay_at(schedule, elapsed);
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
