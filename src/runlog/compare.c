#include "runlog/compare.h"

#include "base/memory.h"
#include "base/number.h"
#include "runlog/accidents.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* How well one shift does. */
typedef struct Trial {
    LogClock clock;
    size_t agreeing;
    double largest; /* deviation among the rows that agree */
} Trial;

static Trial try_shift(const Rows *rows, LogClock clock, double shift) {
    Trial trial = {.clock = clock};
    trial.clock.shift = shift;
    for (size_t i = 0; i < rows->count; i++) {
        if (!rows_agree(rows, i, &trial.clock, 1)) continue;
        trial.agreeing++;
        trial.largest = fmax(trial.largest, rows_deviation(rows, i, &trial.clock, 1));
    }
    return trial;
}

/* How many updates an epoch has, where the log counts epochs, the schedule updates, and nobody says it: a
   length that divides the run and makes more rows agree than none. Gradients may be accumulated over a power
   of two of batches. */
static LogClock find_epoch(const Rows *rows, LogClock clock, double shift) {
    enum { ROWS_MAX = 64, MEANS_MAX = 16, HOLD_MAX = 256, EPOCHS_MAX = 100000 };
    Rows some = *rows;
    double epochs = 1;
    if (rows->log->unit != LOG_EPOCHS || clock.epoch > 0) return clock;
    if (some.count > ROWS_MAX) some.count = ROWS_MAX;
    for (size_t i = 0; i < rows->count; i++)
        epochs =
            fmax(epochs, floor((rows->points[i].x - rows->log->first_epoch) / rows->log->epoch_scale) + 1);
    if (rows->log->moment == LOG_AT_EPOCH_MEAN && some.count > MEANS_MAX) some.count = MEANS_MAX;
    Trial best = try_shift(&some, clock, shift);
    for (int other = -1; other <= 1; other++)
        if (try_shift(&some, clock, other).agreeing == some.count) return clock;
    if (epochs > EPOCHS_MAX) return clock;
    bool holds = rows->log->moment == LOG_AT_EPOCH_MEAN || rows->log->epoch_scale > 1;
    for (int64_t n = (int64_t)epochs; best.agreeing < some.count && n <= (int64_t)epochs * 4 + 8; n++) {
        clock.epoch = rows->schedule->total_steps / n;
        if (rows->schedule->total_steps % n || clock.epoch < 2) continue;
        for (clock.hold = 1; best.agreeing < some.count && clock.hold <= (holds ? HOLD_MAX : 1);
             clock.hold *= 2) {
            Trial trial = try_shift(&some, clock, shift);
            if (trial.agreeing > best.agreeing) best = trial;
        }
    }
    return best.clock;
}

/* Returns the writer's own shift where all rows agree with it, else the one with which most do; of two the
   declared one. */
static Trial choose_shift(const Rows *rows, int asked, int *also) {
    const RunLog *log = rows->log;
    double declared =
        asked == LOG_SHIFT_AUTO ? log->shift : asked + (log->unit == LOG_EPOCHS ? log->first_epoch : 0);
    LogClock clock = find_epoch(rows, clock_plain(log, rows->schedule, declared), declared);
    Trial best = try_shift(rows, clock, declared);
    *also = LOG_SHIFT_AUTO;
    if (asked != LOG_SHIFT_AUTO || (best.agreeing == rows->count && rows->count > 100000)) return best;
    for (int shift = -1; shift <= 1; shift++) {
        if (shift == log->shift) continue;
        Trial trial = try_shift(rows, clock, shift);
        bool declared_is_whole = best.agreeing == rows->count && best.clock.shift == declared;
        if (declared_is_whole && trial.agreeing == rows->count) *also = shift;
        if (declared_is_whole) continue;
        if (trial.agreeing > best.agreeing || (trial.agreeing == best.agreeing &&
                                               trial.agreeing == rows->count && trial.largest < best.largest))
            best = trial;
    }
    return best;
}

bool runlog_agrees(const RunLog *log, const Schedule *schedule, int shift) {
    Rows rows = rows_of(log, schedule);
    int also;
    return choose_shift(&rows, shift, &also).agreeing == rows.count;
}

static void add_part(LogVerdict *verdict, size_t row) {
    if (verdict->part_count < LOG_PARTS_MAX) verdict->parts[verdict->part_count++] = row;
}

/* Finds where stretches begin that differ from the one before; a stretch of very few rows is named by each of
   them. What holds for the whole log is named where it shows first; so is a shift that changes with every row,
   for that log leaves the schedule once and never follows it again. */
static void find_parts(LogVerdict *verdict) {
    enum { EACH_NAMED = 3 };
    double shift = verdict->shift;
    bool all_alone = verdict->walked && verdict->stretch_count == verdict->rows && verdict->rows > 1;
    for (size_t i = 0; i < verdict->stretch_count; i++) {
        const LogStretch *stretch = &verdict->stretches[i];
        size_t named = stretch->agrees                ? stretch->shift != shift
                       : stretch->count <= EACH_NAMED ? stretch->count
                                                      : 1;
        if (verdict->explained && !verdict->walked && named) named = 1;
        for (size_t k = 0; k < named; k++) add_part(verdict, stretch->first + k);
        if (named && (all_alone || (verdict->explained && !verdict->walked))) break;
        if (stretch->agrees) shift = stretch->shift;
    }
}

/* The rows that agree with the plain clock, and those between. */
static void plain_stretches(LogVerdict *verdict, const Rows *rows, const LogClock *clock) {
    for (size_t i = 0; i < rows->count; i++) {
        bool agrees = rows_agree(rows, i, clock, 1);
        LogStretch *last = verdict->stretch_count ? &verdict->stretches[verdict->stretch_count - 1] : NULL;
        if (last && last->agrees == agrees) {
            last->count++;
            continue;
        }
        if (verdict->stretch_count % 64 == 0)
            verdict->stretches =
                memory_resize(verdict->stretches, verdict->stretch_count + 64, sizeof *verdict->stretches);
        verdict->stretches[verdict->stretch_count++] = (LogStretch){i, 1, clock->shift, agrees};
    }
}

static void measure_row(LogVerdict *verdict, const Rows *rows, size_t row, const LogClock *clock) {
    double deviation = rows_deviation(rows, row, clock, verdict->scale);
    if (!(deviation > verdict->largest)) return;
    verdict->largest = deviation;
    verdict->largest_row = row;
}

static void measure_stretches(LogVerdict *verdict, const Rows *rows) {
    for (size_t i = 0; i < verdict->stretch_count; i++) {
        LogClock clock = verdict->clock;
        clock.shift = verdict->stretches[i].shift;
        for (size_t k = 0; verdict->stretches[i].agrees && k < verdict->stretches[i].count; k++)
            measure_row(verdict, rows, verdict->stretches[i].first + k, &clock);
    }
}

/* All rows that agree by the finding's own clock; where nothing agrees, all rows. */
static void measure_rows(LogVerdict *verdict, const Rows *rows) {
    for (size_t i = 0; i < rows->count; i++)
        if (verdict->compared == rows->count || rows_agree(rows, i, &verdict->clock, verdict->scale))
            measure_row(verdict, rows, i, &verdict->clock);
}

static bool is_constant(const Rows *rows) {
    for (size_t i = 1; i < rows->count; i++)
        if (fabs(rows_rate(rows, i) - rows_rate(rows, 0)) > rows_tolerance(rows, 0)) return false;
    return true;
}

static void say_shift(LogVerdict *verdict, const Rows *rows, int also) {
    const RunLog *log = rows->log;
    Text *out = &verdict->explanation;
    int late = (int)verdict->clock.shift - log->shift;
    if (is_constant(rows)) {
        text_add(out, " The rate never changes, so the log does not tell which update a row belongs to.");
    } else if (also != LOG_SHIFT_AUTO && log->shift_open) {
        NumberText one = number_exact(runlog_shift(log, verdict));
        NumberText other = number_exact(runlog_shift(log, verdict) + also - verdict->clock.shift);
        text_addf(out, " A shift of %s fits as well as %s.", other.text, one.text);
    } else if (late > 0) {
        text_add(out, " Each row holds the rate of the next update, one step late: it was read after the "
                      "scheduler's step.");
    } else if (late < 0) {
        text_add(out, " Each row holds the rate of one update earlier than its step: steps are counted from "
                      "1, and the rate "
                      "was read before the scheduler's step.");
    }
    if (verdict->clock.epoch > 0 && schedule_steps_per_epoch(rows->schedule) <= 0) {
        text_addf(out, " The log counts epochs; one has %lld updates.", (long long)verdict->clock.epoch);
        if (verdict->clock.hold > 1)
            text_addf(out, " The rate is set once in %lld of them: gradients are accumulated.",
                      (long long)verdict->clock.hold);
    }
}

static void say_end(LogVerdict *verdict, const Rows *rows) {
    double last = rows_update(rows, rows->count - 1, &verdict->clock),
           total = (double)rows->schedule->total_steps;
    double before = rows->count > 1 ? rows_update(rows, rows->count - 2, &verdict->clock) : last;
    if (last + 2 * fabs(last - before) + 2 >= total) return;
    text_addf(&verdict->explanation, " The log ends at update %s of %s: the run is not finished.",
              number_exact(last).text, number_exact(total).text);
}

/* From this row on all rates are the schedule's times one number; 0 where they are not. */
static double ratio_from(const Rows *rows, size_t first, const LogClock *clock) {
    double ratio = rows_rate(rows, first) / rows_expected(rows, first, clock);
    for (size_t i = first; i < rows->count; i++)
        if (!(fabs(rows_rate(rows, i) - ratio * rows_expected(rows, i, clock)) <=
              rows_tolerance(rows, i) * fmax(1, ratio)))
            return 0;
    return isfinite(ratio) && rows->count - first > 2 ? ratio : 0;
}

static void say_parts(LogVerdict *verdict, const Rows *rows, const LogClock *plain) {
    Text *out = &verdict->explanation;
    if (!verdict->part_count || verdict->explained) return;
    size_t row = verdict->parts[0];
    double expected = rows_expected(rows, row, plain) / rows->unit, ratio = ratio_from(rows, row, plain);
    text_addf(out, " The log parts from the schedule at ");
    runlog_add_x(rows->log, &rows->points[row], out);
    text_addf(out, ", where it holds %s", number_exact(rows->points[row].rate).text);
    if (isfinite(expected)) text_addf(out, " and the schedule has %.6g", expected);
    text_add(out, ".");
    if (row && ratio > 0) text_addf(out, " From there on all rates are %.6g times the schedule's.", ratio);
}

static void say_agreement(LogVerdict *verdict, const Rows *rows, int also) {
    Text *out = &verdict->explanation;
    if (rows->count == 1)
        text_add(out, "The only row agrees");
    else
        text_addf(out, "All %zu rows agree", rows->count);
    text_add(out, rows->log->digits == LOG_DIGITS_FLOAT32 ? " with the schedule as float32."
                                                          : " with the schedule to the last printed digit.");
    say_shift(verdict, rows, also);
}

static void say_disagreement(LogVerdict *verdict, const Rows *rows, const Finding *finding,
                             const LogClock *plain) {
    Text *out = &verdict->explanation;
    if (verdict->compared == rows->count && verdict->explained)
        text_addf(out, "%s With this all %zu rows agree.", text_string(&finding->words), rows->count);
    else if (finding->words.length)
        text_addf(out, "%s With this %zu of %zu rows agree.", text_string(&finding->words), verdict->compared,
                  rows->count);
    else
        text_addf(out, "%zu of %zu rows agree.", finding->agreeing, rows->count);
    say_parts(verdict, rows, plain);
}

/* Names another series of the file that agrees: it may be the one that was meant. */
static void say_other_series(LogVerdict *verdict, const RunLog *log, const Schedule *schedule, int shift) {
    RunLog other = *log;
    int number = 0;
    for (other.group = 0; other.group < log->group_count; other.group++) {
        if (!log->groups[other.group].count) continue;
        if (other.group != log->group && runlog_agrees(&other, schedule, shift))
            text_addf(&verdict->explanation, " Another series does agree: %s (--log-group=%d).",
                      text_string(&log->groups[other.group].name), number);
        number++;
    }
}

static void take_finding(LogVerdict *verdict, const Rows *rows, Finding *finding, bool found, size_t plain) {
    verdict->clock = finding->clock;
    verdict->scale = finding->scale;
    verdict->compared = finding->agreeing ? finding->agreeing : rows->count;
    verdict->explained = found && finding->agreeing > plain && finding->words.length > 0;
    verdict->walked = finding->walk.count > 0;
    if (verdict->walked) {
        verdict->stretches = finding->walk.stretches;
        verdict->stretch_count = finding->walk.count;
        finding->walk = (Walk){0};
    }
}

void runlog_compare(const RunLog *log, const Schedule *schedule, int shift, LogVerdict *verdict) {
    Rows rows = rows_of(log, schedule);
    int also;
    Trial trial = choose_shift(&rows, shift, &also);
    *verdict = (LogVerdict){.clock = trial.clock, .rows = rows.count, .compared = rows.count, .scale = 1};
    verdict->shift = trial.clock.shift;
    verdict->agrees = trial.agreeing == rows.count;
    if (verdict->agrees) {
        measure_rows(verdict, &rows);
        say_agreement(verdict, &rows, also);
        say_end(verdict, &rows);
        return;
    }
    LogClock declared = trial.clock;
    if (shift == LOG_SHIFT_AUTO) declared.shift = log->shift;
    Finding finding;
    bool found = accident_find(&rows, &declared, trial.agreeing, &finding);
    if (found && finding.agreeing < rows.count && trial.clock.shift != declared.shift &&
        shift == LOG_SHIFT_AUTO) {
        Finding other;
        bool better =
            accident_find(&rows, &trial.clock, finding.agreeing, &other) && other.agreeing > finding.agreeing;
        if (better) {
            finding_free(&finding);
            finding = other;
        } else {
            finding_free(&other);
        }
    }
    if (!found)
        finding =
            (Finding){.schedule = *schedule, .clock = trial.clock, .scale = 1, .agreeing = trial.agreeing};
    take_finding(verdict, &rows, &finding, found, trial.agreeing);
    Rows measured = rows;
    measured.schedule = &finding.schedule;
    LogClock plain = found ? declared : trial.clock;
    if (verdict->stretch_count) {
        verdict->shift = verdict->clock.shift;
        measure_stretches(verdict, &measured);
    } else {
        measure_rows(verdict, &measured);
        verdict->shift = plain.shift;
        plain_stretches(verdict, &rows, &plain);
    }
    find_parts(verdict);
    say_disagreement(verdict, &rows, &finding, &plain);
    say_other_series(verdict, log, schedule, shift);
    finding_free(&finding);
}

void runlog_verdict_free(LogVerdict *verdict) {
    free(verdict->stretches);
    text_free(&verdict->explanation);
    *verdict = (LogVerdict){0};
}

double runlog_shift(const RunLog *log, const LogVerdict *verdict) {
    return verdict->shift - (log->unit == LOG_EPOCHS ? log->first_epoch : 0);
}

static LogClock shown_clock(const RunLog *log, const Schedule *schedule, const LogVerdict *verdict) {
    LogClock clock = clock_plain(log, schedule, verdict->shift);
    if (!clock.epoch) clock.epoch = verdict->clock.epoch;
    clock.hold = verdict->clock.hold;
    return clock;
}

double runlog_update(const RunLog *log, const Schedule *schedule, const LogVerdict *verdict, size_t row) {
    Rows rows = rows_of(log, schedule);
    LogClock clock = shown_clock(log, schedule, verdict);
    double update = rows_update(&rows, row, &clock);
    return clock.epoch > 0 && log->moment == LOG_AT_EPOCH_MEAN ? update + (double)(clock.epoch - 1) / 2
                                                               : update;
}

double runlog_expected(const RunLog *log, const Schedule *schedule, const LogVerdict *verdict, size_t row) {
    Rows rows = rows_of(log, schedule);
    LogClock clock = shown_clock(log, schedule, verdict);
    return rows_expected(&rows, row, &clock) / rows.unit;
}
