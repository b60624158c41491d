#include "runlog/figure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { EXACT_DIGITS = 15, EXACT_POWER = 22, LONGEST = 400 };

static const double powers[EXACT_POWER + 1] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                               1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                               1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* The digits of one number, as they come. */
typedef struct Digits {
    uint64_t mantissa;
    int significant, decimals;
    bool any, padded;
} Digits;

static const char *read_digits(const char *at, const char *end, bool behind_point, Digits *digits) {
    const char *first = at;
    for (; at < end && is_digit(*at); at++) {
        digits->any = true;
        if (digits->significant || *at != '0') digits->significant++;
        if (digits->significant <= 19) digits->mantissa = digits->mantissa * 10 + (uint64_t)(*at - '0');
        digits->decimals += behind_point;
    }
    digits->padded = behind_point && at > first && at[-1] == '0';
    return at;
}

/* Returns the exponent at `at`, which stays where it is if there is none. */
static const char *read_exponent(const char *at, const char *end, int *exponent) {
    const char *digit = at + 1;
    bool minus = false;
    if (at >= end || (*at != 'e' && *at != 'E')) return at;
    if (digit < end && (*digit == '-' || *digit == '+')) minus = *digit++ == '-';
    if (digit >= end || !is_digit(*digit)) return at;
    for (; digit < end && is_digit(*digit); digit++)
        if (*exponent < 10000) *exponent = *exponent * 10 + (*digit - '0');
    if (minus) *exponent = -*exponent;
    return digit;
}

/* strtod stops at the terminator, which `end` need not be. */
static double convert(const char *text, const char *end) {
    char copy[LONGEST];
    size_t length = (size_t)(end - text);
    if (length >= sizeof copy) length = sizeof copy - 1;
    memcpy(copy, text, length);
    copy[length] = 0;
    return strtod(copy, NULL);
}

const char *runlog_figure_read(const char *text, const char *end, Figure *figure) {
    Digits digits = {0};
    int exponent = 0;
    const char *at = text;
    bool minus = at < end && *at == '-';
    if (at < end && (*at == '-' || *at == '+')) at++;
    const char *first = at;
    at = read_digits(at, end, false, &digits);
    const char *point = at;
    if (at < end && *at == '.') at = read_digits(at + 1, end, true, &digits);
    if (!digits.any || (at < end && (*at == 'x' || *at == 'X') && at == first + 1)) return NULL;
    const char *behind = read_exponent(at, end, &exponent);
    int places = digits.decimals - exponent; /* value = mantissa / 10^places */
    bool exact = digits.significant <= EXACT_DIGITS && abs(places) <= EXACT_POWER;
    double size = (double)digits.mantissa;
    if (exact)
        size = places >= 0 ? size / powers[places] : size * powers[-places];
    else
        size = convert(first, behind);
    figure->value = minus ? -size : size;
    figure->decimals = (int16_t)(places > 30000 ? 30000 : places < -30000 ? -30000 : places);
    figure->significant = (uint8_t)(digits.significant < 1     ? 1
                                    : digits.significant > 255 ? 255
                                                               : digits.significant);
    figure->padded = digits.padded && (at - point > 2 || behind > at) && digits.significant > 0;
    return isfinite(size) ? behind : NULL;
}
