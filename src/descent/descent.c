#include "descent/descent.h"

#include <math.h>

static const double ALONG = 3, FLOOR = 30, WALLS = 120; /* curvatures */
static const double START_X = 3, START_Y = 1;
static const double NOISE = 2; /* the standard deviation of each part of the gradient's noise */
static const uint64_t SEED = 2685821657736338717u;

static double across(double x) {
    return FLOOR + WALLS * (x * x / (1 + x * x));
}

double descent_loss(double x, double y) {
    return (ALONG * x * x + across(x) * y * y) / 2;
}

DescentCurvature descent_curvature(double x, double y) {
    double widening = 1 + x * x, squared = widening * widening;
    return (DescentCurvature){ALONG + WALLS * y * y * (1 - 3 * x * x) / (squared * widening),
                              2 * WALLS * x * y / squared, across(x)};
}

double descent_contour(double level, double x) {
    double left = 2 * level - ALONG * x * x;
    return left >= 0 ? sqrt(left / across(x)) : NAN;
}

/* Draws from xorshift64: 53 of its bits as a number from 0 to 1. */
static double uniform(uint64_t *state) {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return (double)(*state >> 11) / 9007199254740992.0;
}

/* The sum of twelve has the variance 1 and is close to a normal one, without a logarithm. */
static double noise(uint64_t *state) {
    double sum = -6;
    for (int i = 0; i < 12; i++) sum += uniform(state);
    return NOISE * sum;
}

/* (nudge_x, nudge_y) is added to the gradient. */
static DescentPoint update(DescentPoint at, double lr, uint64_t *state, double nudge_x, double nudge_y) {
    double widening = 1 + at.x * at.x;
    double gx = ALONG * at.x + WALLS * at.x * at.y * at.y / (widening * widening);
    double gy = across(at.x) * at.y;
    double x = at.x - lr * (gx + noise(state) + nudge_x), y = at.y - lr * (gy + noise(state) + nudge_y);
    return (DescentPoint){x, y, descent_loss(x, y)};
}

static double mean_of_end(const DescentRun *run) {
    int last = run->count / 10 > 0 ? run->count / 10 : 1;
    double sum = 0;
    for (int i = run->count - last; i < run->count; i++) sum += run->at[i].loss;
    return sum / last;
}

int64_t descent_step(const Descent *descent, const Schedule *schedule, int i) {
    return schedule->total_steps * i / descent->updates;
}

static void make_run(const Descent *descent, const Schedule *schedule, bool planned, DescentRun *run) {
    uint64_t state = SEED;
    run->at[0] = (DescentPoint){START_X, START_Y, descent_loss(START_X, START_Y)};
    run->count = 1;
    run->diverged = false;
    for (int i = 0; i < descent->updates && !run->diverged; i++) {
        double lr = planned ? schedule_lr(schedule, descent_step(descent, schedule, i)) : schedule->base_lr;
        DescentPoint next = update(run->at[i], lr, &state, 0, 0);
        run->at[run->count++] = next;
        run->diverged = !(next.loss <= DESCENT_DIVERGED);
    }
    run->end = mean_of_end(run);
}

static int updates_of(const Schedule *schedule) {
    bool all = schedule->total_steps <= DESCENT_UPDATES_MAX;
    return all ? (int)schedule->total_steps : DESCENT_UPDATES_MAX;
}

void descent_make(const Schedule *schedule, Descent *descent) {
    descent->updates = updates_of(schedule);
    make_run(descent, schedule, true, &descent->planned);
    make_run(descent, schedule, false, &descent->constant);
}

DescentPoint descent_nudged(const Schedule *schedule, int nudged, double gx, double gy) {
    Descent descent = {.updates = updates_of(schedule)};
    uint64_t state = SEED;
    DescentPoint at = {START_X, START_Y, descent_loss(START_X, START_Y)};
    for (int i = 0; i < descent.updates; i++) {
        double lr = schedule_lr(schedule, descent_step(&descent, schedule, i)), on = i == nudged;
        at = update(at, lr, &state, on * gx, on * gy);
    }
    return at;
}

int descent_updates_before(const Descent *descent, const Schedule *schedule, int64_t step) {
    return (int)((step + 1) * descent->updates / schedule->total_steps);
}
