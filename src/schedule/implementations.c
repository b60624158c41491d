#include "schedule/implementations.h"

#include "schedule/implementation_search.h"
#include "schedule/parameters.h"
#include "schedule/phrase.h"
#include "schedule/shape.h"

#include <inttypes.h>
#include <math.h>

/* fvcore compares shares of the run with so much allowance. */
static const double share_allowance = 1e-6;

/* Why a implementation does not take the settings. */
typedef enum Fault {
    FAULT_NONE,
    FAULT_START_FACTOR,
    FAULT_METHOD,
    FAULT_MILESTONES_MANY,
    FAULT_MILESTONE_LAST,
    FAULT_NOT_STRAIGHT,
    FAULT_MODEL,
    FAULT_DECAY,
    FAULT_COSINE_END,
    FAULT_COSINE_FLOOR,
    FAULT_FUNCTION
} Fault;

typedef struct ImplementationKind {
    const char *name, *label;
    Fault (*fault)(const Schedule *schedule);
    int (*stretches)(const Schedule *schedule, ImplementationStretch *stretches);
    /* The difference is greatest at step 0 and zero there only where it is zero everywhere: nothing has to be
       searched. */
    bool parts_at_once;
    const char *(*because)(const Schedule *schedule);
} ImplementationKind;

static int one_stretch(ImplementationStretch *stretches, Schedule schedule) {
    stretches[0] = (ImplementationStretch){schedule, 0};
    return 1;
}

static Fault linear_fault(const Schedule *schedule) {
    if (schedule->warmup_method != WARMUP_LINEAR) return FAULT_NOT_STRAIGHT;
    bool taken = schedule->warmup_factor > 0 && schedule->warmup_factor <= 1;
    return taken ? FAULT_NONE : FAULT_START_FACTOR;
}

/* Writes LinearLR's stretches. With total_iters = 0 the first rate is multiplied by start_factor, and no step
   undoes that. */
static int linear_stretches(const Schedule *schedule, ImplementationStretch *stretches) {
    Schedule implementation = *schedule;
    if (schedule->warmup_iters == 0) {
        implementation.warmup_method = WARMUP_CONSTANT;
        implementation.warmup_iters = SCHEDULE_STEPS_MAX;
        implementation.decay_start = schedule_decay_start(schedule);
    }
    return one_stretch(stretches, implementation);
}

static const char *linear_because(const Schedule *schedule) {
    (void)schedule;
    return "with total_iters = 0 LinearLR applies warmup_factor for ever (PyTorch issue 193682)";
}

/* Returns the fault that both of detectron2's generations have with a decay. */
static Fault decay_fault(const Schedule *schedule) {
    int64_t end = schedule_decay_start(schedule) + schedule_decay_steps(schedule);
    bool to_end = schedule->decay_steps == SCHEDULE_AUTO || end == schedule->total_steps;
    bool steps = schedule->decay == DECAY_NONE || schedule->decay == DECAY_MULTISTEP;
    if (schedule->decay == DECAY_COSINE) return to_end ? FAULT_NONE : FAULT_COSINE_END;
    return steps ? FAULT_NONE : FAULT_DECAY;
}

static bool known_method(const Schedule *schedule) {
    return schedule->warmup_method == WARMUP_LINEAR || schedule->warmup_method == WARMUP_CONSTANT;
}

static Fault old_fault(const Schedule *schedule) {
    Fault fault = decay_fault(schedule);
    if (fault) return fault;
    if (schedule->decay == DECAY_COSINE && schedule->final_factor != 0) return FAULT_COSINE_FLOOR;
    return known_method(schedule) || schedule->warmup_iters == 0 ? FAULT_NONE : FAULT_METHOD;
}

/* Its clock is absolute: milestones count from step 0, and a cosine spans the whole run. */
static Schedule on_absolute_clock(const Schedule *schedule) {
    Schedule implementation = *schedule;
    implementation.decay_start = 0;
    implementation.decay_steps = SCHEDULE_AUTO;
    return implementation;
}

static int old_stretches(const Schedule *schedule, ImplementationStretch *stretches) {
    return one_stretch(stretches, on_absolute_clock(schedule));
}

static const char *old_because(const Schedule *schedule) {
    return schedule->decay == DECAY_COSINE ? "WarmupCosineLR counts the decay from step 0"
                                           : "WarmupMultiStepLR counts the decay from step 0";
}

/* Milestones after the run it leaves out itself; one at its very end it does not. */
static Fault milestones_fault(const Schedule *schedule) {
    int kept = 0;
    if (schedule->decay != DECAY_MULTISTEP) return FAULT_NONE;
    while (kept < schedule->milestone_count && schedule->milestones[kept] <= schedule->total_steps) kept++;
    if (schedule->total_steps < kept + 1) return FAULT_MILESTONES_MANY;
    bool at_end = kept > 0 && schedule->milestones[kept - 1] == schedule->total_steps;
    return at_end ? FAULT_MILESTONE_LAST : FAULT_NONE;
}

static Fault new_fault(const Schedule *schedule) {
    Fault fault = decay_fault(schedule);
    if (!fault) fault = milestones_fault(schedule);
    return fault || known_method(schedule) ? fault : FAULT_METHOD;
}

static double share(const Schedule *schedule, int64_t step) {
    return (double)step / (double)schedule->total_steps;
}

static bool past_warmup(const Schedule *schedule, int64_t step, int64_t end) {
    return share(schedule, step) + share_allowance > share(schedule, end);
}

/* Compares in doubles, as fvcore does: from 10^6 steps on milestones come some steps early. */
static bool past_milestone(const Schedule *schedule, int64_t step, int64_t milestone) {
    return (int64_t)((share(schedule, step) + share_allowance) * (double)schedule->total_steps) >= milestone;
}

/* Returns the first step that is past `limit`, at most `limit` itself. */
static int64_t first_past(const Schedule *schedule, int64_t limit,
                          bool (*past)(const Schedule *schedule, int64_t step, int64_t limit)) {
    int64_t before = -1, after = limit;
    while (after - before > 1) {
        int64_t middle = before + (after - before) / 2;
        if (past(schedule, middle, limit))
            after = middle;
        else
            before = middle;
    }
    return after;
}

/* Milestones that come so early that none of the run lies before them lower its base_lr. */
static Schedule without_warmup(const Schedule *schedule) {
    Schedule implementation = on_absolute_clock(schedule);
    implementation.warmup_iters = 0;
    implementation.milestone_count = 0;
    for (int i = 0; i < schedule->milestone_count && schedule->milestones[i] < schedule->total_steps; i++) {
        int64_t milestone = first_past(schedule, schedule->milestones[i], past_milestone);
        if (milestone > 0)
            implementation.milestones[implementation.milestone_count++] = milestone;
        else if (schedule->decay == DECAY_MULTISTEP)
            implementation.base_lr *= schedule->gamma;
    }
    return implementation;
}

static int64_t warmup_end(const Schedule *schedule) {
    return schedule->warmup_iters < schedule->total_steps ? schedule->warmup_iters : schedule->total_steps;
}

/* From warmup_factor times the first rate after it, to what follows at its end: a warm-up to a base_lr of its
   own. An end of 0 can be none; what is far below rounding stands for it. */
static Schedule new_warmup(const Schedule *schedule, const Schedule *after) {
    Schedule implementation = *schedule;
    implementation.base_lr = after->base_lr;
    implementation.decay = DECAY_NONE;
    implementation.warmup_iters = warmup_end(schedule);
    if (schedule->warmup_method == WARMUP_CONSTANT) return implementation;
    double end = fmax(schedule_factor(after, implementation.warmup_iters), IMPLEMENTATION_ROUNDING * 1e-6);
    implementation.base_lr *= end;
    implementation.warmup_factor /= end;
    return implementation;
}

static int new_stretches(const Schedule *schedule, ImplementationStretch *stretches) {
    ImplementationStretch after = {.schedule = without_warmup(schedule)};
    after.first = first_past(schedule, warmup_end(schedule), past_warmup);
    int count = 0;
    if (after.first > 0)
        stretches[count++] = (ImplementationStretch){new_warmup(schedule, &after.schedule), 0};
    stretches[count++] = after;
    return count;
}

static const char *new_because(const Schedule *schedule) {
    bool decays = !schedule_decay_is_flat(schedule);
    if (schedule->warmup_iters > schedule->total_steps)
        return "WarmupParamScheduler ends the warm-up with the run, however long it should be";
    if (decays && schedule_decay_start(schedule) > 0)
        return "WarmupParamScheduler counts the decay from step 0";
    if (schedule_factor(schedule, schedule->warmup_iters) != 1)
        return "WarmupParamScheduler warms up straight to the decay's value at the warm-up's end";
    return "WarmupParamScheduler counts in shares of the run and comes a millionth of it early";
}

static Fault plus_one_fault(const Schedule *schedule) {
    return schedule->warmup_method == WARMUP_LINEAR ? FAULT_NONE : FAULT_NOT_STRAIGHT;
}

static int plus_one_stretches(const Schedule *schedule, ImplementationStretch *stretches) {
    Schedule implementation = *schedule;
    implementation.warmup_factor = 1 / ((double)schedule->warmup_iters + 1);
    return one_stretch(stretches, implementation);
}

static const char *plus_one_because(const Schedule *schedule) {
    (void)schedule;
    return "it starts at 1/(warmup_iters + 1), whatever warmup_factor is";
}

static const ImplementationKind kinds[IMPLEMENTATION_COUNT] = {
    [IMPLEMENTATION_LINEAR_LR] = {"torch LinearLR", "LinearLR", linear_fault, linear_stretches, true,
                                  linear_because},
    [IMPLEMENTATION_DETECTRON2_OLD] = {"detectron2, old", "detectron2, old", old_fault, old_stretches, false,
                                       old_because},
    [IMPLEMENTATION_DETECTRON2_NEW] = {"detectron2, new", "detectron2, new", new_fault, new_stretches, false,
                                       new_because},
    [IMPLEMENTATION_PLUS_ONE] = {"nanoGPT (t+1)/(W+1)", "(t+1)/(W+1)", plus_one_fault, plus_one_stretches,
                                 true, plus_one_because},
};

const char *implementation_name(ImplementationId id) {
    return kinds[id].name;
}

const char *implementation_label(ImplementationId id) {
    return kinds[id].label;
}

/* They step warm-up and decay at every update and multiply them, along the older shapes. */
static bool goes_beyond(const Schedule *schedule) {
    bool waves = parameter_applies(schedule, PARAMETER_NUM_CYCLES) && schedule->num_cycles != 0.5;
    return schedule->warmup_join != JOIN_MULTIPLY || schedule->warmup_interval > 1 ||
           schedule->decay_interval > 1 || schedule_has_floor(schedule) || waves ||
           schedule_decay_is_raised(schedule);
}

static Fault fault_of(ImplementationId id, const Schedule *schedule) {
    if (schedule->function) return FAULT_FUNCTION;
    return goes_beyond(schedule) ? FAULT_MODEL : kinds[id].fault(schedule);
}

int implementation_stretches(ImplementationId id, const Schedule *schedule,
                             ImplementationStretch stretches[IMPLEMENTATION_STRETCHES_MAX]) {
    return fault_of(id, schedule) ? 0 : kinds[id].stretches(schedule, stretches);
}

double implementation_factor(ImplementationId id, const Schedule *schedule, int64_t step) {
    ImplementationStretch stretches[IMPLEMENTATION_STRETCHES_MAX];
    int count = implementation_stretches(id, schedule, stretches);
    return count > 0 ? implementation_stretched(schedule, stretches, count, step) : NAN;
}

static ImplementationReport report_at_once(const Schedule *schedule, const ImplementationStretch *stretches,
                                           int count) {
    double max = implementation_stretched(schedule, stretches, count, 0) - schedule_factor(schedule, 0);
    bool same = fabs(max) <= implementation_tolerance(schedule);
    return same ? (ImplementationReport){.verdict = IMPLEMENTATION_SAME}
                : (ImplementationReport){.verdict = IMPLEMENTATION_DIFFERS, .max = max};
}

/* Those before FAULT_NOT_STRAIGHT are errors that it raises. */
static ImplementationVerdict verdict_of(Fault fault) {
    if (fault == FAULT_NONE) return IMPLEMENTATION_SAME;
    return fault < FAULT_NOT_STRAIGHT ? IMPLEMENTATION_REFUSES : IMPLEMENTATION_NOT_DEFINED;
}

ImplementationReport implementation_report(ImplementationId id, const Schedule *schedule) {
    ImplementationStretch stretches[IMPLEMENTATION_STRETCHES_MAX];
    int count = implementation_stretches(id, schedule, stretches);
    if (count == 0) return (ImplementationReport){.verdict = verdict_of(fault_of(id, schedule))};
    return (kinds[id].parts_at_once ? report_at_once : implementation_search)(schedule, stretches, count);
}

/* Adds the fault in the frameworks' own words. */
static void add_fault(Fault fault, const Schedule *schedule, Text *out) {
    static const char *const words[] = {
        [FAULT_NONE] = "",
        [FAULT_START_FACTOR] =
            ("ValueError: Starting multiplicative factor expected to be greater than 0 and "
             "less or equal to 1."),
        [FAULT_METHOD] = "ValueError: Unknown warmup method: ",
        [FAULT_MILESTONES_MANY] =
            "ValueError: Total num_updates must be greater than length of param schedule",
        [FAULT_MILESTONE_LAST] = "ValueError: Milestone must be smaller than total number of updates: ",
        [FAULT_MODEL] = "it multiplies warm-up and decay at every step, without stairs, floors or rises",
        [FAULT_NOT_STRAIGHT] = "it warms up along a straight line only",
        [FAULT_DECAY] = "detectron2 decays at milestones or along a cosine only",
        [FAULT_COSINE_END] = "detectron2's cosine always ends with the run",
        [FAULT_COSINE_FLOOR] = "WarmupCosineLR always ends at 0",
        [FAULT_FUNCTION] = "it takes no function of the step",
    };
    text_add(out, words[fault]);
    if (fault == FAULT_METHOD)
        text_add(out, parameters[PARAMETER_WARMUP_METHOD].choice((int)schedule->warmup_method));
    if (fault == FAULT_MILESTONE_LAST)
        text_addf(out, "num_updates=%" PRId64 ", milestone=%" PRId64, schedule->total_steps,
                  schedule->total_steps);
    if (fault == FAULT_START_FACTOR && schedule->warmup_factor == 0 && schedule->warmup_iters > 0)
        text_add(out, " Release 1.13 takes 0 and raises ZeroDivisionError at the first step.");
}

static void add_difference(Phrase phrase, const ImplementationReport *report, const Schedule *schedule) {
    text_addf(phrase.out, "differs from step %s: at most %s %s, at step %s",
              phrase_step(phrase, report->first).text,
              number_readable(schedule->base_lr * fabs(report->max), 4).text,
              report->max < 0 ? "lower" : "higher", phrase_step(phrase, report->max_at).text);
}

void implementation_words(ImplementationId id, const ImplementationReport *report, const Schedule *schedule,
                          bool exact, Text *out) {
    switch (report->verdict) {
    case IMPLEMENTATION_SAME: text_add(out, "same"); return;
    case IMPLEMENTATION_DIFFERS:
        add_difference((Phrase){out, exact}, report, schedule);
        text_addf(out, "; %s", kinds[id].because(schedule));
        return;
    case IMPLEMENTATION_REFUSES: text_add(out, "refuses: "); break;
    case IMPLEMENTATION_NOT_DEFINED: text_add(out, "does not apply: "); break;
    }
    add_fault(fault_of(id, schedule), schedule, out);
}
