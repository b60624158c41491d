#include "schedule/function.h"
#include "schedule/function_words.h"
#include "schedule/parameters.h"
#include "schedule/phrase.h"
#include "schedule/words.h"

static bool warms_up(const Schedule *schedule) {
    bool flat = schedule->warmup_factor == 1 && schedule->warmup_join == JOIN_MULTIPLY;
    return schedule->warmup_iters > 0 && !flat;
}

/* "a linear warm-up from 2e-5 to 0.02 over 1 000 steps, then". */
static void add_warmup(Phrase phrase, const Schedule *schedule) {
    int64_t end = schedule->warmup_iters, last = schedule->total_steps - 1;
    if (!warms_up(schedule)) return;
    text_addf(phrase.out, "a %s warm-up ",
              parameters[PARAMETER_WARMUP_METHOD].choice_label(schedule->warmup_method));
    text_addf(phrase.out, "from %s ", phrase_number(phrase, schedule_lr(schedule, 0)).text);
    text_addf(phrase.out, "to %s over ",
              phrase_number(phrase, schedule_lr(schedule, end < last ? end : last)).text);
    phrase_count(phrase, end);
    text_add(phrase.out, end < schedule->total_steps ? ", then " : ", which the run does not finish");
}

static void add_decay(Phrase phrase, const Schedule *schedule) {
    int64_t last = schedule->total_steps - 1;
    if (schedule->warmup_iters > last && warms_up(schedule)) return;
    phrase_decay(phrase, schedule);
    if (schedule->decay != DECAY_NONE)
        text_addf(phrase.out, "; the last step runs at %s",
                  phrase_number(phrase, schedule_lr(schedule, last)).text);
}

/* "a function of the step, from 0 at step 0 to 0.01 at the last step". */
static void add_function(Phrase phrase, const Schedule *schedule) {
    text_addf(phrase.out, "a function of the step, from %s at step 0", phrase_number(phrase, schedule_lr(schedule, 0)).text);
    text_addf(phrase.out, " to %s at the last step", phrase_number(phrase, schedule_lr(schedule, schedule->total_steps - 1)).text);
}

static void add_course(Phrase phrase, const Schedule *schedule) {
    if (schedule->function) {
        add_function(phrase, schedule);
        return;
    }
    add_warmup(phrase, schedule);
    add_decay(phrase, schedule);
}

static void add_verdict(Phrase phrase, const Schedule *schedule) {
    ScheduleAbove above = schedule_above(schedule);
    NumberText base = phrase_number(phrase, schedule->base_lr);
    int64_t negative = schedule_last_negative(schedule);
    if (schedule->function) {
        function_verdict(phrase, schedule);
        text_add(phrase.out, ".");
        return;
    }
    text_addf(phrase.out, above.any ? "It is above base_lr = %s on " : "It is never above base_lr = %s",
              base.text);
    if (above.any) {
        SchedulePeak peak = schedule_peak(schedule);
        phrase_above(phrase, &above);
        text_addf(phrase.out, ", with its peak of %s",
                  phrase_number(phrase, schedule_lr(schedule, peak.step)).text);
        text_addf(phrase.out, " at step %s", phrase_step(phrase, peak.step).text);
    }
    if (negative >= 0) {
        text_add(phrase.out, ", and negative on ");
        phrase_steps(phrase, 0, negative);
    }
    text_add(phrase.out, ".");
}

void words_brief(const Schedule *schedule, Text *out) {
    Phrase phrase = {out, false};
    text_add(out, "Learning rate over ");
    phrase_count(phrase, schedule->total_steps);
    text_add(out, ": ");
    add_course(phrase, schedule);
    text_add(out, ". ");
    add_verdict(phrase, schedule);
}

void words_course(const Schedule *schedule, Text *out) {
    add_course((Phrase){out, false}, schedule);
}
