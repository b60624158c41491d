/* A text as a tree of statements and expressions: Python's grammar as far as functions of a step need it,
   whatever the names in it mean. Not for other rooms. */
#ifndef FORMULA_SYNTAX_H
#define FORMULA_SYNTAX_H

#include "formula/formula.h"

typedef enum TreeKind {
    TREE_NUMBER,
    TREE_STRING,
    TREE_NAME,    /* `owner` is what stands before its last dot */
    TREE_UNARY,   /* `mark` is "-", "+" or "not" */
    TREE_BINARY,  /* + - * / // % ** */
    TREE_COMPARE, /* a < b <= c: the operands; each but the first carries the mark before it */
    TREE_AND,
    TREE_OR,
    TREE_CHOICE,  /* a if c else b: a, c, b */
    TREE_LAMBDA,  /* its parameters as a TREE_LIST, its body */
    TREE_CALL,    /* what is called, then the arguments */
    TREE_KEYWORD, /* name=value as an argument or parameter: one child; a parameter without has none */
    TREE_LIST,
    TREE_INDEX,  /* a[i]: a, i */
    TREE_ASSIGN, /* name = value; `mark` is "+" for name += value, else "" */
    TREE_RETURN,
    TREE_IF,  /* condition, block, and a block or TREE_IF for the rest */
    TREE_DEF, /* parameters as a TREE_LIST, block */
    TREE_BLOCK,
    TREE_VALUE, /* an expression alone */
    TREE_PASS   /* pass, import, a string alone: nothing happens */
} TreeKind;

/* A piece of the text: `length` bytes from `start`. */
typedef struct Piece {
    size_t start, length;
} Piece;

typedef struct Tree {
    TreeKind kind;
    Piece all; /* everything that it is made from */
    Piece name, owner;
    char mark[4];
    bool whole;
    double number;
    struct Tree *first, *next;
} Tree;

typedef struct TreeStore {
    struct TreeBlock *blocks;
    size_t used;
} TreeStore;

/* Returns the text's statements as a TREE_BLOCK, or NULL with *error filled in. Free the store either way. */
Tree *formula_tree_read(TreeStore *store, const char *text, size_t count, FormulaError *error);
void formula_tree_free(TreeStore *store);

/* Fills in *error for the place `at` of the text; false, for the caller to return. */
bool formula_error(FormulaError *error, const char *text, size_t at, const char *format, ...)
    TEXT_FORMAT(4, 5);

#endif
