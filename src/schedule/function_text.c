#include "schedule/function_text.h"

#include "schedule/function.h"
#include "schedule/parameters.h"
#include "schedule/shape.h"
#include "schedule/shape_text.h"

#include <math.h>

/* ------------------------------------------------------------------------------------ a shape as a text */

bool function_text(const Schedule *schedule, Text *out) {
    if (schedule->function) return false;
    schedule_write_functions(schedule, &shape_formula, out);
    if (!schedule_function_name(schedule)) text_add(out, "def factor(step):\n    return 1\n");
    return true;
}

/* ----------------------------------------------------------------------------------- a function as a shape
 */

enum { STEPS_MAX = 300000, LOOKS = 24 };

static bool alike(const Schedule *one, const Schedule *other, int64_t step) {
    double a = schedule_factor(one, step), b = schedule_factor(other, step);
    return fabs(a - b) <= 1e-12 * fmax(1, fmax(fabs(a), fabs(b)));
}

/* True if the shape, as a text, does the same as the function. */
static bool does_the_same(const Schedule *function, const Schedule *shape) {
    double values[FORMULA_NAMES_MAX], shape_values[FORMULA_NAMES_MAX];
    Text text = {0};
    FormulaError error;
    Schedule told = *shape;
    function_text(shape, &text);
    Formula *formula = formula_read(text_string(&text), text.length, &error);
    text_free(&text);
    if (!formula) return false;
    told.function = formula;
    function_values(function, values);
    function_values(&told, shape_values);
    bool same = formula_same(function->function, values, formula, shape_values);
    formula_free(formula);
    return same;
}

/* True if both have one curve. A few places tell most apart; the same operations prove it for any number of
   steps, and so does looking at all of them where they are not too many. */
static bool same_everywhere(const Schedule *function, const Schedule *shape) {
    int64_t steps = function->total_steps;
    for (int64_t i = 0; i < LOOKS; i++)
        if (!alike(function, shape, (int64_t)((double)(steps - 1) / (LOOKS - 1) * (double)i))) return false;
    if (does_the_same(function, shape)) return true;
    if (steps > STEPS_MAX) return false;
    for (int64_t step = 0; step < steps; step++)
        if (!alike(function, shape, step)) return false;
    return true;
}

/* Gives the shape the values of names that are usual ones for its parameters. */
static void take_usual(const Schedule *function, Schedule *shape) {
    Text why = {0};
    for (size_t i = 0; i < formula_name_count(function->function); i++) {
        ParameterId own = function_parameter(function, i), usual = function_usual(function, i);
        if (own < PARAMETER_VALUES || usual == PARAMETER_COUNT) continue;
        if (usual != PARAMETER_TOTAL_STEPS && usual != PARAMETER_BASE_LR) /* which would be another run */
            parameter_put(shape, usual, parameter_get(function, own), &why);
    }
    text_free(&why);
}

/* Is it this warm-up and decay? `bare` is without a warm-up. */
static bool is_shape(const Schedule *schedule, Decay decay, WarmupMethod method, bool bare, Schedule *shape) {
    *shape = *schedule;
    shape->function = NULL;
    take_usual(schedule, shape);
    shape->decay = decay;
    shape->warmup_method = method;
    if (bare) shape->warmup_iters = 0;
    bool allowed = method != WARMUP_EXPONENTIAL || shape->warmup_factor > 0;
    return allowed && same_everywhere(schedule, shape);
}

static bool find_shape(const Schedule *schedule, Schedule *shape) {
    for (int bare = 0; bare < 2; bare++)
        for (int decay = 0; decay < DECAY_COUNT; decay++)
            for (int method = 0; method < (bare ? 1 : WARMUP_COUNT); method++)
                if (is_shape(schedule, (Decay)decay, (WarmupMethod)method, bare, shape)) return true;
    return false;
}

bool function_shape(const Schedule *schedule, Schedule *shape) {
    static Schedule asked, answer; /* the last question: it is asked with every frame */
    static bool any, found;
    if (!schedule->function) return false;
    if (!any || !parameters_same(&asked, schedule)) {
        Schedule last = answer; /* a slider that moves rarely makes another shape of it */
        bool again = found && asked.function == schedule->function &&
                     is_shape(schedule, last.decay, last.warmup_method, last.warmup_iters == 0, &answer);
        asked = *schedule;
        any = true;
        found = again || find_shape(schedule, &answer);
    }
    *shape = answer;
    return found;
}

void function_shape_words(const Schedule *shape, Text *out) {
    bool warms = shape->warmup_iters > 0 && shape->warmup_factor != 1, decays = shape->decay != DECAY_NONE;
    if (warms) text_addf(out, "%s warm-up", schedule_warmups[shape->warmup_method].label);
    if (decays) text_addf(out, "%s%s", warms ? ", then " : "", schedule_decays[shape->decay].label);
    if (!warms && !decays) text_add(out, "a constant rate");
}
