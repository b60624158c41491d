/* Implementations against their sources' own loops, written down here step by step. */
#include "schedule/parameters.h"
#include "schedule/shape.h"
#include "schedule/implementations.h"

#include "chance.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { STEPS_MAX = 300, TRIALS = 4000 };

/* LinearLR's get_lr is a recursion from step to step. */
static void linear_lr(const Schedule *schedule, double *factors) {
    double f = schedule->warmup_factor, iters = (double)schedule->warmup_iters, warm = f;
    for (int64_t t = 0; t < schedule->total_steps; t++) {
        if (t > 0 && t <= schedule->warmup_iters)
            warm *= 1 + (1 - f) / (iters * f + (double)(t - 1) * (1 - f));
        factors[t] = warm * schedule_decay(schedule, t - schedule_decay_start(schedule));
    }
}

/* get_lr of WarmupMultiStepLR and WarmupCosineLR. */
static void detectron2_old(const Schedule *schedule, double *factors) {
    for (int64_t t = 0; t < schedule->total_steps; t++) {
        double warm = 1, alpha = (double)t / (double)schedule->warmup_iters, decay = 1;
        if (t < schedule->warmup_iters)
            warm = schedule->warmup_method == WARMUP_CONSTANT ? schedule->warmup_factor
                                                              : schedule->warmup_factor * (1 - alpha) + alpha;
        if (schedule->decay == DECAY_MULTISTEP)
            for (int i = 0; i < schedule->milestone_count && schedule->milestones[i] <= t; i++)
                decay *= schedule->gamma;
        if (schedule->decay == DECAY_COSINE)
            decay = 0.5 * (1 + cos(M_PI * (double)t / (double)schedule->total_steps));
        factors[t] = warm * decay;
    }
}

/* MultiStepParamScheduler and CosineParamScheduler at a share of the run. */
static double at_share(const Schedule *schedule, double where) {
    double value = 1;
    if (schedule->decay == DECAY_COSINE)
        return schedule->final_factor + 0.5 * (1 - schedule->final_factor) * (1 + cos(M_PI * where));
    int64_t update = (int64_t)((where + 1e-6) * (double)schedule->total_steps);
    if (schedule->decay == DECAY_MULTISTEP)
        for (int i = 0; i < schedule->milestone_count && schedule->milestones[i] <= update; i++)
            if (schedule->milestones[i] <= schedule->total_steps) value *= schedule->gamma;
    return value;
}

static double detectron2_new_at(const Schedule *schedule, int64_t t) {
    double total = (double)schedule->total_steps, where = (double)t / total;
    double length = fmin((double)schedule->warmup_iters / total, 1);
    if (where + 1e-6 > length) return at_share(schedule, where);
    double start = schedule->warmup_factor * at_share(schedule, 0), alpha = where / length;
    if (schedule->warmup_method == WARMUP_CONSTANT) return start;
    return at_share(schedule, length) * alpha + start * (1 - alpha);
}

static void detectron2_new(const Schedule *schedule, double *factors) {
    for (int64_t t = 0; t < schedule->total_steps; t++) factors[t] = detectron2_new_at(schedule, t);
}

static void plus_one(const Schedule *schedule, double *factors) {
    for (int64_t t = 0; t < schedule->total_steps; t++) {
        double warm = t < schedule->warmup_iters ? (double)(t + 1) / (double)(schedule->warmup_iters + 1) : 1;
        factors[t] = warm * schedule_decay(schedule, t - schedule_decay_start(schedule));
    }
}

static void (*const sources[IMPLEMENTATION_COUNT])(const Schedule *schedule, double *factors) = {
    linear_lr, detectron2_old, detectron2_new, plus_one};

/* More often than by chance what the implementations take: straight warm-ups, milestones and cosines to the end. */
static Schedule chance_settings(Chance *chance) {
    static const Decay decays[] = {DECAY_NONE, DECAY_MULTISTEP, DECAY_COSINE, DECAY_COSINE};
    static const double factors[] = {0, 1, 0.001, 1.0 / 3, 0.5, 1};
    Schedule schedule = chance_schedule(chance);
    if (chance_below(chance, 4)) schedule.decay = decays[chance_below(chance, 4)];
    if (chance_below(chance, 4)) schedule.warmup_method = (WarmupMethod)chance_below(chance, 2);
    if (chance_below(chance, 2)) schedule.warmup_factor = factors[chance_below(chance, 6)];
    if (schedule.warmup_method == WARMUP_EXPONENTIAL && schedule.warmup_factor <= 0)
        schedule.warmup_factor = 0.01;
    if (!chance_below(chance, 4)) schedule.warmup_iters = 0;
    if (chance_below(chance, 4)) schedule.decay_steps = SCHEDULE_AUTO;
    return schedule;
}

static void complain(ImplementationId id, const Schedule *schedule, const char *what, double is, double should) {
    fail_msg(
        "%s: %s is %.17g, not %.17g: total %lld, warm-up %d factor %.17g iters %lld, decay %d from %lld, "
        "to %g",
        implementation_name(id), what, is, should, (long long)schedule->total_steps, schedule->warmup_method,
        schedule->warmup_factor, (long long)schedule->warmup_iters, schedule->decay,
        (long long)schedule->decay_start, schedule->final_factor);
}

static void check_report(ImplementationId id, const Schedule *schedule, const double *factors) {
    ImplementationReport report = implementation_report(id, schedule);
    double max = 0, scale = fmax(1, fabs(schedule_factor(schedule, 0)));
    int64_t first = -1;
    for (int64_t t = 0; t < schedule->total_steps; t++) {
        double factor = implementation_factor(id, schedule, t), difference = factors[t] - schedule_factor(schedule, t);
        if (!(fabs(factor - factors[t]) <= 1e-12 * scale))
            complain(id, schedule, "its factor", factor, factors[t]);
        if (first < 0 && fabs(difference) > IMPLEMENTATION_ROUNDING * scale) first = t;
        max = fmax(max, fabs(difference));
    }
    if ((report.verdict == IMPLEMENTATION_DIFFERS) != (first >= 0))
        complain(id, schedule, "the first step", report.verdict == IMPLEMENTATION_DIFFERS ? (double)report.first : -1,
                 (double)first);
    if (report.verdict != IMPLEMENTATION_DIFFERS) return;
    if (report.first != first) complain(id, schedule, "the first step", (double)report.first, (double)first);
    double found = factors[report.max_at] - schedule_factor(schedule, report.max_at);
    if (!(fabs(fabs(report.max) - max) <= 1e-12 * scale))
        complain(id, schedule, "the greatest difference", report.max, max);
    if (!(fabs(report.max - found) <= 1e-12 * scale))
        complain(id, schedule, "the difference there", report.max, found);
}

static void test_reports_equal_a_walk_over_all_steps(void **state) {
    (void)state;
    static double factors[STEPS_MAX];
    Chance chance = {1};
    int verdicts[IMPLEMENTATION_COUNT][4] = {{0}};
    for (int i = 0; i < TRIALS; i++) {
        Schedule schedule = chance_settings(&chance);
        for (int id = 0; id < IMPLEMENTATION_COUNT; id++) {
            ImplementationVerdict verdict = implementation_report((ImplementationId)id, &schedule).verdict;
            verdicts[id][verdict]++;
            if (verdict == IMPLEMENTATION_REFUSES || verdict == IMPLEMENTATION_NOT_DEFINED) {
                assert_true(isnan(implementation_factor((ImplementationId)id, &schedule, 0)));
                continue;
            }
            sources[id](&schedule, factors);
            check_report((ImplementationId)id, &schedule, factors);
        }
    }
    for (int id = 0; id < IMPLEMENTATION_COUNT; id++) {
        assert_true(verdicts[id][IMPLEMENTATION_SAME] > TRIALS / 50);
        assert_true(verdicts[id][IMPLEMENTATION_DIFFERS] > TRIALS / 50);
    }
}

/* The same settings in a run up to 10^12 steps long. */
static Schedule stretched(Schedule schedule, Chance *chance) {
    int64_t times = (int64_t)pow(10, chance_between(chance, 1, 9.5));
    schedule.total_steps *= times;
    if (chance_below(chance, 3)) schedule.warmup_iters *= times;
    if (schedule.decay_start > 0 && chance_below(chance, 3)) schedule.decay_start *= times;
    for (int i = 0; i < schedule.milestone_count; i++) schedule.milestones[i] *= times;
    return schedule;
}

/* Steps all over the run, and close to its beginning and to the warm-up's end. */
static int64_t chance_step(Chance *chance, const Schedule *schedule) {
    int64_t step = chance_below(chance, schedule->total_steps);
    if (chance_below(chance, 3)) step /= 1 + chance_below(chance, 1 + step);
    return chance_below(chance, 2) ? step : (schedule->warmup_iters + step) % schedule->total_steps;
}

static void check_samples(ImplementationId id, const Schedule *schedule, Chance *chance) {
    enum { SAMPLES = 300 };
    double scale = fmax(1, fabs(schedule_factor(schedule, 0)));
    double rounding = 1e-12 * scale, tolerance = IMPLEMENTATION_ROUNDING * scale;
    ImplementationReport report = implementation_report(id, schedule);
    if (report.verdict == IMPLEMENTATION_REFUSES || report.verdict == IMPLEMENTATION_NOT_DEFINED) return;
    for (int i = 0; i < SAMPLES; i++) {
        int64_t step = chance_step(chance, schedule);
        double factor = implementation_factor(id, schedule, step), apart = factor - schedule_factor(schedule, step);
        if (fabs(apart) > fabs(report.max) + tolerance * (report.verdict == IMPLEMENTATION_SAME) + rounding)
            complain(id, schedule, "the greatest difference", report.max, apart);
        if (step < report.first && fabs(apart) > tolerance)
            complain(id, schedule, "the first step", (double)report.first, (double)step);
        if (id == IMPLEMENTATION_DETECTRON2_NEW && fabs(factor - detectron2_new_at(schedule, step)) > rounding)
            complain(id, schedule, "its factor", factor, detectron2_new_at(schedule, step));
    }
    if (report.verdict == IMPLEMENTATION_SAME) return;
    double there = implementation_factor(id, schedule, report.first) - schedule_factor(schedule, report.first);
    assert_true(fabs(there) > tolerance);
    if (report.first == 0) return;
    there = implementation_factor(id, schedule, report.first - 1) - schedule_factor(schedule, report.first - 1);
    assert_true(fabs(there) <= tolerance);
}

static void test_long_runs_hold_nothing_greater(void **state) {
    (void)state;
    Chance chance = {7};
    for (int i = 0; i < TRIALS / 2; i++) {
        Schedule schedule = stretched(chance_settings(&chance), &chance);
        for (int id = 0; id < IMPLEMENTATION_COUNT; id++) check_samples((ImplementationId)id, &schedule, &chance);
    }
}

static Schedule detectron2_1x(void) {
    Schedule schedule = schedule_default();
    schedule.total_steps = 90000;
    schedule.decay = DECAY_MULTISTEP;
    schedule.decay_start = 0;
    schedule.milestones[0] = 60000;
    schedule.milestones[1] = 80000;
    return schedule;
}

/* Rows of a run of detectron2's own classes. */
static void check_golden(ImplementationId id, const char *file, int64_t total) {
    Schedule schedule = detectron2_1x();
    schedule.total_steps = total;
    FILE *rows = fopen(file, "r");
    char line[128];
    int count = 0;
    assert_non_null(rows);
    assert_non_null(fgets(line, sizeof line, rows));
    for (; fgets(line, sizeof line, rows); count++) {
        char *comma;
        int64_t step = strtoll(line, &comma, 10);
        double lr = strtod(comma + 1, NULL), ours = schedule.base_lr * implementation_factor(id, &schedule, step);
        if (fabs(ours - lr) > 1e-12 * schedule.base_lr) complain(id, &schedule, "its rate", ours, lr);
    }
    fclose(rows);
    assert_true(count > 100);
}

static void test_detectron2_runs(void **state) {
    (void)state;
    check_golden(IMPLEMENTATION_DETECTRON2_NEW, TESTS_DIR "/golden/D01_detectron2_warmupparam_multistep_1x.csv", 90000);
    check_golden(IMPLEMENTATION_DETECTRON2_OLD,
                 TESTS_DIR "/golden/B04_lambda_mult_linear_x_multistep_detectron2_1x.csv", 92001);
    Schedule schedule = detectron2_1x();
    assert_int_equal(implementation_report(IMPLEMENTATION_DETECTRON2_OLD, &schedule).verdict, IMPLEMENTATION_SAME);
    assert_int_equal(implementation_report(IMPLEMENTATION_DETECTRON2_NEW, &schedule).verdict, IMPLEMENTATION_SAME);
}

static void assert_words(ImplementationId id, const Schedule *schedule, const char *expected) {
    Text words = {0};
    ImplementationReport report = implementation_report(id, schedule);
    implementation_words(id, &report, schedule, false, &words);
    assert_string_equal(text_string(&words), expected);
    text_free(&words);
}

/* A loader of one batch gives torchvision's min(1000, len - 1) = 0. */
static void test_one_batch(void **state) {
    (void)state;
    Schedule schedule = schedule_default();
    assert_words(IMPLEMENTATION_LINEAR_LR, &schedule, "same");
    schedule.warmup_iters = 0;
    assert_words(IMPLEMENTATION_LINEAR_LR, &schedule,
                 "differs from step 0: at most 0.01998 lower, at step 0; with total_iters = 0 LinearLR applies "
                 "warmup_factor for ever (PyTorch issue 193682)");
    assert_true(implementation_factor(IMPLEMENTATION_LINEAR_LR, &schedule, 1999) == 0.001);
}

static void test_refusals_in_the_frameworks_words(void **state) {
    (void)state;
    static const char *const start =
        "refuses: ValueError: Starting multiplicative factor expected to be greater than 0 "
        "and less or equal to 1.";
    Schedule schedule = schedule_default();
    schedule.warmup_factor = 1.5;
    assert_words(IMPLEMENTATION_LINEAR_LR, &schedule, start);
    schedule.warmup_method = WARMUP_COSINE;
    assert_words(IMPLEMENTATION_DETECTRON2_OLD, &schedule, "refuses: ValueError: Unknown warmup method: cosine");
    assert_words(IMPLEMENTATION_LINEAR_LR, &schedule,
                 "does not apply: it warms up along a straight line only");
    schedule.warmup_iters = 0;
    assert_words(IMPLEMENTATION_DETECTRON2_OLD, &schedule, "same");
    assert_words(IMPLEMENTATION_DETECTRON2_NEW, &schedule, "refuses: ValueError: Unknown warmup method: cosine");
    schedule = detectron2_1x();
    schedule.total_steps = 80000;
    assert_words(
        IMPLEMENTATION_DETECTRON2_NEW, &schedule,
        "refuses: ValueError: Milestone must be smaller than total number of updates: num_updates=80000, "
        "milestone=80000");
}

/* fvcore's allowance of a millionth: in a run of 10^7 steps milestones come ten steps early. */
static void test_milestones_of_long_runs_come_early(void **state) {
    (void)state;
    Schedule schedule = detectron2_1x();
    schedule.total_steps = 10000000;
    assert_words(IMPLEMENTATION_DETECTRON2_NEW, &schedule,
                 "differs from step 991: at most 0.018 lower, at step 59\xE2\x80\x89"
                 "990; WarmupParamScheduler counts in shares of the run and comes a millionth of it early");
    assert_true(implementation_factor(IMPLEMENTATION_DETECTRON2_NEW, &schedule, 59989) == 1);
    assert_true(implementation_factor(IMPLEMENTATION_DETECTRON2_NEW, &schedule, 59990) == 0.1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reports_equal_a_walk_over_all_steps),
        cmocka_unit_test(test_long_runs_hold_nothing_greater),
        cmocka_unit_test(test_detectron2_runs),
        cmocka_unit_test(test_one_batch),
        cmocka_unit_test(test_refusals_in_the_frameworks_words),
        cmocka_unit_test(test_milestones_of_long_runs_come_early),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
