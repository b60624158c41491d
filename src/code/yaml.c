/* transformers' training arguments as YAML (transformers/training_args.py). Trainer gives max_steps to the
   schedule, so that a decay has to end with the run. */
#include "code/dialects.h"
#include "code/huggingface.h"
#include "code/python.h"
#include "code/recipe.h"
#include "code/settings.h"

#include <inttypes.h>

static const char *const types[] = {
    [GET_CONSTANT] = "constant",
    [GET_CONSTANT_WITH_WARMUP] = "constant_with_warmup",
    [GET_LINEAR] = "linear",
    [GET_COSINE] = "cosine",
    [GET_COSINE_WITH_MIN_LR] = "cosine_with_min_lr",
    [GET_COSINE_WITH_RESTARTS] = "cosine_with_restarts",
    [GET_POLYNOMIAL] = "polynomial",
    [GET_INVERSE_SQRT] = "inverse_sqrt",
    [GET_WSD] = "warmup_stable_decay",
};

/* Returns the step at which the decay ends, or the run's end where it has none of its own. */
static int64_t decay_end(const Schedule *schedule, Getter getter) {
    switch (getter) {
    case GET_LINEAR:
    case GET_COSINE:
    case GET_COSINE_WITH_MIN_LR:
    case GET_POLYNOMIAL: return schedule_decay_start(schedule) + schedule_decay_steps(schedule);
    case GET_COSINE_WITH_RESTARTS:
        return schedule->warmup_iters + recipe_cycles(schedule, 1000) * (int64_t)schedule->cycle_steps;
    case GET_NONE:
    case GET_CONSTANT:
    case GET_CONSTANT_WITH_WARMUP:
    case GET_INVERSE_SQRT:
    case GET_WSD: break;
    }
    return schedule->total_steps;
}

static void add_real(const char *name, double value, Text *out) {
    text_addf(out, "  %s: %s\n", name, settings_real(value).text);
}

static void add_count(const char *name, int64_t value, Text *out) {
    text_addf(out, "  %s: %" PRId64 "\n", name, value);
}

static void add_wsd(const Schedule *schedule, Text *out) {
    bool cosine = recipe_warms(schedule) && schedule->warmup_method == WARMUP_COSINE;
    add_count("num_stable_steps", schedule_decay_start(schedule) - schedule->warmup_iters, out);
    add_count("num_decay_steps", schedule_decay_steps(schedule), out);
    if (cosine) text_add(out, "  warmup_type: cosine\n");
    text_addf(out, "  decay_type: %s\n", huggingface_wsd_decay(schedule));
    add_real("min_lr_ratio", schedule->final_factor, out);
}

static void add_details(const Schedule *schedule, Getter getter, Text *out) {
    switch (getter) {
    case GET_COSINE_WITH_MIN_LR: add_real("min_lr_rate", schedule->final_factor, out); break;
    case GET_COSINE_WITH_RESTARTS: add_count("num_cycles", recipe_cycles(schedule, 1000), out); break;
    case GET_POLYNOMIAL:
        add_real("lr_end", schedule->final_factor * schedule->base_lr, out);
        add_real("power", schedule->decay == DECAY_POLYNOMIAL ? schedule->power : 1, out);
        break;
    case GET_WSD: add_wsd(schedule, out); break;
    case GET_NONE:
    case GET_CONSTANT:
    case GET_CONSTANT_WITH_WARMUP:
    case GET_LINEAR:
    case GET_COSINE:
    case GET_INVERSE_SQRT: break;
    }
}

static const char *reason(const Schedule *schedule, Getter getter) {
    double usual = schedule->warmup_iters > 0 ? (double)schedule->warmup_iters : 10000;
    if (getter == GET_NONE) return "it has no lr_scheduler_type with this warm-up and decay";
    if (decay_end(schedule, getter) != schedule->total_steps) return "its decay ends with max_steps";
    if (getter == GET_INVERSE_SQRT && schedule_timescale(schedule) != usual)
        return "its timescale is warmup_steps, or 10000 without any: versions pass over another";
    return NULL;
}

void yaml_write(const Schedule *schedule, Text *out) {
    static const char name[] = "transformers' Trainer";
    if (settings_refuse_beyond(schedule, name, out)) return;
    Getter getter = huggingface_choose(schedule);
    const char *why = reason(schedule, getter);
    if (why) {
        settings_refuse(schedule, name, why, out);
        return;
    }
    python_recipe(schedule, out);
    text_addf(out, "learning_rate: %s\nmax_steps: %" PRId64 "\n", settings_real(schedule->base_lr).text,
              schedule->total_steps);
    text_addf(out, "warmup_steps: %" PRId64 "\nlr_scheduler_type: %s\n", schedule->warmup_iters,
              types[getter]);
    bool details = getter >= GET_COSINE_WITH_MIN_LR && getter != GET_INVERSE_SQRT;
    if (details) text_add(out, "lr_scheduler_kwargs:\n");
    add_details(schedule, getter, out);
}
