/* What hands do to the schedule, replayed without a window, and what the scene then says. */
#include "gestures.h"

#include <math.h>

#include "app/actions.h"

static void dragging_the_factor_past_1_turns_the_picture_amber(void **state) {
    App *app = *state;
    assert_non_null(find_text(app, "Never above 1"));
    Point from = knob(app, PARAMETER_WARMUP_FACTOR), to = track_at(app, PARAMETER_WARMUP_FACTOR, 1.5);
    drag(app, from, to);
    release(app, to.x, to.y);
    assert_float_equal(app->scenario.schedule.warmup_factor, 1.5, 0.01);
    const SceneCommand *pill = find_text(app, "Above 1 on steps 0");
    assert_non_null(pill);
    assert_int_equal(pill->fill, theme_dark.above_ink);
    assert_null(find_text(app, "Never above 1"));
}

static void knob_is_caught_at_1_unless_alt_is_held(void **state) {
    App *app = *state;
    Point one = track_at(app, PARAMETER_WARMUP_FACTOR, 1);
    press(app, one.x + 4, one.y, 1);
    assert_float_equal(app->scenario.schedule.warmup_factor, 1, 0);
    move_with(app, one.x + 4, one.y, false, true);
    assert_true(app->scenario.schedule.warmup_factor > 1);
    move(app, one.x + 8, one.y);
    assert_true(app->scenario.schedule.warmup_factor > 1.04);
    release(app, one.x + 8, one.y);
}

static void shift_drags_finer(void **state) {
    App *app = *state;
    Point from = knob(app, PARAMETER_WARMUP_FACTOR);
    press(app, from.x, from.y, 1);
    move_with(app, from.x + 50, from.y, true, false);
    Box row = stop_box(app, control(PARAMETER_WARMUP_FACTOR));
    assert_float_equal(app->scenario.schedule.warmup_factor, 0.001 + 2 * 5 / row.w, 0.001);
    release(app, from.x + 50, from.y);
}

static void dragged_values_are_round(void **state) {
    App *app = *state;
    Point from = knob(app, PARAMETER_WARMUP_FACTOR);
    drag(app, from, (Point){from.x + 77, from.y});
    double thousandths = app->scenario.schedule.warmup_factor * 1000;
    assert_float_equal(thousandths, round(thousandths), 1e-9);
    assert_true(thousandths > 100);
    release(app, from.x + 77, from.y);
}

static void escape_takes_the_drag_back(void **state) {
    App *app = *state;
    Point from = knob(app, PARAMETER_WARMUP_ITERS);
    drag(app, from, (Point){from.x + 60, from.y});
    assert_int_not_equal(app->scenario.schedule.warmup_iters, 1000);
    key(app, KEY_ESCAPE);
    assert_int_equal(app->scenario.schedule.warmup_iters, 1000);
    move(app, from.x - 60, from.y);
    assert_int_equal(app->scenario.schedule.warmup_iters, 1000);
    assert_int_equal(app->history.count, 1);
}

static void a_drag_is_one_entry_to_undo(void **state) {
    App *app = *state;
    Point from = knob(app, PARAMETER_WARMUP_FACTOR);
    drag(app, from, (Point){from.x + 50, from.y});
    release(app, from.x + 50, from.y);
    double first = app->scenario.schedule.warmup_factor;
    from = knob(app, PARAMETER_WARMUP_ITERS);
    drag(app, from, (Point){from.x + 20, from.y});
    release(app, from.x + 20, from.y);
    ctrl(app, 'z', false);
    assert_int_equal(app->scenario.schedule.warmup_iters, 1000);
    assert_float_equal(app->scenario.schedule.warmup_factor, first, 0);
    ctrl(app, 'z', false);
    assert_float_equal(app->scenario.schedule.warmup_factor, 0.001, 0);
    ctrl(app, 'z', false);
    ctrl(app, 'z', true);
    assert_float_equal(app->scenario.schedule.warmup_factor, first, 0);
    ctrl(app, 'z', true);
    assert_int_not_equal(app->scenario.schedule.warmup_iters, 1000);
}

static void double_click_and_backspace_reset(void **state) {
    App *app = *state;
    enter(app, PARAMETER_WARMUP_FACTOR, "0.5");
    Point at = knob(app, PARAMETER_WARMUP_FACTOR);
    click(app, at.x, at.y);
    press(app, at.x, at.y, 2);
    release(app, at.x, at.y);
    assert_float_equal(app->scenario.schedule.warmup_factor, 0.001, 0);
    enter(app, PARAMETER_WARMUP_ITERS, "77");
    key(app, KEY_BACKSPACE);
    assert_int_equal(app->scenario.schedule.warmup_iters, 1000);
}

static void typed_numbers_are_read(void **state) {
    App *app = *state;
    const struct {
        const char *typed;
        double value;
    } cases[] = {
        {"1/1000", 0.001}, {"0.25", 0.25}, {"1e-3", 0.001}, {"0.12345678901234567", 0.12345678901234567}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        enter(app, PARAMETER_WARMUP_FACTOR, cases[i].typed);
        assert_true(app->scenario.schedule.warmup_factor == cases[i].value);
        assert_int_equal(app->ui.edit.id, 0);
        assert_int_equal(app->refused, -1);
    }
    enter(app, PARAMETER_TOTAL_STEPS, "90k");
    assert_int_equal(app->scenario.schedule.total_steps, 90000);
}

/* Opening a field and taking it as it is changes nothing, however many digits the value has. */
static void untouched_fields_keep_the_value(void **state) {
    App *app = *state;
    enter(app, PARAMETER_WARMUP_FACTOR, "1/3");
    double third = app->scenario.schedule.warmup_factor;
    Point at = field(app, PARAMETER_WARMUP_FACTOR);
    click(app, at.x, at.y);
    key(app, KEY_ENTER);
    assert_true(app->scenario.schedule.warmup_factor == third);
    assert_int_equal(app->history.count, 2);
}

static void what_is_no_value_is_refused_in_words(void **state) {
    App *app = *state;
    enter(app, PARAMETER_WARMUP_ITERS, "abc");
    assert_int_equal(app->scenario.schedule.warmup_iters, 1000);
    assert_int_equal(app->refused, PARAMETER_WARMUP_ITERS);
    const SceneCommand *words = find_text(app, "warmup_iters:");
    assert_non_null(words);
    assert_int_equal(words->fill, theme_dark.error);
    assert_int_equal(app->ui.edit.id, control(PARAMETER_WARMUP_ITERS));
    type(app, "5");
    assert_null(find_text(app, "warmup_iters:"));
    key(app, KEY_ENTER);
    assert_int_equal(app->scenario.schedule.warmup_iters, 5);
}

static void a_refusal_stays_when_the_field_is_left(void **state) {
    App *app = *state;
    Point at = field(app, PARAMETER_WARMUP_ITERS);
    click(app, at.x, at.y);
    type(app, "-3");
    key(app, KEY_TAB);
    assert_int_equal(app->ui.edit.id, 0);
    assert_int_equal(app->scenario.schedule.warmup_iters, 1000);
    assert_non_null(find_text(app, "warmup_iters:"));
    assert_int_equal(app->ui.focus, control(PARAMETER_BASE_LR));
}

static void tab_and_a_click_elsewhere_take_what_was_typed(void **state) {
    App *app = *state;
    Point at = field(app, PARAMETER_WARMUP_ITERS);
    click(app, at.x, at.y);
    type(app, "300");
    key(app, KEY_TAB);
    assert_int_equal(app->scenario.schedule.warmup_iters, 300);
    assert_int_equal(app->ui.focus, control(PARAMETER_BASE_LR));
    click(app, at.x, at.y);
    type(app, "400");
    click(app, 200, 300);
    assert_int_equal(app->scenario.schedule.warmup_iters, 400);
    assert_int_equal(app->ui.edit.id, 0);
    click(app, at.x, at.y);
    type(app, "500");
    key(app, KEY_ESCAPE);
    assert_int_equal(app->scenario.schedule.warmup_iters, 400);
}

static void refinements_come_out_of_their_fold(void **state) {
    App *app = *state;
    assert_null(find_text(app, "warmup_interval"));
    ui_take_focus(&app->ui, ID_MORE_WARMUP, true);
    key(app, KEY_ENTER);
    show(app);
    assert_non_null(find_text(app, "warmup_interval"));
    Point at = field(app, PARAMETER_WARMUP_INTERVAL);
    click(app, at.x, at.y);
    type(app, "50");
    key(app, KEY_ENTER);
    assert_int_equal(app->scenario.schedule.warmup_interval, 50);
    ui_take_focus(&app->ui, ID_MORE_WARMUP, true);
    key(app, KEY_ENTER);
    show(app);
    assert_non_null(find_text(app, "warmup_interval")); /* it is no default any more */
    assert_null(find_text(app, "fewer"));
}

static void a_value_outside_widens_the_range(void **state) {
    App *app = *state;
    enter(app, PARAMETER_WARMUP_FACTOR, "5");
    assert_float_equal(app->scenario.schedule.warmup_factor, 5, 0);
    assert_float_equal(app->ranges[PARAMETER_WARMUP_FACTOR].high, 5, 0);
    key(app, KEY_HOME);
    assert_float_equal(app->scenario.schedule.warmup_factor, 0, 0);
    key(app, KEY_END);
    assert_float_equal(app->scenario.schedule.warmup_factor, 5, 0);
    enter(app, PARAMETER_WARMUP_FACTOR, "-0.5");
    assert_float_equal(app->ranges[PARAMETER_WARMUP_FACTOR].low, -0.5, 0);
    key(app, KEY_BACKSPACE);
    assert_float_equal(app->ranges[PARAMETER_WARMUP_FACTOR].high, parameters[PARAMETER_WARMUP_FACTOR].high,
                       0);
    enter(app, PARAMETER_WARMUP_FACTOR, "7");
    assert_float_equal(app->ranges[PARAMETER_WARMUP_FACTOR].high, 7, 0);
    ctrl(app, 'z', false); /* and undo narrows it again */
    assert_float_equal(app->ranges[PARAMETER_WARMUP_FACTOR].high, parameters[PARAMETER_WARMUP_FACTOR].high, 0);
}

static void keys_and_wheel_step_the_slider(void **state) {
    App *app = *state;
    app->ui.focus = control(PARAMETER_WARMUP_ITERS);
    key(app, KEY_RIGHT);
    int64_t next = app->scenario.schedule.warmup_iters;
    assert_int_equal(next, (int64_t)parameter_stepped(PARAMETER_WARMUP_ITERS, 1000, 1));
    key(app, KEY_LEFT);
    assert_int_equal(app->scenario.schedule.warmup_iters, 1000);
    Point at = knob(app, PARAMETER_WARMUP_ITERS);
    move(app, at.x, at.y);
    wheel(app, at.x, at.y, 1);
    assert_int_equal(app->scenario.schedule.warmup_iters, next);
    key(app, KEY_PAGE_UP);
    assert_true(app->scenario.schedule.warmup_iters > next);
}

static void held_key_is_one_entry_to_undo(void **state) {
    App *app = *state;
    app->ui.focus = control(PARAMETER_WARMUP_FACTOR);
    for (int i = 0; i < 5; i++) key(app, KEY_RIGHT);
    ctrl(app, 'z', false);
    assert_float_equal(app->scenario.schedule.warmup_factor, 0.001, 0);
}

static void tab_visits_every_control_with_a_ring(void **state) {
    App *app = *state;
    int stops = app->ui.stop_count;
    bool seen[ID_PINS] = {false};
    for (int i = 0; i < stops; i++) {
        key(app, KEY_TAB);
        assert_false(seen[app->ui.focus]);
        seen[app->ui.focus] = true;
        uint64_t with_ring = picture(app);
        app->ui.ring = false;
        show(app);
        assert_true(picture(app) != with_ring);
        app->ui.ring = true;
    }
    for (int i = 0; i < PARAMETER_COUNT; i++)
        if (parameter_shows(&app->scenario.schedule, (ParameterId)i))
            assert_true(seen[control((ParameterId)i)]);
    for (int i = 0; i < action_count; i++)
        if (actions[i].header_rank && !actions[i].offered) assert_true(seen[ID_ACTIONS + i]);
    assert_true(seen[ID_PLOT] && seen[ID_HANDLE_FACTOR] && seen[ID_HANDLE_ITERS]);
}

static void handles_drag_the_same_parameters(void **state) {
    App *app = *state;
    Point from = app->layout.handles[0];
    Point to = {from.x + 30, chart_y(&app->layout, 0.5)};
    drag(app, from, to);
    release(app, to.x, to.y);
    assert_float_equal(app->scenario.schedule.warmup_factor, 0.5, 0.005);
    from = app->layout.handles[1];
    to = (Point){chart_x(&app->layout, 500), from.y - 40};
    drag(app, from, to);
    release(app, to.x, to.y);
    assert_float_equal((double)app->scenario.schedule.warmup_iters, 500, 5);
    ctrl(app, 'z', false);
    assert_int_equal(app->scenario.schedule.warmup_iters, 1000);
}

static void handles_move_by_key(void **state) {
    App *app = *state;
    app->ui.focus = ID_HANDLE_FACTOR;
    key(app, KEY_UP);
    assert_true(app->scenario.schedule.warmup_factor > 0.001);
    key(app, KEY_BACKSPACE);
    assert_float_equal(app->scenario.schedule.warmup_factor, 0.001, 0);
    app->ui.focus = ID_HANDLE_ITERS;
    key(app, KEY_LEFT);
    assert_true(app->scenario.schedule.warmup_iters < 1000);
}

/* While the knob is held the range makes room but never shrinks; it refits when the knob is let go. */
static void vertical_range_stays_put_while_held(void **state) {
    App *app = *state;
    Point from = knob(app, PARAMETER_WARMUP_FACTOR), high = track_at(app, PARAMETER_WARMUP_FACTOR, 1.8);
    double top = app->view.y1;
    drag(app, from, track_at(app, PARAMETER_WARMUP_FACTOR, 0.5));
    assert_float_equal(app->view.y1, top, 0);
    move(app, high.x, high.y);
    assert_float_equal(app->view.y1, fmax(top, app->scenario.schedule.warmup_factor), 1e-12);
    double grown = app->view.y1;
    move(app, from.x, from.y);
    assert_float_equal(app->view.y1, grown, 0);
    release(app, from.x, from.y);
    assert_float_equal(app->view.y1, top, 1e-12);
}

static void handle_above_the_plot_does_not_run_away(void **state) {
    App *app = *state;
    Point from = app->layout.handles[0];
    drag(app, from, (Point){from.x, app->layout.plot.y - 20});
    double value = app->scenario.schedule.warmup_factor;
    for (int i = 0; i < 20; i++) move(app, from.x + i % 2, app->drag_layout.plot.y - 20);
    assert_float_equal(app->scenario.schedule.warmup_factor, value, 0);
    release(app, from.x, app->drag_layout.plot.y - 20);
}

static void crosshair_follows_pointer_and_keys(void **state) {
    App *app = *state;
    assert_int_equal(viewing_step(app), 250);
    move(app, chart_x(&app->layout, 700.4), app->layout.plot.y + 10);
    assert_int_equal(viewing_step(app), 700);
    move(app, 5, 5);
    give(app, (Input){.kind = INPUT_LEAVE});
    assert_int_equal(viewing_step(app), 700);
    app->ui.focus = ID_PLOT;
    key(app, KEY_RIGHT);
    key(app, KEY_PAGE_UP);
    assert_int_equal(viewing_step(app), 711);
    key(app, KEY_END);
    assert_int_equal(viewing_step(app), 1999);
    key(app, KEY_HOME);
    key(app, KEY_LEFT);
    assert_int_equal(viewing_step(app), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(dragging_the_factor_past_1_turns_the_picture_amber),
        TEST(knob_is_caught_at_1_unless_alt_is_held),
        TEST(shift_drags_finer),
        TEST(dragged_values_are_round),
        TEST(escape_takes_the_drag_back),
        TEST(a_drag_is_one_entry_to_undo),
        TEST(double_click_and_backspace_reset),
        TEST(typed_numbers_are_read),
        TEST(untouched_fields_keep_the_value),
        TEST(what_is_no_value_is_refused_in_words),
        TEST(a_refusal_stays_when_the_field_is_left),
        TEST(tab_and_a_click_elsewhere_take_what_was_typed),
        TEST(refinements_come_out_of_their_fold),
        TEST(a_value_outside_widens_the_range),
        TEST(keys_and_wheel_step_the_slider),
        TEST(held_key_is_one_entry_to_undo),
        TEST(tab_visits_every_control_with_a_ring),
        TEST(handles_drag_the_same_parameters),
        TEST(handles_move_by_key),
        TEST(vertical_range_stays_put_while_held),
        TEST(handle_above_the_plot_does_not_run_away),
        TEST(crosshair_follows_pointer_and_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
