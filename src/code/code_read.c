#include "code/code_read.h"

#include "base/number.h"
#include "code/readers.h"

#include <inttypes.h>

/* Code with a scheduler says all of it: what it does not have is not there. */
static void finish_parts(CodeImport *import) {
    if (!import->warms && !import->decays && !import->steady) {
        code_import_assume(import, "warm-up and decay as before, for none was read");
        return;
    }
    if (!import->warms) import->schedule.warmup_iters = 0;
    if (!import->decays) import->schedule.decay = DECAY_NONE;
    if (!import->warms) code_import_assume(import, "no warm-up, for the text has none");
    if (!import->decays) code_import_assume(import, "no decay, for the text has none");
}

/* Steps behind the end of a decay that goes on in the text. */
static void finish_end(CodeImport *import) {
    const Schedule *schedule = &import->schedule;
    bool ends = parameter_applies(schedule, PARAMETER_DECAY_STEPS);
    int64_t end = schedule_decay_start(schedule) + schedule_decay_steps(schedule);
    if (import->goes_on && ends && schedule->total_steps > end + 1)
        code_import_skip(import, "what comes after step %" PRId64 ": the decay stays where it ends", end);
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

static void finish_total(CodeImport *import) {
    Schedule *schedule = &import->schedule;
    if (import->explicit[PARAMETER_TOTAL_STEPS]) return;
    int64_t total = likely_total(schedule);
    schedule->total_steps = total > SCHEDULE_STEPS_MAX ? SCHEDULE_STEPS_MAX : total;
    code_import_assume(import, "total_steps %" PRId64 ", which the text does not say", schedule->total_steps);
}

/* Values that follow from others are left to follow. */
static void finish_automatic(CodeImport *import) {
    Schedule *schedule = &import->schedule;
    if (schedule->decay_start == schedule->warmup_iters) schedule->decay_start = SCHEDULE_AUTO;
    int64_t rest = schedule->total_steps - schedule_decay_start(schedule);
    if (schedule->decay_steps == rest) schedule->decay_steps = SCHEDULE_AUTO;
}

static void settle(CodeImport *import) {
    finish_parts(import);
    finish_total(import);
    finish_end(import);
    if (!import->explicit[PARAMETER_BASE_LR])
        code_import_assume(import, "base_lr %s as before, which the text does not say",
                     number_exact(import->schedule.base_lr).text);
    finish_automatic(import);
}

/* The first kind of code that recognises its own. */
static bool read_any(CodeImport *import, Match *match) {
    return options_read(import, match) || code_torch_read(import, match) || solver_read(import, match) ||
           code_huggingface_read(import, match);
}

/* It is something only if a value came of it. */
static bool found(const CodeImport *import) {
    bool any = import->steady;
    for (int id = 0; id < PARAMETER_COUNT; id++) any = any || import->explicit[id];
    return any;
}

static void refuse(const CodeImport *import, Text *report) {
    if (import->left.length)
        text_setf(report, "Nothing could be read: %s.", text_string(&import->left));
    else
        text_setf(
            report,
            "No schedule recognised: lrscope reads PyTorch schedulers, detectron2 SOLVER blocks, Hugging "
            "Face arguments and its own command line.");
}

bool code_read(const char *text, size_t count, Schedule *schedule, Text *report) {
    if (count > CODE_READ_MAX) {
        text_setf(report, "The text is longer than 1 MiB, too long for code of a schedule.");
        return false;
    }
    Match match = match_of(text, count);
    CodeImport import = code_import_of(schedule);
    bool any = read_any(&import, &match) && found(&import);
    if (any) {
        settle(&import);
        code_import_report(&import, report);
        *schedule = import.schedule;
    } else {
        refuse(&import, report);
    }
    code_import_free(&import);
    match_free(&match);
    return any;
}
