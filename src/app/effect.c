#include "app/effect.h"

#include "app/app.h"
#include "app/parts.h"
#include "chart/lines.h"
#include "ui/choice.h"
#include "ui/widgets.h"

#include <math.h>

enum { CHOICE_WIDTH = 118, CHOICE_HEIGHT = 26, SIDE = 20, GAP = 14 };

void effect_next(App *app) {
    app->effect.view = (app->effect.view + 1) % EFFECT_VIEWS;
}

double effect_height(const App *app, double height) {
    static const double share[EFFECT_VIEWS] = {0.1825, 0.26, 0.34, 0.38},
                        min[EFFECT_VIEWS] = {124, 184, 214, 224}, max[EFFECT_VIEWS] = {146, 320, 440, 560};
    int view = app->effect.view;
    if (view == EFFECT_FORMULA && app->scenario.schedule.function)
        return fmin(round(height * 0.4), fmax(min[view], editor_height(app)));
    return fmin(max[view], fmax(min[view], round(height * share[view])));
}

void effect_update_sums(App *app) {
    AppEffect *effect = &app->effect;
    const Schedule *schedule = &app->scenario.schedule;
    if (!effect->has_sums || !parameters_same(&effect->summed, schedule)) {
        effect->summed = *schedule;
        effect->has_sums = true;
        effect->half = schedule_share(schedule, schedule->total_steps / 2);
        effect->step = CHART_NO_STEP;
    }
    if (effect->step == viewing_step(app)) return;
    effect->step = viewing_step(app);
    effect->until = schedule_share(schedule, effect->step + 1);
}

void effect_update_descent(App *app) {
    AppEffect *effect = &app->effect;
    const Schedule *schedule = &app->scenario.schedule;
    if (effect->has_descent && parameters_same(&effect->followed, schedule)) return;
    effect->followed = *schedule;
    effect->has_descent = true;
    descent_make(schedule, &effect->descent);
    influence_make(schedule, &effect->descent, &effect->influence);
}

double effect_words(App *app, double x, double y, double width, TextStyle style, bool draw) {
    Lines lines;
    double leading = 1.28 * style.size;
    lines_break(&lines, app->ui.measure, style, text_string(&app->words), width, LINES_MAX);
    for (int i = 0; draw && i < lines.count; i++)
        scene_text(&app->scene, x, y + (i + 0.78) * leading, ALIGN_LEFT, style, lines.text[i]);
    return lines.count * leading;
}

/* --- the strip --- */

static void draw_card(App *app, Box card) {
    scene_box(&app->scene, card, 12, app->theme->card, (Stroke){.color = app->theme->edge, .width = 1});
}

static void draw_view(App *app, Box card) {
    if (app->effect.view == EFFECT_FORMULA) {
        strip_show(app, card, CHOICE_WIDTH + GAP);
        return;
    }
    scene_group(&app->scene, "effect");
    draw_card(app, card);
    switch ((EffectView)app->effect.view) {
    case EFFECT_UPDATE: effect_show_update(app, card, 1, CHOICE_WIDTH + GAP, true); break;
    case EFFECT_INFLUENCE: effect_show_influence(app, card, 1, CHOICE_WIDTH + GAP); break;
    default: effect_show_descent(app, card, 1, CHOICE_WIDTH + GAP);
    }
}

void effect_show(App *app, Box card, bool draw) {
    static const char *const views[] = {"formula", "update", "influence", "descent", NULL};
    Box choice = {card.x + card.w - CHOICE_WIDTH - SIDE, card.y + 10, CHOICE_WIDTH, CHOICE_HEIGHT};
    bool function = app->effect.view == EFFECT_FORMULA && app->scenario.schedule.function;
    if (function)
        editor_show(app, card, CHOICE_WIDTH + GAP);
    else if (draw)
        draw_view(app, card);
    scene_group(&app->scene, "effect choice");
    app->effect.view = ui_choice(&app->ui, ID_EFFECT, choice, views, app->effect.view);
    scene_group_end(&app->scene);
}
