/* The words of Python, with their places. Lines end where Python's logical lines do. */
#ifndef FORMULA_TOKEN_H
#define FORMULA_TOKEN_H

#include <stdbool.h>
#include <stddef.h>

typedef enum TokenKind {
    TOKEN_END,
    TOKEN_LINE, /* the end of a logical line: not inside brackets, not after a backslash */
    TOKEN_NAME,
    TOKEN_NUMBER,
    TOKEN_STRING,
    TOKEN_MARK, /* punctuation of one to three characters */
    TOKEN_WRONG /* what no Python has: `problem` says why */
} TokenKind;

typedef struct FormulaToken {
    TokenKind kind;
    size_t start, length;
    double number; /* of TOKEN_NUMBER, with whether it is an int */
    bool whole;
    size_t indent; /* of the line's first token: its column, tabs to the next eighth */
    const char *problem;
} FormulaToken;

typedef struct FormulaTokens {
    const char *text;
    size_t count, at;
    bool inside; /* a line: its first token was given */
    int depth;   /* of brackets */
} FormulaTokens;

FormulaTokens formula_tokens(const char *text, size_t count);
FormulaToken formula_next_token(FormulaTokens *tokens);

#endif
