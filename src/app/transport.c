#include "app/transport.h"

#include "app/parts.h"
#include "app/viewing.h"
#include "ui/slider.h"
#include "ui/widgets.h"

#include <math.h>
#include <stdio.h>

static const double HEIGHT = 24, BUTTON = 26, GAP = 4, RATE = 44;
static const double NAME = 44;                    /* kept for the word "step" at the right end */
static const double FOOT = 54, MIN_WIDTH = 220; /* below the plot; of the bar */

/* Triangles and bars, 5 points to each side of the middle. */
typedef enum Icon { ICON_BACK, ICON_PLAY, ICON_PAUSE, ICON_FORTH } Icon;

static void draw_triangle(App *app, Point at, double side, Color color) {
    const Point shape[] = {{at.x - side, at.y - 5}, {at.x - side, at.y + 5}, {at.x + side, at.y}};
    scene_polygon(&app->scene, shape, 3, color);
}

static void draw_bar(App *app, double x, double y, Color color) {
    scene_fill(&app->scene, (Box){x, y - 5, 2.5, 10}, 0, color);
}

static void draw_icon(App *app, Icon icon, Point at, Color color) {
    switch (icon) {
    case ICON_BACK:
        draw_bar(app, at.x - 5, at.y, color);
        draw_triangle(app, (Point){at.x + 1, at.y}, -4, color);
        break;
    case ICON_PLAY: draw_triangle(app, (Point){at.x + 0.5, at.y}, 4.5, color); break;
    case ICON_PAUSE:
        draw_bar(app, at.x - 4, at.y, color);
        draw_bar(app, at.x + 1.5, at.y, color);
        break;
    case ICON_FORTH:
        draw_triangle(app, (Point){at.x - 1, at.y}, 4, color);
        draw_bar(app, at.x + 2.5, at.y, color);
        break;
    }
}

static bool icon_button(App *app, UiId id, Box box, Icon icon) {
    bool clicked = ui_button(&app->ui, id, box, "", "");
    if (icon == ICON_PLAY && app->play.on != clicked && !app->reduced_motion) icon = ICON_PAUSE;
    draw_icon(app, icon, (Point){box.x + box.w / 2, box.y + box.h / 2}, app->theme->text);
    return clicked;
}

static void obey(App *app, UiMove move, double last) {
    switch (move.event) {
    case UI_DRAGGED: viewing_point_at(app, move.to * last); break;
    case UI_STEPPED: viewing_point_at(app, floor(app->play.at) + move.steps); break;
    case UI_RESET:
    case UI_TO_LOW: viewing_point_at(app, 0); break;
    case UI_TO_HIGH: viewing_point_at(app, last); break;
    case UI_TAKEN_BACK: viewing_point_at(app, (double)app->play.before); break;
    case UI_NOTHING: return;
    }
    viewing_reveal(app, app->crosshair);
}

static void show_track(App *app, Box box) {
    double last = (double)app->scenario.schedule.total_steps - 1;
    double position = last > 0 ? app->play.at / last : 0;
    if (app->ui.active != ID_PLAY_TRACK) app->play.before = (int64_t)app->play.at;
    ui_stop(&app->ui, ID_PLAY_TRACK, box);
    obey(app, ui_slider(&app->ui, ID_PLAY_TRACK, box, (UiSlider){.position = position, .mark = -1}), last);
    if (app->ui.active == ID_PLAY_TRACK) app->play.on = false;
}

static bool show_button(App *app, Box *rest, UiId id, Icon icon) {
    Box box = {rest->x, rest->y, BUTTON, rest->h};
    rest->x += BUTTON + GAP;
    rest->w -= BUTTON + GAP;
    return icon_button(app, id, box, icon);
}

static void show_rate(App *app, Box box) {
    char words[16];
    snprintf(words, sizeof words, "%g\u00d7", app->play.rate);
    if (ui_button(&app->ui, ID_PLAY_RATE, box, words, "")) play_change_rate(app);
}

void transport_show(App *app, Box card) {
    Box plot = app->layout.plot, bar = {plot.x, card.y + card.h - HEIGHT - 7, plot.w - NAME, HEIGHT};
    if (bar.w < MIN_WIDTH || plot.y + plot.h + FOOT > card.y + card.h) return;
    scene_group(&app->scene, "transport");
    if (show_button(app, &bar, ID_PLAY_BACK, ICON_BACK)) play_back(app);
    if (show_button(app, &bar, ID_PLAY, ICON_PLAY)) play_toggle(app);
    if (show_button(app, &bar, ID_PLAY_FORTH, ICON_FORTH)) play_forth(app);
    bool rated = !app->reduced_motion;
    show_track(app, (Box){bar.x + 14, bar.y, bar.w - 28 - (rated ? RATE : 0), bar.h});
    if (rated) show_rate(app, (Box){bar.x + bar.w - RATE, bar.y, RATE, bar.h});
    scene_group_end(&app->scene);
}
