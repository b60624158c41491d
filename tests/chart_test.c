/* The chart as a list of commands: the pictures' states as they were accepted, and what must hold for any
 * schedule. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "schedule/parameters.h"
#include "chance.h"
#include "chart/view.h"
#include "paint/dump.h"
#include "picture.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- The four pictures --- */

static void read_file(const char *path, Text *out) {
    char block[4096];
    size_t count;
    FILE *file = fopen(path, "rb");
    if (!file) return;
    while ((count = fread(block, 1, sizeof block, file)) > 0) text_add_bytes(out, block, count);
    fclose(file);
}

static void accept_file(const char *path, const Text *content) {
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(content->data, 1, content->length, file), content->length);
    assert_int_equal(fclose(file), 0);
}

static void assert_accepted(const char *name, const Scene *scene) {
    char path[1024];
    Text actual = {0}, accepted = {0};
    snprintf(path, sizeof path, "%s/golden-scenes/%s.txt", TESTS_DIR, name);
    dump_scene(scene, &actual);
    if (getenv("LRSCOPE_ACCEPT")) accept_file(path, &actual);
    read_file(path, &accepted);
    assert_string_equal(text_string(&actual), text_string(&accepted));
    text_free(&actual);
    text_free(&accepted);
}

static void the_four_pictures_are_as_accepted(void **state) {
    (void)state;
    static const double factors[] = {0.001, 1.5};
    static const char *const names[] = {"never-above-1", "above-1"};
    const Theme *themes[] = {&theme_dark, &theme_light};
    for (int i = 0; i < 4; i++) {
        Picture picture;
        Schedule schedule = schedule_default();
        schedule.base_lr = 0.002;
        schedule.warmup_factor = factors[i % 2];
        picture_open(&picture, schedule);
        picture.chart.theme = themes[i / 2];
        picture_draw(&picture);
        char name[64];
        snprintf(name, sizeof name, "%s-%s", themes[i / 2]->name, names[i % 2]);
        assert_accepted(name, &picture.scene);
        picture_close(&picture);
    }
}

/* A decay to 0 on the asinh axis, and a look at its kink with a second cursor. */
static void views_are_as_accepted(void **state) {
    (void)state;
    for (int zoomed = 0; zoomed < 2; zoomed++) {
        Picture picture;
        Schedule schedule = schedule_default();
        schedule.decay = DECAY_COSINE;
        schedule.total_steps = zoomed ? 60 : 2000;
        schedule.warmup_iters = zoomed ? 20 : 1000;
        schedule.warmup_factor = 1.5;
        picture_open(&picture, schedule);
        ChartView all = chart_on_axis(picture.chart.view, zoomed ? CHART_LINEAR : CHART_ASINH, &schedule);
        picture.chart.view = zoomed ? view_between(all, 0.2, 0.4, 0.6, 0.9, &all) : all;
        picture.chart.crosshair = picture.chart.formula_step = zoomed ? 30 : 250;
        picture.chart.marked = zoomed;
        picture.chart.mark = 15;
        picture_draw(&picture);
        assert_accepted(zoomed ? "light-zoomed" : "light-asinh", &picture.scene);
        picture_close(&picture);
    }
}

/* --- The curve --- */

static bool near(Point a, Point b) {
    return fabs(a.x - b.x) < 1e-9 && fabs(a.y - b.y) < 1e-9;
}

static size_t curve_points(const Picture *picture) {
    size_t count = 0;
    const SceneCommand *command = NULL;
    while ((command = next_in(&picture->scene, "curve", command))) count += command->count;
    return count;
}

static void the_kink_is_exact(void **state) {
    (void)state;
    static const int64_t iters[] = {1, 7, 333, 1000, 1999};
    for (int i = 0; i < 5; i++) {
        Picture picture;
        Schedule schedule = schedule_default();
        schedule.warmup_iters = iters[i];
        picture_open(&picture, schedule);
        picture_draw(&picture);
        const SceneCommand *line = next_in(&picture.scene, "curve", NULL);
        assert_int_equal(line->count, 3);
        Point kink = {chart_x(&picture.layout, (double)iters[i]), chart_y(&picture.layout, 1)};
        assert_true(near(line->tail[1], kink));
        picture_close(&picture);
    }
}

/* Amber stops where the curve meets 1, to the point. */
static void the_colour_changes_at_1(void **state) {
    (void)state;
    Picture picture;
    Schedule schedule = schedule_default();
    schedule.warmup_factor = 1.5;
    schedule.decay = DECAY_EXPONENTIAL;
    schedule.decay_start = 0;
    schedule.gamma = 0.999;
    schedule.step_size = 1;
    picture_open(&picture, schedule);
    picture_draw(&picture);
    const SceneCommand *amber = next_in(&picture.scene, "curve", NULL);
    const SceneCommand *blue = next_in(&picture.scene, "curve", amber);
    assert_int_equal(amber->stroke.color, theme_light.above_ink);
    assert_int_equal(blue->stroke.color, theme_light.accent);
    Point end = amber->tail[amber->count - 1];
    assert_true(near(end, blue->tail[0]));
    assert_true(fabs(end.y - chart_y(&picture.layout, 1)) < 1e-6);
    double x = chart_step(&picture.layout, end.x);
    assert_true(schedule_factor(&schedule, (int64_t)floor(x)) > 1);
    assert_true(schedule_factor(&schedule, (int64_t)ceil(x)) <= 1);
    picture_close(&picture);
}

/* Every piece of a staircase is level: no stroke of the curve leads from one stair to the next. */
static void a_jump_is_no_slope(void **state) {
    (void)state;
    Picture picture;
    Schedule schedule = schedule_default();
    schedule.warmup_iters = 0;
    schedule.decay = DECAY_STEP;
    schedule.step_size = 300;
    picture_open(&picture, schedule);
    picture_draw(&picture);
    int levels = 0;
    const SceneCommand *line = NULL;
    while ((line = next_in(&picture.scene, "curve", line))) {
        bool level = line->tail[0].y == line->tail[line->count - 1].y;
        bool upright = line->tail[0].x == line->tail[line->count - 1].x;
        assert_true(level || upright);
        assert_true(level == (line->stroke.width == 3));
        levels += level;
    }
    assert_int_equal(levels, 7);
    picture_close(&picture);
}

static double distance(Point p, Point a, Point b) {
    double dx = b.x - a.x, dy = b.y - a.y, length = dx * dx + dy * dy;
    double share = length > 0 ? fmax(0, fmin(1, ((p.x - a.x) * dx + (p.y - a.y) * dy) / length)) : 0;
    return hypot(p.x - a.x - share * dx, p.y - a.y - share * dy);
}

static void use_asinh(Picture *picture) {
    picture->chart.view = chart_on_axis(picture->chart.view, CHART_ASINH, &picture->schedule);
}

static double distance_to_curve(const Picture *picture, Point point) {
    double min = INFINITY;
    const SceneCommand *line = NULL;
    while ((line = next_in(&picture->scene, "curve", line)))
        for (uint32_t i = 1; line->kind == SCENE_LINE && i < line->count; i++)
            min = fmin(min, distance(point, line->tail[i - 1], line->tail[i]));
    return min;
}

/* Where the curve is drawn as a line, every step's value lies on it, on either axis. */
static void no_value_is_off_the_line(void **state) {
    (void)state;
    for (int i = 0; i < 2 * SPECIMENS; i++) {
        Picture picture;
        Schedule schedule = specimen(i / 2);
        if (schedule.decay == DECAY_STEP || parameter_applies(&schedule, PARAMETER_CYCLE_STEPS)) continue;
        picture_open(&picture, schedule);
        if (i % 2) use_asinh(&picture);
        picture_draw(&picture);
        for (int k = 0; k < 200; k++) {
            int64_t step = (int64_t)((double)schedule.total_steps * k / 200);
            double factor = schedule_factor(&schedule, step);
            Point point = {chart_x(&picture.layout, (double)step), chart_y(&picture.layout, factor)};
            assert_true(distance_to_curve(&picture, point) < 0.25);
        }
        picture_close(&picture);
    }
}

static void long_runs_cost_what_short_ones_cost(void **state) {
    (void)state;
    size_t counts[2], points[2];
    static const int64_t scales[] = {1, 500000000000};
    for (int i = 0; i < 2; i++) {
        Picture picture;
        Schedule schedule = schedule_default();
        schedule.total_steps *= scales[i];
        schedule.warmup_iters *= scales[i];
        picture_open(&picture, schedule);
        picture.chart.crosshair = picture.chart.formula_step = 0;
        picture_draw(&picture);
        counts[i] = 0;
        for (const SceneCommand *c = NULL; (c = scene_next(&picture.scene, c));) counts[i]++;
        points[i] = curve_points(&picture);
        picture_close(&picture);
    }
    assert_int_equal(points[0], points[1]);
    assert_true(counts[1] <= counts[0] + 4);
}

/* Too many restarts to tell apart are a band, and it reaches as far as they do. */
static void a_dense_curve_is_a_band(void **state) {
    (void)state;
    Picture picture;
    Schedule schedule = schedule_default();
    schedule.total_steps = SCHEDULE_STEPS_MAX;
    schedule.decay = DECAY_COSINE_RESTARTS;
    schedule.cycle_steps = 1000;
    schedule.cycle_mult = 1;
    picture_open(&picture, schedule);
    picture_draw(&picture);
    const SceneCommand *band = next_in(&picture.scene, "curve", NULL);
    assert_int_equal(band->kind, SCENE_POLYGON);
    double top = INFINITY, bottom = -INFINITY;
    for (uint32_t i = 0; i < band->count; i++) {
        top = fmin(top, band->tail[i].y);
        bottom = fmax(bottom, band->tail[i].y);
    }
    assert_true(fabs(top - chart_y(&picture.layout, 1)) < 0.5);
    assert_true(fabs(bottom - chart_y(&picture.layout, 0)) < 0.5);
    picture_close(&picture);
}

static void assert_inside(const Picture *picture) {
    static const char *const groups[] = {"curve", "above-1", "terms", "line-at-1", "steps"};
    Box plot = picture->layout.plot;
    for (size_t g = 0; g < sizeof groups / sizeof *groups; g++)
        for (const SceneCommand *c = NULL; (c = next_in(&picture->scene, groups[g], c));)
            for (uint32_t p = 0; c->kind != SCENE_TEXT && p < c->count; p++) {
                assert_true(c->tail[p].x >= plot.x - 1e-6 && c->tail[p].x <= plot.x + plot.w + 1e-6);
                assert_true(c->tail[p].y >= plot.y - 1e-6 && c->tail[p].y <= plot.y + plot.h + 1e-6);
            }
}

static void points_are_few_and_inside(void **state) {
    (void)state;
    for (int i = 0; i < SPECIMENS; i++) {
        Picture picture;
        picture_open(&picture, specimen(i));
        picture_draw(&picture);
        assert_in_range(curve_points(&picture), 2, 4500); /* each within a hundredth of a point of the truth */
        assert_inside(&picture);
        picture_close(&picture);
    }
}

/* Some part of the plane, from a hair's breadth to more than everything. */
static void look_somewhere(Picture *picture, Chance *chance) {
    ChartView all = picture->chart.view;
    double by = pow(10, chance_between(chance, -9, 0.5));
    double x = chance_between(chance, 0, 1), y = chance_between(chance, 0, 1);
    picture->chart.view = view_zoomed(all, x, y, by, pow(by, chance_between(chance, 0, 1)), &all);
}

static void points_are_few_and_inside_in_any_view(void **state) {
    (void)state;
    Chance chance = {11};
    for (int i = 0; i < SPECIMENS; i++) {
        Picture picture;
        picture_open(&picture, specimen(i));
        if (i % 2) use_asinh(&picture);
        look_somewhere(&picture, &chance);
        picture_draw(&picture);
        assert_in_range(curve_points(&picture), 0, 4500);
        assert_inside(&picture);
        picture_close(&picture);
    }
}

/* --- Amber --- */

static bool is_amber(Color color, const Theme *theme) {
    return (color & 0xFF) && (color >> 8 == theme->above_ink >> 8 || color >> 8 == theme->above_fill >> 8);
}

static int amber_commands(const Picture *picture) {
    int count = 0;
    for (const SceneCommand *c = NULL; (c = scene_next(&picture->scene, c));)
        count += is_amber(c->fill, picture->chart.theme) || is_amber(c->stroke.color, picture->chart.theme);
    return count;
}

static void amber_says_above_1_and_nothing_else(void **state) {
    (void)state;
    for (int i = 0; i < SPECIMENS; i++) {
        Picture picture;
        Schedule schedule = specimen(i);
        picture_open(&picture, schedule);
        picture_draw(&picture);
        bool above = schedule.warmup_factor > 1 && schedule.warmup_iters >= 1;
        assert_int_equal(amber_commands(&picture) > 0, above);
        assert_int_equal(next_in(&picture.scene, "above-1", NULL) != NULL, above);
        picture_close(&picture);
    }
}

/* Uphill is no good news: no green, and no amber either. */
static void a_negative_rate_is_an_error(void **state) {
    (void)state;
    Picture picture;
    Schedule schedule = schedule_default();
    schedule.warmup_factor = -1;
    picture_open(&picture, schedule);
    picture_draw(&picture);
    int errors = 0;
    for (const SceneCommand *c = NULL; (c = scene_next(&picture.scene, c));) {
        errors += c->kind == SCENE_TEXT && c->fill == theme_light.error;
        assert_true(c->fill != theme_light.never_ink && c->fill != theme_light.never_fill);
    }
    assert_in_range(errors, 2, 3); /* the verdict, and the conclusion in one line or two */
    assert_int_equal(amber_commands(&picture), 0);
    picture_close(&picture);
}

static void exactly_1_is_not_above(void **state) {
    (void)state;
    Picture picture;
    Schedule schedule = schedule_default();
    schedule.warmup_factor = 1;
    picture_open(&picture, schedule);
    picture_draw(&picture);
    assert_int_equal(amber_commands(&picture), 0);
    picture_close(&picture);
    schedule.warmup_factor = nextafter(1, 2);
    picture_open(&picture, schedule);
    picture_draw(&picture);
    assert_true(amber_commands(&picture) > 0);
    picture_close(&picture);
}

/* Hatching lies between the curve and the line at 1. */
static void assert_hatching_below_the_curve(ChartAxis axis) {
    Picture picture;
    Schedule schedule = schedule_default();
    schedule.warmup_factor = 1.8;
    schedule.warmup_method = WARMUP_COSINE;
    picture_open(&picture, schedule);
    picture.chart.view = chart_on_axis(picture.chart.view, axis, &schedule);
    picture_draw(&picture);
    int segments = 0;
    for (const SceneCommand *c = NULL; (c = next_in(&picture.scene, "above-1", c));)
        for (uint32_t p = 0; c->kind == SCENE_SEGMENTS && p < c->count; p++, segments++) {
            double x = fmax(0, chart_step(&picture.layout, c->tail[p].x));
            double curve = chart_y(&picture.layout, schedule_factor_at(&schedule, x));
            assert_true(c->tail[p].y >= curve - 0.5);
            assert_true(c->tail[p].y <= chart_y(&picture.layout, 1) + 1e-6);
        }
    assert_true(segments > 20);
    picture_close(&picture);
}

static void hatching_stays_below_the_curve(void **state) {
    (void)state;
    assert_hatching_below_the_curve(CHART_LINEAR);
    assert_hatching_below_the_curve(CHART_ASINH);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_four_pictures_are_as_accepted),
        cmocka_unit_test(views_are_as_accepted),
        cmocka_unit_test(the_kink_is_exact),
        cmocka_unit_test(the_colour_changes_at_1),
        cmocka_unit_test(a_jump_is_no_slope),
        cmocka_unit_test(no_value_is_off_the_line),
        cmocka_unit_test(long_runs_cost_what_short_ones_cost),
        cmocka_unit_test(a_dense_curve_is_a_band),
        cmocka_unit_test(points_are_few_and_inside),
        cmocka_unit_test(points_are_few_and_inside_in_any_view),
        cmocka_unit_test(amber_says_above_1_and_nothing_else),
        cmocka_unit_test(a_negative_rate_is_an_error),
        cmocka_unit_test(exactly_1_is_not_above),
        cmocka_unit_test(hatching_stays_below_the_curve),
    };
    return cmocka_run_group_tests_name("chart", tests, NULL, NULL);
}
