/* Statements as values: what a function returns. */
#include "formula/compile.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

static void note_effect(Compiler *compiler, Scope *scope, const Node *tree, uint16_t node) {
    if (compiler->failed || !compiler->formula->nodes[node].fails) return;
    scope->effect = compile_behind(compiler, tree, scope->effect, node);
}

static void assign(Compiler *compiler, Scope *scope, const Node *tree) {
    Binding binding = {.name = tree->key, .before = scope->count};
    bool update = strcmp(tree->text, "=") != 0;
    if (!update && (tree->first->kind == NODE_LIST || tree->first->kind == NODE_LAMBDA)) {
        binding.tree = tree->first;
    } else {
        binding.node = compile_expression(compiler, scope, tree->first);
        if (update) {
            Node old = {.kind = NODE_NAME, .text = tree->key, .key = "", .start = tree->start};
            binding.node =
                compile_update(compiler, tree, compile_expression(compiler, scope, &old), binding.node);
        }
        note_effect(compiler, scope, tree, binding.node);
    }
    compile_bind(compiler, scope, tree, binding);
}

static bool returns(const Node *first) {
    for (const Node *each = first; each; each = each->next)
        if (each->kind == NODE_RETURN || (each->kind == NODE_IF && returns(each->body))) return true;
    return false;
}

/* Returns the elif or else that goes on with an if, NULL for none. */
static const Node *other_side(const Node *tree) {
    const Node *next = tree->next;
    return next && next->kind == NODE_IF && *next->text == 'e' ? next : NULL;
}

/* Returns the statement behind an if with its elifs and else. */
static const Node *behind_if(const Node *tree) {
    while (other_side(tree)) tree = tree->next;
    return tree->next;
}

static bool if_returns(const Node *tree) {
    for (; tree; tree = other_side(tree))
        if (returns(tree->body)) return true;
    return false;
}

/* What follows a block: the statements behind it, then those behind the block around. NULL: nothing, for a
   block that only assigns. At the function's end stands one whose `def` ends there. */
typedef struct Rest {
    const Node *next, *def;
    const struct Rest *outer;
} Rest;

static uint16_t follow(Compiler *compiler, Scope *scope, const Node *each, const Rest *rest);

/* Joins the names after an if whose blocks only assign: every name that differs is a choice. */
static void merge(Compiler *compiler, Scope *scope, const Node *tree, uint16_t condition, const Scope *then,
                  const Scope *otherwise) {
    for (size_t i = 0; i < scope->count && !compiler->failed; i++) {
        Binding a = then->bindings[i], b = otherwise->bindings[i];
        if (a.tree != b.tree)
            compile_fail(compiler, tree, "'%s' is a list or a function on one side of this if only", a.name);
        scope->bindings[i] = a;
        if (a.node != b.node)
            scope->bindings[i].node = compile_choice(compiler, tree, condition, a.node, b.node);
    }
    if (then->effect == otherwise->effect) {
        scope->effect = then->effect;
        return;
    }
    uint16_t nothing = compile_constant(compiler, tree, 0, true);
    scope->effect =
        compile_choice(compiler, tree, condition, then->effect == COMPILE_NONE ? nothing : then->effect,
                       otherwise->effect == COMPILE_NONE ? nothing : otherwise->effect);
}

static uint16_t follow_if(Compiler *compiler, Scope *scope, const Node *tree, const Rest *rest);

/* Follows an elif, an else, or what there is without them. */
static uint16_t follow_side(Compiler *compiler, Scope *scope, const Node *side, const Rest *rest) {
    bool again = side && !strcmp(side->text, "elif");
    return again ? follow_if(compiler, scope, side, rest)
                 : follow(compiler, scope, side ? side->body : NULL, rest);
}

static uint16_t follow_if(Compiler *compiler, Scope *scope, const Node *tree, const Rest *rest) {
    uint16_t condition = compile_expression(compiler, scope, tree->first), result = 0;
    note_effect(compiler, scope, tree, condition);
    if (++compiler->depth > COMPILE_DEPTH_MAX)
        compile_fail(compiler, tree, "more than %d ifs behind each other", COMPILE_DEPTH_MAX);
    if (compiler->failed) return 0;
    Scope *sides = memory_resize(NULL, 2, sizeof *sides);
    sides[0] = sides[1] = *scope;
    if (if_returns(tree)) {
        sides[0].effect = sides[1].effect = COMPILE_NONE;
        uint16_t a = follow(compiler, &sides[0], tree->body, rest),
                 b = follow_side(compiler, &sides[1], other_side(tree), rest);
        if (!compiler->failed)
            result = compile_behind(compiler, tree, scope->effect,
                                    compile_choice(compiler, tree, condition, a, b));
    } else {
        follow(compiler, &sides[0], tree->body, NULL);
        follow_side(compiler, &sides[1], other_side(tree), NULL);
        if (!compiler->failed) merge(compiler, scope, tree, condition, &sides[0], &sides[1]);
        result = follow(compiler, scope, NULL, rest);
    }
    free(sides);
    compiler->depth--;
    return result;
}

/* Returns the value that the function returns from the statement `each` on. */
static uint16_t follow(Compiler *compiler, Scope *scope, const Node *each, const Rest *rest) {
    while (!compiler->failed) {
        if (!each && !rest) return 0;
        if (!each && rest->def)
            return compile_behind(compiler, rest->def, scope->effect,
                                  compile_failure(compiler, rest->def, FAIL_NO_RETURN));
        if (!each) {
            each = rest->next;
            rest = rest->outer;
            continue;
        }
        compile_work(compiler, each);
        Rest after = {.next = each->kind == NODE_IF ? behind_if(each) : each->next, .outer = rest};
        if (each->kind == NODE_RETURN)
            return compile_behind(compiler, each, scope->effect,
                                  compile_expression(compiler, scope, each->first));
        if (each->kind == NODE_IF && (rest || if_returns(each)))
            return follow_if(compiler, scope, each, &after);
        if (each->kind == NODE_IF) follow_if(compiler, scope, each, NULL);
        if (each->kind == NODE_ASSIGN) assign(compiler, scope, each);
        if (each->kind == NODE_DEF)
            compile_bind(compiler, scope, each,
                         (Binding){.name = each->key, .tree = each, .before = scope->count});
        if (each->kind == NODE_VALUE && !each->first->quoted)
            note_effect(compiler, scope, each, compile_expression(compiler, scope, each->first));
        each = after.next;
    }
    return 0;
}

uint16_t compile_body(Compiler *compiler, Scope *scope, const Node *function) {
    Rest end = {.def = function->body};
    return follow(compiler, scope, function->body, &end);
}
