#include "code/huggingface.h"

#include "code/dialects.h"
#include "code/function_code.h"
#include "code/model.h"
#include "code/python.h"
#include "code/recipe.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

/* Its function, and the lr_scheduler_type that TrainingArguments takes where no further numbers are needed.
 */
static const struct {
    const char *function, *type;
} getters[] = {
    [GET_CONSTANT] = {"get_constant_schedule", "constant"},
    [GET_CONSTANT_WITH_WARMUP] = {"get_constant_schedule_with_warmup", "constant_with_warmup"},
    [GET_LINEAR] = {"get_linear_schedule_with_warmup", "linear"},
    [GET_COSINE] = {"get_cosine_schedule_with_warmup", "cosine"},
    [GET_COSINE_WITH_MIN_LR] = {"get_cosine_with_min_lr_schedule_with_warmup", NULL},
    [GET_COSINE_WITH_RESTARTS] = {"get_cosine_with_hard_restarts_schedule_with_warmup", NULL},
    [GET_POLYNOMIAL] = {"get_polynomial_decay_schedule_with_warmup", NULL},
    [GET_INVERSE_SQRT] = {"get_inverse_sqrt_schedule", NULL},
    [GET_WSD] = {"get_wsd_schedule", NULL},
};

static int64_t decay_end(const Schedule *schedule) {
    return schedule_decay_start(schedule) + schedule_decay_steps(schedule);
}

static int64_t cycles(const Schedule *schedule) {
    return recipe_cycles(schedule, 1000);
}

/* It finds its cycle from progress * num_cycles, which must round to the whole number at every restart. */
static bool restarts_are_whole(const Schedule *schedule) {
    int64_t count = cycles(schedule);
    if (schedule->cycle_mult != 1 || schedule->final_factor != 0) return false;
    if (schedule->cycle_steps != floor(schedule->cycle_steps) || schedule->cycle_gamma != 1 ||
        (double)recipe_last_elapsed(schedule) >= (double)count * schedule->cycle_steps)
        return false;
    double all = (double)count * schedule->cycle_steps;
    for (int64_t i = 1; i < count; i++)
        if ((double)count * ((double)i * schedule->cycle_steps / all) != (double)i) return false;
    return true;
}

/* Its cosines rise again past their end, which must therefore be the run's. */
static Getter cosine_getter(const Schedule *schedule) {
    bool to_end = recipe_last_elapsed(schedule) <= schedule_decay_steps(schedule);
    if (!to_end) return GET_NONE;
    return schedule->final_factor == 0 ? GET_COSINE : GET_COSINE_WITH_MIN_LR;
}

static Getter linear_getter(const Schedule *schedule) {
    return schedule->final_factor == 0 ? GET_LINEAR : GET_POLYNOMIAL;
}

static Getter polynomial_getter(const Schedule *schedule) {
    (void)schedule;
    return GET_POLYNOMIAL;
}

static Getter restarts_getter(const Schedule *schedule) {
    return restarts_are_whole(schedule) ? GET_COSINE_WITH_RESTARTS : GET_NONE;
}

static Getter inverse_sqrt_getter(const Schedule *schedule) {
    (void)schedule;
    return GET_INVERSE_SQRT;
}

/* The getters for a decay behind a warm-up from 0; for a decay that is not here there is none. */
static Getter (*const usual_getters[DECAY_COUNT])(const Schedule *schedule) = {
    [DECAY_LINEAR] = linear_getter,
    [DECAY_POLYNOMIAL] = polynomial_getter,
    [DECAY_COSINE] = cosine_getter,
    [DECAY_COSINE_RESTARTS] = restarts_getter,
    [DECAY_INVERSE_SQRT] = inverse_sqrt_getter,
};

static Getter getter_after_zero(const Schedule *schedule) {
    Getter (*usual)(const Schedule *) = usual_getters[schedule->decay];
    return usual ? usual(schedule) : GET_NONE;
}

const char *huggingface_wsd_decay(const Schedule *schedule) {
    static const char *const decays[DECAY_COUNT] = {
        [DECAY_LINEAR] = "linear", [DECAY_COSINE] = "cosine", [DECAY_ONE_MINUS_SQRT] = "1-sqrt"};
    return decays[schedule->decay];
}

/* True for warm-up, stable, decay where the warm-up begins at the fraction that the decay ends at. */
static bool is_wsd(const Schedule *schedule) {
    bool warmup = schedule->warmup_method == WARMUP_LINEAR || schedule->warmup_method == WARMUP_COSINE;
    bool same = schedule->warmup_factor == schedule->final_factor;
    return huggingface_wsd_decay(schedule) && !recipe_overlaps(schedule) &&
           (!recipe_warms(schedule) || (warmup && same));
}

Getter huggingface_choose(const Schedule *schedule) {
    bool from_zero = schedule->warmup_method == WARMUP_LINEAR && schedule->warmup_factor == 0;
    bool plain = !recipe_warms(schedule) || from_zero;
    if (model_goes_beyond(schedule)) return GET_NONE;
    if (!recipe_decays(schedule) && !recipe_warms(schedule)) return GET_CONSTANT;
    if (!recipe_decays(schedule)) return plain ? GET_CONSTANT_WITH_WARMUP : GET_NONE;
    Getter getter = plain && recipe_follows(schedule) ? getter_after_zero(schedule) : GET_NONE;
    return getter == GET_NONE && is_wsd(schedule) ? GET_WSD : getter;
}

static void add_count(const char *name, int64_t value, Text *out) {
    text_addf(out, ", %s=", name);
    python_count(value, out);
}

static void add_real(const char *name, double value, Text *out) {
    text_addf(out, ", %s=", name);
    python_real(value, out);
}

static void add_training_steps(const Schedule *schedule, int64_t end, Text *out) {
    text_add(out, ", num_training_steps=");
    if (end == schedule->total_steps)
        text_add(out, "total_steps");
    else
        python_count(end, out);
}

static void add_wsd(const Schedule *schedule, Text *out) {
    add_count("num_stable_steps", schedule_decay_start(schedule) - schedule->warmup_iters, out);
    add_count("num_decay_steps", schedule_decay_steps(schedule), out);
    if (recipe_warms(schedule) && schedule->warmup_method == WARMUP_COSINE)
        text_add(out, ", warmup_type=\"cosine\"");
    text_addf(out, ", decay_type=\"%s\"", huggingface_wsd_decay(schedule));
    if (schedule->final_factor != 0) add_real("min_lr_ratio", schedule->final_factor, out);
}

static void add_final(const Schedule *schedule, Text *out) {
    text_add(out, ", lr_end=");
    if (schedule->final_factor == 0) {
        text_add(out, "0");
        return;
    }
    python_real(schedule->final_factor, out);
    text_add(out, " * base_lr");
}

static void add_arguments(const Schedule *schedule, Getter getter, Text *out) {
    if (getter != GET_CONSTANT) text_add(out, ", num_warmup_steps=");
    if (getter != GET_CONSTANT) python_count(schedule->warmup_iters, out);
    switch (getter) {
    case GET_LINEAR:
    case GET_COSINE: add_training_steps(schedule, decay_end(schedule), out); break;
    case GET_COSINE_WITH_MIN_LR:
        add_training_steps(schedule, decay_end(schedule), out);
        add_real("min_lr_rate", schedule->final_factor, out);
        break;
    case GET_COSINE_WITH_RESTARTS:
        add_training_steps(schedule,
                           schedule->warmup_iters + cycles(schedule) * (int64_t)schedule->cycle_steps, out);
        add_count("num_cycles", cycles(schedule), out);
        break;
    case GET_POLYNOMIAL:
        add_training_steps(schedule, decay_end(schedule), out);
        add_final(schedule, out);
        if (schedule->decay == DECAY_POLYNOMIAL) add_real("power", schedule->power, out);
        break;
    case GET_INVERSE_SQRT: add_real("timescale", schedule_timescale(schedule), out); break;
    case GET_WSD: add_wsd(schedule, out); break;
    case GET_NONE:
    case GET_CONSTANT:
    case GET_CONSTANT_WITH_WARMUP: break;
    }
}

/* Writes the same for people who leave the loop to Trainer. */
static void write_trainer(const Schedule *schedule, Getter getter, Text *out) {
    bool ends = getter == GET_LINEAR || getter == GET_COSINE;
    bool expressible = getters[getter].type && (!ends || decay_end(schedule) == schedule->total_steps);
    if (!expressible) {
        text_add(out, "# With Trainer: Trainer(..., optimizers=(optimizer, scheduler)).\n");
        return;
    }
    text_addf(out, "# With Trainer: TrainingArguments(..., learning_rate=%s, max_steps=",
              number_exact(schedule->base_lr).text);
    python_count(schedule->total_steps, out);
    text_add(out, ",\n#     ");
    if (getter != GET_CONSTANT) {
        text_add(out, "warmup_steps=");
        python_count(schedule->warmup_iters, out);
        text_add(out, ", ");
    }
    text_addf(out, "lr_scheduler_type=\"%s\")\n", getters[getter].type);
}

/* Writes the call in one line where that is short enough, else with an argument a line. */
static void write_call(const Schedule *schedule, Getter getter, Text *out) {
    enum { WIDTH = 100 };
    Text call = {0};
    text_addf(&call, "scheduler = %s(optimizer", getters[getter].function);
    add_arguments(schedule, getter, &call);
    bool folds = call.length >= WIDTH;
    for (const char *at = text_string(&call); *at; at++) {
        text_add_bytes(out, at, 1);
        if (folds && *at == '(') text_add(out, "\n    ");
        if (folds && *at == ',') text_add(out, "\n   ");
    }
    text_add(out, folds ? ",\n)\n" : ")\n");
    text_free(&call);
}

static void write_getter(const Schedule *schedule, Getter getter, Text *out) {
    text_addf(out, "import torch\nfrom transformers import %s\n\n", getters[getter].function);
    python_set_real("base_lr", schedule->base_lr, out);
    python_set_count("total_steps", schedule->total_steps, out);
    text_add(out, "\n");
    pytorch_write_optimizer("AdamW", out);
    write_call(schedule, getter, out);
    text_add(out, "# Call scheduler.step() after each optimizer.step().\n");
    write_trainer(schedule, getter, out);
}

/* Why none of them fits, then PyTorch's way, which Trainer takes too. */
static void write_words(const Schedule *schedule, Text *out) {
    bool warm =
        recipe_warms(schedule) && (schedule->warmup_factor != 0 || schedule->warmup_method != WARMUP_LINEAR);
    text_addf(out, "# None of transformers' get_*_schedule functions does this%s",
              warm ? ": their warm-up is a line from 0.\n" : ".\n");
    text_add(out, "# Trainer takes the scheduler below: Trainer(..., optimizers=(optimizer, scheduler)).\n");
    pytorch_write_lambda(schedule, "AdamW", out);
}

void huggingface_write(const Schedule *schedule, Text *out) {
    if (schedule->function) {
        code_function_pytorch(schedule, out);
        return;
    }
    Getter getter = huggingface_choose(schedule);
    python_recipe(schedule, out);
    if (getter == GET_NONE)
        write_words(schedule, out);
    else
        write_getter(schedule, getter, out);
}
