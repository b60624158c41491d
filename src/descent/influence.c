#include "descent/influence.h"

#include "base/number.h"

#include <math.h>

/* Rows of a 2 by 2 matrix. */
typedef struct Matrix {
    double xx, xy, yx, yy;
} Matrix;

static Matrix product(Matrix a, Matrix b) {
    return (Matrix){a.xx * b.xx + a.xy * b.yx, a.xx * b.xy + a.xy * b.yy, a.yx * b.xx + a.yy * b.yx,
                    a.yx * b.xy + a.yy * b.yy};
}

static double size(Matrix a) {
    return sqrt((a.xx * a.xx + a.xy * a.xy + a.yx * a.yx + a.yy * a.yy) / 2);
}

/* Returns I - lr H: what an update makes of a small difference in where it starts. */
static Matrix passed_on(const DescentPoint *at, double lr) {
    DescentCurvature h = descent_curvature(at->x, at->y);
    return (Matrix){1 - lr * h.xx, -lr * h.xy, -lr * h.xy, 1 - lr * h.yy};
}

/* Makes shares of sizes; sizes that add up to nothing stay 0. */
static void share_out(Influence *influence) {
    double sum = 0;
    for (int i = 0; i < influence->updates; i++) sum += influence->left[i];
    for (int i = 0; sum > 0 && i < influence->updates; i++) influence->left[i] /= sum;
}

void influence_make(const Schedule *schedule, const Descent *descent, Influence *influence) {
    const DescentRun *run = &descent->planned;
    Matrix later = {1, 0, 0, 1};
    *influence = (Influence){.updates = run->diverged ? 0 : descent->updates};
    for (int i = influence->updates - 1; i >= 0; i--) {
        double lr = schedule_lr(schedule, descent_step(descent, schedule, i));
        influence->left[i] = fabs(lr) * size(later);
        later = product(later, passed_on(&run->at[i], lr));
    }
    share_out(influence);
}

double influence_share(const Influence *influence, int updates) {
    double before = 0, all = 0;
    for (int i = 0; i < influence->updates; i++) {
        all += influence->left[i];
        if (i < updates) before += influence->left[i];
    }
    return all > 0 ? fmin(1, before / all) : NAN;
}

static NumberText percent(double share) {
    return number_readable(100 * share, 3);
}

void influence_words(const Influence *influence, ScheduleSum half, Text *out) {
    double left = influence_share(influence, influence->updates / 2);
    if (isnan(half.low) && isnan(left)) {
        text_add(out, "The rates add up to nothing above 0: no step has a share.");
        return;
    }
    text_add(out, "The first half of training: ");
    if (words_share(half, out)) text_addf(out, " of the summed step sizes%s", isnan(left) ? "" : ", ");
    if (!isnan(left)) text_addf(out, "%s%% of what is left in the end", percent(left).text);
    text_add(out, ".");
    if (influence->updates == 0) text_add(out, " The model diverges: it has no end.");
}

void influence_scope_words(const Influence *influence, Text *out) {
    text_add(out, "Summed: exact, for gradients of one size that do not react to the weights. ");
    if (influence->updates)
        text_addf(
            out,
            "Left: how far a changed gradient still moves the final point, in a model of 2 parameters and "
            "%d updates.",
            influence->updates);
    else
        text_add(out, "Left: needs a run that arrives, as the descent view shows.");
}

void influence_scope_brief(const Influence *influence, Text *out) {
    text_add(out, "Summed: exact, for equal gradients. ");
    if (influence->updates)
        text_addf(out, "Left: a model of 2 parameters, %d updates.", influence->updates);
    else
        text_add(out, "Left: needs a run that arrives.");
}
