/* Presets in the picker and epochs in the side panel, by hands replayed without a window. */
#include "gestures.h"

#include "app/actions.h"
#include "app/picker.h"
#include "scenario/presets.h"

static void assert_shows(App *app, const char *name) {
    Scenario preset = scenario_default();
    preset_read(preset_find(name), &preset);
    assert_string_equal(text_string(&app->scenario.title), text_string(&preset.title));
    assert_string_equal(text_string(&app->scenario.source), text_string(&preset.source));
    assert_true(parameters_same(&app->scenario.schedule, &preset.schedule));
    scenario_free(&preset);
}

static void pick(App *app, const char *typed) {
    key(app, 'g');
    assert_int_equal(app->dialog.kind, DIALOG_PRESETS);
    assert_true(app->requests.text_input);
    type(app, typed);
    key(app, KEY_ENTER);
    assert_int_equal(app->dialog.kind, DIALOG_NONE);
}

static void a_preset_is_typed_and_taken(void **state) {
    App *app = *state;
    pick(app, "detectron");
    assert_shows(app, "detectron2-1x");
    assert_non_null(find_text(app, "detectron2 1x schedule"));
    assert_false(app->requests.text_input);
    assert_int_equal(app->ui.focus, control(PARAMETER_WARMUP_FACTOR));
    pick(app, "goes above");
    assert_shows(app, "yolo-bias");
    assert_non_null(find_text(app, "Above 1 on steps 0"));
    pick(app, "google vit");
    assert_shows(app, "vit-i21k");
}

static void arrows_choose_and_escape_leaves_everything(void **state) {
    App *app = *state;
    key(app, 'g');
    key(app, KEY_DOWN);
    key(app, KEY_DOWN);
    key(app, KEY_UP);
    key(app, KEY_ENTER);
    assert_shows(app, preset_at(1).name);
    key(app, 'g');
    assert_int_equal(app->picker.marked, 1);
    key(app, KEY_PAGE_DOWN);
    for (int i = 0; i < 3; i++) key(app, KEY_PAGE_DOWN);
    assert_int_equal(app->picker.marked, preset_count() - 1);
    key(app, KEY_ESCAPE);
    assert_int_equal(app->dialog.kind, DIALOG_NONE);
    assert_shows(app, preset_at(1).name);
}

static void a_click_chooses_and_one_outside_closes(void **state) {
    App *app = *state;
    key(app, 'g');
    const SceneCommand *row = find_text(app, "GPT-NeoX-20B");
    assert_non_null(row);
    click(app, row->x + 5, row->y - 4);
    assert_shows(app, "gpt-neox-20b");
    key(app, 'g');
    click(app, 5, 5);
    assert_int_equal(app->dialog.kind, DIALOG_NONE);
    assert_shows(app, "gpt-neox-20b");
}

static void letters_filter_and_do_nothing_else(void **state) {
    App *app = *state;
    key(app, 'g');
    key(app, 't');
    type(app, "t");
    key(app, 'p');
    type(app, "zzz");
    assert_non_null(find_text(app, "No preset contains these words"));
    key(app, KEY_ENTER);
    assert_int_equal(app->dialog.kind, DIALOG_PRESETS);
    for (int i = 0; i < 4; i++) key(app, KEY_BACKSPACE);
    assert_null(find_text(app, "No preset contains these words"));
    assert_ptr_equal(app->theme, &theme_dark);
    assert_int_equal(app->scenario.pin_count, 0);
}

/* The wheel brings hidden rows into sight, and so do the arrows. */
static void a_long_list_scrolls(void **state) {
    App *app = *state;
    app_resize(app, 960, 400);
    show(app);
    key(app, 'g');
    Box view = app->dialog.scroll.view;
    move(app, view.x + 20, view.y + 20);
    wheel(app, view.x + 20, view.y + 20, -20);
    double end = app->dialog.scroll.offset;
    assert_true(end > 0);
    wheel(app, view.x + 20, view.y + 20, 20);
    assert_float_equal(app->dialog.scroll.offset, 0, 0);
    for (int i = 0; i < preset_count(); i++) key(app, KEY_DOWN);
    assert_float_equal(app->dialog.scroll.offset, end, 0.5);
}

static void one_entry_to_undo_and_the_view_fits(void **state) {
    App *app = *state;
    app->scenario.view_fixed = true;
    app->scenario.view_steps[1] = 10;
    app->scenario.view_factor[1] = 1;
    key(app, 'p');
    pick(app, "bert-base");
    assert_false(app->scenario.view_fixed);
    assert_int_equal(app->scenario.pin_count, 1);
    ctrl(app, 'z', false);
    assert_int_equal(app->scenario.title.length, 0);
    assert_int_equal(app->scenario.schedule.total_steps, 2000);
    ctrl(app, 'z', true);
    assert_shows(app, "bert-base");
}

static void the_header_says_what_it_is_and_whether_it_changed(void **state) {
    App *app = *state;
    pick(app, "wsd");
    assert_non_null(find_text(app, "Warmup-stable-decay (MiniCPM style)"));
    assert_null(find_text(app, "changed"));
    enter(app, PARAMETER_WARMUP_ITERS, "5");
    assert_non_null(find_text(app, "\u00b7 changed"));
    ctrl(app, 'z', false);
    assert_null(find_text(app, "changed"));
}

static void the_button_in_the_header_opens_it(void **state) {
    App *app = *state;
    for (int i = 0; i < action_count; i++) {
        if (strcmp(actions[i].name, "Presets") != 0) continue;
        Box box = stop_box(app, ID_ACTIONS + (UiId)i);
        click(app, box.x + 5, box.y + 5);
    }
    assert_int_equal(app->dialog.kind, DIALOG_PRESETS);
}

/* The name of what is loaded is worth more than the keys on the buttons. */
static void keys_leave_a_narrow_header(void **state) {
    App *app = *state;
    app_resize(app, 1280, 800);
    show(app);
    Box wide = stop_box(app, ID_ACTIONS);
    app_resize(app, 900, 600);
    show(app);
    Box narrow = stop_box(app, ID_ACTIONS);
    assert_string_equal(actions[0].name, "Presets");
    assert_true(narrow.w > 0 && narrow.w < wide.w);
    assert_non_null(find_text(app, "default: torchvision's warm-up"));
}

static void epochs_are_typed(void **state) {
    App *app = *state;
    assert_non_null(find_text(app, "not known"));
    enter(app, PARAMETER_TOTAL_STEPS, "26e");
    assert_int_equal(app->refused, PARAMETER_TOTAL_STEPS);
    assert_non_null(find_text(app, "total_steps: '26e' counts"));
    key(app, KEY_ESCAPE);
    enter(app, PARAMETER_STEPS_PER_EPOCH, "7330");
    assert_non_null(find_text(app, "2\u2009000 steps ≈ 0.2729 epochs of 7\u2009330"));
    enter(app, PARAMETER_TOTAL_STEPS, "26e");
    assert_int_equal(app->scenario.schedule.total_steps, 190580);
    assert_non_null(find_text(app, "190\u2009580 steps are 26 epochs of 7\u2009330"));
    enter(app, PARAMETER_TOTAL_STEPS, "190580");
    enter(app, PARAMETER_STEPS_PER_EPOCH, "1");
    assert_non_null(find_text(app, "190\u2009580 steps are 190\u2009580 epochs of 1"));
    enter(app, PARAMETER_STEPS_PER_EPOCH, "7");
    assert_non_null(find_text(app, "190\u2009580 steps ≈ 27\u2009226 epochs of 7"));
    enter(app, PARAMETER_STEPS_PER_EPOCH, "7330");
    enter(app, PARAMETER_WARMUP_ITERS, "0.5e");
    assert_int_equal(app->scenario.schedule.warmup_iters, 3665);
}

/* The rows say epochs and what these come to; undo tells of what was done, not of what followed from it. */
static void epochs_stay_epochs(void **state) {
    App *app = *state;
    app_resize(app, 1280, 2000);
    enter(app, PARAMETER_STEPS_PER_EPOCH, "7330");
    enter(app, PARAMETER_TOTAL_STEPS, "26e");
    choose_decay(app, DECAY_MULTISTEP);
    Point list = field(app, PARAMETER_MILESTONES);
    click(app, list.x, list.y + 24);
    type(app, "16e, 22e");
    key(app, KEY_ENTER);
    assert_non_null(find_text(app, "26e"));
    assert_non_null(find_text(app, "118\u2009280, 162\u2009260")); /* after the warm-up */
    enter(app, PARAMETER_DECAY_START, "0");
    assert_non_null(find_text(app, "117\u2009280, 161\u2009260"));
    enter(app, PARAMETER_STEPS_PER_EPOCH, "100");
    assert_int_equal(app->scenario.schedule.total_steps, 2600);
    assert_non_null(find_text(app, "1\u2009600, 2\u2009200"));
    assert_non_null(find_text(app, "2\u2009600 steps are 26 epochs of 100"));
    ctrl(app, 'z', false);
    assert_non_null(find_text(app, "Undone: steps_per_epoch 100 \u2192 7330"));
    assert_int_equal(app->scenario.schedule.total_steps, 190580);
    ctrl(app, 'z', true);
    assert_non_null(find_text(app, "Redone: steps_per_epoch 7330 \u2192 100"));
    enter(app, PARAMETER_TOTAL_STEPS, "2600");
    assert_null(find_text(app, "26e"));
    ctrl(app, 'z', false);
    assert_non_null(find_text(app, "26e"));
}

/* Keys go by epochs where epochs were typed; the track's ends are ends for these too, and the hand gives
 * steps. */
static void keys_step_by_epochs(void **state) {
    App *app = *state;
    enter(app, PARAMETER_STEPS_PER_EPOCH, "100");
    enter(app, PARAMETER_TOTAL_STEPS, "26e");
    app->ui.focus = control(PARAMETER_TOTAL_STEPS);
    size_t entries = app->history.count;
    key(app, KEY_RIGHT);
    assert_int_equal(app->scenario.schedule.total_steps, 2700);
    assert_non_null(find_text(app, "27e"));
    for (int i = 0; i < 2; i++) key(app, KEY_LEFT);
    assert_int_equal(app->scenario.schedule.total_steps, 2500);
    assert_int_equal(app->history.count, entries + 1);
    for (int i = 0; i < 5; i++) key(app, KEY_PAGE_DOWN);
    assert_true(app->scenario.schedule.total_steps >= 1);
    assert_int_equal(app->refused, -1);
    ctrl(app, 'z', false);
    assert_int_equal(app->scenario.schedule.total_steps, 2600);
    enter(app, PARAMETER_WARMUP_ITERS, "0.5e");
    app->ui.focus = control(PARAMETER_WARMUP_ITERS);
    key(app, KEY_RIGHT);
    assert_int_equal(app->scenario.schedule.warmup_iters, 60);
    for (int i = 0; i < 9; i++) key(app, KEY_LEFT);
    assert_int_equal(app->scenario.schedule.warmup_iters, 0);
    assert_int_equal(app->refused, -1);
    enter(app, PARAMETER_TOTAL_STEPS, "26e");
    Point at = knob(app, PARAMETER_TOTAL_STEPS);
    drag(app, at, (Point){at.x + 40, at.y});
    release(app, at.x + 40, at.y);
    assert_true(parameter_epochs(&app->scenario.schedule, PARAMETER_TOTAL_STEPS) == 0);
}

static Point source_button(App *app) {
    Box box = stop_box(app, ID_EPOCHS_SOURCE);
    assert_true(box.w > 0);
    return (Point){box.x + 5, box.y + 5};
}

/* What was opened with a click is typed into; keys find the button where they left it. */
static void an_opened_data_set_waits_for_its_size(void **state) {
    App *app = *state;
    Point button = source_button(app);
    click(app, button.x, button.y);
    key(app, '1');
    type(app, "00");
    key(app, KEY_ENTER);
    assert_int_equal(app->scenario.schedule.dataset_size, 100);
    button = source_button(app);
    click(app, button.x, button.y);
    assert_false(is_shown(app, PARAMETER_BATCH_SIZE));
    app->ui.focus = ID_EPOCHS_SOURCE;
    key(app, KEY_ENTER);
    assert_true(is_shown(app, PARAMETER_BATCH_SIZE));
    assert_int_equal(app->ui.focus, ID_EPOCHS_SOURCE);
}

static void epochs_follow_from_the_data_set(void **state) {
    App *app = *state;
    app_resize(app, 1280, 2000);
    show(app);
    assert_false(is_shown(app, PARAMETER_DATASET_SIZE));
    Point button = source_button(app);
    click(app, button.x, button.y);
    enter(app, PARAMETER_DATASET_SIZE, "117266");
    enter(app, PARAMETER_BATCH_SIZE, "2");
    enter(app, PARAMETER_DEVICES, "8");
    assert_int_equal(schedule_steps_per_epoch(&app->scenario.schedule), 7330);
    assert_non_null(find_text(app, "epochs of 7\u2009330"));
    Point at = field(app, PARAMETER_STEPS_PER_EPOCH);
    click(app, at.x, at.y);
    key(app, KEY_ENTER);
    assert_int_equal(app->scenario.schedule.steps_per_epoch, SCHEDULE_AUTO);
    enter(app, PARAMETER_STEPS_PER_EPOCH, "100");
    assert_int_equal(schedule_steps_per_epoch(&app->scenario.schedule), 100);
    click(app, at.x, at.y);
    key(app, KEY_BACKSPACE);
    key(app, KEY_ENTER);
    assert_int_equal(schedule_steps_per_epoch(&app->scenario.schedule), 7330);
    button = source_button(app);
    click(app, button.x, button.y);
    assert_false(is_shown(app, PARAMETER_DATASET_SIZE));
}

/* Under a typed number of steps the data set would change nothing: it takes over, in the same entry. */
static void a_data_set_takes_over_from_typed_steps(void **state) {
    App *app = *state;
    pick(app, "torchvision");
    app_resize(app, 1280, 2000);
    show(app);
    assert_true(app->scenario.schedule.steps_per_epoch > 0);
    Point button = source_button(app);
    click(app, button.x, button.y);
    size_t entries = app->history.count;
    assert_non_null(find_text(app, "not known"));
    assert_non_null(find_text(app, "steps_per_epoch is typed"));
    enter(app, PARAMETER_DATASET_SIZE, "1000");
    assert_int_equal(schedule_steps_per_epoch(&app->scenario.schedule), 1000);
    assert_non_null(find_text(app, "steps_per_epoch follows"));
    assert_int_equal(app->history.count, entries + 1);
    enter(app, PARAMETER_STEPS_PER_EPOCH, "7");
    assert_non_null(find_text(app, "steps_per_epoch is typed"));
    Box use = stop_box(app, ID_EPOCHS_USE);
    click(app, use.x + 5, use.y + 5);
    assert_int_equal(schedule_steps_per_epoch(&app->scenario.schedule), 1000);
    enter(app, PARAMETER_STEPS_PER_EPOCH, "7");
    enter(app, PARAMETER_DEVICES, "4");
    assert_int_equal(schedule_steps_per_epoch(&app->scenario.schedule), 250);
    Point at = field(app, PARAMETER_DATASET_SIZE);
    click(app, at.x, at.y);
    key(app, KEY_BACKSPACE);
    key(app, KEY_ENTER);
    assert_int_equal(app->scenario.schedule.dataset_size, 0);
}

static void reset_leaves_neither_title_nor_view_and_can_be_undone(void **state) {
    App *app = *state;
    pick(app, "wsd");
    Schedule preset = app->scenario.schedule;
    key(app, '+');
    assert_true(app->scenario.view_fixed);
    key(app, 'r');
    assert_non_null(find_text(app, "default: torchvision's warm-up"));
    assert_null(find_text(app, "changed"));
    assert_false(app->scenario.view_fixed);
    assert_int_equal(app->scenario.title.length + app->scenario.source.length, 0);
    ctrl(app, 'z', false);
    assert_non_null(find_text(app, "Warmup-stable-decay (MiniCPM style)"));
    assert_non_null(find_text(app, "Undone: now Warmup-stable-decay"));
    assert_true(parameters_same(&app->scenario.schedule, &preset));
    assert_true(app->scenario.remark.length > 0);
}

static void a_pin_is_named_by_the_title_while_it_holds(void **state) {
    App *app = *state;
    pick(app, "wsd");
    key(app, 'p');
    assert_string_equal(text_string(&app->scenario.pins[0].name), "Warmup-stable-decay");
    enter(app, PARAMETER_WARMUP_FACTOR, "0.5");
    key(app, 'p');
    assert_non_null(
        strstr(text_string(&app->scenario.pins[1].name), "Warmup-stable-decay \u00b7 factor 0.5"));
    key(app, 'p');
    assert_non_null(find_text(app, "Already pinned as Warmup-stable-decay"));
}

/* min(1000, len - 1), as torchvision's engine takes it. */
static void a_known_epoch_offers_a_warmup(void **state) {
    App *app = *state;
    assert_float_equal(stop_box(app, ID_EPOCHS_OFFER).w, 0, 0);
    enter(app, PARAMETER_STEPS_PER_EPOCH, "60");
    Box box = stop_box(app, ID_EPOCHS_OFFER);
    assert_true(box.w > 0);
    click(app, box.x + 5, box.y + 5);
    assert_int_equal(app->scenario.schedule.warmup_iters, 59);
    assert_float_equal(stop_box(app, ID_EPOCHS_OFFER).w, 0, 0);
    enter(app, PARAMETER_STEPS_PER_EPOCH, "5000");
    box = stop_box(app, ID_EPOCHS_OFFER);
    click(app, box.x + 5, box.y + 5);
    assert_int_equal(app->scenario.schedule.warmup_iters, 1000);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_preset_is_typed_and_taken),
        TEST(arrows_choose_and_escape_leaves_everything),
        TEST(a_click_chooses_and_one_outside_closes),
        TEST(letters_filter_and_do_nothing_else),
        TEST(a_long_list_scrolls),
        TEST(one_entry_to_undo_and_the_view_fits),
        TEST(the_header_says_what_it_is_and_whether_it_changed),
        TEST(the_button_in_the_header_opens_it),
        TEST(keys_leave_a_narrow_header),
        TEST(epochs_are_typed),
        TEST(epochs_stay_epochs),
        TEST(keys_step_by_epochs),
        TEST(an_opened_data_set_waits_for_its_size),
        TEST(epochs_follow_from_the_data_set),
        TEST(a_data_set_takes_over_from_typed_steps),
        TEST(reset_leaves_neither_title_nor_view_and_can_be_undone),
        TEST(a_pin_is_named_by_the_title_while_it_holds),
        TEST(a_known_epoch_offers_a_warmup),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
