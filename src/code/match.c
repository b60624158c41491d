#include "code/match.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BUDGET = 20000000, FOLLOW_MAX = 40 };

static void collect(Match *match, const Node *node) {
    for (; node; node = node->next) {
        if (node->kind == NODE_CALL) {
            if (match->call_count == match->call_capacity) {
                match->call_capacity = memory_grown(match->call_capacity, match->call_count + 1);
                match->calls = memory_resize(match->calls, match->call_capacity, sizeof *match->calls);
            }
            match->calls[match->call_count++] = node;
        }
        collect(match, node->first);
    }
}

Match match_of(const char *text, size_t count) {
    Match match = {.budget = BUDGET};
    syntax_read(&match.syntax, text, count);
    for (size_t i = 0; i < match.syntax.count; i++) collect(&match, match.syntax.items[i].value);
    return match;
}

void match_free(Match *match) {
    syntax_free(&match->syntax);
    free(match->calls);
    *match = (Match){0};
}

const Node *match_argument(const Node *call, const char *name, int position) {
    int at = 0;
    for (const Node *node = call->first; node; node = node->next) {
        if (node->key.length ? span_is(node->key, name) : at == position) return node;
        if (!node->key.length) at++;
    }
    return NULL;
}

const Statement *match_function(Match *match, Span name, const Statement **end) {
    const Statement *items = match->syntax.items, *last = items + match->syntax.count;
    for (const Statement *item = items; item < last && match->budget-- > 0; item++) {
        if (item->kind != STATEMENT_DEF || !span_equal(item->name, name)) continue;
        for (*end = item + 1; *end < last && (*end)->indent > item->indent;) (*end)++;
        return item;
    }
    return NULL;
}

static const Node *assigned(Match *match, Span name) {
    const Node *found = NULL;
    for (size_t i = 0; i < match->syntax.count && match->budget-- > 0; i++) {
        const Statement *item = &match->syntax.items[i];
        bool plain = item->kind == STATEMENT_ASSIGN && !item->mark;
        if (!plain || !span_equal(item->name, name)) continue;
        match->repeated = match->repeated || found;
        found = item->value;
    }
    return found;
}

/* What a function is called with for its parameter of that number, or NULL. */
static const Node *passed(Match *match, Span function, Span parameter, int position) {
    for (size_t i = 0; i < match->call_count && match->budget-- > 0; i++) {
        const Node *call = match->calls[i];
        if (!span_equal(call->name, function)) continue;
        int at = 0;
        for (const Node *node = call->first; node; node = node->next) {
            if (node->key.length ? span_equal(node->key, parameter) : at == position) return node;
            if (!node->key.length) at++;
        }
    }
    return NULL;
}

static const Node *parameter(Match *match, Span name) {
    for (size_t i = 0; i < match->syntax.count && match->budget-- > 0; i++) {
        const Statement *item = &match->syntax.items[i];
        if (item->kind != STATEMENT_DEF) continue;
        int position = 0;
        for (const Node *node = item->value->first; node; node = node->next, position++) {
            bool usual = node->key.length > 0;
            if (!span_equal(usual ? node->key : node->name, name)) continue;
            const Node *value = passed(match, item->name, name, position);
            if (value || usual) return value ? value : node;
        }
    }
    return NULL;
}

/* One name further, or NULL. */
static const Node *follow(Match *match, const Node *node) {
    if (node->kind != NODE_NAME) return NULL;
    const Node *value = assigned(match, node->name);
    if (!value) value = parameter(match, node->name);
    return value == node ? NULL : value;
}

const Node *match_resolve(Match *match, const Node *node) {
    for (int i = 0; i < FOLLOW_MAX && match->budget > 0; i++) {
        const Node *further = follow(match, node);
        if (!further) break;
        node = further;
    }
    return node;
}

static bool number(Match *match, const Node *node, int depth, double *value);

bool match_combine(const char *mark, double a, double b, double *value) {
    if (!strcmp(mark, "+"))
        *value = a + b;
    else if (!strcmp(mark, "-"))
        *value = a - b;
    else if (!strcmp(mark, "*"))
        *value = a * b;
    else if (!strcmp(mark, "/"))
        *value = a / b;
    else if (!strcmp(mark, "//"))
        *value = floor(a / b);
    else if (!strcmp(mark, "%"))
        *value = fmod(a, b);
    else if (!strcmp(mark, "**"))
        *value = pow(a, b);
    else
        return false;
    return isfinite(*value);
}

/* Of a min() those arguments that are known: min(1000, len(loader) - 1) is taken for 1000. */
static bool min_known(Match *match, const Node *call, int depth, double *value) {
    double sign = span_is(call->name, "min") ? 1 : -1, best = INFINITY, one;
    for (const Node *node = call->first; node; node = node->next) {
        bool known = number(match, node, depth, &one);
        if (known)
            best = fmin(best, sign * one);
        else if (sign < 0)
            return false;
        else
            match->guessed = true;
    }
    *value = sign * best;
    return isfinite(best);
}

static bool of_call(Match *match, const Node *call, int depth, double *value) {
    const Node *first = call->first;
    if (!first) return false;
    if (span_is(call->name, "min") || span_is(call->name, "max"))
        return min_known(match, call, depth, value);
    bool plain = span_is(call->name, "float") || span_is(call->name, "int") || span_is(call->name, "round");
    if (!plain || !number(match, first, depth, value)) return false;
    if (span_is(call->name, "int")) *value = trunc(*value);
    if (span_is(call->name, "round")) *value = nearbyint(*value);
    return true;
}

static bool number(Match *match, const Node *node, int depth, double *value) {
    if (!node || depth > FOLLOW_MAX || match->budget-- <= 0) return false;
    double a, b;
    switch (node->kind) {
    case NODE_NUMBER: *value = node->number; return isfinite(node->number);
    case NODE_NAME: return number(match, follow(match, node), depth + 1, value);
    case NODE_UNARY:
        if (!number(match, node->first, depth + 1, &a)) return false;
        *value = -a;
        return true;
    case NODE_BINARY:
        return number(match, node->first, depth + 1, &a) && number(match, node->first->next, depth + 1, &b) &&
               match_combine(node->mark, a, b, value);
    case NODE_CALL: return of_call(match, node, depth + 1, value);
    default: return false;
    }
}

bool match_number(Match *match, const Node *node, double *value) {
    return number(match, node, 0, value);
}

/* Without a guess. */
static bool sure_number(Match *match, const Node *node, double *value) {
    match->guessed = false;
    return match_number(match, node, value) && !match->guessed;
}

/* The same expression, names followed on both sides where they differ. */
static bool equal(Match *match, const Node *a, const Node *b, int depth) {
    if (depth > FOLLOW_MAX || match->budget-- <= 0) return false;
    double x, y;
    if (a == b || (a->kind == NODE_NAME && b->kind == NODE_NAME && span_equal(a->name, b->name))) return true;
    return sure_number(match, a, &x) && sure_number(match, b, &y) && x == y;
}

static bool unify(Match *match, const Node *formula, const Node *node, Holes *holes, int depth);

static bool unify_all(Match *match, const Node *formula, const Node *node, Holes *holes, int depth) {
    for (; formula && node; formula = formula->next, node = node->next)
        if (!unify(match, formula, node, holes, depth)) return false;
    return !formula && !node;
}

static bool unify_pair(Match *match, const Node *formula, const Node *a, const Node *b, Holes *holes,
                       int depth) {
    Holes tried = *holes;
    bool both = unify(match, formula->first, a, &tried, depth) &&
                unify(match, formula->first->next, b, &tried, depth);
    if (both) *holes = tried;
    return both;
}

static bool is_hole(const Node *formula) {
    return formula->name.length == 1 && formula->name.start[0] >= 'A' && formula->name.start[0] <= 'Z';
}

static bool is_pair(const Node *call) {
    return call->first && call->first->next && !call->first->next->next;
}

/* A called hole takes the call; the two arguments of min and max may stand in either order. */
static bool unify_call(Match *match, const Node *formula, const Node *node, Holes *holes, int depth) {
    bool extreme_of_two =
        is_pair(formula) && is_pair(node) && (span_is(formula->name, "min") || span_is(formula->name, "max"));
    if (is_hole(formula))
        holes->of[formula->name.start[0] - 'A'] = node;
    else if (!span_equal(formula->name, node->name))
        return false;
    if (!extreme_of_two) return unify_all(match, formula->first, node->first, holes, depth);
    const Node *first = node->first, *second = first->next;
    return unify_pair(match, formula, first, second, holes, depth) ||
           unify_pair(match, formula, second, first, holes, depth);
}

static bool unify_same_kind(Match *match, const Node *formula, const Node *node, Holes *holes, int depth) {
    switch (formula->kind) {
    case NODE_NAME: return span_equal(formula->name, node->name);
    case NODE_CALL: return unify_call(match, formula, node, holes, depth);
    case NODE_BINARY: {
        const Node *left = node->first, *right = left->next;
        bool either = !strcmp(formula->mark, "+") || !strcmp(formula->mark, "*");
        if (strcmp(formula->mark, node->mark)) return false;
        return unify_pair(match, formula, left, right, holes, depth) ||
               (either && unify_pair(match, formula, right, left, holes, depth));
    }
    default: return false;
    }
}

static bool unify_hole(Match *match, const Node *formula, const Node *node, Holes *holes, int depth) {
    const Node **hole = &holes->of[formula->name.start[0] - 'A'];
    if (!*hole) *hole = node;
    return equal(match, *hole, node, depth);
}

static bool is_conversion(const Node *node) {
    return node->kind == NODE_CALL && node->first && !node->first->next &&
           (span_is(node->name, "float") || span_is(node->name, "int"));
}

static bool unify(Match *match, const Node *formula, const Node *node, Holes *holes, int depth) {
    double value;
    if (depth > FOLLOW_MAX || match->budget-- <= 0) return false;
    if (is_conversion(node)) return unify(match, formula, node->first, holes, depth + 1);
    if (formula->kind == NODE_NAME && is_hole(formula))
        return unify_hole(match, formula, node, holes, depth + 1);
    if (formula->kind == NODE_NUMBER) return sure_number(match, node, &value) && value == formula->number;
    if (formula->kind == node->kind && unify_same_kind(match, formula, node, holes, depth + 1)) return true;
    const Node *further = follow(match, node);
    return further && unify(match, formula, further, holes, depth + 1);
}

bool match_formula(Match *match, const char *formula, const Node *node, Holes *holes) {
    Syntax syntax = {0};
    const Node *parsed = syntax_expression(&syntax, formula, strlen(formula));
    *holes = (Holes){0};
    bool same = parsed && node && unify(match, parsed, node, holes, 0);
    syntax_free(&syntax);
    return same;
}
