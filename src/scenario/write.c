/* A scenario as YAML, in one fixed order, with the comments that it was read with. */
#include "base/number.h"
#include "scenario/annotations.h"
#include "scenario/logs.h"
#include "scenario/scenario.h"
#include "scenario/tree.h"
#include "schedule/parameters.h"

#include <string.h>

typedef struct Writer {
    Text *out;
    const Scenario *scenario;
    const ScenarioComments *comments; /* of the map being written */
    const char *indent;
    bool first_of_item; /* the next entry stands behind "- " */
} Writer;

static const ScenarioComment *comment_at(const Writer *writer, const char *key) {
    for (size_t i = 0; i < writer->comments->count; i++)
        if (!strcmp(text_string(&writer->comments->items[i].key), key)) return &writer->comments->items[i];
    return NULL;
}

static void write_lines(Writer *writer, const char *indent, const char *lines) {
    while (*lines) {
        size_t length = strcspn(lines, "\n");
        text_add(writer->out, indent);
        text_add_bytes(writer->out, lines, length);
        text_add(writer->out, "\n");
        lines += length + (lines[length] == '\n');
    }
}

/* Begins an entry, "key:" with what stands before it; an item's first entry carries the dash, so its comment
   goes above that. */
static void begin_entry(Writer *writer, const char *key) {
    const ScenarioComment *comment = comment_at(writer, key);
    if (comment)
        write_lines(writer, writer->indent + (writer->first_of_item ? strlen("- ") : 0),
                    text_string(&comment->before));
    text_add(writer->out, writer->indent);
    if (writer->first_of_item) {
        writer->out->length -= 2;
        text_add(writer->out, "- ");
        writer->first_of_item = false;
    }
    text_addf(writer->out, "%s:", key);
}

static void end_entry(Writer *writer, const char *key) {
    const ScenarioComment *comment = comment_at(writer, key);
    if (comment && comment->after.length) text_addf(writer->out, "  %s", text_string(&comment->after));
    text_add(writer->out, "\n");
}

static void write_flag(Writer *writer, const char *key, bool value) {
    begin_entry(writer, key);
    text_add(writer->out, value ? " true" : " false");
    end_entry(writer, key);
}

static void write_scalar(Writer *writer, const char *key, const char *value) {
    begin_entry(writer, key);
    text_add(writer->out, " ");
    tree_write_scalar(writer->out, value);
    end_entry(writer, key);
}

/* Writes several lines as such where YAML lets them. */
static void write_words(Writer *writer, const char *key, const Text *words) {
    const char *head = words->length ? tree_block_head(text_string(words)) : NULL;
    if (!words->length && !comment_at(writer, key)) return;
    if (!head) {
        write_scalar(writer, key, text_string(words));
        return;
    }
    begin_entry(writer, key);
    text_addf(writer->out, " %s", head);
    end_entry(writer, key);
    write_lines(writer, "  ", text_string(words));
}

static void write_parameter(Writer *writer, const Schedule *schedule, ParameterId id) {
    Text value = {0};
    parameter_print(schedule, id, &value);
    if (parameters[id].type == PARAMETER_LIST) {
        begin_entry(writer, parameters[id].key);
        text_add(writer->out, " [");
        for (const char *at = text_string(&value); *at; at++)
            text_add_bytes(writer->out, *at == ',' ? ", " : at, *at == ',' ? 2 : 1);
        text_add(writer->out, "]");
        end_entry(writer, parameters[id].key);
    } else {
        write_scalar(writer, parameters[id].key, text_string(&value));
    }
    text_free(&value);
}

static void write_function(Writer *writer, const Schedule *schedule) {
    if (!schedule->function) return;
    const char *text = formula_text(schedule->function), *head = tree_block_head(text);
    if (head) {
        begin_entry(writer, "function");
        text_addf(writer->out, " %s", head);
        end_entry(writer, "function");
        write_lines(writer, *writer->indent ? "      " : "  ", text);
    } else {
        write_scalar(writer, "function", text);
    }
    const char *between = " {";
    for (ParameterId id = PARAMETER_VALUES; id < PARAMETER_ALL; id++) {
        if (!parameter_applies(schedule, id)) continue;
        if (*between == ' ') begin_entry(writer, "values");
        text_addf(writer->out, "%s%s: %s", between, parameter_name(schedule, id), number_exact(parameter_get(schedule, id)).text);
        between = ", ";
    }
    if (*between == ' ') return;
    text_add(writer->out, "}");
    end_entry(writer, "values");
}

static void write_schedule(Writer *writer, const Schedule *schedule) {
    write_function(writer, schedule);
    for (ParameterId id = 0; id < PARAMETER_COUNT; id++)
        if (parameter_shows(schedule, id) || !parameter_is_default(schedule, id) ||
            comment_at(writer, parameters[id].key))
            write_parameter(writer, schedule, id);
}

static void write_pair(Writer *writer, const char *key, const double pair[2]) {
    text_addf(writer->out, "%s: [%s, ", key, number_exact(pair[0]).text);
    text_addf(writer->out, "%s]", number_exact(pair[1]).text);
}

static void write_view(Writer *writer) {
    const Scenario *scenario = writer->scenario;
    const char *between = "";
    if (!scenario->view_fixed && !scenario->view_asinh && !scenario->view_rates && !scenario->align) return;
    begin_entry(writer, "view");
    text_add(writer->out, " {");
    if (scenario->view_fixed) {
        write_pair(writer, "steps", scenario->view_steps);
        text_add(writer->out, ", ");
        write_pair(writer, "factor", scenario->view_factor);
        between = ", ";
    }
    if (scenario->view_asinh) text_addf(writer->out, "%saxis: asinh", between), between = ", ";
    if (scenario->view_rates) text_addf(writer->out, "%sleft: lr", between), between = ", ";
    if (scenario->align) text_addf(writer->out, "%salign: %s", between, scenario_aligns[scenario->align]);
    text_add(writer->out, "}");
    end_entry(writer, "view");
}

static void write_pins(Writer *writer) {
    const Scenario *scenario = writer->scenario;
    if (!scenario->pin_count && !comment_at(writer, "pins")) return;
    begin_entry(writer, "pins");
    text_add(writer->out, scenario->pin_count ? "" : " []");
    end_entry(writer, "pins");
    writer->indent = "    ";
    for (size_t i = 0; i < scenario->pin_count; i++) {
        const ScenarioPin *pin = &scenario->pins[i];
        writer->comments = &pin->comments;
        writer->first_of_item = true;
        write_scalar(writer, "name", text_string(&pin->name));
        if (!pin->shown || comment_at(writer, "shown")) write_flag(writer, "shown", pin->shown);
        write_schedule(writer, &pin->schedule);
    }
    writer->indent = "";
    writer->comments = &scenario->comments;
}

static void write_logs(Writer *writer) {
    const Scenario *scenario = writer->scenario;
    if (!scenario->log_count && !comment_at(writer, "logs")) return;
    begin_entry(writer, "logs");
    text_add(writer->out, scenario->log_count ? "" : " []");
    end_entry(writer, "logs");
    scenario_logs_write(scenario, writer->out);
}

/* Words alone are a text, notes on steps a list. */
static void write_notes(Writer *writer) {
    const Scenario *scenario = writer->scenario;
    if (!scenario->annotation_count) {
        write_words(writer, "notes", &scenario->notes);
        return;
    }
    begin_entry(writer, "notes");
    end_entry(writer, "notes");
    scenario_annotations_write(scenario, writer->out);
}

static void write_settings(Writer *writer) {
    const Scenario *scenario = writer->scenario;
    if (!scenario->setting_count && !comment_at(writer, "figure")) return;
    begin_entry(writer, "figure");
    text_add(writer->out, scenario->setting_count ? "" : " {}");
    end_entry(writer, "figure");
    writer->indent = "  ";
    writer->comments = &scenario->setting_comments;
    for (size_t i = 0; i < scenario->setting_count; i++)
        write_scalar(writer, text_string(&scenario->settings[i].name),
                     text_string(&scenario->settings[i].value));
    writer->indent = "";
    writer->comments = &scenario->comments;
}

static void write_family(Writer *writer) {
    const Scenario *scenario = writer->scenario;
    Text family = {0};
    if (scenario->family == SCENARIO_NO_FAMILY) return;
    text_add(&family, parameter_name(&scenario->schedule, (ParameterId)scenario->family));
    if (scenario->family_values.length) text_addf(&family, "=%s", text_string(&scenario->family_values));
    write_scalar(writer, "family", text_string(&family));
    text_free(&family);
}

void scenario_write(const Scenario *scenario, Text *out) {
    Writer writer = {.out = out, .scenario = scenario, .comments = &scenario->comments, .indent = ""};
    begin_entry(&writer, "lrscope");
    text_addf(out, " %d", SCENARIO_VERSION);
    end_entry(&writer, "lrscope");
    write_words(&writer, "title", &scenario->title);
    write_words(&writer, "source", &scenario->source);
    write_words(&writer, "remark", &scenario->remark);
    write_schedule(&writer, &scenario->schedule);
    write_view(&writer);
    write_family(&writer);
    if (scenario->implementations || comment_at(&writer, "implementations"))
        write_flag(&writer, "implementations", scenario->implementations);
    write_pins(&writer);
    write_logs(&writer);
    write_notes(&writer);
    write_settings(&writer);
    const ScenarioComment *trailing = comment_at(&writer, "");
    if (trailing) write_lines(&writer, "", text_string(&trailing->before));
}
