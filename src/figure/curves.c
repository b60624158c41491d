#include "figure/curves.h"

#include "base/memory.h"

/* All members of a sweep, each under its own value. */
static void add_sweep(FigureOverlays *overlays, const FigureSweep *sweep) {
    overlays->labels = memory_resize(NULL, sweep->count, sizeof *overlays->labels);
    overlays->label_count = sweep->count;
    for (size_t i = 0; i < sweep->count; i++) {
        Text *label = &overlays->labels[i];
        *label = (Text){0};
        text_addf(label, "%s = %s", figure_sweep_key(sweep), text_string(&sweep->labels[i]));
        figure_overlays_add(overlays,
                            (ChartOverlay){.schedule = &sweep->members[i], .label = text_string(label)});
    }
}

/* A value of a family says which parameter it is of, as in a sweep. */
static void add_present_with_others(FigureOverlays *overlays, const Scenario *scenario) {
    figure_overlays_gather(overlays, scenario, figure_family(scenario), &theme_light);
    size_t count = overlays->label_count = (size_t)overlays->family.count;
    overlays->labels = memory_resize(NULL, count + 1, sizeof *overlays->labels);
    for (size_t i = 0; i < count; i++) {
        const char *key = parameter_name(&scenario->schedule, (ParameterId)scenario->family);
        overlays->labels[i] = (Text){0};
        text_addf(&overlays->labels[i], "%s = %s", key, overlays->family.labels[i].text);
        overlays->list[i].label = text_string(&overlays->labels[i]);
    }
}

void figure_curves_make(FigureCurves *curves, const Figure *figure) {
    *curves = (FigureCurves){.present = figure->sweep.count == 0};
    if (figure->sweep.count)
        add_sweep(&curves->overlays, &figure->sweep);
    else
        add_present_with_others(&curves->overlays, figure->scenario);
}

void figure_curves_free(FigureCurves *curves) {
    figure_overlays_free(&curves->overlays);
}

int figure_curves_next(const FigureCurves *curves, int at) {
    int count = (int)curves->overlays.count;
    for (at++; at < count && curves->overlays.list[at].continues; at++) {
    }
    return at < count ? at : -1;
}

const char *figure_curves_name(const FigureCurves *curves, int at) {
    const char *label = curves->overlays.list[at].label;
    return label ? label : "";
}

const Schedule *figure_curves_schedule(const FigureCurves *curves, int at, int64_t step) {
    const ChartOverlay *part = &curves->overlays.list[at],
                       *end = curves->overlays.list + curves->overlays.count;
    while (part + 1 < end && part[1].continues && part->end > 0 && (double)step >= part->end) part++;
    return part->schedule;
}

int64_t figure_curves_total(const FigureCurves *curves, int at) {
    return curves->overlays.list[at].schedule->total_steps;
}

int64_t figure_curves_longest(const FigureCurves *curves, const Schedule *present) {
    int64_t longest = curves->present ? present->total_steps : 0;
    for (int at = -1; (at = figure_curves_next(curves, at)) >= 0;)
        if (figure_curves_total(curves, at) > longest) longest = figure_curves_total(curves, at);
    return longest;
}
