/* What the expressions of a text stand for: numbers, and known formulas with other names in them. Nothing is
   run: a name stands for the last value that the text assigns to it, a parameter for what the text calls its
   function with. Not for other rooms. */
#ifndef CODE_MATCH_H
#define CODE_MATCH_H

#include "code/syntax.h"

typedef struct Match {
    Syntax syntax;      /* the text */
    const Node **calls; /* every call in it, in order */
    size_t call_count, call_capacity;
    long budget;   /* of looks at statements and calls, so that no text takes long */
    bool guessed;  /* a number was taken from the known half of a min(); for the caller to clear */
    bool repeated; /* a name was followed to the last of several values; likewise */
} Match;

typedef struct Holes {
    const Node *of[26]; /* what A … Z stand for, NULL where the formula has no such hole */
} Holes;

Match match_of(const char *text, size_t count);
void match_free(Match *match);

/* The value behind names, as far as it can be followed. */
const Node *match_resolve(Match *match, const Node *node);
bool match_number(Match *match, const Node *node, double *value);
/* a + b and its relatives; false where there is no such operation, or no finite value. */
bool match_combine(const char *mark, double a, double b, double *value);
/* Is `node` this formula? Single capitals in it are holes: each takes any expression, the same one
 * everywhere. */
bool match_formula(Match *match, const char *formula, const Node *node, Holes *holes);

/* The function of that name, or NULL; `end` is the place behind its body. */
const Statement *match_function(Match *match, Span name, const Statement **end);
/* The argument of a call by its name or, from 0, its position (below 0: by name only); or NULL. */
const Node *match_argument(const Node *call, const char *name, int position);

#endif
