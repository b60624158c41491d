/* Expressions, by binding strength. */
#include "syntax/parser.h"

#include <string.h>

enum { OPERATIONS_MAX = 400 /* in a row: what reads the tree goes as deep */ };

static Node *expression(Parser *parser) {
    return parser_expression(parser);
}

static bool sees_loop(const Parser *parser) {
    return parser_sees_word(parser, "for") || parser_sees_word(parser, "async");
}

static Node *disjunction(Parser *parser);
static Node *postfix(Parser *parser);

/* Reads the rest of `[a for b, c in d]`. One with more to it, an if or another for, is not looked into. */
static void comprehension(Parser *parser, Node *parent, const char *close) {
    int depth = 0;
    if (parent->kind == NODE_LIST && parent->first == parent->last && parser_accept_word(parser, "for")) {
        Node *targets = parser_make(parser, NODE_LIST);
        do node_add(targets, postfix(parser));
        while (parser_accept(parser, ","));
        bool whole = parser_accept_word(parser, "in");
        node_add(parent, parser_done(parser, targets));
        if (whole) node_add(parent, disjunction(parser));
        parent->kind = NODE_EACH;
        if (whole && parser_sees(parser, close)) return;
    }
    parent->kind = NODE_OTHER;
    while (parser->token.kind != TOKEN_END && depth >= 0 && (depth || !parser_sees(parser, close))) {
        depth += parser_sees(parser, "(") || parser_sees(parser, "[") || parser_sees(parser, "{");
        depth -= parser_sees(parser, ")") || parser_sees(parser, "]") || parser_sees(parser, "}");
        parser_advance(parser);
    }
}

/* True where the item at hand, a name or a word, is followed by its value. */
static bool accept_key(Parser *parser, const Node *parent, const Node *item) {
    bool word = item->kind == NODE_NAME || item->kind == NODE_SCALAR;
    bool restricted = parser->restricted;
    if (restricted) return parent->kind == NODE_CALL && item->kind == NODE_NAME && parser_accept(parser, "=");
    return word && (parser_accept(parser, "=") || parser_accept(parser, ":"));
}

bool parser_items(Parser *parser, Node *parent, const char *close, const char *why) {
    bool comma = false;
    while (!parser->failed && !parser_sees(parser, close)) {
        size_t start = parser->token.start;
        bool starred = !parser->restricted && (parser_accept(parser, "**") || parser_accept(parser, "*"));
        if (parser_sees(parser, "*") || parser_sees(parser, "**"))
            parser_refuse(parser, start, "an argument with a star is");
        Node *item = expression(parser);
        const char *key = item->text;
        if (accept_key(parser, parent, item)) {
            item = expression(parser);
            item->key = key;
        }
        item->starred = starred;
        node_add(parent, item);
        if (!parser->restricted && sees_loop(parser)) comprehension(parser, parent, close);
        comma = parser_accept(parser, ",");
        if (!comma) break;
    }
    parser_expect(parser, close, why);
    return comma;
}

/* (a) is a itself; (a,) and (a, b) are lists. */
static Node *parenthesis(Parser *parser) {
    Node *list = parser_make(parser, NODE_LIST);
    parser_advance(parser);
    bool comma = parser_items(parser, list, ")", "to close '('"), single = list->first && !list->first->next;
    if (list->kind == NODE_LIST && single && !comma && !*list->first->key) {
        list->first->starred = false;
        return list->first;
    }
    return parser_done(parser, list);
}

void parser_parameters(Parser *parser, Node *parent, const char *close, bool typed) {
    while (!parser->failed && !parser_sees(parser, close)) {
        if (parser_sees(parser, "*") || parser_sees(parser, "**"))
            parser_refuse(parser, parser->token.start, "an argument with a star is");
        bool starred = parser_accept(parser, "**") || parser_accept(parser, "*");
        bool alone = !parser->restricted && (parser_accept(parser, "/") || parser_sees(parser, ","));
        Node *parameter = parser_make(parser, NODE_NAME);
        if (!alone) parameter->text = parser_name(parser, "a parameter's name");
        parser_done(parser, parameter);
        if (typed && parser_accept(parser, ":")) expression(parser);
        if (parser_accept(parser, "=")) {
            const char *key = parameter->text;
            parameter = expression(parser);
            parameter->key = key;
        }
        parameter->starred = starred;
        if (!alone) node_add(parent, parameter);
        if (!parser_accept(parser, ",")) break;
    }
}

static Node *lambda(Parser *parser) {
    Node *node = parser_make(parser, NODE_LAMBDA);
    parser_advance(parser);
    parser_parameters(parser, node, ":", false);
    parser_expect(parser, ":", "behind a lambda's parameter");
    if (!parser->failed) node_add_body(node, expression(parser));
    return parser_done(parser, node);
}

/* String literals beside each other are one. */
static Node *string(Parser *parser) {
    Node *node = parser_make(parser, NODE_SCALAR);
    Text text = {0};
    node->quoted = true;
    for (; parser->token.kind == TOKEN_STRING; parser_advance(parser))
        node->open |= syntax_string(parser->tokens.text, &parser->token, &text);
    node->text = forest_text(parser->forest, text_string(&text), text.length);
    text_free(&text);
    return parser_done(parser, node);
}

static Node *literal(Parser *parser, NodeKind kind) {
    const SyntaxToken *token = &parser->token;
    Node *node = parser_make(parser, kind);
    node->text = forest_text(parser->forest, parser->tokens.text + token->start, token->length);
    if (token->kind == TOKEN_NUMBER && !token->problem) {
        node->memo.number_state = 1;
        node->memo.number = token->number;
        node->whole = token->whole;
    }
    parser_advance(parser);
    return parser_done(parser, node);
}

static Node *atom(Parser *parser) {
    bool tolerant = !parser->restricted;
    if (parser->token.kind == TOKEN_STRING) return string(parser);
    if (parser->token.kind == TOKEN_NUMBER) return literal(parser, NODE_SCALAR);
    if (parser_sees_word(parser, "True") || parser_sees_word(parser, "False"))
        return literal(parser, NODE_SCALAR);
    if (tolerant && (parser_sees_word(parser, "true") || parser_sees_word(parser, "false"))) /* of settings */
        return literal(parser, NODE_SCALAR);
    if (tolerant && parser_sees_word(parser, "None")) return literal(parser, NODE_NULL);
    if (tolerant && parser_sees(parser, "...")) return literal(parser, NODE_OTHER);
    if (parser_sees_word(parser, "lambda")) return lambda(parser);
    if (parser_sees(parser, "(")) return parenthesis(parser);
    bool map = tolerant && parser_sees(parser, "{");
    if (map || parser_sees(parser, "[")) {
        Node *list = parser_make(parser, map ? NODE_MAP : NODE_LIST);
        parser_advance(parser);
        parser_items(parser, list, map ? "}" : "]", "here");
        return parser_done(parser, list);
    }
    Node *node = parser_make(parser, NODE_NAME);
    node->text = parser_name(parser, "a value");
    return parser_done(parser, node);
}

/* dict(a=b) is the map {"a": b}; L(f)(a=b) is the call f(a=b). */
static Node *call(Parser *parser, Node *callee) {
    Node *node = parser_make_at(parser, NODE_CALL, callee);
    bool named = callee->kind == NODE_NAME && !callee->body,
         is_dict = !parser->restricted && named && !strcmp(callee->text, "dict");
    node->text = callee->kind == NODE_NAME                    ? callee->text
                 : callee->kind == NODE_CALL && callee->first ? callee->first->text
                                                              : "";
    if (callee->kind != NODE_NAME) node->body = callee;
    if (parser->calls && !is_dict) {
        Node *entry = parser_make_at(parser, NODE_VALUE, callee);
        entry->first = node;
        node_add(parser->calls, entry);
    }
    parser_advance(parser);
    parser_items(parser, node, ")", "here");
    if (is_dict) node->kind = NODE_MAP;
    return parser_done(parser, node);
}

/* Reads .a.b behind a name, or behind what has a value. */
static Node *dotted(Parser *parser, Node *node) {
    Node *name = parser_make_at(parser, NODE_NAME, node);
    bool named = node->kind == NODE_NAME;
    Text text = {0};
    text_add(&text, named || node->kind == NODE_CALL ? node->text : "");
    if (!named) parser_refuse(parser, parser->token.start, "write a plain name instead: an attribute is");
    while (parser_accept(parser, ".")) text_addf(&text, ".%s", parser_name(parser, "a name behind the dot"));
    name->text = forest_text(parser->forest, text_string(&text), text.length);
    name->body = named ? node->body : node;
    text_free(&text);
    return parser_done(parser, name);
}

/* Reads a[b]; a slice of a list is not looked into. */
static Node *indexed(Parser *parser, Node *node) {
    Node *index = parser_make_at(parser, NODE_INDEX, node);
    node_add(index, node);
    parser_advance(parser);
    if (parser->restricted || !parser_sees(parser, ":")) node_add(index, expression(parser));
    while (!parser->restricted && (parser_accept(parser, ":") || parser_accept(parser, ","))) {
        index->kind = NODE_OTHER;
        if (!parser_sees(parser, "]") && !parser_sees(parser, ":")) expression(parser);
    }
    parser_expect(parser, "]", "behind an index");
    return parser_done(parser, index);
}

static Node *postfix(Parser *parser) {
    Node *node = atom(parser);
    while (!parser->failed) {
        bool scalar = node->kind == NODE_SCALAR && !parser->restricted;
        if (parser_sees(parser, ".") && !scalar)
            node = dotted(parser, node);
        else if (parser_sees(parser, "(") && !scalar)
            node = call(parser, node);
        else if (parser_sees(parser, "["))
            node = indexed(parser, node);
        else
            break;
    }
    return node;
}

static Node *operation(Parser *parser, const char *mark, Node *left, Node *right) {
    Node *node = parser_make_at(parser, NODE_OPERATION, left);
    node->text = mark;
    node_add(node, left);
    node_add(node, right);
    return parser_done(parser, node);
}

static Node *unary(Parser *parser);

static Node *power(Parser *parser) {
    while (!parser->restricted && parser_accept_word(parser, "await")) {
    }
    Node *base = postfix(parser), *exponent = NULL;
    if (!parser_accept(parser, "**")) return base;
    if (parser_enter(parser)) exponent = unary(parser);
    parser_leave(parser);
    return exponent ? operation(parser, "**", base, exponent) : base;
}

/* An operation of one operand. */
static Node *prefixed(Parser *parser, const char *mark, Node *(*operand)(Parser *)) {
    Node *node = parser_make(parser, NODE_OPERATION);
    node->text = mark;
    parser_advance(parser);
    if (parser_enter(parser)) node_add(node, operand(parser));
    parser_leave(parser);
    return parser_done(parser, node);
}

static Node *unary(Parser *parser) {
    if (parser_sees(parser, "-")) return prefixed(parser, "-", unary);
    if (parser_sees(parser, "+")) return prefixed(parser, "+", unary);
    if (!parser->restricted && parser_sees(parser, "~")) return prefixed(parser, "~", unary);
    return power(parser);
}

/* Returns the first of the marks or words that stands here, NULL for none. */
static const char *seen_among(const Parser *parser, const char *const *marks) {
    for (; *marks; marks++)
        if (parser_sees(parser, *marks) || parser_sees_word(parser, *marks)) return *marks;
    return NULL;
}

static Node *binary(Parser *parser, const char *const *marks, Node *(*tighter)(Parser *)) {
    Node *node = tighter(parser);
    int length = 0;
    for (const char *mark; !parser->failed && (mark = seen_among(parser, marks));) {
        if (++length > OPERATIONS_MAX)
            parser_fail(parser, (size_t)(node->start - parser->tokens.text),
                        "this expression is too long: more than %d operations in a row", OPERATIONS_MAX);
        parser_advance(parser);
        node = operation(parser, mark, node, tighter(parser));
    }
    return node;
}

static Node *product(Parser *parser) {
    static const char *const marks[] = {"@", "*", "/", "//", "%", NULL};
    return binary(parser, marks + parser->restricted, unary);
}

static Node *sum(Parser *parser) {
    static const char *const marks[] = {"+", "-", NULL};
    return binary(parser, marks, product);
}

static Node *bits(Parser *parser) {
    static const char *const marks[] = {"|", "^", "&", "<<", ">>", NULL};
    return parser->restricted ? sum(parser) : binary(parser, marks, sum);
}

/* Takes the mark of a comparison; NULL where there is none. */
static const char *comparison_mark(Parser *parser) {
    static const char *const marks[] = {"<", ">", "<=", ">=", "==", "!=", "in", "is", "not", NULL};
    const char *mark = parser->failed ? NULL : seen_among(parser, marks);
    if (!mark) return NULL;
    if (*mark == 'i') parser_refuse(parser, parser->token.start, "'in' and 'is' are");
    if (*mark == 'n' && parser->restricted) return NULL;
    parser_advance(parser);
    if (*mark == 'n' && !parser_accept_word(parser, "in"))
        parser_fail(parser, parser->token.start, "'in' expected behind 'not'");
    if (!strcmp(mark, "is") && parser_accept_word(parser, "not")) return "is not";
    return *mark == 'n' ? "not in" : mark;
}

/* a < b is an operation; a < b <= c a chain of its operands. */
static Node *comparison(Parser *parser) {
    Node *first = bits(parser), *node = first;
    for (const char *mark; (mark = comparison_mark(parser));) {
        Node *operand = bits(parser);
        if (node == first) {
            node = operation(parser, mark, first, operand);
            continue;
        }
        if (node->kind == NODE_OPERATION) {
            node->kind = NODE_CHAIN;
            node->last->key = node->text;
        }
        operand->key = mark;
        node_add(node, operand);
        parser_done(parser, node);
    }
    return node;
}

static Node *negation(Parser *parser) {
    return parser_sees_word(parser, "not") ? prefixed(parser, "not", negation) : comparison(parser);
}

static Node *conjunction(Parser *parser) {
    static const char *const marks[] = {"and", NULL};
    return binary(parser, marks, negation);
}

static Node *disjunction(Parser *parser) {
    static const char *const marks[] = {"or", NULL};
    return binary(parser, marks, conjunction);
}

static Node *choice(Parser *parser, Node *value) {
    Node *node = parser_make_at(parser, NODE_CHOICE, value);
    parser_advance(parser);
    node_add(node, value);
    node_add(node, disjunction(parser));
    if (!parser_accept_word(parser, "else"))
        parser_fail(parser, parser->token.start, "'else' expected: a value needs one for either case");
    if (!parser->failed) node_add(node, expression(parser));
    return parser_done(parser, node);
}

Node *parser_expression(Parser *parser) {
    Node *node = parser_enter(parser) ? disjunction(parser) : parser_make(parser, NODE_OTHER);
    if (!parser->restricted && parser_accept(parser, ":=")) node = expression(parser);
    if (!parser->failed && parser_sees_word(parser, "if")) node = choice(parser, node);
    parser_leave(parser);
    return node;
}

Node *parser_expressions(Parser *parser) {
    Node *node = expression(parser);
    if (parser->restricted || !parser_sees(parser, ",")) return node;
    Node *list = parser_make_at(parser, NODE_LIST, node);
    node_add(list, node);
    while (parser_accept(parser, ",") && !parser_ends_line(parser) && !parser_sees(parser, "="))
        node_add(list, expression(parser));
    return parser_done(parser, list);
}

Node *syntax_expression(Forest *forest, const char *text, size_t count, int line, int column) {
    Parser parser = {.forest = forest, .tokens = syntax_tokens(text, count, line, column)};
    parser_advance(&parser);
    Node *node = parser_expressions(&parser);
    return parser.failed || parser.token.kind != TOKEN_END ? NULL : node;
}
