#include "ui/tooltip.h"

#include "ui/widgets.h"

#include <math.h>
#include <string.h>

static const double PAD = 10, MAX = 260, EDGE = 8;

static bool in_sight(const Ui *ui, Box box) {
    return !ui->scroll || box_contains(ui->scroll->view, box.x + box.w / 2, box.y + box.h / 2);
}

void ui_name(Ui *ui, UiId id, Box box, TextStyle style, const char *line) {
    ui_line(ui, box.x, box.y + box.h / 2 + 0.36 * style.size, box.w, style, line);
    bool asked = ui_over(ui, id, box) || (ui_ring_shown(ui, id) && in_sight(ui, box));
    if (asked && measure_text(ui->measure, style, line) > box.w) ui->tooltip = (UiTooltip){line, box};
}

void ui_explain(Ui *ui, UiId id, Box box, const char *line) {
    if (ui_over(ui, id, box)) ui->tooltip = (UiTooltip){line, box};
}

/* Returns the width of the widest word, which cannot be broken. */
static double widest_word(const Ui *ui, TextStyle style, const char *line) {
    double widest = 0;
    while (*line) {
        size_t length = strcspn(line, " ");
        widest = fmax(widest, ui->measure->width(ui->measure->self, style.font, style.size, line, length));
        line += length + strspn(line + length, " ");
    }
    return widest;
}

/* The card stands below its line, or above it where the window ends. */
static Box card_of(const Ui *ui, double width, double height) {
    Box row = ui->tooltip.box;
    double right = ui->scene->width - EDGE, bottom = ui->scene->height - EDGE;
    double w = width + 2 * PAD, h = height + PAD;
    double y = row.y + row.h + h <= bottom ? row.y + row.h : fmax(EDGE, row.y - h);
    return (Box){fmax(EDGE, fmin(row.x - PAD, right - w)), y, w, h};
}

void tooltip_draw(Ui *ui) {
    const char *line = ui->tooltip.line;
    if (!line) return;
    TextStyle style = {FONT_WORDS, 12.5, ui->theme->text};
    double width = fmin(measure_text(ui->measure, style, line), fmax(MAX, widest_word(ui, style, line)));
    Box card = card_of(ui, ceil(width), ui_words_height(ui, ceil(width), style, line));
    scene_group(ui->scene, "whole");
    scene_box(ui->scene, card, 7, ui->theme->control, (Stroke){.color = ui->theme->axis, .width = 1});
    ui_words(ui, card.x + PAD, card.y + PAD / 2 + style.size, ceil(width), style, line);
    scene_group_end(ui->scene);
}
