/* The list of milestones, each in steps and, where it was given so, in epochs. */
#ifndef SCHEDULE_MILESTONES_H
#define SCHEDULE_MILESTONES_H

#include "schedule/parameters.h"

typedef struct Milestone {
    int64_t steps;
    double amount; /* as it was given, see schedule/epochs.h */
} Milestone;

/* Reads "60000,80000", "16e,22e", "60%,80%" or "none". Returns NULL, or what is wrong with it and leaves the
   schedule as it was. */
const char *milestones_read(Schedule *schedule, const char *text);
void milestones_print(const Schedule *schedule, Text *out);

/* Sorted as the schedule needs them. False where one stands there twice, and the schedule as it was. */
bool milestones_put(Schedule *schedule, Milestone *list, int count);

#endif
