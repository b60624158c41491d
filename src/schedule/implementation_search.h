/* The search for where two curves part. Not for other rooms. */
#ifndef SCHEDULE_IMPLEMENTATION_SEARCH_H
#define SCHEDULE_IMPLEMENTATION_SEARCH_H

#include "schedule/implementations.h"

/* Returns the difference of the stretches' curve to the schedule's, over the whole run: IMPLEMENTATION_SAME
   or IMPLEMENTATION_DIFFERS. For straight and constant warm-ups, and for no decay, milestones and cosines. */
ImplementationReport implementation_search(const Schedule *reference, const ImplementationStretch *stretches,
                                           int count);

/* Returns the stretches' factor of the reference's base_lr. */
double implementation_stretched(const Schedule *reference, const ImplementationStretch *stretches, int count,
                                int64_t step);

/* Returns the greatest difference that is rounding, as a factor. */
double implementation_tolerance(const Schedule *reference);

#endif
