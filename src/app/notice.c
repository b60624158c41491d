#include "app/notice.h"

#include "app/app.h"
#include "ui/widgets.h"

#include <math.h>

static const double seconds = 1.5, reading = 0.05; /* at least; and for each byte */

static void say(App *app, bool done, const char *format, va_list arguments) {
    text_clear(&app->notice.words);
    text_addv(&app->notice.words, format, arguments);
    app->notice.done = done;
    app->notice.until = app->ui.input->time + fmax(seconds, reading * (double)app->notice.words.length);
}

void notice_say(App *app, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    say(app, true, format, arguments);
    va_end(arguments);
}

void notice_nothing(App *app, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    say(app, false, format, arguments);
    va_end(arguments);
}

static void draw_tick(App *app, double x, double y) {
    Point tick[] = {{x, y}, {x + 4, y + 4}, {x + 11, y - 4}};
    scene_line(&app->scene, tick, 3, (Stroke){.color = app->theme->accent, .width = 1.8, .round = 1});
}

void notice_follow(App *app, double time) {
    if (time >= app->notice.until) app->notice.until = 0;
    if (app->notice.until > 0) app_wake(app, app->notice.until);
}

void notice_show(App *app, Box plot) {
    if (app->notice.until <= 0 || app->present.blank) return;
    const Theme *theme = app->theme;
    const char *words = text_string(&app->notice.words);
    TextStyle style = {FONT_WORDS_MEDIUM, 12.5, theme->text};
    const double pad = 16, tick = app->notice.done ? 19 : 0, height = 28;
    double room = fmin(plot.w - 2 * pad - tick, ceil(measure_text(app->ui.measure, style, words)));
    double width = 2 * pad + tick + room;
    Box pill = {round(plot.x + (plot.w - width) / 2), plot.y + plot.h - height - 8, width, height};
    double x = pill.x + pad, y = pill.y + height / 2;
    scene_group(&app->scene, "notice");
    scene_box(&app->scene, pill, height / 2, theme->control, (Stroke){.color = theme->axis, .width = 1});
    if (app->notice.done) draw_tick(app, x, y);
    ui_line(&app->ui, x + tick, y + 4.5, room, style, words);
    scene_group_end(&app->scene);
}
