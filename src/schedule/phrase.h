/* How words.h's functions say numbers: readable or exact. Not for other rooms. */
#ifndef SCHEDULE_PHRASE_H
#define SCHEDULE_PHRASE_H

#include "base/number.h"
#include "base/text.h"
#include "schedule/bound.h"

/* Exact numbers are the shortest that read back as the same double; steps then have no thin spaces. */
typedef struct Phrase {
    Text *out;
    bool exact;
} Phrase;

NumberText phrase_number(Phrase phrase, double value);
/* Prints with as many digits as it takes not to read as `other`, where the two differ. */
NumberText phrase_apart(Phrase phrase, double value, double other);
NumberText phrase_step(Phrase phrase, int64_t step);

/* Writes "0.5 × base_lr = 0.01". */
void phrase_rate(Phrase phrase, const Schedule *schedule, double factor);
/* Writes "step 0" or "steps 0 – 999". */
void phrase_steps(Phrase phrase, int64_t first, int64_t last);

/* Writes "1 step" or "1 000 steps". */
void phrase_count(Phrase phrase, int64_t steps);

/* Writes how many steps are above 1: "620", "about 2.473e14". */
void phrase_above_count(Phrase phrase, const ScheduleAbove *above);
/* "steps 0 – 999", "620 of steps 0 – 999". */
void phrase_above(Phrase phrase, const ScheduleAbove *above);

void phrase_verdict(Phrase phrase, const Schedule *schedule);
void phrase_conclusion(Phrase phrase, const Schedule *schedule);
/* The decay's shape, without saying where it begins. */
void phrase_decay(Phrase phrase, const Schedule *schedule);

/* A decay begins before the warm-up (or the run) ends. */
bool phrase_decays_inside(const Schedule *schedule);

#endif
