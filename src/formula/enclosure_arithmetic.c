/* Enclosures of sums, products, quotients, powers, comparisons and choices. */
#include "formula/enclosure_operations.h"

#include "base/exact.h"
#include "formula/interval.h"
#include "formula/number.h"

Enclosure enclosure_sum(const Enclosure *a, const Enclosure *b, double sign) {
    Interval other = sign < 0 ? negated(b->value) : b->value;
    Enclosure result = value_only(add(a->value, other), a, b);
    result.smooth = a->smooth && b->smooth;
    result.slope = loose(add(a->slope, sign < 0 ? negated(b->slope) : b->slope));
    if (is_steady(a) && is_steady(b)) result.slope = ZERO;
    result.error = (a->error + b->error + UNIT * size_of(result.value)) * 1.0001 + TINY;
    return result;
}

Enclosure enclosure_multiplied(const Enclosure *a, const Enclosure *b) {
    Enclosure result = value_only(times(a->value, b->value), a, b);
    result.smooth = a->smooth && b->smooth;
    result.slope = loose(add(scaled(a->slope, around(b)), scaled(b->slope, around(a))));
    if (is_steady(a) && is_steady(b)) result.slope = ZERO;
    result.error =
        (a->error * size_of(around(b)) + b->error * size_of(around(a)) + UNIT * size_of(result.value)) *
            1.0001 +
        TINY;
    return result;
}

Enclosure enclosure_divided(const Enclosure *a, const Enclosure *b) {
    if (holds(b->value, 0)) {
        Enclosure result = value_only(LINE, a, b);
        result.fails = true;
        result.never = is_point(b->value);
        return result;
    }
    bool unbounded = isinf(size_of(a->value)) && isinf(size_of(b->value));
    Enclosure result = value_only(unbounded ? LINE : corners(quotient, a->value, b->value), a, b);
    Interval below = around(b);
    double least = least_size(below);
    result.smooth = a->smooth && b->smooth && least > 0;
    if (!result.smooth) return result;
    Interval ratio = loose(corners(quotient, around(a), below));
    Interval top = add(a->slope, negated(scaled(ratio, b->slope)));
    result.slope = is_steady(a) && is_steady(b) ? ZERO : loose(corners(quotient, loose(top), below));
    result.error =
        ((a->error + size_of(ratio) * b->error) / least + UNIT * size_of(result.value)) * 1.001 + TINY;
    return result;
}

Enclosure enclosure_floor_divided(const Enclosure *a, const Enclosure *b) {
    Enclosure result = value_only(LINE, a, b);
    result.fails = result.fails || holds(b->value, 0);
    result.never = is_point(b->value) && holds(b->value, 0);
    if (holds(b->value, 0) || isinf(size_of(a->value)) || isinf(size_of(b->value))) return result;
    result.value = corners(formula_number_floor_quotient, a->value, b->value);
    double size = size_of(result.value);
    if (size > 0x1p52) result.value = add(result.value, (Interval){-size * 0x1p-50, size * 0x1p-50});
    settle(&result);
    return result;
}

Enclosure enclosure_remainder_of(const Enclosure *a, const Enclosure *b) {
    Enclosure result = value_only(LINE, a, b);
    bool zero = holds(b->value, 0);
    result.fails = result.fails || zero;
    result.never = zero && is_point(b->value);
    if (zero || isinf(size_of(a->value)) || isinf(size_of(b->value))) return result;
    result.value = b->value.low > 0 ? (Interval){0, b->value.high} : (Interval){b->value.low, 0};
    if (!is_point(b->value)) return result;
    double by = b->value.low, first = formula_number_floor_quotient(a->value.low, by),
           last = formula_number_floor_quotient(a->value.high, by);
    if (first != last || fabs(first) > 0x1p51) return result;
    result.value = between(formula_number_modulo(a->value.low, by), formula_number_modulo(a->value.high, by));
    result.smooth = a->smooth;
    result.slope = a->slope;
    result.error = a->error + UNIT * size_of(result.value) + TINY;
    return result;
}

/* ------------------------------------------------------------------------------------------------ powers */

/* Returns the limits of a base >= 0 to a power, whatever the numbers: below 1 for a base below 1, and so
   on. */
static Interval power_limits(Interval base, Interval exponent) {
    bool up = base.low >= 1, down = base.high <= 1, plus = exponent.low >= 0, minus = exponent.high <= 0;
    if ((up && plus) || (down && minus)) return (Interval){1, INFINITY};
    if ((up && minus) || (down && plus)) return (Interval){0, 1};
    return POSITIVE;
}

/* Raises to a whole power; even powers fold the negative side over. */
static Interval whole_power(Interval base, double exponent) {
    Interval ends = between(exact_pow(base.low, exponent), exact_pow(base.high, exponent));
    bool even = fmod(exponent, 2) == 0;
    if (even && holds(base, 0)) ends.low = 0;
    if (exponent == 0 || exponent == 1 || exponent == 2) return ends;
    return widened(ends, even ? POSITIVE : LINE);
}

static Interval positive_power(Interval base, Interval exponent) {
    return widened(corners(exact_pow, base, exponent), power_limits(base, exponent));
}

static Interval log_of(Interval a) {
    return loose((Interval){exact_log(a.low), exact_log(a.high)});
}

static void power_slope(Enclosure *result, const Enclosure *a, const Enclosure *b) {
    Interval base = around(a), exponent = around(b);
    if (!a->smooth || !b->smooth || base.low <= 0) {
        bool whole =
            a->smooth && is_point(b->value) && b->value.low >= 1 && floor(b->value.low) == b->value.low;
        if (!whole) return;
        Interval less = b->value.low == 1 ? (Interval){1, 1} : whole_power(base, b->value.low - 1);
        follow_one(result, a, scaled(less, b->value));
        return;
    }
    Interval value = positive_power(base, exponent);
    Interval by_base = scaled(scaled(exponent, value), (Interval){1 / base.high, 1 / base.low}),
             by_exponent = scaled(log_of(base), value);
    result->smooth = isfinite(size_of(by_base)) && isfinite(size_of(by_exponent));
    result->slope = loose(add(scaled(by_base, a->slope), scaled(by_exponent, b->slope)));
    if (is_steady(a) && is_steady(b)) result->slope = ZERO;
    result->error =
        (a->error * size_of(by_base) + b->error * size_of(by_exponent) + 2 * UNIT * size_of(value)) * 1.001 +
        TINY;
}

Enclosure enclosure_powered(const Enclosure *a, const Enclosure *b) {
    Enclosure result = value_only(LINE, a, b);
    bool whole = is_point(b->value) && floor(b->value.low) == b->value.low && fabs(b->value.low) < 0x1p53;
    bool pole = holds(a->value, 0) && b->value.low < 0;
    result.fails = result.fails || pole || (a->value.low < 0 && !whole);
    if (isinf(size_of(a->value)) || isinf(size_of(b->value)) || (pole && a->value.low < 0)) return result;
    if (a->value.low < 0 && !whole) return result;
    result.value = whole ? whole_power(a->value, b->value.low) : positive_power(a->value, b->value);
    if (!pole) power_slope(&result, a, b);
    if (isinf(size_of(result.value))) result.fails = true;
    return result;
}

/* --------------------------------------------------------------------------------------------- decisions */

static Interval hull_of_slopes(const Enclosure *a, const Enclosure *b) {
    return hull(a->slope, b->slope);
}

/* Returns the one that is the less throughout; else a mean slope of the lesser lies between theirs. */
Enclosure enclosure_lesser(const Enclosure *a, const Enclosure *b) {
    Enclosure result = a->value.high <= b->value.low  ? *a
                       : b->value.high < a->value.low ? *b
                                                      : value_only(hull(a->value, b->value), a, b);
    result.fails = a->fails || b->fails;
    if (a->value.high <= b->value.low || b->value.high < a->value.low) return result;
    result.value = (Interval){fmin(a->value.low, b->value.low), fmin(a->value.high, b->value.high)};
    result.smooth = a->smooth && b->smooth;
    result.slope = hull_of_slopes(a, b);
    result.bent = true;
    result.error = fmax(a->error, b->error);
    return result;
}

Enclosure enclosure_opposite(const Enclosure *a) {
    Enclosure result = *a;
    result.value = negated(a->value);
    result.slope = negated(a->slope);
    return result;
}

Enclosure enclosure_greater(const Enclosure *a, const Enclosure *b) {
    Enclosure minus_a = enclosure_opposite(a), minus_b = enclosure_opposite(b),
              least = enclosure_lesser(&minus_a, &minus_b);
    return enclosure_opposite(&least);
}

Enclosure enclosure_absolute(const Enclosure *a) {
    if (a->value.low >= 0) return *a;
    Enclosure minus = enclosure_opposite(a);
    if (a->value.high <= 0) return minus;
    Enclosure result = *a;
    result.value = (Interval){0, size_of(a->value)};
    result.bent = true;
    result.slope = hull(a->slope, minus.slope);
    return result;
}

Enclosure enclosure_truth(bool may_be_false, bool may_be_true, const Enclosure *a, const Enclosure *b) {
    Enclosure result = value_only((Interval){may_be_false ? 0 : 1, may_be_true ? 1 : 0}, a, b);
    settle(&result);
    return result;
}

Enclosure enclosure_compared(Op op, const Enclosure *a, const Enclosure *b) {
    Interval x = a->value, y = b->value;
    bool same = is_point(x) && is_point(y) && x.low == y.low, apart = x.high < y.low || y.high < x.low;
    switch (op) {
    case OP_LESS: return enclosure_truth(!(x.high < y.low), x.low < y.high, a, b);
    case OP_LESS_EQUAL: return enclosure_truth(!(x.high <= y.low), x.low <= y.high, a, b);
    case OP_EQUAL: return enclosure_truth(!same, !apart, a, b);
    default: return enclosure_truth(!apart, !same, a, b);
    }
}

Enclosure enclosure_to_digits(const Enclosure *a, const Enclosure *b) {
    Enclosure result = value_only(LINE, a, b);
    if (!is_point(b->value) || isinf(size_of(a->value)) || b->real) {
        result.fails = true;
        return result;
    }
    result.value = (Interval){formula_number_rounded(a->value.low, b->value.low),
                              formula_number_rounded(a->value.high, b->value.low)};
    settle(&result);
    return result;
}

Enclosure enclosure_either(const Enclosure *a, const Enclosure *b) {
    if (a->never || b->never) {
        Enclosure result = a->never ? *b : *a;
        result.fails = true;
        result.never = a->never && b->never;
        return result;
    }
    Enclosure result = value_only(hull(a->value, b->value), a, b);
    result.whole = a->whole || b->whole;
    result.real = a->real || b->real;
    if (is_point(result.value)) settle(&result);
    return result;
}
