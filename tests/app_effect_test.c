/* What a learning rate does, in the strip under the plot, replayed as hands do it. */
#include "gestures.h"

#include "lesson/lessons.h"

#include <math.h>

static void w_goes_around(void **state) {
    App *app = *state;
    assert_non_null(find_text(app, "f > 1"));
    key(app, 'w');
    assert_int_equal(app->effect.view, EFFECT_UPDATE);
    assert_null(find_text(app, "f > 1"));
    assert_non_null(find_text(app, "w_new = w_old"));
    key(app, 'w');
    assert_int_equal(app->effect.view, EFFECT_INFLUENCE);
    assert_non_null(find_text(app, "The first half of training: 33.3% of the summed"));
    assert_non_null(find_text(app, "share of the summed step sizes"));
    assert_non_null(find_text(app, "what is left of it in the end"));
    assert_null(find_text(app, "f > 1"));
    key(app, 'w');
    assert_non_null(find_text(app, "Constant base_lr diverges by update 9"));
    assert_non_null(find_text(app, "400 updates"));
    assert_non_null(find_text(app, "curvatures"));
    assert_non_null(find_text(app, "pale: after update"));
    app->ui.focus = ID_PLOT;
    key(app, KEY_END);
    assert_null(find_text(app, "pale:"));
    key(app, 'w');
    assert_non_null(find_text(app, "f > 1"));
}

static void the_choice_does_it_too(void **state) {
    App *app = *state;
    Box at = stop_box(app, ID_EFFECT);
    click(app, at.x + 20, at.y + 10);
    assert_int_equal(app->ui.popup.id, ID_EFFECT);
    key(app, KEY_END);
    key(app, KEY_ENTER);
    assert_int_equal(app->effect.view, EFFECT_DESCENT);
}

static void choose(App *app, EffectView view) {
    while (app->effect.view != (int)view) key(app, 'w');
}

/* How far w_new is left of w_old: the dots of the present update. */
static double arrow(const App *app) {
    double old = NAN;
    bool inside = false;
    for (const SceneCommand *at = NULL; (at = scene_next(&app->scene, at));) {
        if (at->kind == SCENE_GROUP) inside = !strcmp(scene_string(at), "effect");
        if (!inside || at->kind != SCENE_BOX || at->radius != at->box.w / 2) continue;
        if (at->stroke.color == app->theme->accent) old = at->box.x + at->box.w / 2;
        if (at->fill == app->theme->accent) return old - (at->box.x + at->box.w / 2);
    }
    return NAN;
}

/* At the crosshair, and by the sliders: twice the lr is twice the arrow, as long as the hand holds. */
static void twice_the_rate_is_twice_the_arrow(void **state) {
    App *app = *state;
    choose(app, EFFECT_UPDATE);
    app->ui.focus = ID_PLOT;
    key(app, KEY_END);
    double full = arrow(app);
    assert_non_null(find_text(app, "= w_old \u2212 0.02 \u00b7 gradient"));
    assert_true(full > 50);
    viewing_point_at(app, 500);
    show(app);
    assert_non_null(find_text(app, "0.01001"));
    assert_float_equal(arrow(app) / full, schedule_factor(&app->scenario.schedule, 500), 0.01);
    assert_non_null(find_text(app, "times as far as step 500's"));
    viewing_point_at(app, 1500);
    show(app);
    assert_non_null(find_text(app, "1000 times as far"));
    app->ui.active = control(PARAMETER_BASE_LR);
    for (int i = 0; i < 2; i++) {
        app->scenario.schedule.base_lr = 0.02 * (i ? 2 : 0.5);
        app_frame(app, &(Input){.kind = INPUT_NONE}, &measure);
        assert_float_equal(arrow(app) / full, i ? 2 : 0.5, 0.01);
    }
    app->ui.active = 0;
}

static void an_lr_of_0_moves_nothing(void **state) {
    App *app = *state;
    choose(app, EFFECT_UPDATE);
    assert_true(values_read(app, PARAMETER_WARMUP_FACTOR, "0"));
    viewing_point_at(app, 0);
    show(app);
    assert_non_null(find_text(app, "its examples move no weight"));
    assert_float_equal(arrow(app), 0, 0);
    assert_true(values_read(app, PARAMETER_WARMUP_FACTOR, "-1"));
    show(app);
    assert_non_null(find_text(app, "uphill."));
    assert_true(arrow(app) < 0);
}

static void it_follows_crosshair_and_parameters(void **state) {
    App *app = *state;
    choose(app, EFFECT_INFLUENCE);
    uint64_t before = picture(app);
    app->ui.focus = ID_PLOT;
    key(app, KEY_END);
    assert_non_null(find_text(app, "1\u2009"
                                   "999: 100"));
    assert_true(picture(app) != before);
    assert_true(values_read(app, PARAMETER_WARMUP_ITERS, "0"));
    show(app);
    assert_non_null(find_text(app, "50% of the summed"));
    key(app, 'w');
    before = picture(app);
    key(app, KEY_HOME);
    assert_true(picture(app) != before);
    assert_true(values_read(app, PARAMETER_BASE_LR, "0.01"));
    show(app);
    assert_non_null(find_text(app, "Constant base_lr ends at a loss of 0.018"));
}

/* Only a pin that is very much longer is in sight. */
static void behind_the_end_nothing_is_shared(void **state) {
    App *app = *state;
    Schedule longer = schedule_default();
    longer.total_steps = SCHEDULE_STEPS_MAX;
    assert_true(values_read(app, PARAMETER_WARMUP_ITERS, "1"));
    assert_true(values_read(app, PARAMETER_TOTAL_STEPS, "1"));
    scenario_pin(&app->scenario, "longer", &longer);
    show(app);
    choose(app, EFFECT_INFLUENCE);
    app->scenario.view_fixed = true;
    app->scenario.view_steps[0] = 9e14, app->scenario.view_steps[1] = 1e15;
    app->scenario.view_factor[0] = 0, app->scenario.view_factor[1] = 1;
    show(app);
    assert_true(app->view.x0 > 8e14);
    for (const SceneCommand *at = scene_next(&app->scene, NULL); at; at = scene_next(&app->scene, at))
        assert_true(isfinite(at->x) && isfinite(at->box.x));
}

static void nothing_above_0_has_no_shares(void **state) {
    App *app = *state;
    choose(app, EFFECT_INFLUENCE);
    assert_true(values_read(app, PARAMETER_WARMUP_FACTOR, "-5"));
    assert_true(values_read(app, PARAMETER_TOTAL_STEPS, "500"));
    show(app);
    assert_non_null(find_text(app, "no step has a share"));
}

/* Every text of the strip is inside it, and the plot above keeps its room; of long runs a step has a very
 * small share.
 */
static void it_fits(void **state) {
    App *app = *state;
    const double sizes[][2] = {{960, 600}, {1280, 800}, {2560, 1440}};
    for (int i = 0; i < 6; i++) {
        app_resize(app, sizes[i / 2][0], sizes[i / 2][1]);
        assert_true(values_read(app, PARAMETER_TOTAL_STEPS, i % 2 ? "123456" : "2000"));
        show(app);
        for (int view = 0; view < EFFECT_VIEWS; view++) {
            bool inside = false;
            Box choice = stop_box(app, ID_EFFECT);
            assert_true(app->layout.plot.h > 100);
            for (const SceneCommand *at = NULL; (at = scene_next(&app->scene, at));) {
                if (at->kind == SCENE_GROUP) inside = !strcmp(scene_string(at), "effect");
                if (!inside || at->kind != SCENE_TEXT) continue;
                TextStyle style = {(Font)at->font, at->size, 0};
                double width = measure_text(&measure, style, scene_string(at));
                double left = at->x - width * at->align / 2, right = left + width;
                assert_true(left >= 40 && right <= choice.x + choice.w);
                assert_true(at->y > choice.y + choice.h || right <= choice.x);
                assert_true(at->y >= choice.y && at->y <= app->height - 20);
            }
            key(app, 'w');
        }
    }
}

/* The lesson asks first; then its handle changes what happens. */
static void a_lesson_asks_which_run_arrives(void **state) {
    App *app = *state;
    Lesson lesson = {0};
    lessons_read(lessons_find("raise"), &lesson);
    int asking = lesson.count - 1;
    while (!lesson_step_shows(&lesson.steps[asking], LESSON_DESCENT, true)) asking--;
    present_begin(app, &lesson);
    present_go_to(app, asking, false);
    show(app);
    assert_null(find_text(app, "diverges"));
    key(app, KEY_PAGE_DOWN);
    assert_int_equal(app->present.step, asking);
    assert_non_null(find_text(app, "Constant base_lr diverges"));
    assert_non_null(find_text(app, "pale: "));
    assert_non_null(find_text(app, "other rates"));
    assert_null(find_text(app, "curvatures"));
    assert_true(values_read(app, PARAMETER_WARMUP_FACTOR, "1.5"));
    show(app);
    assert_non_null(find_text(app, "update 5."));
}

/* F5 without a lesson presents what the strip shows. */
static void presenting_keeps_the_descent(void **state) {
    App *app = *state;
    key(app, KEY_F1 + 4);
    assert_null(find_text(app, "Constant base_lr"));
    key(app, KEY_ESCAPE);
    choose(app, EFFECT_DESCENT);
    key(app, KEY_F1 + 4);
    assert_non_null(find_text(app, "Constant base_lr"));
}

/* W goes around there too, and the back row can read it. */
static void presenting_keeps_the_influence(void **state) {
    App *app = *state;
    const double sizes[][2] = {{1280, 720}, {1280, 800}, {960, 600}, {1024, 768}};
    choose(app, EFFECT_INFLUENCE);
    key(app, KEY_F1 + 4);
    for (int i = 0; i < 4; i++) {
        int texts = 0;
        bool inside = false;
        app_resize(app, sizes[i][0], sizes[i][1]);
        show(app);
        assert_non_null(find_text(app, "The first half of training"));
        assert_null(find_text(app, "f > 1"));
        for (const SceneCommand *at = NULL; (at = scene_next(&app->scene, at));) {
            if (at->kind == SCENE_GROUP) inside = !strcmp(scene_string(at), "effect");
            if (!inside || at->kind != SCENE_TEXT) continue;
            texts++;
            assert_null(strstr(scene_string(at), "\u2026"));
            assert_true(at->size >= app->height / 32 - 0.01 && at->y < app->height);
            TextStyle style = {(Font)at->font, at->size, 0};
            if (at->align == ALIGN_LEFT)
                assert_true(at->x + measure_text(&measure, style, scene_string(at)) < app->width);
        }
        assert_true(texts >= 4);
    }
    key(app, 'w');
    assert_non_null(find_text(app, "Constant base_lr"));
    key(app, 'w');
    assert_non_null(find_text(app, "f > 1"));
}

/* The second of two equal frames works nothing out and allocates nothing. */
static void what_was_worked_out_is_kept(void **state) {
    App *app = *state;
    for (int view = 1; view < EFFECT_VIEWS; view++) {
        key(app, 'w');
        app->effect.half.low = 0.125; /* would be put right by working it out */
        app->effect.descent.constant.count = 3;
        size_t capacity = app->scene.capacity;
        const char *words = app->words.data;
        show(app);
        assert_true(app->effect.half.low == 0.125 && app->effect.descent.constant.count == 3);
        assert_true(app->scene.capacity == capacity && app->words.data == words);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(presenting_keeps_the_influence),
        TEST(a_lesson_asks_which_run_arrives),
        TEST(presenting_keeps_the_descent),
        TEST(w_goes_around),
        TEST(the_choice_does_it_too),
        TEST(twice_the_rate_is_twice_the_arrow),
        TEST(an_lr_of_0_moves_nothing),
        TEST(it_follows_crosshair_and_parameters),
        TEST(it_fits),
        TEST(nothing_above_0_has_no_shares),
        TEST(behind_the_end_nothing_is_shared),
        TEST(what_was_worked_out_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
