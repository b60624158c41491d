/* What the names of a text stand for. */
#include "formula/compile.h"

#include <math.h>
#include <string.h>

Scope compile_scope(const Scope *outer, size_t outer_count) {
    return (Scope){.outer = outer, .outer_count = outer_count, .effect = COMPILE_NONE};
}

Binding *compile_bound(Scope *scope, const char *name) {
    for (size_t i = scope->count; i-- > 0;)
        if (!strcmp(scope->bindings[i].name, name)) return &scope->bindings[i];
    return NULL;
}

void compile_bind(Compiler *compiler, Scope *scope, const Node *at, Binding binding) {
    Binding *old = scope == &compiler->module ? NULL : compile_bound(scope, binding.name);
    if (!old && scope->count == COMPILE_BINDINGS_MAX)
        compile_fail(compiler, at, "more than %d names with values", COMPILE_BINDINGS_MAX);
    if (compiler->failed) return;
    if (!old) old = &scope->bindings[scope->count++];
    *old = binding;
}

const Binding *compile_find(const Scope *scope, const char *name, const Scope **where) {
    size_t count = scope->count;
    for (; scope; count = scope->outer_count, scope = scope->outer)
        for (size_t i = count; i-- > 0;)
            if (!strcmp(scope->bindings[i].name, name)) {
                *where = scope;
                return &scope->bindings[i];
            }
    return NULL;
}

/* Returns the index of a free name, which it becomes with its first use. */
static uint16_t free_name(Compiler *compiler, const Node *at, const char *name) {
    Formula *formula = compiler->formula;
    for (size_t i = 0; i < formula->name_count; i++)
        if (!strcmp(formula->names[i].text, name)) return (uint16_t)i;
    if (formula->name_count == FORMULA_NAMES_MAX)
        compile_fail(compiler, at, "more than %d free names", FORMULA_NAMES_MAX);
    if (compiler->failed) return 0;
    FormulaName *fresh = &formula->names[formula->name_count];
    *fresh = (FormulaName){0};
    memcpy(fresh->text, name, strlen(name));
    return (uint16_t)formula->name_count++;
}

uint16_t compile_free_name(Compiler *compiler, const Node *at, const char *name) {
    return compile_node(compiler, at, (ProgramNode){.op = OP_NAME, .a = free_name(compiler, at, name)});
}

static bool literal(const Node *tree, double *value, bool *whole) {
    if (tree->kind != NODE_SCALAR || tree->quoted) return false;
    bool truth = !tree->memo.number_state; /* True or False */
    *value = truth ? *tree->text == 'T' : tree->memo.number;
    *whole = truth || tree->whole;
    return true;
}

bool compile_number(const Node *tree, double *value, bool *whole) {
    double a, b;
    bool whole_a, whole_b;
    if (literal(tree, value, whole)) return true;
    if (tree->kind != NODE_OPERATION || !compile_number(tree->first, &a, &whole_a)) return false;
    const char *mark = tree->text;
    if (!tree->first->next) {
        *value = -a;
        *whole = whole_a;
        return *mark == '-';
    }
    if (mark[1] || !strchr("+-*/", *mark) || !compile_number(tree->last, &b, &whole_b)) return false;
    *whole = whole_a && whole_b && *mark != '/';
    *value = *mark == '+' ? a + b : *mark == '-' ? a - b : *mark == '*' ? a * b : a / b;
    return isfinite(*value) && (!*whole || fabs(*value) <= 0x1p53);
}

bool compile_begins(Compiler *compiler, const Node *number, const char *name, uint16_t *node) {
    double value;
    bool whole;
    if (!number || !compile_number(number, &value, &whole)) return false;
    *node = compile_free_name(compiler, number, name);
    if (compiler->failed) return true;
    FormulaName *free = &compiler->formula->names[compiler->formula->nodes[*node].a];
    free->given = true;
    free->value = value;
    free->start = (size_t)(number->start - compiler->formula->text);
    free->length = number->length;
    return true;
}
