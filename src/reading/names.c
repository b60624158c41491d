/* What a name of the text stands for: what assigns it as seen from its place, what its def is called with, the default of an
   option, what the user sets. */
#include "reading/import_parts.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

bool import_parse(const char *text, double *value) {
    char digits[64];
    size_t count = 0;
    for (const char *at = text; *at && count < sizeof digits - 1; at++)
        if (*at != '_' && *at != ' ') digits[count++] = *at;
    digits[count] = 0;
    const char *first = digits + (*digits == '-' || *digits == '+');
    bool starts = isdigit((unsigned char)*first) || (*first == '.' && isdigit((unsigned char)first[1]));
    char *end = digits;
    double parsed = starts && !strpbrk(digits, "xX") ? strtod(digits, &end) : 0;
    bool good = starts && end != digits && !*end && isfinite(parsed);
    if (good) *value = parsed;
    return good;
}

const char *import_set(const Import *import, const char *name) {
    for (size_t i = 0; i < import->options->set_count; i++) {
        const char *set = import->options->sets[i], *mark = strrchr(set, '=');
        size_t length = mark ? (size_t)(mark - set) : 0;
        const char *last = name_last(name);
        bool same = length && ((strlen(name) == length && !memcmp(name, set, length)) ||
                               (strlen(last) == length && !memcmp(last, set, length)));
        if (same) return mark + 1;
    }
    return NULL;
}

/* Returns the default of an option that the script itself defines: add_argument("--lr", default=0.1) for
   args.lr. */
static const Node *argument_default(Import *import, const char *name) {
    const char *last = name_last(name);
    if (last == name || import->document->kind != DOCUMENT_PYTHON) return NULL;
    const Node *found = NULL;
    for (const Node *entry = import->document->calls->first; entry; entry = entry->next) {
        const Node *call = entry->first;
        if (!name_ends(call->text, "add_argument")) continue;
        for (const Node *child = call->first; child; child = child->next) {
            if (*child->key || child->kind != NODE_SCALAR) continue;
            const char *option = child->text + strspn(child->text, "-");
            if (!key_same(option, last)) continue;
            const Node *action = node_at(call, "action");
            found = node_at(call, "default");
            if (!found && action && !strcmp(action->text, "store_true")) {
                Node *off = forest_node(&import->documents->forest, NODE_SCALAR, call->line, call->column);
                off->text = "False";
                found = off;
            }
        }
    }
    return found;
}

/* Returns the innermost def that holds a line, NULL for none. */
static const Node *def_around(const Node *block, int line) {
    const Node *found = NULL;
    for (const Node *item = block->body; item; item = item->next) {
        if (!item->body || item->kind == NODE_ASSIGN || item->line > line) continue;
        bool last = !item->next || item->next->line > line;
        if (!last) continue;
        const Node *inner = def_around(item, line);
        found = inner ? inner : item->kind == NODE_DEF ? item : found;
    }
    return found;
}

/* Returns the name of the class that a def is of, "" for none. */
static const char *class_around(const Node *block, const Node *def) {
    for (const Node *item = block->body; item; item = item->next)
        for (const Node *inner = item->kind == NODE_CLASS ? item->body : NULL; inner; inner = inner->next)
            if (inner == def) return item->key;
    return "";
}

/* What a def's parameter stands for: what the text calls the def with, else its default. */
static const Node *parameter_value(const Import *import, const Node *def, const char *name) {
    int position = 0;
    for (const Node *parameter = def->first; parameter; parameter = parameter->next) {
        const char *own = *parameter->key ? parameter->key : parameter->text;
        if (!strcmp(own, "self")) continue;
        if (strcmp(own, name) != 0) {
            position++;
            continue;
        }
        const Node *given = NULL;
        const char *called = !strcmp(def->key, "__init__") ? class_around(import->document->code, def) : def->key;
        for (const Node *entry = import->document->calls->first; entry; entry = entry->next)
            if (name_ends(entry->first->text, called)) {
                const Node *here = node_argument(entry->first, name, position);
                given = here ? here : given;
            }
        return given ? given : *parameter->key ? parameter : NULL;
    }
    return NULL;
}

static const Node *pick(Import *import, const Node *several, const Node *def);

bool import_branch_is_dead(Import *import, const Node *block, const Node *branch, bool (*varies)(const void *context, const Node *condition),
                           const void *context) {
    bool taken = false;
    for (const Node *item = block->body; item; item = item->next) {
        bool condition = item->kind == NODE_IF;
        if (!condition || !strcmp(item->text, "if")) taken = false;
        bool known = condition && (!item->first || !varies || !varies(context, item->first));
        import->quiet++;
        double value = !known ? NAN : !item->first ? 1 : import_value(import, item->first);
        import->quiet--;
        if (item == branch) return condition && (taken || value == 0);
        taken = taken || (condition && value != 0 && !isnan(value));
    }
    return false;
}

bool import_is_dead(Import *import, int line) {
    enum { DEEPEST = 3 }; /* a condition may ask again */
    const Node *block = import->document->code;
    bool dead = false;
    if (!block || import->judging == DEEPEST) return false;
    import->judging++;
    while (block && !dead) {
        const Node *inner = NULL;
        for (const Node *item = block->body; item; item = item->next)
            if (item->body && item->kind != NODE_ASSIGN && item->line <= line && (!item->next || item->next->line > line)) inner = item;
        dead = inner && inner->kind == NODE_IF && import_branch_is_dead(import, block, inner, NULL, NULL);
        block = inner && inner->kind == NODE_LOOP ? NULL : inner; /* in a loop a condition has its turns */
    }
    import->judging--;
    return dead;
}

const Node *import_def_around(const Import *import, int line) {
    return import->document->code ? def_around(import->document->code, line) : NULL;
}

const Node *import_settled(Import *import, const char *name, int line) {
    const Node *found = node_at(import->document->root, name);
    bool several = found && found->kind == NODE_OTHER && !strcmp(found->text, "several values");
    return several ? pick(import, found, import_def_around(import, line)) : found;
}

/* Of several values of one name the one that the same def assigns, else the module, where it is one; those in branches that
   are never taken do not count. */
static const Node *pick(Import *import, const Node *several, const Node *def) {
    const Node *found = NULL;
    int line = def ? def->line : 0;
    bool dead = false;
    for (const Node *child = several->first; child; child = child->next) {
        if (child->dashes != line) continue;
        if (import_is_dead(import, child->line)) {
            dead = true;
            continue;
        }
        if (found) return several;
        found = child;
    }
    for (const Node *child = several->first; child && !found && line; child = child->next)
        if (child->dashes == 0 && !import_is_dead(import, child->line)) found = child;
    if (found && dead && !import->quiet)
        import_note(import, "%s is as in line %d, whose branch is the one taken", several->key, found->line);
    return found ? found : several;
}

/* Returns the def around a def. */
static const Node *def_outside(const Node *code, const Node *def) {
    const Node *outer = def->line > 1 ? def_around(code, def->line) : NULL;
    if (outer != def) return outer;
    const Node *found = NULL;
    for (const Node *item = code->body; item; item = item->next) {
        bool holds = item->body && item->kind != NODE_ASSIGN && item->line <= def->line &&
                     (!item->next || item->next->line > def->line) && item != def;
        if (!holds) continue;
        const Node *inner = def_outside(item, def);
        return inner ? inner : item->kind == NODE_DEF ? item : found;
    }
    return NULL;
}

/* A name that is assigned again later stands for what it was at its line. */
static const Node *assigned_before(const Node *root, const Node *node, const char *name, const Node *last) {
    const Node *found = NULL;
    if (last->line < node->line || strchr(name, '.') || last->kind == NODE_OTHER) return NULL;
    for (const Node *child = root->first; child; child = child->next)
        if (!strcmp(child->key, name) && child->dashes == last->dashes && child->line < node->line) found = child;
    return found;
}

/* What a.b is where a is an object that the text makes of its own class, or stands for something: Config(lr=0.1).lr is 0.1,
   else what the class begins with. */
static const Node *member(Import *import, const Node *node) {
    const char *dot = strrchr(node->text, '.');
    char owner[128];
    if (!dot || (size_t)(dot - node->text) >= sizeof owner) return NULL;
    memcpy(owner, node->text, (size_t)(dot - node->text));
    owner[dot - node->text] = 0;
    const Node name = {.kind = NODE_NAME, .key = "", .text = owner, .start = "", .line = node->line};
    const Node *of = import_lookup(import, &name);
    for (int i = 0; of && of->kind == NODE_NAME && i < 8; i++) { /* cfg = Config */
        const Node *class = node_at(import->document->root, of->text), *next = class ? class : import_lookup(import, of);
        if (next == of) break;
        of = next;
    }
    const Node *own = of && (of->kind == NODE_CALL || of->kind == NODE_MAP) ? node_at(of, dot + 1) : NULL;
    const Node *class = of && of->kind == NODE_CALL && !node_starred(of) ? node_at(import->document->root, of->text) : NULL;
    return own && !own->branch ? own : class && class->kind == NODE_MAP ? node_at(class, dot + 1) : NULL;
}

static const Node either = {.kind = NODE_OTHER, .key = "", .text = "several values", .start = ""};

const Node *import_lookup(Import *import, const Node *node) {
    const Node *root = import->document->root, *code = import->document->code;
    const char *name = node->text;
    if (!strncmp(name, "self.", 5)) name += 5;
    if (!strncmp(name, "_base_.", 7)) name += 7; /* what the files below have is joined */
    const Node *def = code ? def_around(code, node->line) : NULL;
    const Node *found = node_at(root, name);
    if (found && found->kind == NODE_OTHER && !strcmp(found->text, "several values")) found = pick(import, found, def);
    if (found && found->kind == NODE_NAME && !strcmp(found->text, name)) { /* self.a = a */
        const Node *inside = code ? def_around(code, found->line) : NULL;
        const Node *parameter = inside && inside != def ? parameter_value(import, inside, name) : NULL;
        if (parameter) return parameter;
        found = NULL;
    }
    bool foreign = code && found && found->dashes && (!def || found->dashes != def->line);
    bool later = found && !foreign && found->line >= node->line && found->kind != NODE_OTHER &&
                 !assigned_before(import->document->root, node, name, found);
    for (; def && (!found || foreign || later || found->dashes == 0) && !strchr(name, '.'); def = def_outside(code, def)) {
        const Node *parameter = parameter_value(import, def, name);
        if (parameter && parameter != node) return parameter;
    }
    const Node *before = found && !foreign ? assigned_before(import->document->root, node, name, found) : NULL;
    if (before) return before;
    if (found && !found->branch) return found;
    const Node *fallback = member(import, node);
    if (!fallback) fallback = argument_default(import, name);
    if (!found || !fallback) return found ? found : fallback;
    /* if args.debug: args.lr = 1, beside the option's default; None stands for "not yet" */
    if (import_is_dead(import, found->line)) return fallback;
    return fallback->kind == NODE_NULL ? found : &either;
}

/* a["b"], where a is a map of the text. */
const Node *import_entry(Import *import, const Node *index) {
    const Node *map = import_follow(import, index->first), *key = index->first->next;
    return map && map->kind == NODE_MAP && key && key->quoted ? node_at(map, key->text) : NULL;
}

const Node *import_follow(Import *import, const Node *node) {
    for (int i = 0; node && (node->kind == NODE_NAME || node->kind == NODE_INDEX) && i < 20; i++) {
        const Node *next = node->kind == NODE_NAME ? import_lookup(import, node) : import_entry(import, node);
        if (!next || next == node) break;
        node = next;
    }
    const Node *list = node ? import_list_made(import, node) : NULL;
    return list ? list : node;
}
