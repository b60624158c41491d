/* Schedules that differ in one parameter: the members of a sweep or a family. */
#ifndef SCHEDULE_MEMBERS_H
#define SCHEDULE_MEMBERS_H

#include "schedule/parameters.h"

enum { MEMBERS_RANGE_MAX = 1000 };

typedef struct Members { /* free it with members_free; {0} is none */
    bool range;     /* read from FROM:TO:COUNT; else from a list of values */
    size_t count;
    Schedule *list; /* the schedule, each with its value */
} Members;

/* Reads "0,0.5,1" (of a parameter that is itself a list "1,2;3,4") or, of a number, FROM:TO:COUNT. False with the
   reason in *why, which begins with the parameter's key or the value; the members before it stay. */
bool members_read(Members *members, const Schedule *schedule, ParameterId id, const char *values, Text *why);
void members_free(Members *members);

#endif
