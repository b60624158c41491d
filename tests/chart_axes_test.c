/* The vertical axes: which counts what, and how their labels and names say it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "chart/plot.h"
#include "picture.h"

#include <math.h>
#include <string.h>

static PlotLayout layout_of(const Picture *picture, double width, double height) {
    return plot_layout(&picture->chart, (Box){0, 0, width, height}, true);
}

/* What a label says, its axis' power of ten included; the minus sign may be the true one. */
static double said(const Tick *tick) {
    double value;
    assert_true(number_parse(tick->label, &value));
    return value * pow(10, tick->exponent);
}

static void assert_says(const PlotLayout *layout, const PlotAxis *axis, double unit) {
    for (int i = 0; i < axis->count; i++) {
        double value = chart_factor(&layout->axes, axis->ticks[i].at) * unit;
        double height = fabs(layout->axes.view.y1 - layout->axes.view.y0) * unit;
        if (!(fabs(said(&axis->ticks[i]) - value) <= fmax(6e-4 * fabs(value), 1e-9 * height)))
            fail_msg("%s · 10^%d is not %.17g", axis->ticks[i].label, axis->ticks[i].exponent, value);
        assert_int_equal(axis->ticks[i].exponent, axis->ticks[0].exponent);
    }
    assert_true(axis->count >= 2);
}

/* Every label says what stands at its height, whichever side counts what and however small the rates are. */
static void labels_say_what_stands_there(void **state) {
    (void)state;
    static const double rates[] = {0.02, 1, 3e-4, 2.4e-5, 7.3e-9, 1e-100, 1e100, 123456};
    for (int i = 0; i < SPECIMENS; i += 5)
        for (size_t k = 0; k < sizeof rates / sizeof *rates; k++)
            for (int swap = 0; swap < 2; swap++) {
                Picture picture;
                Schedule schedule = specimen(i);
                schedule.base_lr = rates[k];
                picture_open(&picture, schedule);
                picture.chart.rates_left = swap;
                if (i % 2) picture.chart.view = chart_on_axis(picture.chart.view, CHART_ASINH, &picture.schedule);
                PlotLayout layout = layout_of(&picture, 960, 500);
                assert_says(&layout, &layout.left, swap ? rates[k] : 1);
                assert_says(&layout, &layout.right, swap ? 1 : rates[k]);
                picture_close(&picture);
            }
}

static PlotLayout layout_at_rate(double base_lr, bool rates_left) {
    Picture picture;
    Schedule schedule = schedule_default();
    schedule.base_lr = base_lr;
    picture_open(&picture, schedule);
    picture.chart.rates_left = rates_left;
    PlotLayout layout = layout_of(&picture, 960, 500);
    picture_close(&picture);
    return layout;
}

static void the_axes_change_sides(void **state) {
    (void)state;
    PlotLayout usual = layout_at_rate(0.02, false), swapped = layout_at_rate(0.02, true);
    assert_string_equal(usual.left_name, "factor");
    assert_string_equal(usual.right_name, "learning rate");
    assert_string_equal(swapped.left_name, "learning rate");
    assert_string_equal(swapped.right_name, "factor");
    assert_string_equal(swapped.left.ticks[1].label, "0.005");
}

/* Rates that would need exponents leave the power of ten to the axis' name; plain ones do not. */
static void the_name_says_the_power_of_ten(void **state) {
    (void)state;
    static const struct {
        double base_lr;
        const char *name, *one; /* the label at factor 1 */
    } table[] = {{0.02, "learning rate", "0.02"},
                 {5e-5, "learning rate (×10⁻⁵)", "5"},
                 {2.4e-5, "learning rate (×10⁻⁵)", "2.4"},
                 {3e-12, "learning rate (×10⁻¹²)", "3"},
                 {4e20, "learning rate (×10²⁰)", "4"}};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        for (int swap = 0; swap < 2; swap++) {
            PlotLayout layout = layout_at_rate(table[i].base_lr, swap);
            const PlotAxis *axis = swap ? &layout.left : &layout.right;
            bool found = false;
            for (int k = 0; k < axis->count; k++)
                found = found || (axis->ticks[k].value == 1 && !strcmp(axis->ticks[k].label, table[i].one));
            assert_string_equal(swap ? layout.left_name : layout.right_name, table[i].name);
            assert_true(found);
        }
}

/* On an asinh axis too, with a curve whose rates are any number of times greater or smaller, all labels stand beside the
   plot, and the axis reaches as high as the curve. */
static void labels_stand_beside_the_plot(void **state) {
    (void)state;
    static const double ratios[] = {1e-98, 1e-31, 1e-7, 1e-3, 1, 1e3, 1e7, 1e29, 1e31, 1e40, 1e101};
    for (size_t r = 0; r < sizeof ratios / sizeof *ratios; r++)
        for (int kind = 0; kind < 4; kind++) {
            Picture picture;
            Schedule other = schedule_default();
            picture_open(&picture, schedule_default());
            other.base_lr *= ratios[r];
            ChartOverlay overlay = {.schedule = &other, .listed = true, .label = "other", .width = 2};
            picture.chart.overlays = &overlay;
            picture.chart.overlay_count = 1;
            picture.chart.rates_left = kind / 2;
            picture.chart.view = chart_on_axis(chart_fit_overlays(&picture.schedule, &overlay, 1),
                                               kind % 2 ? CHART_ASINH : CHART_LINEAR, &picture.schedule);
            PlotLayout layout = layout_of(&picture, 640, 360);
            const PlotAxis *axes[] = {&layout.left, &layout.right};
            assert_true(picture.chart.view.y1 > ratios[r]);
            if (kind % 2 == 0) assert_true(picture.chart.view.y1 < 1.3 * fmax(1, ratios[r]));
            for (int side = 0; side < 2; side++)
                for (int i = 0; i < axes[side]->count; i++) {
                    double at = axes[side]->ticks[i].at;
                    assert_true(at >= layout.axes.plot.y - 1e-6 && at <= layout.axes.plot.y + layout.axes.plot.h + 1e-6);
                }
            assert_true(layout.left.count >= 2 && layout.right.count >= 2);
            picture_close(&picture);
        }
}

static bool has_text_at(const Scene *scene, const char *words, double *x) {
    for (const SceneCommand *c = NULL; (c = scene_next(scene, c));)
        if (c->kind == SCENE_TEXT && !strcmp(scene_string(c), words)) return *x = c->x, true;
    return false;
}

/* "step" stands at the right, in every size and without a right axis too. */
static void the_step_axis_is_named_at_the_right(void **state) {
    (void)state;
    static const double sizes[][2] = {{238, 150}, {320, 180}, {640, 250}, {640, 360}, {1600, 900}, {400, 800}};
    for (int s = 0; s < 6; s++)
        for (int bare = 0; bare < 2; bare++) {
            Picture picture;
            double x = 0;
            picture_open(&picture, schedule_default());
            picture.chart.crosshair = CHART_NO_STEP;
            if (bare) picture.chart.switched = 1u << CHART_RATES;
            scene_begin(&picture.scene, sizes[s][0], sizes[s][1], 0);
            chart_figure(&picture.scene, &picture.chart, NULL);
            assert_true(has_text_at(&picture.scene, "step", &x) && x > 0.75 * sizes[s][0]);
            picture_close(&picture);
        }
}

/* 1 234 567 beside 2M would be two notations on one axis. */
static void steps_have_one_notation(void **state) {
    (void)state;
    static const int64_t iters[] = {1234567, 999999, 2123456, 1500000};
    static const char *const expected[] = {"≈1.235M", "≈1M", "≈2.123M", "1.5M"};
    for (int i = 0; i < 4; i++) {
        Picture picture;
        Schedule schedule = schedule_default();
        schedule.total_steps = 3000000;
        schedule.warmup_iters = iters[i];
        picture_open(&picture, schedule);
        PlotLayout layout = layout_of(&picture, 320, 180);
        bool found = false;
        for (int k = 0; k < layout.bottom.count; k++) {
            const char *label = layout.bottom.ticks[k].label;
            found = found || !strcmp(label, expected[i]);
            assert_true(!strcmp(label, "0") || strpbrk(label, "kM"));
        }
        assert_true(found);
        picture_close(&picture);
    }
}

/* However late they are: a step beyond 2^31 is written as it is. */
static void a_few_late_steps_are_labelled_each(void **state) {
    (void)state;
    for (int64_t last = 999; last < SCHEDULE_STEPS_MAX; last = last * 10 + 9) {
        Picture picture;
        Schedule schedule = schedule_default();
        schedule.total_steps = last + 1;
        picture_open(&picture, schedule);
        picture.chart.view.x0 = (double)(last - 9);
        picture.chart.view.x1 = (double)last;
        PlotLayout layout = layout_of(&picture, 2400, 500);
        assert_int_equal(layout.bottom.count, 10);
        int labels = 0;
        for (int k = 0; k < layout.bottom.count; k++) {
            const Tick *tick = &layout.bottom.ticks[k];
            if (!*tick->label) continue;
            labels++;
            assert_string_equal(tick->label, number_grouped((int64_t)tick->value).text);
        }
        assert_true(labels >= 2);
        picture_close(&picture);
    }
}

/* A bracket with no room is left out: it would be a speck. */
static void no_bracket_is_a_speck(void **state) {
    (void)state;
    for (int64_t iters = 1; iters < 400; iters += 3) {
        Picture picture;
        Schedule schedule = schedule_default();
        schedule.warmup_iters = iters;
        picture_open(&picture, schedule);
        picture_draw(&picture);
        bool zone = false;
        for (const SceneCommand *c = NULL; (c = scene_next(&picture.scene, c));) {
            if (c->kind == SCENE_GROUP) zone = !strcmp(scene_string(c), "warm-up");
            if (zone && c->kind == SCENE_LINE && c->tail[0].y == c->tail[1].y)
                assert_true(fabs(c->tail[1].x - c->tail[0].x) >= 6);
        }
        picture_close(&picture);
    }
}

/* 0.000225 takes more reading than 2.25, with the power of ten said once. */
static void long_rates_share_a_power(void **state) {
    (void)state;
    Picture picture;
    Schedule schedule = schedule_default();
    schedule.base_lr = 3e-4;
    picture_open(&picture, schedule);
    int shared = 0;
    for (double height = 200; height <= 900; height += 20) {
        PlotLayout layout = layout_of(&picture, 800, height);
        for (int i = 0; i < layout.right.count; i++) assert_true(strlen(layout.right.ticks[i].label) <= 7);
        shared += !strcmp(layout.right_name, "learning rate (×10⁻⁴)");
    }
    assert_true(shared > 0);
    picture_close(&picture);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(labels_say_what_stands_there),
        cmocka_unit_test(the_axes_change_sides),
        cmocka_unit_test(labels_stand_beside_the_plot),
        cmocka_unit_test(the_step_axis_is_named_at_the_right),
        cmocka_unit_test(steps_have_one_notation),
        cmocka_unit_test(a_few_late_steps_are_labelled_each),
        cmocka_unit_test(long_rates_share_a_power),
        cmocka_unit_test(no_bracket_is_a_speck),
        cmocka_unit_test(the_name_says_the_power_of_ten),
    };
    return cmocka_run_group_tests_name("chart_axes", tests, NULL, NULL);
}
