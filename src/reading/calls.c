/* Functions of the text are called: their arguments are bound, and their statements are run up to a return. */
#include "reading/import_parts.h"

#include <stdio.h>
#include <string.h>

enum { LOOPS_MAX = 10000, LOOPS_ALL = 2000000 /* turns of loops in one value of a function, and in all of them */ };

double *import_bound(Import *import, const char *name) {
    for (int i = import->binding_count - 1; i >= 0; i--)
        if (!strcmp(import->bindings[i].name, name)) {
            if (i < import->lowest_used) import->lowest_used = i;
            return &import->bindings[i].value;
        }
    return NULL;
}

static const Node *find_def(const Node *block, const char *name) {
    const Node *found = NULL;
    for (const Node *item = block->body; item; item = item->next) {
        if (item->kind == NODE_DEF && !strcmp(item->key, name)) found = item;
        const Node *inner = item->body && item->kind != NODE_ASSIGN ? find_def(item, name) : NULL;
        found = inner ? inner : found;
    }
    return found;
}

const Node *import_def(const Import *import, const char *name) {
    return import->document->code ? find_def(import->document->code, name) : NULL;
}

/* Returns the name of a def's parameter: its own text, or the key of its default. */
static const char *argument_name(const Node *parameter) {
    return *parameter->key ? parameter->key : parameter->text;
}

void import_bind(Import *import, const char *name, double value) {
    if (import->binding_count == IMPORT_BINDINGS_MAX) {
        import_refuse(import, "a function has more than %d variables", IMPORT_BINDINGS_MAX);
        import->binding_count--;
    }
    import->bindings[import->binding_count++] = (ImportBinding){name, value};
}

/* Binds a def's parameters to what a call gives, else to their defaults. What is no number is left unbound. */
static void bind_arguments(Import *import, const Node *def, const Node *call) {
    int position = 0;
    for (const Node *parameter = def->first; parameter; parameter = parameter->next) {
        const char *name = argument_name(parameter);
        if (!strcmp(name, "self")) continue;
        const Node *given = call ? node_argument(call, name, position) : NULL;
        position++;
        if (!given && *parameter->key) given = parameter;
        if (!given) continue;
        bool number = given->kind != NODE_LAMBDA && given->kind != NODE_NULL;
        if (number) import_bind(import, name, import_value(import, given));
    }
}

/* How a row of statements ends. */
typedef enum Ending { ENDS_BELOW, ENDS_RETURNED, ENDS_BROKEN, ENDS_CONTINUED } Ending;

static Ending run(Import *import, const Node *block, double *value);

static Ending nowhere(double *value) {
    *value = NAN;
    return ENDS_RETURNED;
}

/* One more turn of a loop; false where there were too many. */
static bool turn(Import *import) {
    return import->loops-- > 0 && import->loops_done++ >= 0;
}

static Ending run_while(Import *import, const Node *loop, double *value) {
    double test;
    while ((test = import_value(import, loop->first)) != 0) {
        if (isnan(test) || !turn(import)) return nowhere(value);
        Ending ending = run(import, loop, value);
        if (ending == ENDS_RETURNED) return ending;
        if (ending == ENDS_BROKEN) break;
    }
    return ENDS_BELOW;
}

static void assign(Import *import, const char *name, double value) {
    double *bound = import_bound(import, name);
    if (bound)
        *bound = value;
    else
        import_bind(import, name, value);
}

/* for a in b, where b is a list of numbers. */
static Ending run_for(Import *import, const Node *loop, double *value) {
    double numbers[IMPORT_NUMBERS_MAX];
    const Node *in = loop->first, *name = in && in->kind == NODE_OPERATION && !strcmp(in->text, "in") ? in->first : NULL;
    int count = name && name->kind == NODE_NAME ? import_numbers(import, in->last, numbers) : -1;
    if (count < 0) return nowhere(value);
    for (int i = 0; i < count; i++) {
        if (isnan(numbers[i]) || !turn(import)) return nowhere(value);
        assign(import, name->text, numbers[i]);
        Ending ending = run(import, loop, value);
        if (ending == ENDS_RETURNED) return ending;
        if (ending == ENDS_BROKEN) break;
    }
    return ENDS_BELOW;
}

static void run_assignment(Import *import, const Node *item) {
    double right = import_value(import, item->first), *bound = import_bound(import, item->key);
    char mark[4] = "";
    if (strcmp(item->text, "=") != 0) {
        snprintf(mark, sizeof mark, "%.*s", (int)strlen(item->text) - 1, item->text);
        right = bound ? import_combine(mark, *bound, right) : NAN;
    }
    assign(import, item->key, right);
}

/* A line that was passed over. */
static Ending run_other(const Node *item, double *value) {
    static const struct {
        const char *word;
        Ending ending;
    } words[] = {{"break", ENDS_BROKEN}, {"continue", ENDS_CONTINUED}, {"raise", ENDS_RETURNED}, {"yield", ENDS_RETURNED}};
    *value = NAN;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!strncmp(item->start, words[i].word, strlen(words[i].word))) return words[i].ending;
    bool understood = item->column > 1;
    return understood ? ENDS_BELOW : ENDS_RETURNED;
}

/* Runs statements up to a return, a break or a continue. What cannot be followed gives NaN. */
static Ending run(Import *import, const Node *block, double *value) {
    bool taken = false; /* a branch of the if at hand */
    Ending ending = ENDS_BELOW;
    for (const Node *item = block->body; item && ending == ENDS_BELOW; item = item->next) {
        if (item->kind == NODE_RETURN) {
            *value = item->first ? import_value(import, item->first) : NAN;
            return ENDS_RETURNED;
        } else if (item->kind == NODE_IF) {
            if (!strcmp(item->text, "if")) taken = false;
            if (taken) continue;
            double test = item->first ? import_value(import, item->first) : 1;
            if (isnan(test)) return nowhere(value);
            taken = test != 0;
            if (taken) ending = run(import, item, value);
        } else if (item->kind == NODE_ASSIGN && *item->key) {
            run_assignment(import, item);
        } else if (item->kind == NODE_LOOP) {
            ending = (strcmp(item->text, "while") ? run_for : run_while)(import, item, value);
        } else if (item->kind == NODE_OTHER) {
            ending = run_other(item, value);
        } else if (item->kind == NODE_BLOCK) {
            ending = run(import, item, value);
        }
    }
    return ending;
}

double import_defined(Import *import, const Node *def, const Node *call) {
    int before = import->binding_count;
    double value = NAN;
    if (import->depth > 40) return NAN;
    bind_arguments(import, def, call);
    run(import, def, &value);
    import->binding_count = before;
    return value;
}

double import_call_named(Import *import, const Node *def, const ImportBinding *bindings, int count) {
    int before = import->binding_count;
    double value = NAN;
    import->loops = import->loops_done < LOOPS_ALL ? LOOPS_MAX : 0;
    import->outside = false;
    import->quiet++;
    for (int i = 0; i < count; i++) import_bind(import, bindings[i].name, bindings[i].value);
    run(import, def, &value);
    import->quiet--;
    import->binding_count = before;
    return value;
}

/* Binds the first parameters to the arguments, and further ones of a def to their defaults. */
static void bind_positions(Import *import, const Node *function, const double *arguments, int count) {
    int at = 0;
    for (const Node *parameter = function->first; parameter; parameter = parameter->next) {
        const char *name = argument_name(parameter);
        if (!strcmp(name, "self")) continue;
        if (at < count)
            import_bind(import, name, arguments[at++]);
        else if (*parameter->key && !import_bound(import, name) && parameter->kind != NODE_NULL)
            import_bind(import, name, import_value(import, parameter));
    }
}

double import_call_with(Import *import, const Node *function, const double *arguments, int count) {
    int before = import->binding_count;
    import->loops = import->loops_done < LOOPS_ALL ? LOOPS_MAX : 0;
    import->outside = false;
    double value = NAN;
    import->quiet++;
    bind_positions(import, function, arguments, count);
    if (function->kind == NODE_LAMBDA)
        value = import_value(import, function->body);
    else if (function->kind == NODE_DEF)
        run(import, function, &value);
    import->quiet--;
    import->binding_count = before;
    return value;
}

double import_call(Import *import, const Node *function, double argument) {
    return import_call_with(import, function, &argument, 1);
}

/* What a def returns, where that is a function of its own. */
static const Node *returned_function(Import *import, const Node *def) {
    for (const Node *item = def->body; item; item = item->next) {
        if (item->kind == NODE_ASSIGN && *item->key && item->first->kind != NODE_LAMBDA)
            import_bind(import, item->key, import_value(import, item->first));
        if (item->kind != NODE_RETURN || !item->first) continue;
        if (item->first->kind == NODE_LAMBDA) return item->first;
        const char *name = item->first->kind == NODE_NAME ? item->first->text : "";
        const Node *inner = find_def(def, name);
        for (const Node *other = def->body; other && !inner; other = other->next)
            if (other->kind == NODE_ASSIGN && !strcmp(other->key, name) && other->first->kind == NODE_LAMBDA) inner = other->first;
        return inner;
    }
    return NULL;
}

const Node *import_function(Import *import, const Node *node) {
    for (int i = 0; node && i < 8; i++) {
        if (node->kind == NODE_LAMBDA || node->kind == NODE_DEF) return node;
        if (node->kind == NODE_NAME) {
            const Node *def = import_def(import, name_last(node->text)), *next = import_follow(import, node);
            node = next != node && next->kind != NODE_OTHER ? next : def;
            continue;
        }
        if (node->kind != NODE_CALL) return NULL;
        if (name_ends(node->text, "partial")) {
            for (const Node *child = node->first ? node->first->next : NULL; child; child = child->next)
                if (*child->key) import_bind(import, child->key, import_value(import, child));
            node = node->first;
            continue;
        }
        const Node *def = import_def(import, name_last(node->text));
        if (!def) return NULL;
        bind_arguments(import, def, node);
        return returned_function(import, def);
    }
    return NULL;
}
