#include "base/spelling.h"

#include <stdbool.h>
#include <string.h>

static size_t least(size_t a, size_t b) {
    return a < b ? a : b;
}

static bool same_letter(char a, char b) {
    return (a == '-' ? '_' : a) == (b == '-' ? '_' : b);
}

size_t spelling_distance(const char *typed, const char *name) {
    enum { LONGEST = 31 };
    size_t row[LONGEST + 1], width = strlen(name), length = strlen(typed);
    if (width > LONGEST || length > 2 * LONGEST) return width + length;
    for (size_t j = 0; j <= width; j++) row[j] = j;
    for (size_t i = 0; i < length; i++) {
        size_t diagonal = row[0]++;
        for (size_t j = 0; j < width; j++) {
            size_t exchanged = diagonal + (same_letter(typed[i], name[j]) ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = least(exchanged, least(diagonal, row[j]) + 1);
        }
    }
    return row[width];
}

size_t spelling_reach(const char *typed) {
    return strlen(typed) / 3 + 1;
}
