#include "schedule/shape.h"

#include <math.h>

static int64_t whole(double elapsed) {
    return elapsed < (double)SCHEDULE_FAR ? (int64_t)elapsed : SCHEDULE_FAR;
}

bool schedule_decay_ends(const Schedule *schedule) {
    switch (schedule->decay) {
    case DECAY_LINEAR:
    case DECAY_POLYNOMIAL:
    case DECAY_COSINE:
    case DECAY_ONE_MINUS_SQRT: return true;
    default: return false;
    }
}

bool schedule_decay_is_flat(const Schedule *schedule) {
    switch (schedule->decay) {
    case DECAY_NONE: return true;
    case DECAY_MULTISTEP: return schedule->gamma == 1 || schedule->milestone_count == 0;
    case DECAY_STEP:
    case DECAY_EXPONENTIAL: return schedule->gamma == 1;
    case DECAY_INVERSE_SQRT: return false;
    default: return schedule->final_factor == 1;
    }
}

/* Cycles are counted, never computed with logarithms. A cycle that has begun may be longer than any run: its
   length stays what it is, only its end is no place that a step could ask for. */
ScheduleCycle schedule_cycle(const Schedule *schedule, int64_t elapsed) {
    int64_t steps = schedule->cycle_steps;
    ScheduleCycle cycle = {0, steps, (double)steps};
    if (schedule->cycle_mult == 1) {
        cycle.start = elapsed - elapsed % steps;
        cycle.next = cycle.start + steps;
        return cycle;
    }
    while (elapsed >= cycle.next) {
        cycle.start = cycle.next;
        cycle.length *= (double)schedule->cycle_mult;
        cycle.next += (int64_t)fmin(cycle.length, (double)SCHEDULE_FAR);
    }
    return cycle;
}

static int milestones_until(const Schedule *schedule, double elapsed) {
    int count = 0;
    while (count < schedule->milestone_count && (double)schedule->milestones[count] <= elapsed) count++;
    return count;
}

static double cosine(const Schedule *schedule, double q) {
    return schedule_blend(schedule->final_factor, (1 + cos(M_PI * q)) / 2);
}

static double restarted(const Schedule *schedule, double elapsed) {
    ScheduleCycle cycle = schedule_cycle(schedule, whole(elapsed));
    return cosine(schedule, (elapsed - (double)cycle.start) / cycle.length);
}

double schedule_decay_at(const Schedule *schedule, double elapsed) {
    if (elapsed <= 0) return 1;
    double gamma = schedule->gamma, size = (double)schedule->step_size;
    double steps = (double)schedule_decay_steps(schedule);
    double q = fmin(elapsed, steps) / steps;
    switch (schedule->decay) {
    case DECAY_MULTISTEP: return pow(gamma, milestones_until(schedule, elapsed));
    case DECAY_STEP: return pow(gamma, (double)(whole(elapsed) / schedule->step_size));
    case DECAY_EXPONENTIAL: return pow(gamma, elapsed / size);
    case DECAY_LINEAR: return schedule_blend(schedule->final_factor, 1 - q);
    case DECAY_POLYNOMIAL: return schedule_blend(schedule->final_factor, pow(1 - q, schedule->power));
    case DECAY_COSINE: return cosine(schedule, q);
    case DECAY_COSINE_RESTARTS: return restarted(schedule, elapsed);
    case DECAY_INVERSE_SQRT: return 1 / sqrt(1 + elapsed / schedule->timescale);
    case DECAY_ONE_MINUS_SQRT: return schedule_blend(schedule->final_factor, 1 - sqrt(q));
    default: return 1;
    }
}

double schedule_decay_before(const Schedule *schedule, int64_t elapsed) {
    if (elapsed <= 0) return 1;
    bool jumps = schedule->decay == DECAY_MULTISTEP || schedule->decay == DECAY_STEP;
    if (jumps) return schedule_decay(schedule, elapsed - 1);
    if (schedule->decay != DECAY_COSINE_RESTARTS) return schedule_decay(schedule, elapsed);
    bool restart = schedule_cycle(schedule, elapsed).start == elapsed;
    return restart ? schedule->final_factor : schedule_decay(schedule, elapsed);
}

static int64_t next_milestone(const Schedule *schedule, int64_t elapsed) {
    int next = milestones_until(schedule, (double)elapsed);
    return next < schedule->milestone_count ? schedule->milestones[next] : SCHEDULE_FAR;
}

int64_t schedule_decay_next(const Schedule *schedule, int64_t elapsed) {
    if (schedule_decay_is_flat(schedule)) return SCHEDULE_FAR;
    int64_t from = elapsed > 0 ? elapsed : 0;
    if (schedule->decay == DECAY_MULTISTEP) return next_milestone(schedule, from);
    if (schedule->decay == DECAY_STEP) return (from / schedule->step_size + 1) * schedule->step_size;
    if (elapsed < 0) return 0;
    if (schedule->decay == DECAY_COSINE_RESTARTS) return schedule_cycle(schedule, elapsed).next;
    int64_t end = schedule_decay_steps(schedule);
    return schedule_decay_ends(schedule) && elapsed < end ? end : SCHEDULE_FAR;
}
