#include "code/code_read.h"

#include "base/number.h"
#include "code/readers.h"

#include <inttypes.h>

/* Code with a scheduler says all of it: what it does not have is not there. */
static void settle_parts(Draft *draft) {
    if (!draft->warms && !draft->decays && !draft->steady) {
        draft_assume(draft, "warm-up and decay as before, for none was read");
        return;
    }
    if (!draft->warms) draft->schedule.warmup_iters = 0;
    if (!draft->decays) draft->schedule.decay = DECAY_NONE;
    if (!draft->warms) draft_assume(draft, "no warm-up, for the text has none");
    if (!draft->decays) draft_assume(draft, "no decay, for the text has none");
}

/* Steps behind the end of a decay that goes on in the text. */
static void settle_end(Draft *draft) {
    const Schedule *schedule = &draft->schedule;
    bool ends = parameter_applies(schedule, PARAMETER_DECAY_STEPS);
    int64_t end = schedule_decay_start(schedule) + schedule_decay_steps(schedule);
    if (draft->goes_on && ends && schedule->total_steps > end + 1)
        draft_leave(draft, "what comes after step %" PRId64 ": the decay stays where it ends", end);
}

/* A run that shows what was read, where the text does not say how long it is. */
static int64_t likely_total(const Schedule *schedule) {
    int64_t start = schedule_decay_start(schedule), last = schedule->warmup_iters;
    bool ends = parameter_applies(schedule, PARAMETER_DECAY_STEPS) && schedule->decay_steps != SCHEDULE_AUTO;
    if (ends) return start + schedule->decay_steps;
    if (schedule->decay == DECAY_MULTISTEP && schedule->milestone_count)
        last = start + schedule->milestones[schedule->milestone_count - 1];
    return schedule->total_steps > last ? schedule->total_steps : last + last / 3 + 1;
}

static void settle_total(Draft *draft) {
    Schedule *schedule = &draft->schedule;
    if (draft->given[PARAMETER_TOTAL_STEPS]) return;
    int64_t total = likely_total(schedule);
    schedule->total_steps = total > SCHEDULE_STEPS_MAX ? SCHEDULE_STEPS_MAX : total;
    draft_assume(draft, "total_steps %" PRId64 ", which the text does not say", schedule->total_steps);
}

/* Values that follow from others are left to follow. */
static void settle_automatic(Draft *draft) {
    Schedule *schedule = &draft->schedule;
    if (schedule->decay_start == schedule->warmup_iters) schedule->decay_start = SCHEDULE_AUTO;
    int64_t rest = schedule->total_steps - schedule_decay_start(schedule);
    if (schedule->decay_steps == rest) schedule->decay_steps = SCHEDULE_AUTO;
}

static void settle(Draft *draft) {
    settle_parts(draft);
    settle_total(draft);
    settle_end(draft);
    if (!draft->given[PARAMETER_BASE_LR])
        draft_assume(draft, "base_lr %s as before, which the text does not say",
                     number_exact(draft->schedule.base_lr).text);
    settle_automatic(draft);
}

/* The first kind of code that recognises its own. */
static bool read_any(Draft *draft, Match *match) {
    return options_read(draft, match) || torch_read(draft, match) || solver_read(draft, match) ||
           huggingface_read(draft, match);
}

/* It is something only if a value came of it. */
static bool found(const Draft *draft) {
    bool any = draft->steady;
    for (int id = 0; id < PARAMETER_COUNT; id++) any = any || draft->given[id];
    return any;
}

static void refuse(const Draft *draft, Text *report) {
    if (draft->left.length)
        text_setf(report, "Nothing could be read: %s.", text_string(&draft->left));
    else
        text_setf(
            report,
            "No schedule recognised: lrscope reads PyTorch schedulers, detectron2 SOLVER blocks, Hugging "
            "Face arguments and its own command line.");
}

bool code_read(const char *text, size_t count, Schedule *schedule, Text *report) {
    if (count > CODE_READ_MOST) {
        text_setf(report, "The text is longer than 1 MiB, too long for code of a schedule.");
        return false;
    }
    Match match = match_of(text, count);
    Draft draft = draft_of(schedule);
    bool any = read_any(&draft, &match) && found(&draft);
    if (any) {
        settle(&draft);
        draft_report(&draft, report);
        *schedule = draft.schedule;
    } else {
        refuse(&draft, report);
    }
    draft_free(&draft);
    match_free(&match);
    return any;
}
