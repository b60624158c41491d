#include "app/app.h"
#include "app/effect.h"
#include "app/parts.h"
#include "base/number.h"

#include <math.h>

/* The two shares as one bar of length 1, and under it the way from warmup_factor to 1 with f on it: the bar's
   border and f stand above each other, for alpha of the way is done. */
typedef struct Shares {
    App *app;
    double em, alpha, factor, start; /* start: warmup_factor */
    double left, width;              /* of the bar, and of the way */
} Shares;

static double split(const Shares *shares) {
    return shares->left + shares->alpha * shares->width;
}

static void write_in(const Shares *shares, double left, double right, double y, Color color,
                     const char *words) {
    Scene *scene = &shares->app->scene;
    TextStyle style = {FONT_MONO_MEDIUM, 13 * shares->em, color};
    double half = measure_text(shares->app->ui.measure, style, words) / 2, middle = (left + right) / 2;
    middle = fmax(shares->left + half, fmin(shares->left + shares->width - half, middle));
    scene_text(scene, middle, y, ALIGN_MIDDLE, style, words);
}

static void draw_bar(const Shares *shares, double y, double height) {
    App *app = shares->app;
    const Theme *theme = app->theme;
    double x = split(shares), right = shares->left + shares->width;
    scene_fill(&app->scene, (Box){shares->left, y, x - shares->left, height}, 0, theme->term_alpha);
    scene_fill(&app->scene, (Box){x, y, right - x, height}, 0, theme->term_factor);
    text_setf(&app->words, "\u03b1 = %s", number_readable(shares->alpha, 4).text);
    write_in(shares, shares->left, x, y - 8 * shares->em, theme->term_alpha, text_string(&app->words));
    text_setf(&app->words, "1 \u2212 \u03b1 = %s", number_readable(1 - shares->alpha, 4).text);
    write_in(shares, x, right, y + height + 18 * shares->em, theme->term_factor, text_string(&app->words));
    TextStyle style = {FONT_WORDS, 11.5 * shares->em, theme->muted};
    scene_text(&app->scene, right, y - 8 * shares->em, ALIGN_RIGHT, style, "together 1");
}

static void draw_end(const Shares *shares, double x, double y, Align align, const char *name, double value) {
    App *app = shares->app;
    const Theme *theme = app->theme;
    TextStyle style = {FONT_WORDS_MEDIUM, 12 * shares->em, theme->text};
    scene_disc(&app->scene, (Point){x, y}, 6 * shares->em, theme->card,
               (Stroke){.color = theme->text, .width = 2 * shares->em});
    text_setf(&app->words, name, number_readable(value, 4).text);
    scene_text(&app->scene, x, y + 25 * shares->em, align, style, text_string(&app->words));
}

static void draw_way(const Shares *shares, double y) {
    App *app = shares->app;
    const Theme *theme = app->theme;
    double x = split(shares), right = shares->left + shares->width, em = shares->em;
    scene_rule(&app->scene, shares->left, y, x, y, (Stroke){.color = theme->term_alpha, .width = 4 * em});
    scene_rule(&app->scene, x, y, right, y,
               (Stroke){.color = theme->term_factor, .width = 4 * em, .dash = DASH_TERM});
    draw_end(shares, shares->left - 0, y, ALIGN_LEFT, "warmup_factor = %s", shares->start);
    draw_end(shares, right, y, ALIGN_RIGHT, "%s", 1);
    scene_disc(&app->scene, (Point){x, y}, 8 * em, theme->accent,
               (Stroke){.color = theme->card, .width = 2 * em});
    text_setf(&app->words, "f = %s", number_readable(shares->factor, 4).text);
    write_in(shares, x, x, y - 15 * em, theme->accent, text_string(&app->words));
}

static void say_why_not(App *app, Box box, double em) {
    const Schedule *schedule = &app->scenario.schedule;
    TextStyle style = {FONT_WORDS_BOLD, 13.5 * em, app->theme->text};
    if (schedule->warmup_method != WARMUP_LINEAR)
        text_setf(&app->words, "Only the linear warm-up computes \u03b1 and takes this mean.");
    else
        text_setf(&app->words, "At step %s the function returns 1 at once: it computes no \u03b1.",
                  number_grouped(viewing_step(app)).text);
    effect_words(app, box.x + 20 * em, box.y + 20 * em, box.w - 40 * em, style, true);
}

void effect_show_shares(App *app, Box box, double em) {
    const Schedule *schedule = &app->scenario.schedule;
    int64_t step = viewing_step(app);
    if (step >= schedule->warmup_iters || schedule->warmup_method != WARMUP_LINEAR) {
        say_why_not(app, box, em);
        return;
    }
    Shares shares = {.app = app,
                     .em = em,
                     .alpha = schedule_alpha(schedule, step),
                     .start = schedule->warmup_factor,
                     .factor = schedule_warmup(schedule, step),
                     .left = box.x + 28 * em,
                     .width = box.w - 56 * em};
    double height = fmin(34 * em, 0.14 * box.h), middle = box.y + box.h / 2;
    double bar = middle - fmin(70 * em, 0.3 * box.h), way = middle + fmin(70 * em, 0.3 * box.h);
    Stroke line = {.color = app->theme->axis, .width = 1, .dash = DASH_DOT};
    scene_rule(&app->scene, split(&shares), bar + height, split(&shares), way, line);
    draw_bar(&shares, bar, height);
    draw_way(&shares, way);
}
