#include "app/pins.h"

#include "app/notice.h"
#include "app/parts.h"
#include "app/section.h"
#include "ui/field.h"
#include "ui/tooltip.h"

#include <string.h>

/* The parts of a row that can be pressed; each row has so many ids. */
typedef enum Part { PART_ROW, PART_SWATCH, PART_USE, PART_REMOVE, PARTS } Part;

enum { ROW = 28, NUMBER = 14, SWATCH = 40, USE = 36, SAME = 66, REMOVE = 26 };

static UiId part_id(size_t index, Part part) {
    return ID_PINS + (UiId)(PARTS * index) + (UiId)part;
}

static bool is_taken(const Scenario *scenario, const char *name) {
    for (size_t i = 0; i < scenario->pin_count; i++)
        if (!strcmp(text_string(&scenario->pins[i].name), name)) return true;
    return false;
}

/* Writes into app->words the title, without what it adds in parentheses; behind it the numbers, where the
   title does not tell of them or a pin has it already. */
static void find_name(App *app, const Schedule *schedule) {
    const Scenario *scenario = &app->scenario;
    const char *title = text_string(&scenario->title), *end = strstr(title, " (");
    size_t length = end ? (size_t)(end - title) : strlen(title);
    Text name = {0};
    text_add_bytes(&name, title, length);
    scenario_pin_name(scenario, schedule, &app->words);
    bool told = length && parameters_same(schedule, &files_present(app)->titled);
    if (length && (!told || is_taken(scenario, text_string(&name))))
        text_addf(&name, " · %s", text_string(&app->words));
    if (length) text_setf(&app->words, "%s", text_string(&name));
    for (int i = 2; length && is_taken(scenario, text_string(&app->words)); i++)
        text_setf(&app->words, "%s (%d)", text_string(&name), i);
    text_free(&name);
}

void pins_keep(App *app) {
    Scenario *scenario = &app->scenario;
    for (size_t i = 0; i < scenario->pin_count; i++)
        if (parameters_same(&scenario->pins[i].schedule, &scenario->schedule)) {
            scenario->pins[i].shown = true;
            notice_nothing(app, "Already pinned as %s", text_string(&scenario->pins[i].name));
            return;
        }
    find_name(app, &scenario->schedule);
    scenario_pin(scenario, text_string(&app->words), &scenario->schedule);
    notice_say(app, "Pinned as %s", text_string(&app->words));
}

void pins_take_digit(App *app) {
    Ui *ui = &app->ui;
    const Input *input = ui->input;
    if (input->kind != INPUT_KEY || input->ctrl || input->alt || ui->covered || ui->popup.id) return;
    bool digit = input->key >= '1' && input->key <= '9', typing = ui->edit.id != 0;
    size_t index = digit ? (size_t)(input->key - '1') : 0;
    bool to_field = ui->ring && ui->focus >= ID_PARAMETERS && ui->focus < ID_PARAMETERS + PARAMETER_COUNT;
    if (!digit || typing || to_field || index >= app->scenario.pin_count) return;
    ScenarioPin *pin = &app->scenario.pins[index];
    pin->shown = !pin->shown;
    notice_say(app, pin->shown ? "Shown: %s" : "Hidden: %s", text_string(&pin->name));
    ui->used = true;
}

/* An empty name is replaced by the one that was found without asking. */
static void take_name(App *app, size_t index) {
    ScenarioPin *pin = &app->scenario.pins[index];
    const char *typed = app->ui.edit.text;
    if (strspn(typed, " ") == strlen(typed)) {
        text_clear(&pin->name);
        find_name(app, &pin->schedule);
        typed = text_string(&app->words);
    }
    text_setf(&pin->name, "%s", typed);
    ui_edit_end(&app->ui);
}

static void rename_pin(App *app, size_t index) {
    UiId id = part_id(index, PART_ROW);
    ui_take_focus(&app->ui, id, false);
    ui_edit_begin(&app->ui, id, text_string(&app->scenario.pins[index].name));
    ui_edit_all(&app->ui);
}

/* Removes a pin. The keys stay in the list, with the next pin or the last. Its name may be what is shown
   whole. */
static void remove_pin(App *app, size_t index) {
    app->ui.tooltip.line = NULL;
    scenario_unpin(&app->scenario, index);
    size_t count = app->scenario.pin_count, next = index < count ? index : count - 1;
    app->ui.focus = count > 0 ? part_id(next, PART_ROW) : 0;
}

static void handle_event(App *app, size_t index, PinEvent event) {
    ScenarioPin *pin = &app->scenario.pins[index];
    switch (event) {
    case PIN_TOGGLE: pin->shown = !pin->shown; break;
    case PIN_RENAME: rename_pin(app, index); break;
    case PIN_USE: app->scenario.schedule = pin->schedule; break;
    case PIN_REMOVE: remove_pin(app, index); break;
    case PIN_NONE: break;
    }
}

void pins_act(App *app, UiId id, PinEvent event) {
    size_t index = (id - ID_PINS) / PARTS;
    if (id >= ID_PINS && index < app->scenario.pin_count) handle_event(app, index, event);
}

static bool clicked(App *app, UiId id, Box box) {
    Ui *ui = &app->ui;
    ui_pressed(ui, id, box);
    bool inside = ui_over(ui, id, box);
    if (inside) ui->cursor = CURSOR_HAND;
    return ui_released(ui, id) && inside;
}

static PinEvent by_key(App *app, UiId id) {
    Ui *ui = &app->ui;
    if (ui_key(ui, id, KEY_SPACE)) return PIN_TOGGLE;
    if (ui_key(ui, id, KEY_F1 + 1)) return PIN_RENAME;
    if (ui_key(ui, id, KEY_ENTER)) return PIN_USE;
    if (ui_key(ui, id, KEY_DELETE)) return PIN_REMOVE;
    return PIN_NONE;
}

static void draw_word(App *app, UiId id, Box box, const char *word) {
    bool over = ui_over(&app->ui, id, box);
    TextStyle style = {FONT_WORDS_MEDIUM, 12, over ? app->theme->text : app->theme->muted};
    if (over) scene_fill(&app->scene, box_inset(box, 0, 2), 5, app->theme->control);
    scene_text(&app->scene, box.x + box.w / 2, box.y + box.h / 2 + 4, ALIGN_MIDDLE, style, word);
}

/* Its key, where it has one, and a piece of its line; a hidden one is paler. */
static void draw_swatch(App *app, size_t index, Box box) {
    const ScenarioPin *pin = &app->scenario.pins[index];
    ChartOverlay overlay = chart_pinned(&pin->schedule, NULL, index, app->theme);
    double middle = box.y + box.h / 2, right = box.x + box.w;
    if (index < 9) {
        char number[2] = {(char)('1' + index), 0};
        TextStyle style = {FONT_MONO, 10.5, app->theme->muted};
        scene_text(&app->scene, box.x, middle + 4, ALIGN_LEFT, style, number);
    }
    Stroke line = {.color = overlay.color, .width = overlay.width, .dash = overlay.dash};
    if (!pin->shown) line.color = scene_fade(line.color, 0.25);
    scene_rule(&app->scene, box.x + NUMBER, middle, right, middle, line);
}

static void draw_name(App *app, size_t index, Box box) {
    const ScenarioPin *pin = &app->scenario.pins[index];
    TextStyle style = {FONT_WORDS, 12.5, pin->shown ? app->theme->text : app->theme->muted};
    ui_name(&app->ui, part_id(index, PART_ROW), box, style, text_string(&pin->name));
}

/* The first press chooses the row, the second one opens its name. */
static PinEvent show_name(App *app, size_t index, Box row, Box box) {
    Ui *ui = &app->ui;
    UiId id = part_id(index, PART_ROW);
    if (ui->edit.id == id) {
        UiField field = {.shown = "", .words = true};
        if (ui_field(ui, id, box_inset(box, 0, 2), field) == UI_TYPED_ENTER) take_name(app, index);
        return PIN_NONE;
    }
    bool pressed = ui_pressed(ui, id, box), twice = pressed && ui->input->clicks >= 2;
    if (pressed) ui_take_focus(ui, id, false);
    ui_released(ui, id);
    draw_name(app, index, box);
    ui_ring(ui, id, box_inset(row, 2, 2), 6);
    return twice ? PIN_RENAME : by_key(app, id);
}

static PinEvent show_pin(App *app, size_t index, Box row) {
    double right = row.x + row.w;
    Box swatch = {row.x, row.y, NUMBER + SWATCH, ROW};
    bool same = parameters_same_curve(&app->scenario.pins[index].schedule, &app->scenario.schedule);
    double wide = same ? SAME : USE;
    Box use = {right - wide - REMOVE, row.y, wide, ROW}, remove = {right - REMOVE, row.y, REMOVE, ROW};
    Box name = {swatch.x + swatch.w + 8, row.y, use.x - swatch.x - swatch.w - 12, ROW};
    ui_stop(&app->ui, part_id(index, PART_ROW), row);
    PinEvent event = show_name(app, index, row, name);
    if (clicked(app, part_id(index, PART_SWATCH), swatch)) event = PIN_TOGGLE;
    if (clicked(app, part_id(index, PART_USE), use)) event = PIN_USE;
    if (clicked(app, part_id(index, PART_REMOVE), remove)) event = PIN_REMOVE;
    draw_swatch(app, index, swatch);
    draw_word(app, part_id(index, PART_USE), use, same ? "= present" : "Use");
    draw_word(app, part_id(index, PART_REMOVE), remove, "×");
    return event;
}

double pins_show(App *app, Box row) {
    if (app->scenario.pin_count == 0) return 0;
    double top = row.y;
    size_t touched = 0;
    PinEvent event = PIN_NONE;
    row.y += section_title(app, row, "PINNED");
    row.h = ROW;
    for (size_t i = 0; i < app->scenario.pin_count; i++, row.y += ROW) {
        PinEvent asked = show_pin(app, i, row);
        if (asked == PIN_NONE) continue;
        event = asked;
        touched = i;
    }
    handle_event(app, touched, event);
    return row.y - top + 4;
}
