/* DeepSpeed's JSON (deepspeed/runtime/lr_schedules.py). Its scheduler is stepped behind the update and begins at
   -1, so that the warm-up comes one update late. JSON has no comments: "_comment", which DeepSpeed passes over,
   says so and states the recipe. */
#include "code/dialects.h"
#include "code/recipe.h"
#include "code/settings.h"

#include <inttypes.h>

static bool is_cosine(const Schedule *schedule) {
    return recipe_decays(schedule) && schedule->decay == DECAY_COSINE;
}

static const char *reason(const Schedule *schedule) {
    bool warms = recipe_warms(schedule);
    bool simple = schedule->warmup_method == WARMUP_LINEAR || schedule->warmup_method == WARMUP_LOGARITHMIC;
    if (warms && !simple) return "its warm-up is linear or logarithmic";
    if (warms && schedule->warmup_iters < 2) return "its warm-up takes 2 steps or more";
    if (!recipe_decays(schedule)) return NULL;
    if (schedule->decay != DECAY_LINEAR && schedule->decay != DECAY_COSINE) return "it decays in a line or a cosine";
    if (!warms) return "a decay comes behind a warm-up of 2 steps or more";
    if (!recipe_follows(schedule)) return "its decay begins when the warm-up ends";
    if (schedule_decay_steps(schedule) + schedule->warmup_iters != schedule->total_steps)
        return "its decay ends with the run";
    if (schedule->decay == DECAY_LINEAR && (schedule->warmup_factor != 0 || schedule->final_factor != 0))
        return "its line is written from a warm-up at 0 to 0";
    return NULL;
}

/* Logarithmic is beyond the older shapes, but DeepSpeed's own. */
static bool refuses(const Schedule *schedule, Text *out) {
    Schedule plain = *schedule;
    if (plain.warmup_method == WARMUP_LOGARITHMIC) plain.warmup_method = WARMUP_LINEAR;
    if (settings_refuse_beyond(&plain, "DeepSpeed", out)) return true;
    const char *why = reason(schedule);
    if (why) settings_refuse(schedule, "DeepSpeed", why, out);
    return why != NULL;
}

static void add_warmup(const Schedule *schedule, Text *out) {
    bool warms = recipe_warms(schedule); /* without one, between two equal rates */
    if (is_cosine(schedule))
        text_addf(out, "      \"warmup_min_ratio\": %s,\n", settings_real(schedule->warmup_factor).text);
    else
        text_addf(out, "      \"warmup_min_lr\": %s,\n      \"warmup_max_lr\": %s,\n",
                  settings_real((warms ? schedule->warmup_factor : 1) * schedule->base_lr).text,
                  settings_real(schedule->base_lr).text);
    text_addf(out, "      \"warmup_num_steps\": %" PRId64 ",\n      \"warmup_type\": \"%s\"",
              warms ? schedule->warmup_iters : 2,
              warms && schedule->warmup_method == WARMUP_LOGARITHMIC ? "log" : "linear");
}

static void add_decay(const Schedule *schedule, Text *out) {
    if (is_cosine(schedule))
        text_addf(out, ",\n      \"cos_min_ratio\": %s", settings_real(schedule->final_factor).text);
    if (recipe_decays(schedule)) text_addf(out, ",\n      \"total_num_steps\": %" PRId64, schedule->total_steps);
}

void deepspeed_write(const Schedule *schedule, Text *out) {
    if (refuses(schedule, out)) return;
    bool decays = recipe_decays(schedule);
    text_add(out, "{\n  \"_comment\": \"");
    recipe_describe(schedule, out);
    if (recipe_warms(schedule))
        text_addf(out, " DeepSpeed is one update late with %s.",
                  decays && !is_cosine(schedule) ? "all of it" : "the warm-up");
    text_addf(out, "\",\n  \"optimizer\": {\n    \"type\": \"AdamW\",\n    \"params\": { \"lr\": %s }\n  },\n",
              settings_real(schedule->base_lr).text);
    text_addf(out, "  \"scheduler\": {\n    \"type\": \"%s\",\n    \"params\": {\n",
              is_cosine(schedule) ? "WarmupCosineLR"
              : decays            ? "WarmupDecayLR"
                                  : "WarmupLR");
    add_warmup(schedule, out);
    add_decay(schedule, out);
    text_add(out, "\n    }\n  }\n}\n");
}
