/* What goes beyond a product of the shapes that the frameworks have: joins, stairs, floors, waves, cycles
   whose peaks change, points. PyTorch's LambdaLR takes all of it, written out. */
#include "code/model.h"

#include "code/python.h"
#include "code/recipe.h"
#include "schedule/parameters.h"

#include <assert.h>
#include <math.h>

static bool applies(const Schedule *schedule, ParameterId id) {
    return parameter_applies(schedule, id);
}

static bool changes(const Schedule *schedule, ParameterId id) {
    return applies(schedule, id) && !parameter_is_default(schedule, id);
}

static bool joins(const Schedule *schedule) {
    bool both = recipe_warms(schedule) && recipe_decays(schedule);
    return both && schedule->warmup_join != JOIN_MULTIPLY;
}

static bool warms_in_stairs(const Schedule *schedule) {
    return recipe_warms(schedule) && schedule->warmup_interval > 1;
}

static bool decays_in_stairs(const Schedule *schedule) {
    return recipe_decays(schedule) && schedule->decay_interval > 1;
}

static bool cycles_are_fractional(const Schedule *schedule) {
    return applies(schedule, PARAMETER_CYCLE_STEPS) && schedule->cycle_steps != floor(schedule->cycle_steps);
}

static bool warms_anew(const Schedule *schedule) {
    bool is_new = schedule->warmup_method == WARMUP_POWER || schedule->warmup_method == WARMUP_LOGARITHMIC;
    return recipe_warms(schedule) && is_new;
}

static bool decays_anew(const Schedule *schedule) {
    bool is_new = schedule->decay == DECAY_INVERSE_TIME || schedule->decay == DECAY_TRIANGULAR ||
                  schedule->decay == DECAY_POINTS;
    return recipe_decays(schedule) && is_new;
}

static bool has_floor(const Schedule *schedule) {
    return schedule->floor != (double)SCHEDULE_AUTO;
}

static bool waves(const Schedule *schedule) {
    return changes(schedule, PARAMETER_NUM_CYCLES);
}

static bool peaks_change(const Schedule *schedule) {
    return changes(schedule, PARAMETER_CYCLE_GAMMA);
}

typedef struct Trait {
    bool (*has)(const Schedule *schedule);
    const char *words;
} Trait;

static const Trait traits[] = {
    {warms_anew, "a warm-up of this kind"},
    {decays_anew, "a decay of this kind"},
    {joins, "a warm-up that meets the decay otherwise than as a factor"},
    {warms_in_stairs, "a warm-up in stairs"},
    {decays_in_stairs, "a decay in stairs"},
    {waves, "a cosine of other than half a wave"},
    {peaks_change, "peaks that change from cycle to cycle"},
    {cycles_are_fractional, "cycles of a fractional length"},
    {has_floor, "a floor for the rate"},
};
enum { TRAITS = sizeof traits / sizeof *traits };

bool model_goes_beyond(const Schedule *schedule) {
    for (int i = 0; i < TRAITS; i++)
        if (traits[i].has(schedule)) return true;
    return false;
}

void model_refuse(const Schedule *schedule, const char *framework, Text *out) {
    text_addf(out, "# %s has no schedule for this:\n", framework);
    for (int i = 0; i < TRAITS; i++)
        if (traits[i].has(schedule)) text_addf(out, "# - %s\n", traits[i].words);
    text_add(out, "# Take the PyTorch code, or a function of the step with the same formulas.\n");
}

/* --- the functions for LambdaLR --- */

/* The lines that set alpha, the warm-up's rise from 0 to 1. */
static void write_rise(const Schedule *schedule, Text *out) {
    switch (schedule->warmup_method) {
    case WARMUP_LINEAR: text_add(out, "    alpha = step / warmup_iters\n"); break;
    case WARMUP_CONSTANT: text_add(out, "    alpha = 0\n"); break;
    case WARMUP_EXPONENTIAL:
        if (schedule->warmup_factor == 1)
            text_add(out, "    alpha = step / warmup_iters\n");
        else
            text_add(out, "    share = warmup_factor ** (1 - step / warmup_iters)\n"
                          "    alpha = (share - warmup_factor) / (1 - warmup_factor)\n");
        break;
    case WARMUP_COSINE:
        text_add(out, "    alpha = (1 - math.cos(math.pi * step / warmup_iters)) / 2\n");
        break;
    case WARMUP_POWER: text_add(out, "    alpha = (step / warmup_iters) ** warmup_power\n"); break;
    case WARMUP_LOGARITHMIC:
        text_add(out, "    alpha = min(math.log(step + 1) / math.log(max(warmup_iters, 2)), 1)\n");
        break;
    case WARMUP_COUNT: break;
    }
}

/* Writes what the warm-up goes to from warmup_factor, and what the result is multiplied by. */
static void write_warmup(const Schedule *schedule, Text *out) {
    bool to_decay = joins(schedule) && schedule->warmup_join != JOIN_REPLACE;
    text_addf(out, "\n\ndef warmup(step%s):\n", to_decay ? ", target" : "");
    write_rise(schedule, out);
    text_addf(out, "    return warmup_factor * (1 - alpha) + %s\n", to_decay ? "target * alpha" : "alpha");
}

static void write_cycle(const Schedule *schedule, Text *out) {
    bool grows = schedule->decay == DECAY_COSINE_RESTARTS && schedule->cycle_mult > 1;
    if (grows)
        text_add(out, "    cycle, length = 0, cycle_steps\n    while elapsed >= length:\n"
                      "        elapsed -= length\n        length *= cycle_mult\n        cycle += 1\n"
                      "    x = elapsed / length\n");
    else if (cycles_are_fractional(schedule))
        text_add(out, "    cycle = math.floor(elapsed / cycle_steps + 1e-9)\n"
                      "    x = max(elapsed / cycle_steps - cycle, 0)\n");
    else
        text_add(out, "    cycle = elapsed // cycle_steps\n    x = elapsed % cycle_steps / cycle_steps\n");
}

static void write_points(Text *out) {
    text_add(out, "    i = bisect_right([step for step, _ in points], elapsed)\n"
                  "    if i == 0 or i == len(points):\n        return points[max(i - 1, 0)][1]\n"
                  "    (x0, y0), (x1, y1) = points[i - 1], points[i]\n"
                  "    return y0 + (y1 - y0) * (elapsed - x0) / (x1 - x0)\n");
}

static const char * final(const Schedule *schedule) {
    return schedule->final_factor == 0 ? "" : "final_factor + (1 - final_factor) * ";
}

static void write_decay(const Schedule *schedule, Text *out) {
    text_add(out, "\n\ndef decay(elapsed):\n");
    switch (schedule->decay) {
    case DECAY_COSINE:
        text_addf(out,
                  "    q = min(elapsed / decay_steps, 1)\n"
                  "    return %s(1 + math.cos(2 * math.pi * %s * q)) / 2\n",
                  final(schedule), waves(schedule) ? "num_cycles" : "0.5");
        break;
    case DECAY_COSINE_RESTARTS:
        write_cycle(schedule, out);
        if (peaks_change(schedule))
            text_addf(out, "    return %s + (cycle_gamma ** cycle - %s) * (1 + math.cos(math.pi * x)) / 2\n",
                      schedule->final_factor == 0 ? "0" : "final_factor",
                      schedule->final_factor == 0 ? "0" : "final_factor");
        else
            text_addf(out, "    return %s(1 + math.cos(math.pi * x)) / 2\n", final(schedule));
        break;
    case DECAY_TRIANGULAR:
        write_cycle(schedule, out);
        if (peaks_change(schedule))
            text_add(out, "    peak = cycle_gamma ** (cycle if x < 0.5 else cycle + 1)\n");
        text_addf(out, "    return %s%sabs(1 - 2 * x)\n", final(schedule),
                  peaks_change(schedule) ? "peak * " : "");
        break;
    case DECAY_INVERSE_TIME: text_add(out, "    return (1 + elapsed / timescale) ** -power\n"); break;
    case DECAY_POINTS: write_points(out); break;
    case DECAY_NONE:
    case DECAY_MULTISTEP:
    case DECAY_STEP:
    case DECAY_EXPONENTIAL:
    case DECAY_LINEAR:
    case DECAY_POLYNOMIAL:
    case DECAY_INVERSE_SQRT:
    case DECAY_ONE_MINUS_SQRT: {
        static const PythonSpelling spelling = {"math", "min", "bisect_right(milestones, elapsed)",
                                                "(elapsed // step_size)"};
        python_before_decay(schedule, &spelling, "    ", out);
        text_add(out, "    return ");
        python_decay(schedule, &spelling, out);
        text_add(out, "\n");
        break;
    }
    case DECAY_COUNT: break;
    }
}

/* Adds the name of the step, rounded down to its stair where there is an interval. */
static void add_stair(const char *step, int64_t interval, const char *name, Text *out) {
    if (interval > 1)
        text_addf(out, "%s // %s * %s", step, name, name);
    else
        text_add(out, step);
}

/* Adds the decay's value at a step. */
static void add_decay_at(const Schedule *schedule, const char *step, Text *out) {
    if (!recipe_decays(schedule)) {
        text_add(out, "1");
        return;
    }
    bool late = schedule_decay_start(schedule) > 0;
    text_add(out, late ? "decay(max(0, " : "decay(");
    add_stair(step, schedule->decay_interval, "decay_interval", out);
    text_add(out, late ? " - decay_start))" : ")");
}

static void add_joined(const Schedule *schedule, Text *out) {
    switch (recipe_decays(schedule) ? schedule->warmup_join : JOIN_REPLACE) {
    case JOIN_REPLACE: text_add(out, "warmup(at)"); break;
    case JOIN_MEET:
        text_add(out, "warmup(at, ");
        add_decay_at(schedule, "warmup_iters", out);
        text_add(out, ")");
        break;
    case JOIN_BLEND: text_add(out, "warmup(at, value)"); break;
    case JOIN_MULTIPLY: text_add(out, "warmup(at) * value"); break;
    case JOIN_COUNT: break;
    }
}

static void write_factor(const Schedule *schedule, Text *out) {
    text_add(out, "\n\ndef factor(step):\n    value = ");
    add_decay_at(schedule, "step", out);
    if (recipe_warms(schedule)) {
        text_add(out, "\n    at = ");
        add_stair("step", schedule->warmup_interval, "warmup_interval", out);
        text_add(out, "\n    if at < warmup_iters:\n        value = ");
        add_joined(schedule, out);
    }
    text_add(out, has_floor(schedule) ? "\n    return max(floor, value)\n" : "\n    return value\n");
}

void model_write_functions(const Schedule *schedule, Text *out) {
    if (recipe_warms(schedule)) write_warmup(schedule, out);
    if (recipe_decays(schedule)) write_decay(schedule, out);
    write_factor(schedule, out);
}

bool model_needs_math(const Schedule *schedule) {
    bool warmup = schedule->warmup_method == WARMUP_COSINE || schedule->warmup_method == WARMUP_LOGARITHMIC;
    return (recipe_warms(schedule) && warmup) || cycles_are_fractional(schedule);
}
