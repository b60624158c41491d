/* The dialog with what was found in a text: what was read, left out and assumed, and fields for what is missing. */
#include "app/app.h"
#include "app/editor.h"
#include "app/notice.h"
#include "app/parts.h"
#include "app/values.h"
#include "app/viewing.h"
#include "base/file.h"
#include "reading/reading.h"
#include "ui/field.h"
#include "ui/scroll.h"
#include "ui/widgets.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH = 560, TOP = 60, BOTTOM = 52, PAD = 24, LEADING = 14, ROW = 62, FIELD = 30, ROWS_MAX = 5 };

static const TextStyle style = {FONT_WORDS, 13, 0};

static double column_width(const App *app) {
    return fmin(WIDTH, app->width - 32) - 2 * PAD;
}

static size_t row_count(const App *app) {
    size_t count = app->pasted.taken ? 0 : app->pasted.need_count;
    return count < ROWS_MAX ? count : ROWS_MAX;
}

Box pasted_box(const App *app) {
    double words = ui_words_height(&app->ui, column_width(app), style, text_string(&app->pasted.report));
    double rows = (double)row_count(app) * ROW;
    double width = column_width(app) + 2 * PAD, height = fmin(TOP + words + rows + BOTTOM, app->height - 32);
    return (Box){round((app->width - width) / 2), round((app->height - height) / 2), width, round(height)};
}

/* --- reading --- */

/* The new schedule is shown as a whole, whatever part of the old one was; its further groups are pinned. */
static void take_groups(App *app, const Reading *reading) {
    app->scenario.schedule = reading->groups[0].schedule;
    for (size_t i = 1; i < reading->group_count; i++)
        scenario_pin(&app->scenario, text_string(&reading->groups[i].name), &reading->groups[i].schedule);
    app->crosshair = CHART_NO_STEP;
    app->refused = -1;
    if (app->scenario.schedule.function) editor_show_new(app);
    values_fit_ranges(app, true);
    viewing_fit(app);
}

/* Keeps what the text lacks. In the window the remedy is a field, not an option. */
static void keep_needs(AppPasted *pasted, const Reading *reading) {
    text_setf(&pasted->report, "Not all of its schedule is known. Fill in what is missing, each with Enter:");
    for (size_t i = 0; i < reading->need_count && i < PASTED_NEEDS_MAX; i++) {
        PastedNeed *need = &pasted->needs[pasted->need_count++];
        text_setf(&need->what, "%s", text_string(&reading->needs[i].what));
        text_setf(&need->name, "%s", text_string(&reading->needs[i].name));
        need->is_parameter = reading->needs[i].is_parameter;
        text_clear(&need->value);
    }
}

/* Reads the text with what was filled in so far. */
static void read_again(App *app) {
    AppPasted *pasted = &app->pasted;
    ParameterValue values[PASTED_GIVEN_MAX];
    const char *sets[PASTED_GIVEN_MAX];
    ReadingOptions options = {.values = values, .sets = sets, .folder = pasted->folder.length ? text_string(&pasted->folder) : NULL};
    for (size_t i = 0; i < pasted->given_count; i++) {
        const PastedNeed *given = &pasted->given[i];
        if (given->is_parameter)
            values[options.value_count++] = (ParameterValue){.id = (ParameterId)parameter_find(text_string(&given->name)), .text = text_string(&given->value)};
        else
            sets[options.set_count++] = text_string(&given->value);
    }
    Reading reading = reading_read(text_string(&pasted->text), pasted->text.length, &options);
    pasted->need_count = 0;
    pasted->taken = reading.group_count > 0;
    pasted->known = reading.dialect != NULL;
    pasted->own = reading.own_function && reading.status == READING_DONE && reading.groups[0].schedule.function;
    if (reading.status == READING_NEEDS && !pasted->taken)
        keep_needs(pasted, &reading);
    else
        text_setf(&pasted->report, "%s", text_string(&reading.report));
    if (pasted->taken) {
        for (size_t i = 0; i < pasted->given_count; i++) { /* what the schedule has not from the text itself */
            Text why = {0};
            const PastedNeed *given = &pasted->given[i];
            int id = given->is_parameter ? parameter_find(text_string(&given->name)) : -1;
            bool taken = id == PARAMETER_BASE_LR && reading.took_base_lr;
            if (id >= 0 && !taken) parameter_read(&reading.groups[0].schedule, (ParameterId)id, text_string(&given->value), &why);
            text_free(&why);
        }
        take_groups(app, &reading);
    }
    reading_free(&reading);
}

void pasted_read(App *app, const char *text, size_t count, const char *folder) {
    AppPasted *pasted = &app->pasted;
    text_clear(&pasted->text);
    text_add_bytes(&pasted->text, text, count);
    text_setf(&pasted->folder, "%s", folder);
    pasted->given_count = 0;
    pasted->refused = -1;
    read_again(app);
}

void pasted_open(App *app) {
    if (app->pasted.own) {
        notice_say(app, "The function is back; its names are on the sliders");
        return;
    }
    dialog_open(app, DIALOG_PASTED);
    if (row_count(app)) ui_edit_begin(&app->ui, ID_PASTED_NEED, "");
}

bool pasted_read_file(App *app, const char *path) {
    Text content = {0}, why = {0}, folder = {0};
    const char *slash = strrchr(path, '/');
    text_setf(&folder, "%.*s", slash ? (int)(slash - path) : 1, slash ? path : ".");
    bool good = file_read(path, READING_BYTES_MAX, &content, &why);
    if (good) pasted_read(app, text_string(&content), content.length, text_string(&folder));
    good = good && (app->pasted.taken || app->pasted.known);
    text_free(&content);
    text_free(&why);
    text_free(&folder);
    return good;
}

void pasted_free(AppPasted *pasted) {
    text_free(&pasted->report);
    text_free(&pasted->text);
    text_free(&pasted->folder);
    for (size_t i = 0; i < PASTED_NEEDS_MAX; i++) {
        text_free(&pasted->needs[i].what);
        text_free(&pasted->needs[i].name);
        text_free(&pasted->needs[i].value);
    }
    for (size_t i = 0; i < PASTED_GIVEN_MAX; i++) {
        text_free(&pasted->given[i].what);
        text_free(&pasted->given[i].name);
        text_free(&pasted->given[i].value);
    }
}

/* --- the dialog --- */

static void show_report(App *app, Box view) {
    TextStyle ink = style;
    ink.color = app->theme->text;
    double y = view.y + LEADING - ui_scroll_begin(&app->ui, &app->dialog.scroll, view);
    y = ui_words(&app->ui, view.x + PAD, y, column_width(app), ink, text_string(&app->pasted.report));
    ui_scroll_end(&app->ui, y - LEADING);
}

/* Keeps what was typed as NAME=VALUE for a name of the text, as a value for a parameter. */
static void give(App *app, size_t row, const char *typed) {
    AppPasted *pasted = &app->pasted;
    const PastedNeed *need = &pasted->needs[row];
    if (pasted->given_count == PASTED_GIVEN_MAX || !*typed) return;
    PastedNeed *given = &pasted->given[pasted->given_count++];
    text_setf(&given->name, "%s", text_string(&need->name));
    given->is_parameter = need->is_parameter;
    text_setf(&given->value, need->is_parameter ? "%s" : "%s=%s", need->is_parameter ? typed : text_string(&need->name), typed);
}

/* A parameter's own bounds hold for what is typed. */
static bool is_allowed(const PastedNeed *need, const char *typed) {
    Schedule schedule = schedule_default();
    Text why = {0};
    int id = need->is_parameter ? parameter_find(text_string(&need->name)) : -1;
    bool good = id < 0 ? *typed != 0 : parameter_read(&schedule, (ParameterId)id, typed, &why);
    text_free(&why);
    return good;
}

static void show_row(App *app, size_t row, Box box) {
    Ui *ui = &app->ui;
    AppPasted *pasted = &app->pasted;
    PastedNeed *need = &pasted->needs[row];
    UiId id = ID_PASTED_NEED + (UiId)row;
    TextStyle muted = {FONT_WORDS, 12, app->theme->muted};
    ui_line(ui, box.x, box.y + 16, box.w, muted, text_string(&need->what));
    Box field = {box.x, box.y + 25, box.w, FIELD};
    ui_stop(ui, id, field);
    UiTyped typed = ui_field(ui, id, field, (UiField){.shown = text_string(&need->value), .words = true, .refused = pasted->refused == (int)row});
    if (typed != UI_TYPED_ENTER) return;
    char value[512];
    snprintf(value, sizeof value, "%.511s", ui->edit.text);
    if (!is_allowed(need, value)) {
        pasted->refused = (int)row;
        ui_edit_all(ui);
        return;
    }
    pasted->refused = -1;
    ui_edit_end(ui);
    give(app, row, value);
    read_again(app);
    if (pasted->need_count) ui_edit_begin(ui, ID_PASTED_NEED, "");
    ui->used = true;
}

static bool closes(const Input *input) {
    bool key = input->kind == INPUT_KEY && (input->key == KEY_ENTER || input->key == KEY_SPACE);
    return key || input->kind == INPUT_PRESS;
}

/* Undo and the next code to paste are for the window below. */
static bool gives_way(const Input *input) {
    bool undo = input->kind == INPUT_KEY && input->ctrl && input->key == 'z';
    return undo || input->kind == INPUT_PASTE;
}

void pasted_show(App *app, Box card) {
    const Theme *theme = app->theme;
    AppPasted *pasted = &app->pasted;
    size_t rows = row_count(app);
    double x = card.x + PAD, bottom = card.y + card.h, first = bottom - BOTTOM - (double)rows * ROW;
    const char *title = pasted->taken ? "Schedule read from the code" : rows ? "Something is missing" : "Nothing was changed";
    scene_text(&app->scene, x, card.y + 38, ALIGN_LEFT, (TextStyle){FONT_WORDS_BOLD, 15, theme->text}, title);
    show_report(app, (Box){card.x, card.y + TOP, card.w, first - card.y - TOP});
    for (size_t row = 0; row < rows && !pasted->taken && row < pasted->need_count; row++)
        show_row(app, row, (Box){x, first + (double)row * ROW, card.w - 2 * PAD, ROW});
    scene_text(&app->scene, x, bottom - 20, ALIGN_LEFT, (TextStyle){FONT_WORDS, 12, theme->muted},
               pasted->taken ? "Esc closes. Ctrl Z takes it back." : "Esc closes.");
    const Input *input = app->ui.input;
    bool leaves = gives_way(input) || (!rows && closes(input));
    if (app->ui.used || !leaves) return;
    dialog_close(app);
    app->ui.used = !gives_way(input);
}
