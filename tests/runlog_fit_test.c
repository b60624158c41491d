/* Schedules that are written down as a log, with few or many digits, are found again in it. */
#include "runlog/fit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char path[64];

static int make_path(void **state) {
    (void)state;
    strcpy(path, "/tmp/lrscope-fit-XXXXXX");
    int file = mkstemp(path);
    return file < 0 ? -1 : close(file);
}

static int remove_path(void **state) {
    (void)state;
    return unlink(path);
}

static void write_log(const Schedule *schedule, const char *format, int64_t every) {
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs("step,lr\n", file);
    for (int64_t step = 0; step < schedule->total_steps; step += every) {
        fprintf(file, "%lld,", (long long)step);
        fprintf(file, format, schedule_lr(schedule, step));
        fputs("\n", file);
    }
    assert_int_equal(fclose(file), 0);
}

static RunLog opened(void) {
    RunLog log;
    Text why = {0};
    if (!runlog_open(&log, path, &(LogOptions){0}, &why)) fail_msg("%s", text_string(&why));
    text_free(&why);
    return log;
}

/* What a schedule says beside a warm-up of 500 steps from 0 in a run of 10000. */
typedef struct Shape {
    const char *name;
    WarmupMethod method;
    WarmupJoin join;
    double factor;
    int64_t iters;
    Decay decay;
    int64_t start, length;
    double final, gamma, power, timescale, cycle, cycle_gamma;
    int64_t step_size, mult, interval;
} Shape;

static Schedule schedule_of(const Shape *shape) {
    Schedule schedule = schedule_default();
    schedule.base_lr = 0.1;
    schedule.total_steps = 10000;
    schedule.warmup_method = shape->method;
    schedule.warmup_join = shape->join;
    schedule.warmup_factor = shape->factor;
    schedule.warmup_iters = shape->iters;
    schedule.decay = shape->decay;
    schedule.decay_start = shape->start;
    schedule.final_factor = shape->final;
    if (shape->length) schedule.decay_steps = shape->length;
    if (shape->gamma > 0) schedule.gamma = shape->gamma;
    if (shape->power > 0) schedule.power = shape->power;
    if (shape->timescale > 0) schedule.timescale = shape->timescale;
    if (shape->cycle > 0) schedule.cycle_steps = shape->cycle;
    if (shape->cycle_gamma > 0) schedule.cycle_gamma = shape->cycle_gamma;
    if (shape->step_size) schedule.step_size = shape->step_size;
    if (shape->mult) schedule.cycle_mult = shape->mult;
    if (shape->interval) schedule.decay_interval = shape->interval;
    return schedule;
}

static const Shape shapes[] = {
    {.name = "warm-up, stable, one minus sqrt", .iters = 500, .decay = DECAY_ONE_MINUS_SQRT, .start = 8000},
    {.name = "warm-up, stable, linear", .iters = 500, .decay = DECAY_LINEAR, .start = 8000},
    {.name = "warm-up, stable, cosine", .iters = 500, .decay = DECAY_COSINE, .start = 9000, .final = 0.1},
    {.name = "cosine", .iters = 300, .decay = DECAY_COSINE, .start = SCHEDULE_AUTO},
    {.name = "cosine beside the warm-up",
     .factor = 0.001,
     .iters = 500,
     .join = JOIN_REPLACE,
     .decay = DECAY_COSINE,
     .final = 0.01},
    {.name = "linear beside the warm-up", .iters = 1000, .join = JOIN_REPLACE, .decay = DECAY_LINEAR},
    {.name = "a warm-up that ends before the second row", .iters = 3, .decay = DECAY_LINEAR, .start = SCHEDULE_AUTO},
    {.name = "steps", .factor = 1, .decay = DECAY_STEP, .step_size = 3000, .gamma = 0.1},
    {.name = "one cycle",
     .method = WARMUP_COSINE,
     .factor = 0.04,
     .iters = 2999,
     .decay = DECAY_COSINE,
     .start = SCHEDULE_AUTO,
     .length = 7000,
     .final = 0.000004},
    {.name = "exponential", .factor = 1, .decay = DECAY_EXPONENTIAL, .step_size = 1, .gamma = 0.9995},
    {.name = "inverse sqrt", .iters = 400, .decay = DECAY_INVERSE_SQRT, .start = SCHEDULE_AUTO, .timescale = 400},
    {.name = "inverse time", .factor = 1, .decay = DECAY_INVERSE_TIME, .timescale = 20, .power = 1},
    {.name = "Caffe's inv", .factor = 1, .decay = DECAY_INVERSE_TIME, .timescale = 10000, .power = 0.75},
    {.name = "an exponential warm-up",
     .method = WARMUP_EXPONENTIAL,
     .factor = 0.01,
     .iters = 1000,
     .decay = DECAY_COSINE,
     .start = SCHEDULE_AUTO},
    {.name = "restarts", .factor = 1, .decay = DECAY_COSINE_RESTARTS, .cycle = 2500},
    {.name = "restarts, each twice as long",
     .factor = 1,
     .decay = DECAY_COSINE_RESTARTS,
     .cycle = 1000,
     .mult = 2,
     .final = 0.01},
    {.name = "restarts, each half as high", .factor = 1, .decay = DECAY_COSINE_RESTARTS, .cycle = 2500, .cycle_gamma = 0.5},
    {.name = "restarts behind a warm-up", .iters = 300, .decay = DECAY_COSINE_RESTARTS, .start = SCHEDULE_AUTO, .cycle = 2000},
    {.name = "triangles",
     .factor = 0.1,
     .iters = 1000,
     .decay = DECAY_TRIANGULAR,
     .start = SCHEDULE_AUTO,
     .cycle = 2000,
     .final = 0.1},
    {.name = "triangles, each half as high",
     .factor = 0.1,
     .iters = 1000,
     .decay = DECAY_TRIANGULAR,
     .start = SCHEDULE_AUTO,
     .cycle = 2000,
     .final = 0.1,
     .cycle_gamma = 0.5},
    {.name = "a cosine by epoch", .factor = 1, .decay = DECAY_COSINE, .interval = 400},
    {.name = "steps by epoch", .factor = 1, .decay = DECAY_STEP, .step_size = 200, .gamma = 0.97},
    {.name = "polynomial", .factor = 0.1, .iters = 1500, .decay = DECAY_POLYNOMIAL, .start = SCHEDULE_AUTO, .power = 0.9},
};

/* Every row has to agree, not only be near. */
static void test_found_again(void **state) {
    (void)state;
    static const struct {
        const char *format;
        int64_t every;
    } forms[] = {{"%.17g", 100}, {"%.6f", 50}};
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        for (size_t k = 0; k < sizeof forms / sizeof *forms; k++) {
            LogFit fits[LOG_FITS_MAX];
            Schedule schedule = schedule_of(&shapes[i]), start = schedule_default();
            write_log(&schedule, forms[k].format, forms[k].every);
            RunLog log = opened();
            size_t count = runlog_fit(&log, &start, LOG_SHIFT_AUTO, fits);
            if (!count) fail_msg("%s, %s: nothing found", shapes[i].name, forms[k].format);
            if (!runlog_agrees(&log, &fits[0].schedule, fits[0].shift))
                fail_msg("%s, %s: %zu of %zu rows", shapes[i].name, forms[k].format, fits[0].explained,
                         runlog_shown(&log)->count);
            assert_int_equal(fits[0].skips, 0);
            fits_free(fits, count);
            runlog_close(&log);
        }
}

/* The corners of stairs count, not the rows that were thinned out between them. */
static void test_many_rows_of_stairs(void **state) {
    (void)state;
    LogFit fits[LOG_FITS_MAX];
    Schedule schedule = schedule_of(&(Shape){.factor = 1, .decay = DECAY_MULTISTEP, .gamma = 0.1}), start = schedule_default();
    schedule.milestones[0] = 3940;
    schedule.milestones[1] = 7880;
    schedule.milestone_count = 2;
    write_log(&schedule, "%.17g", 2);
    RunLog log = opened();
    size_t count = runlog_fit(&log, &start, LOG_SHIFT_AUTO, fits);
    assert_true(count > 0 && fits[0].explained == runlog_shown(&log)->count);
    assert_int_equal(fits[0].schedule.milestones[0], 3940);
    fits_free(fits, count);
    runlog_close(&log);
}

/* Rates without a rule, and rates that follow none but where they stand still, have no schedule. */
static void test_nothing_to_find(void **state) {
    (void)state;
    unsigned random = 1;
    for (int still = 0; still < 2; still++) {
        FILE *file = fopen(path, "w");
        fputs("step,lr\n", file);
        for (int step = 0; step < 200; step++) {
            random = random * 1103515245u + 12345u;
            fprintf(file, "%d,%.4f\n", step, still && step > 50 ? 0 : 10 + (random >> 16) % 1000 / 100.0);
        }
        assert_int_equal(fclose(file), 0);
        LogFit fits[LOG_FITS_MAX];
        Schedule start = schedule_default();
        RunLog log = opened();
        assert_int_equal(runlog_fit(&log, &start, LOG_SHIFT_AUTO, fits), 0);
        runlog_close(&log);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_found_again), cmocka_unit_test(test_many_rows_of_stairs),
                                       cmocka_unit_test(test_nothing_to_find)};
    return cmocka_run_group_tests(tests, make_path, remove_path);
}
