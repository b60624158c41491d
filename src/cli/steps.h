/* Lists of steps as --at takes them: "0,250,999..1001,0..100k:1000,6e,50%". A list may name 10^15 steps, so
   it is walked and never spread out. */
#ifndef CLI_STEPS_H
#define CLI_STEPS_H

#include "schedule/schedule.h"

/* What a list may hold, for messages. */
#define CLI_STEPS_TAKES                                                                                      \
    "whole numbers from 0 to 10^15, epochs and percent of the run, and ranges of them, as in "               \
    "0,250,999..1001,0..100k:1000,6e,50%"

typedef struct CliSteps {
    int64_t first, last; /* 0 <= first <= last <= SCHEDULE_STEPS_MAX */
    int64_t stride;      /* every so many of them, from the first on; 1: each */
} CliSteps;

/* Reads the piece at *at and moves *at to the next one, NULL after the last. Epochs and percent are those of
   the schedule; where it is NULL they are only read. False: it names no steps. */
bool cli_steps_next(const char **at, const Schedule *schedule, CliSteps *steps);

/* True if the list counts epochs anywhere. */
bool cli_steps_in_epochs(const char *list);

#endif
