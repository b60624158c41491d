#include "base/number.h"

#include <ctype.h>
#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MINUS "\xE2\x88\x92"      /* U+2212 */
#define THIN_SPACE "\xE2\x80\x89" /* U+2009 */

static bool reads_as(const char *text, double value) {
    return strtod(text, NULL) == value;
}

/* A power of two has its lower neighbour half as far away as its upper one: there the next decimal above may
   read back where the nearest one does not. */
static bool raised_reads_as(char *text, size_t size, int digits, double value) {
    snprintf(text, size, "%#.*g", digits, value);
    char *digit = text + strcspn(text, "e") - 1;
    if (*digit < '0' || *digit >= '9') return false;
    ++*digit;
    return reads_as(text, value);
}

/* Fifteen digits always come back from a normal double, so no shorter form is missed: %g drops the zeros. A
   subnormal one has fewer digits to give. */
NumberText number_exact(double value) {
    NumberText number;
    int digits = fabs(value) < DBL_MIN ? 1 : DBL_DIG;
    for (; digits < DBL_DECIMAL_DIG; digits++) {
        snprintf(number.text, sizeof number.text, "%.*g", digits, value == 0 ? 0 : value);
        if (reads_as(number.text, value)) return number;
        if (raised_reads_as(number.text, sizeof number.text, digits, value)) return number;
    }
    snprintf(number.text, sizeof number.text, "%.*g", digits, value);
    return number;
}

static bool is_exponent(const char *text, const char *e) {
    bool signed_one = e[1] == '-' || e[1] == '+';
    return e > text && isdigit((unsigned char)e[-1]) && signed_one && isdigit((unsigned char)e[2]);
}

void number_tighten(char *text) {
    for (char *e = text; (e = strchr(e, 'e')); e++) {
        char *from = e + 1, *to = e + 1;
        if (!is_exponent(text, e)) continue;
        if (*from++ == '-') to++;
        while (*from == '0' && isdigit((unsigned char)from[1])) from++;
        memmove(to, from, strlen(from) + 1);
    }
}

/* 0.002 reads better than 2e-3: what is no longer than the scientific form plus two characters stays plain, but below
   0.0001, where number_exact turns scientific too, one rate has one notation wherever it stands: 5e-5. */
static bool write_plain(double value, int digits, size_t scientific_length, char *out, size_t size) {
    if (!isfinite(value)) return false;
    int exponent = value == 0 ? 0 : (int)floor(log10(fabs(value)));
    if (exponent < -4 || exponent > 15) return false;
    int decimals = digits - 1 - exponent;
    snprintf(out, size, "%.*f", decimals < 0 ? 0 : decimals, value);
    char *point = strchr(out, '.');
    if (point) {
        char *end = out + strlen(out);
        while (end[-1] == '0') *--end = 0;
        if (end[-1] == '.') *--end = 0;
    }
    return strlen(out) <= scientific_length + 2;
}

NumberText number_readable(double value, int digits) {
    char scientific[40], plain[40], rounded_text[40];
    snprintf(rounded_text, sizeof rounded_text, "%.*e", digits - 1, value);
    double rounded = strtod(rounded_text, NULL); /* so that 9.9996 is treated as 10.00 */
    char *e = strchr(rounded_text, 'e');
    if (e && strchr(rounded_text, '.')) {
        char *end = e;
        while (end[-1] == '0') end--;
        if (end[-1] == '.') end--;
        memmove(end, e, strlen(e) + 1);
    }
    snprintf(scientific, sizeof scientific, "%s", rounded_text);
    number_tighten(scientific);
    bool use_plain = write_plain(rounded, digits, strlen(scientific), plain, sizeof plain);
    const char *text = use_plain ? plain : scientific;
    if (rounded == 0) text = "0";

    NumberText number = {{0}};
    char *out = number.text;
    for (; *text; text++) out += sprintf(out, *text == '-' ? MINUS : "%c", *text);
    return number;
}

NumberText number_grouped(int64_t value) {
    char digits[24];
    snprintf(digits, sizeof digits, "%" PRIu64, value < 0 ? 0 - (uint64_t)value : (uint64_t)value);
    NumberText number = {{0}};
    char *out = number.text + sprintf(number.text, "%s", value < 0 ? MINUS : "");
    size_t length = strlen(digits);
    for (size_t i = 0; i < length; i++) {
        if (i && (length - i) % 3 == 0) out += sprintf(out, THIN_SPACE);
        *out++ = digits[i];
    }
    return number;
}

NumberText number_short(int64_t value) {
    static const struct {
        int64_t unit;
        char letter;
    } prefixes[] = {{1000000000000, 'T'}, {1000000000, 'G'}, {1000000, 'M'}, {1000, 'k'}};
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        int64_t unit = prefixes[i].unit;
        if (value % (unit / 100 > 0 ? unit / 100 : 1) || (value < unit && value > -unit)) continue;
        NumberText number = number_readable((double)value / (double)unit, 15);
        size_t length = strlen(number.text);
        number.text[length] = prefixes[i].letter;
        number.text[length + 1] = 0;
        return number;
    }
    return number_grouped(value);
}

static bool digit_at(const char *text) {
    return isdigit((unsigned char)*text);
}

/* Returns the length of a mark between digits that only helps the eye: an underscore, or a space before a
   group of three. */
static size_t grouping(const char *text) {
    if (*text == '_') return digit_at(text + 1) ? 1 : 0;
    size_t length = *text == ' ' ? 1 : strncmp(text, THIN_SPACE, 3) == 0 ? 3 : 0;
    const char *group = text + length;
    bool three = digit_at(group) && digit_at(group + 1) && digit_at(group + 2) && !digit_at(group + 3);
    return three ? length : 0;
}

/* Copies without white space around it and without grouping, with an ASCII minus. False where it does not
 * fit. */
static bool plain_copy(const char *text, char *out, size_t size) {
    size_t length = 0;
    while (isspace((unsigned char)*text)) text++;
    while (*text && length + 1 < size) {
        text += length && digit_at(&out[length - 1]) ? grouping(text) : 0;
        bool minus = strncmp(text, MINUS, 3) == 0;
        out[length++] = minus ? '-' : *text;
        text += minus ? 3 : 1;
    }
    while (length && isspace((unsigned char)out[length - 1])) length--;
    out[length] = 0;
    return *text == 0;
}

/* Small letters are taken too where they mean nothing else; m would be a thousandth. */
static const char *prefix_exponent(char letter) {
    switch (letter) {
    case 'k':
    case 'K': return "e3";
    case 'M': return "e6";
    case 'G': return "e9";
    case 'T': return "e12";
    default: return NULL;
    }
}

/* Returns where a decimal number ends, without nan, inf and hexadecimal, which strtod would take; NULL where
   there is none. */
static char *decimal_end(char *text) {
    const char *digit = text + (*text == '-' || *text == '+');
    if (!digit_at(digit) && !(*digit == '.' && digit_at(digit + 1))) return NULL;
    if (*digit == '0' && (digit[1] == 'x' || digit[1] == 'X')) return NULL;
    char *end;
    strtod(text, &end);
    return end;
}

/* The prefix becomes an exponent, so that 1.001k is the double nearest to 1001 and not 1.001 times 1000. */
static bool expand_prefix(char *number, char *end, size_t size) {
    const char *exponent = prefix_exponent(*end);
    bool has_exponent = strcspn(number, "eE") < (size_t)(end - number);
    if (!exponent || end[1] || has_exponent) return false;
    return snprintf(end, size, "%s", exponent) < (int)size;
}

bool number_parse(const char *text, double *value) {
    char copy[512];
    if (!plain_copy(text, copy, sizeof copy - sizeof "e12")) return false;
    double below = 1;
    char *end = decimal_end(copy);
    if (!end) return false;
    if (*end == '/') {
        char *below_end = decimal_end(end + 1);
        if (!below_end || *below_end) return false;
        below = strtod(end + 1, NULL);
    } else if (*end && !expand_prefix(copy, end, sizeof copy - (size_t)(end - copy))) {
        return false;
    }
    double result = strtod(copy, NULL) / below;
    if (!isfinite(result) || !isfinite(below)) return false;
    *value = result;
    return true;
}

/* The hundredth is taken as an exponent and so exactly: 33.3% is 0.333 and not 33.3 divided by 100. */
bool number_parse_percent(const char *text, double *percent, double *share) {
    char number[80], hundredth[sizeof number + 3];
    size_t length = strlen(text);
    while (length > 0 && isspace((unsigned char)text[length - 1])) length--;
    if (length < 2 || length > sizeof number || text[length - 1] != '%') return false;
    memcpy(number, text, length - 1);
    number[length - 1] = 0;
    double value;
    if (!number_parse(number, &value)) return false;
    snprintf(hundredth, sizeof hundredth, "%se-2", number);
    if (strchr(number, '/') || !number_parse(hundredth, share)) *share = value / 100;
    *percent = value;
    return true;
}
