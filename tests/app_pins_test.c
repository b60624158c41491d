/* Pinned curves and families, replayed as hands do them. */
#include "gestures.h"

#include <math.h>

#include "app/pins.h"

static void set_factor(App *app, double factor) {
    app->scenario.schedule.warmup_factor = factor;
    key(app, KEY_NONE); /* recorded as a step of its own */
}

static void pin(App *app, double factor) {
    set_factor(app, factor);
    key(app, 'p');
}

static void release_key(App *app, int code, double time) {
    give(app, (Input){.kind = INPUT_KEY_UP, .key = code, .time = time});
}

static void press_key(App *app, int code, double time) {
    give(app, (Input){.kind = INPUT_KEY, .key = code, .time = time});
}

static Box row(const App *app, size_t index) {
    Box box = stop_box(app, ID_PINS + 4 * (UiId)index);
    assert_true(box.w > 0);
    return box;
}

static const char *name(const App *app, size_t index) {
    return text_string(&app->scenario.pins[index].name);
}

static void p_keeps_the_curve_under_a_telling_name(void **state) {
    App *app = *state;
    assert_null(find_text(app, "PINNED"));
    pin(app, 0.5);
    assert_int_equal(app->scenario.pin_count, 1);
    assert_string_equal(name(app, 0), "factor 0.5 · 1\u2009000 steps");
    assert_non_null(find_text(app, "PINNED"));
    assert_non_null(find_text(app, "Pinned as factor 0.5"));
    set_factor(app, 0.25);
    assert_true(count_in(app, "overlays", SCENE_LINE) > 0);
    app->scenario.schedule.decay = DECAY_COSINE;
    key(app, 'p');
    assert_string_equal(name(app, 1), "factor 0.25 · 1\u2009000 steps · cosine");
    key(app, 'p'); /* a held key does not pin the same curve over and over */
    assert_int_equal(app->scenario.pin_count, 2);
}

/* What two pins would share is told apart by what differs, even where it is the default. */
static void equal_names_are_told_apart(void **state) {
    App *app = *state;
    app->scenario.schedule.decay = DECAY_COSINE;
    pin(app, 0.5);
    app->scenario.schedule.final_factor = 0.1;
    key(app, 'p');
    assert_true(strcmp(name(app, 0), name(app, 1)) != 0);
    assert_non_null(strstr(name(app, 1), "final_factor 0.1"));
}

static void pinning_and_removing_are_undone(void **state) {
    App *app = *state;
    pin(app, 0.5);
    pin(app, 0.25);
    app->ui.focus = ID_PINS;
    key(app, KEY_DELETE);
    assert_int_equal(app->scenario.pin_count, 1);
    assert_string_equal(name(app, 0), "factor 0.25 · 1\u2009000 steps");
    ctrl(app, 'z', false);
    assert_int_equal(app->scenario.pin_count, 2);
    ctrl(app, 'z', false);
    assert_int_equal(app->scenario.pin_count, 1);
    ctrl(app, 'z', true);
    assert_int_equal(app->scenario.pin_count, 2);
    Box box = row(app, 1);
    click(app, box.x + box.w - 8, box.y + 14);
    assert_int_equal(app->scenario.pin_count, 1);
    assert_string_equal(name(app, 0), "factor 0.5 · 1\u2009000 steps");
}

static void digits_and_clicks_show_and_hide(void **state) {
    App *app = *state;
    pin(app, 0.5);
    set_factor(app, 0.2);
    assert_true(count_in(app, "overlays", SCENE_LINE) > 0);
    key(app, '1');
    assert_false(app->scenario.pins[0].shown);
    assert_int_equal(count_in(app, "overlays", SCENE_LINE), 0);
    Box box = row(app, 0);
    click(app, box.x + 20, box.y + 14);
    assert_true(app->scenario.pins[0].shown);
    ctrl(app, 'z', false);
    assert_false(app->scenario.pins[0].shown);
    app->ui.focus = control(PARAMETER_WARMUP_FACTOR);
    app->ui.ring = true; /* the keys walk: a digit is typed into the field that they are at */
    key(app, '1');
    assert_int_equal(app->ui.edit.id, control(PARAMETER_WARMUP_FACTOR));
    assert_false(app->scenario.pins[0].shown);
}

static void a_long_name_opens_at_its_beginning(void **state) {
    App *app = *state;
    scenario_pin(&app->scenario, "began with words, went on and on and never came to an end",
                 &app->scenario.schedule);
    show(app);
    app->ui.focus = ID_PINS;
    key(app, KEY_F1 + 1);
    assert_int_equal(app->ui.edit.caret, app->ui.edit.length);
    assert_non_null(find_text(app, "began with"));
    assert_null(find_text(app, "an end"));
}

static void point_at_name(App *app, size_t index) {
    Box box = row(app, index);
    move(app, box.x + 90, box.y + 14);
}

/* In a card over the rest, as long as it is pointed at or in focus; what has room needs none. */
static void a_long_name_is_read_whole(void **state) {
    App *app = *state;
    scenario_pin(&app->scenario, "short", &app->scenario.schedule);
    scenario_pin(&app->scenario, "the one with a base_lr of 0.02 that we used in spring",
                 &app->scenario.schedule);
    scenario_pin(&app->scenario, "runs/2026-03-14/cosine-with-a-long-warm-up/seed-17.yaml",
                 &app->scenario.schedule);
    app_resize(app, 1280, 1000); /* all three rows are in sight */
    show(app);
    assert_int_equal(count_in(app, "whole", SCENE_TEXT), 0);
    point_at_name(app, 0);
    assert_int_equal(count_in(app, "whole", SCENE_TEXT), 0);
    point_at_name(app, 1);
    assert_int_equal(count_in(app, "whole", SCENE_TEXT), 2);
    assert_non_null(find_text(app, "in spring"));
    point_at_name(app, 2);
    assert_non_null(find_text(app, "runs/2026-03-14/cosine-with-a-long-warm-up/seed-17.yaml"));
    move(app, 300, 300);
    assert_int_equal(count_in(app, "whole", SCENE_TEXT), 0);
    app->ui.focus = ID_PINS;
    app->ui.ring = true;
    key(app, KEY_TAB);
    assert_non_null(find_text(app, "in spring"));
    key(app, '?');
    assert_int_equal(count_in(app, "whole", SCENE_TEXT), 0);
}

/* Its name is shown whole in the very frame in which it goes. */
static void a_pin_is_removed_while_its_name_is_read(void **state) {
    App *app = *state;
    scenario_pin(&app->scenario, "the one with a base_lr of 0.02 that we used in spring",
                 &app->scenario.schedule);
    app->ui.focus = ID_PINS;
    app->ui.ring = true;
    show(app);
    assert_int_equal(count_in(app, "whole", SCENE_TEXT), 2);
    key(app, KEY_DELETE);
    assert_int_equal(app->scenario.pin_count, 0);
    assert_int_equal(count_in(app, "whole", SCENE_TEXT), 0);
}

/* As much of it as there is room for, and no half of a character. */
static void a_very_long_name_is_confirmed(void **state) {
    App *app = *state;
    for (int i = 0; i < 100; i++) text_add(&app->scenario.title, "é");
    pin(app, 0.5);
    const SceneCommand *said = find_text(app, "Pinned as éé");
    assert_non_null(said);
    for (const char *at = scene_string(said); *at;) assert_true(text_next(&at) != 0xFFFD);
}

static void a_name_is_typed_over(void **state) {
    App *app = *state;
    pin(app, 0.5);
    Box box = row(app, 0);
    move(app, box.x + 80, box.y + 14);
    press(app, box.x + 80, box.y + 14, 1);
    release(app, box.x + 80, box.y + 14);
    press(app, box.x + 80, box.y + 14, 2);
    release(app, box.x + 80, box.y + 14);
    assert_true(app->requests.text_input);
    type(app, "what we use");
    key(app, KEY_ENTER);
    assert_string_equal(name(app, 0), "what we use");
    key(app, KEY_F1 + 1);
    type(app, "no");
    key(app, KEY_ESCAPE);
    assert_string_equal(name(app, 0), "what we use");
    key(app, KEY_F1 + 1);
    key(app, KEY_BACKSPACE);
    press(app, 300, 300, 1); /* going elsewhere takes what was typed: nothing */
    assert_string_equal(name(app, 0), "factor 0.5 · 1\u2009000 steps");
    ctrl(app, 'z', false);
    assert_string_equal(name(app, 0), "what we use");
}

static void a_pin_becomes_the_present_curve(void **state) {
    App *app = *state;
    pin(app, 0.5);
    set_factor(app, 0.2);
    app->ui.focus = ID_PINS;
    key(app, KEY_ENTER);
    assert_float_equal(app->scenario.schedule.warmup_factor, 0.5, 0);
    ctrl(app, 'z', false);
    assert_float_equal(app->scenario.schedule.warmup_factor, 0.2, 0);
    const SceneCommand *use = find_text(app, "Use");
    click(app, use->x, use->y - 4);
    assert_float_equal(app->scenario.schedule.warmup_factor, 0.5, 0);
}

static void the_readout_compares(void **state) {
    App *app = *state;
    pin(app, 0.5);
    set_factor(app, 0.2);
    move(app, app->layout.plot.x + app->layout.plot.w / 4, app->layout.plot.y + 20); /* step 500: 0.6 and 0.75 */
    assert_int_equal(app->crosshair, 500);
    assert_non_null(find_text(app, "0.75"));
    assert_non_null(find_text(app, "present − "));
    assert_non_null(find_text(app, "\u22120.15"));
    for (int i = 0; i < 20; i++) pin(app, 0.3 + 0.01 * i);
    move(app, app->layout.plot.x + app->layout.plot.w / 4, app->layout.plot.y + 21);
    assert_non_null(find_text(app, " more"));
}

static Box readout_card(const App *app) {
    Box card = {0};
    bool inside = false;
    for (const SceneCommand *at = scene_next(&app->scene, NULL); at; at = scene_next(&app->scene, at)) {
        if (at->kind == SCENE_GROUP) inside = !strcmp(scene_string(at), "crosshair");
        if (inside && at->kind == SCENE_BOX) card = at->box;
    }
    assert_true(card.w > 0);
    return card;
}

static bool lies_on(const App *app, const Schedule *schedule, Box card) {
    double ratio = schedule->base_lr / app->scenario.schedule.base_lr;
    for (double x = card.x; x <= card.x + card.w; x++) {
        double step = fmax(0, chart_step(&app->layout, x));
        double y = chart_y(&app->layout, ratio * schedule_factor_at(schedule, step));
        if (y > card.y && y < card.y + card.h) return true;
    }
    return false;
}

/* Where there is little room the comparison says less, and lies on no curve. */
static void the_readout_compares_in_the_smallest_window_too(void **state) {
    App *app = *state;
    app_resize(app, 960, 600);
    app->scenario.schedule.decay = DECAY_COSINE;
    pin(app, 0.5);
    set_factor(app, 0.001);
    for (int i = 1; i < 8; i++) {
        move(app, app->layout.plot.x + app->layout.plot.w * i / 8, app->layout.plot.y + 20);
        if (i == 1) assert_non_null(find_text(app, "step 250"));
        Box card = readout_card(app);
        assert_false(lies_on(app, &app->scenario.schedule, card));
        assert_false(lies_on(app, &app->scenario.pins[0].schedule, card));
    }
}

/* What cannot be seen is not named as if it could. */
static void a_pin_below_the_curve_says_so(void **state) {
    App *app = *state;
    key(app, 'p');
    assert_true(app->overlays.list[0].same);
    assert_int_equal(count_in(app, "overlay-labels", SCENE_TEXT), 0);
    assert_non_null(find_text(app, "= present"));
    set_factor(app, 0.5);
    assert_false(app->overlays.list[0].same);
    assert_null(find_text(app, "= present"));
}

static void fifteen_pins_look_different(void **state) {
    (void)state;
    Schedule schedule = schedule_default();
    for (size_t i = 0; i < 20; i++)
        for (size_t k = 0; k < i; k++) {
            ChartOverlay a = chart_pinned(&schedule, "", i, &theme_dark);
            ChartOverlay b = chart_pinned(&schedule, "", k, &theme_dark);
            assert_true(a.color != b.color || a.dash != b.dash);
            if (i == k + 1) assert_true(a.color != b.color && a.dash != b.dash);
        }
}

static void a_held_key_fans_out_while_it_is_down(void **state) {
    App *app = *state;
    press_key(app, 'f', 10);
    assert_int_equal(app->scenario.family, PARAMETER_WARMUP_FACTOR);
    assert_int_equal(app->overlays.family.count, 9); /* 0, 0.25 … 2 */
    press_key(app, 'f', 10.5); /* it repeats */
    release_key(app, 'f', 11);
    assert_int_equal(app->scenario.family, SCENARIO_NO_FAMILY);
    press_key(app, 'f', 20);
    release_key(app, 'f', 20.1);
    assert_int_equal(app->scenario.family, PARAMETER_WARMUP_FACTOR);
    assert_true(count_in(app, "overlay-labels", SCENE_TEXT) > 5);
    press_key(app, 'f', 30);
    release_key(app, 'f', 30.1);
    assert_int_equal(app->scenario.family, SCENARIO_NO_FAMILY);
    ctrl(app, 'z', false);
    assert_int_equal(app->scenario.family, SCENARIO_NO_FAMILY); /* a matter of the view */
}

static void the_family_follows_the_focus_until_one_is_chosen(void **state) {
    App *app = *state;
    app_resize(app, 1280, 2000);
    app->ui.focus = ID_FAMILY;
    key(app, KEY_SPACE);
    assert_int_equal(app->scenario.family, PARAMETER_WARMUP_FACTOR);
    app->ui.focus = control(PARAMETER_WARMUP_ITERS);
    key(app, KEY_RIGHT);
    assert_int_equal(app->scenario.family, PARAMETER_WARMUP_ITERS);
    app->ui.focus = ID_FAMILY_CHOICE;
    key(app, KEY_ENTER);
    key(app, 'b'); /* base_lr */
    key(app, KEY_ENTER);
    assert_int_equal(app->scenario.family, PARAMETER_BASE_LR);
    app->ui.focus = control(PARAMETER_WARMUP_FACTOR);
    key(app, KEY_RIGHT);
    assert_int_equal(app->scenario.family, PARAMETER_BASE_LR);
}

static void a_family_spans_the_slider(void **state) {
    App *app = *state;
    set_factor(app, 3); /* widens it */
    press_key(app, 'f', 1);
    const ChartFamily *family = &app->overlays.family;
    assert_float_equal(family->members[0].warmup_factor, 0, 0);
    assert_float_equal(family->members[family->count - 1].warmup_factor, 3, 0);
}

static void a_letter_in_a_field_is_no_family(void **state) {
    App *app = *state;
    Point at = field(app, PARAMETER_TOTAL_STEPS);
    click(app, at.x, at.y);
    press_key(app, 'f', 1);
    press_key(app, 'p', 1);
    assert_int_equal(app->scenario.family, SCENARIO_NO_FAMILY);
    assert_int_equal(app->scenario.pin_count, 0);
}

static void type_all(App *app, const char *typed) {
    for (; *typed; typed++) type(app, (char[]){*typed, 0});
}

static void type_values(App *app, const char *typed) {
    app->ui.focus = ID_FAMILY_VALUES;
    key(app, KEY_ENTER);
    ctrl(app, 'a', false);
    type_all(app, typed);
    if (!*typed) key(app, KEY_BACKSPACE);
    key(app, KEY_ENTER);
}

/* The values of a family are typed, stay those of their parameter, and are saved. */
static void the_values_of_a_family_are_chosen(void **state) {
    App *app = *state;
    app_resize(app, 1280, 2000);
    show(app);
    Box row = stop_box(app, ID_IMPLEMENTATIONS);
    family_put(app, true);
    show(app);
    assert_true(stop_box(app, ID_IMPLEMENTATIONS).y == row.y); /* nothing moves */
    family_put(app, false);
    app->family.chosen = PARAMETER_BASE_LR;
    app->ui.focus = ID_FAMILY;
    key(app, KEY_SPACE);
    type_values(app, "1e-3, 5e-2,0.1");
    const ChartFamily *family = &app->overlays.family;
    assert_int_equal(family->count, 3);
    assert_true(family->members[0].base_lr == 1e-3 && family->members[2].base_lr == 0.1);
    assert_true(app->everything.y1 >= 5); /* 0.1 is five times base_lr: the view has room for it */
    Text file = {0};
    scenario_write(&app->scenario, &file);
    assert_non_null(strstr(text_string(&file), "family: base_lr=1e-3, 5e-2,0.1"));
    text_free(&file);
    type_values(app, "1e-3,-1");
    assert_non_null(find_text(app, "'-1' is not"));
    assert_int_equal(app->overlays.family.count, 3); /* as they were */
    type_values(app, "1:11:11");
    assert_non_null(find_text(app, "a family takes up"));
    key(app, KEY_ESCAPE);
    app->ui.focus = control(PARAMETER_WARMUP_ITERS); /* what was chosen does not follow the focus */
    key(app, KEY_RIGHT);
    assert_int_equal(app->scenario.family, PARAMETER_BASE_LR);
    type_values(app, "");
    assert_int_equal(app->scenario.family_values.length, 0);
    assert_true(app->overlays.family.count > 3);
    type_values(app, "1e-3,1e-2");
    app->ui.focus = ID_FAMILY_CHOICE;
    key(app, KEY_ENTER);
    key(app, 'w'); /* another parameter has others */
    key(app, KEY_ENTER);
    assert_int_equal(app->scenario.family, PARAMETER_WARMUP_FACTOR);
    assert_int_equal(app->scenario.family_values.length, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(p_keeps_the_curve_under_a_telling_name),
        TEST(equal_names_are_told_apart),
        TEST(pinning_and_removing_are_undone),
        TEST(digits_and_clicks_show_and_hide),
        TEST(a_long_name_opens_at_its_beginning),
        TEST(a_long_name_is_read_whole),
        TEST(a_pin_is_removed_while_its_name_is_read),
        TEST(a_very_long_name_is_confirmed),
        TEST(a_name_is_typed_over),
        TEST(a_pin_becomes_the_present_curve),
        TEST(the_readout_compares),
        TEST(the_readout_compares_in_the_smallest_window_too),
        TEST(a_pin_below_the_curve_says_so),
        TEST(fifteen_pins_look_different),
        TEST(a_held_key_fans_out_while_it_is_down),
        TEST(the_family_follows_the_focus_until_one_is_chosen),
        TEST(a_family_spans_the_slider),
        TEST(a_letter_in_a_field_is_no_family),
        TEST(the_values_of_a_family_are_chosen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
