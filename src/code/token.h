/* The words of Python, of YAML and of a command line, as far as they are alike. Not for other rooms. */
#ifndef CODE_TOKEN_H
#define CODE_TOKEN_H

#include <stdbool.h>
#include <stddef.h>

typedef enum TokenKind {
    TOKEN_END,
    TOKEN_LINE, /* the end of a logical line: not inside brackets, not after a backslash */
    TOKEN_NAME,
    TOKEN_NUMBER,
    TOKEN_TEXT,  /* a string, without its quotes */
    TOKEN_MARK,  /* punctuation: one or two characters */
    TOKEN_OPTION /* --key=value or --key value; `value` is empty where there is none */
} TokenKind;

typedef struct Token {
    TokenKind kind;
    const char *start, *value;
    size_t length, value_length;
    double number;
    int column; /* from 0: how far its line is indented, where it is the line's first */
} Token;

typedef struct Tokens {
    const char *at, *end, *line;
    int depth; /* of brackets */
} Tokens;

Tokens tokens_of(const char *text, size_t count);
Token tokens_next(Tokens *tokens);

/* Is it this very word or mark? */
bool token_is(const Token *token, TokenKind kind, const char *word);

#endif
