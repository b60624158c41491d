#include "formula/number.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/exact.h"

static const char BEYOND[] = "a whole number beyond 2^53", OVERFLOW[] = "a result beyond every double",
                  NO_INT[] = "no number to make an int of",
                  NEGATIVE[] = "a negative number to a power that is not whole";

static Number real(double value) {
    return (Number){value, false};
}

/* Returns an int's value, where it is one that doubles hold. */
static Number integer(double value, const char **reason) {
    if (!(fabs(value) <= 0x1p53)) *reason = isnan(value) || isinf(value) ? NO_INT : BEYOND;
    return (Number){value + 0.0, true}; /* no int is -0 */
}

static Number truth(bool value) {
    return (Number){value, true};
}

/* Divides as CPython's float_floor_div does: the remainder is exact, so the quotient is whole but for
   rounding. */
double formula_number_floor_quotient(double a, double b) {
    double rest = fmod(a, b), quotient = (a - rest) / b;
    if (rest != 0 && (b < 0) != (rest < 0)) quotient -= 1;
    if (quotient == 0) return copysign(0, a / b);
    double whole = floor(quotient);
    return quotient - whole > 0.5 ? whole + 1 : whole;
}

double formula_number_modulo(double a, double b) {
    double rest = fmod(a, b);
    if (rest == 0) return copysign(0, b);
    return (b < 0) != (rest < 0) ? rest + b : rest;
}

/* Rounded once, half to even, as Python's decimal conversion does; glibc's printf does the same. */
double formula_number_rounded(double value, double digits) {
    if (!isfinite(value) || digits > 330) return value;
    if (digits < -330) return copysign(0, value);
    char text[700];
    if (digits >= 0) {
        snprintf(text, sizeof text, "%.*f", (int)digits, value);
        return strtod(text, NULL);
    }
    int exponent = value == 0 ? 0 : (int)floor(exact_log10(fabs(value))), shift = (int)-digits;
    for (exponent = exponent < 0 ? 0 : exponent; exponent > 0 && exact_pow(10, exponent) > fabs(value);)
        exponent--;
    if (shift > exponent + 1) return copysign(0, value);
    if (shift == exponent + 1)
        return fabs(value) > 5 * exact_pow(10, exponent) ? copysign(exact_pow(10, shift), value)
                                                         : copysign(0, value);
    snprintf(text, sizeof text, "%.*e", exponent - shift, value);
    return strtod(text, NULL);
}

static Number divide(Number a, Number b, const char **reason) {
    if (b.value == 0) *reason = "a division by zero";
    return real(a.value / b.value);
}

static Number floor_divide(Number a, Number b, const char **reason) {
    if (b.value == 0) {
        *reason = "a division by zero";
        return a;
    }
    double quotient = formula_number_floor_quotient(a.value, b.value);
    return a.whole && b.whole ? integer(quotient, reason) : real(quotient);
}

static Number modulo(Number a, Number b, const char **reason) {
    if (b.value == 0) {
        *reason = "a remainder of a division by zero";
        return a;
    }
    double rest = formula_number_modulo(a.value, b.value);
    return a.whole && b.whole ? integer(rest, reason) : real(rest);
}

static Number float_power(double a, double b, const char **reason) {
    double power = exact_pow(a, b);
    if (a == 0 && b < 0)
        *reason = "zero to a negative power";
    else if (a < 0 && isfinite(a) && isfinite(b) && floor(b) != b)
        *reason = NEGATIVE;
    else if (isinf(power) && isfinite(a) && isfinite(b))
        *reason = OVERFLOW;
    return real(power);
}

/* int ** int by products, so that it is exact as far as it goes. */
static Number int_power(double a, double b, const char **reason) {
    double power = 1, factor = a;
    if (fabs(a) <= 1) return integer(a == 0 && b > 0 ? 0 : a < 0 && fmod(b, 2) == 1 ? -1 : 1, reason);
    for (double rest = b; rest > 0; rest = floor(rest / 2)) {
        if (fmod(rest, 2) == 1) power *= factor;
        if (fabs(power) > 0x1p53 || (rest > 1 && fabs(factor) > 0x1p53)) {
            *reason = BEYOND;
            break;
        }
        factor *= factor;
    }
    return integer(power, reason);
}

static Number power(Number a, Number b, const char **reason) {
    if (a.whole && b.whole && b.value >= 0) return int_power(a.value, b.value, reason);
    return float_power(a.value, b.value, reason);
}

/* math.pow follows C99 and raises where C's pow makes a nan or an infinity of plain numbers. */
static Number math_power(double a, double b, const char **reason) {
    double power = exact_pow(a, b);
    if (isfinite(a) && isfinite(b)) {
        if (isnan(power)) *reason = NEGATIVE;
        if (isinf(power)) *reason = a == 0 ? "zero to a negative power" : OVERFLOW;
    }
    return real(power);
}

static Number checked(double value, double argument, const char **reason) {
    if (isinf(value) && isfinite(argument)) *reason = OVERFLOW;
    return real(value);
}

static Number logarithm(double (*function)(double), double argument, const char **reason) {
    if (argument <= 0) *reason = argument == 0 ? "a logarithm of zero" : "a logarithm of a negative number";
    return real(function(argument));
}

static Number turned(double (*function)(double), double argument, const char **reason) {
    if (isinf(argument)) *reason = "an angle that is infinite";
    return real(function(argument));
}

static Number combined(double value, Number a, Number b, const char **reason) {
    return a.whole && b.whole ? integer(value, reason) : real(value);
}

/* Rounds half to even, with plain operations. */
static double nearest(double value) {
    double down = floor(value), over = value - down;
    return over > 0.5 || (over == 0.5 && fmod(down, 2) != 0) ? down + 1 : down;
}

static Number rounded_to(Number a, Number digits, const char **reason) {
    if (!digits.whole) *reason = "a number of digits that is not whole";
    double value = *reason ? 0 : formula_number_rounded(a.value, digits.value);
    return a.whole ? integer(digits.value >= 0 ? a.value : value, reason) : checked(value, a.value, reason);
}

Number formula_number_apply(Op op, Number a, Number b, const char **reason) {
    switch (op) {
    case OP_NEGATE: return a.whole ? integer(-a.value, reason) : real(-a.value);
    case OP_NOT: return truth(a.value == 0);
    case OP_ADD: return combined(a.value + b.value, a, b, reason);
    case OP_SUBTRACT: return combined(a.value - b.value, a, b, reason);
    case OP_MULTIPLY: return combined(a.value * b.value, a, b, reason);
    case OP_DIVIDE: return divide(a, b, reason);
    case OP_FLOOR_DIVIDE: return floor_divide(a, b, reason);
    case OP_MODULO: return modulo(a, b, reason);
    case OP_POWER: return power(a, b, reason);
    case OP_LESS: return truth(a.value < b.value);
    case OP_LESS_EQUAL: return truth(a.value <= b.value);
    case OP_EQUAL: return truth(a.value == b.value);
    case OP_NOT_EQUAL: return truth(a.value != b.value);
    case OP_MIN: return b.value < a.value ? b : a;
    case OP_MAX: return b.value > a.value ? b : a;
    case OP_ABS: return (Number){fabs(a.value), a.whole};
    case OP_ROUND: return integer(nearest(a.value), reason);
    case OP_ROUND_DIGITS: return rounded_to(a, b, reason);
    case OP_INT: return integer(trunc(a.value), reason);
    case OP_FLOAT: return real(a.value);
    case OP_FLOOR: return integer(floor(a.value), reason);
    case OP_CEIL: return integer(ceil(a.value), reason);
    case OP_SQRT:
        if (a.value < 0) *reason = "a square root of a negative number";
        return real(sqrt(a.value));
    case OP_EXP: return checked(exact_exp(a.value), a.value, reason);
    case OP_LOG: return logarithm(exact_log, a.value, reason);
    case OP_LOG2: return logarithm(exact_log2, a.value, reason);
    case OP_LOG10: return logarithm(exact_log10, a.value, reason);
    case OP_SIN: return turned(exact_sin, a.value, reason);
    case OP_COS: return turned(exact_cos, a.value, reason);
    case OP_COS_PI: return turned(exact_cos_pi, a.value, reason);
    case OP_TAN: return turned(exact_tan, a.value, reason);
    case OP_TANH: return real(exact_tanh(a.value));
    case OP_MATH_POWER: return math_power(a.value, b.value, reason);
    default: return a; /* those that are no arithmetic: value.c */
    }
}
