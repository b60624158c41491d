/* One operation each, as enclosure_apply chooses it: what the operands enclose gives what the result does.
   For enclosure*.c alone. */
#ifndef FORMULA_ENCLOSURE_OPERATIONS_H
#define FORMULA_ENCLOSURE_OPERATIONS_H

#include "formula/enclosure.h"

Enclosure enclosure_sum(const Enclosure *a, const Enclosure *b, double sign);
Enclosure enclosure_multiplied(const Enclosure *a, const Enclosure *b);
Enclosure enclosure_divided(const Enclosure *a, const Enclosure *b);
Enclosure enclosure_floor_divided(const Enclosure *a, const Enclosure *b);
Enclosure enclosure_remainder_of(const Enclosure *a, const Enclosure *b);
Enclosure enclosure_powered(const Enclosure *a, const Enclosure *b);
Enclosure enclosure_lesser(const Enclosure *a, const Enclosure *b);
Enclosure enclosure_opposite(const Enclosure *a);
Enclosure enclosure_greater(const Enclosure *a, const Enclosure *b);
Enclosure enclosure_absolute(const Enclosure *a);
Enclosure enclosure_truth(bool may_be_false, bool may_be_true, const Enclosure *a, const Enclosure *b);
Enclosure enclosure_compared(Op op, const Enclosure *a, const Enclosure *b);
Enclosure enclosure_to_digits(const Enclosure *a, const Enclosure *b);
Enclosure enclosure_exponential(const Enclosure *a);
Enclosure enclosure_logarithm(double (*function)(double), double base, const Enclosure *a);
Enclosure enclosure_root(const Enclosure *a);
Enclosure enclosure_tangent(const Enclosure *a);
Enclosure enclosure_saturating(const Enclosure *a);
Enclosure enclosure_round(const Enclosure *a);
Enclosure enclosure_int(const Enclosure *a);
Enclosure enclosure_floor(const Enclosure *a);
Enclosure enclosure_ceil(const Enclosure *a);
Enclosure enclosure_sine(const Enclosure *a);
Enclosure enclosure_cosine(const Enclosure *a);
Enclosure enclosure_cosine_of_half_turns(const Enclosure *a);

#endif
