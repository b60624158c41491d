#include "ui/choice.h"

#include "base/spelling.h"

#include <math.h>
#include <string.h>

enum { ROW = 28, MARGIN = 6 };
static const double SOON = 1; /* seconds between letters of one word */

static int count_labels(const char *const *labels) {
    int count = 0;
    while (labels[count]) count++;
    return count;
}

/* The list opens below the button where it fits, else above it, else as far down as the window goes. */
static Box popup_box(const Ui *ui, Box button, int count) {
    Box box = {button.x, button.y + button.h + 4, button.w, count * ROW + 2 * MARGIN};
    double bottom = ui->scene->height - 8;
    if (box.y + box.h <= bottom) return box;
    box.y = button.y - 4 - box.h >= 8 ? button.y - 4 - box.h : fmax(8, bottom - box.h);
    return box;
}

static int row_under_pointer(const Ui *ui) {
    const UiPopup *popup = &ui->popup;
    if (!box_contains(box_inset(popup->box, 0, MARGIN), ui->x, ui->y)) return -1;
    return (int)((ui->y - popup->box.y - MARGIN) / ROW);
}

/* Returns the next label after `from` that begins so, going around; `from` where none does. */
static int find_beginning(const UiPopup *popup, int from, const char *beginning) {
    for (int i = 1; i <= popup->count; i++) {
        int at = (from + i) % popup->count;
        if (spelling_begins(beginning, popup->labels[at])) return at;
    }
    return from;
}

/* One letter, and the same one again, goes on to the next label that begins with it; several that are typed in one go are
   the beginning of a label. */
static void mark_by_letter(UiPopup *popup, char letter, double time) {
    size_t length = time - popup->typed_at < SOON ? strlen(popup->typed) : 0;
    bool again = length > 0 && popup->typed[length - 1] == letter && strspn(popup->typed, (char[]){letter, 0}) == length;
    if (again || length + 1 == sizeof popup->typed) length = 0;
    popup->typed[length] = letter;
    popup->typed[length + 1] = 0;
    popup->typed_at = time;
    if (length > 0 && spelling_begins(popup->typed, popup->labels[popup->marked])) return;
    int found = find_beginning(popup, popup->marked, popup->typed);
    if (length > 0 && found == popup->marked) { /* no label begins so: it is the first letter of another one */
        popup->typed[0] = letter;
        popup->typed[1] = 0;
        found = find_beginning(popup, popup->marked, popup->typed);
    }
    popup->marked = found;
}

static void mark_by_key(UiPopup *popup, int key, double time) {
    switch (key) {
    case KEY_UP: popup->marked = popup->marked > 0 ? popup->marked - 1 : 0; break;
    case KEY_DOWN:
        popup->marked = popup->marked + 1 < popup->count ? popup->marked + 1 : popup->count - 1;
        break;
    case KEY_HOME:
    case KEY_PAGE_UP: popup->marked = 0; break;
    case KEY_END:
    case KEY_PAGE_DOWN: popup->marked = popup->count - 1; break;
    default:
        if (key > ' ' && key < 127)
            mark_by_letter(popup, (char)key, time);
    }
}

/* Runs the open list, which takes every press and every key without Ctrl. Returns the choice after the input.
 */
static int run_popup(Ui *ui, int chosen) {
    const Input *input = ui->input;
    UiPopup *popup = &ui->popup;
    int row = row_under_pointer(ui);
    if (input->kind == INPUT_MOVE && row >= 0) popup->marked = row;
    if (input->kind == INPUT_PRESS) {
        popup->id = 0;
        ui->used = true;
        return row >= 0 ? row : chosen;
    }
    if (input->kind == INPUT_WHEEL) ui->used = true;
    if (input->kind != INPUT_KEY || input->ctrl || input->alt) return chosen;
    if (input->key == KEY_TAB) { /* leaves as Esc does; Tab itself goes on */
        popup->id = 0;
        return chosen;
    }
    ui->used = true;
    bool take = input->key == KEY_ENTER || input->key == KEY_SPACE || input->key == ' ';
    if (take || input->key == KEY_ESCAPE)
        popup->id = 0;
    else
        mark_by_key(popup, input->key, input->time);
    return take ? popup->marked : chosen;
}

static void draw_button(Ui *ui, UiId id, Box box, const char *label) {
    const Theme *theme = ui->theme;
    bool lit = ui->focus == id || ui_over(ui, id, box);
    Stroke edge = {.color = lit ? theme->accent : theme->edge, .width = 1};
    scene_box(ui->scene, box, 7, theme->card, edge);
    TextStyle style = {FONT_WORDS, 13, theme->text};
    scene_text(ui->scene, box.x + 12, box.y + box.h / 2 + 5, ALIGN_LEFT, style, label);
    double x = box.x + box.w - 22, y = box.y + box.h / 2 - 2;
    Point arrow[] = {{x, y}, {x + 5, y + 5}, {x + 10, y}};
    scene_line(ui->scene, arrow, 3, (Stroke){.color = theme->muted, .width = 1.8, .round = 1});
    ui_ring(ui, id, box, 7);
}

/* The open list has the present frame's rows, whatever became of them since the last one. */
static void renew_popup(Ui *ui, Box button, const char *const *labels, int count) {
    UiPopup *popup = &ui->popup;
    popup->labels = labels;
    popup->count = count;
    popup->box = popup_box(ui, button, count);
    if (popup->marked >= count) popup->marked = count - 1;
}

int ui_choice(Ui *ui, UiId id, Box box, const char *const *labels, int chosen) {
    int count = count_labels(labels);
    ui_stop(ui, id, box);
    UiPopup *popup = &ui->popup;
    if (popup->id == id) {
        renew_popup(ui, box, labels, count);
        chosen = run_popup(ui, chosen);
        popup->chosen = chosen;
    } else if (ui_pressed(ui, id, box) || ui_key(ui, id, KEY_ENTER) || ui_key(ui, id, KEY_SPACE)) {
        if (ui->input->kind == INPUT_PRESS) ui_take_focus(ui, id, false);
        *popup = (UiPopup){.id = id,
                           .marked = chosen,
                           .chosen = chosen,
                           .count = count,
                           .box = popup_box(ui, box, count),
                           .labels = labels};
    } else if (ui_key(ui, id, KEY_UP)) {
        chosen = chosen > 0 ? chosen - 1 : 0;
    } else if (ui_key(ui, id, KEY_DOWN)) {
        chosen = chosen + 1 < count ? chosen + 1 : chosen;
    }
    if (ui_over(ui, id, box)) ui->cursor = CURSOR_HAND;
    draw_button(ui, id, box, labels[chosen]);
    return chosen;
}

static void draw_row(Ui *ui, int row, Box box) {
    const Theme *theme = ui->theme;
    bool marked = row == ui->popup.marked;
    if (marked) scene_fill(ui->scene, box, 5, theme->accent);
    TextStyle style = {FONT_WORDS, 13, marked ? theme->on_accent : theme->text};
    scene_text(ui->scene, box.x + 24, box.y + 19, ALIGN_LEFT, style, ui->popup.labels[row]);
    if (row != ui->popup.chosen) return;
    Point tick[] = {{box.x + 7, box.y + 14.5}, {box.x + 10.5, box.y + 18}, {box.x + 17, box.y + 10.5}};
    scene_line(ui->scene, tick, 3, (Stroke){.color = style.color, .width = 1.8, .round = 1});
}

void choice_draw_popup(Ui *ui) {
    UiPopup *popup = &ui->popup;
    if (!popup->labels) popup->id = 0;
    if (!popup->id) return;
    const Theme *theme = ui->theme;
    scene_group(ui->scene, "popup");
    scene_box(ui->scene, popup->box, 8, theme->panel, (Stroke){.color = theme->axis, .width = 1});
    for (int row = 0; row < popup->count; row++) {
        Box box = {popup->box.x + MARGIN, popup->box.y + MARGIN + row * ROW, popup->box.w - 2 * MARGIN, ROW};
        draw_row(ui, row, box);
    }
    scene_group_end(ui->scene);
    if (row_under_pointer(ui) >= 0) ui->cursor = CURSOR_HAND;
}
