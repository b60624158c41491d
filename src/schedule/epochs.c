#include "schedule/epochs.h"

#include "base/number.h"
#include "schedule/milestones.h"
#include "schedule/points.h"
#include "schedule/parameter_values.h"

#include <math.h>
#include <string.h>

static double given(const Schedule *schedule, ParameterId id) {
    double epochs = 0;
    size_t offset = parameters[id].epochs_offset;
    if (offset) memcpy(&epochs, (const char *)schedule + offset, sizeof epochs);
    return epochs;
}

void epochs_put(Schedule *schedule, ParameterId id, double amount) {
    size_t offset = parameters[id].epochs_offset;
    if (offset) memcpy((char *)schedule + offset, &amount, sizeof amount);
}

bool epochs_may_count(ParameterId id) {
    return !strcmp(parameters[id].unit, "steps");
}

bool epochs_may_share(ParameterId id) {
    return epochs_may_count(id) && id != PARAMETER_TOTAL_STEPS;
}

double epochs_steps(const Schedule *schedule, double amount) {
    if (amount < 0) return floor(-amount * (double)schedule->total_steps / 100 + 0.5);
    return floor(amount * (double)schedule_steps_per_epoch(schedule) + 0.5);
}

static double counted(const Schedule *schedule, double amount, double steps) {
    bool known = amount < 0 || schedule_steps_per_epoch(schedule) > 0;
    return known && amount != 0 && epochs_steps(schedule, amount) == steps ? amount : 0;
}

double epochs_amount(const Schedule *schedule, ParameterId id) {
    double amount = given(schedule, id);
    return amount != 0 ? counted(schedule, amount, parameter_get(schedule, id)) : 0;
}

void epochs_print(double amount, Text *out) {
    text_addf(out, "%s%s", number_exact(fabs(amount)).text, amount > 0 ? "e" : "%");
}

double parameter_epochs(const Schedule *schedule, ParameterId id) {
    return fmax(epochs_amount(schedule, id), 0);
}

double parameter_percent(const Schedule *schedule, ParameterId id) {
    return fmax(-epochs_amount(schedule, id), 0);
}

double epochs_of_milestone(const Schedule *schedule, int i) {
    return counted(schedule, schedule->epochs.milestones[i], (double)schedule->milestones[i]);
}

double epochs_of_point(const Schedule *schedule, int i) {
    return counted(schedule, schedule->epochs.points[i], (double)schedule->points[i].step);
}

void epochs_settle(Schedule *schedule) {
    for (ParameterId id = 0; id < PARAMETER_COUNT; id++)
        if (given(schedule, id) < 0) epochs_put(schedule, id, 0);
    for (int i = 0; i < schedule->milestone_count; i++)
        schedule->epochs.milestones[i] = fmax(0, schedule->epochs.milestones[i]);
    for (int i = 0; i < schedule->point_count; i++)
        schedule->epochs.points[i] = fmax(0, schedule->epochs.points[i]);
}

/* True if the unit is as long as it was, so that what was given in it is what it was or has just been
   changed. */
static bool stays(const Schedule *schedule, const Schedule *before, double amount) {
    if (amount < 0) return schedule->total_steps == before->total_steps;
    return schedule_steps_per_epoch(schedule) == schedule_steps_per_epoch(before);
}

/* Epochs whose length is not known any more. */
static bool lost(const Schedule *schedule, double amount) {
    return amount > 0 && schedule_steps_per_epoch(schedule) == 0;
}

static bool number_follows(Schedule *schedule, const Schedule *before, ParameterId id) {
    double amount = epochs_amount(before, id), steps = epochs_steps(schedule, amount);
    if (amount == 0 || lost(schedule, amount) || stays(schedule, before, amount)) return true;
    if (value_fault(id, steps)) return false;
    value_set(schedule, id, steps);
    return true;
}

/* Moves milestones that were given in epochs or percent; in a list of both, those given in steps stay. */
static bool milestones_follow(Schedule *schedule, const Schedule *before) {
    Milestone list[SCHEDULE_MILESTONES_MAX];
    for (int i = 0; i < before->milestone_count; i++) {
        double amount = epochs_of_milestone(before, i);
        if (lost(schedule, amount)) amount = 0;
        double steps = amount != 0 ? epochs_steps(schedule, amount) : (double)before->milestones[i];
        if (value_fault(PARAMETER_MILESTONES, steps)) return false;
        list[i] = (Milestone){(int64_t)steps, amount};
    }
    return milestones_put(schedule, list, before->milestone_count);
}

static bool points_follow(Schedule *schedule, const Schedule *before) {
    Point list[SCHEDULE_POINTS_MAX];
    for (int i = 0; i < before->point_count; i++) {
        double amount = epochs_of_point(before, i);
        if (lost(schedule, amount)) amount = 0;
        double steps = amount != 0 ? epochs_steps(schedule, amount) : (double)before->points[i].step;
        if (value_fault(PARAMETER_POINTS, steps)) return false;
        list[i] = (Point){{(int64_t)steps, before->points[i].factor}, amount};
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
    for (ParameterId id = 0; id < PARAMETER_COUNT; id++)
        if (!follows(schedule, before, id)) return (int)id;
    return -1;
}
