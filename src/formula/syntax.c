#include "formula/syntax.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "formula/token.h"

enum { BLOCK = 128, DEPTH_MAX = 100, STATEMENTS_MAX = 2000, NAME_MAX = FORMULA_NAME_LENGTH_MAX };

typedef struct TreeBlock {
    struct TreeBlock *older;
    Tree trees[BLOCK];
} TreeBlock;

typedef struct Parser {
    TreeStore *store;
    const char *text;
    FormulaTokens tokens;
    FormulaToken token; /* the one to look at */
    size_t behind;      /* where the one before it ended */
    int depth, statements;
    bool failed;
    FormulaError *error;
} Parser;

bool formula_error(FormulaError *error, const char *text, size_t at, const char *format, ...) {
    if (!error) return false;
    error->line = error->column = 1;
    for (size_t i = 0; i < at; i++) {
        if (text[i] == '\n') {
            error->line++;
            error->column = 1;
        } else if (((unsigned char)text[i] & 0xc0) != 0x80) {
            error->column++;
        }
    }
    va_list list;
    va_start(list, format);
    vsnprintf(error->text, sizeof error->text, format, list);
    va_end(list);
    return false;
}

#define FAIL(parser, at, ...)                                                                                \
    do {                                                                                                     \
        if (!(parser)->failed) formula_error((parser)->error, (parser)->text, (at), __VA_ARGS__);            \
        (parser)->failed = true;                                                                             \
    } while (0)

static Tree *make(Parser *parser, TreeKind kind, size_t start) {
    TreeStore *store = parser->store;
    if (store->used % BLOCK == 0) {
        TreeBlock *block = memory_resize(NULL, 1, sizeof *block);
        block->older = store->blocks;
        store->blocks = block;
    }
    Tree *tree = &store->blocks->trees[store->used++ % BLOCK];
    *tree = (Tree){.kind = kind, .all = {start, 0}};
    return tree;
}

void formula_tree_free(TreeStore *store) {
    for (TreeBlock *block = store->blocks, *older; block; block = older) {
        older = block->older;
        free(block);
    }
    *store = (TreeStore){0};
}

/* ------------------------------------------------------------------------------------------------ words */

static void advance(Parser *parser) {
    parser->behind = parser->token.start + parser->token.length;
    parser->token = formula_next_token(&parser->tokens);
    if (parser->token.kind == TOKEN_WRONG) FAIL(parser, parser->token.start, "%s", parser->token.problem);
    if (parser->token.kind == TOKEN_NAME && parser->token.length > NAME_MAX)
        FAIL(parser, parser->token.start, "a name of more than %d characters", NAME_MAX);
}

static bool token_is(const Parser *parser, TokenKind kind, const char *word) {
    const FormulaToken *token = &parser->token;
    return token->kind == kind && token->length == strlen(word) &&
           !memcmp(parser->text + token->start, word, token->length);
}

static bool sees(const Parser *parser, const char *mark) {
    return token_is(parser, TOKEN_MARK, mark);
}
static bool sees_word(const Parser *parser, const char *word) {
    return token_is(parser, TOKEN_NAME, word);
}

static bool accept(Parser *parser, const char *mark) {
    bool there = !parser->failed && sees(parser, mark);
    if (there) advance(parser);
    return there;
}

static bool accept_word(Parser *parser, const char *word) {
    bool there = !parser->failed && sees_word(parser, word);
    if (there) advance(parser);
    return there;
}

static bool ends_line(const Parser *parser) {
    return parser->token.kind == TOKEN_LINE || parser->token.kind == TOKEN_END;
}

/* Returns what stands here for a message, in quotes and cut short. */
static const char *seen(const Parser *parser, char *buffer, size_t size) {
    if (parser->token.kind == TOKEN_END) return "the end of the text";
    if (parser->token.kind == TOKEN_LINE) return "the end of the line";
    snprintf(buffer, size, "'%.*s'", (int)(parser->token.length > 20 ? 20 : parser->token.length),
             parser->text + parser->token.start);
    return buffer;
}

static void expect(Parser *parser, const char *mark, const char *why) {
    char buffer[32];
    if (!accept(parser, mark))
        FAIL(parser, parser->token.start, "'%s' expected %s, not %s", mark, why,
             seen(parser, buffer, sizeof buffer));
}

/* Ends a tree where the last token ended; NULL stands for nothing once the text has failed. */
static Tree *done(Parser *parser, Tree *tree) {
    tree->all.length = parser->behind - tree->all.start;
    return tree;
}

static const char *const reserved[] = {
    "False", "None",     "True",  "and",    "as",   "assert", "async",  "await",    "break",
    "class", "continue", "def",   "del",    "elif", "else",   "except", "finally",  "for",
    "from",  "global",   "if",    "import", "in",   "is",     "lambda", "nonlocal", "not",
    "or",    "pass",     "raise", "return", "try",  "while",  "with",   "yield"};

static bool is_reserved(const Parser *parser) {
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
        if (sees_word(parser, reserved[i])) return true;
    return false;
}

static Piece take_name(Parser *parser, const char *what) {
    char buffer[32];
    if (parser->token.kind != TOKEN_NAME || is_reserved(parser))
        FAIL(parser, parser->token.start, "%s expected, not %s", what, seen(parser, buffer, sizeof buffer));
    Piece name = {parser->token.start, parser->token.length};
    if (!parser->failed) advance(parser);
    return name;
}

/* ------------------------------------------------------------------------------------------ expressions */

static Tree *expression(Parser *parser);

/* Deeper nesting than any function has would end the stack. */
static bool enter(Parser *parser) {
    if (++parser->depth > DEPTH_MAX)
        FAIL(parser, parser->token.start, "more than %d levels of brackets and signs", DEPTH_MAX);
    return !parser->failed;
}

static Tree *chain(Tree **link, Tree *tree) {
    return *link = tree;
}

/* Arguments or items up to `close`. */
static void items(Parser *parser, Tree *parent, Tree **link, const char *close) {
    while (!parser->failed && !sees(parser, close)) {
        Tree *item = expression(parser);
        if (parent->kind == TREE_CALL && item->kind == TREE_NAME && accept(parser, "=")) {
            item->kind = TREE_KEYWORD;
            item->first = expression(parser);
        }
        link = &chain(link, done(parser, item))->next;
        if (!accept(parser, ",")) break;
    }
    expect(parser, close, "here");
}

static Tree *parenthesis(Parser *parser, size_t start) {
    Tree *list = make(parser, TREE_LIST, start);
    if (accept(parser, ")")) return done(parser, list);
    Tree *first = expression(parser);
    if (!sees(parser, ",")) {
        expect(parser, ")", "to close '('");
        return first;
    }
    list->first = first;
    advance(parser);
    items(parser, list, &first->next, ")");
    return done(parser, list);
}

/* Reads name, name=value, name: type, name: type = value, as far as `close`. */
static Tree *parameters(Parser *parser, const char *close, bool typed) {
    Tree *list = make(parser, TREE_LIST, parser->token.start), **link = &list->first;
    while (!parser->failed && !sees(parser, close)) {
        Tree *parameter = make(parser, TREE_KEYWORD, parser->token.start);
        if (sees(parser, "*") || sees(parser, "**"))
            FAIL(parser, parser->token.start, "an argument with a star is not part of this language");
        parameter->name = take_name(parser, "a parameter's name");
        if (typed && accept(parser, ":")) expression(parser);
        if (accept(parser, "=")) parameter->first = expression(parser);
        link = &chain(link, done(parser, parameter))->next;
        if (!accept(parser, ",")) break;
    }
    return done(parser, list);
}

static Tree *lambda(Parser *parser, size_t start) {
    Tree *tree = make(parser, TREE_LAMBDA, start);
    tree->first = parameters(parser, ":", false);
    expect(parser, ":", "behind a lambda's parameter");
    tree->first->next = expression(parser);
    return done(parser, tree);
}

static Tree *dotted_name(Parser *parser) {
    Tree *tree = make(parser, TREE_NAME, parser->token.start);
    tree->name = take_name(parser, "a value");
    while (accept(parser, ".")) {
        tree->owner = (Piece){tree->all.start, tree->name.start + tree->name.length - tree->all.start};
        tree->name = take_name(parser, "a name behind the dot");
    }
    return done(parser, tree);
}

static Tree *atom(Parser *parser) {
    FormulaToken token = parser->token;
    bool literal = token.kind == TOKEN_NUMBER || token.kind == TOKEN_STRING;
    bool truth = sees_word(parser, "True") || sees_word(parser, "False");
    if (literal || truth) {
        Tree *tree = make(parser, token.kind == TOKEN_STRING ? TREE_STRING : TREE_NUMBER, token.start);
        tree->number = truth ? sees_word(parser, "True") : token.number;
        tree->whole = truth || token.whole;
        advance(parser);
        return done(parser, tree);
    }
    if (accept_word(parser, "lambda")) return lambda(parser, token.start);
    if (accept(parser, "(")) return parenthesis(parser, token.start);
    if (accept(parser, "[")) {
        Tree *list = make(parser, TREE_LIST, token.start);
        items(parser, list, &list->first, "]");
        return done(parser, list);
    }
    return dotted_name(parser);
}

static Tree *postfix(Parser *parser) {
    size_t start = parser->token.start;
    Tree *tree = atom(parser);
    while (!parser->failed) {
        if (accept(parser, "(")) {
            Tree *call = make(parser, TREE_CALL, start);
            call->first = tree;
            items(parser, call, &tree->next, ")");
            tree = done(parser, call);
        } else if (accept(parser, "[")) {
            Tree *index = make(parser, TREE_INDEX, start);
            index->first = tree;
            tree->next = expression(parser);
            expect(parser, "]", "behind an index");
            tree = done(parser, index);
        } else if (sees(parser, ".")) {
            FAIL(parser, parser->token.start,
                 "an attribute is not part of this language; write a plain name instead");
        } else {
            break;
        }
    }
    return tree;
}

static Tree *two(Parser *parser, TreeKind kind, Tree *left, const char *mark, Tree *right) {
    Tree *tree = make(parser, kind, left->all.start);
    snprintf(tree->mark, sizeof tree->mark, "%s", mark);
    tree->first = left;
    left->next = right;
    return done(parser, tree);
}

static Tree *unary(Parser *parser);

static Tree *power(Parser *parser) {
    Tree *base = postfix(parser);
    return accept(parser, "**") ? two(parser, TREE_BINARY, base, "**", unary(parser)) : base;
}

static Tree *signed_value(Parser *parser, const char *mark, size_t start, Tree *value) {
    Tree *tree = make(parser, TREE_UNARY, start);
    snprintf(tree->mark, sizeof tree->mark, "%s", mark);
    tree->first = value;
    return done(parser, tree);
}

static Tree *unary(Parser *parser) {
    size_t start = parser->token.start;
    Tree *tree;
    if (!enter(parser))
        tree = make(parser, TREE_PASS, start);
    else if (accept(parser, "-"))
        tree = signed_value(parser, "-", start, unary(parser));
    else if (accept(parser, "+"))
        tree = signed_value(parser, "+", start, unary(parser));
    else
        tree = power(parser);
    parser->depth--;
    return tree;
}

static Tree *binary(Parser *parser, const char *const *marks, Tree *(*tighter)(Parser *)) {
    Tree *tree = tighter(parser);
    for (size_t i = 0; !parser->failed && marks[i];) {
        if (accept(parser, marks[i])) {
            tree = two(parser, TREE_BINARY, tree, marks[i], tighter(parser));
            i = 0;
        } else {
            i++;
        }
    }
    return tree;
}

static Tree *product(Parser *parser) {
    static const char *const marks[] = {"*", "/", "//", "%", NULL};
    return binary(parser, marks, unary);
}

static Tree *sum(Parser *parser) {
    static const char *const marks[] = {"+", "-", NULL};
    return binary(parser, marks, product);
}

static const char *comparison_mark(const Parser *parser) {
    static const char *const marks[] = {"<", ">", "<=", ">=", "==", "!="};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (sees(parser, marks[i])) return marks[i];
    return NULL;
}

static Tree *comparison(Parser *parser) {
    Tree *first = sum(parser);
    if (sees_word(parser, "in") || sees_word(parser, "is"))
        FAIL(parser, parser->token.start, "'in' and 'is' are not part of this language");
    if (parser->failed || !comparison_mark(parser)) return first;
    Tree *tree = make(parser, TREE_COMPARE, first->all.start), **link = &first->next;
    tree->first = first;
    for (const char *mark; !parser->failed && (mark = comparison_mark(parser));) {
        advance(parser);
        Tree *operand = sum(parser), *held = make(parser, TREE_VALUE, operand->all.start);
        snprintf(held->mark, sizeof held->mark, "%s", mark);
        held->first = operand;
        link = &chain(link, done(parser, held))->next;
    }
    return done(parser, tree);
}

static Tree *negation(Parser *parser) {
    size_t start = parser->token.start;
    if (!accept_word(parser, "not")) return comparison(parser);
    Tree *tree =
        enter(parser) ? signed_value(parser, "not", start, negation(parser)) : make(parser, TREE_PASS, start);
    parser->depth--;
    return tree;
}

static Tree *conjunction(Parser *parser) {
    Tree *tree = negation(parser);
    while (accept_word(parser, "and")) tree = two(parser, TREE_AND, tree, "", negation(parser));
    return tree;
}

static Tree *disjunction(Parser *parser) {
    Tree *tree = conjunction(parser);
    while (accept_word(parser, "or")) tree = two(parser, TREE_OR, tree, "", conjunction(parser));
    return tree;
}

static Tree *choice(Parser *parser, Tree *value) {
    Tree *tree = make(parser, TREE_CHOICE, value->all.start);
    tree->first = value;
    value->next = disjunction(parser);
    if (!accept_word(parser, "else"))
        FAIL(parser, parser->token.start, "'else' expected: a value needs one for either case");
    value->next->next = expression(parser);
    return done(parser, tree);
}

static Tree *expression(Parser *parser) {
    size_t start = parser->token.start;
    Tree *tree = enter(parser) ? disjunction(parser) : make(parser, TREE_PASS, start);
    if (accept_word(parser, "if")) tree = choice(parser, tree);
    parser->depth--;
    return tree;
}

/* ------------------------------------------------------------------------------------------- statements */

static Tree *statements(Parser *parser, size_t indent);

/* Reads what belongs to the line that ends in a colon: the rest of that line, or the lines below that are
   indented more. */
static Tree *block(Parser *parser, size_t outer) {
    expect(parser, ":", "at the end of this line");
    if (!parser->failed && parser->token.kind != TOKEN_LINE) return statements(parser, SIZE_MAX);
    while (!parser->failed && parser->token.kind == TOKEN_LINE) advance(parser);
    if (parser->token.kind == TOKEN_END || parser->token.indent <= outer)
        FAIL(parser, parser->token.start, "an indented line is missing here");
    return statements(parser, parser->token.indent);
}

static Tree *condition(Parser *parser, size_t start, size_t indent) {
    Tree *tree = make(parser, TREE_IF, start);
    if (!enter(parser)) return tree;
    tree->first = expression(parser);
    Tree *then = tree->first->next = block(parser, indent);
    while (!parser->failed && parser->token.kind == TOKEN_LINE)
        advance(parser); /* behind a body on the same line */
    size_t next = parser->token.start;
    bool same = parser->token.indent == indent;
    if (same && accept_word(parser, "elif"))
        then->next = condition(parser, next, indent);
    else if (same && accept_word(parser, "else"))
        then->next = block(parser, indent);
    parser->depth--;
    return done(parser, tree);
}

static Tree *definition(Parser *parser, size_t start, size_t indent) {
    Tree *tree = make(parser, TREE_DEF, start);
    tree->name = take_name(parser, "the function's name");
    expect(parser, "(", "behind the function's name");
    tree->first = parameters(parser, ")", true);
    expect(parser, ")", "behind the parameters");
    if (accept(parser, "->")) expression(parser);
    if (enter(parser)) tree->first->next = block(parser, indent);
    parser->depth--;
    return done(parser, tree);
}

static Tree *assignment(Parser *parser, Tree *target) {
    static const char *const marks[] = {"+=", "-=", "*=", "/=", "//=", "%=", "**="};
    Tree *tree = make(parser, TREE_ASSIGN, target->all.start);
    tree->name = target->name;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (sees(parser, marks[i]))
            snprintf(tree->mark, sizeof tree->mark, "%.*s", (int)strlen(marks[i]) - 1, marks[i]);
    if (target->kind != TREE_NAME || target->owner.length)
        FAIL(parser, target->all.start, "only a plain name can be given a value");
    advance(parser);
    tree->first = expression(parser);
    if (sees(parser, "=")) FAIL(parser, parser->token.start, "one name at a time can be given a value");
    return done(parser, tree);
}

/* Reads name = value, name: type = value, name += value, or a value alone. */
static Tree *assignment_or_value(Parser *parser) {
    Tree *value = expression(parser);
    if (value->kind == TREE_NAME && accept(parser, ":")) expression(parser);
    bool updates = parser->token.kind == TOKEN_MARK && parser->token.length > 1 &&
                   parser->text[parser->token.start + parser->token.length - 1] == '=' &&
                   !comparison_mark(parser) && !sees(parser, ":=");
    if (sees(parser, "=") || updates) return assignment(parser, value);
    Tree *tree = make(parser, value->kind == TREE_STRING ? TREE_PASS : TREE_VALUE, value->all.start);
    tree->first = value;
    return done(parser, tree);
}

static Tree *skip_line(Parser *parser, Tree *tree) {
    while (!parser->failed && !ends_line(parser)) advance(parser);
    return done(parser, tree);
}

static void refuse_statement(Parser *parser) {
    static const char *const loops[] = {"for", "while", "break", "continue"};
    for (size_t i = 0; i < sizeof loops / sizeof *loops; i++)
        if (sees_word(parser, loops[i]))
            FAIL(parser, parser->token.start, "a loop is not part of this language");
    if (is_reserved(parser) && !sees_word(parser, "True") && !sees_word(parser, "False") &&
        !sees_word(parser, "not") && !sees_word(parser, "lambda"))
        FAIL(parser, parser->token.start, "'%.*s' is not part of this language, or not here",
             (int)parser->token.length, parser->text + parser->token.start);
}

static Tree *statement(Parser *parser, size_t indent) {
    size_t start = parser->token.start;
    Tree *tree = make(parser, TREE_PASS, start);
    if (++parser->statements > STATEMENTS_MAX) FAIL(parser, start, "more than %d statements", STATEMENTS_MAX);
    if (indent == SIZE_MAX && (sees_word(parser, "def") || sees_word(parser, "if")))
        FAIL(parser, start, "'%.*s' belongs on a line of its own", (int)parser->token.length,
             parser->text + start);
    if (accept_word(parser, "pass")) return done(parser, tree);
    if (accept_word(parser, "import") || accept_word(parser, "from")) return skip_line(parser, tree);
    if (accept_word(parser, "def")) return definition(parser, start, indent);
    if (accept_word(parser, "if")) return condition(parser, start, indent);
    if (accept_word(parser, "return")) {
        tree->kind = TREE_RETURN;
        if (ends_line(parser)) FAIL(parser, start, "return needs a value");
        tree->first = expression(parser);
        return done(parser, tree);
    }
    refuse_statement(parser);
    return parser->failed ? tree : assignment_or_value(parser);
}

/* Reads the end of a statement: a line's end, a semicolon, or a block's end just before. */
static void end_statement(Parser *parser, const Tree *last) {
    char buffer[32];
    bool block_ended = last->kind == TREE_IF || last->kind == TREE_DEF;
    if (accept(parser, ";") || ends_line(parser) || block_ended) return;
    FAIL(parser, parser->token.start, "%s is not expected here", seen(parser, buffer, sizeof buffer));
}

/* Statements that are indented by `indent`, up to one that is indented less; SIZE_MAX: to the line's end. */
static Tree *statements(Parser *parser, size_t indent) {
    Tree *tree = make(parser, TREE_BLOCK, parser->token.start), **link = &tree->first;
    bool inline_block = indent == SIZE_MAX, fresh = true;
    while (!parser->failed && parser->token.kind != TOKEN_END) {
        if (parser->token.kind == TOKEN_LINE) {
            if (inline_block) break;
            advance(parser);
            fresh = true;
            continue;
        }
        if (!inline_block && parser->token.indent < indent && fresh) break;
        if (!inline_block && parser->token.indent > indent && fresh)
            FAIL(parser, parser->token.start, "this line is indented more than the one before it");
        if (parser->failed) break;
        Tree *one = statement(parser, inline_block ? SIZE_MAX : indent);
        link = &chain(link, one)->next;
        end_statement(parser, one);
        fresh = one->kind == TREE_IF || one->kind == TREE_DEF;
    }
    return done(parser, tree);
}

Tree *formula_tree_read(TreeStore *store, const char *text, size_t count, FormulaError *error) {
    Parser parser = {.store = store, .text = text, .tokens = formula_tokens(text, count), .error = error};
    advance(&parser);
    while (!parser.failed && parser.token.kind == TOKEN_LINE) advance(&parser);
    Tree *tree = statements(&parser, parser.token.indent);
    if (!parser.failed && parser.token.kind != TOKEN_END)
        FAIL(&parser, parser.token.start, "this line is indented less than the first");
    return parser.failed ? NULL : tree;
}
