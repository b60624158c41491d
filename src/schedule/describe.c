#include "schedule/words.h"

#include "schedule/function_words.h"
#include "schedule/phrase.h"
#include "schedule/shape.h"
#include "schedule/sums.h"

#include <assert.h>
#include <math.h>

void phrase_decay(Phrase phrase, const Schedule *schedule) {
    schedule_decays[schedule->decay].say(phrase, schedule);
}

void words_decay(const Schedule *schedule, Text *out) {
    phrase_decay((Phrase){out, true}, schedule);
}

static void add_stairs(Phrase phrase, int64_t interval) {
    if (interval == 1) return;
    text_add(phrase.out, ", in stairs of ");
    phrase_count(phrase, interval);
}

/* "… and is 1 from step 1000 on, with a kink there". */
static void describe_arrival(Phrase phrase, const Schedule *schedule) {
    const WarmupKind *kind = &schedule_warmups[schedule->warmup_method];
    NumberText step = phrase_step(phrase, schedule_full_step(schedule));
    bool jumps = !kind->way || schedule->warmup_interval > 1;
    bool goes_over = schedule->warmup_join == JOIN_MEET || schedule->warmup_join == JOIN_BLEND;
    if (goes_over && schedule->decay != DECAY_NONE) {
        text_addf(phrase.out, " and is over at step %s.",
                  phrase_step(phrase, schedule_warmup_end(schedule)).text);
        return;
    }
    if (schedule_full_step(schedule) >= schedule->total_steps)
        text_addf(phrase.out, " and would be 1 only at step %s, after the end of the run.", step.text);
    else
        text_addf(phrase.out, " and is 1 from step %s on, %s there.", step.text,
                  jumps                 ? "with a jump"
                  : kind->arrives_level ? "smoothly"
                                        : "with a kink");
}

static void describe_join(Phrase phrase, const Schedule *schedule) {
    static const char *const words[] = {
        [JOIN_MULTIPLY] = "",
        [JOIN_REPLACE] = " The decay has no effect before the warm-up ends.",
        [JOIN_MEET] = " It goes to where the decay is when the warm-up ends.",
        [JOIN_BLEND] = " It blends into the decay, whose share grows as the warm-up's falls.",
    };
    static_assert(sizeof words / sizeof *words == JOIN_COUNT, "a join has no words");
    if (schedule->decay != DECAY_NONE) text_add(phrase.out, words[schedule->warmup_join]);
}

static void describe_warmup(Phrase phrase, const Schedule *schedule) {
    const WarmupKind *kind = &schedule_warmups[schedule->warmup_method];
    if (schedule->warmup_iters == 0) {
        text_add(phrase.out, "No warm-up: warmup_iters = 0, warmup_factor is not used.");
        return;
    }
    double factor = schedule->warmup_factor;
    text_addf(phrase.out, "%c%s warm-up over ", kind->label[0] - 'a' + 'A', kind->label + 1);
    phrase_count(phrase, schedule->warmup_iters);
    if (factor == 1 && schedule->warmup_join == JOIN_MULTIPLY) {
        text_add(phrase.out, ": with warmup_factor = 1 its factor is 1 from the start.");
        return;
    }
    text_addf(phrase.out, ": its factor starts at %s", phrase_number(phrase, factor).text);
    if (!kind->way)
        text_add(phrase.out, ", stays there");
    else
        text_addf(phrase.out, ", %s %s", factor < 1 ? "rises" : "falls", kind->way);
    if (kind->uses & PARAMETER_BIT(WARMUP_POWER))
        text_addf(phrase.out, ", to the power of %s,", phrase_number(phrase, schedule->warmup_power).text);
    add_stairs(phrase, schedule->warmup_interval);
    describe_arrival(phrase, schedule);
    describe_join(phrase, schedule);
}

/* True if the curve bends where this decay begins and where it ends. Cosines begin and end level. */
static bool begins_sharply(const Schedule *schedule) {
    const DecayKind *kind = &schedule_decays[schedule->decay];
    return kind->slope && schedule->decay_interval == 1 && kind->slope(schedule, 0) != 0;
}

static bool ends_sharply(const Schedule *schedule) {
    double end = (double)schedule_decay_steps(schedule);
    double slope = schedule_decays[schedule->decay].slope(schedule, nextafter(end, 0));
    return schedule->decay_interval == 1 && fabs(slope) * end > 1e-6 * (1 - schedule->final_factor);
}

static void describe_floor(Phrase phrase, const Schedule *schedule) {
    if (!schedule_has_floor(schedule)) return;
    text_add(phrase.out, " The rate never falls below ");
    phrase_rate(phrase, schedule, schedule->floor);
    text_add(phrase.out, ".");
}

static void describe_decay(Phrase phrase, const Schedule *schedule) {
    int64_t start = schedule_decay_start(schedule), end = start + schedule_decay_steps(schedule);
    if (schedule->decay == DECAY_NONE) {
        text_add(phrase.out, " No decay.");
        return;
    }
    text_addf(phrase.out, " Decay from step %s on: ", phrase_step(phrase, start).text);
    phrase_decay(phrase, schedule);
    add_stairs(phrase, schedule->decay_interval);
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
    bool goes_over = schedule->warmup_join == JOIN_MEET || schedule->warmup_join == JOIN_BLEND;
    if (schedule->function || schedule->warmup_iters == 0 || cost == 0 || goes_over) return;
    text_addf(phrase.out, " The warm-up %s as much as %s step%s at the full rate.",
              cost > 0 ? "costs" : "adds", phrase_number(phrase, fabs(cost)).text,
              fabs(cost) == 1 ? "" : "s");
}

/* Nothing that need be said of a constant rate. */
static void describe_half(Phrase phrase, const Schedule *schedule) {
    bool constant = !schedule->function && schedule->warmup_iters == 0 && schedule_decay_is_flat(schedule);
    ScheduleSum half = schedule_share(schedule, schedule->total_steps / 2);
    if (constant || isnan(half.low)) return;
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
        describe_floor(phrase, schedule);
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
