/* Translations of the program's texts: phrases in English with placeholders for numbers, {1} to {9}, each
   with its translation. */
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

/* True if the phrase matches these words. A placeholder matches a word that contains a digit. */
bool wording_matches(const char *phrase, const char *words);
/* True if both have the same placeholders, in any order. */
bool wording_same_places(const char *one, const char *other);

/* Adds the translation of `words` to *out. False, with nothing added, if the wording (or NULL) has no phrase
   for them. */
bool wording_say(const Wording *wording, const char *words, Text *out);

#endif
