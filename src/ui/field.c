#include "ui/field.h"

#include "ui/edit.h"

#include <math.h>
#include <string.h>

enum { PAD = 8, RADIUS = 6 };

static const double text_size = 12.5;

void ui_edit_end(Ui *ui) {
    ui->edit.id = 0;
}

void ui_edit_all(Ui *ui) {
    ui->edit.anchor = 0;
    ui->edit.caret = ui->edit.length;
}

bool ui_edit_left_by(const Ui *ui, const Input *input) {
    if (!ui->edit.id) return false;
    if (input->kind == INPUT_KEY) return input->key == KEY_TAB;
    return input->kind == INPUT_PRESS && !box_contains(ui->edit.box, input->x, input->y);
}

void ui_edit_begin(Ui *ui, UiId id, const char *text) {
    ui->edit = (UiEdit){.id = id};
    edit_replace(&ui->edit, text, strlen(text));
}

static void open(Ui *ui, UiId id, const char *text) {
    ui_edit_begin(ui, id, text);
    ui_edit_all(ui);
}

/* Keys that are not the field's own (Ctrl+…, F11) are left for others; plain characters are not: they come
   again as text. */
static UiTyped type_key(Ui *ui, const Input *input) {
    UiEdit *edit = &ui->edit;
    ui->used = true;
    switch (input->key) {
    case KEY_ENTER: return UI_TYPED_ENTER;
    case KEY_ESCAPE: ui_edit_end(ui); return UI_TYPED_ESCAPE;
    case KEY_BACKSPACE: edit_erase(edit, false); return UI_TYPED_TEXT;
    case KEY_DELETE: edit_erase(edit, true); return UI_TYPED_TEXT;
    case KEY_LEFT: edit_step(edit, false, input->shift); break;
    case KEY_RIGHT: edit_step(edit, true, input->shift); break;
    case KEY_UP:
    case KEY_HOME: edit_move(edit, 0, input->shift); break;
    case KEY_DOWN:
    case KEY_END: edit_move(edit, edit->length, input->shift); break;
    default: ui->used = input->key < KEY_TAB || input->key == KEY_SPACE;
    }
    return UI_TYPED_NOTHING;
}

static void copy(Ui *ui) {
    const UiEdit *edit = &ui->edit;
    size_t start = edit_selection_start(edit), end = edit_selection_end(edit);
    if (!ui->copied || start == end) return;
    text_clear(ui->copied);
    text_add_bytes(ui->copied, edit->text + start, end - start);
}

UiTyped ui_edit_chord(Ui *ui) {
    const Input *input = ui->input;
    bool cuts = input->key == 'x';
    if (!strchr("acx", input->key) || input->shift || input->alt) return UI_TYPED_NOTHING;
    ui->used = true;
    if (input->key == 'a')
        ui_edit_all(ui);
    else
        copy(ui);
    if (cuts) edit_replace(&ui->edit, "", 0);
    return cuts ? UI_TYPED_TEXT : UI_TYPED_NOTHING;
}

/* What is no letter, a clipboard's odd bytes, would spoil the files that it gets into. A tab is a blank. */
static UiTyped insert(Ui *ui, const char *text, size_t bytes) {
    Text given = {0}, visible = {0};
    text_add_bytes(&given, text, bytes);
    text_add_visible_lines(&visible, text_string(&given));
    for (size_t i = 0; i < visible.length; i++)
        if (visible.data[i] == '\t') visible.data[i] = ' ';
    edit_replace(&ui->edit, text_string(&visible), visible.length);
    text_free(&given);
    text_free(&visible);
    ui->used = true;
    return UI_TYPED_TEXT;
}

/* A field takes the first line of what is pasted. */
static UiTyped type(Ui *ui, const Input *input) {
    const char *paste = input->words ? input->words : "";
    switch (input->kind) {
    case INPUT_TEXT: return insert(ui, input->text, strlen(input->text));
    case INPUT_PASTE: return insert(ui, paste, strcspn(paste, "\r\n"));
    case INPUT_KEY: break;
    default: return UI_TYPED_NOTHING;
    }
    if (input->ctrl) return ui_edit_chord(ui);
    return input->alt ? UI_TYPED_NOTHING : type_key(ui, input);
}

/* A number's first character opens the field with it, where the ring shows that it has the keys: its key
   comes before typed text is asked for. */
static bool opens(const Input *input) {
    bool number = input->key < 127 && input->key > 0 && strchr("0123456789.-", input->key);
    return input->kind == INPUT_KEY && !input->ctrl && !input->alt && number;
}

static UiTyped open_by_key(Ui *ui, UiId id, const char *shown) {
    if (ui_key(ui, id, KEY_ENTER)) {
        open(ui, id, shown);
        return UI_TYPED_TEXT;
    }
    if (!opens(ui->input) || !ui->ring || !ui_key(ui, id, ui->input->key)) return UI_TYPED_NOTHING;
    ui_edit_begin(ui, id, (char[]){(char)ui->input->key, 0});
    return UI_TYPED_TEXT;
}

static double width_of(const Ui *ui, const char *text, size_t bytes) {
    return ui->measure->width(ui->measure->self, FONT_MONO_MEDIUM, text_size, text, bytes);
}

/* Returns where the text begins: aligned while it fits, else so that the caret stands near the middle; of one
   that is selected as a whole its beginning is seen. */
static double text_left(const Ui *ui, Box inner, bool words) {
    const UiEdit *edit = &ui->edit;
    double width = width_of(ui, edit->text, edit->length);
    if (width <= inner.w) return words ? inner.x : inner.x + inner.w - width;
    if (edit->anchor == 0 && edit->caret == edit->length) return inner.x;
    double caret = width_of(ui, edit->text, edit->caret);
    return inner.x - fmin(width - inner.w, fmax(0, caret - inner.w / 2));
}

static size_t offset_at(const Ui *ui, double left, double x) {
    const UiEdit *edit = &ui->edit;
    size_t at = 0;
    while (at < edit->length) {
        size_t next = edit_after(edit, at);
        double middle = (width_of(ui, edit->text, at) + width_of(ui, edit->text, next)) / 2;
        if (left + middle > x) break;
        at = next;
    }
    return at;
}

/* The first press opens the field with all of it selected; later ones place the caret, a drag selects. */
static UiTyped point(Ui *ui, UiId id, Box box, UiField field) {
    bool typing = ui->edit.id == id;
    if (ui_pressed(ui, id, box)) {
        ui_take_focus(ui, id, false);
        if (!typing) {
            open(ui, id, field.shown);
            ui->active = 0;
            return UI_TYPED_TEXT;
        }
        edit_move(&ui->edit, offset_at(ui, text_left(ui, box_inset(box, PAD, 0), field.words), ui->x),
             ui->input->shift);
        if (ui->input->clicks >= 2) ui_edit_all(ui);
    } else if (typing && ui->active == id && ui->input->kind == INPUT_MOVE) {
        edit_move(&ui->edit, offset_at(ui, text_left(ui, box_inset(box, PAD, 0), field.words), ui->x), true);
    }
    return UI_TYPED_NOTHING;
}

/* Characters outside the frame are left out one by one, because clips do not nest. */
static void draw_typed(Ui *ui, Box inner, bool words) {
    const UiEdit *edit = &ui->edit;
    const Theme *theme = ui->theme;
    double left = text_left(ui, inner, words), middle = inner.y + inner.h / 2;
    size_t first = 0, end = edit->length;
    while (first < end && left + width_of(ui, edit->text, first) < inner.x - 0.5) first = edit_after(edit, first);
    while (end > first && left + width_of(ui, edit->text, end) > inner.x + inner.w + 0.5)
        end = edit_before(edit, end);
    double from = fmax(inner.x, left + width_of(ui, edit->text, edit_selection_start(edit)));
    double to = fmin(inner.x + inner.w, left + width_of(ui, edit->text, edit_selection_end(edit)));
    if (to > from)
        scene_fill(ui->scene, (Box){from, middle - 9, to - from, 18}, 2, scene_fade(theme->accent, 0.3));
    char shown[UI_EDIT_MAX];
    memcpy(shown, edit->text + first, end - first);
    shown[end - first] = 0;
    TextStyle style = {FONT_MONO_MEDIUM, text_size, theme->text};
    scene_text(ui->scene, left + width_of(ui, edit->text, first), middle + 4.5, ALIGN_LEFT, style, shown);
    double caret = left + width_of(ui, edit->text, edit->caret);
    if (caret > inner.x + inner.w + 1) return;
    scene_rule(ui->scene, caret, middle - 8, caret, middle + 8,
               (Stroke){.color = theme->accent, .width = 1.5});
}

/* Draws the value, cut at its end with an ellipsis where it is too long. */
static void draw_shown(Ui *ui, Box inner, UiField field) {
    char shown[UI_EDIT_MAX];
    TextStyle style = {FONT_MONO_MEDIUM, text_size, field.muted ? ui->theme->muted : ui->theme->text};
    measure_shorten(ui->measure, style, field.shown, inner.w, shown, sizeof shown);
    double x = field.words ? inner.x : inner.x + inner.w;
    Align align = field.words ? ALIGN_LEFT : ALIGN_RIGHT;
    scene_text(ui->scene, x, inner.y + inner.h / 2 + 4.5, align, style, shown);
}

static void draw(Ui *ui, UiId id, Box box, UiField field) {
    const Theme *theme = ui->theme;
    bool typing = ui->edit.id == id;
    Color edge = field.refused ? theme->error : typing || ui_ring_shown(ui, id) ? theme->accent : 0;
    Color usual = ui_over(ui, id, box) ? theme->axis : theme->edge;
    Stroke stroke = {.color = edge ? edge : usual, .width = edge ? 1.5 : 1};
    scene_box(ui->scene, box, RADIUS, theme->card, stroke);
    if (typing)
        draw_typed(ui, box_inset(box, PAD, 0), field.words);
    else
        draw_shown(ui, box_inset(box, PAD, 0), field);
}

UiTyped ui_field(Ui *ui, UiId id, Box box, UiField field) {
    UiTyped typed = point(ui, id, box, field);
    if (ui->edit.id == id && !ui->used && !ui->covered)
        typed = type(ui, ui->input);
    else if (ui->edit.id != id)
        typed = open_by_key(ui, id, field.shown);
    if (ui->edit.id == id) {
        ui->edit.box = box;
        ui_released(ui, id);
    }
    if (ui_over(ui, id, box)) ui->cursor = CURSOR_TEXT;
    draw(ui, id, box, field);
    return typed;
}
