#include "app/picker.h"

#include "app/parts.h"
#include "base/memory.h"
#include "base/spelling.h"
#include "chart/curve.h"
#include "scenario/presets.h"
#include "schedule/bound.h"
#include "schedule/words.h"
#include "ui/field.h"
#include "ui/scroll.h"
#include "ui/widgets.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    WIDTH = 860,
    HEIGHT = 560,
    PAD = 24,
    FILTER_TOP = 56,
    FILTER = 32,
    TOP = 104,
    LIST = 320,
    ROW = 34,
    PAGE = 5,
    PICTURE = 150,
    PRESETS_MAX = 64
};

static void read_all(AppPicker *picker) {
    int count = preset_count();
    if (picker->presets) return;
    picker->presets = memory_resize(NULL, (size_t)count, sizeof *picker->presets);
    for (int i = 0; i < count; i++) {
        picker->presets[i] = scenario_default();
        preset_read(i, &picker->presets[i]);
    }
}

void picker_free(AppPicker *picker) {
    for (int i = 0; picker->presets && i < preset_count(); i++) scenario_free(&picker->presets[i]);
    free(picker->presets);
    *picker = (AppPicker){0};
}

/* The one that is shown already is marked. */
void picker_open(App *app) {
    AppPicker *picker = &app->picker;
    read_all(picker);
    picker->marked = 0;
    for (int i = 0; i < preset_count(); i++)
        if (!strcmp(text_string(&picker->presets[i].title), text_string(&app->scenario.title)))
            picker->marked = i;
    dialog_open(app, DIALOG_PRESETS);
    ui_take_focus(&app->ui, ID_PICKER_FILTER, false);
    ui_edit_begin(&app->ui, ID_PICKER_FILTER, "");
}

/* Makes the preset a new document; the pins stay, to be compared with it. */
static void choose(App *app, int index) {
    Scenario chosen = scenario_copy(&app->picker.presets[index]);
    for (size_t i = 0; i < app->scenario.pin_count; i++) {
        const ScenarioPin *pin = &app->scenario.pins[i];
        scenario_pin(&chosen, text_string(&pin->name), &pin->schedule);
        chosen.pins[i].shown = pin->shown;
    }
    dialog_close(app);
    files_show(app, &chosen, NULL);
    scenario_free(&chosen);
}

static bool contains(const char *words, const char *part) {
    for (; *words; words++)
        if (spelling_begins(part, words)) return true;
    return false;
}

static bool has_word(const App *app, int index, const char *word) {
    const Scenario *preset = &app->picker.presets[index];
    return contains(preset_at(index).name, word) || contains(text_string(&preset->title), word) ||
           contains(text_string(&preset->source), word) || contains(text_string(&preset->remark), word);
}

/* Every word that was typed stands somewhere in it. */
static bool passes(const App *app, int index) {
    char word[UI_EDIT_MAX];
    const char *at = app->ui.edit.text;
    while (*(at += strspn(at, " "))) {
        size_t length = strcspn(at, " ");
        memcpy(word, at, length);
        word[length] = 0;
        if (!has_word(app, index, word)) return false;
        at += length;
    }
    return true;
}

/* Returns the presets that pass, in order; one of them is marked, unless there are none. */
static int gather(App *app, int list[PRESETS_MAX]) {
    int count = 0;
    bool marked = false;
    for (int i = 0; i < preset_count() && count < PRESETS_MAX; i++) {
        if (!passes(app, i)) continue;
        marked = marked || i == app->picker.marked;
        list[count++] = i;
    }
    if (!marked) app->picker.marked = count ? list[0] : -1;
    return count;
}

static int place_of(const App *app, const int *list, int count) {
    for (int i = 0; i < count; i++)
        if (list[i] == app->picker.marked) return i;
    return -1;
}

static void mark(App *app, const int *list, int count, int place, double height) {
    UiScroll *scroll = &app->dialog.scroll;
    if (!count) return;
    place = place < 0 ? 0 : place < count ? place : count - 1;
    app->picker.marked = list[place];
    scroll->offset = fmin(scroll->offset, place * ROW);
    scroll->offset = fmax(scroll->offset, (place + 1) * ROW - height);
}

/* Arrows, Enter and Esc are not for the field. */
static void take_key(App *app, const int *list, int count, double height) {
    Ui *ui = &app->ui;
    const Input *input = ui->input;
    if (ui->used || input->kind != INPUT_KEY || input->ctrl || input->alt) return;
    int place = place_of(app, list, count);
    ui->used = true;
    switch (input->key) {
    case KEY_UP: mark(app, list, count, place - 1, height); break;
    case KEY_DOWN: mark(app, list, count, place + 1, height); break;
    case KEY_PAGE_UP: mark(app, list, count, place - PAGE, height); break;
    case KEY_PAGE_DOWN: mark(app, list, count, place + PAGE, height); break;
    case KEY_ENTER:
        if (place >= 0) choose(app, app->picker.marked);
        break;
    case KEY_ESCAPE: dialog_close(app); break;
    default: ui->used = false;
    }
}

/* Returns whether it was clicked. */
static bool show_row(App *app, int index, Box row) {
    Ui *ui = &app->ui;
    const Theme *theme = app->theme;
    UiId id = ID_PICKER_ROWS + (UiId)index;
    bool over = ui_over(ui, id, row);
    if (over && ui->input->kind == INPUT_MOVE) app->picker.marked = index;
    if (over) ui->cursor = CURSOR_HAND;
    bool marked = index == app->picker.marked;
    if (marked) scene_fill(&app->scene, row, 6, theme->accent);
    TextStyle style = {FONT_WORDS_MEDIUM, 13, marked ? theme->on_accent : theme->text};
    ui_line(ui, row.x + 10, row.y + 22, row.w - 20, style, text_string(&app->picker.presets[index].title));
    return ui_pressed(ui, id, row);
}

static void show_list(App *app, const int *list, int count, Box view) {
    TextStyle none = {FONT_WORDS, 13, app->theme->muted};
    int chosen = -1;
    double y = view.y - ui_scroll_begin(&app->ui, &app->dialog.scroll, view);
    for (int i = 0; i < count; i++)
        if (show_row(app, list[i], (Box){view.x, y + i * ROW, view.w - 12, ROW})) chosen = list[i];
    if (!count) scene_text(&app->scene, view.x + 10, y + 22, ALIGN_LEFT, none, "No preset contains these words.");
    ui_scroll_end(&app->ui, y + count * ROW);
    if (chosen >= 0) choose(app, chosen);
}

/* Draws the curve alone, with the line at 1. */
static void draw_picture(App *app, const Schedule *schedule, Box box) {
    const Theme *theme = app->theme;
    Curve curve;
    ChartLayout layout = {.plot = box_inset(box, 12, 10), .view = chart_fit(schedule)};
    CurvePen pen = {theme->accent, theme->above_ink, 2.5, 1, DASH_SOLID};
    Stroke unity = {.color = theme->muted, .width = 1, .dash = DASH_LONG};
    double y = floor(chart_y(&layout, 1)) + 0.5;
    scene_box(&app->scene, box, 8, theme->card, (Stroke){.color = theme->edge, .width = 1});
    scene_rule(&app->scene, layout.plot.x, y, layout.plot.x + layout.plot.w, y, unity);
    curve_make(&curve, schedule, &layout.view, true);
    curve_draw(&app->scene, &curve, &pen, &layout);
}

/* Draws whether the schedule is ever above 1, and why; returns where the next line would stand. */
static double draw_verdict(App *app, const Schedule *schedule, Box box, double y) {
    const Theme *theme = app->theme;
    TextStyle verdict = {FONT_WORDS_BOLD, 13, chart_verdict_ink(schedule, theme)};
    TextStyle words = {FONT_WORDS, 12, theme->muted};
    text_clear(&app->words);
    words_verdict(schedule, &app->words);
    y = ui_words(&app->ui, box.x, y, box.w, verdict, text_string(&app->words));
    text_clear(&app->words);
    words_reason(schedule, &app->words);
    return ui_words(&app->ui, box.x, y, box.w, words, text_string(&app->words)) + 8;
}

/* Draws what the preset is about; what a low window has no room for is cut off, the source first. */
static void draw_about(App *app, Box box) {
    const Theme *theme = app->theme;
    const Scenario *preset = &app->picker.presets[app->picker.marked];
    TextStyle title = {FONT_WORDS_BOLD, 15, theme->text}, name = {FONT_MONO, 12, theme->muted};
    TextStyle remark = {FONT_WORDS, 13, theme->text}, source = {FONT_WORDS, 12, theme->muted};
    ui_line(&app->ui, box.x, box.y + 14, box.w, title, text_string(&preset->title));
    text_setf(&app->words, "--preset=%s", preset_at(app->picker.marked).name);
    ui_line(&app->ui, box.x, box.y + 36, box.w, name, text_string(&app->words));
    double picture = fmin(PICTURE, box.h / 3), y = box.y + 50 + picture + 26;
    draw_picture(app, &preset->schedule, (Box){box.x, box.y + 50, box.w, picture});
    scene_clip(&app->scene, box);
    y = draw_verdict(app, &preset->schedule, box, y);
    y = ui_words(&app->ui, box.x, y, box.w, remark, text_string(&preset->remark)) + 8;
    ui_words(&app->ui, box.x, y, box.w, source, text_string(&preset->source));
    scene_clip_end(&app->scene);
}

Box picker_box(const App *app) {
    double width = fmin(WIDTH, app->width - 48), height = fmin(HEIGHT, app->height - 48);
    return (Box){round((app->width - width) / 2), round((app->height - height) / 2), width, height};
}

void picker_show(App *app, Box card) {
    int list[PRESETS_MAX];
    Box filter = {card.x + PAD, card.y + FILTER_TOP, card.w - 2 * PAD, FILTER};
    Box view = {card.x + PAD, card.y + TOP, fmin(LIST, floor(0.46 * card.w)), card.h - TOP - PAD + 8};
    TextStyle title = {FONT_WORDS_BOLD, 15, app->theme->text}, hint = {FONT_WORDS, 12, app->theme->muted};
    scene_text(&app->scene, card.x + PAD, card.y + 38, ALIGN_LEFT, title, "Presets");
    scene_text(&app->scene, card.x + card.w - PAD, card.y + 38, ALIGN_RIGHT, hint,
               "type to filter \u00b7 \u2191 \u2193 Enter \u00b7 Esc");
    int count = gather(app, list);
    take_key(app, list, count, view.h);
    if (app->dialog.kind != DIALOG_PRESETS) return;
    ui_stop(&app->ui, ID_PICKER_FILTER, filter);
    ui_field(&app->ui, ID_PICKER_FILTER, filter, (UiField){.shown = "", .words = true});
    count = gather(app, list);
    double left = view.x + view.w + PAD;
    if (count) draw_about(app, (Box){left, view.y, card.x + card.w - PAD - left, view.h});
    show_list(app, list, count, view);
}
