/* The window of whoever teaches: what it tells, and that a hand on it works as one in the room does. */
#include "gestures.h"

#include <math.h>

#include "app/speaker.h"
#include "app/state.h"
#include "lesson/lessons.h"

enum { WIDE = 1120, HIGH = 700 };

static Speaker speaker;

static void teach(App *app, const char *name) {
    Lesson lesson = {0};
    lessons_read(lessons_find(name), &lesson);
    present_begin(app, &lesson);
    show(app);
}

static const Scene *at(App *app, double time) {
    return speaker_frame(&speaker, app, WIDE, HIGH, (SpeakerClock){time, 9, 5}, &measure);
}

static bool says(const Scene *scene, const char *words) {
    for (const SceneCommand *c = scene_next(scene, NULL); c; c = scene_next(scene, c))
        if (c->kind == SCENE_TEXT && strstr(scene_string(c), words)) return true;
    return false;
}

static void assert_says(const Scene *scene, const char *words) {
    if (!says(scene, words)) fail_msg("the speaker's window does not say: %s", words);
}

/* As the window does it. */
static void hand(App *app, Input input) {
    if (speaker_take(&speaker, app, &input)) give(app, input);
    at(app, input.time);
}

static Point in_room(Point at) {
    return (Point){speaker.room.x + at.x * speaker.room_scale, speaker.room.y + at.y * speaker.room_scale};
}

static void tap(App *app, Point to) {
    hand(app, (Input){.kind = INPUT_MOVE, .x = to.x, .y = to.y, .time = 60});
    hand(app, (Input){.kind = INPUT_PRESS, .x = to.x, .y = to.y, .button = BUTTON_LEFT, .clicks = 1, .time = 60});
    hand(app, (Input){.kind = INPUT_RELEASE, .x = to.x, .y = to.y, .button = BUTTON_LEFT, .time = 60});
}

static void notes_clock_and_what_comes_next(void **state) {
    App *app = *state;
    teach(app, "raise");
    const Scene *scene = at(app, 50);
    assert_says(scene, "0:00");
    assert_says(scene, "09:05");
    assert_says(scene, "1 of 16");
    assert_says(scene, "Count hands");
    assert_says(scene, "Next: the answer");
    assert_says(scene, "Keep your vote in mind"); /* the room has not seen it yet */
    assert_null(find_text(app, "Keep your vote in mind"));
    assert_says(scene, "Then:");
    assert_says(scene, "One update");
    present_reveal(app);
    show(app);
    scene = at(app, 50 + 754);
    assert_says(scene, "12:34");
    assert_says(scene, "Next: step 2");
    assert_says(scene, "lr doubles.");
    assert_says(at(app, 50 + 3600 + 65), "1:01:05");
}

/* Each step of each lesson, and the end of it. */
static void every_step_has_its_notes(void **state) {
    App *app = *state;
    for (int i = 0; i < lessons_count(); i++) {
        teach(app, lessons_name(i));
        for (int step = 0; step < app->present.lesson.count; step++) {
            present_go_to(app, step, true);
            show(app);
            const Scene *scene = at(app, 1);
            bool last = step + 1 == app->present.lesson.count;
            assert_int_equal(says(scene, "This step has no notes."), !present_step(app)->notes.length);
            assert_int_equal(says(scene, "This is the last step."), last);
        }
    }
}

static void a_hand_on_the_picture_is_one_in_the_room(void **state) {
    App *app = *state;
    teach(app, "raise");
    at(app, 1);
    Box choice = stop_box(app, ID_VOTES + 2);
    assert_true(choice.w > 0);
    tap(app, in_room((Point){choice.x + choice.w / 2, choice.y + choice.h / 2}));
    assert_int_equal(app->present.votes[0][2], 1);
    hand(app, (Input){.kind = INPUT_KEY, .key = KEY_END, .time = 61});
    assert_int_equal(app->present.step, 15);
}

static void a_press_on_what_comes_next_goes_on(void **state) {
    App *app = *state;
    teach(app, "raise");
    at(app, 1);
    Point next = {speaker.then.x + 5, speaker.then.y + 5};
    tap(app, next);
    assert_true(app->present.step == 0 && app->present.revealed);
    tap(app, next);
    assert_int_equal(app->present.step, 1);
    tap(app, (Point){speaker.clock.x + 5, speaker.clock.y + 5});
    assert_int_equal(app->present.step, 1);
    assert_says(at(app, 61), "0:01"); /* the clock began anew at 60 */
}

/* What leaves the picture leaves the plot; a drag holds on to what it took. */
static void the_pointer_leaves_the_picture_once(void **state) {
    App *app = *state;
    teach(app, "raise");
    at(app, 1);
    Input move = {.kind = INPUT_MOVE, .x = speaker.room.x + 5, .y = speaker.room.y + 5};
    Input out = {.kind = INPUT_MOVE, .x = WIDE - 2, .y = HIGH - 2}, again = out;
    assert_true(speaker_take(&speaker, app, &move) && move.kind == INPUT_MOVE);
    assert_true(speaker_take(&speaker, app, &out) && out.kind == INPUT_LEAVE);
    assert_false(speaker_take(&speaker, app, &again));
    Input press = {.kind = INPUT_PRESS, .x = speaker.room.x + 5, .y = speaker.room.y + 5, .button = BUTTON_LEFT};
    Input far = {.kind = INPUT_MOVE, .x = WIDE - 2, .y = HIGH - 2};
    assert_true(speaker_take(&speaker, app, &press));
    assert_true(speaker_take(&speaker, app, &far) && far.kind == INPUT_MOVE);
}

static void the_clock_counts_from_the_presentation(void **state) {
    App *app = *state;
    teach(app, "raise");
    at(app, 10);
    key(app, KEY_ESCAPE);
    assert_false(app->present.on);
    key(app, KEY_F1 + 4);
    assert_says(at(app, 500), "0:00");
}

static void f6_asks_for_it_and_a_session_remembers(void **state) {
    App *app = *state, *later = malloc(sizeof *later);
    Text written = {0}, why = {0};
    Scenario scenario = scenario_default();
    key(app, KEY_F1 + 5);
    assert_true(app->present.on && app->requests.speaker);
    state_write(app, &written);
    app_open(later, &scenario, &theme_dark);
    assert_true(state_read(later, text_string(&written), written.length, &why));
    assert_true(later->requests.speaker && !later->present.on);
    key(app, KEY_F1 + 5);
    assert_true(app->present.on && !app->requests.speaker);
    app_close(later);
    free(later);
    scenario_free(&scenario);
    text_free(&written);
}

/* Nothing in it leaves the window, even where that is small. */
static void it_has_room_at_every_size(void **state) {
    App *app = *state;
    static const double sizes[][2] = {{640, 420}, {960, 600}, {1120, 700}, {1024, 1400}, {2560, 1440}};
    teach(app, "raise");
    for (int i = 0; i < 5; i++) {
        double wide = sizes[i][0], high = sizes[i][1];
        speaker_frame(&speaker, app, wide, high, (SpeakerClock){1, 9, 5}, &measure);
        Box room = speaker.room, then = speaker.then;
        assert_true(room.w > 0.2 * wide && room.x + room.w <= then.x && then.x + then.w <= wide);
        assert_true(room.y + room.h < 0.8 * high && then.y + then.h < 0.8 * high);
    }
}

static int end_all(void **state) {
    speaker_free(&speaker);
    return end(state);
}

int main(void) {
    measure = measure_fixed();
#undef TEST
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end_all)
    const struct CMUnitTest tests[] = {TEST(notes_clock_and_what_comes_next),
                                       TEST(every_step_has_its_notes),
                                       TEST(a_hand_on_the_picture_is_one_in_the_room),
                                       TEST(a_press_on_what_comes_next_goes_on),
                                       TEST(the_pointer_leaves_the_picture_once),
                                       TEST(the_clock_counts_from_the_presentation),
                                       TEST(f6_asks_for_it_and_a_session_remembers),
                                       TEST(it_has_room_at_every_size)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
