/* A schedule in words. The window, the figures, --describe and the alt texts all speak through these, so that
   they cannot disagree. Every function adds to *out. Numbers are readable (four significant digits) on the
   screen and exact where `exact` is asked for. */
#ifndef SCHEDULE_WORDS_H
#define SCHEDULE_WORDS_H

#include "base/number.h"
#include "base/text.h"
#include "schedule/schedule.h"

/* Four significant digits, or as many as it takes not to read as 1 where the value is another: the words
   compare with 1. */
NumberText words_number(double value);

/* Writes the pill: "Never above 1", "Above 1 on steps 0 – 999", or "Above 1 on 620 of steps 0 – 999" where
   restarts interrupt it; and ", negative on steps 0 – 499" where a rate is. */
void words_verdict(const Schedule *schedule, Text *out);
/* Writes the sentence beside it: "warm-up starts at 0.001 × base_lr and reaches 1 × base_lr = 0.02 at step 1
   000", "peak 1.5 × base_lr = 0.03 at step 0, because warmup_factor > 1", and what is special for odd
   values. */
void words_reason(const Schedule *schedule, Text *out);
/* Writes the closing sentence of the proof: "Here warmup_factor = 0.001 ≤ 1: the learning rate is never
   raised above base_lr, training only starts lower." */
void words_conclusion(const Schedule *schedule, Text *out);
/* The whole curve in sentences with exact numbers, as alt text: what it is, where it starts, its kinks and
   jumps, its end, the verdict, what the warm-up costs. One paragraph without a line break. */
void words_describe(const Schedule *schedule, Text *out);
/* Writes what the decay does in exact numbers, without saying where it begins: "cosine to 0 over 1000 steps".
   */
void words_decay(const Schedule *schedule, Text *out);

/* The curve and the verdict in two short sentences with readable numbers, for the alt text of a page. */
void words_brief(const Schedule *schedule, Text *out);
/* The curve alone, for a list of several: "a linear warm-up from 2e-5 to 0.02 over 1 000 steps, then constant at
   base_lr". */
void words_course(const Schedule *schedule, Text *out);
/* The practical notes that apply (window.md's last table): each a short title, a reason. */
typedef enum NoteId {
    NOTE_ABOVE_ONE,
    NOTE_ZERO_FACTOR,
    NOTE_NEGATIVE_FACTOR,
    NOTE_NO_WARMUP,
    NOTE_NEVER_ENDS, /* warmup_iters >= total_steps */
    NOTE_LOW_PEAK,   /* a milestone or the decay's start inside the warm-up */
    NOTE_LATE_MILESTONE,
    NOTE_LOG_AFTER_STEP, /* the log prints lr after scheduler.step() */
    NOTE_STEPS_OR_EPOCHS,
    NOTE_MILESTONES_LATER, /* counted from a decay_start above 0, none of them inside the warm-up */
    NOTE_CUT_DECAY,  /* the run ends inside the decay */
    NOTE_LONG_FLOOR, /* a tenth of the run and more comes after the decay */
    NOTE_DROP,      /* the warm-up replaces the decay, which has gone on meanwhile */
    NOTE_NO_EFFECT, /* a join, stairs, waves, peaks or a floor that change nothing in this run */
    NOTE_GROWS,     /* the decay grows past what is computed */
    NOTE_ONE_CYCLE, /* the shape of PyTorch's OneCycleLR, which refuses to go on */
    NOTE_COUNT
} NoteId;
bool note_applies(NoteId id, const Schedule *schedule);
void note_title(NoteId id, const Schedule *schedule, Text *out);
void note_reason(NoteId id, const Schedule *schedule, bool exact, Text *out);
/* True for a note on this schedule in particular, and not on nearly every one. */
bool note_matters(NoteId id);
/* Changes the schedule so that the note no longer applies; false, and nothing changed, where there is no
   plain way to. */
bool note_fix(NoteId id, Schedule *schedule);
/* Writes what note_fix would do: "Set warmup_factor to 1". Nothing where it would do nothing. */
void note_fix_words(NoteId id, const Schedule *schedule, Text *out);

#endif
