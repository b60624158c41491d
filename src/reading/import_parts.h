/* What the files behind import.h share: names.c, values.c, calls.c, settings.c and import.c. Not for dialects. */
#ifndef READING_IMPORT_PARTS_H
#define READING_IMPORT_PARTS_H

#include "reading/import.h"

/* Asks for a value of the text that cannot be read, by the first name in it that is not known. Returns NaN. */
double import_unknown(Import *import, const Node *node, const char *name);
/* True for the text of a number, with _ between its digits. */
bool import_parse(const char *text, double *value);
/* Returns what --set gives that name, or its last part; NULL for nothing. */
const char *import_set(const Import *import, const char *name);
/* Returns what a name stands for where it is used, NULL where the text does not say. */
const Node *import_lookup(Import *import, const Node *node);
/* Returns a["b"], where a is a map of the text; or NULL. */
const Node *import_entry(Import *import, const Node *index);

enum { IMPORT_NUMBERS_MAX = 1000 };

/* Reads the numbers of a list, a range or a comprehension, NaN those that are not known. Returns how many, -1 where it is
   none. */
int import_numbers(Import *import, const Node *node, double *values);
/* Returns the list that a range or a comprehension makes, the same ever after; NULL where it is none or one of its numbers
   is not known. */
const Node *import_list_made(Import *import, const Node *node);

/* What a name is bound to while a function is computed; NULL for nothing. */
double *import_bound(Import *import, const char *name);
void import_bind(Import *import, const char *name, double value);
/* Returns what a def gives for a call's arguments; NaN where it cannot be computed. */
double import_defined(Import *import, const Node *def, const Node *call);
/* Returns a and b under an operator of Python's; NaN for 1/0 and for what is none. */
double import_combine(const char *mark, double a, double b);

#endif
