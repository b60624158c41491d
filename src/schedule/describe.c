#include "schedule/words.h"

#include "schedule/function_words.h"
#include "schedule/shape.h"
#include "schedule/sums.h"
#include "schedule/phrase.h"

#include <math.h>

static void add_floor(Phrase phrase, const Schedule *schedule) {
    if (schedule->final_factor == 0)
        text_add(phrase.out, " to 0");
    else
        text_addf(phrase.out, " to %s × base_lr", phrase_number(phrase, schedule->final_factor).text);
}

static void add_ending(Phrase phrase, const Schedule *schedule, const char *name) {
    text_add(phrase.out, name);
    add_floor(phrase, schedule);
    text_add(phrase.out, " over ");
    phrase_count(phrase, schedule_decay_steps(schedule));
}

static void add_milestones(Phrase phrase, const Schedule *schedule) {
    if (schedule->milestone_count == 0) {
        text_add(phrase.out, "constant at base_lr, without a milestone");
        return;
    }
    text_addf(phrase.out, "× %s at step%s ", phrase_number(phrase, schedule->gamma).text,
              schedule->milestone_count == 1 ? "" : "s");
    for (int i = 0; i < schedule->milestone_count; i++) {
        int64_t step = schedule_decay_start(schedule) + schedule->milestones[i];
        text_addf(phrase.out, "%s%s", i ? ", " : "", phrase_step(phrase, step).text);
    }
}

static void add_gamma(Phrase phrase, const Schedule *schedule, const char *when) {
    text_addf(phrase.out, "× %s %s every ", phrase_number(phrase, schedule->gamma).text, when);
    if (schedule->step_size == 1)
        text_add(phrase.out, "step");
    else
        phrase_count(phrase, schedule->step_size);
}

static void add_restarts(Phrase phrase, const Schedule *schedule) {
    text_add(phrase.out, "cosine");
    add_floor(phrase, schedule);
    text_add(phrase.out, schedule->cycle_mult == 1 ? ", restarting every " : ", restarting after ");
    phrase_count(phrase, schedule->cycle_steps);
    if (schedule->cycle_mult > 1)
        text_addf(phrase.out, ", each cycle %s times as long", phrase_step(phrase, schedule->cycle_mult).text);
}

void phrase_decay(Phrase phrase, const Schedule *schedule) {
    switch (schedule->decay) {
    case DECAY_MULTISTEP: add_milestones(phrase, schedule); break;
    case DECAY_STEP: add_gamma(phrase, schedule, "after"); break;
    case DECAY_EXPONENTIAL: add_gamma(phrase, schedule, "little by little over"); break;
    case DECAY_LINEAR: add_ending(phrase, schedule, "linear"); break;
    case DECAY_POLYNOMIAL:
        text_addf(phrase.out, "polynomial of power %s", phrase_number(phrase, schedule->power).text);
        add_ending(phrase, schedule, "");
        break;
    case DECAY_COSINE: add_ending(phrase, schedule, "cosine"); break;
    case DECAY_COSINE_RESTARTS: add_restarts(phrase, schedule); break;
    case DECAY_INVERSE_SQRT:
        text_addf(phrase.out, "inverse square root with timescale %s",
                  phrase_number(phrase, schedule->timescale).text);
        break;
    case DECAY_ONE_MINUS_SQRT: add_ending(phrase, schedule, "one minus square root"); break;
    default: text_add(phrase.out, "constant at base_lr");
    }
}

/* "… and is 1 from step 1000 on, with a kink there". */
static void describe_arrival(Phrase phrase, const Schedule *schedule) {
    NumberText step = phrase_step(phrase, schedule->warmup_iters);
    bool smooth = schedule->warmup_method == WARMUP_COSINE,
         jumps = schedule->warmup_method == WARMUP_CONSTANT;
    if (schedule->warmup_iters >= schedule->total_steps)
        text_addf(phrase.out, " and would be 1 only at step %s, after the end of the run.", step.text);
    else
        text_addf(phrase.out, " and is 1 from step %s on, %s there.", step.text,
                  jumps    ? "with a jump"
                  : smooth ? "smoothly"
                           : "with a kink");
}

static void describe_warmup(Phrase phrase, const Schedule *schedule) {
    static const char *const names[] = {"Linear", "Constant", "Exponential", "Cosine"};
    static const char *const ways[] = {" in a straight line", "", " exponentially", " along half a cosine"};
    if (schedule->warmup_iters == 0) {
        text_add(phrase.out, "No warm-up: warmup_iters = 0, warmup_factor is not used.");
        return;
    }
    double factor = schedule->warmup_factor;
    text_addf(phrase.out, "%s warm-up over ", names[schedule->warmup_method]);
    phrase_count(phrase, schedule->warmup_iters);
    if (factor == 1) {
        text_add(phrase.out, ": with warmup_factor = 1 its factor is 1 from the start.");
        return;
    }
    text_addf(phrase.out, ": its factor starts at %s", phrase_number(phrase, factor).text);
    if (schedule->warmup_method == WARMUP_CONSTANT)
        text_add(phrase.out, ", stays there");
    else
        text_addf(phrase.out, ", %s%s", factor < 1 ? "rises" : "falls", ways[schedule->warmup_method]);
    describe_arrival(phrase, schedule);
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

static void describe_decay(Phrase phrase, const Schedule *schedule) {
    int64_t start = schedule_decay_start(schedule), end = start + schedule_decay_steps(schedule);
    if (schedule->decay == DECAY_NONE) {
        text_add(phrase.out, " No decay.");
        return;
    }
    text_addf(phrase.out, " Decay from step %s on: ", phrase_step(phrase, start).text);
    phrase_decay(phrase, schedule);
    if (start >= schedule->total_steps) {
        text_add(phrase.out, ", which is after the end of the run.");
        return;
    }
    if (begins_sharply(schedule) && start > 0) text_add(phrase.out, ", with a kink where it begins");
    if (schedule_decay_ends(schedule) && end < schedule->total_steps)
        text_addf(phrase.out, ", ending %s at step %s", ends_sharply(schedule) ? "with a kink" : "smoothly",
                  phrase_step(phrase, end).text);
    text_add(phrase.out, ".");
}

static void describe_jumps(Phrase phrase, const Schedule *schedule) {
    enum { LOOKED_AT = 12, NAMED = 4 };
    ScheduleBreak breaks[LOOKED_AT];
    size_t count = schedule_breaks(schedule, 0, (double)schedule->total_steps, breaks, LOOKED_AT), named = 0;
    for (size_t i = 0; i < count && i < LOOKED_AT && named < NAMED; i++) {
        if (breaks[i].left == breaks[i].right) continue;
        text_addf(phrase.out, "%s at step %s from %s to %s",
                  named++ ? "," : " Jumps:", phrase_step(phrase, (int64_t)breaks[i].x).text,
                  phrase_number(phrase, schedule->base_lr * breaks[i].left).text,
                  phrase_number(phrase, schedule->base_lr * breaks[i].right).text);
    }
    if (named == NAMED && count > NAMED) text_add(phrase.out, " and so on");
    if (named) text_add(phrase.out, ".");
}

static void describe_ends(Phrase phrase, const Schedule *schedule) {
    int64_t last = schedule->total_steps - 1;
    double first = schedule_lr(schedule, 0);
    text_addf(phrase.out, " Step 0 runs at %s%s", phrase_number(phrase, first).text,
              first == 0 ? " and changes nothing" : "");
    if (last > 0)
        text_addf(phrase.out, ", the last step, %s, at %s", phrase_step(phrase, last).text,
                  phrase_number(phrase, schedule_lr(schedule, last)).text);
    SchedulePeak peak = schedule_peak(schedule);
    text_add(phrase.out, "; the peak is ");
    phrase_rate(phrase, schedule, peak.factor);
    text_addf(phrase.out, " at step %s.", phrase_step(phrase, peak.step).text);
}

static void describe_cost(Phrase phrase, const Schedule *schedule) {
    double cost = schedule_warmup_cost(schedule);
    if (schedule->function || schedule->warmup_iters == 0 || cost == 0) return;
    text_addf(phrase.out, " The warm-up %s as much as %s step%s at the full rate.",
              cost > 0 ? "costs" : "adds", phrase_number(phrase, fabs(cost)).text, fabs(cost) == 1 ? "" : "s");
}

/* Nothing that need be said of a constant rate. */
static void describe_half(Phrase phrase, const Schedule *schedule) {
    bool constant = !schedule->function && schedule->warmup_iters == 0 && schedule_decay_is_flat(schedule);
    double half = schedule_share(schedule, schedule->total_steps / 2);
    if (constant || isnan(half)) return;
    text_add(phrase.out, " ");
    words_half(half, phrase.out);
    text_add(phrase.out, ".");
}

/* " (26 epochs of 7329)", where their length is known. */
static void describe_epochs(Phrase phrase, const Schedule *schedule) {
    int64_t steps = schedule_steps_per_epoch(schedule);
    if (steps == 0) return;
    bool whole = schedule->total_steps % steps == 0;
    double epochs = (double)schedule->total_steps / (double)steps;
    text_addf(phrase.out, " (%s%s epoch%s of %s)", whole ? "" : "about ",
              whole ? phrase_step(phrase, schedule->total_steps / steps).text : words_number(epochs).text,
              epochs == 1 ? "" : "s", phrase_step(phrase, steps).text);
}

void words_describe(const Schedule *schedule, Text *out) {
    Phrase phrase = {out, true};
    text_addf(out, "Learning rate of a run of ");
    phrase_count(phrase, schedule->total_steps);
    describe_epochs(phrase, schedule);
    text_addf(out, " with base_lr = %s. ", phrase_number(phrase, schedule->base_lr).text);
    if (schedule->function) {
        function_describe(phrase, schedule);
    } else {
        describe_warmup(phrase, schedule);
        describe_decay(phrase, schedule);
        describe_jumps(phrase, schedule);
    }
    describe_ends(phrase, schedule);
    text_add(out, " ");
    phrase_verdict(phrase, schedule);
    text_add(out, ". ");
    phrase_conclusion(phrase, schedule);
    describe_cost(phrase, schedule);
    describe_half(phrase, schedule);
}
