#include "app/measuring.h"

#include "app/parts.h"
#include "ui/slider.h"

#include <math.h>

void measuring_change(App *app) {
    app->mark.set = !app->mark.set;
    app->mark.step = viewing_step(app);
}

static void put(App *app, double step) {
    double last = (double)app->scenario.schedule.total_steps - 1;
    app->mark.step = (int64_t)round(fmax(0, fmin(last, step)));
}

static void obey(App *app, UiMove move) {
    switch (move.event) {
    case UI_DRAGGED: put(app, chart_step(&app->layout, move.to)); break;
    case UI_STEPPED: put(app, (double)app->mark.step + move.steps); break;
    case UI_TO_LOW: put(app, 0); break;
    case UI_TO_HIGH: put(app, (double)app->scenario.schedule.total_steps); break;
    case UI_TAKEN_BACK: app->mark.step = app->mark.before; break;
    case UI_RESET: app->mark.set = false; break;
    case UI_NOTHING: break;
    }
}

/* A run that has become shorter takes it along. */
void measuring_take(App *app) {
    bool held = app->ui.active == ID_MARK;
    if (!app->mark.set) return;
    put(app, (double)app->mark.step);
    if (!app->layout.mark_shown && !held) return;
    UiMove move = ui_handle(&app->ui, ID_MARK, app->layout.mark, false);
    if (!held) app->mark.before = app->mark.step;
    obey(app, move);
    if (ui_key(&app->ui, ID_MARK, KEY_DELETE)) app->mark.set = false;
}
