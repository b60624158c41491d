/* What no text that a person reads may hold. */
#ifndef TESTS_SAYING_H
#define TESTS_SAYING_H

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

/* Does it say of a number that it is none? As a word in small letters: C prints them so. */
static inline bool says_nan_or_inf(const char *text) {
    for (const char *at = text; (at = strpbrk(at, "ni")); at++) {
        bool begins = at == text || !(isalnum((unsigned char)at[-1]) || at[-1] == '_');
        bool found = !strncmp(at, "nan", 3) || !strncmp(at, "inf", 3);
        if (begins && found && !isalpha((unsigned char)at[3])) return true;
    }
    return false;
}

#endif
