/* Reading, writing and refusing the values of parameters. */
#include "schedule/parameter_values.h"

#include "base/number.h"
#include "base/spelling.h"
#include "schedule/epochs.h"
#include "schedule/function.h"
#include "schedule/milestones.h"
#include "schedule/points.h"

#include <ctype.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const void *place_of(const Schedule *schedule, ParameterId id) {
    return (const char *)schedule + parameters[id].offset;
}

static int64_t get_whole(const Schedule *schedule, ParameterId id) {
    int64_t value;
    memcpy(&value, place_of(schedule, id), sizeof value);
    return value;
}

double parameter_get(const Schedule *schedule, ParameterId id) {
    double real = 0;
    int choice = 0;
    switch (parameters[id].type) {
    case PARAMETER_REAL: memcpy(&real, place_of(schedule, id), sizeof real); return real;
    case PARAMETER_WHOLE: return (double)get_whole(schedule, id);
    case PARAMETER_CHOICE: memcpy(&choice, place_of(schedule, id), sizeof choice); return choice;
    case PARAMETER_LIST:
    case PARAMETER_PAIRS: break;
    }
    abort(); /* a list is no number */
}

double parameter_effective(const Schedule *schedule, ParameterId id) {
    double value = parameter_get(schedule, id);
    if (!parameters[id].automatic || value != (double)SCHEDULE_AUTO) return value;
    if (id == PARAMETER_STEPS_PER_EPOCH) return (double)schedule_steps_per_epoch(schedule);
    if (id == PARAMETER_DECAY_START) return (double)schedule_decay_start(schedule);
    if (id == PARAMETER_DECAY_STEPS) return (double)schedule_decay_steps(schedule);
    if (id == PARAMETER_TIMESCALE) return schedule_timescale(schedule);
    return 0;
}

void value_set(Schedule *schedule, ParameterId id, double value) {
    void *place = (char *)schedule + parameters[id].offset;
    int64_t count = (int64_t)(parameters[id].type == PARAMETER_REAL ? 0 : value);
    int choice = (int)(parameters[id].type == PARAMETER_CHOICE ? value : 0);
    switch (parameters[id].type) {
    case PARAMETER_REAL: memcpy(place, &value, sizeof value); break;
    case PARAMETER_WHOLE: memcpy(place, &count, sizeof count); break;
    case PARAMETER_CHOICE: memcpy(place, &choice, sizeof choice); break;
    case PARAMETER_LIST:
    case PARAMETER_PAIRS: break;
    }
}

/* Adds large bounds as people write them: 10^15, 1e100. */
static void add_bound(Text *out, double bound) {
    NumberText number = number_exact(bound);
    char *plus = strchr(number.text, '+');
    if (plus) memmove(plus, plus + 1, strlen(plus));
    text_add(out, bound == (double)SCHEDULE_STEPS_MAX ? "10^15" : number.text);
}

static void add_choices(Text *out, const Parameter *parameter) {
    text_add(out, "one of ");
    for (int i = 0; i < parameter->choice_count; i++)
        text_addf(out, "%s%s", i ? ", " : "", parameter->choice(i));
}

static void add_range(Text *out, const Parameter *parameter) {
    text_add(out, parameter->above_min ? "above " : "from ");
    add_bound(out, parameter->min);
    text_add(out, parameter->above_min ? " up to " : " to ");
    add_bound(out, parameter->max);
}

void parameter_takes(ParameterId id, Text *out) {
    const Parameter *parameter = &parameters[id];
    switch (parameter->type) {
    case PARAMETER_CHOICE: add_choices(out, parameter); break;
    case PARAMETER_REAL:
    case PARAMETER_WHOLE:
        text_add(out, parameter->type == PARAMETER_REAL ? "a number " : "a whole number ");
        add_range(out, parameter);
        break;
    case PARAMETER_LIST:
        text_addf(out, "up to %d distinct whole numbers ", SCHEDULE_MILESTONES_MAX);
        add_range(out, parameter);
        text_add(out, ", separated by commas, or none");
        break;
    case PARAMETER_PAIRS:
        text_addf(out, "up to %d pairs step:factor, separated by commas, steps in ascending order ",
                  SCHEDULE_POINTS_MAX);
        add_range(out, parameter);
        text_add(out, ", or none");
        break;
    }
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

static bool refuse(const Schedule *schedule, ParameterId id, const char *value, const char *wrong,
                   Text *why) {
    text_setf(why, "%s: ", parameter_name(schedule, id));
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

/* Adds "linear, constant, cosine, power or logarithmic". */
static void add_other_methods(Text *out) {
    for (int i = 0; i < WARMUP_COUNT; i++) {
        if (i == WARMUP_EXPONENTIAL) continue;
        text_addf(out, "%s%s",
                  i == 0                  ? ""
                  : i == WARMUP_COUNT - 1 ? " or "
                                          : ", ",
                  parameters[PARAMETER_WARMUP_METHOD].choice(i));
    }
}

/* An exponential needs a factor that it can begin with. */
static bool fits(const Schedule *schedule, ParameterId id, Text *why) {
    if (schedule->warmup_method != WARMUP_EXPONENTIAL || schedule->warmup_factor > 0) return true;
    NumberText factor = number_exact(schedule->warmup_factor);
    bool method = id == PARAMETER_WARMUP_METHOD;
    if (method)
        text_setf(why,
                  "warmup_method: 'exponential' is not allowed while warmup_factor is %s; it needs a number "
                  "above 0, so set warmup_factor first or take ",
                  factor.text);
    else
        text_setf(why,
                  "warmup_factor: '%s' is not allowed with the exponential warm-up; it takes a number above "
                  "0 there, or choose warmup_method ",
                  factor.text);
    add_other_methods(why);
    if (!method) text_add(why, " first");
    return false;
}

/* True if what was given in epochs or percent fits the new length of an epoch and of the run. */
static bool follows(Schedule *changed, const Schedule *before, ParameterId id, const char *typed, Text *why) {
    int64_t length = schedule_steps_per_epoch(changed);
    if (length == schedule_steps_per_epoch(before) && changed->total_steps == before->total_steps)
        return true;
    int unfit = epochs_follow(changed, before);
    if (unfit < 0) return true;
    text_setf(why, "%s: ", parameters[id].key);
    add_quoted(why, typed);
    text_addf(why, " is not allowed while %s is ", parameters[unfit].key);
    parameter_print(before, (ParameterId)unfit, why);
    if (length != schedule_steps_per_epoch(before))
        text_addf(why, ", with epochs of %s steps", number_exact((double)length).text);
    text_addf(why, "; give %s in steps first, it takes ", parameters[unfit].key);
    parameter_takes((ParameterId)unfit, why);
    return false;
}

/* A function must have a value on every step of the run. */
static bool function_allows(const Schedule *changed, ParameterId id, const char *typed, Text *why) {
    Text fault = {0};
    bool asked = changed->function && function_uses(changed) >> id & 1;
    bool good = !asked || function_fits(changed, &fault);
    if (!good) {
        text_setf(why, "%s: ", parameter_name(changed, id));
        add_quoted(why, typed);
        text_addf(why, " is not allowed with this function: %s", strchr(text_string(&fault), ' ') + 1);
    }
    text_free(&fault);
    return good;
}

/* Changes a parameter to a value that is allowed by itself. */
static bool change(Schedule *schedule, ParameterId id, double value, double amount, const char *typed,
                   Text *why) {
    Schedule changed = *schedule;
    value_set(&changed, id, value);
    epochs_put(&changed, id, amount);
    if (!fits(&changed, id, why) || !follows(&changed, schedule, id, typed, why) ||
        !function_allows(&changed, id, typed, why))
        return false;
    *schedule = changed;
    return true;
}

static bool put(Schedule *schedule, ParameterId id, double value, double amount, const char *typed,
                Text *why) {
    const char *wrong = value_fault(id, value);
    return wrong ? refuse(schedule, id, typed, wrong, why) : change(schedule, id, value, amount, typed, why);
}

bool parameter_put(Schedule *schedule, ParameterId id, double value, Text *why) {
    if (parameters[id].automatic && value == (double)SCHEDULE_AUTO)
        return change(schedule, id, value, 0, parameters[id].automatic, why);
    return put(schedule, id, value, 0, number_exact(value).text, why);
}

static bool read_choice(Schedule *schedule, ParameterId id, const char *typed, Text *why) {
    for (int i = 0; i < parameters[id].choice_count; i++)
        if (spelling_same(typed, parameters[id].choice(i))) return put(schedule, id, i, 0, typed, why);
    return refuse(schedule, id, typed, "is not known", why);
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

/* Reads a percentage: of the run where the parameter counts steps, else of 1. */
static const char *parse_percent(const Schedule *schedule, ParameterId id, double percent, double share,
                                 double *value, double *amount) {
    *value = share;
    if (!strcmp(parameters[id].unit, "fraction")) return NULL;
    if (!epochs_may_share(id)) return "is a percentage, which means nothing here";
    *value = floor(percent); /* refused as what it is, a number below 0 */
    if (percent < 0) return NULL;
    *amount = -percent;
    *value = epochs_steps(schedule, *amount);
    return NULL;
}

const char *value_parse(const Schedule *schedule, ParameterId id, const char *text, double *value,
                        double *amount) {
    char room[64];
    double percent, share;
    const char *number = epochs_in(id, text, room);
    *amount = 0;
    if (number_parse_percent(text, &percent, &share))
        return parse_percent(schedule, id, percent, share, value, amount);
    if (!number) return number_parse(text, value) ? NULL : "is not a number";
    if (!number_parse(number, amount)) return "is not a number";
    *value = epochs_steps(schedule, fmax(*amount, 0));
    if (*amount < 0) *value = *amount;
    return schedule_steps_per_epoch(schedule) > 0 ? NULL : value_no_epochs;
}

static bool read_list(Schedule *schedule, ParameterId id, const char *typed, Text *why) {
    bool pairs = parameters[id].type == PARAMETER_PAIRS;
    const char *wrong = (pairs ? points_read : milestones_read)(schedule, typed);
    return wrong ? refuse(schedule, id, typed, wrong, why) : true;
}

bool parameter_stops(ParameterId id, const char *text) {
    double percent, share;
    return id == PARAMETER_TOTAL_STEPS && number_parse_percent(text, &percent, &share);
}

static bool stop_run(Schedule *schedule, const char *text, Text *why) {
    double percent, share;
    Schedule stopped = *schedule;
    number_parse_percent(text, &percent, &share);
    double steps = floor(share * (double)schedule->total_steps + 0.5);
    const char *wrong = share > 1 ? "is more than the whole run" : value_fault(PARAMETER_TOTAL_STEPS, steps);
    if (schedule->function && parameter_applies(schedule, PARAMETER_TOTAL_STEPS))
        wrong = "would change the curve of a function that uses total_steps";
    if (wrong) return refuse(schedule, PARAMETER_TOTAL_STEPS, text, wrong, why);
    epochs_settle(&stopped);
    if (parameter_applies(schedule, PARAMETER_DECAY_STEPS))
        value_set(&stopped, PARAMETER_DECAY_STEPS, (double)schedule_decay_steps(schedule));
    value_set(&stopped, PARAMETER_TOTAL_STEPS, steps);
    epochs_put(&stopped, PARAMETER_TOTAL_STEPS, 0);
    *schedule = stopped;
    return true;
}

void parameter_stop_words(const Schedule *stopped, Text *out) {
    text_addf(out, "the run stops at step %s", number_grouped(stopped->total_steps).text);
    if (parameter_applies(stopped, PARAMETER_DECAY_STEPS))
        text_addf(out, "; decay_steps stays %s", number_grouped(schedule_decay_steps(stopped)).text);
}

bool parameter_read(Schedule *schedule, ParameterId id, const char *text, Text *why) {
    const Parameter *parameter = &parameters[id];
    double value, amount;
    if (parameter->type == PARAMETER_CHOICE) return read_choice(schedule, id, text, why);
    if (parameter_is_list(id)) return read_list(schedule, id, text, why);
    if (parameter->automatic && (spelling_same(text, parameter->automatic) || spelling_same(text, "auto")))
        return parameter_put(schedule, id, (double)SCHEDULE_AUTO, why);
    if (parameter_stops(id, text)) return stop_run(schedule, text, why);
    const char *wrong = value_parse(schedule, id, text, &value, &amount);
    if (wrong) return refuse(schedule, id, text, wrong, why);
    return put(schedule, id, value, amount, text, why);
}

static void print_number(const Schedule *schedule, ParameterId id, Text *out) {
    double amount = epochs_amount(schedule, id);
    if (parameters[id].automatic && parameter_get(schedule, id) == (double)SCHEDULE_AUTO)
        text_add(out, parameters[id].automatic);
    else if (amount != 0)
        epochs_print(amount, out);
    else if (parameters[id].type == PARAMETER_WHOLE)
        text_addf(out, "%" PRId64, get_whole(schedule, id));
    else
        text_add(out, number_exact(parameter_get(schedule, id)).text);
}

void parameter_tighten(Text *printed) {
    if (!printed->length) return;
    number_tighten(printed->data);
    printed->length = strlen(printed->data);
}

void parameter_print(const Schedule *schedule, ParameterId id, Text *out) {
    switch (parameters[id].type) {
    case PARAMETER_LIST: milestones_print(schedule, out); break;
    case PARAMETER_PAIRS: points_print(schedule, out); break;
    case PARAMETER_CHOICE: text_add(out, parameters[id].choice((int)parameter_get(schedule, id))); break;
    case PARAMETER_REAL:
    case PARAMETER_WHOLE: print_number(schedule, id, out); break;
    }
}
