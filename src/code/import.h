/* A schedule on the way from code to the caller, with the report of how it came about. Not for other rooms.
 */
#ifndef CODE_IMPORT_H
#define CODE_IMPORT_H

#include "code/match.h"
#include "schedule/parameters.h"

typedef struct Import {
    Schedule schedule;
    bool explicit[PARAMETER_COUNT]; /* said by the text */
    bool warms, decays, steady;  /* the text has a scheduler that is a warm-up, a decay, a constant rate */
    bool goes_on;                /* the text's curve does not stay where its decay ends */
    Text read, source, left, assumed;
    int values; /* of the source at hand */
} Import;

Import import_of(const Schedule *schedule);
void import_free(Import *import);
/* Back to what it was when *before was copied from it; nothing may have been left out since. */
void import_back(Import *import, const Import *before);

/* Begins a source of values: its name stands before them in the report. */
void import_source(Import *import, Span name);
/* Sets a parameter; a value that is refused is left out, with the reason. What stands for automatic values
   is taken by import_read alone. */
bool import_put(Import *import, ParameterId id, double value);
bool import_read(Import *import, ParameterId id, const char *text);
/* An expression: its number, or left out by name where it has none. */
bool import_number(Import *import, Match *match, ParameterId id, const Node *node);
bool import_milestones(Import *import, Match *match, const Node *list);

void import_skip(Import *import, const char *format, ...) TEXT_FORMAT(2, 3);
void import_assume(Import *import, const char *format, ...) TEXT_FORMAT(2, 3);
void import_report(Import *import, Text *report);

#endif
