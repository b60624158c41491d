/* The search for where two curves part. Not for other rooms. */
#ifndef SCHEDULE_TWIN_SEARCH_H
#define SCHEDULE_TWIN_SEARCH_H

#include "schedule/twins.h"

/* The difference of the stretches' curve to the schedule's, over the whole run: TWIN_SAME or TWIN_DIFFERS.
   For straight and constant warm-ups, and for no decay, milestones and cosines. */
TwinReport twin_search(const Schedule *reference, const TwinStretch *stretches, int count);

/* The stretches' factor of the reference's base_lr. */
double twin_stretched(const Schedule *reference, const TwinStretch *stretches, int count, int64_t step);

/* The greatest difference that is rounding, as a factor. */
double twin_tolerance(const Schedule *reference);

#endif
