/* What another batch would make of a recipe. The linear rule (Goyal et al. 2017, arXiv 1706.02677) multiplies base_lr by
   the batch's ratio, the square-root rule (Krizhevsky 2014, arXiv 1404.5997) by its root. Under both the warm-up sees as
   many samples as before: its steps are divided by the ratio. */
#ifndef SCHEDULE_SCALING_H
#define SCHEDULE_SCALING_H

#include "schedule/schedule.h"

typedef enum ScalingRule { SCALING_LINEAR, SCALING_ROOT, SCALING_RULES } ScalingRule;

/* Applies the rule for a batch `times` as large, above 0. Where the data set is known, batch_size is changed too, if it
   stays whole; a warm-up in epochs or percent stays as it is given. False, with the schedule as it was, where a value
   would not be allowed. */
bool schedule_scale(Schedule *schedule, ScalingRule rule, double times);

#endif
