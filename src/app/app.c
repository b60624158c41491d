#include "app/app.h"

#include "app/actions.h"
#include "app/effect.h"
#include "app/parts.h"
#include "app/pins.h"
#include "app/present_view.h"
#include "app/values.h"
#include "ui/field.h"

#include <math.h>

void app_open(App *app, const Scenario *scenario, const Theme *theme) {
    *app = (App){.scenario = scenario_copy(scenario), .theme = theme, .width = 1280, .height = 800};
    app->plain_width = app->width;
    app->plain_height = app->height;
    app->requests.zoom = 1;
    app->refused = -1;
    app->crosshair = CHART_NO_STEP;
    app->play.rate = 1;
    app->family = (AppFamily){.chosen = FAMILY_FOLLOWS, .valued = FAMILY_FOLLOWS, .focused = PARAMETER_WARMUP_FACTOR};
    app->ui.focus = ID_PARAMETERS + PARAMETER_WARMUP_FACTOR;
    history_begin(&app->history, &app->scenario);
    files_begin(app);
    values_fit_ranges(app, true);
}

void app_close(App *app) {
    scenario_free(&app->scenario);
    history_free(&app->history);
    export_free(&app->export);
    scene_free(&app->scene);
    files_free(&app->files);
    present_free(&app->present);
    figure_overlays_free(&app->overlays);
    logs_free(&app->logs);
    picker_free(&app->picker);
    text_free(&app->requests.copy);
    text_free(&app->refusal);
    text_free(&app->snippet.text);
    pasted_free(&app->pasted);
    editor_close(app);
    text_free(&app->family.why);
    text_free(&app->notice.words);
    text_free(&app->requests.picture);
    text_free(&app->ranging.why);
    text_free(&app->hints.words);
    text_free(&app->words);
}

void app_let_go(App *app) {
    app->ui.active = 0;
    editor_leave(app);
    ui_edit_end(&app->ui);
    app->refused = -1;
}

void app_resize(App *app, double width, double height) {
    app->width = width;
    app->height = height;
    if (app->requests.fullscreen || app->maximized) return;
    app->plain_width = round(width * app->requests.zoom);
    app->plain_height = round(height * app->requests.zoom);
}

typedef struct Layout {
    Box header, plot, formula, panel;
} Layout;

static double between(double min, double value, double max) {
    return fmin(max, fmax(min, value));
}

/* Below 960 points the plot keeps most of the width: the panel gets narrower by a fifth of what is missing, and
   so do the edges. */
static double panel_width(double width) {
    const double full = 304, missing = fmax(0, 960 - width);
    return between(full - round(missing / 5), round(full + (width - 1280) / 20), 360);
}

static Layout layout_of(const App *app) {
    double width = app->width, height = app->height;
    bool small = width < 800 || height < 560;
    const double edge = small ? 12 : 20, gap = small ? 10 : 16, narrow_gap = small ? 10 : 12;
    const double top = small ? 54 : 62;
    double side = app->panel_hidden ? -gap : panel_width(width);
    double strip = effect_height(app, height);
    double left = fmax(0, width - 2 * edge - gap - side), inner = fmax(0, height - top - edge);
    return (Layout){
        .header = {edge, 0, width - 2 * edge, top},
        .plot = {edge, top, left, fmax(0, inner - narrow_gap - strip)},
        .formula = {edge, height - edge - strip, left, strip},
        .panel = {width - edge - side, top, side, inner},
    };
}

/* Shows the lines that lie over the plot and are typed in. */
static void show_lines(App *app, Box card) {
    asking_show(app, card);
    ranging_show(app, card);
    annotating_show(app, card);
}

static void show_window(App *app, bool draw) {
    Layout layout = layout_of(app);
    app->places.plot = layout.plot;
    app->places.strip = layout.formula;
    app->places.panel = layout.panel;
    pins_take_digit(app);
    header_show(app, layout.header);
    if (!draw) show_lines(app, layout.plot);
    viewing_show_plot(app, layout.plot, draw);
    if (draw) show_lines(app, layout.plot);
    effect_show(app, layout.formula, draw);
    if (!app->panel_hidden) panel_show(app, layout.panel);
}

static void build(App *app, const Input *input, const Measure *measure, bool draw) {
    app->drawing = draw;
    app->measure = *measure;
    app->measure.wording = app->scene.wording = present_has_lesson(app) ? &app->present.lesson.wording : NULL;
    scene_begin(&app->scene, app->width, app->height, app->theme->background);
    ui_begin(&app->ui, input, &app->scene, &app->measure, app->theme);
    app->ui.copied = &app->requests.copy;
    app->ui.covered = app->dialog.kind != DIALOG_NONE || app->menu.open;
    (app->present.on ? present_view_show : show_window)(app, draw);
    app->ui.covered = false;
    menu_show(app);
    dialog_show(app);
    notice_show(app, app->layout.plot);
    hints_follow(app);
    ui_end(&app->ui);
}

void app_wake(App *app, double time) {
    double *deadline = &app->requests.deadline;
    if (*deadline <= 0 || *deadline > time) *deadline = time;
}

static void act(App *app, const Input *input) {
    const Action *action = action_find(input);
    if (action && !app->ui.used) action->run(app);
    bool right = input->kind == INPUT_PRESS && input->button == BUTTON_RIGHT;
    if (right && !app->ui.used) menu_open(app, (Point){input->x, input->y});
    if (input->kind == INPUT_DROP && input->words) {
        files_load(app, input->words);
    }
    clipboard_take(app, input);
    app->requests.deadline = 0;
    notice_follow(app, input->time);
    hints_tick(app, input->time);
    present_tick(app, input->time);
    pointer_tick(app, input->time);
    play_tick(app, input->time);
}

/* Handles one input. What is being dragged becomes an entry of the history when it is let go. */
static void handle(App *app, const Input *input, const Measure *measure) {
    build(app, input, measure, false);
    act(app, input);
    family_follow(app, input);
    tie_follow(app);
    values_fit_ranges(app, false);
    if (!values_held(app) && !app->present.has_own) history_record(&app->history, &app->scenario,
                       app->ui.edit.id == ID_FUNCTION ? FUNCTION_TAG : 0);
}

/* Going elsewhere takes what was typed, as Enter does; what cannot be taken is given up, its reason stays. */
static void leave_edit(App *app, const Measure *measure) {
    if (app->ui.edit.id == ID_FUNCTION) {
        editor_leave(app);
        return;
    }
    if (app->ui.edit.id == ID_FIND || app->ui.edit.id == ID_RANGE) {
        asking_close(app);
        ranging_close(app);
        return;
    }
    handle(app, &(Input){.kind = INPUT_KEY, .key = KEY_ENTER}, measure);
    ui_edit_end(&app->ui);
}

/* Scrolls to what was asked for in the side panel, which is laid out to know where it stands. */
static void reveal(App *app, const Measure *measure) {
    if (app->reveal) app->panel_hidden = false;
    curves_gather(app);
    build(app, &(Input){.kind = INPUT_NONE}, measure, false);
    if (app->reveal) ui_scroll_to(&app->panel, *app->reveal);
    app->reveal = NULL;
}

/* Returns the control of the side panel under the pointer, and where it stood in the last frame; id 0 for
   none. */
static UiStop anchor_of(const App *app, const Input *input) {
    bool hand = input->kind == INPUT_PRESS || input->kind == INPUT_RELEASE || input->kind == INPUT_MOVE;
    const UiStop *stop = hand && app->dialog.kind == DIALOG_NONE ? ui_stop_under(&app->ui) : NULL;
    return stop && stop->scroll == &app->panel ? *stop : (UiStop){0};
}

/* Rows that come and go above it leave it where it was. True if that moved the panel. */
static bool hold_anchor(App *app, const UiStop *anchor) {
    double before = app->panel.offset;
    for (int i = 0; anchor->id && i < app->ui.stop_count; i++) {
        const UiStop *stop = &app->ui.stops[i];
        if (stop->id != anchor->id || stop->scroll != &app->panel) continue;
        ui_scroll_hold(&app->panel, app->panel.offset + stop->box.y - anchor->box.y);
        break;
    }
    return fabs(app->panel.offset - before) > 0.5;
}

/* The panel stands beyond its ends only while the hand is in it. */
static void settle_panel(App *app, const Input *input) {
    bool away = input->kind == INPUT_MOVE && !box_contains(app->panel.view, input->x, input->y) && !app->ui.active;
    if (away || input->kind == INPUT_LEAVE || input->kind == INPUT_KEY) ui_scroll_settle(&app->panel);
}

const Scene *app_frame(App *app, const Input *input, const Measure *measure) {
    bool above = app->dialog.kind != DIALOG_NONE, shown = app->everything.x1 > 0;
    if (!shown) build(app, &(Input){.kind = INPUT_NONE}, measure, true); /* an input means what is seen */
    if (!above && (ui_edit_left_by(&app->ui, input) || (app->ui.edit.id && files_take(input))))
        leave_edit(app, measure);
    if (input->kind == INPUT_PRESS || input->kind == INPUT_KEY) text_clear(&app->files.notice);
    settle_panel(app, input);
    UiStop anchor = anchor_of(app, input);
    if (input->kind != INPUT_NONE) handle(app, input, measure);
    bool asked = app->reveal != NULL;
    if (app->reveal || (app->panel.content == 0 && !app->panel_hidden)) reveal(app, measure);
    build(app, &(Input){.kind = INPUT_NONE}, measure, true);
    if (!asked && hold_anchor(app, &anchor)) build(app, &(Input){.kind = INPUT_NONE}, measure, true);
    bool shorter = app->panel.offset != app->scrolled; /* what was shown ends above the view now */
    if (shorter) build(app, &(Input){.kind = INPUT_NONE}, measure, true);
    app->requests.text_input = app->ui.edit.id != 0;
    app->requests.cursor = app->ui.cursor;
    return &app->scene;
}
