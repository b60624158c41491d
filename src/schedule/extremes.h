/* The search for the least and the greatest factor among whole steps, and for the places where the curve
   crosses a level; schedule_range is the same for the drawn curve. Not for other rooms. */
#ifndef SCHEDULE_EXTREMES_H
#define SCHEDULE_EXTREMES_H

#include "schedule/shape.h"

typedef struct ScheduleExtremes {
    double min, greatest;
    double greatest_at; /* the first place that has it */
} ScheduleExtremes;

/* Returns the extremes of the steps first … last; wider than the truth by rounding, and where there are too
   many different cycles or stairs to visit, by those of one. */
ScheduleExtremes schedule_extremes_of_steps(const Schedule *schedule, int64_t first, int64_t last);
/* The greatest factor as it is, and where; `min` says nothing. */
ScheduleExtremes schedule_greatest_of_steps(const Schedule *schedule, int64_t first, int64_t last);

/* Returns where the factor without its floor can be from … to, both on the same side of the warm-up's end; as
   wide as the ranges of warm-up and decay by themselves make it. */
ScheduleBounds extremes_bounds(const Schedule *schedule, double from, double to);

/* It provably rises or falls all along from … to, which lie within one piece (schedule_next_piece, turns). */
bool extremes_monotone(const Schedule *schedule, double from, double to);

/* Returns the first place after `from` where the factor without its floor comes to the other side of `level`,
   or `to`; there is no break in between. */
double extremes_crossing(const Schedule *schedule, double from, double to, double level);

#endif
