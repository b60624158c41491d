/* Python as far as settings and schedules are written in it: statements by their indentation, expressions by
   binding strength. A line that is not understood is passed over and kept as NODE_OTHER. */
#include "reading/document.h"

#include <ctype.h>
#include <string.h>

typedef struct Parser {
    Documents *documents; /* NULL: an expression alone */
    Forest *forest;
    Node *calls; /* a list that every call is added to, or NULL */
    const char *at, *end, *line_start;
    int line, column_shift, brackets, depth;
    bool failed;
} Parser;

static int column_of(const Parser *parser) {
    return (int)(parser->at - parser->line_start) + 1 + parser->column_shift;
}

static void new_line(Parser *parser) {
    parser->line++;
    parser->line_start = parser->at;
    parser->column_shift = 0;
}

static void skip_comment(Parser *parser) {
    while (parser->at < parser->end && *parser->at != '\n') parser->at++;
}

/* Skips white space within a logical line; brackets and a backslash join lines. */
static void skip(Parser *parser) {
    while (parser->at < parser->end) {
        char c = *parser->at;
        size_t left = (size_t)(parser->end - parser->at);
        size_t joined = c == '\\' && left > 1 && parser->at[1] == '\n'                            ? 2
                        : c == '\\' && left > 2 && parser->at[1] == '\r' && parser->at[2] == '\n' ? 3
                                                                                                  : 0;
        if (c == ' ' || c == '\t' || c == '\r' || c == '\f') {
            parser->at++;
        } else if (joined || (c == '\n' && parser->brackets)) {
            parser->at += joined ? joined : 1;
            new_line(parser);
        } else if (c == '#') {
            skip_comment(parser);
        } else {
            break;
        }
    }
}

static bool sees(Parser *parser, const char *mark) {
    size_t length = strlen(mark);
    skip(parser);
    return (size_t)(parser->end - parser->at) >= length && !memcmp(parser->at, mark, length);
}

static bool accept(Parser *parser, const char *mark) {
    bool there = sees(parser, mark);
    if (there) parser->at += strlen(mark);
    return there;
}

static bool is_letter(char c) {
    return isalnum((unsigned char)c) || c == '_' || (unsigned char)c >= 128;
}

static bool sees_word(Parser *parser, const char *word) {
    size_t length = strlen(word);
    return sees(parser, word) && (parser->at + length == parser->end || !is_letter(parser->at[length]));
}

static bool accept_word(Parser *parser, const char *word) {
    bool there = sees_word(parser, word);
    if (there) parser->at += strlen(word);
    return there;
}

static Node *make(Parser *parser, NodeKind kind) {
    skip(parser);
    Node *node = forest_node(parser->forest, kind, parser->line, column_of(parser));
    node->start = parser->at;
    if (forest_full(parser->forest)) parser->failed = true;
    return node;
}

static Node *ended(Parser *parser, Node *node) {
    node->length = (size_t)(parser->at - node->start);
    while (node->length && isspace((unsigned char)node->start[node->length - 1])) node->length--;
    return node;
}

static const char *word(Parser *parser) {
    const char *start = parser->at;
    while (parser->at < parser->end && is_letter(*parser->at)) parser->at++;
    return forest_text(parser->forest, start, (size_t)(parser->at - start));
}

static Node *expression(Parser *parser);

/* Reads 1_000, 0.1, 1e-3, .5 or 3. */
static Node *number(Parser *parser) {
    Node *node = make(parser, NODE_SCALAR);
    const char *start = parser->at;
    while (parser->at < parser->end) {
        char c = *parser->at, before = parser->at > start ? parser->at[-1] : 0;
        bool sign = (c == '-' || c == '+') && (before == 'e' || before == 'E');
        if (!isalnum((unsigned char)c) && c != '_' && c != '.' && !sign) break;
        parser->at++;
    }
    node->text = forest_text(parser->forest, start, (size_t)(parser->at - start));
    return ended(parser, node);
}

static char escaped(char c) {
    return c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c;
}

/* The characters of one string literal, from its first quote on; false where it does not end. */
static bool literal(Parser *parser, bool raw, Text *out) {
    char quote = *parser->at;
    bool triple = parser->end - parser->at >= 3 && parser->at[1] == quote && parser->at[2] == quote;
    parser->at += triple ? 3 : 1;
    while (parser->at < parser->end) {
        char c = *parser->at;
        bool closes = c == quote && (!triple || (parser->end - parser->at >= 3 && parser->at[1] == quote &&
                                                 parser->at[2] == quote));
        if (closes) {
            parser->at += triple ? 3 : 1;
            return true;
        }
        if (c == '\n' && !triple) return false;
        parser->at++;
        if (c == '\n') new_line(parser);
        if (c == '\\' && !raw && parser->at < parser->end) {
            c = escaped(*parser->at++);
            if (parser->at[-1] == '\n') {
                new_line(parser);
                continue;
            }
        }
        text_add_bytes(out, &c, 1);
    }
    return false;
}

/* One or several string literals beside each other, with their prefixes; NULL where there is none. */
static Node *string(Parser *parser) {
    Node *node = NULL;
    Text text = {0};
    for (;;) {
        skip(parser);
        const char *at = parser->at;
        bool raw = false, format = false;
        while (at < parser->end && at - parser->at < 2 && strchr("rRbBfFuU", *at)) {
            raw = raw || *at == 'r' || *at == 'R';
            format = format || *at == 'f' || *at == 'F';
            at++;
        }
        if (at >= parser->end || (*at != '"' && *at != '\'')) break;
        if (!node) node = make(parser, NODE_SCALAR);
        parser->at = at;
        size_t before = text.length;
        if (!literal(parser, raw, &text)) {
            parser->failed = true;
            break;
        }
        if (format && text.length > before && strchr(text_string(&text) + before, '{')) node->open = true;
    }
    if (node) {
        node->quoted = true;
        node->text = forest_text(parser->forest, text_string(&text), text.length);
        ended(parser, node);
    }
    text_free(&text);
    return node;
}

static void pass_comprehension(Parser *parser, Node *parent, char close) {
    int depth = 0;
    parent->kind = NODE_OTHER;
    for (; parser->at < parser->end; parser->at++) {
        if (strchr("([{", *parser->at)) depth++;
        if (*parser->at == close && !depth) return;
        if (strchr(")]}", *parser->at)) depth--;
        if (*parser->at == '\n') {
            parser->at++;
            new_line(parser);
            parser->at--;
        }
    }
}

/* Arguments or items up to `close`: a value, name=value, "key": value, *list, **map. */
static void items(Parser *parser, Node *parent, const char *close) {
    parser->brackets++;
    while (!parser->failed && !sees(parser, close)) {
        bool starred = accept(parser, "**") || accept(parser, "*");
        if (sees(parser, ",") || accept(parser, "/")) { /* a bare * or / among a def's parameters */
            accept(parser, ",");
            continue;
        }
        Node *item = expression(parser);
        const char *key = item->text;
        bool named = item->kind == NODE_NAME || (item->kind == NODE_SCALAR);
        if (!parser->failed && !sees(parser, "==") && named && (accept(parser, "=") || accept(parser, ":"))) {
            item = expression(parser);
            if (accept(parser, "=")) item = expression(parser); /* name: type = value */
            item->key = key;
        }
        item->starred = starred;
        node_add(parent, item);
        if (sees_word(parser, "for") || sees_word(parser, "async")) pass_comprehension(parser, parent, *close);
        if (!accept(parser, ",") && !sees(parser, close)) parser->failed = true;
    }
    parser->brackets--;
    if (!accept(parser, close)) parser->failed = true;
}

/* (a) is a itself; (a,) and (a, b) are lists. */
static Node *parenthesis(Parser *parser) {
    Node *list = make(parser, NODE_LIST);
    accept(parser, "(");
    items(parser, list, ")");
    const char *last = parser->at - 1;
    while (last > list->start && (isspace((unsigned char)last[-1]))) last--;
    bool single = list->kind == NODE_LIST && list->first && !list->first->next && !*list->first->key;
    if (single && last > list->start && last[-1] != ',') {
        list->first->starred = false;
        return list->first;
    }
    return ended(parser, list);
}

static Node *lambda(Parser *parser) {
    Node *node = make(parser, NODE_LAMBDA);
    accept_word(parser, "lambda");
    skip(parser);
    node->text = word(parser);
    if (!*node->text) parser->failed = true;
    while (!parser->failed && accept(parser, ",")) { /* further parameters with defaults */
        skip(parser);
        word(parser);
        if (accept(parser, "=")) expression(parser);
    }
    if (accept(parser, "=")) expression(parser);
    if (!accept(parser, ":")) parser->failed = true;
    if (!parser->failed) node_add(node, expression(parser));
    return ended(parser, node);
}

static Node *atom(Parser *parser) {
    skip(parser);
    char c = parser->at < parser->end ? *parser->at : 0;
    char after = parser->at + 1 < parser->end ? parser->at[1] : 0;
    if (sees_word(parser, "lambda")) return lambda(parser);
    Node *text = string(parser);
    if (text) return text;
    if (isdigit((unsigned char)c) || (c == '.' && isdigit((unsigned char)after))) return number(parser);
    if (c == '(') return parenthesis(parser);
    if (c == '[' || c == '{') {
        Node *list = make(parser, c == '[' ? NODE_LIST : NODE_MAP);
        parser->at++;
        items(parser, list, c == '[' ? "]" : "}");
        return ended(parser, list);
    }
    Node *node = make(parser, NODE_NAME);
    if (is_letter(c)) {
        node->text = word(parser);
        if (word_among(node->text, "None")) node->kind = NODE_NULL;
        if (word_among(node->text, "True|False|true|false")) node->kind = NODE_SCALAR;
    } else if (sees(parser, "...")) {
        parser->at += 3;
        node->kind = NODE_OTHER;
    } else {
        parser->failed = true;
    }
    return ended(parser, node);
}

/* dict(a=b) is the map {"a": b}; L(f)(a=b) is the call f(a=b). */
static Node *call(Parser *parser, Node *callee) {
    Node *node = forest_node(parser->forest, NODE_CALL, callee->line, callee->column);
    node->start = callee->start;
    node->text = callee->text;
    if (callee->kind == NODE_CALL) node->text = callee->first ? callee->first->text : "";
    if (callee->kind != NODE_NAME && callee->kind != NODE_CALL) node->text = "";
    bool is_dict = callee->kind == NODE_NAME && !strcmp(callee->text, "dict");
    if (parser->calls && !is_dict) {
        Node *entry = forest_node(parser->forest, NODE_VALUE, callee->line, callee->column);
        entry->first = node;
        node_add(parser->calls, entry);
    }
    accept(parser, "(");
    items(parser, node, ")");
    if (is_dict) node->kind = NODE_MAP;
    return ended(parser, node);
}

static Node *dotted(Parser *parser, Node *node) {
    skip(parser);
    const char *part = word(parser);
    Text text = {0};
    if (!*part) parser->failed = true;
    bool named = node->kind == NODE_NAME;
    text_addf(&text, "%s.%s", named ? node->text : node->kind == NODE_CALL ? node->text : "", part);
    Node *name = forest_node(parser->forest, NODE_NAME, node->line, node->column);
    name->start = node->start;
    name->text = forest_text(parser->forest, text_string(&text), text.length);
    if (!named) name->body = node; /* what the attribute is of */
    text_free(&text);
    return ended(parser, name);
}

static Node *postfix(Parser *parser) {
    Node *node = atom(parser);
    while (!parser->failed) {
        if (sees(parser, ".") && node->kind != NODE_SCALAR) {
            accept(parser, ".");
            node = dotted(parser, node);
        } else if (sees(parser, "(") && node->kind != NODE_SCALAR) {
            node = call(parser, node);
        } else if (sees(parser, "[")) {
            Node *index = forest_node(parser->forest, NODE_INDEX, node->line, node->column);
            index->start = node->start;
            accept(parser, "[");
            node_add(index, node);
            parser->brackets++;
            if (!sees(parser, ":")) node_add(index, expression(parser));
            while (accept(parser, ":") || accept(parser, ",")) { /* a slice */
                index->kind = NODE_OTHER;
                if (!sees(parser, "]") && !sees(parser, ":")) expression(parser);
            }
            parser->brackets--;
            if (!accept(parser, "]")) parser->failed = true;
            node = ended(parser, index);
        } else {
            break;
        }
    }
    return node;
}

static Node *operation(Parser *parser, const char *mark, Node *left, Node *right) {
    Node *node = forest_node(parser->forest, NODE_OPERATION, left->line, left->column);
    node->text = mark;
    node->start = left->start;
    node_add(node, left);
    if (right) node_add(node, right);
    return ended(parser, node);
}

static Node *unary(Parser *parser);

static Node *power(Parser *parser) {
    if (accept_word(parser, "await")) return power(parser);
    Node *base = postfix(parser);
    return !parser->failed && accept(parser, "**") ? operation(parser, "**", base, unary(parser)) : base;
}

static Node *negative(Parser *parser) {
    Node *place = make(parser, NODE_OPERATION);
    place->text = accept(parser, "-") ? "-" : accept(parser, "+") ? "+" : (accept(parser, "~"), "~");
    node_add(place, unary(parser));
    return ended(parser, place);
}

static Node *unary(Parser *parser) {
    if (++parser->depth > TREE_DEPTH_MAX) parser->failed = true;
    Node *node = parser->failed ? make(parser, NODE_OTHER)
                 : sees(parser, "-") || sees(parser, "+") || sees(parser, "~") ? negative(parser)
                                                                               : power(parser);
    parser->depth--;
    return node;
}

/* Operators by binding strength, the loosest first. A mark that begins a longer one stands behind it. */
static const char *const rows[][10] = {
    {"or", NULL},
    {"and", NULL},
    {">=", "<=", "==", "!=", "<", ">", "not in", "in", "is", NULL},
    {"|", "^", "&", NULL},
    {"+", "-", NULL},
    {"*", "//", "/", "%", "@", NULL},
};
enum { ROWS = sizeof rows / sizeof *rows };

/* "+=" and the like end an expression, and "**" is no "*". */
static const char *seen_mark(Parser *parser, size_t row) {
    for (size_t i = 0; rows[row][i]; i++) {
        const char *mark = rows[row][i];
        bool letters = isalpha((unsigned char)*mark);
        if (!(letters ? sees_word(parser, mark) : sees(parser, mark))) continue;
        size_t length = strlen(mark);
        char after = parser->at + length < parser->end ? parser->at[length] : 0;
        bool assigns = row >= 3 && after == '=';
        if (assigns || (!strcmp(mark, "*") && after == '*')) continue;
        return mark;
    }
    return NULL;
}

static Node *binary(Parser *parser, size_t row) {
    if (row == ROWS) return unary(parser);
    if (row == 2 && accept_word(parser, "not")) {
        Node *node = make(parser, NODE_OPERATION);
        node->text = "not";
        node_add(node, binary(parser, row));
        return ended(parser, node);
    }
    Node *node = binary(parser, row + 1);
    int length = 0;
    for (const char *mark; !parser->failed && (mark = seen_mark(parser, row));) {
        parser->at += strlen(mark);
        if (!strcmp(mark, "is")) accept_word(parser, "not");
        node = operation(parser, mark, node, binary(parser, row + 1));
        if (++length > TREE_DEPTH_MAX) parser->failed = true;
    }
    return node;
}

static Node *expression(Parser *parser) {
    if (++parser->depth > TREE_DEPTH_MAX) parser->failed = true;
    Node *node = parser->failed ? make(parser, NODE_OTHER) : binary(parser, 0);
    if (!parser->failed && accept(parser, ":=")) node = expression(parser);
    if (!parser->failed && accept_word(parser, "if")) {
        Node *choice = forest_node(parser->forest, NODE_CHOICE, node->line, node->column);
        choice->start = node->start;
        node_add(choice, node);
        node_add(choice, binary(parser, 0));
        if (!accept_word(parser, "else")) parser->failed = true;
        if (!parser->failed) node_add(choice, expression(parser));
        node = ended(parser, choice);
    }
    parser->depth--;
    return node;
}

/* a, b, c without brackets is a list. */
static Node *expressions(Parser *parser) {
    Node *node = expression(parser);
    if (!sees(parser, ",")) return node;
    Node *list = forest_node(parser->forest, NODE_LIST, node->line, node->column);
    list->start = node->start;
    node_add(list, node);
    while (!parser->failed && accept(parser, ",")) {
        skip(parser);
        if (parser->at >= parser->end || *parser->at == '\n' || *parser->at == '=') break;
        node_add(list, expression(parser));
    }
    return ended(parser, list);
}

Node *document_expression(Forest *forest, const char *text, size_t count, int line, int column) {
    Parser parser = {.forest = forest, .at = text, .end = text + count, .line_start = text, .line = line,
                     .column_shift = column - 1};
    Node *node = expressions(&parser);
    skip(&parser);
    return parser.failed || parser.at < parser.end ? NULL : node;
}

static const char *const assigning[] = {"+=", "-=", "*=", "/=", "//=", "**=", NULL};

static Node *assignment(Parser *parser, Node *target, const char *mark, Node *value) {
    Node *node = forest_node(parser->forest, NODE_ASSIGN, target->line, target->column);
    node->start = target->start;
    node->key = target->text;
    node->text = mark;
    bool named = target->kind == NODE_NAME && !target->body;
    if (target->kind == NODE_INDEX && target->first->next && target->first->next->quoted) { /* a["b"] = c */
        Text text = {0};
        text_addf(&text, "%s.%s", target->first->text, target->first->next->text);
        node->key = forest_text(parser->forest, text_string(&text), text.length);
        text_free(&text);
        named = true;
    }
    if (!named) node->key = "";
    node_add(node, node_alias(parser->forest, value, ""));
    return ended(parser, node);
}

/* Reads a = b = value, a, b = 1, 2, a: type = value, a += value, or a value alone. */
static void simple(Parser *parser, Node *block) {
    Node *targets[8];
    size_t count = 0;
    Node *value = expressions(parser);
    if (accept(parser, ":") && value->kind == NODE_NAME) { /* a type */
        expression(parser);
        if (!sees(parser, "=")) return;
    }
    while (!parser->failed && sees(parser, "=") && !sees(parser, "==") && count < 8) {
        accept(parser, "=");
        targets[count++] = value;
        value = expressions(parser);
    }
    for (size_t i = 0; !parser->failed && !count && assigning[i]; i++) {
        if (!accept(parser, assigning[i])) continue;
        Node *right = expressions(parser);
        if (!parser->failed) node_add_body(block, assignment(parser, value, assigning[i], right));
        return;
    }
    if (parser->failed) return;
    for (size_t i = 0; i < count; i++) {
        bool pairs = targets[i]->kind == NODE_LIST && value->kind == NODE_LIST &&
                     node_count(targets[i]) == node_count(value);
        if (!pairs) {
            node_add_body(block, assignment(parser, targets[i], "=", value));
            continue;
        }
        const Node *right = value->first;
        for (Node *left = targets[i]->first; left; left = left->next, right = right->next)
            node_add_body(block, assignment(parser, left, "=", node_alias(parser->forest, right, "")));
    }
    if (count) return;
    Node *node = forest_node(parser->forest, NODE_VALUE, value->line, value->column);
    node->start = value->start;
    node->length = value->length;
    node_add(node, value);
    node_add_body(block, node);
}

/* Returns the head of a compound statement, or NULL where the line begins none. */
static Node *compound(Parser *parser) {
    accept_word(parser, "async");
    Node *node = make(parser, NODE_BLOCK);
    if (accept_word(parser, "def") || accept_word(parser, "class")) {
        node->kind = *node->start == 'c' ? NODE_CLASS : NODE_DEF;
        skip(parser);
        node->key = word(parser);
        if (accept(parser, "(")) items(parser, node, ")");
        if (accept(parser, "->")) expression(parser);
    } else if (sees_word(parser, "if") || sees_word(parser, "elif")) {
        node->kind = NODE_IF;
        node->text = accept_word(parser, "if") ? "if" : (accept_word(parser, "elif"), "elif");
        node_add(node, expression(parser));
    } else if (accept_word(parser, "else")) {
        node->kind = NODE_IF;
        node->text = "else";
    } else if (accept_word(parser, "for")) {
        node->kind = NODE_LOOP;
        node->text = "for";
        parser->brackets++;
        node_add(node, expressions(parser)); /* "a in b" is an operation */
        parser->brackets--;
    } else if (accept_word(parser, "while")) {
        node->kind = NODE_LOOP;
        node->text = "while";
        node_add(node, expression(parser));
    } else if (accept_word(parser, "with")) {
        node_add(node, expressions(parser));
        if (accept_word(parser, "as")) expressions(parser);
    } else if (accept_word(parser, "except")) {
        if (!sees(parser, ":")) expression(parser);
        if (accept_word(parser, "as")) expression(parser);
    } else if (!accept_word(parser, "try") && !accept_word(parser, "finally")) {
        return NULL;
    }
    if (!accept(parser, ":")) parser->failed = true;
    return ended(parser, node);
}

static void pass_line(Parser *parser, Node *block, const char *start, int line) {
    Node *node = forest_node(parser->forest, NODE_OTHER, line, 1);
    parser->failed = false;
    parser->brackets = parser->depth = 0;
    while (parser->at < parser->end && *parser->at != '\n') parser->at++;
    node->start = start;
    node->length = (size_t)(parser->at - start);
    node_add_body(block, node);
}

static void small(Parser *parser, Node *block) {
    if (sees_word(parser, "import") || sees_word(parser, "from") || sees_word(parser, "pass") ||
        sees_word(parser, "global") || sees_word(parser, "nonlocal") || sees_word(parser, "raise") ||
        sees_word(parser, "break") || sees_word(parser, "continue") || sees_word(parser, "assert") ||
        sees_word(parser, "del") || sees_word(parser, "yield") || sees(parser, "@") || sees(parser, "%") ||
        sees(parser, "!")) {
        Node *node = make(parser, NODE_OTHER);
        int depth = 0;
        while (parser->at < parser->end && (*parser->at != '\n' || depth > 0)) {
            if (strchr("([{", *parser->at)) depth++;
            if (strchr(")]}", *parser->at)) depth--;
            if (*parser->at++ == '\n') new_line(parser);
        }
        node_add_body(block, ended(parser, node));
    } else if (sees_word(parser, "return")) {
        Node *node = make(parser, NODE_RETURN);
        accept_word(parser, "return");
        skip(parser);
        if (parser->at < parser->end && *parser->at != '\n') node_add(node, expressions(parser));
        node_add_body(block, ended(parser, node));
    } else {
        simple(parser, block);
    }
}

/* Returns the indentation of the next line that holds something; the parser stands at its first character.
   -1: none is left. */
static int next_line(Parser *parser) {
    for (;;) {
        int indent = 0;
        const char *start = parser->at;
        while (parser->at < parser->end && (*parser->at == ' ' || *parser->at == '\t')) {
            indent += *parser->at == '\t' ? 8 - indent % 8 : 1;
            parser->at++;
        }
        if (parser->at >= parser->end) return -1;
        if (*parser->at == '#') skip_comment(parser);
        if (parser->at >= parser->end) return -1;
        if (*parser->at == '\r' && parser->at + 1 < parser->end && parser->at[1] == '\n') parser->at++;
        if (*parser->at != '\n') {
            (void)start;
            return indent;
        }
        parser->at++;
        new_line(parser);
    }
}

static void end_line(Parser *parser) {
    skip(parser);
    if (parser->at < parser->end && *parser->at == '\n') {
        parser->at++;
        new_line(parser);
    } else if (parser->at < parser->end && !accept(parser, ";")) {
        parser->failed = true;
    }
}

/* Those of a line that is not understood are none. */
static void forget_calls(Parser *parser, Node *last) {
    if (!parser->calls) return;
    parser->calls->last = last;
    if (last) last->next = NULL;
    else parser->calls->first = NULL;
}

/* Statements that are indented more than `outer`; stops before the first that is not. */
static void block(Parser *parser, Node *into, int outer, int depth) {
    for (;;) {
        Parser before = *parser;
        int indent = next_line(parser);
        if (indent < 0 || indent <= outer || forest_full(parser->forest)) {
            if (indent >= 0) *parser = before;
            return;
        }
        const char *start = parser->at;
        int line = parser->line;
        Node *last_call = parser->calls ? parser->calls->last : NULL;
        parser->depth = 0;
        Node *head = depth < TREE_DEPTH_MAX ? compound(parser) : NULL;
        if (head && !parser->failed) {
            node_add_body(into, head);
            skip(parser);
            if (parser->at < parser->end && *parser->at != '\n') {
                small(parser, head);
                end_line(parser);
            }
            if (!parser->failed) block(parser, head, indent, depth + 1);
        } else if (!parser->failed) {
            small(parser, into);
            if (!parser->failed) end_line(parser);
        }
        if (parser->failed) {
            if (parser->at < start) parser->at = start;
            forget_calls(parser, last_call);
            pass_line(parser, into, start, line);
        }
    }
}

/* Returns the map below `root` that the dotted key stands in; made where it is not there. *key is left at the
   last part. */
static Node *settle_map(Forest *forest, Node *root, const char **key) {
    for (const char *dot; (dot = strchr(*key, '.'));) {
        const char *part = forest_text(forest, *key, (size_t)(dot - *key));
        Node *below = node_at(root, part);
        if (!below || (below->kind != NODE_MAP && below->kind != NODE_CALL)) {
            below = forest_node(forest, NODE_MAP, 0, 0);
            below->key = part;
            node_add(root, below);
        }
        root = below;
        *key = dot + 1;
    }
    return root;
}

/* The def that holds an assignment is told by its line, for two may use one name. */
static void settle(Forest *forest, Node *root, const Node *assign, bool conditional, int def_line) {
    const char *key = assign->key;
    if (!strncmp(key, "self.", 5)) key += 5;
    Node *map = settle_map(forest, root, &key), *before = node_at(map, key);
    bool branch = conditional, several = before && before->kind == NODE_OTHER && !strcmp(before->text, "several values");
    if (before && (before->dashes != def_line || several)) conditional = true;
    if (assign->first->kind == NODE_NULL && before && conditional) return; /* None stands for "not yet" */
    if (before && before->kind == NODE_NULL) conditional = false;
    Node *value = node_alias(forest, assign->first, key);
    if (strcmp(assign->text, "=") != 0 && before) {
        const char *mark = forest_text(forest, assign->text, strlen(assign->text) - 1);
        Node *both = forest_node(forest, NODE_OPERATION, assign->line, assign->column);
        both->text = mark;
        both->start = assign->start;
        both->length = assign->length;
        both->key = key;
        node_add(both, node_alias(forest, before, ""));
        node_add(both, node_alias(forest, assign->first, ""));
        value = both;
    } else if (conditional && before &&
               (before->length != value->length || memcmp(before->start, value->start, value->length) != 0)) {
        Node *either = forest_node(forest, NODE_OTHER, assign->line, assign->column);
        either->text = "several values";
        either->start = assign->start;
        either->length = assign->length;
        bool more = before->kind == NODE_OTHER && !strcmp(before->text, "several values");
        for (const Node *old = more ? before->first : before; old; old = more ? old->next : NULL) {
            Node *kept = node_alias(forest, old, "");
            bool replaced = !branch && old->dashes == def_line;
            if (!replaced) node_add(either, kept);
        }
        value->dashes = def_line;
        node_add(either, value);
        value = either;
    }
    value->key = key;
    value->dashes = def_line;
    node_add(map, value);
}

/* True for "if __name__ == ...", which always holds. */
static bool always(const Node *condition) {
    const Node *test = condition->first;
    return test && test->kind == NODE_OPERATION && test->first->kind == NODE_NAME &&
           !strcmp(test->first->text, "__name__");
}

static void settle_all(Forest *forest, Node *root, const Node *block_node, bool conditional, int def_line) {
    for (const Node *item = block_node->body; item; item = item->next) {
        if (item->kind == NODE_ASSIGN && *item->key) settle(forest, root, item, conditional, def_line);
        if (item->body && item->kind != NODE_ASSIGN)
            settle_all(forest, root, item, conditional || (item->kind == NODE_IF && !always(item)),
                       item->kind == NODE_DEF ? item->line : def_line);
    }
}

bool document_python(Documents *documents, const char *text, size_t count, int line) {
    Forest *forest = &documents->forest;
    Document document = {.kind = DOCUMENT_PYTHON};
    document.code = forest_node(forest, NODE_BLOCK, line, 1);
    document.calls = forest_node(forest, NODE_LIST, line, 1);
    document.root = forest_node(forest, NODE_MAP, line, 1);
    Parser parser = {.documents = documents, .forest = forest, .calls = document.calls, .at = text,
                     .end = text + count, .line_start = text, .line = line};
    block(&parser, document.code, -1, 0);
    settle_all(forest, document.root, document.code, false, 0);
    documents_add(documents, document);
    return true;
}
