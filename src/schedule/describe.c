#include "schedule/words.h"

#include "schedule/shape.h"
#include "schedule/sums.h"
#include "schedule/voice.h"

#include <math.h>

static void add_floor(Voice voice, const Schedule *schedule) {
    if (schedule->final_factor == 0)
        text_add(voice.out, " to 0");
    else
        text_addf(voice.out, " to %s × base_lr", voice_number(voice, schedule->final_factor).text);
}

static void add_ending(Voice voice, const Schedule *schedule, const char *name) {
    text_add(voice.out, name);
    add_floor(voice, schedule);
    text_add(voice.out, " over ");
    voice_count(voice, schedule_decay_steps(schedule));
}

static void add_milestones(Voice voice, const Schedule *schedule) {
    if (schedule->milestone_count == 0) {
        text_add(voice.out, "constant at base_lr, without a milestone");
        return;
    }
    text_addf(voice.out, "× %s at step%s ", voice_number(voice, schedule->gamma).text,
              schedule->milestone_count == 1 ? "" : "s");
    for (int i = 0; i < schedule->milestone_count; i++) {
        int64_t step = schedule_decay_start(schedule) + schedule->milestones[i];
        text_addf(voice.out, "%s%s", i ? ", " : "", voice_step(voice, step).text);
    }
}

static void add_gamma(Voice voice, const Schedule *schedule, const char *when) {
    text_addf(voice.out, "× %s %s every ", voice_number(voice, schedule->gamma).text, when);
    if (schedule->step_size == 1)
        text_add(voice.out, "step");
    else
        voice_count(voice, schedule->step_size);
}

static void add_restarts(Voice voice, const Schedule *schedule) {
    text_add(voice.out, "cosine");
    add_floor(voice, schedule);
    text_add(voice.out, schedule->cycle_mult == 1 ? ", restarting every " : ", restarting after ");
    voice_count(voice, schedule->cycle_steps);
    if (schedule->cycle_mult > 1)
        text_addf(voice.out, ", each cycle %s times as long", voice_step(voice, schedule->cycle_mult).text);
}

void voice_decay(Voice voice, const Schedule *schedule) {
    switch (schedule->decay) {
    case DECAY_MULTISTEP: add_milestones(voice, schedule); break;
    case DECAY_STEP: add_gamma(voice, schedule, "after"); break;
    case DECAY_EXPONENTIAL: add_gamma(voice, schedule, "little by little over"); break;
    case DECAY_LINEAR: add_ending(voice, schedule, "linear"); break;
    case DECAY_POLYNOMIAL:
        text_addf(voice.out, "polynomial of power %s", voice_number(voice, schedule->power).text);
        add_ending(voice, schedule, "");
        break;
    case DECAY_COSINE: add_ending(voice, schedule, "cosine"); break;
    case DECAY_COSINE_RESTARTS: add_restarts(voice, schedule); break;
    case DECAY_INVERSE_SQRT:
        text_addf(voice.out, "inverse square root with timescale %s",
                  voice_number(voice, schedule->timescale).text);
        break;
    case DECAY_ONE_MINUS_SQRT: add_ending(voice, schedule, "one minus square root"); break;
    default: text_add(voice.out, "constant at base_lr");
    }
}

/* "… and is 1 from step 1000 on, with a kink there". */
static void describe_arrival(Voice voice, const Schedule *schedule) {
    NumberText step = voice_step(voice, schedule->warmup_iters);
    bool smooth = schedule->warmup_method == WARMUP_COSINE,
         jumps = schedule->warmup_method == WARMUP_CONSTANT;
    if (schedule->warmup_iters >= schedule->total_steps)
        text_addf(voice.out, " and would be 1 only at step %s, after the end of the run.", step.text);
    else
        text_addf(voice.out, " and is 1 from step %s on, %s there.", step.text,
                  jumps    ? "with a jump"
                  : smooth ? "smoothly"
                           : "with a kink");
}

static void describe_warmup(Voice voice, const Schedule *schedule) {
    static const char *const names[] = {"Linear", "Constant", "Exponential", "Cosine"};
    static const char *const ways[] = {" in a straight line", "", " exponentially", " along half a cosine"};
    if (schedule->warmup_iters == 0) {
        text_add(voice.out, "No warm-up: warmup_iters = 0, warmup_factor is not used.");
        return;
    }
    double factor = schedule->warmup_factor;
    text_addf(voice.out, "%s warm-up over ", names[schedule->warmup_method]);
    voice_count(voice, schedule->warmup_iters);
    if (factor == 1) {
        text_add(voice.out, ": with warmup_factor = 1 its factor is 1 from the start.");
        return;
    }
    text_addf(voice.out, ": its factor starts at %s", voice_number(voice, factor).text);
    if (schedule->warmup_method == WARMUP_CONSTANT)
        text_add(voice.out, ", stays there");
    else
        text_addf(voice.out, ", %s%s", factor < 1 ? "rises" : "falls", ways[schedule->warmup_method]);
    describe_arrival(voice, schedule);
}

/* Does the curve bend where this decay begins, and where it ends? Cosines begin and end level. */
static bool begins_sharply(const Schedule *schedule) {
    return schedule->decay == DECAY_EXPONENTIAL || schedule->decay == DECAY_INVERSE_SQRT ||
           (schedule_decay_ends(schedule) && schedule->decay != DECAY_COSINE);
}

static bool ends_sharply(const Schedule *schedule) {
    return schedule->decay == DECAY_LINEAR || schedule->decay == DECAY_ONE_MINUS_SQRT ||
           (schedule->decay == DECAY_POLYNOMIAL && schedule->power <= 1);
}

static void describe_decay(Voice voice, const Schedule *schedule) {
    int64_t start = schedule_decay_start(schedule), end = start + schedule_decay_steps(schedule);
    if (schedule->decay == DECAY_NONE) {
        text_add(voice.out, " No decay.");
        return;
    }
    text_addf(voice.out, " Decay from step %s on: ", voice_step(voice, start).text);
    voice_decay(voice, schedule);
    if (start >= schedule->total_steps) {
        text_add(voice.out, ", which is after the end of the run.");
        return;
    }
    if (begins_sharply(schedule) && start > 0) text_add(voice.out, ", with a kink where it begins");
    if (schedule_decay_ends(schedule) && end < schedule->total_steps)
        text_addf(voice.out, ", ending %s at step %s", ends_sharply(schedule) ? "with a kink" : "smoothly",
                  voice_step(voice, end).text);
    text_add(voice.out, ".");
}

static void describe_jumps(Voice voice, const Schedule *schedule) {
    enum { LOOKED_AT = 12, NAMED = 4 };
    ScheduleBreak breaks[LOOKED_AT];
    size_t count = schedule_breaks(schedule, 0, (double)schedule->total_steps, breaks, LOOKED_AT), named = 0;
    for (size_t i = 0; i < count && i < LOOKED_AT && named < NAMED; i++) {
        if (breaks[i].left == breaks[i].right) continue;
        text_addf(voice.out, "%s at step %s from %s to %s",
                  named++ ? "," : " Jumps:", voice_step(voice, (int64_t)breaks[i].x).text,
                  voice_number(voice, schedule->base_lr * breaks[i].left).text,
                  voice_number(voice, schedule->base_lr * breaks[i].right).text);
    }
    if (named == NAMED && count > NAMED) text_add(voice.out, " and so on");
    if (named) text_add(voice.out, ".");
}

static void describe_ends(Voice voice, const Schedule *schedule) {
    int64_t last = schedule->total_steps - 1;
    double first = schedule_lr(schedule, 0);
    text_addf(voice.out, " Step 0 runs at %s%s", voice_number(voice, first).text,
              first == 0 ? " and changes nothing" : "");
    if (last > 0)
        text_addf(voice.out, ", the last step, %s, at %s", voice_step(voice, last).text,
                  voice_number(voice, schedule_lr(schedule, last)).text);
    SchedulePeak peak = schedule_peak(schedule);
    text_add(voice.out, "; the peak is ");
    voice_rate(voice, schedule, peak.factor);
    text_addf(voice.out, " at step %s.", voice_step(voice, peak.step).text);
}

static void describe_cost(Voice voice, const Schedule *schedule) {
    double cost = schedule_warmup_cost(schedule);
    if (schedule->warmup_iters == 0 || cost == 0) return;
    text_addf(voice.out, " The warm-up %s as much as %s step%s at the full rate.",
              cost > 0 ? "costs" : "adds", voice_number(voice, fabs(cost)).text, fabs(cost) == 1 ? "" : "s");
}

/* Nothing that need be said of a constant rate. */
static void describe_half(Voice voice, const Schedule *schedule) {
    bool constant = schedule->warmup_iters == 0 && schedule_decay_is_flat(schedule);
    double half = schedule_share(schedule, schedule->total_steps / 2);
    if (constant || isnan(half)) return;
    text_add(voice.out, " ");
    words_half(half, voice.out);
    text_add(voice.out, ".");
}

/* " (26 epochs of 7329)", where their length is known. */
static void describe_epochs(Voice voice, const Schedule *schedule) {
    int64_t steps = schedule_steps_per_epoch(schedule);
    if (steps == 0) return;
    bool whole = schedule->total_steps % steps == 0;
    double epochs = (double)schedule->total_steps / (double)steps;
    text_addf(voice.out, " (%s%s epoch%s of %s)", whole ? "" : "about ",
              whole ? voice_step(voice, schedule->total_steps / steps).text : words_number(epochs).text,
              epochs == 1 ? "" : "s", voice_step(voice, steps).text);
}

void words_describe(const Schedule *schedule, Text *out) {
    Voice voice = {out, true};
    text_addf(out, "Learning rate of a run of ");
    voice_count(voice, schedule->total_steps);
    describe_epochs(voice, schedule);
    text_addf(out, " with base_lr = %s. ", voice_number(voice, schedule->base_lr).text);
    describe_warmup(voice, schedule);
    describe_decay(voice, schedule);
    describe_jumps(voice, schedule);
    describe_ends(voice, schedule);
    text_add(out, " ");
    voice_verdict(voice, schedule);
    text_add(out, ". ");
    voice_conclusion(voice, schedule);
    describe_cost(voice, schedule);
    describe_half(voice, schedule);
}
