#include "schedule/epochs.h"

#include "schedule/milestones.h"
#include "schedule/values.h"

#include <math.h>
#include <string.h>

/* Where the epochs of a number of steps stand in the schedule, or 0. */
static size_t offset_of(ParameterId id) {
    switch (id) {
    case PARAMETER_TOTAL_STEPS: return offsetof(Schedule, epochs.total_steps);
    case PARAMETER_WARMUP_ITERS: return offsetof(Schedule, epochs.warmup_iters);
    case PARAMETER_DECAY_START: return offsetof(Schedule, epochs.decay_start);
    case PARAMETER_STEP_SIZE: return offsetof(Schedule, epochs.step_size);
    case PARAMETER_DECAY_STEPS: return offsetof(Schedule, epochs.decay_steps);
    case PARAMETER_CYCLE_STEPS: return offsetof(Schedule, epochs.cycle_steps);
    case PARAMETER_TIMESCALE: return offsetof(Schedule, epochs.timescale);
    default: return 0;
    }
}

static double given(const Schedule *schedule, ParameterId id) {
    double epochs = 0;
    if (offset_of(id)) memcpy(&epochs, (const char *)schedule + offset_of(id), sizeof epochs);
    return epochs;
}

void epochs_put(Schedule *schedule, ParameterId id, double epochs) {
    if (offset_of(id)) memcpy((char *)schedule + offset_of(id), &epochs, sizeof epochs);
}

bool epochs_may_count(ParameterId id) {
    return !strcmp(parameters[id].unit, "steps");
}

double epochs_steps(const Schedule *schedule, double epochs) {
    return floor(epochs * (double)schedule_steps_per_epoch(schedule) + 0.5);
}

static double counted(const Schedule *schedule, double epochs, double steps) {
    bool known = schedule_steps_per_epoch(schedule) > 0;
    return known && epochs > 0 && epochs_steps(schedule, epochs) == steps ? epochs : 0;
}

double parameter_epochs(const Schedule *schedule, ParameterId id) {
    double epochs = given(schedule, id);
    return epochs > 0 ? counted(schedule, epochs, parameter_get(schedule, id)) : 0;
}

double epochs_of_milestone(const Schedule *schedule, int i) {
    return counted(schedule, schedule->epochs.milestones[i], (double)schedule->milestones[i]);
}

static bool number_follows(Schedule *schedule, const Schedule *before, ParameterId id) {
    double epochs = parameter_epochs(before, id), steps = epochs_steps(schedule, epochs);
    if (epochs == 0) return true;
    if (value_fault(id, steps)) return false;
    value_set(schedule, id, steps);
    return true;
}

/* In a list of both, what was given in steps stays. */
static bool milestones_follow(Schedule *schedule, const Schedule *before) {
    Milestone list[SCHEDULE_MILESTONES_MAX];
    for (int i = 0; i < before->milestone_count; i++) {
        double epochs = epochs_of_milestone(before, i);
        double steps = epochs > 0 ? epochs_steps(schedule, epochs) : (double)before->milestones[i];
        if (value_fault(PARAMETER_MILESTONES, steps)) return false;
        list[i] = (Milestone){(int64_t)steps, epochs};
    }
    return milestones_put(schedule, list, before->milestone_count);
}

int epochs_follow(Schedule *schedule, const Schedule *before) {
    if (schedule_steps_per_epoch(schedule) == 0) return -1;
    for (ParameterId id = 0; id < PARAMETER_COUNT; id++) {
        bool list = parameters[id].type == PARAMETER_LIST;
        if (!(list ? milestones_follow(schedule, before) : number_follows(schedule, before, id)))
            return (int)id;
    }
    return -1;
}
