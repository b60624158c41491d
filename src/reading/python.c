/* A script as settings: what each of its names is given, branch by branch. */
#include "reading/document.h"
#include "syntax/syntax.h"

#include <string.h>

/* Returns the map below `root` that the dotted key stands in; made where it is not there. *key is left at the
   last part. */
static Node *settle_map(Forest *forest, Node *root, const char **key) {
    for (const char *dot; (dot = strchr(*key, '.'));) {
        const char *part = forest_text(forest, *key, (size_t)(dot - *key));
        Node *below = node_at(root, part);
        if (!below || (below->kind != NODE_MAP && below->kind != NODE_CALL)) {
            below = forest_node(forest, NODE_MAP, 0, 0);
            below->key = part;
            node_add(root, below);
        }
        root = below;
        *key = dot + 1;
    }
    return root;
}

/* The def that holds an assignment is told by its line, for two may use one name. */
static void settle(Forest *forest, Node *root, const Node *assign, bool conditional, int def_line) {
    const char *key = assign->key;
    if (!strncmp(key, "self.", 5)) key += 5;
    Node *map = settle_map(forest, root, &key), *before = node_at(map, key);
    bool branch = conditional, several = before && before->kind == NODE_OTHER && !strcmp(before->text, "several values");
    if (before && (before->dashes != def_line || several)) conditional = true;
    if (assign->first->kind == NODE_NULL && before && conditional) return; /* None stands for "not yet" */
    if (before && before->kind == NODE_NULL) conditional = false;
    Node *value = node_alias(forest, assign->first, key);
    if (strcmp(assign->text, "=") != 0 && before) {
        const char *mark = forest_text(forest, assign->text, strlen(assign->text) - 1);
        Node *both = forest_node(forest, NODE_OPERATION, assign->line, assign->column);
        both->text = mark;
        both->start = assign->start;
        both->length = assign->length;
        both->key = key;
        node_add(both, node_alias(forest, before, ""));
        node_add(both, node_alias(forest, assign->first, ""));
        value = both;
    } else if (conditional && before &&
               (before->length != value->length || memcmp(before->start, value->start, value->length) != 0)) {
        Node *either = forest_node(forest, NODE_OTHER, assign->line, assign->column);
        either->text = "several values";
        either->start = assign->start;
        either->length = assign->length;
        bool more = before->kind == NODE_OTHER && !strcmp(before->text, "several values");
        for (const Node *old = more ? before->first : before; old; old = more ? old->next : NULL) {
            Node *kept = node_alias(forest, old, "");
            bool replaced = !branch && old->dashes == def_line;
            if (!replaced) node_add(either, kept);
        }
        value->dashes = def_line;
        node_add(either, value);
        value = either;
    }
    value->key = key;
    value->branch = branch && !before;
    value->dashes = def_line;
    node_add(map, value);
}

/* True for "if __name__ == ...", which always holds. */
static bool always(const Node *condition) {
    const Node *test = condition->first;
    return test && test->kind == NODE_OPERATION && test->first->kind == NODE_NAME &&
           !strcmp(test->first->text, "__name__");
}

static void settle_field(Forest *forest, Node *root, const char *class, const Node *field) {
    Node *map = node_at(root, class);
    if (!map || map->kind != NODE_MAP) {
        map = forest_node(forest, NODE_MAP, field->line, field->column);
        map->key = class;
        node_add(root, map);
    }
    node_add(map, node_alias(forest, field->first, field->key));
}

static void settle_all(Forest *forest, Node *root, const Node *block_node, bool conditional, int def_line) {
    for (const Node *item = block_node->body; item; item = item->next) {
        if (item->kind == NODE_ASSIGN && *item->key) settle(forest, root, item, conditional, def_line);
        for (Node *field = item->kind == NODE_CLASS ? item->body : NULL; field; field = field->next) /* as C.a, too */
            if (field->kind == NODE_ASSIGN && *field->key && !strchr(field->key, '.')) settle_field(forest, root, item->key, field);
        if (item->body && item->kind != NODE_ASSIGN)
            settle_all(forest, root, item, conditional || (item->kind == NODE_IF && !always(item)),
                       item->kind == NODE_DEF ? item->line : def_line);
    }
}

/* Puts what f(**a) and f(*a) give in their place where the text has it; else the argument stays as it is. */
static void expand(Forest *forest, Node *star, const Node *given) {
    bool pairs = given && given->kind == NODE_MAP;
    if (!pairs && !(given && given->kind == NODE_LIST)) return;
    const Node *first = given->first;
    Node *rest = star->next, *last = star;
    if (first)
        *star = *node_alias(forest, first, pairs ? first->key : "");
    else
        *star = (Node){.kind = NODE_NULL, .key = "", .text = "", .start = star->start, .line = star->line};
    for (const Node *entry = first ? first->next : NULL; entry; entry = entry->next) {
        last->next = node_alias(forest, entry, pairs ? entry->key : "");
        last = last->next;
    }
    last->next = rest;
}

/* Returns the dictionary or list of that name, NULL where it is given more than once, is made of others, or is changed by
   a method: a.update(...). */
static const Node *given_once(const Document *document, const char *name) {
    const Node *found = NULL;
    for (const Node *child = document->root->first; child; child = child->next) {
        if (strcmp(child->key, name) != 0) continue;
        if (found) return NULL;
        found = child;
    }
    for (const Node *entry = document->calls->first; entry; entry = entry->next) {
        const char *call = entry->first->text, *dot = strrchr(call, '.');
        if (dot && (size_t)(dot - call) == strlen(name) && !strncmp(call, name, strlen(name))) return NULL;
    }
    return found && !node_starred(found) ? found : NULL;
}

static void expand_all(Forest *forest, const Document *document, Node *node, int depth) {
    if (depth > TREE_DEPTH_MAX) return;
    for (Node *child = node->first; child; child = child->next) {
        bool star = child->starred && child->kind == NODE_NAME && (node->kind == NODE_CALL || node->kind == NODE_MAP);
        const char *name = star && !strncmp(child->text, "self.", 5) ? child->text + 5 : child->text;
        if (star) expand(forest, child, given_once(document, name));
        expand_all(forest, document, child, depth + 1);
    }
    for (Node *item = node->kind == NODE_NAME ? NULL : node->body; item; item = item->next) expand_all(forest, document, item, depth + 1);
}

bool document_python(Documents *documents, const char *text, size_t count, int line) {
    Forest *forest = &documents->forest;
    Document document = {.kind = DOCUMENT_PYTHON};
    document.calls = forest_node(forest, NODE_LIST, line, 1);
    document.code = syntax_script(forest, text, count, line, document.calls);
    document.root = forest_node(forest, NODE_MAP, line, 1);
    settle_all(forest, document.root, document.code, false, 0);
    expand_all(forest, &document, document.code, 0);
    documents_add(documents, document);
    return true;
}
