/* A text as statements and expressions: what Python, YAML's "key: value" and command lines have in common.
   What is not understood is passed over, a line at a time. Not for other rooms. */
#ifndef CODE_SYNTAX_H
#define CODE_SYNTAX_H

#include "code/token.h"

typedef enum NodeKind {
    NODE_NUMBER,
    NODE_TEXT,   /* a string */
    NODE_NAME,   /* the last part of a dotted one */
    NODE_UNARY,  /* -a: `mark`, one child */
    NODE_BINARY, /* a*b and a >= b: `mark`, two children */
    NODE_CALL,   /* f(a, k=b): `name`, the arguments as children, `key` in those that are named */
    NODE_LIST,   /* [a, b], (a, b), {k: a} */
    NODE_CHOICE, /* a if c else b: three children in this order */
    NODE_LAMBDA, /* `name` is its one parameter, its body the child */
    NODE_OTHER   /* taken note of, not understood */
} NodeKind;

typedef struct Span {
    const char *start;
    size_t length;
} Span;

typedef struct Node {
    NodeKind kind;
    char mark[3];
    Span name;  /* NODE_NAME, NODE_CALL, NODE_TEXT, NODE_LAMBDA */
    Span owner; /* the part before the last dot: "optim" of torch.optim.SGD */
    Span key;   /* as an argument or entry */
    double number;
    struct Node *first, *next;
} Node;

typedef enum StatementKind {
    STATEMENT_VALUE,  /* an expression alone */
    STATEMENT_ASSIGN, /* name = value, name: value; `mark` is "*" for name *= value */
    STATEMENT_RETURN,
    STATEMENT_IF,     /* if, elif and while: `value` is the condition; else: it is NULL */
    STATEMENT_DEF,    /* name, parameters as the list `value` */
    STATEMENT_OPTION, /* --name text */
    STATEMENT_OTHER   /* not understood: `text` is what was passed over */
} StatementKind;

typedef struct Statement {
    StatementKind kind;
    int indent; /* what belongs to an `if` or a `def` follows it and is indented more */
    char mark;
    Span name, text;
    Node *value;
} Statement;

typedef struct Syntax { /* {0} is an empty one */
    Statement *items;
    size_t count, capacity;
    struct NodeBlock *blocks;
    size_t nodes;
} Syntax;

enum { SYNTAX_DEPTH_MAX = 60, SYNTAX_NODES_MAX = 300000 };

/* Adds the text's statements. The text must live as long as they do. */
void syntax_read(Syntax *syntax, const char *text, size_t count);
/* The one expression that a text is, or NULL. */
Node *syntax_expression(Syntax *syntax, const char *text, size_t count);
void syntax_free(Syntax *syntax);

bool span_is(Span span, const char *word);
bool span_equal(Span a, Span b);

#endif
