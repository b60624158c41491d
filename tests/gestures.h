/* Hands for tests of the app: inputs as the window would send them, and where things are in the scene. */
#ifndef TESTS_GESTURES_H
#define TESTS_GESTURES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/app.h"
#include "app/parts.h"
#include "app/values.h"

static Measure measure;

static inline void give(App *app, Input input) {
    app_frame(app, &input, &measure);
}

static inline void show(App *app) {
    give(app, (Input){.kind = INPUT_NONE});
}

static inline void move_with(App *app, double x, double y, bool shift, bool alt) {
    give(app, (Input){.kind = INPUT_MOVE, .x = x, .y = y, .shift = shift, .alt = alt});
}

static inline void move(App *app, double x, double y) {
    move_with(app, x, y, false, false);
}

static inline void press(App *app, double x, double y, int clicks) {
    give(app, (Input){.kind = INPUT_PRESS, .x = x, .y = y, .button = BUTTON_LEFT, .clicks = clicks});
}

static inline void release(App *app, double x, double y) {
    give(app, (Input){.kind = INPUT_RELEASE, .x = x, .y = y, .button = BUTTON_LEFT});
}

static inline void click(App *app, double x, double y) {
    move(app, x, y);
    press(app, x, y, 1);
    release(app, x, y);
}

static inline void key(App *app, int code) {
    give(app, (Input){.kind = INPUT_KEY, .key = code});
}

static inline void ctrl(App *app, int code, bool shift) {
    give(app, (Input){.kind = INPUT_KEY, .key = code, .ctrl = true, .shift = shift});
}

static inline void type(App *app, const char *typed) {
    Input input = {.kind = INPUT_TEXT};
    snprintf(input.text, sizeof input.text, "%s", typed);
    give(app, input);
}

static inline void wheel(App *app, double x, double y, double notches) {
    give(app, (Input){.kind = INPUT_WHEEL, .x = x, .y = y, .wheel_y = notches});
}

static inline UiId control(ParameterId id) {
    return ID_PARAMETERS + (UiId)id;
}

static inline Box stop_box(const App *app, UiId id) {
    for (int i = 0; i < app->ui.stop_count; i++)
        if (app->ui.stops[i].id == id) return app->ui.stops[i].box;
    return (Box){0};
}

static inline bool is_shown(const App *app, ParameterId id) {
    return stop_box(app, control(id)).w > 0;
}

/* The middle of the slider's knob, and of its number field. */
static inline Point knob(const App *app, ParameterId id) {
    Box row = stop_box(app, control(id));
    double position = values_position(app, id, parameter_effective(&app->scenario.schedule, id));
    return (Point){row.x + position * row.w, row.y + 40};
}

static inline Point track_at(const App *app, ParameterId id, double value) {
    Box row = stop_box(app, control(id));
    return (Point){row.x + values_position(app, id, value) * row.w, row.y + 40};
}

static inline Point field(const App *app, ParameterId id) {
    Box row = stop_box(app, control(id));
    return (Point){row.x + row.w - 20, row.y + 12};
}

static inline const SceneCommand *find_text(const App *app, const char *part) {
    for (const SceneCommand *at = scene_next(&app->scene, NULL); at; at = scene_next(&app->scene, at))
        if (at->kind == SCENE_TEXT && strstr(scene_string(at), part)) return at;
    return NULL;
}

static inline uint64_t picture(const App *app) {
    return scene_hash(app->scene.data, app->scene.length, 1);
}

/* Types into the parameter's field and takes it with Enter. */
static inline void enter(App *app, ParameterId id, const char *typed) {
    Point at = field(app, id);
    click(app, at.x, at.y);
    assert_int_equal(app->ui.edit.id, control(id));
    assert_true(app->requests.text_input);
    type(app, typed);
    key(app, KEY_ENTER);
}

static inline void drag(App *app, Point from, Point to) {
    move(app, from.x, from.y);
    press(app, from.x, from.y, 1);
    move(app, (from.x + to.x) / 2, (from.y + to.y) / 2);
    move(app, to.x, to.y);
}

static inline void choose_decay(App *app, Decay decay) {
    app->ui.focus = control(PARAMETER_DECAY);
    key(app, KEY_ENTER);
    key(app, KEY_HOME);
    for (int i = 0; i < (int)decay; i++) key(app, KEY_DOWN);
    key(app, KEY_ENTER);
    assert_int_equal(app->scenario.schedule.decay, decay);
}

/* A place in the plot as shares of it, from the left and from below. */
static inline Point plot_at(const App *app, double x, double y) {
    Box plot = app->layout.plot;
    return (Point){plot.x + x * plot.w, plot.y + (1 - y) * plot.h};
}

static inline void turn_with(App *app, Point at, Input input) {
    input.kind = INPUT_WHEEL;
    input.x = at.x;
    input.y = at.y;
    give(app, input);
}

static inline int begin(void **state) {
    App *app = malloc(sizeof *app);
    if (!app) return -1;
    measure = measure_fixed();
    Scenario scenario = scenario_default();
    app_open(app, &scenario, &theme_dark);
    show(app);
    *state = app;
    return 0;
}

static inline int end(void **state) {
    app_close(*state);
    free(*state);
    return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

/* How many commands of a kind a group of the scene has. */
static inline int count_in(const App *app, const char *group, SceneKind kind) {
    int count = 0;
    bool inside = false;
    for (const SceneCommand *at = scene_next(&app->scene, NULL); at; at = scene_next(&app->scene, at)) {
        if (at->kind == SCENE_GROUP) inside = !strcmp(scene_string(at), group);
        count += inside && at->kind == kind;
    }
    return count;
}

#endif
