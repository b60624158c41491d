/* Stretches of steps still to be looked at, the one with the greatest bound first: a binary heap. Not for
   other rooms. */
#ifndef FORMULA_STRETCHES_H
#define FORMULA_STRETCHES_H

#include <stddef.h>
#include <stdint.h>

typedef struct Stretch {
    int64_t first, last;
    double bound;     /* what it is looked at for: the greatest comes first, of equal ones the earlier */
    double low, high; /* what the sum over it lies between (sum.c) */
} Stretch;

typedef struct Stretches { /* {0} holds none; free items */
    Stretch *items;
    size_t count, capacity;
} Stretches;

void stretches_push(Stretches *stretches, Stretch stretch);
/* Takes the first one out; there must be one. */
Stretch stretches_pop(Stretches *stretches);

#endif
