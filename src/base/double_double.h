/* Numbers of about 106 bits as unevaluated sums of two doubles, for exact_power.c and exact_angle.c.
   T. J. Dekker, "A floating-point technique for extending the available precision" (1971). Plain operations
   only: a fused multiply-add would be quicker where a machine has it and give other bits where it has none.
 */
#ifndef BASE_DOUBLE_DOUBLE_H
#define BASE_DOUBLE_DOUBLE_H

#include <float.h>
#include <stdint.h>
#include <string.h>

_Static_assert(FLT_EVAL_METHOD == 0, "double operations must round to double");

typedef struct DoubleDouble {
    double hi, lo; /* hi is the sum rounded to double */
} DoubleDouble;

/* Needs |a| >= |b| or a == 0. */
static inline DoubleDouble dd_quick_sum(double a, double b) {
    double sum = a + b;
    return (DoubleDouble){sum, b - (sum - a)};
}

static inline DoubleDouble dd_sum(double a, double b) {
    double sum = a + b, part = sum - a;
    return (DoubleDouble){sum, (a - (sum - part)) + (b - part)};
}

/* Exact where neither factor exceeds 2^970 and the product's last bit is no subnormal. */
static inline DoubleDouble dd_product(double a, double b) {
    double big_a = 134217729.0 * a, high_a = big_a - (big_a - a), low_a = a - high_a;
    double big_b = 134217729.0 * b, high_b = big_b - (big_b - b), low_b = b - high_b;
    double product = a * b;
    return (DoubleDouble){product,
                          ((high_a * high_b - product) + high_a * low_b + low_a * high_b) + low_a * low_b};
}

static inline DoubleDouble dd_add(DoubleDouble a, DoubleDouble b) {
    DoubleDouble high = dd_sum(a.hi, b.hi), low = dd_sum(a.lo, b.lo);
    high = dd_quick_sum(high.hi, high.lo + low.hi);
    return dd_quick_sum(high.hi, high.lo + low.lo);
}

static inline DoubleDouble dd_negated(DoubleDouble a) {
    return (DoubleDouble){-a.hi, -a.lo};
}

static inline DoubleDouble dd_times(DoubleDouble a, DoubleDouble b) {
    DoubleDouble product = dd_product(a.hi, b.hi);
    return dd_quick_sum(product.hi, product.lo + (a.hi * b.lo + a.lo * b.hi));
}

static inline DoubleDouble dd_scaled(DoubleDouble a, double factor) {
    DoubleDouble product = dd_product(a.hi, factor);
    return dd_quick_sum(product.hi, product.lo + a.lo * factor);
}

static inline DoubleDouble dd_over(DoubleDouble a, DoubleDouble b) {
    double first = a.hi / b.hi;
    DoubleDouble rest = dd_add(a, dd_negated(dd_scaled(b, first)));
    double second = rest.hi / b.hi;
    rest = dd_add(rest, dd_negated(dd_scaled(b, second)));
    DoubleDouble quotient = dd_quick_sum(first, second);
    return dd_add(quotient, (DoubleDouble){rest.hi / b.hi, 0});
}

static inline uint64_t bits_of(double value) {
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

/* Returns 2^exponent for exponents of normal numbers, -1022 to 1023. */
static inline double power_of_two(int exponent) {
    uint64_t bits = (uint64_t)(exponent + 1023) << 52;
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* Returns the whole number nearest to `value`, for |value| < 2^51. */
static inline double nearest_whole(double value) {
    return (value + 0x1.8p52) - 0x1.8p52;
}

/* True if hi + lo rounds to the same double for every sum within `error` of it; that double is then hi +
   lo. */
static inline int rounds_surely(DoubleDouble sum, double error) {
    return sum.hi + (sum.lo - error) == sum.hi + (sum.lo + error);
}

#endif
