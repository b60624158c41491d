/* What goes beyond a product of the shapes that the frameworks have: joins, stairs, floors, waves, cycles
   whose peaks change, points. PyTorch's LambdaLR takes all of it, written out (schedule/shape_text.h). */
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

/* The shapes that the frameworks' own schedules are made of. A shape that is not here they refuse in words.
   */
static const bool common_warmups[WARMUP_COUNT] = {
    [WARMUP_LINEAR] = true, [WARMUP_CONSTANT] = true, [WARMUP_EXPONENTIAL] = true, [WARMUP_COSINE] = true};
static const bool common_decays[DECAY_COUNT] = {
    [DECAY_NONE] = true,          [DECAY_MULTISTEP] = true,       [DECAY_STEP] = true,
    [DECAY_EXPONENTIAL] = true,   [DECAY_LINEAR] = true,          [DECAY_POLYNOMIAL] = true,
    [DECAY_COSINE] = true,        [DECAY_COSINE_RESTARTS] = true, [DECAY_INVERSE_SQRT] = true,
    [DECAY_ONE_MINUS_SQRT] = true};

static bool warms_otherwise(const Schedule *schedule) {
    return recipe_warms(schedule) && !common_warmups[schedule->warmup_method];
}

static bool decays_otherwise(const Schedule *schedule) {
    return recipe_decays(schedule) && !common_decays[schedule->decay];
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
    {warms_otherwise, "a warm-up of this kind"},
    {decays_otherwise, "a decay of this kind"},
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
