#include "runlog/runlog.h"

#include "base/memory.h"
#include "base/number.h"
#include "runlog/digits.h"
#include "runlog/folder.h"
#include "runlog/writers.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { HEAD_BYTES = 1 << 20 };

static bool choose_reader(LogSource *source, LineStream *stream, Text *why) {
    Text head = {0};
    stream_head(stream, HEAD_BYTES, &head);
    bool all = head.length < HEAD_BYTES;
    int id = 0;
    while (id < READER_COUNT && !log_readers[id].recognise(text_string(&head), head.length, all)) id++;
    source->reader = (LogReaderId)id;
    if (id == READER_COUNT)
        text_setf(why, "%s: %s", text_string(&source->collector.log->path),
                  head.length ? "not a log: neither text nor an event file nor a .wandb file"
                              : "the file is empty");
    text_free(&head);
    return id < READER_COUNT;
}

static void remember(LogSource *source, const char *path) {
    struct stat about;
    if (stat(path, &about) != 0) return;
    source->inode = (uint64_t)about.st_ino;
    source->size = (uint64_t)about.st_size;
    source->changed = (int64_t)about.st_mtim.tv_sec * 1000000000 + about.st_mtim.tv_nsec;
}

/* TensorBoard's "Wall time,Step,Value". */
static bool is_export(const Collector *collector) {
    size_t seen = 0;
    for (size_t i = 0; i < collector->key_count; i++)
        seen += !strcmp(collector->keys[i].name, "Wall time") || !strcmp(collector->keys[i].name, "Value");
    return seen == 2;
}

/* Says why there is nothing to draw. */
static bool refuse(const RunLog *log, const LogSource *source, Text *why) {
    const char *path = text_string(&log->path), *asked = source->collector.options.key;
    const char *rate = NULL;
    Text near = {0};
    for (size_t i = 0; i < source->collector.key_count && !rate; i++)
        if (source->collector.keys[i].role == ROLE_RATE) rate = source->collector.keys[i].name;
    if (why->length) return false;
    if (asked && !rate)
        text_setf(why, "%s: no values named '%.60s'; leave --log-key out, or give the name as the log has it",
                  path, asked);
    else if (rate && source->reader == READER_CSV)
        text_setf(why,
                  "%s: a table with the column '%.60s', but no row has a number there together with a step; "
                  "a log has a "
                  "column step, iteration, global_step or epoch (a table with one row for each run is none)",
                  path, rate);
    else if (rate)
        text_setf(why, "%s: no row has both a step and a number for '%.60s'", path, rate);
    else if (collect_names_setting(&source->collector))
        text_setf(why,
                  "%s: the only learning rate is '%.60s', among the settings: this is a table of runs, and a "
                  "log has a "
                  "rate and a step in each row",
                  path, collect_names_setting(&source->collector));
    else if (collect_add_near_names(&source->collector, &near))
        text_setf(why,
                  "%s: no column is called lr or learning_rate; is it one of %s? --log-key=NAME takes it",
                  path, text_string(&near));
    else if (is_export(&source->collector))
        text_setf(why,
                  "%s: an export of TensorBoard whose values have no name; --log-key=Value takes them for "
                  "learning rates",
                  path);
    else
        text_setf(why, "%s: %s without a learning rate; --log-key=NAME says under which name it stands", path,
                  log_readers[source->reader].name);
    text_free(&near);
    return false;
}

/* Rows printed twice with different rates are two optimizers that take turns: the second half becomes a
 * series. */
static bool takes_turns(const LogGroup *group, bool lagging) {
    size_t pairs = 0;
    for (size_t i = 1; i < group->count; i++) {
        const LogPoint *one = &group->points[i - 1], *other = &group->points[i];
        pairs += one->x == other->x && (lagging || one->part == other->part) &&
                 fabs(one->rate - other->rate) > 1e-6 * fabs(one->rate);
        if (i > 1 && one->x == other->x && one->x == one[-1].x && one->part == one[-1].part) return false;
    }
    return pairs >= 4 && pairs * 5 >= group->count * 2;
}

static void split_series(RunLog *log, size_t index) {
    Text name = {0};
    text_addf(&name, "%s (second)", text_string(&log->groups[index].name));
    int added = collect_group(&log->source->collector, text_string(&name), name.length);
    text_free(&name);
    if (added < 0) return;
    LogGroup *first = &log->groups[index], *second = &log->groups[added];
    second->capacity = first->count;
    second->points = memory_resize(second->points, second->capacity, sizeof *second->points);
    size_t kept = 0;
    for (size_t i = 0; i < first->count; i++) {
        bool again = kept && first->points[kept - 1].x == first->points[i].x && i &&
                     first->points[i - 1].x == first->points[i].x;
        if (again)
            second->points[second->count++] = first->points[i];
        else
            first->points[kept++] = first->points[i];
    }
    first->count = kept;
    log->source->split = true;
}

/* Epochs with decimals of rows at equal distances, {0.31, 0.62, 0.94}: 10 steps apart in epochs of 32. Finds
   how many steps an epoch must have for rows `apart` steps from each other; 0 where that is not so. */
static double epoch_for(const LogGroup *group, double apart, double half) {
    double min = 0, max = 1e15;
    for (size_t i = 0; i < group->count; i++) {
        double x = group->points[i].x, step = apart * (double)(i + 1);
        if (x <= half) continue;
        min = fmax(min, step / (x + half));
        max = fmin(max, step / (x - half));
    }
    double whole = floor(max);
    return whole >= min - 1e-9 && whole > 0 ? whole : min <= max ? (min + max) / 2 : 0;
}

static void count_fractions(RunLog *log, LogGroup *group) {
    static const double distances[] = {10, 500, 100, 50, 20, 25, 5, 1, 2, 200, 1000};
    bool fractions = false;
    for (size_t i = 0; i < group->count; i++)
        fractions = fractions || group->points[i].x != floor(group->points[i].x);
    for (size_t d = 0; fractions && d < sizeof distances / sizeof *distances; d++) {
        if (epoch_for(group, distances[d], 0.005) <= 0) continue;
        for (size_t i = 0; i < group->count; i++) group->points[i].x = distances[d] * (double)(i + 1);
        log->unit = LOG_STEPS;
        log->step_counted = true;
        return;
    }
}

/* Returns by how much all rows together lie before multiples of `apart`, or INFINITY where more than one in fifty
   lies before by half of that or shares its multiple with the row before. */
static double lateness(const LogGroup *group, double apart) {
    double late = 0, before = -1;
    size_t far = 0;
    for (size_t i = 0; i < group->count; i++) {
        double x = group->points[i].x, step = ceil(x / apart) * apart;
        far += (step - x) * 2 >= apart || step == before;
        late += step - x;
        before = step;
    }
    return far * 50 > group->count ? INFINITY : late;
}

/* A bar is not drawn anew with each step, so a row that was logged at step 25 can stand behind one that says 24.
   Rows are logged each so many steps: where the bars are late by less than half of that, but for a few, the steps
   are these multiples. */
static void mend_late_bars(LogGroup *group) {
    enum { LOOKED_AT = 64 };
    double best = 0, least = INFINITY;
    for (size_t i = 1; i < group->count && i < LOOKED_AT; i++) {
        double apart = group->points[i].x - group->points[i - 1].x;
        double late = apart > 1 ? lateness(group, apart) : INFINITY;
        if (late < least) least = late, best = apart;
    }
    for (size_t i = 0; best > 0 && least > 0 && i < group->count; i++)
        group->points[i].x = ceil(group->points[i].x / best) * best;
}

/* Steps of a writer that is not known: do they begin anew with each epoch? */
static bool begins_anew(const LogGroup *group) {
    size_t anew = 0, on = 0;
    for (size_t i = 1; i < group->count; i++) {
        if (group->points[i].part <= group->points[i - 1].part) continue;
        anew += group->points[i].x <= group->points[i - 1].x;
        on += group->points[i].x > group->points[i - 1].x;
    }
    return anew > 4 * on;
}

/* Steps begin anew with each epoch, unless they go on where the epoch changes. */
static bool counts_in_epochs(RunLog *log, const LogGroup *group) {
    bool goes_on = false, again = log->epoch_steps > 0;
    double longest = (double)log->epoch_steps;
    for (size_t i = 0; i < group->count; i++) {
        longest = fmax(longest, group->points[i].x);
        bool next = i && group->points[i].part > group->points[i - 1].part;
        if (next && group->points[i].x <= group->points[i - 1].x) again = true;
        if (next && group->points[i].x > group->points[i - 1].x) goes_on = true;
    }
    if (goes_on && !again) return false;
    log->epoch_steps = (int64_t)longest;
    return true;
}

/* Takes the log's steps for steps of an epoch. What they were said to be counted to is the epoch's length
   then, and the first epoch is 0 unless the numbers of the epochs tell otherwise. */
static void count_in_epochs(RunLog *log, const LogGroup *group) {
    double longest = fmax((double)log->epoch_steps, group->total), least = INFINITY, most = 0;
    double epochs = log->source->collector.epochs_declared;
    for (size_t i = 0; i < group->count; i++) {
        longest = fmax(longest, group->points[i].x);
        least = fmin(least, group->points[i].part);
        most = fmax(most, group->points[i].part);
    }
    log->unit = LOG_EPOCH_AND_STEP;
    log->epoch_steps = (int64_t)longest;
    log->first_epoch = least > 0 && !(epochs > 0 && least > 1 && most < epochs);
    log->total = 0;
}

static bool choose_group(RunLog *log, const LogOptions *options, Text *why) {
    size_t seen = 0;
    for (size_t i = 0; i < log->group_count; i++) {
        if (!log->groups[i].count) continue;
        if ((int)seen++ != options->group) continue;
        log->group = i;
        return true;
    }
    if (seen)
        text_setf(why, "--log-group=%d: %s has %zu series of rates, counted from 0", options->group,
                  text_string(&log->path), seen);
    return false;
}

/* True if rows in a row stand at the same place with other rates: what tells their steps apart was not read.
 */
static bool stands_still(const RunLog *log, const LogGroup *group) {
    size_t still = 0;
    for (size_t i = 1; i < group->count && !log->step_counted; i++) {
        const LogPoint *one = &group->points[i - 1], *other = &group->points[i];
        still += one->x == other->x && one->part == other->part && one->rate != other->rate;
    }
    return still > 2 && still * 3 > group->count;
}

static bool refuse_still(const RunLog *log, Text *why) {
    text_setf(why,
              "%s: many rows with different rates have the same %s, and nothing else in them says which "
              "update they "
              "belong to; log the number of the update beside the rate",
              text_string(&log->path), log->unit == LOG_EPOCHS ? "epoch" : "step");
    return false;
}

/* Leaves out the fewer ones where some rows name a step and others only an epoch: they are sums at the ends
   of epochs, or begin before the first step. */
static void drop_other_counts(Collector *collector, LogGroup *group) {
    size_t epochs = 0, kept = 0;
    for (size_t i = 0; i < group->count; i++) epochs += group->points[i].by_epoch;
    if (!epochs || epochs == group->count) return;
    bool by_epoch = epochs * 2 > group->count;
    for (size_t i = 0; i < group->count; i++)
        if (group->points[i].by_epoch == by_epoch) group->points[kept++] = group->points[i];
    group->count = kept;
    *(by_epoch ? &collector->steps_seen : &collector->epochs_only) = 0;
}

/* Concludes what follows from all rows together. */
static bool conclude(RunLog *log, Text *why) {
    LogSource *source = log->source;
    Collector *collector = &source->collector;
    const LogWriter *writer = writer_of(source);
    for (size_t i = 0; i < log->group_count && !source->split; i++)
        if (takes_turns(&log->groups[i], writer->lagging)) split_series(log, i);
    if (!choose_group(log, &collector->options, why)) return refuse(log, source, why);
    LogGroup *group = &log->groups[log->group];
    drop_other_counts(collector, group);
    log->reader = log_readers[source->reader].name;
    log->writer = writer->name;
    log->moment = writer->moment;
    log->first_epoch = writer->first_epoch;
    log->shift = writer->shift;
    log->shift_open = writer->open;
    log->lagging = writer->lagging;
    log->digits = writer->digits;
    log->digit_count = writer->digit_count;
    log->step_counted = collector->counted > 0;
    log->factor = !strncmp(text_string(&group->name), "lrm", 3);
    log->total = group->total > 0 ? group->total : collector->declared_total;
    bool only_epochs = collector->epochs_only > 0 && !collector->steps_seen;
    log->epoch_scale = writer->epoch_scale > 0 ? writer->epoch_scale : 1;
    log->unit =
        only_epochs || writer->moment == LOG_AT_EPOCH_END || writer->epoch_scale > 0 ? LOG_EPOCHS : LOG_STEPS;
    if (log->unit == LOG_EPOCHS) count_fractions(log, group);
    if (collector->pattern_writer && !strcmp(collector->pattern_writer, "huggingface") &&
        log->unit == LOG_STEPS)
        mend_late_bars(group);
    if (writer->by_epoch && counts_in_epochs(log, group)) log->unit = LOG_EPOCH_AND_STEP;
    if (writer_is_unknown(writer) && log->unit == LOG_STEPS && collector->with_epoch > 0 &&
        begins_anew(group))
        count_in_epochs(log, group);
    digits_find(log, collector->padded > 0);
    return !stands_still(log, group) || refuse_still(log, why);
}

static bool read_all(RunLog *log, const LogOptions *options, Text *why) {
    LogSource *source = memory_resize(NULL, 1, sizeof *source);
    LineStream stream;
    memset(source, 0, sizeof *source);
    log->source = source;
    collect_begin(&source->collector, log, options);
    remember(source, text_string(&log->path));
    if (!stream_open(&stream, text_string(&log->path), 0, why)) return false;
    bool read = choose_reader(source, &stream, why) && log_readers[source->reader].read(source, &stream, why);
    stream_close(&stream);
    return read && conclude(log, why);
}

bool runlog_open(RunLog *log, const char *path, const LogOptions *options, Text *why) {
    struct stat about;
    *log = (RunLog){0};
    text_clear(why);
    bool folder = stat(path, &about) == 0 && S_ISDIR(about.st_mode);
    if (folder ? runlog_folder_newest(path, &log->path, why) : (text_add(&log->path, path), true))
        if (read_all(log, options, why)) {
            text_clear(why);
            return true;
        }
    runlog_close(log);
    return false;
}

void runlog_close(RunLog *log) {
    for (size_t i = 0; i < log->group_count; i++) {
        text_free(&log->groups[i].name);
        free(log->groups[i].points);
    }
    if (log->source) collect_free(&log->source->collector);
    free(log->source);
    free(log->groups);
    text_free(&log->path);
    *log = (RunLog){0};
}

/* Reads the whole file into a new log, which takes the old one's place if it can be read. */
static bool read_anew(RunLog *log) {
    RunLog fresh = {0};
    Text why = {0};
    LogOptions options = log->source->collector.options;
    text_add(&fresh.path, text_string(&log->path));
    bool read = read_all(&fresh, &options, &why);
    text_free(&why);
    if (!read) {
        runlog_close(&fresh);
        return false;
    }
    runlog_close(log);
    *log = fresh;
    log->source->collector.log = log;
    return true;
}

static size_t count_points(const RunLog *log) {
    size_t count = 0;
    for (size_t i = 0; i < log->group_count; i++) count += log->groups[i].count;
    return count;
}

static bool read_on(RunLog *log) {
    LogSource *source = log->source;
    LineStream stream;
    Text why = {0};
    size_t before = count_points(log);
    collect_drop_torn(&source->collector);
    if (stream_open(&stream, text_string(&log->path), source->offset, &why)) {
        log_readers[source->reader].read(source, &stream, &why);
        stream_close(&stream);
    }
    collect_drop_torn(&source->collector);
    conclude(log, &why);
    text_free(&why);
    return count_points(log) != before;
}

bool runlog_follow(RunLog *log) {
    LogSource *source = log->source;
    struct stat about;
    if (!source || stat(text_string(&log->path), &about) != 0) return false;
    int64_t changed = (int64_t)about.st_mtim.tv_sec * 1000000000 + about.st_mtim.tv_nsec;
    bool same = source->inode == (uint64_t)about.st_ino;
    if (same && source->size == (uint64_t)about.st_size && source->changed == changed) return false;
    bool grown = same && (uint64_t)about.st_size > source->size && source->offset <= (uint64_t)about.st_size;
    source->collector.log = log;
    remember(source, text_string(&log->path));
    return grown && log_readers[source->reader].resumes && !source->split && !log->step_counted
               ? read_on(log)
               : read_anew(log);
}

/* Code and settings name an epoch and rates too, but no two. */
static bool moves_on(const LogGroup *group) {
    const LogPoint *points = group->points;
    return points[0].x != points[1].x || points[0].part != points[1].part;
}

/* True if what was read is a log: rows follow each other. In settings a rate and a step may stand too. */
static bool has_rows(const RunLog *log, const LogSource *source) {
    const Collector *collector = &source->collector;
    bool points = log->group_count > 0 && log->groups[0].count > 0;
    if (source->reader == READER_TEXT)
        return points && (collector->pattern_writer || (log->groups[0].count > 1 && moves_on(&log->groups[0])));
    return points && (source->reader != READER_JSON_LINES || log->rows > 1 ||
                      collector->steps_seen + collector->epochs_only > 1);
}

bool runlog_recognise(const char *path) {
    RunLog log = {0};
    LogSource *source = memory_resize(NULL, 1, sizeof *source);
    LineStream stream;
    Text why = {0};
    bool is = false;
    memset(source, 0, sizeof *source);
    log.source = source;
    text_add(&log.path, path);
    collect_begin(&source->collector, &log, &(LogOptions){0});
    source->collector.first_only = true;
    if (stream_open(&stream, path, 0, &why)) {
        is = choose_reader(source, &stream, &why);
        if (is && source->reader >= READER_JSON) {
            log_readers[source->reader].read(source, &stream, &why);
            is = has_rows(&log, source);
        }
        stream_close(&stream);
    }
    runlog_close(&log);
    text_free(&why);
    return is;
}

void runlog_add_x(const RunLog *log, const LogPoint *point, Text *out) {
    if (log->unit == LOG_EPOCH_AND_STEP) text_addf(out, "%d.", (int)point->part);
    text_add(out, number_exact(point->x).text);
}
