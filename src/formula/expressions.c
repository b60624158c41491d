/* Expressions as nodes of the program. */
#include "formula/compile.h"

#include "base/memory.h"

#include <string.h>

enum { ARGUMENTS_MAX = 8, LIST_MAX = 512 };

uint16_t compile_argument(Compiler *compiler, Scope *scope, const Node *tree) {
    if (*tree->key)
        compile_fail(compiler, tree,
                     "an argument with a name is not part of this language: give it in its place");
    return compiler->failed ? 0 : compile_expression(compiler, scope, tree);
}

/* -------------------------------------------------------------------------------- functions of the text */

/* Every name that a block assigns is local to the def, and has no value before. */
static void bind_locals(Compiler *compiler, Scope *scope, const Node *first) {
    for (const Node *each = first; each; each = each->next) {
        if (each->kind == NODE_IF) bind_locals(compiler, scope, each->body);
        if (each->kind == NODE_ASSIGN && !compile_bound(scope, each->key))
            compile_bind(compiler, scope, each,
                         (Binding){.name = each->key, .node = compile_failure(compiler, each, FAIL_UNBOUND)});
    }
}

/* Returns the node of a parameter that the call gives no argument for. */
static uint16_t missing(Compiler *compiler, Scope *seen, const Node *parameter, const Node *use, bool main) {
    uint16_t node = 0;
    const Node *value = parameter_default(parameter);
    if (main && compile_begins(compiler, value, parameter_name(parameter), &node)) return node;
    if (value) return compile_expression(compiler, seen, value);
    if (main) return compile_free_name(compiler, parameter, parameter_name(parameter));
    compile_fail(compiler, use, "an argument for '%s' is missing", parameter_name(parameter));
    return 0;
}

uint16_t compile_call(Compiler *compiler, const Scope *outer, size_t outer_count, const Node *function,
                      const uint16_t *arguments, size_t count, const Node *use, bool main) {
    for (size_t i = 0; i < compiler->active_count; i++)
        if (compiler->active[i] == function)
            compile_fail(compiler, use, "this function calls itself, which is not part of this language");
    if (compiler->active_count == COMPILE_CALLS_MAX)
        compile_fail(compiler, use, "more than %d functions that call each other", COMPILE_CALLS_MAX);
    if (compiler->failed) return 0;
    compiler->active[compiler->active_count++] = function;
    Scope scope = compile_scope(outer, outer_count), seen = scope;
    size_t index = 0;
    for (const Node *each = function->first; each && !compiler->failed; each = each->next, index++) {
        uint16_t node = index < count ? arguments[index] : missing(compiler, &seen, each, use, main);
        compile_bind(compiler, &scope, each, (Binding){.name = parameter_name(each), .node = node});
    }
    if (index < count) compile_fail(compiler, use, "too many arguments: this function takes %zu", index);
    bool lambda = function->kind == NODE_LAMBDA;
    if (!lambda && !compiler->failed) bind_locals(compiler, &scope, function->body);
    uint16_t result = compiler->failed ? 0
                      : lambda         ? compile_expression(compiler, &scope, function->body)
                                       : compile_body(compiler, &scope, function);
    compiler->active_count--;
    return result;
}

static uint16_t own_call(Compiler *compiler, Scope *scope, const Node *tree) {
    const Scope *where = NULL;
    const Binding *binding = tree->body ? NULL : compile_find(scope, tree->text, &where);
    if (!binding || !binding->tree || !node_is_function(binding->tree)) {
        int length = tree->body ? (int)tree->body->length : (int)strlen(tree->text);
        compile_fail(compiler, tree, "a call of '%.*s' is not part of this language", length,
                     tree->body ? tree->body->start : tree->text);
        return 0;
    }
    uint16_t arguments[ARGUMENTS_MAX];
    size_t count = 0;
    for (const Node *each = tree->first; each && !compiler->failed; each = each->next) {
        if (count == ARGUMENTS_MAX)
            compile_fail(compiler, each, "more than %d arguments", ARGUMENTS_MAX);
        else
            arguments[count++] = compile_argument(compiler, scope, each);
    }
    if (compiler->failed) return 0;
    return compile_call(compiler, where, where == &compiler->module ? where->count : binding->before,
                        binding->tree, arguments, count, tree, false);
}

/* ------------------------------------------------------------------------------------------------ lists */

const Node *compile_list(const Scope *scope, const Node *tree, const Scope **where, size_t *before) {
    *where = scope;
    *before = scope->count;
    if (tree->kind == NODE_LIST) return tree;
    const Binding *binding = tree->kind == NODE_NAME ? compile_find(scope, tree->text, where) : NULL;
    if (!binding || !binding->tree || binding->tree->kind != NODE_LIST) return NULL;
    *before = binding->before;
    return binding->tree;
}

/* Fills in the nodes of a list's items; returns how many they are. */
static size_t list_items(Compiler *compiler, const Scope *scope, const Node *tree, uint16_t nodes[LIST_MAX]) {
    const Scope *where;
    size_t before, count = 0;
    const Node *list = compile_list(scope, tree, &where, &before);
    Scope seen = compile_scope(where, before);
    if (!list)
        compile_fail(compiler, tree, "an index needs a list literal, like [1, 0.1, 0.01][x // 30]");
    else if (!list->first)
        compile_fail(compiler, list, "an empty list has no items");
    for (const Node *each = list ? list->first : NULL; each && !compiler->failed; each = each->next) {
        if (count == LIST_MAX)
            compile_fail(compiler, each, "a list of more than %d items", LIST_MAX);
        else
            nodes[count++] = compile_expression(compiler, &seen, each);
    }
    return count;
}

static uint16_t index(Compiler *compiler, Scope *scope, const Node *tree) {
    Formula *formula = compiler->formula;
    uint16_t nodes[LIST_MAX];
    size_t count = list_items(compiler, scope, tree->first, nodes);
    uint16_t place = compile_expression(compiler, scope, tree->last);
    size_t start = formula->item_count; /* the items and the index may have added theirs */
    if (start + count > ITEMS_MAX) compile_fail(compiler, tree, "more than %d items of lists", ITEMS_MAX);
    if (compiler->failed) return 0;
    if (!formula->items) formula->items = memory_resize(NULL, ITEMS_MAX, sizeof *formula->items);
    memcpy(formula->items + start, nodes, count * sizeof *nodes);
    formula->item_count += count;
    return compile_node(compiler, tree,
                        (ProgramNode){.op = OP_PICK, .a = place, .b = (uint16_t)start, .c = (uint16_t)count});
}

/* ----------------------------------------------------------------------------------------------- values */

/* Returns what a name that is bound to a tree means, seen from where it was bound. */
static uint16_t bound_tree(Compiler *compiler, const Scope *scope, const Binding *binding, const Node *use) {
    uint16_t node;
    const Node *tree = binding->tree;
    if (node_is_function(tree))
        compile_fail(compiler, use, "'%s' is a function: it needs an argument", binding->name);
    else if (tree->kind == NODE_LIST)
        compile_fail(compiler, use, "'%s' is a list: it needs an index", binding->name);
    else if (compile_begins(compiler, tree, binding->name, &node))
        return node;
    Scope seen = compile_scope(scope, binding->before);
    return compile_expression(compiler, &seen, tree);
}

static uint16_t name_value(Compiler *compiler, Scope *scope, const Node *tree) {
    double value;
    const Scope *where;
    const Binding *binding = compile_find(scope, tree->text, &where);
    if (binding) return binding->tree ? bound_tree(compiler, where, binding, tree) : binding->node;
    if (library_constant(tree->text, &value)) return compile_constant(compiler, tree, value, false);
    if (library_function(tree->text))
        compile_fail(compiler, tree, "'%s' is a function: it needs an argument", tree->text);
    else if (strchr(tree->text, '.'))
        compile_fail(compiler, tree,
                     "'%s' is an attribute, which is not part of this language; write a plain name instead",
                     tree->text);
    return compiler->failed ? 0 : compile_free_name(compiler, tree, tree->text);
}

static uint16_t scalar(Compiler *compiler, const Node *tree) {
    double value;
    bool whole;
    if (compile_number(tree, &value, &whole)) return compile_constant(compiler, tree, value, whole);
    compile_fail(compiler, tree, "a string is not part of this language");
    return 0;
}

static const struct {
    const char *mark;
    Op op;
    bool mirrored; /* a > b is b < a */
} operations[] = {{"+", OP_ADD, false},       {"-", OP_SUBTRACT, false},      {"*", OP_MULTIPLY, false},
                  {"/", OP_DIVIDE, false},    {"//", OP_FLOOR_DIVIDE, false}, {"%", OP_MODULO, false},
                  {"**", OP_POWER, false},    {"<", OP_LESS, false},          {"<=", OP_LESS_EQUAL, false},
                  {">", OP_LESS, true},       {">=", OP_LESS_EQUAL, true},    {"==", OP_EQUAL, false},
                  {"!=", OP_NOT_EQUAL, false}};

static uint16_t two_of(Compiler *compiler, const Node *tree, const char *mark, uint16_t a, uint16_t b) {
    for (size_t i = 0; i < sizeof operations / sizeof *operations; i++)
        if (!strcmp(operations[i].mark, mark))
            return compile_two(compiler, tree, operations[i].op, operations[i].mirrored ? b : a,
                               operations[i].mirrored ? a : b);
    return 0;
}

uint16_t compile_update(Compiler *compiler, const Node *tree, uint16_t old, uint16_t value) {
    char mark[4];
    size_t length = strlen(tree->text) - 1; /* of "+=" */
    memcpy(mark, tree->text, length);
    mark[length] = 0;
    return two_of(compiler, tree, mark, old, value);
}

static uint16_t signed_value(Compiler *compiler, Scope *scope, const Node *tree) {
    uint16_t value = compile_expression(compiler, scope, tree->first);
    if (*tree->text == '+') return value;
    if (*tree->text == 'n') return compile_one(compiler, tree, OP_NOT, value);
    const ProgramNode *node = compiler->failed ? NULL : &compiler->formula->nodes[value];
    bool literal = node && node->op == OP_CONSTANT && tree->first->kind == NODE_SCALAR && node->number != 0;
    if (literal) return compile_constant(compiler, tree, -node->number, node->whole);
    return compile_one(compiler, tree, OP_NEGATE, value);
}

static uint16_t operation(Compiler *compiler, Scope *scope, const Node *tree) {
    if (!tree->first->next) return signed_value(compiler, scope, tree);
    uint16_t a = compile_expression(compiler, scope, tree->first),
             b = compile_expression(compiler, scope, tree->last);
    if (!strcmp(tree->text, "and")) return compile_choice(compiler, tree, a, b, a);
    if (!strcmp(tree->text, "or")) return compile_choice(compiler, tree, a, a, b);
    return two_of(compiler, tree, tree->text, a, b);
}

/* a < b < c is (a < b) and (b < c), with b computed once. */
static uint16_t chain(Compiler *compiler, Scope *scope, const Node *tree, uint16_t left,
                      const Node *operand) {
    uint16_t right = compile_expression(compiler, scope, operand);
    uint16_t truth = two_of(compiler, tree, operand->key, left, right);
    if (!operand->next || compiler->failed) return truth;
    return compile_choice(compiler, tree, truth, chain(compiler, scope, tree, right, operand->next), truth);
}

static uint16_t choice(Compiler *compiler, Scope *scope, const Node *tree) {
    uint16_t then = compile_expression(compiler, scope, tree->first),
             condition = compile_expression(compiler, scope, tree->first->next);
    return compile_choice(compiler, tree, condition, then, compile_expression(compiler, scope, tree->last));
}

/* len(list), or NULL's false for any other call. */
static bool length_of(const Scope *scope, const Node *tree, double *count) {
    const Scope *where;
    size_t before;
    bool asked = !strcmp(tree->text, "len") && tree->first;
    const Node *list = asked ? compile_list(scope, tree->first, &where, &before) : NULL;
    *count = (double)node_count(list);
    return list != NULL;
}

static uint16_t call_value(Compiler *compiler, Scope *scope, const Node *tree) {
    const Scope *where;
    double count;
    bool right, own = tree->body || compile_find(scope, tree->text, &where);
    const LibraryFunction *function = own ? NULL : library_function(tree->text);
    if (function) return library_call(compiler, scope, tree, function);
    if (!own && library_bisects(tree->text, &right)) return library_bisect(compiler, scope, tree, right);
    if (!own && length_of(scope, tree, &count)) return compile_constant(compiler, tree, count, true);
    return own_call(compiler, scope, tree);
}

static uint16_t value_of(Compiler *compiler, Scope *scope, const Node *tree) {
    switch (tree->kind) {
    case NODE_SCALAR: return scalar(compiler, tree);
    case NODE_NAME: return name_value(compiler, scope, tree);
    case NODE_OPERATION: return operation(compiler, scope, tree);
    case NODE_CHAIN:
        return chain(compiler, scope, tree, compile_expression(compiler, scope, tree->first),
                     tree->first->next);
    case NODE_CALL: return call_value(compiler, scope, tree);
    case NODE_INDEX: return index(compiler, scope, tree);
    case NODE_CHOICE: return choice(compiler, scope, tree);
    case NODE_LIST:
        compile_fail(compiler, tree, "a list needs an index behind it, like [1, 0.1, 0.01][x // 30]");
        return 0;
    default: compile_fail(compiler, tree, "a function is not a number: it needs an argument"); return 0;
    }
}

uint16_t compile_expression(Compiler *compiler, Scope *scope, const Node *tree) {
    if (compiler->failed) return 0;
    if (++compiler->depth > COMPILE_DEPTH_MAX)
        compile_fail(compiler, tree, "this expression is too long: more than %d operations in a row",
                     COMPILE_DEPTH_MAX);
    compile_work(compiler, tree);
    uint16_t node = compiler->failed ? 0 : value_of(compiler, scope, tree);
    compiler->depth--;
    return node;
}
