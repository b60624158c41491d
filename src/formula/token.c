#include "formula/token.h"

#include <stdlib.h>
#include <string.h>

FormulaTokens formula_tokens(const char *text, size_t count) {
    FormulaTokens tokens = {.text = text, .count = count};
    if (count >= 3 && !memcmp(text, "\xef\xbb\xbf", 3)) tokens.at = 3; /* a byte order mark */
    return tokens;
}

static char peek(const FormulaTokens *tokens, size_t ahead) {
    return tokens->count - tokens->at > ahead ? tokens->text[tokens->at + ahead] : 0;
}

static bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}
static bool begins_word(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_' ||
           (unsigned char)byte >= 128;
}
static bool is_word(char byte) {
    return begins_word(byte) || is_digit(byte);
}

static void skip_comment(FormulaTokens *tokens) {
    while (tokens->at < tokens->count && peek(tokens, 0) != '\n') tokens->at++;
}

/* A space as text from web pages may have it: U+00A0. */
static size_t wide_space(const FormulaTokens *tokens) {
    return peek(tokens, 0) == '\xc2' && peek(tokens, 1) == '\xa0' ? 2 : 0;
}

/* Past blanks, comments, continued lines, line ends inside brackets. At a line's beginning it measures the
 * indent. */
static void skip_blank(FormulaTokens *tokens) {
    while (tokens->at < tokens->count) {
        char byte = peek(tokens, 0);
        size_t wide = wide_space(tokens), crlf = peek(tokens, 1) == '\r';
        if (byte == '#')
            skip_comment(tokens);
        else if (byte == '\\' && (peek(tokens, 1) == '\n' || (crlf && peek(tokens, 2) == '\n')))
            tokens->at += 2 + crlf;
        else if (byte == '\n' && tokens->depth > 0)
            tokens->at++;
        else if (byte == ' ' || byte == '\r' || byte == '\f' || byte == '\t')
            tokens->at++;
        else if (wide)
            tokens->at += wide;
        else
            return;
    }
}

/* Returns the column at which a line's first token stands. */
static size_t indent_at(const FormulaTokens *tokens, size_t at) {
    size_t from = at, column = 0;
    while (from > 0 && tokens->text[from - 1] != '\n') from--;
    for (; from < at; from++) {
        if (tokens->text[from] == '\t')
            column = column / 8 * 8 + 8;
        else if (((unsigned char)tokens->text[from] & 0xc0) != 0x80)
            column++;
    }
    return column;
}

static size_t digits(FormulaTokens *tokens, char *kept, size_t length, size_t capacity) {
    while (is_digit(peek(tokens, 0)) || (peek(tokens, 0) == '_' && is_digit(peek(tokens, 1)))) {
        if (peek(tokens, 0) != '_' && length + 1 < capacity) kept[length++] = peek(tokens, 0);
        tokens->at++;
    }
    return length;
}

/* Takes 1000, 1_000, 0.5, .5, 5., 1e-3. More digits than fit change no double of any use: the text is
   refused. */
static void take_number(FormulaTokens *tokens, FormulaToken *token) {
    enum { CAPACITY = 800 };
    char kept[CAPACITY + 4];
    size_t length = digits(tokens, kept, 0, CAPACITY);
    token->kind = TOKEN_NUMBER;
    token->whole = true;
    if (peek(tokens, 0) == '.') {
        token->whole = false;
        kept[length++] = '.';
        tokens->at++;
        length = digits(tokens, kept, length, CAPACITY);
    }
    size_t sign = peek(tokens, 1) == '-' || peek(tokens, 1) == '+';
    if ((peek(tokens, 0) == 'e' || peek(tokens, 0) == 'E') && is_digit(peek(tokens, 1 + sign))) {
        token->whole = false;
        kept[length++] = 'e';
        if (sign) kept[length++] = peek(tokens, 1);
        tokens->at += 1 + sign;
        length = digits(tokens, kept, length, CAPACITY + 2);
    }
    kept[length] = 0;
    token->number = strtod(kept, NULL);
    if (begins_word(peek(tokens, 0))) token->problem = "a letter right behind a number";
    if (token->whole && token->number >= 0x1p53) token->problem = "a whole number of 2^53 or more";
    if (token->number > 1.7976931348623157e308) token->problem = "a number beyond every double";
    if (length >= CAPACITY - 1) token->problem = "a number of so many digits";
    if (token->problem) token->kind = TOKEN_WRONG;
}

static bool closes(const FormulaTokens *tokens, char quote, bool triple) {
    return peek(tokens, 0) == quote && (!triple || (peek(tokens, 1) == quote && peek(tokens, 2) == quote));
}

static void take_string(FormulaTokens *tokens, FormulaToken *token) {
    char quote = peek(tokens, 0);
    bool triple = peek(tokens, 1) == quote && peek(tokens, 2) == quote;
    tokens->at += triple ? 3 : 1;
    token->kind = TOKEN_STRING;
    while (tokens->at < tokens->count && !closes(tokens, quote, triple)) {
        if (!triple && peek(tokens, 0) == '\n') break;
        tokens->at += peek(tokens, 0) == '\\' && tokens->at + 1 < tokens->count ? 2 : 1;
    }
    if (closes(tokens, quote, triple)) {
        tokens->at += triple ? 3 : 1;
        return;
    }
    token->kind = TOKEN_WRONG;
    token->problem = "a string that does not end";
}

static void take_mark(FormulaTokens *tokens, FormulaToken *token) {
    static const char *const marks[] = {"**=", "//=", "**", "//", ">=", "<=", "==", "!=", "*=",
                                        "+=",  "-=",  "/=", "%=", "->", ":=", "<<", ">>"};
    size_t length = 1;
    for (size_t i = sizeof marks / sizeof *marks; i-- > 0;) {
        size_t long_enough = strlen(marks[i]);
        if (tokens->count - tokens->at >= long_enough &&
            !memcmp(tokens->text + tokens->at, marks[i], long_enough))
            length = long_enough;
    }
    char byte = peek(tokens, 0);
    if (strchr("([{", byte)) tokens->depth++;
    if (strchr(")]}", byte) && tokens->depth > 0) tokens->depth--;
    token->kind = TOKEN_MARK;
    tokens->at += length;
    if (strchr("()[]{}<>+-*/%=!.,:;&|^~@", byte)) return;
    token->kind = TOKEN_WRONG;
    token->problem = "a character that means nothing here";
}

FormulaToken formula_next_token(FormulaTokens *tokens) {
    skip_blank(tokens);
    FormulaToken token = {.start = tokens->at};
    if (tokens->at == tokens->count) return token;
    char byte = peek(tokens, 0);
    if (byte == '\n') {
        token.kind = TOKEN_LINE;
        tokens->at++;
    } else if (is_digit(byte) || (byte == '.' && is_digit(peek(tokens, 1)))) {
        take_number(tokens, &token);
    } else if (byte == '"' || byte == '\'') {
        take_string(tokens, &token);
    } else if (byte == 0) {
        token.kind = TOKEN_WRONG;
        token.problem = "a zero byte";
        tokens->at++;
    } else if (begins_word(byte)) {
        token.kind = TOKEN_NAME;
        while (is_word(peek(tokens, 0)) && !wide_space(tokens)) tokens->at++;
    } else {
        take_mark(tokens, &token);
    }
    token.length = tokens->at - token.start;
    if (!tokens->inside && token.kind != TOKEN_LINE) token.indent = indent_at(tokens, token.start);
    tokens->inside = token.kind != TOKEN_LINE;
    return token;
}
