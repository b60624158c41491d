#include "syntax/parser.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void parser_fail(Parser *parser, size_t at, const char *format, ...) {
    if (!parser->failed && parser->fault) {
        va_list list;
        va_start(list, format);
        vsnprintf(parser->fault->text, sizeof parser->fault->text, format, list);
        va_end(list);
        parser->fault->at = at;
    }
    parser->failed = true;
}

void parser_refuse(Parser *parser, size_t at, const char *what) {
    if (parser->restricted) parser_fail(parser, at, "%s not part of this language", what);
}

void parser_advance(Parser *parser) {
    if (parser->token.kind != TOKEN_LINE) parser->behind = parser->token.start + parser->token.length;
    parser->token = syntax_next_token(&parser->tokens);
    const SyntaxToken *token = &parser->token;
    if (!parser->restricted) return;
    if (token->problem) parser_fail(parser, token->start, "%s", token->problem);
    if (token->kind == TOKEN_NAME && token->length > SYNTAX_NAME_MAX)
        parser_fail(parser, token->start, "a name of more than %d characters", SYNTAX_NAME_MAX);
}

static bool token_is(const Parser *parser, TokenKind kind, const char *word) {
    const SyntaxToken *token = &parser->token;
    return token->kind == kind && token->length == strlen(word) &&
           !memcmp(parser->tokens.text + token->start, word, token->length);
}

bool parser_sees(const Parser *parser, const char *mark) {
    return token_is(parser, TOKEN_MARK, mark);
}
bool parser_sees_word(const Parser *parser, const char *word) {
    return token_is(parser, TOKEN_NAME, word);
}

bool parser_is_reserved(const Parser *parser) {
    static const char *const reserved[] = {
        "False", "None",     "True",  "and",    "as",   "assert", "async",  "await",    "break",
        "class", "continue", "def",   "del",    "elif", "else",   "except", "finally",  "for",
        "from",  "global",   "if",    "import", "in",   "is",     "lambda", "nonlocal", "not",
        "or",    "pass",     "raise", "return", "try",  "while",  "with",   "yield"};
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
        if (parser_sees_word(parser, reserved[i])) return true;
    return false;
}

static bool advance_if(Parser *parser, bool there) {
    if (there) parser_advance(parser);
    return there;
}

bool parser_accept(Parser *parser, const char *mark) {
    return advance_if(parser, !parser->failed && parser_sees(parser, mark));
}
bool parser_accept_word(Parser *parser, const char *word) {
    return advance_if(parser, !parser->failed && parser_sees_word(parser, word));
}

bool parser_ends_line(const Parser *parser) {
    return parser->token.kind == TOKEN_LINE || parser->token.kind == TOKEN_END;
}

const char *parser_seen(const Parser *parser, char buffer[32]) {
    if (parser->token.kind == TOKEN_END) return "the end of the text";
    if (parser->token.kind == TOKEN_LINE) return "the end of the line";
    snprintf(buffer, 32, "'%.*s'", (int)(parser->token.length > 20 ? 20 : parser->token.length),
             parser->tokens.text + parser->token.start);
    return buffer;
}

void parser_expect(Parser *parser, const char *mark, const char *why) {
    char buffer[32];
    if (!parser_accept(parser, mark))
        parser_fail(parser, parser->token.start, "'%s' expected %s, not %s", mark, why,
                    parser_seen(parser, buffer));
}

Node *parser_make(Parser *parser, NodeKind kind) {
    Node *node = forest_node(parser->forest, kind, parser->token.line, parser->token.column);
    node->start = parser->tokens.text + parser->token.start;
    if (forest_full(parser->forest))
        parser_fail(parser, parser->token.start, "more text than is read of one");
    return node;
}

Node *parser_make_at(Parser *parser, NodeKind kind, const Node *first) {
    Node *node = parser_make(parser, kind);
    node->line = first->line;
    node->column = first->column;
    node->start = first->start;
    return node;
}

Node *parser_done(Parser *parser, Node *node) {
    const char *end = parser->tokens.text + parser->behind;
    node->length = end > node->start ? (size_t)(end - node->start) : 0;
    return node;
}

bool parser_enter(Parser *parser) {
    if (++parser->depth > TREE_DEPTH_MAX)
        parser_fail(parser, parser->token.start, "more than %d levels of brackets and signs", TREE_DEPTH_MAX);
    return !parser->failed;
}

void parser_leave(Parser *parser) {
    parser->depth--;
}

const char *parser_name(Parser *parser, const char *what) {
    char buffer[32];
    if (parser->token.kind != TOKEN_NAME || parser_is_reserved(parser))
        parser_fail(parser, parser->token.start, "%s expected, not %s", what, parser_seen(parser, buffer));
    if (parser->failed) return "";
    const char *name =
        forest_text(parser->forest, parser->tokens.text + parser->token.start, parser->token.length);
    parser_advance(parser);
    return name;
}
