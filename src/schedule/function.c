#include "schedule/function.h"

#include "base/number.h"

#include <math.h>
#include <string.h>

/* Operations that a question may cost: some 20 ms. Counted, not timed, so that answers are the same
 * everywhere. */
enum { EFFORT = 2000000, RANGE_EFFORT = 40000, BREAKS_EFFORT = 400000, SUM_EFFORT = 4000000 };
enum {
    SUM_FEW = 20000,
    SUM_STEPS = 1000000 /* that are added one by one, at once and where bounds are wide */
};
enum { SPANS = 1024, KEPT = 8, CORNERS = 512 };

/* Facts about a function with its values. They are asked for many times a frame and so kept. */
typedef struct Facts {
    const Formula *function;
    double values[FORMULA_NAMES_MAX];
    int64_t steps;
    FormulaSpan sides[SPANS], signs[SPANS];
    size_t side_count, sign_count;
    FormulaExtremes extremes;
    bool has_extremes;
    int64_t corners[CORNERS]; /* of the whole run */
    size_t corner_count;      /* CORNERS + 1: more, or not known */
    bool has_corners;
} Facts;

static Facts kept[KEPT];
static size_t next_kept;

/* Returns the parameter of that very key that holds a number, or PARAMETER_COUNT. */
static ParameterId find_number(const char *name) {
    int id = parameter_find(name);
    bool number =
        id >= 0 && (parameters[id].type == PARAMETER_REAL || parameters[id].type == PARAMETER_WHOLE);
    return number && !strcmp(parameters[id].key, name) ? (ParameterId)id : PARAMETER_COUNT;
}

/* Returns the parameters of all names. They are found once: values of a function are asked for again and
   again. */
static const ParameterId *parameters_of(const Formula *function) {
    static ParameterId found[FORMULA_NAMES_MAX];
    static uint64_t number;
    if (number == formula_serial(function)) return found;
    for (size_t i = 0; i < formula_name_count(function); i++) {
        ParameterId id = find_number(formula_name(function, i));
        found[i] = id < PARAMETER_COUNT ? id : (ParameterId)(PARAMETER_VALUES + (int)i);
    }
    number = formula_serial(function);
    return found;
}

ParameterId function_parameter(const Schedule *schedule, size_t name) {
    return parameters_of(schedule->function)[name];
}

void function_values(const Schedule *schedule, double values[FORMULA_NAMES_MAX]) {
    const ParameterId *ids = parameters_of(schedule->function);
    for (size_t i = 0; i < formula_name_count(schedule->function); i++)
        values[i] = parameter_effective(schedule, ids[i]);
}

/* Returns what the values of these follow from, where they are not given. */
static uint64_t followed(const Schedule *schedule, uint64_t used) {
    bool steps = used & PARAMETER_BIT(DECAY_STEPS) && schedule->decay_steps == SCHEDULE_AUTO;
    if (steps) used |= PARAMETER_BIT(DECAY_START);
    bool start = used & PARAMETER_BIT(DECAY_START) && schedule->decay_start == SCHEDULE_AUTO;
    bool scale = used & PARAMETER_BIT(TIMESCALE) && schedule->timescale == (double)SCHEDULE_AUTO;
    return start || scale ? used | PARAMETER_BIT(WARMUP_ITERS) : used;
}

uint64_t function_uses(const Schedule *schedule) {
    uint64_t used = PARAMETER_BIT(BASE_LR) | PARAMETER_BIT(TOTAL_STEPS);
    for (size_t i = 0; i < formula_name_count(schedule->function); i++)
        used |= UINT64_C(1) << function_parameter(schedule, i);
    return followed(schedule, used);
}

/* ------------------------------------------------------------------------------------------- facts */

static bool is_of(const Facts *facts, const Schedule *schedule, const double *values) {
    size_t count = formula_name_count(schedule->function);
    return facts->function == schedule->function && facts->steps == schedule->total_steps &&
           !memcmp(facts->values, values, count * sizeof *values);
}

static Facts *facts_of(const Schedule *schedule) {
    double values[FORMULA_NAMES_MAX] = {0};
    function_values(schedule, values);
    for (size_t i = 0; i < KEPT; i++)
        if (is_of(&kept[i], schedule, values)) return &kept[i];
    Facts *facts = &kept[next_kept++ % KEPT];
    *facts = (Facts){.function = schedule->function, .steps = schedule->total_steps};
    memcpy(facts->values, values, sizeof values);
    return facts;
}

FunctionSpans function_sides(const Schedule *schedule) {
    Facts *facts = facts_of(schedule);
    if (facts->side_count == 0)
        facts->side_count = formula_above(facts->function, facts->values, 1, 0, facts->steps - 1, EFFORT,
                                          facts->sides, SPANS);
    return (FunctionSpans){facts->sides, facts->side_count};
}

FunctionSpans function_signs(const Schedule *schedule) {
    Facts *facts = facts_of(schedule);
    double below_zero = -nextafter(0, 1); /* the greatest negative double: 0 is above it */
    if (facts->sign_count == 0)
        facts->sign_count = formula_above(facts->function, facts->values, below_zero, 0, facts->steps - 1,
                                          EFFORT, facts->signs, SPANS);
    return (FunctionSpans){facts->signs, facts->sign_count};
}

/* Moves to the first step with the greatest value, if that can be told. */
static void find_first(const Facts *facts, FormulaExtreme *high) {
    enum { ENOUGH = 8 };
    FormulaSpan spans[ENOUGH];
    double below = nextafter(high->value, -INFINITY);
    size_t count = formula_above(facts->function, facts->values, below, 0, high->step, EFFORT, spans, ENOUGH);
    for (size_t i = 0; i < count && spans[i].side != FORMULA_UNDECIDED; i++) {
        if (spans[i].side != FORMULA_ABOVE) continue;
        high->step = spans[i].first;
        return;
    }
}

static const FormulaExtremes *extremes_of(const Schedule *schedule) {
    Facts *facts = facts_of(schedule);
    if (!facts->has_extremes)
        formula_extremes(facts->function, facts->values, 0, facts->steps - 1, 0, EFFORT, &facts->extremes);
    if (!facts->has_extremes) find_first(facts, &facts->extremes.high);
    facts->has_extremes = true;
    return &facts->extremes;
}

/* -------------------------------------------------------------------------------------- the function */

bool function_fits(const Schedule *schedule, Text *why) {
    double values[FORMULA_NAMES_MAX];
    FormulaFault fault;
    function_values(schedule, values);
    if (formula_is_total(schedule->function, values, 0, schedule->total_steps - 1, EFFORT, &fault))
        return true;
    if (fault.reason)
        text_setf(why, "%zu:%zu step %s has no value: %s", fault.line, fault.column,
                  number_exact((double)fault.step).text, fault.reason);
    else
        text_setf(
            why,
            "1:1 it could not be decided whether every one of the %s steps has a value; a shorter run may do",
            number_exact((double)schedule->total_steps).text);
    return false;
}

ParameterId function_usual(const Schedule *schedule, size_t name) {
    static const struct {
        const char *name;
        ParameterId id;
    } usual[] = {
        {"warmup_steps", PARAMETER_WARMUP_ITERS},
        {"num_warmup_steps", PARAMETER_WARMUP_ITERS},
        {"warmup_iterations", PARAMETER_WARMUP_ITERS},
        {"warmup_updates", PARAMETER_WARMUP_ITERS},
        {"num_warmup", PARAMETER_WARMUP_ITERS},
        {"n_warmup", PARAMETER_WARMUP_ITERS},
        {"warmup_period", PARAMETER_WARMUP_ITERS},
        {"start_factor", PARAMETER_WARMUP_FACTOR},
        {"warmup_ratio", PARAMETER_WARMUP_FACTOR},
        {"max_iters", PARAMETER_TOTAL_STEPS},
        {"max_iter", PARAMETER_TOTAL_STEPS},
        {"max_steps", PARAMETER_TOTAL_STEPS},
        {"total_iters", PARAMETER_TOTAL_STEPS},
        {"total_iterations", PARAMETER_TOTAL_STEPS},
        {"num_steps", PARAMETER_TOTAL_STEPS},
        {"train_steps", PARAMETER_TOTAL_STEPS},
        {"num_training_steps", PARAMETER_TOTAL_STEPS},
        {"num_iterations", PARAMETER_TOTAL_STEPS},
        {"T_max", PARAMETER_DECAY_STEPS},
        {"lr_decay_iters", PARAMETER_DECAY_STEPS},
        {"lr", PARAMETER_BASE_LR},
        {"max_lr", PARAMETER_BASE_LR},
        {"initial_lr", PARAMETER_BASE_LR},
        {"learning_rate", PARAMETER_BASE_LR},
        {"peak_lr", PARAMETER_BASE_LR},
        {"lr_max", PARAMETER_BASE_LR},
        {"T_0", PARAMETER_CYCLE_STEPS},
        {"cycle_length", PARAMETER_CYCLE_STEPS},
        {"T_mult", PARAMETER_CYCLE_MULT},
        {"decay_rate", PARAMETER_GAMMA},
        {"min_lr_ratio", PARAMETER_FINAL_FACTOR},
        {"min_lr_rate", PARAMETER_FINAL_FACTOR},
        {"end_factor", PARAMETER_FINAL_FACTOR},
    };
    const char *called = formula_name(schedule->function, name);
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
        if (!strcmp(called, usual[i].name)) return usual[i].id;
    return PARAMETER_COUNT;
}

/* Returns the value of what a name usually is, with which the run has values: 1 where there is none. */
static double usual_value(const Schedule *schedule, const Formula *function, size_t name) {
    Schedule named = *schedule;
    named.function = function;
    ParameterId id = function_usual(&named, name);
    return id < PARAMETER_COUNT ? parameter_effective(schedule, id) : 1;
}

/* Returns the value that a name begins with: what the text gives, what it had before, what it usually is, or
   1. */
static double beginning(const Schedule *before, const Formula *function, size_t name) {
    double given;
    if (formula_given(function, name, &given)) return given;
    for (size_t i = 0; before->function && i < formula_name_count(before->function); i++)
        if (!strcmp(formula_name(before->function, i), formula_name(function, name)))
            return before->values[i];
    return usual_value(before, function, name);
}

bool function_parse(Schedule *schedule, const char *text, Text *why) {
    FormulaError error;
    Schedule changed = *schedule;
    changed.function = text ? formula_shared(text, &error) : NULL;
    if (text && !changed.function) {
        text_setf(why, "%zu:%zu %s", error.line, error.column, error.text);
        return false;
    }
    const Formula *function = changed.function;
    for (size_t i = 0; function && i < formula_name_count(function); i++) {
        double given;
        ParameterId id = function_parameter(&changed, i);
        bool put = id < PARAMETER_VALUES && formula_given(function, i, &given);
        if (id >= PARAMETER_VALUES) changed.values[i] = beginning(schedule, function, i);
        changed.function = NULL; /* it is judged with all its values, by the caller */
        bool good = !put || parameter_put(&changed, id, given, why);
        changed.function = function;
        if (good) continue;
        Text bare = {0};
        text_addf(&bare, "1:1 %s", text_string(why));
        text_setf(why, "%s", text_string(&bare));
        text_free(&bare);
        return false;
    }
    *schedule = changed;
    return true;
}

bool schedule_read_function(Schedule *schedule, const char *text, Text *why) {
    Schedule changed = *schedule;
    if (!function_parse(&changed, text, why) || (text && !function_fits(&changed, why))) return false;
    *schedule = changed;
    return true;
}

/* Returns which name of a function is called so, -1 where none is. */
static int name_of(const Formula *function, const char *name) {
    for (size_t i = 0; i < formula_name_count(function); i++)
        if (!strcmp(formula_name(function, i), name)) return (int)i;
    return -1;
}

void function_keep_moved(Schedule *schedule, const Schedule *before) {
    Schedule moved = *schedule;
    Text why = {0};
    const Formula *function = schedule->function, *old = before->function;
    if (!function || !old) return;
    double values[FORMULA_NAMES_MAX] = {0};
    function_values(before, values);
    for (size_t i = 0; i < formula_name_count(function); i++) {
        int k = name_of(old, formula_name(function, i));
        double given, was;
        bool same = k >= 0 && formula_given(function, i, &given) && formula_given(old, (size_t)k, &was) && given == was;
        ParameterId id = function_parameter(schedule, i);
        if (same && id >= PARAMETER_VALUES) moved.values[i] = values[k];
        if (!same || id >= PARAMETER_VALUES) continue;
        moved.function = NULL;
        parameter_put(&moved, id, values[k], &why);
        moved.function = function;
    }
    if (function_fits(&moved, &why)) *schedule = moved;
    text_free(&why);
}

/* --------------------------------------------------------------------------------------------- values */

/* A step behind the run may have no value: the last one's stands for it. */
static double value_at(const Schedule *schedule, const double *values, double step) {
    double value = 0;
    int64_t last = schedule->total_steps - 1;
    if (formula_value(schedule->function, values, (int64_t)step, &value, NULL)) return value;
    formula_value(schedule->function, values, last, &value, NULL);
    return value;
}

double function_factor_at(const Schedule *schedule, double x) {
    double values[FORMULA_NAMES_MAX], last = (double)(schedule->total_steps - 1);
    function_values(schedule, values);
    double step = floor(x), here = value_at(schedule, values, step);
    if (step == x || (step >= last && x <= last + 1)) return here;
    double share = x - step, next = value_at(schedule, values, step + 1);
    return here == next ? here : here * (1 - share) + next * share;
}

size_t function_corners(const Schedule *schedule, const int64_t **corners) {
    Facts *facts = facts_of(schedule);
    if (!facts->has_corners)
        facts->corner_count = formula_corners(facts->function, facts->values, 0, facts->steps - 1,
                                              BREAKS_EFFORT, facts->corners, CORNERS);
    facts->has_corners = true;
    *corners = facts->corners;
    return facts->corner_count;
}

/* Where its corners are too many to list, or to be found: all whole steps, of which they are some. */
static size_t every_step(const Schedule *schedule, const double *values, double from, double to, ScheduleBreak *breaks,
                         size_t max) {
    size_t count = 0;
    for (double x = floor(from) + 1; x < to; x++, count++) {
        if (count == max) return max + 1;
        double value = value_at(schedule, values, x);
        breaks[count] = (ScheduleBreak){x, value, value};
    }
    return count;
}

size_t function_breaks(const Schedule *schedule, double from, double to, ScheduleBreak *breaks, size_t max) {
    int64_t own[CORNERS];
    double values[FORMULA_NAMES_MAX], end = (double)schedule->total_steps - 1;
    double first = fmax(0, floor(from)), last = fmin(ceil(to), end);
    const int64_t *corners;
    size_t count = function_corners(schedule, &corners), kept_count = 0;
    if (!(first < last)) return 0;
    function_values(schedule, values);
    if (count > CORNERS) { /* of these steps there may be fewer */
        corners = own;
        size_t room = max < CORNERS - 2 ? max + 2 : CORNERS;
        count = formula_corners(schedule->function, values, (int64_t)first - (first > 0),
                                (int64_t)last + (last < end), BREAKS_EFFORT, own, room);
        if (count > room) return every_step(schedule, values, fmax(from, 0), fmin(to, last), breaks, max);
    }
    for (size_t i = 0; i < count; i++) {
        double x = (double)corners[i];
        if (x <= from || x >= to) continue;
        double value = value_at(schedule, values, x);
        if (kept_count < max) breaks[kept_count] = (ScheduleBreak){x, value, value};
        kept_count++;
    }
    return kept_count > max ? max + 1 : kept_count;
}

static void include(double value, double *min, double *greatest) {
    *min = fmin(*min, value);
    *greatest = fmax(*greatest, value);
}

void function_range(const Schedule *schedule, double from, double to, double *min, double *greatest) {
    double values[FORMULA_NAMES_MAX], last = (double)(schedule->total_steps - 1);
    FormulaExtremes extremes;
    from = fmax(from, 0);
    to = fmax(to, 0);
    *min = INFINITY;
    *greatest = -INFINITY;
    include(function_factor_at(schedule, from), min, greatest);
    include(function_factor_at(schedule, to), min, greatest);
    double first = ceil(from), end = fmin(floor(to), last);
    if (first > end) return;
    function_values(schedule, values);
    double tolerance = 1e-4 * (*greatest - *min) + 1e-9 * fabs(*greatest);
    bool whole = first == 0 && end == last;
    if (whole)
        extremes = *extremes_of(schedule);
    else if (!formula_extremes(schedule->function, values, (int64_t)first, (int64_t)end, tolerance,
                               RANGE_EFFORT, &extremes))
        return;
    include(extremes.low_bound, min, greatest);
    include(extremes.high_bound, min, greatest);
    if (isfinite(*min) && isfinite(*greatest)) return;
    *min = extremes.low.value; /* no bound is known: what was seen */
    *greatest = extremes.high.value;
}

/* -------------------------------------------------------------------------------------- what is proven */

ScheduleAbove function_above(const Schedule *schedule) {
    FunctionSpans sides = function_sides(schedule);
    ScheduleAbove above = {.exact = true};
    for (size_t i = 0; i < sides.count; i++) {
        if (sides.items[i].side == FORMULA_UNDECIDED) above.exact = false;
        if (sides.items[i].side != FORMULA_ABOVE) continue;
        if (!above.any) above.first = sides.items[i].first;
        above.any = true;
        above.last = sides.items[i].last;
        above.count += sides.items[i].last - sides.items[i].first + 1;
    }
    return above;
}

SchedulePeak function_peak(const Schedule *schedule, bool *exact) {
    const FormulaExtremes *extremes = extremes_of(schedule);
    if (exact) *exact = extremes->high_bound <= extremes->high.value;
    return (SchedulePeak){extremes->high.step, extremes->high.value};
}

int64_t function_last_negative(const Schedule *schedule) {
    FunctionSpans signs = function_signs(schedule);
    for (size_t i = signs.count; i-- > 0;)
        if (signs.items[i].side == FORMULA_NOT_ABOVE) return signs.items[i].last;
    return -1;
}

/* One by one, with Kahan's compensation: what the sum loses is added to the next term. */
static double added_up(const Schedule *schedule, const double *values, int64_t from, int64_t end) {
    double sum = 0, lost = 0;
    for (int64_t step = from; step < end; step++) {
        double term = value_at(schedule, values, (double)step) - lost, next = sum + term;
        lost = (next - sum) - term;
        sum = next;
    }
    return sum;
}

ScheduleSum function_sum(const Schedule *schedule, int64_t from, int64_t end) {
    const double close = 1e-10;
    double values[FORMULA_NAMES_MAX];
    ScheduleSum sum = {-INFINITY, INFINITY, false};
    function_values(schedule, values);
    if (end - from > SUM_FEW)
        formula_sum(schedule->function, values, from, end - 1, close, SUM_EFFORT, &sum.low, &sum.high);
    bool known =
        isfinite(sum.high - sum.low) && sum.high - sum.low <= 2 * close * fmax(fabs(sum.low), fabs(sum.high));
    if (!known && end - from <= SUM_STEPS) sum.low = sum.high = added_up(schedule, values, from, end);
    return sum;
}

void function_names(const Schedule *schedule, bool exact, Text *out) {
    text_addf(out, "a function of %s", formula_step_name(schedule->function));
    for (size_t i = 0; i < formula_name_count(schedule->function); i++) {
        ParameterId id = function_parameter(schedule, i);
        double value = parameter_effective(schedule, id);
        bool last = i + 1 == formula_name_count(schedule->function);
        text_addf(out, "%s%s = %s",
                  i == 0 ? " with "
                  : last ? " and "
                         : ", ",
                  parameter_name(schedule, id),
                  exact ? number_exact(value).text : number_readable(value, 4).text);
    }
}
