#include "code/function.h"

#include <math.h>
#include <string.h>

static void add_piece(Function *function, const Node *condition, const Node *value) {
    if (function->count < FUNCTION_PIECES_MAX)
        function->pieces[function->count++] = (Piece){condition, value};
}

/* a if c else b is two pieces. */
static void add_choices(Function *function, const Node *value) {
    for (; value && value->kind == NODE_CHOICE; value = value->first->next->next)
        add_piece(function, value->first->next, value->first);
    add_piece(function, NULL, value);
}

static Function of_lambda(const Node *lambda) {
    Function function = {.step = lambda->name};
    add_choices(&function, lambda->first);
    return function;
}

static Span first_parameter(const Statement *definition) {
    const Node *node = definition->value->first;
    if (node && span_is(node->name, "self")) node = node->next;
    if (!node) return (Span){"", 0};
    return node->key.length ? node->key : node->name;
}

Function function_of_definition(const Statement *from, const Statement *to) {
    Function function = {.step = first_parameter(from), .from = from, .to = to};
    const Statement *condition = NULL;
    for (const Statement *item = from + 1; item < to; item++) {
        if (condition && item->indent <= condition->indent) condition = NULL;
        if (item->kind == STATEMENT_OTHER) function.unclear = true;
        if (item->kind == STATEMENT_IF) condition = item;
        if (item->kind != STATEMENT_RETURN) continue;
        if (condition && condition->value)
            add_piece(&function, condition->value, item->value);
        else
            add_choices(&function, item->value);
    }
    return function;
}

bool function_of(Match *match, const Node *node, Function *function) {
    const Statement *end;
    const Node *value = match_resolve(match, node);
    bool named = value->kind == NODE_NAME || value->kind == NODE_CALL;
    const Statement *definition = named ? match_function(match, value->name, &end) : NULL;
    *function = (Function){0};
    if (definition)
        *function = function_of_definition(definition, end);
    else if (value->kind == NODE_LAMBDA)
        *function = of_lambda(value);
    return function->count > 0;
}

/* --- its value --- */

enum { DEPTH_MAX = 60 };

typedef struct Frame { /* one call of a function */
    Match *match;
    const Function *function;
    double step;
    int depth;
    bool explicit; /* the parameter is not what the body assigns to it */
} Frame;

static bool value_of(Frame frame, const Node *node, double *value);

/* What the body assigns to a name; *many where it does so twice. */
static const Node *local(Match *match, const Function *function, Span name, bool *many) {
    const Node *found = NULL;
    for (const Statement *item = function->from; item && item < function->to; item++) {
        match->budget--;
        if (item->kind != STATEMENT_ASSIGN || !span_equal(item->name, name)) continue;
        *many = *many || found;
        found = item->value;
    }
    return found;
}

/* "elapsed = elapsed % length": to the right it is what the function was called with. */
static bool of_step(Frame frame, const Node *own, double *value) {
    *value = frame.step;
    if (!own || frame.explicit) return true;
    frame.explicit = true;
    return value_of(frame, own, value);
}

static bool of_name(Frame frame, const Node *node, double *value) {
    bool many = false;
    const Node *own = local(frame.match, frame.function, node->name, &many);
    if (many) return false;
    if (span_equal(node->name, frame.function->step)) return of_step(frame, own, value);
    if (own) return value_of(frame, own, value);
    if (match_number(frame.match, node, value)) return true;
    const Node *further = match_resolve(frame.match, node);
    if (further != node) return value_of(frame, further, value);
    *value = acos(-1);
    return span_is(node->name, "pi");
}

/* Of a min() those that are known, as match_number takes them. */
static bool of_extreme(Frame frame, const Node *call, double *value) {
    bool min = span_is(call->name, "min"), any = false;
    for (const Node *node = call->first; node; node = node->next) {
        double one;
        bool known = value_of(frame, node, &one);
        if (!known && !min) return false;
        if (!known) continue;
        *value = !any ? one : min ? fmin(*value, one) : fmax(*value, one);
        any = true;
    }
    return any;
}

/* bisect_right(list, x): how many of the list are at most x. */
static bool of_bisect(Frame frame, const Node *call, double *value) {
    double x, one;
    if (!call->first || !call->first->next || !value_of(frame, call->first->next, &x)) return false;
    const Node *list = match_resolve(frame.match, call->first);
    if (list->kind != NODE_LIST) return false;
    *value = 0;
    for (const Node *node = list->first; node; node = node->next) {
        if (!value_of(frame, node, &one)) return false;
        *value += one <= x;
    }
    return true;
}

/* Of the first piece whose condition holds. */
static bool of_pieces(Frame frame, double *value) {
    if (frame.function->unclear) return false;
    for (int i = 0; i < frame.function->count; i++) {
        double holds = 1;
        const Piece *piece = &frame.function->pieces[i];
        if (piece->condition && !value_of(frame, piece->condition, &holds)) return false;
        if (holds != 0) return value_of(frame, piece->value, value);
    }
    return false;
}

static bool of_called(Frame frame, const Node *call, double *value) {
    const Statement *end, *definition = match_function(frame.match, call->name, &end);
    double step;
    if (!definition || !value_of(frame, call->first, &step)) return false;
    Function function = function_of_definition(definition, end);
    frame.function = &function;
    frame.step = step;
    frame.explicit = false;
    return of_pieces(frame, value);
}

static bool of_call(Frame frame, const Node *call, double *value) {
    static const struct {
        const char *name;
        double (*of)(double);
    } known[] = {{"cos", cos},   {"sin", sin},     {"sqrt", sqrt}, {"exp", exp},  {"float", NULL},
                 {"int", trunc}, {"floor", floor}, {"ceil", ceil}, {"abs", fabs}, {"round", nearbyint}};
    if (!call->first) return false;
    if (span_is(call->name, "min") || span_is(call->name, "max")) return of_extreme(frame, call, value);
    if (span_is(call->name, "bisect_right") || span_is(call->name, "bisect"))
        return of_bisect(frame, call, value);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (!span_is(call->name, known[i].name)) continue;
        if (call->first->next || !value_of(frame, call->first, value)) return false;
        if (known[i].of) *value = known[i].of(*value);
        return true;
    }
    return of_called(frame, call, value);
}

static bool compare(const char *mark, double a, double b, double *value) {
    const struct {
        const char *mark;
        bool holds;
    } all[] = {{"<", a < b}, {"<=", a <= b}, {">", a > b}, {">=", a >= b}, {"==", a == b}, {"!=", a != b}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if (strcmp(mark, all[i].mark)) continue;
        *value = all[i].holds;
        return true;
    }
    return false;
}

static bool of_choice(Frame frame, const Node *node, double *value) {
    double holds;
    if (!value_of(frame, node->first->next, &holds)) return false;
    return value_of(frame, holds != 0 ? node->first : node->first->next->next, value);
}

static bool value_of(Frame frame, const Node *node, double *value) {
    double a, b;
    if (!node || ++frame.depth > DEPTH_MAX || frame.match->budget-- <= 0) return false;
    switch (node->kind) {
    case NODE_NUMBER: *value = node->number; return true;
    case NODE_NAME: return of_name(frame, node, value);
    case NODE_UNARY:
        if (!value_of(frame, node->first, value)) return false;
        *value = -*value;
        return true;
    case NODE_BINARY:
        return value_of(frame, node->first, &a) && value_of(frame, node->first->next, &b) &&
               (compare(node->mark, a, b, value) || match_combine(node->mark, a, b, value));
    case NODE_CALL: return of_call(frame, node, value);
    case NODE_CHOICE: return of_choice(frame, node, value);
    default: return false;
    }
}

bool function_value(Match *match, const Function *function, double step, double *value) {
    return of_pieces((Frame){match, function, step, 0, false}, value) && isfinite(*value);
}
