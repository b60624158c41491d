#include <math.h>
#include <stdbool.h>

#include "base/exact.h"
#include "base/exact_tables.h"

static const DoubleDouble ONE = {1, 0}, LN2 = {0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56},
                          PER_LN2 = {0x1.71547652b82fep+0, 0x1.777d0ffda0d24p-56},
                          PER_LN10 = {0x1.bcb7b1526e50ep-2, 0x1.95355baaafad3p-57};

/* How far the quick forms may be off, as a share of the result. Measured 2^-66 and better. */
#define QUICK_ERROR 0x1p-63

/* value * 2^exponent, for a value between 0.5 and 4, rounded once also where the result is subnormal. */
static double with_exponent(DoubleDouble value, int exponent) {
    if (value.hi < 1) {
        value = (DoubleDouble){2 * value.hi, 2 * value.lo};
        exponent--;
    }
    if (exponent > 1023) return INFINITY;
    if (exponent >= -1022) return (value.hi + value.lo) * power_of_two(exponent);
    if (exponent < -1076) return 0;
    double anchor = power_of_two(52 - 1074 - exponent); /* its last bit is the result's */
    DoubleDouble sum = dd_sum(anchor, value.hi);
    return (sum.hi + (sum.lo + value.lo) - anchor) * power_of_two(exponent + 100) * 0x1p-100;
}

/* ------------------------------------------------------------------------------------------------ exp */

/* e^x = 2^exponent * 2^(row/64) * e^rest, |rest| < 0.0055. For |x| < 1100. */
typedef struct ExpParts {
    int exponent, row;
    DoubleDouble rest;
} ExpParts;

static ExpParts exp_parts(DoubleDouble x) {
    double count = nearest_whole(x.hi * 0x1.71547652b82fep+6);
    int whole = (int)count;
    double high = x.hi - count * 0x1.62e42fefa0000p-7; /* exact: 36 bits of log(2)/64 */
    DoubleDouble rest = dd_sum(high, -count * 0x1.cf79abc9e0000p-46);
    rest = dd_quick_sum(rest.hi, rest.lo + (x.lo - count * 0x1.d9cc01f97b57ap-85));
    return (ExpParts){.exponent = whole >> 6, .row = whole & 63, .rest = rest};
}

static DoubleDouble exp_quick(const ExpParts *parts) {
    DoubleDouble scale = exact_exp2_table[parts->row];
    double r = parts->rest.hi;
    double rest =
        parts->rest.lo + r * r * (0.5 + r * (1 / 6.0 + r * (1 / 24.0 + r * (1 / 120.0 + r * (1 / 720.0)))));
    DoubleDouble first = dd_product(scale.hi, r);
    DoubleDouble sum = dd_quick_sum(scale.hi, first.hi);
    return dd_quick_sum(sum.hi, sum.lo + (first.lo + scale.lo + scale.lo * r + scale.hi * rest));
}

/* Returns e^rest - 1 by its Taylor series. */
static DoubleDouble rise_slow(DoubleDouble rest) {
    DoubleDouble sum = exact_inverse_factorial[13];
    for (int n = 12; n > 0; n--) sum = dd_add(dd_times(sum, rest), exact_inverse_factorial[n]);
    return dd_times(sum, rest);
}

static DoubleDouble exp_slow(const ExpParts *parts) {
    return dd_times(exact_exp2_table[parts->row], dd_add(rise_slow(parts->rest), ONE));
}

/* e^x rounded, for any sum that is a number. `error` is how far off x itself may be. */
static double exp_rounded(DoubleDouble x, double error, bool *sure) {
    *sure = true;
    if (x.hi > 710) return INFINITY;
    if (x.hi < -746) return 0;
    ExpParts parts = exp_parts(x);
    DoubleDouble quick = exp_quick(&parts);
    *sure = parts.exponent > -1000 && rounds_surely(quick, quick.hi * (QUICK_ERROR + error));
    return *sure ? with_exponent(quick, parts.exponent) : 0;
}

static double exp_rounded_slow(DoubleDouble x) {
    ExpParts parts = exp_parts(x);
    return with_exponent(exp_slow(&parts), parts.exponent);
}

double exact_exp(double x) {
    if (x != x) return x;
    DoubleDouble exact = {x, 0};
    bool sure;
    double quick = exp_rounded(exact, 0, &sure);
    return sure ? quick : exp_rounded_slow(exact);
}

double exact_tanh(double x) {
    double size = fabs(x);
    if (!(size >= 0x1p-28)) return x; /* nan too */
    if (size > 22) return x < 0 ? -1 : 1;
    ExpParts parts = exp_parts((DoubleDouble){2 * size, 0});
    DoubleDouble power = exp_slow(&parts), rise;
    bool small = parts.row == 0 && parts.exponent == 0;
    rise = small ? rise_slow(parts.rest)
                 : (DoubleDouble){power.hi * power_of_two(parts.exponent),
                                  power.lo * power_of_two(parts.exponent)};
    if (!small) rise = dd_add(rise, (DoubleDouble){-1, 0});
    DoubleDouble result = dd_over(rise, dd_add(rise, (DoubleDouble){2, 0}));
    return x < 0 ? -result.hi : result.hi;
}

/* ------------------------------------------------------------------------------------------------ log */

/* log(x) = exponent*log(2) + row->part + log(1 + rest), |rest| < 2^-7. */
typedef struct LogParts {
    int exponent;
    const LogRow *row;
    DoubleDouble rest;
} LogParts;

/* Takes a finite x > 0. */
static LogParts log_parts(double x) {
    int exponent = 0;
    if (x < 0x1p-1022) {
        x *= 0x1p54;
        exponent = -54;
    }
    uint64_t bits = bits_of(x);
    int row = (int)(bits >> 45) & 127;
    exponent += (int)(bits >> 52) - 1023 + (row >= EXACT_LOG_HALF);
    bits = (bits & 0xfffffffffffffu) | 0x3ff0000000000000u;
    double mantissa;
    memcpy(&mantissa, &bits, sizeof mantissa);
    DoubleDouble product = dd_product(mantissa, exact_log_table[row].inverse);
    return (LogParts){
        .exponent = exponent, .row = &exact_log_table[row], .rest = dd_quick_sum(product.hi - 1, product.lo)};
}

static DoubleDouble log_quick(const LogParts *parts) {
    double r = parts->rest.hi;
    double tail =
        r * (1 / 3.0 +
             r * (-1 / 4.0 +
                  r * (1 / 5.0 +
                       r * (-1 / 6.0 + r * (1 / 7.0 + r * (-1 / 8.0 + r * (1 / 9.0 + r * (-1 / 10.0))))))));
    DoubleDouble square = dd_product(r, r);
    DoubleDouble part = dd_quick_sum(r, -0.5 * square.hi);
    double low = part.lo + (parts->rest.lo * (1 - r) - 0.5 * square.lo + square.hi * tail);
    DoubleDouble high = dd_sum(parts->row->part.hi, part.hi);
    low += high.lo + parts->row->part.lo;
    DoubleDouble sum = dd_sum(parts->exponent * 0x1.62e42fefa3800p-1, high.hi); /* exact: 42 bits of log(2) */
    return dd_quick_sum(sum.hi, sum.lo + (low + parts->exponent * 0x1.ef35793c7673p-45));
}

/* Returns log(1 + rest) + row->part, without the exponent's share. */
static DoubleDouble log_slow_mantissa(const LogParts *parts) {
    DoubleDouble sum = {0, 0};
    for (int n = 17; n > 0; n--) {
        DoubleDouble inverse = dd_over((DoubleDouble){n % 2 ? 1 : -1, 0}, (DoubleDouble){n, 0});
        sum = dd_add(dd_times(sum, parts->rest), inverse);
    }
    return dd_add(parts->row->part, dd_times(sum, parts->rest));
}

static DoubleDouble log_slow(const LogParts *parts) {
    return dd_add(dd_scaled(LN2, parts->exponent), log_slow_mantissa(parts));
}

/* Returns what log gives where it gives no finite number. */
static double log_special(double x) {
    return x == 0 ? -INFINITY : x < 0 ? NAN : x;
}

static bool log_is_special(double x) {
    return !(x > 0) || isinf(x);
}

static bool log_is_sure(DoubleDouble quick) {
    return rounds_surely(quick, fabs(quick.hi) * QUICK_ERROR);
}

double exact_log(double x) {
    if (log_is_special(x)) return log_special(x);
    LogParts parts = log_parts(x);
    DoubleDouble quick = log_quick(&parts);
    return log_is_sure(quick) ? quick.hi + quick.lo : log_slow(&parts).hi;
}

double exact_log2(double x) {
    if (log_is_special(x)) return log_special(x);
    LogParts parts = log_parts(x);
    DoubleDouble quick = dd_times(log_quick(&parts), PER_LN2);
    if (log_is_sure(quick)) return quick.hi + quick.lo;
    DoubleDouble mantissa = dd_times(log_slow_mantissa(&parts), PER_LN2);
    return dd_add((DoubleDouble){parts.exponent, 0}, mantissa).hi; /* whole for powers of two */
}

double exact_log10(double x) {
    if (log_is_special(x)) return log_special(x);
    LogParts parts = log_parts(x);
    DoubleDouble quick = dd_times(log_quick(&parts), PER_LN10);
    return log_is_sure(quick) ? quick.hi + quick.lo : dd_times(log_slow(&parts), PER_LN10).hi;
}

/* ------------------------------------------------------------------------------------------------ pow */

static bool is_whole(double x) {
    return floor(x) == x;
}
static bool is_odd(double x) {
    return is_whole(x) && fabs(x) < 0x1p53 && floor(x / 2) * 2 != x;
}

static bool has_products(double x, double y) {
    return y >= 1 && y <= 64 && is_whole(y) && x >= 0x1p-1022;
}

/* Multiplies to base^count: exact where the result has at most 106 bits, as ties have. */
static double power_by_products(double base, int count) {
    int exponent = (int)(bits_of(base) >> 52) - 1023;
    DoubleDouble factor = {base * power_of_two(-exponent / 2) * power_of_two(-exponent + exponent / 2), 0},
                 product = ONE;
    for (int rest = count; rest > 0; rest /= 2) {
        if (rest % 2) product = dd_times(product, factor);
        factor = dd_times(factor, factor);
    }
    int whole = (int)(bits_of(product.hi) >> 52) - 1023; /* products reach 2^64 */
    product = (DoubleDouble){product.hi * power_of_two(-whole), product.lo * power_of_two(-whole)};
    return with_exponent(product, exponent * count + whole);
}

/* Computes the results that the quick form leaves open: those near the middle between two doubles. Exact
   middles are whole powers of short numbers; x^1.5 is one of its root, if that is exact. */
static double pow_slow(double x, double y) {
    for (int halves = 0; halves < 5 && !is_whole(y) && x > 0x1p-900; halves++) { /* the product is exact */
        double root = sqrt(x);
        DoubleDouble square = dd_product(root, root);
        if (square.hi != x || square.lo != 0) break;
        x = root;
        y *= 2;
    }
    if (has_products(x, y)) return power_by_products(x, (int)y);
    LogParts parts = log_parts(x);
    return exp_rounded_slow(dd_scaled(log_slow(&parts), y));
}

/* Takes a finite x > 0 and a finite y. */
static double pow_positive(double x, double y) {
    if (has_products(x, y)) return power_by_products(x, (int)y);
    LogParts parts = log_parts(x);
    DoubleDouble log = log_quick(&parts);
    double size = fabs(y * log.hi);
    if (size < 0x1p-60) return 1;
    if (size > 800) return (y > 0) == (log.hi > 0) ? INFINITY : 0;
    bool sure;
    double quick = exp_rounded(dd_scaled(log, y), size * QUICK_ERROR, &sure);
    return sure ? quick : pow_slow(x, y);
}

/* |x| and y are not both plain numbers: an infinity or a zero takes part. */
static double pow_of_limits(double x, double y) {
    double size = fabs(x);
    if (isinf(y)) return size == 1 ? 1 : (size > 1) == (y > 0) ? INFINITY : 0;
    double result = (size == 0) == (y > 0) ? 0 : INFINITY;
    return signbit(x) && is_odd(y) ? -result : result;
}

double exact_pow(double x, double y) {
    if (y == 0 || x == 1) return 1;
    if (y == 1 || y == 2) return y == 1 ? x : x * x;
    if (x != x || y != y) return x + y;
    if (x == 0 || isinf(x) || isinf(y)) return pow_of_limits(x, y);
    if (x > 0) return pow_positive(x, y);
    if (!is_whole(y)) return NAN;
    return is_odd(y) ? -pow_positive(-x, y) : pow_positive(-x, y);
}
