#include "schedule/epochs.h"

#include "schedule/milestones.h"
#include "schedule/points.h"
#include "schedule/values.h"

#include <math.h>
#include <string.h>

static double given(const Schedule *schedule, ParameterId id) {
    double epochs = 0;
    size_t offset = parameters[id].epochs_offset;
    if (offset) memcpy(&epochs, (const char *)schedule + offset, sizeof epochs);
    return epochs;
}

void epochs_put(Schedule *schedule, ParameterId id, double epochs) {
    size_t offset = parameters[id].epochs_offset;
    if (offset) memcpy((char *)schedule + offset, &epochs, sizeof epochs);
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

double epochs_of_point(const Schedule *schedule, int i) {
    return counted(schedule, schedule->epochs.points[i], (double)schedule->points[i].step);
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

static bool points_follow(Schedule *schedule, const Schedule *before) {
    Point list[SCHEDULE_POINTS_MAX];
    for (int i = 0; i < before->point_count; i++) {
        double epochs = epochs_of_point(before, i);
        double steps = epochs > 0 ? epochs_steps(schedule, epochs) : (double)before->points[i].step;
        if (value_fault(PARAMETER_POINTS, steps)) return false;
        list[i] = (Point){{(int64_t)steps, before->points[i].factor}, epochs};
    }
    return !points_put(schedule, list, before->point_count);
}

static bool follows(Schedule *schedule, const Schedule *before, ParameterId id) {
    switch (parameters[id].type) {
    case PARAMETER_LIST: return milestones_follow(schedule, before);
    case PARAMETER_PAIRS: return points_follow(schedule, before);
    case PARAMETER_CHOICE: return true;
    case PARAMETER_REAL:
    case PARAMETER_WHOLE: break;
    }
    return number_follows(schedule, before, id);
}

int epochs_follow(Schedule *schedule, const Schedule *before) {
    if (schedule_steps_per_epoch(schedule) == 0) return -1;
    for (ParameterId id = 0; id < PARAMETER_COUNT; id++)
        if (!follows(schedule, before, id)) return (int)id;
    return -1;
}
