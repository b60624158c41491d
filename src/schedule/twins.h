/* How other implementations run the same settings. The reference is the model itself, which is torchvision's
   warm-up through LambdaLR; a twin is given the same numbers and does with them what its source does. */
#ifndef SCHEDULE_TWINS_H
#define SCHEDULE_TWINS_H

#include "base/text.h"
#include "schedule/schedule.h"

typedef enum TwinId {
    TWIN_LINEAR_LR,      /* torch LinearLR, multiplied with the decay */
    TWIN_DETECTRON2_OLD, /* WarmupMultiStepLR, WarmupCosineLR: multiply, and count the decay from step 0 */
    TWIN_DETECTRON2_NEW, /* WarmupParamScheduler: a line from warmup_factor*d(0) to d(warmup_iters) */
    TWIN_PLUS_ONE,       /* a warm-up of (t+1)/(warmup_iters+1), as in nanoGPT and torchtitan */
    TWIN_COUNT
} TwinId;

typedef enum TwinVerdict {
    TWIN_SAME,
    TWIN_DIFFERS,
    TWIN_REFUSES,    /* it raises an error */
    TWIN_NOT_DEFINED /* it has no such warm-up or decay */
} TwinVerdict;

/* What is no more than rounding: so much of base_lr, or of the first rate where that is greater. */
#define TWIN_ROUNDING 1e-9

/* Over the run's steps 0 … total_steps-1. Beside TWIN_DIFFERS, `first` and what follows are 0. */
typedef struct TwinReport {
    TwinVerdict verdict;
    int64_t first;   /* the first step that differs by more than rounding */
    double most;     /* the greatest difference: the twin's factor less the reference's */
    int64_t most_at; /* a step that has it: the first one, as far as doubles can tell */
} TwinReport;

const char *twin_name(TwinId id);  /* "torch LinearLR" */
const char *twin_label(TwinId id); /* shorter, for its curve: "LinearLR" */

TwinReport twin_report(TwinId id, const Schedule *schedule);

/* "same", "differs from step 0: at most 0.01998 lower, at step 0; …", "refuses: ValueError: …", "does not
   apply: …", without a full stop of its own. `exact`: steps are not grouped. */
void twin_words(TwinId id, const TwinReport *report, const Schedule *schedule, bool exact, Text *out);

/* The twin's learning rates: those of one schedule after the other, which may have base_lr of their own. They
   declare their breaks; another is where a stretch begins. */
enum { TWIN_STRETCHES_MAX = 2 };
typedef struct TwinStretch {
    Schedule schedule;
    int64_t first; /* its first step; it ends where the next begins, or with the run */
} TwinStretch;

/* How many there are, 0 where the twin does not take the settings. */
int twin_stretches(TwinId id, const Schedule *schedule, TwinStretch stretches[TWIN_STRETCHES_MAX]);

/* Its rate at a step of the run over the schedule's base_lr; NAN where it does not take the settings. */
double twin_factor(TwinId id, const Schedule *schedule, int64_t step);

#endif
