/* Logs that are read while they grow, and what a line may look like. The writers' own files are in tests/logs. */
#include "runlog/compare.h"
#include "runlog/fit.h"
#include "runlog/figure.h"
#include "schedule/parameters.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static char path[64];

static int make_path(void **state) {
    (void)state;
    strcpy(path, "/tmp/lrscope-log-XXXXXX");
    int file = mkstemp(path);
    return file < 0 ? -1 : close(file);
}

static int remove_path(void **state) {
    (void)state;
    return unlink(path);
}

static void put_bytes(const char *mode, const void *bytes, size_t count) {
    FILE *file = fopen(path, mode);
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, count, file), count);
    assert_int_equal(fclose(file), 0);
}

static void put(const char *mode, const char *text) {
    put_bytes(mode, text, strlen(text));
}

static RunLog opened(void) {
    RunLog log;
    Text why = {0};
    if (!runlog_open(&log, path, &(LogOptions){0}, &why)) fail_msg("%s", text_string(&why));
    text_free(&why);
    return log;
}

static size_t rows_of_text(const char *text) {
    put("w", text);
    RunLog log = opened();
    size_t count = runlog_shown(&log)->count;
    runlog_close(&log);
    return count;
}

static double last_x(const RunLog *log) {
    const LogGroup *group = runlog_shown(log);
    return group->points[group->count - 1].x;
}

static void test_grows(void **state) {
    (void)state;
    put("w", "step,lr\n1,0.1\n2,0.2\n");
    RunLog log = opened();
    assert_false(runlog_follow(&log));
    put("a", "3,0.3\n4,0.");
    assert_true(runlog_follow(&log));
    assert_int_equal(runlog_shown(&log)->count, 3); /* the line that is not complete waits */
    put("a", "4\n");
    assert_true(runlog_follow(&log));
    assert_int_equal(runlog_shown(&log)->count, 4);
    assert_true(last_x(&log) == 4 && runlog_shown(&log)->points[3].rate == 0.4);
    runlog_close(&log);
}

/* A file that got shorter, or another one of that name, is read anew; one that is gone for a moment stays. */
static void test_replaced(void **state) {
    (void)state;
    put("w", "step,lr\n1,0.1\n2,0.2\n3,0.3\n");
    RunLog log = opened();
    put("w", "step,lr\n1,0.5\n");
    assert_true(runlog_follow(&log));
    assert_int_equal(runlog_shown(&log)->count, 1);
    assert_int_equal(unlink(path), 0);
    assert_false(runlog_follow(&log));
    assert_int_equal(runlog_shown(&log)->count, 1);
    put("w", "loss,step,lr\n0,1,0.5\n0,2,0.6\n0,3,0.7\n");
    assert_true(runlog_follow(&log));
    assert_int_equal(runlog_shown(&log)->count, 3);
    runlog_close(&log);
}

/* A document is written whole each time. */
static void test_document_grows(void **state) {
    (void)state;
    put("w", "{\"log_history\": [{\"step\": 1, \"learning_rate\": 0.1}],\n\"max_steps\": 9}\n");
    RunLog log = opened();
    assert_true(log.total == 9);
    put("w", "{\"log_history\": [{\"step\": 1, \"learning_rate\": 0.1}, {\"step\": 2, \"learning_rate\": NaN},\n"
             "{\"step\": 3, \"learning_rate\": 0.2}],\n\"max_steps\": 9}\n");
    assert_true(runlog_follow(&log));
    assert_int_equal(runlog_shown(&log)->count, 2);
    runlog_close(&log);
}

static void test_lines(void **state) {
    (void)state;
    static const char nul[] = "iter: 1  lr: 0.1\n\0\0iter: 2  lr: 0.2\n";
    assert_int_equal(rows_of_text("\xEF\xBB\xBFstep,lr\r\n1,0.1\r\n2,0.2\r\n"), 2);
    assert_int_equal(rows_of_text("step;lr\n1;0.1\n2;nan\n3;inf\n4;0x10\n5; 0.2 \n"), 2);
    assert_int_equal(rows_of_text("\"step\",\"a - lr\",\"a - lr__MIN\"\n\"1\",\"0.1\",\"0.1\"\n"), 1);
    assert_int_equal(rows_of_text("base_lr: 1 iter: 5  lr: 0.1\riter: 6  lr: 0.2\r\n"), 2);
    assert_int_equal(rows_of_text("\033[32miter: 5\033[0m  \033[1mlr: 0.1\033[0m\niter: 6 lr: 0.2\n"), 2);
    assert_int_equal(rows_of_text("{'loss': '2', 'learning_rate': '5e-06', 'epoch': '0.5'}\n"), 1);
    assert_int_equal(rows_of_text("{\"step\": \"1\", \"lr\": \"1e-3\"}\n{}\n{\"step\": 2, \"lr\": [0.1, 0.2]}\n{\"step\": 3, \"l"), 2);
    put_bytes("w", nul, sizeof nul - 1);
    RunLog log = opened();
    assert_int_equal(runlog_shown(&log)->count, 2);
    runlog_close(&log);
}

/* Two optimizers that take turns are two series. */
static void test_turns(void **state) {
    (void)state;
    Text text = {0};
    for (int i = 1; i <= 20; i++)
        text_addf(&text, "step=%d, skipped=0, lr=[%d]\nstep=%d, skipped=0, lr=[%d]\n", i, i, i, 100 + i);
    assert_int_equal(rows_of_text(text_string(&text)), 20);
    text_free(&text);
}

static void test_figures(void **state) {
    (void)state;
    static const struct { const char *text; double value; int significant, decimals; bool padded; } cases[] = {
        {"2.50e-05", 2.5e-5, 3, 7, true}, {"0.000420", 0.00042, 3, 6, true}, {"1e3", 1000, 1, -3, false},
        {"-0.5,", -0.5, 1, 1, false},     {"1.0", 1, 2, 1, false},           {"0.0", 0, 1, 1, false},
        {"5.555555555555555e-05", 5.555555555555555e-05, 16, 20, false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Figure figure;
        assert_non_null(runlog_figure_read(cases[i].text, cases[i].text + strlen(cases[i].text), &figure));
        assert_true(figure.value == cases[i].value);
        assert_int_equal(figure.significant, cases[i].significant);
        assert_int_equal(figure.decimals, cases[i].decimals);
        assert_int_equal(figure.padded, cases[i].padded);
    }
    const char *none[] = {"nan", "inf", "0x1", "-", ".", "1e999"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        Figure figure;
        assert_null(runlog_figure_read(none[i], none[i] + strlen(none[i]), &figure));
    }
}

/* Any schedule that can be fitted comes out of its own rates: numbers as round as those that went in. */
static void fits_back(const Schedule *schedule) {
    Text text = {0};
    LogFit fits[LOG_FITS_MAX];
    text_add(&text, "global_step,lr\n");
    for (int64_t t = 0; t < schedule->total_steps; t += 7) text_addf(&text, "%d,%.17g\n", (int)t, schedule_lr(schedule, t));
    put("w", text_string(&text));
    RunLog log = opened();
    size_t count = runlog_fit(&log, schedule, 0, fits);
    assert_true(count > 0);
    assert_int_equal(fits[0].explained, runlog_shown(&log)->count);
    assert_true(fits[0].schedule.base_lr == schedule->base_lr);
    assert_int_equal(fits[0].schedule.warmup_iters, schedule->warmup_iters);
    fits_free(fits, count);
    runlog_close(&log);
    text_free(&text);
}

/* Rates of any size: what is found is within what the parameters take, or nothing is. */
static void test_fits_within_limits(void **state) {
    (void)state;
    for (int power = -320; power <= 307; power += 3) {
        Text text = {0}, why = {0};
        LogFit fits[LOG_FITS_MAX];
        text_add(&text, "step,lr\n");
        for (int t = 0; t < 30; t++) text_addf(&text, "%d,%.17ge%d\n", t * 7, t < 10 ? t * 0.1 : 1 - (t - 10) * 0.03, power);
        put("w", text_string(&text));
        RunLog log = opened();
        Schedule start = schedule_default();
        size_t count = runlog_fit(&log, &start, 0, fits);
        if (power > -98 && power < 98) assert_true(count > 0);
        for (size_t i = 0; i < count; i++)
            for (ParameterId id = 0; id < PARAMETER_COUNT; id++) {
                text_clear(&text);
                parameter_print(&fits[i].schedule, id, &text);
                if (!parameter_read(&start, id, text_string(&text), &why)) fail_msg("1e%d: %s", power, text_string(&why));
            }
        fits_free(fits, count);
        runlog_close(&log);
        text_free(&text);
        text_free(&why);
    }
}

static void test_fits(void **state) {
    (void)state;
    static const Decay decays[] = {DECAY_NONE, DECAY_LINEAR, DECAY_COSINE, DECAY_MULTISTEP, DECAY_ONE_MINUS_SQRT,
                                   DECAY_EXPONENTIAL, DECAY_INVERSE_SQRT};
    Schedule schedule = schedule_default();
    schedule.total_steps = 1200;
    schedule.warmup_iters = 140;
    schedule.warmup_factor = 0.05;
    schedule.gamma = 0.998;
    for (size_t i = 0; i < sizeof decays / sizeof *decays; i++) {
        Schedule one = schedule;
        one.decay = decays[i];
        if (one.decay == DECAY_MULTISTEP) one.gamma = 0.1;
        fits_back(&one);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_grows, make_path, remove_path),
        cmocka_unit_test_setup_teardown(test_replaced, make_path, remove_path),
        cmocka_unit_test_setup_teardown(test_document_grows, make_path, remove_path),
        cmocka_unit_test_setup_teardown(test_lines, make_path, remove_path),
        cmocka_unit_test_setup_teardown(test_turns, make_path, remove_path),
        cmocka_unit_test(test_figures),
        cmocka_unit_test_setup_teardown(test_fits, make_path, remove_path),
        cmocka_unit_test_setup_teardown(test_fits_within_limits, make_path, remove_path),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
