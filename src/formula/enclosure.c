#include "formula/enclosure.h"

#include <math.h>

#include "base/exact.h"
#include "formula/number.h"

/* Half the distance between two doubles next to 1: how far rounding goes, as a share. */
#define UNIT 0x1p-53
#define TINY 0x1p-1074

static const Interval LINE = {-INFINITY, INFINITY}, ZERO = {0, 0};

static Interval hull(Interval a, Interval b) {
    return (Interval){fmin(a.low, b.low), fmax(a.high, b.high)};
}
static Interval between(double a, double b) {
    return (Interval){fmin(a, b), fmax(a, b)};
}
static bool is_point(Interval a) {
    return a.low == a.high;
}
static bool holds(Interval a, double value) {
    return a.low <= value && value <= a.high;
}
static double size_of(Interval a) {
    return fmax(fabs(a.low), fabs(a.high));
}
static double least_size(Interval a) {
    return holds(a, 0) ? 0 : fmin(fabs(a.low), fabs(a.high));
}

/* By one place outwards on either side, no further than `limits`. */
static Interval widened(Interval a, Interval limits) {
    Interval wide = {nextafter(a.low, -INFINITY), nextafter(a.high, INFINITY)};
    return (Interval){fmax(wide.low, fmin(limits.low, a.low)), fmin(wide.high, fmax(limits.high, a.high))};
}

/* Outwards by more than the rounding of an operation on slopes or errors, which nothing rests on bit for bit.
 */
static Interval loose(Interval a) {
    if (isnan(a.low) || isnan(a.high)) return LINE;
    return (Interval){a.low - fabs(a.low) * 0x1p-48 - TINY, a.high + fabs(a.high) * 0x1p-48 + TINY};
}

static Interval add(Interval a, Interval b) {
    return (Interval){a.low + b.low, a.high + b.high};
}
static Interval negated(Interval a) {
    return (Interval){-a.high, -a.low};
}

/* The ends that a function of two numbers has at the corners, where it is monotone in each. */
static Interval corners(double (*function)(double, double), Interval a, Interval b) {
    return hull(between(function(a.low, b.low), function(a.high, b.high)),
                between(function(a.low, b.high), function(a.high, b.low)));
}

static double product(double a, double b) {
    return a * b;
}
static double quotient(double a, double b) {
    return a / b;
}
static bool has_nan(Interval a, Interval b) {
    return (isinf(a.low) || isinf(a.high)) && holds(b, 0);
}

static Interval times(Interval a, Interval b) {
    return has_nan(a, b) || has_nan(b, a) ? LINE : corners(product, a, b);
}
static Interval scaled(Interval a, Interval b) {
    return loose(times(a, b));
}

/* ------------------------------------------------------------------------------------------------ slopes */

static Enclosure value_only(Interval value, const Enclosure *a, const Enclosure *b) {
    return (Enclosure){
        .value = value, .fails = a->fails || (b && b->fails), .bent = a->bent || (b && b->bent)};
}

static bool is_steady(const Enclosure *a) {
    return a->smooth && a->slope.low == 0 && a->slope.high == 0;
}

/* A function f of a, whose slope there lies in `by` also a little outside of a's range. Adding the rounding
   of f itself, at most one place. */
static void follow_one(Enclosure *result, const Enclosure *a, Interval by) {
    result->smooth = a->smooth && isfinite(by.low) && isfinite(by.high);
    if (!result->smooth) return;
    result->slope = is_steady(a) ? ZERO : scaled(by, a->slope);
    result->error = a->error * size_of(by) * 1.0001 + 2.5 * UNIT * size_of(result->value) + TINY;
}

/* Returns the range of `a` and of the real function that it follows, for slopes. */
static Interval around(const Enclosure *a) {
    return loose((Interval){a->value.low - a->error, a->value.high + a->error});
}

/* ------------------------------------------------------------------------------------------- arithmetic */

static Enclosure sum(const Enclosure *a, const Enclosure *b, double sign) {
    Interval other = sign < 0 ? negated(b->value) : b->value;
    Enclosure result = value_only(add(a->value, other), a, b);
    result.smooth = a->smooth && b->smooth;
    result.slope = loose(add(a->slope, sign < 0 ? negated(b->slope) : b->slope));
    if (is_steady(a) && is_steady(b)) result.slope = ZERO;
    result.error = (a->error + b->error + UNIT * size_of(result.value)) * 1.0001 + TINY;
    return result;
}

static Enclosure multiplied(const Enclosure *a, const Enclosure *b) {
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

static Enclosure divided(const Enclosure *a, const Enclosure *b) {
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

/* A whole number that does not change on the stretch is as good as a constant there. */
static void settle(Enclosure *result) {
    result->smooth = is_point(result->value);
    result->slope = ZERO;
    result->error = 0;
}

static Enclosure floor_divided(const Enclosure *a, const Enclosure *b) {
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

static Enclosure remainder_of(const Enclosure *a, const Enclosure *b) {
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

static const Interval POSITIVE = {0, INFINITY};

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

static Enclosure powered(const Enclosure *a, const Enclosure *b) {
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

/* --------------------------------------------------------------------------------- functions of one number
 */

static double nearest_even(double value) {
    const char *reason = NULL;
    return formula_number_apply(OP_ROUND, (Number){value, false}, (Number){0, false}, &reason).value;
}

static Enclosure stepped(double (*function)(double), const Enclosure *a) {
    Enclosure result = value_only((Interval){function(a->value.low), function(a->value.high)}, a, NULL);
    if (isinf(size_of(a->value))) result.fails = true;
    settle(&result);
    return result;
}

/* Returns a function that rises everywhere, and its slope over a range. */
static Enclosure rising(double (*function)(double), const Enclosure *a, Interval limits) {
    Interval ends = {function(a->value.low), function(a->value.high)};
    return value_only(widened(ends, limits), a, NULL);
}

static Enclosure exponential(const Enclosure *a) {
    Interval limits = a->value.high <= 0  ? (Interval){0, 1}
                      : a->value.low >= 0 ? (Interval){1, INFINITY}
                                          : POSITIVE;
    Enclosure result = rising(exact_exp, a, limits);
    if (isinf(result.value.high)) result.fails = true;
    Interval wide = around(a);
    follow_one(&result, a, loose((Interval){exact_exp(wide.low), exact_exp(wide.high)}));
    return result;
}

static Enclosure logarithm(double (*function)(double), double base, const Enclosure *a) {
    Enclosure result = value_only(LINE, a, NULL);
    result.fails = result.fails || a->value.low <= 0;
    result.never = a->value.high <= 0;
    if (result.never) return result;
    Interval arguments = {fmax(a->value.low, 0), a->value.high};
    Interval limits = arguments.high <= 1 ? (Interval){-INFINITY, 0} : arguments.low >= 1 ? POSITIVE : LINE;
    result.value = widened((Interval){function(arguments.low), function(arguments.high)}, limits);
    Interval wide = around(a);
    if (wide.low > 0)
        follow_one(&result, a, loose((Interval){1 / (wide.high * base), 1 / (wide.low * base)}));
    return result;
}

static Enclosure root(const Enclosure *a) {
    Enclosure result = value_only(POSITIVE, a, NULL);
    result.fails = result.fails || a->value.low < 0;
    result.never = a->value.high < 0;
    if (result.never) return result;
    result.value = (Interval){sqrt(fmax(a->value.low, 0)), sqrt(a->value.high)};
    Interval wide = around(a);
    if (wide.low > 0) follow_one(&result, a, loose((Interval){0.5 / sqrt(wide.high), 0.5 / sqrt(wide.low)}));
    return result;
}

static const double PI = 3.141592653589793;

/* Returns the cosine of angles from a.low + shift quarter turns to a.high + shift; `value` is the function
   itself. */
static Interval wave(double (*value)(double), double half_turn, Interval a, int quarters) {
    if (!(a.high - a.low < 1.998 * half_turn) || size_of(a) > 0x1p40) return (Interval){-1, 1};
    double slack = 1e-12 + size_of(a) * 0x1p-50;
    double first = floor((a.low - slack) / half_turn + quarters * 0.5),
           last = floor((a.high + slack) / half_turn + quarters * 0.5);
    Interval ends = widened(between(value(a.low), value(a.high)), (Interval){-1, 1});
    for (double turn = first + 1; turn <= last; turn++) {
        if (fmod(turn, 2) == 0)
            ends.high = 1;
        else
            ends.low = -1;
    }
    return ends;
}

static Interval cosines(Interval a) {
    return wave(exact_cos, PI, a, 0);
}
static Interval sines(Interval a) {
    return wave(exact_sin, PI, a, -1);
}
static Interval cosines_of_half_turns(Interval a) {
    return wave(exact_cos_pi, 1, a, 0);
}
static Interval sines_of_half_turns(Interval a) {
    Interval sine = wave(exact_sin_pi, 1, a, -1);
    return (Interval){PI * sine.low, PI * sine.high};
}

static Enclosure waving(Interval (*values)(Interval), Interval (*slopes)(Interval), bool falls,
                        const Enclosure *a) {
    Enclosure result = value_only(values(a->value), a, NULL);
    if (isinf(size_of(a->value))) result.fails = true;
    Interval slope = slopes(around(a));
    follow_one(&result, a, loose(falls ? negated(slope) : slope));
    return result;
}

static Enclosure tangent(const Enclosure *a) {
    Enclosure result = value_only(LINE, a, NULL);
    Interval cosine = cosines(around(a));
    if (isinf(size_of(a->value))) result.fails = true;
    if (holds(cosine, 0)) return result;
    result.value = widened((Interval){exact_tan(a->value.low), exact_tan(a->value.high)}, LINE);
    double least = least_size(cosine), most = size_of(cosine);
    follow_one(&result, a, loose((Interval){1 / (most * most), 1 / (least * least)}));
    return result;
}

static Enclosure saturating(const Enclosure *a) {
    Enclosure result = rising(exact_tanh, a, (Interval){-1, 1});
    Interval wide = around(a);
    double near = exact_tanh(least_size(wide)), far = exact_tanh(size_of(wide));
    follow_one(&result, a, loose((Interval){fmax(0, 1 - far * far - 0x1p-50), 1 - near * near + 0x1p-50}));
    return result;
}

/* --------------------------------------------------------------------------------------------- decisions */

static Interval hull_of_slopes(const Enclosure *a, const Enclosure *b) {
    return hull(a->slope, b->slope);
}

/* Returns the one that is the less throughout; else a mean slope of the lesser lies between theirs. */
static Enclosure lesser(const Enclosure *a, const Enclosure *b) {
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

static Enclosure opposite(const Enclosure *a) {
    Enclosure result = *a;
    result.value = negated(a->value);
    result.slope = negated(a->slope);
    return result;
}

static Enclosure greater(const Enclosure *a, const Enclosure *b) {
    Enclosure minus_a = opposite(a), minus_b = opposite(b), least = lesser(&minus_a, &minus_b);
    return opposite(&least);
}

static Enclosure absolute(const Enclosure *a) {
    if (a->value.low >= 0) return *a;
    Enclosure minus = opposite(a);
    if (a->value.high <= 0) return minus;
    Enclosure result = *a;
    result.value = (Interval){0, size_of(a->value)};
    result.bent = true;
    result.slope = hull(a->slope, minus.slope);
    return result;
}

static Enclosure truth(bool may_be_false, bool may_be_true, const Enclosure *a, const Enclosure *b) {
    Enclosure result = value_only((Interval){may_be_false ? 0 : 1, may_be_true ? 1 : 0}, a, b);
    settle(&result);
    return result;
}

static Enclosure compared(Op op, const Enclosure *a, const Enclosure *b) {
    Interval x = a->value, y = b->value;
    bool same = is_point(x) && is_point(y) && x.low == y.low, apart = x.high < y.low || y.high < x.low;
    switch (op) {
    case OP_LESS: return truth(!(x.high < y.low), x.low < y.high, a, b);
    case OP_LESS_EQUAL: return truth(!(x.high <= y.low), x.low <= y.high, a, b);
    case OP_EQUAL: return truth(!same, !apart, a, b);
    default: return truth(!apart, !same, a, b);
    }
}

static Enclosure to_digits(const Enclosure *a, const Enclosure *b) {
    Enclosure result = value_only(LINE, a, b);
    if (!is_point(b->value) || isinf(size_of(a->value)) || b->real) {
        result.fails = true;
        return result;
    }
    result.value =
        (Interval){formula_number_rounded(a->value.low, b->value.low), formula_number_rounded(a->value.high, b->value.low)};
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

static Enclosure computed(Op op, const Enclosure *a, const Enclosure *b) {
    switch (op) {
    case OP_NEGATE: return opposite(a);
    case OP_NOT: return truth(!is_point(a->value) || a->value.low != 0, holds(a->value, 0), a, NULL);
    case OP_ADD: return sum(a, b, 1);
    case OP_SUBTRACT: return sum(a, b, -1);
    case OP_MULTIPLY: return multiplied(a, b);
    case OP_DIVIDE: return divided(a, b);
    case OP_FLOOR_DIVIDE: return floor_divided(a, b);
    case OP_MODULO: return remainder_of(a, b);
    case OP_POWER:
    case OP_MATH_POWER: return powered(a, b);
    case OP_LESS:
    case OP_LESS_EQUAL:
    case OP_EQUAL:
    case OP_NOT_EQUAL: return compared(op, a, b);
    case OP_MIN: return lesser(a, b);
    case OP_MAX: return greater(a, b);
    case OP_ABS: return absolute(a);
    case OP_ROUND: return stepped(nearest_even, a);
    case OP_ROUND_DIGITS: return to_digits(a, b);
    case OP_INT: return stepped(trunc, a);
    case OP_FLOOR: return stepped(floor, a);
    case OP_CEIL: return stepped(ceil, a);
    case OP_SQRT: return root(a);
    case OP_EXP: return exponential(a);
    case OP_LOG: return logarithm(exact_log, 1, a);
    case OP_LOG2: return logarithm(exact_log2, 0.6931471805599453, a);
    case OP_LOG10: return logarithm(exact_log10, 2.302585092994046, a);
    case OP_SIN: return waving(sines, cosines, false, a);
    case OP_COS: return waving(cosines, sines, true, a);
    case OP_COS_PI: return waving(cosines_of_half_turns, sines_of_half_turns, true, a);
    case OP_TAN: return tangent(a);
    case OP_TANH: return saturating(a);
    default: return *a;
    }
}

/* True if the op gives an int for ints; division and functions give floats. */
static bool may_be_whole(Op op, const Enclosure *a, const Enclosure *b) {
    switch (op) {
    case OP_NEGATE:
    case OP_ABS:
    case OP_ROUND_DIGITS: return a->whole;
    case OP_ADD:
    case OP_SUBTRACT:
    case OP_MULTIPLY:
    case OP_FLOOR_DIVIDE:
    case OP_MODULO:
    case OP_POWER: return a->whole && b->whole;
    case OP_MIN:
    case OP_MAX: return a->whole || b->whole;
    case OP_ROUND:
    case OP_INT:
    case OP_FLOOR:
    case OP_CEIL: return true;
    case OP_NOT:
    case OP_LESS:
    case OP_LESS_EQUAL:
    case OP_EQUAL:
    case OP_NOT_EQUAL: return true;
    default: return false;
    }
}

/* True if it may give a float; an int to a negative power is one too. */
static bool may_be_real(Op op, const Enclosure *a, const Enclosure *b) {
    switch (op) {
    case OP_ROUND:
    case OP_INT:
    case OP_FLOOR:
    case OP_CEIL: return false;
    case OP_NOT:
    case OP_LESS:
    case OP_LESS_EQUAL:
    case OP_EQUAL:
    case OP_NOT_EQUAL: return false;
    case OP_NEGATE:
    case OP_ABS:
    case OP_ROUND_DIGITS: return a->real;
    case OP_POWER: return a->real || b->real || b->value.low < 0;
    case OP_ADD:
    case OP_SUBTRACT:
    case OP_MULTIPLY:
    case OP_FLOOR_DIVIDE:
    case OP_MODULO:
    case OP_MIN:
    case OP_MAX: return a->real || b->real;
    default: return true;
    }
}

Enclosure enclosure_apply(Op op, const Enclosure *a, const Enclosure *b) {
    bool two = op_operands(op) == 2;
    if (a->never || (two && b->never)) return (Enclosure){.never = true, .fails = true};
    Enclosure result = computed(op, a, b);
    if (isnan(result.value.low) || isnan(result.value.high)) {
        result.value = LINE;
        result.smooth = false;
    }
    result.whole = may_be_whole(op, a, b);
    result.real = may_be_real(op, a, b);
    if (result.whole && size_of(result.value) > 0x1p53) result.fails = true;
    if (isinf(size_of(result.value))) {
        result.fails = true; /* it may be infinite, or no number further on */
        result.smooth = false;
    }
    return result;
}

/* ----------------------------------------------------------------------------------------------- the run */

typedef struct Run {
    const Formula *formula;
    const double *values;
    double first, last;
    Enclosure registers[NODES_MAX];
} Run;

static Enclosure constant(double value, bool whole) {
    return (Enclosure){.value = {value, value}, .smooth = true, .whole = whole, .real = !whole};
}

static Enclosure picked(const Run *run, const ProgramNode *node) {
    const Enclosure *index = &run->registers[node->a];
    double first = index->value.low, last = index->value.high, count = node->c;
    Enclosure result = {.never = true, .fails = true};
    if (index->never) return result;
    bool inside = first >= -count && last < count;
    for (double i = fmax(ceil(first), -count); i <= fmin(last, count - 1); i++) {
        const Enclosure *item =
            &run->registers[run->formula->items[node->b + (size_t)(i < 0 ? i + count : i)]];
        result = result.never ? *item : enclosure_either(&result, item);
        if (first == last) break;
    }
    result.fails = result.fails || index->fails || index->real || !inside;
    for (size_t i = 0; i < node->c; i++) { /* all items are computed, whichever is picked */
        const Enclosure *item = &run->registers[run->formula->items[node->b + i]];
        result.fails = result.fails || item->fails;
        result.never = result.never || item->never;
    }
    return result;
}

static Enclosure then(const Enclosure *effect, const Enclosure *value) {
    Enclosure result = *value;
    result.fails = value->fails || effect->fails;
    result.never = value->never || effect->never;
    return result;
}

static Enclosure leaf(const Run *run, const ProgramNode *node) {
    double value = node->op == OP_NAME ? run->values[node->a] : 0;
    switch (node->op) {
    case OP_CONSTANT: return constant(node->number, node->whole);
    case OP_STEP:
        return (Enclosure){.value = {run->first, run->last}, .smooth = true, .slope = {1, 1}, .whole = true};
    case OP_NAME: return constant(value, floor(value) == value);
    case OP_PICK: return picked(run, node);
    case OP_THEN: return then(&run->registers[node->a], &run->registers[node->b]);
    case OP_FAIL: return (Enclosure){.never = true, .fails = true};
    default: return enclosure_apply(node->op, &run->registers[node->a], &run->registers[node->b]);
    }
}

static void run_steps(Run *run, size_t from, size_t to) {
    const Formula *formula = run->formula;
    for (size_t i = from; i < to; i++) {
        ProgramStep step = formula->steps[i];
        const ProgramNode *node = &formula->nodes[step.node];
        if (node->op != OP_CHOICE) {
            run->registers[step.node] = leaf(run, node);
            continue;
        }
        Enclosure condition = run->registers[node->a];
        bool yes = condition.value.low != 0 || condition.value.high != 0, no = holds(condition.value, 0);
        if (condition.never) {
            run->registers[step.node] = condition;
        } else {
            if (yes) run_steps(run, i + 1, step.otherwise);
            Enclosure one = yes ? run->registers[node->b] : condition;
            if (no) run_steps(run, step.otherwise, step.end);
            Enclosure result = !no    ? one
                               : !yes ? run->registers[node->c]
                                      : enclosure_either(&one, &run->registers[node->c]);
            result.fails = result.fails || condition.fails;
            run->registers[step.node] = result;
        }
        i = (size_t)step.end - 1;
    }
}

Enclosure enclosure_of(const Formula *formula, const double *values, double first, double last) {
    Run run;
    run.formula = formula;
    run.values = values;
    run.first = first;
    run.last = last;
    run_steps(&run, 0, formula->step_count);
    Enclosure result = run.registers[formula->result];
    if (!result.never && isinf(size_of(result.value))) result.fails = true;
    return result;
}
