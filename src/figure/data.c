#include "figure/writers.h"

#include "base/memory.h"
#include "base/number.h"
#include "figure/curves.h"
#include "schedule/bound.h"

#include <inttypes.h>
#include <stdlib.h>

static void add_string(Text *out, const char *utf8) {
    text_add(out, "\"");
    for (const char *at = utf8, *from = at; *from; from = at) {
        unsigned character = text_next(&at);
        if (character == '"' || character == '\\')
            text_addf(out, "\\%c", (char)character);
        else if (character < 0x20)
            text_addf(out, "\\u%04x", character);
        else if (character == 0xFFFD)
            text_add(out, "\xEF\xBF\xBD");
        else
            text_add_bytes(out, from, (size_t)(at - from));
    }
    text_add(out, "\"");
}

static void add_words(Text *out, const char *key, const char *words) {
    text_addf(out, "  \"%s\": ", key);
    add_string(out, words);
    text_add(out, ",\n");
}

static void add_milestones(Text *out, const Schedule *schedule) {
    text_add(out, "[");
    for (int i = 0; i < schedule->milestone_count; i++)
        text_addf(out, "%s%" PRId64, i ? "," : "", schedule->milestones[i]);
    text_add(out, "]");
}

static void add_pairs(Text *out, const Schedule *schedule) {
    text_add(out, "[");
    for (int i = 0; i < schedule->point_count; i++)
        text_addf(out, "%s[%" PRId64 ",%s]", i ? "," : "", schedule->points[i].step,
                  number_exact(schedule->points[i].factor).text);
    text_add(out, "]");
}

/* Numbers as numbers: words and epochs that stand for one as what they come to. */
static void add_parameter(Text *out, const Schedule *schedule, ParameterId id) {
    switch (parameters[id].type) {
    case PARAMETER_LIST: add_milestones(out, schedule); break;
    case PARAMETER_PAIRS: add_pairs(out, schedule); break;
    case PARAMETER_CHOICE: add_string(out, parameters[id].choice((int)parameter_get(schedule, id))); break;
    case PARAMETER_REAL:
    case PARAMETER_WHOLE: text_add(out, number_exact(parameter_effective(schedule, id)).text); break;
    }
}

static bool has_value(const Schedule *schedule, ParameterId id) {
    Text printed = {0};
    if (parameter_shows(schedule, id)) parameter_print(schedule, id, &printed);
    bool has = printed.length > 0;
    text_free(&printed);
    return has;
}

static void add_parameters(Text *out, const Schedule *schedule) {
    const char *between = "";
    text_add(out, "  \"parameters\": {");
    for (int id = 0; id < PARAMETER_ALL; id++) {
        if (!has_value(schedule, (ParameterId)id)) continue;
        text_addf(out, "%s\n    \"%s\": ", between, parameter_name(schedule, (ParameterId)id));
        add_parameter(out, schedule, (ParameterId)id);
        between = ",";
    }
    text_add(out, "\n  },\n");
}

static void add_bound(Text *out, const Schedule *schedule) {
    ScheduleAbove above = schedule_above(schedule);
    SchedulePeak peak = schedule_peak(schedule);
    text_addf(out, "  \"above_1\": {\"any\": %s", above.any ? "true" : "false");
    if (above.any)
        text_addf(out, ", \"first\": %" PRId64 ", \"last\": %" PRId64 ", \"count\": %" PRId64, above.first,
                  above.last, above.count);
    text_addf(out, "},\n  \"peak\": {\"step\": %" PRId64 ", \"factor\": %s, \"lr\": %s},\n", peak.step,
              number_exact(peak.factor).text, number_exact(schedule_lr(schedule, peak.step)).text);
}

static void add_point(Text *out, const Schedule *schedule, double step, const double *before) {
    double factor = schedule_factor_at(schedule, step);
    text_addf(out, "    {\"step\": %s, ", number_exact(step).text);
    if (before) text_addf(out, "\"factor_before\": %s, ", number_exact(*before).text);
    text_addf(out, "\"factor\": %s, ", number_exact(factor).text);
    text_addf(out, "\"lr\": %s}", number_exact(schedule->base_lr * factor).text);
}

static void add_points(Text *out, const Schedule *schedule) {
    ScheduleBreak *breaks = memory_resize(NULL, JSON_POINTS, sizeof *breaks);
    double last = (double)(schedule->total_steps - 1);
    size_t count = schedule_breaks(schedule, 0, last, breaks, JSON_POINTS);
    text_addf(out, "  \"complete\": %s,\n  \"points\": [\n", count > JSON_POINTS ? "false" : "true");
    if (count > JSON_POINTS) count = JSON_POINTS;
    add_point(out, schedule, 0, NULL);
    for (size_t i = 0; i < count; i++) {
        bool jumps = breaks[i].left != breaks[i].right;
        text_add(out, ",\n");
        add_point(out, schedule, breaks[i].x, jumps ? &breaks[i].left : NULL);
    }
    if (last > 0) {
        text_add(out, ",\n");
        add_point(out, schedule, last, NULL);
    }
    text_add(out, "\n  ]\n");
    free(breaks);
}

/* Adds a further curve with what the top level has of the present one. */
static void add_curve(Text *out, const ChartOverlay *overlay, const char *between) {
    text_addf(out, "%s\n  {\n", between);
    add_words(out, "name", overlay->label ? overlay->label : "");
    if (overlay->first > 0 || overlay->end > 0) {
        double end = overlay->end > 0 ? overlay->end : (double)overlay->schedule->total_steps;
        text_addf(out, "  \"first\": %s, ", number_exact(overlay->first).text);
        text_addf(out, "\"last\": %s,\n", number_exact(end - 1).text);
    }
    add_parameters(out, overlay->schedule);
    add_bound(out, overlay->schedule);
    add_points(out, overlay->schedule);
    text_add(out, "  }");
}

static void add_curves(Text *out, const Figure *figure) {
    FigureCurves curves;
    figure_curves_make(&curves, figure);
    size_t count = curves.overlays.count;
    if (count) text_add(out, "  \"curves\": [");
    for (size_t i = 0; i < count; i++) add_curve(out, &curves.overlays.list[i], i ? "," : "");
    if (count) text_add(out, "],\n");
    figure_curves_free(&curves);
}

static void add_notes(Text *out, const Scenario *scenario) {
    if (!scenario->annotation_count) return;
    text_add(out, "  \"notes\": [");
    for (size_t i = 0; i < scenario->annotation_count; i++) {
        const ScenarioAnnotation *annotation = &scenario->annotations[i];
        text_addf(out, "%s{\"first\": %" PRId64 ", \"last\": %" PRId64 ", \"text\": ", i ? ", " : "", annotation->first,
                  annotation->last);
        add_string(out, text_string(&annotation->text));
        text_add(out, "}");
    }
    text_add(out, "],\n");
}

static bool put(Text *content, FILE *stream) {
    fwrite(text_string(content), 1, content->length, stream);
    text_free(content);
    return true;
}

bool figure_write_json(Figure *figure, FILE *stream, Text *why) {
    (void)why;
    const Scenario *scenario = figure->scenario;
    Text out = {0}, words = {0};
    figure_describe(figure, &words);
    text_add(&out, "{\n  \"lrscope\": 1,\n");
    if (scenario->title.length) add_words(&out, "title", text_string(&scenario->title));
    add_parameters(&out, &scenario->schedule);
    add_words(&out, "description", text_string(&words));
    add_bound(&out, &scenario->schedule);
    add_notes(&out, scenario);
    add_curves(&out, figure);
    figure_logs_add_json(&figure->logs, &scenario->schedule, &out);
    figure_fits_add_json(figure->fits, figure->fit_count, &out);
    add_points(&out, &scenario->schedule);
    text_add(&out, "}\n");
    text_free(&words);
    return put(&out, stream);
}

bool figure_write_yaml(Figure *figure, FILE *stream, Text *why) {
    (void)why;
    Text out = {0};
    figure_embed(figure, false, &out);
    return put(&out, stream);
}

bool figure_write_txt(Figure *figure, FILE *stream, Text *why) {
    (void)why;
    Text out = {0};
    figure_describe(figure, &out);
    text_add(&out, "\n");
    return put(&out, stream);
}

bool figure_write_py(Figure *figure, FILE *stream, Text *why) {
    (void)why;
    Text out = {0};
    code_write(figure->spec.dialect, &figure->scenario->schedule, &out);
    return put(&out, stream);
}
