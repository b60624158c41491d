#include "syntax/tree.h"

#include "base/memory.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_BYTES = 1 << 16 };

typedef struct ForestBlock {
    struct ForestBlock *older;
    size_t used, size;
    _Alignas(16) char bytes[];
} ForestBlock;

static void *take(Forest *forest, size_t bytes) {
    bytes = (bytes + 15) / 16 * 16;
    ForestBlock *block = forest->blocks;
    if (!block || block->used + bytes > block->size) {
        size_t size = bytes > BLOCK_BYTES ? bytes : BLOCK_BYTES;
        block = memory_resize(NULL, 1, sizeof *block + size);
        block->older = forest->blocks;
        block->used = 0;
        block->size = size;
        forest->blocks = block;
    }
    void *place = block->bytes + block->used;
    block->used += bytes;
    forest->bytes += bytes;
    return place;
}

Node *forest_node(Forest *forest, NodeKind kind, int line, int column) {
    Node *node = take(forest, sizeof *node);
    *node = (Node){.kind = kind, .key = "", .text = "", .start = "", .line = line, .column = column};
    forest->nodes++;
    return node;
}

const char *forest_text(Forest *forest, const char *bytes, size_t length) {
    char *copy = take(forest, length + 1);
    memcpy(copy, bytes, length);
    copy[length] = 0;
    return copy;
}

bool forest_full(const Forest *forest) {
    return forest->nodes > FOREST_NODES_MAX || forest->bytes > (size_t)FOREST_NODES_MAX * 300;
}

void forest_free(Forest *forest) {
    for (ForestBlock *block = forest->blocks, *older; block; block = older) {
        older = block->older;
        free(block);
    }
    *forest = (Forest){0};
}

void node_add(Node *parent, Node *child) {
    if (parent->last)
        parent->last->next = child;
    else
        parent->first = child;
    parent->last = child;
}

void node_add_body(Node *parent, Node *child) {
    if (parent->body_last)
        parent->body_last->next = child;
    else
        parent->body = child;
    parent->body_last = child;
}

Node *node_alias(Forest *forest, const Node *node, const char *key) {
    Node *copy = forest_node(forest, node->kind, node->line, node->column);
    *copy = *node;
    copy->next = NULL;
    copy->key = key;
    return copy;
}

static bool key_same_in(const char *key, const char *word, size_t length) {
    size_t i = 0;
    for (; i < length && key[i]; i++)
        if (key[i] != word[i] && !(strchr("-_", key[i]) && strchr("-_", word[i]))) return false;
    return i == length && !key[i];
}

bool key_same(const char *one, const char *other) {
    return key_same_in(one, other, strlen(other));
}

bool name_ends(const char *dotted, const char *word) {
    size_t all = strlen(dotted), length = strlen(word);
    if (all < length || strcmp(dotted + all - length, word) != 0) return false;
    return all == length || dotted[all - length - 1] == '.';
}

const char *name_last(const char *dotted) {
    const char *dot = strrchr(dotted, '.');
    return dot ? dot + 1 : dotted;
}

bool word_among(const char *word, const char *alternatives) {
    size_t length = strlen(word);
    for (const char *at = alternatives; *at;) {
        size_t part = strcspn(at, "|");
        if (part == length && !memcmp(at, word, length)) return true;
        at += part + (at[part] == '|');
    }
    return false;
}

/* Returns the child whose key is a prefix of the path ("a.b" of "a.b.c"), and from there on. */
static Node *walk(const Node *map, const char *path, size_t length) {
    Node *found = NULL;
    if (!map || (map->kind != NODE_MAP && map->kind != NODE_CALL)) return NULL;
    for (Node *child = map->first; child; child = child->next) {
        size_t key = strlen(child->key);
        if (!key || key > length || !key_same_in(child->key, path, key)) continue;
        if (key == length) found = child;
        if (key < length && path[key] == '.') {
            Node *below = walk(child, path + key + 1, length - key - 1);
            found = below ? below : found;
        }
    }
    return found;
}

Node *node_at(const Node *map, const char *path) {
    for (const char *at = path; map && *at;) {
        size_t length = strcspn(at, "|");
        Node *found = walk(map, at, length);
        if (found) return found;
        at += length + (at[length] == '|');
    }
    return NULL;
}

Node *node_argument(const Node *call, const char *name, int position) {
    Node *named = node_at(call, name);
    if (named || position < 0) return named;
    for (Node *child = call->first; child; child = child->next) {
        if (child->starred) return NULL;
        if (!*child->key && position-- == 0) return child;
    }
    return NULL;
}

bool node_has(const Node *map, ...) {
    va_list list;
    bool all = map != NULL;
    va_start(list, map);
    for (const char *path; all && (path = va_arg(list, const char *));) all = node_at(map, path) != NULL;
    va_end(list);
    return all;
}

const Node *node_starred(const Node *call) {
    const Node *child = call ? call->first : NULL;
    while (child && !child->starred) child = child->next;
    return child;
}

size_t node_count(const Node *node) {
    size_t count = 0;
    for (const Node *child = node ? node->first : NULL; child; child = child->next) count++;
    return count;
}
