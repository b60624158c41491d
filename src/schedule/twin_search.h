/* The search for where two curves part. Not for other rooms. */
#ifndef SCHEDULE_TWIN_SEARCH_H
#define SCHEDULE_TWIN_SEARCH_H

#include "schedule/twins.h"

/* The difference of the stretches' curve to the schedule's, over the whole run: TWIN_SAME or TWIN_DIFFERS.
   For decays without an end of their own kind (none, milestones, cosine, linear) and warm-ups that are
   straight. */
TwinReport twin_search(const Schedule *reference, const TwinStretch *stretches, int count);

double twin_stretched(const TwinStretch *stretches, int count, int64_t step);

/* The greatest difference that is rounding, as a factor. */
double twin_tolerance(const Schedule *reference);

#endif
