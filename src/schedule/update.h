/* One update of the weights, w_new = w_old - lr * gradient, beside another one: whose examples move the
   weights more, and how many times as far, where their gradients have the same size. */
#ifndef SCHEDULE_UPDATE_H
#define SCHEDULE_UPDATE_H

#include "base/text.h"
#include "schedule/schedule.h"

/* Returns the step that `step` is compared with: during the warm-up its end, later the last step, or the
   first where the last has the same rate. `step` is within the run; it comes back itself where the first has
   that rate too. */
int64_t update_other(const Schedule *schedule, int64_t step);

/* Writes "w_new = w_old − 0.0125 · gradient"; `goes_on` with the right side alone, as the end of an equation:
   " = w_old − …". */
void update_equation(const Schedule *schedule, int64_t step, bool goes_on, Text *out);

/* Writes one or two sentences: which of the two steps' examples move the weights more, by how much, and for
   which gradients that holds. */
void update_words(const Schedule *schedule, int64_t step, int64_t other, Text *out);

/* How many times as large as the gradient the update's arrow is drawn: the largest of 1, 2 and 5 times a
   power of ten with which no learning rate of size `rate` makes an arrow longer than the gradient's; 1 for a
   rate of 0 and beyond what can be told. */
double update_magnification(double rate);

#endif
