#include "base/spelling.h"

#include <ctype.h>
#include <string.h>

static size_t min(size_t a, size_t b) {
    return a < b ? a : b;
}

static int letter(char c) {
    return c == '-' ? '_' : tolower((unsigned char)c);
}

bool spelling_begins(const char *typed, const char *name) {
    for (; *typed; typed++, name++)
        if (letter(*typed) != letter(*name)) return false;
    return true;
}

bool spelling_same(const char *typed, const char *name) {
    return strlen(typed) == strlen(name) && spelling_begins(typed, name);
}

size_t spelling_distance(const char *typed, const char *name) {
    enum { LONGEST = 31 };
    size_t row[LONGEST + 1], width = strlen(name), length = strlen(typed);
    if (width > LONGEST || length > 2 * LONGEST) return width + length;
    for (size_t j = 0; j <= width; j++) row[j] = j;
    for (size_t i = 0; i < length; i++) {
        size_t diagonal = row[0]++;
        for (size_t j = 0; j < width; j++) {
            size_t exchanged = diagonal + (letter(typed[i]) == letter(name[j]) ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = min(exchanged, min(diagonal, row[j]) + 1);
        }
    }
    return row[width];
}

size_t spelling_reach(const char *typed) {
    return strlen(typed) / 3 + 1;
}
