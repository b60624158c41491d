#include "app/ghosts.h"

#include "app/app.h"
#include "app/family.h"
#include "base/memory.h"

#include <stdlib.h>

static void add(AppGhosts *ghosts, const ChartGhost *ghost) {
    if (ghosts->count == ghosts->capacity) {
        ghosts->capacity = memory_grown(ghosts->capacity, ghosts->count + 1);
        ghosts->list = memory_resize(ghosts->list, ghosts->capacity, sizeof *ghosts->list);
    }
    ghosts->list[ghosts->count++] = *ghost;
}

static void add_family(App *app) {
    ChartFamily *family = &app->ghosts.family;
    const Schedule *schedule = &app->scenario.schedule;
    if (app->scenario.family == SCENARIO_NO_FAMILY) return;
    ParameterId id = family_parameter(app);
    chart_family(family, schedule, id, app->ranges[id].low, app->ranges[id].high, app->theme);
    for (int i = 0; i < family->count; i++) add(&app->ghosts, &family->ghosts[i]);
}

static void add_pins(App *app) {
    const Scenario *scenario = &app->scenario;
    for (size_t i = 0; i < scenario->pin_count; i++) {
        const ScenarioPin *pin = &scenario->pins[i];
        ChartGhost ghost = chart_pinned(&pin->schedule, text_string(&pin->name), i, app->theme);
        if (pin->shown) add(&app->ghosts, &ghost);
    }
}

static void add_twins(App *app) {
    ChartTwins *twins = &app->twins.chart;
    if (!app->scenario.twins) return;
    chart_twins(twins, &app->scenario.schedule, app->theme);
    for (int i = 0; i < twins->count; i++) add(&app->ghosts, &twins->ghosts[i]);
}

void ghosts_gather(App *app) {
    app->ghosts.count = 0;
    add_family(app);
    add_pins(app);
    add_twins(app);
}

void ghosts_free(AppGhosts *ghosts) {
    free(ghosts->list);
}
