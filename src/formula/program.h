/* A function as a list of nodes, each made from earlier ones, and the order in which they are run. Not for
   other rooms. */
#ifndef FORMULA_PROGRAM_H
#define FORMULA_PROGRAM_H

#include "formula/formula.h"

typedef enum Op {
    OP_CONSTANT,
    OP_STEP,
    OP_NAME, /* `a` is its index */
    OP_NEGATE,
    OP_NOT,
    OP_ADD,
    OP_SUBTRACT,
    OP_MULTIPLY,
    OP_DIVIDE,
    OP_FLOOR_DIVIDE,
    OP_MODULO,
    OP_POWER,
    OP_LESS, /* a > b is b < a */
    OP_LESS_EQUAL,
    OP_EQUAL,
    OP_NOT_EQUAL,
    OP_MIN,
    OP_MAX,
    OP_ABS,
    OP_ROUND,        /* round(a), an int */
    OP_ROUND_DIGITS, /* round(a, b) */
    OP_INT,
    OP_FLOAT,
    OP_FLOOR,
    OP_CEIL,
    OP_SQRT,
    OP_EXP,
    OP_LOG,
    OP_LOG2,
    OP_LOG10,
    OP_SIN,
    OP_COS,
    OP_COS_PI, /* cos(pi*a) with the true pi */
    OP_TAN,
    OP_TANH,
    OP_MATH_POWER, /* math.pow(a, b): of floats */
    OP_CHOICE,     /* b if a else c */
    OP_THEN,       /* b, after a was computed: it may fail */
    OP_PICK,       /* item number a of the `c` nodes from program->items[b] on */
    OP_FAIL,       /* no value: `a` says why */
    OP_COUNT
} Op;

typedef enum FailReason { FAIL_UNBOUND, FAIL_NO_RETURN } FailReason;

typedef struct ProgramNode {
    Op op;
    uint16_t a, b, c; /* nodes, unless the op says otherwise */
    bool whole;       /* OP_CONSTANT: an int */
    bool fails;       /* it or one that it is made from may have no value */
    double number;
    uint32_t place; /* in the text */
} ProgramNode;

/* A step of the run. A choice is followed by the steps for its one side, up to `otherwise`, and those for the
   other, up to `end`. */
typedef struct ProgramStep {
    uint16_t node;
    uint16_t otherwise, end;
} ProgramStep;

enum { NODES_MAX = 800, STEPS_MAX = 20000, ITEMS_MAX = 2000 };

typedef struct FormulaName {
    char text[FORMULA_NAME_LENGTH_MAX + 1];
    bool given;
    double value;
    size_t start, length; /* of the number that begins it, in the text */
} FormulaName;

struct Formula {
    uint64_t serial; /* of those that were read */
    char *text;
    size_t text_count;
    char step[FORMULA_NAME_LENGTH_MAX + 1];
    FormulaName names[FORMULA_NAMES_MAX];
    size_t name_count;
    ProgramNode *nodes;
    ProgramStep *steps;
    uint16_t *items;
    size_t node_count, step_count, item_count;
    uint16_t result;
    size_t body_start, body_length;           /* the function itself in the text */
    char called[FORMULA_NAME_LENGTH_MAX + 1]; /* the def's name */
    bool bare;                                /* an expression: neither a lambda nor a def */
    bool alone; /* nothing else is done by the text, or it says itself which function is the schedule's */
    bool plain; /* a def outside of others that needs nothing around it but values for its names */
};

/* The order of the run, from the nodes. False where it would be too long. */
bool program_order(Formula *formula);

/* Returns how many of a, b and c are nodes: the operands of the op. */
int op_operands(Op op);

/* Tells where a byte of a text stands: line and column from 1, columns in characters. */
void program_place(const char *text, size_t at, size_t *line, size_t *column);
/* Fills in *error with the place and the words; false, for the caller to return. */
bool program_error(FormulaError *error, const char *text, size_t at, const char *words);

#endif
