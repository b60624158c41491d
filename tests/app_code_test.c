/* The schedule as code in the window: copied, and read out of what is pasted. */
#include "gestures.h"

#include <inttypes.h>

#include "app/clipboard.h"
#include "app/snippet.h"
#include "app/state.h"

static void paste(App *app, const char *text) {
    give(app, (Input){.kind = INPUT_PASTE, .words = text});
}

static const char *copied(App *app) {
    return text_string(&app->requests.copy);
}

static void choose_dialect(App *app, CodeDialect dialect) {
    app->ui.focus = ID_DIALECT;
    key(app, KEY_ENTER);
    key(app, KEY_HOME);
    for (int i = 0; i < (int)dialect; i++) key(app, KEY_DOWN);
    key(app, KEY_ENTER);
    assert_int_equal(app->snippet.dialect, dialect);
}

static const char sequential[] = "optimizer = torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9)\n"
                                 "warm = LinearLR(optimizer, start_factor=0.01, total_iters=500)\n"
                                 "main = MultiStepLR(optimizer, milestones=[6000, 8000], gamma=0.1)\n"
                                 "scheduler = SequentialLR(optimizer, [warm, main], milestones=[500])\n";

static void c_copies_the_whole_code_of_the_chosen_dialect(void **state) {
    App *app = *state;
    for (int dialect = 0; dialect < CODE_COUNT; dialect++) {
        Text code = {0};
        choose_dialect(app, (CodeDialect)dialect);
        text_clear(&app->requests.copy);
        code_write((CodeDialect)dialect, &app->scenario.schedule, &code);
        key(app, 'c');
        assert_string_equal(copied(app), text_string(&code));
        assert_non_null(find_text(app, "code copied"));
        assert_non_null(find_text(app, code_kinds[dialect].label));
        text_free(&code);
    }
    assert_int_equal(app->history.count, 1);
}

static void the_header_copies_too(void **state) {
    App *app = *state;
    const SceneCommand *name = find_text(app, "Copy code");
    assert_non_null(name);
    click(app, name->x + 4, name->y - 4);
    assert_non_null(strstr(copied(app), "LambdaLR(optimizer, warmup)"));
}

/* Who looks at the code and copies it goes on looking at it. */
static void copying_leaves_the_panel_where_it_is(void **state) {
    App *app = *state;
    wheel(app, app->panel.view.x + 30, app->panel.view.y + 8, -100);
    double offset = app->panel.offset;
    assert_true(offset > 0);
    key(app, 'c');
    assert_true(app->panel.offset == offset);
}

static void the_confirmation_goes_when_its_time_has_come(void **state) {
    App *app = *state;
    give(app, (Input){.kind = INPUT_KEY, .key = 'c', .time = 100});
    assert_true(app->requests.deadline > 101 && app->requests.deadline < 103);
    give(app, (Input){.kind = INPUT_MOVE, .x = 5, .y = 5, .time = 101});
    assert_non_null(find_text(app, "code copied"));
    give(app, (Input){.kind = INPUT_TIME, .time = app->requests.deadline});
    assert_null(find_text(app, "code copied"));
    assert_true(app->requests.deadline == 0);
}

/* What the panel shows is the code, whatever it takes to fit it in. */
static void the_panel_shows_the_code_as_it_is_now(void **state) {
    App *app = *state;
    app_resize(app, 1280, 4000);
    show(app);
    assert_non_null(find_text(app, "def warmup(step):"));
    const SceneCommand *body = find_text(app, "alpha = step");
    const SceneCommand *head = find_text(app, "def warmup");
    assert_true(body->x > head->x + 10);
    enter(app, PARAMETER_WARMUP_FACTOR, "0.625");
    const SceneCommand *number = NULL;
    for (const SceneCommand *at = scene_next(&app->scene, NULL); at; at = scene_next(&app->scene, at))
        if (at->kind == SCENE_TEXT && !strcmp(scene_string(at), "0.625") && at->font == FONT_MONO)
            number = at;
    assert_non_null(number);
    assert_int_equal(number->fill, theme_dark.accent);
    choose_dialect(app, CODE_CLI);
    assert_null(find_text(app, "def warmup"));
    assert_non_null(find_text(app, "lrscope --warmup-factor="));
}

static void no_line_of_code_leaves_its_card(void **state) {
    App *app = *state;
    const double widths[] = {960, 1280, 3840};
    choose_decay(app, DECAY_COSINE_RESTARTS);
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++)
        for (int dialect = 0; dialect < CODE_COUNT; dialect++) {
            app_resize(app, widths[i], 5000);
            choose_dialect(app, (CodeDialect)dialect);
            double right = app->panel.view.x + app->panel.view.w - 18;
            for (const SceneCommand *at = scene_next(&app->scene, NULL); at; at = scene_next(&app->scene, at))
                if (at->kind == SCENE_TEXT && at->font == FONT_MONO && at->x > app->panel.view.x)
                    assert_true(at->align != ALIGN_LEFT ||
                                at->x + 0.6 * at->size * (double)strlen(scene_string(at)) < right);
        }
}

static void pasted_code_sets_the_schedule_as_one_entry(void **state) {
    App *app = *state;
    Schedule before = app->scenario.schedule;
    paste(app, sequential);
    const Schedule *schedule = &app->scenario.schedule;
    assert_true(schedule->base_lr == 0.05 && schedule->warmup_factor == 0.01);
    assert_int_equal(schedule->warmup_iters, 500);
    assert_int_equal(schedule->decay, DECAY_MULTISTEP);
    assert_int_equal(app->history.count, 2);
    assert_int_equal(app->dialog.kind, DIALOG_PASTED);
    assert_non_null(find_text(app, "Read as a script"));
    assert_non_null(find_text(app, "Assumed: the scheduler is stepped once an update"));
    ctrl(app, 'z', false); /* right from the card */
    assert_int_equal(app->dialog.kind, DIALOG_NONE);
    assert_true(parameters_same(&app->scenario.schedule, &before));
    ctrl(app, 'z', true);
    assert_int_equal(app->scenario.schedule.warmup_iters, 500);
}

static void what_is_no_code_changes_nothing(void **state) {
    App *app = *state;
    const char *const texts[] = {"", "hello", "print(1)", "\xFF\xFE\x01", "LinearLR(", NULL};
    Schedule before = app->scenario.schedule;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        paste(app, texts[i]);
        assert_int_equal(app->dialog.kind, DIALOG_PASTED);
        assert_non_null(find_text(app, "Nothing was changed"));
        assert_true(parameters_same(&app->scenario.schedule, &before));
        assert_int_equal(app->history.count, 1);
        if (i % 2) key(app, KEY_ESCAPE); /* else the next is pasted over it */
    }
    paste(app, sequential);
    assert_int_equal(app->history.count, 2);
}

static void hostile_text_is_read_in_peace(void **state) {
    App *app = *state;
    size_t size = (1 << 20) + 100;
    char *text = malloc(size);
    memset(text, '(', size - 1);
    text[size - 1] = 0;
    paste(app, text);
    assert_non_null(find_text(app, "1 MiB"));
    text[1 << 20] = 0;
    paste(app, text);
    for (size_t i = 0; i < size - 1; i++) text[i] = (char)(1 + (i * 2654435761u >> 7) % 255);
    text[3000] = 0;
    paste(app, text);
    assert_int_equal(app->history.count, 1);
    free(text);
}

static void a_report_of_many_lines_scrolls_in_the_smallest_window(void **state) {
    App *app = *state;
    Text text = {0};
    text_add(&text, sequential);
    for (int i = 0; i < 60; i++)
        text_addf(&text, "s%d = CyclicLR(optimizer, base_lr=foo%d, step_size=bar)\n", i, i);
    app_resize(app, 960, 600);
    paste(app, text_string(&text));
    text_free(&text);
    assert_int_equal(app->dialog.kind, DIALOG_PASTED);
    for (const SceneCommand *at = scene_next(&app->scene, NULL); at; at = scene_next(&app->scene, at))
        if (at->kind == SCENE_BOX) assert_true(at->box.y + at->box.h <= 600 || at->box.x > 600);
    key(app, KEY_ENTER);
    assert_int_equal(app->dialog.kind, DIALOG_NONE);
}

static void pasting_ends_what_is_held(void **state) {
    App *app = *state;
    Point from = knob(app, PARAMETER_WARMUP_FACTOR);
    drag(app, from, (Point){from.x + 60, from.y});
    paste(app, sequential);
    move(app, from.x + 90, from.y);
    assert_true(app->scenario.schedule.warmup_factor == 0.01);
}

static void a_field_takes_the_first_line_of_what_is_pasted(void **state) {
    App *app = *state;
    Point at = field(app, PARAMETER_WARMUP_ITERS);
    click(app, at.x, at.y);
    paste(app, "1234\r\nLinearLR(optimizer)");
    assert_int_equal(app->dialog.kind, DIALOG_NONE);
    assert_string_equal(app->ui.edit.text, "1234");
    paste(app, NULL);
    key(app, KEY_ENTER);
    assert_int_equal(app->scenario.schedule.warmup_iters, 1234);
}

static void a_field_copies_and_cuts_its_selection(void **state) {
    App *app = *state;
    Point at = field(app, PARAMETER_WARMUP_ITERS);
    click(app, at.x, at.y);
    ctrl(app, 'c', false);
    assert_string_equal(copied(app), "1000");
    key(app, KEY_END);
    give(app, (Input){.kind = INPUT_KEY, .key = KEY_LEFT, .shift = true});
    ctrl(app, 'x', false);
    assert_string_equal(copied(app), "0");
    assert_string_equal(app->ui.edit.text, "100");
    text_clear(&app->requests.copy);
    ctrl(app, 'c', false);
    assert_string_equal(copied(app), "");
    ctrl(app, 'a', false);
    paste(app, "77");
    key(app, KEY_ENTER);
    assert_int_equal(app->scenario.schedule.warmup_iters, 77);
}

static void values_under_the_crosshair_are_copied_exactly(void **state) {
    App *app = *state;
    enter(app, PARAMETER_WARMUP_FACTOR, "1/3");
    app->crosshair = 7;
    ctrl(app, 'c', false);
    char expected[256];
    double factor, lr;
    int64_t step;
    assert_int_equal(sscanf(copied(app), "step,factor,lr\n%" SCNd64 ",%lf,%lf\n", &step, &factor, &lr), 3);
    assert_int_equal(step, 7);
    assert_true(factor == schedule_factor(&app->scenario.schedule, 7));
    assert_true(lr == schedule_lr(&app->scenario.schedule, 7));
    snprintf(expected, sizeof expected, "%s", copied(app));
    key(app, 'm');
    app->crosshair = 1500;
    ctrl(app, 'c', false);
    assert_non_null(strstr(copied(app), "\n1500,1,0.02\n7,"));
    assert_non_null(find_text(app, "Values at steps 1\xE2\x80\x89"
                                   "500 and 7 copied"));
}

static void the_description_is_copied(void **state) {
    App *app = *state;
    ctrl(app, 'c', true);
    assert_non_null(strstr(copied(app), "warm-up"));
    assert_non_null(find_text(app, "Description copied"));
}

static void the_chosen_dialect_comes_back(void **state) {
    App *app = *state;
    Text text = {0}, why = {0};
    choose_dialect(app, CODE_OPTAX);
    state_write(app, &text);
    choose_dialect(app, CODE_PYTORCH);
    assert_true(state_read(app, text_string(&text), text.length, &why));
    assert_int_equal(app->snippet.dialect, CODE_OPTAX);
    text_free(&text);
    text_free(&why);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(c_copies_the_whole_code_of_the_chosen_dialect),
        TEST(the_header_copies_too),
        TEST(copying_leaves_the_panel_where_it_is),
        TEST(the_confirmation_goes_when_its_time_has_come),
        TEST(the_panel_shows_the_code_as_it_is_now),
        TEST(no_line_of_code_leaves_its_card),
        TEST(pasted_code_sets_the_schedule_as_one_entry),
        TEST(what_is_no_code_changes_nothing),
        TEST(hostile_text_is_read_in_peace),
        TEST(a_report_of_many_lines_scrolls_in_the_smallest_window),
        TEST(pasting_ends_what_is_held),
        TEST(a_field_takes_the_first_line_of_what_is_pasted),
        TEST(a_field_copies_and_cuts_its_selection),
        TEST(values_under_the_crosshair_are_copied_exactly),
        TEST(the_description_is_copied),
        TEST(the_chosen_dialect_comes_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
