/* The common tree that every text is read into: keys with values, the text of each and its place. Python code,
   YAML, JSON, TOML and a command line look the same to who reads it. A forest owns all nodes and strings of one
   reading; forest_free gives them back together. */
#ifndef SYNTAX_TREE_H
#define SYNTAX_TREE_H

#include <stdbool.h>
#include <stddef.h>

typedef enum NodeKind {
    NODE_NULL,      /* null, None, an empty value */
    NODE_SCALAR,    /* a number, a word or a string, as `text` */
    NODE_LIST,      /* [a, b], (a, b), a YAML sequence */
    NODE_EACH,      /* [a for b in c]: a, the list of the names b, c */
    NODE_MAP,       /* entries with a `key`; also dict(a=b) */
    NODE_CALL,      /* f(a, k=b): `text` is the dotted name; the arguments, `key` in those that are named; `body`
                       what is called where that is no name.
                       A command: `text` is the program with its words, `key` the option without dashes */
    NODE_NAME,      /* a, a.b.c: `text` is the dotted name; `body` what f(x).a is of */
    NODE_OPERATION, /* `text` is the operator; one child or two */
    NODE_CHAIN,     /* a < b <= c: the operands, `key` in each but the first the operator before it */
    NODE_CHOICE,    /* a if c else b: a, c, b */
    NODE_LAMBDA,    /* the parameters are the children, as a def's; `body` is its value */
    NODE_INDEX,     /* a[b]: a, b */
    NODE_ASSIGN,    /* a statement key = value; `text` is "=" or "*=" and the like; the value is the child */
    NODE_VALUE,     /* a statement that is an expression alone */
    NODE_RETURN,
    NODE_IF,   /* `text` is if, elif or else; the condition is the child, `body` what it holds */
    NODE_LOOP, /* for and while; `first` holds the targets and the iterated expression */
    NODE_DEF,  /* `key` is the name, the parameters are the children (with their default as child) */
    NODE_CLASS,
    NODE_BLOCK, /* with, try: only its `body` matters */
    NODE_OTHER  /* not understood; `start` and `length` say what was passed over */
} NodeKind;

typedef struct Node Node;
struct Node {
    NodeKind kind;
    bool quoted; /* a string in quotes */
    bool open;   /* its text holds a variable that has no value in the text */
    bool starred;
    bool branch; /* a value that a branch of the text gives, and nothing before it */
    bool whole;              /* a number without a point or exponent: an int */
    int dashes;              /* of an option: -a 1, --a 2, a=b 0 */
    const char *key, *text;  /* never NULL */
    const char *start;       /* how it stands in the source */
    size_t length;
    int line, column; /* from 1 */
    Node *first, *last, *next;
    Node *body, *body_last; /* the statements that a compound statement holds */
    struct {                /* what computing it again and again need not find out again */
        signed char number_state, code;
        bool def_known, named_known;
        double number;
        const Node *def;
        const Node *named; /* the def that has the last part of a call's name */
        const Node *list; /* what range(3) or [a for b in c] is */
    } memo;
};

typedef struct Forest { /* {0} is an empty one */
    struct ForestBlock *blocks;
    size_t nodes, bytes;
} Forest;

enum { FOREST_NODES_MAX = 400000, TREE_DEPTH_MAX = 100 };

Node *forest_node(Forest *forest, NodeKind kind, int line, int column);
const char *forest_text(Forest *forest, const char *bytes, size_t length);
/* True once a text has grown beyond what is read of one. */
bool forest_full(const Forest *forest);
void forest_free(Forest *forest);

void node_add(Node *parent, Node *child);
void node_add_body(Node *parent, Node *child);
/* Returns a copy of a node, without what follows it, under another key. */
Node *node_alias(Forest *forest, const Node *node, const char *key);

/* Two keys that differ at most in - and _. */
bool key_same(const char *one, const char *other);
/* True if the dotted name is `word` or ends in ".word". */
bool name_ends(const char *dotted, const char *word);
/* Returns the part of a dotted name behind its last dot. */
const char *name_last(const char *dotted);
/* True if `word` is one of the words in "a|b|c". Letters' case matters. */
bool word_among(const char *word, const char *alternatives);

/* Returns the node that a path leads to: "optim.sched.name", alternatives as "lr|learning_rate" (whole
   paths). Keys with dots of their own ("config.lr", "trainer.max_steps") are found too. The last of several.
   NULL where there is none. */
Node *node_at(const Node *map, const char *path);
/* Returns the argument of a call by its name or, from 0, its position (below 0: by name only); or NULL. */
Node *node_argument(const Node *call, const char *name, int position);
/* True if there is a node at each of these paths ("a|b" is one), ended by NULL. */
bool node_has(const Node *map, ...);
size_t node_count(const Node *node);
/* Returns the first of f(*a, **b) among the arguments, entries or items, or NULL. */
const Node *node_starred(const Node *call);

#endif
