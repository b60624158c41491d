/* What the program says, in another language: phrases in English with places for numbers, {1} to {9}, each with what is
   said in its stead. */
#ifndef BASE_WORDING_H
#define BASE_WORDING_H

#include "base/text.h"

#include <stdbool.h>

typedef struct WordingPhrase {
    Text english, other;
} WordingPhrase;

typedef struct Wording { /* {0} leaves everything in English; give it back with wording_free */
    WordingPhrase *phrases;
    size_t count;
} Wording;

void wording_free(Wording *wording);
void wording_add(Wording *wording, const char *english, const char *other);

/* Does the phrase stand for these words? A place takes what has a digit in it and no space. */
bool wording_matches(const char *phrase, const char *words);
/* Have the two the same places, in any order? */
bool wording_same_places(const char *one, const char *other);

/* Adds to *out what is said instead of `words`; false, and nothing is added, where the wording (or NULL) has no phrase for
   them. */
bool wording_say(const Wording *wording, const char *words, Text *out);

#endif
