/* A schedule whose factor is a function of the step, as LambdaLR takes it: lr(t) = base_lr * function(t).

   What the function names is a parameter: the one of that key where there is one that holds a number
   (warmup_iters), else one of the function's own, with a value in schedule->values. Between whole steps the
   drawn curve runs straight. All that is said of it is proven by formula/formula.h, or said not to be known.
 */
#ifndef SCHEDULE_FUNCTION_H
#define SCHEDULE_FUNCTION_H

#include "schedule/bound.h"
#include "schedule/parameters.h"
#include "schedule/sums.h"

/* Makes the text the schedule's function. Names that it begins with a number get that, those that were there
   before keep theirs, and new ones are what they usually stand for, or 1. False with *why ("2:5 a loop is not part of this language") and the
   schedule as it was, where it cannot be read or some step of the run has no value. NULL: no function. */
bool schedule_read_function(Schedule *schedule, const char *text, Text *why);

/* The same without a look at whether the steps have values: for callers that change more before
 * function_fits. */
bool function_parse(Schedule *schedule, const char *text, Text *why);

/* Gives the names back the values that they had in `before`, where the text still begins them with the number that it gave them
   there: a text that is edited does not take back what a slider moved. Changes nothing where the function would have no value
   on some step of the run then. */
void function_keep_moved(Schedule *schedule, const Schedule *before);

/* Returns the parameter that a name of the function stands for. */
ParameterId function_parameter(const Schedule *schedule, size_t name);
/* Returns the parameter that a name of the function's own usually is in other people's code (num_warmup_steps
   is warmup_iters), or PARAMETER_COUNT: such a name begins with its value. */
ParameterId function_usual(const Schedule *schedule, size_t name);
/* Fills in the values of the function's names, as formula_value takes them. */
void function_values(const Schedule *schedule, double values[FORMULA_NAMES_MAX]);
/* Returns as bits the parameters that have a part in the curve. */
uint64_t function_uses(const Schedule *schedule);

/* True if every step of the run surely has a value; if not, *why says which has none, or that this could not
   be decided. */
bool function_fits(const Schedule *schedule, Text *why);

/* The steps of the run by whether they are above 1; and by whether they are negative: FORMULA_ABOVE then
   means 0 or more. They are kept until some other functions were asked for. */
typedef struct FunctionSpans {
    const FormulaSpan *items;
    size_t count;
} FunctionSpans;
FunctionSpans function_sides(const Schedule *schedule);
FunctionSpans function_signs(const Schedule *schedule);

/* Returns how many steps of the run are corners (formula_corners) and sets *corners to them, kept in the same
   way; 513 where they are more or not known. */
size_t function_corners(const Schedule *schedule, const int64_t **corners);

/* These give what the functions of the same names in schedule.h, bound.h and sums.h give, where there is a
   function. */
double function_factor_at(const Schedule *schedule, double x);
size_t function_breaks(const Schedule *schedule, double from, double to, ScheduleBreak *breaks, size_t max);
void function_range(const Schedule *schedule, double from, double to, double *min, double *greatest);
ScheduleAbove function_above(const Schedule *schedule);
SchedulePeak function_peak(const Schedule *schedule, bool *exact);
int64_t function_last_negative(const Schedule *schedule);
ScheduleSum function_sum(const Schedule *schedule, int64_t from, int64_t end);

/* Writes what the function is called, and with which values: "def f(x)", "a function of x with gamma =
   0.9". */
void function_names(const Schedule *schedule, bool exact, Text *out);

#endif
