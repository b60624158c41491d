/* Code for what the frameworks' own schedules cannot say. Not for other rooms. */
#ifndef CODE_MODEL_H
#define CODE_MODEL_H

#include "base/text.h"
#include "schedule/schedule.h"

/* It is no product of a linear, constant, exponential or cosine warm-up and one of the older decays. */
bool model_goes_beyond(const Schedule *schedule);
/* Why this framework has no code for it, as comments. */
void model_refuse(const Schedule *schedule, const char *framework, Text *out);
/* Writes the functions warmup, decay and, always, factor for PyTorch. The constants that they name stand
   before them. */
void model_write_functions(const Schedule *schedule, Text *out);
/* They call math, besides what the decay's own formula calls. */
bool model_needs_math(const Schedule *schedule);

#endif
