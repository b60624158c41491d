/* Functions of the step, in the part of Python that schedules' lambdas and defs are written in: read once,
   then evaluated (value), enclosed (proof) and written out (code). assets/docs/functions.md describes the
   language.

   A text is one of
     an expression       min(1, x / warmup_iters), with assignments before it if need be
     a lambda            lambda step: 0.95 ** step
     a def               def f(x): …; other defs before it may be called, one inside another is the one meant
   and the numbers that it assigns outside of a def, or gives a def's further arguments, begin those names. */
#ifndef FORMULA_FORMULA_H
#define FORMULA_FORMULA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

enum { FORMULA_TEXT_MAX = 65536, FORMULA_NAMES_MAX = 12, FORMULA_NAME_LENGTH_MAX = 63 };

/* A function that was read and checked. It never changes. */
typedef struct Formula Formula;

/* Where a text is wrong and how; line and column count from 1, columns in characters. */
typedef struct FormulaError {
    size_t line, column;
    char text[240];
} FormulaError;

/* NULL with *error filled in where the text is none of these. The text is copied; release with
 * formula_free(). */
Formula *formula_read(const char *text, size_t count, FormulaError *error);
void formula_free(Formula *formula);

/* The same for a text that ends with a 0, but one text is read once, lives as long as the program and is the same pointer ever after: for
   plain structures that are copied. A slider's values are no part of it, so there are few. Bytes that are no UTF-8 become
   U+FFFD, as a file will have them. */
const Formula *formula_shared(const char *text, FormulaError *error);

/* True for a def or a lambda and nothing beside, or the one that the text gives to LambdaLR. An expression
   alone does not count: nearly any word is one. */
bool formula_is_definition(const Formula *formula);

/* True for a text that imports what is not known here, so that its functions may be anything, or that uses PyTorch's
   optimizers, whose rate reading/reading.h finds. */
bool formula_is_script(const char *text);

const char *formula_text(const Formula *formula);
/* Returns a number that no other one has or had in this run of the program. */
uint64_t formula_serial(const Formula *formula);
/* Returns what the text calls the step. */
const char *formula_step_name(const Formula *formula);

/* Returns the names that are free, in the order of their first use: what formula_value's `values` are for. */
size_t formula_name_count(const Formula *formula);
const char *formula_name(const Formula *formula, size_t index);
/* True if the text itself sets that name; *value is its number. */
bool formula_given(const Formula *formula, size_t index, double *value);

/* ------------------------------------------------------------------------------------------------ value */

/* Why a step has no value: "division by zero", the place as in FormulaError. */
typedef struct FormulaFault {
    int64_t step;
    size_t line, column;
    const char *reason;
} FormulaFault;

/* The double that CPython would compute for this step, with values[i] for formula_name(i); a value that is
   whole is an int there. False with *fault (which may be NULL) filled in where Python would raise, where the
   result is nan or infinite, and where an int goes beyond 2^53, which CPython alone could hold. */
bool formula_value(const Formula *formula, const double *values, int64_t step, double *value,
                   FormulaFault *fault);

/* How many operations one value takes at most: its cost, and a measure of the text. */
size_t formula_size(const Formula *formula);

/* ------------------------------------------------------------------------------------------------ proof */

/* A range that holds the value of every step of first..last, and whether all of them surely have one. */
typedef struct FormulaRange {
    double low, high;
    bool total;
} FormulaRange;

FormulaRange formula_range(const Formula *formula, const double *values, int64_t first, int64_t last);

/* True if every step of first..last surely has a value. If not, *fault is of the first step that was found
   without one; its reason is NULL where `effort` was not enough to tell. */
bool formula_is_total(const Formula *formula, const double *values, int64_t first, int64_t last, long effort,
                      FormulaFault *fault);

typedef enum FormulaSide {
    FORMULA_NOT_ABOVE, /* value <= limit on every step: proven */
    FORMULA_ABOVE,     /* value > limit on every step: proven */
    FORMULA_NO_VALUE,  /* there is none on any step: proven */
    FORMULA_UNDECIDED
} FormulaSide;

typedef struct FormulaSpan {
    int64_t first, last;
    FormulaSide side;
} FormulaSpan;

/* Tells the steps first..last apart by whether the value is above `limit`: spans in order, without gaps,
   neighbours differing in side. `effort` bounds the operations; what is left when it is spent, or does not
   fit, is the last span, undecided. The same question always gets the same answer. Returns the number of
   spans, 1 to `capacity`. */
size_t formula_above(const Formula *formula, const double *values, double limit, int64_t first, int64_t last,
                     long effort, FormulaSpan *spans, size_t capacity);

/* Least and greatest values over first..last, each with a step that has it, and bounds for all: low_bound <=
   low.value and high.value <= high_bound, equal where `effort` was enough. Steps without a value are passed
   over and `total` is false then, or where it is not known. False where no step with a value was found. */
typedef struct FormulaExtreme {
    int64_t step;
    double value;
} FormulaExtreme;

typedef struct FormulaExtremes {
    FormulaExtreme low, high;
    double low_bound, high_bound;
    bool total;
} FormulaExtremes;

bool formula_extremes(const Formula *formula, const double *values, int64_t first, int64_t last,
                      double tolerance, long effort, FormulaExtremes *extremes);

/* Gives bounds between which the sum of the values of first..last lies, as close as `tolerance` times the sum of
   their sizes where `effort` is enough for that. False where no bounds are known, or a step has no value. */
bool formula_sum(const Formula *formula, const double *values, int64_t first, int64_t last, double tolerance,
                 long effort, double *low, double *high);

/* Returns the steps of first+1..last-1 at which the function turns, bends or jumps, in order: between two of
   them, and the ends, it is smooth and monotone. Returns how many there are, or max+1 where they are more or
   `effort` was not enough to tell; at most `max` are filled in. */
size_t formula_corners(const Formula *formula, const double *values, int64_t first, int64_t last, long effort,
                       int64_t *corners, size_t max);

/* True if both surely have the same values wherever they have one, but for rounding: the same operations with
   the same numbers, whatever their names and however many steps there are. False decides nothing. */
bool formula_same(const Formula *a, const double *a_values, const Formula *b, const double *b_values);

/* ------------------------------------------------------------------------------------------------- code */

typedef enum FormulaDialect { FORMULA_PYTHON, FORMULA_JAX, FORMULA_KERAS } FormulaDialect;

/* Writes "name = value" for each name, a line each. */
void formula_write_names(const Formula *formula, const double *values, Text *out);

/* The function as a def in Python, whose names have values outside of it: the text itself where it is such a
   def, else `def f(…)` with the same values (f1, … where f is one of the names). formula_own_name is what it is
   called; formula_needs_math tells whether it calls math.… */
void formula_write_definition(const Formula *formula, Text *out);
const char *formula_own_name(const Formula *formula);
bool formula_needs_math(const Formula *formula);

/* The lines of a function's body, each behind `indent`, the last one "return …": with ifs as where(…) for the
   libraries that trace, whose functions begin with jnp. or ops. */
void formula_write_body(const Formula *formula, FormulaDialect dialect, const char *step, const char *indent,
                        Text *out);

#endif
