#include "scenario/logs.h"

#include "base/memory.h"
#include "base/number.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

ScenarioLog *scenario_add_log(Scenario *scenario, const char *path) {
    if (scenario->log_count == SCENARIO_LOGS_MAX) return NULL;
    scenario->logs = memory_resize(scenario->logs, scenario->log_count + 1, sizeof *scenario->logs);
    ScenarioLog *log = &scenario->logs[scenario->log_count++];
    *log = (ScenarioLog){.shift = SCENARIO_SHIFT_AUTO};
    text_add(&log->path, path);
    return log;
}

static void free_log(ScenarioLog *log) {
    text_free(&log->path);
    text_free(&log->key);
    text_free(&log->summary);
    free(log->points);
}

void scenario_remove_log(Scenario *scenario, size_t index) {
    free_log(&scenario->logs[index]);
    scenario->log_count--;
    for (size_t i = index; i < scenario->log_count; i++) scenario->logs[i] = scenario->logs[i + 1];
}

void scenario_add_log_point(ScenarioLog *log, double update, double rate, bool parts) {
    if (log->point_count == SCENARIO_LOG_POINTS_MAX) return;
    if (log->point_count % 256 == 0)
        log->points = memory_resize(log->points, log->point_count + 256, sizeof *log->points);
    log->points[log->point_count++] = (ScenarioLogPoint){update, rate, parts};
}

void scenario_logs_free(Scenario *scenario) {
    for (size_t i = 0; i < scenario->log_count; i++) free_log(&scenario->logs[i]);
    free(scenario->logs);
    scenario->logs = NULL;
    scenario->log_count = 0;
}

void scenario_logs_copy(Scenario *to, const Scenario *from) {
    to->logs = NULL;
    to->log_count = 0;
    for (size_t i = 0; i < from->log_count; i++) {
        const ScenarioLog *log = &from->logs[i];
        ScenarioLog *copy = scenario_add_log(to, text_string(&log->path));
        text_add(&copy->key, text_string(&log->key));
        text_add(&copy->summary, text_string(&log->summary));
        copy->group = log->group;
        copy->shift = log->shift;
        for (size_t k = 0; k < log->point_count; k++)
            scenario_add_log_point(copy, log->points[k].update, log->points[k].rate, log->points[k].parts);
    }
}

bool scenario_logs_same(const Scenario *one, const Scenario *other) {
    bool same = one->log_count == other->log_count;
    for (size_t i = 0; same && i < one->log_count; i++) {
        const ScenarioLog *a = &one->logs[i], *b = &other->logs[i];
        same = a->group == b->group && a->shift == b->shift && !strcmp(text_string(&a->path), text_string(&b->path)) &&
               !strcmp(text_string(&a->key), text_string(&b->key));
    }
    return same;
}

/* Files. */

static void wrong(Messages *messages, const TreeNode *node, const char *takes) {
    messages_add(messages, node->line, node->column, "%s: %s", node->key ? node->key : "entry", takes);
}

/* Reads "120:0.001 140:0.002! ..."; the mark stands behind a point that does not agree. */
static bool read_points(ScenarioLog *log, const char *text) {
    while (*text) {
        char *end;
        double update = strtod(text, &end);
        if (end == text || *end != ':') return false;
        text = end + 1;
        double rate = strtod(text, &end);
        if (end == text || !isfinite(update) || !isfinite(rate)) return false;
        bool parts = *end == '!';
        text = end + parts;
        if (*text && *text != ' ') return false;
        scenario_add_log_point(log, update, rate, parts);
        text += strspn(text, " ");
    }
    return true;
}

static bool read_whole(const TreeNode *node, int least, int most, int *out) {
    double value;
    bool good = node->kind == TREE_SCALAR && number_parse(node->text, &value) && value == floor(value) && value >= least && value <= most;
    if (good) *out = (int)value;
    return good;
}

static void read_entry(ScenarioLog *log, const TreeNode *node, Messages *messages) {
    bool word = node->kind == TREE_SCALAR;
    if (!strcmp(node->key, "file") && word && *node->text)
        text_setf(&log->path, "%s", node->text);
    else if (!strcmp(node->key, "file"))
        wrong(messages, node, "takes the log's name");
    else if (!strcmp(node->key, "key") && word)
        text_setf(&log->key, "%s", node->text);
    else if (!strcmp(node->key, "summary") && word)
        text_setf(&log->summary, "%s", node->text);
    else if (!strcmp(node->key, "group")) {
        if (!read_whole(node, 0, 1000, &log->group)) wrong(messages, node, "takes a whole number from 0 on");
    } else if (!strcmp(node->key, "shift")) {
        if (!read_whole(node, -1, 1, &log->shift)) wrong(messages, node, "takes -1, 0 or 1");
    } else if (!strcmp(node->key, "points")) {
        if (!word || !read_points(log, node->text)) wrong(messages, node, "takes pairs like 120:0.001, a space between them");
    } else {
        messages_add(messages, node->key_line, node->key_column, "unknown key '%.60s'; a log has file, key, group and shift", node->key);
    }
}

void scenario_logs_read(Scenario *scenario, const TreeNode *map, Messages *messages) {
    const TreeNode *logs = tree_entry(map, "logs");
    if (logs && logs->kind != TREE_LIST) wrong(messages, logs, "takes a list of logs, each with file: NAME");
    for (const TreeNode *node = logs && logs->kind == TREE_LIST ? logs->first : NULL; node; node = node->next) {
        ScenarioLog *log = scenario_add_log(scenario, "");
        if (!log) {
            messages_add(messages, node->line, node->column, "more than %d logs", SCENARIO_LOGS_MAX);
            return;
        }
        if (node->kind == TREE_SCALAR) text_setf(&log->path, "%s", node->text);
        for (const TreeNode *entry = node->kind == TREE_MAP ? node->first : NULL; entry; entry = entry->next)
            read_entry(log, entry, messages);
        if (!log->path.length) wrong(messages, node, "a log needs file: NAME");
    }
}

static void write_word(Text *out, const char *key, const char *word) {
    if (!*word) return;
    text_addf(out, "    %s: ", key);
    tree_write_scalar(out, word);
    text_add(out, "\n");
}

void scenario_logs_write(const Scenario *scenario, Text *out) {
    for (size_t i = 0; i < scenario->log_count; i++) {
        const ScenarioLog *log = &scenario->logs[i];
        text_add(out, "  - file: ");
        tree_write_scalar(out, text_string(&log->path));
        text_add(out, "\n");
        write_word(out, "key", text_string(&log->key));
        if (log->group) text_addf(out, "    group: %d\n", log->group);
        if (log->shift != SCENARIO_SHIFT_AUTO) text_addf(out, "    shift: %d\n", log->shift);
        write_word(out, "summary", text_string(&log->summary));
        if (log->point_count) text_add(out, "    points:");
        for (size_t k = 0; k < log->point_count; k++) {
            text_addf(out, "%s%s:", k ? " " : " \"", number_exact(log->points[k].update).text);
            text_addf(out, "%s%s", number_exact(log->points[k].rate).text, log->points[k].parts ? "!" : "");
        }
        if (log->point_count) text_add(out, "\"\n");
    }
}

/* Folders. */

static size_t folder_length(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? (size_t)(slash + 1 - path) : 0;
}

void scenario_logs_enter_folder(Scenario *scenario, const char *file) {
    size_t length = folder_length(file);
    for (size_t i = 0; i < scenario->log_count; i++) {
        Text *path = &scenario->logs[i].path, joined = {0};
        if (text_string(path)[0] == '/' || !length) continue;
        text_add_bytes(&joined, file, length);
        text_add(&joined, text_string(path));
        text_free(path);
        *path = joined;
    }
}

void scenario_logs_leave_folder(Scenario *scenario, const char *file) {
    size_t length = folder_length(file);
    for (size_t i = 0; i < scenario->log_count; i++) {
        Text *path = &scenario->logs[i].path, rest = {0};
        if (!length || strncmp(text_string(path), file, length) != 0) continue;
        text_add(&rest, text_string(path) + length);
        text_free(path);
        *path = rest;
    }
}
