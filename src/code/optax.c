#include "code/dialects.h"
#include "code/function_code.h"
#include "code/model.h"
#include "code/python.h"
#include "code/recipe.h"
#include "schedule/shape_text.h"

static const ShapeSpelling spelling = {
    .elapsed = "elapsed", .math = "jnp.", .minimum = "jnp.minimum", .cosine = "jnp.cos(jnp.pi * "};

/* Returns the name of the final factor; a decay that ends at 0 has no final_factor among its values. */
static const char *alpha(const Schedule *schedule) {
    return schedule->final_factor == 0 ? "" : ", alpha=final_factor";
}

static const char *end_value(const Schedule *schedule) {
    return schedule->final_factor == 0 ? "0" : "final_factor * base_lr";
}

static void write_restarts(const Schedule *schedule, Text *out) {
    const char *cosine = "optax.cosine_decay_schedule(base_lr, ";
    if (schedule->cycle_mult == 1) {
        text_addf(out,
                  "cycle = %scycle_steps%s)\n\n\ndef decay(elapsed):\n    return cycle(elapsed %% "
                  "cycle_steps)\n\n\n",
                  cosine, alpha(schedule));
        return;
    }
    text_addf(out,
              "cycles = [cycle_steps * cycle_mult**i for i in range(%d)]  # all that begin within the run\n",
              (int)recipe_cycles(schedule, SCHEDULE_STEPS_MAX));
    text_addf(out,
              "decay = optax.join_schedules(\n    [%sn%s) for n in cycles],\n"
              "    boundaries=[sum(cycles[: i + 1]) for i in range(len(cycles) - 1)],\n)\n",
              cosine, alpha(schedule));
}

static void write_exponential(const Schedule *schedule, Text *out) {
    text_addf(out, "decay = optax.exponential_decay(base_lr, transition_steps=%s, decay_rate=gamma%s)\n",
              schedule->step_size == 1 ? "1" : "step_size",
              schedule->decay == DECAY_STEP ? ", staircase=True" : "");
}

static void write_multistep(const Schedule *schedule, Text *out) {
    (void)schedule;
    text_add(out, "decay = optax.piecewise_constant_schedule(base_lr, {m: gamma for m in milestones})\n");
}

static void write_cosine(const Schedule *schedule, Text *out) {
    text_addf(out, "decay = optax.cosine_decay_schedule(base_lr, decay_steps%s)\n", alpha(schedule));
}

static void write_polynomial(const Schedule *schedule, Text *out) {
    text_addf(out, "decay = optax.polynomial_schedule(base_lr, %s, power, transition_steps=decay_steps)\n",
              end_value(schedule));
}

static void write_linear(const Schedule *schedule, Text *out) {
    text_addf(out, "decay = optax.linear_schedule(base_lr, %s, transition_steps=decay_steps)\n",
              end_value(schedule));
}

/* The decays that optax has functions for; the others are written out. */
static void (*const own_decays[DECAY_COUNT])(const Schedule *schedule, Text *out) = {
    [DECAY_MULTISTEP] = write_multistep,      [DECAY_STEP] = write_exponential,
    [DECAY_EXPONENTIAL] = write_exponential,  [DECAY_LINEAR] = write_linear,
    [DECAY_POLYNOMIAL] = write_polynomial,    [DECAY_COSINE] = write_cosine,
    [DECAY_COSINE_RESTARTS] = write_restarts,
};

static bool warmup_is_own(const Schedule *schedule) {
    return schedule->warmup_method == WARMUP_LINEAR || schedule->warmup_method == WARMUP_CONSTANT;
}

static bool needs_numpy(const Schedule *schedule) {
    bool warmup = recipe_warms(schedule) && !warmup_is_own(schedule);
    bool late = recipe_overlaps(schedule) && schedule_decay_start(schedule) > 0;
    return warmup || late || (recipe_decays(schedule) && !own_decays[schedule->decay]);
}

/* Writes the warm-up in factors of the rate where it multiplies a decay that holds the rates. */
static void write_warmup_own(const Schedule *schedule, bool factors, Text *out) {
    const char *start = factors ? "warmup_factor" : "warmup_factor * base_lr",
               *peak = factors ? "1" : "base_lr";
    if (schedule->warmup_method == WARMUP_LINEAR)
        text_addf(out, "warmup = optax.linear_schedule(%s, end_value=%s, transition_steps=warmup_iters)\n",
                  start, peak);
    else
        text_addf(out, "warmup = optax.constant_schedule(%s)\n", start);
}

static void write_warmup_formula(const Schedule *schedule, bool factors, Text *out) {
    text_add(out, "\n\ndef warmup(step):\n");
    schedule_write_warmup(schedule, &spelling, "    ", "jnp.minimum(step / warmup_iters, 1)",
                          factors ? "return " : "return base_lr * (", factors ? "" : ")", out);
    text_add(out, "\n\n");
}

/* A constant warm-up is joined to 1 where it multiplies a decay. */
static void write_warmup(const Schedule *schedule, bool factors, Text *out) {
    if (!warmup_is_own(schedule)) {
        write_warmup_formula(schedule, factors, out);
        return;
    }
    write_warmup_own(schedule, factors, out);
    if (factors && schedule->warmup_method == WARMUP_CONSTANT)
        text_add(out, "warmup = optax.join_schedules([warmup, optax.constant_schedule(1)], "
                      "boundaries=[warmup_iters])\n");
}

static void write_decay(const Schedule *schedule, Text *out) {
    if (own_decays[schedule->decay]) {
        own_decays[schedule->decay](schedule, out);
        return;
    }
    text_add(out, "\n\ndef decay(elapsed):\n");
    schedule_write_decay(schedule, &spelling, "    ", "return base_lr * (", ")", out);
    text_add(out, "\n\n");
}

/* Writes a warm-up and a decay that run at once: the decay holds the rates, the warm-up factors. */
static void write_product(const Schedule *schedule, Text *out) {
    bool late = schedule_decay_start(schedule) > 0;
    text_addf(out, "\n\ndef schedule(step):\n    return warmup(step) * decay(%s)\n\n\n",
              late ? "jnp.maximum(step - decay_start, 0)" : "step");
}

static void write_join(const Schedule *schedule, Text *out) {
    bool warms = recipe_warms(schedule), decays = recipe_decays(schedule);
    bool holds = !decays || !recipe_follows(schedule);
    if (holds) text_add(out, "hold = optax.constant_schedule(base_lr)\n");
    text_addf(out, "schedule = optax.join_schedules([%s%s%s], boundaries=[%s%s%s])\n",
              warms ? "warmup, " : "", holds ? "hold" : "decay", holds && decays ? ", decay" : "",
              warms ? "warmup_iters" : "", warms && holds && decays ? ", " : "",
              holds && decays ? "decay_start" : "");
}

/* A linear warm-up stays at its end by itself; so do those written out. */
static void write_schedule(const Schedule *schedule, Text *out) {
    bool warms = recipe_warms(schedule), decays = recipe_decays(schedule);
    bool constant = schedule->warmup_method == WARMUP_CONSTANT;
    bool decay_alone = !warms && decays && recipe_follows(schedule);
    if (recipe_overlaps(schedule))
        write_product(schedule, out);
    else if (!warms && !decays)
        text_add(out, "schedule = optax.constant_schedule(base_lr)\n");
    else if (decay_alone)
        text_add(out, "schedule = decay\n");
    else if (!decays && !constant)
        text_add(out, "schedule = warmup\n");
    else
        write_join(schedule, out);
}

/* The one that optax has a single function for. */
static void write_warmup_cosine(const Schedule *schedule, Text *out) {
    text_addf(out,
              "schedule = optax.warmup_cosine_decay_schedule(\n    init_value=warmup_factor * base_lr,\n"
              "    peak_value=base_lr,\n    warmup_steps=warmup_iters,\n"
              "    decay_steps=warmup_iters + decay_steps,  # the warm-up included\n    end_value=%s,\n)\n",
              end_value(schedule));
}

static void write_parts(const Schedule *schedule, Text *out) {
    bool single = recipe_warms(schedule) && schedule->warmup_method == WARMUP_LINEAR &&
                  recipe_follows(schedule) && schedule->decay == DECAY_COSINE;
    if (single) {
        write_warmup_cosine(schedule, out);
        return;
    }
    if (recipe_warms(schedule)) write_warmup(schedule, recipe_overlaps(schedule), out);
    if (recipe_decays(schedule)) write_decay(schedule, out);
    write_schedule(schedule, out);
}

void optax_write(const Schedule *schedule, Text *out) {
    if (schedule->function) {
        code_function_optax(schedule, out);
        return;
    }
    python_recipe(schedule, out);
    if (model_goes_beyond(schedule)) {
        model_refuse(schedule, "Optax", out);
        return;
    }
    text_add(out, needs_numpy(schedule) ? "import jax.numpy as jnp\nimport optax\n\n" : "import optax\n\n");
    python_constants(schedule, out);
    text_add(out, "\n");
    write_parts(schedule, out);
    text_add(
        out,
        "# The optimizer is a stand-in: put your own here. JAX computes in float32 unless told otherwise.\n"
        "optimizer = optax.sgd(learning_rate=schedule)\n");
}
