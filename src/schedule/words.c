#include "schedule/words.h"

#include "schedule/shape.h"
#include "schedule/voice.h"

void voice_verdict(Voice voice, const Schedule *schedule) {
    ScheduleAbove above = schedule_above(schedule);
    text_add(voice.out, above.any ? "Above 1 on " : "Never above 1");
    if (above.any) voice_above(voice, &above);
    int64_t negative = schedule_last_negative(schedule);
    if (negative < 0) return;
    text_add(voice.out, ", negative on ");
    voice_steps(voice, 0, negative);
}

static bool run_ends_first(const Schedule *schedule) {
    return schedule->warmup_iters >= schedule->total_steps;
}

static void reason_above(Voice voice, const Schedule *schedule) {
    ScheduleAbove above = schedule_above(schedule);
    SchedulePeak peak = schedule_peak(schedule);
    text_add(voice.out, "peak ");
    voice_rate(voice, schedule, peak.factor);
    text_addf(voice.out, " at step %s, because warmup_factor > 1", voice_step(voice, peak.step).text);
    if (above.count < above.last - above.first + 1) text_add(voice.out, "; the decay interrupts it");
    if (run_ends_first(schedule)) text_add(voice.out, "; the run ends inside the warm-up");
}

/* What is odd about a beginning at 0; the verdict tells of one below it. */
static void add_oddity(Voice voice, const Schedule *schedule) {
    if (schedule->warmup_factor != 0) return;
    bool stays = schedule->warmup_method == WARMUP_CONSTANT;
    int64_t last = stays ? schedule_warm_steps(schedule) - 1 : 0;
    text_add(voice.out, " (");
    voice_steps(voice, 0, last);
    text_add(voice.out, last == 0 ? " changes nothing)" : " change nothing)");
}

static void reason_below(Voice voice, const Schedule *schedule) {
    SchedulePeak peak = schedule_peak(schedule);
    bool stays = schedule->warmup_method == WARMUP_CONSTANT;
    text_addf(voice.out, "warm-up %s at %s × base_lr", stays ? "stays" : "starts",
              voice_number(voice, schedule->warmup_factor).text);
    add_oddity(voice, schedule);
    if (peak.factor == 1)
        text_add(voice.out, " and reaches ");
    else if (run_ends_first(schedule))
        text_add(voice.out, ", but the run ends first: it peaks at ");
    else
        text_add(voice.out, ", but the decay begins first: the run peaks at ");
    voice_rate(voice, schedule, peak.factor);
    text_addf(voice.out, " at step %s", voice_step(voice, peak.step).text);
}

void words_reason(const Schedule *schedule, Text *out) {
    Voice voice = {out, false};
    NumberText base_lr = voice_number(voice, schedule->base_lr);
    if (schedule->warmup_iters == 0)
        text_addf(out, "no warm-up: the run starts at base_lr = %s, and warmup_factor is not used",
                  base_lr.text);
    else if (schedule->warmup_factor == 1)
        text_addf(out, "warmup_factor = 1: the warm-up changes nothing, the run starts at base_lr = %s",
                  base_lr.text);
    else if (schedule->warmup_factor > 1)
        reason_above(voice, schedule);
    else
        reason_below(voice, schedule);
}

static void conclude_above(Voice voice, const Schedule *schedule) {
    ScheduleAbove above = schedule_above(schedule);
    int64_t warm = schedule_warm_steps(schedule);
    text_addf(voice.out, "Here warmup_factor = %s > 1, so ",
              voice_number(voice, schedule->warmup_factor).text);
    if (above.count < warm) {
        voice_above_count(voice, &above);
        text_addf(voice.out,
                  " of the %s warm-up steps run%s above the learning rate you asked for; the decay takes the "
                  "others "
                  "down.",
                  voice_step(voice, warm).text, above.count == 1 ? "s" : "");
        return;
    }
    text_addf(voice.out, "%s above the learning rate you asked for.",
              run_ends_first(schedule) ? "the whole run, which ends inside the warm-up, is"
              : warm == 1              ? "the one warm-up step runs"
                                       : "every warm-up step runs");
}

static void conclude_below(Voice voice, const Schedule *schedule) {
    int64_t negative = schedule_last_negative(schedule);
    text_addf(voice.out, "Here warmup_factor = %s ≤ 1: the learning rate is never raised above base_lr, ",
              voice_number(voice, schedule->warmup_factor).text);
    if (negative >= 0) {
        text_add(voice.out, "but it is negative on ");
        voice_steps(voice, 0, negative);
        text_add(voice.out, negative == 0 ? ": that update goes uphill." : ": those updates go uphill.");
        return;
    }
    if (schedule->warmup_factor == 1)
        text_add(voice.out, "the warm-up changes nothing.");
    else if (schedule_peak(schedule).factor == 1)
        text_add(voice.out, "training only starts lower.");
    else if (run_ends_first(schedule))
        text_add(voice.out, "nor does it get there: the run ends inside the warm-up.");
    else
        text_add(voice.out, "nor does it get there: the decay begins inside the warm-up.");
}

void voice_conclusion(Voice voice, const Schedule *schedule) {
    if (schedule->warmup_iters == 0)
        text_add(voice.out,
                 "Here warmup_iters = 0: there is no warm-up, warmup_factor is not used, and the learning "
                 "rate is never above base_lr.");
    else if (schedule->warmup_factor > 1)
        conclude_above(voice, schedule);
    else
        conclude_below(voice, schedule);
}

void words_verdict(const Schedule *schedule, Text *out) {
    voice_verdict((Voice){out, false}, schedule);
}

void words_conclusion(const Schedule *schedule, Text *out) {
    voice_conclusion((Voice){out, false}, schedule);
}
