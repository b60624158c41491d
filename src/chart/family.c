#include "chart/overlays.h"

static const Dash pinned_dashes[] = {DASH_LONG, DASH_DASH_DOT, DASH_DOTS, DASH_LINE};
enum {
    PINNED_DASHES = sizeof pinned_dashes / sizeof *pinned_dashes
}; /* no divisor in common with the colours */

ChartOverlay chart_pinned(const Schedule *schedule, const char *name, size_t index, const Theme *theme) {
    return (ChartOverlay){.schedule = schedule,
                        .label = name,
                        .color = theme->pinned[index % THEME_PINNED],
                        .dash = pinned_dashes[index % PINNED_DASHES],
                        .width = 2,
                        .labelled = true,
                        .listed = true};
}

static NumberText label_of(const Schedule *schedule, ParameterId id) {
    double value = parameter_get(schedule, id);
    bool whole = parameters[id].type == PARAMETER_WHOLE;
    return whole ? number_short((int64_t)value) : number_readable(value, 4);
}

void chart_family(ChartFamily *family, const Schedule *schedule, ParameterId id, double low, double high,
                  const Theme *theme) {
    Text why = {0};
    family->count = 0;
    for (int i = 0; i < CHART_FAMILY; i++) {
        int last = family->count - 1;
        Schedule *member = &family->members[family->count];
        double value = parameter_from_track(id, low, high, i / (CHART_FAMILY - 1.0));
        *member = *schedule;
        if (!parameter_put(member, id, value, &why)) continue;
        if (last >= 0 && parameter_same(member, &family->members[last], id)) continue;
        NumberText *label = &family->labels[family->count];
        *label = label_of(member, id);
        family->overlays[family->count++] = (ChartOverlay){.schedule = member,
                                                       .label = label->text,
                                                       .color = scene_fade(theme->accent, 0.45),
                                                       .width = 1.5,
                                                       .labelled = true};
    }
    text_free(&why);
}
