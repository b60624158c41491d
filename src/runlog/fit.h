/* The schedule that explains a log: its warm-up, its decay, its numbers, round ones preferred where the
   digits leave a choice. */
#ifndef RUNLOG_FIT_H
#define RUNLOG_FIT_H

#include "runlog/compare.h"

enum { LOG_FITS_MAX = 3 };

typedef struct LogFit {
    Schedule schedule;
    int shift;          /* update = step + shift, before counting from 1 is taken off */
    int reported_shift; /* what has to be added to the number in the log: counting from 1 is part of it */
    size_t explained;   /* rows that agree, skipped updates allowed for */
    size_t skips;       /* places at which updates were skipped or the schedule began anew */
    double largest;     /* relative deviation among the rows that agree */
    size_t telling;     /* of the rows that agree those whose rate differs from the row before */
    double value;       /* how much of the log it explains, for ranking */
    double complexity;  /* digits that had to be said; the fewer the better */
    Text ambiguous;     /* sentences, one a line: what the log leaves open */
} LogFit;

/* Finds at most LOG_FITS_MAX schedules, the best first. Returns how many; 0 where nothing explains at least a
   quarter of the rows, and a quarter of those in which the rate changes. Free each's
   `ambiguous`. What the log does not tell (a data set, epochs) is taken over from `start`. */
size_t runlog_fit(const RunLog *log, const Schedule *start, int shift, LogFit *fits);
void fits_free(LogFit *fits, size_t count);

#endif
