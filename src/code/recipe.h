/* What the writers say about a schedule in words. Not for other rooms. */
#ifndef CODE_RECIPE_H
#define CODE_RECIPE_H

#include "base/number.h"
#include "base/text.h"
#include "schedule/schedule.h"

/* Has it a warm-up, a decay that changes anything? */
bool recipe_warms(const Schedule *schedule);
bool recipe_decays(const Schedule *schedule);
/* The decay begins exactly when the warm-up ends. */
bool recipe_follows(const Schedule *schedule);
/* True if warm-up and decay run at the same time for a while, and multiply. */
bool recipe_overlaps(const Schedule *schedule);
/* Returns the greatest number of elapsed steps that the decay is asked for within the run; below 0: it never
   begins. */
int64_t recipe_last_elapsed(const Schedule *schedule);
/* How many cycles of cosine_restarts begin within the run (at least 1), at most `max`. */
int64_t recipe_cycles(const Schedule *schedule, int64_t max);

/* The whole recipe in sentences, ASCII, one paragraph. */
void recipe_describe(const Schedule *schedule, Text *out);

/* Returns the shortest of 0.001 and 1/3 that is exactly this double; `slash` is "/" or " / ". */
NumberText recipe_number(double value, const char *slash);

#endif
