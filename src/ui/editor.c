#include "ui/editor.h"

#include "ui/edit.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

enum { PAD = 8, INDENT = 4 };

/* For text of 13 points: how far lines lie apart, and the baseline from a line's top. */
static const double text_size = 13, line_height = 18, baseline = 13.5;

/* ------------------------------------------------------------------------------------------- places */

static size_t line_start(const UiEdit *edit, size_t at) {
    while (at > 0 && edit->text[at - 1] != '\n') at--;
    return at;
}

static size_t line_end(const UiEdit *edit, size_t at) {
    while (at < edit->length && edit->text[at] != '\n') at++;
    return at;
}

static size_t line_of(const char *text, size_t at) {
    size_t line = 0;
    for (size_t i = 0; i < at; i++) line += text[i] == '\n';
    return line;
}

/* Returns the place at the same distance from the line's beginning, one line up or down. */
static size_t beside(const UiEdit *edit, bool down) {
    size_t start = line_start(edit, edit->caret), column = edit->caret - start;
    if (!down && start == 0) return 0;
    size_t end = line_end(edit, edit->caret);
    if (down && end == edit->length) return edit->length;
    size_t other = down ? end + 1 : line_start(edit, start - 1), last = line_end(edit, other);
    size_t at = other + column < last ? other + column : last;
    while (at > other && edit_continues(edit->text[at])) at--;
    return at;
}

/* ------------------------------------------------------------------------------------------- typing */

/* A new line begins under the one before it, deeper behind a colon. */
static void break_line(UiEdit *edit) {
    char begin[80] = "\n";
    size_t start = line_start(edit, edit->caret), indent = 0;
    while (indent < 60 && edit->text[start + indent] == ' ' && start + indent < edit->caret) indent++;
    if (edit->caret > 0 && edit->text[edit->caret - 1] == ':') indent += INDENT;
    memset(begin + 1, ' ', indent);
    edit_replace(edit, begin, 1 + indent);
}

/* Deletes before the caret; where only blanks stand there, a whole level of them goes. */
static void take_back(UiEdit *edit) {
    size_t start = line_start(edit, edit->caret), column = edit->caret - start;
    bool blank = edit->caret == edit->anchor && column > 0;
    for (size_t i = start; i < edit->caret; i++) blank = blank && edit->text[i] == ' ';
    if (blank) edit->anchor = edit->caret - ((column - 1) % INDENT + 1);
    edit_erase(edit, false);
}

static size_t word_before(const UiEdit *edit) {
    size_t at = edit->caret;
    while (at > 0 && (isalnum((unsigned char)edit->text[at - 1]) || edit->text[at - 1] == '_')) at--;
    return edit->caret - at;
}

/* Returns what would complete the word before the caret, or NULL: its only continuation, the first where
   there are several. */
static const char *completion(const UiEdit *edit, const UiEditor *editor) {
    size_t length = word_before(edit);
    char next = edit->caret < edit->length ? edit->text[edit->caret] : 0;
    if (length < 2 || edit->caret != edit->anchor || isalnum((unsigned char)next) || next == '_') return NULL;
    for (size_t i = 0; i < editor->word_count; i++) {
        const char *word = editor->words[i];
        if (strlen(word) > length && !memcmp(word, edit->text + edit->caret - length, length))
            return word + length;
    }
    return NULL;
}

static bool complete(UiEdit *edit, const UiEditor *editor) {
    const char *rest = completion(edit, editor);
    if (rest) edit_replace(edit, rest, strlen(rest));
    return rest != NULL;
}

static UiTyped type_key(Ui *ui, const Input *input, const UiEditor *editor) {
    UiEdit *edit = &ui->edit;
    ui->used = true;
    switch (input->key) {
    case KEY_ENTER: break_line(edit); return UI_TYPED_TEXT;
    case KEY_ESCAPE: ui_edit_end(ui); return UI_TYPED_ESCAPE;
    case KEY_BACKSPACE: take_back(edit); return UI_TYPED_TEXT;
    case KEY_DELETE: edit_erase(edit, true); return UI_TYPED_TEXT;
    case KEY_LEFT: edit_step(edit, false, input->shift); break;
    case KEY_RIGHT:
        if (!input->shift && complete(edit, editor)) return UI_TYPED_TEXT;
        edit_step(edit, true, input->shift);
        break;
    case KEY_UP: edit_move(edit, beside(edit, false), input->shift); break;
    case KEY_DOWN: edit_move(edit, beside(edit, true), input->shift); break;
    case KEY_HOME: edit_move(edit, line_start(edit, edit->caret), input->shift); break;
    case KEY_END: edit_move(edit, line_end(edit, edit->caret), input->shift); break;
    default: ui->used = input->key < KEY_TAB || input->key == KEY_SPACE;
    }
    return UI_TYPED_NOTHING;
}

/* Pasted text as it is, but with lines as they end here and four blanks for a tab. */
static void paste(UiEdit *edit, const char *words) {
    char text[UI_EDIT_MAX];
    size_t length = 0;
    for (; *words && length + INDENT < sizeof text; words++) {
        if (*words == '\r') continue;
        bool tab = *words == '\t';
        for (int i = 0; i < (tab ? INDENT : 1); i++) text[length++] = tab ? ' ' : *words;
    }
    text[length] = 0;
    edit_replace(edit, text, length);
}

static UiTyped type(Ui *ui, const UiEditor *editor) {
    const Input *input = ui->input;
    bool chord = input->kind == INPUT_KEY && input->ctrl;
    if (input->kind == INPUT_TEXT || input->kind == INPUT_PASTE) {
        if (input->kind == INPUT_TEXT)
            edit_replace(&ui->edit, input->text, strlen(input->text));
        else
            paste(&ui->edit, input->words ? input->words : "");
        ui->used = true;
        return UI_TYPED_TEXT;
    }
    if (chord && input->key == KEY_HOME) edit_move(&ui->edit, 0, input->shift);
    if (chord && input->key == KEY_END) edit_move(&ui->edit, ui->edit.length, input->shift);
    if (chord) return ui_edit_chord(ui);
    return input->kind == INPUT_KEY && !input->alt ? type_key(ui, input, editor) : UI_TYPED_NOTHING;
}

/* ------------------------------------------------------------------------------------------ drawing */

typedef struct Page {
    Ui *ui;
    const char *text;
    Box inner;
    size_t top, rows;
    double size, line; /* of the text, and from one line to the next */
} Page;

static double width_of(const Page *page, const char *text, size_t bytes) {
    const Measure *measure = page->ui->measure;
    return measure->width(measure->self, FONT_MONO_MEDIUM, page->size, text, bytes);
}

static size_t start_of_line(const char *text, size_t line) {
    size_t at = 0;
    for (; line > 0 && text[at]; at++) line -= text[at] == '\n';
    return at;
}

static size_t place_at(const Page *page, double x, double y) {
    size_t row = y < page->inner.y ? 0 : (size_t)((y - page->inner.y) / page->line);
    size_t at = start_of_line(page->text, page->top + row), end = at + strcspn(page->text + at, "\n");
    for (size_t next; at < end; at = next) {
        next = at + 1;
        while (next < end && edit_continues(page->text[next])) next++;
        size_t start = start_of_line(page->text, page->top + row);
        double middle = (width_of(page, page->text + start, at - start) +
                         width_of(page, page->text + start, next - start)) /
                        2;
        if (page->inner.x + middle > x) break;
    }
    return at;
}

static Point point_of(const Page *page, size_t at) {
    size_t line = line_of(page->text, at), start = start_of_line(page->text, line);
    return (Point){page->inner.x + width_of(page, page->text + start, at - start),
                   page->inner.y + ((double)line - (double)page->top) * page->line};
}

static bool in_sight(const Page *page, size_t at) {
    size_t line = line_of(page->text, at);
    return line >= page->top && line < page->top + page->rows;
}

static double baseline_of(const Page *page, double top) {
    return top + page->line * baseline / line_height;
}

static void draw_lines(const Page *page) {
    TextStyle style = {FONT_MONO_MEDIUM, page->size, page->ui->theme->text};
    size_t at = start_of_line(page->text, page->top);
    for (size_t row = 0; row < page->rows && page->text[at]; row++) {
        char line[512];
        size_t length = strcspn(page->text + at, "\n"),
               shown = length < sizeof line ? length : sizeof line - 1;
        while (shown > 0 && (edit_continues(page->text[at + shown]) ||
                             width_of(page, page->text + at, shown) > page->inner.w))
            shown--;
        memcpy(line, page->text + at, shown);
        line[shown] = 0;
        scene_text(page->ui->scene, page->inner.x,
                   baseline_of(page, page->inner.y + (double)row * page->line), ALIGN_LEFT, style, line);
        at += length + (page->text[at + length] == '\n');
    }
}

static void draw_selection(const Page *page) {
    const UiEdit *edit = &page->ui->edit;
    size_t end = edit_selection_end(edit);
    for (size_t at = edit_selection_start(edit), stop; at < end; at = stop + 1) {
        stop = line_end(edit, at);
        if (!in_sight(page, at)) continue;
        size_t last = stop < end ? stop : end;
        Point from = point_of(page, at), to = point_of(page, last);
        double width = fmin(to.x + (stop < end ? 6 : 0), page->inner.x + page->inner.w) - from.x;
        if (width > 0)
            scene_fill(page->ui->scene, (Box){from.x, from.y, width, page->line}, 2,
                       scene_fade(page->ui->theme->accent, 0.3));
    }
}

static void draw_caret(const Page *page, const UiEditor *editor) {
    const UiEdit *edit = &page->ui->edit;
    const char *rest = completion(edit, editor);
    Point at = point_of(page, edit->caret);
    if (!in_sight(page, edit->caret) || at.x > page->inner.x + page->inner.w) return;
    scene_rule(page->ui->scene, at.x, at.y + 1, at.x, at.y + page->line - 1,
               (Stroke){.color = page->ui->theme->accent, .width = 1.5});
    size_t line_rest = line_end(edit, edit->caret) - edit->caret;
    TextStyle style = {FONT_MONO, page->size, page->ui->theme->muted};
    if (rest && line_rest == 0 && at.x + width_of(page, rest, strlen(rest)) < page->inner.x + page->inner.w)
        scene_text(page->ui->scene, at.x + 1, baseline_of(page, at.y), ALIGN_LEFT, style, rest);
}

/* A line under what is wrong, from its place to the end of the word. */
static void draw_fault(const Page *page, const UiEditor *editor) {
    if (editor->line == 0) return;
    size_t at = start_of_line(page->text, editor->line - 1);
    for (size_t i = 1; i < editor->column && page->text[at] && page->text[at] != '\n'; i++) {
        at++;
        while (edit_continues(page->text[at])) at++;
    }
    size_t end = at;
    while (isalnum((unsigned char)page->text[end]) || page->text[end] == '_') end++;
    if (!in_sight(page, at)) return;
    Point from = point_of(page, at), to = point_of(page, end);
    double y = from.y + page->line - 1.5, right = fmin(fmax(to.x, from.x + 8), page->inner.x + page->inner.w);
    if (right > from.x)
        scene_rule(page->ui->scene, from.x, y, right, y,
                   (Stroke){.color = page->ui->theme->error, .width = 2});
}

/* The caret stays in sight; without one, the lines are those that the caller keeps. */
static size_t top_line(const Ui *ui, UiId id, const UiEditor *editor, size_t rows, const char *text) {
    size_t lines = line_of(text, strlen(text)) + 1, most = lines > rows ? lines - rows : 0, top = editor->top;
    size_t caret = line_of(text, ui->edit.id == id ? ui->edit.caret : start_of_line(text, top));
    if (caret < top) top = caret;
    if (caret >= top + rows) top = caret - rows + 1;
    return top < most ? top : most;
}

static void turn(Ui *ui, UiId id, Box box, UiEditor *editor, size_t lines, size_t rows) {
    double notches = ui->edit.id == id || lines <= rows ? 0 : ui_turned(ui, id, box);
    double top = (double)editor->top - round(notches);
    editor->top = top < 0 ? 0 : (size_t)top;
}

static void point(Ui *ui, UiId id, Page *page, Box box) {
    bool typing = ui->edit.id == id;
    if (ui_pressed(ui, id, box)) {
        ui_take_focus(ui, id, false);
        if (!typing) ui_edit_begin(ui, id, page->text);
        page->text = ui->edit.text;
        edit_move(&ui->edit, place_at(page, ui->x, ui->y), ui->input->shift && typing);
    } else if (typing && ui->active == id && ui->input->kind == INPUT_MOVE) {
        edit_move(&ui->edit, place_at(page, ui->x, ui->y), true);
    }
}

UiTyped ui_editor(Ui *ui, UiId id, Box box, UiEditor *editor) {
    Page page = {
        .ui = ui, .text = ui->edit.id == id ? ui->edit.text : editor->shown, .inner = box_inset(box, PAD, 5)};
    UiTyped typed = UI_TYPED_NOTHING;
    page.size = editor->size > 0 ? editor->size : text_size;
    page.line = page.size * line_height / text_size;
    page.rows = page.inner.h < page.line ? 1 : (size_t)(page.inner.h / page.line);
    turn(ui, id, box, editor, line_of(page.text, strlen(page.text)) + 1, page.rows);
    page.top = editor->top = top_line(ui, id, editor, page.rows, page.text);
    ui_stop(ui, id, box);
    point(ui, id, &page, box);
    if (ui->edit.id == id && !ui->used && !ui->covered)
        typed = type(ui, editor);
    else if (ui->edit.id != id && ui_key(ui, id, KEY_ENTER))
        ui_edit_begin(ui, id, editor->shown);
    if (ui->edit.id == id) {
        ui->edit.box = box;
        page.text = ui->edit.text;
        ui_released(ui, id);
    } else {
        page.text = editor->shown;
    }
    page.top = editor->top = top_line(ui, id, editor, page.rows, page.text);
    bool open = ui->edit.id == id;
    Color edge = editor->line                    ? ui->theme->error
                 : open || ui_ring_shown(ui, id) ? ui->theme->accent
                                                 : ui->theme->edge;
    if (ui_over(ui, id, box)) ui->cursor = CURSOR_TEXT;
    scene_box(ui->scene, box, 6, ui->theme->card,
              (Stroke){.color = edge, .width = open || editor->line ? 1.5 : 1});
    if (open) draw_selection(&page);
    draw_lines(&page);
    draw_fault(&page, editor);
    if (open) draw_caret(&page, editor);
    return typed;
}
