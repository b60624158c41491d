/* The export sheet, by keys and mouse: what it writes is what the command line writes. */
#include "gestures.h"

#include "app/state.h"
#include "base/file.h"
#include "base/folder.h"
#include "figure/write.h"

#include <unistd.h>

static char folder[] = "/tmp/lrscope-export-XXXXXX";

static int begin_in_folder(void **state) {
    int failed = begin(state);
    App *app = *state;
    text_setf(&app->export.folder, "%s/", folder);
    return failed;
}

static Text content(const char *name) {
    Text path = {0}, bytes = {0}, why = {0};
    text_setf(&path, "%s/%s", folder, name);
    if (!file_read(text_string(&path), 1 << 24, &bytes, &why)) fail_msg("%s", text_string(&why));
    unlink(text_string(&path));
    text_free(&path);
    text_free(&why);
    return bytes;
}

static bool begins(const Text *bytes, const char *with) {
    return bytes->length > strlen(with) && !memcmp(bytes->data, with, strlen(with));
}

static void choose_down(App *app, UiId id, int rows) {
    app->ui.focus = id;
    key(app, KEY_ENTER);
    for (int i = 0; i < rows; i++) key(app, KEY_DOWN);
    key(app, KEY_ENTER);
}

static void enter_writes_the_figure_and_copies_its_path(void **state) {
    App *app = *state;
    key(app, 'e');
    assert_int_equal(app->dialog.kind, DIALOG_EXPORT);
    assert_non_null(find_text(app, "Export the chart"));
    assert_non_null(find_text(app, "Never above 1"));
    key(app, KEY_ENTER);
    assert_non_null(find_text(app, "Written"));
    assert_non_null(strstr(text_string(&app->requests.copy), "/lrscope.svg"));
    Text svg = content("lrscope.svg");
    assert_true(begins(&svg, "<svg"));
    assert_non_null(strstr(svg.data, "width=\"960\""));
    text_free(&svg);
    key(app, KEY_ESCAPE);
    assert_int_equal(app->dialog.kind, DIALOG_NONE);
}

static void what_is_chosen_is_written(void **state) {
    App *app = *state;
    key(app, 'e');
    choose_down(app, ID_EXPORT_FORMAT, 3);
    choose_down(app, ID_EXPORT_SIZE, 1);
    choose_down(app, ID_EXPORT_THEME, 1);
    Box write = stop_box(app, ID_EXPORT_WRITE);
    click(app, write.x + write.w / 2, write.y + write.h / 2);
    Text pdf = content("lrscope.pdf");
    assert_true(begins(&pdf, "%PDF"));
    text_free(&pdf);
    FigureSpec spec = figure_spec_default();
    Figure figure;
    Text path = {0}, why = {0};
    spec.width = 640;
    spec.height = 360;
    spec.theme = &theme_dark;
    text_setf(&path, "%s/by-spec.pdf", folder);
    assert_true(figure_open(&figure, &app->scenario, &spec, NULL, NULL, &why));
    assert_true(figure_write(&figure, figure_format_named("pdf"), text_string(&path), &why));
    figure_close(&figure);
    click(app, write.x + write.w / 2, write.y + write.h / 2);
    Text one = content("by-spec.pdf"), other = content("lrscope.pdf");
    assert_int_equal(one.length, other.length);
    assert_memory_equal(one.data, other.data, one.length);
    text_free(&one);
    text_free(&other);
    text_free(&path);
    text_free(&why);
}

static void a_typed_path_goes_there_and_chooses_the_format(void **state) {
    App *app = *state;
    key(app, 'e');
    app->ui.focus = ID_EXPORT_PATH;
    key(app, KEY_ENTER);

    type(app, folder);
    type(app, "/other.png");
    key(app, KEY_ENTER);
    Text png = content("other.png");
    assert_true(begins(&png, "\x89PNG"));
    text_free(&png);
    assert_string_equal(export_format_word(&app->export), "png");
}

static void a_path_is_typed_where_tab_leads(void **state) {
    App *app = *state;
    key(app, 'e');
    for (int i = 0; i < 10 && app->ui.focus != ID_EXPORT_PATH; i++) key(app, KEY_TAB);
    type(app, folder);
    type(app, "/tabbed.svg");
    key(app, KEY_ENTER);
    assert_non_null(find_text(app, "Written"));
    Text svg = content("tabbed.svg");
    assert_true(begins(&svg, "<svg"));
    text_free(&svg);
    for (int i = 0; i < 10 && app->ui.focus != ID_EXPORT_PATH; i++) key(app, KEY_TAB);
    key(app, KEY_ESCAPE);
    assert_int_equal(app->dialog.kind, DIALOG_EXPORT);
    key(app, KEY_ESCAPE);
    assert_int_equal(app->dialog.kind, DIALOG_NONE);
}

static void a_file_needs_a_name(void **state) {
    App *app = *state;
    key(app, 'e');
    for (int i = 0; i < 10 && app->ui.focus != ID_EXPORT_PATH; i++) key(app, KEY_TAB);
    type(app, folder);
    type(app, "/.png");
    key(app, KEY_ENTER);
    assert_non_null(find_text(app, "The file has no name yet"));
    assert_null(find_text(app, "--format"));
}

static void write_means_the_path_that_stands_there(void **state) {
    App *app = *state;
    key(app, 'e');
    app->ui.focus = ID_EXPORT_PATH;
    key(app, KEY_ENTER);
    type(app, folder);
    type(app, "/typed.png2");
    assert_non_null(find_text(app, "/typed.png2.svg"));
    Box write = stop_box(app, ID_EXPORT_WRITE);
    click(app, write.x + write.w / 2, write.y + write.h / 2);
    Text svg = content("typed.png2.svg");
    assert_true(begins(&svg, "<svg"));
    text_free(&svg);
}

static void another_file_is_not_written_over_unasked(void **state) {
    App *app = *state;
    Text path = {0}, why = {0};
    text_setf(&path, "%s/lrscope.svg", folder);
    assert_true(file_write(text_string(&path), "mine", 4, &why));
    key(app, 'e');
    key(app, KEY_ENTER);
    assert_non_null(find_text(app, "A file of that name exists"));
    Text kept = {0};
    assert_true(file_read(text_string(&path), 100, &kept, &why));
    assert_string_equal(text_string(&kept), "mine");
    key(app, KEY_ENTER);
    assert_non_null(find_text(app, "Written"));
    key(app, KEY_ENTER);
    assert_non_null(find_text(app, "Written"));
    Text svg = content("lrscope.svg");
    assert_true(begins(&svg, "<svg"));
    text_free(&svg);
    text_free(&kept);
    text_free(&path);
    text_free(&why);
}

static void a_failure_is_said_and_nothing_is_written(void **state) {
    App *app = *state;
    text_setf(&app->export.folder, "%s/not/there/", folder);
    key(app, 'e');
    key(app, KEY_ENTER);
    assert_non_null(find_text(app, "cannot write"));
    assert_int_equal(app->requests.copy.length, 0);
}

static void the_last_choice_comes_back(void **state) {
    App *app = *state;
    export_choose(&app->export, "png2", "1280x720", "neutral");
    Text text = {0}, why = {0};
    state_write(app, &text);
    export_choose(&app->export, "svg", "960x540", "light");
    assert_true(state_read(app, text_string(&text), text.length, &why));
    assert_string_equal(export_format_word(&app->export), "png2");
    assert_string_equal(export_size_word(&app->export), "1280x720");
    assert_string_equal(export_theme_word(&app->export), "neutral");
    text_free(&text);
    text_free(&why);
}

static void the_preview_keeps_its_proportions_and_its_room(void **state) {
    App *app = *state;
    for (double width = 960; width <= 2560; width += 800) {
        app_resize(app, width, width * 0.625);
        for (int size = 0; size < 6; size++) {
            key(app, 'e');
            app->export.size = size;
            show(app);
            Box card = export_box(app), path = stop_box(app, ID_EXPORT_PATH),
                format = stop_box(app, ID_EXPORT_FORMAT);
            const SceneCommand *verdict = find_text(app, "Never above 1");
            while (verdict && verdict->font != FONT_WORDS_BOLD) verdict = scene_next(&app->scene, verdict);
            assert_non_null(verdict);
            assert_true(path.w > 100 && path.y + path.h < card.y + card.h &&
                        format.x + format.w < card.x + card.w);
            key(app, KEY_ESCAPE);
        }
    }
}

static bool shows(const Scene *scene, const char *words) {
    for (const SceneCommand *command = NULL; (command = scene_next(scene, command));)
        if (command->kind == SCENE_TEXT && !strcmp(scene_string(command), words)) return true;
    return false;
}

/* A transparent figure is shown on a ground of its own theme, whatever the window's is. */
static void a_transparent_figure_is_seen(void **state) {
    App *app = *state;
    assert_ptr_equal(app->theme, &theme_dark);
    key(app, 'e');
    app->export.transparent = true;
    show(app);
    assert_int_equal(app->export.preview.background & 0xFF, 0);
    bool ground = false;
    for (const SceneCommand *at = scene_next(&app->scene, NULL); at; at = scene_next(&app->scene, at))
        ground = ground || (at->kind == SCENE_BOX && at->fill == theme_light.background && at->box.w > 300);
    assert_true(ground);
}

/* Whatever changes beneath the sheet, and whatever is chosen on it. */
static void the_preview_is_never_an_old_one(void **state) {
    App *app = *state;
    key(app, 'e');
    assert_true(shows(&app->export.preview, "Never above 1"));
    app->scenario.schedule.warmup_factor = 2;
    show(app);
    assert_false(shows(&app->export.preview, "Never above 1"));
    Schedule other = app->scenario.schedule;
    other.warmup_factor = 3;
    scenario_pin(&app->scenario, "a pin", &other);
    show(app);
    assert_true(shows(&app->export.preview, "a pin"));
    choose_down(app, ID_EXPORT_SIZE, 1);
    assert_true(app->export.preview.width == 640);
    choose_down(app, ID_EXPORT_THEME, 1);
    assert_true(app->export.preview.background == theme_dark.card);
}

int main(void) {
    if (!mkdtemp(folder)) return 1;
#define SHEET(name) cmocka_unit_test_setup_teardown(name, begin_in_folder, end)
    const struct CMUnitTest tests[] = {
        SHEET(enter_writes_the_figure_and_copies_its_path),
        SHEET(what_is_chosen_is_written),
        SHEET(a_typed_path_goes_there_and_chooses_the_format),
        SHEET(a_path_is_typed_where_tab_leads),
        SHEET(a_file_needs_a_name),
        SHEET(write_means_the_path_that_stands_there),
        SHEET(another_file_is_not_written_over_unasked),
        SHEET(a_failure_is_said_and_nothing_is_written),
        SHEET(the_last_choice_comes_back),
        SHEET(the_preview_keeps_its_proportions_and_its_room),
        SHEET(a_transparent_figure_is_seen),
        SHEET(the_preview_is_never_an_old_one),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    rmdir(folder);
    return failed;
}
