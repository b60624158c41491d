/* Reading, writing and refusing the values of parameters. */
#include "schedule/values.h"

#include "base/number.h"
#include "base/spelling.h"
#include "schedule/epochs.h"
#include "schedule/milestones.h"

#include <ctype.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Where a number or count stands in the schedule. */
static size_t offset_of(ParameterId id) {
    switch (id) {
    case PARAMETER_STEPS_PER_EPOCH: return offsetof(Schedule, steps_per_epoch);
    case PARAMETER_DATASET_SIZE: return offsetof(Schedule, dataset_size);
    case PARAMETER_BATCH_SIZE: return offsetof(Schedule, batch_size);
    case PARAMETER_ACCUMULATION: return offsetof(Schedule, accumulation);
    case PARAMETER_DEVICES: return offsetof(Schedule, devices);
    case PARAMETER_BASE_LR: return offsetof(Schedule, base_lr);
    case PARAMETER_TOTAL_STEPS: return offsetof(Schedule, total_steps);
    case PARAMETER_WARMUP_FACTOR: return offsetof(Schedule, warmup_factor);
    case PARAMETER_WARMUP_ITERS: return offsetof(Schedule, warmup_iters);
    case PARAMETER_DECAY_START: return offsetof(Schedule, decay_start);
    case PARAMETER_GAMMA: return offsetof(Schedule, gamma);
    case PARAMETER_STEP_SIZE: return offsetof(Schedule, step_size);
    case PARAMETER_DECAY_STEPS: return offsetof(Schedule, decay_steps);
    case PARAMETER_FINAL_FACTOR: return offsetof(Schedule, final_factor);
    case PARAMETER_POWER: return offsetof(Schedule, power);
    case PARAMETER_CYCLE_STEPS: return offsetof(Schedule, cycle_steps);
    case PARAMETER_CYCLE_MULT: return offsetof(Schedule, cycle_mult);
    case PARAMETER_TIMESCALE: return offsetof(Schedule, timescale);
    default: abort(); /* choices and lists are kept in another way */
    }
}

static double get_real(const Schedule *schedule, ParameterId id) {
    double value;
    memcpy(&value, (const char *)schedule + offset_of(id), sizeof value);
    return value;
}

static int64_t get_whole(const Schedule *schedule, ParameterId id) {
    int64_t value;
    memcpy(&value, (const char *)schedule + offset_of(id), sizeof value);
    return value;
}

double parameter_get(const Schedule *schedule, ParameterId id) {
    if (id == PARAMETER_WARMUP_METHOD) return schedule->warmup_method;
    if (id == PARAMETER_DECAY) return schedule->decay;
    return parameters[id].type == PARAMETER_REAL ? get_real(schedule, id) : (double)get_whole(schedule, id);
}

double parameter_effective(const Schedule *schedule, ParameterId id) {
    if (id == PARAMETER_STEPS_PER_EPOCH) return (double)schedule_steps_per_epoch(schedule);
    if (id == PARAMETER_DECAY_START) return (double)schedule_decay_start(schedule);
    if (id == PARAMETER_DECAY_STEPS) return (double)schedule_decay_steps(schedule);
    return parameter_get(schedule, id);
}

void value_set(Schedule *schedule, ParameterId id, double value) {
    int64_t count = (int64_t)(parameters[id].type == PARAMETER_REAL ? 0 : value);
    void *place = (char *)schedule + (parameters[id].type == PARAMETER_CHOICE ? 0 : offset_of(id));
    switch (parameters[id].type) {
    case PARAMETER_REAL: memcpy(place, &value, sizeof value); break;
    case PARAMETER_WHOLE: memcpy(place, &count, sizeof count); break;
    default:
        if (id == PARAMETER_WARMUP_METHOD)
            schedule->warmup_method = (WarmupMethod)count;
        else
            schedule->decay = (Decay)count;
    }
}

/* Large bounds as people write them: 10^15, 1e100. */
static void add_bound(Text *out, double bound) {
    NumberText number = number_exact(bound);
    char *plus = strchr(number.text, '+');
    if (plus) memmove(plus, plus + 1, strlen(plus));
    text_add(out, bound == (double)SCHEDULE_STEPS_MAX ? "10^15" : number.text);
}

static void add_choices(Text *out, const char *const *choices) {
    text_add(out, "one of ");
    for (size_t i = 0; choices[i]; i++) text_addf(out, "%s%s", i ? ", " : "", choices[i]);
}

void parameter_takes(ParameterId id, Text *out) {
    const Parameter *parameter = &parameters[id];
    if (parameter->type == PARAMETER_CHOICE) {
        add_choices(out, parameter->choices);
        return;
    }
    if (parameter->type == PARAMETER_LIST) text_addf(out, "up to %d different ", SCHEDULE_MILESTONES_MAX);
    text_add(out, parameter->type == PARAMETER_REAL    ? "a number "
                  : parameter->type == PARAMETER_WHOLE ? "a whole number "
                                                       : "whole numbers ");
    text_add(out, parameter->above_min ? "above " : "from ");
    add_bound(out, parameter->min);
    text_add(out, parameter->above_min ? " up to " : " to ");
    add_bound(out, parameter->max);
    if (parameter->type == PARAMETER_LIST) text_add(out, " with commas between them, or none");
    if (parameter->automatic) text_addf(out, ", or %s", parameter->automatic);
}

/* A refused value as one short line, whatever was typed. */
static void add_quoted(Text *out, const char *value) {
    enum { SHOWN = 40 };
    text_add(out, "'");
    size_t length = strlen(value), shown = length > SHOWN ? SHOWN : length;
    while (shown < length && shown > 0 && ((unsigned char)value[shown] & 0xC0) == 0x80) shown--;
    for (size_t i = 0; i < shown; i++) {
        char byte = iscntrl((unsigned char)value[i]) ? '?' : value[i];
        text_add_bytes(out, &byte, 1);
    }
    text_add(out, shown < length ? "...'" : "'");
}

/* A number of epochs is no step while this is so. */
const char value_no_epochs[] = "counts epochs, whose length is not known";

static bool refuse(ParameterId id, const char *value, const char *wrong, Text *why) {
    text_setf(why, "%s: ", parameters[id].key);
    add_quoted(why, value);
    text_addf(why, " %s; ", wrong);
    text_add(why, wrong == value_no_epochs
                      ? "set steps_per_epoch, or dataset_size and batch_size; or it takes "
                      : "it takes ");
    parameter_takes(id, why);
    return false;
}

const char *value_fault(ParameterId id, double value) {
    const Parameter *parameter = &parameters[id];
    if (parameter->type != PARAMETER_REAL && value != floor(value)) return "is not a whole number";
    bool low = parameter->above_min ? value <= parameter->min : value < parameter->min;
    return low || !(value <= parameter->max) ? "is not allowed" : NULL;
}

/* An exponential needs a factor that it can begin with. */
static bool fits(const Schedule *schedule, ParameterId id, Text *why) {
    if (schedule->warmup_method != WARMUP_EXPONENTIAL || schedule->warmup_factor > 0) return true;
    if (id == PARAMETER_WARMUP_METHOD)
        text_setf(why,
                  "warmup_method: 'exponential' is not allowed while warmup_factor is %s; it needs a number "
                  "above 0, so set warmup_factor first or take linear, constant or cosine",
                  number_exact(schedule->warmup_factor).text);
    else
        text_setf(why,
                  "warmup_factor: '%s' is not allowed with the exponential warm-up; it takes a number above "
                  "0 there, or choose warmup_method linear, constant or cosine first",
                  number_exact(schedule->warmup_factor).text);
    return false;
}

/* What was given in epochs fits the new length of one. */
static bool follows(Schedule *changed, const Schedule *before, ParameterId id, const char *typed, Text *why) {
    if (schedule_steps_per_epoch(changed) == schedule_steps_per_epoch(before)) return true;
    int unfit = epochs_follow(changed, before);
    if (unfit < 0) return true;
    text_setf(why, "%s: ", parameters[id].key);
    add_quoted(why, typed);
    text_addf(why, " is not allowed while %s is ", parameters[unfit].key);
    parameter_print(before, (ParameterId)unfit, why);
    text_addf(why, ", with epochs of %s steps; give %s in steps first, it takes ",
              number_exact((double)schedule_steps_per_epoch(changed)).text, parameters[unfit].key);
    parameter_takes((ParameterId)unfit, why);
    return false;
}

/* To a value that is allowed by itself. */
static bool change(Schedule *schedule, ParameterId id, double value, double epochs, const char *typed,
                   Text *why) {
    Schedule changed = *schedule;
    value_set(&changed, id, value);
    epochs_put(&changed, id, epochs);
    if (!fits(&changed, id, why) || !follows(&changed, schedule, id, typed, why)) return false;
    *schedule = changed;
    return true;
}

static bool put(Schedule *schedule, ParameterId id, double value, double epochs, const char *typed,
                Text *why) {
    const char *wrong = value_fault(id, value);
    return wrong ? refuse(id, typed, wrong, why) : change(schedule, id, value, epochs, typed, why);
}

bool parameter_put(Schedule *schedule, ParameterId id, double value, Text *why) {
    if (parameters[id].automatic && value == (double)SCHEDULE_AUTO)
        return change(schedule, id, value, 0, parameters[id].automatic, why);
    return put(schedule, id, value, 0, number_exact(value).text, why);
}

static bool read_choice(Schedule *schedule, ParameterId id, const char *typed, Text *why) {
    const char *const *choices = parameters[id].choices;
    for (int i = 0; choices[i]; i++)
        if (spelling_same(typed, choices[i])) return put(schedule, id, i, 0, typed, why);
    return refuse(id, typed, "is not known", why);
}

/* Epochs without their letter, or NULL where the text does not end with it. */
static const char *epochs_in(ParameterId id, const char *text, char number[64]) {
    size_t length = strlen(text);
    while (length > 0 && isspace((unsigned char)text[length - 1])) length--;
    bool counted = epochs_may_count(id) && length > 1 && length < 64 && strchr("eE", text[length - 1]);
    if (!counted) return NULL;
    memcpy(number, text, length - 1);
    number[length - 1] = 0;
    return number;
}

const char *value_parse(const Schedule *schedule, ParameterId id, const char *text, double *value,
                        double *epochs) {
    char room[64];
    const char *number = epochs_in(id, text, room);
    *epochs = 0;
    if (!number) return number_parse(text, value) ? NULL : "is not a number";
    if (!number_parse(number, epochs)) return "is not a number";
    *value = epochs_steps(schedule, *epochs);
    return schedule_steps_per_epoch(schedule) > 0 ? NULL : value_no_epochs;
}

static bool read_list(Schedule *schedule, const char *typed, Text *why) {
    const char *wrong = milestones_read(schedule, typed);
    return wrong ? refuse(PARAMETER_MILESTONES, typed, wrong, why) : true;
}

bool parameter_read(Schedule *schedule, ParameterId id, const char *text, Text *why) {
    const Parameter *parameter = &parameters[id];
    double value, epochs;
    if (parameter->type == PARAMETER_CHOICE) return read_choice(schedule, id, text, why);
    if (parameter->type == PARAMETER_LIST) return read_list(schedule, text, why);
    if (parameter->automatic && (spelling_same(text, parameter->automatic) || spelling_same(text, "auto")))
        return parameter_put(schedule, id, (double)SCHEDULE_AUTO, why);
    const char *wrong = value_parse(schedule, id, text, &value, &epochs);
    if (wrong) return refuse(id, text, wrong, why);
    return put(schedule, id, value, epochs, text, why);
}

static void print_count(const Schedule *schedule, ParameterId id, Text *out) {
    double epochs = parameter_epochs(schedule, id);
    if (parameters[id].automatic && get_whole(schedule, id) == SCHEDULE_AUTO)
        text_add(out, parameters[id].automatic);
    else if (epochs > 0)
        text_addf(out, "%se", number_exact(epochs).text);
    else
        text_addf(out, "%" PRId64, get_whole(schedule, id));
}

static void print_real(const Schedule *schedule, ParameterId id, Text *out) {
    double epochs = parameter_epochs(schedule, id);
    text_add(out, number_exact(epochs > 0 ? epochs : parameter_get(schedule, id)).text);
    if (epochs > 0) text_add(out, "e");
}

void parameter_print(const Schedule *schedule, ParameterId id, Text *out) {
    const Parameter *parameter = &parameters[id];
    switch (parameter->type) {
    case PARAMETER_LIST: milestones_print(schedule, out); break;
    case PARAMETER_CHOICE: text_add(out, parameter->choices[(int)parameter_get(schedule, id)]); break;
    case PARAMETER_REAL: print_real(schedule, id, out); break;
    case PARAMETER_WHOLE: print_count(schedule, id, out); break;
    }
}
