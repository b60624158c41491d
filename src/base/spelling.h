/* Which word was meant, where one is misspelt. */
#ifndef BASE_SPELLING_H
#define BASE_SPELLING_H

#include <stddef.h>

/* How many letters have to be put in, taken out or exchanged (Levenshtein); - and _ are the same. A word
   much longer than any name is far from each. */
size_t spelling_distance(const char *typed, const char *name);

/* Up to this distance a name may have been meant: a third of the letters may be wrong. */
size_t spelling_reach(const char *typed);

#endif
