/* What is left of each update in the end: how far the final point of the descent moves when the gradient of
   that one update is changed, for changes of one size.

   With the update p' = p - lr (g(p) + noise), a change e of the gradient of update i moves the final point by
   -lr_i J_(n-1) ... J_(i+1) e, where J_k = I - lr_k H(p_k) and H is the loss's second derivative. The average
   over all directions of e (root mean square) is |lr_i| times the Frobenius norm of the product over sqrt 2.
   Curvature makes the product shrink: what early updates did is overwritten by later ones. Only +, *, / and
   sqrt: the same bits on every machine. */
#ifndef DESCENT_INFLUENCE_H
#define DESCENT_INFLUENCE_H

#include "descent/descent.h"
#include "schedule/sums.h"

typedef struct Influence {
    int updates;                      /* of the whole run; 0 where it diverges, for then it has no end */
    double left[DESCENT_UPDATES_MAX]; /* shares of all that is left, adding up to 1; all 0 where nothing is
                                         left */
} Influence;

/* Computes the influence in the run that follows the schedule; `descent` is what descent_make made of it. */
void influence_make(const Schedule *schedule, const Descent *descent, Influence *influence);

/* Returns the share of the first `updates` updates, 0 ... 1; NAN where there are no shares. */
double influence_share(const Influence *influence, int updates);

/* Writes "The first half of training: 33.3% of the summed step sizes, 0.00016% of what is left in the end.",
   or why there is no such end. Either share may be NAN. */
void influence_words(const Influence *influence, ScheduleSum half, Text *out);
/* Writes, in few words, to which trainings these two numbers apply. */
void influence_scope_brief(const Influence *influence, Text *out);
/* The same with what is meant by them. */
void influence_scope_words(const Influence *influence, Text *out);

#endif
