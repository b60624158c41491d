#include "figure/logs.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/number.h"
#include "schedule/parameters.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *name_of(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash && slash[1] ? slash + 1 : path;
}

static void free_log(FigureLog *log) {
    if (log->read) runlog_close(&log->log);
    runlog_verdict_free(&log->verdict);
    text_free(&log->name);
    text_free(&log->summary);
    free(log->thinned);
    free(log->points);
}

void figure_logs_free(FigureLogs *logs) {
    for (size_t i = 0; i < logs->count; i++) free_log(&logs->items[i]);
    free(logs->items);
    free(logs->drawn);
    *logs = (FigureLogs){0};
}

/* Rows that lie off the curve: nothing accounts for them, or the eye sees it. They are asked for one after the other,
   as the stretches ascend. */
static bool row_parts(const FigureLog *log, const Schedule *schedule, size_t row, size_t *stretch) {
    static const double seen = 0.01;
    const LogVerdict *verdict = &log->verdict;
    if (verdict->agrees) return false;
    while (*stretch + 1 < verdict->stretch_count && verdict->stretches[*stretch + 1].first <= row) ++*stretch;
    if (verdict->stretch_count && !verdict->stretches[*stretch].agrees) return true;
    double off = runlog_shown(&log->log)->points[row].rate - runlog_expected(&log->log, schedule, verdict, row);
    return !(fabs(off) <= seen * log->log.largest);
}

static void add_point(FigureLog *log, double update, double rate, bool parts) {
    log->thinned[log->count++] = (ScenarioLogPoint){update, rate, parts};
}

/* Adds the row with the least and the row with the greatest rate of a bucket, in their order. */
static void add_bucket(FigureLog *log, const Schedule *schedule, size_t first, size_t end, size_t *stretch) {
    const LogPoint *points = runlog_shown(&log->log)->points;
    size_t low = first, high = first;
    for (size_t row = first; row < end; row++) {
        if (points[row].rate < points[low].rate) low = row;
        if (points[row].rate > points[high].rate) high = row;
    }
    size_t one = low < high ? low : high, other = low < high ? high : low;
    add_point(log, runlog_update(&log->log, schedule, &log->verdict, one), points[one].rate, row_parts(log, schedule, one, stretch));
    if (one == other) return;
    add_point(log, runlog_update(&log->log, schedule, &log->verdict, other), points[other].rate, row_parts(log, schedule, other, stretch));
}

static void thin(FigureLog *log, const Schedule *schedule) {
    size_t rows = runlog_shown(&log->log)->count, stretch = 0;
    size_t buckets = rows <= FIGURE_LOG_POINTS ? rows : FIGURE_LOG_POINTS / 2;
    log->thinned = memory_resize(log->thinned, FIGURE_LOG_POINTS + 2, sizeof *log->thinned);
    log->count = 0;
    for (size_t i = 0; i < buckets; i++) add_bucket(log, schedule, rows * i / buckets, rows * (i + 1) / buckets, &stretch);
}

/* Factors of the schedule's base_lr; a log of factors holds them already. */
static void scale(FigureLog *log, const Schedule *schedule) {
    log->points = memory_resize(log->points, log->count + 1, sizeof *log->points);
    for (size_t i = 0; i < log->count; i++) {
        double factor = log->read && log->log.factor ? log->thinned[i].rate : log->thinned[i].rate / schedule->base_lr;
        log->points[i] = (ChartLogPoint){log->thinned[i].update, factor, log->thinned[i].parts};
    }
}

/* Which of several series is shown. */
static void add_series(const RunLog *log, Text *out) {
    size_t number = 0, count = 0;
    for (size_t i = 0; i < log->group_count; i++) {
        count += log->groups[i].count > 0;
        if (i == log->group) number = count;
    }
    if (count < 2) return;
    text_add(out, "; ");
    text_add_visible(out, text_string(&runlog_shown(log)->name));
    text_addf(out, ", series %zu of %zu", number, count);
}

/* How the number of the update comes out of a row: "update = step - 1", "update = 500*(epoch - 1) + step". */
static void add_rule(const FigureLog *log, Text *out) {
    const RunLog *read = &log->log;
    double shift = runlog_shift(read, &log->verdict);
    text_add(out, "; update = ");
    if (read->step_counted)
        text_add(out, "the row's number, for no step is named");
    else if (read->unit == LOG_EPOCH_AND_STEP && read->first_epoch)
        text_addf(out, "%lld*(epoch - 1) + step", (long long)read->epoch_steps);
    else if (read->unit == LOG_EPOCH_AND_STEP)
        text_addf(out, "%lld*epoch + step", (long long)read->epoch_steps);
    else
        text_add(out, read->unit == LOG_EPOCHS ? "epoch" : "step");
    if (shift != 0) text_addf(out, " %c %s", shift < 0 ? '-' : '+', number_exact(fabs(shift)).text);
    if (read->lagging) text_add(out, " - skipped");
}

static void summarise(FigureLog *log) {
    Text *out = &log->summary;
    NumberText rows = number_exact((double)runlog_shown(&log->log)->count);
    bool known = strcmp(log->log.writer, "unknown") != 0;
    text_clear(out);
    text_add_visible(out, text_string(&log->name));
    text_addf(out, " (%s%s%s, %s row%s", known ? log->log.writer : "", known ? ", " : "", log->log.reader,
              rows.text, runlog_shown(&log->log)->count == 1 ? "" : "s");
    add_series(&log->log, out);
    add_rule(log, out);
    text_addf(out, "): %s", text_string(&log->verdict.explanation));
}

static void compare(FigureLog *log, const ScenarioLog *source, const Schedule *schedule) {
    if (log->read) {
        runlog_verdict_free(&log->verdict);
        runlog_compare(&log->log, schedule, source->shift == SCENARIO_SHIFT_AUTO ? LOG_SHIFT_AUTO : source->shift, &log->verdict);
        thin(log, schedule);
        summarise(log);
    }
    scale(log, schedule);
}

static void refer(FigureLogs *logs) {
    for (size_t i = 0; i < logs->count; i++)
        logs->drawn[i] = (ChartLog){logs->items[i].points, logs->items[i].count, text_string(&logs->items[i].name)};
}

void figure_logs_compare(FigureLogs *logs, const Scenario *scenario, const Schedule *schedule) {
    for (size_t i = 0; i < logs->count && i < scenario->log_count; i++) compare(&logs->items[i], &scenario->logs[i], schedule);
    refer(logs);
}

/* One that came with its points is taken as it is. */
static bool open_log(FigureLog *log, const ScenarioLog *source, Text *why) {
    LogOptions options = {.key = source->key.length ? text_string(&source->key) : NULL, .group = source->group};
    *log = (FigureLog){0};
    if (source->point_count) {
        text_add(&log->name, name_of(text_string(&source->path)));
        text_add(&log->summary, text_string(&source->summary));
        log->thinned = memory_resize(NULL, source->point_count, sizeof *log->thinned);
        memcpy(log->thinned, source->points, source->point_count * sizeof *log->thinned);
        log->count = source->point_count;
        return true;
    }
    if (!runlog_open(&log->log, text_string(&source->path), &options, why)) return false;
    log->read = true;
    text_add(&log->name, name_of(text_string(&log->log.path)));
    return true;
}

void figure_logs_scale(FigureLogs *logs, const Schedule *schedule) {
    for (size_t i = 0; i < logs->count; i++) scale(&logs->items[i], schedule);
    refer(logs);
}

static void make_room(FigureLogs *logs, size_t count) {
    *logs = (FigureLogs){0};
    if (!count) return;
    logs->items = memory_resize(NULL, count, sizeof *logs->items);
    logs->drawn = memory_resize(NULL, count, sizeof *logs->drawn);
}

void figure_logs_open_each(FigureLogs *logs, const Scenario *scenario, Text *troubles) {
    make_room(logs, scenario->log_count);
    for (size_t i = 0; i < scenario->log_count; i++) {
        text_clear(&troubles[i]);
        if (!open_log(&logs->items[i], &scenario->logs[i], &troubles[i])) {
            logs->items[i] = (FigureLog){0};
            text_add(&logs->items[i].name, name_of(text_string(&scenario->logs[i].path)));
        }
        logs->count = i + 1;
    }
    figure_logs_compare(logs, scenario, &scenario->schedule);
}

bool figure_logs_open(FigureLogs *logs, const Scenario *scenario, Text *why) {
    make_room(logs, scenario->log_count);
    for (size_t i = 0; i < scenario->log_count; i++) {
        if (!open_log(&logs->items[i], &scenario->logs[i], why)) {
            figure_logs_free(logs);
            return false;
        }
        logs->count = i + 1;
    }
    figure_logs_compare(logs, scenario, &scenario->schedule);
    return true;
}

void figure_logs_describe(const FigureLogs *logs, Text *out) {
    for (size_t i = 0; i < logs->count; i++) text_addf(out, " Log %s", text_string(&logs->items[i].summary));
}

void figure_logs_embed(const FigureLogs *logs, Scenario *copy) {
    for (size_t i = 0; i < logs->count && i < copy->log_count; i++) {
        ScenarioLog *log = &copy->logs[i];
        const FigureLog *from = &logs->items[i];
        if (!from->count) continue;
        text_setf(&log->path, "%s", text_string(&from->name));
        text_setf(&log->summary, "%s", text_string(&from->summary));
        log->point_count = 0;
        for (size_t k = 0; k < from->count; k++) scenario_add_log_point(log, from->thinned[k].update, from->thinned[k].rate, from->thinned[k].parts);
    }
}

void figure_logs_whole_names(Scenario *scenario) {
    for (size_t i = 0; i < scenario->log_count; i++)
        if (!scenario->logs[i].point_count) file_name_whole(&scenario->logs[i].path);
}

/* JSON. */

static void add_string(Text *out, const char *text) {
    text_add(out, "\"");
    for (const unsigned char *at = (const unsigned char *)text; *at; at++) {
        if (*at == '"' || *at == '\\') text_addf(out, "\\%c", *at);
        else if (*at < 0x20) text_addf(out, "\\u%04x", *at);
        else text_add_bytes(out, at, 1);
    }
    text_add(out, "\"");
}

/* Steps inside epochs are written "3.50", as a word: they are no decimals. */
static void add_x(const RunLog *log, size_t row, Text *out) {
    Text x = {0};
    runlog_add_x(log, &runlog_shown(log)->points[row], &x);
    text_addf(out, log->unit == LOG_EPOCH_AND_STEP ? "\"%s\"" : "%s", text_string(&x));
    text_free(&x);
}

static void add_row(const FigureLog *log, const Schedule *schedule, const char *key, size_t row, Text *out) {
    text_addf(out, "\"%s\": {\"x\": ", key);
    add_x(&log->log, row, out);
    text_addf(out, ", \"update\": %s", number_exact(runlog_update(&log->log, schedule, &log->verdict, row)).text);
    text_addf(out, ", \"lr\": %s}, ", number_exact(runlog_shown(&log->log)->points[row].rate).text);
}

static void add_log(const FigureLog *log, const Schedule *schedule, Text *out) {
    const LogVerdict *verdict = &log->verdict;
    Text digits = {0};
    text_add(out, "\n    {\"file\": ");
    add_string(out, text_string(&log->name));
    if (!log->read) {
        text_add(out, ", \"summary\": ");
        add_string(out, text_string(&log->summary));
        text_add(out, "}");
        return;
    }
    text_add(out, ", \"writer\": ");
    add_string(out, log->log.writer);
    text_addf(out, ", \"rows\": %zu, ", verdict->rows);
    add_row(log, schedule, "first", 0, out);
    add_row(log, schedule, "last", verdict->rows - 1, out);
    runlog_add_digits(&log->log, &digits);
    text_addf(out, "\"shift\": %s, \"digits\": ", number_exact(runlog_shift(&log->log, verdict)).text);
    add_string(out, text_string(&digits));
    text_addf(out, ", \"compared\": %zu, \"agrees\": %s, ", verdict->compared, verdict->agrees ? "true" : "false");
    text_addf(out, "\"largest_relative_deviation\": %s, \"parts_at\": [", number_exact(verdict->largest).text);
    for (size_t i = 0; i < verdict->part_count; i++) {
        text_add(out, i ? ", " : "");
        add_x(&log->log, verdict->parts[i], out);
    }
    text_add(out, "], \"explanation\": ");
    add_string(out, text_string(&verdict->explanation));
    text_add(out, "}");
    text_free(&digits);
}

void figure_logs_add_json(const FigureLogs *logs, const Schedule *schedule, Text *out) {
    if (!logs->count) return;
    text_add(out, "  \"logs\": [");
    for (size_t i = 0; i < logs->count; i++) {
        text_add(out, i ? "," : "");
        add_log(&logs->items[i], schedule, out);
    }
    text_add(out, "\n  ],\n");
}

static bool is_option(const Schedule *schedule, ParameterId id, Text *value) {
    text_clear(value);
    if (!parameter_applies(schedule, id) && id != PARAMETER_WARMUP_FACTOR && id != PARAMETER_WARMUP_ITERS) return false;
    if (schedule->warmup_iters == 0 && (id == PARAMETER_WARMUP_METHOD || id == PARAMETER_WARMUP_FACTOR)) return false;
    bool always = id == PARAMETER_BASE_LR || id == PARAMETER_TOTAL_STEPS || id == PARAMETER_WARMUP_ITERS || id == PARAMETER_WARMUP_FACTOR ||
                  id == PARAMETER_DECAY || id == PARAMETER_MILESTONES || id == PARAMETER_GAMMA || id == PARAMETER_FINAL_FACTOR;
    if (!always && parameter_is_default(schedule, id)) return false;
    parameter_print(schedule, id, value);
    return value->length > 0;
}

void figure_fit_add_options(const LogFit *fit, Text *out) {
    Text value = {0};
    for (ParameterId id = 0; id < PARAMETER_COUNT; id++) {
        if (!is_option(&fit->schedule, id, &value)) continue;
        text_add(out, " --");
        for (const char *at = parameters[id].key; *at; at++) text_add_bytes(out, *at == '_' ? "-" : at, 1);
        text_addf(out, "=%s", text_string(&value));
    }
    text_free(&value);
}

/* Numbers as numbers, lists as lists, words as words. */
static void add_option_value(const Schedule *schedule, ParameterId id, const char *printed, Text *out) {
    double value;
    if (id == PARAMETER_MILESTONES)
        text_addf(out, "[%s]", printed);
    else if (id == PARAMETER_DECAY_START)
        text_add(out, number_exact(parameter_effective(schedule, id)).text);
    else if (number_parse(printed, &value))
        text_add(out, number_exact(value).text);
    else
        add_string(out, printed);
}

static void add_fit(const LogFit *fit, Text *out) {
    Text value = {0};
    const char *between = "";
    text_add(out, "\n    {\"options\": {");
    for (ParameterId id = 0; id < PARAMETER_COUNT; id++) {
        bool start = id == PARAMETER_DECAY_START && fit->schedule.decay != DECAY_NONE;
        if (!is_option(&fit->schedule, id, &value) && !start) continue;
        text_addf(out, "%s\"%s\": ", between, parameters[id].key);
        add_option_value(&fit->schedule, id, text_string(&value), out);
        between = ", ";
    }
    text_addf(out, "}, \"shift\": %d, \"explained\": %zu, ", fit->reported_shift, fit->explained);
    text_addf(out, "\"largest_relative_deviation\": %s, \"ambiguous\": [", number_exact(fit->largest).text);
    for (const char *at = text_string(&fit->ambiguous); *at;) {
        size_t length = strcspn(at, "\n");
        Text line = {0};
        text_add_bytes(&line, at, length);
        text_add(out, at == text_string(&fit->ambiguous) ? "" : ", ");
        add_string(out, text_string(&line));
        text_free(&line);
        at += length + (at[length] == '\n');
    }
    text_add(out, "]}");
    text_free(&value);
}

void figure_fits_add_json(const LogFit *fits, size_t count, Text *out) {
    if (!count) return;
    text_add(out, "  \"fits\": [");
    for (size_t i = 0; i < count; i++) {
        text_add(out, i ? "," : "");
        add_fit(&fits[i], out);
    }
    text_add(out, "\n  ],\n");
}
