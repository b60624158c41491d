/* Several values at once. */
#include "schedule/parameters.h"

#include "schedule/epochs.h"

static bool take(Schedule *schedule, ParameterValue *value) {
    text_clear(&value->why);
    return parameter_read(schedule, value->id, value->text, &value->why);
}

/* Values that give the length of an epoch together may, one by one, lose it for a moment. */
static void follow(Schedule *schedule, const Schedule *before) {
    Schedule changed = *schedule;
    if (epochs_follow(&changed, before) < 0) *schedule = changed;
}

static bool has(const ParameterValue *values, size_t count, ParameterId from, ParameterId to) {
    for (size_t i = 0; i < count; i++)
        if (values[i].id >= from && values[i].id <= to) return true;
    return false;
}

/* Lets a data set that is given without a length of an epoch count. */
static void count_data_set(Schedule *schedule, const ParameterValue *values, size_t count) {
    Text why = {0};
    if (schedule->dataset_size > 0 && has(values, count, PARAMETER_DATASET_SIZE, PARAMETER_DEVICES) &&
        !has(values, count, PARAMETER_STEPS_PER_EPOCH, PARAMETER_STEPS_PER_EPOCH))
        parameter_put(schedule, PARAMETER_STEPS_PER_EPOCH, (double)SCHEDULE_AUTO, &why);
    text_free(&why);
}

static bool stops(const ParameterValue *value) {
    return parameter_stops(value->id, value->text);
}

static size_t take_in_order(Schedule *schedule, ParameterValue *values, size_t count) {
    Schedule before = *schedule;
    size_t refused = 0;
    for (int id = 0; id < PARAMETER_ALL; id++) {
        for (size_t i = 0; i < count; i++)
            if ((int)values[i].id == id && !stops(&values[i]) && !take(schedule, &values[i])) refused++;
        if (id != PARAMETER_DEVICES) continue;
        count_data_set(schedule, values, count);
        follow(schedule, &before);
    }
    return refused;
}

/* A later value for the same parameter has its place. */
static bool superseded(const ParameterValue *values, size_t count, size_t at) {
    for (size_t i = at + 1; i < count; i++)
        if (values[i].id == values[at].id) return true;
    return false;
}

/* Returns how many of those that were refused are taken now. */
static size_t take_again(Schedule *schedule, ParameterValue *values, size_t count) {
    size_t taken = 0;
    for (size_t i = 0; i < count; i++)
        if (values[i].why.length && !superseded(values, count, i) && take(schedule, &values[i])) taken++;
    return taken;
}

bool parameters_assign(Schedule *schedule, ParameterValue *values, size_t count) {
    size_t refused = take_in_order(schedule, values, count), taken = 1;
    while (refused > 0 && taken > 0) {
        taken = take_again(schedule, values, count);
        refused -= taken;
    }
    for (size_t i = 0; i < count; i++)
        if (stops(&values[i]) && !superseded(values, count, i) && !take(schedule, &values[i])) refused++;
    return refused == 0;
}
