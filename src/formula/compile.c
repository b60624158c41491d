#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "formula/program.h"
#include "formula/syntax.h"
#include "formula/token.h"

/* The text is not run but followed: every name stands for a node, an if for a choice between the nodes that a
   name has behind either block. What comes out is one expression whose parts are shared. */

enum { BINDINGS_MAX = 64, CALLS_MAX = 12, DEPTH_MAX = 400, WORK_MAX = 60000, NONE = 0xffff };

/* A name stands for a node, or for a tree that is looked at when it is asked for. */
typedef struct Binding {
    Piece name;
    uint16_t node;
    const Tree *tree; /* a def, a lambda, a list, or an assigned value outside of every def; or NULL */
    size_t before;    /* how many of its scope's bindings the tree may see */
} Binding;

typedef struct Scope {
    const struct Scope *outer;
    size_t outer_count; /* of the outer's bindings that count */
    Binding bindings[BINDINGS_MAX];
    size_t count;
    uint16_t effect; /* what was computed on the way and may fail, or NONE */
} Scope;

typedef struct Compiler {
    Formula *formula;
    FormulaError *error;
    size_t capacity, item_capacity;
    Scope module;
    const Tree *active[CALLS_MAX]; /* the functions that are being followed */
    size_t active_count;
    int depth, work;
    bool failed;
} Compiler;

#define FAIL(compiler, tree, ...)                                                                            \
    do {                                                                                                     \
        if (!(compiler)->failed)                                                                             \
            formula_error((compiler)->error, (compiler)->formula->text, (tree)->all.start, __VA_ARGS__);     \
        (compiler)->failed = true;                                                                           \
    } while (0)

static const char *at(const Compiler *compiler, Piece piece) {
    return compiler->formula->text + piece.start;
}
static int length_of(Piece piece) {
    return (int)piece.length;
}

static bool same_name(const Compiler *compiler, Piece a, Piece b) {
    return a.length == b.length && !memcmp(at(compiler, a), at(compiler, b), a.length);
}

static bool is_word(const Compiler *compiler, Piece piece, const char *word) {
    return piece.length == strlen(word) && !memcmp(at(compiler, piece), word, piece.length);
}

/* ------------------------------------------------------------------------------------------------ nodes */

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

static uint16_t add_node(Compiler *compiler, const Tree *tree, ProgramNode node) {
    Formula *formula = compiler->formula;
    node.fails = op_may_fail(node.op);
    uint16_t operands[3] = {node.a, node.b, node.c};
    for (int i = 0; i < op_operands(node.op); i++) node.fails |= formula->nodes[operands[i]].fails;
    for (size_t n = 0; n < formula->node_count; n++) {
        const ProgramNode *old = &formula->nodes[n];
        if (old->op == node.op && old->a == node.a && old->b == node.b && old->c == node.c &&
            old->whole == node.whole && !memcmp(&old->number, &node.number, sizeof node.number))
            return (uint16_t)n;
    }
    if (formula->node_count == NODES_MAX)
        FAIL(compiler, tree, "this function is too long: more than %d operations", NODES_MAX);
    if (compiler->failed) return 0;
    if (formula->node_count == compiler->capacity) {
        compiler->capacity = memory_grown(compiler->capacity, formula->node_count + 1);
        formula->nodes = memory_resize(formula->nodes, compiler->capacity, sizeof *formula->nodes);
    }
    node.place = (uint32_t)tree->all.start;
    formula->nodes[formula->node_count] = node;
    return (uint16_t)formula->node_count++;
}

static uint16_t constant(Compiler *compiler, const Tree *tree, double number, bool whole) {
    return add_node(compiler, tree, (ProgramNode){.op = OP_CONSTANT, .number = number, .whole = whole});
}

static uint16_t one(Compiler *compiler, const Tree *tree, Op op, uint16_t a) {
    return add_node(compiler, tree, (ProgramNode){.op = op, .a = a});
}

static uint16_t two(Compiler *compiler, const Tree *tree, Op op, uint16_t a, uint16_t b) {
    return add_node(compiler, tree, (ProgramNode){.op = op, .a = a, .b = b});
}

static uint16_t choice(Compiler *compiler, const Tree *tree, uint16_t condition, uint16_t then,
                       uint16_t otherwise) {
    return add_node(compiler, tree,
                    (ProgramNode){.op = OP_CHOICE, .a = condition, .b = then, .c = otherwise});
}

static uint16_t fail(Compiler *compiler, const Tree *tree, FailReason reason) {
    return add_node(
        compiler, tree,
        (ProgramNode){.op = OP_FAIL, .a = (uint16_t)reason, .b = (uint16_t)(tree->all.start & 0xffff)});
}

/* `value`, behind an effect that may fail; without it where `value` needs that very node anyway. */
static uint16_t behind(Compiler *compiler, const Tree *tree, uint16_t effect, uint16_t value) {
    if (effect == NONE || effect == value || compiler->failed) return value;
    const ProgramNode *node = &compiler->formula->nodes[value];
    int operands = node->op == OP_CHOICE ? 1 : op_operands(node->op);
    if ((operands > 0 && node->a == effect) || (operands > 1 && node->b == effect)) return value;
    return two(compiler, tree, OP_THEN, effect, value);
}

/* ------------------------------------------------------------------------------------------------ names */

static Binding *bound(Compiler *compiler, Scope *scope, Piece name) {
    for (size_t i = scope->count; i-- > 0;)
        if (same_name(compiler, scope->bindings[i].name, name)) return &scope->bindings[i];
    return NULL;
}

static void bind(Compiler *compiler, Scope *scope, const Tree *tree, Binding binding) {
    Binding *old = scope == &compiler->module ? NULL : bound(compiler, scope, binding.name);
    if (!old && scope->count == BINDINGS_MAX)
        FAIL(compiler, tree, "more than %d names with values", BINDINGS_MAX);
    if (compiler->failed) return;
    if (!old) old = &scope->bindings[scope->count++];
    *old = binding;
}

/* Returns the index of a free name, which it becomes with its first use. */
static uint16_t free_name(Compiler *compiler, const Tree *tree, Piece name) {
    Formula *formula = compiler->formula;
    for (size_t i = 0; i < formula->name_count; i++)
        if (is_word(compiler, name, formula->names[i].text)) return (uint16_t)i;
    if (formula->name_count == FORMULA_NAMES_MAX)
        FAIL(compiler, tree, "more than %d free names", FORMULA_NAMES_MAX);
    if (compiler->failed) return 0;
    FormulaName *fresh = &formula->names[formula->name_count];
    *fresh = (FormulaName){0};
    memcpy(fresh->text, at(compiler, name), name.length);
    return (uint16_t)formula->name_count++;
}

static uint16_t name_node(Compiler *compiler, const Tree *tree, Piece name) {
    return add_node(compiler, tree, (ProgramNode){.op = OP_NAME, .a = free_name(compiler, tree, name)});
}

/* The value of an expression of numbers alone, such as 1.0 / 1000; false for any other. */
static bool plain_number(const Tree *tree, double *value, bool *whole) {
    double a, b;
    bool whole_a, whole_b;
    if (tree->kind == TREE_NUMBER) {
        *value = tree->number;
        *whole = tree->whole;
        return true;
    }
    if (!tree->first || !plain_number(tree->first, &a, &whole_a)) return false;
    if (tree->kind == TREE_UNARY && *tree->mark == '-') {
        *value = -a;
        *whole = whole_a;
        return true;
    }
    if (tree->kind != TREE_BINARY || !plain_number(tree->first->next, &b, &whole_b)) return false;
    *whole = whole_a && whole_b;
    if (!strcmp(tree->mark, "+"))
        *value = a + b;
    else if (!strcmp(tree->mark, "-"))
        *value = a - b;
    else if (!strcmp(tree->mark, "*"))
        *value = a * b;
    else if (!strcmp(tree->mark, "/")) {
        *value = a / b;
        *whole = false;
    } else
        return false;
    return isfinite(*value) && (!*whole || fabs(*value) <= 0x1p53);
}

/* A name with a number of its own, outside of every def or as a parameter's default: free, and begun there.
 */
static bool begins(Compiler *compiler, const Tree *number, Piece name, uint16_t *node) {
    double value;
    bool whole;
    if (!number || !plain_number(number, &value, &whole)) return false;
    *node = name_node(compiler, number, name);
    if (compiler->failed) return true;
    FormulaName *free = &compiler->formula->names[compiler->formula->nodes[*node].a];
    free->given = true;
    free->value = value;
    free->start = number->all.start;
    free->length = number->all.length;
    return true;
}

static uint16_t expression(Compiler *compiler, Scope *scope, const Tree *tree);

/* Returns what a name that is bound to a tree means, seen from where it was bound. */
static uint16_t bound_tree(Compiler *compiler, const Scope *scope, const Binding *binding, const Tree *use) {
    uint16_t node;
    const Tree *tree = binding->tree;
    if (tree->kind == TREE_DEF || tree->kind == TREE_LAMBDA) {
        FAIL(compiler, use, "'%.*s' is a function: it needs an argument", length_of(binding->name),
             at(compiler, binding->name));
        return 0;
    }
    if (tree->kind == TREE_LIST) {
        FAIL(compiler, use, "'%.*s' is a list: it needs an index", length_of(binding->name),
             at(compiler, binding->name));
        return 0;
    }
    if (begins(compiler, tree, binding->name, &node)) return node;
    Scope seen = {.outer = scope, .outer_count = binding->before, .effect = NONE};
    return expression(compiler, &seen, tree);
}

static const Binding *find(Compiler *compiler, const Scope *scope, Piece name, const Scope **where) {
    size_t count = scope->count;
    for (; scope; count = scope->outer_count, scope = scope->outer)
        for (size_t i = count; i-- > 0;)
            if (same_name(compiler, scope->bindings[i].name, name)) {
                *where = scope;
                return &scope->bindings[i];
            }
    return NULL;
}

/* ---------------------------------------------------------------------------------------------- library */

typedef struct Function {
    const char *name;
    Op op;
    int least, most;    /* arguments */
    const char *owners; /* where it is found: "" for Python itself */
} Function;

static const Function functions[] = {
    {"min", OP_MIN, 2, 64, ""},     {"max", OP_MAX, 2, 64, ""},     {"abs", OP_ABS, 1, 1, ""},
    {"minimum", OP_MIN, 2, 2, "m"}, {"maximum", OP_MAX, 2, 2, "m"}, {"fabs", OP_ABS, 1, 1, "m"},
    {"round", OP_ROUND, 1, 2, ""},  {"int", OP_INT, 1, 1, ""},      {"float", OP_FLOAT, 1, 1, ""},
    {"pow", OP_POWER, 2, 2, ""},    {"floor", OP_FLOOR, 1, 1, "m"}, {"ceil", OP_CEIL, 1, 1, "m"},
    {"sqrt", OP_SQRT, 1, 1, "m"},   {"exp", OP_EXP, 1, 1, "m"},     {"log", OP_LOG, 1, 2, "m"},
    {"log2", OP_LOG2, 1, 1, "m"},   {"log10", OP_LOG10, 1, 1, "m"}, {"sin", OP_SIN, 1, 1, "m"},
    {"cos", OP_COS, 1, 1, "m"},     {"cospi", OP_COS_PI, 1, 1, ""}, {"tan", OP_TAN, 1, 1, "m"},     {"tanh", OP_TANH, 1, 1, "m"}};

static const char *const owners[] = {"math", "np", "numpy", "torch", "jnp", "jax.numpy", "tf", "tf.math"};

static bool is_library(const Compiler *compiler, const Tree *name) {
    if (!name->owner.length) return true;
    for (size_t i = 0; i < sizeof owners / sizeof *owners; i++)
        if (is_word(compiler, name->owner, owners[i])) return true;
    return false;
}

static const Function *library_function(const Compiler *compiler, const Tree *name) {
    if (name->kind != TREE_NAME || !is_library(compiler, name)) return NULL;
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (is_word(compiler, name->name, functions[i].name)) return &functions[i];
    return NULL;
}

static bool library_constant(const Compiler *compiler, const Tree *name, double *value) {
    if (!is_library(compiler, name)) return false;
    if (is_word(compiler, name->name, "pi"))
        *value = 3.141592653589793;
    else if (is_word(compiler, name->name, "e"))
        *value = 2.718281828459045;
    else
        return false;
    return true;
}

/* The argument as a node, or what it was instead, said. */
static uint16_t argument(Compiler *compiler, Scope *scope, const Tree *tree) {
    if (tree->kind == TREE_KEYWORD)
        FAIL(compiler, tree, "an argument with a name is not part of this language: give it in its place");
    return compiler->failed ? 0 : expression(compiler, scope, tree);
}

static const Tree *list_of(Compiler *compiler, Scope *scope, const Tree *tree, const Scope **where,
                           size_t *before);

/* Returns the arguments of min and max, which may also be one list. */
static const Tree *spread(Compiler *compiler, Scope *scope, const Tree *first) {
    const Scope *where;
    size_t before;
    const Tree *list = first && !first->next ? list_of(compiler, scope, first, &where, &before) : NULL;
    return list && list == first ? list->first : first;
}

static uint16_t library_call(Compiler *compiler, Scope *scope, const Tree *tree, const Function *function) {
    bool many = function->op == OP_MIN || function->op == OP_MAX;
    const Tree *first = many ? spread(compiler, scope, tree->first->next) : tree->first->next;
    int count = 0;
    for (const Tree *each = first; each; each = each->next) count++;
    if (count < function->least || count > function->most)
        FAIL(compiler, tree, "%s takes %d%s, not %d", function->name, function->least,
             function->most > 2                 ? " arguments or more"
             : function->most > function->least ? " or 2 arguments"
             : function->least == 1             ? " argument"
                                                : " arguments",
             count);
    if (compiler->failed) return 0;
    uint16_t value = argument(compiler, scope, first);
    if (count == 1) return one(compiler, tree, function->op, value);
    uint16_t second = argument(compiler, scope, first->next);
    Op op = function->op;
    if (op == OP_LOG)
        return two(compiler, tree, OP_DIVIDE, one(compiler, tree, OP_LOG, value),
                   one(compiler, tree, OP_LOG, second));
    if (op == OP_ROUND) op = OP_ROUND_DIGITS;
    if (op == OP_POWER && tree->first->owner.length) op = OP_MATH_POWER;
    value = two(compiler, tree, op, value, second);
    for (const Tree *each = first->next->next; each; each = each->next)
        value = two(compiler, tree, op, value, argument(compiler, scope, each));
    return value;
}

/* ------------------------------------------------------------------------------------- functions of the text
 */

static uint16_t run(Compiler *compiler, Scope *scope, const Tree *body);

static const Tree *body_of(const Tree *function) {
    return function->first->next;
}

/* Every name that a block assigns is local to the def, and has no value before. */
static void bind_locals(Compiler *compiler, Scope *scope, const Tree *block) {
    for (const Tree *each = block->first; each; each = each->next) {
        bool nested = each->kind == TREE_BLOCK || each->kind == TREE_IF;
        if (nested) bind_locals(compiler, scope, each);
        if (each->kind == TREE_ASSIGN && !bound(compiler, scope, each->name))
            bind(compiler, scope, each,
                 (Binding){.name = each->name, .node = fail(compiler, each, FAIL_UNBOUND)});
    }
}

/* Returns the value of the def or lambda `function` for arguments that are nodes; those that are missing take
   their default, or are free where the function is the one that the text is about (`main`). */
static uint16_t call(Compiler *compiler, const Scope *outer, size_t outer_count, const Tree *function,
                     const uint16_t *arguments, size_t count, const Tree *use, bool main) {
    for (size_t i = 0; i < compiler->active_count; i++)
        if (compiler->active[i] == function)
            FAIL(compiler, use, "this function calls itself, which is not part of this language");
    if (compiler->active_count == CALLS_MAX)
        FAIL(compiler, use, "more than %d functions that call each other", CALLS_MAX);
    if (compiler->failed) return 0;
    compiler->active[compiler->active_count++] = function;
    Scope scope = {.outer = outer, .outer_count = outer_count, .effect = NONE};
    size_t index = 0;
    for (const Tree *each = function->first->first; each && !compiler->failed; each = each->next, index++) {
        uint16_t node = 0;
        Scope seen = {.outer = outer, .outer_count = outer_count, .effect = NONE};
        if (index < count)
            node = arguments[index];
        else if (main && begins(compiler, each->first, each->name, &node)) {
        } else if (each->first)
            node = expression(compiler, &seen, each->first);
        else if (main)
            node = name_node(compiler, each, each->name);
        else
            FAIL(compiler, use, "an argument for '%.*s' is missing", length_of(each->name),
                 at(compiler, each->name));
        bind(compiler, &scope, each, (Binding){.name = each->name, .node = node});
    }
    if (index < count) FAIL(compiler, use, "too many arguments: this function takes %zu", index);
    bool lambda = function->kind == TREE_LAMBDA;
    if (!lambda && !compiler->failed) bind_locals(compiler, &scope, body_of(function));
    uint16_t result = compiler->failed ? 0
                      : lambda         ? expression(compiler, &scope, body_of(function))
                                       : run(compiler, &scope, body_of(function));
    compiler->active_count--;
    return result;
}

static uint16_t own_call(Compiler *compiler, Scope *scope, const Tree *tree) {
    const Tree *name = tree->first;
    const Scope *where = NULL;
    const Binding *binding =
        name->kind == TREE_NAME && !name->owner.length ? find(compiler, scope, name->name, &where) : NULL;
    if (!binding || !binding->tree ||
        (binding->tree->kind != TREE_DEF && binding->tree->kind != TREE_LAMBDA)) {
        FAIL(compiler, tree, "a call of '%.*s' is not part of this language", length_of(name->all),
             at(compiler, name->all));
        return 0;
    }
    uint16_t arguments[8];
    size_t count = 0;
    for (const Tree *each = name->next; each && !compiler->failed; each = each->next) {
        if (count == 8)
            FAIL(compiler, each, "more than 8 arguments");
        else
            arguments[count++] = argument(compiler, scope, each);
    }
    if (compiler->failed) return 0;
    return call(compiler, where, where == &compiler->module ? where->count : binding->before, binding->tree,
                arguments, count, tree, false);
}

/* ------------------------------------------------------------------------------------------ expressions */

/* Returns the list literal that a tree is or names, or NULL. */
static const Tree *list_of(Compiler *compiler, Scope *scope, const Tree *tree, const Scope **where,
                           size_t *before) {
    *where = scope;
    *before = scope->count;
    if (tree->kind == TREE_LIST) return tree;
    if (tree->kind != TREE_NAME || tree->owner.length) return NULL;
    const Binding *binding = find(compiler, scope, tree->name, where);
    if (!binding || !binding->tree || binding->tree->kind != TREE_LIST) return NULL;
    *before = binding->before;
    return binding->tree;
}

static uint16_t index(Compiler *compiler, Scope *scope, const Tree *tree) {
    const Scope *where;
    size_t before, count = 0;
    Formula *formula = compiler->formula;
    const Tree *list = list_of(compiler, scope, tree->first, &where, &before);
    if (!list)
        FAIL(compiler, tree->first, "an index needs a list literal, like [1, 0.1, 0.01][x // 30]");
    else if (!list->first)
        FAIL(compiler, list, "an empty list has no items");
    if (compiler->failed) return 0;
    uint16_t place = expression(compiler, scope, tree->first->next);
    uint16_t nodes[512];
    Scope seen = {.outer = where, .outer_count = before, .effect = NONE};
    for (const Tree *each = list->first; each && !compiler->failed; each = each->next) {
        if (count == 512 || formula->item_count + count == ITEMS_MAX)
            FAIL(compiler, each, "a list of too many items");
        else
            nodes[count++] = expression(compiler, &seen, each);
    }
    if (compiler->failed) return 0;
    if (!formula->items) formula->items = memory_resize(NULL, ITEMS_MAX, sizeof *formula->items);
    memcpy(formula->items + formula->item_count, nodes, count * sizeof *nodes);
    uint16_t start = (uint16_t)formula->item_count;
    formula->item_count += count;
    return add_node(compiler, tree,
                    (ProgramNode){.op = OP_PICK, .a = place, .b = start, .c = (uint16_t)count});
}

static uint16_t name_value(Compiler *compiler, Scope *scope, const Tree *tree) {
    double value;
    const Scope *where;
    const Binding *binding = tree->owner.length ? NULL : find(compiler, scope, tree->name, &where);
    if (binding) return binding->tree ? bound_tree(compiler, where, binding, tree) : binding->node;
    if (library_constant(compiler, tree, &value)) return constant(compiler, tree, value, false);
    if (library_function(compiler, tree))
        FAIL(compiler, tree, "'%.*s' is a function: it needs an argument", length_of(tree->all),
             at(compiler, tree->all));
    else if (tree->owner.length)
        FAIL(compiler, tree,
             "'%.*s' is an attribute, which is not part of this language; write a plain name instead",
             length_of(tree->all), at(compiler, tree->all));
    return compiler->failed ? 0 : name_node(compiler, tree, tree->name);
}

static uint16_t compare_two(Compiler *compiler, const Tree *tree, const char *mark, uint16_t a, uint16_t b) {
    if (!strcmp(mark, "<")) return two(compiler, tree, OP_LESS, a, b);
    if (!strcmp(mark, "<=")) return two(compiler, tree, OP_LESS_EQUAL, a, b);
    if (!strcmp(mark, ">")) return two(compiler, tree, OP_LESS, b, a);
    if (!strcmp(mark, ">=")) return two(compiler, tree, OP_LESS_EQUAL, b, a);
    return two(compiler, tree, *mark == '=' ? OP_EQUAL : OP_NOT_EQUAL, a, b);
}

/* a < b < c is (a < b) and (b < c), with b computed once. */
static uint16_t compare(Compiler *compiler, Scope *scope, const Tree *tree, uint16_t left, const Tree *held) {
    uint16_t right = expression(compiler, scope, held->first);
    uint16_t truth = compare_two(compiler, tree, held->mark, left, right);
    if (!held->next || compiler->failed) return truth;
    return choice(compiler, tree, truth, compare(compiler, scope, tree, right, held->next), truth);
}

static const struct {
    const char *mark;
    Op op;
} marks[] = {{"+", OP_ADD},           {"-", OP_SUBTRACT}, {"*", OP_MULTIPLY}, {"/", OP_DIVIDE},
             {"//", OP_FLOOR_DIVIDE}, {"%", OP_MODULO},   {"**", OP_POWER}};

static Op op_of(const char *mark) {
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (!strcmp(marks[i].mark, mark)) return marks[i].op;
    return OP_COUNT;
}

static uint16_t unary(Compiler *compiler, Scope *scope, const Tree *tree) {
    uint16_t value = expression(compiler, scope, tree->first);
    if (*tree->mark == '+') return value;
    if (*tree->mark == 'n') return one(compiler, tree, OP_NOT, value);
    bool literal = !compiler->failed && compiler->formula->nodes[value].op == OP_CONSTANT &&
                   tree->first->kind == TREE_NUMBER && tree->first->number != 0;
    if (literal) return constant(compiler, tree, -tree->first->number, tree->first->whole);
    return one(compiler, tree, OP_NEGATE, value);
}

static uint16_t call_value(Compiler *compiler, Scope *scope, const Tree *tree) {
    const Scope *where;
    const Tree *name = tree->first;
    bool own = name->kind == TREE_NAME && !name->owner.length && find(compiler, scope, name->name, &where);
    const Function *function = own ? NULL : library_function(compiler, name);
    if (function) return library_call(compiler, scope, tree, function);
    if (is_word(compiler, name->all, "len") && name->next) {
        size_t before;
        double count = 0;
        const Tree *list = list_of(compiler, scope, name->next, &where, &before);
        for (const Tree *each = list ? list->first : NULL; each; each = each->next) count++;
        if (list) return constant(compiler, tree, count, true);
    }
    return own_call(compiler, scope, tree);
}

static uint16_t value_of(Compiler *compiler, Scope *scope, const Tree *tree) {
    const Tree *first = tree->first;
    switch (tree->kind) {
    case TREE_NUMBER: return constant(compiler, tree, tree->number, tree->whole);
    case TREE_NAME: return name_value(compiler, scope, tree);
    case TREE_UNARY: return unary(compiler, scope, tree);
    case TREE_COMPARE: return compare(compiler, scope, tree, expression(compiler, scope, first), first->next);
    case TREE_CALL: return call_value(compiler, scope, tree);
    case TREE_INDEX: return index(compiler, scope, tree);
    case TREE_BINARY: {
        uint16_t a = expression(compiler, scope, first);
        return two(compiler, tree, op_of(tree->mark), a, expression(compiler, scope, first->next));
    }
    case TREE_AND: {
        uint16_t a = expression(compiler, scope, first);
        return choice(compiler, tree, a, expression(compiler, scope, first->next), a);
    }
    case TREE_OR: {
        uint16_t a = expression(compiler, scope, first);
        return choice(compiler, tree, a, a, expression(compiler, scope, first->next));
    }
    case TREE_CHOICE: {
        uint16_t then = expression(compiler, scope, first),
                 condition = expression(compiler, scope, first->next);
        return choice(compiler, tree, condition, then, expression(compiler, scope, first->next->next));
    }
    case TREE_STRING: FAIL(compiler, tree, "a string is not part of this language"); return 0;
    case TREE_LIST:
        FAIL(compiler, tree, "a list needs an index behind it, like [1, 0.1, 0.01][x // 30]");
        return 0;
    default: FAIL(compiler, tree, "a function is not a number: it needs an argument"); return 0;
    }
}

static uint16_t expression(Compiler *compiler, Scope *scope, const Tree *tree) {
    if (compiler->failed) return 0;
    if (++compiler->depth > DEPTH_MAX)
        FAIL(compiler, tree, "this expression is too long: more than %d operations in a row", DEPTH_MAX);
    if (++compiler->work > WORK_MAX) FAIL(compiler, tree, "this function branches too much");
    uint16_t node = compiler->failed ? 0 : value_of(compiler, scope, tree);
    compiler->depth--;
    return node;
}

/* ------------------------------------------------------------------------------------------- statements */

static void note_effect(Compiler *compiler, Scope *scope, const Tree *tree, uint16_t node) {
    if (compiler->failed || !compiler->formula->nodes[node].fails) return;
    scope->effect = behind(compiler, tree, scope->effect, node);
}

static void assign(Compiler *compiler, Scope *scope, const Tree *tree) {
    Binding binding = {.name = tree->name, .before = scope->count};
    if (!*tree->mark && (tree->first->kind == TREE_LIST || tree->first->kind == TREE_LAMBDA)) {
        binding.tree = tree->first;
    } else {
        binding.node = expression(compiler, scope, tree->first);
        if (*tree->mark) {
            Tree old = {.kind = TREE_NAME, .all = tree->name, .name = tree->name};
            binding.node =
                two(compiler, tree, op_of(tree->mark), expression(compiler, scope, &old), binding.node);
        }
        note_effect(compiler, scope, tree, binding.node);
    }
    bind(compiler, scope, tree, binding);
}

static bool returns(const Tree *block) {
    for (const Tree *each = block->first; each; each = each->next) {
        if (each->kind == TREE_RETURN) return true;
        if ((each->kind == TREE_BLOCK || each->kind == TREE_IF) && returns(each)) return true;
    }
    return false;
}

/* What follows a block: the statements behind it, then those behind the block around. NULL: nothing, for a
   block that only assigns. At the function's end stands one whose `def` ends there. */
typedef struct Rest {
    const Tree *next, *def;
    const struct Rest *outer;
} Rest;

static uint16_t follow(Compiler *compiler, Scope *scope, const Tree *each, const Rest *rest);

/* Joins the names after an if whose blocks only assign: every name that differs is a choice. */
static void merge(Compiler *compiler, Scope *scope, const Tree *tree, uint16_t condition, const Scope *then,
                  const Scope *otherwise) {
    for (size_t i = 0; i < scope->count && !compiler->failed; i++) {
        Binding a = then->bindings[i], b = otherwise->bindings[i];
        if (a.tree != b.tree)
            FAIL(compiler, tree, "'%.*s' is a list or a function on one side of this if only",
                 length_of(a.name), at(compiler, a.name));
        scope->bindings[i] = a;
        if (a.node != b.node) scope->bindings[i].node = choice(compiler, tree, condition, a.node, b.node);
    }
    if (then->effect == otherwise->effect) {
        scope->effect = then->effect;
        return;
    }
    uint16_t nothing = constant(compiler, tree, 0, true);
    scope->effect = choice(compiler, tree, condition, then->effect == NONE ? nothing : then->effect,
                           otherwise->effect == NONE ? nothing : otherwise->effect);
}

/* Returns the statements of an if's other side: those of its else, or its elif as the one statement in
   `held`. */
static const Tree *other_side(const Tree *tree, Tree *held) {
    const Tree *otherwise = tree->first->next->next;
    if (!otherwise || otherwise->kind == TREE_BLOCK) return otherwise ? otherwise->first : NULL;
    *held = *otherwise;
    held->next = NULL;
    return held;
}

static uint16_t follow_if(Compiler *compiler, Scope *scope, const Tree *tree, const Rest *rest) {
    Tree held;
    const Tree *then = tree->first->next, *otherwise = other_side(tree, &held);
    uint16_t condition = expression(compiler, scope, tree->first), result = 0;
    note_effect(compiler, scope, tree, condition);
    if (++compiler->depth > DEPTH_MAX) FAIL(compiler, tree, "more than %d ifs behind each other", DEPTH_MAX);
    if (compiler->failed) return 0;
    Scope *sides = memory_resize(NULL, 2, sizeof *sides);
    sides[0] = sides[1] = *scope;
    if (returns(tree)) {
        sides[0].effect = sides[1].effect = NONE;
        uint16_t a = follow(compiler, &sides[0], then->first, rest),
                 b = follow(compiler, &sides[1], otherwise, rest);
        if (!compiler->failed)
            result = behind(compiler, tree, scope->effect, choice(compiler, tree, condition, a, b));
    } else {
        follow(compiler, &sides[0], then->first, NULL);
        follow(compiler, &sides[1], otherwise, NULL);
        if (!compiler->failed) merge(compiler, scope, tree, condition, &sides[0], &sides[1]);
        result = follow(compiler, scope, NULL, rest);
    }
    free(sides);
    compiler->depth--;
    return result;
}

/* Returns the value that the function returns from the statement `each` on. */
static uint16_t follow(Compiler *compiler, Scope *scope, const Tree *each, const Rest *rest) {
    while (!compiler->failed) {
        if (!each && !rest) return 0;
        if (!each && rest->def)
            return behind(compiler, rest->def, scope->effect, fail(compiler, rest->def, FAIL_NO_RETURN));
        if (!each) {
            each = rest->next;
            rest = rest->outer;
            continue;
        }
        if (++compiler->work > WORK_MAX) FAIL(compiler, each, "this function branches too much");
        Rest after = {.next = each->next, .outer = rest};
        if (each->kind == TREE_RETURN)
            return behind(compiler, each, scope->effect, expression(compiler, scope, each->first));
        if (each->kind == TREE_IF && (rest || returns(each))) return follow_if(compiler, scope, each, &after);
        if (each->kind == TREE_IF) follow_if(compiler, scope, each, NULL);
        if (each->kind == TREE_ASSIGN) assign(compiler, scope, each);
        if (each->kind == TREE_DEF)
            bind(compiler, scope, each, (Binding){.name = each->name, .tree = each, .before = scope->count});
        if (each->kind == TREE_VALUE)
            note_effect(compiler, scope, each, expression(compiler, scope, each->first));
        each = each->next;
    }
    return 0;
}

static uint16_t run(Compiler *compiler, Scope *scope, const Tree *body) {
    Rest end = {.def = body};
    return follow(compiler, scope, body->first, &end);
}

/* --------------------------------------------------------------------------------------------- the text */

/* Collects what is assigned and defined outside of the function that is meant; it is looked at when it is
   asked for. */
static void collect(Compiler *compiler, Scope *scope, const Tree *block, const Tree *end) {
    for (const Tree *each = block->first; each && each != end; each = each->next) {
        const Tree *tree = each->kind == TREE_DEF ? each : each->kind == TREE_ASSIGN ? each->first : NULL;
        if (each->kind == TREE_ASSIGN && *each->mark)
            FAIL(compiler, each, "outside of a def a name gets its value by '='");
        if (tree)
            bind(compiler, scope, each, (Binding){.name = each->name, .tree = tree, .before = scope->count});
    }
}

static const Tree *function_of(const Tree *statement) {
    bool holds = statement->kind == TREE_ASSIGN || statement->kind == TREE_VALUE;
    if (statement->kind == TREE_DEF) return statement;
    return holds && statement->first->kind == TREE_LAMBDA ? statement->first : NULL;
}

static const Tree *last_function(const Tree *block) {
    const Tree *last = NULL;
    for (const Tree *each = block->first; each; each = each->next)
        if (function_of(each)) last = function_of(each);
    return last;
}

/* Returns the function that a def only makes, as torchvision's warmup_lr_scheduler does, or NULL: what it
   returns is the name of a def in it, a lambda, or a call that is given one of these. */
static const Tree *made_by(const Compiler *compiler, const Tree *function) {
    if (function->kind != TREE_DEF) return NULL;
    const Tree *inner = last_function(body_of(function)), *value = NULL;
    for (const Tree *each = body_of(function)->first; each; each = each->next)
        if (each->kind == TREE_RETURN) value = each->first;
    if (!value) return inner;
    if (value->kind == TREE_CALL && library_function(compiler, value->first)) return NULL;
    const Tree *first = value->kind == TREE_CALL ? value->first->next : value;
    for (const Tree *each = first; each; each = value->kind == TREE_CALL ? each->next : NULL) {
        const Tree *given = each->kind == TREE_KEYWORD ? each->first : each;
        if (given->kind == TREE_LAMBDA) return given;
        if (given->kind == TREE_NAME && inner && inner->kind == TREE_DEF &&
            same_name(compiler, given->name, inner->name))
            return inner;
    }
    return NULL;
}

static bool is_self(const Compiler *compiler, const Tree *parameter) {
    return parameter && is_word(compiler, parameter->name, "self");
}

/* True if the def uses something of the text besides names that are free: other functions, lists, values that
   are computed, an indent of its own, or libraries other than math. */
static bool needs_more(const Compiler *compiler, const Tree *function) {
    FormulaTokens tokens =
        formula_tokens(compiler->formula->text, function->all.start + function->all.length);
    size_t at_line = function->all.start;
    if (at_line > 0 && compiler->formula->text[at_line - 1] != '\n') return true;
    FormulaToken before = {0};
    for (FormulaToken token; (token = formula_next_token(&tokens)).kind != TOKEN_END; before = token) {
        if (token.start < function->all.start || token.kind != TOKEN_NAME) continue;
        Piece name = {token.start, token.length};
        bool dotted = before.length == 1 && compiler->formula->text[before.start] == '.';
        Tree bare = {.kind = TREE_NAME, .name = name};
        const Function *library = library_function(compiler, &bare);
        double value;
        bool is_own = library && (*library->owners || library->op == OP_COS_PI); /* which Python does not have */
        if (!dotted && (is_own || library_constant(compiler, &bare, &value)))
            return true;
        for (size_t i = 1; !dotted && i < sizeof owners / sizeof *owners; i++)
            if (is_word(compiler, name, owners[i])) return true;
        for (size_t i = 0; !dotted && i < compiler->module.count; i++) {
            const Tree *tree = compiler->module.bindings[i].tree;
            bool whole;
            if (tree && tree != function && same_name(compiler, compiler->module.bindings[i].name, name) &&
                !plain_number(tree, &value, &whole))
                return true;
        }
    }
    return false;
}

static uint16_t main_function(Compiler *compiler, const Tree *function) {
    const Scope *outer = &compiler->module;
    Scope around = {.outer = outer, .outer_count = outer->count, .effect = NONE};
    for (const Tree *inner; (inner = made_by(compiler, function)); function = inner) {
        for (const Tree *each = function->first->first; each; each = each->next)
            if (each->first)
                bind(compiler, &around, each,
                     (Binding){.name = each->name, .tree = each->first, .before = around.count});
        collect(compiler, &around, body_of(function), NULL);
        outer = &around;
    }
    Tree *parameters = (Tree *)function->first; /* our own tree: a method's self is no argument */
    if (is_self(compiler, parameters->first)) parameters->first = parameters->first->next;
    if (!parameters->first) FAIL(compiler, function, "this function needs an argument: the step");
    if (compiler->failed) return 0;
    snprintf(compiler->formula->step, sizeof compiler->formula->step, "%.*s",
             length_of(parameters->first->name), at(compiler, parameters->first->name));
    uint16_t step = add_node(compiler, function, (ProgramNode){.op = OP_STEP});
    compiler->formula->body_start = function->all.start;
    compiler->formula->body_length = function->all.length;
    if (function->kind == TREE_DEF)
        snprintf(compiler->formula->called, sizeof compiler->formula->called, "%.*s",
                 length_of(function->name), at(compiler, function->name));
    compiler->formula->plain =
        function->kind == TREE_DEF && outer == &compiler->module && !needs_more(compiler, function);
    return call(compiler, outer, outer->count, function, &step, 1, function, true);
}

/* An expression alone calls the step by the first of these that it has. */
static const char *const step_names[] = {"x",         "step",         "t",           "it",
                                         "iteration", "current_step", "global_step", "n"};

static Piece step_in(Compiler *compiler, const Tree *tree) {
    FormulaTokens tokens = formula_tokens(compiler->formula->text, tree->all.start + tree->all.length);
    Piece found = {0};
    size_t best = sizeof step_names / sizeof *step_names;
    for (FormulaToken token; (token = formula_next_token(&tokens)).kind != TOKEN_END;)
        for (size_t i = 0; i < best; i++)
            if (token.kind == TOKEN_NAME &&
                is_word(compiler, (Piece){token.start, token.length}, step_names[i])) {
                best = i;
                found = (Piece){token.start, token.length};
            }
    return found;
}

/* Sees what stands before it, up to the statement `end` that it is. */
static uint16_t main_expression(Compiler *compiler, const Tree *block, const Tree *end, const Tree *tree) {
    Piece name = step_in(compiler, tree);
    Scope scope = {.outer = &compiler->module, .outer_count = compiler->module.count, .effect = NONE};
    uint16_t step = add_node(compiler, tree, (ProgramNode){.op = OP_STEP});
    snprintf(compiler->formula->step, sizeof compiler->formula->step, "%.*s",
             name.length ? length_of(name) : 1, name.length ? at(compiler, name) : "x");
    if (name.length) bind(compiler, &compiler->module, tree, (Binding){.name = name, .node = step});
    collect(compiler, &compiler->module, block, end);
    scope.outer_count = compiler->module.count;
    compiler->formula->bare = true;
    compiler->formula->body_start = tree->all.start;
    return expression(compiler, &scope, tree);
}

/* Returns the expression that a text without def or lambda is about: its last, or the last value that it
   assigns. */
static const Tree *last_expression(const Tree *block, const Tree **statement) {
    const Tree *last = NULL;
    for (const Tree *each = block->first; each; each = each->next) {
        if (each->kind != TREE_VALUE && each->kind != TREE_ASSIGN) continue;
        last = each->first;
        *statement = each;
    }
    return last;
}

/* Returns the function that a call of LambdaLR is given, by name or as a lambda; NULL where it is none
   such. */
static const Tree *given_function(const Compiler *compiler, const Tree *block, const Tree *call) {
    for (const Tree *each = call->first->next; each; each = each->next) {
        const Tree *given = each->kind == TREE_KEYWORD ? each->first : each;
        if (given->kind == TREE_LAMBDA) return given;
        for (const Tree *other = block->first; given->kind == TREE_NAME && other; other = other->next)
            if (function_of(other) && other->kind != TREE_VALUE &&
                same_name(compiler, other->name, given->name))
                return function_of(other);
    }
    return NULL;
}

/* Returns the function that the text means: the one that it gives to LambdaLR, else its last; *alone is false
   where the text does something else besides, so that nobody can tell what its last function is for. */
static const Tree *meant_function(const Compiler *compiler, const Tree *block, bool *alone) {
    const Tree *given = NULL;
    int schedulers = 0;
    *alone = true;
    for (const Tree *each = block->first; each; each = each->next) {
        bool holds =
            (each->kind == TREE_ASSIGN || each->kind == TREE_VALUE) && each->first->kind == TREE_CALL;
        if (!holds) continue;
        const Tree *called = each->first->first;
        bool scheduler = called->kind == TREE_NAME && is_word(compiler, called->name, "LambdaLR");
        schedulers += scheduler;
        if (scheduler) given = given_function(compiler, block, each->first);
        if (!library_function(compiler, called)) *alone = false;
    }
    if (schedulers == 1 && given) *alone = true;
    return schedulers == 1 && given ? given : last_function(block);
}

static void compile(Compiler *compiler, const Tree *block) {
    const Tree *statement = NULL, *function = meant_function(compiler, block, &compiler->formula->alone);
    for (const Tree *each = block->first; each; each = each->next) {
        if (each->kind == TREE_RETURN) FAIL(compiler, each, "'return' outside of a def");
        if (each->kind == TREE_IF)
            FAIL(compiler, each, "an 'if' outside of a def; write a def, or a if c else b");
    }
    const Tree *tree = function ? function : last_expression(block, &statement);
    if (!tree) FAIL(compiler, block, "there is no function here: neither an expression nor a lambda or def");
    if (compiler->failed) return;
    if (function) collect(compiler, &compiler->module, block, NULL);
    compiler->formula->result =
        function ? main_function(compiler, function) : main_expression(compiler, block, statement, tree);
}

Formula *formula_read(const char *text, size_t count, FormulaError *error) {
    FormulaError unused;
    if (!error) error = &unused;
    if (count > FORMULA_TEXT_MAX) {
        formula_error(error, "", 0, "a function of more than %d characters", FORMULA_TEXT_MAX);
        return NULL;
    }
    Formula *formula = memory_resize(NULL, 1, sizeof *formula);
    *formula = (Formula){.text = memory_resize(NULL, count + 1, 1), .text_count = count};
    memcpy(formula->text, text, count);
    formula->text[count] = 0;
    TreeStore store = {0};
    Compiler *compiler = memory_resize(NULL, 1, sizeof *compiler);
    memset(compiler, 0, sizeof *compiler);
    compiler->formula = formula;
    compiler->error = error;
    compiler->module.effect = NONE;
    const Tree *block = formula_tree_read(&store, formula->text, count, error);
    bool good = block != NULL;
    if (good) {
        compile(compiler, block);
        good = !compiler->failed;
    }
    if (good && !program_order(formula))
        good = formula_error(error, formula->text, formula->body_start, "this function branches too much");
    formula_tree_free(&store);
    free(compiler);
    if (good) return formula;
    formula_free(formula);
    return NULL;
}

void formula_free(Formula *formula) {
    if (!formula) return;
    free(formula->text);
    free(formula->nodes);
    free(formula->steps);
    free(formula->items);
    free(formula);
}
