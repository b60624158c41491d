#include "cli/option_values.h"

#include "base/memory.h"
#include "chart/parts.h"
#include "cli/steps.h"
#include "lesson/lessons.h"
#include "scenario/presets.h"

#include <string.h>

/* The preset itself was read before all words, so that they change it whatever their order. */
bool cli_take_preset(CliRequest *request, const char *value, Text *takes) {
    (void)request;
    const char *near = preset_nearest(value);
    if (preset_find(value) >= 0) return true;
    text_add(takes, "a name that --list-presets shows");
    if (near) text_addf(takes, "; did you mean %s?", near);
    return false;
}

static void add_output(CliRequest *request, CliOutput output) {
    request->outputs = memory_resize(request->outputs, request->output_count + 1, sizeof *request->outputs);
    request->outputs[request->output_count++] = output;
}

bool cli_take_output(CliRequest *request, const char *value, Text *takes) {
    if (!*value) {
        text_add(takes, "a file's name, or - for stdout");
        return false;
    }
    add_output(request, (CliOutput){.path = value});
    return true;
}

bool cli_take_text(CliRequest *request, const char *value, Text *takes) {
    (void)value, (void)takes;
    add_output(request, (CliOutput){.path = "-", .format = figure_format_named("text")});
    return true;
}

bool cli_take_format(CliRequest *request, const char *value, Text *takes) {
    const FigureFormat *format = figure_format_named(value);
    if (format)
        request->format = format;
    else
        figure_format_list("", false, takes);
    return format != NULL;
}

/* Takes --caption, which is the same as --show=caption. */
bool cli_take_caption(CliRequest *request, const char *value, Text *takes) {
    (void)value;
    return figure_spec_set(&request->spec, FIGURE_SHOW, chart_parts[CHART_CAPTION].name, takes);
}

bool cli_take_axis(CliRequest *request, const char *value, Text *takes) {
    bool asinh = strcmp(value, "asinh") == 0, taken = asinh || strcmp(value, "linear") == 0;
    if (taken)
        request->scenario.view_asinh = asinh;
    else
        text_add(takes, "linear or asinh");
    return taken;
}

bool cli_take_left(CliRequest *request, const char *value, Text *takes) {
    bool rates = strcmp(value, "lr") == 0, taken = rates || strcmp(value, "factor") == 0;
    if (taken)
        request->scenario.view_rates = rates;
    else
        text_add(takes, "factor or lr");
    return taken;
}

bool cli_take_family(CliRequest *request, const char *value, Text *takes) {
    bool good = scenario_read_family(&request->scenario, value);
    if (!good) text_add(takes, "the key of a number that shapes the curve, and may be values: warmup_factor, or base_lr=1e-5,1e-4");
    return good;
}

bool cli_take_implementations(CliRequest *request, const char *value, Text *takes) {
    (void)value;
    (void)takes;
    return request->scenario.implementations = true;
}

bool cli_take_steps(CliRequest *request, const char *value, Text *takes) {
    const char *at = value;
    CliSteps steps;
    while (at) {
        if (cli_steps_next(&at, NULL, &steps)) continue;
        text_add(takes, CLI_STEPS_TAKES);
        return false;
    }
    text_addf(&request->steps, "%s%s", request->steps.length ? "," : "", value);
    return true;
}

bool cli_take_describe(CliRequest *request, const char *value, Text *takes) {
    request->brief = value && !strcmp(value, "short");
    if (!value || request->brief) return true;
    text_add(takes, "short, or nothing for all of it");
    return false;
}

static void add_word(Text *words, const char *word) {
    text_addf(words, "%s%s", words->length ? " " : "", word);
}

void cli_words_formats(Text *words) {
    for (int i = 0; i < figure_format_count; i++) add_word(words, figure_formats[i].name);
}

void cli_words_dialects(Text *words) {
    for (int i = 0; i < CODE_COUNT; i++) add_word(words, code_kinds[i].name);
}

void cli_words_presets(Text *words) {
    for (int i = 0; i < preset_count(); i++) add_word(words, preset_at(i).name);
}

void cli_words_lessons(Text *words) {
    for (int i = 0; i < lessons_count(); i++) add_word(words, lessons_name(i));
}

void cli_words_families(Text *words) {
    for (int i = 0; i < PARAMETER_COUNT; i++)
        if (parameter_shapes((ParameterId)i)) add_word(words, parameters[i].key);
}

void cli_words_parts(Text *words) {
    for (int i = 0; i < CHART_PARTS; i++) add_word(words, chart_parts[i].name);
}
