#include "ui/tooltip.h"

#include "ui/widgets.h"

#include <math.h>
#include <string.h>

static const double PAD = 0.8, MAX = 20.8 /* of the text's size */, SIZE = 12.5, EDGE = 8;

static bool in_sight(const Ui *ui, Box box) {
    return !ui->scroll || box_contains(ui->scroll->view, box.x + box.w / 2, box.y + box.h / 2);
}

void ui_name(Ui *ui, UiId id, Box box, TextStyle style, const char *line) {
    ui_line(ui, box.x, box.y + box.h / 2 + 0.36 * style.size, box.w, style, line);
    bool asked = ui_over(ui, id, box) || (ui_ring_shown(ui, id) && in_sight(ui, box));
    if (asked && measure_text(ui->measure, style, line) > box.w) ui->tooltip = (UiTooltip){line, box, 0};
}

void ui_explain(Ui *ui, UiId id, Box box, const char *line) {
    if (ui_over(ui, id, box)) ui->tooltip = (UiTooltip){line, box, 0};
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
static Box card_of(const Ui *ui, double width, double height, double pad) {
    Box row = ui->tooltip.box;
    double right = ui->scene->width - EDGE, bottom = ui->scene->height - EDGE;
    double w = width + 2 * pad, h = height + pad;
    double y = row.y + row.h + h <= bottom ? row.y + row.h : fmax(EDGE, row.y - h);
    return (Box){fmax(EDGE, fmin(row.x - pad, right - w)), y, w, h};
}

void tooltip_draw(Ui *ui) {
    const char *line = ui->tooltip.line;
    if (!line) return;
    Text said = {0};
    if (wording_say(ui->measure->wording, line, &said)) line = text_string(&said);
    TextStyle style = {FONT_WORDS, ui->tooltip.size > 0 ? ui->tooltip.size : SIZE, ui->theme->text};
    double pad = PAD * style.size, widest = ui->scene->width - 2 * EDGE - 2 * pad;
    double max = fmin(widest, fmax(MAX * style.size, widest_word(ui, style, line)));
    double width = fmin(measure_text(ui->measure, style, line), max);
    Box card = card_of(ui, ceil(width), ui_words_height(ui, ceil(width), style, line), pad);
    scene_group(ui->scene, "whole");
    scene_box(ui->scene, card, 7, ui->theme->control, (Stroke){.color = ui->theme->axis, .width = 1});
    ui_words(ui, card.x + pad, card.y + pad / 2 + style.size, ceil(width), style, line);
    scene_group_end(ui->scene);
    text_free(&said);
}
