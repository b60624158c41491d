/* How words.h's functions say numbers: readable or exact. Not for other rooms. */
#ifndef SCHEDULE_VOICE_H
#define SCHEDULE_VOICE_H

#include "base/number.h"
#include "base/text.h"
#include "schedule/bound.h"

/* Exact numbers are the shortest that read back as the same double; steps then have no thin spaces. */
typedef struct Voice {
    Text *out;
    bool exact;
} Voice;

NumberText voice_number(Voice voice, double value);
/* With as many digits as it takes not to read as `other`, where the two differ. */
NumberText voice_apart(Voice voice, double value, double other);
NumberText voice_step(Voice voice, int64_t step);

/* "0.5 × base_lr = 0.01". */
void voice_rate(Voice voice, const Schedule *schedule, double factor);
/* "step 0", "steps 0 – 999". */
void voice_steps(Voice voice, int64_t first, int64_t last);

/* "1 step", "1 000 steps". */
void voice_count(Voice voice, int64_t steps);

/* How many: "620", "about 2.473e14". */
void voice_above_count(Voice voice, const ScheduleAbove *above);
/* "steps 0 – 999", "620 of steps 0 – 999". */
void voice_above(Voice voice, const ScheduleAbove *above);

void voice_verdict(Voice voice, const Schedule *schedule);
void voice_conclusion(Voice voice, const Schedule *schedule);
/* The decay's shape, without saying where it begins. */
void voice_decay(Voice voice, const Schedule *schedule);

/* A decay begins before the warm-up (or the run) ends. */
bool voice_decays_inside(const Schedule *schedule);

#endif
