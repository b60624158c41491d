/* A gradient descent that is really run, on a problem of two parameters that can be seen:

       loss(x, y) = (3 x^2 + k(x) y^2)/2,   k(x) = 30 + 120 x^2/(1 + x^2)

   a valley whose walls are steep where it begins, (3, 1), and five times less so at its floor, (0, 0). Both
   curvatures are bounded. An update is  p -= lr * (gradient + noise).  Across the valley y is multiplied by
   1 - lr*k(x): where lr*k > 2 it grows from update to update, and a large y throws x back to where k is
   large. So a rate that the floor stands (lr < 2/30) may be too large for the way there (2/138 at the start),
   and one that grows while x falls may pass. A plain quadratic could not show that: it has one bound, for
   ever.

   The noise comes from a generator of its own with a fixed seed and uses +, *, / alone: a run is the same on
   every machine, and the same noise falls on both runs. */
#ifndef DESCENT_DESCENT_H
#define DESCENT_DESCENT_H

#include "base/text.h"
#include "schedule/schedule.h"

enum { DESCENT_UPDATES_MAX = 400 };

/* A run ends as diverged where its loss is above this, or no number: ten thousand times that of the start. */
#define DESCENT_DIVERGED 1e6

typedef struct DescentPoint {
    double x, y, loss;
} DescentPoint;

typedef struct DescentRun {
    DescentPoint at[DESCENT_UPDATES_MAX + 1]; /* the start, and after each update */
    int count;
    bool diverged; /* after update count-1, its last */
    double end;    /* the mean loss over the last tenth of the updates; where it has not diverged */
} DescentRun;

typedef struct Descent {
    int updates; /* of a whole run: total_steps, or DESCENT_UPDATES_MAX at equal fractions of training */
    DescentRun planned;  /* by the schedule's learning rate */
    DescentRun constant; /* by base_lr all the time */
} Descent;

double descent_loss(double x, double y);

typedef struct DescentCurvature { /* the loss's second derivatives */
    double xx, xy, yy;
} DescentCurvature;
DescentCurvature descent_curvature(double x, double y);

/* How far from the floor's line, y = 0, the loss has this level at x; NAN where it is above it everywhere. */
double descent_contour(double level, double x);

void descent_make(const Schedule *schedule, Descent *descent);

/* The final point of the schedule's run when (gx, gy) is added to the gradient of update `nudged`. */
DescentPoint descent_nudged(const Schedule *schedule, int nudged, double gx, double gy);

/* Returns the schedule's step whose learning rate update i uses. */
int64_t descent_step(const Descent *descent, const Schedule *schedule, int i);

/* How many of the updates have happened before the step; `step` is within the run. */
int descent_updates_before(const Descent *descent, const Schedule *schedule, int64_t step);

/* Writes one sentence on what happened. */
void descent_words(const Descent *descent, Text *out);
/* Writes the same without the reason. */
void descent_brief(const Descent *descent, Text *out);
/* Writes how the run is shortened, and what of this carries over to real training and what does not. */
void descent_scope_words(const Descent *descent, const Schedule *schedule, Text *out);
/* Writes, in few words, to which trainings the descent applies. */
void descent_scope_brief(const Descent *descent, Text *out);

#endif
