#include "app/scaling.h"

#include "app/notice.h"
#include "app/parts.h"
#include "base/number.h"
#include "schedule/scaling.h"
#include "ui/field.h"
#include "ui/widgets.h"

#include <math.h>
#include <stdio.h>

enum { BUTTON = 28, FIELD = 92, HEIGHT = 24, SPACE = 8 };

static const char *const rules[SCALING_RULES] = {"Linear", "Square root"};

static double times_of(const App *app) {
    return app->scaling.times > 0 ? app->scaling.times : 2;
}

/* "Linear: base_lr 0.04, warm-up 500" */
static void say(const App *app, ScalingRule rule, const Schedule *scaled, char *words, size_t room) {
    bool same = scaled->warmup_iters == app->scenario.schedule.warmup_iters;
    int length = snprintf(words, room, "%s: base_lr %s", rules[rule], number_readable(scaled->base_lr, 4).text);
    if (!same) snprintf(words + length, room - (size_t)length, ", warm-up %s", number_grouped(scaled->warmup_iters).text);
}

static double show_rule(App *app, Box row, ScalingRule rule) {
    Schedule scaled = app->scenario.schedule;
    char words[128];
    if (!schedule_scale(&scaled, rule, times_of(app))) return 0;
    say(app, rule, &scaled, words, sizeof words);
    row.h = BUTTON;
    if (ui_button(&app->ui, ID_SCALING_RULES + (UiId)rule, row, words, "")) {
        app->scenario.schedule = scaled;
        app->scaling.open = false;
        app->ui.focus = ID_SCALING;
        notice_say(app, "%s", words);
    }
    return BUTTON + SPACE;
}

/* 2, 4, 1/2 … */
static double show_times(App *app, Box row) {
    TextStyle style = {FONT_WORDS_MEDIUM, 13, app->theme->text};
    Box field = {row.x + row.w - FIELD, row.y, FIELD, HEIGHT};
    NumberText shown = number_exact(times_of(app));
    double value;
    scene_text(&app->scene, row.x, row.y + 16, ALIGN_LEFT, style, "times as large");
    ui_stop(&app->ui, ID_SCALING_TIMES, field);
    UiTyped typed = ui_field(&app->ui, ID_SCALING_TIMES, field, (UiField){.shown = shown.text, .refused = app->scaling.refused});
    if (typed == UI_TYPED_ENTER) {
        bool good = number_parse(app->ui.edit.text, &value) && value >= 1e-6 && value <= 1e6;
        app->scaling.refused = !good;
        if (good) app->scaling.times = value;
        (good ? ui_edit_end : ui_edit_all)(&app->ui);
    } else if (typed != UI_TYPED_NOTHING) {
        app->scaling.refused = false;
    }
    ui_ring(&app->ui, ID_SCALING_TIMES, field, 6);
    return HEIGHT + SPACE;
}

static double show_rules(App *app, Box row) {
    TextStyle style = {FONT_WORDS, 12, app->theme->muted};
    double top = row.y, first;
    row.y += show_times(app, row);
    for (int rule = 0; rule < SCALING_RULES; rule++) row.y += show_rule(app, row, (ScalingRule)rule);
    first = row.y + 10;
    row.y = ui_words(&app->ui, row.x, first, row.w, style, "The warm-up sees as many samples as before.") - 4;
    return row.y - top;
}

double scaling_show(App *app, Box row) {
    double top = row.y;
    const char *name = app->scaling.open ? "the batch stays" : "the batch changes \u2026";
    Box button = {row.x, row.y, ui_button_width(&app->ui, name, ""), HEIGHT};
    if (ui_button(&app->ui, ID_SCALING, button, name, "")) app->scaling.open = !app->scaling.open;
    row.y += HEIGHT + SPACE;
    if (app->scaling.open) row.y += show_rules(app, row);
    return row.y - top;
}
