/* The search for the least and the greatest factor among whole steps; schedule_range is the same for the
   drawn curve. Not for other rooms. */
#ifndef SCHEDULE_EXTREMES_H
#define SCHEDULE_EXTREMES_H

#include "schedule/schedule.h"

typedef struct ScheduleExtremes {
    double min, greatest;
    double greatest_at; /* the first place that has it */
} ScheduleExtremes;

ScheduleExtremes schedule_extremes_of_steps(const Schedule *schedule, int64_t first, int64_t last);

#endif
