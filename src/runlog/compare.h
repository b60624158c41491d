/* A log held against a schedule, to the last printed digit: does every row hold the rate that the schedule
   has at its update? And where not: which of the usual accidents explains it. */
#ifndef RUNLOG_COMPARE_H
#define RUNLOG_COMPARE_H

#include "runlog/runlog.h"
#include "schedule/schedule.h"

enum { LOG_SHIFT_AUTO = 100, LOG_PARTS_MAX = 64 };

/* Which update a row's rate belongs to, as a function of the step that the row names: every `every` steps
   one, `times` as many, `shift` later. */
typedef struct LogClock {
    double times;   /* updates of the schedule in one step of the log; 1 as a rule */
    int64_t every;  /* the scheduler is stepped once in so many steps; 1 as a rule */
    int64_t offset; /* with every > 1: steps before the first row of stairs */
    double shift;
    int64_t epoch; /* LOG_EPOCHS: updates in an epoch, 0: the schedule counts epochs */
    int64_t hold;  /* LOG_AT_EPOCH_MEAN: the rate is set once in so many steps; 1 as a rule */
} LogClock;

/* A run of rows that the schedule explains in one way, or that it does not explain. */
typedef struct LogStretch {
    size_t first, count; /* rows of the shown series */
    double shift;
    bool agrees;
} LogStretch;

typedef struct LogVerdict {
    double shift; /* update = x + shift in the rows that agree first */
    size_t rows;  /* of the series */
    size_t
        compared; /* rows that the schedule, with what explains them, accounts for; all where nothing does */
    bool agrees;  /* every row is as the schedule has it, by one shift and without an accident */
    bool walked;  /* it is explained stretch by stretch */
    bool explained; /* every row is accounted for */
    double largest; /* relative deviation among the rows compared */
    size_t largest_row;
    size_t parts[LOG_PARTS_MAX]; /* rows from which on the log leaves the schedule, or follows it in another
                                    way */
    size_t part_count;
    LogClock clock;
    double scale; /* the log's rates are so many times the schedule's; 1 as a rule */
    LogStretch *stretches;
    size_t stretch_count;
    Text explanation; /* sentences */
} LogVerdict;

/* `shift` is LOG_SHIFT_AUTO or what --log-shift says. Free the verdict with runlog_verdict_free. */
void runlog_compare(const RunLog *log, const Schedule *schedule, int shift, LogVerdict *verdict);
void runlog_verdict_free(LogVerdict *verdict);

/* The update of a row by the verdict's clock (may be a fraction where epochs are counted), and the rate that
   the schedule has there, in the log's own terms. */
double runlog_update(const RunLog *log, const Schedule *schedule, const LogVerdict *verdict, size_t row);
double runlog_expected(const RunLog *log, const Schedule *schedule, const LogVerdict *verdict, size_t row);

/* True if every row agrees by one shift. Costs one pass over the rows. */
bool runlog_agrees(const RunLog *log, const Schedule *schedule, int shift);

/* Returns the number that `shift` adds to x; counting from 1 is part of it. */
double runlog_shift(const RunLog *log, const LogVerdict *verdict);

#endif
