/* A schedule on the way from code to the caller, with the report of how it came about. Not for other rooms.
 */
#ifndef CODE_DRAFT_H
#define CODE_DRAFT_H

#include "code/match.h"
#include "schedule/parameters.h"

typedef struct Draft {
    Schedule schedule;
    bool given[PARAMETER_COUNT]; /* said by the text */
    bool warms, decays, steady;  /* the text has a scheduler that is a warm-up, a decay, a constant rate */
    bool goes_on;                /* the text's curve does not stay where its decay ends */
    Text read, source, left, assumed;
    int values; /* of the source at hand */
} Draft;

Draft draft_of(const Schedule *schedule);
void draft_free(Draft *draft);
/* Back to what it was when *before was copied from it; nothing may have been left out since. */
void draft_back(Draft *draft, const Draft *before);

/* Begins a source of values: its name stands before them in the report. */
void draft_source(Draft *draft, Span name);
/* Sets a parameter; a value that is refused is left out, with the reason. What stands for automatic values
   is taken by draft_read alone. */
bool draft_put(Draft *draft, ParameterId id, double value);
bool draft_read(Draft *draft, ParameterId id, const char *text);
/* An expression: its number, or left out by name where it has none. */
bool draft_number(Draft *draft, Match *match, ParameterId id, const Node *node);
bool draft_milestones(Draft *draft, Match *match, const Node *list);

void draft_leave(Draft *draft, const char *format, ...) TEXT_FORMAT(2, 3);
void draft_assume(Draft *draft, const char *format, ...) TEXT_FORMAT(2, 3);
void draft_report(Draft *draft, Text *report);

#endif
