/* Other implementations and notes in the window, replayed as hands do it. */
#include "gestures.h"

#include "schedule/words.h"

static void change(App *app, ParameterId id, const char *value) {
    assert_true(values_read(app, id, value));
    key(app, KEY_NONE);
}

/* The first text with that part that is in sight of the side panel. */
static const SceneCommand *in_sight(const App *app, const char *part) {
    Box view = app->panel.view;
    bool inside = false;
    for (const SceneCommand *at = scene_next(&app->scene, NULL); at; at = scene_next(&app->scene, at)) {
        if (at->kind == SCENE_GROUP) inside = !strcmp(scene_string(at), "panel");
        if (inside && at->kind == SCENE_TEXT && strstr(scene_string(at), part) &&
            box_contains(view, at->x - 1, at->y))
            return at;
    }
    return NULL;
}

static Point middle(Box box) {
    assert_true(box.w > 0);
    return (Point){box.x + box.w / 2, box.y + box.h / 2};
}

/* The question of a newcomer: where do LambdaLR and LinearLR part for a loader of one batch? */
static void i_tells_where_others_part(void **state) {
    App *app = *state;
    const Box sizes[] = {{0, 0, 960, 600}, {0, 0, 1280, 800}, {0, 0, 2560, 1440}};
    change(app, PARAMETER_WARMUP_ITERS, "0");
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        app_resize(app, sizes[i].w, sizes[i].h);
        assert_null(find_text(app, "torch LinearLR"));
        key(app, 'i');
        assert_true(app->scenario.implementations);
        assert_non_null(in_sight(app, "torchvision LambdaLR"));
        assert_non_null(in_sight(app, "torch LinearLR"));
        assert_non_null(in_sight(app, "differs from step 0"));
        assert_non_null(in_sight(app, "detectron2, old"));
        assert_int_equal(count_in(app, "overlays", SCENE_LINE), 1);
        assert_int_equal(app->overlays.count, 1);
        assert_true(app->overlays.list[0].marked && app->overlays.list[0].mark == 0);
        key(app, 'i');
        assert_false(app->scenario.implementations);
        assert_int_equal(app->overlays.count, 0);
    }
}

static void the_switch_does_it_too(void **state) {
    App *app = *state;
    key(app, 'n'); /* to the end of the panel */
    Point at = middle(stop_box(app, ID_IMPLEMENTATIONS));
    click(app, at.x, at.y);
    assert_true(app->scenario.implementations);
    assert_non_null(in_sight(app, "nanoGPT"));
    app->ui.focus = ID_IMPLEMENTATIONS;
    key(app, KEY_SPACE);
    assert_false(app->scenario.implementations);
}

static void its_words_follow_the_parameters(void **state) {
    App *app = *state;
    key(app, 'i');
    assert_int_equal(app->overlays.implementations.reports[IMPLEMENTATION_LINEAR_LR].verdict, IMPLEMENTATION_SAME);
    change(app, PARAMETER_WARMUP_FACTOR, "1.5");
    assert_non_null(find_text(app, "refuses: ValueError"));
    change(app, PARAMETER_DECAY, "cosine");
    assert_true(app->overlays.count == 4); /* the new detectron2's curve is one line after another */
    assert_true(count_in(app, "overlays", SCENE_LINE) >= 4);
    assert_non_null(find_text(app, "WarmupParamScheduler"));
    ctrl(app, 'z', false); /* what is shown beside the curve is no matter of undo */
    assert_true(app->scenario.implementations);
}

static void calm_where_nothing_is_unusual(void **state) {
    App *app = *state;
    assert_non_null(find_text(app, "Nothing unusual"));
    assert_int_equal(stop_box(app, ID_NOTES_HINT).w, 0);
    assert_null(find_text(app, "scheduler.step()"));
    key(app, 'n');
    assert_int_equal(app->ui.focus, ID_NOTES_FOLD);
    key(app, KEY_SPACE);
    assert_non_null(in_sight(app, "The log may be one step ahead"));
    key(app, KEY_ENTER);
    assert_null(find_text(app, "The log may be one step ahead"));
}

static void a_note_out_of_sight_says_so(void **state) {
    App *app = *state;
    app_resize(app, 960, 600);
    change(app, PARAMETER_WARMUP_FACTOR, "1.5");
    assert_non_null(find_text(app, "Note: Above base_lr"));
    Point at = middle(stop_box(app, ID_NOTES_HINT));
    click(app, at.x, at.y);
    assert_non_null(in_sight(app, "Set warmup_factor to 1"));
    assert_null(find_text(app, "Note: Above base_lr"));
    assert_int_equal(app->ui.focus, ID_NOTES + NOTE_ABOVE_ONE);
}

/* By keys alone, and one entry of the history. */
static void n_and_enter_fix(void **state) {
    App *app = *state;
    change(app, PARAMETER_TOTAL_STEPS, "500");
    key(app, 'n');
    key(app, KEY_ENTER);
    assert_int_equal(app->scenario.schedule.warmup_iters, 499);
    assert_int_equal(stop_box(app, ID_NOTES + NOTE_NEVER_ENDS).w, 0);
    ctrl(app, 'z', false);
    assert_int_equal(app->scenario.schedule.warmup_iters, 1000);
    assert_int_equal(app->scenario.schedule.total_steps, 500);
}

static void a_button_fixs(void **state) {
    App *app = *state;
    change(app, PARAMETER_DECAY, "multistep");
    change(app, PARAMETER_DECAY_START, "0");
    change(app, PARAMETER_MILESTONES, "500,4000");
    key(app, 'n');
    Point at = middle(stop_box(app, ID_NOTES + NOTE_LOW_PEAK));
    click(app, at.x, at.y);
    assert_int_equal(app->scenario.schedule.decay_start, SCHEDULE_AUTO);
    at = middle(stop_box(app, ID_NOTES + NOTE_LATE_MILESTONE));
    click(app, at.x, at.y);
    assert_int_equal(app->scenario.schedule.milestone_count, 1);
    assert_non_null(find_text(app, "Nothing unusual"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(i_tells_where_others_part),
        TEST(the_switch_does_it_too),
        TEST(its_words_follow_the_parameters),
        TEST(calm_where_nothing_is_unusual),
        TEST(a_note_out_of_sight_says_so),
        TEST(n_and_enter_fix),
        TEST(a_button_fixs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
