/* Enclosures of functions of one number. */
#include "formula/enclosure_operations.h"

#include "base/exact.h"
#include "formula/interval.h"
#include "formula/number.h"

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

Enclosure enclosure_exponential(const Enclosure *a) {
    Interval limits = a->value.high <= 0  ? (Interval){0, 1}
                      : a->value.low >= 0 ? (Interval){1, INFINITY}
                                          : POSITIVE;
    Enclosure result = rising(exact_exp, a, limits);
    if (isinf(result.value.high)) result.fails = true;
    Interval wide = around(a);
    follow_one(&result, a, loose((Interval){exact_exp(wide.low), exact_exp(wide.high)}));
    return result;
}

Enclosure enclosure_logarithm(double (*function)(double), double base, const Enclosure *a) {
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

Enclosure enclosure_root(const Enclosure *a) {
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

Enclosure enclosure_tangent(const Enclosure *a) {
    Enclosure result = value_only(LINE, a, NULL);
    Interval cosine = cosines(around(a));
    if (isinf(size_of(a->value))) result.fails = true;
    if (holds(cosine, 0)) return result;
    result.value = widened((Interval){exact_tan(a->value.low), exact_tan(a->value.high)}, LINE);
    double least = least_size(cosine), most = size_of(cosine);
    follow_one(&result, a, loose((Interval){1 / (most * most), 1 / (least * least)}));
    return result;
}

Enclosure enclosure_saturating(const Enclosure *a) {
    Enclosure result = rising(exact_tanh, a, (Interval){-1, 1});
    Interval wide = around(a);
    double near = exact_tanh(least_size(wide)), far = exact_tanh(size_of(wide));
    follow_one(&result, a, loose((Interval){fmax(0, 1 - far * far - 0x1p-50), 1 - near * near + 0x1p-50}));
    return result;
}

Enclosure enclosure_round(const Enclosure *a) {
    return stepped(nearest_even, a);
}
Enclosure enclosure_int(const Enclosure *a) {
    return stepped(trunc, a);
}
Enclosure enclosure_floor(const Enclosure *a) {
    return stepped(floor, a);
}
Enclosure enclosure_ceil(const Enclosure *a) {
    return stepped(ceil, a);
}
Enclosure enclosure_sine(const Enclosure *a) {
    return waving(sines, cosines, false, a);
}
Enclosure enclosure_cosine(const Enclosure *a) {
    return waving(cosines, sines, true, a);
}
Enclosure enclosure_cosine_of_half_turns(const Enclosure *a) {
    return waving(cosines_of_half_turns, sines_of_half_turns, true, a);
}
