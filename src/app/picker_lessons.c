#include "app/picker_lessons.h"

#include "app/parts.h"
#include "lesson/lessons.h"
#include "ui/widgets.h"

#include <math.h>

enum { WIDTH = 640, PAD = 24, TOP = 60, ROW = 64 };

/* Returns the present curve, the lessons that are built in, then those of the user's own. */
static int row_count(const App *app) {
    return 1 + lessons_count() + app->present.file_count;
}

/* Lower where there are many. */
static double row_height(const App *app) {
    return fmin(ROW, floor((app->height - 48 - TOP - PAD) / row_count(app)));
}

void picker_lessons_open(App *app) {
    present_find_own(app);
    app->present.marked = lessons_count() > 0;
    dialog_open(app, DIALOG_LESSONS);
}

Box picker_lessons_box(const App *app) {
    double width = fmin(WIDTH, app->width - 48),
           height = fmin(TOP + row_count(app) * row_height(app) + PAD, app->height - 48);
    return (Box){round((app->width - width) / 2), round((app->height - height) / 2), width, height};
}

static void choose(App *app, int row) {
    Lesson lesson = {0};
    dialog_close(app);
    if (row == 0) {
        present_drop_lesson(app);
        return;
    }
    if (row <= lessons_count()) {
        lessons_read(row - 1, &lesson);
        present_begin(app, &lesson);
        return;
    }
    Text path = {0};
    text_setf(&path, "%s", text_string(&app->present.files[row - 1 - lessons_count()].path));
    files_load(app, text_string(&path));
    text_free(&path);
}

static void take_key(App *app) {
    Ui *ui = &app->ui;
    const Input *input = ui->input;
    int *marked = &app->present.marked, last = row_count(app) - 1;
    if (ui->used || input->kind != INPUT_KEY || input->ctrl || input->alt) return;
    ui->used = true;
    switch (input->key) {
    case KEY_UP:
    case KEY_PAGE_UP: *marked = *marked > 0 ? *marked - 1 : 0; break;
    case KEY_DOWN:
    case KEY_PAGE_DOWN: *marked = *marked < last ? *marked + 1 : last; break;
    case '.': /* on a clicker */
    case KEY_F1 + 4:
    case KEY_ENTER:
    case KEY_SPACE: choose(app, *marked); break;
    default: ui->used = false;
    }
}

static bool show_row(App *app, int index, Box row, const char *title, const char *about) {
    Ui *ui = &app->ui;
    const Theme *theme = app->theme;
    UiId id = ID_LESSON_ROWS + (UiId)index;
    bool over = ui_over(ui, id, row);
    if (over && ui->input->kind == INPUT_MOVE) app->present.marked = index;
    if (over) ui->cursor = CURSOR_HAND;
    bool marked = index == app->present.marked;
    if (marked) scene_fill(&app->scene, row, 6, theme->accent);
    TextStyle strong = {FONT_WORDS_BOLD, 14, marked ? theme->on_accent : theme->text};
    TextStyle words = {FONT_WORDS, 12.5, marked ? theme->on_accent : theme->muted};
    bool both = row.h >= 52;
    ui_line(ui, row.x + 12, row.y + (both ? row.h / 2 - 6 : row.h / 2 + 5), row.w - 24, strong, title);
    if (both) ui_line(ui, row.x + 12, row.y + row.h / 2 + 14, row.w - 24, words, about);
    return ui_pressed(ui, id, row);
}

void picker_lessons_show(App *app, Box card) {
    const Theme *theme = app->theme;
    Box row = {card.x + PAD - 12, card.y + TOP, card.w - 2 * PAD + 24, row_height(app)};
    TextStyle title = {FONT_WORDS_BOLD, 15, theme->text}, hint = {FONT_WORDS, 12, theme->muted};
    scene_text(&app->scene, card.x + PAD, card.y + 38, ALIGN_LEFT, title, "Teach");
    scene_text(&app->scene, card.x + card.w - PAD, card.y + 38, ALIGN_RIGHT, hint,
               "\u2191 \u2193 Enter \u00b7 Esc \u00b7 a clicker: page keys, then black screen");
    take_key(app);
    int chosen = -1;
    if (show_row(app, 0, row, "The present curve", "verdict, formula and a large plot")) chosen = 0;
    for (int i = 0; i < lessons_count(); i++) {
        Lesson lesson = {0};
        row.y += row.h;
        lessons_read(i, &lesson);
        if (show_row(app, i + 1, row, text_string(&lesson.title), text_string(&lesson.about))) chosen = i + 1;
        lesson_free(&lesson);
    }
    for (int i = 0; i < app->present.file_count; i++) {
        const PresentFile *own = &app->present.files[i];
        int index = 1 + lessons_count() + i;
        row.y += row.h;
        if (show_row(app, index, row, text_string(&own->title), text_string(&own->about))) chosen = index;
    }
    if (chosen >= 0) choose(app, chosen);
}
