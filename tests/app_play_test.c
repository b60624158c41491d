/* The playhead: it runs, pauses, ends, obeys its speed and reduced motion, and asks for time only while it
 * plays. */
#include "gestures.h"

#include <math.h>

#include "lesson/lessons.h"

static double clock_now;

static void at(App *app, Input input) {
    input.time = clock_now;
    give(app, input);
}

static void hit(App *app, int code) {
    at(app, (Input){.kind = INPUT_KEY, .key = code});
}

/* As the window would: a frame whenever the app's deadline has come. */
static void wait(App *app, double seconds) {
    double end_time = clock_now + seconds;
    while (app->requests.deadline > 0 && app->requests.deadline <= end_time) {
        assert_true(app->requests.deadline > clock_now);
        clock_now = app->requests.deadline;
        at(app, (Input){.kind = INPUT_TIME});
    }
    clock_now = end_time;
}

static void assert_step(const App *app, double step) {
    if (fabs((double)app->crosshair - step) > 12)
        fail_msg("step %lld, not about %g", (long long)app->crosshair, step);
}

static void nothing_plays_by_itself(void **state) {
    App *app = *state;
    at(app, (Input){.kind = INPUT_MOVE, .x = 5, .y = 5});
    assert_true(app->requests.deadline == 0);
    assert_false(app->play.on);
}

static void it_runs_through_in_eight_seconds_and_ends(void **state) {
    App *app = *state;
    hit(app, KEY_SPACE);
    assert_step(app, 0);
    wait(app, 4);
    assert_step(app, 1000);
    assert_non_null(find_text(app, "f("));
    assert_true(app->play.on && app->requests.deadline > 0);
    wait(app, 4.2);
    assert_int_equal(app->crosshair, 1999);
    assert_false(app->play.on);
    assert_true(app->requests.deadline == 0);
    hit(app, KEY_SPACE);
    assert_step(app, 0);
    assert_true(app->play.on);
}

static void space_and_escape_pause_and_space_goes_on(void **state) {
    App *app = *state;
    static const int keys[] = {KEY_SPACE, KEY_ESCAPE};
    for (int i = 0; i < 2; i++) {
        hit(app, KEY_SPACE);
        wait(app, 1);
        hit(app, keys[i]);
        assert_step(app, 250 * (i + 1));
        assert_true(app->requests.deadline == 0);
        wait(app, 5);
        at(app, (Input){.kind = INPUT_TIME});
        assert_step(app, 250 * (i + 1));
    }
    assert_false(app->requests.quit);
}

static void the_speed_is_chosen_while_it_plays(void **state) {
    App *app = *state;
    hit(app, KEY_SPACE);
    hit(app, '>');
    assert_non_null(find_text(app, "2\u00d7"));
    wait(app, 1);
    assert_step(app, 500);
    for (int i = 0; i < 5; i++) hit(app, '<');
    assert_true(app->play.rate == 0.5);
    wait(app, 1);
    assert_step(app, 625);
    for (int i = 0; i < 5; i++) hit(app, '>');
    assert_true(app->play.rate == 4);
}

static void press_at(App *app, Point point) {
    at(app, (Input){.kind = INPUT_MOVE, .x = point.x, .y = point.y});
    at(app, (Input){.kind = INPUT_PRESS, .x = point.x, .y = point.y, .button = BUTTON_LEFT, .clicks = 1});
}

/* The pointer that lies in the plot does not hold it up; a press does. */
static void a_hand_on_the_crosshair_pauses(void **state) {
    App *app = *state;
    Point middle = plot_at(app, 0.75, 0.3);
    hit(app, KEY_SPACE);
    wait(app, 1);
    at(app, (Input){.kind = INPUT_MOVE, .x = middle.x, .y = middle.y});
    assert_step(app, 250);
    assert_true(app->play.on);
    press_at(app, middle);
    assert_step(app, 1500);
    assert_false(app->play.on);
    at(app, (Input){.kind = INPUT_RELEASE, .x = middle.x, .y = middle.y, .button = BUTTON_LEFT});
    hit(app, KEY_SPACE);
    assert_true(app->play.on);
    hit(app, ',');
    assert_false(app->play.on);
}

/* Looking elsewhere is not going there. */
static void the_playhead_stays_where_it_paused(void **state) {
    App *app = *state;
    Point late = plot_at(app, 0.9, 0.3);
    hit(app, KEY_SPACE);
    wait(app, 1);
    hit(app, KEY_SPACE);
    at(app, (Input){.kind = INPUT_MOVE, .x = late.x, .y = late.y});
    assert_step(app, 1800);
    hit(app, KEY_SPACE);
    assert_step(app, 250);
}

static void sliders_are_live_while_it_plays(void **state) {
    App *app = *state;
    Point from = knob(app, PARAMETER_WARMUP_FACTOR);
    hit(app, KEY_SPACE);
    press_at(app, from);
    wait(app, 1);
    at(app, (Input){.kind = INPUT_MOVE, .x = from.x + 60, .y = from.y});
    assert_true(app->play.on);
    assert_true(app->scenario.schedule.warmup_factor > 0.1);
    assert_step(app, 250);
    at(app, (Input){.kind = INPUT_RELEASE, .x = from.x + 60, .y = from.y, .button = BUTTON_LEFT});
    app->scenario.schedule.total_steps = 100;
    wait(app, 0.1);
    assert_int_equal(app->crosshair, 99);
    assert_false(app->play.on);
}

static void single_steps_stay_in_the_run(void **state) {
    App *app = *state;
    app->crosshair = 0;
    hit(app, ',');
    assert_int_equal(app->crosshair, 0);
    hit(app, '.');
    hit(app, '.');
    assert_int_equal(app->crosshair, 2);
    app->crosshair = 1999;
    hit(app, '.');
    assert_int_equal(app->crosshair, 1999);
}

static Point middle_of(const App *app, UiId id) {
    Box box = stop_box(app, id);
    assert_true(box.w > 0);
    return (Point){box.x + box.w / 2, box.y + box.h / 2};
}

static void click_on(App *app, UiId id) {
    Point point = middle_of(app, id);
    press_at(app, point);
    at(app, (Input){.kind = INPUT_RELEASE, .x = point.x, .y = point.y, .button = BUTTON_LEFT});
}

static void the_bar_plays_steps_scrubs_and_changes_speed(void **state) {
    App *app = *state;
    app_resize(app, 960, 600);
    show(app);
    click_on(app, ID_PLAY);
    assert_true(app->play.on);
    wait(app, 1);
    click_on(app, ID_PLAY);
    assert_false(app->play.on);
    assert_step(app, 250);
    int64_t step = app->crosshair;
    click_on(app, ID_PLAY_FORTH);
    assert_int_equal(app->crosshair, step + 1);
    click_on(app, ID_PLAY_BACK);
    assert_int_equal(app->crosshair, step);
    click_on(app, ID_PLAY_RATE);
    assert_non_null(find_text(app, "2\u00d7"));
    click_on(app, ID_PLAY);
    click_on(app, ID_PLAY_TRACK);
    assert_false(app->play.on);
    assert_step(app, 1000);
    hit(app, KEY_RIGHT);
    assert_step(app, 1001);
    assert_int_equal(app->history.count, 1);
}

/* At the least size and beside an axis of epochs: it keeps clear of every text but its own. */
static void the_bar_covers_nothing(void **state) {
    App *app = *state;
    static const double sizes[][2] = {{960, 600}, {1280, 800}};
    for (int i = 0; i < 2; i++) {
        app_resize(app, sizes[i][0], sizes[i][1]);
        show(app);
        Box back = stop_box(app, ID_PLAY_BACK), rate = stop_box(app, ID_PLAY_RATE), plot = app->layout.plot;
        assert_true(back.w > 0 && back.y > plot.y + plot.h + 21 && rate.x + rate.w < plot.x + plot.w - 30);
        Box bar = {back.x, back.y, rate.x + rate.w - back.x, back.h};
        for (const SceneCommand *c = NULL; (c = scene_next(&app->scene, c));)
            if (c->kind == SCENE_TEXT && strcmp(scene_string(c), "1\u00d7") != 0)
                assert_false(box_contains(bar, c->x, c->y));
    }
    app_resize(app, 800, 500);
    show(app);
    assert_true(stop_box(app, ID_PLAY).w == 0);
}

static Box box_in(const App *app, const char *group) {
    bool inside = false;
    for (const SceneCommand *c = NULL; (c = scene_next(&app->scene, c));) {
        if (c->kind == SCENE_GROUP) inside = !strcmp(scene_string(c), group);
        if (inside && c->kind == SCENE_BOX) return c->box;
    }
    return (Box){0};
}

/* A word of confirmation leaves the bar to the hand. */
static void a_notice_lies_above_the_bar(void **state) {
    App *app = *state;
    static const double sizes[][2] = {{960, 600}, {1280, 800}, {2560, 1440}};
    for (int i = 0; i < 3; i++) {
        app_resize(app, sizes[i][0], sizes[i][1]);
        hit(app, 'p');
        Box pill = box_in(app, "notice"), plot = app->layout.plot;
        assert_non_null(find_text(app, i ? "Already pinned as" : "Pinned as"));
        assert_true(pill.h > 20 && pill.y > plot.y && pill.y + pill.h <= plot.y + plot.h);
        assert_true(pill.x >= plot.x && pill.x + pill.w <= plot.x + plot.w);
    }
}

static void reset_takes_the_playhead_back(void **state) {
    App *app = *state;
    hit(app, KEY_SPACE);
    wait(app, 2);
    hit(app, 'r');
    assert_false(app->play.on);
    assert_true(app->play.at == 0);
    hit(app, KEY_SPACE);
    assert_step(app, 0);
}

static void reduced_motion_jumps_in_eighths(void **state) {
    App *app = *state;
    app->reduced_motion = true;
    for (int i = 1; i <= 8; i++) {
        hit(app, KEY_SPACE);
        assert_int_equal(app->crosshair, lround(i * 1999 / 8.0));
        assert_false(app->play.on);
        assert_true(app->requests.deadline == 0);
    }
    hit(app, KEY_SPACE);
    assert_int_equal(app->crosshair, 0);
    assert_true(stop_box(app, ID_PLAY_RATE).w == 0);
}

static void teach(App *app, int step) {
    Lesson lesson = {0};
    lessons_read(lessons_find("raise"), &lesson);
    present_begin(app, &lesson);
    present_go_to(app, step, false);
    show(app);
}

static void reduced_motion_reveals_at_once(void **state) {
    App *app = *state;
    app->reduced_motion = true;
    Lesson lesson = {0};
    lessons_read(lessons_find("raise"), &lesson);
    int count = lesson.count, moved = 0;
    lesson_free(&lesson);
    for (int i = 0; i < count; i++) {
        teach(app, i);
        const LessonStep *step = present_step(app);
        if (!step->guess && step->animated == LESSON_NOT_ANIMATED) continue;
        hit(app, KEY_SPACE);
        assert_true(app->present.revealed && !app->present.moving && app->present.progress == 1);
        Schedule last = lesson_step_schedule(step, 1);
        assert_true(parameters_same(&app->scenario.schedule, &last));
        assert_true(app->requests.deadline == 0);
        moved++;
    }
    assert_true(moved > 0);
}

static void lessons_keep_space_and_presentations_the_full_stop(void **state) {
    App *app = *state;
    hit(app, KEY_SPACE);
    teach(app, 0);
    hit(app, KEY_SPACE);
    assert_false(app->play.on);
    present_drop_lesson(app);
    hit(app, KEY_SPACE);
    assert_true(app->play.on);
    wait(app, 1);
    assert_step(app, 250);
    hit(app, '.');
    assert_true(app->present.blank);
    assert_false(app->play.on);
    assert_true(app->requests.deadline == 0);
    hit(app, '.');
    hit(app, KEY_SPACE);
    hit(app, KEY_ESCAPE);
    assert_false(app->present.on || app->play.on);
}

/* Of a notice and the playhead the earlier comes first, and the notice still goes. */
static void the_earliest_deadline_wins(void **state) {
    App *app = *state;
    hit(app, 'c');
    double notice = app->requests.deadline;
    hit(app, KEY_SPACE);
    assert_true(app->requests.deadline < notice);
    wait(app, 2);
    assert_null(find_text(app, "code copied"));
    hit(app, KEY_SPACE);
    assert_true(app->requests.deadline == 0);
}

static void space_is_typed_in_a_field(void **state) {
    App *app = *state;
    Point number = field(app, PARAMETER_WARMUP_FACTOR);
    click(app, number.x, number.y);
    hit(app, KEY_SPACE);
    assert_false(app->play.on);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(nothing_plays_by_itself),
        TEST(it_runs_through_in_eight_seconds_and_ends),
        TEST(space_and_escape_pause_and_space_goes_on),
        TEST(the_speed_is_chosen_while_it_plays),
        TEST(a_hand_on_the_crosshair_pauses),
        TEST(the_playhead_stays_where_it_paused),
        TEST(sliders_are_live_while_it_plays),
        TEST(single_steps_stay_in_the_run),
        TEST(the_bar_plays_steps_scrubs_and_changes_speed),
        TEST(the_bar_covers_nothing),
        TEST(a_notice_lies_above_the_bar),
        TEST(reset_takes_the_playhead_back),
        TEST(reduced_motion_jumps_in_eighths),
        TEST(reduced_motion_reveals_at_once),
        TEST(lessons_keep_space_and_presentations_the_full_stop),
        TEST(the_earliest_deadline_wins),
        TEST(space_is_typed_in_a_field),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
