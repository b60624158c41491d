#include "app/curves.h"

#include "app/app.h"

void curves_gather(App *app) {
    ParameterId id = family_parameter(app);
    FigureFamily family = {.shown = app->scenario.family != SCENARIO_NO_FAMILY,
                           .id = id,
                           .low = app->ranges[id].low,
                           .high = app->ranges[id].high,
                           .values = text_string(&app->scenario.family_values)};
    logs_update(app);
    figure_overlays_gather(&app->overlays, &app->scenario, family, app->theme);
}
