/* Hands on the plot itself: what it shows, and that no hand can lose it. */
#include "gestures.h"

#include <math.h>

#include "chance.h"

static void zoom_in_at(App *app, double x, double y, int notches) {
    turn_with(app, plot_at(app, x, y), (Input){.wheel_y = notches});
}

static void fit(App *app) {
    app->ui.focus = ID_PLOT;
    key(app, '0');
}

/* Where the same place of the plane is before and after. */
typedef struct Spot {
    Point at;
    double step, factor;
} Spot;

static Spot spot(const App *app, double x, double y) {
    Point at = plot_at(app, x, y);
    return (Spot){at, chart_step(&app->layout, at.x), chart_factor(&app->layout, at.y)};
}

static void assert_under(const App *app, Spot was, Point at) {
    assert_true(fabs(chart_x(&app->layout, was.step) - at.x) < 1e-6);
    assert_true(fabs(chart_y(&app->layout, was.factor) - at.y) < 1e-6);
}

static void right(App *app, InputKind kind, Point at) {
    give(app, (Input){.kind = kind, .x = at.x, .y = at.y, .button = BUTTON_RIGHT, .clicks = 1});
}

static void box_zoom(App *app, Point from, Point to) {
    right(app, INPUT_PRESS, from);
    move(app, (from.x + to.x) / 2, (from.y + to.y) / 2);
    move(app, to.x, to.y);
    right(app, INPUT_RELEASE, to);
}

static bool shows_everything(const App *app) {
    ChartView fit = chart_fit(&app->scenario.schedule), view = app->layout.view;
    return !app->scenario.view_fixed && view.x0 == fit.x0 && view.x1 == fit.x1 && view.y0 == fit.y0 &&
           view.y1 == fit.y1;
}

static void wheel_zooms_about_the_pointer(void **state) {
    App *app = *state;
    for (int axis = 0; axis < 2; axis++) {
        fit(app);
        if (axis) key(app, 'l');
        Spot was = spot(app, 0.3, 0.4);
        turn_with(app, was.at, (Input){.wheel_y = 3});
        assert_true(app->scenario.view_fixed);
        assert_float_equal(app->layout.view.x1 - app->layout.view.x0, 2000 * pow(0.8, 3), 1e-6);
        assert_under(app, was, was.at);
        turn_with(app, was.at, (Input){.wheel_y = -2.5});
        assert_under(app, was, was.at);
    }
}

static void wheel_on_an_axis_or_with_a_key_zooms_one_way(void **state) {
    App *app = *state;
    ChartView all = app->layout.view;
    const struct {
        Point at;
        Input input;
        bool across, up;
    } cases[] = {
        {plot_at(app, 0.5, 0.5), {.wheel_y = 2, .shift = true}, true, false},
        {plot_at(app, 0.5, 0.5), {.wheel_y = 2, .alt = true}, false, true},
        {plot_at(app, 0.5, -0.04), {.wheel_y = 2}, true, false},
        {plot_at(app, -0.04, 0.5), {.wheel_y = 2}, false, true},
        {plot_at(app, 1.04, 0.5), {.wheel_y = 2}, false, true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        turn_with(app, cases[i].at, cases[i].input);
        ChartView view = app->layout.view;
        assert_int_equal(view.x1 - view.x0 < all.x1 - all.x0, cases[i].across);
        assert_int_equal(view.y1 - view.y0 < all.y1 - all.y0, cases[i].up);
        key(app, '0');
        assert_true(shows_everything(app));
    }
}

static void drag_keeps_the_point_under_the_pointer(void **state) {
    App *app = *state;
    for (int axis = 0; axis < 2; axis++) {
        fit(app);
        if (axis) key(app, 'l');
        zoom_in_at(app, 0.5, 0.5, 4);
        Spot was = spot(app, 0.6, 0.7);
        drag(app, was.at, plot_at(app, 0.45, 0.6));
        assert_under(app, was, plot_at(app, 0.45, 0.6));
        release(app, 0, 0);
        move(app, 700, 300);
        assert_under(app, was, plot_at(app, 0.45, 0.6));
    }
}

static void a_key_changes_what_the_left_axis_counts(void **state) {
    App *app = *state;
    key(app, 'a');
    assert_true(app->scenario.view_rates);
    assert_non_null(find_text(app, "learning rate"));
    key(app, 'a');
    assert_false(app->scenario.view_rates);
}

static void two_fingers_pan_and_ctrl_zooms(void **state) {
    App *app = *state;
    zoom_in_at(app, 0.5, 0.5, 4);
    Spot was = spot(app, 0.5, 0.5);
    turn_with(app, was.at, (Input){.wheel_x = 0.5, .wheel_y = 0.25, .touchpad = true});
    assert_under(app, was, (Point){was.at.x - 24, was.at.y + 12});
    double width = app->layout.view.x1 - app->layout.view.x0;
    turn_with(app, was.at, (Input){.wheel_y = 0.5, .touchpad = true, .ctrl = true});
    assert_true(app->layout.view.x1 - app->layout.view.x0 < width);
}

static void a_click_moves_nothing_but_the_crosshair(void **state) {
    App *app = *state;
    Point at = plot_at(app, 0.6, 0.3);
    press(app, at.x, at.y, 1);
    move(app, at.x + 2, at.y + 2);
    release(app, at.x + 2, at.y + 2);
    assert_true(shows_everything(app));
    assert_int_equal(app->ui.focus, ID_PLOT);
    assert_float_equal((double)viewing_step(app), 1200, 6);
}

static void a_box_becomes_the_view(void **state) {
    App *app = *state;
    for (int axis = 0; axis < 2; axis++) {
        fit(app);
        if (axis) key(app, 'l');
        Spot a = spot(app, 0.7, 0.2), b = spot(app, 0.4, 0.6);
        box_zoom(app, a.at, b.at);
        ChartView view = app->layout.view;
        assert_float_equal(view.x0, b.step, 1e-9);
        assert_float_equal(view.x1, a.step, 1e-9);
        assert_float_equal(view.y0, a.factor, 1e-9);
        assert_float_equal(view.y1, b.factor, 1e-9);
        fit(app);
    }
}

static void a_flat_box_means_the_whole_height(void **state) {
    App *app = *state;
    box_zoom(app, plot_at(app, 0.25, 0.5), plot_at(app, 0.5, 0.505));
    ChartView fit = chart_fit(&app->scenario.schedule), view = app->layout.view;
    assert_float_equal(view.x0, 500, 1e-6);
    assert_float_equal(view.x1, 1000, 1e-6);
    assert_float_equal(view.y1, fit.y1, 1e-12);
}

static void a_box_is_drawn_and_escape_cancels_it(void **state) {
    App *app = *state;
    Point from = plot_at(app, 0.3, 0.3), to = plot_at(app, 0.6, 0.6);
    right(app, INPUT_PRESS, from);
    move(app, to.x, to.y);
    uint64_t with_box = picture(app);
    key(app, KEY_ESCAPE);
    move(app, to.x, to.y);
    assert_true(picture(app) != with_box);
    right(app, INPUT_RELEASE, to);
    assert_true(shows_everything(app));
    right(app, INPUT_PRESS, from);
    press(app, to.x, to.y, 1);
    right(app, INPUT_RELEASE, to);
    release(app, to.x, to.y);
    assert_true(shows_everything(app));
}

static void escape_takes_a_pan_back(void **state) {
    App *app = *state;
    drag(app, plot_at(app, 0.6, 0.5), plot_at(app, 0.4, 0.4));
    assert_true(app->scenario.view_fixed);
    key(app, KEY_ESCAPE);
    assert_true(shows_everything(app));
    zoom_in_at(app, 0.5, 0.5, 2);
    ChartView before = app->layout.view;
    drag(app, plot_at(app, 0.6, 0.5), plot_at(app, 0.4, 0.4));
    key(app, KEY_ESCAPE);
    assert_float_equal(app->layout.view.x0, before.x0, 1e-9);
}

static void everything_comes_back_four_ways(void **state) {
    App *app = *state;
    for (int way = 0; way < 4; way++) {
        zoom_in_at(app, 0.5, 0.5, 2);
        assert_false(shows_everything(app));
        Box button = stop_box(app, ID_FIT);
        assert_true(button.w > 0);
        Point at = plot_at(app, 0.5, 0.5);
        app->ui.focus = way == 0 ? ID_PLOT : ID_FIT;
        if (way == 0) key(app, '0');
        if (way == 1) click(app, button.x + 5, button.y + 5);
        if (way == 2) key(app, KEY_ENTER);
        if (way == 3) press(app, at.x, at.y, 2);
        assert_true(shows_everything(app));
        assert_true(stop_box(app, ID_FIT).w == 0);
        release(app, at.x, at.y);
    }
}

static void keys_zoom_about_the_crosshair_and_pan(void **state) {
    App *app = *state;
    app->ui.focus = ID_PLOT;
    Spot was = {.step = (double)viewing_step(app)};
    was.at.x = chart_x(&app->layout, was.step);
    key(app, '+');
    assert_float_equal(chart_x(&app->layout, was.step), was.at.x, 1e-6);
    assert_float_equal(app->layout.view.x1 - app->layout.view.x0, 1600, 1e-6);
    key(app, '+');
    double from = app->layout.view.x0;
    ctrl(app, KEY_RIGHT, false);
    assert_float_equal(app->layout.view.x0, from + 128, 1e-6);
    int64_t step = viewing_step(app);
    give(app, (Input){.kind = INPUT_KEY, .key = KEY_LEFT, .shift = true});
    assert_float_equal(app->layout.view.x0, from, 1e-6);
    double low = app->layout.view.y0;
    give(app, (Input){.kind = INPUT_KEY, .key = KEY_UP, .shift = true});
    assert_true(app->layout.view.y0 > low);
    assert_int_equal(viewing_step(app), step);
    key(app, '-');
    assert_float_equal(app->layout.view.x1 - app->layout.view.x0, 1600, 1e-6);
}

static void zooming_out_ends_where_nothing_more_is(void **state) {
    App *app = *state;
    for (int axis = 0; axis < 2; axis++) {
        zoom_in_at(app, 0.9, 0.9, 3);
        zoom_in_at(app, 0.1, 0.9, -40);
        ChartView all = chart_fit(&app->scenario.schedule), view = app->layout.view;
        assert_true(view.x0 == 0 && view.x1 >= 2000 && view.x1 <= 2200.001);
        assert_float_equal(view.y0, 0, 1e-9);
        assert_true(view.y1 >= all.y1 && (axis || view.y1 <= 1.1001 * all.y1));
        fit(app);
        key(app, 'l');
    }
    enter(app, PARAMETER_WARMUP_FACTOR, "-1");
    zoom_in_at(app, 0.5, 0.5, -40);
    assert_true(app->layout.view.y0 < -1);
}

static void a_lost_curve_is_pointed_at(void **state) {
    App *app = *state;
    zoom_in_at(app, 0.9, 0.1, 12);
    assert_non_null(find_text(app, "the curve is above"));
    fit(app);
    assert_null(find_text(app, "the curve is"));
    zoom_in_at(app, 0.02, 0.98, 12);
    assert_non_null(find_text(app, "the curve is below"));
    fit(app);
    zoom_in_at(app, 0.9, 0.9, 2);
    drag(app, plot_at(app, 0.9, 0.5), plot_at(app, 0.05, 0.5));
    release(app, 0, 0);
    drag(app, plot_at(app, 0.9, 0.5), plot_at(app, 0.05, 0.5));
    release(app, 0, 0);
    assert_null(find_text(app, "the curve is"));
}

static void the_view_follows_a_crosshair_moved_by_key(void **state) {
    App *app = *state;
    for (int i = 0; i < 10; i++) zoom_in_at(app, 0.1, 0.5, 1);
    ChartView before = app->layout.view;
    const int keys[] = {KEY_END, KEY_HOME};
    for (int i = 0; i < 2; i++) {
        key(app, keys[i]);
        double step = (double)viewing_step(app);
        assert_true(step >= app->layout.view.x0 && step <= app->layout.view.x1);
        assert_float_equal(app->layout.view.x1 - app->layout.view.x0, before.x1 - before.x0, 1e-6);
    }
    before = app->layout.view;
    key(app, KEY_RIGHT);
    assert_float_equal(app->layout.view.x0, before.x0, 0);
}

static void the_view_is_no_entry_to_undo(void **state) {
    App *app = *state;
    enter(app, PARAMETER_WARMUP_FACTOR, "0.5");
    int count = app->history.count;
    zoom_in_at(app, 0.5, 0.5, 2);
    drag(app, plot_at(app, 0.6, 0.5), plot_at(app, 0.4, 0.4));
    release(app, 0, 0);
    box_zoom(app, plot_at(app, 0.1, 0.1), plot_at(app, 0.9, 0.9));
    key(app, 'l');
    assert_int_equal(app->history.count, count);
    ChartView view = app->layout.view;
    ctrl(app, 'z', false);
    assert_float_equal(app->scenario.schedule.warmup_factor, 0.001, 0);
    assert_float_equal(app->layout.view.x0, view.x0, 1e-9);
}

/* A tenth of what is shown at the least, within 0 … 10^15, ascending and finite: whatever hands do. */
static void assert_view_is_sound(const App *app) {
    ChartView view = app->layout.view, fit = chart_fit(&app->scenario.schedule);
    double width = view.x1 - view.x0;
    assert_true(view.x0 >= 0 && view.x1 <= 1e15 && width > 0 && view.y1 > view.y0);
    assert_true(width >= 0.999 && width <= 4.001 * (double)app->scenario.schedule.total_steps);
    assert_true((double)app->scenario.schedule.total_steps - view.x0 >= 0.0999 * width);
    assert_true(view.y0 < fit.y1 && view.y1 > fit.y0);
    assert_true(isfinite(chart_x(&app->layout, 0)) && isfinite(chart_y(&app->layout, 1)));
}

static void no_hand_loses_the_curve(void **state) {
    App *app = *state;
    static const char *const totals[] = {"1", "2000", "1e12", "1e15"};
    Chance chance = {7};
    for (int i = 0; i < 4; i++) {
        enter(app, PARAMETER_TOTAL_STEPS, totals[i]);
        for (int n = 0; n < 300; n++) {
            double x = chance_between(&chance, 0, 1), y = chance_between(&chance, 0, 1);
            Point at = plot_at(app, x, y), to = plot_at(app, y, x);
            switch (n % 4) {
            case 0: turn_with(app, at, (Input){.wheel_y = floor(chance_between(&chance, -30, 40))}); break;
            case 1:
                drag(app, at, to);
                release(app, to.x, to.y);
                break;
            case 2:
                turn_with(app, at, (Input){.wheel_x = 90 * (x - y), .wheel_y = 9 * y, .touchpad = true});
                break;
            default: box_zoom(app, at, to); break;
            }
            if (n % 50 == 49) key(app, 'l');
            assert_view_is_sound(app);
        }
    }
}

static void a_fixed_view_survives_what_would_lose_it(void **state) {
    App *app = *state;
    box_zoom(app, plot_at(app, 0.8, 0.1), plot_at(app, 0.9, 0.9));
    double from = app->scenario.view_steps[0];
    enter(app, PARAMETER_TOTAL_STEPS, "100");
    assert_view_is_sound(app);
    enter(app, PARAMETER_TOTAL_STEPS, "2000");
    assert_float_equal(app->layout.view.x0, from, 1e-6);
}

/* What is drawn depends on the picture, not on the number of steps. */
static void a_view_into_10_to_the_12_costs_what_a_small_one_costs(void **state) {
    App *app = *state;
    choose_decay(app, DECAY_COSINE_RESTARTS);
    enter(app, PARAMETER_CYCLE_STEPS, "100");
    size_t max = 0;
    for (int big = 0; big < 2; big++) {
        enter(app, PARAMETER_TOTAL_STEPS, big ? "1e12" : "100000");
        for (int n = 0; n < 120; n++) {
            zoom_in_at(app, 0.4, 0.5, 1);
            if (!big && app->scene.length > max) max = app->scene.length;
            if (big) assert_true(app->scene.length <= 2 * max);
        }
        fit(app);
    }
}

static void a_handle_follows_the_hand_on_the_asinh_axis(void **state) {
    App *app = *state;
    key(app, 'l');
    Point from = app->layout.handles[0], to = {from.x, chart_y(&app->layout, 0.1)};
    drag(app, from, to);
    assert_float_equal(app->scenario.schedule.warmup_factor, 0.1, 0.003);
    assert_float_equal(app->layout.handles[0].y, to.y, 1);
    release(app, to.x, to.y);
    assert_non_null(find_text(app, "asinh"));
}

/* Every knob and handle: the value goes on with the hand on the new axis, and every place stays finite. */
static void the_axis_may_change_while_something_is_held(void **state) {
    App *app = *state;
    show(app);
    const Point begins[] = {app->layout.handles[0],
                            app->layout.handles[1],
                            knob(app, PARAMETER_WARMUP_FACTOR),
                            knob(app, PARAMETER_WARMUP_ITERS),
                            knob(app, PARAMETER_BASE_LR),
                            plot_at(app, 0.5, 0.2)};
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++) {
        press(app, begins[i].x, begins[i].y, 1);
        for (int turn = 0; turn < 3; turn++) {
            move(app, begins[i].x + 3, begins[i].y - 5 + turn);
            key(app, 'l');
            move(app, begins[i].x + 6, begins[i].y - 9 + turn);
            for (const SceneCommand *at = scene_next(&app->scene, NULL); at; at = scene_next(&app->scene, at))
                assert_true(isfinite(at->x) && isfinite(at->y) && isfinite(at->box.x) && isfinite(at->box.h));
            assert_true(count_in(app, "curve", SCENE_LINE) > 0);
            assert_true(app->view.y0 < app->view.y1 && app->view.y1 < 100);
        }
        release(app, begins[i].x, begins[i].y);
        if (app->scenario.view_asinh) key(app, 'l');
        ctrl(app, 'z', false);
    }
}

/* A key that waits before the window is drawn for the first time. */
static void the_first_input_of_all_finds_a_window(void **state) {
    (void)state;
    static const Input first[] = {{.kind = INPUT_KEY, .key = '+'},
                                  {.kind = INPUT_KEY, .key = '-'},
                                  {.kind = INPUT_KEY, .key = KEY_RIGHT},
                                  {.kind = INPUT_KEY, .key = 'x'},
                                  {.kind = INPUT_PRESS, .button = BUTTON_LEFT, .clicks = 2, .x = 300, .y = 300},
                                  {.kind = INPUT_WHEEL, .wheel_y = 1, .x = 300, .y = 300}};
    for (size_t i = 0; i < sizeof first / sizeof *first; i++) {
        static App app;
        Scenario scenario = scenario_default();
        app_open(&app, &scenario, &theme_dark);
        app_frame(&app, &first[i], &measure);
        if (app.scenario.view_fixed) {
            assert_true(app.scenario.view_steps[0] < app.scenario.view_steps[1]);
            assert_true(app.scenario.view_factor[0] < app.scenario.view_factor[1]);
        }
        assert_true(app.view.x0 < app.view.x1 && app.view.y0 < app.view.y1);
        if (i == 3) assert_string_equal(app.ui.edit.text, "0, 2000");
        app_close(&app);
        scenario_free(&scenario);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(wheel_zooms_about_the_pointer),
        TEST(wheel_on_an_axis_or_with_a_key_zooms_one_way),
        TEST(drag_keeps_the_point_under_the_pointer),
        TEST(two_fingers_pan_and_ctrl_zooms),
        TEST(a_click_moves_nothing_but_the_crosshair),
        TEST(a_box_becomes_the_view),
        TEST(a_flat_box_means_the_whole_height),
        TEST(a_box_is_drawn_and_escape_cancels_it),
        TEST(escape_takes_a_pan_back),
        TEST(everything_comes_back_four_ways),
        TEST(keys_zoom_about_the_crosshair_and_pan),
        TEST(zooming_out_ends_where_nothing_more_is),
        TEST(a_lost_curve_is_pointed_at),
        TEST(the_view_follows_a_crosshair_moved_by_key),
        TEST(the_view_is_no_entry_to_undo),
        TEST(no_hand_loses_the_curve),
        TEST(a_fixed_view_survives_what_would_lose_it),
        TEST(a_view_into_10_to_the_12_costs_what_a_small_one_costs),
        TEST(a_handle_follows_the_hand_on_the_asinh_axis),
        TEST(a_key_changes_what_the_left_axis_counts),
        TEST(the_axis_may_change_while_something_is_held),
        TEST(the_first_input_of_all_finds_a_window),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
