#include "app/tie.h"

#include "app/parts.h"
#include "app/values.h"
#include "ui/widgets.h"

#include <math.h>

enum { SWITCH = 28, SPACE = 8 };

static bool has_slope(const App *app) {
    return app->scenario.schedule.warmup_iters > 0 && !app->scenario.schedule.function;
}

static void remember(App *app) {
    const Schedule *schedule = &app->scenario.schedule;
    app->tie.base_lr = schedule->base_lr;
    app->tie.warmup_iters = schedule->warmup_iters;
}

/* Who changes the warm-up itself, or both, sets another slope. */
void tie_follow(App *app) {
    AppTie *tie = &app->tie;
    const Schedule *schedule = &app->scenario.schedule;
    bool warmup = schedule->warmup_iters != tie->warmup_iters, rate = schedule->base_lr != tie->base_lr;
    if (!tie->on || !has_slope(app)) return;
    if (warmup)
        tie->slope = schedule->base_lr / (double)schedule->warmup_iters;
    else if (rate && tie->slope > 0)
        values_put(app, PARAMETER_WARMUP_ITERS, fmax(1, round(schedule->base_lr / tie->slope)));
    remember(app);
}

double tie_show(App *app, Box row) {
    AppTie *tie = &app->tie;
    if (!has_slope(app)) return 0;
    row.h = SWITCH;
    bool wanted = ui_switch(&app->ui, ID_TIE, row, "base_lr keeps the slope", "", tie->on);
    if (wanted && !tie->on) {
        tie->slope = app->scenario.schedule.base_lr / (double)app->scenario.schedule.warmup_iters;
        remember(app);
    }
    tie->on = wanted;
    return SWITCH + SPACE;
}
