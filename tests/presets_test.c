/* The presets: files that read, and curves that are those of the frameworks they name. */
#include "base/file.h"
#include "scenario/presets.h"
#include "schedule/bound.h"
#include "schedule/parameters.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static Schedule preset(const char *name) {
    Scenario scenario = scenario_default();
    assert_true(preset_find(name) >= 0);
    preset_read(preset_find(name), &scenario);
    Schedule schedule = scenario.schedule;
    scenario_free(&scenario);
    return schedule;
}

static void assert_factor(const Schedule *schedule, int64_t step, double expected) {
    double factor = schedule_factor(schedule, step);
    if (fabs(factor - expected) > 1e-12)
        fail_msg("step %lld has factor %.17g, not %.17g", (long long)step, factor, expected);
}

/* Every row of golden/FILE, within 1e-12 of base_lr. */
static void assert_golden(const Schedule *schedule, const char *file) {
    Text path = {0}, why = {0}, rows = {0};
    text_setf(&path, TESTS_DIR "/golden/%s.csv", file);
    if (!file_read(text_string(&path), 1 << 20, &rows, &why)) fail_msg("%s", text_string(&why));
    int count = 0;
    for (const char *at = strchr(text_string(&rows), '\n'); at && at[1]; at = strchr(at + 1, '\n'), count++) {
        char *comma;
        int64_t step = strtoll(at + 1, &comma, 10);
        double expected = strtod(comma + 1, NULL), lr = schedule_lr(schedule, step);
        if (fabs(lr - expected) > 1e-12 * schedule->base_lr)
            fail_msg("%s: step %lld is %.17g, not %.17g", file, (long long)step, lr, expected);
    }
    assert_true(count > 100);
    text_free(&path);
    text_free(&why);
    text_free(&rows);
}

static void every_file_reads_and_comes_back(void **state) {
    (void)state;
    assert_int_equal(preset_count(), 12);
    for (int i = 0; i < preset_count(); i++) {
        Text path = {0}, why = {0}, file = {0}, once = {0}, twice = {0};
        text_setf(&path, TESTS_DIR "/../assets/presets/%s.yaml", preset_at(i).name);
        assert_true(file_read(text_string(&path), 1 << 20, &file, &why));
        assert_string_equal(preset_at(i).text, text_string(&file));
        assert_int_equal(preset_find(preset_at(i).name), i);
        Scenario scenario = scenario_default(), back = scenario_default();
        Messages messages = {0};
        preset_read(i, &scenario);
        assert_true(scenario.title.length > 0 && scenario.source.length > 0 && scenario.remark.length > 0);
        scenario_write(&scenario, &once);
        assert_true(scenario_read(&back, text_string(&once), once.length, &messages));
        assert_true(scenario_same(&scenario, &back));
        scenario_write(&back, &twice);
        assert_string_equal(text_string(&once), text_string(&twice));
        scenario_free(&scenario);
        scenario_free(&back);
        text_free(&path);
        text_free(&file);
        text_free(&once);
        text_free(&twice);
    }
}

static void wrong_names_have_a_nearest_one(void **state) {
    (void)state;
    assert_int_equal(preset_find("Detectron2_1x"), preset_find("detectron2-1x"));
    assert_int_equal(preset_find("detectron"), -1);
    assert_int_equal(preset_find(""), -1);
    assert_string_equal(preset_nearest("yolo"), "yolo-bias");
    assert_string_equal(preset_nearest("GPT2"), "nanogpt-gpt2");
    assert_string_equal(preset_nearest("bert-bsae"), "bert-base");
    assert_null(preset_nearest("frobnicate"));
    assert_null(preset_nearest(""));
}

/* Only one of them, the one that says so. */
static void only_yolo_bias_goes_above_1(void **state) {
    (void)state;
    for (int i = 0; i < preset_count(); i++) {
        Schedule schedule = preset(preset_at(i).name);
        bool yolo = !strcmp(preset_at(i).name, "yolo-bias");
        ScheduleAbove above = schedule_above(&schedule);
        assert_int_equal(above.any, yolo);
        if (yolo) assert_true(above.first == 0 && above.last == 22162);
    }
}

static void detectron2_is_detectron2(void **state) {
    (void)state;
    Schedule schedule = preset("detectron2-1x");
    assert_golden(&schedule, "D01_detectron2_warmupparam_multistep_1x");
    assert_golden(&schedule, "B04_lambda_mult_linear_x_multistep_detectron2_1x");
    assert_int_equal(schedule.total_steps, 90000);
}

static void nanogpt_is_nanogpt(void **state) {
    (void)state;
    Schedule schedule = preset("nanogpt-gpt2");
    assert_golden(&schedule, "D11_nanogpt_gpt2_W2000_T600000");
    assert_int_equal(schedule.total_steps, 600000);
}

/* The golden run had 60 batches an epoch; in epochs the recipe is the same. */
static void torchvision_is_torchvision(void **state) {
    (void)state;
    Schedule schedule = preset("torchvision-detection");
    assert_int_equal(schedule.total_steps, 26 * 7329);
    assert_int_equal(schedule.warmup_iters, 1000);
    assert_factor(&schedule, 16 * 7329 - 1, 1);
    assert_factor(&schedule, 16 * 7329, 0.1);
    assert_factor(&schedule, 22 * 7329, 0.01);
    ParameterValue small[] = {{.id = PARAMETER_TOTAL_STEPS, .text = "26e"},
                              {.id = PARAMETER_MILESTONES, .text = "16e,22e"},
                              {.id = PARAMETER_WARMUP_ITERS, .text = "59"},
                              {.id = PARAMETER_STEPS_PER_EPOCH, .text = "60"}};
    assert_true(parameters_assign(&schedule, small, 4));
    assert_golden(&schedule, "B01_tvdetection_lambda_chained_multistep_e26x60");
}

static void mmdetection_falls_at_epochs_8_and_11(void **state) {
    (void)state;
    Schedule schedule = preset("mmdetection-1x");
    assert_int_equal(schedule.total_steps, 12 * 7330);
    assert_factor(&schedule, 250, 0.5005);
    assert_factor(&schedule, 500, 1);
    assert_factor(&schedule, 8 * 7330 - 1, 1);
    assert_factor(&schedule, 8 * 7330, 0.1);
    assert_factor(&schedule, 11 * 7330, 0.01);
}

/* d^-1/2 * min(s^-1/2, s*W^-3/2), where s counts from 1. */
static void transformer_follows_noam(void **state) {
    (void)state;
    Schedule schedule = preset("transformer-base");
    static const int64_t steps[] = {0, 1, 1999, 3998, 3999, 4000, 15999, 99999};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        double s = (double)steps[i] + 1;
        double noam = pow(512, -0.5) * fmin(pow(s, -0.5), s * pow(4000, -1.5));
        assert_true(fabs(schedule_lr(&schedule, steps[i]) - noam) < 1e-12 * schedule.base_lr);
    }
}

static double cosine(double from, double to, double at, double last) {
    return last + (1 - last) * (1 + cos(acos(-1) * (at - from) / (to - from))) / 2;
}

static void cosines_begin_after_the_warmup(void **state) {
    (void)state;
    Schedule vit = preset("torchvision-vit-b16"), neox = preset("gpt-neox-20b"), i21k = preset("vit-i21k");
    assert_factor(&vit, 0, 0.033);
    assert_factor(&vit, 15, 0.5165);
    assert_factor(&vit, 165, 0.5);
    assert_factor(&vit, 299, cosine(30, 300, 299, 0));
    assert_factor(&neox, 750, 0.5);
    assert_factor(&neox, 75750, 0.55);
    assert_factor(&neox, 149999, cosine(1500, 150000, 149999, 0.1));
    assert_factor(&i21k, 5000, 0.5);
    assert_int_equal(i21k.total_steps, 1035900);
    assert_factor(&i21k, 522950, 0.5);
}

static void straight_lines_end_at_0(void **state) {
    (void)state;
    Schedule bert = preset("bert-base"), roberta = preset("roberta-base");
    assert_factor(&bert, 0, 0);
    assert_factor(&bert, 10000, 1);
    assert_factor(&bert, 505000, 0.5);
    assert_factor(&bert, 999999, 1.0 / 990000);
    assert_factor(&roberta, 5000, 0.5);
    assert_factor(&roberta, 67500, 0.5);
    assert_factor(&roberta, 124999, 1.0 / 115000);
}

static void the_plateau_of_wsd_ends_late(void **state) {
    (void)state;
    Schedule wsd = preset("wsd");
    assert_factor(&wsd, 1000, 1);
    assert_factor(&wsd, 90000, 1);
    assert_factor(&wsd, 95000, 0.5);
    assert_factor(&wsd, 99999, pow(0.5, 9999.0 / 5000));
}

static void yolo_bias_comes_down_to_base_lr(void **state) {
    (void)state;
    Schedule yolo = preset("yolo-bias");
    assert_true(schedule_lr(&yolo, 0) == 0.1);
    assert_factor(&yolo, 7393, 10 * 2 / 3.0 + (1 - 0.99 / 300) / 3);
    assert_factor(&yolo, 3 * 7393, 1 - 0.99 * 3 / 300);
    assert_factor(&yolo, 299 * 7393 + 5, 1 - 0.99 * 299 / 300);
    assert_factor(&yolo, 300 * 7393, 0.01);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_file_reads_and_comes_back),
        cmocka_unit_test(wrong_names_have_a_nearest_one),
        cmocka_unit_test(only_yolo_bias_goes_above_1),
        cmocka_unit_test(detectron2_is_detectron2),
        cmocka_unit_test(nanogpt_is_nanogpt),
        cmocka_unit_test(torchvision_is_torchvision),
        cmocka_unit_test(mmdetection_falls_at_epochs_8_and_11),
        cmocka_unit_test(transformer_follows_noam),
        cmocka_unit_test(cosines_begin_after_the_warmup),
        cmocka_unit_test(straight_lines_end_at_0),
        cmocka_unit_test(the_plateau_of_wsd_ends_late),
        cmocka_unit_test(yolo_bias_comes_down_to_base_lr),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
