#include "cli/ghosts.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

/* A value outside the slider's range widens it, as in the window. */
static void add_family(CliGhosts *ghosts, const Schedule *schedule, ParameterId id, const Theme *theme) {
    double value = parameter_effective(schedule, id);
    double low = fmin(parameters[id].low, value), high = fmax(parameters[id].high, value);
    chart_family(&ghosts->family, schedule, id, low, high, theme);
    for (int i = 0; i < ghosts->family.count; i++) ghosts->list[ghosts->count++] = ghosts->family.ghosts[i];
}

static void add_twins(CliGhosts *ghosts, const Schedule *schedule, const Theme *theme) {
    chart_twins(&ghosts->twins, schedule, theme);
    for (int i = 0; i < ghosts->twins.count; i++) ghosts->list[ghosts->count++] = ghosts->twins.ghosts[i];
}

void cli_ghosts_make(CliGhosts *ghosts, const Scenario *scenario, const Theme *theme) {
    ghosts->count = 0;
    ghosts->name = (Text){0};
    ghosts->labels = NULL;
    ghosts->list =
        memory_resize(NULL, CHART_FAMILY + scenario->pin_count + CHART_TWINS, sizeof *ghosts->list);
    ParameterId id = (ParameterId)scenario->family;
    if (scenario->family != SCENARIO_NO_FAMILY && parameter_applies(&scenario->schedule, id))
        add_family(ghosts, &scenario->schedule, id, theme);
    for (size_t i = 0; i < scenario->pin_count; i++) {
        const ScenarioPin *pin = &scenario->pins[i];
        if (!pin->shown) continue;
        ghosts->list[ghosts->count++] = chart_pinned(&pin->schedule, text_string(&pin->name), i, theme);
    }
    if (scenario->twins) add_twins(ghosts, &scenario->schedule, theme);
    if (scenario->twins && scenario->pin_count == 0)
        text_setf(&ghosts->name, "torchvision LambdaLR");
    else
        scenario_pin_name(scenario, &scenario->schedule, &ghosts->name);
}

void cli_ghosts_free(CliGhosts *ghosts) {
    for (size_t i = 0; ghosts->labels && i < ghosts->count; i++) text_free(&ghosts->labels[i]);
    free(ghosts->labels);
    free(ghosts->list);
    text_free(&ghosts->name);
}

void cli_ghosts_describe(const Scenario *scenario, Text *out) {
    bool any = false;
    for (size_t i = 0; i < scenario->pin_count; i++) {
        if (!scenario->pins[i].shown) continue;
        text_addf(out, "%s%s", any ? "; " : " Pinned beside it: ", text_string(&scenario->pins[i].name));
        any = true;
    }
    if (any) text_add(out, ".");
}
