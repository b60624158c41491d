#include "app/notice.h"

#include "app/app.h"
#include "ui/widgets.h"

#include <math.h>

static const double seconds = 1.5;

void notice_say(App *app, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    text_clear(&app->notice.words);
    text_addv(&app->notice.words, format, arguments);
    va_end(arguments);
    app->notice.until = app->ui.input->time + seconds;
}

void notice_follow(App *app, double time) {
    if (time >= app->notice.until) app->notice.until = 0;
    if (app->notice.until > 0) app_wake(app, app->notice.until);
}

void notice_show(App *app, Box plot) {
    if (app->notice.until <= 0 || app->teach.blank) return;
    const Theme *theme = app->theme;
    const char *words = text_string(&app->notice.words);
    TextStyle style = {FONT_WORDS_MEDIUM, 12.5, theme->text};
    const double around = 50, height = 28;
    double room = fmin(plot.w - around, ceil(measure_text(app->ui.measure, style, words)));
    double width = room + around;
    Box pill = {round(plot.x + (plot.w - width) / 2), plot.y + plot.h - height - 8, width, height};
    double x = pill.x + 16, y = pill.y + height / 2;
    Point tick[] = {{x, y}, {x + 4, y + 4}, {x + 11, y - 4}};
    scene_group(&app->scene, "notice");
    scene_box(&app->scene, pill, height / 2, theme->control, (Stroke){.color = theme->axis, .width = 1});
    scene_line(&app->scene, tick, 3, (Stroke){.color = theme->accent, .width = 1.8, .round = 1});
    ui_line(&app->ui, x + 19, y + 4.5, room, style, words);
    scene_group_end(&app->scene);
}
