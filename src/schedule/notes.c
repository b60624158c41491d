#include "base/exact.h"
#include "schedule/extremes.h"
#include "schedule/parameters.h"
#include "schedule/phrase.h"
#include "schedule/words.h"

#include <math.h>

static bool has_warmup(const Schedule *schedule) {
    return schedule->warmup_iters > 0;
}

static bool above_one(const Schedule *schedule) {
    return schedule_above(schedule).any;
}

static bool zero_factor(const Schedule *schedule) {
    return schedule_last_zero(schedule) >= 0;
}

static bool negative_factor(const Schedule *schedule) {
    return schedule_last_negative(schedule) >= 0;
}

static bool no_warmup(const Schedule *schedule) {
    return !has_warmup(schedule);
}

static bool never_ends(const Schedule *schedule) {
    return schedule->warmup_iters >= schedule->total_steps;
}

static bool low_peak(const Schedule *schedule) {
    return !never_ends(schedule) && phrase_decays_inside(schedule) && schedule_peak(schedule).factor < 1;
}

/* Returns the first milestone that the run does not reach, or -1. */
static int late_milestone_index(const Schedule *schedule) {
    if (schedule->decay != DECAY_MULTISTEP) return -1;
    for (int i = 0; i < schedule->milestone_count; i++)
        if (schedule_decay_start(schedule) + schedule->milestones[i] >= schedule->total_steps) return i;
    return -1;
}

static bool late_milestone(const Schedule *schedule) {
    return late_milestone_index(schedule) >= 0;
}

/* Returns the step where a decay that was given a length ends, or -1. */
static int64_t decay_end(const Schedule *schedule) {
    bool given = parameter_applies(schedule, PARAMETER_DECAY_STEPS) && schedule->decay_steps != SCHEDULE_AUTO;
    if (!given || schedule_decay_is_flat(schedule)) return -1;
    return schedule_decay_start(schedule) + schedule_decay_steps(schedule);
}

static bool cut_decay(const Schedule *schedule) {
    return decay_end(schedule) > schedule->total_steps &&
           schedule_decay_start(schedule) < schedule->total_steps;
}

static bool long_floor(const Schedule *schedule) {
    int64_t end = decay_end(schedule);
    return end >= 0 && end < schedule->total_steps - schedule->total_steps / 10;
}

/* True if step 0 would do as well. */
static bool milestones_later(const Schedule *schedule) {
    return schedule->decay == DECAY_MULTISTEP && schedule->milestone_count > 0 &&
           schedule_decay_start(schedule) > 0 && schedule->milestones[0] >= schedule->warmup_iters;
}

static bool rate_changes(const Schedule *schedule) {
    return schedule->total_steps > 1 && schedule_lr(schedule, 0) != schedule_lr(schedule, 1);
}

/* A warm-up to base_lr, and then what is left of the decay. */
static bool drops(const Schedule *schedule) {
    int64_t end = schedule_warmup_end(schedule);
    return has_warmup(schedule) && schedule->warmup_join == JOIN_REPLACE && end < schedule->total_steps &&
           schedule_elapsed(schedule, (double)end) > 0 && schedule_factor(schedule, end) < 1;
}

/* Returns a parameter with whose default the whole run is the same; what is folded away has its default. */
static ParameterId without_effect(const Schedule *schedule) {
    static const ParameterId asked[] = {PARAMETER_WARMUP_JOIN, PARAMETER_WARMUP_INTERVAL,
                                        PARAMETER_DECAY_INTERVAL, PARAMETER_CYCLE_GAMMA, PARAMETER_FLOOR};
    int64_t start = schedule_decay_start(schedule), last = schedule->total_steps - 1;
    bool warms = has_warmup(schedule), decays = !schedule_decay_is_flat(schedule) && start < last;
    bool meets = schedule->warmup_join == JOIN_MEET && !schedule_decay_is_flat(schedule);
    bool together = warms && (decays || meets) && start < schedule_warmup_end(schedule);
    bool cycles = decays && (double)(last - start) >= schedule->cycle_steps / 2;
    ScheduleExtremes found = {0};
    if (schedule->floor > 0) found = schedule_extremes_of_steps(schedule, 0, last);
    const bool acts[] = {together, warms, decays, cycles,
                         schedule->floor == 0 || (schedule->floor > 0 && found.min <= schedule->floor)};
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
        if (!acts[i] && parameter_shows(schedule, asked[i]) && !parameter_is_default(schedule, asked[i]))
            return asked[i];
    return PARAMETER_COUNT;
}

static bool has_no_effect(const Schedule *schedule) {
    return without_effect(schedule) != PARAMETER_COUNT;
}

/* PyTorch's OneCycleLR: up and down by the same kind of curve, down to the last of its total_steps. */
static bool one_cycle(const Schedule *schedule) {
    bool cosine = schedule->warmup_method == WARMUP_COSINE && schedule->decay == DECAY_COSINE;
    bool linear = schedule->warmup_method == WARMUP_LINEAR && schedule->decay == DECAY_LINEAR;
    return has_warmup(schedule) && (cosine || linear) && schedule->num_cycles == 0.5 && decay_end(schedule) > 0 &&
           decay_end(schedule) < schedule->total_steps && schedule_decay_start(schedule) == schedule_warmup_end(schedule);
}

static bool grows(const Schedule *schedule) {
    double last = schedule_elapsed(schedule, (double)(schedule->total_steps - 1));
    if (!schedule_decay_is_raised(schedule)) return false;
    if (schedule_decays[schedule->decay].raised_by != PARAMETER_CYCLE_GAMMA)
        return schedule_decay_bounds(schedule, 0, last).high >= SCHEDULE_REAL_MAX;
    double peak = schedule_cycle(schedule, last).index + (schedule->decay == DECAY_TRIANGULAR); /* it rises to the next one */
    return exact_pow(schedule->cycle_gamma, peak) >= SCHEDULE_REAL_MAX;
}

static void say_above(const Schedule *schedule, Phrase phrase) {
    ScheduleAbove above = schedule_above(schedule);
    bool by_warmup = schedule->warmup_factor > 1 && has_warmup(schedule);
    text_add(phrase.out, "The rate is above base_lr on ");
    phrase_above(phrase, &above);
    text_add(phrase.out, ".");
    if (by_warmup) text_add(phrase.out, " PyTorch's LinearLR refuses a factor above 1, LambdaLR takes it.");
    if (above.by_decay)
        text_addf(phrase.out, " The decay itself raises it, by its %s.",
                  parameters[schedule_decays[schedule->decay].raised_by].key);
}

static void say_zero(const Schedule *schedule, Phrase phrase) {
    text_add(phrase.out, "The rate is 0 on ");
    phrase_steps(phrase, 0, schedule_last_zero(schedule));
    text_add(phrase.out, ". PyTorch's LinearLR refuses a factor of 0 (its 1.13 release divides by zero).");
}

static void say_negative(const Schedule *schedule, Phrase phrase) {
    text_add(phrase.out, "The rate is negative on ");
    phrase_steps(phrase, 0, schedule_last_negative(schedule));
    text_add(phrase.out,
             ", so that updates go uphill. PyTorch's LinearLR refuses such a factor, LambdaLR takes it.");
}

static void say_no_warmup(const Schedule *schedule, Phrase phrase) {
    bool taken = schedule->warmup_factor > 0 && schedule->warmup_factor < 1;
    text_add(phrase.out, "warmup_factor is not used.");
    if (!taken) return;
    text_addf(phrase.out,
              " PyTorch's LinearLR with total_iters = 0 would stay at warmup_factor × base_lr = %s for ever "
              "(PyTorch issue 193682).",
              phrase_number(phrase, schedule->base_lr * schedule->warmup_factor).text);
}

static void say_never_ends(const Schedule *schedule, Phrase phrase) {
    int64_t last = schedule->total_steps - 1;
    text_addf(phrase.out, "warmup_iters = %s, but the run has ",
              phrase_step(phrase, schedule->warmup_iters).text);
    phrase_count(phrase, schedule->total_steps);
    text_addf(phrase.out, ": its last step, %s, runs at ", phrase_step(phrase, last).text);
    phrase_rate(phrase, schedule, schedule_factor(schedule, last));
    text_add(phrase.out, ".");
}

static void say_low_peak(const Schedule *schedule, Phrase phrase) {
    SchedulePeak peak = schedule_peak(schedule);
    text_add(phrase.out, "The decay begins before the warm-up ends: the run peaks at ");
    phrase_rate(phrase, schedule, peak.factor);
    text_addf(phrase.out, " at step %s.", phrase_step(phrase, peak.step).text);
}

static void say_late_milestone(const Schedule *schedule, Phrase phrase) {
    int64_t step = schedule_decay_start(schedule) + schedule->milestones[late_milestone_index(schedule)];
    text_addf(phrase.out, "The milestone at step %s never happens: the last step is %s.",
              phrase_step(phrase, step).text, phrase_step(phrase, schedule->total_steps - 1).text);
}

static void say_cut_decay(const Schedule *schedule, Phrase phrase) {
    int64_t last = schedule->total_steps - 1;
    text_addf(phrase.out, "The decay ends at step %s, but the last step of the run is %s: it runs at ",
              phrase_step(phrase, decay_end(schedule)).text, phrase_step(phrase, last).text);
    phrase_rate(phrase, schedule, schedule_factor(schedule, last));
    text_addf(phrase.out, ", not at %s.",
              phrase_number(phrase, schedule_lr(schedule, decay_end(schedule))).text);
}

static void say_long_floor(const Schedule *schedule, Phrase phrase) {
    int64_t end = decay_end(schedule), rest = schedule->total_steps - end;
    text_addf(phrase.out, "The decay ends at step %s. The rest, ", phrase_step(phrase, end).text);
    phrase_count(phrase, rest);
    text_addf(phrase.out, " or %.0f %% of the run, runs at ",
              100 * (double)rest / (double)schedule->total_steps);
    phrase_rate(phrase, schedule, schedule_factor(schedule, schedule->total_steps - 1));
    text_add(phrase.out, ".");
}

static void say_milestones_later(const Schedule *schedule, Phrase phrase) {
    int64_t first = schedule->milestones[0];
    text_addf(phrase.out,
              "The rate falls at step %s, not at %s, as with SequentialLR. torchvision's detection, "
              "detectron2 and mmcv count from step 0.",
              phrase_step(phrase, schedule_decay_start(schedule) + first).text,
              phrase_step(phrase, first).text);
}

static void say_drop(const Schedule *schedule, Phrase phrase) {
    int64_t end = schedule_warmup_end(schedule);
    text_add(phrase.out, "The decay runs during the warm-up, unseen. At step ");
    text_addf(phrase.out, "%s the rate goes from ", phrase_step(phrase, end).text);
    phrase_rate(phrase, schedule, schedule_factor(schedule, end - 1));
    text_add(phrase.out, " to ");
    phrase_rate(phrase, schedule, schedule_factor(schedule, end));
    text_add(phrase.out, ".");
}

static void say_no_effect(const Schedule *schedule, Phrase phrase) {
    ParameterId id = without_effect(schedule);
    text_addf(phrase.out, "%s = ", parameters[id].key);
    parameter_print(schedule, id, phrase.out);
    text_add(phrase.out, " changes nothing in this run.");
}

static void say_grows(const Schedule *schedule, Phrase phrase) {
    (void)schedule;
    text_add(phrase.out, "The decay grows past 1e100 and is shown as that number from there on. Python's own "
                         "numbers overflow.");
}

/* step() raises where last_epoch > total_steps: torch/optim/lr_scheduler.py, OneCycleLR.get_lr. */
static void say_one_cycle(const Schedule *schedule, Phrase phrase) {
    int64_t total = decay_end(schedule) + 1;
    text_addf(phrase.out, "PyTorch's OneCycleLR of this shape has total_steps = %s. scheduler.step() may be called so often; "
              "the call after that raises ValueError, and the rate of step %s would already be past the end of the curve.",
              phrase_step(phrase, total).text, phrase_step(phrase, total).text);
}

static void say_log(const Schedule *schedule, Phrase phrase) {
    double used = schedule_lr(schedule, 0), next = schedule_lr(schedule, 1);
    text_addf(phrase.out,
              "Printed after scheduler.step(), the rate is that of the next update: after update 0 the log "
              "shows %s, while update 0 used %s.",
              phrase_apart(phrase, next, used).text, phrase_apart(phrase, used, next).text);
}

static void say_counting(const Schedule *schedule, Phrase phrase) {
    (void)schedule;
    text_add(
        phrase.out,
        "PyTorch calls the scheduler's counter an epoch whatever it counts. warmup_iters counts calls of "
        "scheduler.step(): torchvision's detection warm-up makes one for every iteration.");
}

/* Keeps the curve below 1. Where the decay is above 1 too, that is the plain thing to change. */
static void keep_below_one(Schedule *schedule) {
    ParameterId id = schedule_decays[schedule->decay].raised_by;
    if (!schedule_decay_is_raised(schedule))
        schedule->warmup_factor = 1;
    else if (id == PARAMETER_GAMMA)
        schedule->gamma = 1;
    else if (id == PARAMETER_CYCLE_GAMMA)
        schedule->cycle_gamma = 1;
    else
        for (int i = 0; i < schedule->point_count; i++)
            schedule->points[i].factor = fmin(schedule->points[i].factor, 1);
}

/* Sets torchvision's own factor. */
static void set_small_factor(Schedule *schedule) {
    schedule->warmup_factor = schedule_default().warmup_factor;
}

/* Sets torchvision's own length, min(1000, length - 1). */
static void fit_warmup(Schedule *schedule) {
    int64_t usual = schedule_default().warmup_iters, max = schedule->total_steps - 1;
    schedule->warmup_iters = usual < max ? usual : max;
}

static void decay_after_warmup(Schedule *schedule) {
    schedule->decay_start = SCHEDULE_AUTO;
}

static void decay_to_end(Schedule *schedule) {
    schedule->decay_steps = SCHEDULE_AUTO;
}

static void set_default(Schedule *schedule) {
    ParameterId id = without_effect(schedule);
    Schedule usual = schedule_default();
    Text why = {0};
    parameter_put(schedule, id, parameter_get(&usual, id), &why);
    text_free(&why);
}

static void decay_from_start(Schedule *schedule) {
    schedule->decay_start = 0;
}

static void drop_late_milestones(Schedule *schedule) {
    schedule->milestone_count = late_milestone_index(schedule);
}

typedef struct Note {
    const char *title;
    bool (*applies)(const Schedule *schedule);
    void (*say)(const Schedule *schedule, Phrase phrase);
    bool matters;
    void (*fix)(Schedule *schedule); /* NULL: nothing plain to do */
} Note;

static const Note notes[NOTE_COUNT] = {
    [NOTE_ABOVE_ONE] = {"Above base_lr", above_one, say_above, true, keep_below_one},
    [NOTE_ZERO_FACTOR] = {"Starts with a rate of 0", zero_factor, say_zero, true, set_small_factor},
    [NOTE_NEGATIVE_FACTOR] = {"Starts with a negative rate", negative_factor, say_negative, true,
                              set_small_factor},
    [NOTE_NO_WARMUP] = {"No warm-up", no_warmup, say_no_warmup, true, fit_warmup},
    [NOTE_NEVER_ENDS] = {"The warm-up never ends", never_ends, say_never_ends, true, fit_warmup},
    [NOTE_LOW_PEAK] = {"The peak is below base_lr", low_peak, say_low_peak, true, decay_after_warmup},
    [NOTE_LATE_MILESTONE] = {"A milestone after the end", late_milestone, say_late_milestone, true,
                             drop_late_milestones},
    [NOTE_CUT_DECAY] = {"The run ends inside the decay", cut_decay, say_cut_decay, true, decay_to_end},
    [NOTE_LONG_FLOOR] = {"Long at the floor", long_floor, say_long_floor, true, decay_to_end},
    [NOTE_LOG_AFTER_STEP] = {"The log may be one step ahead", rate_changes, say_log, false, NULL},
    [NOTE_STEPS_OR_EPOCHS] = {"Steps, not epochs", has_warmup, say_counting, false, NULL},
    [NOTE_MILESTONES_LATER] = {"Milestones count from decay_start", milestones_later, say_milestones_later,
                               true, decay_from_start},
    [NOTE_DROP] = {"The rate drops when the warm-up ends", drops, say_drop, true, decay_after_warmup},
    [NOTE_NO_EFFECT] = {"A setting without effect", has_no_effect, say_no_effect, true, set_default},
    [NOTE_ONE_CYCLE] = {"OneCycleLR's last step", one_cycle, say_one_cycle, false, NULL},
    [NOTE_GROWS] = {"The rate grows without end", grows, say_grows, true, keep_below_one},
};

bool note_applies(NoteId id, const Schedule *schedule) {
    bool fits_functions = id == NOTE_LOG_AFTER_STEP; /* the others speak of warm-up and decay */
    return (fits_functions || !schedule->function) && notes[id].applies(schedule);
}

void note_title(NoteId id, const Schedule *schedule, Text *out) {
    (void)schedule;
    text_add(out, notes[id].title);
}

void note_reason(NoteId id, const Schedule *schedule, bool exact, Text *out) {
    notes[id].say(schedule, (Phrase){out, exact});
}

bool note_matters(NoteId id) {
    return notes[id].matters;
}

bool note_fix(NoteId id, Schedule *schedule) {
    Schedule mended = *schedule;
    if (!notes[id].fix || !note_applies(id, schedule)) return false;
    notes[id].fix(&mended);
    if (note_applies(id, &mended)) return false;
    *schedule = mended;
    return true;
}

void note_fix_words(NoteId id, const Schedule *schedule, Text *out) {
    Schedule mended = *schedule;
    if (!note_fix(id, &mended)) return;
    for (int i = 0; i < PARAMETER_COUNT; i++) {
        if (parameter_same(schedule, &mended, (ParameterId)i)) continue;
        if (i == PARAMETER_POINTS) { /* which may be many */
            text_add(out, "Lower the points to 1");
            continue;
        }
        text_addf(out, "Set %s to ", parameter_name(schedule, (ParameterId)i));
        parameter_print(&mended, (ParameterId)i, out);
    }
}
