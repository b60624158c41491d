#include "ui/slider.h"

#include <math.h>

static UiMove move_of(const Ui *ui, UiEvent event) {
    return (UiMove){.event = event, .fine = ui->input->shift, .free = ui->input->alt};
}

static UiMove stepped(const Ui *ui, double steps) {
    UiMove move = move_of(ui, UI_STEPPED);
    move.steps = steps;
    return move;
}

static UiMove dragged(const Ui *ui, double to) {
    UiMove move = move_of(ui, UI_DRAGGED);
    move.to = to;
    return move;
}

static UiMove move_by_key(Ui *ui, UiId id) {
    if (ui->edit.id == id) return (UiMove){0};
    if (ui_key(ui, id, KEY_RIGHT) || ui_key(ui, id, KEY_UP)) return stepped(ui, 1);
    if (ui_key(ui, id, KEY_LEFT) || ui_key(ui, id, KEY_DOWN)) return stepped(ui, -1);
    if (ui_key(ui, id, KEY_PAGE_UP)) return stepped(ui, 10);
    if (ui_key(ui, id, KEY_PAGE_DOWN)) return stepped(ui, -10);
    if (ui_key(ui, id, KEY_HOME)) return move_of(ui, UI_TO_LOW);
    if (ui_key(ui, id, KEY_END)) return move_of(ui, UI_TO_HIGH);
    if (ui_key(ui, id, KEY_BACKSPACE)) return move_of(ui, UI_RESET);
    return (UiMove){0};
}

/* Begins a drag: the knob stays under the pointer where it was grabbed and moves as far as the pointer does,
 * a tenth as far with Shift. */
static void begin_drag(Ui *ui, UiId id, double knob, double pointer, bool on_knob) {
    ui_take_focus(ui, id, false);
    ui->knob = on_knob ? id : 0;
    ui->travel = knob;
    ui->seen = pointer;
}

static UiMove drag(Ui *ui, UiId id, double pointer) {
    const Input *input = ui->input;
    if (ui->active != id) return (UiMove){0};
    if (input->kind == INPUT_KEY && input->key == KEY_ESCAPE) {
        ui->active = 0;
        ui->used = true;
        return move_of(ui, UI_TAKEN_BACK);
    }
    if (ui_released(ui, id) || input->kind != INPUT_MOVE) return (UiMove){0};
    ui->travel += (pointer - ui->seen) * (input->shift ? 0.1 : 1);
    ui->seen = pointer;
    return dragged(ui, ui->travel);
}

/* Fractions of a notch add up until they make a whole one. */
static double whole_notches(Ui *ui, UiId id, Box box) {
    ui->turned += ui_turned(ui, id, box);
    double whole = trunc(ui->turned);
    if (whole != 0) ui->turned -= whole;
    return whole;
}

static UiMove slide(Ui *ui, UiId id, Box box, double position) {
    double knob = box.x + position * box.w;
    if (ui_pressed(ui, id, box_inset(box, -10, 0))) {
        bool on_knob = fabs(ui->x - knob) <= 12, twice = ui->input->clicks >= 2 && ui->knob == id;
        begin_drag(ui, id, on_knob ? knob : ui->x, ui->x, on_knob);
        if (!on_knob) return dragged(ui, ui->x);
        return twice ? move_of(ui, UI_RESET) : (UiMove){0};
    }
    UiMove move = drag(ui, id, ui->x);
    if (move.event) return move;
    double notches = whole_notches(ui, id, box_inset(box, -10, 0));
    return notches ? stepped(ui, notches) : move_by_key(ui, id);
}

static void draw_track(Ui *ui, Box track, UiSlider slider, Color beyond) {
    const Theme *theme = ui->theme;
    bool marked = slider.mark >= 0;
    double mark = track.x + track.w * (marked ? slider.mark : 1), knob = track.x + track.w * slider.position;
    scene_fill(ui->scene, track, 2, theme->track);
    Box left = {track.x, track.y, fmin(knob, mark) - track.x, track.h};
    scene_fill(ui->scene, left, 2, theme->accent);
    if (!marked) return;
    Box right = {mark, track.y, track.x + track.w - mark, track.h};
    scene_fill(ui->scene, right, 2, scene_fade(beyond, 0.35));
    right.w = knob - mark;
    if (right.w > 0) scene_fill(ui->scene, right, 2, beyond);
    scene_rule(ui->scene, mark, track.y - 6, mark, track.y + 10,
               (Stroke){.color = theme->text, .width = 1.5});
}

static void draw_ends(Ui *ui, Box track, UiSlider slider) {
    const Theme *theme = ui->theme;
    const double at[] = {0, slider.mark, 1};
    const Align align[] = {ALIGN_LEFT, ALIGN_MIDDLE, ALIGN_RIGHT};
    for (int i = 0; i < 3; i++)
        if (slider.ends[i])
            scene_text(ui->scene, track.x + at[i] * track.w, track.y + 23, align[i],
                       (TextStyle){FONT_MONO, 10.5, i == 1 ? theme->text : theme->muted}, slider.ends[i]);
}

static void draw_slider(Ui *ui, UiId id, Box box, UiSlider slider) {
    const Theme *theme = ui->theme;
    Box track = {box.x, box.y + box.h / 2 - 2, box.w, 4};
    bool beyond = slider.mark >= 0 && slider.position > slider.mark;
    Color color = beyond ? theme->above_ink : theme->accent;
    draw_track(ui, track, slider, theme->above_ink);
    draw_ends(ui, track, slider);
    Point knob = {track.x + slider.position * track.w, track.y + 2};
    bool held = ui->active == id;
    if (held || ui_over(ui, id, box_inset(box, -10, 0)))
        scene_disc(ui->scene, knob, 13, scene_fade(color, held ? 0.35 : 0.2), (Stroke){0});
    if (ui_ring_shown(ui, id)) scene_disc(ui->scene, knob, 13, 0, (Stroke){.color = color, .width = 2});
    scene_disc(ui->scene, knob, 9, theme->knob, (Stroke){.color = color, .width = 2.5});
}

UiMove ui_slider(Ui *ui, UiId id, Box box, UiSlider slider) {
    slider.position = fmin(1, fmax(0, slider.position));
    UiMove move = slide(ui, id, box, slider.position);
    if (move.event == UI_DRAGGED) move.to = fmin(1, fmax(0, (move.to - box.x) / box.w));
    if (ui_over(ui, id, box_inset(box, -10, 0))) {
        bool on_knob = fabs(ui->x - box.x - slider.position * box.w) <= 12;
        ui->cursor = on_knob || ui->active == id ? CURSOR_ACROSS : CURSOR_HAND;
    }
    if (ui->active == id) ui->cursor = CURSOR_ACROSS;
    draw_slider(ui, id, box, slider);
    return move;
}

UiMove ui_handle(Ui *ui, UiId id, Point center, bool vertical) {
    enum { REACH = 14 };
    Box box = {center.x - REACH, center.y - REACH, 2 * REACH, 2 * REACH};
    ui_stop(ui, id, box);
    if (ui_over(ui, id, box) || ui->active == id) ui->cursor = CURSOR_GRAB;
    ui_ring(ui, id, box_inset(box, 3, 3), REACH - 3);
    double knob = vertical ? center.y : center.x, pointer = vertical ? ui->y : ui->x;
    if (ui_pressed(ui, id, box)) {
        bool twice = ui->input->clicks >= 2 && ui->knob == id;
        begin_drag(ui, id, knob, pointer, true);
        return twice ? move_of(ui, UI_RESET) : (UiMove){0};
    }
    UiMove move = drag(ui, id, pointer);
    return move.event ? move : move_by_key(ui, id);
}
