#include "cli/find.h"

#include "base/file.h"
#include "base/interrupt.h"
#include "base/number.h"
#include "figure/table.h"
#include "schedule/find.h"

#include <inttypes.h>
#include <string.h>

/* Reads "lr=1e-4" or "factor=10%". */
static bool read_level(char *piece, ScheduleLevel *level) {
    double percent;
    char *value = strchr(piece, '=');
    if (!value) return false;
    *value++ = 0;
    level->of_lr = !strcmp(piece, "lr");
    if (!level->of_lr && strcmp(piece, "factor") != 0) return false;
    if (!level->of_lr && number_parse_percent(value, &percent, &level->value)) return true;
    return number_parse(value, &level->value);
}

/* Reads one piece of the list and moves *at behind it, to NULL after the last. */
static bool next_level(const char **at, ScheduleLevel *level) {
    char piece[128];
    size_t length = strcspn(*at, ",");
    if (length >= sizeof piece) return false;
    memcpy(piece, *at, length);
    piece[length] = 0;
    *at = (*at)[length] ? *at + length + 1 : NULL;
    return read_level(piece, level);
}

bool cli_take_find(CliRequest *request, const char *value, Text *takes) {
    ScheduleLevel level;
    for (const char *at = value; at;) {
        if (next_level(&at, &level)) continue;
        text_add(takes, "lr=NUMBER or factor=NUMBER, several with commas between them, as in lr=1e-4");
        return false;
    }
    text_addf(&request->levels, "%s%s", request->levels.length ? "," : "", value);
    return true;
}

typedef struct Find {
    FILE *stream;
    const FigureCurves *curves;
    const Schedule *present;
    bool named; /* a last column says whose row it is */
} Find;

/* `at` is -1 for the present curve. */
static const Schedule *schedule_of(const Find *find, int at, int64_t step) {
    return at < 0 ? find->present : figure_curves_schedule(find->curves, at, step);
}

/* Returns the last step, up to `last`, that has the schedule of `step`: another implementation may have
   several. */
static int64_t part_end(const Find *find, int at, int64_t step, int64_t last) {
    const Schedule *schedule = schedule_of(find, at, step);
    if (schedule_of(find, at, last) == schedule) return last;
    const ChartOverlay *part = &find->curves->overlays.list[at];
    while (part->schedule != schedule) part++;
    return (int64_t)part->end - 1;
}

static int64_t next_change(const Find *find, int at, ScheduleLevel level, bool below, int64_t from,
                           int64_t last) {
    while (from <= last) {
        int64_t end = part_end(find, at, from, last);
        int64_t found = schedule_find(schedule_of(find, at, from), level, below, from, end);
        if (found >= 0) return found;
        from = end + 1;
    }
    return -1;
}

static void write_row(const Find *find, int at, ScheduleLevel level, int64_t step, bool below) {
    const Schedule *schedule = schedule_of(find, at, step);
    fprintf(find->stream, "%" PRId64 ",%s,", step, number_exact(schedule_factor(schedule, step)).text);
    fprintf(find->stream, "%s,%s ", number_exact(schedule_lr(schedule, step)).text,
            level.of_lr ? "lr" : "factor");
    fprintf(find->stream, "%s %s", below ? "<" : ">=", number_exact(level.value).text);
    if (find->named) putc(',', find->stream);
    if (find->named)
        figure_table_cell(find->stream, at < 0 ? "present" : figure_curves_name(find->curves, at));
    putc('\n', find->stream);
}

static void find_in(const Find *find, int at, ScheduleLevel level) {
    int64_t total = at < 0 ? find->present->total_steps : figure_curves_total(find->curves, at), step = 0;
    bool below = schedule_is_below(schedule_of(find, at, 0), level, 0);
    while (step >= 0 && !ferror(find->stream) && !interrupt_waits()) {
        write_row(find, at, level, step, below);
        below = !below;
        step = next_change(find, at, level, below, step + 1, total - 1);
    }
}

static void find_all(const Find *find, const char *levels) {
    ScheduleLevel level;
    fprintf(find->stream, "step,factor,lr,is%s\n", find->named ? ",curve" : "");
    while (levels && next_level(&levels, &level)) {
        if (find->curves->present) find_in(find, -1, level);
        for (int at = -1; (at = figure_curves_next(find->curves, at)) >= 0;) find_in(find, at, level);
    }
}

bool cli_find_print(const CliRequest *request, Text *why) {
    FileOut out;
    FigureCurves curves;
    if (!file_begin(&out, "-", why)) return false;
    figure_curves_make(&curves, &request->figure);
    Find find = {.stream = out.stream,
                 .curves = &curves,
                 .present = &request->scenario.schedule,
                 .named = curves.overlays.count > 0};
    find_all(&find, text_string(&request->levels));
    figure_curves_free(&curves);
    if (!interrupt_waits()) return file_finish(&out, why);
    text_setf(why, "--find: interrupted");
    file_abandon(&out);
    return false;
}
