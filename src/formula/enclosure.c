#include "formula/enclosure_operations.h"

#include "base/exact.h"
#include "formula/interval.h"

static Enclosure computed(Op op, const Enclosure *a, const Enclosure *b) {
    switch (op) {
    case OP_NEGATE: return enclosure_opposite(a);
    case OP_NOT:
        return enclosure_truth(!is_point(a->value) || a->value.low != 0, holds(a->value, 0), a, NULL);
    case OP_ADD: return enclosure_sum(a, b, 1);
    case OP_SUBTRACT: return enclosure_sum(a, b, -1);
    case OP_MULTIPLY: return enclosure_multiplied(a, b);
    case OP_DIVIDE: return enclosure_divided(a, b);
    case OP_FLOOR_DIVIDE: return enclosure_floor_divided(a, b);
    case OP_MODULO: return enclosure_remainder_of(a, b);
    case OP_POWER:
    case OP_MATH_POWER: return enclosure_powered(a, b);
    case OP_LESS:
    case OP_LESS_EQUAL:
    case OP_EQUAL:
    case OP_NOT_EQUAL: return enclosure_compared(op, a, b);
    case OP_MIN: return enclosure_lesser(a, b);
    case OP_MAX: return enclosure_greater(a, b);
    case OP_ABS: return enclosure_absolute(a);
    case OP_ROUND: return enclosure_round(a);
    case OP_ROUND_DIGITS: return enclosure_to_digits(a, b);
    case OP_INT: return enclosure_int(a);
    case OP_FLOOR: return enclosure_floor(a);
    case OP_CEIL: return enclosure_ceil(a);
    case OP_SQRT: return enclosure_root(a);
    case OP_EXP: return enclosure_exponential(a);
    case OP_LOG: return enclosure_logarithm(exact_log, 1, a);
    case OP_LOG2: return enclosure_logarithm(exact_log2, 0.6931471805599453, a);
    case OP_LOG10: return enclosure_logarithm(exact_log10, 2.302585092994046, a);
    case OP_SIN: return enclosure_sine(a);
    case OP_COS: return enclosure_cosine(a);
    case OP_COS_PI: return enclosure_cosine_of_half_turns(a);
    case OP_TAN: return enclosure_tangent(a);
    case OP_TANH: return enclosure_saturating(a);
    default: return *a;
    }
}

/* True if the op gives an int for ints; division and functions give floats. */
static bool may_be_whole(Op op, const Enclosure *a, const Enclosure *b) {
    switch (op) {
    case OP_NEGATE:
    case OP_ABS:
    case OP_ROUND_DIGITS: return a->whole;
    case OP_ADD:
    case OP_SUBTRACT:
    case OP_MULTIPLY:
    case OP_FLOOR_DIVIDE:
    case OP_MODULO:
    case OP_POWER: return a->whole && b->whole;
    case OP_MIN:
    case OP_MAX: return a->whole || b->whole;
    case OP_ROUND:
    case OP_INT:
    case OP_FLOOR:
    case OP_CEIL: return true;
    case OP_NOT:
    case OP_LESS:
    case OP_LESS_EQUAL:
    case OP_EQUAL:
    case OP_NOT_EQUAL: return true;
    default: return false;
    }
}

/* True if it may give a float; an int to a negative power is one too. */
static bool may_be_real(Op op, const Enclosure *a, const Enclosure *b) {
    switch (op) {
    case OP_ROUND:
    case OP_INT:
    case OP_FLOOR:
    case OP_CEIL: return false;
    case OP_NOT:
    case OP_LESS:
    case OP_LESS_EQUAL:
    case OP_EQUAL:
    case OP_NOT_EQUAL: return false;
    case OP_NEGATE:
    case OP_ABS:
    case OP_ROUND_DIGITS: return a->real;
    case OP_POWER: return a->real || b->real || b->value.low < 0;
    case OP_ADD:
    case OP_SUBTRACT:
    case OP_MULTIPLY:
    case OP_FLOOR_DIVIDE:
    case OP_MODULO:
    case OP_MIN:
    case OP_MAX: return a->real || b->real;
    default: return true;
    }
}

Enclosure enclosure_apply(Op op, const Enclosure *a, const Enclosure *b) {
    bool two = op_operands(op) == 2;
    if (a->never || (two && b->never)) return (Enclosure){.never = true, .fails = true};
    Enclosure result = computed(op, a, b);
    if (isnan(result.value.low) || isnan(result.value.high)) {
        result.value = LINE;
        result.smooth = false;
    }
    result.whole = may_be_whole(op, a, b);
    result.real = may_be_real(op, a, b);
    if (result.whole && size_of(result.value) > 0x1p53) result.fails = true;
    if (isinf(size_of(result.value))) {
        result.fails = true; /* it may be infinite, or no number further on */
        result.smooth = false;
    }
    return result;
}

/* ----------------------------------------------------------------------------------------------- the run */

typedef struct Run {
    const Formula *formula;
    const double *values;
    double first, last;
    Enclosure registers[NODES_MAX];
} Run;

static Enclosure constant(double value, bool whole) {
    return (Enclosure){.value = {value, value}, .smooth = true, .whole = whole, .real = !whole};
}

static Enclosure picked(const Run *run, const ProgramNode *node) {
    const Enclosure *index = &run->registers[node->a];
    double first = index->value.low, last = index->value.high, count = node->c;
    Enclosure result = {.never = true, .fails = true};
    if (index->never) return result;
    bool inside = first >= -count && last < count;
    for (double i = fmax(ceil(first), -count); i <= fmin(last, count - 1); i++) {
        const Enclosure *item =
            &run->registers[run->formula->items[node->b + (size_t)(i < 0 ? i + count : i)]];
        result = result.never ? *item : enclosure_either(&result, item);
        if (first == last) break;
    }
    result.fails = result.fails || index->fails || index->real || !inside;
    for (size_t i = 0; i < node->c; i++) { /* all items are computed, whichever is picked */
        const Enclosure *item = &run->registers[run->formula->items[node->b + i]];
        result.fails = result.fails || item->fails;
        result.never = result.never || item->never;
    }
    return result;
}

static Enclosure then(const Enclosure *effect, const Enclosure *value) {
    Enclosure result = *value;
    result.fails = value->fails || effect->fails;
    result.never = value->never || effect->never;
    return result;
}

static Enclosure leaf(const Run *run, const ProgramNode *node) {
    double value = node->op == OP_NAME ? run->values[node->a] : 0;
    switch (node->op) {
    case OP_CONSTANT: return constant(node->number, node->whole);
    case OP_STEP:
        return (Enclosure){.value = {run->first, run->last}, .smooth = true, .slope = {1, 1}, .whole = true};
    case OP_NAME: return constant(value, floor(value) == value);
    case OP_PICK: return picked(run, node);
    case OP_THEN: return then(&run->registers[node->a], &run->registers[node->b]);
    case OP_FAIL: return (Enclosure){.never = true, .fails = true};
    default: return enclosure_apply(node->op, &run->registers[node->a], &run->registers[node->b]);
    }
}

static void run_steps(Run *run, size_t from, size_t to) {
    const Formula *formula = run->formula;
    for (size_t i = from; i < to; i++) {
        ProgramStep step = formula->steps[i];
        const ProgramNode *node = &formula->nodes[step.node];
        if (node->op != OP_CHOICE) {
            run->registers[step.node] = leaf(run, node);
            continue;
        }
        Enclosure condition = run->registers[node->a];
        bool yes = condition.value.low != 0 || condition.value.high != 0, no = holds(condition.value, 0);
        if (condition.never) {
            run->registers[step.node] = condition;
        } else {
            if (yes) run_steps(run, i + 1, step.otherwise);
            Enclosure one = yes ? run->registers[node->b] : condition;
            if (no) run_steps(run, step.otherwise, step.end);
            Enclosure result = !no    ? one
                               : !yes ? run->registers[node->c]
                                      : enclosure_either(&one, &run->registers[node->c]);
            result.fails = result.fails || condition.fails;
            run->registers[step.node] = result;
        }
        i = (size_t)step.end - 1;
    }
}

Enclosure enclosure_of(const Formula *formula, const double *values, double first, double last) {
    Run run;
    run.formula = formula;
    run.values = values;
    run.first = first;
    run.last = last;
    run_steps(&run, 0, formula->step_count);
    Enclosure result = run.registers[formula->result];
    if (!result.never && isinf(size_of(result.value))) result.fails = true;
    return result;
}
