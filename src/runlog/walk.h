/* Follows a log through a schedule row by row: where updates were skipped or the schedule began anew, the
   shift changes and the rest agrees again. Not for other rooms. */
#ifndef RUNLOG_WALK_H
#define RUNLOG_WALK_H

#include "runlog/rows.h"

typedef struct Walk {
    LogStretch *stretches;
    size_t count, agreeing;
    size_t skips;    /* changes of the shift by skipped updates */
    size_t restarts; /* times that the schedule began anew */
    double skipped;  /* updates in all */
} Walk;

enum { WALK_TRIES = 4000000 };

/* Begins with the clock's shift; gives up looking for others after so many tries. Free with walk_free. */
Walk walk_rows(const Rows *rows, const LogClock *clock, long tries);
void walk_free(Walk *walk);

#endif
