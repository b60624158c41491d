#include "cli/cli.h"

#include "app/figure_window.h"
#include "cli/batch.h"
#include "cli/report_error.h"
#include "cli/help.h"
#include "cli/lessons.h"
#include "cli/logs.h"
#include "cli/output.h"
#include "figure/check.h"

#include <signal.h>
#include <stdio.h>

static bool print(void (*add)(Text *out), Text *why) {
    Text text = {0};
    add(&text);
    bool printed = cli_print(&text, why);
    text_free(&text);
    return printed;
}

/* True if the words choose what is shown, not only how. */
static bool says_what_is_shown(const CliRequest *request) {
    bool says = request->file_count > 0;
    for (size_t i = 0; i < request->word_count; i++) {
        int value = request->words[i].value;
        says = says || value >= CLI_FIRST_PARAMETER || !cli_options[value - CLI_FIRST_OPTION].how;
    }
    return says;
}

/* Prints a line on stderr for each figure that would differ or cannot be judged. Returns the worst of their
   statuses. */
static int check_figures(const CliRequest *request) {
    int worst = 0;
    for (size_t i = 0; i < request->file_count; i++) {
        Text why = {0};
        int status = figure_check(request->files[i], &app_figure_window, request->explicit[CLI_STRICT] != NULL, &why);
        if (why.length) cli_report_error(&why);
        if (status > worst) worst = status;
        text_free(&why);
    }
    return worst;
}

static int carry_out(CliRequest *request, CliWindow *window, Text *why) {
    if (request->explicit[CLI_HELP]) return print(cli_help, why) ? 0 : 1;
    if (request->explicit[CLI_VERSION]) return print(cli_version, why) ? 0 : 1;
    if (request->explicit[CLI_LIST_PRESETS]) return print(cli_preset_list, why) ? 0 : 1;
    if (request->explicit[CLI_LIST_WORDS]) return print(cli_lesson_phrases, why) ? 0 : 1;
    if (request->explicit[CLI_LIST_LESSONS]) return print(cli_lesson_list, why) ? 0 : 1;
    if (request->explicit[CLI_CHECK]) return check_figures(request);
    if (!(cli_request_makes(request) & CLI_MAKES_WINDOW)) {
        cli_report(&request->report);
        bool done = (request->lesson.count ? cli_lesson_write : cli_output_all)(request, why);
        if (done && request->explicit[CLI_CHECK_LOG]) done = cli_logs_check(request);
        return done ? 0 : 1;
    }
    *window = (CliWindow){.scenario = scenario_copy(&request->scenario),
                          .path = request->file_count && !request->file_is_code ? request->files[0] : NULL,
                          .explicit = says_what_is_shown(request),
                          .fresh = request->explicit[CLI_FRESH] != NULL,
                          .reduced_motion = request->explicit[CLI_REDUCED_MOTION] != NULL,
                          .speaker = request->explicit[CLI_SPEAKER] != NULL,
                          .launched = request->launched,
                          .theme = request->spec.theme,
                          .date = request->spec.date,
                          .lesson = request->lesson};
    request->lesson = (Lesson){0};
    figure_logs_whole_names(&window->scenario);
    text_add(&window->report, text_string(&request->report));
    return CLI_OPEN_WINDOW;
}

int cli_run(int argc, char **argv, const char *date, CliWindow *window) {
    CliRequest request = cli_request_empty(date);
    Text why = {0};
    signal(SIGPIPE, SIG_IGN); /* a pipe that nobody reads any more is a failed write like others */
    signal(SIGXFSZ, SIG_IGN); /* and so is a file that may not grow */
    bool read = cli_request_words(&request, argc, argv, &why);
    bool batch = read && cli_request_is_explicit(&request, CLI_BATCH) && !cli_request_informs(&request);
    int status = batch ? cli_batch(&request) : 2;
    if (read && !batch && cli_request_finish(&request, &why)) status = carry_out(&request, window, &why);
    if (why.length) (request.file_wrong ? cli_report : cli_report_error)(&why);
    cli_request_free(&request);
    text_free(&why);
    return status;
}

void cli_window_free(CliWindow *window) {
    scenario_free(&window->scenario);
    lesson_free(&window->lesson);
    text_free(&window->report);
}
