/* The model's formulas, written down once more. */
#include "schedule/parameters.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* "key=value key=value …" over the defaults. */
static Schedule schedule_of(const char *settings) {
    Schedule schedule = schedule_default();
    char word[256];
    for (int length; sscanf(settings, " %255[^ ]%n", word, &length) == 1; settings += length) {
        char *equals = strchr(word, '=');
        assert_non_null(equals);
        *equals = 0;
        int id = parameter_find(word);
        Text why = {0};
        if (id < 0 || !parameter_read(&schedule, (ParameterId)id, equals + 1, &why))
            fail_msg("%s=%s: %s", word, equals + 1, text_string(&why));
    }
    return schedule;
}

static void assert_factor(const Schedule *schedule, int64_t step, double expected) {
    double factor = schedule_factor(schedule, step);
    if (fabs(factor - expected) > 1e-12)
        fail_msg("step %lld: %.17g, not %.17g", (long long)step, factor, expected);
}

static void joins_follow_their_formulas(void **state) {
    (void)state;
    Schedule schedule =
        schedule_of("warmup_iters=100 warmup_factor=0.2 decay=linear decay_start=0 decay_steps=400 "
                    "total_steps=400");
    for (int64_t t = 0; t < 400; t++) {
        double a = (double)t / 100, d = 1 - (double)t / 400;
        double expected[JOIN_COUNT] = {(0.2 * (1 - a) + a) * d, 0.2 * (1 - a) + a, 0.2 * (1 - a) + 0.75 * a,
                                       0.2 * (1 - a) + d * a};
        for (int join = 0; join < JOIN_COUNT; join++) {
            schedule.warmup_join = (WarmupJoin)join;
            assert_factor(&schedule, t, t < 100 ? expected[join] : d);
        }
    }
}

static void intervals_make_stairs(void **state) {
    (void)state;
    Schedule schedule =
        schedule_of("warmup_iters=100 warmup_factor=0.2 warmup_interval=30 decay=linear decay_start=0 "
                    "decay_steps=400 decay_interval=70 total_steps=400");
    for (int64_t t = 0; t < 400; t++) {
        double a = (double)(t / 30 * 30) / 100, d = 1 - (double)(t / 70 * 70) / 400;
        assert_factor(&schedule, t, a < 1 ? (0.2 * (1 - a) + a) * d : d);
    }
    assert_int_equal(schedule_warmup_end(&schedule), 120);
}

static void a_floor_holds_the_rate(void **state) {
    (void)state;
    Schedule schedule = schedule_of("warmup_iters=0 decay=linear decay_steps=100 total_steps=200 floor=0.25");
    for (int64_t t = 0; t < 200; t++) assert_factor(&schedule, t, fmax(0.25, 1 - (double)t / 100));
}

static void points_are_joined_by_lines(void **state) {
    (void)state;
    Schedule schedule =
        schedule_of("warmup_iters=0 decay=points points=10:1,20:3,20:0.5,40:0.25 total_steps=60");
    static const double expected[][2] = {{0, 1},    {10, 1},     {15, 2},   {19, 2.8},
                                         {20, 0.5}, {30, 0.375}, {59, 0.25}};
    for (int i = 0; i < 7; i++) assert_factor(&schedule, (int64_t)expected[i][0], expected[i][1]);
}

/* --- what frameworks compute, restated from their own sources, against the options that say the same --- */

static double pi(void) {
    return acos(-1);
}

static double half_wave(double share) {
    return (1 + cos(pi() * share)) / 2;
}

/* timm, CosineLRScheduler(t_initial=300, lr_min=0.01*v, warmup_t=20, warmup_lr_init=0.05*v,
 * warmup_prefix=False). */
static double timm_cosine(int64_t t) {
    if (t < 20) return 0.05 + (double)t * (1 - 0.05) / 20;
    return t < 300 ? 0.01 + (1 - 0.01) * half_wave((double)t / 300) : 0.01;
}

/* timm again, with t_initial=50, cycle_decay=0.5, cycle_limit=3 and no warm-up. */
static double timm_cycles(int64_t t) {
    double peak = pow(0.5, (double)(t / 50));
    return 0.01 + (peak - 0.01) * half_wave((double)(t % 50) / 50);
}

/* detectron2, WarmupParamScheduler(CosineParamScheduler(1, 0), warmup_factor=0.001, warmup_length=0.1). */
static double detectron2_new(int64_t t) {
    double end = half_wave(0.1), share = (double)t / 1000;
    return share < 0.1 ? 0.001 + (end - 0.001) * share / 0.1 : half_wave(share);
}

/* YOLO's biases: np.interp(ni, [0, nw], [warmup_bias_lr, lr0 * lf(epoch)]), 10 epochs of 40, 3 of warm-up. */
static double yolo_bias(int64_t t) {
    double epoch = floor((double)t / 40), lf = (1 - epoch / 10) * (1 - 0.01) + 0.01;
    return t < 120 ? 10 + (lf - 10) * (double)t / 120 : lf;
}

/* DeepSpeed, WarmupLR(warmup_num_steps=1000, warmup_type="log"), warmup_min_lr=0: 1/log(W) * log(n + 1). */
static double deepspeed_log(int64_t t) {
    return t < 1000 ? 1 / log(1000) * log((double)t + 1) : 1;
}

/* YOLOX, yolox_warm_cos_lr: quadratic from 0, a cosine to 0.05, the last steps at that rate. */
static double yolox(int64_t t) {
    if (t <= 100) return pow((double)t / 100, 2);
    return t < 900 ? 0.05 + 0.95 * half_wave((double)(t - 100) / 800) : 0.05;
}

/* mmengine, LinearLR(start_factor=0.01, by_epoch=True, begin=0, end=5), then CosineAnnealingLR(T_max=15,
   eta_min_ratio=0.1, begin=5, end=20); 7 updates in an epoch. */
static double mmengine_by_epoch(int64_t t) {
    double epoch = floor((double)t / 7);
    if (epoch < 5) return 0.01 + (1 - 0.01) * fmin(epoch / 4, 1);
    return 0.1 + 0.9 * half_wave((epoch - 5) / 15);
}

/* torchvision's classification reference: LinearLR(0.01, total_iters=5), CosineAnnealingLR(T_max=25),
   SequentialLR, all stepped once an epoch of 11 updates. */
static double torchvision_by_epoch(int64_t t) {
    double epoch = floor((double)t / 11);
    return epoch < 5 ? 0.01 + 0.99 * epoch / 5 : half_wave((epoch - 5) / 25);
}

/* transformers, get_cosine_with_hard_restarts_schedule_with_warmup(num_cycles=3), 1000 steps. */
static double hard_restarts(int64_t t) {
    double progress = (double)t / 1000;
    return fmax(0, half_wave(fmod(3 * progress, 1)));
}

/* CosineAnnealingLR(T_max=100, eta_min=0.1) stepped 300 times: it rises again. */
static double past_t_max(int64_t t) {
    return 0.1 + 0.9 * half_wave((double)t / 100);
}

/* CyclicLR(base_lr=0.1*max, step_size_up=step_size_down=50), `scale` of its cycle, the first being 1. */
static double cyclic(int64_t t, double scale) {
    double cycle = floor(1 + (double)t / 100), x = fabs((double)t / 50 - 2 * cycle + 1);
    return 0.1 + 0.9 * fmax(0, 1 - x) * pow(scale, cycle - 1);
}

static double cyclic_triangular(int64_t t) {
    return cyclic(t, 1);
}

static double cyclic_triangular2(int64_t t) {
    return cyclic(t, 0.5);
}

/* CosineAnnealingWarmRestarts(T_0=10, T_mult=2, eta_min=0.002): cycles of 10, 20, 40, … */
static double warm_restarts(int64_t t) {
    int64_t start = 0, length = 10;
    for (; t >= start + length; length *= 2) start += length;
    return 0.002 + 0.998 * half_wave((double)(t - start) / (double)length);
}

/* PolynomialLR(total_iters=80, power=0.9). */
static double torch_polynomial(int64_t t) {
    return pow(1 - fmin((double)t, 80) / 80, 0.9);
}

/* Keras, InverseTimeDecay(decay_steps=30, decay_rate=1): 1/(1 + step/decay_steps). */
static double keras_inverse_time(int64_t t) {
    return 1 / (1 + (double)t / 30);
}

/* Megatron: a line to min_lr, which is also the least of what follows. */
static double megatron(int64_t t) {
    return t < 10 ? fmax(0.1, (double)t / 10) : fmax(0.1, 1 / sqrt(1 + (double)(t - 10) / 10));
}

static const struct {
    const char *settings;
    double (*factor)(int64_t t);
} frameworks[] = {
    {"total_steps=310 warmup_iters=20 warmup_factor=0.05 warmup_join=replace decay=cosine decay_start=0 "
     "decay_steps=300 final_factor=0.01",
     timm_cosine},
    {"total_steps=150 warmup_iters=0 decay=cosine_restarts cycle_steps=50 cycle_gamma=0.5 final_factor=0.01",
     timm_cycles},
    {"total_steps=1000 warmup_iters=100 warmup_factor=0.001 warmup_join=meet decay=cosine decay_start=0",
     detectron2_new},
    {"steps_per_epoch=40 total_steps=10e warmup_iters=3e warmup_factor=10 warmup_join=blend decay=linear "
     "decay_start=0 decay_interval=1e final_factor=0.01",
     yolo_bias},
    {"total_steps=1200 warmup_method=logarithmic warmup_factor=0 warmup_iters=1000", deepspeed_log},
    {"total_steps=1000 warmup_method=power warmup_factor=0 warmup_iters=100 decay=cosine decay_steps=800 "
     "final_factor=0.05",
     yolox},
    {"steps_per_epoch=7 total_steps=20e warmup_iters=4e warmup_interval=1e warmup_factor=0.01 decay=cosine "
     "decay_start=5e decay_interval=1e decay_steps=15e final_factor=0.1",
     mmengine_by_epoch},
    {"steps_per_epoch=11 total_steps=30e warmup_iters=5e warmup_interval=1e warmup_factor=0.01 decay=cosine "
     "decay_interval=1e",
     torchvision_by_epoch},
    {"total_steps=1000 warmup_iters=0 decay=cosine_restarts cycle_steps=1000/3", hard_restarts},
    {"total_steps=300 warmup_iters=0 decay=cosine decay_steps=300 num_cycles=1.5 final_factor=0.1",
     past_t_max},
    {"total_steps=500 warmup_iters=50 warmup_factor=0.1 decay=triangular cycle_steps=100 final_factor=0.1",
     cyclic_triangular},
    {"total_steps=500 warmup_iters=50 warmup_factor=0.1 decay=triangular cycle_steps=100 final_factor=0.1 "
     "cycle_gamma=0.5",
     cyclic_triangular2},
    {"total_steps=300 warmup_iters=0 decay=cosine_restarts cycle_steps=10 cycle_mult=2 final_factor=0.002",
     warm_restarts},
    {"total_steps=100 warmup_iters=0 decay=polynomial power=0.9 decay_steps=80", torch_polynomial},
    {"total_steps=100 warmup_iters=0 decay=inverse_time timescale=30", keras_inverse_time},
    {"total_steps=2000 warmup_iters=10 warmup_factor=0 decay=inverse_sqrt floor=0.1", megatron},
};

static void equals_what_frameworks_compute(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof frameworks / sizeof *frameworks; i++) {
        Schedule schedule = schedule_of(frameworks[i].settings);
        for (int64_t t = 0; t < schedule.total_steps; t++) {
            double factor = schedule_factor(&schedule, t), expected = frameworks[i].factor(t);
            if (!(fabs(factor - expected) <= 1e-12))
                fail_msg("%s: step %lld is %.17g, not %.17g", frameworks[i].settings, (long long)t, factor,
                         expected);
        }
    }
}

static void hard_restarts_begin_where_they_do(void **state) {
    (void)state;
    Schedule schedule =
        schedule_of("total_steps=1000 warmup_iters=0 decay=cosine_restarts cycle_steps=1000/3");
    assert_true(schedule_factor(&schedule, 333) < 1e-4 && schedule_factor(&schedule, 334) > 0.999);
    assert_true(schedule_factor(&schedule, 666) < 1e-4 && schedule_factor(&schedule, 667) > 0.999);
    assert_true(schedule_factor(&schedule, 999) < 1e-4);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(joins_follow_their_formulas),    cmocka_unit_test(intervals_make_stairs),
        cmocka_unit_test(a_floor_holds_the_rate),         cmocka_unit_test(points_are_joined_by_lines),
        cmocka_unit_test(equals_what_frameworks_compute), cmocka_unit_test(hard_restarts_begin_where_they_do),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
