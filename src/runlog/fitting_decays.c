#include "runlog/fitting.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

enum { LEVELS_MAX = SCHEDULE_MILESTONES_MAX + 1 };

static void find_constant(Fit *fit, const Rise *rise) {
    Schedule schedule = fitting_blank(fit, rise, fit->piece.v[fit->peak]);
    fitting_round(fit, &schedule, &schedule.base_lr);
    fitting_settle_rise(fit, rise, &schedule);
    fitting_keep(fit, &schedule);
}

typedef struct Levels {
    double value[LEVELS_MAX];
    double from[LEVELS_MAX], to[LEVELS_MAX]; /* between these updates it fell to this level */
    int count;
} Levels;

static bool find_levels(const Fit *fit, Levels *levels) {
    Series s = fit->piece;
    for (size_t i = fit->peak; i < s.count; i++) {
        double slack = 1e-7 * fit->piece.v[fit->peak] + 1e-7 * s.v[i];
        if (levels->count && fabs(s.v[i] - levels->value[levels->count - 1]) <= slack) continue;
        if (levels->count == LEVELS_MAX || (levels->count && s.v[i] > levels->value[levels->count - 1]))
            return false;
        levels->from[levels->count] = i ? s.t[i - 1] : 0;
        levels->to[levels->count] = s.t[i];
        levels->value[levels->count++] = s.v[i];
    }
    return levels->count >= 2 && (size_t)levels->count * 2 <= s.count - fit->peak + 2;
}

static void find_multistep(Fit *fit, const Rise *rise) {
    Levels levels = {.count = 0};
    if (!find_levels(fit, &levels)) return;
    Schedule schedule = fitting_blank(fit, rise, levels.value[0]);
    schedule.decay = DECAY_MULTISTEP;
    schedule.decay_start = 0;
    schedule.gamma = levels.value[1] / levels.value[0];
    schedule.milestone_count = levels.count - 1;
    for (int i = 1; i < levels.count; i++)
        schedule.milestones[i - 1] = fitting_steps(roundest(floor(levels.from[i]) + 1, floor(levels.to[i])));
    fitting_round(fit, &schedule, &schedule.base_lr);
    fitting_round(fit, &schedule, &schedule.gamma);
    fitting_settle_rise(fit, rise, &schedule);
    fitting_keep(fit, &schedule);
    if (levels.count < 4) return;
    schedule.decay = DECAY_STEP;
    schedule.decay_start = 0;
    schedule.step_size = schedule.milestones[0];
    fitting_keep(fit, &schedule);
}

/* A power of v, or its logarithm, that is a straight line. */
typedef struct Curve {
    Decay decay;
    double power; /* v^(-1/power) is straight; 0: log v */
} Curve;

static const Curve curves[] = {
    {DECAY_EXPONENTIAL, 0}, {DECAY_INVERSE_SQRT, 0.5}, {DECAY_INVERSE_TIME, 1}, {DECAY_INVERSE_TIME, 0.75}};

/* A search along one curve: s.v made straight, from the update `start` on. */
typedef struct CurveSearch {
    const Curve *curve;
    const Rise *rise;
    Series straight;
    double start;
} CurveSearch;

static double straight_of(const Curve *curve, double v) {
    return curve->power > 0 ? pow(v, -1 / curve->power) : log(v);
}

/* Returns the best slope of a line that has that value at the start. */
static double slope_through(const CurveSearch *search, double there) {
    double up = 0, down = 0;
    for (size_t i = 0; i < search->straight.count; i++) {
        double t = search->straight.t[i] - search->start,
               w = 1 / (search->straight.tol[i] * search->straight.tol[i]);
        up += w * t * (search->straight.v[i] - there);
        down += w * t * t;
    }
    return down > 0 ? up / down : 0;
}

static void keep_curve(Fit *fit, const CurveSearch *search, double base, double slope) {
    const Curve *curve = search->curve;
    bool power = curve->power > 0;
    if (!isfinite(base) || (power ? slope <= 0 : slope >= 0)) return;
    Schedule schedule = fitting_blank(fit, search->rise, base);
    schedule.decay = curve->decay;
    schedule.gamma = power ? schedule.gamma : exp(slope);
    schedule.step_size = 1;
    schedule.timescale = power ? straight_of(curve, base) / slope : 1;
    if (curve->decay == DECAY_INVERSE_TIME) schedule.power = curve->power;
    fitting_set_start(&schedule, search->start);
    fitting_round(fit, &schedule, &schedule.base_lr);
    fitting_round(fit, &schedule, power ? &schedule.timescale : &schedule.gamma);
    fitting_settle_rise(fit, search->rise, &schedule);
    fitting_keep(fit, &schedule);
    double *rounder = power ? &schedule.timescale : &schedule.gamma;
    *rounder = roundest(*rounder * (1 - 1e-3), *rounder * (1 + 1e-3));
    fitting_keep(fit, &schedule);
}

/* Keeps the curve as it comes out, and with round values of base_lr near it, to which the rest is fitted. */
static void search_curve(Fit *fit, CurveSearch *search) {
    static const double widths[] = {1e-4, 1e-3, 1e-2};
    Line line = line_fit(search->straight, NULL);
    double there = line.at_0 + line.slope * search->start;
    double base = search->curve->power > 0 ? pow(there, -search->curve->power) : exp(there);
    keep_curve(fit, search, base, line.slope);
    for (size_t i = 0; isfinite(base) && i < sizeof widths / sizeof *widths; i++) {
        double near = roundest(base * (1 - widths[i]), base * (1 + widths[i]));
        keep_curve(fit, search, near, slope_through(search, straight_of(search->curve, near)));
    }
}

static void find_curves(Fit *fit, const Rise *rise, double start) {
    Series s = fitting_rows_from(fit, fit->peak);
    double *y = memory_resize(NULL, 2 * s.count + 2, sizeof *y), *tol = y + s.count;
    bool positive = s.count >= 3;
    for (size_t i = 0; i < s.count; i++) positive = positive && s.v[i] > 0;
    for (size_t k = 0; positive && k < sizeof curves / sizeof *curves; k++) {
        CurveSearch search = {&curves[k], rise, {s.t, y, tol, s.count}, start};
        for (size_t i = 0; i < s.count; i++) {
            y[i] = straight_of(&curves[k], s.v[i]);
            tol[i] = s.tol[i] / s.v[i] * (curves[k].power > 0 ? y[i] / curves[k].power : 1);
        }
        search_curve(fit, &search);
    }
    free(y);
}

void fitting_decays(Fit *fit, const Rise *rise) {
    double base = fit->piece.v[fit->peak], peak = 0;
    if (rise->any) peak = rise->method == WARMUP_LINEAR ? (base - rise->at_0) / rise->slope : rise->iters;
    find_constant(fit, rise);
    find_multistep(fit, rise);
    find_curves(fit, rise, rise->any ? round(peak) : 0);
    fitting_ends(fit, rise, rise->any ? round(peak) : 0);
    if (rise->any && fabs(peak - round(peak)) > 0.05) fitting_ends(fit, rise, ceil(peak));
}
