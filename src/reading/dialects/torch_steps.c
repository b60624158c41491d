/* How often a script steps its scheduler: once an update, or once an epoch. What comes in another rhythm is refused, for it
   would be another curve. */
#include "reading/dialects/torch_steps.h"

#include <math.h>
#include <string.h>

enum { CALLS_MAX = 12 };

/* A call of scheduler.step(), and the statements around it, the outermost first; the last one is its own. */
typedef struct StepCall {
    Import *import;
    const Node *call, *path[TREE_DEPTH_MAX];
    int depth;
    bool by_epoch;
} StepCall;

/* --- which calls there are --- */

static const Node *call_in(const Node *node, const char *names, const char *owner, int depth) {
    if (!node || depth > 40) return NULL;
    bool named = node->kind == NODE_CALL && word_among(name_last(node->text), names);
    if (named && (!owner || strstr(node->text, owner))) return node;
    for (const Node *child = node->first; child; child = child->next) {
        const Node *found = call_in(child, names, owner, depth + 1);
        if (found) return found;
    }
    return NULL;
}

const Node *torch_call_in(const Node *node, const char *names, const char *owner) {
    return call_in(node, names, owner, 0);
}

static bool is_compound(const Node *item) {
    return item->body && item->kind != NODE_ASSIGN;
}

/* Fills in the calls of owner.step() (`exact`: of that very name, else of one that holds it). Returns how many, more than
   CALLS_MAX where there is no room for all. */
static int find_calls(Import *import, const Node *block, const char *owner, bool exact, const Node **path, int depth, StepCall *calls, int count) {
    for (const Node *item = block->body; item && count <= CALLS_MAX; item = item->next) {
        const Node *call = is_compound(item) ? NULL : call_in(item->first, "step", owner, 0);
        bool other = call && exact && (strncmp(call->text, owner, strlen(owner)) != 0 || strcmp(call->text + strlen(owner), ".step") != 0);
        if (!is_compound(item) && (!call || other)) continue;
        if (depth == TREE_DEPTH_MAX || (call && count == CALLS_MAX)) return CALLS_MAX + 1;
        path[depth] = item;
        if (is_compound(item)) {
            count = find_calls(import, item, owner, exact, path, depth + 1, calls, count);
            continue;
        }
        calls[count] = (StepCall){.import = import, .call = call, .depth = depth + 1};
        memcpy(calls[count++].path, path, (size_t)(depth + 1) * sizeof *path);
    }
    return count;
}

/* The innermost loop around it within its def, as a place in its path; -1 where there is none. */
static int loop_of(const StepCall *at) {
    for (int i = at->depth - 1; i >= 0 && at->path[i]->kind != NODE_DEF; i--)
        if (at->path[i]->kind == NODE_LOOP) return i;
    return -1;
}

/* --- where the optimizer is stepped --- */

/* What is looked for in a statement: the optimizer's step; `gradients`: a loss's backward() too; `loops`: also in loops
   inside it. Defs that it calls are followed, each once. */
typedef struct Look {
    const Import *import;
    bool gradients, loops;
} Look;

typedef struct Seen {
    const Node *defs[256];
    int count;
} Seen;

static bool is_new(Seen *seen, const Node *def) {
    for (int i = 0; i < seen->count; i++)
        if (seen->defs[i] == def) return false;
    bool room = seen->count < (int)(sizeof seen->defs / sizeof *seen->defs);
    if (room) seen->defs[seen->count++] = def;
    return room;
}

/* True for opt.step() and scaler.step(opt), but not for opt_scheduler.step(). */
static bool call_updates(const Node *node, int depth) {
    if (!node || depth > 40) return false;
    bool step = node->kind == NODE_CALL && !strcmp(name_last(node->text), "step") && !strstr(node->text, "sched");
    if (step && (strstr(node->text, "opt") || strstr(node->text, "scaler"))) return true;
    for (const Node *child = node->first; child; child = child->next)
        if (call_updates(child, depth + 1)) return true;
    return false;
}

static bool has_updates(Look look, const Node *item, Seen *seen);

static const Node *def_named(const Import *import, const Node *call) {
    Node *own = (Node *)call;
    if (!call->memo.named_known) own->memo.named = import_def(import, name_last(call->text));
    own->memo.named_known = true;
    return call->memo.named;
}

static bool calls_what_updates(Look look, const Node *node, Seen *seen, int depth) {
    if (!node || depth > 40) return false;
    const Node *def = node->kind == NODE_CALL ? def_named(look.import, node) : NULL;
    for (const Node *inner = def && is_new(seen, def) ? def->body : NULL; inner; inner = inner->next)
        if (has_updates(look, inner, seen)) return true;
    for (const Node *child = node->first; child; child = child->next)
        if (calls_what_updates(look, child, seen, depth + 1)) return true;
    return false;
}

static bool has_updates(Look look, const Node *item, Seen *seen) {
    if (item->kind == NODE_DEF || item->kind == NODE_CLASS || (item->kind == NODE_LOOP && !look.loops)) return false;
    const Node *own = item->kind == NODE_LOOP ? NULL : item->first;
    if (call_updates(own, 0)) return true;
    if (look.gradients && call_in(own, "backward", NULL, 0)) return true;
    if (calls_what_updates(look, own, seen, 0)) return true;
    for (const Node *inner = is_compound(item) ? item->body : NULL; inner; inner = inner->next)
        if (has_updates(look, inner, seen)) return true;
    return false;
}

static bool updates(Look look, const Node *item) {
    Seen seen = {.count = 0};
    return has_updates(look, item, &seen);
}

static bool block_updates(Look look, const Node *block, const Node *except) {
    for (const Node *item = block->body; item; item = item->next)
        if (item != except && updates(look, item)) return true;
    return false;
}

static bool names_epoch(const Node *loop) {
    const Node *head = loop->first;
    for (size_t i = 0; head && i + 5 <= head->length; i++)
        if (!strncmp(head->start + i, "epoch", 5)) return true;
    return false;
}

/* --- loops --- */

static const Node *loop_target(const Node *loop) {
    const Node *in = loop->first;
    return in && in->kind == NODE_OPERATION && !strcmp(in->text, "in") ? in->first : NULL;
}

/* Sets where the count of `for a in range(...)` begins and how many turns it takes, NAN where that is not known. False for
   another loop. */
static bool look_at_range(Import *import, const Node *loop, double *first, double *turns) {
    const Node *of = loop_target(loop) ? loop->first->last : NULL;
    *first = *turns = NAN;
    while (of && of->kind == NODE_CALL && of->first && word_among(name_last(of->text), "tqdm|enumerate|track")) of = of->first;
    if (!of || of->kind != NODE_CALL || !word_among(name_last(of->text), "range|trange") || !of->first) return false;
    const Node *second = of->first->next && !*of->first->next->key ? of->first->next : NULL;
    import->quiet++;
    double one = import_value(import, of->first), end = second ? import_value(import, second) : one;
    import->quiet--;
    *first = second ? one : 0;
    if (!second || !second->next || *second->next->key) *turns = end - *first;
    return true;
}

/* --- conditions --- */

static bool has_operation(const Node *node, const char *first_letters, int depth) {
    if (!node || depth > 20) return false;
    if ((node->kind == NODE_OPERATION && strchr(first_letters, *node->text)) || (node->kind == NODE_CHAIN && strchr(first_letters, '<')))
        return true;
    for (const Node *child = node->first; child; child = child->next)
        if (has_operation(child, first_letters, depth + 1)) return true;
    return false;
}

/* True where the text of a condition has one of these words. */
static bool text_has(const Node *condition, const char *const *words, size_t count) {
    Text text = {0};
    text_add_bytes(&text, condition->start, condition->length);
    bool found = false;
    for (size_t i = 0; i < count; i++) found = found || strstr(text_string(&text), words[i]);
    text_free(&text);
    return found;
}

static bool has_name(const Node *node, const char *name, int depth) {
    if (!node || depth > 20) return false;
    if (node->kind == NODE_NAME && !strcmp(node->text, name)) return true;
    for (const Node *child = node->first; child; child = child->next)
        if (has_name(child, name, depth + 1)) return true;
    return false;
}

/* True if a name that the loop counts or takes in turn is in the condition. */
static bool names_target(const Node *condition, const Node *target, int depth) {
    if (!target || depth > 5) return false;
    if (target->kind == NODE_NAME && has_name(condition, target->text, 0)) return true;
    for (const Node *child = target->first; child; child = child->next)
        if (names_target(condition, child, depth + 1)) return true;
    return false;
}

/* Is a comparison's result another one later in the run? One of numbers that the text has is not, nor is the one that leaves
   out what a GradScaler does. */
static bool comparison_varies(const StepCall *at, const Node *condition) {
    static const char *const counts[] = {"epoch", "step", "iter", "batch_idx"}, *const scales[] = {"scale"};
    if (text_has(condition, counts, sizeof counts / sizeof *counts)) return true;
    if (text_has(condition, scales, 1)) return false;
    at->import->quiet++;
    double value = import_value(at->import, condition);
    at->import->quiet--;
    return isnan(value);
}

/* Is this condition true in a part of the run only? One that compares nothing is of the whole run: "if scheduler is not
   None". */
static bool is_partial(const StepCall *at, const Node *condition) {
    if (!condition) return false;
    if (has_operation(condition, "%", 0)) return true;
    for (int i = 0; i < at->depth; i++)
        if (at->path[i]->kind == NODE_LOOP && names_target(condition, loop_target(at->path[i]), 0)) return true;
    return has_operation(condition, "<>", 0) && comparison_varies(at, condition);
}

/* Of an else, and of an elif, the conditions before it count too. */
static bool branch_is_partial(const StepCall *at, const Node *block, const Node *branch) {
    bool partial = false;
    for (const Node *item = block->body; item; item = item->next) {
        if (item->kind != NODE_IF || !strcmp(item->text, "if")) partial = false;
        if (item->kind == NODE_IF) partial = partial || is_partial(at, item->first);
        if (item == branch) return item->kind == NODE_IF && partial;
    }
    return false;
}

static bool varies(const void *at, const Node *condition) {
    return is_partial(at, condition);
}

/* --- the judgement --- */

static int drop_dead(Import *import, StepCall *calls, int count) {
    int kept = 0;
    for (int i = 0; i < count; i++) {
        bool dead = false;
        const Node *around = import->document->code;
        for (int k = 0; k < calls[i].depth && !dead; around = calls[i].path[k++])
            dead = import_branch_is_dead(import, around, calls[i].path[k], varies, &calls[i]);
        if (!dead) calls[kept++] = calls[i];
    }
    return kept;
}

/* The first condition of the path, from `from` on, that leaves it out in a part of the run, and not all updates with it. */
static const Node *partial_branch(Look look, const StepCall *at, int from) {
    for (int i = from; i < at->depth; i++) {
        const Node *around = i ? at->path[i - 1] : look.import->document->code, *item = at->path[i];
        bool with_updates = item->kind == NODE_IF && block_updates(look, item, NULL) && !block_updates(look, around, item);
        if (!with_updates && branch_is_partial(at, around, item)) return item;
    }
    return NULL;
}

/* Does it come before the updates of its turn? */
static bool is_early(Look look, const StepCall *at, int from) {
    for (int i = from; i < at->depth; i++) {
        const Node *around = i ? at->path[i - 1] : look.import->document->code;
        bool behind = false;
        if (is_compound(at->path[i]) && updates(look, at->path[i])) continue; /* both in one branch */
        for (const Node *item = around->body; item; item = item->next) {
            if (item != at->path[i] && updates(look, item)) return behind;
            behind = behind || item == at->path[i];
        }
    }
    return false;
}

/* scheduler.step(epoch) puts it where that number of calls without one would: is that where it is after each turn, or, if it
   comes before the updates, during it? */
static bool argument_counts(Import *import, const StepCall *at, int loop, bool early) {
    const Node *argument = at->call->first, *target = loop_target(at->path[loop]);
    double first, turns, added = 0;
    if (look_at_range(import, at->path[loop], &first, &turns) && isnan(first)) first = 0; /* where a run begins anew */
    if (argument->kind == NODE_OPERATION && *argument->text == '+' && argument->last) {
        import->quiet++;
        added = import_value(import, argument->last);
        import->quiet--;
        argument = argument->first;
    }
    bool counts = target && target->kind == NODE_NAME && argument->kind == NODE_NAME && !strcmp(argument->text, target->text);
    return counts && first + added == (early ? 0 : 1);
}

/* A call outside of loops is held against what stands beside it in its def: behind a loop with the updates it is one of an
   epoch. */
static void judge(Import *import, StepCall *at, const char *owner) {
    int loop = loop_of(at), from = loop + 1;
    for (int i = 0; loop < 0 && i < at->depth; i++)
        if (at->path[i]->kind == NODE_DEF) from = i + 1;
    const Node *around = from > 0 ? at->path[from - 1] : NULL;
    Look look = {import, .gradients = true};
    bool here = around && block_updates(look, around, NULL);
    look.loops = true;
    bool inside = around && block_updates(look, around, NULL);
    at->by_epoch = around && !here && (inside || (loop >= 0 && names_epoch(around)));
    look.gradients = false;
    const Node *partial = partial_branch(look, at, 0);
    if (partial) {
        import_refuse(import, "%s.step() is called in a part of the run only (line %d)", owner, partial->line);
        return;
    }
    bool early = is_early(look, at, from), argument = at->call->first && !*at->call->first->key;
    if (argument && (loop < 0 || !argument_counts(import, at, loop, early)))
        import_refuse(import, "%s.step(%.*s) (line %d) sets another step than the scheduler's own count", owner, (int)at->call->first->length,
                      at->call->first->start, at->call->line);
    else if (early && !argument)
        import_refuse(import, "%s.step() (line %d) comes before the optimizer's step: PyTorch then begins with the second rate, before release "
                      "1.1 with the first; call it after optimizer.step()", owner, at->call->line);
}

/* Two calls in one turn of a loop, but in branches of which only one is taken. */
static bool are_alternatives(const StepCall *a, const StepCall *b) {
    int i = 0;
    while (i < a->depth && i < b->depth && a->path[i] == b->path[i]) i++;
    if (i == a->depth || i == b->depth || a->path[i]->kind != NODE_IF || b->path[i]->kind != NODE_IF) return false;
    for (const Node *item = a->path[i]->next; item; item = item->next) {
        if (item->kind != NODE_IF || !strcmp(item->text, "if")) return false;
        if (item == b->path[i]) return true;
    }
    return false;
}

TorchStepping torch_stepping(Import *import, const char *owner, bool exact) {
    StepCall calls[CALLS_MAX];
    const Node *path[TREE_DEPTH_MAX];
    TorchStepping stepping = {0};
    int count = find_calls(import, import->document->code, owner, exact, path, 0, calls, 0);
    if (count > CALLS_MAX) {
        import_refuse(import, "%s.step() is called at more than %d places", owner, CALLS_MAX);
        return stepping;
    }
    count = drop_dead(import, calls, count);
    const StepCall *first = NULL;
    for (int i = 0; i < count && !import->refusal.length; i++) {
        judge(import, &calls[i], owner);
        int loop = loop_of(&calls[i]);
        if (loop < 0 && !calls[i].by_epoch) continue;
        bool same_loop = first && loop >= 0 && loop_of(first) >= 0 && first->path[loop_of(first)] == calls[i].path[loop];
        bool other = first && (first->by_epoch != calls[i].by_epoch || (same_loop && !are_alternatives(first, &calls[i])));
        if (other)
            import_refuse(import, "%s.step() is called at more than one place (lines %d and %d)", owner, first->call->line, calls[i].call->line);
        if (!first) first = &calls[i];
    }
    stepping.found = first != NULL;
    stepping.by_epoch = first && first->by_epoch;
    return stepping;
}

const Node *torch_accumulating_branch(Import *import, const Node *block, const char *owner) {
    for (const Node *item = block->body; item; item = item->next) {
        bool remainder = item->kind == NODE_IF && item->first && memchr(item->first->start, '%', item->first->length);
        bool only = remainder && block_updates((Look){import, .loops = true}, item, NULL);
        StepCall one[CALLS_MAX];
        const Node *path[TREE_DEPTH_MAX];
        if (only && !find_calls(import, item, owner, false, path, 0, one, 0)) return item;
        const Node *inner = is_compound(item) ? torch_accumulating_branch(import, item, owner) : NULL;
        if (inner) return inner;
    }
    return NULL;
}

double torch_loop_length(Import *import, const char *owner, double unit) {
    StepCall calls[CALLS_MAX];
    const Node *path[TREE_DEPTH_MAX];
    int count = find_calls(import, import->document->code, owner, false, path, 0, calls, 0), at = 0;
    for (; at < count && at < CALLS_MAX; at++) {
        bool branch = false;
        for (int i = 0; i < calls[at].depth; i++) branch = branch || calls[at].path[i]->kind == NODE_IF;
        if (!branch) break;
    }
    if (at == count || at == CALLS_MAX) return NAN;
    int innermost = loop_of(&calls[at]), loops = 0;
    double length = 1;
    for (int i = 0; i < calls[at].depth; i++) {
        double first, turns;
        if (calls[at].path[i]->kind != NODE_LOOP) continue;
        look_at_range(import, calls[at].path[i], &first, &turns);
        bool data = isnan(turns) && i == innermost && loops > 0; /* the batches of an epoch */
        import->quiet++;
        length *= data ? import_steps_per_epoch(import) : turns;
        import->quiet--;
        loops++;
    }
    return loops > 0 && length >= 1 ? length * unit : NAN;
}
