/* Scenario files in the window: opened, saved, dropped; what would be lost is asked about first. */
#include "gestures.h"

#include "app/files_cards.h"
#include "app/state.h"
#include "base/file.h"
#include "figure/html.h"
#include "figure/write.h"

#include <sys/stat.h>
#include <unistd.h>

static char folder[64];

static const char *path_of(const char *name) {
    static char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void put(const char *name, const char *content) {
    Text why = {0};
    if (!file_write(path_of(name), content, strlen(content), &why)) fail_msg("%s", text_string(&why));
    text_free(&why);
}

static void expect_file(const char *name, const char *part) {
    Text content = {0}, why = {0};
    if (!file_read(path_of(name), 1 << 20, &content, &why)) fail_msg("%s", text_string(&why));
    if (!strstr(text_string(&content), part)) fail_msg("no '%s' in: %s", part, text_string(&content));
    text_free(&content);
    text_free(&why);
}

static void drop(App *app, const char *name) {
    give(app, (Input){.kind = INPUT_DROP, .words = path_of(name)});
}

/* Does the header say that? */
static bool find_state(const App *app, const char *title, const char *state) {
    const SceneCommand *saved = find_text(app, "\xC2\xB7");
    return find_text(app, title) && saved && !strcmp(scene_string(saved), state);
}

/* As a hand does it: a few characters at a time. */
static void type_all(App *app, const char *text) {
    for (; *text; text++) type(app, (char[]){*text, 0});
}

static void press_button(App *app, UiId id) {
    Box box = stop_box(app, id);
    assert_true(box.w > 0);
    click(app, box.x + box.w / 2, box.y + box.h / 2);
}

static void a_dropped_file_is_shown_and_undo_leads_back(void **state) {
    App *app = *state;
    enter(app, PARAMETER_WARMUP_FACTOR, "0.25");
    put("one.yaml", "title: number one\nwarmup_factor: 1.5\npins:\n  - name: a pin\n");
    drop(app, "one.yaml");
    assert_true(app->scenario.schedule.warmup_factor == 1.5);
    assert_int_equal(app->scenario.pin_count, 1);
    assert_true(find_state(app, "number one", " \xC2\xB7 saved"));
    ctrl(app, 'z', false);
    assert_true(app->scenario.schedule.warmup_factor == 0.25);
    assert_int_equal(app->scenario.pin_count, 0);
    assert_null(find_text(app, "number one"));
    assert_string_equal(text_string(&files_present(app)->path), "");
    ctrl(app, 'z', true);
    assert_string_equal(text_string(&files_present(app)->path), path_of("one.yaml"));
}

static void a_file_with_errors_changes_nothing_and_says_all(void **state) {
    App *app = *state;
    put("bad.yaml", "titel: x\nbase_lr: fast\ntotal_steps: 0\n");
    drop(app, "bad.yaml");
    assert_int_equal(app->dialog.kind, DIALOG_TROUBLE);
    assert_non_null(find_text(app, "bad.yaml cannot be opened"));
    assert_non_null(find_text(app, "1:1: unknown key 'titel'; did you mean 'title'?"));
    assert_non_null(find_text(app, "2:10: base_lr"));
    assert_non_null(find_text(app, "3:14: total_steps"));
    assert_int_equal(app->history.count, 1);
    key(app, KEY_ESCAPE);
    assert_int_equal(app->dialog.kind, DIALOG_NONE);
    drop(app, "absent.yaml");
    assert_non_null(find_text(app, "No such file"));
}

static void ctrl_s_asks_for_a_path_and_then_keeps_it(void **state) {
    App *app = *state;
    enter(app, PARAMETER_WARMUP_FACTOR, "0.5");
    assert_true(find_state(app, "custom schedule", " \xC2\xB7 unsaved"));
    ctrl(app, 's', false);
    assert_int_equal(app->dialog.kind, DIALOG_SAVE);
    assert_true(app->requests.text_input);
    ctrl(app, 'a', false);
    type_all(app, path_of("mine"));
    key(app, KEY_ENTER);
    assert_int_equal(app->dialog.kind, DIALOG_NONE);
    expect_file("mine.yaml", "warmup_factor: 0.5\n");
    assert_non_null(find_text(app, "Saved as mine.yaml"));
    key(app, KEY_TAB);
    assert_true(find_state(app, "mine.yaml", " \xC2\xB7 saved"));
    enter(app, PARAMETER_WARMUP_FACTOR, "0.75");
    assert_true(find_state(app, "mine.yaml", " \xC2\xB7 unsaved"));
    ctrl(app, 's', false);
    assert_int_equal(app->dialog.kind, DIALOG_NONE);
    expect_file("mine.yaml", "warmup_factor: 0.75\n");
}

static void saving_says_where_and_has_a_button(void **state) {
    App *app = *state;
    put("there.yaml", "warmup_factor: 0.1\n");
    ctrl(app, 's', false);
    ctrl(app, 'a', false);
    type_all(app, path_of("there"));
    assert_non_null(find_text(app, "there.yaml exists in "));
    type_all(app, "-new");
    assert_non_null(find_text(app, "there-new.yaml, a new file in "));
    assert_non_null(find_text(app, folder));
    key(app, KEY_TAB);
    assert_int_equal(app->ui.focus, ID_FILE_YES);
    assert_true(app->ui.ring);
    key(app, KEY_SPACE);
    expect_file("there-new.yaml", "lrscope");
    assert_false(app->ui.ring); /* Tab moved the dialog's focus, not the one below */
    ctrl(app, 's', true);
    ctrl(app, 'a', false);
    type_all(app, path_of("by-mouse"));
    press_button(app, ID_FILE_YES);
    expect_file("by-mouse.yaml", "lrscope");
    drop(app, "there.yaml");
    assert_non_null(find_text(app, "Opened there.yaml"));
}

/* A name is typed over the one that stands there, in the same folder; a folder that is not there is told. */
static void the_name_is_typed_over(void **state) {
    App *app = *state;
    ctrl(app, 's', false);
    type_all(app, path_of("first"));
    key(app, KEY_ENTER);
    expect_file("first.yaml", "lrscope");
    ctrl(app, 's', true);
    type(app, "second");
    assert_non_null(find_text(app, "second.yaml, a new file in "));
    key(app, KEY_ENTER);
    expect_file("second.yaml", "lrscope");
    ctrl(app, 's', true);
    type(app, "none/third");
    assert_non_null(find_text(app, "there is no folder "));
    assert_null(find_text(app, "a new file"));
}

/* A relative name leads nowhere then, and is said to. */
static void the_working_folder_may_be_gone(void **state) {
    App *app = *state;
    char here[4096];
    assert_non_null(getcwd(here, sizeof here));
    assert_int_equal(mkdir(path_of("gone"), 0700), 0);
    assert_int_equal(chdir(path_of("gone")), 0);
    assert_int_equal(rmdir(path_of("gone")), 0);
    ctrl(app, 's', false);
    type(app, "third");
    assert_non_null(find_text(app, "this folder no longer exists"));
    key(app, KEY_ENTER);
    assert_int_equal(app->dialog.kind, DIALOG_TROUBLE);
    assert_int_equal(chdir(here), 0);
}

static void what_is_being_typed_is_saved_too(void **state) {
    App *app = *state;
    put("typed.yaml", "warmup_factor: 0.5\n");
    drop(app, "typed.yaml");
    Point at = field(app, PARAMETER_WARMUP_FACTOR);
    click(app, at.x, at.y);
    type(app, "0.125");
    ctrl(app, 's', false);
    expect_file("typed.yaml", "warmup_factor: 0.125\n");
}

static void another_file_is_written_over_only_when_told_so(void **state) {
    App *app = *state;
    put("other.yaml", "title: not mine\n");
    ctrl(app, 's', true);
    ctrl(app, 'a', false);
    type_all(app, path_of("other.yaml"));
    key(app, KEY_ENTER);
    assert_int_equal(app->dialog.kind, DIALOG_QUESTION);
    assert_non_null(find_text(app, "Save over other.yaml?"));
    assert_non_null(find_text(app, "There is a file other.yaml already."));
    press_button(app, ID_FILE_NO);
    expect_file("other.yaml", "not mine");
    assert_string_equal(text_string(&files_present(app)->path), "");
    ctrl(app, 's', true);
    ctrl(app, 'a', false);
    type_all(app, path_of("other.yaml"));
    key(app, KEY_ENTER);
    press_button(app, ID_FILE_YES);
    expect_file("other.yaml", "warmup_factor: 0.001");
    assert_string_equal(text_string(&files_present(app)->path), path_of("other.yaml"));
}

static void comments_that_would_be_lost_are_asked_about(void **state) {
    App *app = *state;
    put("loose.yaml", "# kept\nmilestones: [1,  # lost\n  2]\n");
    drop(app, "loose.yaml");
    ctrl(app, 's', false);
    assert_int_equal(app->dialog.kind, DIALOG_QUESTION);
    assert_non_null(find_text(app, "1 of its comments would be lost"));
    expect_file("loose.yaml", "# lost");
    key(app, KEY_ENTER); /* the safe way out has the focus */
    assert_int_equal(app->dialog.kind, DIALOG_SAVE);
    assert_string_equal(app->ui.edit.text, path_of("loose.yaml"));
    key(app, KEY_ESCAPE);
    ctrl(app, 's', false);
    press_button(app, ID_FILE_YES);
    expect_file("loose.yaml", "# kept\n");
    expect_file("loose.yaml", "milestones: [1, 2]\n");
    ctrl(app, 's', false);
    assert_int_equal(app->dialog.kind, DIALOG_NONE);
}

static void a_file_that_changed_meanwhile_is_asked_about(void **state) {
    App *app = *state;
    put("shared.yaml", "warmup_factor: 0.5\n");
    drop(app, "shared.yaml");
    put("shared.yaml", "warmup_factor: 0.5 # by somebody else\n");
    ctrl(app, 's', false);
    assert_int_equal(app->dialog.kind, DIALOG_QUESTION);
    assert_non_null(find_text(app, "was changed by another program"));
    expect_file("shared.yaml", "somebody else");
}

/* Under a preset's title only the preset's own values stay. */
static void the_title_stands_behind_the_name_while_it_holds(void **state) {
    App *app = *state;
    put("run.yaml", "title: mine\nwarmup_factor: 0.25\n");
    app_resize(app, 1920, 1080);
    drop(app, "run.yaml");
    assert_non_null(find_text(app, "run.yaml"));
    assert_non_null(find_text(app, "\u00b7 mine"));
    enter(app, PARAMETER_WARMUP_FACTOR, "0.5");
    assert_null(find_text(app, "\u00b7 mine"));
    ctrl(app, 's', false);
    assert_non_null(find_text(app, "\u00b7 saved"));
    assert_null(find_text(app, "\u00b7 mine"));
    assert_non_null(find_text(app, "run.yaml"));
}

static void what_cannot_be_written_is_said_and_nothing_is_lost(void **state) {
    App *app = *state;
    enter(app, PARAMETER_WARMUP_FACTOR, "0.5");
    ctrl(app, 's', false);
    ctrl(app, 'a', false);
    type_all(app, path_of("no/such/folder/x.yaml"));
    key(app, KEY_ENTER);
    assert_int_equal(app->dialog.kind, DIALOG_TROUBLE);
    assert_non_null(find_text(app, "x.yaml cannot be saved"));
    assert_non_null(find_text(app, "cannot write"));
    press_button(app, ID_FILE_OTHER);
    assert_int_equal(app->dialog.kind, DIALOG_SAVE);
    key(app, KEY_ESCAPE);
    assert_non_null(find_text(app, "unsaved"));
}

static void paths_are_completed_and_chosen(void **state) {
    App *app = *state;
    mkdir(path_of("sub"), 0700);
    put("sub/recipe-a.yaml", "warmup_factor: 0.25\n");
    put("sub/recipe-b.yaml", "warmup_factor: 0.75\n");
    put("sub/.hidden.yaml", "");
    ctrl(app, 'o', false);
    type_all(app, path_of("su"));
    key(app, KEY_TAB);
    assert_string_equal(app->ui.edit.text, path_of("sub/"));
    type(app, "r");
    key(app, KEY_TAB);
    assert_string_equal(app->ui.edit.text, path_of("sub/recipe-"));
    assert_non_null(find_text(app, "2 entries match"));
    key(app, KEY_DOWN);
    key(app, KEY_DOWN);
    key(app, KEY_ENTER);
    assert_true(app->scenario.schedule.warmup_factor == 0.75);
    ctrl(app, 'o', false); /* the recent list, by mouse */
    const SceneCommand *line = find_text(app, path_of("sub/recipe-b.yaml"));
    assert_non_null(line);
    app->scenario.schedule.warmup_factor = 0.001;
    click(app, line->x + 20, line->y - 4);
    assert_true(app->scenario.schedule.warmup_factor == 0.75);
}

static void a_figure_is_no_file_to_save_in(void **state) {
    App *app = *state;
    put("figure.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:lrscope=\"urn:lrscope\"><metadata>"
                      "<lrscope:scenario>warmup_factor: 1.25\n</lrscope:scenario></metadata></svg>");
    drop(app, "figure.svg");
    assert_true(app->scenario.schedule.warmup_factor == 1.25);
    ctrl(app, 's', false);
    assert_int_equal(app->dialog.kind, DIALOG_SAVE);
}

static App *another(void) {
    App *app = malloc(sizeof *app);
    assert_non_null(app);
    Scenario scenario = scenario_default();
    app_open(app, &scenario, &theme_dark);
    return app;
}

/* Through the text that the session keeps, into another app. */
static App *reopened(const App *app) {
    Text text = {0}, why = {0};
    App *other = another();
    state_write(app, &text);
    if (!state_read(other, text_string(&text), text.length, &why)) fail_msg("%s", text_string(&why));
    text_free(&text);
    show(other);
    return other;
}

static void forget(App *app) {
    app_close(app);
    free(app);
}

static void expect_same_state(const App *app, const App *other) {
    Text text = {0}, again = {0};
    state_write(app, &text);
    state_write(other, &again);
    assert_string_equal(text_string(&text), text_string(&again));
    text_free(&text);
    text_free(&again);
}

static void everything_comes_back(void **state) {
    App *app = *state;
    put("kept.yaml", "# head\ntitle: kept\nmilestones: [1,  # lost\n  2]\n# end\n");
    drop(app, "kept.yaml");
    enter(app, PARAMETER_WARMUP_FACTOR, "1.5");
    key(app, 'p');
    key(app, 't');
    ctrl(app, '+', false);
    App *other = reopened(app);
    expect_same_state(app, other);
    assert_ptr_equal(other->theme, &theme_light);
    assert_true(other->requests.zoom == app->requests.zoom && other->requests.zoom > 1);
    assert_true(find_state(other, "kept", " \xC2\xB7 unsaved"));
    assert_int_equal(other->files.recent_count, app->files.recent_count);
    assert_false(history_undo(&other->history, &other->scenario));
    ctrl(other, 's', false); /* it still knows what would be lost */
    assert_int_equal(other->dialog.kind, DIALOG_QUESTION);
    press_button(other, ID_FILE_YES);
    expect_file("kept.yaml", "# head\n");
    expect_file("kept.yaml", "# end\n");
    forget(other);
}

static void a_file_changed_while_closed_is_noticed(void **state) {
    App *app = *state;
    put("away.yaml", "warmup_factor: 0.5\n");
    drop(app, "away.yaml");
    put("away.yaml", "warmup_factor: 0.625\n");
    App *other = reopened(app);
    assert_true(find_state(other, "away.yaml", " \xC2\xB7 unsaved"));
    ctrl(other, 's', false);
    assert_int_equal(other->dialog.kind, DIALOG_QUESTION);
    forget(other);
}

static void a_spoiled_state_is_refused_whole(void **state) {
    App *app = *state;
    static const char *const texts[] = {"session: [", "session:\n  theme: light\nbase_lr: fast\n", "\x01",
                                        "- a\n", "lrscope: 99\n"};
    Text why = {0};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        assert_false(state_read(app, texts[i], strlen(texts[i]), &why));
        assert_ptr_equal(app->theme, &theme_dark);
        assert_int_equal(app->history.count, 1);
    }
    /* but what is unknown in the settings alone is passed over */
    const char *odd = "session: {theme: purple, zoom: x, width: -3, recent: 7, file: relative, more: 1}\n";
    assert_true(state_read(app, odd, strlen(odd), &why));
    assert_true(app->requests.zoom == 1 && app->plain_width == 1280);
    assert_string_equal(text_string(&files_present(app)->path), "");
    text_free(&why);
}

/* --- everything that can be opened can be dropped --- */

/* Writes the figure of a schedule with base_lr = 0.125 there. */
static void draw_to(const char *name, const char *format) {
    Figure figure;
    FigureSpec spec = figure_spec_default();
    Scenario scenario = scenario_default();
    Text why = {0};
    scenario.schedule.base_lr = 0.125;
    spec.width = 320;
    spec.height = 180;
    if (!strcmp(format, "webp")) spec.sweep = "warmup_factor=0:1:2";
    if (!figure_open(&figure, &scenario, &spec, NULL, NULL, &why) ||
        !figure_write(&figure, figure_format_named(format), path_of(name), &why))
        fail_msg("%s: %s", name, text_string(&why));
    figure_close(&figure);
    scenario_free(&scenario);
    text_free(&why);
}

typedef enum Became { A_SCHEDULE, A_LOG, A_LESSON } Became;

static void everything_that_can_be_opened_can_be_dropped(void **state) {
    (void)state;
    static const char hf_state[] =
        "{\"global_step\": 3, \"max_steps\": 100, \"log_history\": [{\"learning_rate\": 0.002, \"loss\": 1.0, \"step\": 1, "
        "\"epoch\": 0.1}, {\"learning_rate\": 0.004, \"loss\": 1.0, \"step\": 2, \"epoch\": 0.2}, {\"learning_rate\": 0.006, "
        "\"loss\": 1.0, \"step\": 3, \"epoch\": 0.3}]}";
    static const char script[] = "import torch\nfrom torch.optim.lr_scheduler import LinearLR\n"
                                 "optimizer = torch.optim.SGD(model.parameters(), lr=0.125)\n"
                                 "scheduler = LinearLR(optimizer, start_factor=0.1, total_iters=500)\n"
                                 "for step in range(2000):\n    optimizer.step()\n    scheduler.step()\n";
    static const char arguments[] = "\"learning_rate\": 0.125, \"warmup_steps\": 100, \"max_steps\": 2000, "
                                    "\"lr_scheduler_type\": \"cosine\"";
    static const struct {
        const char *name, *format, *content; /* drawn in a format, or written */
        Became became;
    } files[] = {
        {"scenario.yaml", NULL, "base_lr: 0.125\n", A_SCHEDULE},
        {"figure.png", "png", NULL, A_SCHEDULE},
        {"figure.svg", "svg", NULL, A_SCHEDULE},
        {"figure.pdf", "pdf", NULL, A_SCHEDULE},
        {"figure.webp", "webp", NULL, A_SCHEDULE},
        {"figure.html", "html", NULL, A_SCHEDULE},
        {"figure.yaml", "yaml", NULL, A_SCHEDULE},
        {"script.py", NULL, script, A_SCHEDULE},
        {"training_args.json", NULL, arguments, A_SCHEDULE},
        {"config.yml", NULL, "learning_rate: 0.125\nwarmup_steps: 100\nmax_steps: 2000\nlr_scheduler_type: cosine\n", A_SCHEDULE},
        {"train.sh", NULL, "python run.py --learning_rate 0.125 --warmup_steps 100 --max_steps 2000 --lr_scheduler_type cosine\n",
         A_SCHEDULE},
        {"trainer_state.json", NULL, hf_state, A_LOG},
        {"table.csv", "csv", NULL, A_LOG},
        {"metrics.csv", NULL, "step,lr\n0,0.002\n1,0.004\n2,0.006\n", A_LOG},
        {"train.log", NULL,
         "{'loss': 1.0, 'learning_rate': 0.002, 'epoch': 0.1}\n{'loss': 1.0, 'learning_rate': 0.004, 'epoch': 0.2}\n"
         "{'loss': 1.0, 'learning_rate': 0.006, 'epoch': 0.3}\n", A_LOG},
        {"lesson.yaml", NULL, "lesson: 1\ntitle: Mine\nsteps:\n  - title: One\n    text: words\n", A_LESSON},
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        void *own = NULL;
        FigureSpec usual = figure_spec_default();
        Text why = {0};
        bool built = !files[i].format || strcmp(files[i].format, "html") != 0 || html_ready(&usual, &why);
        text_free(&why);
        if (!built) continue; /* the program for pages is not part of every build */
        assert_int_equal(begin(&own), 0);
        App *app = own;
        bool object = files[i].content == arguments;
        char content[1024];
        snprintf(content, sizeof content, "%s%s%s", object ? "{" : "", files[i].content ? files[i].content : "", object ? "}" : "");
        if (files[i].format)
            draw_to(files[i].name, files[i].format);
        else
            put(files[i].name, content);
        drop(app, files[i].name);
        bool schedule = app->scenario.schedule.base_lr == 0.125, log = app->scenario.log_count == 1;
        bool good = files[i].became == A_SCHEDULE ? schedule : files[i].became == A_LOG ? log : app->present.on;
        if (!good) fail_msg("%s: %s; %s", files[i].name, text_string(&app->files.title), text_string(&app->files.words));
        end(&own);
    }
}

/* What cannot be opened says so, and nothing changes. */
static void what_cannot_be_opened_is_refused(void **state) {
    App *app = *state;
    static const char *const names[] = {"photo.jpg", "empty.yaml", "notes.txt", "absent.yaml"};
    put("photo.jpg", "\xFF\xD8\xFF\xE0 JFIF");
    put("empty.yaml", "");
    put("notes.txt", "Dear diary, today nothing was trained.\n");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        drop(app, names[i]);
        if (app->dialog.kind != DIALOG_TROUBLE) fail_msg("%s: no refusal", names[i]);
        if (!find_text(app, "cannot be opened")) fail_msg("%s: not said", names[i]);
        assert_int_equal(app->history.count, 1);
        key(app, KEY_ESCAPE);
    }
}

int main(void) {
    strcpy(folder, "/tmp/lrscope-files-XXXXXX");
    if (!mkdtemp(folder)) return 1;
    const struct CMUnitTest tests[] = {
        TEST(a_dropped_file_is_shown_and_undo_leads_back),
        TEST(a_file_with_errors_changes_nothing_and_says_all),
        TEST(ctrl_s_asks_for_a_path_and_then_keeps_it),
        TEST(saving_says_where_and_has_a_button),
        TEST(the_name_is_typed_over),
        TEST(the_working_folder_may_be_gone),
        TEST(what_is_being_typed_is_saved_too),
        TEST(another_file_is_written_over_only_when_told_so),
        TEST(comments_that_would_be_lost_are_asked_about),
        TEST(a_file_that_changed_meanwhile_is_asked_about),
        TEST(the_title_stands_behind_the_name_while_it_holds),
        TEST(what_cannot_be_written_is_said_and_nothing_is_lost),
        TEST(paths_are_completed_and_chosen),
        TEST(a_figure_is_no_file_to_save_in),
        TEST(everything_comes_back),
        TEST(a_file_changed_while_closed_is_noticed),
        TEST(a_spoiled_state_is_refused_whole),
        cmocka_unit_test(everything_that_can_be_opened_can_be_dropped),
        TEST(what_cannot_be_opened_is_refused),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command) == 0 ? failed : 1;
}
