#include "app/app.h"
#include "app/effect.h"
#include "app/parts.h"
#include "app/values.h"
#include "base/number.h"
#include "schedule/update.h"

#include <math.h>

enum { SIDE = 20 };

/* Where the arrows stand: the gradient's leads right from w_old, uphill; an update's leads left. */
typedef struct Arrows {
    App *app;
    double em;
    double left, old; /* of all arrows; x of w_old */
    double gradient;  /* the length of the gradient's arrow */
    double row;       /* the height of a row */
} Arrows;

static double greatest_rate(const Schedule *schedule) {
    double min, greatest;
    schedule_range(schedule, 0, (double)(schedule->total_steps - 1), &min, &greatest);
    return fabs(schedule->base_lr) * fmax(fabs(min), fabs(greatest));
}

/* In a lesson the same before, during and after what moves. */
static double greatest_shown(const App *app) {
    if (!present_has_lesson(app)) return greatest_rate(&app->scenario.schedule);
    Schedule begins = lesson_step_schedule(present_step(app), 0),
             ends = lesson_step_schedule(present_step(app), 1);
    return fmax(fmax(greatest_rate(&begins), greatest_rate(&ends)), greatest_rate(&app->scenario.schedule));
}

static void follow_magnification(App *app) {
    double *magnification = &app->effect.magnification;
    if (*magnification == 0 || !values_held(app)) *magnification = update_magnification(greatest_shown(app));
}

/* Its tip is at `to`. */
static void draw_arrow(Scene *scene, Point from, double to, double em, Color color) {
    double way = to - from.x, head = fmin(10 * em, fabs(way)), side = way < 0 ? 1 : -1;
    Point tip[] = {
        {to, from.y}, {to + side * head, from.y - 0.55 * head}, {to + side * head, from.y + 0.55 * head}};
    if (way == 0) return;
    if (fabs(way) > head)
        scene_rule(scene, from.x, from.y, to + side * 0.8 * head, from.y,
                   (Stroke){.color = color, .width = 3 * em});
    scene_polygon(scene, tip, 3, color);
}

static void draw_gradient(const Arrows *arrows, double y) {
    App *app = arrows->app;
    const Theme *theme = app->theme;
    double em = arrows->em;
    TextStyle style = {FONT_WORDS, 11 * em, theme->muted};
    draw_arrow(&app->scene, (Point){arrows->old, y}, arrows->old + arrows->gradient, em, theme->muted);
    scene_text(&app->scene, arrows->old - 8 * em, y + 4 * em, ALIGN_RIGHT, style, "w_old");
    scene_text(&app->scene, arrows->old + arrows->gradient, y - 8 * em, ALIGN_RIGHT, style, "uphill, size 1");
}

/* From the weights before it to those after it. */
static void draw_update(const Arrows *arrows, double y, int64_t step, Color color) {
    App *app = arrows->app;
    const Theme *theme = app->theme;
    double em = arrows->em, lr = schedule_lr(&app->scenario.schedule, step);
    double to = arrows->old - lr * app->effect.magnification * arrows->gradient,
           right = arrows->old + arrows->gradient;
    to = fmax(arrows->left, fmin(right, to));
    double dot = 4.5 * em, way = to - arrows->old,
           tip = way < 0 ? fmin(arrows->old, to + dot) : fmax(arrows->old, to - dot);
    draw_arrow(&app->scene, (Point){arrows->old, y}, tip, em, color);
    scene_disc(&app->scene, (Point){arrows->old, y}, dot, theme->card,
               (Stroke){.color = color, .width = 1.6 * em});
    scene_disc(&app->scene, (Point){to, y}, dot, color, (Stroke){0});
    TextStyle style = {FONT_WORDS, 11 * em, theme->muted};
    double name = measure_text(app->ui.measure, style, "w_new") + 9 * em;
    if (lr <= 0) return;
    if (to - name >= arrows->left)
        scene_text(&app->scene, to - 9 * em, y + 4 * em, ALIGN_RIGHT, style, "w_new");
    else if (arrows->row >= 27 * em)
        scene_text(&app->scene, to, y - 10 * em, ALIGN_MIDDLE, style, "w_new");
}

/* "step 250" and under it "lr 0.0125" where the row is high enough, else beside it. Returns the width. */
static double name_row(const Arrows *arrows, double x, double y, int64_t step, Color color, bool draw) {
    App *app = arrows->app;
    double em = arrows->em, width = 0;
    bool two = arrows->row >= 27 * em;
    NumberText lr = number_readable(schedule_lr(&app->scenario.schedule, step), 4);
    TextStyle style = {FONT_MONO_MEDIUM, 12 * em, color};
    for (int i = 0; i < 1 + two; i++) {
        if (i == 1)
            text_setf(&app->words, "lr %s", lr.text);
        else
            text_setf(&app->words, two ? "step %s" : "step %s: lr %s", number_grouped(step).text, lr.text);
        double below = two ? (i ? 11 : -3) : 4;
        if (draw) scene_text(&app->scene, x, y + below * em, ALIGN_LEFT, style, text_string(&app->words));
        width = fmax(width, measure_text(app->ui.measure, style, text_string(&app->words)));
    }
    return width;
}

static void draw_arrows(App *app, Box box, double em, int64_t step, int64_t other) {
    const Theme *theme = app->theme;
    Arrows arrows = {.app = app, .em = em, .row = fmin(52 * em, box.h / 3)};
    Color colors[] = {theme->accent, theme->pinned[0]};
    double names = measure_text(app->ui.measure, (TextStyle){FONT_MONO_MEDIUM, 12 * em, 0}, "gradient");
    names = fmax(names, name_row(&arrows, 0, 0, step, 0, false));
    names = fmax(names, name_row(&arrows, 0, 0, other, 0, false));
    double y = box.y + (box.h - 3 * arrows.row) / 2 + arrows.row / 2;
    arrows.left = box.x + names + 18 * em;
    arrows.gradient = (box.x + box.w - arrows.left) * (present_has_lesson(app) ? 0.44 : 0.31);
    arrows.old = box.x + box.w - arrows.gradient;
    scene_rule(&app->scene, arrows.old, y, arrows.old, y + 2.4 * arrows.row,
               (Stroke){.color = theme->axis, .width = 1, .dash = DASH_DOT});
    scene_text(&app->scene, box.x, y + 4 * em, ALIGN_LEFT,
               (TextStyle){FONT_MONO_MEDIUM, 12 * em, theme->muted}, "gradient");
    draw_gradient(&arrows, y);
    name_row(&arrows, box.x, y + arrows.row, step, colors[0], true);
    draw_update(&arrows, y + arrows.row, step, colors[0]);
    if (other == step) return;
    name_row(&arrows, box.x, y + 2 * arrows.row, other, colors[1], true);
    draw_update(&arrows, y + 2 * arrows.row, other, colors[1]);
}

static void say_scale(App *app) {
    double times = app->effect.magnification;
    text_setf(&app->words, "Updates are drawn %s times as large as the gradient.",
              number_readable(times, 3).text);
    if (times == 1) text_setf(&app->words, "All arrows have one scale.");
}

/* With names and with numbers, or with numbers alone where there is less room. */
static TextStyle say_equation(App *app, int64_t step, double width, double em) {
    TextStyle style = {FONT_MONO_MEDIUM, 14.5 * em, app->theme->text};
    for (int form = 0; form < 2; form++) {
        text_clear(&app->words);
        if (form == 0) text_add(&app->words, "w_new = w_old \u2212 lr \u00b7 gradient");
        update_equation(&app->scenario.schedule, step, form == 0, &app->words);
        for (style.size = 14.5 * em; style.size >= 11.5 * em; style.size -= 0.5 * em)
            if (measure_text(app->ui.measure, style, text_string(&app->words)) <= width) return style;
    }
    return style;
}

void effect_show_update(App *app, Box box, double em, double reserved, bool told) {
    const Theme *theme = app->theme;
    const Schedule *schedule = &app->scenario.schedule;
    int64_t step = viewing_step(app), other = update_other(schedule, step);
    double x = box.x + SIDE * em, y = box.y + 12 * em, width = box.w - 2 * SIDE * em;
    TextStyle weak = {FONT_WORDS, 11 * em, theme->muted};
    TextStyle strong = {FONT_WORDS_BOLD, 13.5 * em, theme->text};
    follow_magnification(app);
    TextStyle equation = say_equation(app, step, width - reserved, em);
    y += effect_words(app, x, y, width - reserved, equation, true);
    y = fmax(y + 2 * em, box.y + (reserved > 0 ? 38 * em : 0));
    text_clear(&app->words);
    if (told) update_words(schedule, step, other, &app->words);
    if (told) y += effect_words(app, x, y, width, strong, true);
    say_scale(app);
    double foot = box.y + box.h - 10 * em - effect_words(app, x, 0, width, weak, false);
    effect_words(app, x, foot, width, weak, true);
    draw_arrows(app, (Box){x, y + 2 * em, width, foot - y - 4 * em}, em, step, other);
}
