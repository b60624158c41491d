#include <math.h>
#include <stdbool.h>

#include "base/exact.h"
#include "base/exact_tables.h"

static const DoubleDouble PI = {0x1.921fb54442d18p+1, 0x1.1a62633145c07p-53},
                          PI_128 = {0x1.921fb54442d18p-6, 0x1.1a62633145c07p-60};

/* How far the quick form may be off, as a share of the result. Measured 2^-65 and better. */
#define QUICK_ERROR 0x1p-62

/* An angle is place*pi/128 + rest, with |rest| <= pi/256 and a little. A quarter turn is 64 places. */
typedef struct Angle {
    int place;
    DoubleDouble rest;
} Angle;

/* Cosine and sine of place*pi/128 by the symmetries of the circle. */
static AngleRow row_at(int place) {
    int around = place & 255;
    bool below = around > 128;
    if (below) around = 256 - around;
    bool left = around > 64;
    if (left) around = 128 - around;
    bool steep = around > 32;
    AngleRow row = exact_angle_table[steep ? 64 - around : around];
    if (steep) row = (AngleRow){row.sine, row.cosine};
    if (left) row.cosine = dd_negated(row.cosine);
    if (below) row.sine = dd_negated(row.sine);
    return row;
}

static DoubleDouble cosine_quick(Angle angle) {
    AngleRow row = row_at(angle.place);
    double r = angle.rest.hi, square = r * r;
    double fall = square * (-0.5 + square * (1 / 24.0 + square * (-1 / 720.0 + square * (1 / 40320.0))));
    double bend = angle.rest.lo + r * square * (-1 / 6.0 + square * (1 / 120.0 + square * (-1 / 5040.0)));
    DoubleDouble turn = dd_product(row.sine.hi, r);
    DoubleDouble sum = dd_sum(row.cosine.hi, -turn.hi);
    double low = row.cosine.hi * fall - row.sine.hi * bend + (row.cosine.lo - row.sine.lo * r - turn.lo);
    return dd_quick_sum(sum.hi, sum.lo + low);
}

/* Sums 1/first! - square/(first+2)! + ...: the cosine of r with first = 0, sin(r)/r with first = 1. */
static DoubleDouble series(DoubleDouble square, int first) {
    DoubleDouble sum = {0, 0};
    for (int n = first + 14; n >= first; n -= 2) {
        sum = dd_add(exact_inverse_factorial[n], dd_negated(dd_times(sum, square)));
    }
    return sum;
}

static DoubleDouble cosine_slow(Angle angle) {
    AngleRow row = row_at(angle.place);
    DoubleDouble square = dd_times(angle.rest, angle.rest);
    DoubleDouble sine = dd_times(angle.rest, series(square, 1));
    return dd_add(dd_times(row.cosine, series(square, 0)), dd_negated(dd_times(row.sine, sine)));
}

/* `error` is how far off the angle itself may be. */
static bool quick_enough(DoubleDouble quick, double error) {
    return rounds_surely(quick, fabs(quick.hi) * QUICK_ERROR + error);
}

/* ------------------------------------------------------------------------------------------ half turns */

static Angle half_turns(double x) {
    double turned = x - 2 * floor(x / 2); /* exact: x >= 0, below 2^53 */
    double place = nearest_whole(turned * 128);
    return (Angle){(int)place, dd_scaled(PI, turned - place / 128)};
}

static double cosine_of(Angle angle) {
    DoubleDouble quick = cosine_quick(angle);
    return quick_enough(quick, 0) ? quick.hi + quick.lo : cosine_slow(angle).hi;
}

double exact_cos_pi(double x) {
    double size = fabs(x);
    if (!(size < 0x1p53)) return isinf(x) ? NAN : x != x ? x : 1;
    return cosine_of(half_turns(size)) + 0.0;
}

double exact_sin_pi(double x) {
    double size = fabs(x);
    if (!(size < 0x1p53)) return isinf(x) ? NAN : x != x ? x : 0 * x;
    if (size < 0x1p-900) return x * PI.hi;
    Angle angle = half_turns(size);
    angle.place -= 64;
    double sine = cosine_of(angle);
    return x < 0 ? -sine : sine;
}

/* --------------------------------------------------------------------------------------------- radians */

/* Takes |x| < 2^15. The result is good to 2^-105, which is plenty except for angles that are nearly a
 * multiple of pi/2. */
static Angle small_radians(double x) {
    double place = nearest_whole(x * 0x1.45f306dc9c883p+5);
    double high = x - place * 0x1.921fb54400000p-6; /* exact: 32 bits of pi/128 */
    DoubleDouble rest = dd_sum(high, -place * 0x1.0b4611a600000p-40);
    return (Angle){(int)place, dd_quick_sum(rest.hi, rest.lo - place * 0x1.3198a2e037073p-75)};
}

enum { WINDOW = 10 }; /* words of 1/(2*pi) that an argument meets: 320 bits */

/* The fraction of a turn that x >= 1 makes, most significant word first (Payne and Hanek): of 1/(2*pi) only
   the words matter whose product with x is not a whole number of turns. */
static void turn_fraction(double x, uint32_t fraction[WINDOW]) {
    uint64_t bits = bits_of(x), mantissa = (bits & 0xfffffffffffffu) | 0x10000000000000u;
    int exponent = (int)(bits >> 52) - 1075;
    int start = (exponent + 1088) / 32 - 34, shift = exponent - 32 * start; /* 0 <= shift < 32 */
    uint32_t low = (uint32_t)mantissa, high = (uint32_t)(mantissa >> 32), product[WINDOW + 1] = {0};
    uint64_t carry = 0, held = 0; /* of the high word, whose products stand one place further up */
    for (int i = WINDOW - 1; i >= 0; i--) {
        uint32_t word = start + i < 0 ? 0 : exact_inverse_turn[start + i];
        carry += (uint64_t)word * low + (uint32_t)held;
        held = (held >> 32) + (uint64_t)word * high;
        product[i + 1] = (uint32_t)carry;
        carry >>= 32;
    }
    for (int i = 0; i < WINDOW; i++) {
        uint64_t pair = (uint64_t)product[i + 1] << 32 | (i + 2 <= WINDOW ? product[i + 2] : 0);
        fraction[i] = (uint32_t)(pair >> (32 - shift));
    }
}

static Angle large_radians(double x) {
    uint32_t fraction[WINDOW];
    turn_fraction(x, fraction);
    int place = (int)(fraction[0] >> 24);
    fraction[0] &= 0xffffff;
    bool past_half = fraction[0] >> 23;
    place += past_half;
    DoubleDouble rest = {0, 0};
    double unit = 0x1p-24;
    for (int i = 0; i < WINDOW; i++, unit *= 0x1p-32) {
        double word =
            past_half ? (double)(i ? 0xffffffffu - fraction[i] : 0xffffffu - fraction[0]) : fraction[i];
        rest = dd_add(rest, (DoubleDouble){word * unit, 0});
    }
    if (past_half) rest = dd_negated(rest);
    return (Angle){place, dd_times(rest, PI_128)};
}

/* Below 1 the angle keeps clear of the multiples of pi/2, all but 0, where nothing is taken off it. */
static Angle radians(double x) {
    return x < 1 ? small_radians(x) : large_radians(x);
}

static double cosine_of_radians(double x, int turned) {
    if (x < 0x1p15) {
        Angle angle = small_radians(x);
        angle.place += turned;
        DoubleDouble quick = cosine_quick(angle);
        if (quick_enough(quick, x < 1 ? 0 : 0x1p-100)) return quick.hi + quick.lo;
    }
    Angle angle = radians(x);
    angle.place += turned;
    return cosine_slow(angle).hi;
}

double exact_cos(double x) {
    return isinf(x) || x != x ? x - x : cosine_of_radians(fabs(x), 0);
}

double exact_sin(double x) {
    if (isinf(x) || x != x) return x - x;
    double size = fabs(x);
    if (size < 0x1p-27) return x; /* rounds to x: x^3/6 is below half of its last bit */
    double sine = cosine_of_radians(size, -64);
    return x < 0 ? -sine : sine;
}

double exact_tan(double x) {
    if (isinf(x) || x != x) return x - x;
    double size = fabs(x);
    if (size < 0x1p-28) return x;
    Angle angle = radians(size);
    DoubleDouble cosine = cosine_slow(angle);
    angle.place -= 64;
    double tangent = dd_over(cosine_slow(angle), cosine).hi;
    return x < 0 ? -tangent : tangent;
}
