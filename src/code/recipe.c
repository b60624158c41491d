#include "code/recipe.h"

#include "schedule/bound.h"
#include "schedule/parameters.h"

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

static void describe_milestones(const Schedule *schedule, Text *out) {
    int64_t start = schedule_decay_start(schedule);
    int count = schedule->milestone_count;
    NumberText gamma;
    text_addf(out, "times %s at step%s ", number(&gamma, schedule->gamma), count > 1 ? "s" : "");
    for (int i = 0; i < count; i++)
        text_addf(out, "%s%" PRId64,
                  i == 0           ? ""
                  : i == count - 1 ? " and "
                                   : ", ",
                  start + schedule->milestones[i]);
}

static void describe_end(const Schedule *schedule, const char *kind, Text *out) {
    NumberText end;
    bool zero = schedule->final_factor == 0;
    text_addf(out, "%s to %s%s over %" PRId64 " steps", kind, number(&end, schedule->final_factor),
              zero ? "" : " of base_lr", schedule_decay_steps(schedule));
}

static void describe_restarts(const Schedule *schedule, Text *out) {
    NumberText end;
    bool zero = schedule->final_factor == 0;
    text_addf(out, "a cosine to %s%s that restarts after %s steps", number(&end, schedule->final_factor),
              zero ? "" : " of base_lr", number_exact(schedule->cycle_steps).text);
    if (schedule->cycle_mult > 1)
        text_addf(out, ", each cycle %" PRId64 " times as long", schedule->cycle_mult);
}

static void describe_every(const Schedule *schedule, const char *kind, Text *out) {
    NumberText gamma;
    text_addf(out, "%s %s every ", kind, number(&gamma, schedule->gamma));
    if (schedule->step_size == 1)
        text_add(out, "step");
    else
        text_addf(out, "%" PRId64 " steps", schedule->step_size);
}

static void describe_decay(const Schedule *schedule, Text *out) {
    NumberText kept;
    switch (schedule->decay) {
    case DECAY_MULTISTEP: describe_milestones(schedule, out); break;
    case DECAY_STEP: describe_every(schedule, "times", out); break;
    case DECAY_EXPONENTIAL: describe_every(schedule, "exponential decay by", out); break;
    case DECAY_LINEAR: describe_end(schedule, "a straight line", out); break;
    case DECAY_COSINE: describe_end(schedule, "a cosine", out); break;
    case DECAY_ONE_MINUS_SQRT: describe_end(schedule, "one minus square root", out); break;
    case DECAY_POLYNOMIAL:
        text_addf(out, "a polynomial of power %s", number(&kept, schedule->power));
        describe_end(schedule, "", out);
        break;
    case DECAY_COSINE_RESTARTS: describe_restarts(schedule, out); break;
    case DECAY_INVERSE_SQRT:
        text_addf(out, "inverse square root with a timescale of %s steps",
                  number(&kept, schedule_timescale(schedule)));
        break;
    case DECAY_INVERSE_TIME:
        text_addf(out, "inverse time with a timescale of %s steps",
                  number(&kept, schedule_timescale(schedule)));
        text_addf(out, ", to the power of %s", number(&kept, schedule->power));
        break;
    case DECAY_TRIANGULAR:
        text_addf(out, "down to %s of base_lr and up again", number(&kept, schedule->final_factor));
        text_addf(out, " every %s steps", number_exact(schedule->cycle_steps).text);
        break;
    case DECAY_POINTS: text_addf(out, "straight lines through %d points", schedule->point_count); break;
    case DECAY_NONE:
    case DECAY_COUNT: text_add(out, "constant"); break;
    }
    if (parameter_applies(schedule, PARAMETER_NUM_CYCLES) && schedule->num_cycles != 0.5)
        text_addf(out, " in %s waves", number(&kept, schedule->num_cycles));
    if (parameter_applies(schedule, PARAMETER_CYCLE_GAMMA) && schedule->cycle_gamma != 1)
        text_addf(out, ", each peak times %s", number(&kept, schedule->cycle_gamma));
}

/* Describes what the shapes themselves do not say. */
static void describe_rest(const Schedule *schedule, Text *out) {
    static const ParameterId rest[] = {PARAMETER_WARMUP_POWER, PARAMETER_WARMUP_JOIN,
                                       PARAMETER_WARMUP_INTERVAL, PARAMETER_DECAY_INTERVAL, PARAMETER_FLOOR};
    for (size_t i = 0; i < sizeof rest / sizeof *rest; i++) {
        if (!parameter_applies(schedule, rest[i]) || parameter_is_default(schedule, rest[i])) continue;
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
        text_addf(out, "lr = base_lr * f(%s), a function of the step, over %s steps.", formula_step_name(schedule->function),
                  number_exact((double)schedule->total_steps).text);
        return;
    }
    int64_t start = schedule_decay_start(schedule);
    describe_warmup(schedule, out);
    if (recipe_decays(schedule)) {
        if (recipe_overlaps(schedule))
            text_addf(out, ", multiplied from step %" PRId64 " on by a decay: ", start);
        else if (!recipe_follows(schedule))
            text_addf(out, ", held until step %" PRId64 ", then ", start);
        else
            text_add(out, recipe_warms(schedule) ? ", then " : ": ");
        describe_decay(schedule, out);
    }
    describe_rest(schedule, out);
    bool one = schedule->total_steps == 1;
    text_addf(out, ". Training takes %" PRId64 " update%s.", schedule->total_steps, one ? "" : "s");
    describe_verdict(schedule, out);
}
