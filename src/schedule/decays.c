/* The decays: one row each, and nothing about one stands elsewhere. */
#include "schedule/parameters.h"
#include "schedule/shape.h"

#include <assert.h>
#include <math.h>

static double share_done(const Schedule *schedule, double elapsed) {
    double steps = (double)schedule_decay_steps(schedule);
    return fmin(elapsed, steps) / steps;
}

/* Cycles are counted, never computed with logarithms. A cycle that has begun may be longer than any run: its
   length stays what it is, only its end is no place that a step could ask for. */
ScheduleCycle schedule_cycle(const Schedule *schedule, double elapsed) {
    double steps = schedule->cycle_steps;
    ScheduleCycle cycle = {0, steps, steps, 0};
    if (schedule->cycle_mult == 1 || schedule->decay == DECAY_TRIANGULAR) {
        cycle.index = floor(elapsed / steps);
        while (cycle.index * steps > elapsed) cycle.index--;
        while ((cycle.index + 1) * steps <= elapsed) cycle.index++;
        cycle.start = cycle.index * steps;
        cycle.next = (cycle.index + 1) * steps;
        return cycle;
    }
    while (elapsed >= cycle.next) {
        cycle.index++;
        cycle.start = cycle.next;
        cycle.length *= (double)schedule->cycle_mult;
        cycle.next += fmin(cycle.length, (double)SCHEDULE_FAR);
    }
    return cycle;
}

/* What grows without end stays a number that base_lr can be multiplied with. */
static double power_of(double base, double exponent) {
    return fmin(pow(base, exponent), SCHEDULE_REAL_MAX);
}

static double none_value(const Schedule *schedule, double elapsed) {
    (void)schedule, (void)elapsed;
    return 1;
}

static double multistep_value(const Schedule *schedule, double elapsed) {
    return power_of(schedule->gamma, schedule_milestones_until(schedule, elapsed));
}

static double step_value(const Schedule *schedule, double elapsed) {
    int64_t whole = elapsed < (double)SCHEDULE_FAR ? (int64_t)elapsed : SCHEDULE_FAR;
    return power_of(schedule->gamma, (double)(whole / schedule->step_size));
}

static double exponential_value(const Schedule *schedule, double elapsed) {
    return power_of(schedule->gamma, elapsed / (double)schedule->step_size);
}

static double linear_value(const Schedule *schedule, double elapsed) {
    return schedule_blend(schedule->final_factor, 1 - share_done(schedule, elapsed));
}

static double polynomial_value(const Schedule *schedule, double elapsed) {
    double left = 1 - share_done(schedule, elapsed);
    return schedule_blend(schedule->final_factor, pow(left, schedule->power));
}

static double cosine_value(const Schedule *schedule, double elapsed) {
    double halves = 2 * schedule->num_cycles * share_done(schedule, elapsed);
    return schedule_blend(schedule->final_factor, (1 + cos(M_PI * halves)) / 2);
}

static double cosine_restarts_value(const Schedule *schedule, double elapsed) {
    ScheduleCycle cycle = schedule_cycle(schedule, elapsed);
    double high = (1 + cos(M_PI * ((elapsed - cycle.start) / cycle.length))) / 2;
    if (schedule->cycle_gamma == 1) return schedule_blend(schedule->final_factor, high);
    double peak = power_of(schedule->cycle_gamma, cycle.index);
    return schedule->final_factor * (1 - high) + peak * high;
}

static double inverse_sqrt_value(const Schedule *schedule, double elapsed) {
    return 1 / sqrt(1 + elapsed / schedule_timescale(schedule));
}

static double one_minus_sqrt_value(const Schedule *schedule, double elapsed) {
    return schedule_blend(schedule->final_factor, 1 - sqrt(share_done(schedule, elapsed)));
}

static double inverse_time_value(const Schedule *schedule, double elapsed) {
    return pow(1 + elapsed / schedule_timescale(schedule), -schedule->power);
}

/* The second half already rises to the next cycle's peak. */
static double triangular_value(const Schedule *schedule, double elapsed) {
    ScheduleCycle cycle = schedule_cycle(schedule, elapsed);
    double x = (elapsed - cycle.start) / cycle.length, high = fabs(1 - 2 * x);
    double peak = x < 0.5 ? cycle.index : cycle.index + 1;
    return schedule_blend(schedule->final_factor, power_of(schedule->cycle_gamma, peak) * high);
}

static double points_value(const Schedule *schedule, double elapsed) {
    const SchedulePoint *points = schedule->points;
    int count = schedule->point_count, i = 0;
    while (i < count && (double)points[i].step <= elapsed) i++;
    if (count == 0) return 1;
    if (i == 0 || i == count || points[i - 1].factor == points[i].factor) return points[i ? i - 1 : 0].factor;
    double from = (double)points[i - 1].step, share = (elapsed - from) / ((double)points[i].step - from);
    return points[i - 1].factor * (1 - share) + points[i].factor * share;
}

#define BIT PARAMETER_BIT
#define ENDS (BIT(DECAY_STEPS) | BIT(FINAL_FACTOR))

const DecayKind schedule_decays[] = {
    [DECAY_NONE] = {.word = "none", .label = "constant at base_lr", .value = none_value},
    [DECAY_MULTISTEP] = {.word = "multistep",
                         .label = "multistep",
                         .uses = BIT(MILESTONES) | BIT(GAMMA),
                         .value = multistep_value},
    [DECAY_STEP] = {.word = "step",
                    .label = "step",
                    .uses = BIT(GAMMA) | BIT(STEP_SIZE),
                    .value = step_value},
    [DECAY_EXPONENTIAL] = {.word = "exponential",
                           .label = "exponential",
                           .uses = BIT(GAMMA) | BIT(STEP_SIZE),
                           .value = exponential_value},
    [DECAY_LINEAR] = {.word = "linear", .label = "linear", .uses = ENDS, .value = linear_value},
    [DECAY_POLYNOMIAL] = {.word = "polynomial",
                          .label = "polynomial",
                          .uses = ENDS | BIT(POWER),
                          .value = polynomial_value},
    [DECAY_COSINE] = {.word = "cosine",
                      .label = "cosine",
                      .uses = ENDS | BIT(NUM_CYCLES),
                      .value = cosine_value},
    [DECAY_COSINE_RESTARTS] = {.word = "cosine_restarts",
                               .label = "cosine with restarts",
                               .uses =
                                   BIT(FINAL_FACTOR) | BIT(CYCLE_STEPS) | BIT(CYCLE_MULT) | BIT(CYCLE_GAMMA),
                               .value = cosine_restarts_value},
    [DECAY_INVERSE_SQRT] = {.word = "inverse_sqrt",
                            .label = "inverse square root",
                            .uses = BIT(TIMESCALE),
                            .value = inverse_sqrt_value},
    [DECAY_ONE_MINUS_SQRT] = {.word = "one_minus_sqrt",
                              .label = "one minus square root",
                              .uses = ENDS,
                              .value = one_minus_sqrt_value},
    [DECAY_INVERSE_TIME] = {.word = "inverse_time",
                            .label = "inverse time",
                            .uses = BIT(TIMESCALE) | BIT(POWER),
                            .value = inverse_time_value},
    [DECAY_TRIANGULAR] = {.word = "triangular",
                          .label = "triangular",
                          .uses = BIT(FINAL_FACTOR) | BIT(CYCLE_STEPS) | BIT(CYCLE_GAMMA),
                          .value = triangular_value},
    [DECAY_POINTS] = {.word = "points", .label = "points", .uses = BIT(POINTS), .value = points_value},
};
static_assert(sizeof schedule_decays / sizeof *schedule_decays == DECAY_COUNT, "a decay has no row");
