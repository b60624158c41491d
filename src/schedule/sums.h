/* Sums of the factor over many steps, for any range at once: a run of 10^15 steps takes as long as a short
   one.

   Up to some hundred steps they are added one by one. A longer smooth piece (between declared breaks) is
   added one by one at its ends and by Euler and Maclaurin's formula in between, its integral by Gauss and
   Legendre's rule with 16 nodes on panels that grow with the distance from the ends. Steps of a staircase and
   cycles of a restart are themselves the terms of such a sum. The error stays below 10^-9 of the sum of the
   factors' sizes. */
#ifndef SCHEDULE_SUMS_H
#define SCHEDULE_SUMS_H

#include "base/text.h"
#include "schedule/schedule.h"

/* A sum as far as it is known: it lies between these, which are equal but for functions of the step, and for
   what is `estimated`: stairs of lengths that do not fit each other, of which there are more than 32768. */
typedef struct ScheduleSum {
    double low, high;
    bool estimated;
} ScheduleSum;

/* Sums the steps from … end-1 (0 <= from <= end <= SCHEDULE_STEPS_MAX). Times base_lr: their learning rates. */
ScheduleSum schedule_sum_known(const Schedule *schedule, int64_t from, int64_t end);
/* Returns its middle; NAN where the bounds are further apart than 10^-9 of it. */
double schedule_sum(const Schedule *schedule, int64_t from, int64_t end);

/* Returns which share of the sum of the run's learning rates falls on the steps 0 … end-1, known as sums are;
   NANs where they add up to nothing above 0, infinite bounds where nothing is known. `end` is at most
   total_steps. */
ScheduleSum schedule_share(const Schedule *schedule, int64_t end);

/* "25%", "between 24.9% and 25.1%", "about 25%" or "an unknown share"; false where the share is NAN. */
bool words_share(ScheduleSum share, Text *out);
/* "The first half of training carries 25% of the sum of lr", with those numbers; and what of it has happened
   after step `step`, by its share. Nothing where the shares are NAN. */
void words_half(ScheduleSum half, Text *out);
void words_until(int64_t step, ScheduleSum share, Text *out);

#endif
