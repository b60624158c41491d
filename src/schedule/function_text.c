#include "schedule/function_text.h"

#include "base/number.h"
#include "schedule/parameters.h"
#include "schedule/shape.h"

#include <inttypes.h>
#include <math.h>

/* ------------------------------------------------------------------------------------ a shape as a text */

/* d as lines of Python, each with what it needs of q (the share done), i and x (the cycle, and the place in
   it); NULL: written out below. `w` is a weight between final_factor and 1. The same operations in the same
   order as in schedule/decays.c. */
static const struct {
    bool share, cycle;
    const char *weight, *value;
} decay_texts[DECAY_COUNT] = {
    [DECAY_NONE] = {.value = "1"},
    [DECAY_STEP] = {.value = "gamma ** (c // step_size)"},
    [DECAY_EXPONENTIAL] = {.value = "gamma ** (c / step_size)"},
    [DECAY_LINEAR] = {.share = true, .weight = "1 - q"},
    [DECAY_POLYNOMIAL] = {.share = true, .weight = "(1 - q) ** power"},
    [DECAY_COSINE] = {.share = true, .weight = "(1 + math.cos(math.pi * (2 * num_cycles * q))) / 2"},
    [DECAY_COSINE_RESTARTS] = {.cycle = true, .weight = "(1 + math.cos(math.pi * x)) / 2"},
    [DECAY_INVERSE_SQRT] = {.value = "1 / math.sqrt(1 + c / timescale)"},
    [DECAY_ONE_MINUS_SQRT] = {.share = true, .weight = "1 - math.sqrt(q)"},
    [DECAY_INVERSE_TIME] = {.value = "(1 + c / timescale) ** -power"},
    [DECAY_TRIANGULAR] = {.cycle = true,
                          .weight = "cycle_gamma ** (i if x < 0.5 else i + 1) * abs(1 - 2 * x)"},
};

static void add_milestones(const Schedule *schedule, Text *out) {
    text_add(out, "    d = gamma ** (");
    for (int i = 0; i < schedule->milestone_count; i++)
        text_addf(out, "%s(c >= %" PRId64 ")", i ? " + " : "", schedule->milestones[i]);
    text_add(out, schedule->milestone_count ? ")\n" : "0)\n");
}

/* Adds straight lines from point to point; of two points at one step the first ends a line. */
static void add_points(const Schedule *schedule, Text *out) {
    const SchedulePoint *points = schedule->points;
    for (int i = 0; i < schedule->point_count; i++) {
        if (i > 0 && points[i].step == points[i - 1].step) continue;
        text_addf(out, "    %s c < %" PRId64 ":\n", i ? "elif" : "if", points[i].step);
        if (i == 0 || points[i - 1].factor == points[i].factor) {
            text_addf(out, "        d = %s\n", number_exact(points[i ? i - 1 : 0].factor).text);
            continue;
        }
        text_addf(out, "        s = (c - %" PRId64 ") / %" PRId64 "\n", points[i - 1].step,
                  points[i].step - points[i - 1].step);
        text_addf(out, "        d = %s * (1 - s)", number_exact(points[i - 1].factor).text);
        text_addf(out, " + %s * s\n", number_exact(points[i].factor).text);
    }
    if (schedule->point_count == 0)
        text_add(out, "    d = 1\n");
    else
        text_addf(out, "    else:\n        d = %s\n",
                  number_exact(points[schedule->point_count - 1].factor).text);
}

static void add_decay(const Schedule *schedule, Text *out) {
    Decay decay = schedule->decay;
    if (decay == DECAY_NONE) return;
    if (schedule->decay_interval > 1)
        text_add(out, "    c = max(0, step // decay_interval * decay_interval - decay_start)\n");
    else
        text_add(out, "    c = max(0, step - decay_start)\n");
    if (decay == DECAY_MULTISTEP) add_milestones(schedule, out);
    if (decay == DECAY_POINTS) add_points(schedule, out);
    if (decay_texts[decay].share) text_add(out, "    q = min(c, decay_steps) / decay_steps\n");
    if (decay_texts[decay].cycle)
        text_add(out, "    i = c // cycle_steps\n    x = (c - i * cycle_steps) / cycle_steps\n");
    if (decay_texts[decay].value) text_addf(out, "    d = %s\n", decay_texts[decay].value);
    if (!decay_texts[decay].weight) return;
    text_addf(out, "    w = %s\n", decay_texts[decay].weight);
    bool falls = decay == DECAY_COSINE_RESTARTS && schedule->cycle_gamma != 1;
    text_addf(out, "    d = final_factor * (1 - w) + %sw\n", falls ? "cycle_gamma ** i * " : "");
}

/* s of a, or of t; w of both. */
static const struct {
    const char *rise, *value;
} warmup_texts[WARMUP_COUNT] = {
    [WARMUP_LINEAR] = {"a", "warmup_factor * (1 - a) + a"},
    [WARMUP_CONSTANT] = {"0", "warmup_factor"},
    [WARMUP_EXPONENTIAL] = {"(warmup_factor ** (1 - a) - warmup_factor) / (1 - warmup_factor)",
                            "warmup_factor ** (1 - a)"},
    [WARMUP_COSINE] = {"(1 - math.cos(math.pi * a)) / 2", NULL},
    [WARMUP_POWER] = {"a ** warmup_power", NULL},
    [WARMUP_LOGARITHMIC] =
        {"0 if t == 0 else 1 if t + 1 >= warmup_iters else math.log(t + 1) / math.log(warmup_iters)", NULL},
};

static void add_warmup(const Schedule *schedule, Text *out) {
    const char *rise = warmup_texts[schedule->warmup_method].rise,
               *value = warmup_texts[schedule->warmup_method].value;
    bool decays = schedule->decay != DECAY_NONE, blends = schedule->warmup_join == JOIN_BLEND;
    const char *times = decays && schedule->warmup_join == JOIN_MULTIPLY ? " * d" : "";
    const char *step = schedule->warmup_interval > 1 ? "t" : "step";
    if (schedule->warmup_interval > 1) text_add(out, "    t = step // warmup_interval * warmup_interval\n");
    text_addf(out, "    if %s < warmup_iters:\n", step);
    if (schedule->warmup_method == WARMUP_LOGARITHMIC && schedule->warmup_interval == 1)
        text_add(out, "        t = step\n");
    if (schedule->warmup_method != WARMUP_CONSTANT && schedule->warmup_method != WARMUP_LOGARITHMIC)
        text_addf(out, "        a = %s / warmup_iters\n", step);
    if (blends || !value) text_addf(out, "        s = %s\n", rise);
    if (blends)
        text_addf(out, "        f = warmup_factor * (1 - s) + %s\n", decays ? "d * s" : "s");
    else
        text_addf(out, "        f = %s%s%s%s\n", *times ? "(" : "",
                  value ? value : "warmup_factor * (1 - s) + s", *times ? ")" : "", times);
    if (schedule->floor == (double)SCHEDULE_AUTO)
        text_add(out, "        return f\n");
    else
        text_addf(out, "        return max(%s, f)\n", number_exact(schedule->floor).text);
}

bool function_text(const Schedule *schedule, Text *out) {
    bool cycles_grow = schedule->decay == DECAY_COSINE_RESTARTS && schedule->cycle_mult != 1;
    if (cycles_grow || (schedule->warmup_join == JOIN_MEET && schedule->decay != DECAY_NONE) ||
        schedule->function)
        return false;
    const char *result = schedule->decay == DECAY_NONE ? "1" : "d";
    text_add(out, "def factor(step):\n");
    add_decay(schedule, out);
    if (schedule->warmup_iters > 0) add_warmup(schedule, out);
    if (schedule->floor == (double)SCHEDULE_AUTO)
        text_addf(out, "    return %s\n", result);
    else
        text_addf(out, "    return max(%s, %s)\n", number_exact(schedule->floor).text, result);
    return true;
}

/* ----------------------------------------------------------------------------------- a function as a shape
 */

enum { STEPS_MAX = 300000, LOOKS = 24 };

static bool alike(const Schedule *one, const Schedule *other, int64_t step) {
    double a = schedule_factor(one, step), b = schedule_factor(other, step);
    return fabs(a - b) <= 1e-12 * fmax(1, fmax(fabs(a), fabs(b)));
}

/* True if both have one curve. A few steps tell most apart; all of them prove it. */
static bool same_everywhere(const Schedule *function, const Schedule *shape) {
    int64_t steps = function->total_steps;
    for (int64_t i = 0; i < LOOKS; i++)
        if (!alike(function, shape, (steps - 1) * i / (LOOKS - 1))) return false;
    for (int64_t step = 0; step < steps; step++)
        if (!alike(function, shape, step)) return false;
    return true;
}

static bool find_shape(const Schedule *schedule, Schedule *shape) {
    if (schedule->total_steps > STEPS_MAX) return false;
    for (int bare = 0; bare < 2; bare++)
        for (int decay = 0; decay < DECAY_COUNT; decay++)
            for (int method = 0; method < (bare ? 1 : WARMUP_COUNT); method++) {
                *shape = *schedule;
                shape->function = NULL;
                shape->decay = (Decay)decay;
                shape->warmup_method = (WarmupMethod)method;
                if (bare) shape->warmup_iters = 0;
                bool allowed = method != WARMUP_EXPONENTIAL || shape->warmup_factor > 0;
                if (allowed && same_everywhere(schedule, shape)) return true;
            }
    return false;
}

bool function_shape(const Schedule *schedule, Schedule *shape) {
    static Schedule asked, answer; /* the last question: it is asked with every frame */
    static bool any, found;
    if (!schedule->function) return false;
    if (!any || !parameters_same(&asked, schedule)) {
        asked = *schedule;
        any = true;
        found = find_shape(schedule, &answer);
    }
    *shape = answer;
    return found;
}

void function_shape_words(const Schedule *shape, Text *out) {
    bool warms = shape->warmup_iters > 0 && shape->warmup_factor != 1, decays = shape->decay != DECAY_NONE;
    if (warms) text_addf(out, "%s warm-up", schedule_warmups[shape->warmup_method].label);
    if (decays) text_addf(out, "%s%s decay", warms ? ", " : "", schedule_decays[shape->decay].label);
    if (!warms && !decays) text_add(out, "a constant rate");
}
