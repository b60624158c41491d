/* Ranges that hold what a function computes on a stretch of steps. Not for other rooms.

   Rounding to nearest is monotone, so the range of a sum, product, quotient, root, minimum or whole part of
   computed numbers has the computed results at its corners as ends: nothing is widened there. What
   base/exact.h computes is the nearest double in all but about one case in 2^40, so its ends are moved by one
   place outwards, and no further than the true range of the function. */
#ifndef FORMULA_ENCLOSURE_H
#define FORMULA_ENCLOSURE_H

#include "formula/program.h"

typedef struct Interval {
    double low, high;
} Interval;

typedef struct Enclosure {
    Interval value; /* holds the computed value on every step that has one */
    bool never;     /* no step has one: the rest then means nothing */
    bool fails;     /* some step may have none */
    bool whole;     /* may be an int, which ends at 2^53 */
    bool real;      /* may be a float, which is no index */
    /* There is a function of real numbers that the computed one follows to within `error` on all the steps,
       and its slope lies in `slope`. Only where `smooth`. */
    bool smooth;
    bool bent; /* and that function may have a kink */
    Interval slope;
    double error;
} Enclosure;

/* Applies one operation; `b` is used where it has two. */
Enclosure enclosure_apply(Op op, const Enclosure *a, const Enclosure *b);

/* Returns what encloses both, for a choice that the stretch does not decide. */
Enclosure enclosure_either(const Enclosure *a, const Enclosure *b);

/* Returns the function on the steps first..last, with the names in `values`. */
Enclosure enclosure_of(const Formula *formula, const double *values, double first, double last);

#endif
