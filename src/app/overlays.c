#include "app/overlays.h"

#include "app/app.h"
#include "app/family.h"
#include "base/memory.h"

#include <stdlib.h>

static void add(AppOverlays *overlays, const ChartOverlay *overlay) {
    if (overlays->count == overlays->capacity) {
        overlays->capacity = memory_grown(overlays->capacity, overlays->count + 1);
        overlays->list = memory_resize(overlays->list, overlays->capacity, sizeof *overlays->list);
    }
    overlays->list[overlays->count++] = *overlay;
}

static void add_family(App *app) {
    ChartFamily *family = &app->overlays.family;
    const Schedule *schedule = &app->scenario.schedule;
    if (app->scenario.family == SCENARIO_NO_FAMILY) return;
    ParameterId id = family_parameter(app);
    chart_family(family, schedule, id, app->ranges[id].low, app->ranges[id].high, app->theme);
    for (int i = 0; i < family->count; i++) add(&app->overlays, &family->overlays[i]);
}

static void add_pins(App *app) {
    const Scenario *scenario = &app->scenario;
    for (size_t i = 0; i < scenario->pin_count; i++) {
        const ScenarioPin *pin = &scenario->pins[i];
        ChartOverlay overlay = chart_pinned(&pin->schedule, text_string(&pin->name), i, app->theme);
        if (pin->shown) add(&app->overlays, &overlay);
    }
}

static void add_implementations(App *app) {
    ChartImplementations *implementations = &app->implementations.chart;
    if (!app->scenario.implementations) return;
    chart_implementations(implementations, &app->scenario.schedule, app->theme);
    for (int i = 0; i < implementations->count; i++) add(&app->overlays, &implementations->overlays[i]);
}

void overlays_gather(App *app) {
    app->overlays.count = 0;
    add_family(app);
    add_pins(app);
    add_implementations(app);
}

void overlays_free(AppOverlays *overlays) {
    free(overlays->list);
}
