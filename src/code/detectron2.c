/* detectron2's SOLVER (detectron2/solver/build.py). Its older versions multiply the warm-up with the steps or the
   cosine, its newer ones draw a line to where the warm-up ends (WarmupParamScheduler): what is written is the
   same in both. */
#include "code/dialects.h"
#include "code/python.h"
#include "code/recipe.h"
#include "code/settings.h"

#include <inttypes.h>

static bool is_steps(const Schedule *schedule) {
    return schedule->decay == DECAY_MULTISTEP || schedule->decay == DECAY_STEP;
}

/* Returns the step of the i-th drop, or a step after the run where there are no more. */
static int64_t drop(const Schedule *schedule, int64_t i) {
    int64_t start = schedule_decay_start(schedule);
    if (schedule->decay == DECAY_STEP) return start + (i + 1) * schedule->step_size;
    return i < schedule->milestone_count ? start + schedule->milestones[i] : schedule->total_steps;
}

static int64_t drops(const Schedule *schedule) {
    int64_t count = 0;
    while (count <= SCHEDULE_MILESTONES_MAX && drop(schedule, count) < schedule->total_steps) count++;
    return count;
}

static const char *reason(const Schedule *schedule) {
    bool warms = recipe_warms(schedule), decays = recipe_decays(schedule);
    bool simple = schedule->warmup_method == WARMUP_LINEAR || schedule->warmup_method == WARMUP_CONSTANT;
    if (warms && !simple) return "their warm-up is linear or constant";
    if (warms && schedule->warmup_iters > schedule->total_steps) return "their warm-up ends with the run at the latest";
    if (!decays) return NULL;
    if (schedule->decay == DECAY_COSINE) {
        if (schedule_decay_start(schedule) != 0 || schedule_decay_steps(schedule) != schedule->total_steps)
            return "their cosine begins at step 0 and ends with the run";
        return warms ? "its versions join a warm-up and a cosine in different ways" : NULL;
    }
    if (!is_steps(schedule)) return "they have steps and a cosine only";
    if (settings_drops_at_once(schedule)) return "a drop at once would be a lower BASE_LR";
    if (drops(schedule) > SCHEDULE_MILESTONES_MAX) return "so many drops make no list to read";
    if (warms && drops(schedule) && drop(schedule, 0) < schedule->warmup_iters)
        return "its versions differ in what a drop within the warm-up does";
    return NULL;
}

static void add_decay(const Schedule *schedule, Text *out) {
    if (recipe_decays(schedule) && schedule->decay == DECAY_COSINE) {
        text_addf(out, "  LR_SCHEDULER_NAME: WarmupCosineLR\n  BASE_LR_END: %s\n",
                  settings_real(schedule->final_factor * schedule->base_lr).text);
        return;
    }
    int64_t count = recipe_decays(schedule) ? drops(schedule) : 0;
    text_add(out, "  LR_SCHEDULER_NAME: WarmupMultiStepLR\n  STEPS: [");
    for (int64_t i = 0; i < count; i++) text_addf(out, "%s%" PRId64, i ? ", " : "", drop(schedule, i));
    text_add(out, "]\n");
    if (count) text_addf(out, "  GAMMA: %s\n", settings_real(schedule->gamma).text);
}

void detectron2_write(const Schedule *schedule, Text *out) {
    if (settings_refuse_beyond(schedule, "detectron2", out)) return;
    const char *why = reason(schedule);
    if (why) {
        settings_refuse(schedule, "detectron2", why, out);
        return;
    }
    python_recipe(schedule, out);
    text_addf(out, "SOLVER:\n  BASE_LR: %s\n  MAX_ITER: %" PRId64 "\n", settings_real(schedule->base_lr).text,
              schedule->total_steps);
    text_addf(out, "  WARMUP_ITERS: %" PRId64 "\n", schedule->warmup_iters);
    if (recipe_warms(schedule))
        text_addf(out, "  WARMUP_FACTOR: %s\n  WARMUP_METHOD: %s\n", settings_real(schedule->warmup_factor).text,
                  schedule->warmup_method == WARMUP_LINEAR ? "linear" : "constant");
    add_decay(schedule, out);
}
