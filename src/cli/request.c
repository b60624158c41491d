#include "cli/request.h"

#include "app/figure_window.h"
#include "base/file.h"
#include "base/memory.h"
#include "cli/advice.h"
#include "cli/annotations.h"
#include "cli/code.h"
#include "cli/function.h"
#include "cli/lessons.h"
#include "cli/logs.h"
#include "cli/pins.h"
#include "cli/report_error.h"
#include "cli/several.h"
#include "cli/steps.h"
#include "cli/option_values.h"
#include "figure/write.h"
#include "scenario/presets.h"

#include <stdlib.h>
#include <string.h>

static void take_parameter(CliRequest *request, int value, const char *argument) {
    if (request->took_base_lr && value == CLI_FIRST_PARAMETER + PARAMETER_BASE_LR) return;
    size_t count = request->value_count + 1;
    request->values = memory_resize(request->values, count, sizeof *request->values);
    request->values[request->value_count++] =
        (ParameterValue){.id = (ParameterId)(value - CLI_FIRST_PARAMETER), .text = argument};
}

/* Returns the percentage at which the run is stopped, or NULL; of several values for total_steps the last one counts. */
static const ParameterValue *stop_of(const CliRequest *request) {
    const ParameterValue *last = NULL;
    for (size_t i = 0; i < request->value_count; i++)
        if (request->values[i].id == PARAMETER_TOTAL_STEPS) last = &request->values[i];
    return last && parameter_stops(last->id, last->text) ? last : NULL;
}

static bool say_stop(CliRequest *request, const char *typed, Text *why) {
    const Schedule *schedule = &request->scenario.schedule;
    if (schedule->function && parameter_applies(schedule, PARAMETER_TOTAL_STEPS)) {
        text_setf(why, "--total-steps: '%s' would change the curve of a function that uses total_steps; give the steps", typed);
        return false;
    }
    text_addf(&request->report, "%s--total-steps=%s: ", request->report.length ? "\n" : "", typed);
    parameter_stop_words(schedule, &request->report);
    return cli_function_check(request, why);
}

/* All at once, for some can be said only in terms of others. A reason begins with the parameter's key; here
   it is the option that was typed. */
static bool apply_parameters(CliRequest *request, Text *why) {
    ParameterValue *values = request->values;
    Schedule *schedule = &request->scenario.schedule;
    const Formula *function = schedule->function;
    schedule->function = NULL; /* it is judged with all values at once */
    bool good = parameters_assign(schedule, values, request->value_count);
    schedule->function = function;
    if (good && stop_of(request)) return say_stop(request, stop_of(request)->text, why);
    if (good) return cli_function_check(request, why);
    while (!values->why.length) values++;
    cli_option_name(CLI_FIRST_PARAMETER + (int)values->id, why);
    text_add(why, text_string(&values->why) + strlen(parameters[values->id].key));
    return false;
}

static bool take_option(CliRequest *request, int value, const char *argument, Text *why) {
    const CliOption *option = &cli_options[value - CLI_FIRST_OPTION];
    Text takes = {0};
    request->explicit[value - CLI_FIRST_OPTION] = argument ? argument : "";
    bool taken = !option->take || option->take(request, argument, &takes);
    if (option->setting)
        taken = figure_spec_set(&request->spec, (FigureSettingId)(option->setting - figure_settings),
                                argument, &takes);
    if (!taken) {
        cli_option_name(value, why);
        text_addf(why, ": '%s' is not allowed; it takes %s", argument, text_string(&takes));
    }
    text_free(&takes);
    return taken;
}

static bool informs(int value) {
    return value < CLI_FIRST_PARAMETER && cli_options[value - CLI_FIRST_OPTION].informs;
}

bool cli_request_informs(const CliRequest *request) {
    return request->word_count && informs(request->words[request->word_count - 1].value);
}

static bool wants_information(const CliRequest *request) {
    for (int i = 0; i < cli_option_count; i++)
        if (cli_options[i].informs && request->explicit[i]) return true;
    return false;
}

CliRequest cli_request_empty(const char *date) {
    CliRequest request = {.scenario = scenario_default(), .spec = figure_spec_default()};
    request.spec.date = date;
    return request;
}

void cli_request_add(CliRequest *request, int value, const char *argument) {
    request->words = memory_resize(request->words, request->word_count + 1, sizeof *request->words);
    request->words[request->word_count++] = (CliWord){value, argument};
}

void cli_request_drop(CliRequest *request, int value) {
    size_t kept = 0, shared = 0;
    for (size_t i = 0; i < request->word_count; i++) {
        if (request->words[i].value == value) continue;
        shared += i < request->shared;
        request->words[kept++] = request->words[i];
    }
    request->word_count = kept;
    request->shared = shared;
}

void cli_request_add_file(CliRequest *request, const char *path) {
    request->files = memory_resize(request->files, request->file_count + 1, sizeof *request->files);
    request->files[request->file_count++] = path;
}

bool cli_request_words(CliRequest *request, int argc, char **argv, Text *why) {
    CliGetopt table;
    int value;
    cli_getopt_fill(&table);
    opterr = 0;
    while ((value = getopt_long(argc, argv, table.letters, table.longs, NULL)) != -1) {
        if (value == '?' || value == ':') {
            cli_option_error(&table, value, argv[optind - 1], why);
            return false;
        }
        value = cli_option_of_letter(value);
        cli_request_add(request, value, optarg);
        if (informs(value)) return true;
    }
    for (int i = optind; i < argc; i++) cli_request_add_file(request, argv[i]);
    return true;
}

static bool take_words(CliRequest *request, Text *why) {
    if (!cli_function_take(request, why)) return false;
    for (size_t i = 0; i < request->word_count; i++) {
        CliWord word = request->words[i];
        if (word.value >= CLI_FIRST_PARAMETER)
            take_parameter(request, word.value, word.argument);
        else if (!take_option(request, word.value, word.argument, why))
            return false;
    }
    if (wants_information(request)) return true;
    return cli_several_check(request, why) && apply_parameters(request, why) && cli_pins_add(request, why) &&
           cli_annotations_add(request, why);
}

const char *cli_request_is_explicit(const CliRequest *request, CliOptionId id) {
    const char *argument = NULL;
    for (size_t i = 0; i < request->word_count; i++)
        if (request->words[i].value == CLI_FIRST_OPTION + (int)id)
            argument = request->words[i].argument ? request->words[i].argument : "";
    return argument;
}

/* A file or a preset is where the parameters begin; what the words say comes on top. A name that is none is
   refused with the other words. */
static bool load_start(CliRequest *request, Text *why) {
    const char *preset = cli_request_is_explicit(request, CLI_PRESET);
    if (cli_request_informs(request)) return true;
    if (cli_request_is_explicit(request, CLI_FROM_LAUNCHER) && request->file_count == 1) {
        request->launched = request->files[0];
        request->file_count = 0;
        return true;
    }
    cli_logs_sort_operands(request);
    if (preset && request->file_count && !cli_request_is_explicit(request, CLI_CHECK)) {
        text_setf(why, "--preset=%s and %s: use either a preset or a file, not both", preset,
                  request->files[0]);
        return false;
    }
    if (preset && preset_find(preset) >= 0) preset_read(preset_find(preset), &request->scenario);
    if (cli_request_is_explicit(request, CLI_CHECK) || !request->file_count) return true;
    if (request->file_count == 1) return cli_code_load(request, request->files[0], why);
    return cli_several_load(request, why);
}

/* Code comes on top of where the parameters begin, and what the words say on top of both. An empty name is
   refused with the other words. */
static bool read_code(CliRequest *request, Text *why) {
    const char *path = cli_request_is_explicit(request, CLI_FROM_CODE);
    bool none = !path || !*path || cli_request_is_explicit(request, CLI_CHECK);
    if (none || cli_request_informs(request)) return true;
    return cli_code_read(request, path, why);
}

/* How the file's figure was drawn holds for the new one, as far as the call does not say otherwise. */
static bool take_settings(CliRequest *request, Text *why) {
    bool draws = cli_request_is_explicit(request, CLI_OUTPUT) && !cli_request_informs(request);
    return !draws || figure_spec_read(&request->spec, &request->scenario, why);
}

/* True if this call or job itself gives the option. */
static bool is_explicit(const CliRequest *request, CliOptionId id) {
    for (size_t i = request->shared; i < request->word_count; i++)
        if (request->words[i].value == CLI_FIRST_OPTION + (int)id) return true;
    return false;
}

/* The name tells the format, else --format does. */
static bool choose_formats(CliRequest *request, Text *why) {
    bool heard = !request->output_count || !is_explicit(request, CLI_FORMAT);
    for (size_t i = 0; i < request->output_count; i++) {
        CliOutput *output = &request->outputs[i];
        const FigureFormat *told = output->format ? output->format : figure_format_of_path(output->path);
        output->format = told ? told : request->format;
        heard = heard || output->format == request->format;
        if (output->format) continue;
        figure_format_missing(output->path, why);
        return false;
    }
    if (!heard)
        text_setf(why, "--format=%s has no effect here: every file's name says another format; leave --format out",
                  request->format->name);
    return heard;
}

bool cli_request_prints(const CliRequest *request, CliOptionId id) {
    const CliOption *option = &cli_options[id];
    return option->prints && request->explicit[id] && !(cli_request_files(request) & option->unless);
}

static bool prints(const CliRequest *request) {
    for (int i = 0; i < cli_option_count; i++)
        if (cli_request_prints(request, (CliOptionId)i)) return true;
    return cli_logs_print_fits(request);
}

unsigned cli_request_files(const CliRequest *request) {
    unsigned makes = 0;
    for (size_t i = 0; i < request->output_count; i++) {
        const FigureFormat *format = request->outputs[i].format;
        if (figure_format_draws(format)) makes |= request->spec.window ? CLI_MAKES_PICTURE : CLI_MAKES_CHART;
        if (format->table) makes |= CLI_MAKES_TABLE;
        if (format->code) makes |= CLI_MAKES_CODE;
        if (format->real_text) makes |= CLI_MAKES_SVG;
        if (format->live) makes |= CLI_MAKES_PAGE;
        if (format->settings) makes |= CLI_MAKES_SCENARIO;
        if (format->pixels) makes |= CLI_MAKES_PIXELS;
        if (format->characters) makes |= CLI_MAKES_TEXT;
    }
    return makes;
}

unsigned cli_request_makes(const CliRequest *request) {
    unsigned makes = cli_request_files(request);
    for (int i = 0; i < cli_option_count; i++)
        if (request->explicit[i]) makes |= cli_options[i].makes;
    return makes || prints(request) ? makes : CLI_MAKES_WINDOW;
}

/* An option that changes nothing is a mistake of whoever typed it. */
static bool check_effects(const CliRequest *request, Text *why) {
    unsigned makes = cli_request_makes(request);
    for (int i = 0; i < cli_option_count; i++) {
        const CliOption *option = &cli_options[i];
        if (option->setting && makes & CLI_MAKES_SCENARIO) continue;
        if (!is_explicit(request, (CliOptionId)i) || !option->serves || option->serves & makes) continue;
        text_setf(why, "--%s%s%s has no effect here: it is for %s", option->name, option->argument ? "=" : "",
                  request->explicit[i], option -> served);
        return false;
    }
    return true;
}

/* Light and dark are all there is to a window. */
static bool check_theme(const CliRequest *request, Text *why) {
    const FigureSpec *spec = &request->spec;
    bool figures_only = spec->theme_pair || spec->theme == &theme_neutral;
    unsigned makes = cli_request_makes(request);
    bool shown = makes & (CLI_MAKES_WINDOW | CLI_MAKES_PICTURE) || is_explicit(request, CLI_THEME);
    bool good = !figures_only || !shown || makes & CLI_MAKES_CHART;
    if (!good)
        text_setf(why, "--theme=%s has no effect here: it is for figures of the chart written with -o",
                  spec->theme_pair ? "both" : spec->theme->name);
    return good;
}

static bool check_stdout(const CliRequest *request, Text *why) {
    size_t writers = (size_t)prints(request) + request->spec.theme_pair;
    for (size_t i = 0; i < request->output_count; i++) writers += file_is_stdout(request->outputs[i].path);
    bool mixed = writers > 1;
    if (!mixed) return true;
    text_setf(why, "-o -: only one output can go to stdout; leave out another -o -");
    for (const CliOption *option = cli_options; option < cli_options + cli_option_count; option++)
        if (option->prints) text_addf(why, ", --%s", option->name);
    text_add(why, " or --theme=both");
    return false;
}

/* The steps of --at, now that it is known how long an epoch and the run are. */
static bool check_steps(const CliRequest *request, Text *why) {
    const Schedule *schedule = &request->scenario.schedule;
    const char *list = text_string(&request->steps), *at = request->explicit[CLI_AT] ? list : NULL;
    CliSteps steps;
    bool good = true;
    while (good && at) good = cli_steps_next(&at, schedule, &steps);
    if (good) return true;
    bool lost = schedule_steps_per_epoch(schedule) == 0 && cli_steps_in_epochs(list);
    text_setf(why, "--at: '%s' is not allowed; ", list);
    text_add(why,
             lost ? "it counts epochs, whose length is not known: set --steps-per-epoch, or --dataset-size "
                    "and --batch-size"
                  : "it takes " CLI_STEPS_TAKES);
    return false;
}

/* The file that was read may be written over, but not so that something in it is lost. */
static bool check_comments(const CliRequest *request, Text *why) {
    int loose = request->scenario.loose_comments;
    for (size_t i = 0; loose > 0 && i < request->output_count; i++) {
        const char *path = request->outputs[i].path;
        if (request->file_count == 0 || !file_same(path, request->files[0])) continue;
        text_setf(
            why, "-o %s: %d of its comments would be lost, those inside lists and the view; use another name",
            path, loose);
        return false;
    }
    return true;
}

/* Refuses what would have no effect with --check, which looks at files only. */
static bool check_check(const CliRequest *request, Text *why) {
    if (!request->explicit[CLI_CHECK]) return true;
    bool others = false;
    for (size_t i = 0; i < request->word_count; i++) {
        int option = request->words[i].value - CLI_FIRST_OPTION;
        others = others || (option != CLI_CHECK && option != CLI_STRICT);
    }
    if (others || !request->file_count)
        text_setf(why, "--check takes figures and no other option but --strict, as in --check a.svg b.png");
    return !others && request->file_count;
}

/* Every output can hold the figure. */
static bool check_figure(CliRequest *request, Text *why) {
    Figure *figure = &request->figure;
    if (!figure_open(figure, &request->scenario, &request->spec, &app_figure_window, request->fonts, why))
        return false;
    figure->quiet = request->quiet;
    figure->fits = request->fits;
    figure->fit_count = request->fit_count;
    for (size_t i = 0; i < request->output_count; i++)
        if (!figure_allows(figure, request->outputs[i].format, request->outputs[i].path, why)) return false;
    return true;
}

bool cli_request_finish(CliRequest *request, Text *why) {
    if (!cli_lesson_read(request, why) || !load_start(request, why) || !read_code(request, why) ||
        !take_settings(request, why) || !take_words(request, why))
        return false;
    if (wants_information(request)) return true;
    if (!cli_logs_settle(request, why)) return false;
    return choose_formats(request, why) && check_figure(request, why) && check_check(request, why) &&
           check_effects(request, why) && check_theme(request, why) && check_stdout(request, why) &&
           check_steps(request, why) && check_comments(request, why) && cli_code_check(request, why) &&
           cli_lesson_check(request, why);
}

void cli_request_free(CliRequest *request) {
    scenario_free(&request->scenario);
    lesson_free(&request->lesson);
    text_free(&request->steps);
    text_free(&request->levels);
    fits_free(request->fits, request->fit_count);
    text_free(&request->report);
    for (size_t i = 0; i < request->value_count; i++) text_free(&request->values[i].why);
    free(request->values);
    figure_close(&request->figure);
    free(request->outputs);
    free(request->words);
    free(request->files);
    *request = (CliRequest){0};
}
