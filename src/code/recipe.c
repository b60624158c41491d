#include "code/recipe.h"

#include "schedule/bound.h"
#include "schedule/parameters.h"
#include "schedule/words.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

bool recipe_warms(const Schedule *schedule) {
    return schedule->warmup_iters > 0;
}

bool recipe_decays(const Schedule *schedule) {
    return !schedule_decay_is_flat(schedule);
}

bool recipe_follows(const Schedule *schedule) {
    return recipe_decays(schedule) && schedule_decay_start(schedule) == schedule->warmup_iters;
}

bool recipe_overlaps(const Schedule *schedule) {
    return recipe_decays(schedule) && schedule_decay_start(schedule) < schedule->warmup_iters;
}

int64_t recipe_last_elapsed(const Schedule *schedule) {
    return schedule->total_steps - 1 - schedule_decay_start(schedule);
}

int64_t recipe_cycles(const Schedule *schedule, int64_t max) {
    double rest = (double)recipe_last_elapsed(schedule), length = schedule->cycle_steps;
    int64_t count = 1;
    while (rest >= length && count < max) {
        rest -= length;
        count++;
        length *= (double)schedule->cycle_mult;
    }
    return count;
}

NumberText recipe_number(double value, const char *slash) {
    NumberText decimal = number_exact(value), fraction = decimal;
    double below = round(1 / fabs(value));
    if (value == 0 || below > 1e9 || below < 2 || copysign(1 / below, value) != value) return decimal;
    snprintf(fraction.text, sizeof fraction.text, "%s1%s%.0f", value < 0 ? "-" : "", slash, below);
    return strlen(fraction.text) < strlen(decimal.text) ? fraction : decimal;
}

static const char *number(NumberText *kept, double value) {
    *kept = recipe_number(value, "/");
    return kept->text;
}

static void describe_warmup(const Schedule *schedule, Text *out) {
    const char *name = parameters[PARAMETER_WARMUP_METHOD].choice(schedule->warmup_method);
    bool zero = schedule->warmup_factor == 0;
    NumberText factor, rate;
    number(&factor, schedule->warmup_factor);
    number(&rate, schedule->base_lr);
    if (!recipe_warms(schedule))
        text_addf(out, "No warm-up: base_lr = %s from step 0 on", rate.text);
    else if (schedule->warmup_method == WARMUP_CONSTANT)
        text_addf(out, "Constant warm-up: %s of base_lr before step %" PRId64 ", base_lr = %s from there on",
                  factor.text, schedule->warmup_iters, rate.text);
    else
        text_addf(out, "%c%s warm-up from %s%s at step 0 to base_lr = %s at step %" PRId64,
                  name[0] - 'a' + 'A', name + 1, factor.text,
                  zero                          ? ""
                  : schedule->warmup_factor > 1 ? " times base_lr"
                                                : " of base_lr",
                  rate.text, schedule->warmup_iters);
}

/* Writes ASCII, as files of code and settings are. */
static void describe_decay(const Schedule *schedule, Text *out) {
    static const char sign[] = "×", word[] = "times";
    enum { SIGN = sizeof sign - 1, WORD = sizeof word - 1 };
    size_t start = out->length;
    words_decay(schedule, out);
    for (char *at; (at = strstr(out->data + start, sign));) {
        size_t place = (size_t)(at - out->data), rest = out->length - place - SIGN;
        text_add(out, "   ");
        memmove(out->data + place + WORD, out->data + place + SIGN, rest);
        memcpy(out->data + place, word, WORD);
        start = place;
    }
}

/* Describes what the shapes themselves do not say. */
static void describe_rest(const Schedule *schedule, Text *out) {
    static const ParameterId rest[] = {PARAMETER_WARMUP_POWER, PARAMETER_WARMUP_JOIN,
                                       PARAMETER_WARMUP_INTERVAL, PARAMETER_DECAY_INTERVAL, PARAMETER_FLOOR};
    for (size_t i = 0; i < sizeof rest / sizeof *rest; i++) {
        bool of_decay = rest[i] == PARAMETER_WARMUP_JOIN || rest[i] == PARAMETER_DECAY_INTERVAL;
        bool applies = parameter_applies(schedule, rest[i]) && (!of_decay || recipe_decays(schedule));
        if (!applies || parameter_is_default(schedule, rest[i])) continue;
        text_addf(out, ", %s ", parameters[rest[i]].key);
        parameter_print(schedule, rest[i], out);
    }
}

static void describe_verdict(const Schedule *schedule, Text *out) {
    NumberText kept;
    ScheduleAbove above = schedule_above(schedule);
    bool at_first = recipe_warms(schedule) && schedule->warmup_factor > 1 && above.any && above.first == 0;
    if (at_first)
        text_addf(out, " Above base_lr at first: step 0 has %s times base_lr.",
                  number(&kept, schedule_factor(schedule, 0)));
    else if (above.any)
        text_addf(out, " Above base_lr from step %" PRId64 " on.", above.first);
    else
        text_add(out, " Never above base_lr.");
}

void recipe_describe(const Schedule *schedule, Text *out) {
    if (schedule->function) {
        text_addf(out, "lr = base_lr * f(%s), a function of the step, over %s steps.",
                  formula_step_name(schedule->function), number_exact((double)schedule->total_steps).text);
        return;
    }
    int64_t start = schedule_decay_start(schedule);
    describe_warmup(schedule, out);
    if (recipe_decays(schedule)) {
        if (recipe_overlaps(schedule))
            text_addf(out, ", multiplied from step %" PRId64 " on by a decay: ", start);
        else if (!recipe_follows(schedule))
            text_addf(out, ", held until step %" PRId64 ", then a decay: ", start);
        else
            text_add(out, recipe_warms(schedule) ? ", then a decay: " : ", with a decay: ");
        describe_decay(schedule, out);
    }
    describe_rest(schedule, out);
    bool one = schedule->total_steps == 1;
    text_addf(out, ". Training takes %" PRId64 " update%s.", schedule->total_steps, one ? "" : "s");
    describe_verdict(schedule, out);
}
