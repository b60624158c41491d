/* What the files of this room share about the shape of warm-up and decay. Not for other rooms. */
#ifndef SCHEDULE_SHAPE_H
#define SCHEDULE_SHAPE_H

#include "schedule/schedule.h"

/* Farther than any step that can be asked for; sums of a few such still fit. */
#define SCHEDULE_FAR (4 * SCHEDULE_STEPS_MAX)

/* How many steps of the run belong to the warm-up. */
int64_t schedule_warm_steps(const Schedule *schedule);

/* The mean of `value` and 1 that gives 1 the weight `weight` (0 … 1). */
double schedule_blend(double value, double weight);

/* What stands in schedule/decays.c and schedule/warmups.c about each shape: all that is known of it. */
typedef struct DecayKind {
    const char *word, *label; /* as typed and in files; for people */
    uint64_t uses;            /* the parameters that it has: 1 << PARAMETER_GAMMA, … */
    double (*value)(const Schedule *schedule, double elapsed); /* d(c), elapsed >= 0 */
} DecayKind;

typedef struct WarmupKind {
    const char *word, *label;
    uint64_t uses;
    double (*value)(const Schedule *schedule, double step); /* w, 0 <= step < warmup_iters */
    double (*rise)(const Schedule *schedule, double step);  /* s, likewise */
} WarmupKind;

extern const DecayKind schedule_decays[DECAY_COUNT];
extern const WarmupKind schedule_warmups[WARMUP_COUNT];

/* d(c) also between the steps; d(0) for elapsed <= 0. */
double schedule_decay_at(const Schedule *schedule, double elapsed);
/* Its limit from below at a whole number of elapsed steps. */
double schedule_decay_before(const Schedule *schedule, int64_t elapsed);
/* The first place after `elapsed` (which may be negative) where the decay is not smooth, or SCHEDULE_FAR. */
int64_t schedule_decay_next(const Schedule *schedule, int64_t elapsed);

/* How many milestones are at or before `elapsed`. */
int schedule_milestones_until(const Schedule *schedule, double elapsed);

/* 1 everywhere, whatever its kind: no decay, gamma 1, final_factor 1, no milestones. */
bool schedule_decay_is_flat(const Schedule *schedule);
/* Its kind has an end after decay_steps, where it stays at final_factor. */
bool schedule_decay_ends(const Schedule *schedule);

/* The cycle of cosine_restarts or triangular that holds `elapsed` (>= 0), counted from decay_start. */
typedef struct ScheduleCycle {
    double start, next; /* where it and the one after it begin; `next` is right as far as a step can reach */
    double length;      /* exact, or rounded once where it is above 2^53 */
    double index;       /* how many were before it */
} ScheduleCycle;
ScheduleCycle schedule_cycle(const Schedule *schedule, double elapsed);

#endif
