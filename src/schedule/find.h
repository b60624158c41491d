/* Where a curve goes below a value, or comes up to it: exact, from the proved extremes of whole stretches. */
#ifndef SCHEDULE_FIND_H
#define SCHEDULE_FIND_H

#include "schedule/schedule.h"

typedef struct ScheduleLevel {
    bool of_lr; /* the learning rate is compared; else the factor */
    double value;
} ScheduleLevel;

/* True if the value of that step, as computed, is below the level. */
bool schedule_is_below(const Schedule *schedule, ScheduleLevel level, int64_t step);

/* Returns the first of the steps first … last that is below the level, or (below = false) that is not; -1
   where none is. */
int64_t schedule_find(const Schedule *schedule, ScheduleLevel level, bool below, int64_t first, int64_t last);

#endif
