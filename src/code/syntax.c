#include "code/syntax.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { BLOCK = 256 };

typedef struct NodeBlock {
    struct NodeBlock *older;
    size_t used;
    Node nodes[BLOCK];
} NodeBlock;

typedef struct Parser {
    Syntax *syntax;
    Tokens tokens;
    Token token; /* the one to look at */
    int depth;
    bool failed; /* the present line is not understood */
} Parser;

bool span_is(Span span, const char *word) {
    return span.length == strlen(word) && !memcmp(span.start, word, span.length);
}

bool span_equal(Span a, Span b) {
    return a.length == b.length && !memcmp(a.start, b.start, a.length);
}

static Span span_of(const Token *token) {
    return (Span){token->start, token->length};
}

static Node *make(Parser *parser, NodeKind kind) {
    Syntax *syntax = parser->syntax;
    if (!syntax->blocks || syntax->blocks->used == BLOCK) {
        NodeBlock *block = memory_resize(NULL, 1, sizeof *block);
        block->older = syntax->blocks;
        block->used = 0;
        syntax->blocks = block;
    }
    Node *node = &syntax->blocks->nodes[syntax->blocks->used++];
    *node = (Node){.kind = kind, .name = {"", 0}, .owner = {"", 0}, .key = {"", 0}};
    if (++syntax->nodes > SYNTAX_NODES_MAX) parser->failed = true;
    return node;
}

void syntax_free(Syntax *syntax) {
    for (NodeBlock *block = syntax->blocks, *older; block; block = older) {
        older = block->older;
        free(block);
    }
    free(syntax->items);
    *syntax = (Syntax){0};
}

static void advance(Parser *parser) {
    parser->token = tokens_next(&parser->tokens);
}
static bool sees(const Parser *parser, const char *mark) {
    return token_is(&parser->token, TOKEN_MARK, mark);
}
static bool sees_word(const Parser *parser, const char *word) {
    return token_is(&parser->token, TOKEN_NAME, word);
}

static bool accept(Parser *parser, const char *mark) {
    bool there = sees(parser, mark);
    if (there) advance(parser);
    return there;
}

static void expect(Parser *parser, const char *mark) {
    if (!accept(parser, mark)) parser->failed = true;
}

static Node *expression(Parser *parser);

/* Arguments or items up to `close`: a value, name=value or key: value. */
static void items(Parser *parser, Node *parent, const char *close) {
    Node **link = &parent->first;
    while (!parser->failed && !accept(parser, close)) {
        while (accept(parser, "*") || accept(parser, "**")) continue; /* *list, **dictionary */
        Node *item = expression(parser);
        Span key = item->name;
        while (!parser->failed && (accept(parser, "=") || accept(parser, ":"))) { /* name: type = value too */
            item = expression(parser);
            item->key = key;
        }
        *link = item;
        link = &item->next;
        if (!accept(parser, ",") && !sees(parser, close)) {
            bool generated = sees_word(parser, "for");
            parser->failed = !generated;
            while (generated && !sees(parser, close) && parser->token.kind != TOKEN_END) advance(parser);
        }
    }
}

/* (a) is a itself; so is (a,), for whoever takes a list takes one item too. */
static Node *parenthesis(Parser *parser) {
    Node *list = make(parser, NODE_LIST);
    items(parser, list, ")");
    bool single = list->first && !list->first->next && !list->first->key.length;
    return single ? list->first : list;
}

static Node *lambda(Parser *parser) {
    Node *node = make(parser, NODE_LAMBDA);
    node->name = span_of(&parser->token);
    if (parser->token.kind != TOKEN_NAME) parser->failed = true;
    advance(parser);
    expect(parser, ":");
    node->first = expression(parser);
    return node;
}

static Node *atom(Parser *parser) {
    Token token = parser->token;
    Node *node = make(parser, NODE_OTHER);
    advance(parser);
    if (token.kind == TOKEN_NUMBER) {
        node->kind = NODE_NUMBER;
        node->number = token.number;
    } else if (token.kind == TOKEN_TEXT) {
        node->kind = NODE_TEXT;
        node->name = span_of(&token);
    } else if (token_is(&token, TOKEN_NAME, "lambda")) {
        return lambda(parser);
    } else if (token.kind == TOKEN_NAME) {
        node->kind = NODE_NAME;
        node->name = span_of(&token);
    } else if (token_is(&token, TOKEN_MARK, "(")) {
        return parenthesis(parser);
    } else if (token_is(&token, TOKEN_MARK, "[") || token_is(&token, TOKEN_MARK, "{")) {
        node->kind = NODE_LIST;
        items(parser, node, *token.start == '[' ? "]" : "}");
    } else {
        parser->failed = true;
    }
    return node;
}

/* What follows an atom: .name, (arguments), [index]. */
static Node *postfix(Parser *parser) {
    Node *node = atom(parser);
    while (!parser->failed) {
        if (accept(parser, ".")) {
            if (node->kind != NODE_NAME) node->kind = NODE_OTHER;
            node->owner = node->name;
            node->name = span_of(&parser->token);
            if (node->kind == NODE_OTHER) node->kind = NODE_NAME;
            advance(parser);
        } else if (accept(parser, "(")) {
            bool named = node->kind == NODE_NAME;
            node->kind = named ? NODE_CALL : NODE_OTHER;
            items(parser, node, ")");
        } else if (accept(parser, "[")) {
            Node *index = make(parser, NODE_OTHER);
            items(parser, index, "]");
            node->kind = NODE_OTHER;
        } else {
            break;
        }
    }
    return node;
}

static Node *two(Parser *parser, const char *mark, Node *left, Node *right) {
    Node *node = make(parser, NODE_BINARY);
    size_t length = strlen(mark);
    memcpy(node->mark, mark, length);
    node->first = left;
    left->next = right;
    return node;
}

static Node *unary(Parser *parser);

static Node *power(Parser *parser) {
    Node *base = postfix(parser);
    return accept(parser, "**") ? two(parser, "**", base, unary(parser)) : base;
}

static Node *negative(Parser *parser, Node *value) {
    Node *node = make(parser, NODE_UNARY);
    node->mark[0] = '-';
    node->first = value;
    return node;
}

static Node *unary(Parser *parser) {
    if (++parser->depth > SYNTAX_DEPTH_MAX) parser->failed = true;
    Node *node;
    if (parser->failed)
        node = make(parser, NODE_OTHER);
    else if (accept(parser, "-"))
        node = negative(parser, unary(parser));
    else if (accept(parser, "+"))
        node = unary(parser);
    else
        node = power(parser);
    parser->depth--;
    return node;
}

/* Binding strength by row, loosest first; a row's marks bind from the left. */
static const char *const rows[][7] = {
    {">=", "<=", "<", ">", "==", "!=", NULL},
    {"+", "-", NULL},
    {"*", "/", "//", "%", NULL},
};
enum { ROWS = sizeof rows / sizeof *rows };

static const char *seen_mark(const Parser *parser, size_t row) {
    for (size_t i = 0; rows[row][i]; i++)
        if (sees(parser, rows[row][i])) return rows[row][i];
    return NULL;
}

static Node *binary(Parser *parser, size_t row) {
    if (row == ROWS) return unary(parser);
    Node *node = binary(parser, row + 1);
    int length = 0; /* a chain leans to the left: it is as deep as it is long */
    for (const char *mark; !parser->failed && (mark = seen_mark(parser, row));) {
        advance(parser);
        node = two(parser, mark, node, binary(parser, row + 1));
        if (++length > SYNTAX_DEPTH_MAX) parser->failed = true;
    }
    return node;
}

static Node *expression(Parser *parser) {
    if (++parser->depth > SYNTAX_DEPTH_MAX) parser->failed = true;
    Node *node = parser->failed ? make(parser, NODE_OTHER) : binary(parser, 0);
    if (!parser->failed && sees_word(parser, "if")) {
        Node *choice = make(parser, NODE_CHOICE);
        advance(parser);
        choice->first = node;
        node->next = binary(parser, 0);
        if (sees_word(parser, "else"))
            advance(parser);
        else
            parser->failed = true;
        node->next->next = expression(parser);
        node = choice;
    }
    parser->depth--;
    return node;
}

Node *syntax_expression(Syntax *syntax, const char *text, size_t count) {
    Parser parser = {.syntax = syntax, .tokens = tokens_of(text, count)};
    advance(&parser);
    Node *node = expression(&parser);
    return parser.failed || parser.token.kind != TOKEN_END ? NULL : node;
}

static void add(Parser *parser, Statement statement) {
    Syntax *syntax = parser->syntax;
    if (parser->failed) return;
    if (syntax->count == syntax->capacity) {
        syntax->capacity = memory_grown(syntax->capacity, syntax->count + 1);
        syntax->items = memory_resize(syntax->items, syntax->capacity, sizeof *syntax->items);
    }
    syntax->items[syntax->count++] = statement;
}

/* name = a, name: a, name: type = a, name *= a, or a value alone; "a, b" is a list. */
static void assignment_or_value(Parser *parser, int indent) {
    Node *node = expression(parser);
    Statement statement = {.kind = STATEMENT_VALUE, .indent = indent, .value = node};
    bool named = node->kind == NODE_NAME || node->kind == NODE_TEXT;
    while (!parser->failed && named && (sees(parser, "=") || sees(parser, ":") || sees(parser, "*="))) {
        statement.mark = sees(parser, "*=") ? '*' : 0;
        statement.kind = STATEMENT_ASSIGN;
        if (!statement.name.length) statement.name = node->name;
        advance(parser);
        if (parser->token.kind == TOKEN_LINE || parser->token.kind == TOKEN_END)
            return; /* a YAML section's name */
        statement.value = expression(parser);
    }
    if (sees(parser, ",")) {
        Node *list = make(parser, NODE_LIST), **link = &statement.value->next;
        list->first = statement.value;
        while (!parser->failed && accept(parser, ",") && parser->token.kind != TOKEN_LINE) {
            *link = expression(parser);
            link = &(*link)->next;
        }
        statement.value = list;
    }
    add(parser, statement);
}

/* Parameters as a list of names; those with a default are the default value under their name as key. */
static void definition(Parser *parser, int indent) {
    Statement statement = {.kind = STATEMENT_DEF, .indent = indent, .name = span_of(&parser->token)};
    advance(parser);
    expect(parser, "(");
    statement.value = make(parser, NODE_LIST);
    if (!parser->failed) items(parser, statement.value, ")");
    if (accept(parser, "-")) { /* -> type */
        expect(parser, ">");
        expression(parser);
    }
    expect(parser, ":");
    add(parser, statement);
}

static void condition(Parser *parser, int indent) {
    Statement statement = {.kind = STATEMENT_IF, .indent = indent, .value = expression(parser)};
    expect(parser, ":");
    add(parser, statement);
}

static void otherwise(Parser *parser, int indent) {
    expect(parser, ":");
    add(parser, (Statement){.kind = STATEMENT_IF, .indent = indent});
}

static void option(Parser *parser) {
    const Token *token = &parser->token;
    Statement statement = {
        .kind = STATEMENT_OPTION, .name = span_of(token), .text = {token->value, token->value_length}};
    add(parser, statement);
    advance(parser);
}

static bool starts(Parser *parser, const char *word) {
    bool there = sees_word(parser, word);
    if (there) advance(parser);
    return there;
}

static void statement(Parser *parser, int indent) {
    bool passed = starts(parser, "import") || starts(parser, "from") || starts(parser, "class") ||
                  starts(parser, "for") || starts(parser, "with");
    if (passed)
        parser->failed = true;
    else if (starts(parser, "def"))
        definition(parser, indent);
    else if (starts(parser, "if") || starts(parser, "elif") || starts(parser, "while"))
        condition(parser, indent);
    else if (starts(parser, "else"))
        otherwise(parser, indent);
    else if (starts(parser, "return"))
        add(parser, (Statement){.kind = STATEMENT_RETURN, .indent = indent, .value = expression(parser)});
    else
        assignment_or_value(parser, indent);
}

/* The rest of a line that failed, up to its end or to its next option. */
static void pass_over(Parser *parser, int indent, const char *start) {
    while (parser->token.kind != TOKEN_LINE && parser->token.kind != TOKEN_OPTION &&
           parser->token.kind != TOKEN_END)
        advance(parser);
    parser->failed = false;
    Span text = {start, (size_t)(parser->token.start - start)};
    add(parser, (Statement){.kind = STATEMENT_OTHER, .indent = indent, .text = text});
}

/* An inline body counts as indented. */
void syntax_read(Syntax *syntax, const char *text, size_t count) {
    Parser parser = {.syntax = syntax, .tokens = tokens_of(text, count)};
    int indent = 0;
    bool fresh = true;
    advance(&parser);
    while (parser.token.kind != TOKEN_END && syntax->nodes <= SYNTAX_NODES_MAX) {
        const char *before = parser.token.start;
        if (fresh) indent = parser.token.column;
        parser.failed = false;
        parser.depth = 0;
        fresh = parser.token.kind == TOKEN_LINE;
        if (fresh)
            advance(&parser);
        else if (parser.token.kind == TOKEN_OPTION)
            option(&parser);
        else
            statement(&parser, indent);
        if (!fresh && !parser.failed && parser.token.start != before)
            indent++; /* what stands behind an "if x:" */
        bool stuck = parser.failed || parser.token.start == before;
        if (!fresh && stuck) pass_over(&parser, indent, before);
    }
}
