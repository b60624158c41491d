/* How other implementations run the same settings. The reference is the model itself, which is torchvision's
   warm-up through LambdaLR; a implementation is given the same numbers and does with them what its source
   does. */
#ifndef SCHEDULE_IMPLEMENTATIONS_H
#define SCHEDULE_IMPLEMENTATIONS_H

#include "base/text.h"
#include "schedule/schedule.h"

typedef enum ImplementationId {
    IMPLEMENTATION_LINEAR_LR,      /* torch LinearLR, multiplied with the decay */
    IMPLEMENTATION_DETECTRON2_OLD, /* WarmupMultiStepLR, WarmupCosineLR: multiply, and count the decay from
                                      step 0 */
    IMPLEMENTATION_DETECTRON2_NEW, /* WarmupParamScheduler: a line from warmup_factor*d(0) to
                                    d(warmup_iters) */
    IMPLEMENTATION_PLUS_ONE,       /* a warm-up of (t+1)/(warmup_iters+1), as in nanoGPT and torchtitan */
    IMPLEMENTATION_COUNT
} ImplementationId;

typedef enum ImplementationVerdict {
    IMPLEMENTATION_SAME,
    IMPLEMENTATION_DIFFERS,
    IMPLEMENTATION_REFUSES,    /* it raises an error */
    IMPLEMENTATION_NOT_DEFINED /* it has no such warm-up or decay */
} ImplementationVerdict;

/* Differences up to this are rounding: so much of base_lr, or of the first rate where that is greater. */
#define IMPLEMENTATION_ROUNDING 1e-9

/* The report is of the run's steps 0 … total_steps-1. Beside IMPLEMENTATION_DIFFERS, `first` and what follows
   are 0. */
typedef struct ImplementationReport {
    ImplementationVerdict verdict;
    int64_t first;  /* the first step that differs by more than rounding */
    double max;     /* the greatest difference: the implementation's factor less the reference's */
    int64_t max_at; /* a step that has it: the first one, as far as doubles can tell */
} ImplementationReport;

const char *implementation_name(ImplementationId id);  /* "torch LinearLR" */
const char *implementation_label(ImplementationId id); /* shorter, for its curve: "LinearLR" */

ImplementationReport implementation_report(ImplementationId id, const Schedule *schedule);

/* Writes "same", "differs from step 0: at most 0.01998 lower, at step 0; …", "refuses: ValueError: …", "does
   not apply: …", without a full stop of its own. `exact`: steps are not grouped. */
void implementation_words(ImplementationId id, const ImplementationReport *report, const Schedule *schedule,
                          bool exact, Text *out);

/* The implementation's learning rates: those of one schedule after the other, which may have base_lr of their
   own. They declare their breaks; another is where a stretch begins. */
enum { IMPLEMENTATION_STRETCHES_MAX = 2 };
typedef struct ImplementationStretch {
    Schedule schedule;
    int64_t first; /* its first step; it ends where the next begins, or with the run */
} ImplementationStretch;

/* How many there are, 0 where the implementation does not take the settings. */
int implementation_stretches(ImplementationId id, const Schedule *schedule,
                             ImplementationStretch stretches[IMPLEMENTATION_STRETCHES_MAX]);

/* Returns its rate at a step of the run over the schedule's base_lr; NAN where it does not take the
   settings. */
double implementation_factor(ImplementationId id, const Schedule *schedule, int64_t step);

#endif
