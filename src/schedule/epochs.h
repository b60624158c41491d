/* Counts of steps that were given in epochs, 26e, or as a share of the run, 10%: what they come to follows the
   length of an epoch, or of the run. A count is in epochs or in percent for as long as its steps are what these
   come to: who writes steps alone has said steps. An amount says how a count was given: above 0 in epochs,
   below 0 in percent of total_steps (-10 is 10 %), 0 in steps. */
#ifndef SCHEDULE_EPOCHS_H
#define SCHEDULE_EPOCHS_H

#include "schedule/parameters.h"

/* True for a number or a list of steps. */
bool epochs_may_count(ParameterId id);

/* May it be a share of the run? total_steps may not. */
bool epochs_may_share(ParameterId id);

/* Returns the nearest whole number of steps of an amount; 0 in epochs while their length is not known. */
double epochs_steps(const Schedule *schedule, double amount);

/* Returns the amount that a number was given as; 0 where it was given in steps, or is not what that comes
   to. */
double epochs_amount(const Schedule *schedule, ParameterId id);

/* Writes "26e" or "10%". */
void epochs_print(double amount, Text *out);

/* Returns the same for one milestone of the list. */
double epochs_of_milestone(const Schedule *schedule, int i);
double epochs_of_point(const Schedule *schedule, int i);

/* The number just put was given as this amount. Nothing for what is no number of steps. */
void epochs_put(Schedule *schedule, ParameterId id, double amount);

/* What was given in percent of the run is in steps from now on. */
void epochs_settle(Schedule *schedule);

/* Takes what counts epochs or percent in `before` over to the present length of an epoch and of the run; where
   no length of an epoch is known any more, what they came to stays. Returns -1, or the parameter that this
   length does not allow. */
int epochs_follow(Schedule *schedule, const Schedule *before);

#endif
