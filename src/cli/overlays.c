#include "cli/overlays.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

/* A value outside the slider's range widens it, as in the window. */
static void add_family(CliOverlays *overlays, const Schedule *schedule, ParameterId id, const Theme *theme) {
    double value = parameter_effective(schedule, id);
    double low = fmin(parameters[id].low, value), high = fmax(parameters[id].high, value);
    chart_family(&overlays->family, schedule, id, low, high, theme);
    for (int i = 0; i < overlays->family.count; i++) overlays->list[overlays->count++] = overlays->family.overlays[i];
}

static void add_implementations(CliOverlays *overlays, const Schedule *schedule, const Theme *theme) {
    chart_implementations(&overlays->implementations, schedule, theme);
    for (int i = 0; i < overlays->implementations.count; i++) overlays->list[overlays->count++] = overlays->implementations.overlays[i];
}

void cli_overlays_make(CliOverlays *overlays, const Scenario *scenario, const Theme *theme) {
    overlays->count = 0;
    overlays->name = (Text){0};
    overlays->labels = NULL;
    overlays->list =
        memory_resize(NULL, CHART_FAMILY + scenario->pin_count + CHART_IMPLEMENTATIONS, sizeof *overlays->list);
    ParameterId id = (ParameterId)scenario->family;
    if (scenario->family != SCENARIO_NO_FAMILY && parameter_applies(&scenario->schedule, id))
        add_family(overlays, &scenario->schedule, id, theme);
    for (size_t i = 0; i < scenario->pin_count; i++) {
        const ScenarioPin *pin = &scenario->pins[i];
        if (!pin->shown) continue;
        overlays->list[overlays->count++] = chart_pinned(&pin->schedule, text_string(&pin->name), i, theme);
    }
    if (scenario->implementations) add_implementations(overlays, &scenario->schedule, theme);
    if (scenario->implementations && scenario->pin_count == 0)
        text_setf(&overlays->name, "torchvision LambdaLR");
    else
        scenario_pin_name(scenario, &scenario->schedule, &overlays->name);
}

void cli_overlays_free(CliOverlays *overlays) {
    for (size_t i = 0; overlays->labels && i < overlays->count; i++) text_free(&overlays->labels[i]);
    free(overlays->labels);
    free(overlays->list);
    text_free(&overlays->name);
}

void cli_overlays_describe(const Scenario *scenario, Text *out) {
    bool any = false;
    for (size_t i = 0; i < scenario->pin_count; i++) {
        if (!scenario->pins[i].shown) continue;
        text_addf(out, "%s%s", any ? "; " : " Pinned beside it: ", text_string(&scenario->pins[i].name));
        any = true;
    }
    if (any) text_add(out, ".");
}
