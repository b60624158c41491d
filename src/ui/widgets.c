#include "ui/widgets.h"

#include <math.h>
#include <string.h>

static const TextStyle name_style = {FONT_WORDS_MEDIUM, 12, 0}, key_style = {FONT_MONO, 10.5, 0};

static TextStyle in(TextStyle style, Color color) {
    style.color = color;
    return style;
}

double ui_button_width(const Ui *ui, const char *name, const char *key) {
    double width = 20 + measure_text(ui->measure, name_style, name);
    return ceil(*key ? width + 14 + measure_text(ui->measure, key_style, key) : width);
}

static void draw_button(Ui *ui, UiId id, Box box, const char *name, const char *key) {
    const Theme *theme = ui->theme;
    bool over = ui_over(ui, id, box), down = over && ui->active == id;
    Color fill = down ? theme->track : theme->control;
    scene_box(ui->scene, box, 7, fill, (Stroke){.color = over ? theme->muted : theme->edge, .width = 1});
    double baseline = box.y + box.h / 2 + 4.5, x = *key ? box.x + 10 : box.x + box.w / 2;
    scene_text(ui->scene, x, baseline, *key ? ALIGN_LEFT : ALIGN_MIDDLE, in(name_style, theme->text), name);
    scene_text(ui->scene, box.x + box.w - 10, baseline, ALIGN_RIGHT, in(key_style, theme->muted), key);
    ui_ring(ui, id, box, 7);
}

bool ui_button(Ui *ui, UiId id, Box box, const char *name, const char *key) {
    ui_stop(ui, id, box);
    ui_pressed(ui, id, box);
    bool inside = ui_over(ui, id, box);
    bool clicked = ui_released(ui, id) && inside;
    clicked = clicked || ui_key(ui, id, KEY_ENTER) || ui_key(ui, id, KEY_SPACE);
    if (inside) ui->cursor = CURSOR_HAND;
    draw_button(ui, id, box, name, key);
    return clicked;
}

static void draw_switch(Ui *ui, UiId id, Box box, const char *name, const char *key, bool on) {
    const Theme *theme = ui->theme;
    double middle = box.y + box.h / 2;
    Box track = {box.x, middle - 9, 32, 18};
    Color edge = ui_over(ui, id, box) ? theme->muted : theme->edge;
    scene_box(ui->scene, track, 9, on ? theme->accent : theme->track, (Stroke){.color = edge, .width = 1});
    Point knob = {on ? track.x + track.w - 9 : track.x + 9, middle};
    scene_disc(ui->scene, knob, 6, on ? theme->on_accent : theme->muted, (Stroke){0});
    scene_text(ui->scene, box.x + 42, middle + 4.5, ALIGN_LEFT,
               (TextStyle){FONT_WORDS_MEDIUM, 13, theme->text}, name);
    scene_text(ui->scene, box.x + box.w, middle + 4.5, ALIGN_RIGHT, in(key_style, theme->muted), key);
    ui_ring(ui, id, box, 7);
}

bool ui_switch(Ui *ui, UiId id, Box box, const char *name, const char *key, bool on) {
    ui_stop(ui, id, box);
    ui_pressed(ui, id, box);
    bool inside = ui_over(ui, id, box);
    bool turned = ui_released(ui, id) && inside;
    turned = turned || ui_key(ui, id, KEY_ENTER) || ui_key(ui, id, KEY_SPACE);
    if (inside) ui->cursor = CURSOR_HAND;
    draw_switch(ui, id, box, name, key, on != turned);
    return on != turned;
}

void ui_line(Ui *ui, double x, double baseline, double width, TextStyle style, const char *line) {
    char shown[256];
    bool whole = strlen(line) < sizeof shown && measure_text(ui->measure, style, line) <= width;
    if (!whole) measure_shorten(ui->measure, style, line, width, shown, sizeof shown);
    scene_text(ui->scene, x, baseline, ALIGN_LEFT, style, whole ? line : shown);
}

/* Returns how many bytes of a word have room; at least one character. */
static size_t piece_of_word(const Ui *ui, TextStyle style, const char *word, size_t bytes, double width) {
    size_t fits = 0;
    for (const char *at = word; at < word + bytes;) {
        text_next(&at);
        if (fits && ui->measure->width(ui->measure->self, style.font, style.size, word, (size_t)(at - word)) > width) break;
        fits = (size_t)(at - word);
    }
    return fits;
}

/* Returns the length of the longest beginning that ends where a line may end and fits; of a word that is wider than the
   line a piece. */
static size_t line_end(const Ui *ui, TextStyle style, const char *words, double width) {
    size_t fits = 0;
    for (size_t at = 1; words[0]; at++) {
        if (words[at] != '\n' && !text_may_break(words, at)) continue;
        bool wide = ui->measure->width(ui->measure->self, style.font, style.size, words, at) > width;
        if (wide) return fits ? fits : piece_of_word(ui, style, words, at, width);
        fits = at;
        if (words[at] == '\n' || !words[at]) return fits;
    }
    return fits;
}

typedef struct Line {
    char text[256];
    double height; /* to the next line's baseline */
} Line;

/* Cuts the next line off the words and returns what is left of them. */
static const char *next_line(const Ui *ui, double width, TextStyle style, const char *words, Line *line) {
    size_t end = line_end(ui, style, words, width);
    size_t bytes = end < sizeof line->text ? end : sizeof line->text - 1;
    memcpy(line->text, words, bytes);
    line->text[bytes] = 0;
    words += end;
    while (*words == ' ') words++;
    bool paragraph = *words == '\n';
    line->height = ceil(style.size * 1.35) + (paragraph ? ceil(style.size / 2) : 0);
    return words + paragraph;
}

double ui_words(Ui *ui, double x, double baseline, double width, TextStyle style, const char *words) {
    Line line;
    while (*words) {
        words = next_line(ui, width, style, words, &line);
        scene_text(ui->scene, x, baseline, ALIGN_LEFT, style, line.text);
        baseline += line.height;
    }
    return baseline;
}

double ui_words_height(const Ui *ui, double width, TextStyle style, const char *words) {
    Line line;
    double height = 0;
    while (*words) {
        words = next_line(ui, width, style, words, &line);
        height += line.height;
    }
    return height;
}
