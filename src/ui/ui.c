#include "ui/ui.h"

#include "ui/choice.h"
#include "ui/scroll.h"
#include "ui/tooltip.h"

#include <math.h>

static void follow_pointer(Ui *ui, const Input *input) {
    bool before = ui->inside;
    switch (input->kind) {
    case INPUT_MOVE: ui->wheel = 0; /* fall through */
    case INPUT_PRESS:
    case INPUT_RELEASE:
    case INPUT_WHEEL:
        ui->x = input->x;
        ui->y = input->y;
        ui->inside = true;
        break;
    case INPUT_LEAVE: ui->inside = false; break;
    default: break;
    }
    ui->arrived = ui->inside && !before;
}

void ui_begin(Ui *ui, const Input *input, Scene *scene, const Measure *measure, const Theme *theme) {
    ui->input = input;
    ui->scene = scene;
    ui->measure = measure;
    ui->theme = theme;
    ui->used = ui->covered = false;
    ui->scroll = NULL;
    ui->tooltip.line = NULL;
    ui->popup.labels = NULL;
    ui->copied = NULL;
    ui->cursor = CURSOR_ARROW;
    ui->stop_count = ui->first_stop = 0;
    follow_pointer(ui, input);
    if (input->kind == INPUT_PRESS && input->button == BUTTON_LEFT) ui->active = 0;
}

static void reveal(const UiStop *stop) {
    if (stop->scroll) ui_scroll_to(stop->scroll, stop->box);
}

static int stop_index(const Ui *ui, UiId id) {
    for (int i = 0; i < ui->stop_count; i++)
        if (ui->stops[i].id == id) return i;
    return -1;
}

static void walk(Ui *ui, bool back) {
    int count = ui->stop_count - ui->first_stop;
    if (!count) return;
    int at = stop_index(ui, ui->focus) - ui->first_stop;
    if (at < 0) at = back ? 0 : -1;
    at = ui->first_stop + (at + (back ? count - 1 : 1)) % count;
    ui_take_focus(ui, ui->stops[at].id, true);
    reveal(&ui->stops[at]);
}

void ui_end(Ui *ui) {
    choice_draw_popup(ui);
    tooltip_draw(ui);
    const Input *input = ui->input;
    if (input->kind == INPUT_KEY && input->key == KEY_TAB && !ui->used) {
        walk(ui, input->shift);
        ui->used = true;
    } else if (input->kind == INPUT_KEY && ui->used && stop_index(ui, ui->focus) >= ui->first_stop) {
        reveal(&ui->stops[stop_index(ui, ui->focus)]);
    }
    if (stop_index(ui, ui->focus) < 0) ui->focus = 0;
    if (input->kind == INPUT_RELEASE && input->button == BUTTON_LEFT) ui->active = 0;
}

void ui_stop(Ui *ui, UiId id, Box box) {
    if (ui->stop_count < UI_STOPS_MAX) ui->stops[ui->stop_count++] = (UiStop){id, box, ui->scroll};
}

void ui_stop_reaches(Ui *ui, UiId id, double bottom) {
    int at = stop_index(ui, id);
    if (at >= 0) ui->stops[at].box.h = fmax(ui->stops[at].box.h, bottom - ui->stops[at].box.y);
}

static bool listening(const Ui *ui, UiId id) {
    return !ui->covered && (!ui->popup.id || ui->popup.id == id);
}

bool ui_over(const Ui *ui, UiId id, Box box) {
    if (!listening(ui, id) || !ui->inside || (ui->active && ui->active != id)) return false;
    return box_contains(box, ui->x, ui->y) && (!ui->scroll || box_contains(ui->scroll->view, ui->x, ui->y));
}

const UiStop *ui_stop_under(const Ui *ui) {
    for (int i = ui->stop_count; ui->inside && !ui->popup.id && i-- > ui->first_stop;) {
        const UiStop *stop = &ui->stops[i];
        bool seen = !stop->scroll || box_contains(stop->scroll->view, ui->x, ui->y);
        if (seen && box_contains(stop->box, ui->x, ui->y)) return stop;
    }
    return NULL;
}

bool ui_pressed(Ui *ui, UiId id, Box box) {
    if (ui->used || ui->input->kind != INPUT_PRESS || ui->input->button != BUTTON_LEFT) return false;
    if (!ui_over(ui, id, box)) return false;
    ui->active = id;
    return ui->used = true;
}

bool ui_released(Ui *ui, UiId id) {
    if (ui->active != id || ui->input->kind != INPUT_RELEASE || ui->input->button != BUTTON_LEFT)
        return false;
    ui->active = 0;
    return ui->used = true;
}

bool ui_key(Ui *ui, UiId id, int key) {
    const Input *input = ui->input;
    if (ui->used || input->kind != INPUT_KEY || input->key != key || input->ctrl || input->alt) return false;
    if (ui->focus != id || !listening(ui, id)) return false;
    return ui->used = true;
}

bool ui_chord(Ui *ui, UiId id, int key) {
    const Input *input = ui->input;
    bool held = (input->shift || input->ctrl) && !input->alt;
    if (ui->used || input->kind != INPUT_KEY || input->key != key || !held) return false;
    if (ui->focus != id || !listening(ui, id)) return false;
    return ui->used = true;
}

bool ui_wheeled(Ui *ui, UiId id, Box box) {
    if (ui->used || ui->input->kind != INPUT_WHEEL || !ui_over(ui, id, box)) return false;
    if (ui->wheel && ui->wheel != id) return false;
    if (!ui->wheel) ui->turned = 0;
    ui->wheel = id;
    return ui->used = true;
}

double ui_turned(Ui *ui, UiId id, Box box) {
    return ui_wheeled(ui, id, box) ? ui->input->wheel_y : 0;
}

void ui_take_focus(Ui *ui, UiId id, bool by_key) {
    ui->focus = id;
    ui->ring = by_key;
    if (ui->edit.id != id) ui->edit.id = 0;
}

bool ui_ring_shown(const Ui *ui, UiId id) {
    return ui->focus == id && ui->ring && listening(ui, id);
}

void ui_ring(Ui *ui, UiId id, Box box, double radius) {
    if (!ui_ring_shown(ui, id)) return;
    scene_box(ui->scene, box_inset(box, -3, -3), radius + 3, 0,
              (Stroke){.color = ui->theme->accent, .width = 2});
}
