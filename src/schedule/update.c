#include "schedule/update.h"

#include "base/number.h"

#include <math.h>

int64_t update_other(const Schedule *schedule, int64_t step) {
    int64_t last = schedule->total_steps - 1;
    if (step < schedule->warmup_iters && schedule->warmup_iters <= last) return schedule->warmup_iters;
    if (schedule_lr(schedule, last) != schedule_lr(schedule, step)) return last;
    return schedule_lr(schedule, 0) != schedule_lr(schedule, step) ? 0 : step;
}

void update_equation(const Schedule *schedule, int64_t step, bool goes_on, Text *out) {
    double lr = schedule_lr(schedule, step);
    NumberText shown = number_readable(lr, 4);
    text_add(out, goes_on ? "" : "w_new");
    text_addf(out, lr < 0 ? " = w_old \u2212 (%s) \u00b7 gradient" : " = w_old \u2212 %s \u00b7 gradient",
              shown.text);
}

/* Both rates are above 0 and differ. */
static void add_comparison(double lr, int64_t step, double other_lr, int64_t other, Text *out) {
    bool more = lr > other_lr;
    double times = more ? lr / other_lr : other_lr / lr;
    text_addf(out, "With equal gradients, step %s's examples move the weights %s times as far as step %s's.",
              number_grouped(more ? step : other).text, isfinite(times) ? number_readable(times, 4).text : "over 1e308",
              number_grouped(more ? other : step).text);
}

static void add_without_effect(int64_t step, double lr, Text *out) {
    if (lr == 0)
        text_addf(out, "lr is 0 at step %s: its examples move no weight.", number_grouped(step).text);
    else
        text_addf(out, "lr is below 0 at step %s: its examples push the weights uphill.",
                  number_grouped(step).text);
}

void update_words(const Schedule *schedule, int64_t step, int64_t other, Text *out) {
    double lr = schedule_lr(schedule, step), other_lr = schedule_lr(schedule, other);
    if (lr <= 0) {
        add_without_effect(step, lr, out);
    } else if (other_lr <= 0) {
        add_without_effect(other, other_lr, out);
    } else if (other == step) {
        text_add(out, "The step is lr times the gradient: twice the lr, twice the arrow.");
    } else if (lr == other_lr) {
        text_addf(out, "With equal gradients, the examples of steps %s and %s move the weights equally far.",
                  number_grouped(step).text, number_grouped(other).text);
    } else {
        add_comparison(lr, step, other_lr, other, out);
    }
}

double update_magnification(double rate) {
    static const double steps[] = {1, 2, 5};
    if (!(fabs(rate) > 1e-300 && fabs(rate) < 1e300)) return 1;
    double power = 1, best = 0;
    while (power * fabs(rate) > 1) power /= 10;
    while (power * fabs(rate) <= 0.1) power *= 10;
    for (int i = 0; i < 3; i++)
        if (steps[i] * power * fabs(rate) <= 1) best = steps[i] * power;
    return best;
}
