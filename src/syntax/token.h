/* The words of Python, with their places. Lines end where Python's logical lines do. */
#ifndef SYNTAX_TOKEN_H
#define SYNTAX_TOKEN_H

#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum TokenKind {
    TOKEN_END,
    TOKEN_LINE, /* the end of a logical line: not inside brackets, not after a backslash */
    TOKEN_NAME,
    TOKEN_NUMBER, /* `problem` says what is wrong with it, if anything is */
    TOKEN_STRING, /* with its prefix and quotes */
    TOKEN_MARK,   /* punctuation of one to three characters */
    TOKEN_WRONG   /* what no Python has: `problem` says why */
} TokenKind;

typedef struct SyntaxToken {
    TokenKind kind;
    size_t start, length;
    int line, column; /* from 1; columns count bytes */
    double number;    /* of TOKEN_NUMBER, with whether it is an int */
    bool whole;
    size_t indent; /* of the line's first token: its column from 0, tabs to the next eighth */
    const char *problem;
} SyntaxToken;

typedef struct SyntaxTokens {
    const char *text;
    size_t count, at;
    bool inside; /* a line: its first token was given */
    int depth;   /* of brackets */
    int line;
    size_t line_start;
} SyntaxTokens;

/* The text's first character stands at that line and column of the whole. */
SyntaxTokens syntax_tokens(const char *text, size_t count, int line, int column);
SyntaxToken syntax_next_token(SyntaxTokens *tokens);

/* Adds the characters that a TOKEN_STRING stands for; true where it has a value to be put in: f"{a}". */
bool syntax_string(const char *text, const SyntaxToken *token, Text *out);

#endif
