#include "figure/overlays.h"

#include "base/memory.h"
#include "base/number.h"
#include "chart/view.h"

#include <math.h>
#include <stdlib.h>

FigureFamily figure_family(const Scenario *scenario) {
    ParameterId id = (ParameterId)scenario->family;
    const Schedule *schedule = &scenario->schedule;
    if (scenario->family == SCENARIO_NO_FAMILY || !parameter_applies(schedule, id))
        return (FigureFamily){.shown = false};
    double value = parameter_effective(schedule, id);
    return (FigureFamily){true, id, fmin(parameters[id].low, value), fmax(parameters[id].high, value),
                          text_string(&scenario->family_values)};
}

void figure_overlays_add(FigureOverlays *overlays, ChartOverlay overlay) {
    if (overlays->count == overlays->capacity) {
        overlays->capacity = memory_grown(overlays->capacity, overlays->count + 1);
        overlays->list = memory_resize(overlays->list, overlays->capacity, sizeof *overlays->list);
    }
    overlays->list[overlays->count++] = overlay;
}

/* A curve that does not stand at its own steps says so. */
static const char *name_aligned(FigureOverlays *overlays, const Scenario *scenario, size_t index) {
    Text *name = &overlays->aligned[index];
    text_setf(name, "%s (by %s)", text_string(&scenario->pins[index].name), scenario_aligns[scenario->align]);
    return text_string(name);
}

static void make_room(FigureOverlays *overlays, size_t count) {
    if (overlays->aligned_count >= count) return;
    overlays->aligned = memory_resize(overlays->aligned, count, sizeof *overlays->aligned);
    while (overlays->aligned_count < count) overlays->aligned[overlays->aligned_count++] = (Text){0};
}

static void add_pins(FigureOverlays *overlays, const Scenario *scenario, const Theme *theme) {
    make_room(overlays, scenario->pin_count);
    for (size_t i = 0; i < scenario->pin_count; i++) {
        const ScenarioPin *pin = &scenario->pins[i];
        if (!pin->shown) continue;
        ChartOverlay overlay = chart_pinned(&pin->schedule, text_string(&pin->name), i, theme);
        overlay.stretch = scenario_stretch(scenario, pin);
        overlay.same = overlay.stretch == 1 && parameters_same_curve(&pin->schedule, &scenario->schedule);
        if (overlay.stretch != 1) overlay.label = name_aligned(overlays, scenario, i);
        figure_overlays_add(overlays, overlay);
    }
}

_Static_assert((int)SCENARIO_ANNOTATIONS_MAX <= (int)CHART_ANNOTATIONS_MAX, "a chart has room for all notes of a scenario");

void figure_annotations_gather(FigureOverlays *overlays, const Scenario *scenario) {
    overlays->annotation_count = (int)scenario->annotation_count;
    for (size_t i = 0; i < scenario->annotation_count; i++) {
        const ScenarioAnnotation *from = &scenario->annotations[i];
        overlays->annotations[i] = (ChartAnnotation){(double)from->first, (double)from->last, text_string(&from->text)};
    }
}

static void fan_out(FigureOverlays *overlays, const Schedule *schedule, const FigureFamily *family, const Theme *theme) {
    Members members = {0};
    Text why = {0};
    bool own = family->values && *family->values;
    if (own) members_read(&members, schedule, family->id, family->values, &why); /* what is refused is said elsewhere */
    if (own)
        chart_family_of(&overlays->family, &members, family->id, theme);
    else
        chart_family(&overlays->family, schedule, family->id, family->low, family->high, theme);
    members_free(&members);
    text_free(&why);
}

void figure_overlays_gather(FigureOverlays *overlays, const Scenario *scenario, FigureFamily family,
                            const Theme *theme) {
    const Schedule *schedule = &scenario->schedule;
    overlays->count = 0;
    figure_annotations_gather(overlays, scenario);
    overlays->family.count = overlays->implementations.count = 0;
    if (family.shown) fan_out(overlays, schedule, &family, theme);
    for (int i = 0; i < overlays->family.count; i++)
        figure_overlays_add(overlays, overlays->family.overlays[i]);
    add_pins(overlays, scenario, theme);
    if (scenario->implementations) chart_implementations(&overlays->implementations, schedule, theme);
    for (int i = 0; i < overlays->implementations.count; i++) figure_overlays_add(overlays, overlays->implementations.overlays[i]);
}

void figure_overlays_free(FigureOverlays *overlays) {
    for (size_t i = 0; i < overlays->label_count; i++) text_free(&overlays->labels[i]);
    for (size_t i = 0; i < overlays->aligned_count; i++) text_free(&overlays->aligned[i]);
    free(overlays->aligned);
    overlays->aligned = NULL;
    overlays->aligned_count = 0;
    free(overlays->labels);
    free(overlays->list);
    overlays->labels = NULL;
    overlays->list = NULL;
    overlays->count = overlays->capacity = overlays->label_count = 0;
}

void figure_present_name(const Scenario *scenario, Text *out) {
    if (scenario->implementations && scenario->pin_count == 0)
        text_setf(out, "torchvision LambdaLR");
    else
        scenario_present_name(scenario, out);
}

void figure_annotations_describe(const Scenario *scenario, Text *out) {
    for (size_t i = 0; i < scenario->annotation_count; i++) {
        const ScenarioAnnotation *annotation = &scenario->annotations[i];
        bool range = annotation->last > annotation->first;
        text_addf(out, " Note on step%s %s", range ? "s" : "", number_grouped(annotation->first).text);
        if (range) text_addf(out, " to %s", number_grouped(annotation->last).text);
        text_addf(out, ": \u201c%s\u201d.", text_string(&annotation->text));
    }
}

ChartView figure_everything(const Scenario *scenario, const FigureOverlays *overlays, const FigureLogs *logs) {
    ChartAxis axis = scenario->view_asinh ? CHART_ASINH : CHART_LINEAR;
    ChartView fit = chart_fit_overlays(&scenario->schedule, overlays->list, overlays->count);
    for (size_t i = 0; logs && i < logs->count; i++) fit = chart_fit_log(fit, &logs->drawn[i]);
    return chart_on_axis(fit, axis, &scenario->schedule);
}

ChartView figure_view(const Scenario *scenario, const ChartView *everything) {
    if (!scenario->view_fixed) return *everything;
    return view_fixed(scenario->view_steps, scenario->view_factor, everything);
}
