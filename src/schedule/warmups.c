/* The warm-ups: one row each, and nothing about one stands elsewhere. */
#include "schedule/parameters.h"
#include "schedule/shape.h"

#include <assert.h>
#include <math.h>

static double alpha(const Schedule *schedule, double step) {
    return step / (double)schedule->warmup_iters;
}

static double cosine_rise(const Schedule *schedule, double step) {
    return (1 - cos(M_PI * alpha(schedule, step))) / 2;
}

static double power_rise(const Schedule *schedule, double step) {
    return pow(alpha(schedule, step), schedule->warmup_power);
}

static double no_rise(const Schedule *schedule, double step) {
    (void)schedule, (void)step;
    return 0;
}

/* DeepSpeed's. It is full one step early, and between that step and the end it stays there. */
static double logarithmic_rise(const Schedule *schedule, double step) {
    if (step + 1 >= (double)schedule->warmup_iters && step > 0) return 1;
    return step > 0 ? log(step + 1) / log((double)schedule->warmup_iters) : 0;
}

/* A straight line for a factor of 1, where the formula has no value: its limit. */
static double exponential_rise(const Schedule *schedule, double step) {
    double start = schedule->warmup_factor, a = alpha(schedule, step);
    return start == 1 ? a : (pow(start, 1 - a) - start) / (1 - start);
}

static double linear_value(const Schedule *schedule, double step) {
    return schedule_blend(schedule->warmup_factor, alpha(schedule, step));
}

static double constant_value(const Schedule *schedule, double step) {
    (void)step;
    return schedule->warmup_factor;
}

static double exponential_value(const Schedule *schedule, double step) {
    return pow(schedule->warmup_factor, 1 - alpha(schedule, step));
}

static double cosine_value(const Schedule *schedule, double step) {
    return schedule_blend(schedule->warmup_factor, cosine_rise(schedule, step));
}

static double power_value(const Schedule *schedule, double step) {
    return schedule_blend(schedule->warmup_factor, power_rise(schedule, step));
}

static double logarithmic_value(const Schedule *schedule, double step) {
    return schedule_blend(schedule->warmup_factor, logarithmic_rise(schedule, step));
}

const WarmupKind schedule_warmups[] = {
    [WARMUP_LINEAR] = {.word = "linear", .label = "linear", .value = linear_value, .rise = alpha},
    [WARMUP_CONSTANT] = {.word = "constant", .label = "constant", .value = constant_value, .rise = no_rise},
    [WARMUP_EXPONENTIAL] = {.word = "exponential",
                            .label = "exponential",
                            .value = exponential_value,
                            .rise = exponential_rise},
    [WARMUP_COSINE] = {.word = "cosine", .label = "cosine", .value = cosine_value, .rise = cosine_rise},
    [WARMUP_POWER] = {.word = "power",
                      .label = "power",
                      .uses = PARAMETER_BIT(WARMUP_POWER),
                      .value = power_value,
                      .rise = power_rise},
    [WARMUP_LOGARITHMIC] = {.word = "logarithmic",
                            .label = "logarithmic",
                            .value = logarithmic_value,
                            .rise = logarithmic_rise},
};
static_assert(sizeof schedule_warmups / sizeof *schedule_warmups == WARMUP_COUNT, "a warm-up has no row");
