/* YAML (through libyaml) as a tree, with the place of everything for messages and the comments for writing it
   again. What is read is not trusted: size, depth and number of nodes are limited; aliases, tags and several
   documents are refused. Time and memory stay proportional to the size. */
#ifndef SCENARIO_TREE_H
#define SCENARIO_TREE_H

#include "base/messages.h"

#include <stdbool.h>
#include <stddef.h>

enum { TREE_BYTES_MAX = 1 << 20, TREE_DEPTH_MAX = 8, TREE_NODES_MAX = 20000 };

typedef enum TreeKind { TREE_SCALAR, TREE_LIST, TREE_MAP } TreeKind;

typedef struct TreeNode {
    TreeKind kind;
    const char *text; /* of a scalar; no 0 byte inside */
    int line, column; /* from 1 */
    int end_line, end_column;
    const char *key; /* inside a map: the entry's key, and where it stands */
    int key_line, key_column;
    const char
        *before; /* comment lines above the entry, each with its #, ended by \n; "" where there are none */
    const char *after;             /* the comment behind it on its line, with its #; "" */
    struct TreeNode *first, *next; /* a list's or a map's children, in order */
} TreeNode;

typedef struct Tree {
    TreeNode *root;       /* NULL for an empty text */
    const char *trailing; /* comment lines after the last entry */
    int comments;         /* how many the text has, those included that no entry owns */
    struct TreeArena *arena;
} Tree;

/* Reads a text. Syntax errors and limits are added to *messages; then false, and the tree is empty. Free it
   with tree_free in both cases. */
bool tree_read(const char *bytes, size_t count, Tree *tree, Messages *messages);
void tree_free(Tree *tree);

/* Returns the entry of that key in a map, or NULL. */
const TreeNode *tree_entry(const TreeNode *map, const char *key);

/* Writes a scalar so that it reads back as the same text: plain where that is safe, else in double quotes. */
void tree_write_scalar(Text *out, const char *text);
/* Returns the head of a block ("|", "|-") under which the lines of `text` can stand as they are, each
   indented; NULL where they cannot. */
const char *tree_block_head(const char *text);

#endif
