/* A question about a curve in words: a step, or where a rate or a factor crosses a value. Every answer is
   exact. */
#ifndef SCHEDULE_QUERY_H
#define SCHEDULE_QUERY_H

#include "base/text.h"
#include "schedule/find.h"

typedef enum ScheduleQueryKind {
    QUERY_STEP,    /* that step */
    QUERY_BELOW,   /* steps where the curve has just gone below the level */
    QUERY_REACHES, /* steps where it has just come up to it */
    QUERY_CROSSES  /* both */
} ScheduleQueryKind;

typedef struct ScheduleQuery {
    ScheduleQueryKind kind;
    int64_t step;        /* QUERY_STEP */
    ScheduleLevel level; /* the others */
} ScheduleQuery;

/* Reads "1200", "6e", "10%" (a step), "lr < 1e-4", "factor >= 50%", "lr = 1e-4" or "1e-4" (what is no whole number is
   a rate). False with what it takes, or why this is none, in *why. */
bool schedule_query_read(const Schedule *schedule, const char *text, ScheduleQuery *query, Text *why);

/* Returns the first answer after the step `after` (-1: of all), or -1 where there is none any more. Step 0 is
   an answer where the curve begins on the side that is asked for. */
int64_t schedule_query_next(const Schedule *schedule, const ScheduleQuery *query, int64_t after);

/* Adds what an answer is, "lr falls below 1e-4 at step 84 213", or that there is none. */
void schedule_query_words(const Schedule *schedule, const ScheduleQuery *query, int64_t answer, Text *out);

#endif
