#include "schedule/words.h"

#include "schedule/function_words.h"
#include "schedule/phrase.h"
#include "schedule/shape.h"

void phrase_verdict(Phrase phrase, const Schedule *schedule) {
    if (schedule->function) {
        function_verdict(phrase, schedule);
        return;
    }
    ScheduleAbove above = schedule_above(schedule);
    text_add(phrase.out, above.any ? "Above 1 on " : "Never above 1");
    if (above.any) phrase_above(phrase, &above);
    int64_t negative = schedule_last_negative(schedule);
    if (negative < 0) return;
    text_add(phrase.out, ", negative on ");
    phrase_steps(phrase, 0, negative);
}

static bool run_ends_first(const Schedule *schedule) {
    return schedule_warmup_end(schedule) >= schedule->total_steps;
}

/* Adds what of the decay takes it above 1, for example "gamma > 1". */
static void add_decays_cause(Phrase phrase, const Schedule *schedule) {
    ParameterId id = schedule_decays[schedule->decay].raised_by;
    if (parameter_is_list(id))
        text_addf(phrase.out, "some %s lie above 1", parameters[id].key);
    else
        text_addf(phrase.out, "%s > 1", parameters[id].key);
}

static bool warms_above(const Schedule *schedule) {
    return schedule->warmup_factor > 1 && schedule->warmup_iters > 0;
}

static void add_cause(Phrase phrase, const Schedule *schedule, const ScheduleAbove *above) {
    if (warms_above(schedule)) text_add(phrase.out, "warmup_factor > 1");
    if (warms_above(schedule) && above->by_decay) text_add(phrase.out, " and ");
    if (above->by_decay) add_decays_cause(phrase, schedule);
}

static void reason_above(Phrase phrase, const Schedule *schedule) {
    ScheduleAbove above = schedule_above(schedule);
    SchedulePeak peak = schedule_peak(schedule);
    text_add(phrase.out, "peak ");
    phrase_rate(phrase, schedule, peak.factor);
    text_addf(phrase.out, " at step %s, because ", phrase_step(phrase, peak.step).text);
    add_cause(phrase, schedule, &above);
    if (above.count < above.last - above.first + 1) text_add(phrase.out, "; the decay interrupts it");
    if (warms_above(schedule) && run_ends_first(schedule))
        text_add(phrase.out, "; the run ends inside the warm-up");
}

/* Adds what is odd about a beginning at 0; the verdict tells of one below it. */
static void add_oddity(Phrase phrase, const Schedule *schedule) {
    int64_t last = schedule_last_zero(schedule);
    if (last < 0) return;
    text_add(phrase.out, " (");
    phrase_steps(phrase, 0, last);
    text_add(phrase.out, last == 0 ? " changes nothing)" : " change nothing)");
}

static void reason_below(Phrase phrase, const Schedule *schedule) {
    SchedulePeak peak = schedule_peak(schedule);
    bool stays = !schedule_warmups[schedule->warmup_method].way;
    text_addf(phrase.out, "warm-up %s at %s × base_lr", stays ? "stays" : "starts",
              phrase_number(phrase, schedule_factor(schedule, 0)).text);
    add_oddity(phrase, schedule);
    if (peak.factor == 1)
        text_add(phrase.out, " and reaches ");
    else if (run_ends_first(schedule))
        text_add(phrase.out, ", but the run ends first: it peaks at ");
    else
        text_add(phrase.out, ", but the decay begins first: the run peaks at ");
    phrase_rate(phrase, schedule, peak.factor);
    text_addf(phrase.out, " at step %s", phrase_step(phrase, peak.step).text);
}

/* Adds the start, for only a decay by points can begin elsewhere than at base_lr. */
static void add_start(Phrase phrase, const Schedule *schedule) {
    double factor = schedule_factor(schedule, 0);
    if (factor == 1)
        text_addf(phrase.out, "base_lr = %s", phrase_number(phrase, schedule->base_lr).text);
    else
        phrase_rate(phrase, schedule, factor);
}

void words_reason(const Schedule *schedule, Text *out) {
    Phrase phrase = {out, false};
    bool multiplies = schedule->warmup_join == JOIN_MULTIPLY;
    if (schedule->function) {
        function_reason(phrase, schedule);
    } else if (schedule_above(schedule).any) {
        reason_above(phrase, schedule);
    } else if (schedule->warmup_iters == 0) {
        text_add(out, "no warm-up: the run starts at ");
        add_start(phrase, schedule);
        text_add(out, ", and warmup_factor is not used");
    } else if (schedule->warmup_factor == 1 && multiplies) {
        text_add(out, "warmup_factor = 1: the warm-up changes nothing, the run starts at ");
        add_start(phrase, schedule);
    } else {
        reason_below(phrase, schedule);
    }
}

static void conclude_above(Phrase phrase, const Schedule *schedule) {
    ScheduleAbove above = schedule_above(schedule);
    int64_t warm = schedule_warm_steps(schedule);
    text_addf(phrase.out, "Here warmup_factor = %s > 1, so ",
              phrase_number(phrase, schedule->warmup_factor).text);
    if (above.count < warm) {
        phrase_above_count(phrase, &above);
        text_addf(phrase.out,
                  " of the %s warm-up steps run%s above the learning rate you asked for; the decay takes the "
                  "others "
                  "down.",
                  phrase_step(phrase, warm).text, above.count == 1 ? "s" : "");
        return;
    }
    text_addf(phrase.out, "%s above the learning rate you asked for.",
              run_ends_first(schedule) ? "the whole run, which ends inside the warm-up, is"
              : warm == 1              ? "the one warm-up step runs"
                                       : "every warm-up step runs");
}

/* Concludes where the decay alone, or both, are the reason. */
static void conclude_by_decay(Phrase phrase, const Schedule *schedule) {
    ScheduleAbove above = schedule_above(schedule);
    text_add(phrase.out, "Here ");
    add_cause(phrase, schedule, &above);
    text_add(phrase.out, ": the decay itself raises the rate, and ");
    phrase_above_count(phrase, &above);
    text_addf(phrase.out, " step%s above the learning rate you asked for.",
              above.count == 1 ? " runs" : "s run");
}

static void conclude_below(Phrase phrase, const Schedule *schedule) {
    int64_t negative = schedule_last_negative(schedule);
    text_addf(phrase.out, "Here warmup_factor = %s%s the learning rate is never raised above base_lr, ",
              phrase_number(phrase, schedule->warmup_factor).text,
              schedule->warmup_factor > 1 ? " > 1, but the decay is so low that" : " ≤ 1:");
    if (negative >= 0) {
        text_add(phrase.out, "but it is negative on ");
        phrase_steps(phrase, 0, negative);
        text_add(phrase.out, negative == 0 ? ": that update goes uphill." : ": those updates go uphill.");
        return;
    }
    if (schedule->warmup_factor == 1 && schedule->warmup_join == JOIN_MULTIPLY)
        text_add(phrase.out, "the warm-up changes nothing.");
    else if (schedule_peak(schedule).factor == 1)
        text_add(phrase.out, "training only starts lower.");
    else if (run_ends_first(schedule))
        text_add(phrase.out, "nor does it get there: the run ends inside the warm-up.");
    else
        text_add(phrase.out, "nor does it get there: the decay begins inside the warm-up.");
}

void phrase_conclusion(Phrase phrase, const Schedule *schedule) {
    ScheduleAbove above = schedule_above(schedule);
    if (schedule->function)
        function_conclusion(phrase, schedule);
    else if (above.by_decay)
        conclude_by_decay(phrase, schedule);
    else if (schedule->warmup_iters == 0)
        text_add(phrase.out,
                 "Here warmup_iters = 0: there is no warm-up, warmup_factor is not used, and the learning "
                 "rate is never above base_lr.");
    else if (above.any)
        conclude_above(phrase, schedule);
    else
        conclude_below(phrase, schedule);
}

void words_verdict(const Schedule *schedule, Text *out) {
    phrase_verdict((Phrase){out, false}, schedule);
}

void words_conclusion(const Schedule *schedule, Text *out) {
    phrase_conclusion((Phrase){out, false}, schedule);
}
