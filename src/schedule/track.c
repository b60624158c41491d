#include "schedule/parameters.h"

#include "base/exact.h"

#include <math.h>

/* A log track that begins with 0 gives this share to the way from 0 to the first decade. */
static const double ZERO_SHARE = 0.04;

/* A drag can land on about this many values of a linear track. */
static const double LINEAR_VALUES = 1000;

static const double FIRST_DECADE = 10;

static bool is_log(ParameterId id, double low, double high) {
    return parameters[id].track == TRACK_LOG && low >= 0 && high > (low > 0 ? low : FIRST_DECADE);
}

static bool is_whole(ParameterId id) {
    return parameters[id].type != PARAMETER_REAL || parameters[id].whole_track;
}

double parameter_to_track(ParameterId id, double low, double high, double value) {
    if (!(high > low)) return 0;
    if (!is_log(id, low, high)) return (value - low) / (high - low);
    if (low > 0) return value > 0 ? exact_log(value / low) / exact_log(high / low) : 0;
    if (value < FIRST_DECADE) return ZERO_SHARE * value / FIRST_DECADE;
    return ZERO_SHARE + (1 - ZERO_SHARE) * exact_log(value / FIRST_DECADE) / exact_log(high / FIRST_DECADE);
}

/* Returns `count` times 10^exponent, as the nearest double: 7 times 10^-2 is 0.07. */
static double multiple(double count, int exponent) {
    return exponent < 0 ? count / exact_pow(10, -exponent) : count * exact_pow(10, exponent);
}

static double rounded(double value, int exponent) {
    return multiple(round(exponent < 0 ? value * exact_pow(10, -exponent) : value / exact_pow(10, exponent)), exponent);
}

static int magnitude(double value) {
    return value == 0 ? 0 : (int)floor(exact_log10(fabs(value)) + 1e-12);
}

static double raw_from_track(ParameterId id, double low, double high, double position) {
    if (!is_log(id, low, high)) return low + (high - low) * position;
    if (low > 0) return low * exact_pow(high / low, position);
    if (position < ZERO_SHARE) return FIRST_DECADE * position / ZERO_SHARE;
    return FIRST_DECADE * exact_pow(high / FIRST_DECADE, (position - ZERO_SHARE) / (1 - ZERO_SHARE));
}

double parameter_from_track(ParameterId id, double low, double high, double position) {
    if (!(position > 0) || !(high > low)) return low;
    if (position >= 1) return high;
    double value = raw_from_track(id, low, high, position);
    bool log_track = is_log(id, low, high);
    int exponent = log_track ? magnitude(value) - 2 : magnitude((high - low) / LINEAR_VALUES);
    if (is_whole(id) && (exponent < 0 || !log_track)) exponent = 0;
    return fmin(fmax(rounded(value, exponent), low), high);
}

/* Returns the exponent of the keyboard's grid: a hundredth or so of a linear track, two digits of a
   logarithmic one. */
static int grid(ParameterId id, double value, bool down) {
    const Parameter *parameter = &parameters[id];
    int exponent = magnitude((parameter->high - parameter->low) / 100);
    if (parameter->track == TRACK_LOG) {
        exponent = magnitude(value) - 1;
        bool at_decade = fabs(value) <= multiple(1, exponent + 1) * (1 + 1e-12);
        if (down && at_decade) exponent--;
    }
    return is_whole(id) && exponent < 0 ? 0 : exponent;
}

/* Goes one step of the size share*10^exponent to the next multiple in that direction. */
static double next_on_grid(double value, int exponent, double share, bool down) {
    double places = multiple(value / share, -exponent), nearest = round(places);
    bool on_grid = fabs(places - nearest) < 1e-6;
    double next = on_grid ? nearest + (down ? -1 : 1) : down ? floor(places) : ceil(places);
    return multiple(next * share, exponent);
}

double parameter_stepped(ParameterId id, double value, double steps) {
    const Parameter *parameter = &parameters[id];
    if (parameter_is_list(id) || steps == 0) return value;
    bool down = steps < 0;
    double share = fabs(steps) < 1 && !is_whole(id) ? fabs(steps) : 1;
    for (double left = fmax(fabs(steps), share); left >= share; left -= 1) {
        double next = next_on_grid(value, grid(id, value, down), share, down);
        if (parameter->above_min && next <= parameter->min) break;
        value = fmin(fmax(next, parameter->min), parameter->max);
    }
    return value;
}
