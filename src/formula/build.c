/* The nodes of a program that is being made. */
#include "formula/compile.h"

#include "base/memory.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void program_place(const char *text, size_t at, size_t *line, size_t *column) {
    *line = *column = 1;
    for (size_t i = 0; i < at; i++) {
        if (text[i] == '\n') {
            ++*line;
            *column = 1;
        } else if (((unsigned char)text[i] & 0xc0) != 0x80) {
            ++*column;
        }
    }
}

bool program_error(FormulaError *error, const char *text, size_t at, const char *words) {
    program_place(text, at, &error->line, &error->column);
    snprintf(error->text, sizeof error->text, "%s", words);
    return false;
}

static size_t place_of(const Compiler *compiler, const Node *node) {
    return (size_t)(node->start - compiler->formula->text);
}

void compile_fail(Compiler *compiler, const Node *at, const char *format, ...) {
    char text[sizeof compiler->error->text];
    va_list list;
    va_start(list, format);
    vsnprintf(text, sizeof text, format, list);
    va_end(list);
    if (!compiler->failed)
        program_error(compiler->error, compiler->formula->text, place_of(compiler, at), text);
    compiler->failed = true;
}

void compile_work(Compiler *compiler, const Node *at) {
    if (++compiler->work > COMPILE_WORK_MAX) compile_fail(compiler, at, "this function branches too much");
}

static bool op_may_fail(Op op) {
    switch (op) {
    case OP_CONSTANT:
    case OP_STEP:
    case OP_NAME:
    case OP_NEGATE:
    case OP_NOT:
    case OP_LESS:
    case OP_LESS_EQUAL:
    case OP_EQUAL:
    case OP_NOT_EQUAL:
    case OP_MIN:
    case OP_MAX:
    case OP_ABS:
    case OP_FLOAT:
    case OP_TANH:
    case OP_CHOICE:
    case OP_THEN: return false;
    default: return true;
    }
}

static bool same_node(const ProgramNode *a, const ProgramNode *b) {
    return a->op == b->op && a->a == b->a && a->b == b->b && a->c == b->c && a->whole == b->whole &&
           !memcmp(&a->number, &b->number, sizeof a->number);
}

uint16_t compile_node(Compiler *compiler, const Node *at, ProgramNode node) {
    Formula *formula = compiler->formula;
    node.fails = op_may_fail(node.op);
    uint16_t operands[3] = {node.a, node.b, node.c};
    for (int i = 0; i < op_operands(node.op); i++) node.fails |= formula->nodes[operands[i]].fails;
    for (size_t n = 0; n < formula->node_count; n++)
        if (same_node(&formula->nodes[n], &node)) return (uint16_t)n;
    if (formula->node_count == NODES_MAX)
        compile_fail(compiler, at, "this function is too long: more than %d operations", NODES_MAX);
    if (compiler->failed) return 0;
    if (formula->node_count == compiler->capacity) {
        compiler->capacity = memory_grown(compiler->capacity, formula->node_count + 1);
        formula->nodes = memory_resize(formula->nodes, compiler->capacity, sizeof *formula->nodes);
    }
    node.place = (uint32_t)place_of(compiler, at);
    formula->nodes[formula->node_count] = node;
    return (uint16_t)formula->node_count++;
}

uint16_t compile_constant(Compiler *compiler, const Node *at, double number, bool whole) {
    return compile_node(compiler, at, (ProgramNode){.op = OP_CONSTANT, .number = number, .whole = whole});
}

uint16_t compile_one(Compiler *compiler, const Node *at, Op op, uint16_t a) {
    return compile_node(compiler, at, (ProgramNode){.op = op, .a = a});
}

uint16_t compile_two(Compiler *compiler, const Node *at, Op op, uint16_t a, uint16_t b) {
    return compile_node(compiler, at, (ProgramNode){.op = op, .a = a, .b = b});
}

uint16_t compile_choice(Compiler *compiler, const Node *at, uint16_t condition, uint16_t then,
                        uint16_t otherwise) {
    return compile_node(compiler, at,
                        (ProgramNode){.op = OP_CHOICE, .a = condition, .b = then, .c = otherwise});
}

uint16_t compile_failure(Compiler *compiler, const Node *at, FailReason reason) {
    uint16_t place = (uint16_t)(place_of(compiler, at) & 0xffff); /* two of them are two */
    return compile_node(compiler, at, (ProgramNode){.op = OP_FAIL, .a = (uint16_t)reason, .b = place});
}

uint16_t compile_behind(Compiler *compiler, const Node *at, uint16_t effect, uint16_t value) {
    if (effect == COMPILE_NONE || effect == value || compiler->failed) return value;
    const ProgramNode *node = &compiler->formula->nodes[value];
    int operands = node->op == OP_CHOICE ? 1 : op_operands(node->op);
    if ((operands > 0 && node->a == effect) || (operands > 1 && node->b == effect)) return value;
    return compile_two(compiler, at, OP_THEN, effect, value);
}
