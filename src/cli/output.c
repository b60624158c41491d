#include "cli/output.h"

#include "base/file.h"
#include "base/interrupt.h"
#include "base/memory.h"
#include "cli/advice.h"
#include "cli/theme_pair.h"
#include "cli/code.h"
#include "cli/find.h"
#include "cli/logs.h"
#include "cli/steps.h"
#include "cli/terminal.h"
#include "figure/table.h"
#include "figure/write.h"

#include <stdlib.h>

static bool write_outputs(CliRequest *request, Text *why) {
    bool good = true;
    for (size_t i = 0; good && i < request->output_count; i++) {
        const CliOutput *output = &request->outputs[i];
        bool terminal = file_is_stdout(output->path);
        request->figure.text = terminal ? cli_terminal_size() : (FigureTextSize){0};
        good = figure_write(&request->figure, output->format, output->path, why);
    }
    return good;
}

/* The outputs in one of the two themes, figures under their names. What is no figure goes with the first. */
static bool write_theme(CliRequest *request, const Theme *theme, const ThemePairName *names, Text *why) {
    FigureSpec spec = request->spec;
    Figure figure;
    spec.theme = theme;
    bool good = figure_open(&figure, &request->scenario, &spec, request->figure.window, request->fonts, why);
    figure.quiet = request->quiet;
    for (size_t i = 0; good && i < request->output_count; i++) {
        const CliOutput *output = &request->outputs[i];
        const char *named = text_string(theme == &theme_light ? &names[i].light : &names[i].dark);
        if (figure_format_draws(output->format))
            good = figure_write(&figure, output->format, named, why);
        else if (theme == &theme_light)
            good = figure_write(&figure, output->format, output->path, why);
    }
    figure_close(&figure);
    return good;
}

static void add_snippets(const CliRequest *request, const ThemePairName *names, Text *out) {
    Text words = {0};
    figure_brief(&request->figure, &words);
    for (size_t i = 0; i < request->output_count; i++) {
        const CliOutput *output = &request->outputs[i];
        bool one = !figure_is_numbered(&request->figure, output->format, output->path);
        if (output->format->for_pages && one)
            themes_pair_add_snippet(&names[i], figure_width(&request->spec), text_string(&words), out);
    }
    text_free(&words);
}

/* Figures for light and for dark pages, and the HTML that chooses between them. */
static bool write_theme_pair(CliRequest *request, Text *why) {
    ThemePairName *names = memory_resize(NULL, request->output_count + 1, sizeof *names);
    Text snippets = {0};
    for (size_t i = 0; i < request->output_count; i++) names[i] = themes_pair_name(request->outputs[i].path);
    bool good =
        write_theme(request, &theme_light, names, why) && write_theme(request, &theme_dark, names, why);
    if (good) add_snippets(request, names, &snippets);
    if (good && snippets.length && !request->quiet) good = cli_print(&snippets, why);
    for (size_t i = 0; i < request->output_count; i++) themes_pair_name_free(&names[i]);
    free(names);
    text_free(&snippets);
    return good;
}

bool cli_print(const Text *text, Text *why) {
    return file_write("-", text_string(text), text->length, why);
}

static void add_description(const CliRequest *request, Text *out) {
    (request->brief ? figure_brief : figure_describe)(&request->figure, out);
    text_add(out, "\n");
}

static bool print_words(const CliRequest *request, void (*add)(const CliRequest *request, Text *out),
                        Text *why) {
    Text words = {0};
    add(request, &words);
    bool good = cli_print(&words, why);
    text_free(&words);
    return good;
}

/* Returns the curves that the call speaks of: an optimizer's further groups, which code brought along, have
   no columns, so that a table of code has always the same three. */
static Figure without_groups(const CliRequest *request, Scenario *scenario) {
    Figure figure = request->figure;
    *scenario = request->scenario;
    scenario->pins = memory_resize(NULL, scenario->pin_count + 1, sizeof *scenario->pins);
    for (size_t i = 0; i < scenario->pin_count; i++) {
        bool group = i >= request->first_group && i < request->first_group + request->group_count;
        scenario->pins[i] = request->scenario.pins[i];
        scenario->pins[i].shown = scenario->pins[i].shown && !group;
    }
    figure.scenario = scenario;
    return figure;
}

/* Prints the rows of --at. */
static bool print_steps(const CliRequest *request, Text *why) {
    FileOut out;
    if (!file_begin(&out, "-", why)) return false;
    FigureTable table;
    Scenario scenario;
    Figure figure = without_groups(request, &scenario);
    figure_table_open(&table, &figure, out.stream);
    figure_table_header(&table);
    const char *at = text_string(&request->steps);
    CliSteps steps;
    while (at && cli_steps_next(&at, table.schedule, &steps))
        figure_table_rows(&table, steps.first, steps.last, steps.stride);
    figure_table_close(&table);
    free(scenario.pins); /* the rest is the request's */
    if (!interrupt_waits()) return file_finish(&out, why);
    text_setf(why, "--at: interrupted");
    file_abandon(&out);
    return false;
}

bool cli_output_all(CliRequest *request, Text *why) {
    return (request->spec.theme_pair ? write_theme_pair : write_outputs)(request, why) &&
           (!request->explicit[CLI_DESCRIBE] || print_words(request, add_description, why)) &&
           (!cli_request_prints(request, CLI_IMPLEMENTATIONS) || print_words(request, cli_implementations_add, why)) &&
           (!cli_logs_print_fits(request) || print_words(request, cli_logs_add_fits, why)) &&
           (!request->explicit[CLI_NOTES] || print_words(request, cli_notes_add, why)) &&
           (!cli_request_prints(request, CLI_CODE) || cli_code_print(request, why)) &&
           (!request->explicit[CLI_AT] || print_steps(request, why)) &&
           (!request->explicit[CLI_FIND] || cli_find_print(request, why));
}
