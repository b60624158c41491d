/* With how many digits a log's rates were printed, and how far off a printed rate may be. */
#include "runlog/digits.h"

#include <math.h>

enum { REPR_MIN = 12, FLOAT_MIN = 9 };

/* Returns 10^-places. */
static double unit_of(int places) {
    return pow(10, -places);
}

static bool all_are_floats(const LogGroup *group) {
    bool long_ones = false;
    for (size_t i = 0; i < group->count; i++) {
        const LogPoint *point = &group->points[i];
        if ((double)(float)point->rate != point->rate) return false;
        long_ones = long_ones || !point->significant || point->significant >= REPR_MIN;
    }
    return long_ones;
}

/* Counts digits: of printed numbers without zeros at their ends most show what they were cut to, significant
   digits or decimals. */
static void count_digits(RunLog *log, const LogGroup *group) {
    int significant = 0, decimals = -1000;
    size_t with_significant = 0, with_decimals = 0;
    for (size_t i = 0; i < group->count; i++) {
        if (group->points[i].significant > significant) significant = group->points[i].significant;
        if (group->points[i].decimals > decimals) decimals = group->points[i].decimals;
    }
    for (size_t i = 0; i < group->count; i++) {
        with_significant += group->points[i].significant == significant;
        with_decimals += group->points[i].decimals == decimals;
    }
    log->digits = LOG_DIGITS_SIGNIFICANT;
    log->digit_count = significant < 4 ? 6 : significant;
    if (significant >= FLOAT_MIN)
        log->digits = significant >= REPR_MIN ? LOG_DIGITS_REPR : LOG_DIGITS_FLOAT32;
    if (significant >= FLOAT_MIN || with_decimals <= with_significant) return;
    log->digits = LOG_DIGITS_DECIMALS;
    log->digit_count = decimals < 0 ? 0 : decimals;
}

void digits_find(RunLog *log, bool padded) {
    const LogGroup *group = runlog_shown(log);
    log->largest = 0;
    for (size_t i = 0; i < group->count; i++) log->largest = fmax(log->largest, fabs(group->points[i].rate));
    if (all_are_floats(group))
        log->digits = LOG_DIGITS_FLOAT32;
    else if (log->digits == LOG_DIGITS_AUTO && padded)
        log->digits = LOG_DIGITS_PRINTED;
    else if (log->digits == LOG_DIGITS_AUTO)
        count_digits(log, group);
}

double runlog_tolerance(const RunLog *log, const LogPoint *point) {
    double size = fabs(point->rate), min = 1e-15 * log->largest;
    switch (log->digits) {
    case LOG_DIGITS_FLOAT32: return fmax(6.1e-8 * size, min);
    case LOG_DIGITS_SIGNIFICANT:
        if (size == 0) return min;
        return 0.5000001 * unit_of(log->digit_count - 1 - (int)floor(log10(size))) + min;
    case LOG_DIGITS_DECIMALS: return 0.5000001 * unit_of(log->digit_count) + min;
    case LOG_DIGITS_PRINTED: return 0.5000001 * unit_of(point->decimals) + min;
    case LOG_DIGITS_AUTO:
    case LOG_DIGITS_REPR: break;
    }
    return 1e-9 * size + min;
}

void runlog_add_digits(const RunLog *log, Text *out) {
    switch (log->digits) {
    case LOG_DIGITS_FLOAT32: text_add(out, "float32"); break;
    case LOG_DIGITS_SIGNIFICANT: text_addf(out, "%d significant digits", log->digit_count); break;
    case LOG_DIGITS_DECIMALS: text_addf(out, "%d decimals", log->digit_count); break;
    case LOG_DIGITS_PRINTED: text_add(out, "as printed"); break;
    case LOG_DIGITS_AUTO:
    case LOG_DIGITS_REPR: text_add(out, "repr"); break;
    }
}
