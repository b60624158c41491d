/* The functions and constants that need no definition. */
#include "formula/compile.h"

#include <math.h>
#include <string.h>

static const LibraryFunction functions[] = {
    {"min", OP_MIN, 2, 64, false},    {"max", OP_MAX, 2, 64, false},    {"abs", OP_ABS, 1, 1, false},
    {"minimum", OP_MIN, 2, 2, true},  {"maximum", OP_MAX, 2, 2, true},  {"fabs", OP_ABS, 1, 1, true},
    {"round", OP_ROUND, 1, 2, false}, {"int", OP_INT, 1, 1, false},     {"float", OP_FLOAT, 1, 1, false},
    {"pow", OP_POWER, 2, 2, false},   {"floor", OP_FLOOR, 1, 1, true},  {"ceil", OP_CEIL, 1, 1, true},
    {"sqrt", OP_SQRT, 1, 1, true},    {"exp", OP_EXP, 1, 1, true},      {"log", OP_LOG, 1, 2, true},
    {"log2", OP_LOG2, 1, 1, true},    {"log10", OP_LOG10, 1, 1, true},  {"sin", OP_SIN, 1, 1, true},
    {"cos", OP_COS, 1, 1, true},      {"cospi", OP_COS_PI, 1, 1, true}, {"tan", OP_TAN, 1, 1, true},
    {"tanh", OP_TANH, 1, 1, true}};

bool library_is(const char *name, size_t length) {
    static const char *const owners[] = {"math", "np", "numpy", "torch", "jnp", "jax.numpy", "tf", "tf.math"};
    for (size_t i = 0; i < sizeof owners / sizeof *owners; i++)
        if (strlen(owners[i]) == length && !memcmp(name, owners[i], length)) return true;
    return false;
}

/* Returns the name without its library; NULL where what stands before it is none. */
static const char *bare(const char *dotted) {
    const char *last = name_last(dotted);
    return last == dotted || library_is(dotted, (size_t)(last - dotted) - 1) ? last : NULL;
}

const LibraryFunction *library_function(const char *dotted) {
    const char *name = bare(dotted);
    for (size_t i = 0; name && i < sizeof functions / sizeof *functions; i++)
        if (!strcmp(name, functions[i].name)) return &functions[i];
    return NULL;
}

bool library_constant(const char *dotted, double *value) {
    const char *name = bare(dotted);
    if (!name || (strcmp(name, "pi") != 0 && strcmp(name, "e") != 0)) return false;
    *value = *name == 'p' ? 3.141592653589793 : 2.718281828459045;
    return true;
}

/* Returns the arguments of min and max, which may also be one list. */
static const Node *spread(const Scope *scope, const Node *first) {
    const Scope *where;
    size_t before;
    const Node *list = first && !first->next ? compile_list(scope, first, &where, &before) : NULL;
    return list && list == first ? list->first : first;
}

static void check_count(Compiler *compiler, const Node *call, const LibraryFunction *function, int count) {
    if (count >= function->least && count <= function->most) return;
    const char *words = function->most > 2                 ? " arguments or more"
                        : function->most > function->least ? " or 2 arguments"
                        : function->least == 1             ? " argument"
                                                           : " arguments";
    compile_fail(compiler, call, "%s takes %d%s, not %d", function->name, function->least, words, count);
}

uint16_t library_call(Compiler *compiler, Scope *scope, const Node *call, const LibraryFunction *function) {
    Op op = function->op;
    const Node *first = op == OP_MIN || op == OP_MAX ? spread(scope, call->first) : call->first;
    int count = 0;
    for (const Node *each = first; each; each = each->next) count++;
    check_count(compiler, call, function, count);
    if (compiler->failed) return 0;
    uint16_t value = compile_argument(compiler, scope, first);
    if (count == 1) return compile_one(compiler, call, op, value);
    uint16_t second = compile_argument(compiler, scope, first->next);
    if (op == OP_LOG)
        return compile_two(compiler, call, OP_DIVIDE, compile_one(compiler, call, OP_LOG, value),
                           compile_one(compiler, call, OP_LOG, second));
    if (op == OP_ROUND) op = OP_ROUND_DIGITS;
    if (op == OP_POWER && strchr(call->text, '.')) op = OP_MATH_POWER;
    value = compile_two(compiler, call, op, value, second);
    for (const Node *each = first->next->next; each; each = each->next)
        value = compile_two(compiler, call, op, value, compile_argument(compiler, scope, each));
    return value;
}

/* ------------------------------------------------------------------------------------------------ bisect */

bool library_bisects(const char *dotted, bool *right) {
    const char *name = !strncmp(dotted, "bisect.", 7) ? dotted + 7 : dotted;
    *right = strcmp(name, "bisect_left") != 0;
    return !strcmp(name, "bisect") || !strcmp(name, "bisect_right") || !*right;
}

/* bisect_right([a, b], x) is how many of them are not above x: (a <= x) + (b <= x). Python looks only where
   the order tells it to, so they must be in order, whatever the sliders say. */
uint16_t library_bisect(Compiler *compiler, Scope *scope, const Node *call, bool right) {
    const Scope *where;
    size_t before;
    const Node *list = call->first ? compile_list(scope, call->first, &where, &before) : NULL,
               *value = list ? call->first->next : NULL;
    if (!list || !value || value->next)
        compile_fail(compiler, call, "%s takes a list of numbers and a value", call->text);
    uint16_t at = value ? compile_argument(compiler, scope, value) : 0, sum = 0;
    double last = -INFINITY, number;
    bool whole;
    for (const Node *each = list ? list->first : NULL; each && !compiler->failed; each = each->next) {
        if (!compile_number(each, &number, &whole) || number < last) {
            compile_fail(compiler, each, "%s needs a list of plain numbers that rise", call->text);
            break;
        }
        uint16_t item = compile_constant(compiler, each, number, whole);
        uint16_t below = compile_two(compiler, call, right ? OP_LESS_EQUAL : OP_LESS, item, at);
        sum = each == list->first ? below : compile_two(compiler, call, OP_ADD, sum, below);
        last = number;
    }
    return list && !list->first ? compile_constant(compiler, call, 0, true) : sum;
}
