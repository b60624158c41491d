#include "chart/labels.h"

#include "base/number.h"
#include "base/text.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Along decades all labels below this are powers of ten, be some of them shorter otherwise. */
static const double SCIENTIFIC_BELOW = 1e-4;

/* A rate may be too small or too large for a double: then it counts as the least or the greatest one. */
static int decade(double value) {
    return (int)floor(log10(fmin(fmax(fabs(value), DBL_TRUE_MIN), DBL_MAX)) + 1e-9);
}

static bool shows_exactly(double value, int decimals) {
    double scaled = value * pow(10, decimals);
    return fabs(scaled - round(scaled)) <= 1e-6;
}

/* Returns the fewest decimals that show the value as it is, or `max`. */
static int decimals_of(double value, int min, int max) {
    int decimals = min;
    while (decimals < max && !shows_exactly(value, decimals)) decimals++;
    return decimals;
}

/* Returns the decimals for the step between ticks: four digits where they say it exactly, else three. */
static int decimals_of_step(double step) {
    int min = -decade(step), decimals = decimals_of(step, min, min + 3);
    return shows_exactly(step, decimals) ? decimals : min + 2;
}

static void strip_zeros(char *number, char *end) {
    char *rest = end;
    if (!memchr(number, '.', (size_t)(end - number))) return;
    while (end[-1] == '0') end--;
    if (end[-1] == '.') end--;
    memmove(end, rest, strlen(rest) + 1);
}

/* Makes 2e-5 of 2e-05 and 2e15 of 2e+15. */
static void tighten_exponent(char *e) {
    char *from = e + 1, *to = e + 1;
    if (*from == '-') to++;
    if (*from == '-' || *from == '+') from++;
    while (*from == '0' && from[1]) from++;
    memmove(to, from, strlen(from) + 1);
}

static void copy_with_true_minus(const char *text, char label[TICK_LABEL_BYTES]) {
    size_t length = 0;
    for (; *text && length + 4 < TICK_LABEL_BYTES; text++)
        length += (size_t)snprintf(label + length, TICK_LABEL_BYTES - length, *text == '-' ? "\u2212" : "%c",
                                   *text);
    label[length] = 0;
}

static void write_plain(double value, int decimals, char label[TICK_LABEL_BYTES]) {
    char text[48];
    snprintf(text, sizeof text, "%.*f", decimals < 0 ? 0 : decimals, value);
    strip_zeros(text, text + strlen(text));
    copy_with_true_minus(text, label);
}

static void write_scientific(double value, int decimals, char label[TICK_LABEL_BYTES]) {
    if (decade(value) == 0) {
        write_plain(value, decimals, label);
        return;
    }
    char text[48];
    int digits = decade(value) + decimals;
    snprintf(text, sizeof text, "%.*e", digits < 0 ? 0 : digits > 15 ? 15 : digits, value);
    char *e = strchr(text, 'e');
    tighten_exponent(e);
    strip_zeros(text, e);
    copy_with_true_minus(text, label);
}

static bool plain_is_legible(double value) {
    return fabs(value) < 1e12 && fabs(value) > 1e-12;
}

static void write_real(LabelStyle style, double value, char label[TICK_LABEL_BYTES]) {
    if (value == 0)
        strcpy(label, "0");
    else if (style.scientific || !plain_is_legible(value))
        write_scientific(value, style.decimals, label);
    else
        write_plain(value, style.decimals, label);
}

static bool is_brief(int64_t value) {
    enum { BRIEF = 6 };
    return strlen(number_short(value).text) <= BRIEF;
}

/* Among 1M and 2M a step says about where it is, ≈1.235M, and not 1 234 567: one notation along an axis. */
static void write_about(int64_t value, char label[TICK_LABEL_BYTES]) {
    static const char letters[] = "kMGT";
    int group = 0;
    double shown = (double)value / 1000;
    for (; fabs(shown) >= 999.95 && group < 3; group++) shown /= 1000;
    snprintf(label, TICK_LABEL_BYTES, "\u2248%.40s%c", number_readable(shown, 4).text, letters[group]);
}

/* A prefix is for round numbers: 1.5M, not 1234.56k. */
static void write_whole(LabelStyle style, int64_t value, bool extra, char label[TICK_LABEL_BYTES]) {
    NumberText brief = number_short(value), whole = number_grouped(value);
    bool shorten = style.prefixed && is_brief(value);
    if (style.prefixed && extra && !shorten && llabs(value) >= 1000)
        write_about(value, label);
    else
        snprintf(label, TICK_LABEL_BYTES, "%s", shorten ? brief.text : whole.text);
}

/* Returns the value divided by a power of ten. */
static double scaled(double value, int exponent) {
    int far = exponent < -300 ? -300 : exponent; /* 10^310 is no double */
    return exponent < 0 ? value * pow(10, -far) * pow(10, far - exponent) : value / pow(10, exponent);
}

void labels_write(const TickRequest *request, LabelStyle style, double value, bool extra,
                  char label[TICK_LABEL_BYTES]) {
    if (style.whole) {
        write_whole(style, (int64_t)llround(value), extra, label);
        return;
    }
    double shown = scaled(value * request->multiplier, style.exponent);
    label[0] = 0;
    if (!isfinite(shown)) return; /* beyond all rates */
    if (style.each && shown != 0 && fabs(shown) < SCIENTIFIC_BELOW) {
        write_scientific(shown, 3 - decade(shown), label);
        return;
    }
    if (style.each) {
        snprintf(label, TICK_LABEL_BYTES, "%s", number_readable(shown, 4).text);
        return;
    }
    if (extra && shown != 0) {
        int max = 3 - decade(shown);
        style.decimals = decimals_of(shown, max - 3, max);
    }
    write_real(style, shown, label);
}

/* A true minus sign has three bytes. */
static size_t characters(const char *label) {
    size_t count = 0;
    while (text_next(&label)) count++;
    return count;
}

/* Scientific where it saves more than two characters a label. */
static bool scientific_is_shorter(double step, int decimals, int64_t first, int64_t last) {
    char label[TICK_LABEL_BYTES];
    size_t plain = 0, scientific = 0;
    for (int64_t i = first; i <= last; i++) {
        double value = (double)i * step;
        if (value == 0) continue;
        if (!plain_is_legible(value)) return true;
        write_plain(value, decimals, label);
        plain += characters(label);
        write_scientific(value, decimals, label);
        scientific += characters(label) + 2;
    }
    return plain > scientific;
}

/* Labels such as 0.000225 take more reading than a power of ten that is said once. */
static bool plain_is_long(double step, int decimals, int64_t first, int64_t last) {
    enum { LONG = 7 };
    char label[TICK_LABEL_BYTES];
    size_t longest = 0;
    if (step >= 1) return false;
    for (int64_t i = first; i <= last; i++) {
        write_plain((double)i * step, decimals, label);
        if (characters(label) > longest) longest = characters(label);
    }
    return longest > LONG;
}

static bool steps_are_wide(const TickRequest *request) {
    char label[TICK_LABEL_BYTES];
    double far = fmax(fabs(request->low), fabs(request->high));
    snprintf(label, sizeof label, "%s", number_grouped((int64_t)llround(fmin(far, 1e18))).text);
    double width = measure_text(request->measure, request->style, label);
    return width > fmin(5 * request->style.size, fabs(request->to - request->from) / 6);
}

/* The greatest value has one digit before the point: 0, 0.5, 1, 1.5 instead of 0, 5e-5, 1e-4, 1.5e-4. */
static LabelStyle shared_style(double step, int64_t first, int64_t last) {
    double greatest = step * fmax(fabs((double)first), fabs((double)last));
    int exponent = decade(greatest > 0 ? greatest : step);
    double shown = scaled(step, exponent);
    return (LabelStyle){.exponent = exponent, .decimals = decimals_of_step(shown)};
}

/* Can all ticks do with a prefix? */
static bool are_brief(double step, int64_t first, int64_t last) {
    for (int64_t i = first; i <= last; i++)
        if (!is_brief((int64_t)llround((double)i * step))) return false;
    return true;
}

LabelStyle labels_style(const TickRequest *request, double step, int64_t first, int64_t last) {
    if (request->labels == TICKS_STEPS)
        return (LabelStyle){.whole = true, .prefixed = steps_are_wide(request) && are_brief(step, first, last)};
    double shown = step * request->multiplier;
    LabelStyle style = {.decimals = decimals_of_step(shown)};
    style.scientific = scientific_is_shorter(shown, style.decimals, first, last);
    bool shares = request->shares && (style.scientific || plain_is_long(shown, style.decimals, first, last));
    return shares ? shared_style(shown, first, last) : style;
}
