/* Notes of one's own, written in the plot. */
#include "gestures.h"

#include "app/annotating.h"
#include "chart/chart.h"

#include <math.h>

static const ScenarioAnnotation *note(const App *app, size_t index) {
    assert_true(index < app->scenario.annotation_count);
    return &app->scenario.annotations[index];
}

static const char *words(const App *app, size_t index) {
    return text_string(&note(app, index)->text);
}

static void type_all(App *app, const char *typed) {
    for (; *typed; typed++) type(app, (char[]){*typed, 0});
}

static void press_with_ctrl(App *app, Point at, int clicks) {
    move(app, at.x, at.y);
    give(app, (Input){.kind = INPUT_PRESS, .x = at.x, .y = at.y, .button = BUTTON_LEFT, .clicks = clicks, .ctrl = true});
}

static void double_click(App *app, Point at, bool with_ctrl) {
    for (int clicks = 1; clicks <= 2; clicks++) {
        if (with_ctrl)
            press_with_ctrl(app, at, clicks);
        else
            press(app, at.x, at.y, clicks);
        release(app, at.x, at.y);
    }
}

static Point place_of(const App *app, double step) {
    return (Point){chart_x(&app->layout, step), app->layout.plot.y + 0.6 * app->layout.plot.h};
}

static void write_at(App *app, double step, const char *typed) {
    double_click(app, place_of(app, step), true);
    assert_int_equal(app->ui.edit.id, ID_ANNOTATION_TEXT);
    assert_true(app->requests.text_input);
    type_all(app, typed);
    key(app, KEY_ENTER);
    assert_false(app->requests.text_input);
}

static Point middle(Box box) {
    return (Point){box.x + box.w / 2, box.y + box.h / 2};
}

static Point words_of(const App *app, int index) {
    assert_true(app->layout.notes[index].text.w > 0);
    return middle(app->layout.notes[index].text);
}

static void a_double_click_with_ctrl_writes_a_note(void **state) {
    App *app = *state;
    write_at(app, 500, "  half way ");
    assert_string_equal(words(app, 0), "half way");
    assert_true(llabs(note(app, 0)->first - 500) <= 3);
    assert_int_equal(note(app, 0)->first, note(app, 0)->last);
    assert_non_null(find_text(app, "half way"));
    assert_false(app->scenario.view_fixed);
    write_at(app, 1002, "the peak"); /* near the kink it stands on it */
    assert_int_equal(note(app, 1)->first, 1000);
    assert_int_equal(app->scenario.annotation_count, 2);
}

static void escape_and_no_words_write_nothing(void **state) {
    App *app = *state;
    uint64_t before = picture(app);
    double_click(app, place_of(app, 500), true);
    type_all(app, "dropped");
    key(app, KEY_ESCAPE);
    assert_int_equal(app->scenario.annotation_count, 0);
    write_at(app, 500, "   ");
    assert_int_equal(app->scenario.annotation_count, 0);
    assert_int_equal(app->history.count, 1);
    key(app, 'p'); /* a letter is an action again */
    assert_int_equal(app->scenario.pin_count, 1);
    assert_true(picture(app) != before);
}

/* Like every field: going elsewhere takes what was typed. */
static void a_click_elsewhere_keeps_the_note(void **state) {
    App *app = *state;
    double_click(app, place_of(app, 500), true);
    type_all(app, "kept");
    Point at = field(app, PARAMETER_BASE_LR);
    click(app, at.x, at.y);
    assert_string_equal(words(app, 0), "kept");
    assert_int_equal(app->ui.edit.id, control(PARAMETER_BASE_LR));
}

static void a_note_is_changed_and_emptied(void **state) {
    App *app = *state;
    write_at(app, 500, "first words");
    double_click(app, words_of(app, 0), false);
    assert_string_equal(app->ui.edit.text, "first words");
    type_all(app, "others");
    key(app, KEY_ENTER);
    assert_string_equal(words(app, 0), "others");
    double_click(app, app->layout.notes[0].anchor, true); /* its ring, with Ctrl */
    key(app, KEY_BACKSPACE);
    key(app, KEY_ENTER);
    assert_int_equal(app->scenario.annotation_count, 0);
    assert_non_null(find_text(app, "Note removed"));
}

static void notes_are_undone_one_by_one(void **state) {
    App *app = *state;
    write_at(app, 500, "one");
    write_at(app, 1500, "two");
    ctrl(app, 'z', false);
    assert_int_equal(app->scenario.annotation_count, 1);
    assert_non_null(find_text(app, "Undone: a note"));
    ctrl(app, 'z', false);
    assert_int_equal(app->scenario.annotation_count, 0);
    ctrl(app, 'y', false);
    ctrl(app, 'y', false);
    assert_string_equal(words(app, 1), "two");
    double_click(app, words_of(app, 1), true);
    ctrl(app, 'z', false); /* the field is gone with its note */
    assert_false(app->requests.text_input);
    assert_int_equal(app->scenario.annotation_count, 1);
}

static void drag_with_ctrl(App *app, double from, double to) {
    Point a = place_of(app, from), b = place_of(app, to);
    press_with_ctrl(app, a, 1);
    move(app, (a.x + b.x) / 2, a.y);
    move(app, b.x, b.y);
}

static void a_drag_with_ctrl_writes_on_a_range(void **state) {
    App *app = *state;
    uint64_t before = picture(app);
    drag_with_ctrl(app, 1700, 1300);
    assert_true(picture(app) != before);
    key(app, KEY_ESCAPE); /* cancelled while it is held */
    release(app, place_of(app, 1300).x, place_of(app, 1300).y);
    assert_false(app->requests.text_input);
    drag_with_ctrl(app, 1700, 1300);
    release(app, place_of(app, 1300).x, place_of(app, 1300).y);
    type_all(app, "unstable");
    key(app, KEY_ENTER);
    assert_true(llabs(note(app, 0)->first - 1300) <= 3 && llabs(note(app, 0)->last - 1700) <= 3);
    assert_false(app->scenario.view_fixed); /* it is no pan */
    drag_with_ctrl(app, 600, 600.5);
    release(app, place_of(app, 600.5).x, place_of(app, 600.5).y);
    assert_false(app->requests.text_input);
}

static void keys_write_at_the_crosshair_and_up_to_b(void **state) {
    App *app = *state;
    app->ui.focus = ID_PLOT;
    key(app, KEY_HOME);
    key(app, KEY_PAGE_UP);
    ctrl(app, 'n', false);
    type_all(app, "here");
    key(app, KEY_ENTER);
    assert_int_equal(note(app, 0)->first, 10);
    ctrl(app, 'n', false); /* where one is already it is changed */
    assert_string_equal(app->ui.edit.text, "here");
    key(app, KEY_ESCAPE);
    key(app, 'm');
    app->ui.focus = ID_PLOT;
    key(app, KEY_END);
    ctrl(app, 'n', false);
    type_all(app, "all of it");
    key(app, KEY_ENTER);
    assert_int_equal(note(app, 1)->first, 10);
    assert_int_equal(note(app, 1)->last, 1999);
    app->ui.focus = ID_ANNOTATIONS + 1;
    key(app, KEY_DELETE);
    assert_int_equal(app->scenario.annotation_count, 1);
    app->ui.focus = ID_ANNOTATIONS;
    key(app, KEY_ENTER);
    assert_string_equal(app->ui.edit.text, "here");
}

static void right_click(App *app, Point at) {
    move(app, at.x, at.y);
    give(app, (Input){.kind = INPUT_PRESS, .x = at.x, .y = at.y, .button = BUTTON_RIGHT, .clicks = 1});
    give(app, (Input){.kind = INPUT_RELEASE, .x = at.x, .y = at.y, .button = BUTTON_RIGHT});
    assert_true(app->menu.open);
}

static void choose(App *app, const char *row) {
    const SceneCommand *text = find_text(app, row);
    assert_non_null(text);
    click(app, text->x + 5, text->y - 4);
}

static void the_menu_has_notes(void **state) {
    App *app = *state;
    right_click(app, place_of(app, 700));
    choose(app, "Write a note");
    type_all(app, "by menu");
    key(app, KEY_ENTER);
    assert_true(llabs(note(app, 0)->first - 700) <= 3);
    right_click(app, words_of(app, 0));
    assert_int_equal(app->menu.place, MENU_NOTE);
    choose(app, "Change the note");
    type_all(app, "changed");
    key(app, KEY_ENTER);
    assert_string_equal(words(app, 0), "changed");
    right_click(app, words_of(app, 0));
    choose(app, "Remove the note");
    assert_int_equal(app->scenario.annotation_count, 0);
}

static void what_is_no_note_is_refused(void **state) {
    App *app = *state;
    char *word = malloc(100001);
    memset(word, 'w', 100000);
    word[100000] = 0;
    double_click(app, place_of(app, 500), true);
    give(app, (Input){.kind = INPUT_PASTE, .words = word});
    key(app, KEY_ENTER);
    assert_non_null(find_text(app, "a note takes up to 200 bytes"));
    assert_true(app->requests.text_input);
    type_all(app, "short"); /* all of it is selected */
    key(app, KEY_ENTER);
    assert_string_equal(words(app, 0), "short");
    free(word);
    for (int i = 1; i < SCENARIO_ANNOTATIONS_MAX; i++) scenario_annotate(&app->scenario, i, i, "x");
    show(app);
    double_click(app, place_of(app, 1500), true);
    assert_false(app->requests.text_input);
    assert_non_null(find_text(app, "There are 16 notes already"));
}

static void notes_are_of_the_file_and_of_figures(void **state) {
    App *app = *state;
    write_at(app, 500, "in the file");
    Text file = {0};
    scenario_write(&app->scenario, &file);
    assert_non_null(strstr(text_string(&file), "text: in the file"));
    text_free(&file);
    key(app, 'e');
    assert_non_null(find_text(app, "in the file")); /* in the preview */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_double_click_with_ctrl_writes_a_note),
        TEST(escape_and_no_words_write_nothing),
        TEST(a_click_elsewhere_keeps_the_note),
        TEST(a_note_is_changed_and_emptied),
        TEST(notes_are_undone_one_by_one),
        TEST(a_drag_with_ctrl_writes_on_a_range),
        TEST(keys_write_at_the_crosshair_and_up_to_b),
        TEST(the_menu_has_notes),
        TEST(what_is_no_note_is_refused),
        TEST(notes_are_of_the_file_and_of_figures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
