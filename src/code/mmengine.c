/* mmengine's param_scheduler (mmengine/optim/scheduler/param_scheduler.py). Each scheduler changes the rate
   at hand in begin <= step < end, so that a length of n steps has end = begin + n + 1. */
#include "code/dialects.h"
#include "code/python.h"
#include "code/recipe.h"
#include "code/settings.h"

#include "base/exact.h"

#include <inttypes.h>

static void add_scheduler(const char *type, int64_t begin, int64_t length, Text *out) {
    text_addf(out, "    dict(type=\"%s\", by_epoch=False, begin=%" PRId64, type, begin);
    if (length) text_addf(out, ", end=%" PRId64, begin + length + 1);
}

static void add_warmup(const Schedule *schedule, Text *out) {
    bool linear = schedule->warmup_method == WARMUP_LINEAR;
    add_scheduler(linear ? "LinearLR" : "ConstantLR", 0, schedule->warmup_iters, out);
    text_addf(out, ", %s=%s),\n", linear ? "start_factor" : "factor",
              settings_real(schedule->warmup_factor).text);
}

static void add_fall(const Schedule *schedule, Text *out) {
    bool cosine = schedule->decay == DECAY_COSINE;
    int64_t steps = schedule_decay_steps(schedule);
    add_scheduler(cosine ? "CosineAnnealingLR" : "PolyLR", schedule_decay_start(schedule), steps, out);
    if (cosine)
        text_addf(out, ", T_max=%" PRId64, steps);
    else
        text_addf(out, ", power=%s",
                  settings_real(schedule->decay == DECAY_LINEAR ? 1 : schedule->power).text);
    text_addf(out, ", eta_min=%s),\n", settings_real(schedule->final_factor * schedule->base_lr).text);
}

static void add_gamma(double gamma, Text *out) {
    text_addf(out, ", gamma=%s),\n", settings_real(gamma).text);
}

static void add_multistep(const Schedule *schedule, Text *out) {
    add_scheduler("MultiStepLR", schedule_decay_start(schedule), 0, out);
    text_add(out, ", milestones=");
    python_milestones(schedule, 0, out);
    add_gamma(schedule->gamma, out);
}

static void add_step(const Schedule *schedule, Text *out) {
    add_scheduler("StepLR", schedule_decay_start(schedule), 0, out);
    text_addf(out, ", step_size=%" PRId64, schedule->step_size);
    add_gamma(schedule->gamma, out);
}

static void add_exponential(const Schedule *schedule, Text *out) {
    bool root = schedule->step_size > 1;
    add_scheduler("ExponentialLR", schedule_decay_start(schedule), 0, out);
    add_gamma(root ? exact_pow(schedule->gamma, 1 / (double)schedule->step_size) : schedule->gamma, out);
}

/* The decays that are written; one that falls to an end does so only behind the warm-up. */
static const struct {
    void (*add)(const Schedule *schedule, Text *out);
    bool falls;
} decays[DECAY_COUNT] = {
    [DECAY_MULTISTEP] = {add_multistep, false},     [DECAY_STEP] = {add_step, false},
    [DECAY_EXPONENTIAL] = {add_exponential, false}, [DECAY_LINEAR] = {add_fall, true},
    [DECAY_POLYNOMIAL] = {add_fall, true},          [DECAY_COSINE] = {add_fall, true},
};

static const char *reason(const Schedule *schedule) {
    bool warms = recipe_warms(schedule);
    bool simple = schedule->warmup_method == WARMUP_LINEAR || schedule->warmup_method == WARMUP_CONSTANT;
    if (warms && !simple) return "lrscope writes a linear or a constant warm-up for it";
    if (warms && (schedule->warmup_factor <= 0 || schedule->warmup_factor > 1))
        return "they divide by the warm-up's first factor, which must be above 0 and at most 1";
    if (!recipe_decays(schedule)) return NULL;
    if (!decays[schedule->decay].add)
        return "lrscope writes steps, an exponential, a cosine, a line or a polynomial for it";
    if (settings_drops_at_once(schedule)) return "a drop at once would be a lower lr";
    if (decays[schedule->decay].falls && recipe_overlaps(schedule))
        return "lrscope writes this decay only from the end of the warm-up on";
    return NULL;
}

void mmengine_write(const Schedule *schedule, Text *out) {
    if (settings_refuse_beyond(schedule, "mmengine", out)) return;
    const char *why = reason(schedule);
    if (why) {
        settings_refuse(schedule, "mmengine", why, out);
        return;
    }
    bool warms = recipe_warms(schedule), falls = recipe_decays(schedule);
    python_recipe(schedule, out);
    text_addf(out,
              "train_cfg = dict(type=\"IterBasedTrainLoop\", max_iters=%" PRId64 ")\n"
              "# The optimizer is a stand-in: put your own here.\n"
              "optim_wrapper = dict(optimizer=dict(type=\"SGD\", lr=%s))\nparam_scheduler = [\n",
              schedule->total_steps, settings_real(schedule->base_lr).text);
    if (warms) add_warmup(schedule, out);
    if (falls) decays[schedule->decay].add(schedule, out);
    if (!warms && !falls) {
        add_scheduler("ConstantLR", 0, schedule->total_steps, out);
        text_add(out, ", factor=1.0),\n");
    }
    text_add(out, "]\n");
}
