/* How a text becomes a program. It is not run but followed: every name stands for a node, an if for a choice
   between the nodes that a name has behind either block. What comes out is one expression whose parts are
   shared. Not for other rooms. */
#ifndef FORMULA_COMPILE_H
#define FORMULA_COMPILE_H

#include "formula/program.h"
#include "syntax/syntax.h"

enum { COMPILE_BINDINGS_MAX = 64, COMPILE_CALLS_MAX = 12, COMPILE_DEPTH_MAX = 400, COMPILE_WORK_MAX = 60000 };
enum { COMPILE_NONE = 0xffff /* no node */ };

/* A name stands for a node, or for a tree that is looked at when it is asked for. */
typedef struct Binding {
    const char *name;
    uint16_t node;
    const Node *tree; /* a def, a lambda, a list, or an assigned value outside of every def; or NULL */
    size_t before;    /* how many of its scope's bindings the tree may see */
} Binding;

typedef struct Scope {
    const struct Scope *outer;
    size_t outer_count; /* of the outer's bindings that count */
    Binding bindings[COMPILE_BINDINGS_MAX];
    size_t count;
    uint16_t effect; /* what was computed on the way and may fail, or COMPILE_NONE */
} Scope;

typedef struct Compiler {
    Formula *formula;
    FormulaError *error;
    Forest forest;
    size_t capacity;
    Scope module;
    const Node *active[COMPILE_CALLS_MAX]; /* the functions that are being followed */
    size_t active_count;
    int depth, work;
    bool failed;
} Compiler;

/* Fails at a place of the text. The first failure counts; what is made behind it means nothing. */
void compile_fail(Compiler *compiler, const Node *at, const char *format, ...) TEXT_FORMAT(3, 4);
/* Counts a step of the work, and says where it is too much. */
void compile_work(Compiler *compiler, const Node *at);

/* Nodes of the program; the same one twice is one. */
uint16_t compile_node(Compiler *compiler, const Node *at, ProgramNode node);
uint16_t compile_constant(Compiler *compiler, const Node *at, double number, bool whole);
uint16_t compile_one(Compiler *compiler, const Node *at, Op op, uint16_t a);
uint16_t compile_two(Compiler *compiler, const Node *at, Op op, uint16_t a, uint16_t b);
uint16_t compile_choice(Compiler *compiler, const Node *at, uint16_t condition, uint16_t then,
                        uint16_t otherwise);
uint16_t compile_failure(Compiler *compiler, const Node *at, FailReason reason);
/* `value`, behind an effect that may fail; without it where `value` needs that very node anyway. */
uint16_t compile_behind(Compiler *compiler, const Node *at, uint16_t effect, uint16_t value);

/* Names. */
Scope compile_scope(const Scope *outer, size_t outer_count);
Binding *compile_bound(Scope *scope, const char *name);
void compile_bind(Compiler *compiler, Scope *scope, const Node *at, Binding binding);
const Binding *compile_find(const Scope *scope, const char *name, const Scope **where);
uint16_t compile_free_name(Compiler *compiler, const Node *at, const char *name);
/* A name with a number of its own, outside of every def or as a parameter's default, is free, and begun
   there. False for any other; `number` may be NULL. */
bool compile_begins(Compiler *compiler, const Node *number, const char *name, uint16_t *node);
/* The value of an expression of numbers alone, such as 1.0 / 1000; false for any other. */
bool compile_number(const Node *tree, double *value, bool *whole);

/* What Python and its libraries have: "cos", "math.cos", "np.minimum". NULL and false for any other name. */
typedef struct LibraryFunction {
    const char *name;
    Op op;
    int least, most; /* arguments */
    bool of_library; /* not Python's own */
} LibraryFunction;

const LibraryFunction *library_function(const char *dotted);
bool library_constant(const char *dotted, double *value);
/* True for a library's name: "np". */
bool library_is(const char *name, size_t length);
uint16_t library_call(Compiler *compiler, Scope *scope, const Node *call, const LibraryFunction *function);
/* True for the functions of Python's module bisect; `right` where equal ones are passed over. */
bool library_bisects(const char *dotted, bool *right);
uint16_t library_bisect(Compiler *compiler, Scope *scope, const Node *call, bool right);

/* Values and statements. */
uint16_t compile_expression(Compiler *compiler, Scope *scope, const Node *tree);
/* An argument of a call, which must stand in its place. */
uint16_t compile_argument(Compiler *compiler, Scope *scope, const Node *tree);
/* Returns the list literal that a tree is or names, with the scope that its items see; or NULL. */
const Node *compile_list(const Scope *scope, const Node *tree, const Scope **where, size_t *before);
/* Returns the value of the def or lambda `function` for arguments that are nodes; those that are missing take
   their default, or are free where the function is the one that the text is about (`main`). */
uint16_t compile_call(Compiler *compiler, const Scope *outer, size_t outer_count, const Node *function,
                      const uint16_t *arguments, size_t count, const Node *use, bool main);
/* What `old += value` gives, for the statement `tree`. */
uint16_t compile_update(Compiler *compiler, const Node *tree, uint16_t old, uint16_t value);
/* A function's statements, from the first on: what they return. */
uint16_t compile_body(Compiler *compiler, Scope *scope, const Node *function);

static inline bool node_is_function(const Node *node) {
    return node->kind == NODE_DEF || node->kind == NODE_LAMBDA;
}
/* Returns what a parameter is called, and its default, NULL for none. */
static inline const char *parameter_name(const Node *parameter) {
    return *parameter->key ? parameter->key : parameter->text;
}
static inline const Node *parameter_default(const Node *parameter) {
    return *parameter->key ? parameter : NULL;
}

#endif
