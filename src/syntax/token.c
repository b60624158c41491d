#include "syntax/token.h"

#include <stdlib.h>
#include <string.h>

SyntaxTokens syntax_tokens(const char *text, size_t count, int line, int column) {
    SyntaxTokens tokens = {.text = text, .count = count, .line = line};
    tokens.line_start -= (size_t)column - 1;                           /* before the text */
    if (count >= 3 && !memcmp(text, "\xef\xbb\xbf", 3)) tokens.at = 3; /* a byte order mark */
    return tokens;
}

static char peek(const SyntaxTokens *tokens, size_t ahead) {
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

/* Moves past so many bytes, the last of which ends a line. */
static void pass_line_end(SyntaxTokens *tokens, size_t bytes) {
    tokens->at += bytes;
    tokens->line++;
    tokens->line_start = tokens->at;
}

static void skip_comment(SyntaxTokens *tokens) {
    while (tokens->at < tokens->count && peek(tokens, 0) != '\n') tokens->at++;
}

/* A space as text from web pages may have it: U+00A0. */
static size_t wide_space(const SyntaxTokens *tokens) {
    return peek(tokens, 0) == '\xc2' && peek(tokens, 1) == '\xa0' ? 2 : 0;
}

/* Past blanks, comments, continued lines, line ends inside brackets. At a line's beginning it measures the
 * indent. */
static void skip_blank(SyntaxTokens *tokens) {
    while (tokens->at < tokens->count) {
        char byte = peek(tokens, 0);
        size_t wide = wide_space(tokens), crlf = peek(tokens, 1) == '\r';
        if (byte == '#')
            skip_comment(tokens);
        else if (byte == '\\' && (peek(tokens, 1) == '\n' || (crlf && peek(tokens, 2) == '\n')))
            pass_line_end(tokens, 2 + crlf);
        else if (byte == '\n' && tokens->depth > 0)
            pass_line_end(tokens, 1);
        else if (byte == ' ' || byte == '\r' || byte == '\f' || byte == '\t')
            tokens->at++;
        else if (wide)
            tokens->at += wide;
        else
            return;
    }
}

/* Returns the column at which a line's first token stands. */
static size_t indent_at(const SyntaxTokens *tokens, size_t at) {
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

static size_t digits(SyntaxTokens *tokens, char *kept, size_t length, size_t capacity) {
    while (is_digit(peek(tokens, 0)) || (peek(tokens, 0) == '_' && is_digit(peek(tokens, 1)))) {
        if (peek(tokens, 0) != '_' && length + 1 < capacity) kept[length++] = peek(tokens, 0);
        tokens->at++;
    }
    return length;
}

static const char *number_problem(const SyntaxToken *token, bool too_long, bool letters) {
    if (too_long) return "a number of so many digits";
    if (token->number > 1.7976931348623157e308) return "a number beyond every double";
    if (token->whole && token->number >= 0x1p53) return "a whole number of 2^53 or more";
    return letters ? "a letter right behind a number" : NULL;
}

/* Takes 1000, 1_000, 0.5, .5, 5., 1e-3. More digits than fit change no double of any use. What else stands
   right behind the digits, as in 0x1f, 2j or 1.2.3, belongs to it and is its problem. */
static void take_number(SyntaxTokens *tokens, SyntaxToken *token) {
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
    size_t end = tokens->at;
    while (is_word(peek(tokens, 0)) || peek(tokens, 0) == '.') tokens->at++;
    token->problem = number_problem(token, length >= CAPACITY - 1, tokens->at > end);
}

static bool closes(const SyntaxTokens *tokens, char quote, bool triple) {
    return peek(tokens, 0) == quote && (!triple || (peek(tokens, 1) == quote && peek(tokens, 2) == quote));
}

/* Returns how many letters before a quote say what kind of string it is, -1 where none begins here. */
static int string_prefix(const SyntaxTokens *tokens) {
    int length = 0;
    while (length < 2 && peek(tokens, (size_t)length) && strchr("rRbBfFuU", peek(tokens, (size_t)length)))
        length++;
    char quote = peek(tokens, (size_t)length);
    return quote == '"' || quote == '\'' ? length : -1;
}

static void take_string(SyntaxTokens *tokens, SyntaxToken *token) {
    tokens->at += (size_t)string_prefix(tokens);
    char quote = peek(tokens, 0);
    bool triple = peek(tokens, 1) == quote && peek(tokens, 2) == quote;
    tokens->at += triple ? 3 : 1;
    token->kind = TOKEN_STRING;
    while (tokens->at < tokens->count && !closes(tokens, quote, triple)) {
        bool escapes = peek(tokens, 0) == '\\' && tokens->at + 1 < tokens->count;
        if (!triple && peek(tokens, 0) == '\n') break;
        if (peek(tokens, escapes) == '\n')
            pass_line_end(tokens, 1 + escapes);
        else
            tokens->at += 1 + escapes;
    }
    if (closes(tokens, quote, triple)) {
        tokens->at += triple ? 3 : 1;
        return;
    }
    token->kind = TOKEN_WRONG;
    token->problem = "a string that does not end";
}

static char escaped(char byte) {
    return byte == 'n' ? '\n' : byte == 't' ? '\t' : byte == 'r' ? '\r' : byte;
}

bool syntax_string(const char *text, const SyntaxToken *token, Text *out) {
    const char *at = text + token->start, *end = at + token->length;
    bool raw = false, format = false, open = false;
    for (; *at != '"' && *at != '\''; at++) {
        raw = raw || strchr("rR", *at);
        format = format || strchr("fF", *at);
    }
    size_t quotes = end - at >= 6 && at[1] == *at && at[2] == *at ? 3 : 1;
    for (at += quotes, end -= quotes; at < end; at++) {
        char byte = *at;
        open = open || (format && byte == '{');
        if (byte == '\\' && !raw && at + 1 < end) {
            byte = escaped(*++at);
            if (*at == '\n') continue;
        }
        text_add_bytes(out, &byte, 1);
    }
    return open;
}

static void take_mark(SyntaxTokens *tokens, SyntaxToken *token) {
    static const char *const marks[] = {"**=", "//=", "...", "**", "//", ">=", "<=", "==", "!=",
                                        "*=",  "+=",  "-=",  "/=", "%=", "->", ":=", "<<", ">>"};
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

SyntaxToken syntax_next_token(SyntaxTokens *tokens) {
    skip_blank(tokens);
    SyntaxToken token = {
        .start = tokens->at, .line = tokens->line, .column = (int)(tokens->at - tokens->line_start) + 1};
    if (tokens->at == tokens->count) return token;
    char byte = peek(tokens, 0);
    if (byte == '\n') {
        token.kind = TOKEN_LINE;
        pass_line_end(tokens, 1);
    } else if (is_digit(byte) || (byte == '.' && is_digit(peek(tokens, 1)))) {
        take_number(tokens, &token);
    } else if (string_prefix(tokens) >= 0) {
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
