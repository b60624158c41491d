/* A function of the step, as LambdaLR takes it: a lambda, or a def of conditions and returns. Its value is
   arithmetic on what the text says; nothing of the text is run. Not for other rooms. */
#ifndef CODE_FUNCTION_H
#define CODE_FUNCTION_H

#include "code/match.h"

enum { FUNCTION_PIECES_MAX = 4 };

typedef struct Piece { /* `condition` is NULL in the last, which is for the other steps */
    const Node *condition, *value;
} Piece;

typedef struct Function {
    Span step;                  /* what it calls its parameter */
    const Statement *from, *to; /* the body of a def; NULL for a lambda */
    bool unclear;               /* it has lines that were not understood */
    Piece pieces[FUNCTION_PIECES_MAX];
    int count;
} Function;

Function function_of_definition(const Statement *from, const Statement *to);
/* False where `node` is no function of the text. */
bool function_of(Match *match, const Node *node, Function *function);

/* False where it cannot be told: the body has lines that are not understood, loops, two values for a name. */
bool function_value(Match *match, const Function *function, double step, double *value);

#endif
