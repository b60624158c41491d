/* A schedule on the way from code to the caller, with the report of how it came about. Not for other rooms.
 */
#ifndef CODE_IMPORT_H
#define CODE_IMPORT_H

#include "code/match.h"
#include "schedule/parameters.h"

typedef struct CodeImport {
    Schedule schedule;
    bool explicit[PARAMETER_COUNT]; /* said by the text */
    bool warms, decays, steady;  /* the text has a scheduler that is a warm-up, a decay, a constant rate */
    bool goes_on;                /* the text's curve does not stay where its decay ends */
    Text read, source, left, assumed;
    int values; /* of the source at hand */
} CodeImport;

CodeImport code_import_of(const Schedule *schedule);
void code_import_free(CodeImport *import);
/* Back to what it was when *before was copied from it; nothing may have been left out since. */
void code_import_back(CodeImport *import, const CodeImport *before);

/* Begins a source of values: its name stands before them in the report. */
void code_import_source(CodeImport *import, Span name);
/* Sets a parameter; a value that is refused is left out, with the reason. What stands for automatic values
   is taken by code_import_read alone. */
bool code_import_put(CodeImport *import, ParameterId id, double value);
bool code_import_read(CodeImport *import, ParameterId id, const char *text);
/* An expression: its number, or left out by name where it has none. */
bool code_import_number(CodeImport *import, Match *match, ParameterId id, const Node *node);
bool code_import_milestones(CodeImport *import, Match *match, const Node *list);

void code_import_skip(CodeImport *import, const char *format, ...) TEXT_FORMAT(2, 3);
void code_import_assume(CodeImport *import, const char *format, ...) TEXT_FORMAT(2, 3);
void code_import_report(CodeImport *import, Text *report);

#endif
