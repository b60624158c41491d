/* What the files of this room share about the shape of warm-up and decay. Not for other rooms. */
#ifndef SCHEDULE_SHAPE_H
#define SCHEDULE_SHAPE_H

#include "schedule/parameters.h"
#include "schedule/phrase.h"
#include "schedule/shape_text.h"

/* Farther than any step that can be asked for; sums of a few such still fit. */
#define SCHEDULE_FAR (4 * SCHEDULE_STEPS_MAX)

typedef struct ScheduleBounds {
    double low, high;
} ScheduleBounds;

/* All that is known of a decay: a row of schedule_decays. `elapsed` is c, at least 0. Between two breaks or
   turns the decay and its slope are monotone. */
typedef struct DecayKind {
    int row;                  /* counts the rows: ROW fills it in */
    const char *word, *label; /* as typed and in files; for people */
    uint64_t uses;            /* the parameters that it has: PARAMETER_BIT(GAMMA) | … */
    double (*value)(const Schedule *schedule, double elapsed);
    /* Its derivative from the right; NULL: it is level between its breaks. */
    double (*slope)(const Schedule *schedule, double elapsed);
    /* The first place after `elapsed` where it is not smooth, or SCHEDULE_FAR. NULL: nowhere but at 0. */
    double (*next_break)(const Schedule *schedule, double elapsed);
    /* The first place after `elapsed` where it or its slope turns. NULL: nowhere. */
    double (*next_turn)(const Schedule *schedule, double elapsed);
    /* Its limit from below at a break. NULL: its value there, for it does not jump. */
    double (*before)(const Schedule *schedule, double elapsed);
    /* Where it can be on from … to, without looking at every cycle. NULL: it rises or falls all along. */
    ScheduleBounds (*bounds)(const Schedule *schedule, double from, double to);
    /* From where on it is level for ever. NULL: nowhere. */
    double (*settled)(const Schedule *schedule);
    /* The value `shift` steps after `elapsed`, at the same place of its stair or cycle: for real multiples of
       their length as smooth as for whole ones. NULL: value(elapsed + shift). */
    double (*carried)(const Schedule *schedule, double elapsed, double shift);
    bool (*flat)(const Schedule *schedule);   /* it is 1 everywhere; NULL: never */
    bool (*raised)(const Schedule *schedule); /* it can be above 1; NULL: never */
    ParameterId raised_by;                    /* then because of this */
    /* What it does, without saying where it begins: "cosine to 0 over 1000 steps". */
    void (*say)(Phrase phrase, const Schedule *schedule);
    /* d in the language of formula/formula.h, with the operations of `value` in the same order. It names c
       and parameters, q = min(c/decay_steps, 1), and of cycles the number i and the place x, 0 … 1. The
       argument of cospi is a product. */
    const char *text;
    const char *plain; /* the same where plain_at is at its default; NULL: no different */
    ParameterId plain_at;
    bool mean;        /* `text` is the weight w of the mean final_factor*(1-w) + w */
    const char *peak; /* or of final_factor*(1-w) + peak*w where cycle_gamma is not 1 */
    /* Instead of all these, for what depends on a list: the lines of a function's body. */
    void (*write)(const Schedule *schedule, const ShapeSpelling *spelling, Text *out);
} DecayKind;

/* The same of a warm-up. `step` is t', from 0 to warmup_iters. */
typedef struct WarmupKind {
    int row;
    const char *word, *label;
    uint64_t uses;
    double (*value)(const Schedule *schedule, double step); /* w */
    double (*rise)(const Schedule *schedule, double step);  /* s: w = f+(1-f)*s */
    double (*slope)(const Schedule *schedule, double step); /* of s */
    double (*next_turn)(const Schedule *schedule, double step);
    /* The first step with s = 1 where that is not warmup_iters; NULL: it is. */
    double (*full)(const Schedule *schedule);
    /* The sum of 1 - s over steps 0 … count-1, count at most warmup_iters; NULL: added up. */
    double (*missing)(const Schedule *schedule, double count);
    const char *rise_text; /* s in the language of formula/formula.h, of a = t/warmup_iters and t */
    const char *text;      /* w where that is not the mean warmup_factor*(1-s) + s */
    const char *way;       /* "linearly": how it gets there; NULL: it does not move */
    bool arrives_level;    /* without a kink */
} WarmupKind;

/* A row counts itself, so that a table of designated rows can be held against its enum. */
#define ROW .row = __COUNTER__

extern const DecayKind schedule_decays[DECAY_COUNT];
extern const WarmupKind schedule_warmups[WARMUP_COUNT];

/* How many steps of the run belong to the warm-up. */
int64_t schedule_warm_steps(const Schedule *schedule);
/* Returns the first step with w = 1, which is warmup_end unless the method is full before. */
int64_t schedule_full_step(const Schedule *schedule);

/* Returns the mean of `value` and 1 that gives 1 the weight `weight` (0 … 1). */
double schedule_blend(double value, double weight);
/* Returns the multiple of `interval` at or below x; x itself for an interval of 1, whose stairs are the
   steps. */
double schedule_on_stair(double x, int64_t interval);

/* Returns d(c), also between the steps; d(0) for elapsed <= 0. */
double schedule_decay_at(const Schedule *schedule, double elapsed);
/* Returns the factor without the floor: the warm-up at its step t', which may be warmup_iters for the limit
   from below, joined with a decay of that value. */
double schedule_joined(const Schedule *schedule, double step, double decay);
/* Returns the factor without the floor, where the warm-up is asked for at one place and the decay at
   another. */
double schedule_joined_at(const Schedule *schedule, double warmup_at, double decay_at);
/* Returns the factor's limit from below at x > 0. */
double schedule_joined_before(const Schedule *schedule, double x);
/* Returns the factor with the floor. */
double schedule_floored(const Schedule *schedule, double factor);

bool schedule_has_floor(const Schedule *schedule);
/* The decay may be above 1 somewhere. */
bool schedule_decay_is_raised(const Schedule *schedule);
/* Its kind has an end after decay_steps, where it stays. */
bool schedule_decay_ends(const Schedule *schedule);
/* Returns where the decay can be while its argument goes from … to, both >= 0. */
ScheduleBounds schedule_decay_bounds(const Schedule *schedule, double from, double to);
/* The decay has a part in the factor at this step. */
bool schedule_decay_is_seen(const Schedule *schedule, double step);

/* Returns the first place after `at` where the factor, floor aside, is not smooth; with `turns`, or where a
   part of it or of its slope turns. SCHEDULE_FAR where there is none. With `whole`, the first whole step at
   or after it. */
double schedule_next_piece(const Schedule *schedule, double at, bool turns, bool whole);

/* The cycle of cosine_restarts or triangular that holds `elapsed` (>= 0), counted from decay_start. */
typedef struct ScheduleCycle {
    double start, next; /* where it and the one after it begin; `next` is right as far as a step can reach */
    double length;      /* exact, or rounded once where it is above 2^53 */
    double index;       /* how many were before it */
} ScheduleCycle;
ScheduleCycle schedule_cycle(const Schedule *schedule, double elapsed);

#endif
