#include <math.h>

#include "formula/number.h"

typedef struct Run {
    const Formula *formula;
    const double *values;
    double step;
    const char *reason; /* why it failed, NULL as long as it has not */
    size_t node;        /* where */
    Number registers[NODES_MAX];
} Run;

static const char *fail_reason(FailReason reason) {
    switch (reason) {
    case FAIL_UNBOUND: return "a name that has no value yet";
    case FAIL_NO_RETURN: return "an end without a return";
    }
    return "";
}

/* item number `index` of a list, from the end where it is negative. */
static Number pick(Run *run, const ProgramNode *node) {
    Number index = run->registers[node->a];
    double place = index.value < 0 ? index.value + node->c : index.value;
    if (!index.whole)
        run->reason = "an index that is not a whole number";
    else if (!(place >= 0 && place < node->c))
        run->reason = "an index outside of the list";
    return run->reason ? index : run->registers[run->formula->items[node->b + (size_t)place]];
}

static Number name_value(double value) {
    return (Number){value, floor(value) == value && fabs(value) <= 0x1p53};
}

static Number compute(Run *run, const ProgramNode *node) {
    const Number *registers = run->registers;
    switch (node->op) {
    case OP_CONSTANT: return (Number){node->number, node->whole};
    case OP_STEP: return (Number){run->step, true};
    case OP_NAME: return name_value(run->values[node->a]);
    case OP_THEN: return registers[node->b];
    case OP_PICK: return pick(run, node);
    case OP_FAIL: run->reason = fail_reason((FailReason)node->a); return (Number){0, true};
    case OP_ADD: /* the three that are met most, when they are plain */
        if (!registers[node->a].whole)
            return (Number){registers[node->a].value + registers[node->b].value, false};
        break;
    case OP_SUBTRACT:
        if (!registers[node->b].whole)
            return (Number){registers[node->a].value - registers[node->b].value, false};
        break;
    case OP_MULTIPLY:
        if (!registers[node->a].whole)
            return (Number){registers[node->a].value * registers[node->b].value, false};
        break;
    default: break;
    }
    return formula_number_apply(node->op, registers[node->a], registers[node->b], &run->reason);
}

/* Runs the steps from..to. False where one of them fails. */
static bool run_steps(Run *run, size_t from, size_t to) {
    const Formula *formula = run->formula;
    for (size_t i = from; i < to; i++) {
        ProgramStep step = formula->steps[i];
        const ProgramNode *node = &formula->nodes[step.node];
        if (node->op == OP_CHOICE) {
            bool yes = run->registers[node->a].value != 0;
            if (!(yes ? run_steps(run, i + 1, step.otherwise) : run_steps(run, step.otherwise, step.end)))
                return false;
            run->registers[step.node] = run->registers[yes ? node->b : node->c];
            i = (size_t)step.end - 1;
            continue;
        }
        run->registers[step.node] = compute(run, node);
        if (run->reason) {
            run->node = step.node;
            return false;
        }
    }
    return true;
}

bool formula_value(const Formula *formula, const double *values, int64_t step, double *value,
                   FormulaFault *fault) {
    Run run;
    run.formula = formula;
    run.values = values;
    run.step = (double)step;
    run.reason = NULL;
    run.node = formula->result;
    run_steps(&run, 0, formula->step_count);
    double result = run.registers[formula->result].value;
    if (!run.reason && !isfinite(result))
        run.reason = isnan(result) ? "a value that is no number" : "a value that is infinite";
    if (!run.reason) {
        *value = result;
    } else if (fault) {
        *fault = (FormulaFault){.step = step, .reason = run.reason};
        program_place(formula->text, formula->nodes[run.node].place, &fault->line, &fault->column);
    }
    return !run.reason;
}

bool formula_is_definition(const Formula *formula) {
    return !formula->bare && formula->alone;
}
const char *formula_text(const Formula *formula) {
    return formula->text;
}
uint64_t formula_serial(const Formula *formula) {
    return formula->serial;
}
const char *formula_step_name(const Formula *formula) {
    return formula->step;
}
size_t formula_name_count(const Formula *formula) {
    return formula->name_count;
}
const char *formula_name(const Formula *formula, size_t index) {
    return formula->names[index].text;
}
size_t formula_size(const Formula *formula) {
    return formula->step_count;
}

bool formula_given(const Formula *formula, size_t index, double *value) {
    if (formula->names[index].given) *value = formula->names[index].value;
    return formula->names[index].given;
}
