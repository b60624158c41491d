/* Python's grammar, as far as schedules and settings are written in it: one parser for the functions of a step,
   for scripts, and for single expressions of settings. All give the common tree (tree.h). */
#ifndef SYNTAX_SYNTAX_H
#define SYNTAX_SYNTAX_H

#include "syntax/tree.h"

enum { SYNTAX_NAME_MAX = 63 /* bytes of a function's name */ };

/* What is wrong with a text, and at which of its bytes. */
typedef struct SyntaxFault {
    size_t at;
    char text[160];
} SyntaxFault;

/* Returns the statements of a function's text, as the body of a NODE_BLOCK: the part of Python that functions of
   the step are written in. The first thing that is wrong, or beyond this part, is refused: NULL, with *fault
   filled in. */
Node *syntax_function(Forest *forest, const char *text, size_t count, SyntaxFault *fault);

/* Returns the statements of a script in the same way, whatever they are: a line that is not understood is
   passed over and kept as NODE_OTHER. Every call is added to the list `calls`. */
Node *syntax_script(Forest *forest, const char *text, size_t count, int line, Node *calls);

/* One expression: "(60000, 80000)", "1/3"; NULL where the text is none. */
Node *syntax_expression(Forest *forest, const char *text, size_t count, int line, int column);

#endif
