/* What the frameworks' own schedules cannot say. Not for other rooms. */
#ifndef CODE_MODEL_H
#define CODE_MODEL_H

#include "base/text.h"
#include "schedule/schedule.h"

/* It is no product of a warm-up and a decay that the frameworks have: of the tables in model.c. */
bool model_goes_beyond(const Schedule *schedule);
/* Why this framework has no code for it, as comments. */
void model_refuse(const Schedule *schedule, const char *framework, Text *out);

#endif
