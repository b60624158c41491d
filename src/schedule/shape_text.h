/* Warm-up and decay as code, from the texts in their rows: for functions of the step, and for the languages
   of other rooms. */
#ifndef SCHEDULE_SHAPE_TEXT_H
#define SCHEDULE_SHAPE_TEXT_H

#include "base/text.h"
#include "schedule/schedule.h"

/* How a language spells what the texts call c, math., min and cospi(. */
typedef struct ShapeSpelling {
    const char *elapsed; /* "elapsed" */
    const char *math;    /* "math." */
    const char *minimum; /* "min" */
    const char *cosine;  /* "math.cos(math.pi * " */
    bool python;         /* it has loops and lists, and parameters have names outside of the functions */
    bool cycles;         /* the place in the cycle is to be found: else x is set before */
} ShapeSpelling;

/* The spelling of Python itself, and of the language of formula/formula.h. */
extern const ShapeSpelling shape_python, shape_formula;

/* The lines that lead to w(step) before warmup_iters, behind `indent`, the last one `before` w `after`.
   `ratio` is step/warmup_iters. */
void schedule_write_warmup(const Schedule *schedule, const ShapeSpelling *spelling, const char *indent,
                           const char *ratio, const char *before, const char *after, Text *out);
/* Writes d(elapsed) in the same way. */
void schedule_write_decay(const Schedule *schedule, const ShapeSpelling *spelling, const char *indent,
                          const char *before, const char *after, Text *out);

/* `def factor(step)`, before it `def warmup(…)` and `def decay(…)` where there are such: the whole model. */
void schedule_write_functions(const Schedule *schedule, const ShapeSpelling *spelling, Text *out);
/* The name of the one that is the factor: "warmup" or "decay" where the other is not there. NULL: it is 1. */
const char *schedule_function_name(const Schedule *schedule);

/* True if the texts of what there is of warm-up and decay call "math." or "cospi(". */
bool schedule_functions_call(const Schedule *schedule, const char *name);
/* True if Python's call bisect_right. */
bool schedule_functions_bisect(const Schedule *schedule);

#endif
