#include "code/token.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

Tokens tokens_of(const char *text, size_t count) {
    return (Tokens){text, text + count, text, 0};
}

bool token_is(const Token *token, TokenKind kind, const char *word) {
    return token->kind == kind && token->length == strlen(word) && !memcmp(token->start, word, token->length);
}

/* The byte `ahead` of here, 0 past the end. */
static char peek(const Tokens *tokens, size_t ahead) {
    return (size_t)(tokens->end - tokens->at) > ahead ? tokens->at[ahead] : 0;
}

static bool is_word(char byte) {
    return isalnum((unsigned char)byte) || byte == '_';
}
static bool is_digit(char byte) {
    return isdigit((unsigned char)byte) != 0;
}
static bool is_space(char byte) {
    return isspace((unsigned char)byte) != 0;
}

static void skip_comment(Tokens *tokens) {
    while (tokens->at < tokens->end && *tokens->at != '\n') tokens->at++;
}

/* Past blanks, comments, continued lines, and line ends inside brackets. */
static void skip_blank(Tokens *tokens) {
    while (tokens->at < tokens->end) {
        char byte = *tokens->at;
        bool joins = byte == '\\' && (peek(tokens, 1) == '\n' || peek(tokens, 1) == '\r');
        if (byte == '\n' && tokens->depth == 0) return;
        if (byte == '#')
            skip_comment(tokens);
        else if (joins)
            tokens->at += peek(tokens, 1) == '\r' && peek(tokens, 2) == '\n' ? 3 : 2;
        else if (is_space(byte) || byte == 0)
            tokens->at++;
        else
            return;
        if (byte == '\n') tokens->line = tokens->at;
    }
}

/* Digits with underscores between, a fraction, an exponent; read without the underscores. */
static void take_number(Tokens *tokens, Token *token) {
    char digits[64];
    size_t length = 0;
    bool exponent = false;
    while (tokens->at < tokens->end) {
        char byte = *tokens->at;
        bool sign = (byte == '-' || byte == '+') && exponent && strchr("eE", tokens->at[-1]);
        if (!is_digit(byte) && byte != '_' && byte != '.' && !strchr("eE", byte) && !sign) break;
        if (byte == 0 || (exponent && strchr("eE.", byte))) break;
        exponent = exponent || byte == 'e' || byte == 'E';
        if (byte != '_' && length + 1 < sizeof digits) digits[length++] = byte;
        tokens->at++;
    }
    digits[length] = 0;
    token->kind = TOKEN_NUMBER;
    token->number = strtod(digits, NULL);
}

static void take_string(Tokens *tokens, Token *token) {
    char quote = *tokens->at;
    bool triple = peek(tokens, 1) == quote && peek(tokens, 2) == quote;
    size_t marks = triple ? 3 : 1;
    tokens->at += marks;
    token->kind = TOKEN_TEXT;
    token->start = tokens->at;
    while (tokens->at < tokens->end) {
        bool closed =
            *tokens->at == quote && (!triple || (peek(tokens, 1) == quote && peek(tokens, 2) == quote));
        if (closed || (!triple && *tokens->at == '\n')) break;
        tokens->at += *tokens->at == '\\' && tokens->at + 1 < tokens->end ? 2 : 1;
    }
    token->length = (size_t)(tokens->at - token->start);
    if (tokens->at < tokens->end && *tokens->at == quote) tokens->at += marks;
}

/* What belongs to --key: after '=' or, where that is no option itself, the next word. */
static void take_option_value(Tokens *tokens, Token *token) {
    bool equals = peek(tokens, 0) == '=';
    if (equals)
        tokens->at++;
    else
        skip_blank(tokens);
    bool option = peek(tokens, 0) == '-' && peek(tokens, 1) == '-';
    bool none = !equals && (option || peek(tokens, 0) == '\n' || tokens->at == tokens->end);
    char quote = peek(tokens, 0);
    token->value = tokens->at;
    if (none) return;
    if (quote == '"' || quote == '\'') {
        Token string = {0};
        take_string(tokens, &string);
        token->value = string.start;
        token->value_length = string.length;
        return;
    }
    while (tokens->at < tokens->end && !is_space(*tokens->at)) tokens->at++;
    token->value_length = (size_t)(tokens->at - token->value);
}

static void take_option(Tokens *tokens, Token *token) {
    tokens->at += 2;
    token->kind = TOKEN_OPTION;
    token->start = tokens->at;
    while (is_word(peek(tokens, 0)) || peek(tokens, 0) == '-' || peek(tokens, 0) == '.') tokens->at++;
    token->length = (size_t)(tokens->at - token->start);
    take_option_value(tokens, token);
}

static void take_mark(Tokens *tokens, Token *token) {
    static const char *const doubles[] = {"**", "//", ">=", "<=", "==", "!=", "*=", "+=", "-=", "/="};
    char byte = *tokens->at;
    size_t length = 1;
    for (size_t i = 0; i < sizeof doubles / sizeof *doubles; i++)
        if (byte == doubles[i][0] && peek(tokens, 1) == doubles[i][1]) length = 2;
    if (strchr("([{", byte)) tokens->depth++;
    if (strchr(")]}", byte) && tokens->depth > 0) tokens->depth--;
    token->kind = TOKEN_MARK;
    token->length = length;
    tokens->at += length;
}

Token tokens_next(Tokens *tokens) {
    skip_blank(tokens);
    Token token = {.start = tokens->at, .column = (int)(tokens->at - tokens->line)};
    if (tokens->at == tokens->end) return token;
    char byte = *tokens->at;
    bool option =
        byte == '-' && peek(tokens, 1) == '-' && isalpha((unsigned char)peek(tokens, 2)) && !tokens->depth;
    if (byte == '\n') {
        token.kind = TOKEN_LINE;
        tokens->line = ++tokens->at;
    } else if (option) {
        take_option(tokens, &token);
    } else if (is_digit(byte) || (byte == '.' && is_digit(peek(tokens, 1)))) {
        take_number(tokens, &token);
    } else if (byte == '"' || byte == '\'') {
        take_string(tokens, &token);
    } else if (is_word(byte)) {
        token.kind = TOKEN_NAME;
        while (is_word(peek(tokens, 0))) tokens->at++;
        token.length = (size_t)(tokens->at - token.start);
    } else {
        take_mark(tokens, &token);
    }
    return token;
}
