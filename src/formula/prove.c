#include <math.h>
#include <stdlib.h>

#include "formula/enclosure.h"
#include "formula/stretches.h"

/* What is asked of a function on a stretch of steps is answered from its range there; where that leaves the
   question open the stretch is halved, down to single steps, where it is the value itself. */

enum { FEW = 8 }; /* steps that are computed one by one rather than enclosed */

typedef struct Task {
    const Formula *formula;
    const double *values;
    long effort; /* operations left */
} Task;

static bool value_at(Task *task, int64_t step, double *value) {
    task->effort -= (long)task->formula->step_count + 1;
    return formula_value(task->formula, task->values, step, value, NULL);
}

/* Uses the mean value theorem: from either end the function runs within its slopes. `twice` bounds what the
   computed values on both sides are off. */
static Interval along_slopes(const Enclosure *range, double first, double last, double steps) {
    double twice = 2.001 * range->error, up = range->slope.high * steps, down = range->slope.low * steps;
    Interval from_first = {first + fmin(0, down) - twice, first + fmax(0, up) + twice};
    Interval from_last = {last - fmax(0, up) - twice, last - fmin(0, down) + twice};
    Interval both = {fmax(from_first.low, from_last.low), fmin(from_first.high, from_last.high)};
    if (range->slope.low >= 0) both = (Interval){first - twice, last + twice};
    if (range->slope.high <= 0) both = (Interval){last - twice, first + twice};
    return (Interval){both.low - fabs(both.low) * 0x1p-50, both.high + fabs(both.high) * 0x1p-50};
}

/* Returns the range of first..last, the better of its enclosure and of its slopes. */
static Enclosure range_of(Task *task, int64_t first, int64_t last) {
    task->effort -= 4 * ((long)task->formula->step_count + 1);
    Enclosure range = enclosure_of(task->formula, task->values, (double)first, (double)last);
    double a, b;
    if (range.never || range.fails || !range.smooth || isinf(range.slope.low) || isinf(range.slope.high))
        return range;
    if (!value_at(task, first, &a) || !value_at(task, last, &b)) return range;
    Interval along = along_slopes(&range, a, b, (double)(last - first));
    range.value.low = fmax(range.value.low, along.low);
    range.value.high = fmin(range.value.high, along.high);
    return range;
}

FormulaRange formula_range(const Formula *formula, const double *values, int64_t first, int64_t last) {
    Task task = {.formula = formula, .values = values};
    Enclosure range = range_of(&task, first, last);
    if (range.never) return (FormulaRange){-INFINITY, INFINITY, false};
    return (FormulaRange){range.value.low, range.value.high, !range.fails};
}

/* ------------------------------------------------------------------------------------------------ sides */

typedef struct Sides {
    Task task;
    double limit;
    FormulaSpan *spans;
    size_t count, capacity;
    bool full;
} Sides;

/* Adds a span behind those so far; what finds no place any more makes the last one undecided to the end. */
static void add_span(Sides *sides, int64_t first, int64_t last, FormulaSide side) {
    FormulaSpan *previous = sides->count ? &sides->spans[sides->count - 1] : NULL;
    if (sides->full || (previous && previous->side == side)) {
        previous->last = last;
    } else if (sides->count == sides->capacity) {
        sides->full = true;
        previous->last = last;
        previous->side = FORMULA_UNDECIDED;
    } else {
        sides->spans[sides->count++] = (FormulaSpan){first, last, side};
    }
}

static FormulaSide side_of_step(Sides *sides, int64_t step) {
    double value;
    if (!value_at(&sides->task, step, &value)) return FORMULA_NO_VALUE;
    return value > sides->limit ? FORMULA_ABOVE : FORMULA_NOT_ABOVE;
}

static FormulaSide side_of_range(const Enclosure *range, double limit) {
    if (range->never) return FORMULA_NO_VALUE;
    if (range->fails) return FORMULA_UNDECIDED;
    if (range->value.high <= limit) return FORMULA_NOT_ABOVE;
    return range->value.low > limit ? FORMULA_ABOVE : FORMULA_UNDECIDED;
}

static void find_sides(Sides *sides, int64_t first, int64_t last) {
    if (sides->task.effort <= 0 || sides->full) {
        add_span(sides, first, last, FORMULA_UNDECIDED);
        return;
    }
    if (last - first < FEW) {
        for (int64_t step = first; step <= last; step++)
            add_span(sides, step, step, side_of_step(sides, step));
        return;
    }
    Enclosure range = range_of(&sides->task, first, last);
    FormulaSide side = side_of_range(&range, sides->limit);
    if (side != FORMULA_UNDECIDED) {
        add_span(sides, first, last, side);
        return;
    }
    int64_t middle = first + (last - first) / 2;
    find_sides(sides, first, middle);
    find_sides(sides, middle + 1, last);
}

size_t formula_above(const Formula *formula, const double *values, double limit, int64_t first, int64_t last,
                     long effort, FormulaSpan *spans, size_t capacity) {
    Sides sides = {.task = {formula, values, effort}, .limit = limit, .spans = spans, .capacity = capacity};
    find_sides(&sides, first, last);
    return sides.count;
}

/* --------------------------------------------------------------------------------------------- extremes */

/* A search for the greatest value. */
typedef struct Search {
    Task task;
    double sign; /* -1 where the least value is looked for */
    Stretches open;
    bool any, total;
    FormulaExtreme best; /* of sign * value */
} Search;

static void consider(Search *search, int64_t step) {
    double value;
    if (!value_at(&search->task, step, &value)) {
        search->total = false;
        return;
    }
    value *= search->sign;
    bool better = !search->any || value > search->best.value ||
                  (value == search->best.value && step < search->best.step);
    if (better) search->best = (FormulaExtreme){step, value};
    search->any = true;
}

static void consider_stretch(Search *search, int64_t first, int64_t last) {
    if (last - first < FEW) {
        for (int64_t step = first; step <= last; step++) consider(search, step);
        return;
    }
    Enclosure range = range_of(&search->task, first, last);
    if (range.never || range.fails) search->total = false;
    if (range.never) return;
    consider(search, first);
    consider(search, last);
    double bound = search->sign > 0 ? range.value.high : -range.value.low;
    stretches_push(&search->open, (Stretch){.first = first, .last = last, .bound = bound});
}

/* Finds the greatest of sign * value, and a bound for it. */
static bool search_extreme(const Task *task, int64_t first, int64_t last, double sign, double tolerance,
                           FormulaExtreme *found, double *bound, bool *total) {
    Search search = {.task = *task, .sign = sign, .total = true};
    bool decided_total = true;
    consider_stretch(&search, first, last);
    decided_total = search.total;
    search.total = true;
    *bound = -INFINITY;
    while (search.open.count > 0) {
        if (search.any && search.open.items[0].bound <= search.best.value + tolerance) break;
        if (search.task.effort <= 0) break;
        Stretch top = stretches_pop(&search.open);
        int64_t middle = top.first + (top.last - top.first) / 2;
        consider_stretch(&search, top.first, middle);
        consider_stretch(&search, middle + 1, top.last);
    }
    if (search.open.count > 0) *bound = search.open.items[0].bound;
    if (search.any) *bound = fmax(*bound, search.best.value);
    *total = decided_total;
    *found = search.best;
    free(search.open.items);
    return search.any;
}

/* Known at once, or by halving what is open. */
static bool all_have_values(Task *task, int64_t first, int64_t last, FormulaFault *fault) {
    if (task->effort <= 0) return false;
    double value;
    if (last - first < FEW) {
        task->effort -= (last - first + 1) * ((long)task->formula->step_count + 1);
        for (int64_t step = first; step <= last; step++)
            if (!formula_value(task->formula, task->values, step, &value, fault)) return false;
        return true;
    }
    task->effort -= 3 * ((long)task->formula->step_count + 1);
    Enclosure range = enclosure_of(task->formula, task->values, (double)first, (double)last);
    if (!range.never && !range.fails) return true;
    int64_t middle = first + (last - first) / 2;
    return all_have_values(task, first, middle, fault) && all_have_values(task, middle + 1, last, fault);
}

bool formula_is_total(const Formula *formula, const double *values, int64_t first, int64_t last, long effort,
                      FormulaFault *fault) {
    Task task = {formula, values, effort};
    *fault = (FormulaFault){0};
    return all_have_values(&task, first, last, fault);
}

bool formula_extremes(const Formula *formula, const double *values, int64_t first, int64_t last,
                      double tolerance, long effort, FormulaExtremes *extremes) {
    Task task = {formula, values, effort / 3};
    bool total, unused;
    if (!search_extreme(&task, first, last, 1, tolerance, &extremes->high, &extremes->high_bound, &total))
        return false;
    search_extreme(&task, first, last, -1, tolerance, &extremes->low, &extremes->low_bound, &unused);
    extremes->low.value = -extremes->low.value;
    extremes->low_bound = -extremes->low_bound;
    FormulaFault unused_fault;
    extremes->total = total || formula_is_total(formula, values, first, last, effort / 3, &unused_fault);
    return true;
}

/* ---------------------------------------------------------------------------------------------- corners */

typedef struct Corners {
    Task task;
    int64_t first, last, *steps;
    size_t count, max;
    bool enough;
} Corners;

static void add_corner(Corners *corners, int64_t step) {
    bool inside = step > corners->first && step < corners->last;
    if (!inside ||
        (corners->count > 0 && corners->count <= corners->max && corners->steps[corners->count - 1] == step))
        return;
    if (corners->count < corners->max) corners->steps[corners->count] = step;
    corners->count++;
}

static bool is_plain(const Enclosure *range) {
    if (range->never || range->fails || !range->smooth || range->bent) return false;
    return range->slope.low >= 0 || range->slope.high <= 0;
}

static void find_corners(Corners *corners, int64_t first, int64_t last) {
    if (corners->count > corners->max || corners->task.effort <= 0) {
        corners->enough = false;
        return;
    }
    corners->task.effort -= 3 * ((long)corners->task.formula->step_count + 1);
    Enclosure range = enclosure_of(corners->task.formula, corners->task.values, (double)first, (double)last);
    if (is_plain(&range)) return;
    if (last - first <= 1) {
        add_corner(corners, first);
        add_corner(corners, last);
        return;
    }
    int64_t middle = first + (last - first) / 2;
    find_corners(corners, first, middle);
    find_corners(corners, middle, last);
}

size_t formula_corners(const Formula *formula, const double *values, int64_t first, int64_t last, long effort,
                       int64_t *steps, size_t max) {
    Corners corners = {.task = {formula, values, effort},
                       .first = first,
                       .last = last,
                       .steps = steps,
                       .max = max,
                       .enough = true};
    if (first < last) find_corners(&corners, first, last);
    return corners.enough ? corners.count : max + 1;
}
