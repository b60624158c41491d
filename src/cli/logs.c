#include "cli/logs.h"

#include "base/number.h"
#include "cli/report_error.h"

#include <stdlib.h>
#include <string.h>

bool cli_take_log(CliRequest *request, const char *value, Text *takes) {
    if (*value && scenario_add_log(&request->scenario, value)) return true;
    text_addf(takes, "a log or a folder with one, at most %d of them", SCENARIO_LOGS_MAX);
    return false;
}

static bool read_whole(const char *value, double least, double most, int *out) {
    double number;
    bool good = number_parse(value, &number) && number == (double)(int)number && number >= least && number <= most;
    if (good) *out = (int)number;
    return good;
}

bool cli_take_log_shift(CliRequest *request, const char *value, Text *takes) {
    request->log_shift = SCENARIO_SHIFT_AUTO;
    if (!strcmp(value, "auto") || read_whole(value, -1, 1, &request->log_shift)) return true;
    text_add(takes, "-1, 0, 1 or auto");
    return false;
}

bool cli_take_log_group(CliRequest *request, const char *value, Text *takes) {
    if (read_whole(value, 0, 1000, &request->log_group)) return true;
    text_add(takes, "the number of a series in the log, from 0 on");
    return false;
}

void cli_logs_sort_operands(CliRequest *request) {
    size_t kept = 0;
    if (cli_request_is_explicit(request, CLI_CHECK)) return;
    for (size_t i = 0; i < request->file_count; i++) {
        if (runlog_recognise(request->files[i]))
            cli_request_add(request, CLI_FIRST_OPTION + CLI_LOG, request->files[i]);
        else
            request->files[kept++] = request->files[i];
    }
    request->file_count = kept;
}

static bool check_needed(const CliRequest *request, Text *why) {
    static const CliOptionId needing[] = {CLI_LOG_SHIFT, CLI_LOG_KEY, CLI_LOG_GROUP, CLI_CHECK_LOG, CLI_FIT};
    for (size_t i = 0; i < sizeof needing / sizeof *needing && !request->scenario.log_count; i++)
        if (request->explicit[needing[i]]) {
            text_setf(why, "--%s has no effect here: there is no log; give one with --log=FILE", cli_options[needing[i]].name);
            return false;
        }
    return true;
}

static bool fit(CliRequest *request, Text *why) {
    FigureLogs logs;
    if (!figure_logs_open(&logs, &request->scenario, why)) return false;
    const ScenarioLog *source = &request->scenario.logs[0];
    if (logs.items[0].read)
        request->fit_count = runlog_fit(&logs.items[0].log, &request->scenario.schedule,
                                        source->shift == SCENARIO_SHIFT_AUTO ? LOG_SHIFT_AUTO : source->shift, request->fits);
    if (!request->fit_count)
        text_setf(why, "--fit: %s: no schedule that this program knows fits these rates", text_string(&logs.items[0].name));
    if (request->fit_count) {
        request->fit_rows = runlog_shown(&logs.items[0].log)->count;
        request->scenario.schedule = request->fits[0].schedule;
    }
    figure_logs_free(&logs);
    return request->fit_count > 0;
}

bool cli_logs_settle(CliRequest *request, Text *why) {
    const char *key = request->explicit[CLI_LOG_KEY];
    if (!check_needed(request, why)) return false;
    for (size_t i = 0; i < request->scenario.log_count; i++) {
        ScenarioLog *log = &request->scenario.logs[i];
        if (key) text_setf(&log->key, "%s", key);
        if (request->explicit[CLI_LOG_GROUP]) log->group = request->log_group;
        if (request->explicit[CLI_LOG_SHIFT]) log->shift = request->log_shift;
    }
    return !request->explicit[CLI_FIT] || fit(request, why);
}

static void add_fit(const LogFit *one, size_t number, size_t rows, Text *out) {
    text_addf(out, "%s%zu. lrscope", number ? "\n" : "", number + 1);
    figure_fit_add_options(one, out);
    text_addf(out, "\n   explains %zu of %zu rows", one->explained, rows);
    if (one->reported_shift)
        text_addf(out, "; a row's update is its step %c %d", one->reported_shift < 0 ? '-' : '+', abs(one->reported_shift));
    text_addf(out, "; largest relative deviation %.2g\n", one->largest);
    for (const char *at = text_string(&one->ambiguous); *at;) {
        size_t length = strcspn(at, "\n");
        text_addf(out, "   %.*s\n", (int)length, at);
        at += length + (at[length] == '\n');
    }
}

bool cli_logs_print_fits(const CliRequest *request) {
    return request->explicit[CLI_FIT] && !request->output_count && !request->explicit[CLI_DESCRIBE];
}

void cli_logs_add_fits(const CliRequest *request, Text *out) {
    for (size_t i = 0; i < request->fit_count; i++) add_fit(&request->fits[i], i, request->fit_rows, out);
}

bool cli_logs_check(const CliRequest *request) {
    const FigureLogs *logs = &request->figure.logs;
    bool agree = true;
    for (size_t i = 0; i < logs->count; i++) {
        Text line = {0};
        if (!logs->items[i].read || logs->items[i].verdict.agrees) continue;
        agree = false;
        text_addf(&line, "%s: %s", text_string(&logs->items[i].log.path), text_string(&logs->items[i].verdict.explanation));
        cli_report_error(&line);
        text_free(&line);
    }
    return agree;
}
