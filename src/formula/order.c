#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "formula/program.h"

/* Which nodes are needed whatever is chosen, as a set of bits for each node. They are run before a choice
   that needs them on both sides, so that sides do not repeat them. */
typedef struct Sets {
    uint64_t *bits;
    size_t words;
} Sets;

typedef struct Order {
    Formula *formula;
    Sets needed;
    bool present[NODES_MAX]; /* computed by the steps so far, on every way here */
    uint16_t *made;          /* the nodes made present, for taking them back */
    size_t made_count, capacity;
    bool failed;
} Order;

int op_operands(Op op) {
    switch (op) {
    case OP_CONSTANT:
    case OP_STEP:
    case OP_NAME:
    case OP_FAIL: return 0;
    case OP_NEGATE:
    case OP_NOT:
    case OP_ABS:
    case OP_ROUND:
    case OP_INT:
    case OP_FLOAT:
    case OP_FLOOR:
    case OP_CEIL:
    case OP_SQRT:
    case OP_EXP:
    case OP_LOG:
    case OP_LOG2:
    case OP_LOG10:
    case OP_SIN:
    case OP_COS:
    case OP_COS_PI:
    case OP_TAN:
    case OP_TANH:
    case OP_PICK: return 1;
    case OP_ADD:
    case OP_SUBTRACT:
    case OP_MULTIPLY:
    case OP_DIVIDE:
    case OP_FLOOR_DIVIDE:
    case OP_MODULO:
    case OP_POWER:
    case OP_LESS:
    case OP_LESS_EQUAL:
    case OP_EQUAL:
    case OP_NOT_EQUAL:
    case OP_MIN:
    case OP_MAX:
    case OP_ROUND_DIGITS:
    case OP_MATH_POWER:
    case OP_THEN: return 2;
    case OP_CHOICE: return 3;
    case OP_COUNT: break;
    }
    return 0;
}

static void unite(Sets *sets, size_t into, size_t other) {
    for (size_t i = 0; i < sets->words; i++)
        sets->bits[into * sets->words + i] |= sets->bits[other * sets->words + i];
}

static void find_needed(Order *order) {
    const Formula *formula = order->formula;
    Sets *sets = &order->needed;
    for (size_t n = 0; n < formula->node_count; n++) {
        const ProgramNode *node = &formula->nodes[n];
        uint64_t *own = &sets->bits[n * sets->words];
        own[n / 64] |= UINT64_C(1) << n % 64;
        int operands = op_operands(node->op);
        if (operands > 0) unite(sets, n, node->a);
        if (operands == 2) unite(sets, n, node->b);
        for (size_t i = 0; operands == 3 && i < sets->words; i++)
            own[i] |= sets->bits[node->b * sets->words + i] & sets->bits[node->c * sets->words + i];
        for (size_t i = 0; node->op == OP_PICK && i < node->c; i++)
            unite(sets, n, formula->items[node->b + i]);
    }
}

static size_t add_step(Order *order, size_t node) {
    Formula *formula = order->formula;
    if (formula->step_count == STEPS_MAX) order->failed = true;
    if (order->failed) return 0;
    if (formula->step_count == order->capacity) {
        order->capacity = memory_grown(order->capacity, formula->step_count + 1);
        formula->steps = memory_resize(formula->steps, order->capacity, sizeof *formula->steps);
    }
    formula->steps[formula->step_count] = (ProgramStep){.node = (uint16_t)node};
    return formula->step_count++;
}

static void make_present(Order *order, size_t node) {
    order->present[node] = true;
    order->made[order->made_count++] = (uint16_t)node;
}

static void forget_since(Order *order, size_t count) {
    while (order->made_count > count) order->present[order->made[--order->made_count]] = false;
}

static void emit(Order *order, size_t n);

static void emit_choice(Order *order, size_t n) {
    const ProgramNode *node = &order->formula->nodes[n];
    size_t start = order->made_count, at = add_step(order, n);
    emit(order, node->b);
    forget_since(order, start);
    size_t otherwise = order->formula->step_count;
    emit(order, node->c);
    forget_since(order, start);
    order->formula->steps[at].otherwise = (uint16_t)otherwise;
    order->formula->steps[at].end = (uint16_t)order->formula->step_count;
}

/* Emits first what `n` needs in any case, in the order of the nodes, so that each finds its operands
   present. */
static void emit(Order *order, size_t n) {
    const Formula *formula = order->formula;
    const uint64_t *needed = &order->needed.bits[n * order->needed.words];
    for (size_t i = 0; i <= n && !order->failed; i++) {
        if (!(needed[i / 64] >> i % 64 & 1) || order->present[i]) continue;
        if (formula->nodes[i].op == OP_CHOICE)
            emit_choice(order, i);
        else
            add_step(order, i);
        make_present(order, i);
    }
}

bool program_order(Formula *formula) {
    Order order = {.formula = formula};
    size_t words = formula->node_count / 64 + 1;
    order.needed = (Sets){memory_resize(NULL, formula->node_count * words, sizeof(uint64_t)), words};
    memset(order.needed.bits, 0, formula->node_count * words * sizeof(uint64_t));
    order.made = memory_resize(NULL, formula->node_count, sizeof *order.made);
    find_needed(&order);
    emit(&order, formula->result);
    free(order.needed.bits);
    free(order.made);
    return !order.failed;
}
