/* What the writers of settings files share. Not for other rooms. */
#ifndef CODE_SETTINGS_H
#define CODE_SETTINGS_H

#include "base/number.h"
#include "base/text.h"
#include "schedule/schedule.h"

/* Returns a number that YAML 1.1, JSON and Python all take for one: 0.02, 1.0e-05. */
NumberText settings_real(double value);
/* Refuses a function of the step, and what goes beyond a product of the older shapes; true: it did. */
bool settings_refuse_beyond(const Schedule *schedule, const char *framework, Text *out);
/* The recipe and, as a comment, why this framework's settings cannot say it. */
void settings_refuse(const Schedule *schedule, const char *framework, const char *reason, Text *out);
/* Its first milestone stands where the decay begins: the model has that drop at every step before, too. */
bool settings_drops_at_once(const Schedule *schedule);

#endif
