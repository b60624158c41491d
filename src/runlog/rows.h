/* A log's rows as numbers to compare a schedule with. Not for other rooms. */
#ifndef RUNLOG_ROWS_H
#define RUNLOG_ROWS_H

#include "runlog/compare.h"

typedef struct Rows {
    const RunLog *log;
    const Schedule *schedule;
    const LogPoint *points;
    size_t count;
    double unit;  /* the schedule's base_lr where the log holds factors, else 1 */
    double slack; /* a further relative tolerance; 0 as a rule */
} Rows;

Rows rows_of(const RunLog *log, const Schedule *schedule);

LogClock clock_plain(const RunLog *log, const Schedule *schedule, double shift);

/* Returns the step a row names, from 0, before the clock's shift. */
double rows_step(const Rows *rows, size_t row, const LogClock *clock);
double rows_update(const Rows *rows, size_t row, const LogClock *clock);
/* NAN where the update is before the first. */
double rows_expected(const Rows *rows, size_t row, const LogClock *clock);
double rows_rate(const Rows *rows, size_t row);
double rows_tolerance(const Rows *rows, size_t row);
bool rows_agree(const Rows *rows, size_t row, const LogClock *clock, double scale);
size_t rows_count_agreeing(const Rows *rows, const LogClock *clock, double scale);

/* Returns |log - schedule| / |schedule|, or 0 where both are 0. */
double rows_deviation(const Rows *rows, size_t row, const LogClock *clock, double scale);

#endif
