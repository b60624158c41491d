/* The corners of DECAY_POINTS as text, each in steps and, where it was given so, in epochs or percent. */
#ifndef SCHEDULE_POINTS_H
#define SCHEDULE_POINTS_H

#include "schedule/parameters.h"

typedef struct Point {
    SchedulePoint at;
    double amount; /* as its step was given, see schedule/epochs.h */
} Point;

/* Reads "0:1,100:0.5", "30e:0.1" or "none". Returns NULL, or what is wrong with it and leaves the schedule as
   it was. */
const char *points_read(Schedule *schedule, const char *text);
void points_print(const Schedule *schedule, Text *out);

/* NULL, or what is wrong with their order and the schedule as it was. */
const char *points_put(Schedule *schedule, const Point *list, int count);

#endif
