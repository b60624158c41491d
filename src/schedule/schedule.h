/* The learning rate of every optimizer update, as pure arithmetic: no I/O, no clock, nothing kept between
   calls.

   t is the 0-based number of an update. This is the whole model:

       lr(t) = base_lr * max(floor, join(w(t'), d(c)))
       t' = warmup_interval * floor(t / warmup_interval)
       c  = max(0, decay_interval * floor(t / decay_interval) - decay_start)

   w is the warm-up: torchvision's warmup_lr_scheduler (references/detection/utils.py) through LambdaLR, and
   its relatives. d is the decay. With the defaults (no floor, intervals of 1, join multiply) this is
   base_lr * (w(t) * d(c)), and the grouping matters: with -ffp-contract=off a warm-up alone equals PyTorch's
   doubles bit for bit. */
#ifndef SCHEDULE_SCHEDULE_H
#define SCHEDULE_SCHEDULE_H

#include "formula/formula.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SCHEDULE_STEPS_MAX INT64_C(1000000000000000) /* 10^15: exact in a double, with room to add two */
#define SCHEDULE_REAL_MAX 1e100 /* the greatest number that is taken; products of three such are finite */
enum { SCHEDULE_MILESTONES_MAX = 32, SCHEDULE_POINTS_MAX = 64 };

/* steps_per_epoch, decay_start, decay_steps and timescale: follow from the other parameters. floor: none. */
#define SCHEDULE_AUTO INT64_C(-1)

/* a = t'/warmup_iters, f = warmup_factor, p = warmup_power; w is 1 from t' = warmup_iters on. */
typedef enum WarmupMethod {
    WARMUP_LINEAR,      /* f*(1-a)+a */
    WARMUP_CONSTANT,    /* f */
    WARMUP_EXPONENTIAL, /* f^(1-a), needs f > 0 */
    WARMUP_COSINE,      /* f+(1-f)*(1-cos(pi*a))/2 */
    WARMUP_POWER,       /* f+(1-f)*a^p */
    WARMUP_LOGARITHMIC, /* f+(1-f)*log(t'+1)/log(warmup_iters) */
    WARMUP_COUNT
} WarmupMethod;

/* How warm-up and decay meet while t' < warmup_iters; from there on the factor is d(c). s is the method's own
   rise from 0 to 1: w = f+(1-f)*s. */
typedef enum WarmupJoin {
    JOIN_MULTIPLY, /* w*d(c) */
    JOIN_REPLACE,  /* w: the decay runs all along, unseen until the warm-up ends */
    JOIN_MEET,     /* f*(1-s)+D*s, where D is d(c) at step warmup_iters */
    JOIN_BLEND,    /* f*(1-s)+d(c)*s */
    JOIN_COUNT
} WarmupJoin;

/* r = final_factor, q = min(c, decay_steps)/decay_steps, g = cycle_gamma. In cycle i, which is
   cycle_steps*cycle_mult^i steps long, x goes from 0 to 1. */
typedef enum Decay {
    DECAY_NONE,
    DECAY_MULTISTEP,       /* gamma^(number of milestones <= c) */
    DECAY_STEP,            /* gamma^floor(c/step_size) */
    DECAY_EXPONENTIAL,     /* gamma^(c/step_size) */
    DECAY_LINEAR,          /* r+(1-r)(1-q) */
    DECAY_POLYNOMIAL,      /* r+(1-r)(1-q)^power */
    DECAY_COSINE,          /* r+(1-r)(1+cos(2*pi*num_cycles*q))/2 */
    DECAY_COSINE_RESTARTS, /* r+(g^i-r)(1+cos(pi*x))/2 */
    DECAY_INVERSE_SQRT,    /* 1/sqrt(1+c/timescale) */
    DECAY_ONE_MINUS_SQRT,  /* r+(1-r)(1-sqrt(q)) */
    DECAY_INVERSE_TIME,    /* (1+c/timescale)^-power */
    DECAY_TRIANGULAR, /* r+(1-r)*g^i*(1-2x), and from x = 1/2 on r+(1-r)*g^(i+1)*(2x-1); cycle_mult is 1 */
    DECAY_POINTS,     /* straight lines between the points, level before the first and after the last */
    DECAY_COUNT
} Decay;

/* A corner of DECAY_POINTS. Two at one step are a jump: the second is the value there. */
typedef struct SchedulePoint {
    int64_t step;  /* counted from decay_start, >= 0 */
    double factor; /* >= 0 */
} SchedulePoint;

/* Counts of steps as they were given: above 0 in epochs, below 0 in percent of total_steps (-10 is 10 %), 0 in
   steps (schedule/epochs.h). */
typedef struct ScheduleEpochs {
    double total_steps, warmup_iters, warmup_interval, decay_start, decay_interval, step_size, decay_steps,
        cycle_steps, timescale;
    double milestones[SCHEDULE_MILESTONES_MAX];
    double points[SCHEDULE_POINTS_MAX];
} ScheduleEpochs;

/* Every field is always valid (parameters.h sees to it), also those that the chosen decay does not use: so
   that choosing another decay and coming back loses nothing. Counts are in updates, also of what was given in
   epochs. */
typedef struct Schedule {
    int64_t steps_per_epoch; /* 0: epochs are not counted; SCHEDULE_AUTO: from the data set, where known */
    int64_t dataset_size;    /* samples; 0: not known */
    int64_t batch_size;      /* samples a device takes at once, >= 1 */
    int64_t accumulation;    /* batches whose gradients one update gathers, >= 1 */
    int64_t devices;         /* that share the samples, >= 1 */
    double base_lr;          /* > 0 */
    int64_t total_steps;     /* 1 … SCHEDULE_STEPS_MAX */
    WarmupMethod warmup_method;
    double warmup_factor; /* any finite number; > 0 for WARMUP_EXPONENTIAL */
    int64_t warmup_iters; /* 0 … SCHEDULE_STEPS_MAX; may be above total_steps */
    double warmup_power;  /* > 0 */
    WarmupJoin warmup_join;
    int64_t warmup_interval; /* >= 1 */
    Decay decay;
    int64_t decay_start;    /* SCHEDULE_AUTO: when the warm-up ends */
    int64_t decay_interval; /* >= 1 */
    /* ascending, 1 or more, counted from decay_start */
    int64_t milestones[SCHEDULE_MILESTONES_MAX];
    int milestone_count;
    double gamma;        /* > 0 */
    int64_t step_size;   /* >= 1 */
    int64_t decay_steps; /* >= 1; SCHEDULE_AUTO: to the end of training */
    double final_factor; /* 0 … 1 */
    double power;        /* > 0 */
    double num_cycles;   /* > 0 */
    double cycle_steps;  /* >= 1, may be a fraction */
    int64_t cycle_mult;  /* >= 1 */
    double cycle_gamma;  /* > 0 */
    double timescale;    /* > 0; SCHEDULE_AUTO: warmup_iters */
    /* their steps ascend; at most two stand at one step */
    SchedulePoint points[SCHEDULE_POINTS_MAX];
    int point_count;
    double floor; /* >= 0; SCHEDULE_AUTO: none */
    ScheduleEpochs epochs;
    /* Not NULL: lr(t) is base_lr * function(t) and nothing of the above but base_lr, total_steps, the length of
       an epoch and what it names has a part in it (schedule/function.h). It lives as long as the program. */
    const Formula *function;
    double values[FORMULA_NAMES_MAX]; /* of its names, where they are no parameters */
} Schedule;

/* torchvision's detection warm-up: 0.02, from 1/1000 over 1000 steps, 2000 steps, no decay. */
Schedule schedule_default(void);

/* Returns the value that SCHEDULE_AUTO stands for, or the field itself. decay_steps is at least 1; the
   timescale of a schedule without a warm-up is 10000, as Hugging Face has it. */
int64_t schedule_decay_start(const Schedule *schedule);
int64_t schedule_decay_steps(const Schedule *schedule);
double schedule_timescale(const Schedule *schedule);

/* Updates in an epoch; 0 where neither they nor the data set are known. As PyTorch counts them: a
   DistributedSampler gives each device ceil(dataset_size/devices) samples, a DataLoader (its last batch kept)
   makes len = ceil(that/batch_size) batches of them, and every `accumulation` of these, or what is left of
   them, are one update: ceil(len/accumulation). */
int64_t schedule_steps_per_epoch(const Schedule *schedule);

/* True if the decay changes nothing: no decay, gamma 1, final_factor 1, no milestones, points at 1. */
bool schedule_decay_is_flat(const Schedule *schedule);

/* Returns the first step that the warm-up no longer has a part in: warmup_iters, rounded up to
   warmup_interval. */
int64_t schedule_warmup_end(const Schedule *schedule);
/* Returns c of a step, the steps since the decay began. */
double schedule_elapsed(const Schedule *schedule, double step);

double schedule_warmup(const Schedule *schedule, int64_t step);   /* w(t') */
double schedule_decay(const Schedule *schedule, int64_t elapsed); /* d(c); d(0) for elapsed <= 0 */
double schedule_factor(const Schedule *schedule, int64_t step);   /* max(floor, join(w, d)) */
double schedule_lr(const Schedule *schedule, int64_t step);       /* base_lr * factor */

/* Return the same formulas between the steps, for drawing: equal to the above at whole numbers. `x` >= 0. An
   interval above 1 makes stairs. */
double schedule_warmup_at(const Schedule *schedule, double x);
double schedule_factor_at(const Schedule *schedule, double x);

/* Returns s, the share of 1 in the warm-up's mean of warmup_factor and 1; 1 from the warm-up's end on. */
double schedule_rise_at(const Schedule *schedule, double x);

/* Returns alpha = step/warmup_iters, 1 from warmup_iters on (so also for warmup_iters = 0). */
double schedule_alpha(const Schedule *schedule, int64_t step);

/* A place where the curve is not smooth: its left and right values differ at a jump and agree at a kink.
   Declared, not found by sampling, so that a drawing is exact there. */
typedef struct ScheduleBreak {
    double x;
    double left, right; /* the factor's limit from below; its value at x */
} ScheduleBreak;

/* Returns the breaks with from < x < to in ascending order, at most `max`. Returns how many there are in all,
   or max+1 where there are more (then `breaks` holds the first `max`). Costs O(max + log) at any range. */
size_t schedule_breaks(const Schedule *schedule, double from, double to, ScheduleBreak *breaks, size_t max);

/* The least and the greatest factor that the curve reaches on [from, to], from declared breaks and bisection.
   May be wider than the truth by rounding only; for cycles too many to visit, by one cycle's range. */
void schedule_range(const Schedule *schedule, double from, double to, double *min, double *greatest);

#endif
