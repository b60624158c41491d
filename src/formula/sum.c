/* Sums over any number of steps, between bounds: the stretch that leaves most open is halved. */
#include "formula/enclosure.h"
#include "formula/stretches.h"

#include <math.h>
#include <stdlib.h>

enum { FEW = 8 }; /* steps that are added one by one */

typedef struct Summing {
    const Formula *formula;
    const double *values;
    long effort; /* operations left */
    Stretches open;
    double done;   /* the sum of the steps that were added, */
    double lost;   /* what it lost by rounding (Neumaier), */
    double size;   /* and the sum of their sizes */
    double slack;  /* how far apart the bounds of the open ones are, where these are finite */
    double extent; /* how large they may be */
    size_t boundless;
    bool total;
} Summing;

static void add_step(Summing *summing, int64_t step) {
    double value = 0;
    if (!formula_value(summing->formula, summing->values, step, &value, NULL)) summing->total = false;
    double sum = summing->done + value;
    bool large = fabs(summing->done) >= fabs(value);
    summing->lost += large ? (summing->done - sum) + value : (value - sum) + summing->done;
    summing->done = sum;
    summing->size += fabs(value);
}

/* From the value in the middle the function runs within its slopes: by the mean slope, whose part in the sum
   is known, and at most `half` beside it, for each step of distance. */
static Interval along_slopes(const Enclosure *range, double middle_value, double away, double steps) {
    double mean = (range->slope.low + range->slope.high) / 2,
           half = (range->slope.high - range->slope.low) / 2;
    double sum = steps * (middle_value + mean * away);
    double off = half * (steps * steps / 4 + steps) + 2.001 * range->error * steps;
    double rounding = 0x1p-48 * steps * (fabs(middle_value) + fabs(mean) * steps);
    return (Interval){sum - off - rounding, sum + off + rounding};
}

static void bound(Summing *summing, Stretch *stretch) {
    int64_t middle = stretch->first + (stretch->last - stretch->first) / 2;
    double steps = (double)(stretch->last - stretch->first) + 1, value;
    double away = (double)(stretch->last - middle - (middle - stretch->first)) / 2; /* 0 or a half */
    Enclosure range =
        enclosure_of(summing->formula, summing->values, (double)stretch->first, (double)stretch->last);
    stretch->low = range.never || range.fails
                       ? -INFINITY
                       : steps * range.value.low * (1 - copysign(0x1p-50, range.value.low));
    stretch->high = range.never || range.fails
                        ? INFINITY
                        : steps * range.value.high * (1 + copysign(0x1p-50, range.value.high));
    bool sloped = !range.never && !range.fails && range.smooth && isfinite(range.slope.low) &&
                  isfinite(range.slope.high);
    if (!sloped || !formula_value(summing->formula, summing->values, middle, &value, NULL)) return;
    Interval along = along_slopes(&range, value, away, steps);
    stretch->low = fmax(stretch->low, along.low);
    stretch->high = fmin(stretch->high, along.high);
}

static void add_stretch(Summing *summing, int64_t first, int64_t last) {
    summing->effort -= 5 * ((long)summing->formula->step_count + 1);
    if (last - first < FEW) {
        for (int64_t step = first; step <= last; step++) add_step(summing, step);
        return;
    }
    Stretch stretch = {.first = first, .last = last};
    bound(summing, &stretch);
    stretch.bound = stretch.high - stretch.low;
    if (isnan(stretch.bound)) stretch.bound = INFINITY;
    if (isinf(stretch.bound))
        summing->boundless++;
    else {
        summing->slack += stretch.bound;
        summing->extent += fmax(fabs(stretch.low), fabs(stretch.high));
    }
    stretches_push(&summing->open, stretch);
}

static void halve(Summing *summing) {
    Stretch top = stretches_pop(&summing->open);
    int64_t middle = top.first + (top.last - top.first) / 2;
    if (isinf(top.bound))
        summing->boundless--;
    else {
        summing->slack -= top.bound;
        summing->extent -= fmax(fabs(top.low), fabs(top.high));
    }
    add_stretch(summing, top.first, middle);
    add_stretch(summing, middle + 1, top.last);
}

bool formula_sum(const Formula *formula, const double *values, int64_t first, int64_t last, double tolerance,
                 long effort, double *low, double *high) {
    Summing summing = {.formula = formula, .values = values, .effort = effort, .total = true};
    if (first <= last) add_stretch(&summing, first, last);
    while (summing.open.count && summing.effort > 0 && summing.total) {
        bool known = !summing.boundless && summing.slack <= tolerance * (summing.extent + summing.size);
        if (known || summing.open.items[0].bound == 0) break;
        halve(&summing);
    }
    double sum = summing.done + summing.lost, lowest = 0, highest = 0, size = summing.size;
    for (size_t i = 0; i < summing.open.count; i++) {
        const Stretch *stretch = &summing.open.items[i];
        lowest += stretch->low;
        highest += stretch->high;
        size += fmax(fabs(stretch->low), fabs(stretch->high));
    }
    double rounding = summing.open.count ? 0x1p-52 * size * (double)summing.open.count : 0;
    *low = sum + lowest - rounding;
    *high = sum + highest + rounding;
    free(summing.open.items);
    return summing.total && isfinite(*low) && isfinite(*high);
}
