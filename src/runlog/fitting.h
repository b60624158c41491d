/* The search behind fit.h: a piece of the log, what is known of it so far, and the schedules found for it. A
   piece rises (fitting_warmups), then falls or stays (fitting_decays, and fitting_ends where the fall runs to
   an end). Whatever looks like a schedule is kept as a candidate; which of them is right is for fit.c to
   judge. Not for other rooms. */
#ifndef RUNLOG_FITTING_H
#define RUNLOG_FITTING_H

#include "runlog/rows.h"
#include "runlog/series.h"

#include <math.h>

enum { FITTING_ROWS_MAX = 600, FITTING_CANDIDATES_MAX = 2000 };

/* A number of steps as a schedule takes it: whole, and within the model's bounds. */
static inline int64_t fitting_steps(double steps) {
    return (int64_t)fmin(fmax(round(steps), 0), (double)SCHEDULE_STEPS_MAX);
}

/* A schedule that may be the log's. */
typedef struct Candidate {
    Schedule schedule;
    double shift;
    size_t plain; /* rows that agree without skipped updates */
    double complexity;
} Candidate;

typedef struct Fit {
    const RunLog *log;
    const Schedule *start;
    Rows rows;
    double base_shift, shift; /* the log's; with what was skipped before the first row */
    double *t, *v, *tol;      /* of the piece, at most FITTING_ROWS_MAX rows */
    Series piece;             /* the same, as they are looked at */
    double last;              /* the last update of the piece */
    size_t peak;              /* the first row of the piece that has the greatest rate */
    int64_t interval;         /* the decay goes in stairs of so many updates; 0: it does not */
    Candidate candidates[FITTING_CANDIDATES_MAX];
    size_t count;
} Fit;

/* The warm-up, which is settled before the decay is looked at. */
typedef struct Rise {
    WarmupMethod method;
    bool any;
    double at_0, slope;   /* linear: the rate at update 0, and how much it gains with each */
    double iters, factor; /* otherwise */
} Rise;

/* Looks for the piece's warm-up, and for the decays that may follow it. */
void fitting_warmups(Fit *fit);
/* Looks for the decays that may follow a warm-up. */
void fitting_decays(Fit *fit, const Rise *rise);
/* Looks for rates that rise again: restarts and triangles. The piece is the whole log. */
void fitting_cycles(Fit *fit);

/* Returns how many updates the stairs of those rows are long, behind the highest row; 0 where there are none.
 */
double fitting_stairs(const Fit *fit, size_t first, size_t count);
/* Puts the piece's rows behind the peak at the beginnings of their stairs, one row each. */
void fitting_flatten(Fit *fit, double length);
/* Of these the ones that run to an end, from the update `start` on. */
void fitting_ends(Fit *fit, const Rise *rise, double start);

/* Returns a schedule of that base_lr with the warm-up and no decay. */
Schedule fitting_blank(const Fit *fit, const Rise *rise, double base);
/* Keeps a candidate, unless a parameter does not take its number. */
void fitting_keep(Fit *fit, const Schedule *schedule);
/* Puts round numbers in place of all of a candidate's at once, where more rows agree then: few digits leave
   each of them a choice that depends on the others. */
void fitting_polish(Fit *fit, Candidate *candidate);
/* True if a candidate agrees with every row of the log. */
bool fitting_is_done(const Fit *fit);
/* Returns how many rows of the piece the schedule agrees with. */
size_t fitting_count(const Fit *fit, const Schedule *schedule);
/* Returns how many digits have to be said; what the log declares itself costs little. */
double fitting_complexity(const Schedule *schedule, const RunLog *log, double shift);
/* Puts the roundest number in place of one, as long as no row is lost by it. `field` is inside *schedule. */
void fitting_round(const Fit *fit, Schedule *schedule, double *field);
void fitting_round_whole(const Fit *fit, Schedule *schedule, int64_t *field);
/* Settles the warm-up's factor once base_lr and warmup_iters are: the one that goes with them. */
void fitting_settle_rise(const Fit *fit, const Rise *rise, Schedule *schedule);
/* Returns the piece's rows from that one on. */
Series fitting_rows_from(const Fit *fit, size_t row);
/* Sets where the decay begins, unless that is where the warm-up ends. */
void fitting_set_start(Schedule *schedule, double start);

#endif
