/* Widgets, driven by inputs as the window would send them: no SDL, no clock, a measure without fonts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "ui/choice.h"
#include "ui/field.h"
#include "ui/scroll.h"
#include "ui/slider.h"
#include "ui/widgets.h"

enum { BUTTON = 1, SLIDER, FIELD, CHOICE, HANDLE };

/* A little window: each frame is first given the input, then shown. */
typedef struct Desk {
    Ui ui;
    Scene scene;
    Measure measure;
    bool clicked;
    UiMove move, handle;
    UiTyped typed;
    double position;
    int chosen;
    UiScroll scroll;
    double content; /* height of what scrolls; 0: nothing does */
} Desk;

static const char *const labels[] = {"none", "linear", "cosine", "step", NULL};
static const Box slider_box = {100, 100, 200, 24}, field_box = {100, 150, 100, 24},
                 choice_box = {100, 200, 150, 30};
static const Box button_box = {10, 10, 80, 28}, scroll_box = {400, 0, 100, 200};
static const Point handle_at = {300, 300};

static void build(Desk *desk, const Input *input) {
    Ui *ui = &desk->ui;
    scene_begin(&desk->scene, 600, 400, 0);
    ui_begin(ui, input, &desk->scene, &desk->measure, &theme_dark);
    desk->clicked = ui_button(ui, BUTTON, button_box, "Press", "P");
    ui_stop(ui, SLIDER, slider_box);
    desk->move = ui_slider(ui, SLIDER, slider_box, (UiSlider){.position = desk->position, .mark = 0.5});
    ui_stop(ui, FIELD, field_box);
    desk->typed = ui_field(ui, FIELD, field_box, (UiField){.shown = "0.001"});
    desk->chosen = ui_choice(ui, CHOICE, choice_box, labels, desk->chosen);
    desk->handle = ui_handle(ui, HANDLE, handle_at, true);
    if (desk->content > 0) {
        double offset = ui_scroll_begin(ui, &desk->scroll, scroll_box);
        ui_scroll_end(ui, scroll_box.y - offset + desk->content);
    }
    ui_end(ui);
}

/* What the input did stays in *desk; the scene shows what is true after it. */
static void give(Desk *desk, Input input) {
    Desk done;
    build(desk, &input);
    done = *desk;
    build(desk, &(Input){0});
    desk->clicked = done.clicked;
    desk->move = done.move;
    desk->handle = done.handle;
    desk->typed = done.typed;
}

static void move(Desk *desk, double x, double y) {
    give(desk, (Input){.kind = INPUT_MOVE, .x = x, .y = y});
}

static void press(Desk *desk, double x, double y, int clicks) {
    give(desk, (Input){.kind = INPUT_PRESS, .x = x, .y = y, .button = BUTTON_LEFT, .clicks = clicks});
}

static void release(Desk *desk, double x, double y) {
    give(desk, (Input){.kind = INPUT_RELEASE, .x = x, .y = y, .button = BUTTON_LEFT});
}

static void click(Desk *desk, double x, double y) {
    press(desk, x, y, 1);
    release(desk, x, y);
}

static void key(Desk *desk, int code) {
    give(desk, (Input){.kind = INPUT_KEY, .key = code});
}

static void shift_key(Desk *desk, int code) {
    give(desk, (Input){.kind = INPUT_KEY, .key = code, .shift = true});
}

static void text(Desk *desk, const char *typed) {
    Input input = {.kind = INPUT_TEXT};
    strncpy(input.text, typed, sizeof input.text - 1);
    give(desk, input);
}

static void wheel(Desk *desk, double x, double y, double notches) {
    give(desk, (Input){.kind = INPUT_WHEEL, .x = x, .y = y, .wheel_y = notches});
}

static bool shows(const Desk *desk, const char *words) {
    for (const SceneCommand *at = scene_next(&desk->scene, NULL); at; at = scene_next(&desk->scene, at))
        if (at->kind == SCENE_TEXT && !strcmp(scene_string(at), words)) return true;
    return false;
}

static int begin(void **state) {
    Desk *desk = calloc(1, sizeof *desk);
    if (!desk) return -1;
    desk->position = 0.25;
    desk->measure = measure_fixed();
    build(desk, &(Input){0});
    *state = desk;
    return 0;
}

static int end(void **state) {
    Desk *desk = *state;
    scene_free(&desk->scene);
    free(desk);
    return 0;
}

static void button_needs_press_and_release_on_it(void **state) {
    Desk *desk = *state;
    press(desk, 20, 20, 1);
    assert_false(desk->clicked);
    release(desk, 20, 20);
    assert_true(desk->clicked);
    press(desk, 20, 20, 1);
    release(desk, 300, 20);
    assert_false(desk->clicked);
    press(desk, 300, 20, 1);
    release(desk, 20, 20);
    assert_false(desk->clicked);
}

static void button_answers_to_keys_when_focused(void **state) {
    Desk *desk = *state;
    key(desk, KEY_ENTER);
    assert_false(desk->clicked);
    key(desk, KEY_TAB);
    assert_int_equal(desk->ui.focus, BUTTON);
    key(desk, KEY_ENTER);
    assert_true(desk->clicked);
    key(desk, KEY_SPACE);
    assert_true(desk->clicked);
}

static void tab_walks_in_the_order_of_calls_and_around(void **state) {
    Desk *desk = *state;
    for (UiId id = BUTTON; id <= HANDLE; id++) {
        key(desk, KEY_TAB);
        assert_int_equal(desk->ui.focus, id);
    }
    key(desk, KEY_TAB);
    assert_int_equal(desk->ui.focus, BUTTON);
    shift_key(desk, KEY_TAB);
    assert_int_equal(desk->ui.focus, HANDLE);
}

static void knob_is_dragged_from_where_it_was_seized(void **state) {
    Desk *desk = *state;
    press(desk, 155, 112, 1); /* the knob is at 150 */
    assert_int_equal(desk->move.event, UI_NOTHING);
    move(desk, 205, 130);
    assert_int_equal(desk->move.event, UI_DRAGGED);
    assert_float_equal(desk->move.to, 0.5, 1e-9);
    move(desk, 900, 112);
    assert_float_equal(desk->move.to, 1, 1e-9);
    move(desk, 165, 112);
    assert_float_equal(desk->move.to, 0.3, 1e-9);
    release(desk, 165, 112);
    move(desk, 205, 112);
    assert_int_equal(desk->move.event, UI_NOTHING);
}

static void shift_drags_ten_times_finer(void **state) {
    Desk *desk = *state;
    press(desk, 150, 112, 1);
    give(desk, (Input){.kind = INPUT_MOVE, .x = 250, .y = 112, .shift = true});
    assert_float_equal(desk->move.to, 0.3, 1e-9);
    assert_true(desk->move.fine);
}

static void press_on_the_track_moves_there(void **state) {
    Desk *desk = *state;
    press(desk, 250, 112, 1);
    assert_int_equal(desk->move.event, UI_DRAGGED);
    assert_float_equal(desk->move.to, 0.75, 1e-9);
}

static void double_click_resets_on_the_knob_only(void **state) {
    Desk *desk = *state;
    click(desk, 150, 112);
    press(desk, 150, 112, 2);
    assert_int_equal(desk->move.event, UI_RESET);
    release(desk, 150, 112);
    click(desk, 250, 112);
    desk->position = 0.75;
    press(desk, 250, 112, 2);
    assert_int_not_equal(desk->move.event, UI_RESET);
}

static void escape_takes_back_the_drag_only(void **state) {
    Desk *desk = *state;
    press(desk, 150, 112, 1);
    move(desk, 200, 112);
    key(desk, KEY_ESCAPE);
    assert_int_equal(desk->move.event, UI_TAKEN_BACK);
    assert_int_equal(desk->ui.active, 0);
    key(desk, KEY_ESCAPE);
    assert_int_equal(desk->move.event, UI_NOTHING);
}

static void keys_step_the_focused_slider(void **state) {
    Desk *desk = *state;
    const struct {
        int key;
        UiEvent event;
        double steps;
    } cases[] = {
        {KEY_LEFT, UI_STEPPED, -1}, {KEY_RIGHT, UI_STEPPED, 1},    {KEY_UP, UI_STEPPED, 1},
        {KEY_DOWN, UI_STEPPED, -1}, {KEY_PAGE_UP, UI_STEPPED, 10}, {KEY_PAGE_DOWN, UI_STEPPED, -10},
        {KEY_HOME, UI_TO_LOW, 0},   {KEY_END, UI_TO_HIGH, 0},      {KEY_BACKSPACE, UI_RESET, 0},
    };
    key(desk, KEY_RIGHT);
    assert_int_equal(desk->move.event, UI_NOTHING);
    click(desk, 150, 112);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        key(desk, cases[i].key);
        assert_int_equal(desk->move.event, cases[i].event);
        assert_float_equal(desk->move.steps, cases[i].steps, 0);
    }
}

static void wheel_steps_and_adds_up_fractions(void **state) {
    Desk *desk = *state;
    wheel(desk, 150, 112, -2);
    assert_int_equal(desk->move.event, UI_STEPPED);
    assert_float_equal(desk->move.steps, -2, 0);
    move(desk, 151, 112);
    wheel(desk, 150, 112, 0.4);
    wheel(desk, 150, 112, 0.4);
    assert_int_equal(desk->move.event, UI_NOTHING);
    wheel(desk, 150, 112, 0.4);
    assert_float_equal(desk->move.steps, 1, 0);
    wheel(desk, 150, 160, 1);
    assert_int_equal(desk->move.event, UI_NOTHING);
}

static void handle_moves_along_its_axis(void **state) {
    Desk *desk = *state;
    press(desk, 303, 296, 1);
    move(desk, 500, 246);
    assert_int_equal(desk->handle.event, UI_DRAGGED);
    assert_float_equal(desk->handle.to, 250, 1e-9);
    key(desk, KEY_ESCAPE);
    assert_int_equal(desk->handle.event, UI_TAKEN_BACK);
}

static void field_is_typed_in(void **state) {
    Desk *desk = *state;
    const char *typed = desk->ui.edit.text;
    click(desk, 150, 160);
    assert_int_equal(desk->ui.edit.id, FIELD);
    assert_string_equal(typed, "0.001");
    text(desk, "1/1000"); /* all of it was selected */
    assert_int_equal(desk->typed, UI_TYPED_TEXT);
    assert_string_equal(typed, "1/1000");
    key(desk, KEY_BACKSPACE);
    key(desk, KEY_HOME);
    key(desk, KEY_DELETE);
    text(desk, "2");
    assert_string_equal(typed, "2/100");
    key(desk, KEY_END);
    key(desk, KEY_LEFT);
    text(desk, "\xE2\x88\x92");
    assert_string_equal(typed, "2/10\xE2\x88\x92"
                               "0");
    key(desk, KEY_BACKSPACE); /* a character, not a byte */
    assert_string_equal(typed, "2/100");
    shift_key(desk, KEY_HOME);
    text(desk, "5");
    assert_string_equal(typed, "50");
    key(desk, KEY_ENTER);
    assert_int_equal(desk->typed, UI_TYPED_ENTER);
}

static void field_opens_by_key_and_closes_by_escape(void **state) {
    Desk *desk = *state;
    key(desk, KEY_TAB);
    key(desk, KEY_TAB);
    key(desk, KEY_TAB);
    key(desk, '7');
    assert_int_equal(desk->ui.edit.id, FIELD);
    assert_string_equal(desk->ui.edit.text, "7");
    text(desk, "5");
    assert_string_equal(desk->ui.edit.text, "75");
    key(desk, KEY_ESCAPE);
    assert_int_equal(desk->typed, UI_TYPED_ESCAPE);
    assert_int_equal(desk->ui.edit.id, 0);
    key(desk, KEY_ENTER);
    assert_string_equal(desk->ui.edit.text, "0.001");
}

static void field_takes_no_more_than_it_holds(void **state) {
    Desk *desk = *state;
    click(desk, 150, 160);
    for (int i = 0; i < 400; i++)
        text(desk, "\xE2\x88\x92"
                   "12");
    assert_true(desk->ui.edit.length < UI_EDIT_MAX);
    assert_int_equal(strlen(desk->ui.edit.text), desk->ui.edit.length);
}

static void field_caret_follows_the_pointer(void **state) {
    Desk *desk = *state;
    click(desk, 150, 160);
    press(desk, 191, 160, 1); /* at the right end of a right-aligned text */
    assert_int_equal(desk->ui.edit.caret, 5);
    assert_int_equal(desk->ui.edit.anchor, 5);
    move(desk, 101, 160);
    assert_int_equal(desk->ui.edit.caret, 0);
    assert_int_equal(desk->ui.edit.anchor, 5);
    release(desk, 101, 160);
    press(desk, 191, 160, 2);
    assert_int_equal(desk->ui.edit.anchor, 0);
    assert_int_equal(desk->ui.edit.caret, 5);
}

/* Of a long text that is selected as a whole the beginning is seen, and nothing of it outside the frame. */
static void field_draws_no_caret_outside(void **state) {
    Desk *desk = *state;
    click(desk, 150, 160);
    text(desk, "a name longer than its field");
    for (int all = 0; all < 2; all++) {
        int carets = 0;
        if (all) ui_edit_all(&desk->ui);
        build(desk, &(Input){0});
        for (const SceneCommand *at = NULL; (at = scene_next(&desk->scene, at));) {
            if (at->kind != SCENE_LINE || at->tail[0].y < field_box.y || at->tail[1].y > field_box.y + 24)
                continue;
            assert_true(box_contains(field_box, at->tail[0].x, at->tail[0].y));
            carets++;
        }
        assert_int_equal(carets, !all);
    }
}

static void choice_opens_and_takes_a_row(void **state) {
    Desk *desk = *state;
    click(desk, 120, 215);
    assert_int_equal(desk->ui.popup.id, CHOICE);
    assert_true(shows(desk, "cosine"));
    Box list = desk->ui.popup.box;
    press(desk, list.x + 20, list.y + 6 + 2 * 28 + 10, 1);
    assert_int_equal(desk->chosen, 2);
    assert_int_equal(desk->ui.popup.id, 0);
    assert_false(shows(desk, "step"));
}

static void choice_answers_to_keys(void **state) {
    Desk *desk = *state;
    desk->ui.focus = CHOICE;
    key(desk, KEY_DOWN);
    assert_int_equal(desk->chosen, 1);
    key(desk, KEY_ENTER);
    key(desk, KEY_END);
    key(desk, KEY_ESCAPE);
    assert_int_equal(desk->chosen, 1);
    key(desk, KEY_ENTER);
    key(desk, 's');
    key(desk, KEY_ENTER);
    assert_int_equal(desk->chosen, 3);
}

/* Typed in one go letters are the beginning of a label; after a while they begin another one. */
static void a_list_is_typed_in(void **state) {
    Desk *desk = *state;
    static const char *const names[] = {"constant", "step", "cosine", "cosine with restarts", "stable", NULL};
    static const struct {
        const char *typed;
        double pace;
        int marked;
    } cases[] = {{"cos", 0.1, 2}, {"sta", 0.1, 4}, {"ss", 0.1, 4}, {"cos", 2, 4}, {"cox", 0.1, 2}, {"c", 0, 2}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        UiPopup *popup = &desk->ui.popup;
        *popup = (UiPopup){.id = 77, .marked = 0};
        for (size_t k = 0; cases[i].typed[k]; k++) {
            Input input = {.kind = INPUT_KEY, .key = cases[i].typed[k], .time = 10 + cases[i].pace * (double)k};
            ui_begin(&desk->ui, &input, &desk->scene, &(Measure){.width = measure_fixed().width}, &theme_dark);
            ui_choice(&desk->ui, 77, (Box){10, 10, 100, 30}, names, 0);
        }
        if (popup->marked != cases[i].marked) fail_msg("%s: %s", cases[i].typed, names[popup->marked]);
    }
    desk->ui.popup.id = 0;
}

static void open_list_covers_what_is_below(void **state) {
    Desk *desk = *state;
    click(desk, 120, 215);
    press(desk, 20, 20, 1);
    assert_int_equal(desk->ui.active, 0);
    assert_int_equal(desk->ui.popup.id, 0);
    release(desk, 20, 20);
    assert_false(desk->clicked);
    assert_int_equal(desk->chosen, 0);
}

static void view_scrolls_within_its_content(void **state) {
    Desk *desk = *state;
    desk->content = 300;
    build(desk, &(Input){0});
    wheel(desk, 450, 100, -1);
    assert_true(desk->scroll.offset > 0);
    wheel(desk, 450, 100, -100);
    assert_float_equal(desk->scroll.offset, 100, 1e-9);
    desk->content = 220;
    build(desk, &(Input){0});
    assert_float_equal(desk->scroll.offset, 20, 1e-9);
    wheel(desk, 450, 100, 100);
    assert_float_equal(desk->scroll.offset, 0, 1e-9);
}

static void words_wrap_within_the_width(void **state) {
    Desk *desk = *state;
    scene_begin(&desk->scene, 600, 400, 0);
    TextStyle style = {FONT_WORDS, 10, 0xFFFFFFFF};
    double after = ui_words(&desk->ui, 0, 10, 60, style, "one two three averyveryverylongword four");
    assert_true(shows(desk, "one two"));
    assert_true(shows(desk, "three"));
    assert_true(shows(desk, "averyveryv")); /* a word without room is broken */
    assert_true(shows(desk, "erylongwor"));
    assert_true(shows(desk, "d four"));
    assert_float_equal(after, 10 + 5 * 14, 1e-9);
    after = ui_words(&desk->ui, 0, 10, 60, style, "\u5b66\u7fd2\u7387\u306f\u4e0b\u304c\u308b\u5b66\u7fd2\u7387\u306f"); /* without spaces */
    assert_float_equal(after, 10 + 2 * 14, 1e-9);
}

/* A word that is cut keeps three letters or is left out. */
static void a_cut_word_says_something(void **state) {
    (void)state;
    const struct {
        const char *words;
        double width;
        const char *shown;
    } cases[] = {
        {"warm-up ends", 30, "warm\u2026"}, {"present - it goes", 78, "present - it\u2026"},
        {"one another", 42, "one\u2026"},         {"one another", 48, "one ano\u2026"},
        {"cosine \u00b7 1k", 54, "cosine\u2026"}, {"runs 12345 steps", 54, "runs\u2026"}, {"12345678", 36, "12345\u2026"}, {"word", 18, ""},
        {"word", 24, "word"},                      {"\u5b66\u7fd2\u7387\u306f", 18, "\u5b66\u7fd2\u2026"},
    };
    Measure measure = measure_fixed();
    TextStyle style = {FONT_WORDS, 10, 0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char shown[64];
        measure_shorten(&measure, style, cases[i].words, cases[i].width, shown, sizeof shown);
        assert_string_equal(shown, cases[i].shown);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

/* Its rows are the choice's own, in every frame. */
static void an_open_list_survives_what_becomes_of_its_choice(void **state) {
    Desk *desk = *state;
    Ui *ui = &desk->ui;
    click(desk, 150, 210);
    key(desk, KEY_END);
    assert_int_equal(ui->popup.marked, 3);
    const char *fewer[] = {"one", "two", NULL};
    Input none = {.kind = INPUT_NONE};
    scene_begin(&desk->scene, 600, 400, 0);
    ui_begin(ui, &none, &desk->scene, &desk->measure, &theme_dark);
    assert_int_equal(ui_choice(ui, CHOICE, choice_box, fewer, 1), 1);
    ui_end(ui);
    assert_int_equal(ui->popup.id, CHOICE);
    assert_int_equal(ui->popup.count, 2);
    assert_int_equal(ui->popup.marked, 1);
    scene_begin(&desk->scene, 600, 400, 0);
    ui_begin(ui, &none, &desk->scene, &desk->measure, &theme_dark);
    ui_end(ui);
    assert_int_equal(ui->popup.id, 0);
}

static void turn(Desk *desk, double x, double y) {
    give(desk, (Input){.kind = INPUT_WHEEL, .x = x, .y = y, .wheel_y = -1});
}

/* Turns of the wheel stay with whom they began, also where something else comes under the pointer, until the pointer
   moves: then they are for what lies there. */
static void a_pointer_that_moves_lets_the_wheel_go(void **state) {
    Desk *desk = *state;
    desk->content = 1000;
    move(desk, 450, 100);
    turn(desk, 450, 100);
    double scrolled = desk->scroll.offset;
    assert_true(scrolled > 0);
    turn(desk, slider_box.x + 50, slider_box.y + 10); /* it did not move there: the wheel is held */
    assert_int_equal(desk->move.event, UI_NOTHING);
    move(desk, slider_box.x + 50, slider_box.y + 10);
    turn(desk, slider_box.x + 50, slider_box.y + 10);
    assert_int_equal(desk->move.event, UI_STEPPED);
    assert_true(desk->scroll.offset == scrolled);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(button_needs_press_and_release_on_it),
        TEST(button_answers_to_keys_when_focused),
        TEST(tab_walks_in_the_order_of_calls_and_around),
        TEST(knob_is_dragged_from_where_it_was_seized),
        TEST(shift_drags_ten_times_finer),
        TEST(press_on_the_track_moves_there),
        TEST(double_click_resets_on_the_knob_only),
        TEST(escape_takes_back_the_drag_only),
        TEST(keys_step_the_focused_slider),
        TEST(wheel_steps_and_adds_up_fractions),
        TEST(handle_moves_along_its_axis),
        TEST(field_is_typed_in),
        TEST(field_opens_by_key_and_closes_by_escape),
        TEST(field_takes_no_more_than_it_holds),
        TEST(field_caret_follows_the_pointer),
        TEST(field_draws_no_caret_outside),
        TEST(choice_opens_and_takes_a_row),
        TEST(choice_answers_to_keys),
        TEST(a_list_is_typed_in),
        TEST(open_list_covers_what_is_below),
        TEST(view_scrolls_within_its_content),
        TEST(words_wrap_within_the_width),
        cmocka_unit_test(a_cut_word_says_something),
        TEST(an_open_list_survives_what_becomes_of_its_choice),
        TEST(a_pointer_that_moves_lets_the_wheel_go),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
