/* The parser's state and the steps that expressions and statements share. Not for other rooms. */
#ifndef SYNTAX_PARSER_H
#define SYNTAX_PARSER_H

#include "syntax/syntax.h"
#include "syntax/token.h"

typedef struct Parser {
    Forest *forest;
    Node *calls; /* a list that every call is added to, or NULL */
    SyntaxTokens tokens;
    SyntaxToken token; /* the one to look at */
    size_t behind;     /* where the one before it ended */
    int depth, statements;
    bool restricted; /* to the part that functions are written in */
    bool failed;
    SyntaxFault *fault; /* of what failed first, or NULL */
} Parser;

/* Fails at a byte of the text. The first failure counts. */
void parser_fail(Parser *parser, size_t at, const char *format, ...) TEXT_FORMAT(3, 4);
/* The same where the parser is restricted; else nothing. */
void parser_refuse(Parser *parser, size_t at, const char *what);

void parser_advance(Parser *parser);
bool parser_sees(const Parser *parser, const char *mark);
bool parser_sees_word(const Parser *parser, const char *word);
bool parser_is_reserved(const Parser *parser);
bool parser_accept(Parser *parser, const char *mark);
bool parser_accept_word(Parser *parser, const char *word);
/* Fails with "':' expected at the end of this line, not …" where something else stands. */
void parser_expect(Parser *parser, const char *mark, const char *why);
bool parser_ends_line(const Parser *parser);
/* Returns what stands here for a message, in quotes and cut short. */
const char *parser_seen(const Parser *parser, char buffer[32]);

/* A node that begins at the token, or where another one does; parser_done ends it behind the last token. */
Node *parser_make(Parser *parser, NodeKind kind);
Node *parser_make_at(Parser *parser, NodeKind kind, const Node *first);
Node *parser_done(Parser *parser, Node *node);

/* Deeper nesting than any text has would end the stack: false where it is too deep. Each goes with a
   parser_leave. */
bool parser_enter(Parser *parser);
void parser_leave(Parser *parser);

const char *parser_name(Parser *parser, const char *what);
Node *parser_expression(Parser *parser);
/* a, b, c without brackets is a list. */
Node *parser_expressions(Parser *parser);
/* Adds arguments or items up to `close`: a value, name=value, "key": value, *list, **map. Returns whether the
   last one has a comma behind it. */
bool parser_items(Parser *parser, Node *parent, const char *close, const char *why);
/* Adds what a def or lambda is given: name, name=value, name: type, name: type = value. */
void parser_parameters(Parser *parser, Node *parent, const char *close, bool typed);

#endif
