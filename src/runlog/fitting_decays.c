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
        schedule.milestones[i - 1] = (int64_t)roundest(floor(levels.from[i]) + 1, floor(levels.to[i]));
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

/* log v, and 1/v^2, are straight lines. */
static void find_curves(Fit *fit, const Rise *rise, double start) {
    Series s = fitting_rows_from(fit, fit->peak);
    double *y = memory_resize(NULL, 2 * s.count + 2, sizeof *y), *tol = y + s.count;
    bool positive = s.count >= 3;
    for (size_t i = 0; i < s.count; i++) positive = positive && s.v[i] > 0;
    for (int kind = 0; positive && kind < 2; kind++) {
        for (size_t i = 0; i < s.count; i++) {
            y[i] = kind ? 1 / (s.v[i] * s.v[i]) : log(s.v[i]);
            tol[i] = kind ? 2 * s.tol[i] / (s.v[i] * s.v[i] * s.v[i]) : s.tol[i] / s.v[i];
        }
        Line line = line_fit((Series){s.t, y, tol, s.count}, NULL);
        double base = kind ? 1 / sqrt(line.at_0 + line.slope * start) : exp(line.at_0 + line.slope * start);
        if (!isfinite(base) || (kind ? line.slope <= 0 : line.slope >= 0)) continue;
        Schedule schedule = fitting_blank(fit, rise, base);
        schedule.decay = kind ? DECAY_INVERSE_SQRT : DECAY_EXPONENTIAL;
        schedule.gamma = kind ? 0.1 : exp(line.slope);
        schedule.step_size = 1;
        schedule.timescale = kind ? 1 / (line.slope * base * base) : 1;
        fitting_set_start(&schedule, start);
        fitting_round(fit, &schedule, &schedule.base_lr);
        fitting_round(fit, &schedule, kind ? &schedule.timescale : &schedule.gamma);
        fitting_settle_rise(fit, rise, &schedule);
        fitting_keep(fit, &schedule);
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
