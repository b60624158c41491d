/* Names as people type them: which one was meant, where it is misspelt. */
#ifndef BASE_SPELLING_H
#define BASE_SPELLING_H

#include <stdbool.h>
#include <stddef.h>

/* True if both are the same name; case does not matter, and - and _ are the same. */
bool spelling_same(const char *typed, const char *name);
/* True if the name begins with what was typed. */
bool spelling_begins(const char *typed, const char *name);

/* How many letters have to be put in, taken out or exchanged (Levenshtein); - and _ are the same. A word
   much longer than any name is far from each. */
size_t spelling_distance(const char *typed, const char *name);

/* Up to this distance a name may have been meant: a third of the letters may be wrong. */
size_t spelling_reach(const char *typed);

#endif
