/* What makes a run's rates differ from its schedule's, one row an accident: how it is tested and how it is
   said. Not for other rooms. */
#ifndef RUNLOG_ACCIDENTS_H
#define RUNLOG_ACCIDENTS_H

#include "runlog/walk.h"

/* What was found, where it explains the rows: the schedule that it makes of the declared one, the clock, the
   scale. */
typedef struct Finding {
    Schedule schedule;
    LogClock clock;
    double scale;
    size_t agreeing;
    Walk walk;  /* of stretches, or empty */
    Text words; /* a sentence */
} Finding;

void finding_free(Finding *finding);

/* The first accident that accounts for all rows (but those after the end of the schedule); else skipped
   updates and new beginnings, if these account for more rows than the `plain` number that agree without.
   False where there is none. `clock` is what the log says of itself. */
bool accident_find(const Rows *rows, const LogClock *clock, size_t plain, Finding *finding);

/* Returns the updates at which the schedule has that rate: at most `max`, ascending. */
size_t accident_updates(const Rows *rows, double rate, double tolerance, double *updates, size_t max);

#endif
