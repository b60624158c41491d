/* Between functions of the step and the model's own shapes. */
#ifndef SCHEDULE_FUNCTION_TEXT_H
#define SCHEDULE_FUNCTION_TEXT_H

#include "base/text.h"
#include "schedule/schedule.h"

/* The schedule as the text of a function whose names are its parameters, with the same values to the bit.
   False where it is one already. */
bool function_text(const Schedule *schedule, Text *out);

/* The schedule without a function that has the same factor on every step of the run, to within 10^-12: looked
   for among the model's shapes with the present parameters and those that the function's names usually stand
   for. Proven by the same operations, for any number of steps, or by comparing every step. False where there is
   none, or where the run is too long for that. */
bool function_shape(const Schedule *schedule, Schedule *shape);
/* Writes "linear warm-up, then cosine" and the like. */
void function_shape_words(const Schedule *shape, Text *out);

#endif
