/* Reproducible random numbers and schedules for property tests. */
#ifndef TESTS_CHANCE_H
#define TESTS_CHANCE_H

#include "base/exact.h"
#include "schedule/parameters.h"
#include "schedule/schedule.h"

#include <math.h>
#include <string.h>

typedef struct Chance {
    uint64_t state; /* never 0 */
} Chance;

/* Marsaglia's xorshift. */
static inline uint64_t chance_bits(Chance *chance) {
    chance->state ^= chance->state << 13;
    chance->state ^= chance->state >> 7;
    chance->state ^= chance->state << 17;
    return chance->state;
}

/* 0 … count-1 */
static inline int64_t chance_below(Chance *chance, int64_t count) {
    return (int64_t)(chance_bits(chance) % (uint64_t)count);
}

static inline double chance_between(Chance *chance, double low, double high) {
    return low + (high - low) * (double)(chance_bits(chance) >> 11) * 0x1p-53;
}

static inline void chance_milestones(Chance *chance, Schedule *schedule) {
    int64_t at = 0;
    schedule->milestone_count = (int)chance_below(chance, 6);
    for (int i = 0; i < schedule->milestone_count; i++) {
        at += 1 + chance_below(chance, 60);
        schedule->milestones[i] = at;
    }
}

/* Small enough for every step to be looked at; all warm-ups, decays and starts. */
static inline Schedule chance_schedule(Chance *chance) {
    static const double factors[] = {0, 1, 0.001, 1.5, 2, 10};
    Schedule schedule = schedule_default();
    schedule.total_steps = 1 + chance_below(chance, 300);
    schedule.warmup_iters = chance_below(chance, 250);
    schedule.warmup_method = (WarmupMethod)chance_below(chance, WARMUP_COUNT);
    schedule.warmup_factor =
        chance_below(chance, 3) ? chance_between(chance, -0.5, 3) : factors[chance_below(chance, 6)];
    if (schedule.warmup_method == WARMUP_EXPONENTIAL && schedule.warmup_factor <= 0)
        schedule.warmup_factor = 0.01;
    schedule.decay = (Decay)chance_below(chance, DECAY_COUNT);
    schedule.decay_start = chance_below(chance, 3) ? chance_below(chance, 200) : SCHEDULE_AUTO;
    if (!chance_below(chance, 3)) schedule.decay_start = 0;
    chance_milestones(chance, &schedule);
    schedule.gamma = chance_between(chance, 0.3, 1);
    if (schedule.decay == DECAY_EXPONENTIAL) schedule.gamma = chance_between(chance, 0.97, 1);
    schedule.step_size = 1 + chance_below(chance, chance_below(chance, 2) ? 3 : 60);
    if (schedule.step_size < 4 && schedule.decay == DECAY_STEP)
        schedule.gamma = chance_between(chance, 0.97, 1);
    schedule.decay_steps = chance_below(chance, 2) ? 1 + chance_below(chance, 200) : SCHEDULE_AUTO;
    schedule.final_factor = chance_below(chance, 2) ? chance_between(chance, 0, 1) : 0;
    schedule.power = chance_between(chance, 0.5, 4);
    schedule.cycle_steps = 1 + chance_below(chance, chance_below(chance, 2) ? 4 : 80);
    schedule.cycle_mult = 1 + chance_below(chance, chance_below(chance, 2) ? 1 : 3);
    schedule.timescale = chance_between(chance, 1, 100);
    return schedule;
}

/* Stairs that fit each other, or not. */
static inline int64_t chance_interval(Chance *chance) {
    return chance_below(chance, 2) ? 1 : 1 + chance_below(chance, 40);
}

static inline void chance_points(Chance *chance, Schedule *schedule) {
    int64_t at = chance_below(chance, 3) * 5;
    schedule->point_count = (int)chance_below(chance, 6);
    for (int i = 0; i < schedule->point_count; i++) {
        schedule->points[i].step = at;
        schedule->points[i].factor = chance_below(chance, 4) ? chance_between(chance, 0, 1.5) : 1;
        bool twice = i > 0 && schedule->points[i - 1].step == at;
        at += twice || chance_below(chance, 3) ? 1 + chance_below(chance, 60) : 0;
    }
}

/* The same with all that the model has: joins, stairs, floors, waves, peaks that fall or grow. */
static inline Schedule chance_model(Chance *chance) {
    Schedule schedule = chance_schedule(chance);
    schedule.warmup_join = (WarmupJoin)chance_below(chance, JOIN_COUNT);
    schedule.warmup_interval = chance_interval(chance);
    schedule.decay_interval = chance_below(chance, 3) ? chance_interval(chance) : schedule.warmup_interval;
    schedule.warmup_power = chance_between(chance, 0.3, 4);
    schedule.num_cycles = chance_below(chance, 2) ? 0.5 : chance_between(chance, 0.1, 5);
    if (chance_below(chance, 3) == 0) schedule.cycle_steps = chance_between(chance, 1, 90);
    schedule.cycle_gamma = chance_below(chance, 2) ? 1 : chance_between(chance, 0.5, 1.2);
    if (chance_below(chance, 4) == 0) schedule.gamma = chance_between(chance, 1, 1.02);
    if (chance_below(chance, 4) == 0) schedule.timescale = (double)SCHEDULE_AUTO;
    schedule.floor = chance_below(chance, 3) ? (double)SCHEDULE_AUTO : chance_between(chance, 0, 0.6);
    chance_points(chance, &schedule);
    return schedule;
}

/* Any number that the parameter may be given, the outermost among them. */
static inline double chance_value(Chance *chance, const Parameter *parameter) {
    const double often[] = {parameter->min,  parameter->max, parameter->low, parameter->high,
                            -parameter->max, 1e-100,         1 + 0x1p-52,    1 - 0x1p-53};
    int kind = (int)chance_below(chance, 16);
    if (parameter->type == PARAMETER_CHOICE) return (double)chance_below(chance, parameter->choice_count);
    if (kind < 8) return often[kind];
    double value = exact_pow(10, chance_between(chance, kind < 12 ? -3 : -99, kind < 12 ? 4 : 99));
    if (parameter->type == PARAMETER_WHOLE) value = floor(value);
    return chance_below(chance, 8) ? value : -value;
}

/* The same with values at the ends of what is allowed, or of any size between. */
static inline Schedule chance_extreme(Chance *chance) {
    Schedule schedule = chance_model(chance);
    Text why = {0};
    for (int changes = 1 + (int)chance_below(chance, 6); changes > 0; changes--) {
        ParameterId id = (ParameterId)chance_below(chance, PARAMETER_COUNT);
        bool list = parameter_is_list(id) || parameters[id].type == PARAMETER_PAIRS;
        if (!list) (void)parameter_put(&schedule, id, chance_value(chance, &parameters[id]), &why);
    }
    text_free(&why);
    return schedule;
}

#endif
