/* What can be proved of a schedule from its parameters alone: never by sampling.

   A decay is never above 1, but for a gamma, cycle_gamma or point above 1, and every join lies between what
   it joins. So the factor exceeds 1 on some step if and only if warmup_factor > 1 and warmup_iters >= 1, or
   the decay itself goes above 1. */
#ifndef SCHEDULE_BOUND_H
#define SCHEDULE_BOUND_H

#include "schedule/schedule.h"

typedef struct ScheduleAbove {
    bool any;
    /* false: more than some thousand different cycles or stairs are above 1, `count` is a close estimate */
    bool exact;
    bool by_decay; /* the decay itself is above 1 on some of them */
    int64_t count; /* how many steps of 0 … total_steps-1 have a factor above 1 */
    /* the first and the last of them; count < last-first+1 where others lie between */
    int64_t first, last;
} ScheduleAbove;

ScheduleAbove schedule_above(const Schedule *schedule);

/* The greatest factor of the run (over steps 0 … total_steps-1) and the first step that has it. */
typedef struct SchedulePeak {
    int64_t step;
    double factor;
} SchedulePeak;
SchedulePeak schedule_peak(const Schedule *schedule);

/* Returns what the warm-up costs, in steps at the full rate: the sum of 1 - w(t) over the warm-up's steps
   within the run. Linear and whole: (1 - warmup_factor)*(warmup_iters + 1)/2. Negative where warmup_factor >
   1: it is a gain. */
double schedule_warmup_cost(const Schedule *schedule);

/* Returns the last of the steps from 0 on that run at a rate of 0 because the warm-up starts there; -1 where
   none. */
int64_t schedule_last_zero(const Schedule *schedule);

/* Returns the last step of a negative rate, -1 where there is none. */
int64_t schedule_last_negative(const Schedule *schedule);

#endif
