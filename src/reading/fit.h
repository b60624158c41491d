/* Reading by proof: a function of the step, as code computes it, is turned into the shape of the model that has
   the same factor on every step of the run (to 1e-9 of the greatest one so far), or into none. Nothing is taken for
   granted: a shape is only a guess until it has been compared. Not for other rooms. */
#ifndef READING_FIT_H
#define READING_FIT_H

#include "reading/import.h"

enum { FIT_HINTS_MAX = 64, FIT_STEPS_MAX = 30000 /* so many are compared; of a longer run, so many of them and those near each break */ };

typedef struct FitCurve {
    double (*factor)(void *context, double step); /* NaN where it has no value */
    void *context;
    double steps; /* 0 … steps are compared */
    double hints[FIT_HINTS_MAX]; /* numbers of the code: lengths, milestones, factors, exponents */
    int hint_count;
    bool failed;                 /* by fit_put: the function has no value somewhere */
    bool waves;                  /* by fit_put: the shape is a cosine that goes on beyond half a wave */
    double moves_until;          /* by fit_put: where the last of the shape's points lies; 0: it has none */
    double ends;                 /* by fit_put: where the shape's decay is over; 0: it has no end */
    const Schedule *guess; /* made from fit_blank, compared first; or NULL */
} FitCurve;

/* No warm-up, no decay, base_lr 1. */
Schedule fit_blank(void);

void fit_hint(FitCurve *curve, double value);

/* Puts the shape into the group being filled; `lr` is the rate of factor 1, and `unit` how many updates one step
   of the function lasts (1; an epoch's where it is stepped once an epoch). False where no shape fits. */
bool fit_put(Import *import, FitCurve *curve, double lr, double unit);

#endif
