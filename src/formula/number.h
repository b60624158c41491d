/* Python's numbers: an int up to 2^53 or a float, and its operations bit for bit. Not for other rooms. */
#ifndef FORMULA_NUMBER_H
#define FORMULA_NUMBER_H

#include "formula/program.h"

typedef struct Number {
    double value;
    bool whole; /* an int */
} Number;

/* Applies one operation to numbers; `b` is used where it has two. On failure *reason says why and nothing
   else counts. */
Number formula_number_apply(Op op, Number a, Number b, const char **reason);

/* int // int, float // float, and the remainders that go with them; `b` is not 0. */
double formula_number_floor_quotient(double a, double b);
double formula_number_modulo(double a, double b);
/* Returns Python's round(value, digits) of a float. */
double formula_number_rounded(double value, double digits);

#endif
