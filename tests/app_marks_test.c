/* What lies on the plot: the second cursor, steps as dots, milestones. */
#include "gestures.h"

#include <math.h>

/* --- The second cursor --- */

static void m_measures_from_the_crosshair(void **state) {
    App *app = *state;
    Point at = plot_at(app, 0.25, 0.9);
    move(app, at.x, at.y);
    assert_null(find_text(app, "A \u2212 B"));
    key(app, 'm');
    assert_int_equal(app->mark.step, 500);
    move(app, plot_at(app, 0.5, 0.9).x, at.y);
    assert_int_equal(viewing_step(app), 1000);
    assert_int_equal(app->mark.step, 500);
    assert_non_null(find_text(app, "A \u2212 B"));
    assert_non_null(find_text(app, "+500"));
    assert_non_null(find_text(app, "+0.4995"));
    assert_non_null(find_text(app, "\u2013")); /* at step 1000 there is no alpha */
    assert_non_null(find_text(app, "lr / step"));
    assert_null(find_text(app, "lr / epoch"));
    app->scenario.schedule.steps_per_epoch = 250;
    show(app);
    assert_non_null(find_text(app, "lr / epoch"));
    assert_non_null(find_text(app, "+2"));
    key(app, 'm');
    assert_null(find_text(app, "A \u2212 B"));
    assert_int_equal(app->history.count, 2);
}

static void the_second_cursor_is_dragged_and_moved_by_key(void **state) {
    App *app = *state;
    key(app, 'm');
    Point head = app->layout.mark, to = {chart_x(&app->layout, 1500), head.y};
    drag(app, head, to);
    assert_float_equal((double)app->mark.step, 1500, 2);
    key(app, KEY_ESCAPE);
    assert_int_equal(app->mark.step, 250);
    assert_int_equal(app->ui.focus, ID_MARK);
    key(app, KEY_RIGHT);
    assert_int_equal(app->mark.step, 251);
    key(app, KEY_END);
    assert_int_equal(app->mark.step, 1999);
    enter(app, PARAMETER_TOTAL_STEPS, "100");
    show(app);
    give(app, (Input){.kind = INPUT_MOVE, .x = 5, .y = 5});
    assert_int_equal(app->mark.step, 99);
    app->ui.focus = ID_MARK;
    key(app, KEY_DELETE);
    assert_false(app->mark.set);
}

/* Is the lower edge of the box around the letter of a cursor under something that came later? */
static bool head_is_covered(const App *app, const char *letter) {
    bool found = false;
    Point edge = {0};
    for (const SceneCommand *at = NULL; (at = scene_next(&app->scene, at));) {
        bool solid = at->kind == SCENE_BOX && (at->fill & 0xFF) == 0xFF;
        if (found && solid && box_contains(at->box, edge.x, edge.y)) return true;
        if (at->kind != SCENE_TEXT || at->align != ALIGN_MIDDLE || strcmp(scene_string(at), letter) != 0) continue;
        found = true;
        edge = (Point){at->x, at->y + 4};
    }
    assert_true(found);
    return false;
}

static void the_readout_does_not_cover_the_crosshairs_head(void **state) {
    App *app = *state;
    assert_true(values_read(app, PARAMETER_TOTAL_STEPS, "20000") && values_read(app, PARAMETER_WARMUP_FACTOR, "2"));
    app->scenario.schedule.decay = DECAY_COSINE;
    app->scenario.implementations = true;
    move(app, plot_at(app, 0.8, 0.3).x, plot_at(app, 0.8, 0.3).y);
    key(app, 'm');
    for (double x = 0.2; x < 0.75; x += 0.01) {
        move(app, plot_at(app, x, 0.3).x, plot_at(app, x, 0.3).y);
        assert_non_null(find_text(app, "A \u2212 B"));
        assert_false(head_is_covered(app, "A"));
    }
}

/* --- Steps as dots --- */

static int dots(const App *app) {
    int count = 0;
    bool inside = false;
    for (const SceneCommand *at = scene_next(&app->scene, NULL); at; at = scene_next(&app->scene, at)) {
        if (at->kind == SCENE_GROUP) inside = !strcmp(scene_string(at), "steps");
        count += inside && at->kind == SCENE_BOX;
    }
    return count;
}

static void steps_are_dots_where_they_can_be_counted(void **state) {
    App *app = *state;
    assert_int_equal(dots(app), 0);
    enter(app, PARAMETER_TOTAL_STEPS, "40");
    assert_int_equal(dots(app), 40);
    enter(app, PARAMETER_TOTAL_STEPS, "1e12");
    for (int i = 0; i < 200; i++) turn_with(app, plot_at(app, 0, 0.5), (Input){.wheel_y = 1, .shift = true});
    assert_true(dots(app) >= 1 && dots(app) <= 200);
}

/* --- Milestones --- */

static void three_milestones(App *app) {
    choose_decay(app, DECAY_MULTISTEP);
    app_resize(app, 1280, 1200);
    show(app);
    app->ui.focus = control(PARAMETER_MILESTONES);
    key(app, KEY_ENTER);
    type(app, "200,400,800");
    key(app, KEY_ENTER);
}

static const int64_t *milestones(const App *app) {
    return app->scenario.schedule.milestones;
}

static Point marker(const App *app, int i) {
    double step = (double)(1000 + milestones(app)[i]); /* after the warm-up */
    return (Point){chart_x(&app->layout, step), app->layout.plot.y + app->layout.plot.h};
}

static void milestones_are_dragged_in_order(void **state) {
    App *app = *state;
    three_milestones(app);
    int entries = app->history.count;
    Point from = marker(app, 1), to = {chart_x(&app->layout, 1600), from.y};
    drag(app, from, to);
    assert_float_equal((double)milestones(app)[1], 600, 2);
    assert_int_equal(app->history.count, entries);
    move(app, chart_x(&app->layout, 1950), from.y);
    assert_int_equal(milestones(app)[1], 799);
    release(app, to.x, to.y);
    assert_int_equal(app->history.count, entries + 1);
    ctrl(app, 'z', false);
    assert_int_equal(milestones(app)[1], 400);
    from = marker(app, 2);
    drag(app, from, (Point){from.x + 60, from.y});
    key(app, KEY_ESCAPE);
    assert_int_equal(milestones(app)[2], 800);
}

static void milestones_leave_by_the_axis_and_come_by_double_click(void **state) {
    App *app = *state;
    three_milestones(app);
    Point from = marker(app, 1), away = {from.x, from.y - 90};
    drag(app, from, away);
    assert_non_null(find_text(app, "let go"));
    release(app, away.x, away.y);
    assert_int_equal(app->scenario.schedule.milestone_count, 2);
    assert_int_equal(milestones(app)[1], 800);
    Point at = {chart_x(&app->layout, 1300), from.y + 20};
    move(app, at.x, at.y);
    assert_non_null(find_text(app, "double-click"));
    click(app, at.x, at.y);
    assert_int_equal(app->scenario.schedule.milestone_count, 2);
    press(app, at.x, at.y, 2);
    release(app, at.x, at.y);
    assert_int_equal(app->scenario.schedule.milestone_count, 3);
    assert_float_equal((double)milestones(app)[1], 300, 2);
    assert_false(app->scenario.view_fixed);
}

/* The hand gives steps; what it does not touch stays in epochs. */
static void a_dragged_milestone_leaves_the_others_in_epochs(void **state) {
    App *app = *state;
    values_put(app, PARAMETER_STEPS_PER_EPOCH, 100);
    three_milestones(app);
    app->ui.focus = control(PARAMETER_MILESTONES);
    key(app, KEY_ENTER);
    ctrl(app, 'a', false);
    type(app, "2e,4e,8e");
    key(app, KEY_ENTER);
    Point from = marker(app, 1), to = {chart_x(&app->layout, 1600), from.y};
    drag(app, from, to);
    release(app, to.x, to.y);
    values_put(app, PARAMETER_STEPS_PER_EPOCH, 110);
    assert_int_equal(milestones(app)[0], 220);
    assert_float_equal((double)milestones(app)[1], 600, 2);
    assert_int_equal(milestones(app)[2], 880);
}

static void milestones_move_and_go_by_key(void **state) {
    App *app = *state;
    three_milestones(app);
    for (int i = 0; i < app->ui.stop_count + 1 && app->ui.focus != ID_MILESTONES; i++) key(app, KEY_TAB);
    assert_int_equal(app->ui.focus, ID_MILESTONES);
    int entries = app->history.count;
    key(app, KEY_RIGHT);
    key(app, KEY_RIGHT);
    assert_int_equal(milestones(app)[0], 220);
    assert_int_equal(app->history.count, entries + 1);
    key(app, KEY_DELETE);
    key(app, KEY_DELETE);
    app->ui.focus = ID_MILESTONES;
    key(app, KEY_BACKSPACE);
    assert_int_equal(app->scenario.schedule.milestone_count, 0);
    ctrl(app, 'z', false);
    assert_int_equal(app->scenario.schedule.milestone_count, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(m_measures_from_the_crosshair),
        TEST(the_second_cursor_is_dragged_and_moved_by_key),
        TEST(the_readout_does_not_cover_the_crosshairs_head),
        TEST(steps_are_dots_where_they_can_be_counted),
        TEST(milestones_are_dragged_in_order),
        TEST(a_dragged_milestone_leaves_the_others_in_epochs),
        TEST(milestones_leave_by_the_axis_and_come_by_double_click),
        TEST(milestones_move_and_go_by_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
