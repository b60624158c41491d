#include "ui/scroll.h"

#include <math.h>

static double max_offset(const UiScroll *scroll) {
    return fmax(0, scroll->content - scroll->view.h);
}

static double within(const UiScroll *scroll, double offset) {
    return fmax(-scroll->above, fmin(offset, max_offset(scroll) + scroll->below));
}

void ui_scroll_hold(UiScroll *scroll, double offset) {
    scroll->above = fmax(0, -offset);
    scroll->below = fmax(0, offset - max_offset(scroll));
    scroll->offset = offset;
}

void ui_scroll_settle(UiScroll *scroll) {
    scroll->above = scroll->below = 0;
    scroll->offset = within(scroll, scroll->offset);
}

double ui_scroll_begin(Ui *ui, UiScroll *scroll, Box view) {
    scroll->view = view;
    scroll->offset = within(scroll, scroll->offset);
    ui->scroll = scroll;
    scene_clip(ui->scene, view);
    return scroll->offset;
}

static void draw_bar(Ui *ui, const UiScroll *scroll) {
    if (max_offset(scroll) <= 0) return;
    double part = scroll->view.h / scroll->content;
    Box bar = {scroll->view.x + scroll->view.w - 8, scroll->view.y + 8, 4, (scroll->view.h - 16) * part};
    bar.y += (scroll->view.h - 16 - bar.h) * fmax(0, fmin(1, scroll->offset / max_offset(scroll)));
    scene_fill(ui->scene, bar, 2, ui->theme->axis);
}

void ui_scroll_end(Ui *ui, double bottom) {
    enum { NOTCH = 48 };
    UiScroll *scroll = ui->scroll;
    scroll->content = bottom + scroll->offset - scroll->view.y;
    double turned = ui_turned(ui, UI_SCROLLING, scroll->view);
    if (turned != 0) ui_scroll_settle(scroll);
    scroll->offset = within(scroll, scroll->offset - NOTCH * turned);
    draw_bar(ui, scroll);
    scene_clip_end(ui->scene);
    ui->scroll = NULL;
}

void ui_scroll_to(UiScroll *scroll, Box box) {
    enum { AIR = 12 };
    double above = scroll->view.y + AIR - box.y;
    double below = box.y + box.h - (scroll->view.y + scroll->view.h - AIR);
    if (below > 0) scroll->offset += fmin(below, fmax(0, -above));
    if (above > 0) scroll->offset = fmax(0, scroll->offset - above);
}
