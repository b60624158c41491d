#include "app/files_cards.h"

#include "app/parts.h"
#include "base/file.h"
#include "ui/field.h"
#include "ui/scroll.h"
#include "ui/widgets.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { WIDTH = 640, PAD = 24, ROW = 28, TOP = 92, FIELD = 32, BUTTON = 30 };

static Box card_box(const App *app, double height) {
    double width = fmin(WIDTH, app->width - 32), max = fmin(height, app->height - 32);
    return (Box){round((app->width - width) / 2), round((app->height - max) / 2), width, max};
}

static void draw_title(App *app, Box card, const char *title) {
    TextStyle style = {FONT_WORDS_BOLD, 15, app->theme->text};
    ui_line(&app->ui, card.x + PAD, card.y + 38, card.w - 2 * PAD, style, title);
}

static void draw_hint(App *app, Box card, const char *hint) {
    TextStyle style = {FONT_WORDS, 12, app->theme->muted};
    ui_line(&app->ui, card.x + PAD, card.y + card.h - PAD + 2, card.w - 2 * PAD, style, hint);
}

/* --- the dialog --- */

static bool is_open_dialog(const App *app) {
    return app->dialog.kind == DIALOG_OPEN;
}

/* While nothing is typed the recent files are offered, else what the path may go on to. */
static bool offers_recent(const App *app) {
    return is_open_dialog(app) && !app->ui.edit.length;
}

static int line_count(const App *app) {
    return offers_recent(app) ? app->files.recent_count : app->files.matches.shown;
}

static const char *line_at(const App *app, int line) {
    const AppFiles *files = &app->files;
    return text_string(offers_recent(app) ? &files->recent[line] : &files->matches.paths[line]);
}

static void match_typed(App *app) {
    folder_match(app->ui.edit.text, &app->files.matches);
    app->files.marked = -1;
}

static void set_path(App *app, const char *path) {
    ui_edit_begin(&app->ui, ID_FILE_PATH, path);
    match_typed(app);
}

/* Selects the name, so that what is typed next takes its place in the folder that stands there. */
static void mark_name(App *app) {
    const char *path = app->ui.edit.text, *slash = strrchr(path, '/');
    app->ui.edit.anchor = slash ? (size_t)(slash + 1 - path) : 0;
}

void files_card_ask(App *app, DialogKind kind, const char *path) {
    Text copy = {0};
    text_add(&copy, path);
    dialog_open(app, kind);
    app->ui.focus = ID_FILE_PATH;
    set_path(app, text_string(&copy));
    if (kind == DIALOG_SAVE) mark_name(app);
    text_free(&copy);
}

/* A folder is gone into; a file is it. */
static void accept(App *app, const char *path) {
    Text copy = {0};
    text_add(&copy, path);
    if (copy.length && copy.data[copy.length - 1] == '/')
        set_path(app, text_string(&copy));
    else if (copy.length && is_open_dialog(app))
        files_load(app, text_string(&copy));
    else if (copy.length)
        files_save_to(app, text_string(&copy), false);
    text_free(&copy);
}

/* Completes the path. Where there is nothing to complete, Tab goes on to the button. */
static bool complete(App *app) {
    const char *common = text_string(&app->files.matches.common);
    if (!*common || !strcmp(common, app->ui.edit.text)) return false;
    set_path(app, common);
    return true;
}

/* Keys that the field would use otherwise. */
static bool take_key(App *app) {
    const Input *input = app->ui.input;
    int lines = line_count(app), *marked = &app->files.marked;
    if (app->ui.used || input->kind != INPUT_KEY || input->ctrl || input->alt) return false;
    switch (input->key) {
    case KEY_TAB: return complete(app);
    case KEY_DOWN: *marked = *marked + 1 < lines ? *marked + 1 : lines - 1; return true;
    case KEY_UP: *marked = *marked > 0 ? *marked - 1 : -1; return true;
    case KEY_ENTER:
        if (*marked < 0 || *marked >= lines) return false;
        accept(app, line_at(app, *marked));
        return true;
    default: return false;
    }
}

static void show_line(App *app, int line, Box row) {
    Ui *ui = &app->ui;
    UiId id = ID_FILE_LINES + (UiId)line;
    bool over = ui_over(ui, id, row), marked = app->files.marked == line;
    if (over) ui->cursor = CURSOR_HAND;
    if (over || marked) scene_fill(&app->scene, row, 6, app->theme->control);
    TextStyle style = {FONT_MONO, 12, marked ? app->theme->text : app->theme->muted};
    ui_line(ui, row.x + 8, row.y + 18.5, row.w - 16, style, line_at(app, line));
    ui_pressed(ui, id, row);
    if (ui_released(ui, id) && over) accept(app, line_at(app, line));
}

static void show_lines(App *app, Box card) {
    Box row = {card.x + PAD, card.y + TOP + FIELD, card.w - 2 * PAD, ROW};
    DialogKind kind = app->dialog.kind;
    for (int i = 0; app->dialog.kind == kind && i < line_count(app); i++, row.y += ROW)
        show_line(app, i, row);
}

/* A path without a folder is relative, and the folder that it would be in is gone. */
static void say_target(char *path, Text *out) {
    bool there = file_exists(path);
    char *slash = strrchr(path, '/');
    if (!slash) {
        text_setf(out, "this folder no longer exists");
        return;
    }
    *slash = 0;
    const char *folder = slash == path ? "/" : path;
    if (!file_exists(folder))
        text_setf(out, "there is no folder %s", folder);
    else
        text_setf(out, there ? "%s exists in %s: you will be asked before it is replaced" : "%s, a new file in %s",
                  slash + 1, folder);
}

/* Says in app->words what would become of the path as it stands; false where it names no file. */
static bool tell_target(App *app) {
    const char *typed = app->ui.edit.text;
    Text path = {0};
    size_t length = strlen(typed);
    if (!length || typed[length - 1] == '/') return false;
    files_name(typed, &path);
    say_target(path.data, &app->words);
    text_free(&path);
    return true;
}

static void draw_heading(App *app, Box card) {
    const AppFiles *files = &app->files;
    TextStyle style = {FONT_WORDS, 11.5, app->theme->muted};
    char more[64];
    const char *text =
        files->recent_count ? "Recent" : "No files yet: type a path, or drop a file on the window";
    if (!is_open_dialog(app) && tell_target(app)) {
        text = text_string(&app->words);
    } else if (!offers_recent(app)) {
        snprintf(more, sizeof more, "%zu entries match", files->matches.count);
        text = files->matches.count == 1 ? "1 entry matches" : more;
    }
    ui_line(&app->ui, card.x + PAD, card.y + TOP + FIELD - 8, card.w - 2 * PAD, style, text);
}

Box files_dialog_box(const App *app) {
    return card_box(app, TOP + FIELD + FOLDER_SHOWN * ROW + 2 * PAD);
}

/* Before the field, which would take its keys. */
static bool show_accept(App *app, Box card) {
    const char *name = is_open_dialog(app) ? "Open" : "Save";
    double width = ui_button_width(&app->ui, name, "Enter");
    Box box = {card.x + card.w - PAD - width, card.y + card.h - 12 - BUTTON, width, BUTTON};
    return ui_button(&app->ui, ID_FILE_YES, box, name, "Enter");
}

static void show_path(App *app, Box card) {
    Ui *ui = &app->ui;
    Box field = {card.x + PAD, card.y + 54, card.w - 2 * PAD, FIELD};
    ui->edit.id = ID_FILE_PATH; /* whoever has the focus, typing goes on */
    ui_stop(ui, ID_FILE_PATH, field);
    draw_heading(app, card);
    UiTyped typed = ui_field(ui, ID_FILE_PATH, field, (UiField){.shown = "", .words = true});
    if (typed == UI_TYPED_TEXT) match_typed(app);
    if (typed == UI_TYPED_ESCAPE) dialog_close(app);
    if (typed == UI_TYPED_ENTER) accept(app, ui->edit.text);
}

void files_dialog_show(App *app, Box card) {
    DialogKind kind = app->dialog.kind;
    draw_title(app, card, is_open_dialog(app) ? "Open a scenario or a figure" : "Save the scenario");
    if (take_key(app)) app->ui.used = true;
    if (app->dialog.kind != kind) return;
    bool accepted = show_accept(app, card);
    show_path(app, card);
    if (app->dialog.kind == kind) show_lines(app, card);
    draw_hint(app, card, "Tab completes \xC2\xB7 \xE2\x86\x93 \xE2\x86\x91 choose \xC2\xB7 Esc closes");
    if (accepted && app->dialog.kind == kind) accept(app, app->ui.edit.text);
}

/* --- what is asked and what went wrong --- */

/* Returns the line without the path that it begins with: the title names it. */
static const char *without_path(const App *app, const char *line) {
    const Text *path = &app->files.subject;
    bool named = path->length && !strncmp(line, text_string(path), path->length) && line[path->length] == ':';
    return named ? line + path->length + strspn(line + path->length, ": ") : line;
}

/* Returns where the next line would stand. */
static double show_words(App *app, double x, double y, double width) {
    TextStyle style = {FONT_WORDS, 13, app->theme->text};
    Text line = {0};
    for (const char *at = text_string(&app->files.words); *at;) {
        size_t length = strcspn(at, "\n");
        text_clear(&line);
        text_add_bytes(&line, at, length);
        y = ui_words(&app->ui, x, y, width, style, without_path(app, text_string(&line))) + (length ? 4 : 10);
        at += length + (at[length] == '\n');
    }
    text_free(&line);
    return y;
}

static void show_scrolled_words(App *app, Box view) {
    double y = view.y + 16 - ui_scroll_begin(&app->ui, &app->dialog.scroll, view);
    ui_scroll_end(&app->ui, show_words(app, view.x, y, view.w));
}

/* Shows a button from the right edge on. Returns the right edge of the next one. */
static double show_button(App *app, Box card, double right, UiId id, const char *name, const char *key,
                          bool *hit) {
    double width = ui_button_width(&app->ui, name, key);
    Box box = {right - width, card.y + card.h - PAD - BUTTON, width, BUTTON};
    *hit = ui_button(&app->ui, id, box, name, key);
    return box.x - 8;
}

static void focus_first(App *app, UiId id) {
    if (!app->ui.focus) ui_take_focus(&app->ui, id, true);
}

static Box words_box(Box card) {
    return (Box){card.x + PAD, card.y + 54, card.w - 2 * PAD, card.h - 54 - 2 * PAD - BUTTON};
}

/* Returns the box of the words; what is too long scrolls. */
Box files_words_box(const App *app) {
    int lines = 1;
    for (const char *at = text_string(&app->files.words); *at; at++) lines += *at == '\n';
    return card_box(app, 54 + fmin(420, fmax(2, lines) * 24) + 2 * PAD + BUTTON);
}

void files_question_show(App *app, Box card) {
    bool yes, other, no;
    draw_title(app, card, text_string(&app->files.title));
    show_scrolled_words(app, words_box(card));
    focus_first(app, ID_FILE_OTHER);
    double right = card.x + card.w - PAD;
    right = show_button(app, card, right, ID_FILE_OTHER, "Another name", "", &other);
    right = show_button(app, card, right, ID_FILE_YES, "Save all the same", "", &yes);
    show_button(app, card, right, ID_FILE_NO, "Cancel", "Esc", &no);
    if (yes) files_save_to(app, text_string(&app->files.subject), true);
    if (other) files_card_ask(app, DIALOG_SAVE, text_string(&app->files.subject));
    if (no) dialog_close(app);
}

void files_trouble_show(App *app, Box card) {
    bool other, done;
    draw_title(app, card, text_string(&app->files.title));
    show_scrolled_words(app, words_box(card));
    focus_first(app, ID_FILE_NO);
    double right = card.x + card.w - PAD;
    right = show_button(app, card, right, ID_FILE_NO, "Close", "Esc", &done);
    if (app->files.again != DIALOG_NONE)
        show_button(app, card, right, ID_FILE_OTHER, "Another file", "", &other);
    else
        other = false;
    if (other) files_card_ask(app, app->files.again, text_string(&app->files.subject));
    if (done) dialog_close(app);
}
