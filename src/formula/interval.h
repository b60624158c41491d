/* Intervals, and what the operations on enclosures share. For enclosure*.c alone. */
#ifndef FORMULA_INTERVAL_H
#define FORMULA_INTERVAL_H

#include "formula/enclosure.h"

#include <math.h>

/* Half the distance between two doubles next to 1: how far rounding goes, as a share. */
#define UNIT 0x1p-53
#define TINY 0x1p-1074

static const Interval LINE = {-INFINITY, INFINITY}, POSITIVE = {0, INFINITY}, ZERO = {0, 0};

static inline Interval hull(Interval a, Interval b) {
    return (Interval){fmin(a.low, b.low), fmax(a.high, b.high)};
}
static inline Interval between(double a, double b) {
    return (Interval){fmin(a, b), fmax(a, b)};
}
static inline bool is_point(Interval a) {
    return a.low == a.high;
}
static inline bool holds(Interval a, double value) {
    return a.low <= value && value <= a.high;
}
static inline double size_of(Interval a) {
    return fmax(fabs(a.low), fabs(a.high));
}
static inline double least_size(Interval a) {
    return holds(a, 0) ? 0 : fmin(fabs(a.low), fabs(a.high));
}

/* By one place outwards on either side, no further than `limits`. */
static inline Interval widened(Interval a, Interval limits) {
    Interval wide = {nextafter(a.low, -INFINITY), nextafter(a.high, INFINITY)};
    return (Interval){fmax(wide.low, fmin(limits.low, a.low)), fmin(wide.high, fmax(limits.high, a.high))};
}

/* Outwards by more than the rounding of an operation on slopes or errors, which nothing rests on bit for bit.
 */
static inline Interval loose(Interval a) {
    if (isnan(a.low) || isnan(a.high)) return LINE;
    return (Interval){a.low - fabs(a.low) * 0x1p-48 - TINY, a.high + fabs(a.high) * 0x1p-48 + TINY};
}

static inline Interval add(Interval a, Interval b) {
    return (Interval){a.low + b.low, a.high + b.high};
}
static inline Interval negated(Interval a) {
    return (Interval){-a.high, -a.low};
}

/* The ends that a function of two numbers has at the corners, where it is monotone in each. */
static inline Interval corners(double (*function)(double, double), Interval a, Interval b) {
    return hull(between(function(a.low, b.low), function(a.high, b.high)),
                between(function(a.low, b.high), function(a.high, b.low)));
}

static inline double product(double a, double b) {
    return a * b;
}
static inline double quotient(double a, double b) {
    return a / b;
}
static inline bool has_nan(Interval a, Interval b) {
    return (isinf(a.low) || isinf(a.high)) && holds(b, 0);
}

static inline Interval times(Interval a, Interval b) {
    return has_nan(a, b) || has_nan(b, a) ? LINE : corners(product, a, b);
}
static inline Interval scaled(Interval a, Interval b) {
    return loose(times(a, b));
}

/* ------------------------------------------------------------------------------------------------ slopes */

static inline Enclosure value_only(Interval value, const Enclosure *a, const Enclosure *b) {
    return (Enclosure){
        .value = value, .fails = a->fails || (b && b->fails), .bent = a->bent || (b && b->bent)};
}

static inline bool is_steady(const Enclosure *a) {
    return a->smooth && a->slope.low == 0 && a->slope.high == 0;
}

/* A function f of a, whose slope there lies in `by` also a little outside of a's range. Adding the rounding
   of f itself, at most one place. */
static inline void follow_one(Enclosure *result, const Enclosure *a, Interval by) {
    result->smooth = a->smooth && isfinite(by.low) && isfinite(by.high);
    if (!result->smooth) return;
    result->slope = is_steady(a) ? ZERO : scaled(by, a->slope);
    result->error = a->error * size_of(by) * 1.0001 + 2.5 * UNIT * size_of(result->value) + TINY;
}

/* Returns the range of `a` and of the real function that it follows, for slopes. */
static inline Interval around(const Enclosure *a) {
    return loose((Interval){a->value.low - a->error, a->value.high + a->error});
}

/* A whole number that does not change on the stretch is as good as a constant there. */
static inline void settle(Enclosure *result) {
    result->smooth = is_point(result->value);
    result->slope = ZERO;
    result->error = 0;
}

#endif
