/* Statements, by their indentation. */
#include "syntax/parser.h"

#include <string.h>

enum { STATEMENTS_MAX = 2000 /* of a function */, TARGETS_MAX = 8 };

/* ----------------------------------------------------------------------------------------- assignments */

static Node *assignment(Parser *parser, Node *target, const char *mark, Node *value) {
    Node *node = parser_make_at(parser, NODE_ASSIGN, target);
    node->text = mark;
    if (target->kind == NODE_NAME && !target->body) node->key = target->text;
    if (target->kind == NODE_INDEX && target->first->next && target->first->next->quoted) { /* a["b"] = c */
        Text text = {0};
        text_addf(&text, "%s.%s", target->first->text, target->first->next->text);
        node->key = forest_text(parser->forest, text_string(&text), text.length);
        text_free(&text);
    }
    if (!*node->key || strchr(node->key, '.'))
        parser_refuse(parser, (size_t)(target->start - parser->tokens.text),
                      "a value for anything but a plain name is");
    node_add(node, node_alias(parser->forest, value, ""));
    return parser_done(parser, node);
}

/* a, b = c, d is an assignment for each. */
static void add_assignments(Parser *parser, Node *into, Node *target, Node *value) {
    bool pairs =
        target->kind == NODE_LIST && value->kind == NODE_LIST && node_count(target) == node_count(value);
    if (!pairs) {
        node_add_body(into, assignment(parser, target, "=", value));
        return;
    }
    Node *right = value->first;
    for (Node *left = target->first; left; left = left->next, right = right->next)
        node_add_body(into, assignment(parser, left, "=", right));
}

static const char *update_mark(const Parser *parser) {
    static const char *const marks[] = {"+=", "-=", "*=", "/=", "//=", "%=", "**="};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (parser_sees(parser, marks[i])) return marks[i];
    return NULL;
}

/* Reads a = b = value, a, b = 1, 2, a: type = value, a += value, or a value alone. */
static void assignment_or_value(Parser *parser, Node *into) {
    Node *targets[TARGETS_MAX], *value = parser_expressions(parser);
    size_t count = 0;
    if (value->kind == NODE_NAME && parser_accept(parser, ":")) { /* a type */
        parser_expression(parser);
        if (!parser_sees(parser, "=")) return;
    }
    const char *mark = parser->failed ? NULL : update_mark(parser);
    if (mark) {
        parser_advance(parser);
        Node *right = parser_expressions(parser);
        if (!parser->failed) node_add_body(into, assignment(parser, value, mark, right));
        return;
    }
    while (count < TARGETS_MAX && parser_sees(parser, "=") && !parser->failed) {
        if (count)
            parser_refuse(parser, parser->token.start, "giving a value to more than one name at a time is");
        parser_advance(parser);
        targets[count++] = value;
        value = parser_expressions(parser);
    }
    if (parser->failed) return;
    for (size_t i = 0; i < count; i++) add_assignments(parser, into, targets[i], value);
    if (count) return;
    Node *node = parser_make_at(parser, NODE_VALUE, value);
    node_add(node, value);
    node_add_body(into, parser_done(parser, node));
}

/* --------------------------------------------------------------------------------------- simple statements
 */

static const char *seen_word(const Parser *parser, const char *const *words) {
    for (; *words; words++)
        if (parser_sees_word(parser, *words) || parser_sees(parser, *words)) return *words;
    return NULL;
}

/* A function's text has none of those that run, wait or fail. */
static void refuse_statement(Parser *parser) {
    static const char *const loops[] = {"for", "while", "break", "continue", NULL}, *const values[] = {
                                                                                        "True", "False",
                                                                                        "not", "lambda",
                                                                                        NULL};
    size_t start = parser->token.start;
    if (seen_word(parser, loops)) parser_fail(parser, start, "a loop is not part of this language");
    if (parser_is_reserved(parser) && !seen_word(parser, values))
        parser_fail(parser, start, "'%.*s' is not part of this language, or not here",
                    (int)parser->token.length, parser->tokens.text + start);
}

/* Returns a line that does nothing to a value: NODE_OTHER up to its end. */
static Node *passed_over(Parser *parser) {
    Node *node = parser_make(parser, NODE_OTHER);
    while (!parser->failed && !parser_ends_line(parser) && !parser_sees(parser, ";")) parser_advance(parser);
    return parser_done(parser, node);
}

static Node *returned(Parser *parser) {
    Node *node = parser_make(parser, NODE_RETURN);
    size_t start = parser->token.start;
    parser_advance(parser);
    if (!parser_ends_line(parser))
        node_add(node, parser_expressions(parser));
    else if (parser->restricted)
        parser_fail(parser, start, "return needs a value");
    return parser_done(parser, node);
}

static void simple(Parser *parser, Node *into) {
    static const char *const idle[] = {"pass", "import", "from", NULL}, *const others[] = {
                                                                            "global", "nonlocal", "raise",
                                                                            "break",  "continue", "assert",
                                                                            "del",    "yield",    "@",
                                                                            "%",      "!",        NULL};
    if (parser->restricted && ++parser->statements > STATEMENTS_MAX)
        parser_fail(parser, parser->token.start, "more than %d statements", STATEMENTS_MAX);
    if (seen_word(parser, idle) || (!parser->restricted && seen_word(parser, others))) {
        node_add_body(into, passed_over(parser));
    } else if (parser_sees_word(parser, "return")) {
        node_add_body(into, returned(parser));
    } else {
        if (parser->restricted) refuse_statement(parser);
        if (!parser->failed) assignment_or_value(parser, into);
    }
}

/* ------------------------------------------------------------------------------------- compound statements
 */

static void def(Parser *parser, Node *node) {
    node->key = parser_name(parser, "the function's name");
    parser_expect(parser, "(", "behind the function's name");
    parser_parameters(parser, node, ")", true);
    parser_expect(parser, ")", "behind the parameters");
    if (parser_accept(parser, "->")) parser_expression(parser);
}

static void class(Parser *parser, Node *node) {
    node->key = parser_name(parser, "the class's name");
    if (parser_accept(parser, "(")) parser_items(parser, node, ")", "behind the class's parents");
}

static void condition(Parser *parser, Node *node) {
    node_add(node, parser_expression(parser));
}

/* "a in b" is an operation. */
static void targets(Parser *parser, Node *node) {
    node_add(node, parser_expressions(parser));
}

static void context(Parser *parser, Node *node) {
    if (!parser_sees(parser, ":")) node_add(node, parser_expressions(parser));
    while (parser_accept_word(parser, "as")) parser_expressions(parser);
}

static const struct Compound {
    const char *word;
    NodeKind kind;
    void (*read)(Parser *parser, Node *node); /* what stands between the word and the colon, or NULL */
    bool in_functions;
} compounds[] = {{"def", NODE_DEF, def, true},           {"if", NODE_IF, condition, true},
                 {"elif", NODE_IF, condition, true},     {"else", NODE_IF, NULL, true},
                 {"class", NODE_CLASS, class, false},    {"for", NODE_LOOP, targets, false},
                 {"while", NODE_LOOP, condition, false}, {"with", NODE_BLOCK, context, false},
                 {"except", NODE_BLOCK, context, false}, {"try", NODE_BLOCK, NULL, false},
                 {"finally", NODE_BLOCK, NULL, false}};

/* True where an elif or else stands behind its if. */
static bool follows_if(const Node *into) {
    const Node *before = into->body_last;
    return before && before->kind == NODE_IF && strcmp(before->text, "else") != 0;
}

static const struct Compound *seen_compound(const Parser *parser, const Node *into) {
    for (size_t i = 0; i < sizeof compounds / sizeof *compounds; i++) {
        if (!parser_sees_word(parser, compounds[i].word)) continue;
        bool loose = *compounds[i].word == 'e' && !follows_if(into);
        return parser->restricted && (!compounds[i].in_functions || loose) ? NULL : &compounds[i];
    }
    return NULL;
}

/* Returns the head of a compound statement, up to its colon. */
static Node *head(Parser *parser, const struct Compound *compound) {
    Node *node = parser_make(parser, compound->kind);
    node->text = compound->word;
    parser_advance(parser);
    if (compound->read) compound->read(parser, node);
    parser_expect(parser, ":", "at the end of this line");
    return parser_done(parser, node);
}

/* ----------------------------------------------------------------------------------------------- lines */

static void block(Parser *parser, Node *into, long outer);

/* Statements up to the line's end, separated by semicolons. */
static void rest_of_line(Parser *parser, Node *into) {
    char buffer[32];
    do {
        bool compound = parser_sees_word(parser, "def") || parser_sees_word(parser, "if");
        if (parser->restricted && compound)
            parser_fail(parser, parser->token.start, "'%.*s' belongs on a line of its own",
                        (int)parser->token.length, parser->tokens.text + parser->token.start);
        if (!parser->failed) simple(parser, into);
    } while (parser_accept(parser, ";") && !parser_ends_line(parser));
    if (!parser_ends_line(parser))
        parser_fail(parser, parser->token.start, "%s is not expected here", parser_seen(parser, buffer));
}

/* What belongs to the line that ended in a colon: the rest of that line, or the lines below that are indented
   more. */
static void body(Parser *parser, Node *node, size_t indent) {
    if (!parser_ends_line(parser)) {
        rest_of_line(parser, node);
        return;
    }
    while (parser->token.kind == TOKEN_LINE) parser_advance(parser);
    bool missing = parser->token.kind == TOKEN_END || parser->token.indent <= indent;
    if (missing && parser->restricted)
        parser_fail(parser, parser->token.start, "an indented line is missing here");
    if (parser_enter(parser)) block(parser, node, (long)indent);
    parser_leave(parser);
}

/* Takes back what was added to a list behind its child `last`, NULL for all. */
static void cut_behind(Node *last, Node **first, Node **end) {
    if (last)
        last->next = NULL;
    else
        *first = NULL;
    *end = last;
}

/* Passes over the line that failed and keeps it as it is, without what was made of it. */
static void pass_line(Parser *parser, Node *into, const SyntaxToken *first, Node *last, Node *last_call) {
    SyntaxTokens *tokens = &parser->tokens;
    Node *node = forest_node(parser->forest, NODE_OTHER, first->line, 1);
    if (parser->token.kind != TOKEN_WRONG) {
        tokens->at = parser->token.start;
        tokens->line = parser->token.line;
        tokens->inside = true;
    }
    while (tokens->at < tokens->count && tokens->text[tokens->at] != '\n') tokens->at++;
    tokens->depth = 0;
    node->start = tokens->text + first->start;
    node->length = tokens->at - first->start;
    cut_behind(last, &into->body, &into->body_last);
    node_add_body(into, node);
    if (parser->calls) cut_behind(last_call, &parser->calls->first, &parser->calls->last);
    parser->failed = false;
    parser_advance(parser);
}

static void line(Parser *parser, Node *into) {
    SyntaxToken first = parser->token;
    Node *last = into->body_last, *last_call = parser->calls ? parser->calls->last : NULL;
    int depth = parser->depth;
    if (!parser->restricted) parser_accept_word(parser, "async");
    const struct Compound *compound = seen_compound(parser, into);
    if (compound) {
        Node *node = head(parser, compound);
        if (!parser->failed) {
            node_add_body(into, node);
            body(parser, node, first.indent);
            parser_done(parser, node);
        }
    } else {
        rest_of_line(parser, into);
    }
    parser->depth = depth;
    if (parser->failed && !parser->restricted) pass_line(parser, into, &first, last, last_call);
}

/* Lines that are indented more than `outer`; a function's are all indented alike. */
static void block(Parser *parser, Node *into, long outer) {
    size_t own = parser->token.indent;
    while (!parser->failed) {
        while (parser->token.kind == TOKEN_LINE) parser_advance(parser);
        size_t indent = parser->token.indent;
        if (parser->token.kind == TOKEN_END || (long)indent <= outer || forest_full(parser->forest)) return;
        if (parser->restricted && indent < own) return;
        if (parser->restricted && indent > own)
            parser_fail(parser, parser->token.start, "this line is indented more than the one before it");
        if (!parser->failed) line(parser, into);
    }
}

/* ------------------------------------------------------------------------------------------------ texts */

static Node *read_all(Parser *parser, int line_number) {
    Node *all = forest_node(parser->forest, NODE_BLOCK, line_number, 1);
    all->start = parser->tokens.text;
    do parser_advance(parser);
    while (parser->token.kind == TOKEN_LINE);
    block(parser, all, -1);
    return parser_done(parser, all);
}

Node *syntax_function(Forest *forest, const char *text, size_t count, SyntaxFault *fault) {
    Parser parser = {
        .forest = forest, .tokens = syntax_tokens(text, count, 1, 1), .restricted = true, .fault = fault};
    Node *all = read_all(&parser, 1);
    if (!parser.failed && parser.token.kind != TOKEN_END)
        parser_fail(&parser, parser.token.start, "this line is indented less than the first");
    return parser.failed ? NULL : all;
}

Node *syntax_script(Forest *forest, const char *text, size_t count, int line, Node *calls) {
    Parser parser = {.forest = forest, .tokens = syntax_tokens(text, count, line, 1), .calls = calls};
    return read_all(&parser, line);
}
