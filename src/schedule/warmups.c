/* The warm-ups: one row each, and nothing about one stands elsewhere. */
#include "schedule/shape.h"

#include "base/exact.h"

#include <assert.h>
#include <math.h>

static double steps(const Schedule *schedule) {
    return (double)schedule->warmup_iters;
}

static double alpha(const Schedule *schedule, double step) {
    return step / steps(schedule);
}

static double linear_value(const Schedule *schedule, double step) {
    return schedule_blend(schedule->warmup_factor, alpha(schedule, step));
}

static double linear_slope(const Schedule *schedule, double step) {
    (void)step;
    return 1 / steps(schedule);
}

/* Returns what count steps lack; all of them lack (warmup_iters + 1)/2. */
static double linear_missing(const Schedule *schedule, double count) {
    return count == steps(schedule) ? (count + 1) / 2 : count - count / steps(schedule) * (count - 1) / 2;
}

static double constant_value(const Schedule *schedule, double step) {
    (void)step;
    return schedule->warmup_factor;
}

static double constant_rise(const Schedule *schedule, double step) {
    (void)schedule, (void)step;
    return 0;
}

static double constant_missing(const Schedule *schedule, double count) {
    (void)schedule;
    return count;
}

static double exponential_value(const Schedule *schedule, double step) {
    return exact_pow(schedule->warmup_factor, 1 - alpha(schedule, step));
}

/* Returns the limit of the formula, a straight line, for a factor of 1, where it has no value. */
static double exponential_rise(const Schedule *schedule, double step) {
    double start = schedule->warmup_factor;
    if (start == 1) return alpha(schedule, step);
    return (exponential_value(schedule, step) - start) / (1 - start);
}

static double exponential_slope(const Schedule *schedule, double step) {
    double start = schedule->warmup_factor;
    if (start == 1) return 1 / steps(schedule);
    return -exact_log(start) / steps(schedule) * exponential_value(schedule, step) / (1 - start);
}

static double cosine_rise(const Schedule *schedule, double step) {
    return (1 - exact_cos_pi(alpha(schedule, step))) / 2;
}

static double cosine_value(const Schedule *schedule, double step) {
    return schedule_blend(schedule->warmup_factor, cosine_rise(schedule, step));
}

static double cosine_slope(const Schedule *schedule, double step) {
    return M_PI / (2 * steps(schedule)) * exact_sin_pi(alpha(schedule, step));
}

static double cosine_turn(const Schedule *schedule, double step) {
    return step < steps(schedule) / 2 ? steps(schedule) / 2 : (double)SCHEDULE_FAR;
}

/* The sum of (1 + cos(pi*t/warmup_iters))/2 over `count` steps. */
static double cosine_missing(const Schedule *schedule, double count) {
    double half = 1 / steps(schedule) / 2;
    double waves = exact_sin_pi(count * half) * exact_cos_pi((count - 1) * half) / exact_sin_pi(half);
    return (count + waves) / 2;
}

static double power_rise(const Schedule *schedule, double step) {
    return exact_pow(alpha(schedule, step), schedule->warmup_power);
}

static double power_value(const Schedule *schedule, double step) {
    return schedule_blend(schedule->warmup_factor, power_rise(schedule, step));
}

static double power_slope(const Schedule *schedule, double step) {
    double power = schedule->warmup_power;
    return power / steps(schedule) * exact_pow(alpha(schedule, step), power - 1);
}

/* DeepSpeed's WarmupLR, whose update t has the number t + 1 and which takes 1 step for 2. It is full one step
   before warmup_iters. */
static double logarithmic_full(const Schedule *schedule) {
    return fmax(steps(schedule) - 1, 1);
}

static double logarithmic_rise(const Schedule *schedule, double step) {
    if (step >= logarithmic_full(schedule)) return 1;
    return exact_log(step + 1) / exact_log(fmax(steps(schedule), 2));
}

static double logarithmic_value(const Schedule *schedule, double step) {
    return schedule_blend(schedule->warmup_factor, logarithmic_rise(schedule, step));
}

static double logarithmic_slope(const Schedule *schedule, double step) {
    if (step >= logarithmic_full(schedule)) return 0;
    return 1 / ((step + 1) * exact_log(fmax(steps(schedule), 2)));
}

static double logarithmic_turn(const Schedule *schedule, double step) {
    double full = logarithmic_full(schedule);
    return step < full ? full : (double)SCHEDULE_FAR;
}

enum { BEFORE = __COUNTER__ };

const WarmupKind schedule_warmups[] = {
    [WARMUP_LINEAR] = {ROW, .word = "linear", .label = "linear", .value = linear_value, .rise = alpha,
                       .slope = linear_slope, .missing = linear_missing, .way = "in a straight line",
                       .rise_text = "a"},
    [WARMUP_CONSTANT] = {ROW, .word = "constant", .label = "constant", .value = constant_value,
                         .rise = constant_rise, .slope = constant_rise, .missing = constant_missing,
                         .rise_text = "0", .text = "warmup_factor"},
    [WARMUP_EXPONENTIAL] =
        {ROW, .word = "exponential", .label = "exponential", .value = exponential_value,
         .rise = exponential_rise, .slope = exponential_slope, .way = "exponentially",
         .rise_text =
             "a if warmup_factor == 1 else (warmup_factor ** (1 - a) - warmup_factor) / (1 - warmup_factor)",
         .text = "warmup_factor ** (1 - a)"},
    [WARMUP_COSINE] = {ROW, .word = "cosine", .label = "cosine", .value = cosine_value, .rise = cosine_rise,
                       .slope = cosine_slope, .next_turn = cosine_turn, .missing = cosine_missing,
                       .way = "along half a cosine", .arrives_level = true,
                       .rise_text = "(1 - cospi(a)) / 2"},
    [WARMUP_POWER] = {ROW, .word = "power", .label = "power", .uses = PARAMETER_BIT(WARMUP_POWER),
                      .value = power_value, .rise = power_rise, .slope = power_slope,
                      .way = "as a power of the step", .rise_text = "a ** warmup_power"},
    [WARMUP_LOGARITHMIC] =
        {ROW, .word = "logarithmic", .label = "logarithmic", .value = logarithmic_value,
         .rise = logarithmic_rise, .slope = logarithmic_slope, .next_turn = logarithmic_turn,
         .full = logarithmic_full, .way = "logarithmically",
         .rise_text =
             "0 if t == 0 else 1 if t + 1 >= warmup_iters else math.log(t + 1) / math.log(warmup_iters)"},
};
static_assert(__COUNTER__ - BEFORE - 1 == WARMUP_COUNT, "a warm-up has no row");
