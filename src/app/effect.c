#include "app/effect.h"

#include "app/app.h"
#include "app/parts.h"
#include "base/number.h"
#include "chart/curve.h"
#include "chart/lines.h"
#include "schedule/sums.h"
#include "ui/choice.h"
#include "ui/widgets.h"

#include <math.h>

enum { CHOICE_WIDTH = 118, CHOICE_HEIGHT = 26, SIDE = 20, GAP = 14, AREA_POINTS = 512 };

void effect_next(App *app) {
    app->effect.view = (app->effect.view + 1) % EFFECT_VIEWS;
}

double effect_height(const App *app, double height) {
    static const double share[EFFECT_VIEWS] = {0.1825, 0.22, 0.38}, min[EFFECT_VIEWS] = {124, 140, 224},
                        max[EFFECT_VIEWS] = {146, 240, 560};
    int view = app->effect.view;
    return fmin(max[view], fmax(min[view], round(height * share[view])));
}

static void update_sums(AppEffect *effect) {
    effect->total = schedule_sum(&effect->of, 0, effect->of.total_steps);
    effect->half = schedule_share(&effect->of, effect->of.total_steps / 2);
    effect->step = CHART_NO_STEP;
}

void effect_update(App *app, EffectView view) {
    AppEffect *effect = &app->effect;
    const Schedule *schedule = &app->scenario.schedule;
    if (effect->made != (int)view || !parameters_same(&effect->of, schedule)) {
        effect->of = *schedule;
        effect->made = view;
        if (view == EFFECT_INFLUENCE) update_sums(effect);
        if (view == EFFECT_DESCENT) descent_make(schedule, &effect->descent);
    }
    if (view != EFFECT_INFLUENCE || effect->step == plot_step(app)) return;
    effect->step = plot_step(app);
    effect->until = schedule_share(schedule, effect->step + 1);
}

double effect_words(App *app, double x, double y, double width, TextStyle style, bool draw) {
    Lines lines;
    double leading = 1.28 * style.size;
    lines_break(&lines, app->ui.measure, style, text_string(&app->words), width, LINES_MAX);
    for (int i = 0; draw && i < lines.count; i++)
        scene_text(&app->scene, x, y + (i + 0.78) * leading, ALIGN_LEFT, style, lines.text[i]);
    return lines.count * leading;
}

/* --- influence --- */

static ChartLayout place_of(const App *app, Box plot) {
    ChartLayout layout = {.plot = plot, .view = app->layout.view};
    layout.view.axis = CHART_LINEAR;
    schedule_range(&app->scenario.schedule, layout.view.x0, layout.view.x1, &layout.view.y0, &layout.view.y1);
    layout.view.y0 = fmin(0, layout.view.y0);
    layout.view.y1 = layout.view.y1 > 0 ? 1.06 * layout.view.y1 : 1;
    return layout;
}

/* Between 0 and the curve, over the steps from … end as far as they are in sight. */
static void fill_area(App *app, const ChartLayout *layout, double from, double end, double alpha) {
    Point points[AREA_POINTS + 2];
    from = fmax(from, layout->view.x0);
    end = fmin(end, fmin(layout->view.x1, (double)app->scenario.schedule.total_steps));
    if (end <= from) return;
    for (int i = 0; i < AREA_POINTS; i++) {
        double step = from + (end - from) * i / (AREA_POINTS - 1);
        points[i] =
            (Point){chart_x(layout, step), chart_y(layout, schedule_factor_at(&app->scenario.schedule, step))};
    }
    points[AREA_POINTS] = (Point){chart_x(layout, end), chart_y(layout, 0)};
    points[AREA_POINTS + 1] = (Point){chart_x(layout, from), chart_y(layout, 0)};
    scene_polygon(&app->scene, points, AREA_POINTS + 2, scene_fade(app->theme->accent, alpha));
}

/* The greatest share stands on its line, where it may be as long as it has to be. */
static void draw_share_axis(App *app, const ChartLayout *layout, double em) {
    const Theme *theme = app->theme;
    TextStyle style = {FONT_MONO, 11 * em, theme->muted};
    Stroke axis = {.color = theme->axis, .width = 1}, grid = {.color = theme->grid, .width = 1};
    double greatest = layout->view.y1 / 1.06, share = 100 * greatest / app->effect.total;
    double top = chart_y(layout, greatest), zero = chart_y(layout, 0), x = layout->plot.x,
           right = x + layout->plot.w;
    scene_rule(&app->scene, x, top, right, top, grid);
    scene_rule(&app->scene, x, zero, right, zero, axis);
    scene_text(&app->scene, x - 8 * em, zero + 4 * em, ALIGN_RIGHT, style, "0");
    if (!(app->effect.total > 0)) return;
    text_setf(&app->words, "%s%%", number_readable(share, 2).text);
    scene_text(&app->scene, x, top - 5 * em, ALIGN_LEFT, style, text_string(&app->words));
}

static void draw_influence(App *app, Box box, double em) {
    const Theme *theme = app->theme;
    Box plot = {app->layout.plot.x, box.y + 14 * em, app->layout.plot.w, box.h - 28 * em};
    ChartLayout layout = place_of(app, plot);
    double step = (double)plot_step(app), x = chart_x(&layout, step + 1);
    CurvePen pen = {.below = theme->accent, .above = theme->accent, .width = 1.8 * em, .hair = 1};
    Curve curve;
    draw_share_axis(app, &layout, em);
    scene_clip(&app->scene, layout.plot);
    fill_area(app, &layout, 0, layout.view.x1, 0.14);
    fill_area(app, &layout, 0, step + 1, 0.4);
    curve_make(&curve, &app->scenario.schedule, &layout.view, false);
    curve_draw(&app->scene, &curve, &pen, &layout);
    scene_rule(&app->scene, x, layout.plot.y, x, layout.plot.y + layout.plot.h,
               (Stroke){.color = theme->muted, .width = 1, .dash = DASH_DOT});
    scene_clip_end(&app->scene);
}

/* What can be said of shares: false where there are none. */
static bool say_half(App *app) {
    text_clear(&app->words);
    words_half(app->effect.half, &app->words);
    if (app->words.length) return true;
    text_add(&app->words, "The rates add up to nothing above 0: no step has a share");
    return false;
}

static void say_until(App *app) {
    text_clear(&app->words);
    words_until(app->effect.step, app->effect.until, &app->words);
    text_add(&app->words, ". A step's share is its rate over the sum of all.");
}

void influence_show(App *app, Box box, double em, double reserved) {
    TextStyle strong = {FONT_WORDS_BOLD, 13.5 * em, app->theme->text};
    TextStyle weak = {FONT_WORDS, 12 * em, app->theme->muted};
    double x = box.x + SIDE * em, y = box.y + 12 * em, width = box.w - 2 * SIDE * em - reserved;
    effect_update(app, EFFECT_INFLUENCE);
    bool shared = say_half(app);
    y += effect_words(app, x, y, width, strong, true);
    if (shared) {
        say_until(app);
        y += effect_words(app, x, y, width, weak, true);
    }
    draw_influence(app, (Box){box.x, y, box.w, box.y + box.h - y}, em);
}

/* --- the strip --- */

static void draw_card(App *app, Box card) {
    scene_box(&app->scene, card, 12, app->theme->card, (Stroke){.color = app->theme->edge, .width = 1});
}

static void draw_view(App *app, Box card) {
    if (app->effect.view == EFFECT_FORMULA) {
        formula_show(app, card, CHOICE_WIDTH + GAP);
        return;
    }
    scene_group(&app->scene, "effect");
    draw_card(app, card);
    if (app->effect.view == EFFECT_INFLUENCE) {
        influence_show(app, card, 1, CHOICE_WIDTH + GAP);
        return;
    }
    descent_show(app, card, 1, CHOICE_WIDTH + GAP);
}

void effect_show(App *app, Box card, bool draw) {
    static const char *const views[] = {"formula", "influence", "descent", NULL};
    Box choice = {card.x + card.w - CHOICE_WIDTH - SIDE, card.y + 10, CHOICE_WIDTH, CHOICE_HEIGHT};
    if (draw) draw_view(app, card);
    scene_group(&app->scene, "effect choice");
    app->effect.view = ui_choice(&app->ui, ID_EFFECT, choice, views, app->effect.view);
    scene_group_end(&app->scene);
}
