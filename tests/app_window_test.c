/* The whole window as a scene: which controls it shows, that nothing overlaps, its actions, and random hands.
 */
#include "gestures.h"

#include "paint/dump.h"

#include <math.h>

#include "app/actions.h"

static void a_decay_shows_exactly_its_parameters(void **state) {
    App *app = *state;
    app_resize(app, 1280, 3000); /* so that nothing has to scroll */
    show(app);
    for (int decay = 0; decay < DECAY_COUNT; decay++) {
        choose_decay(app, (Decay)decay);
        for (int i = PARAMETER_BASE_LR; i < PARAMETER_COUNT; i++) {
            ParameterId id = (ParameterId)i;
            assert_int_equal(is_shown(app, id), parameter_shows(&app->scenario.schedule, id));
        }
    }
}

static void milestones_are_typed_as_a_list(void **state) {
    App *app = *state;
    app_resize(app, 1280, 1200);
    choose_decay(app, DECAY_MULTISTEP);
    app->ui.focus = control(PARAMETER_MILESTONES);
    key(app, KEY_ENTER);
    type(app, "100,200,400");
    key(app, KEY_ENTER);
    assert_int_equal(app->scenario.schedule.milestone_count, 3);
    assert_int_equal(app->scenario.schedule.milestones[2], 400);
    assert_non_null(find_text(app, "100,200,400"));
}

static void focus_scrolls_into_sight(void **state) {
    App *app = *state;
    app_resize(app, 960, 600);
    choose_decay(app, DECAY_COSINE_RESTARTS);
    for (int i = 0; i < 2 * app->ui.stop_count; i++) {
        key(app, KEY_TAB);
        if (app->ui.focus < ID_PARAMETERS || app->ui.focus >= ID_ACTIONS) continue;
        Box box = stop_box(app, app->ui.focus);
        assert_true(box.y >= app->panel.view.y);
        assert_true(box.y + box.h <= app->panel.view.y + app->panel.view.h);
    }
}

static void keys_bring_the_focused_control_back_into_sight(void **state) {
    App *app = *state;
    app_resize(app, 960, 600);
    choose_decay(app, DECAY_COSINE_RESTARTS);
    app->ui.focus = control(PARAMETER_WARMUP_FACTOR);
    wheel(app, app->panel.view.x + 30, app->panel.view.y + 8, -100);
    key(app, KEY_RIGHT);
    assert_true(stop_box(app, app->ui.focus).y >= app->panel.view.y);
}

/* What lies below a card did not have the keys that close it. */
/* What was shown ends above the view when the panel gets shorter: the very frame that shortens it shows its end. */
static void a_panel_that_got_shorter_is_shown_right_at_once(void **state) {
    App *app = *state;
    Text first = {0}, second = {0};
    app_resize(app, 960, 600);
    key(app, 'i');
    wheel(app, app->panel.view.x + 30, app->panel.view.y + 8, -100);
    double scrolled = app->panel.offset;
    key(app, 'i');
    assert_true(app->panel.offset < scrolled);
    dump_scene(&app->scene, &first);
    show(app);
    dump_scene(&app->scene, &second);
    assert_string_equal(text_string(&first), text_string(&second));
    text_free(&first);
    text_free(&second);
}

static void a_card_that_closes_leaves_the_panel_where_it_was(void **state) {
    App *app = *state;
    static const int cards[] = {'s', 'o', 'l'};
    app->ui.focus = control(PARAMETER_WARMUP_FACTOR);
    wheel(app, app->panel.view.x + 30, app->panel.view.y + 8, -100);
    double offset = app->panel.offset;
    assert_true(offset > 50);
    for (int i = 0; i < 3; i++) {
        ctrl(app, cards[i], false);
        assert_true(app->dialog.kind != DIALOG_NONE);
        key(app, KEY_ESCAPE);
        assert_int_equal(app->dialog.kind, DIALOG_NONE);
        assert_int_equal(app->ui.focus, control(PARAMETER_WARMUP_FACTOR));
        assert_float_equal(app->panel.offset, offset, 0);
    }
}

/* Why a value is refused is worth nothing below the edge. */
static void a_reason_scrolls_into_sight_with_its_row(void **state) {
    App *app = *state;
    app_resize(app, 960, 600);
    choose_decay(app, DECAY_MULTISTEP);
    static const ParameterId rows[] = {PARAMETER_TOTAL_STEPS, PARAMETER_DECAY_START, PARAMETER_MILESTONES,
                                       PARAMETER_GAMMA};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        app->ui.focus = control(rows[i]);
        key(app, KEY_ENTER);
        ctrl(app, 'a', false);
        type(app, "fast");
        key(app, KEY_ENTER);
        assert_int_equal(app->refused, rows[i]);
        show(app);
        Box row = stop_box(app, control(rows[i])), view = app->panel.view;
        double last = 0;
        for (const SceneCommand *at = scene_next(&app->scene, NULL); at; at = scene_next(&app->scene, at))
            if (at->kind == SCENE_TEXT && at->x >= view.x && at->fill == app->theme->error)
                last = fmax(last, at->y);
        assert_true(last > row.y);
        assert_true(last <= view.y + view.h);
        key(app, KEY_ESCAPE);
    }
}

static void wheel_scrolls_the_panel_and_not_the_sliders_under_it(void **state) {
    App *app = *state;
    app_resize(app, 960, 600);
    choose_decay(app, DECAY_COSINE_RESTARTS);
    Schedule before = app->scenario.schedule;
    Box panel = app->panel.view;
    app->panel.offset = 0; /* the title is under the pointer, and no slider */
    show(app);
    move(app, panel.x + 31, panel.y + 8);
    for (int i = 0; i < 40; i++) wheel(app, panel.x + 31, panel.y + 8, -0.5);
    assert_true(app->panel.offset > 0);
    assert_true(parameters_same(&before, &app->scenario.schedule));
}

static void help_lists_every_action(void **state) {
    App *app = *state;
    key(app, '?');
    assert_int_equal(app->dialog.kind, DIALOG_HELP);
    for (int i = 0; i < action_count; i++) {
        assert_non_null(find_text(app, actions[i].keys));
        assert_non_null(find_text(app, actions[i].help));
    }
    key(app, KEY_TAB);
    key(app, KEY_RIGHT);
    key(app, KEY_ESCAPE);
    assert_int_equal(app->ui.focus, control(PARAMETER_WARMUP_FACTOR));
    assert_float_equal(app->scenario.schedule.warmup_factor, 0.001, 0);
    assert_int_equal(app->dialog.kind, DIALOG_NONE);
    key(app, '?');
    press(app, 200, 300, 1);
    assert_int_equal(app->dialog.kind, DIALOG_NONE);
}

static void actions_do_what_they_say(void **state) {
    App *app = *state;
    key(app, 't');
    assert_ptr_equal(app->theme, &theme_light);
    key(app, KEY_F1 + 10);
    assert_true(app->requests.fullscreen);
    key(app, KEY_ESCAPE);
    assert_false(app->requests.fullscreen);
    key(app, KEY_ESCAPE);
    assert_false(app->requests.quit);
    ctrl(app, '+', false);
    assert_true(app->requests.zoom > 1);
    ctrl(app, '0', false);
    assert_float_equal(app->requests.zoom, 1, 0);
    enter(app, PARAMETER_WARMUP_FACTOR, "1.5");
    assert_non_null(find_text(app, "custom schedule"));
    key(app, 'r');
    assert_float_equal(app->scenario.schedule.warmup_factor, 0.001, 0);
    assert_non_null(find_text(app, "default: torchvision's warm-up"));
    ctrl(app, 'z', false);
    assert_float_equal(app->scenario.schedule.warmup_factor, 1.5, 0);
    ctrl(app, 'q', false);
    assert_true(app->requests.quit);
}

static void letters_go_to_the_field_while_it_is_typed_in(void **state) {
    App *app = *state;
    Point at = field(app, PARAMETER_TOTAL_STEPS);
    click(app, at.x, at.y);
    key(app, 't');
    key(app, '?');
    assert_ptr_equal(app->theme, &theme_dark);
    assert_int_equal(app->dialog.kind, DIALOG_NONE);
}

/* After a knob was dragged the plot's keys are the plot's; where Tab shows its ring a digit begins a value.
 */
static void digits_are_typed_only_where_the_ring_is(void **state) {
    App *app = *state;
    key(app, '+');
    key(app, '0');
    assert_false(app->scenario.view_fixed);
    Point at = track_at(app, PARAMETER_WARMUP_FACTOR, 0.5);
    click(app, at.x, at.y);
    key(app, '+');
    assert_true(app->scenario.view_fixed);
    key(app, '0');
    assert_false(app->scenario.view_fixed);
    assert_int_equal(app->ui.edit.id, 0);
    while (app->ui.focus != control(PARAMETER_WARMUP_ITERS)) key(app, KEY_TAB);
    key(app, '0');
    assert_int_equal(app->ui.edit.id, control(PARAMETER_WARMUP_ITERS));
}

static void help_scrolls_by_key_and_cuts_no_row(void **state) {
    App *app = *state;
    app_resize(app, 960, 600);
    key(app, '?');
    Box view = app->dialog.scroll.view;
    double top = find_text(app, actions[0].help)->y;
    key(app, KEY_DOWN);
    assert_true(find_text(app, actions[1].help)->y == top);
    key(app, KEY_END);
    const SceneCommand *last = find_text(app, actions[action_count - 1].help);
    assert_true(last->y > view.y && last->y < view.y + view.h);
    wheel(app, view.x + 50, view.y + 50, 0.1);
    bool whole = false;
    for (int i = 0; i < action_count; i++) whole |= find_text(app, actions[i].help)->y == top;
    assert_true(whole);
    key(app, KEY_HOME);
    assert_true(find_text(app, actions[0].help)->y == top);
    assert_non_null(find_text(app, "Esc or a click closes"));
}

static void undo_says_what_it_undid(void **state) {
    App *app = *state;
    enter(app, PARAMETER_WARMUP_FACTOR, "0.5");
    ctrl(app, 'z', false);
    assert_non_null(find_text(app, "Undone: warmup_factor 0.5 \u2192 0.001"));
    ctrl(app, 'z', false);
    assert_non_null(find_text(app, "Nothing to undo"));
    ctrl(app, 'z', true);
    assert_non_null(find_text(app, "Redone: warmup_factor 0.001 \u2192 0.5"));
    key(app, 'p');
    ctrl(app, 'z', false);
    assert_non_null(find_text(app, "Undone: the pinned curves"));
}

static void undo_says_what_was_not_known(void **state) {
    App *app = *state;
    static const ParameterId ids[] = {PARAMETER_STEPS_PER_EPOCH, PARAMETER_DATASET_SIZE};
    static const char *const said[] = {"Undone: steps_per_epoch 500 \u2192 not known",
                                       "Undone: dataset_size 500 \u2192 not known"};
    for (int i = 0; i < 2; i++) {
        assert_true(parameter_put(&app->scenario.schedule, ids[i], 500, &app->words));
        move(app, 1, 1);
        ctrl(app, 'z', false);
        assert_string_equal(text_string(&app->notice.words), said[i]);
    }
}

static int notice_ticks(const App *app) {
    bool inside = false;
    int ticks = 0;
    for (const SceneCommand *c = NULL; (c = scene_next(&app->scene, c));) {
        if (c->kind == SCENE_GROUP) inside = !strcmp(scene_string(c), "notice");
        ticks += inside && c->kind == SCENE_LINE;
    }
    return ticks;
}

static void a_tick_says_that_something_was_done(void **state) {
    App *app = *state;
    key(app, 'p');
    assert_true(find_text(app, "Pinned as") && notice_ticks(app) == 1);
    key(app, 'p');
    assert_true(find_text(app, "Already pinned") && notice_ticks(app) == 0);
    ctrl(app, 'z', false);
    assert_true(find_text(app, "Undone") && notice_ticks(app) == 1);
    ctrl(app, 'z', false);
    assert_true(find_text(app, "Nothing to undo") && notice_ticks(app) == 0);
}

static void buttons_in_the_header_act(void **state) {
    App *app = *state;
    for (int i = 0; i < action_count; i++) {
        if (strcmp(actions[i].name, "Theme") != 0) continue;
        Box box = stop_box(app, ID_ACTIONS + (UiId)i);
        click(app, box.x + 5, box.y + 5);
    }
    assert_ptr_equal(app->theme, &theme_light);
}

static void cursor_tells_what_a_hand_can_do(void **state) {
    App *app = *state;
    Point at = knob(app, PARAMETER_WARMUP_FACTOR);
    move(app, at.x, at.y);
    assert_int_equal(app->requests.cursor, CURSOR_ACROSS);
    at = field(app, PARAMETER_WARMUP_FACTOR);
    move(app, at.x, at.y);
    assert_int_equal(app->requests.cursor, CURSOR_TEXT);
    move(app, app->layout.handles[1].x, app->layout.handles[1].y);
    assert_int_equal(app->requests.cursor, CURSOR_GRAB);
    move(app, 5, 5);
    assert_int_equal(app->requests.cursor, CURSOR_ARROW);
}

static Box text_box(const SceneCommand *text) {
    TextStyle style = {(Font)text->font, text->size, 0};
    double width = measure_text(&measure, style, scene_string(text));
    double left = text->align == ALIGN_LEFT    ? text->x
                  : text->align == ALIGN_RIGHT ? text->x - width
                                               : text->x - width / 2;
    return (Box){left, text->y - 0.75 * text->size, width, text->size};
}

static bool overlap(Box a, Box b) {
    const double touching = 1e-9; /* pieces of one line */
    return a.x < b.x + b.w - touching && b.x < a.x + a.w - touching && a.y < b.y + b.h && b.y < a.y + a.h;
}

static bool within(Box inner, Box outer) {
    return inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.w <= outer.x + outer.w &&
           inner.y + inner.h <= outer.y + outer.h;
}

/* No two texts of the named part overlap, and all that is in sight lies within the window. */
static void check_part(const App *app, const char *part) {
    Box window = {0, 0, app->width, app->height}, boxes[256];
    Box help = app->dialog.scroll.view;
    const char *strings[256];
    int count = 0;
    bool inside = false;
    for (const SceneCommand *at = scene_next(&app->scene, NULL); at; at = scene_next(&app->scene, at)) {
        if (at->kind == SCENE_GROUP) inside = !strcmp(scene_string(at), part);
        if (!inside || at->kind != SCENE_TEXT) continue;
        Box box = text_box(at);
        if (!strcmp(part, "panel") && !overlap(box, app->panel.view)) continue;
        if (!strcmp(part, "help") && box.y > help.y + help.h) continue; /* one scrolls to it */
        if (box.x < window.x || box.x + box.w > window.w || !overlap(box, window))
            fail_msg("outside: %s", scene_string(at));
        for (int i = 0; i < count; i++)
            if (overlap(box, boxes[i]))
                fail_msg("%s: '%s' overlaps '%s'", part, scene_string(at), strings[i]);
        assert_true(count < 256);
        strings[count] = scene_string(at);
        boxes[count++] = box;
    }
    assert_true(count > 0);
}

static void nothing_overlaps_from_the_smallest_window_to_4k(void **state) {
    App *app = *state;
    const Box sizes[] = {{0, 0, 640, 480}, {0, 0, 800, 600}, {0, 0, 960, 600}, {0, 0, 1280, 800}, {0, 0, 3840, 2160}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        app_resize(app, sizes[i].w, sizes[i].h);
        for (int decay = 0; decay < DECAY_COUNT; decay++) {
            choose_decay(app, (Decay)decay);
            check_part(app, "header");
            check_part(app, "panel");
            key(app, 'i');
            check_part(app, "panel");
            key(app, 'n');
            check_part(app, "panel");
            key(app, 'i');
        }
        key(app, KEY_HOME);
        key(app, '?');
        check_part(app, "help");
        key(app, '?');
        choose_decay(app, DECAY_NONE);
        app->panel.offset = 0;
        show(app);
        enter(app, PARAMETER_WARMUP_ITERS, "not a number");
        check_part(app, "panel");
        key(app, KEY_ESCAPE);
        assert_true(within(app->layout.plot, (Box){0, 0, app->width, app->height}));
        bool small = app->width < 960;
        assert_true(app->layout.plot.w > (small ? 180 : 300) && app->layout.plot.h > (small ? 80 : 150));
    }
}

static void pins_and_families_fit_too(void **state) {
    App *app = *state;
    const Box sizes[] = {{0, 0, 640, 480}, {0, 0, 960, 600}, {0, 0, 1280, 800}};
    for (int i = 0; i < 20; i++) {
        app->scenario.schedule.warmup_factor = 0.08 * i;
        key(app, 'p');
    }
    scenario_pin(&app->scenario, "a name that is far too long for any row of the side panel",
                 &app->scenario.schedule);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        app_resize(app, sizes[i].w, sizes[i].h);
        key(app, 'f');
        for (int notches = 0; notches < 12; notches++) {
            wheel(app, app->panel.view.x + 10, app->panel.view.y + 10, -1);
            check_part(app, "panel");
        }
        check_part(app, "crosshair");
        wheel(app, app->panel.view.x + 10, app->panel.view.y + 10, 100);
    }
}

static void long_numbers_fit_into_their_fields(void **state) {
    App *app = *state;
    enter(app, PARAMETER_WARMUP_ITERS, "1e15");
    enter(app, PARAMETER_WARMUP_FACTOR, "-0.12345678901234567e-9");
    check_part(app, "panel");
    enter(app, PARAMETER_WARMUP_FACTOR, "1e6");
    check_part(app, "panel");
}

static void an_idle_frame_is_the_same_picture(void **state) {
    App *app = *state;
    const Point places[] = {{1100, 142}, {1200, 114}, {400, 300}, {86, 560}, {1240, 30}, {1100, 445}};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        click(app, places[i].x, places[i].y);
        uint64_t hash = picture(app);
        size_t capacity = app->scene.capacity;
        show(app);
        assert_true(picture(app) == hash);
        assert_int_equal(app->scene.capacity, capacity);
        key(app, KEY_ESCAPE);
    }
}

static uint32_t next_random(uint32_t *seed) {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    return *seed ^= *seed << 5;
}

static Input random_input(const App *app, uint32_t *seed) {
    static const int keys[] = {
        KEY_TAB,  KEY_ENTER,   KEY_ESCAPE,    KEY_BACKSPACE, KEY_DELETE, KEY_LEFT,  KEY_RIGHT,  KEY_UP,
        KEY_DOWN, KEY_PAGE_UP, KEY_PAGE_DOWN, KEY_HOME,      KEY_END,    KEY_SPACE, KEY_TAB,    KEY_TAB,
        'z',      't',         'r',           '?',           '5',        '-',       '.',        'k',
        '+',      '=',         'a',           KEY_F1,        'p',        'f',       KEY_F1 + 1, '1'};
    static const char *const typed[] = {
        "1", "0", "e", "-", "/", "k", ".", ",", "9999999999", "\xE2\x88\x92", "\xFF"};
    Input input = {.kind = (InputKind)(next_random(seed) % (INPUT_TIME + 1))};
    input.x = next_random(seed) % (unsigned)(app->width + 20) - 10.0;
    input.y = next_random(seed) % (unsigned)(app->height + 20) - 10.0;
    input.button = next_random(seed) % 8 ? BUTTON_LEFT : BUTTON_RIGHT;
    input.clicks = next_random(seed) % 4 ? 1 : 2;
    input.wheel_y = next_random(seed) % 9 / 2.0 - 2;
    input.key = keys[next_random(seed) % (sizeof keys / sizeof *keys)];
    input.shift = next_random(seed) % 4 == 0;
    input.alt = next_random(seed) % 16 == 0;
    input.ctrl = next_random(seed) % 8 == 0;
    if (input.kind == INPUT_PASTE)
        input.words = next_random(seed) % 2 ? "LinearLR(o, start_factor=0.1, total_iters=9)" : NULL;
    snprintf(input.text, sizeof input.text, "%s", typed[next_random(seed) % (sizeof typed / sizeof *typed)]);
    return input;
}

/* Every parameter can be put back as it is: so it is a value that is allowed. */
static void assert_valid(const App *app) {
    Text written = {0}, why = {0};
    for (int i = 0; i < PARAMETER_COUNT; i++) {
        Schedule copy = app->scenario.schedule;
        text_clear(&written);
        parameter_print(&copy, (ParameterId)i, &written);
        if (!parameter_read(&copy, (ParameterId)i, text_string(&written), &why))
            fail_msg("%s", text_string(&why));
        assert_true(parameters_same(&copy, &app->scenario.schedule));
    }
    text_free(&written);
    text_free(&why);
}

static void random_hands_never_break_it(void **state) {
    App *app = *state;
    uint32_t seed = 20240229;
    for (int i = 0; i < 4000; i++) {
        if (i % 500 == 0) app_resize(app, 700 + next_random(&seed) % 1500, 420 + next_random(&seed) % 900);
        give(app, random_input(app, &seed));
        assert_valid(app);
        assert_true(app->requests.zoom >= 0.5 && app->requests.zoom <= 4);
        assert_true(isfinite(app->view.y0) && isfinite(app->view.y1) && app->view.y0 < app->view.y1);
    }
}

/* As in other programs, beside Ctrl+Shift+Z. */
static void ctrl_y_redoes(void **state) {
    App *app = *state;
    enter(app, PARAMETER_WARMUP_FACTOR, "0.5");
    ctrl(app, 'z', false);
    assert_true(app->scenario.schedule.warmup_factor == 0.001);
    ctrl(app, 'y', false);
    assert_true(app->scenario.schedule.warmup_factor == 0.5);
}

/* However the field was opened: the next digit begins the next value, and hides no pin. */
static void a_digit_after_enter_is_typed(void **state) {
    App *app = *state;
    key(app, 'p');
    key(app, '1');
    assert_false(app->scenario.pins[0].shown);
    assert_non_null(find_text(app, "Hidden: "));
    key(app, '1');
    enter(app, PARAMETER_WARMUP_FACTOR, "0.5");
    key(app, '1');
    assert_true(app->scenario.pins[0].shown);
    assert_string_equal(app->ui.edit.text, "1");
}

static void the_warm_up_reaches_the_end_of_the_run(void **state) {
    App *app = *state;
    enter(app, PARAMETER_TOTAL_STEPS, "100k");
    show(app);
    assert_true(app->ranges[PARAMETER_WARMUP_ITERS].high == 100000);
    enter(app, PARAMETER_WARMUP_ITERS, "200k");
    show(app);
    assert_true(app->ranges[PARAMETER_WARMUP_ITERS].high == 200000);
    ctrl(app, 'z', false);
    show(app);
    assert_true(app->ranges[PARAMETER_WARMUP_ITERS].high == 100000);
}

static void a_label_says_what_it_means(void **state) {
    App *app = *state;
    Point at = knob(app, PARAMETER_WARMUP_FACTOR);
    Box row = stop_box(app, control(PARAMETER_WARMUP_FACTOR));
    assert_null(find_text(app, "factor at step 0"));
    move(app, row.x + 5, row.y + 12);
    assert_non_null(find_text(app, "factor at step 0"));
    move(app, at.x, at.y);
    assert_null(find_text(app, "factor at step 0"));
}

/* Half of a laptop's screen: the panel gives its place to the plot, by key and by the header's button. */
static void the_side_panel_makes_room(void **state) {
    App *app = *state;
    app_resize(app, APP_MIN_WIDTH, APP_MIN_HEIGHT);
    show(app);
    double narrow = app->layout.plot.w;
    key(app, 'b');
    assert_true(app->layout.plot.w > narrow + 150);
    assert_false(is_shown(app, PARAMETER_WARMUP_FACTOR));
    check_part(app, "header");
    check_part(app, "crosshair");
    const SceneCommand *button = find_text(app, "Panel");
    assert_non_null(button);
    click(app, button->x + 5, button->y - 3);
    assert_true(is_shown(app, PARAMETER_WARMUP_FACTOR));
    key(app, 'b');
    key(app, 'n'); /* what stands in the panel brings it back */
    assert_true(app->ui.focus == ID_NOTES_FOLD && !app->panel_hidden);
}

/* In a plot so small the whole readout would lie on the curve: it says less. */
static void the_readout_never_lies_on_the_curve(void **state) {
    App *app = *state;
    const Box sizes[] = {{0, 0, 640, 480}, {0, 0, 640, 800}, {0, 0, 960, 600}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        app_resize(app, sizes[i].w, sizes[i].h);
        show(app);
        Box card = {0};
        bool inside = false;
        for (const SceneCommand *at = scene_next(&app->scene, NULL); at; at = scene_next(&app->scene, at)) {
            if (at->kind == SCENE_GROUP) inside = !strcmp(scene_string(at), "crosshair");
            if (inside && at->kind == SCENE_BOX) card = at->box;
        }
        assert_true(card.w > 0);
        for (double x = card.x; x <= card.x + card.w; x++) {
            double y = chart_y(&app->layout, schedule_factor_at(&app->scenario.schedule, fmax(0, chart_step(&app->layout, x))));
            assert_false(y > card.y && y < card.y + card.h);
        }
    }
}

/* The strip and the pill say whole sentences, however small the window. */
static void no_sentence_is_cut(void **state) {
    App *app = *state;
    static const char *const factors[] = {"0.001", "1.5", "1", "0"};
    app_resize(app, APP_MIN_WIDTH, APP_MIN_HEIGHT);
    for (int decay = 0; decay < DECAY_COUNT; decay++)
        for (size_t i = 0; i < sizeof factors / sizeof *factors; i++) {
            assert_true(values_read(app, PARAMETER_WARMUP_FACTOR, factors[i]));
            app->scenario.schedule.decay = (Decay)decay;
            key(app, KEY_NONE);
            bool strip = false;
            for (const SceneCommand *at = scene_next(&app->scene, NULL); at; at = scene_next(&app->scene, at)) {
                if (at->kind == SCENE_GROUP) strip = !strcmp(scene_string(at), "formula");
                bool sentence = strip && at->kind == SCENE_TEXT && at->font == FONT_WORDS_BOLD;
                if (sentence && strstr(scene_string(at), "\u2026")) fail_msg("%s", scene_string(at));
            }
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_decay_shows_exactly_its_parameters),
        TEST(milestones_are_typed_as_a_list),
        TEST(focus_scrolls_into_sight),
        TEST(keys_bring_the_focused_control_back_into_sight),
        TEST(a_panel_that_got_shorter_is_shown_right_at_once),
        TEST(a_card_that_closes_leaves_the_panel_where_it_was),
        TEST(a_reason_scrolls_into_sight_with_its_row),
        TEST(wheel_scrolls_the_panel_and_not_the_sliders_under_it),
        TEST(help_lists_every_action),
        TEST(ctrl_y_redoes),
        TEST(a_digit_after_enter_is_typed),
        TEST(the_warm_up_reaches_the_end_of_the_run),
        TEST(a_label_says_what_it_means),
        TEST(actions_do_what_they_say),
        TEST(letters_go_to_the_field_while_it_is_typed_in),
        TEST(digits_are_typed_only_where_the_ring_is),
        TEST(help_scrolls_by_key_and_cuts_no_row),
        TEST(undo_says_what_it_undid),
        TEST(undo_says_what_was_not_known),
        TEST(a_tick_says_that_something_was_done),
        TEST(buttons_in_the_header_act),
        TEST(cursor_tells_what_a_hand_can_do),
        TEST(nothing_overlaps_from_the_smallest_window_to_4k),
        TEST(pins_and_families_fit_too),
        TEST(the_side_panel_makes_room),
        TEST(the_readout_never_lies_on_the_curve),
        TEST(no_sentence_is_cut),
        TEST(long_numbers_fit_into_their_fields),
        TEST(an_idle_frame_is_the_same_picture),
        TEST(random_hands_never_break_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
