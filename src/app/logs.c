#include "app/logs.h"

#include "app/notice.h"
#include "app/parts.h"
#include "app/section.h"
#include "app/values.h"
#include "base/folder.h"
#include "schedule/parameters.h"
#include "ui/widgets.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const double POLL_SECONDS = 1;
enum { LONG_LOG = 20000, BUTTON = 28, TITLE = 20, SPACE = 12, INDENT = 18, REMOVE = 26 };

/* The parts of a log's rows that can be pressed. */
typedef enum Part { PART_FIT, PART_REMOVE, PARTS } Part;

static UiId part_id(size_t index, Part part) {
    return ID_LOGS + (UiId)(PARTS * index) + (UiId)part;
}

void logs_free(AppLogs *logs) {
    figure_logs_free(&logs->open);
    scenario_free(&logs->shown);
    for (int i = 0; i < SCENARIO_LOGS_MAX; i++) text_free(&logs->troubles[i]);
}

static bool same_log(const ScenarioLog *one, const ScenarioLog *other) {
    return one->group == other->group && one->shift == other->shift && one->point_count == other->point_count &&
           !strcmp(text_string(&one->path), text_string(&other->path)) &&
           !strcmp(text_string(&one->key), text_string(&other->key));
}

static bool same_logs(const Scenario *one, const Scenario *other) {
    bool same = one->log_count == other->log_count;
    for (size_t i = 0; same && i < one->log_count; i++) same = same_log(&one->logs[i], &other->logs[i]);
    return same;
}

/* A log that cannot be read keeps its row, which says why. */
static void open_all(App *app) {
    AppLogs *logs = &app->logs;
    figure_logs_free(&logs->open);
    scenario_free(&logs->shown);
    logs->shown = scenario_copy(&app->scenario);
    figure_logs_open_each(&logs->open, &logs->shown, logs->troubles);
    logs->schedule = app->scenario.schedule;
    logs->poll = 0;
    for (size_t i = 0; i < logs->open.count; i++)
        if (logs->open.items[i].read) logs->poll = 1;
}

static bool has_long_log(const AppLogs *logs) {
    for (size_t i = 0; i < logs->open.count; i++)
        if (logs->open.items[i].read && runlog_shown(&logs->open.items[i].log)->count > LONG_LOG) return true;
    return false;
}

void logs_update(App *app) {
    AppLogs *logs = &app->logs;
    if (!same_logs(&logs->shown, &app->scenario)) {
        open_all(app);
        return;
    }
    if (!logs->open.count || (parameters_same(&logs->schedule, &app->scenario.schedule) && !logs->waits)) return;
    logs->waits = values_held(app) && has_long_log(logs);
    if (logs->waits)
        figure_logs_scale(&logs->open, &app->scenario.schedule);
    else
        figure_logs_compare(&logs->open, &logs->shown, &app->scenario.schedule);
    logs->schedule = app->scenario.schedule;
}

bool logs_take(App *app, const char *path) {
    struct stat about;
    Text whole = {0};
    folder_resolve(path, &whole);
    const char *name = text_string(&whole);
    bool folder = stat(name, &about) == 0 && S_ISDIR(about.st_mode);
    bool is = (folder || runlog_recognise(name)) && scenario_add_log(&app->scenario, name);
    text_free(&whole);
    return is;
}

bool logs_poll(App *app, double time) {
    AppLogs *logs = &app->logs;
    bool changed = false;
    if (logs->poll <= 0 || time < logs->poll) return false;
    logs->poll = time + POLL_SECONDS;
    for (size_t i = 0; i < logs->open.count; i++)
        if (logs->open.items[i].read && runlog_follow(&logs->open.items[i].log)) changed = true;
    if (changed) figure_logs_compare(&logs->open, &logs->shown, &app->scenario.schedule);
    return changed;
}

void logs_embed(const App *app, Scenario *copy) {
    figure_logs_embed(&app->logs.open, copy);
}

/* The rows. */

/* Makes the best fit the schedule, as one entry of the history. */
static void fit(App *app, FigureLog *log, const ScenarioLog *source) {
    LogFit fits[LOG_FITS_MAX];
    int shift = source->shift == SCENARIO_SHIFT_AUTO ? LOG_SHIFT_AUTO : source->shift;
    size_t count = runlog_fit(&log->log, &app->scenario.schedule, shift, fits);
    if (count) {
        app->scenario.schedule = fits[0].schedule;
        notice_say(app, "Fitted: explains %zu of %zu rows; Ctrl Z takes it back", fits[0].explained,
                   runlog_shown(&log->log)->count);
    } else {
        notice_nothing(app, "No schedule that lrscope knows fits these rates");
    }
    fits_free(fits, count);
}

static void draw_title(App *app, Box row, const FigureLog *log, const char *trouble) {
    const Theme *theme = app->theme;
    bool good = log->read && log->verdict.agrees;
    Color color = *trouble ? theme->error : good ? theme->never_ink : log->read ? theme->above_ink : theme->muted;
    Point middle = {row.x + 5, row.y + 10};
    if (good) {
        const Point tick[] = {{middle.x - 5, middle.y}, {middle.x - 1.5, middle.y + 3.5}, {middle.x + 5, middle.y - 4}};
        scene_line(&app->scene, tick, 3, (Stroke){.color = color, .width = 2, .round = 1});
    } else {
        scene_disc(&app->scene, middle, 4, color, (Stroke){0});
    }
    ui_line(&app->ui, row.x + INDENT, row.y + 14.5, row.w - INDENT - REMOVE, (TextStyle){FONT_WORDS_MEDIUM, 13, theme->text},
            text_string(&log->name));
}

/* "Hugging Face Trainer before 4.51 · 163 rows". */
static void describe(const FigureLog *log, Text *out) {
    text_clear(out);
    bool known = strcmp(log->log.writer, "unknown") != 0;
    size_t rows = runlog_shown(&log->log)->count;
    text_addf(out, "%s · %zu row%s", known ? log->log.writer : log->log.reader, rows, rows == 1 ? "" : "s");
}

static double show_words(App *app, Box row, const FigureLog *log, const char *trouble) {
    TextStyle style = {FONT_WORDS, 12, app->theme->muted};
    double first = row.y + 11, y = first, width = row.w - INDENT;
    if (*trouble) return ui_words(&app->ui, row.x + INDENT, y, width, style, trouble) - first;
    if (!log->read) return ui_words(&app->ui, row.x + INDENT, y, width, style, text_string(&log->summary)) - first;
    describe(log, &app->words);
    y = ui_words(&app->ui, row.x + INDENT, y, width, style, text_string(&app->words));
    style.color = app->theme->text;
    return ui_words(&app->ui, row.x + INDENT, y, width, style, text_string(&log->verdict.explanation)) - first;
}

static double show_fit(App *app, Box row, size_t index) {
    FigureLog *log = &app->logs.open.items[index];
    if (!log->read || log->verdict.agrees) return 0;
    Box button = {row.x + INDENT, row.y + 4, ui_button_width(&app->ui, "Fit the schedule to the log", ""), BUTTON};
    if (ui_button(&app->ui, part_id(index, PART_FIT), button, "Fit the schedule to the log", ""))
        fit(app, log, &app->logs.shown.logs[index]);
    return BUTTON + 8;
}

/* True where it was taken away. */
static bool show_remove(App *app, Box row, size_t index) {
    Box button = {row.x + row.w - REMOVE, row.y - 3, REMOVE, REMOVE};
    if (!ui_button(&app->ui, part_id(index, PART_REMOVE), button, "×", "")) return false;
    scenario_remove_log(&app->scenario, index);
    return true;
}

double logs_show(App *app, Box row) {
    double top = row.y;
    AppLogs *logs = &app->logs;
    if (!logs->open.count) return 0;
    row.y += section_title(app, row, logs->open.count == 1 ? "LOG" : "LOGS");
    for (size_t i = 0; i < logs->open.count && i < app->scenario.log_count; i++) {
        const char *trouble = text_string(&logs->troubles[i]);
        draw_title(app, row, &logs->open.items[i], trouble);
        if (show_remove(app, row, i)) break;
        row.y += TITLE;
        row.y += show_words(app, row, &logs->open.items[i], trouble);
        row.y += show_fit(app, row, i) + SPACE;
    }
    return row.y - top;
}
