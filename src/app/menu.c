#include "app/menu.h"

#include "app/actions.h"
#include "app/annotating.h"
#include "app/clipboard.h"
#include "app/family.h"
#include "app/parts.h"
#include "app/pins.h"
#include "app/ranging.h"
#include "app/values.h"
#include "ui/field.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { ROW = 28, MARGIN = 6, KEYS = 18 /* at least, between a name and its keys */ };

static const TextStyle name_style = {FONT_WORDS, 13, 0}, key_style = {FONT_MONO, 10.5, 0};

static ParameterId parameter_of(const App *app) {
    return (ParameterId)(app->menu.target - ID_PARAMETERS);
}

static void reset_parameter(App *app) {
    values_reset(app, parameter_of(app));
}

static void type_parameter(App *app) {
    text_clear(&app->words);
    parameter_print(&app->scenario.schedule, parameter_of(app), &app->words);
    ui_take_focus(&app->ui, app->menu.target, false);
    ui_edit_begin(&app->ui, app->menu.target, text_string(&app->words));
    ui_edit_all(&app->ui);
}

static void copy_parameter(App *app) {
    clipboard_copy_parameter(app, parameter_of(app));
}

static void fan_parameter(App *app) {
    family_choose(app, (int)parameter_of(app));
    family_put(app, true);
}

static void use_pin(App *app) {
    pins_act(app, app->menu.target, PIN_USE);
}

static void rename_pin(App *app) {
    pins_act(app, app->menu.target, PIN_RENAME);
}

static void toggle_pin(App *app) {
    pins_act(app, app->menu.target, PIN_TOGGLE);
}

static void remove_pin(App *app) {
    pins_act(app, app->menu.target, PIN_REMOVE);
}

static void change_note(App *app) {
    annotating_change(app, app->menu.target);
}

static void remove_note(App *app) {
    annotating_remove(app, app->menu.target);
}

static bool is_typed(const App *app) {
    return parameters[parameter_of(app)].type != PARAMETER_CHOICE;
}

static bool is_fanned(const App *app) {
    return parameter_shapes(parameter_of(app)) && !parameter_is_list(parameter_of(app));
}

/* A line is an action, by its name in the table of actions, or has its own name, keys and deed. */
typedef struct MenuRow {
    unsigned places; /* MenuPlace bits */
    const char *name, *keys;
    void (*run)(App *app);            /* NULL: an action */
    bool (*offered)(const App *app);  /* NULL: always */
} MenuRow;

static const MenuRow rows[] = {
    {MENU_PARAMETER, "Type a value", "Enter", type_parameter, is_typed},
    {MENU_PARAMETER, "Back to its default", "Backspace", reset_parameter, NULL},
    {MENU_PARAMETER, "Copy the value", "", copy_parameter, NULL},
    {MENU_PARAMETER, "Fan it out", "F", fan_parameter, is_fanned},
    {MENU_PIN, "Use its settings", "Enter", use_pin, NULL},
    {MENU_PIN, "Hide or show it", "Space", toggle_pin, NULL},
    {MENU_PIN, "Rename it", "F2", rename_pin, NULL},
    {MENU_PIN, "Remove it", "Delete", remove_pin, NULL},
    {MENU_NOTE, "Change the note", "Enter", change_note, NULL},
    {MENU_NOTE, "Remove the note", "Delete", remove_note, NULL},
    {MENU_STEPS, "Steps", NULL, NULL, NULL},
    {MENU_HEIGHTS, "Heights", NULL, NULL, NULL},
    {MENU_PLOT, "Pin", NULL, NULL, NULL},
    {MENU_PLOT, "Find", NULL, NULL, NULL},
    {MENU_PLOT, "Measure", NULL, NULL, NULL},
    {MENU_PLOT, "Note", NULL, NULL, NULL},
    {MENU_PLOT | MENU_STEPS | MENU_HEIGHTS, "Fit", NULL, NULL, NULL},
    {MENU_PLOT | MENU_HEIGHTS, "Axis", NULL, NULL, NULL},
    {MENU_PLOT, "Copy picture", NULL, NULL, NULL},
    {MENU_PLOT, "Copy values", NULL, NULL, NULL},
    {MENU_PLOT, "Export", NULL, NULL, NULL},
    {MENU_STRIP, "Effect", NULL, NULL, NULL},
    {MENU_STRIP, "Function", NULL, NULL, NULL},
    {MENU_STRIP, "Copy words", NULL, NULL, NULL},
    {MENU_REST, "Presets", NULL, NULL, NULL},
    {MENU_REST, "Open", NULL, NULL, NULL},
    {MENU_REST, "Save", NULL, NULL, NULL},
    {MENU_REST, "Undo", NULL, NULL, NULL},
    {MENU_REST, "Redo", NULL, NULL, NULL},
    {MENU_REST, "Copy code", NULL, NULL, NULL},
    {MENU_REST, "Panel", NULL, NULL, NULL},
    {MENU_REST, "Theme", NULL, NULL, NULL},
    {MENU_REST, "Help", NULL, NULL, NULL},
};
enum { ROWS = sizeof rows / sizeof *rows };

typedef struct MenuName {
    char text[80];
} MenuName;

static const Action *action_of(const MenuRow *row) {
    for (int i = 0; !row->run && i < action_count; i++)
        if (!strcmp(actions[i].name, row->name)) return &actions[i];
    return NULL;
}

/* An action's own words say more than its button does; here they begin a line. */
static MenuName name_of(const MenuRow *row) {
    MenuName name;
    snprintf(name.text, sizeof name.text, "%s", row->run ? row->name : action_of(row)->help);
    name.text[0] = (char)toupper((unsigned char)name.text[0]);
    return name;
}

static const char *keys_of(const MenuRow *row) {
    return row->run ? row->keys : action_of(row)->keys;
}

static void gather(App *app) {
    AppMenu *menu = &app->menu;
    menu->count = 0;
    menu->marked = -1;
    for (int i = 0; i < ROWS && menu->count < MENU_ROWS_MAX; i++)
        if (rows[i].places & menu->place && (!rows[i].offered || rows[i].offered(app)))
            menu->rows[menu->count++] = i;
}

/* --- the places --- */

static bool is_parameter(UiId id) {
    return id >= ID_PARAMETERS && id < ID_PARAMETERS + PARAMETER_ALL;
}

static MenuPlace place_of_control(UiId id) {
    if (is_parameter(id)) return MENU_PARAMETER;
    if (id >= ID_PINS) return MENU_PIN;
    if (id >= ID_ANNOTATIONS && id < ID_ANNOTATIONS + CHART_ANNOTATIONS_MAX) return MENU_NOTE;
    if (id == ID_HANDLE_FACTOR || id == ID_HANDLE_ITERS) return MENU_PARAMETER;
    return id == ID_PLOT ? MENU_PLOT : MENU_REST;
}

static UiId target_of(UiId id) {
    if (id == ID_HANDLE_FACTOR) return ID_PARAMETERS + PARAMETER_WARMUP_FACTOR;
    if (id == ID_HANDLE_ITERS) return ID_PARAMETERS + PARAMETER_WARMUP_ITERS;
    return id;
}

static MenuPlace place_at(const App *app, Point at) {
    Box plot = app->layout.plot;
    bool across = at.x >= plot.x && at.x <= plot.x + plot.w, up = at.y >= plot.y && at.y <= plot.y + plot.h;
    if (box_contains(app->places.plot, at.x, at.y) && across && at.y > plot.y + plot.h) return MENU_STEPS;
    if (box_contains(app->places.plot, at.x, at.y) && up && !across) return MENU_HEIGHTS;
    if (box_contains(app->places.plot, at.x, at.y)) return MENU_PLOT;
    return box_contains(app->places.strip, at.x, at.y) ? MENU_STRIP : MENU_REST;
}

static void begin(App *app, MenuPlace place, UiId target, Point at) {
    if (app->dialog.kind != DIALOG_NONE || app->present.on) return;
    app_let_go(app);
    app->ui.popup.id = 0;
    app->menu = (AppMenu){.open = true, .place = place, .target = target, .at = at};
    gather(app);
}

void menu_open(App *app, Point at) {
    const UiStop *stop = ui_stop_under(&app->ui);
    UiId id = stop && stop->id != ID_PLOT ? stop->id : 0;
    MenuPlace place = id ? place_of_control(id) : place_at(app, at);
    if (place == MENU_PLOT && box_contains(app->layout.plot, at.x, at.y)) viewing_point_at(app, chart_step(&app->layout, at.x));
    begin(app, place, target_of(id), at);
}

void menu_open_focused(App *app) {
    Ui *ui = &app->ui;
    Box box = app->layout.plot;
    for (int i = 0; i < ui->stop_count; i++)
        if (ui->stops[i].id == ui->focus && ui->focus != ID_PLOT) box = ui->stops[i].box;
    Point at = {box.x + fmin(24, box.w / 2), box.y + fmin(24, box.h)};
    begin(app, ui->focus ? place_of_control(ui->focus) : MENU_PLOT, target_of(ui->focus), at);
    app->menu.marked = 0;
}

void menu_close(App *app) {
    app->menu.open = false;
}

/* --- the menu --- */

static double width_of(const App *app) {
    const AppMenu *menu = &app->menu;
    const Measure *measure = app->ui.measure;
    double widest = 0;
    for (int i = 0; i < menu->count; i++) {
        const MenuRow *row = &rows[menu->rows[i]];
        double keys = measure_text(measure, key_style, keys_of(row));
        widest = fmax(widest, measure_text(measure, name_style, name_of(row).text) + keys + (keys > 0 ? KEYS : 0));
    }
    return ceil(widest) + 2 * MARGIN + 24;
}

/* Returns the menu's box beside the pointer, within the window. */
static Box box_of(const App *app) {
    const AppMenu *menu = &app->menu;
    double w = fmin(width_of(app), app->width - 16), h = menu->count * ROW + 2 * MARGIN;
    double x = fmin(menu->at.x + 2, app->width - 8 - w), y = fmin(menu->at.y + 2, app->height - 8 - h);
    return (Box){round(fmax(8, x)), round(fmax(8, y)), w, h};
}

static int row_at(const App *app, Box box) {
    Box inner = box_inset(box, 0, MARGIN);
    if (!app->ui.inside || !box_contains(inner, app->ui.x, app->ui.y)) return -1;
    int row = (int)((app->ui.y - inner.y) / ROW);
    return row < app->menu.count ? row : -1;
}

static void choose(App *app, int row) {
    menu_close(app);
    if (row < 0) return;
    const MenuRow *chosen = &rows[app->menu.rows[row]];
    app->ui.covered = false;
    (chosen->run ? chosen->run : action_of(chosen)->run)(app);
}

static int next_with_letter(const App *app, int key) {
    const AppMenu *menu = &app->menu;
    for (int i = 1; i <= menu->count; i++) {
        int row = (menu->marked + i) % menu->count;
        if (tolower((unsigned char)name_of(&rows[menu->rows[row]]).text[0]) == key) return row;
    }
    return menu->marked;
}

static void take_key(App *app, int key) {
    AppMenu *menu = &app->menu;
    int last = menu->count - 1;
    switch (key) {
    case KEY_DOWN: menu->marked = menu->marked < last ? menu->marked + 1 : 0; break;
    case KEY_UP: menu->marked = menu->marked > 0 ? menu->marked - 1 : last; break;
    case KEY_HOME: menu->marked = 0; break;
    case KEY_END: menu->marked = last; break;
    case KEY_ENTER:
    case KEY_SPACE: choose(app, menu->marked); break;
    case KEY_ESCAPE:
    case KEY_TAB: menu_close(app); break;
    default: menu->marked = next_with_letter(app, key);
    }
}

/* It takes everything while it is open; Ctrl and a key close it and do what they do. */
static void take(App *app, Box box) {
    Ui *ui = &app->ui;
    const Input *input = ui->input;
    int row = row_at(app, box);
    if (ui->used) return;
    if (input->kind == INPUT_MOVE && row >= 0) app->menu.marked = row;
    if (input->kind == INPUT_KEY && (input->ctrl || input->alt)) menu_close(app);
    bool key = input->kind == INPUT_KEY && !input->ctrl && !input->alt, press = input->kind == INPUT_PRESS;
    if (key || press || input->kind == INPUT_WHEEL || input->kind == INPUT_TEXT) ui->used = true;
    if (key) take_key(app, input->key);
    if (press && (row >= 0 || !box_contains(box, ui->x, ui->y))) choose(app, row);
}

static void draw_row(App *app, const MenuRow *row, Box box, bool marked) {
    const Theme *theme = app->theme;
    TextStyle name = name_style, keys = key_style;
    name.color = marked ? theme->on_accent : theme->text;
    keys.color = marked ? theme->on_accent : theme->muted;
    if (marked) scene_fill(&app->scene, box, 5, theme->accent);
    scene_text(&app->scene, box.x + 10, box.y + 18.5, ALIGN_LEFT, name, name_of(row).text);
    scene_text(&app->scene, box.x + box.w - 10, box.y + 18, ALIGN_RIGHT, keys, keys_of(row));
}

void menu_show(App *app) {
    AppMenu *menu = &app->menu;
    if (app->dialog.kind != DIALOG_NONE || app->present.on) menu_close(app);
    if (!menu->open) return;
    Box box = box_of(app);
    scene_group(&app->scene, "menu");
    scene_box(&app->scene, box, 8, app->theme->panel, (Stroke){.color = app->theme->axis, .width = 1});
    for (int i = 0; i < menu->count; i++) {
        Box row = {box.x + MARGIN, box.y + MARGIN + i * ROW, box.w - 2 * MARGIN, ROW};
        draw_row(app, &rows[menu->rows[i]], row, i == menu->marked);
    }
    scene_group_end(&app->scene);
    if (row_at(app, box) >= 0) app->ui.cursor = CURSOR_HAND;
    take(app, box);
}
