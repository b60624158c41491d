#include "code/dialects.h"
#include "code/function_code.h"
#include "code/model.h"
#include "code/python.h"
#include "code/recipe.h"
#include "schedule/shape_text.h"

#define SCHEDULES "keras.optimizers.schedules."

/* keras.ops has no pi. */
static const ShapeSpelling spelling = {
    .elapsed = "elapsed", .math = "ops.", .minimum = "ops.minimum", .cosine = "ops.cos(math.pi * "};

/* Returns the name of the final factor; a decay that ends at 0 has no final_factor among its values. */
static const char *alpha(const Schedule *schedule) {
    return schedule->final_factor == 0 ? "" : ", alpha=final_factor";
}

/* A linear warm-up before a cosine is the one warm-up that Keras has a class for. */
static bool is_warm_cosine(const Schedule *schedule) {
    return recipe_warms(schedule) && schedule->warmup_method == WARMUP_LINEAR && recipe_follows(schedule) &&
           schedule->decay == DECAY_COSINE;
}

/* Keras keeps the old value at a boundary itself. */
static void write_multistep(const Schedule *schedule, Text *out) {
    (void)schedule;
    text_add(out, "PiecewiseConstantDecay(\n    boundaries=[m - 1 for m in milestones],  # the last "
                  "before each fall\n"
                  "    values=[base_lr * gamma**i for i in range(len(milestones) + 1)],\n)\n");
}

static void write_exponential(const Schedule *schedule, Text *out) {
    text_addf(out, "ExponentialDecay(base_lr, %s, decay_rate=gamma%s)\n",
              schedule->step_size == 1 ? "1" : "step_size",
              schedule->decay == DECAY_STEP ? ", staircase=True" : "");
}

static void write_cosine(const Schedule *schedule, Text *out) {
    text_addf(out, "CosineDecay(base_lr, decay_steps%s)\n", alpha(schedule));
}

static void write_restarts(const Schedule *schedule, Text *out) {
    text_addf(out, "CosineDecayRestarts(base_lr, cycle_steps, t_mul=1%s)\n", alpha(schedule));
}

static void write_polynomial(const Schedule *schedule, Text *out) {
    text_addf(out, "PolynomialDecay(base_lr, decay_steps, end_learning_rate=%s, power=%s)\n",
              schedule->final_factor == 0 ? "0" : "final_factor * base_lr",
              schedule->decay == DECAY_POLYNOMIAL ? "power" : "1");
}

/* The decays that Keras has classes for. */
static void (*const own_decays[DECAY_COUNT])(const Schedule *schedule, Text *out) = {
    [DECAY_MULTISTEP] = write_multistep,      [DECAY_STEP] = write_exponential,
    [DECAY_EXPONENTIAL] = write_exponential,  [DECAY_LINEAR] = write_polynomial,
    [DECAY_POLYNOMIAL] = write_polynomial,    [DECAY_COSINE] = write_cosine,
    [DECAY_COSINE_RESTARTS] = write_restarts,
};

/* A decay alone that Keras has a class for; its restarts find their cycle with logarithms, which is exact
   only where all are of one length. */
static bool is_own(const Schedule *schedule) {
    bool alone = !recipe_warms(schedule) && recipe_decays(schedule) && schedule_decay_start(schedule) == 0;
    bool grows = schedule->decay == DECAY_COSINE_RESTARTS && schedule->cycle_mult != 1;
    return alone && own_decays[schedule->decay] && !grows;
}

static void write_own(const Schedule *schedule, Text *out) {
    text_add(out, "learning_rate = " SCHEDULES);
    own_decays[schedule->decay](schedule, out);
}

static void write_warm_cosine(const Schedule *schedule, Text *out) {
    text_addf(out,
              "learning_rate = " SCHEDULES "CosineDecay(\n    warmup_factor * base_lr, decay_steps%s,\n"
              "    warmup_target=base_lr,\n    warmup_steps=warmup_iters,\n)\n",
              alpha(schedule));
}

static void write_warmup(const Schedule *schedule, Text *out) {
    if (schedule->warmup_method == WARMUP_CONSTANT)
        text_add(out, "        warmup = ops.where(step < warmup_iters, warmup_factor, 1.0)\n");
    else
        schedule_write_warmup(schedule, &spelling, "        ", "ops.minimum(step / warmup_iters, 1)",
                              "warmup = ", "", out);
}

/* Writes no data-dependent loops, but as many turns as the run has restarts. */
static void write_cycles(const Schedule *schedule, Text *out) {
    if (schedule->cycle_mult == 1) {
        text_add(out, "        x = elapsed % cycle_steps / cycle_steps\n");
        return;
    }
    text_addf(out,
              "        length = ops.full_like(elapsed, cycle_steps)\n"
              "        for _ in range(%d):  # the run's restarts\n"
              "            past = elapsed >= length\n"
              "            elapsed = ops.where(past, elapsed - length, elapsed)\n"
              "            length = ops.where(past, length * cycle_mult, length)\n"
              "        x = elapsed / length\n",
              (int)recipe_cycles(schedule, SCHEDULE_STEPS_MAX) - 1);
}

static void write_decay(const Schedule *schedule, Text *out) {
    bool at_once = schedule_decay_start(schedule) == 0;
    text_addf(out, "        elapsed = %s\n", at_once ? "step" : "ops.maximum(step - decay_start, 0)");
    if (schedule->decay == DECAY_COSINE_RESTARTS) write_cycles(schedule, out);
    if (schedule->decay == DECAY_MULTISTEP)
        text_add(out,
                 "        decay = gamma ** sum(ops.cast(elapsed >= m, \"float32\") for m in milestones)\n");
    else
        schedule_write_decay(schedule, &spelling, "        ", "decay = ", "", out);
}

static void write_class(const Schedule *schedule, Text *out) {
    bool warms = recipe_warms(schedule), decays = recipe_decays(schedule);
    text_add(out, "\nclass Recipe(" SCHEDULES "LearningRateSchedule):\n    def __call__(self, step):\n"
                  "        step = ops.cast(step, \"float32\")  # whole steps up to 16 777 216\n");
    if (warms) write_warmup(schedule, out);
    if (decays) write_decay(schedule, out);
    text_addf(out,
              "        return base_lr%s\n\n    def get_config(self):\n        return {}\n\n\nlearning_rate = "
              "Recipe()\n",
              warms && decays ? " * (warmup * decay)"
              : warms         ? " * warmup"
                              : " * decay");
}

void keras_write(const Schedule *schedule, Text *out) {
    if (schedule->function) {
        code_function_keras(schedule, out);
        return;
    }
    bool constant = !recipe_warms(schedule) && !recipe_decays(schedule);
    bool class = !constant && !is_own(schedule) && !is_warm_cosine(schedule);
    python_recipe(schedule, out);
    if (model_goes_beyond(schedule)) {
        model_refuse(schedule, "Keras", out);
        return;
    }
    if (class && schedule_functions_call(schedule, "cospi(")) text_add(out, "import math\n\n");
    text_add(out, class ? "import keras\nfrom keras import ops\n\n" : "import keras\n\n");
    python_constants(schedule, out);
    text_add(out, "\n");
    if (constant)
        text_add(out, "learning_rate = base_lr\n");
    else if (is_own(schedule))
        write_own(schedule, out);
    else if (is_warm_cosine(schedule))
        write_warm_cosine(schedule, out);
    else
        write_class(schedule, out);
    text_add(out, "# The optimizer is a stand-in: put your own here.\n"
                  "optimizer = keras.optimizers.SGD(learning_rate=learning_rate)\n");
}
