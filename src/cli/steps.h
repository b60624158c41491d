/* Lists of steps as --at takes them: "0,250,999..1001". A list may name 10^15 steps, so it is walked and
   never spread out. */
#ifndef CLI_STEPS_H
#define CLI_STEPS_H

#include <stdbool.h>
#include <stdint.h>

typedef struct CliSteps {
    int64_t first, last; /* 0 <= first <= last <= SCHEDULE_STEPS_MAX */
} CliSteps;

/* Reads the piece at *at and moves *at to the next one, NULL after the last. False: it names no steps. */
bool cli_steps_next(const char **at, CliSteps *steps);

#endif
