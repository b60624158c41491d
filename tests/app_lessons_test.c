/* Presenting: lessons gone through with a clicker's keys, guesses drawn by hand, and what the back row sees.
 */
#include "gestures.h"

#include <math.h>

#include "app/actions.h"
#include "app/present_check.h"
#include "app/state.h"
#include "base/file.h"
#include "base/folder.h"
#include "lesson/lessons.h"
#include "paint/paint.h"

static void teach(App *app, const char *name) {
    Lesson lesson = {0};
    lessons_read(lessons_find(name), &lesson);
    present_begin(app, &lesson);
    show(app);
}

static void at(App *app, double time, Input input) {
    input.time = time;
    give(app, input);
}

static void page(App *app, int code) {
    static double time = 100;
    at(app, time += 10, (Input){.kind = INPUT_KEY, .key = code});
    while (app->requests.deadline > 0) at(app, app->requests.deadline + 1, (Input){.kind = INPUT_TIME});
}

/* From the first step to the last and back with PageDown and PageUp alone. */
static void a_clicker_runs_every_lesson(void **state) {
    App *app = *state;
    Schedule before = app->scenario.schedule;
    for (int i = 0; i < lessons_count(); i++) {
        teach(app, lessons_name(i));
        int count = app->present.lesson.count, stages = 1;
        for (; app->present.step < count - 1 || !app->present.revealed; stages++) {
            int step = app->present.step;
            bool revealed = app->present.revealed, reveals = lesson_step_reveals(present_step(app));
            if (step == count - 1 && !reveals) break;
            page(app, KEY_PAGE_DOWN);
            assert_true(app->present.step == step + !(reveals && !revealed));
            assert_false(app->present.moving);
            assert_non_null(find_text(app, "of "));
        }
        page(app, KEY_PAGE_DOWN);
        assert_int_equal(app->present.step, count - 1);
        for (; stages > 1; stages--) page(app, KEY_PAGE_UP);
        assert_int_equal(app->present.step, 0);
        assert_false(app->present.revealed);
        page(app, KEY_ESCAPE);
        assert_false(app->present.on || app->requests.quit || app->requests.fullscreen || app->requests.awake);
    }
    assert_true(parameters_same(&app->scenario.schedule, &before));
    assert_int_equal(app->history.count, 1);
}

static void all_the_keys_go_on_and_back(void **state) {
    App *app = *state;
    static const int on[] = {KEY_PAGE_DOWN, KEY_RIGHT, KEY_SPACE, 'n'};
    static const int back[] = {KEY_PAGE_UP, KEY_LEFT, KEY_BACKSPACE, KEY_PAGE_UP};
    teach(app, "raise");
    app->ui.focus = ID_HANDLE_FACTOR;
    for (int i = 0; i < 4; i++) {
        app->ui.focus = control(PARAMETER_WARMUP_FACTOR);
        page(app, on[i]);
        assert_true(app->present.revealed && app->present.step == 0);
        page(app, back[i]);
        assert_true(!app->present.revealed && app->present.step == 0);
    }
    page(app, KEY_PAGE_UP);
    assert_int_equal(app->present.step, 0);
}

/* One button of a clicker sends F5 and Esc in turn. */
static void f5_and_escape_begin_and_end(void **state) {
    App *app = *state;
    for (int i = 0; i < 3; i++) {
        key(app, KEY_F1 + 4);
        assert_true(app->present.on && app->requests.fullscreen && app->requests.awake);
        key(app, KEY_ESCAPE);
        assert_false(app->present.on || app->requests.fullscreen || app->requests.awake || app->requests.quit);
    }
    key(app, KEY_ESCAPE);
    key(app, KEY_F1 + 4);
    assert_true(app->present.on);
    key(app, KEY_F1 + 4);
    assert_false(app->present.on);
    teach(app, "recipe");
    page(app, KEY_PAGE_DOWN);
    page(app, KEY_PAGE_DOWN);
    key(app, KEY_ESCAPE);
    key(app, KEY_F1 + 4);
    assert_int_equal(app->present.step, 1);
}

static void press_button(App *app, UiId id) {
    Box box = stop_box(app, id);
    assert_true(box.w > 20 && box.h > 20);
    click(app, box.x + 5, box.y + 5);
}

static void a_mouse_is_enough(void **state) {
    App *app = *state;
    teach(app, "raise");
    press_button(app, ID_REVEAL);
    assert_true(app->present.revealed);
    press_button(app, ID_ON);
    assert_int_equal(app->present.step, 1);
    press_button(app, ID_BACK);
    assert_true(app->present.step == 0 && app->present.revealed);
}

static bool is_blank(const App *app) {
    for (const SceneCommand *c = NULL; (c = scene_next(&app->scene, c));)
        if (c->kind == SCENE_TEXT) return false;
    return true;
}

static void the_screen_goes_blank_and_comes_back(void **state) {
    App *app = *state;
    static const int keys[] = {'.', 'b'};
    teach(app, "raise");
    for (int i = 0; i < 2; i++) {
        key(app, keys[i]);
        assert_true(is_blank(app));
        key(app, i ? KEY_PAGE_DOWN : keys[i]);
        assert_false(is_blank(app));
        assert_int_equal(app->present.step, 0);
        assert_false(app->present.revealed);
    }
    key(app, KEY_ESCAPE);
    present_drop_lesson(app);
    key(app, '>');
    assert_non_null(find_text(app, "Speed 2"));
    key(app, '.');
    assert_true(is_blank(app));
    key(app, KEY_ESCAPE);
    assert_false(app->present.on || is_blank(app));
}

/* What is shown is the lesson's; what was shown comes back, also what a session would keep. */
static void a_lesson_leaves_the_users_scenario_alone(void **state) {
    App *app = *state;
    enter(app, PARAMETER_WARMUP_ITERS, "123");
    teach(app, "raise");
    page(app, KEY_PAGE_DOWN);
    key(app, 'r');
    ctrl(app, 'z', false);
    key(app, 'p');
    assert_int_equal(app->scenario.schedule.warmup_iters, 0);
    assert_int_equal(present_own(app)->schedule.warmup_iters, 123);
    key(app, KEY_ESCAPE);
    assert_int_equal(app->scenario.schedule.warmup_iters, 123);
    assert_int_equal(app->scenario.pin_count, 0);
    ctrl(app, 'z', false);
    assert_int_equal(app->scenario.schedule.warmup_iters, 1000);
}

static void handles_stay_live(void **state) {
    App *app = *state;
    teach(app, "raise");
    present_go_to(app, 11, true);
    show(app);
    assert_float_equal(app->scenario.schedule.warmup_factor, 1.5, 0);
    assert_non_null(find_text(app, "Above 1 on"));
    Point from = app->layout.handles[0], to = {from.x, chart_y(&app->layout, 0.8)};
    drag(app, from, to);
    release(app, to.x, to.y);
    assert_float_equal(app->scenario.schedule.warmup_factor, 0.8, 0.01);
    assert_non_null(find_text(app, "Never above 1"));
    page(app, KEY_PAGE_DOWN);
    assert_float_equal(app->scenario.schedule.warmup_factor, 0.001, 0);
}

/* The code of the step is the curve's function: pressed, it is typed in, and keys are the text's. */
static void code_is_changed_in_front_of_the_audience(void **state) {
    App *app = *state;
    teach(app, "raise");
    present_go_to(app, 14, false);
    show(app);
    assert_float_equal(schedule_factor(&app->scenario.schedule, 1500), 1, 0);
    const SceneCommand *line = find_text(app, "return 1");
    assert_non_null(line);
    click(app, line->x + 400, line->y - 4);
    key(app, KEY_END);
    type(app, ".5");
    show(app);
    assert_int_equal(app->present.step, 14);
    assert_float_equal(schedule_factor(&app->scenario.schedule, 1500), 1.5, 0);
    type(app, "(");
    show(app);
    assert_true(app->function.fault.length > 0);
    assert_float_equal(schedule_factor(&app->scenario.schedule, 1500), 1.5, 0);
    key(app, KEY_ESCAPE);
    assert_true(app->present.on && app->ui.edit.id == 0);
    assert_float_equal(schedule_factor(&app->scenario.schedule, 1500), 1.5, 0);
    page(app, KEY_PAGE_DOWN);
    page(app, KEY_PAGE_DOWN);
    assert_int_equal(app->present.step, 15);
    page(app, KEY_PAGE_UP);
    show(app);
    assert_float_equal(schedule_factor(&app->scenario.schedule, 1500), 1, 0);
    assert_non_null(app->scenario.schedule.function);
    key(app, 'u');
    assert_false(app->present.on);
    assert_non_null(app->scenario.schedule.function);
}

/* A window that opens under a pointer gets a move of it; the step that the lesson points at stays. */
static void a_pointer_that_rests_points_at_nothing(void **state) {
    App *app = *state;
    teach(app, "raise");
    present_go_to(app, 7, false);
    show(app);
    give(app, (Input){.kind = INPUT_LEAVE});
    move(app, app->layout.plot.x + 40, app->layout.plot.y + 80);
    assert_int_equal(app->crosshair, 250);
    move(app, app->layout.plot.x + 90, app->layout.plot.y + 80);
    assert_true(app->crosshair > 0 && app->crosshair < 400);
    give(app, (Input){.kind = INPUT_LEAVE});
    Point at_once = {app->layout.plot.x + 10, app->layout.plot.y + 80};
    press(app, at_once.x, at_once.y, 1);
    assert_true(app->crosshair < 50);
}

static void to_the_guess(App *app) {
    teach(app, "raise");
    present_go_to(app, 4, false);
    show(app);
}

static Point place(const App *app, double step, double factor) {
    return (Point){chart_x(&app->layout, step), chart_y(&app->layout, factor)};
}

static bool has_curve(const App *app) {
    for (const SceneCommand *c = NULL; (c = scene_next(&app->scene, c));)
        if (c->kind == SCENE_GROUP && !strcmp(scene_string(c), "curve")) return true;
    return false;
}

static void a_guess_is_drawn_and_revealed(void **state) {
    App *app = *state;
    to_the_guess(app);
    assert_false(has_curve(app));
    assert_null(find_text(app, "Never above 1"));
    Point from = place(app, 0, 1.42), to = place(app, 1000, 1);
    drag(app, from, to);
    release(app, to.x, to.y);
    assert_non_null(find_text(app, "your guess"));
    assert_non_null(find_text(app, "drawn so far: steps 0"));
    page(app, KEY_SPACE);
    assert_true(has_curve(app));
    assert_non_null(find_text(app, "You started at 1.42"));
    assert_non_null(find_text(app, "widest gap 0.92 at step 0"));
    assert_non_null(find_text(app, "Above 1 needs"));
    assert_null(find_text(app, "Never above 1"));
}

/* Nobody hits the first step to the point. */
static void a_stroke_near_an_edge_reaches_it(void **state) {
    App *app = *state;
    to_the_guess(app);
    Point from = place(app, 0, 1.42), to = place(app, 2000, 1);
    drag(app, (Point){from.x + 7, from.y}, (Point){to.x - 7, to.y});
    release(app, to.x - 7, to.y);
    assert_non_null(find_text(app, "drawn so far: steps 0 \u2013 2\u2009"
                                   "000"));
}

static void three_clicks_are_a_guess_too(void **state) {
    App *app = *state;
    static const double steps[] = {30, 480, 1100}, factors[] = {0.2, 1.2, 1};
    to_the_guess(app);
    for (int i = 0; i < 3; i++) {
        Point at = place(app, steps[i], factors[i]);
        click(app, at.x, at.y);
    }
    const Guess *guess = &app->present.groups[0];
    assert_float_equal(guess_at(guess, 0), 0.2, 0.01);
    assert_float_equal(guess_at(guess, 500), 1.2, 0.02);
    assert_float_equal(guess_at(guess, 1000), 1, 0.01);
    assert_float_equal(guess_at(guess, 2000), 1, 0.01);
}

/* A guess from `factor` at step 0 to 1 at nearly the end. */
static void guess_straight(App *app, double factor) {
    Point from = place(app, 0, factor), to = place(app, 1900, 1);
    drag(app, from, to);
    release(app, to.x, to.y);
}

static bool is_amber(const App *app, Color color) {
    return (color & 0xFF) &&
           (color >> 8 == app->theme->above_ink >> 8 || color >> 8 == app->theme->above_fill >> 8);
}

/* A wrong guess is wrong in its own colour. */
static void amber_says_above_1_to_the_room_too(void **state) {
    App *app = *state;
    to_the_guess(app);
    for (int i = 0; i < 2; i++) {
        guess_straight(app, 1.4 - i);
        page(app, KEY_SPACE);
        assert_non_null(find_text(app, "widest gap"));
        for (const SceneCommand *c = NULL; (c = scene_next(&app->scene, c));)
            assert_false(is_amber(app, c->fill) || is_amber(app, c->stroke.color));
        page(app, KEY_PAGE_UP);
    }
}

static void press_times(App *app, int code, int times) {
    for (int i = 0; i < times; i++) key(app, code);
}

/* Tab goes along the plot, the arrows up and down set the factor there. */
static void keys_draw_a_guess_too(void **state) {
    App *app = *state;
    to_the_guess(app);
    press_times(app, KEY_TAB, 1);
    assert_non_null(find_text(app, "step 0: 1"));
    press_times(app, KEY_DOWN, 10);
    press_times(app, KEY_TAB, 4);
    assert_non_null(find_text(app, "step 1\u2009"
                                   "000: 0.5"));
    press_times(app, KEY_UP, 10);
    give(app, (Input){.kind = INPUT_KEY, .key = KEY_UP, .shift = true});
    const Guess *guess = &app->present.groups[0];
    assert_float_equal(guess_at(guess, 0), 0.5, 1e-9);
    assert_float_equal(guess_at(guess, 500), 0.7525, 1e-9);
    assert_float_equal(guess_at(guess, 2000), 1.005, 1e-9);
    assert_non_null(find_text(app, "step 1\u2009"
                                   "000: 1.005"));
    press_times(app, KEY_UP, 100);
    assert_float_equal(guess_at(guess, 1000), app->layout.view.y1, 1e-9);
    press_times(app, KEY_DOWN, 100);
    assert_float_equal(guess_at(guess, 1000), 0, 1e-9);
    page(app, KEY_PAGE_DOWN);
    assert_true(app->present.revealed);
    assert_non_null(find_text(app, "You started at 0.5"));
}

/* What a hand drew is bent, not thrown away. */
static void keys_bend_what_is_drawn(void **state) {
    App *app = *state;
    to_the_guess(app);
    Point from = place(app, 0, 1.4), to = place(app, 2000, 0.6);
    drag(app, from, to);
    release(app, to.x, to.y);
    double start = guess_at(&app->present.groups[0], 0), end_ = guess_at(&app->present.groups[0], 2000);
    press_times(app, KEY_TAB, 5);
    press_times(app, KEY_DOWN, 6);
    assert_float_equal(guess_at(&app->present.groups[0], 0), start, 1e-9);
    assert_float_equal(guess_at(&app->present.groups[0], 2000), end_, 1e-9);
    assert_float_equal(guess_at(&app->present.groups[0], 1000), 0.7, 0.03);
}

/* Its keys never draw, and go on wherever the focus is. */
static void a_clicker_does_not_draw(void **state) {
    App *app = *state;
    static const int keys[] = {KEY_UP, KEY_DOWN, KEY_HOME, KEY_END, KEY_ENTER};
    static const int on[] = {KEY_PAGE_DOWN, KEY_RIGHT, KEY_SPACE};
    to_the_guess(app);
    for (int i = 0; i < 5; i++) key(app, keys[i]);
    assert_false(guess_is_drawn(&app->present.groups[0]));
    for (int i = 0; i < 3; i++) {
        to_the_guess(app);
        press_times(app, KEY_TAB, 3);
        page(app, '.');
        page(app, '.');
        assert_false(app->present.revealed);
        page(app, on[i]);
        assert_true(app->present.revealed && app->present.step == 4);
        page(app, on[i]);
        assert_int_equal(app->present.step, 5);
    }
}

/* Clicks count wherever there is something to guess, not only in a warm-up. */
static void a_whole_run_is_guessed_with_clicks(void **state) {
    App *app = *state;
    teach(app, "recipe");
    present_go_to(app, 2, false);
    show(app);
    Point early = place(app, 20000, 1), late = place(app, 170000, 0.1);
    click(app, early.x, early.y);
    click(app, late.x, late.y);
    assert_float_equal(guess_at(&app->present.groups[0], 0), 1, 0.01);
    assert_float_equal(guess_at(&app->present.groups[0], 95000), 0.55, 0.1);
    assert_float_equal(guess_at(&app->present.groups[0], 190000), 0.1, 0.01);
}

static void groups_guess_beside_each_other(void **state) {
    App *app = *state;
    to_the_guess(app);
    for (int i = 0; i < 2; i++) {
        guess_straight(app, 1.4 - i);
        if (i) break;
        Box next = stop_box(app, ID_NEXT_GROUP);
        click(app, next.x + 5, next.y + 5);
    }
    assert_int_equal(app->present.group_count, 2);
    Box reveal = stop_box(app, ID_REVEAL);
    at(app, 1, (Input){.kind = INPUT_MOVE, .x = reveal.x + 5, .y = reveal.y + 5});
    at(app, 1, (Input){.kind = INPUT_PRESS, .x = reveal.x + 5, .y = reveal.y + 5, .button = BUTTON_LEFT});
    at(app, 1, (Input){.kind = INPUT_RELEASE, .x = reveal.x + 5, .y = reveal.y + 5, .button = BUTTON_LEFT});
    assert_true(app->present.moving);
    at(app, 9, (Input){.kind = INPUT_TIME});
    assert_false(app->present.moving);
    assert_non_null(find_text(app, "group 1: widest gap 0.9 at step 0"));
    assert_non_null(find_text(app, "group 2: "));
}

static bool says(const App *app, const char *text) {
    for (const SceneCommand *c = NULL; (c = scene_next(&app->scene, c));)
        if (c->kind == SCENE_TEXT && !strcmp(scene_string(c), text)) return true;
    return false;
}

/* Beside the frame it begins at the frame, and a factor below 0 at 0. */
static void a_stroke_may_begin_outside(void **state) {
    App *app = *state;
    to_the_guess(app);
    Point from = place(app, 0, 0), to = place(app, 1000, 1);
    drag(app, (Point){from.x - 25, from.y + 20}, to);
    release(app, to.x, to.y);
    assert_float_equal(guess_at(&app->present.groups[0], 0), 0, 1e-9);
    assert_non_null(find_text(app, "drawn so far: steps 0"));
}

static void a_guess_is_undone(void **state) {
    App *app = *state;
    to_the_guess(app);
    guess_straight(app, 1.4);
    guess_straight(app, 0.4);
    assert_float_equal(guess_at(&app->present.groups[0], 0), 0.4, 0.02);
    ctrl(app, 'z', false);
    assert_float_equal(guess_at(&app->present.groups[0], 0), 1.4, 0.02);
    Box next = stop_box(app, ID_NEXT_GROUP);
    click(app, next.x + 5, next.y + 5);
    assert_int_equal(app->present.group_count, 2);
    ctrl(app, 'z', false);
    assert_true(app->present.group_count == 1 && guess_is_drawn(&app->present.groups[0]));
    ctrl(app, 'z', false);
    assert_false(guess_is_drawn(&app->present.groups[0]));
    ctrl(app, 'z', false);
    assert_false(guess_is_drawn(&app->present.groups[0]));
}

static void a_fifth_group_is_told_that_there_are_four(void **state) {
    App *app = *state;
    to_the_guess(app);
    for (int i = 0; i < 4; i++) {
        guess_straight(app, 0.2 + 0.3 * i);
        Box next = stop_box(app, ID_NEXT_GROUP);
        click(app, next.x + 5, next.y + 5);
    }
    assert_non_null(find_text(app, "There are 4 groups"));
    assert_int_equal(stop_box(app, ID_NEXT_GROUP).w, 0);
    guess_straight(app, 0.9);
    press_times(app, KEY_TAB, 1);
    key(app, KEY_UP);
    for (int i = 0; i < 4; i++) assert_float_equal(guess_at(&app->present.groups[i], 0), 0.2 + 0.3 * i, 0.02);
    ctrl(app, 'z', false);
    assert_false(app->present.full);
}

/* Ten steps are ten places. */
static void clicks_snap_to_steps_in_a_short_run(void **state) {
    App *app = *state;
    teach(app, "off-by-one");
    for (int step = 0; step <= 10; step++) {
        Point at = place(app, step + (step < 10 ? 0.3 : -0.3), 0.1 * step);
        click(app, at.x, at.y);
        assert_float_equal(app->present.placed[step], 0.1 * step, 0.02);
    }
    assert_float_equal(guess_at(&app->present.groups[0], 3), 0.3, 0.02);
}

static void escape_ends_the_spotlight_first(void **state) {
    App *app = *state;
    teach(app, "raise");
    key(app, 's');
    key(app, KEY_ESCAPE);
    assert_true(app->present.on && !app->pointer.spotlight);
    key(app, KEY_ESCAPE);
    assert_false(app->present.on);
}

static void votes_are_counted_and_recalled(void **state) {
    App *app = *state;
    teach(app, "raise");
    for (int i = 0; i < 3; i++) {
        Box row = stop_box(app, ID_VOTES + 1);
        click(app, row.x + 20, row.y + 10);
    }
    assert_int_equal(app->present.votes[0][1], 3);
    Box row = stop_box(app, ID_VOTES + 1);
    move(app, row.x + 20, row.y + 10);
    press(app, row.x + 20, row.y + 10, 1);
    give(app, (Input){.kind = INPUT_RELEASE, .x = row.x + 20, .y = row.y + 10, .button = BUTTON_LEFT, .shift = true});
    assert_int_equal(app->present.votes[0][1], 2);
    assert_null(find_text(app, "\u2713"));
    int last = app->present.lesson.count - 1;
    present_go_to(app, last, false);
    show(app);
    assert_null(find_text(app, "No, never."));
    page(app, KEY_PAGE_DOWN);
    assert_non_null(find_text(app, "No, never."));
    assert_non_null(find_text(app, "\u2713 0"));
    assert_true(says(app, "2"));
}

/* A moving step says nothing before it has arrived. */
static void answers_come_after_the_motion(void **state) {
    App *app = *state;
    teach(app, "raise");
    present_go_to(app, 1, false);
    at(app, 500, (Input){.kind = INPUT_KEY, .key = KEY_PAGE_DOWN});
    at(app, 500.5, (Input){.kind = INPUT_TIME});
    assert_true(app->present.moving && app->scenario.schedule.base_lr > 0.02);
    assert_null(find_text(app, "It doubles"));
    at(app, 510, (Input){.kind = INPUT_TIME});
    assert_non_null(find_text(app, "It doubles"));
}

static void a_number_and_enter_jump_to_a_step(void **state) {
    App *app = *state;
    teach(app, "raise");
    key(app, '1');
    key(app, '2');
    assert_non_null(find_text(app, "to 12: Enter"));
    key(app, KEY_ENTER);
    assert_int_equal(app->present.step, 11);
    key(app, '9');
    key(app, '9'); /* there is no step 99 */
    key(app, KEY_ENTER);
    assert_int_equal(app->present.step, 8);
    key(app, '5');
    key(app, KEY_ESCAPE);
    assert_true(app->present.on && app->present.typed == 0);
    key(app, KEY_HOME);
    assert_int_equal(app->present.step, 0);
    key(app, KEY_END);
    assert_int_equal(app->present.step, app->present.lesson.count - 1);
    for (const SceneCommand *c = NULL; (c = scene_next(&app->scene, c));)
        if (c->kind == SCENE_BOX && c->fill == app->theme->axis && c->radius > 0) {
            click(app, c->box.x + c->box.w / 2, c->box.y + c->box.h / 2);
            break;
        }
    assert_int_equal(app->present.step, 0);
}

static void a_steps_settings_come_into_the_window(void **state) {
    App *app = *state;
    teach(app, "raise");
    present_go_to(app, 11, true);
    key(app, 'u');
    assert_false(app->present.on);
    assert_float_equal(app->scenario.schedule.warmup_factor, 1.5, 0);
    assert_non_null(find_text(app, "The settings of step 12"));
    ctrl(app, 'z', false);
    assert_float_equal(app->scenario.schedule.warmup_factor, 0.001, 0);
}

/* A clicker has page keys, one that sends F5 and Esc in turn, and one for the black screen. */
static void a_clicker_alone_chooses_a_lesson(void **state) {
    App *app = *state;
    key(app, KEY_F1 + 4);
    key(app, KEY_PAGE_DOWN);
    assert_int_equal(app->dialog.kind, DIALOG_LESSONS);
    key(app, KEY_PAGE_DOWN);
    key(app, '.');
    assert_true(present_has_lesson(app));
    assert_string_equal(text_string(&app->present.lesson.source), lessons_name(1));
}

static void write_lesson(const char *path, const char *title) {
    Text yaml = {0}, why = {0};
    text_addf(&yaml, "lesson: 1\ntitle: %s\nsteps:\n  - title: A\n  - title: B\n", title);
    assert_true(file_write(path, text_string(&yaml), yaml.length, &why));
    text_free(&yaml);
    text_free(&why);
}

/* By Ctrl+O, by dropping it, from the folder of one's own; and again when it changes. */
static void a_lesson_of_ones_own(void **state) {
    App *app = *state;
    char folder[] = "/tmp/lrscope-lessons-XXXXXX";
    Text path = {0}, own = {0}, why = {0};
    assert_non_null(mkdtemp(folder));
    text_addf(&own, "%s/lrscope/lessons", folder);
    assert_true(folder_make(text_string(&own), &why));
    text_addf(&path, "%s/mine.yaml", text_string(&own));
    write_lesson(text_string(&path), "Mine");
    assert_true(files_load(app, text_string(&path)));
    assert_true(present_has_lesson(app));
    show(app);
    key(app, KEY_PAGE_DOWN);
    assert_int_equal(app->present.step, 1);
    write_lesson(text_string(&path), "Mine, later");
    at(app, 3000, (Input){.kind = INPUT_TIME});
    assert_string_equal(text_string(&app->present.lesson.title), "Mine, later");
    assert_int_equal(app->present.step, 1);
    assert_true(file_write(text_string(&path), "lesson: 1\ntitle: T\n", 18, &why));
    at(app, 3002, (Input){.kind = INPUT_TIME});
    assert_string_equal(text_string(&app->present.lesson.title), "Mine, later");
    assert_non_null(find_text(app, "mine.yaml:1:1: "));
    key(app, KEY_ESCAPE);
    give(app, (Input){.kind = INPUT_DROP, .words = text_string(&path)});
    assert_int_equal(app->dialog.kind, DIALOG_TROUBLE);
    key(app, KEY_ESCAPE);
    write_lesson(text_string(&path), "Mine");
    setenv("XDG_DATA_HOME", folder, 1);
    ctrl(app, 'l', false);
    assert_non_null(find_text(app, "Mine"));
    for (int i = 0; i < 9; i++) key(app, KEY_DOWN);
    key(app, KEY_ENTER);
    assert_string_equal(text_string(&app->present.lesson.title), "Mine");
    unsetenv("XDG_DATA_HOME");
    remove(text_string(&path));
    remove(text_string(&own));
    text_setf(&own, "%s/lrscope", folder);
    remove(text_string(&own));
    remove(folder);
    text_free(&path);
    text_free(&own);
    text_free(&why);
}

static void the_place_survives_a_restart(void **state) {
    App *app = *state;
    Text session = {0}, why = {0};
    static App later;
    Scenario scenario = scenario_default();
    teach(app, "units");
    present_go_to(app, 4, false);
    state_write(app, &session);
    app_open(&later, &scenario, &theme_dark);
    assert_true(state_read(&later, text_string(&session), session.length, &why));
    assert_false(later.present.on);
    key(&later, KEY_F1 + 4);
    assert_true(present_has_lesson(&later) && later.present.step == 4);
    assert_string_equal(text_string(&later.present.lesson.title), "Step, epoch, update");
    app_close(&later);
    scenario_free(&scenario);
    text_free(&session);
    text_free(&why);
}

static void the_picker_starts_a_lesson(void **state) {
    App *app = *state;
    ctrl(app, 'l', false);
    assert_non_null(find_text(app, "Reading a real recipe"));
    key(app, KEY_DOWN);
    key(app, KEY_ENTER);
    assert_true(present_has_lesson(app));
    assert_string_equal(text_string(&app->present.lesson.title), "Reading a real recipe");
    ctrl(app, 'l', false);
    key(app, KEY_UP);
    key(app, KEY_ENTER);
    assert_true(app->present.on);
    assert_false(present_has_lesson(app));
    assert_non_null(find_text(app, "Never above 1"));
}

static size_t lines_in(const App *app, const char *group) {
    size_t count = 0;
    bool inside = false;
    for (const SceneCommand *c = NULL; (c = scene_next(&app->scene, c));) {
        if (c->kind == SCENE_GROUP) inside = !strcmp(scene_string(c), group);
        count += inside && (c->kind == SCENE_LINE || c->kind == SCENE_POLYGON);
    }
    return count;
}

/* Then nothing moves any more, and nothing asks for time. */
static void the_trail_fades_and_the_light_follows(void **state) {
    App *app = *state;
    teach(app, "raise");
    at(app, 1, (Input){.kind = INPUT_PRESS, .x = 600, .y = 300, .button = BUTTON_RIGHT});
    for (int i = 0; i < 5; i++)
        at(app, 1 + 0.01 * i, (Input){.kind = INPUT_MOVE, .x = 600 + 9.0 * i, .y = 300});
    at(app, 1.1, (Input){.kind = INPUT_RELEASE, .x = 650, .y = 300, .button = BUTTON_RIGHT});
    at(app, 1.1, (Input){.kind = INPUT_MOVE, .x = 700, .y = 300});
    assert_int_equal(lines_in(app, "pointer"), 5);
    assert_true(app->requests.deadline > 1.1);
    at(app, 3, (Input){.kind = INPUT_TIME});
    assert_int_equal(lines_in(app, "pointer"), 0);
    assert_float_equal(app->requests.deadline, 0, 0);
    key(app, 's');
    assert_int_equal(lines_in(app, "pointer"), 1);
    uint64_t there = picture(app);
    move(app, 300, 200);
    assert_true(picture(app) != there);
    key(app, 's');
    assert_int_equal(lines_in(app, "pointer"), 0);
}

/* Where motion is reduced it does not fade: it is there, then it is gone. */
static void the_trail_goes_at_once_where_motion_is_reduced(void **state) {
    App *app = *state;
    app->reduced_motion = true;
    teach(app, "raise");
    at(app, 1, (Input){.kind = INPUT_PRESS, .x = 600, .y = 300, .button = BUTTON_RIGHT});
    for (int i = 1; i <= 5; i++) at(app, 1 + i, (Input){.kind = INPUT_MOVE, .x = 600 + 9.0 * i, .y = 300});
    assert_int_equal(lines_in(app, "pointer"), 5);
    at(app, 60, (Input){.kind = INPUT_RELEASE, .x = 645, .y = 300, .button = BUTTON_RIGHT});
    uint64_t drawn = picture(app);
    double end = app->requests.deadline;
    assert_true(end > 61);
    at(app, end - 0.01, (Input){.kind = INPUT_TIME});
    assert_true(picture(app) == drawn && app->requests.deadline == end);
    at(app, end, (Input){.kind = INPUT_TIME});
    assert_int_equal(lines_in(app, "pointer"), 0);
    assert_float_equal(app->requests.deadline, 0, 0);
}

/* --- what the back row sees --- */

static Box text_box(const SceneCommand *text) {
    TextStyle style = {(Font)text->font, text->size, text->fill};
    double width = measure_text(&measure, style, scene_string(text));
    double left = text->x - (text->align == ALIGN_RIGHT    ? width
                             : text->align == ALIGN_MIDDLE ? width / 2
                                                           : 0);
    return (Box){left, text->y - 0.7 * text->size, width, 0.7 * text->size};
}

static bool meet(Box a, Box b) {
    return a.x + 0.01 < b.x + b.w && b.x + 0.01 < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

enum { TEXTS_MAX = 128 };

static void assert_readable(const App *app, const char *lesson) {
    Box boxes[TEXTS_MAX];
    int count = 0;
    for (const SceneCommand *c = NULL; (c = scene_next(&app->scene, c));) {
        if (c->kind != SCENE_TEXT) continue;
        Box box = text_box(c);
        const char *words = scene_string(c);
        if (c->size < app->height / 32 - 0.01)
            fail_msg("%s %d: \"%s\" is small: %g of %g", lesson, app->present.step + 1, words, c->size,
                     app->height);
        if (box.x < 0 || box.x + box.w > app->width || box.y < 0 || c->y > app->height)
            fail_msg("%s %d: \"%s\" leaves the screen", lesson, app->present.step + 1, words);
        for (int i = 0; i < count; i++)
            if (meet(box, boxes[i]))
                fail_msg("%s %d at %g x %g: \"%s\" overlaps at %g, %g and %g, %g", lesson, app->present.step + 1,
                         app->width, app->height, words, box.x, box.y, boxes[i].x, boxes[i].y);
        assert_true(count < TEXTS_MAX);
        boxes[count++] = box;
    }
    assert_true(count > 3);
}

/* INFINITY where there is none. */
static double curve_width(const App *app) {
    bool inside = false;
    double width = 0;
    for (const SceneCommand *c = NULL; (c = scene_next(&app->scene, c));) {
        if (c->kind == SCENE_GROUP) inside = !strcmp(scene_string(c), "curve");
        if (inside && c->kind == SCENE_LINE) width = fmax(width, c->stroke.width);
    }
    return width > 0 ? width : INFINITY;
}

static const double sizes[][2] = {{1280, 720}, {1920, 1080}, {1280, 800}, {960, 600}, {1024, 768}};
enum { SIZES = sizeof sizes / sizeof *sizes };

static const SceneCommand *title_text(const App *app) {
    const char *title = text_string(&present_step(app)->title);
    size_t word = strcspn(title, " ");
    for (const SceneCommand *c = NULL; (c = scene_next(&app->scene, c));)
        if (c->kind == SCENE_TEXT && !strncmp(scene_string(c), title, word)) return c;
    fail_msg("no title");
    return NULL;
}

/* What a step asks the room to find out is not there before, and is there then, on every screen. */
static void the_inequality_waits_for_the_proof(void **state) {
    App *app = *state;
    for (int s = 0; s < SIZES; s++) {
        app_resize(app, sizes[s][0], sizes[s][1]);
        teach(app, "raise");
        for (int step = 0; step < app->present.lesson.count; step++)
            for (int revealed = 0; revealed < 2; revealed++) {
                present_go_to(app, step, revealed);
                show(app);
                bool proved = revealed && lesson_step_shows(present_step(app), LESSON_PROOF, true);
                if (proved) assert_float_equal(find_text(app, "\u21d4")->x, title_text(app)->x, 0.01);
                if ((find_text(app, "\u21d4") != NULL) != proved)
                    fail_msg("%g x %g, %d %d", sizes[s][0], sizes[s][1], step, revealed);
                assert_true((find_text(app, "training only starts lower") != NULL) == proved);
            }
    }
}

/* An empty plot would only say what the answer is: its axis ends where the run does. */
static void a_step_that_shows_nothing_has_the_screen_for_its_words(void **state) {
    App *app = *state;
    teach(app, "recipe");
    for (int revealed = 0; revealed < 2; revealed++) {
        present_go_to(app, 1, revealed);
        show(app);
        assert_int_equal(present_step(app)->shown, 0);
        assert_int_equal(find_text(app, "190") != NULL, revealed);
        assert_true(title_text(app)->size > 1.2 * 36 * app->height / 720);
    }
    page(app, KEY_PAGE_DOWN);
    assert_true(app->present.step == 2 && title_text(app)->size < 1.1 * 36 * app->height / 720);
}

static void terms_are_named_wherever_they_are_drawn(void **state) {
    App *app = *state;
    int drawn = 0;
    PaintFonts *fonts = paint_fonts_open(); /* a name has just room on a 4:3 screen, by the fonts that it is shown with */
    measure = paint_measure(fonts);
    for (int s = 0; s < SIZES; s++) {
        app_resize(app, sizes[s][0], sizes[s][1]);
        teach(app, "raise");
        for (int step = 0; step < app->present.lesson.count; step++)
            for (int revealed = 0; revealed < 2; revealed++) {
                present_go_to(app, step, revealed);
                show(app);
                if (!lesson_step_shows(present_step(app), LESSON_TERMS, true)) continue;
                if (!says(app, "\u03b1") || count_in(app, "term-labels", SCENE_TEXT) != 2)
                    fail_msg("%g x %g, step %d: a term has no name", sizes[s][0], sizes[s][1], step + 1);
                drawn++;
            }
    }
    assert_true(drawn > 0);
    measure = measure_fixed();
    paint_fonts_close(fonts);
}

static void every_step_is_large_and_nothing_overlaps(void **state) {
    App *app = *state;
    for (int s = 0; s < SIZES; s++) {
        app_resize(app, sizes[s][0], sizes[s][1]);
        for (int i = 0; i < lessons_count(); i++) {
            teach(app, lessons_name(i));
            for (int step = 0; step < app->present.lesson.count; step++)
                for (int revealed = 0; revealed < 2; revealed++) {
                    present_go_to(app, step, revealed);
                    show(app);
                    assert_readable(app, lessons_name(i));
                    const LessonStep *now = present_step(app);
                    bool plotted = lesson_step_shows(now, LESSON_CURVE, true) || now->guess;
                    assert_true(says(app, "step") == plotted && says(app, "factor") == plotted);
                    assert_true(curve_width(app) >= 4 * sizes[s][1] / 1080);
                }
        }
        present_drop_lesson(app);
        show(app);
        assert_readable(app, "the present curve");
        present_leave(app);
    }
}

/* By the fonts that it is shown with. */
static void every_built_in_lesson_fits(void **state) {
    (void)state;
    PaintFonts *fonts = paint_fonts_open();
    Measure real = paint_measure(fonts);
    for (int i = 0; i < lessons_count(); i++) {
        Lesson lesson = {0};
        Messages messages = {0};
        lessons_read(i, &lesson);
        if (!present_check(&lesson, &real, &messages)) fail_msg("%s", text_string(&messages.items[0].text));
        lesson_free(&lesson);
        messages_free(&messages);
    }
    paint_fonts_close(fonts);
}

static void what_does_not_fit_is_named_with_its_step(void **state) {
    (void)state;
    static const struct {
        const char *step, *said;
    } table[] = {
        {"    text: >\n      %s\n", "step 2: the words do not fit a 16:9 screen: they take "},
        {"    show: []\n    text: short\n    answer: >\n      %s\n",
         "step 2: the words do not fit a 16:9 screen, with its answer: they take "},
        {"    text: \"\u4f60 %.0s\"\n", "step 2: text: no font has '\u4f60', neither the built-in ones nor the system's"},
        {"    answer: \"\u05e9\u05dc %.0s\"\n", "step 2: answer: '\u05e9' is of a script that runs from right to left"},
        {"    text: \"wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww %.0s\"\n", "step 2: the words do not fit a 16:9 screen: they take "},
        {"    show: [code]\n    code: \"%s\"\n", "step 2: the lines of code do not fit a 16:9 screen: they take "},
    };
    PaintFonts *fonts = paint_fonts_open();
    Measure real = paint_measure(fonts);
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        Text yaml = {0}, sentence = {0};
        Lesson lesson = {0};
        Messages messages = {0};
        for (int k = 0; k < 40; k++) text_add(&sentence, "far too many words for one screen ");
        text_add(&yaml, "lesson: 1\ntitle: T\nsteps:\n  - title: A\n  - title: B\n");
        text_addf(&yaml, table[i].step, text_string(&sentence));
        assert_true(lesson_read(&lesson, text_string(&yaml), yaml.length, &messages));
        assert_false(present_check(&lesson, &real, &messages));
        assert_int_equal(messages.count, 1);
        assert_int_equal(messages.items[0].line, 5);
        if (strncmp(text_string(&messages.items[0].text), table[i].said, strlen(table[i].said)) != 0)
            fail_msg("%s", text_string(&messages.items[0].text));
        assert_int_equal(lesson.count, 2);
        lesson_free(&lesson);
        messages_free(&messages);
        text_free(&yaml);
        text_free(&sentence);
    }
    paint_fonts_close(fonts);
}

/* Returns the group's first text. */
static const SceneCommand *find_in(const App *app, const char *group) {
    bool inside = false;
    for (const SceneCommand *c = NULL; (c = scene_next(&app->scene, c));) {
        if (c->kind == SCENE_GROUP) inside = !strcmp(scene_string(c), group);
        if (inside && c->kind == SCENE_TEXT) return c;
    }
    return NULL;
}

/* Rests with the pointer until its line has come. */
static void rest_on(App *app, double x, double y) {
    at(app, 900, (Input){.kind = INPUT_MOVE, .x = 1, .y = 1});
    at(app, 901, (Input){.kind = INPUT_MOVE, .x = x, .y = y});
    assert_int_equal(count_in(app, "whole", SCENE_TEXT), 0);
    at(app, 902, (Input){.kind = INPUT_TIME});
}

static void explains(App *app, double x, double y, const char *words) {
    rest_on(app, x, y);
    const SceneCommand *said = find_text(app, words);
    if (!said) fail_msg("nothing says: %s", words);
    assert_true(said->size >= app->height / 32 - 0.01);
}

/* Names of the code by the parameter table, symbols and controls by their own lines. */
static void what_the_pointer_rests_on_is_explained(void **state) {
    App *app = *state;
    app_resize(app, 1280, 720);
    teach(app, "raise");
    Box choice = stop_box(app, ID_VOTES + 1);
    explains(app, choice.x + 5, choice.y + 5, "one vote more");
    Box reveal = stop_box(app, ID_REVEAL);
    explains(app, reveal.x + 5, reveal.y + 5, "as Space does");
    present_go_to(app, 7, true);
    show(app);
    const SceneCommand *alpha = NULL;
    for (const SceneCommand *c = NULL; (c = scene_next(&app->scene, c));)
        if (c->kind == SCENE_TEXT && !strcmp(scene_string(c), "\u03b1")) alpha = c;
    assert_non_null(alpha);
    double x = alpha->align == ALIGN_MIDDLE ? alpha->x : alpha->x + 2, y = alpha->y - 3;
    explains(app, x, y, "how much of the");
    rest_on(app, 2, 300);
    assert_int_equal(count_in(app, "whole", SCENE_TEXT), 0);
    rest_on(app, x, y);
    at(app, 903, (Input){.kind = INPUT_KEY, .key = KEY_HOME}); /* it does not cover what a key brings */
    at(app, 909, (Input){.kind = INPUT_TIME});
    assert_int_equal(count_in(app, "whole", SCENE_TEXT), 0);
    present_go_to(app, 11, false);
    show(app);
    Point handle = app->layout.handles[0];
    explains(app, handle.x, handle.y, "warmup_factor");
    const SceneCommand *name = find_text(app, "warmup_factor now");
    char start[13];
    snprintf(start, sizeof start, "%s", parameters[PARAMETER_WARMUP_FACTOR].help);
    explains(app, name->x + 4, name->y - 3, start);
    const SceneCommand *base = find_in(app, "line-at-1");
    double width = measure_text(&measure, (TextStyle){(Font)base->font, base->size, 0}, scene_string(base));
    explains(app, base->x + width - 4, base->y - 3, "learning rate that");
}

/* In every size, whatever labels have room. */
static void a_short_run_has_a_tick_at_every_step(void **state) {
    App *app = *state;
    static const double shapes[][2] = {{1024, 768}, {1280, 720}, {1920, 1080}, {3840, 2160}};
    for (int i = 0; i < 4; i++) {
        app_resize(app, shapes[i][0], shapes[i][1]);
        teach(app, "off-by-one");
        double bottom = app->layout.plot.y + app->layout.plot.h;
        for (int step = 0; step <= 10; step++) {
            double x = chart_x(&app->layout, step);
            bool ticked = false;
            for (const SceneCommand *c = NULL; (c = scene_next(&app->scene, c));)
                ticked = ticked || (c->kind == SCENE_LINE && c->count == 2 && c->tail[0].x == c->tail[1].x &&
                                    fabs(c->tail[0].x - x) <= 1 && fabs(c->tail[0].y - bottom) <= 1 &&
                                    c->tail[1].y > bottom);
            if (!ticked) fail_msg("%g x %g: no tick at step %d", shapes[i][0], shapes[i][1], step);
        }
    }
}

/* Beside the last label of the axis, on every screen and in every step that has one. */
static void the_word_step_has_one_place(void **state) {
    App *app = *state;
    static const double shapes[][2] = {{1024, 768}, {1280, 720}, {3840, 2160}};
    for (int i = 0; i < 3; i++) {
        app_resize(app, shapes[i][0], shapes[i][1]);
        for (int k = 0; k < lessons_count(); k++) {
            teach(app, lessons_name(k));
            for (int step = 0; step < app->present.lesson.count; step++) {
                present_go_to(app, step, true);
                show(app);
                bool inside = false;
                for (const SceneCommand *c = NULL; (c = scene_next(&app->scene, c));) {
                    if (c->kind == SCENE_GROUP) inside = !strcmp(scene_string(c), "axes");
                    if (!inside || c->kind != SCENE_TEXT || strcmp(scene_string(c), "step")) continue;
                    Box plot = app->layout.plot;
                    if (c->align != ALIGN_LEFT || c->x <= plot.x + plot.w || c->y <= plot.y + plot.h)
                        fail_msg("%s %d: 'step' stands elsewhere at %g x %g: %g, %g beside %g, %g", lessons_name(k), step + 1, app->width, app->height, c->x, c->y, plot.x + plot.w, plot.y + plot.h);
                }
            }
        }
    }
}

typedef void CheckText(const App *app, const SceneCommand *text, const char *group, const char *where);

static void check_every_text(App *app, CheckText *check) {
    static const double shapes[][2] = {{1024, 768}, {1280, 720}, {1920, 1080}, {3840, 2160}};
    for (int i = 0; i < 4; i++) {
        app_resize(app, shapes[i][0], shapes[i][1]);
        for (int k = 0; k < lessons_count(); k++) {
            teach(app, lessons_name(k));
            for (int stage = 0; stage < 2 * app->present.lesson.count; stage++) {
                present_go_to(app, stage / 2, stage % 2);
                show(app);
                char where[80];
                const char *group = "";
                snprintf(where, sizeof where, "%s %d at %g x %g", lessons_name(k), stage / 2 + 1, shapes[i][0], shapes[i][1]);
                for (const SceneCommand *c = NULL; (c = scene_next(&app->scene, c));) {
                    if (c->kind == SCENE_GROUP) group = scene_string(c);
                    if (c->kind == SCENE_TEXT) check(app, c, group, where);
                }
            }
        }
    }
}

static void is_balanced(const App *app, const SceneCommand *text, const char *group, const char *where) {
    int depth = 0;
    (void)app;
    if (strcmp(group, "words")) return;
    for (const char *at = scene_string(text); *at; at++) depth += (*at == '(') - (*at == ')');
    if (depth) fail_msg("%s: a bracket is broken: %s", where, scene_string(text));
}

static void formulas_do_not_break_inside_a_bracket(void **state) {
    check_every_text(*state, is_balanced);
}

static void ends_with_the_warmup(const App *app, const SceneCommand *text, const char *group, const char *where) {
    double end = chart_x(&app->layout, (double)app->scenario.schedule.warmup_iters);
    if (strcmp(group, "warm-up") || strncmp(scene_string(text), "warm-up", 7)) return;
    Box box = text_box(text);
    if (box.x + box.w > end + 1) fail_msg("%s: \"%s\" stands over steps after it", where, scene_string(text));
}

static void the_warmups_name_stands_over_no_step_after_it(void **state) {
    check_every_text(*state, ends_with_the_warmup);
}

static void ends_with_the_axis(const App *app, const SceneCommand *text, const char *group, const char *where) {
    Box box = text_box(text);
    if (strcmp(group, "term-labels")) return;
    if (box.x + box.w > app->layout.plot.x + app->layout.plot.w + 1)
        fail_msg("%s: \"%s\" stands beyond the axis", where, scene_string(text));
}

static void names_of_terms_end_with_the_axis(void **state) {
    check_every_text(*state, ends_with_the_axis);
}

/* No upright line of the cursor runs through words of the plot. */
static void is_not_cut(const App *app, const SceneCommand *text, const char *group, const char *where) {
    static const char *const named[] = {"warm-up", "line-at-1", "term-labels"};
    Box box = text_box(text);
    bool cursor = false, words = false;
    for (int i = 0; i < 3; i++) words = words || !strcmp(group, named[i]);
    for (const SceneCommand *c = NULL; words && (c = scene_next(&app->scene, c));) {
        if (c->kind == SCENE_GROUP) cursor = !strcmp(scene_string(c), "crosshair");
        if (!cursor || c->kind != SCENE_LINE || c->tail[0].x <= box.x || c->tail[0].x >= box.x + box.w) continue;
        if (c->tail[0].y < box.y + box.h - 1 && c->tail[1].y > box.y + 1)
            fail_msg("%s: the cursor cuts \"%s\"", where, scene_string(text));
    }
}

static void the_cursor_cuts_no_words(void **state) {
    check_every_text(*state, is_not_cut);
}

/* As wide as the screen asks, and told apart without colours. */
static void descent_lines_scale_and_differ_by_dash(void **state) {
    App *app = *state;
    double widths[2] = {0};
    for (int i = 0; i < 2; i++) {
        app_resize(app, 1280 * (i + 1), 720 * (i + 1));
        teach(app, "raise");
        present_go_to(app, 12, true);
        show(app);
        bool inside = false, solid = false, dashed = false;
        for (const SceneCommand *c = NULL; (c = scene_next(&app->scene, c));) {
            if (c->kind == SCENE_GROUP) inside = !strcmp(scene_string(c), "effect");
            if (!inside || c->kind != SCENE_LINE || c->count < 3) continue;
            Color color = c->stroke.color | 0xFF;
            solid = solid || (color == app->theme->accent && c->stroke.dash == DASH_SOLID);
            dashed = dashed || (color == app->theme->pinned[3] && c->stroke.dash != DASH_SOLID);
            if (color == app->theme->accent) widths[i] = fmax(widths[i], c->stroke.width);
        }
        assert_true(solid && dashed);
    }
    assert_true(widths[0] > 1.5 && widths[1] > 1.9 * widths[0]);
}

/* Whatever it says, the room reads all of it. */
static void a_verdict_is_never_cut(void **state) {
    App *app = *state;
    static const double factors[] = {1.5, -0.5};
    for (int s = 0; s < SIZES; s++) {
        app_resize(app, sizes[s][0], sizes[s][1]);
        for (int i = 0; i < 2; i++) {
            app->scenario.schedule.warmup_factor = factors[i];
            app->scenario.schedule.warmup_iters = 641;
            if (!app->present.on) present_toggle(app);
            show(app);
            assert_readable(app, "the present curve");
            assert_true(find_text(app, i ? "Never above 1" : "Above 1 on") &&
                        find_text(app, i ? "213" : "640"));
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_clicker_runs_every_lesson),
        TEST(all_the_keys_go_on_and_back),
        TEST(a_mouse_is_enough),
        TEST(f5_and_escape_begin_and_end),
        TEST(the_screen_goes_blank_and_comes_back),
        TEST(a_lesson_leaves_the_users_scenario_alone),
        TEST(handles_stay_live),
        TEST(code_is_changed_in_front_of_the_audience),
        TEST(a_pointer_that_rests_points_at_nothing),
        TEST(a_guess_is_drawn_and_revealed),
        TEST(a_stroke_near_an_edge_reaches_it),
        TEST(three_clicks_are_a_guess_too),
        TEST(amber_says_above_1_to_the_room_too),
        TEST(keys_draw_a_guess_too),
        TEST(keys_bend_what_is_drawn),
        TEST(a_clicker_does_not_draw),
        TEST(a_whole_run_is_guessed_with_clicks),
        TEST(groups_guess_beside_each_other),
        TEST(the_picker_starts_a_lesson),
        TEST(the_trail_fades_and_the_light_follows),
        TEST(the_trail_goes_at_once_where_motion_is_reduced),
        TEST(the_inequality_waits_for_the_proof),
        TEST(a_step_that_shows_nothing_has_the_screen_for_its_words),
        TEST(terms_are_named_wherever_they_are_drawn),
        TEST(every_step_is_large_and_nothing_overlaps),
        TEST(a_verdict_is_never_cut),
        TEST(a_number_and_enter_jump_to_a_step),
        TEST(a_steps_settings_come_into_the_window),
        TEST(a_clicker_alone_chooses_a_lesson),
        TEST(a_lesson_of_ones_own),
        TEST(the_place_survives_a_restart),
        TEST(a_stroke_may_begin_outside),
        TEST(a_guess_is_undone),
        TEST(a_fifth_group_is_told_that_there_are_four),
        TEST(clicks_snap_to_steps_in_a_short_run),
        TEST(escape_ends_the_spotlight_first),
        TEST(votes_are_counted_and_recalled),
        TEST(answers_come_after_the_motion),
        TEST(every_built_in_lesson_fits),
        TEST(what_does_not_fit_is_named_with_its_step),
        TEST(what_the_pointer_rests_on_is_explained),
        TEST(a_short_run_has_a_tick_at_every_step),
        TEST(the_word_step_has_one_place),
        TEST(descent_lines_scale_and_differ_by_dash),
        TEST(formulas_do_not_break_inside_a_bracket),
        TEST(names_of_terms_end_with_the_axis),
        TEST(the_cursor_cuts_no_words),
        TEST(the_warmups_name_stands_over_no_step_after_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
