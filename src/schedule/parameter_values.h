/* How values are read and kept, for the files that share it inside this room. */
#ifndef SCHEDULE_PARAMETER_VALUES_H
#define SCHEDULE_PARAMETER_VALUES_H

#include "schedule/parameters.h"

/* value_parse says this of epochs while their length is not known. */
extern const char value_no_epochs[];

/* Returns a number as typed. Of "26e" *amount is 26 and *value what they come to, of "10%" *amount is -10 and
   *value what that is of total_steps (of a fraction 0.1, and *amount 0), else *amount is 0. NULL, or what is
   wrong with it. */
const char *value_parse(const Schedule *schedule, ParameterId id, const char *text, double *value,
                        double *amount);

/* Returns what is wrong with a number (or each of a list), or NULL. */
const char *value_fault(ParameterId id, double value);

/* Sets a number, count or choice that is allowed; not for PARAMETER_LIST. */
void value_set(Schedule *schedule, ParameterId id, double value);

#endif
