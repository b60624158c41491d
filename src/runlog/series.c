#include "runlog/series.h"

#include "base/memory.h"
#include "base/number.h"

#include <math.h>
#include <stdlib.h>

Line line_fit(Series s, const double *x) {
    if (!x) x = s.t;
    double weights = 0, mean_x = 0, mean_v = 0, xx = 0, xv = 0;
    for (size_t i = 0; i < s.count; i++) {
        double w = 1 / (s.tol[i] * s.tol[i]);
        weights += w;
        mean_x += w * x[i];
        mean_v += w * s.v[i];
    }
    mean_x /= weights;
    mean_v /= weights;
    for (size_t i = 0; i < s.count; i++) {
        double w = 1 / (s.tol[i] * s.tol[i]);
        xx += w * (x[i] - mean_x) * (x[i] - mean_x);
        xv += w * (x[i] - mean_x) * (s.v[i] - mean_v);
    }
    Line line = {.slope = xx > 0 ? xv / xx : 0};
    line.at_0 = mean_v - line.slope * mean_x;
    line.worst = line_worst(s, x, line.at_0, line.slope);
    return line;
}

double line_worst(Series s, const double *x, double low, double span) {
    double worst = 0;
    if (!x) x = s.t;
    for (size_t i = 0; i < s.count; i++) worst = fmax(worst, fabs(low + span * x[i] - s.v[i]) / s.tol[i]);
    return worst;
}

static int compare_doubles(const void *a, const void *b) {
    double one = *(const double *)a, other = *(const double *)b;
    return (one > other) - (one < other);
}

Line line_robust(Series s) {
    double *slopes = memory_resize(NULL, s.count, sizeof *slopes);
    size_t count = 0;
    for (size_t i = 1; i < s.count; i++)
        if (s.t[i] > s.t[i - 1]) slopes[count++] = (s.v[i] - s.v[i - 1]) / (s.t[i] - s.t[i - 1]);
    qsort(slopes, count, sizeof *slopes, compare_doubles);
    Line line = {.slope = count ? slopes[count / 2] : 0};
    line.at_0 = s.v[s.count - 1] - line.slope * s.t[s.count - 1];
    line.worst = line_worst(s, NULL, line.at_0, line.slope);
    free(slopes);
    return line;
}

double least_place(double (*f)(double place, void *data), void *data, double from, double to, int grid) {
    static const double golden = 0.6180339887498949;
    double ratio = log(to / from), best = from, least = INFINITY;
    int at = 0;
    for (int i = 0; i <= grid; i++) {
        double place = from * exp(ratio * i / grid), value = f(place, data);
        if (value < least) least = value, best = place, at = i;
    }
    double low = from * exp(ratio * (at > 0 ? at - 1 : 0) / grid),
           high = from * exp(ratio * (at < grid ? at + 1 : grid) / grid);
    double one = high - golden * (high - low), other = low + golden * (high - low);
    double value_one = f(one, data), value_other = f(other, data);
    for (int i = 0; i < 90 && high - low > 1e-12 * high; i++) {
        if (value_one <= value_other) {
            high = other, other = one, value_other = value_one;
            value_one = f(one = high - golden * (high - low), data);
        } else {
            low = one, one = other, value_one = value_other;
            value_other = f(other = low + golden * (high - low), data);
        }
    }
    double middle = (low + high) / 2;
    return f(middle, data) <= least ? middle : best;
}

double roundest(double low, double high) {
    if (low <= 0 && high >= 0) return 0;
    if (high < 0) return -roundest(-high, -low);
    for (double unit = pow(10, floor(log10(high))); unit > high * 1e-17; unit /= 10) {
        static const int parts[] = {1, 2, 5};
        for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
            double step = unit / parts[i];
            double first = ceil(low / step - 1e-9) * step, middle = round((low + high) / 2 / step) * step;
            double found = middle >= low && middle <= high ? middle : first;
            if (found > high * (1 + 1e-15) || found < low * (1 - 1e-15)) continue;
            NumberText text = number_readable(found, 15);
            double value;
            return number_parse(text.text, &value) ? value : found;
        }
    }
    return (low + high) / 2;
}

/* Returns the digits of the shortest form that reads back as the same double; zeros at either end do not
   count. */
int digits_of(double value) {
    NumberText text = number_exact(fabs(value));
    int count = 0, seen = 0;
    for (const char *at = text.text; *at && *at != 'e'; at++) {
        if (*at == '.' || (!seen && *at == '0')) continue;
        seen++;
        if (*at != '0') count = seen;
    }
    return count;
}
