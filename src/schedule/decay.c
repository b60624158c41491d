#include "schedule/shape.h"

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

int schedule_milestones_until(const Schedule *schedule, double elapsed) {
    int count = 0;
    while (count < schedule->milestone_count && (double)schedule->milestones[count] <= elapsed) count++;
    return count;
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
    int next = schedule_milestones_until(schedule, (double)elapsed);
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
