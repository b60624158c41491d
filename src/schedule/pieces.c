/* Where warm-up and decay are smooth, and what can be said of a decay without looking inside. */
#include "schedule/shape.h"

#include <math.h>

static const double far = (double)SCHEDULE_FAR;

static const DecayKind *decay_of(const Schedule *schedule) {
    return &schedule_decays[schedule->decay];
}

bool schedule_decay_is_flat(const Schedule *schedule) {
    bool (*flat)(const Schedule *) = decay_of(schedule)->flat;
    return flat && flat(schedule);
}

bool schedule_decay_is_raised(const Schedule *schedule) {
    bool (*raised)(const Schedule *) = decay_of(schedule)->raised;
    return raised && raised(schedule);
}

bool schedule_decay_ends(const Schedule *schedule) {
    return decay_of(schedule)->uses & PARAMETER_BIT(DECAY_STEPS);
}

ScheduleBounds schedule_decay_bounds(const Schedule *schedule, double from, double to) {
    const DecayKind *kind = decay_of(schedule);
    if (kind->bounds) return kind->bounds(schedule, from, to);
    double a = kind->value(schedule, from), b = kind->value(schedule, to);
    return (ScheduleBounds){fmin(a, b), fmax(a, b)};
}

bool schedule_decay_is_seen(const Schedule *schedule, double step) {
    bool hidden = schedule->warmup_join == JOIN_REPLACE || schedule->warmup_join == JOIN_MEET;
    return !hidden || step >= (double)schedule_warmup_end(schedule);
}

/* Returns the first multiple of `interval` above x, or at or above it. */
static double stair_above(double x, int64_t interval) {
    return x - fmod(x, (double)interval) + (double)interval;
}

static double stair_from(double x, int64_t interval) {
    return fmod(x, (double)interval) == 0 ? x : stair_above(x, interval);
}

static double next_of(double (*next)(const Schedule *, double), const Schedule *schedule, double at) {
    return next ? next(schedule, at) : far;
}

/* On stairs a decay changes where they do; one that is level between its breaks only at the first stair from
   a break on. */
static double next_stair(const Schedule *schedule, double at) {
    const DecayKind *kind = decay_of(schedule);
    double start = (double)schedule_decay_start(schedule), elapsed = schedule_elapsed(schedule, at);
    if (!kind->slope) {
        double next = next_of(kind->next_break, schedule, elapsed);
        return next < far ? stair_from(start + next, schedule->decay_interval) : far;
    }
    if (kind->settled && elapsed >= kind->settled(schedule)) return far;
    return stair_above(fmax(at, start), schedule->decay_interval);
}

static double next_in_decay(const Schedule *schedule, double elapsed, bool turns) {
    const DecayKind *kind = decay_of(schedule);
    double next = next_of(kind->next_break, schedule, elapsed);
    return turns ? fmin(next, next_of(kind->next_turn, schedule, elapsed)) : next;
}

/* Returns where `elapsed` is reached, counted from step 0 and rounded up, so that what begins there has
   begun. */
static double reached(double start, double elapsed) {
    double at = start + elapsed;
    return at - start < elapsed ? nextafter(at, INFINITY) : at;
}

/* A place between two steps may round to `at` itself: then it is the one after it. */
static double next_of_decay(const Schedule *schedule, double at, bool turns, bool whole) {
    const DecayKind *kind = decay_of(schedule);
    double start = (double)schedule_decay_start(schedule), elapsed = at - start;
    if (schedule_decay_is_flat(schedule)) return far;
    if (schedule->decay_interval > 1) return next_stair(schedule, at);
    if (elapsed < 0 && kind->slope) return start;
    double next = next_in_decay(schedule, fmax(elapsed, 0), turns);
    while (next < far && reached(start, whole ? ceil(next) : next) <= at)
        next = next_in_decay(schedule, next, turns);
    return next < far ? reached(start, whole ? ceil(next) : next) : far;
}

static double next_of_warmup(const Schedule *schedule, double at, bool turns, bool whole) {
    const WarmupKind *kind = &schedule_warmups[schedule->warmup_method];
    double end = (double)schedule_warmup_end(schedule);
    if (at >= end) return far;
    bool same = schedule->warmup_join == JOIN_MULTIPLY && schedule->warmup_factor == 1;
    if (same) return far;
    if (!kind->way) return end;
    if (schedule->warmup_interval > 1) return fmin(end, stair_above(at, schedule->warmup_interval));
    double next = turns || kind->full ? next_of(kind->next_turn, schedule, at) : far;
    return fmin(end, whole ? ceil(next) : next);
}

double schedule_next_piece(const Schedule *schedule, double at, bool turns, bool whole) {
    double next = next_of_warmup(schedule, at, turns, whole);
    if (schedule_decay_is_seen(schedule, at)) return fmin(next, next_of_decay(schedule, at, turns, whole));
    return fmin(next, (double)schedule_warmup_end(schedule));
}
