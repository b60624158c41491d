/* What an engineer does in the window besides dragging: asks, compares, copies, looks things up. */
#include "gestures.h"

#include "app/actions.h"
#include "app/asking.h"
#include "app/export.h"
#include "app/hints.h"
#include "app/menu.h"
#include "schedule/scaling.h"

#include <math.h>
#include <unistd.h>

static void type_all(App *app, const char *words) {
    for (; *words; words++) type(app, (char[]){*words, 0});
}

static void change(App *app, ParameterId id, const char *value) {
    assert_true(values_read(app, id, value));
    key(app, KEY_NONE);
}

static void the_curve_is_asked_by_keys(void **state) {
    App *app = *state;
    change(app, PARAMETER_TOTAL_STEPS, "100k");
    change(app, PARAMETER_DECAY, "cosine");
    change(app, PARAMETER_BASE_LR, "6e-4");
    change(app, PARAMETER_WARMUP_ITERS, "2000");
    ctrl(app, 'f', false);
    assert_true(app->requests.text_input);
    type_all(app, "lr < 1e-4");
    assert_int_equal(app->crosshair, 0); /* the warm-up begins below it */
    key(app, KEY_ENTER);
    assert_int_equal(app->crosshair, 0);
    key(app, KEY_ENTER);
    assert_int_equal(app->crosshair, 73764);
    assert_non_null(find_text(app, "lr falls below 0.0001 at step 73"));
    key(app, KEY_ENTER); /* after the last one the first */
    assert_int_equal(app->crosshair, 0);
    ctrl(app, 'a', false);
    type_all(app, "10%");
    assert_int_equal(app->crosshair, 10000);
    ctrl(app, 'a', false);
    type_all(app, "lr<what");
    assert_non_null(find_text(app, "what is not a number"));
    key(app, KEY_ESCAPE);
    assert_false(app->requests.text_input);
    assert_null(find_text(app, "is not a number"));
    key(app, '0'); /* a key is an action again */
    assert_true(app->scenario.schedule.total_steps == 100000);
}

/* What is found out of sight comes into sight; a press elsewhere, a dialog and a lesson end the asking. */
static void asking_ends_wherever_one_goes(void **state) {
    App *app = *state;
    for (int i = 0; i < 12; i++) key(app, '+');
    ctrl(app, 'f', false);
    type_all(app, "1999");
    assert_true(app->layout.view.x0 <= 1999 && app->layout.view.x1 >= 1999);
    Point at = field(app, PARAMETER_WARMUP_FACTOR);
    click(app, at.x, at.y);
    assert_false(app->asking.open);
    assert_int_equal(app->ui.edit.id, control(PARAMETER_WARMUP_FACTOR));
    key(app, KEY_ESCAPE);
    ctrl(app, 'f', false);
    ctrl(app, 'o', false);
    assert_int_equal(app->ui.edit.id, ID_FILE_PATH);
    key(app, KEY_ESCAPE);
    assert_false(app->asking.open);
    ctrl(app, 'f', false);
    key(app, KEY_F1 + 4);
    assert_true(app->present.on && !app->asking.open && !app->requests.text_input);
}

/* --- lines on controls --- */

static void check_hints(const App *app) {
    Text words = {0};
    for (int i = 0; i < app->ui.stop_count; i++) {
        bool known;
        text_clear(&words);
        hints_words(app->ui.stops[i].id, &known, &words);
        if (!known) fail_msg("control %u has no line", app->ui.stops[i].id);
    }
    text_free(&words);
}

static void every_control_has_a_line(void **state) {
    App *app = *state;
    change(app, PARAMETER_STEPS_PER_EPOCH, "100");
    for (int i = 0; i < 3; i++) {
        change(app, PARAMETER_WARMUP_FACTOR, i == 0 ? "0.1" : i == 1 ? "0.3" : "1.5");
        key(app, 'p');
    }
    for (int decay = 0; decay < DECAY_COUNT; decay++) {
        choose_decay(app, (Decay)decay);
        check_hints(app);
    }
    static const int keys[] = {'i', 'f', 'w', 'w', 'w', 'm', 'n', ' '};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        key(app, keys[i] == ' ' ? KEY_SPACE : keys[i]);
        check_hints(app);
    }
    static const int dialogs[] = {'g', 'e', '?'};
    for (size_t i = 0; i < sizeof dialogs / sizeof *dialogs; i++) {
        key(app, dialogs[i]);
        check_hints(app);
        key(app, KEY_ESCAPE);
    }
    static const int chords[] = {'l', 'o', 'f'};
    for (size_t i = 0; i < sizeof chords / sizeof *chords; i++) {
        ctrl(app, chords[i], false);
        check_hints(app);
        key(app, KEY_ESCAPE);
    }
    key(app, 'e');
    app->export.parts_open = true;
    show(app);
    check_hints(app);
    key(app, KEY_ESCAPE);
    key(app, 'd');
    check_hints(app);
}

static void move_at(App *app, Point to, double time) {
    give(app, (Input){.kind = INPUT_MOVE, .x = to.x, .y = to.y, .time = time});
}

/* It comes once the pointer rests, and goes with the first press. */
static void a_line_comes_where_the_pointer_rests(void **state) {
    App *app = *state;
    Point at = knob(app, PARAMETER_BASE_LR);
    const char *words = parameters[PARAMETER_BASE_LR].help;
    move_at(app, at, 10);
    assert_null(app->ui.tooltip.line);
    assert_true(app->requests.deadline > 10 && app->requests.deadline < 11);
    move_at(app, (Point){at.x + 2, at.y}, 10.2);
    give(app, (Input){.kind = INPUT_TIME, .time = 10.7});
    assert_string_equal(app->ui.tooltip.line, words);
    press(app, at.x, at.y, 1);
    assert_null(app->ui.tooltip.line);
    release(app, at.x, at.y);
    give(app, (Input){.kind = INPUT_TIME, .time = 20});
    assert_null(app->ui.tooltip.line);
    at.y += 300; /* elsewhere */
    move_at(app, at, 21);
    move_at(app, knob(app, PARAMETER_WARMUP_ITERS), 22);
    give(app, (Input){.kind = INPUT_TIME, .time = 23});
    assert_string_equal(app->ui.tooltip.line, parameters[PARAMETER_WARMUP_ITERS].help);
}

/* --- the menu --- */

static void right_click(App *app, Point at) {
    move(app, at.x, at.y);
    give(app, (Input){.kind = INPUT_PRESS, .x = at.x, .y = at.y, .button = BUTTON_RIGHT, .clicks = 1});
    give(app, (Input){.kind = INPUT_RELEASE, .x = at.x, .y = at.y, .button = BUTTON_RIGHT});
}

static void choose(App *app, const char *name) {
    const SceneCommand *row = find_text(app, name);
    assert_non_null(row);
    click(app, row->x + 4, row->y - 4);
    assert_false(app->menu.open);
}

static void the_plot_has_a_menu(void **state) {
    App *app = *state;
    right_click(app, plot_at(app, 0.7, 0.3));
    assert_true(app->menu.open && app->menu.place == MENU_PLOT);
    assert_false(app->scenario.view_fixed);
    choose(app, "Linear or logarithmic");
    assert_true(app->scenario.view_asinh);
    right_click(app, plot_at(app, 0.7, 0.3));
    key(app, KEY_ESCAPE);
    assert_false(app->menu.open);
    right_click(app, plot_at(app, 0.7, 0.3));
    click(app, 5, 5);
    assert_false(app->menu.open);
    Point from = plot_at(app, 0.3, 0.3), to = plot_at(app, 0.6, 0.6); /* a drag still draws a box */
    move(app, from.x, from.y);
    give(app, (Input){.kind = INPUT_PRESS, .x = from.x, .y = from.y, .button = BUTTON_RIGHT, .clicks = 1});
    move(app, to.x, to.y);
    give(app, (Input){.kind = INPUT_RELEASE, .x = to.x, .y = to.y, .button = BUTTON_RIGHT});
    assert_true(app->scenario.view_fixed && !app->menu.open);
}

static void a_parameter_has_a_menu(void **state) {
    App *app = *state;
    enter(app, PARAMETER_BASE_LR, "0.1");
    right_click(app, knob(app, PARAMETER_BASE_LR));
    assert_true(app->menu.place == MENU_PARAMETER);
    choose(app, "Copy the value");
    assert_string_equal(text_string(&app->requests.copy), "0.1");
    right_click(app, knob(app, PARAMETER_BASE_LR));
    choose(app, "Back to its default");
    assert_true(app->scenario.schedule.base_lr == 0.02);
    ctrl(app, 'z', false);
    assert_true(app->scenario.schedule.base_lr == 0.1);
    right_click(app, knob(app, PARAMETER_BASE_LR));
    choose(app, "Fan it out");
    assert_int_equal(app->scenario.family, PARAMETER_BASE_LR);
    app->ui.focus = control(PARAMETER_WARMUP_FACTOR); /* by keys */
    key(app, KEY_F1 + 9);
    assert_true(app->menu.open);
    key(app, KEY_ENTER);
    assert_int_equal(app->ui.edit.id, control(PARAMETER_WARMUP_FACTOR));
    assert_true(app->requests.text_input);
}

static Box pin_row(const App *app, size_t index) {
    return stop_box(app, ID_PINS + (UiId)(4 * index));
}

static void a_pin_has_a_menu(void **state) {
    App *app = *state;
    key(app, 'p');
    enter(app, PARAMETER_WARMUP_FACTOR, "0.5");
    key(app, 'n');
    Box row = pin_row(app, 0);
    right_click(app, (Point){row.x + 80, row.y + 10});
    assert_true(app->menu.place == MENU_PIN);
    choose(app, "Use its settings");
    assert_true(app->scenario.schedule.warmup_factor == 0.001);
    row = pin_row(app, 0);
    right_click(app, (Point){row.x + 80, row.y + 10});
    choose(app, "Remove it");
    assert_int_equal(app->scenario.pin_count, 0);
}

/* Whatever is under it while it is open. */
static void a_menu_survives_what_changes_under_it(void **state) {
    App *app = *state;
    right_click(app, plot_at(app, 0.5, 0.5));
    ctrl(app, 'z', false);
    assert_false(app->menu.open);
    right_click(app, (Point){10, 10});
    assert_int_equal(app->menu.place, MENU_REST);
    app_resize(app, 640, 480);
    show(app);
    give(app, (Input){.kind = INPUT_DROP, .words = "/nowhere"});
    assert_false(app->menu.open);
}

/* --- the range of an axis --- */

static void double_click(App *app, Point at) {
    click(app, at.x, at.y);
    press(app, at.x, at.y, 2);
    release(app, at.x, at.y);
}

static void the_range_of_an_axis_is_typed(void **state) {
    App *app = *state;
    Box plot = app->layout.plot;
    double_click(app, (Point){plot.x + 40, plot.y + plot.h + 14});
    assert_true(app->ranging.open && app->ranging.steps);
    type_all(app, "10%, 1k");
    key(app, KEY_ENTER);
    assert_true(app->layout.view.x0 == 200 && app->layout.view.x1 == 1000);
    double_click(app, (Point){plot.x - 15, plot.y + 40});
    assert_true(app->ranging.open && !app->ranging.steps);
    type_all(app, "0.2 .. lr 0.01");
    key(app, KEY_ENTER);
    assert_true(fabs(app->layout.view.y0 - 0.2) < 1e-12 && fabs(app->layout.view.y1 - 0.5) < 1e-12);
    key(app, 'x');
    type_all(app, "5, 2");
    key(app, KEY_ENTER);
    assert_non_null(find_text(app, "the first end is not below the second"));
    type_all(app, "five");
    key(app, KEY_ENTER);
    assert_non_null(find_text(app, "type both ends"));
    key(app, KEY_ESCAPE);
    assert_false(app->ranging.open);
    key(app, '0');
    assert_false(app->scenario.view_fixed);
}

/* --- the panel under the pointer --- */

static void what_is_under_the_pointer_stays_there(void **state) {
    App *app = *state;
    choose_decay(app, DECAY_COSINE_RESTARTS);
    key(app, 'p');
    choose_decay(app, DECAY_NONE);
    key(app, 'p');
    key(app, 'n');
    for (int turn = 0; turn < 2; turn++) {
        Box row = pin_row(app, turn), now;
        click(app, row.x + row.w - 45, row.y + 10); /* Use */
        now = pin_row(app, turn);
        assert_int_equal(app->scenario.schedule.decay, turn ? DECAY_NONE : DECAY_COSINE_RESTARTS);
        assert_true(fabs(now.y - row.y) < 1);
    }
    assert_true(app->panel.offset >= -app->panel.above);
    move(app, 5, 5); /* it settles once the hand has left */
    assert_true(app->panel.above == 0 && app->panel.below == 0 && app->panel.offset >= 0);
}

/* Also where the panel is scrolled no farther than the rows that vanish are high. */
static void a_use_near_the_top_stays_under_the_pointer(void **state) {
    App *app = *state;
    app_resize(app, 1280, 1600);
    choose_decay(app, DECAY_NONE);
    key(app, 'p');
    choose_decay(app, DECAY_COSINE_RESTARTS);
    key(app, 'p');
    Box row = pin_row(app, 0);
    assert_true(app->panel.offset == 0);
    click(app, row.x + row.w - 45, row.y + 10);
    assert_int_equal(app->scenario.schedule.decay, DECAY_NONE);
    assert_true(fabs(pin_row(app, 0).y - row.y) < 1);
    row = pin_row(app, 1);
    click(app, row.x + row.w - 45, row.y + 10);
    assert_int_equal(app->scenario.schedule.decay, DECAY_COSINE_RESTARTS);
    assert_true(fabs(pin_row(app, 1).y - row.y) < 1);
}

/* --- pictures --- */

static void the_picture_is_copied(void **state) {
    App *app = *state;
    ctrl(app, 'x', true);
    const Text *png = &app->requests.picture;
    assert_true(png->length > 1000 && !memcmp(png->data, "\x89PNG", 4));
    assert_non_null(find_text(app, "Picture copied"));
}

static void the_sheet_has_what_the_command_line_has(void **state) {
    App *app = *state;
    key(app, 'e');
    app->export.size = 6;
    show(app);
    Box box = stop_box(app, ID_EXPORT_OWN_SIZE);
    click(app, box.x + 8, box.y + 8);
    type_all(app, "3.3in");
    FigureSpec spec = export_spec(&app->export);
    assert_true(fabs(spec.width - 237.6) < 1e-9 && spec.physical);
    ctrl(app, 'a', false);
    type_all(app, "huge");
    assert_non_null(find_text(app, "84mmx55mm"));
    spec = export_spec(&app->export);
    assert_true(fabs(spec.width - 237.6) < 1e-9);
    key(app, KEY_ESCAPE);
    box = stop_box(app, ID_EXPORT_TITLE);
    click(app, box.x + 8, box.y + 8);
    type_all(app, "Warm-up");
    assert_string_equal(export_spec(&app->export).title, "Warm-up");
    key(app, KEY_ESCAPE);
    app->export.parts_open = true;
    show(app);
    app->ui.focus = ID_EXPORT_PARTS + CHART_GRID;
    key(app, KEY_SPACE);
    assert_true(export_spec(&app->export).switched == 1u << CHART_GRID);
    app->export.parts_open = false;
    show(app);
    box = stop_box(app, ID_EXPORT_COPY);
    click(app, box.x + 8, box.y + 8);
    assert_true(app->requests.picture.length > 1000);
}

/* A name that ends like a file of another kind is meant as one. */
static void no_file_has_two_endings(void **state) {
    App *app = *state;
    char folder[] = "/tmp/lrscope-hand-XXXXXX", path[64];
    assert_non_null(mkdtemp(folder));
    key(app, 'e');
    Box box = stop_box(app, ID_EXPORT_PATH);
    click(app, box.x + 8, box.y + 8);
    snprintf(path, sizeof path, "%s/x.csv", folder);
    type_all(app, path);
    assert_string_equal(export_format_word(&app->export), "csv");
    key(app, KEY_ENTER);
    assert_int_equal(access(path, F_OK), 0);
    unlink(path);
    box = stop_box(app, ID_EXPORT_PATH);
    click(app, box.x + 8, box.y + 8);
    snprintf(path, sizeof path, "%s/x.yaml", folder);
    type_all(app, path);
    key(app, KEY_ENTER);
    assert_non_null(find_text(app, "This sheet writes no yaml"));
    assert_int_equal(rmdir(folder), 0);
}

/* --- another batch --- */

static void a_batch_that_doubles_has_two_rules(void **state) {
    App *app = *state;
    key(app, KEY_NONE);
    app->ui.focus = ID_SCALING;
    key(app, KEY_SPACE);
    assert_non_null(find_text(app, "Linear: base_lr 0.04, warm-up 500"));
    assert_non_null(find_text(app, "Square root: base_lr 0.02828, warm-up 500"));
    app->ui.focus = ID_SCALING_RULES + SCALING_LINEAR;
    key(app, KEY_ENTER);
    assert_true(app->scenario.schedule.base_lr == 0.04 && app->scenario.schedule.warmup_iters == 500);
    ctrl(app, 'z', false); /* one entry */
    assert_true(app->scenario.schedule.base_lr == 0.02 && app->scenario.schedule.warmup_iters == 1000);
    app->ui.focus = ID_SCALING;
    key(app, KEY_SPACE);
    app->ui.focus = ID_SCALING_TIMES;
    key(app, KEY_ENTER);
    type_all(app, "1/2");
    key(app, KEY_ENTER);
    assert_non_null(find_text(app, "Linear: base_lr 0.01, warm-up 2\u2009000"));
    key(app, KEY_ENTER);
    type_all(app, "-1");
    key(app, KEY_ENTER);
    assert_true(app->scaling.refused && app->scaling.times == 0.5);
}

/* --- pins of another length --- */

static void pins_of_another_length_stand_by_share(void **state) {
    App *app = *state;
    change(app, PARAMETER_DECAY, "cosine");
    change(app, PARAMETER_TOTAL_STEPS, "20000");
    change(app, PARAMETER_WARMUP_ITERS, "10000");
    key(app, 'p');
    change(app, PARAMETER_TOTAL_STEPS, "2000");
    change(app, PARAMETER_WARMUP_ITERS, "1000");
    show(app);
    assert_true(app->everything.x1 == 20000);
    app->ui.focus = ID_ALIGN;
    key(app, KEY_DOWN);
    assert_int_equal(app->scenario.align, SCENARIO_BY_SHARE);
    assert_true(app->everything.x1 == 2000);
    assert_non_null(strstr(app->overlays.list[0].label, "(by share)")); /* what is stretched says so */
    assert_true(app->overlays.list[0].stretch == 0.1);
    Text text = {0};
    Messages messages = {0};
    Scenario read = scenario_default();
    scenario_write(&app->scenario, &text);
    assert_true(scenario_read(&read, text_string(&text), text.length, &messages));
    assert_int_equal(read.align, SCENARIO_BY_SHARE);
    scenario_free(&read);
    messages_free(&messages);
    text_free(&text);
    key(app, KEY_DOWN); /* by epoch: their length is not known */
    assert_true(app->overlays.list[0].stretch == 1);
    key(app, KEY_UP);
    key(app, KEY_UP);
    assert_true(app->everything.x1 == 20000);
}

static void check_texts_inside(const App *app, const char *where) {
    for (const SceneCommand *at = scene_next(&app->scene, NULL); at; at = scene_next(&app->scene, at)) {
        if (at->kind != SCENE_TEXT || at->align == ALIGN_MIDDLE) continue;
        TextStyle style = {(Font)at->font, at->size, 0};
        double width = measure_text(&measure, style, scene_string(at));
        double left = at->align == ALIGN_LEFT ? at->x : at->x - width;
        if (left < -0.5 || left + width > app->width + 0.5)
            fail_msg("%s: %.40s from %g to %g", where, scene_string(at), left, left + width);
    }
}

static void go_to_pin_name(App *app) {
    key(app, 'p');
    app->ui.focus = ID_PINS;
    key(app, KEY_F1 + 1);
}

static void go_to_values(App *app) {
    family_choose(app, PARAMETER_BASE_LR);
    family_put(app, true);
    show(app);
    app->ui.focus = ID_FAMILY_VALUES;
    key(app, KEY_ENTER);
}

static void go_to_times(App *app) {
    app->ui.focus = ID_SCALING;
    key(app, KEY_SPACE);
    app->ui.focus = ID_SCALING_TIMES;
    key(app, KEY_ENTER);
}

static void go_to_value(App *app) {
    app->ui.focus = control(PARAMETER_BASE_LR);
    key(app, KEY_ENTER);
}

static void go_to_list(App *app) {
    change(app, PARAMETER_DECAY, "multistep");
    app->ui.focus = control(PARAMETER_MILESTONES);
    key(app, KEY_ENTER);
}

static void go_to_title(App *app) {
    key(app, 'e');
    app->ui.focus = ID_EXPORT_TITLE;
    key(app, KEY_ENTER);
}

static void go_to_path(App *app) {
    key(app, 'e');
    app->ui.focus = ID_EXPORT_PATH;
    key(app, KEY_ENTER);
}

static void go_to_nothing(App *app) {
    (void)app; /* pasted as code */
}

static void find(App *app) {
    ctrl(app, 'f', false);
}

static void open_file(App *app) {
    ctrl(app, 'o', false);
}

static void save_file(App *app) {
    ctrl(app, 's', true);
}

static void write_note(App *app) {
    ctrl(app, 'n', false);
}

static void edit_function(App *app) {
    key(app, 'd');
}

static void filter_presets(App *app) {
    key(app, 'g');
}

static void type_range(App *app) {
    key(app, 'x');
}

/* What is typed or pasted never leaves its place, however long it is: in every field, in the refusal that follows, in the
   name that it becomes, and in the smallest window. */
static void a_word_of_100_kb_stays_in_its_place(void **state) {
    (void)state;
    static const struct {
        const char *name;
        void (*go)(App *app);
    } fields[] = {
        {"code", go_to_nothing},     {"value", go_to_value},     {"milestones", go_to_list}, {"pin's name", go_to_pin_name},
        {"values", go_to_values},    {"times", go_to_times},     {"title", go_to_title},     {"path", go_to_path},
        {"find", find},              {"open", open_file},        {"save", save_file},        {"note", write_note},
        {"function", edit_function}, {"presets", filter_presets}, {"range", type_range},
    };
    char *word = malloc(100001);
    memset(word, 'w', 100000);
    word[100000] = 0;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        for (int small = 0; small < 2; small++) {
            void *own = NULL;
            assert_int_equal(begin(&own), 0);
            App *app = own;
            app_resize(app, small ? 640 : 1280, small ? 480 : 2000);
            show(app);
            fields[i].go(app);
            give(app, (Input){.kind = INPUT_PASTE, .words = word});
            if (fields[i].go != go_to_nothing) assert_true(app->ui.edit.length > 100);
            check_texts_inside(app, fields[i].name);
            key(app, KEY_ENTER);
            check_texts_inside(app, fields[i].name);
            key(app, KEY_ESCAPE);
            key(app, KEY_ESCAPE);
            check_texts_inside(app, fields[i].name);
            end(&own);
        }
    free(word);
}

static void a_tie_keeps_the_slope(void **state) {
    App *app = *state;
    app->ui.focus = ID_TIE;
    key(app, KEY_SPACE);
    enter(app, PARAMETER_BASE_LR, "0.06");
    assert_int_equal(app->scenario.schedule.warmup_iters, 3000);
    ctrl(app, 'z', false); /* one entry */
    assert_true(app->scenario.schedule.base_lr == 0.02 && app->scenario.schedule.warmup_iters == 1000);
    ctrl(app, 'y', false);
    assert_int_equal(app->scenario.schedule.warmup_iters, 3000);
    enter(app, PARAMETER_WARMUP_ITERS, "600"); /* another slope */
    enter(app, PARAMETER_BASE_LR, "0.03");
    assert_int_equal(app->scenario.schedule.warmup_iters, 300);
    app->ui.focus = ID_TIE;
    key(app, KEY_SPACE);
    enter(app, PARAMETER_BASE_LR, "0.3");
    assert_int_equal(app->scenario.schedule.warmup_iters, 300);
}

/* A job that was stopped: one gesture, the curve stays. */
static void a_run_is_stopped_by_a_percentage(void **state) {
    App *app = *state;
    change(app, PARAMETER_DECAY, "cosine");
    change(app, PARAMETER_TOTAL_STEPS, "100k");
    double before = schedule_factor(&app->scenario.schedule, 59999);
    enter(app, PARAMETER_TOTAL_STEPS, "60%");
    assert_int_equal(app->scenario.schedule.total_steps, 60000);
    assert_true(schedule_factor(&app->scenario.schedule, 59999) == before);
    assert_non_null(find_text(app, "The run stops at step 60\u2009000; decay_steps stays 99\u2009000"));
    ctrl(app, 'z', false); /* one entry */
    assert_int_equal(app->scenario.schedule.total_steps, 100000);
    assert_true(app->scenario.schedule.decay_steps == SCHEDULE_AUTO);
}

/* What was copied comes back as the parameters that it was made of. */
static void code_goes_out_and_comes_in(void **state) {
    App *app = *state;
    static const char *const decays[] = {"none", "cosine", "linear"};
    for (size_t i = 0; i < sizeof decays / sizeof *decays; i++) {
        change(app, PARAMETER_DECAY, decays[i]);
        change(app, PARAMETER_WARMUP_FACTOR, "0.25");
        key(app, 'c');
        Text code = {0};
        text_add(&code, text_string(&app->requests.copy));
        text_clear(&app->requests.copy);
        change(app, PARAMETER_WARMUP_FACTOR, "0.5");
        give(app, (Input){.kind = INPUT_PASTE, .words = text_string(&code)});
        key(app, KEY_ENTER);
        key(app, KEY_ESCAPE);
        assert_null(app->scenario.schedule.function);
        assert_true(app->scenario.schedule.warmup_factor == 0.25);
        text_free(&code);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(the_curve_is_asked_by_keys),
        TEST(asking_ends_wherever_one_goes),
        TEST(every_control_has_a_line),
        TEST(a_line_comes_where_the_pointer_rests),
        TEST(the_plot_has_a_menu),
        TEST(a_parameter_has_a_menu),
        TEST(a_pin_has_a_menu),
        TEST(a_menu_survives_what_changes_under_it),
        TEST(the_range_of_an_axis_is_typed),
        TEST(what_is_under_the_pointer_stays_there),
        TEST(a_use_near_the_top_stays_under_the_pointer),
        TEST(the_picture_is_copied),
        TEST(the_sheet_has_what_the_command_line_has),
        TEST(no_file_has_two_endings),
        TEST(a_batch_that_doubles_has_two_rules),
        TEST(pins_of_another_length_stand_by_share),
        TEST(a_tie_keeps_the_slope),
        cmocka_unit_test(a_word_of_100_kb_stays_in_its_place),
        TEST(code_goes_out_and_comes_in),
        TEST(a_run_is_stopped_by_a_percentage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
