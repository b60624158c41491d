/* Names of curves that stand beside each other say only what differs: "cosine · 1 000 steps" beside "linear · 1 000
   steps" is "cosine". */
#ifndef CHART_NAMES_H
#define CHART_NAMES_H

#include "base/text.h"

enum { NAMES_SHARED_MAX = 8, NAMES_PART_BYTES = 64 };

/* The parts, between middle dots, that all names have. {0} is none. */
typedef struct NamesShared {
    int count;
    char parts[NAMES_SHARED_MAX][NAMES_PART_BYTES];
} NamesShared;

void names_share(NamesShared *shared, const char *const *names, int count);
/* Writes the name without these parts; one that has nothing else stays whole. */
void names_brief(const NamesShared *shared, const char *name, Text *out);

#endif
