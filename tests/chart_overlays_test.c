/* Further curves under the present one: as exact as it, named where they can be told apart, in the view. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>

#include "base/number.h"
#include "chart/overlays.h"
#include "picture.h"

enum { FAMILY = 10 };

typedef struct Family {
    Schedule schedules[FAMILY];
    char labels[FAMILY][32];
    ChartOverlay overlays[FAMILY];
} Family;

static void make_family(Family *family, Schedule schedule) {
    for (int i = 0; i < FAMILY; i++) {
        schedule.warmup_factor = 0.2 * (i + 1);
        family->schedules[i] = schedule;
        snprintf(family->labels[i], sizeof family->labels[i], "factor %g", schedule.warmup_factor);
        family->overlays[i] = (ChartOverlay){.schedule = &family->schedules[i],
                                         .label = family->labels[i],
                                         .color = theme_light.pinned[0],
                                         .dash = DASH_LONG,
                                         .width = 1.5,
                                         .labelled = true};
    }
}

static void show_overlays(Picture *picture, const ChartOverlay *overlays, size_t count) {
    picture->chart.overlays = overlays;
    picture->chart.overlay_count = count;
    picture->chart.view = chart_fit_overlays(&picture->schedule, overlays, count);
    picture_draw(picture);
}

static ChartOverlay overlay_of(const Schedule *schedule) {
    return (ChartOverlay){.schedule = schedule, .color = theme_light.pinned[1], .width = 2, .listed = true};
}

static bool has_point(const SceneCommand *line, double x, double y) {
    for (uint32_t i = 0; i < line->count; i++)
        if (fabs(line->tail[i].x - x) < 1e-6 && fabs(line->tail[i].y - y) < 1e-6) return true;
    return false;
}

static void a_overlay_is_exact_at_its_kink(void **state) {
    (void)state;
    Picture picture;
    Schedule other = schedule_default();
    other.warmup_iters = 777;
    ChartOverlay overlay = overlay_of(&other);
    picture_open(&picture, schedule_default());
    show_overlays(&picture, &overlay, 1);
    const SceneCommand *line = next_in(&picture.scene, "overlays", NULL);
    assert_non_null(line);
    assert_int_equal(line->kind, SCENE_LINE);
    assert_int_equal(line->stroke.color, theme_light.pinned[1]);
    assert_true(has_point(line, chart_x(&picture.layout, 777), chart_y(&picture.layout, 1)));
    picture_close(&picture);
}

/* The right axis holds for it: half the base_lr is half as high. */
static void heights_are_learning_rates(void **state) {
    (void)state;
    Picture picture;
    Schedule other = schedule_default();
    other.base_lr /= 2;
    ChartOverlay overlay = overlay_of(&other);
    picture_open(&picture, schedule_default());
    show_overlays(&picture, &overlay, 1);
    const SceneCommand *line = next_in(&picture.scene, "overlays", NULL);
    assert_true(has_point(line, chart_x(&picture.layout, 1000), chart_y(&picture.layout, 0.5)));
    picture_close(&picture);
}

/* Too many jumps to draw each: a band, as of the present curve. */
static void a_dense_overlay_is_a_band(void **state) {
    (void)state;
    Picture picture;
    Schedule other = schedule_default();
    other.decay = DECAY_COSINE_RESTARTS;
    other.cycle_steps = 1;
    ChartOverlay overlay = overlay_of(&other);
    picture_open(&picture, schedule_default());
    show_overlays(&picture, &overlay, 1);
    int polygons = 0;
    for (const SceneCommand *c = NULL; (c = next_in(&picture.scene, "overlays", c));)
        polygons += c->kind == SCENE_POLYGON;
    assert_true(polygons > 0);
    picture_close(&picture);
}

static void the_view_takes_overlays_in(void **state) {
    (void)state;
    Schedule present = schedule_default(), longer = present, high = present;
    longer.total_steps = 5000;
    high.warmup_factor = 100;
    ChartOverlay overlays[] = {overlay_of(&longer), overlay_of(&high)};
    ChartView view = chart_fit_overlays(&present, overlays, 2);
    assert_true(view.x1 == 5000 && view.y1 > 100);
    overlays[0].listed = overlays[1].listed = false;
    view = chart_fit_overlays(&present, overlays, 2);
    assert_true(view.x1 == 2000 && view.y1 > 2.5 && view.y1 < 3);
    ChartView alone = chart_fit(&present), none = chart_fit_overlays(&present, NULL, 0);
    assert_true(alone.x0 == none.x0 && alone.x1 == none.x1 && alone.y0 == none.y0 && alone.y1 == none.y1);
    assert_true(alone.axis == none.axis && alone.knee == none.knee);
}

/* The baseline of "factor 1 = base_lr", which stands above its line where nothing runs there. */
static double height_of_baseline_label(const Picture *picture) {
    for (const SceneCommand *c = NULL; (c = next_in(&picture->scene, "line-at-1", c));)
        if (c->kind == SCENE_TEXT) return c->y;
    fail_msg("the line at 1 has no label");
    return 0;
}

static void the_label_of_the_line_makes_way_for_overlays(void **state) {
    (void)state;
    Picture picture;
    Schedule other = schedule_default();
    other.warmup_iters = 0;
    ChartOverlay overlay = overlay_of(&other);
    picture_open(&picture, schedule_default());
    other.base_lr *= 1.001;
    show_overlays(&picture, &overlay, 1);
    double line = chart_y(&picture.layout, 1);
    assert_true(height_of_baseline_label(&picture) < line);
    other.base_lr = picture.schedule.base_lr * chart_factor(&picture.layout, line - 12);
    show_overlays(&picture, &overlay, 1);
    line = chart_y(&picture.layout, 1);
    assert_true(height_of_baseline_label(&picture) > line);
    picture_close(&picture);
}

/* How many labels there are; none over another or over the edge of the plot. */
static int assert_labels_apart(const Picture *picture) {
    Box boxes[FAMILY];
    int count = 0;
    for (const SceneCommand *c = NULL; (c = next_in(&picture->scene, "overlay-labels", c));) {
        if (c->kind != SCENE_BOX) continue;
        Box box = c->box, plot = picture->layout.plot;
        assert_true(box.x >= plot.x && box.x + box.w <= plot.x + plot.w);
        assert_true(box.y >= plot.y && box.y + box.h <= plot.y + plot.h);
        for (int i = 0; i < count; i++) {
            bool beside = box.x >= boxes[i].x + boxes[i].w || box.x + box.w <= boxes[i].x;
            assert_true(beside || box.y >= boxes[i].y + boxes[i].h || box.y + box.h <= boxes[i].y);
        }
        boxes[count++] = box;
    }
    return count;
}

static void labels_stand_apart(void **state) {
    (void)state;
    for (int i = 0; i < SPECIMENS; i++) {
        Picture picture;
        Family family;
        picture_open(&picture, specimen(i));
        make_family(&family, picture.schedule);
        show_overlays(&picture, family.overlays, FAMILY);
        assert_labels_apart(&picture);
        picture_close(&picture);
    }
}

static void most_of_a_family_is_named(void **state) {
    (void)state;
    Picture picture;
    Family family;
    picture_open(&picture, schedule_default());
    make_family(&family, picture.schedule);
    show_overlays(&picture, family.overlays, FAMILY);
    assert_true(assert_labels_apart(&picture) >= 8);
    picture_close(&picture);
}

/* From the upper edge to the lower one of the box the curve is not there. */
static void assert_uncovered(const Picture *picture, const Schedule *schedule, Box box) {
    for (double x = box.x; x <= box.x + box.w; x++) {
        double step = chart_step(&picture->layout, x);
        if (step < 0 || step > (double)schedule->total_steps) continue;
        double y = chart_y(&picture->layout, schedule_factor_at(schedule, step));
        assert_true(y <= box.y || y >= box.y + box.h);
    }
}

/* How many names there are; each without a ground, and over no curve, the own one included. */
static int assert_names_beside(const Picture *picture, const Family *family) {
    int named = 0;
    for (const SceneCommand *c = NULL; (c = next_in(&picture->scene, "overlay-labels", c)); named++) {
        assert_int_equal(c->kind, SCENE_TEXT);
        TextStyle style = {(Font)c->font, c->size, c->fill};
        double width = measure_text(&picture->measure, style, scene_string(c));
        Box box = {c->x - width / 2, c->y - 10, width, 12};
        assert_uncovered(picture, &picture->schedule, box);
        for (int i = 3; i < 7; i++) assert_uncovered(picture, &family->schedules[i], box);
    }
    return named;
}

/* What is listed; and a family on a page whose ground is not known, which could not interrupt a line. */
static void names_hide_no_curve(void **state) {
    (void)state;
    int named = 0;
    for (int i = 0; i < 4; i++) {
        bool listed = i / 2;
        Picture picture;
        Family family;
        picture_open(&picture, schedule_default());
        make_family(&family, picture.schedule);
        for (int member = 0; member < FAMILY; member++) family.overlays[member].listed = listed;
        if (!listed) picture.chart.theme = &theme_neutral;
        picture.chart.overlays = &family.overlays[3];
        picture.chart.overlay_count = 4;
        picture.chart.view = chart_fit_overlays(&picture.schedule, &family.overlays[3], 4);
        picture.chart.view = chart_on_axis(picture.chart.view, (ChartAxis)(i % 2), &picture.schedule);
        picture_draw(&picture);
        named += assert_names_beside(&picture, &family);
        picture_close(&picture);
    }
    assert_true(named >= 4);
}

/* Not where they are about to meet: there is room for two more names between any two. */
static void a_family_is_named_where_it_is_apart(void **state) {
    (void)state;
    Picture picture;
    Family family;
    picture_open(&picture, schedule_default());
    make_family(&family, picture.schedule);
    ChartOverlay far[] = {family.overlays[0], family.overlays[FAMILY / 2], family.overlays[FAMILY - 1]};
    show_overlays(&picture, far, 3);
    double heights[3];
    int named = 0;
    for (const SceneCommand *c = NULL; (c = next_in(&picture.scene, "overlay-labels", c));)
        if (c->kind == SCENE_TEXT) heights[named++] = c->y;
    assert_int_equal(named, 3);
    for (int i = 0; i + 1 < named; i++) assert_true(fabs(heights[i + 1] - heights[i]) > 36);
    picture_close(&picture);
}

static void terms_are_named_at_their_lines(void **state) {
    (void)state;
    Picture picture;
    Schedule schedule = schedule_default();
    schedule.warmup_factor = 0.3;
    picture_open(&picture, schedule);
    picture_draw(&picture);
    int named = 0;
    for (const SceneCommand *c = NULL; (c = next_in(&picture.scene, "term-labels", c)); named++) {
        bool rising = !strcmp(scene_string(c), "α");
        assert_true(rising || !strcmp(scene_string(c), "warmup_factor·(1 − α)"));
        assert_int_equal(c->fill, rising ? theme_light.term_alpha : theme_light.term_factor);
    }
    assert_int_equal(named, 2);
    picture_close(&picture);
}

/* The line at 0 does not strike out the name of the term that ends there. */
static void a_term_is_named_clear_of_the_line_at_0(void **state) {
    (void)state;
    Picture picture;
    Schedule schedule = schedule_default();
    schedule.warmup_factor = -0.5;
    schedule.warmup_iters = 400;
    picture_open(&picture, schedule);
    picture.chart.crosshair = CHART_NO_STEP;
    picture_draw(&picture);
    double zero = chart_y(&picture.layout, 0);
    int named = 0;
    for (const SceneCommand *c = NULL; (c = next_in(&picture.scene, "term-labels", c));) {
        if (!strcmp(scene_string(c), "α")) continue;
        assert_true(zero < c->y - c->size || zero > c->y + 0.25 * c->size);
        named++;
    }
    assert_int_equal(named, 1);
    picture_close(&picture);
}

/* A curve that lies on another has no name of its own there. */
static void implementations_of_each_other_are_not_named(void **state) {
    (void)state;
    Picture picture;
    Family family;
    picture_open(&picture, schedule_default());
    make_family(&family, picture.schedule);
    for (int i = 0; i < FAMILY; i++) family.schedules[i].warmup_factor = 0.5;
    show_overlays(&picture, family.overlays, FAMILY);
    assert_int_equal(assert_labels_apart(&picture), 0);
    picture_close(&picture);
}

static void a_second_frame_needs_no_more_memory(void **state) {
    (void)state;
    Picture picture;
    Family family;
    picture_open(&picture, schedule_default());
    make_family(&family, picture.schedule);
    show_overlays(&picture, family.overlays, FAMILY);
    uint64_t hash = scene_hash(picture.scene.data, picture.scene.length, 0);
    const unsigned char *data = picture.scene.data;
    picture_draw(&picture);
    assert_true(hash == scene_hash(picture.scene.data, picture.scene.length, 0));
    assert_ptr_equal(data, picture.scene.data);
    picture_close(&picture);
}

static int count_texts(const Scene *scene, const char *group, const char *part) {
    int count = 0;
    for (const SceneCommand *c = NULL; (c = next_in(scene, group, c));)
        count += c->kind == SCENE_TEXT && strstr(scene_string(c), part);
    return count;
}

/* In a figure the listed ones are named below the plot and not at their curves; too many are counted. */
static void a_figure_has_a_legend(void **state) {
    (void)state;
    Picture picture;
    Family family;
    picture_open(&picture, schedule_default());
    make_family(&family, picture.schedule);
    for (int i = 0; i < FAMILY; i++) family.overlays[i].listed = i > 0;
    show_overlays(&picture, family.overlays, FAMILY);
    picture.chart.name = "the present one";
    scene_begin(&picture.scene, 960, 540, 0);
    chart_figure(&picture.scene, &picture.chart, NULL);
    assert_int_equal(count_texts(&picture.scene, "overlay-legend", "factor"), FAMILY - 1);
    assert_int_equal(count_texts(&picture.scene, "overlay-legend", "the present one"), 1);
    assert_int_equal(count_texts(&picture.scene, "overlay-labels", "factor"), 1);
    scene_begin(&picture.scene, 320, 200, 0);
    chart_figure(&picture.scene, &picture.chart, NULL);
    int named = count_texts(&picture.scene, "overlay-legend", "factor");
    char more[32];
    snprintf(more, sizeof more, "… and %d more", FAMILY - 1 - named);
    assert_true(named < FAMILY - 1);
    assert_int_equal(count_texts(&picture.scene, "overlay-legend", more), 1);
    picture_close(&picture);
}

/* The first of them is what the differences are to; a run that is over has no rate. */
static void the_readout_lists_the_others(void **state) {
    (void)state;
    Picture picture;
    Schedule half = schedule_default(), over = half;
    half.warmup_factor = 0.5;
    over.total_steps = 100;
    ChartOverlay overlays[] = {overlay_of(&half), overlay_of(&over)};
    picture_open(&picture, schedule_default());
    show_overlays(&picture, overlays, 2);
    assert_int_equal(count_texts(&picture.scene, "crosshair", "0.625"), 1);
    assert_int_equal(count_texts(&picture.scene, "crosshair", "\u22120.37425"), 1);
    assert_int_equal(count_texts(&picture.scene, "crosshair", "–"), 2);
    picture_close(&picture);
}

/* An empty name is none. */
static void a_nameless_curve_has_no_row(void **state) {
    (void)state;
    Picture picture;
    Schedule other = schedule_default();
    ChartOverlay overlay = overlay_of(&other);
    overlay.label = "other";
    picture_open(&picture, schedule_default());
    show_overlays(&picture, &overlay, 1);
    picture.chart.name = "";
    scene_begin(&picture.scene, 960, 540, 0);
    chart_figure(&picture.scene, &picture.chart, NULL);
    assert_int_equal(count_texts(&picture.scene, "overlay-legend", ""), 1);
    picture_close(&picture);
}

/* Not by colour alone, and none is as the curve above 1. */
static void implementations_look_like_no_pin(void **state) {
    (void)state;
    Schedule schedule = schedule_default();
    const Theme *themes[] = {&theme_dark, &theme_light, &theme_neutral};
    for (int t = 0; t < 3; t++)
        for (int id = 0; id < IMPLEMENTATION_COUNT; id++) {
            ChartOverlay implementation = chart_implementation_pen((ImplementationId)id, themes[t]);
            assert_true(implementation.color != themes[t]->above_ink);
            for (size_t i = 0; i < 20; i++)
                assert_true(implementation.dash != chart_pinned(&schedule, "", i, themes[t]).dash);
            for (int other = 0; other < id; other++)
                assert_true(implementation.dash != chart_implementation_pen((ImplementationId)other, themes[t]).dash);
        }
}

/* The number and the height: of a run with another base_lr both are factors of the present one. */
static void the_readout_says_the_height(void **state) {
    (void)state;
    Picture picture;
    Schedule twice = schedule_default();
    twice.base_lr *= 2;
    ChartOverlay overlay = overlay_of(&twice);
    picture_open(&picture, schedule_default());
    picture.chart.crosshair = 1500;
    show_overlays(&picture, &overlay, 1);
    assert_int_equal(count_texts(&picture.scene, "crosshair", "lr / 0.02"), 1);
    assert_int_equal(count_texts(&picture.scene, "crosshair", "0.04"), 1);
    assert_int_equal(count_texts(&picture.scene, "crosshair", "\u22121"), 1);
    picture_close(&picture);
}

/* Who adds up what is shown finds what is shown. */
static void differences_add_up(void **state) {
    (void)state;
    Picture picture;
    Schedule other = schedule_default();
    other.warmup_factor = 0.333333;
    other.warmup_iters = 1234;
    ChartOverlay overlay = overlay_of(&other);
    overlay.label = "other";
    picture_open(&picture, schedule_default());
    picture.chart.overlays = &overlay;
    picture.chart.overlay_count = 1;
    for (int64_t step = 0; step < 1000; step += 37) {
        double present, pinned, difference;
        char shown[64];
        picture.chart.crosshair = step;
        picture_draw(&picture);
        assert_true(
            number_parse(number_readable(schedule_factor(&picture.schedule, step), 5).text, &present));
        assert_true(number_parse(number_readable(schedule_factor(&other, step), 5).text, &pinned));
        difference = present - pinned;
        snprintf(shown, sizeof shown, "%s", number_readable(difference, 5).text);
        assert_true(count_texts(&picture.scene, "crosshair", shown) >= 1);
    }
    assert_int_equal(count_texts(&picture.scene, "crosshair", "present − other"), 1);
    picture_close(&picture);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_overlay_is_exact_at_its_kink),
        cmocka_unit_test(heights_are_learning_rates),
        cmocka_unit_test(a_dense_overlay_is_a_band),
        cmocka_unit_test(the_view_takes_overlays_in),
        cmocka_unit_test(the_label_of_the_line_makes_way_for_overlays),
        cmocka_unit_test(labels_stand_apart),
        cmocka_unit_test(most_of_a_family_is_named),
        cmocka_unit_test(names_hide_no_curve),
        cmocka_unit_test(a_family_is_named_where_it_is_apart),
        cmocka_unit_test(terms_are_named_at_their_lines),
        cmocka_unit_test(a_term_is_named_clear_of_the_line_at_0),
        cmocka_unit_test(implementations_of_each_other_are_not_named),
        cmocka_unit_test(a_figure_has_a_legend),
        cmocka_unit_test(the_readout_lists_the_others),
        cmocka_unit_test(the_readout_says_the_height),
        cmocka_unit_test(differences_add_up),
        cmocka_unit_test(a_nameless_curve_has_no_row),
        cmocka_unit_test(implementations_look_like_no_pin),
        cmocka_unit_test(a_second_frame_needs_no_more_memory),
    };
    return cmocka_run_group_tests_name("chart_overlays", tests, NULL, NULL);
}
