#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "formula/program.h"

/* Two functions, node by node: same if the same operations are done with the same numbers. Whether a number
   is an int or a float does not matter here, for every value that there is is a number. */
typedef struct Side {
    const Formula *formula;
    const double *values;
} Side;

typedef enum Answer { UNKNOWN, SAME, OTHER } Answer;

typedef struct Comparison {
    Side a, b;
    unsigned char *answers; /* of pairs of nodes */
} Comparison;

static bool same(Comparison *comparison, uint16_t a, uint16_t b);

/* Passes over what does not change a value. */
static const ProgramNode *value_of(const Side *side, uint16_t n) {
    const ProgramNode *node = &side->formula->nodes[n];
    while (node->op == OP_FLOAT || node->op == OP_THEN)
        node = &side->formula->nodes[node->op == OP_THEN ? node->b : node->a];
    return node;
}

static bool is_number(const ProgramNode *node) {
    return node->op == OP_CONSTANT || node->op == OP_NAME;
}

static double number_of(const Side *side, const ProgramNode *node) {
    return node->op == OP_NAME ? side->values[node->a] : node->number;
}

static bool commutes(Op op) {
    return op == OP_ADD || op == OP_MULTIPLY || op == OP_EQUAL || op == OP_NOT_EQUAL || op == OP_MIN ||
           op == OP_MAX;
}

static bool same_items(Comparison *comparison, const ProgramNode *a, const ProgramNode *b) {
    if (a->c != b->c || !same(comparison, a->a, b->a)) return false;
    for (uint16_t i = 0; i < a->c; i++)
        if (!same(comparison, comparison->a.formula->items[a->b + i], comparison->b.formula->items[b->b + i]))
            return false;
    return true;
}

/* a < b is no b <= a. */
static bool is_contrary(Comparison *comparison, uint16_t a, uint16_t b) {
    const ProgramNode *one = value_of(&comparison->a, a), *other = value_of(&comparison->b, b);
    bool ops = (one->op == OP_LESS && other->op == OP_LESS_EQUAL) ||
               (one->op == OP_LESS_EQUAL && other->op == OP_LESS);
    return ops && same(comparison, one->a, other->b) && same(comparison, one->b, other->a);
}

static bool same_choice(Comparison *comparison, const ProgramNode *a, const ProgramNode *b) {
    if (same(comparison, a->a, b->a)) return same(comparison, a->b, b->b) && same(comparison, a->c, b->c);
    return is_contrary(comparison, a->a, b->a) && same(comparison, a->b, b->c) &&
           same(comparison, a->c, b->b);
}

static bool same_nodes(Comparison *comparison, const ProgramNode *a, const ProgramNode *b) {
    if (is_number(a) && is_number(b)) return number_of(&comparison->a, a) == number_of(&comparison->b, b);
    if (a->op != b->op || a->op == OP_FAIL) return false;
    if (a->op == OP_PICK) return same_items(comparison, a, b);
    if (a->op == OP_CHOICE) return same_choice(comparison, a, b);
    int operands = op_operands(a->op);
    if (operands == 0) return a->op == OP_STEP;
    if (operands == 1) return same(comparison, a->a, b->a);
    bool straight = same(comparison, a->a, b->a) && same(comparison, a->b, b->b);
    return straight || (commutes(a->op) && same(comparison, a->a, b->b) && same(comparison, a->b, b->a));
}

static bool same(Comparison *comparison, uint16_t a, uint16_t b) {
    unsigned char *answer = &comparison->answers[(size_t)a * NODES_MAX + b];
    if (*answer == UNKNOWN)
        *answer =
            same_nodes(comparison, value_of(&comparison->a, a), value_of(&comparison->b, b)) ? SAME : OTHER;
    return *answer == SAME;
}

bool formula_same(const Formula *a, const double *a_values, const Formula *b, const double *b_values) {
    Comparison comparison = {.a = {a, a_values}, .b = {b, b_values}};
    comparison.answers = memory_resize(NULL, (size_t)NODES_MAX * NODES_MAX, 1);
    memset(comparison.answers, UNKNOWN, (size_t)NODES_MAX * NODES_MAX);
    bool answer = same(&comparison, a->result, b->result);
    free(comparison.answers);
    return answer;
}
