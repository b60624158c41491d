/* Counts of steps that were given in epochs, 26e: what they come to follows the length of an epoch. A count
   is in epochs for as long as its steps are what these come to: who writes steps alone has said steps. */
#ifndef SCHEDULE_EPOCHS_H
#define SCHEDULE_EPOCHS_H

#include "schedule/parameters.h"

/* Is it a number, or a list, of steps? */
bool epochs_may_count(ParameterId id);

/* The nearest whole number of steps; 0 while the length of an epoch is not known. */
double epochs_steps(const Schedule *schedule, double epochs);

/* How many epochs it was given as; 0 where it was given in steps, or is not what those epochs come to. */
double epochs_of_milestone(const Schedule *schedule, int i);
double epochs_of_point(const Schedule *schedule, int i);

/* The number just put was given as so many epochs; 0: in steps. Nothing for what is no number of steps. */
void epochs_put(Schedule *schedule, ParameterId id, double epochs);

/* Takes what counts epochs in `before` over to the present length of one; where none is known any more, what
   they came to stays. Returns -1, or the parameter that this length does not allow. */
int epochs_follow(Schedule *schedule, const Schedule *before);

#endif
