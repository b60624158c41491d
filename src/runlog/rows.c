#include "runlog/rows.h"

#include "schedule/sums.h"

#include <math.h>

enum { LONGEST_MEAN = 20000 };

Rows rows_of(const RunLog *log, const Schedule *schedule) {
    const LogGroup *group = runlog_shown(log);
    return (Rows){log, schedule, group->points, group->count, log->factor ? schedule->base_lr : 1, 0};
}

LogClock clock_plain(const RunLog *log, const Schedule *schedule, double shift) {
    int64_t epoch = log->unit == LOG_EPOCHS ? schedule_steps_per_epoch(schedule) : 0;
    return (LogClock){.times = 1, .every = 1, .shift = shift, .epoch = epoch > 0 ? epoch : 0, .hold = 1};
}

/* Returns the step at that many epochs, or the last one before it at which the rate was set. */
static double inside_epoch(double epochs, const LogClock *clock) {
    double whole = floor(epochs + 1e-9), length = (double)clock->epoch,
           step = round((epochs - whole) * length);
    return whole * length + step - fmod(step, (double)clock->hold);
}

double rows_step(const Rows *rows, size_t row, const LogClock *clock) {
    const RunLog *log = rows->log;
    const LogPoint *point = &rows->points[row];
    double epochs = (point->x - log->first_epoch) / log->epoch_scale;
    switch (log->unit) {
    case LOG_EPOCH_AND_STEP: {
        bool next = log->moment == LOG_NEXT_IN_EPOCH_0 && point->part == log->first_epoch;
        return ((double)point->part - log->first_epoch) * (double)log->epoch_steps + point->x + next;
    }
    case LOG_EPOCHS:
        if (clock->epoch > 0 && log->moment == LOG_AT_EPOCH_END)
            return (epochs + 1) * (double)clock->epoch - 1;
        if (clock->epoch > 0) return inside_epoch(epochs, clock);
        return log->moment == LOG_AT_EPOCH_MEAN ? epochs + 0.5 : epochs * log->epoch_scale;
    case LOG_STEPS: break;
    }
    return point->x - (log->lagging ? point->part : 0);
}

double rows_update(const Rows *rows, size_t row, const LogClock *clock) {
    double step = rows_step(rows, row, clock);
    double shift = clock->shift *
                   (clock->epoch > 0 && rows->log->moment != LOG_AT_EPOCH_MEAN ? (double)clock->epoch : 1);
    if (clock->every > 1) return floor((step + (double)clock->offset) / (double)clock->every) + shift;
    return step * clock->times + shift;
}

static double rate_at(const Schedule *schedule, double update) {
    if (!(update >= 0)) return NAN;
    if (update > 1e15) update = 1e15;
    if (update == floor(update)) return schedule_lr(schedule, (int64_t)update);
    return schedule->base_lr * schedule_factor_at(schedule, update);
}

/* The mean over the epoch of what was set, once in `hold` steps. */
static double mean_rate(const Rows *rows, double from, const LogClock *clock) {
    double sum = 0;
    int64_t count = clock->epoch;
    if (!(from >= 0) || from + (double)count > 1e15) return NAN;
    if (clock->hold == 1 && count > LONGEST_MEAN)
        return rows->schedule->base_lr * schedule_sum(rows->schedule, (int64_t)from, (int64_t)from + count) / (double)count;
    if (count > LONGEST_MEAN) return NAN;
    for (int64_t i = 0; i < count; i++) sum += rate_at(rows->schedule, from + (double)(i - i % clock->hold));
    return sum / (double)count;
}

double rows_expected(const Rows *rows, size_t row, const LogClock *clock) {
    double update = rows_update(rows, row, clock);
    if (rows->log->moment == LOG_AT_EPOCH_MEAN && clock->epoch > 0) return mean_rate(rows, update, clock);
    return rate_at(rows->schedule, update);
}

double rows_rate(const Rows *rows, size_t row) {
    return rows->points[row].rate * rows->unit;
}

double rows_tolerance(const Rows *rows, size_t row) {
    return (runlog_tolerance(rows->log, &rows->points[row]) + rows->slack * rows->log->largest) * rows->unit;
}

bool rows_agree(const Rows *rows, size_t row, const LogClock *clock, double scale) {
    return fabs(rows_expected(rows, row, clock) * scale - rows_rate(rows, row)) <= rows_tolerance(rows, row);
}

size_t rows_count_agreeing(const Rows *rows, const LogClock *clock, double scale) {
    size_t count = 0;
    for (size_t i = 0; i < rows->count; i++) count += rows_agree(rows, i, clock, scale);
    return count;
}

double rows_deviation(const Rows *rows, size_t row, const LogClock *clock, double scale) {
    double expected = rows_expected(rows, row, clock) * scale,
           difference = fabs(rows_rate(rows, row) - expected);
    if (difference == 0) return 0;
    return expected == 0 ? difference / (rows->log->largest * rows->unit) : difference / fabs(expected);
}
