/* Python's grammar: what a script's lines and an expression's parts become, and that no text is too much. */
#include "syntax/syntax.h"
#include "syntax/token.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Writes a tree in brackets: (+ a (* b 2)). */
static void write_tree(const Node *node, Text *out) {
    static const char *const kinds[] = {
        [NODE_LIST] = "list",     [NODE_MAP] = "map",     [NODE_CHAIN] = "chain", [NODE_CHOICE] = "choice",
        [NODE_LAMBDA] = "lambda", [NODE_INDEX] = "index", [NODE_VALUE] = "value", [NODE_RETURN] = "return",
        [NODE_EACH] = "each",     [NODE_LOOP] = "loop",   [NODE_BLOCK] = "block", [NODE_OTHER] = "other"};
    bool leaf =
        node->kind == NODE_SCALAR || node->kind == NODE_NULL || (node->kind == NODE_NAME && !node->body);
    const char *kind =
        node->kind < sizeof kinds / sizeof *kinds && kinds[node->kind] ? kinds[node->kind] : "";
    if (*node->key) text_addf(out, "%s:", node->key);
    if (leaf) {
        text_addf(out, node->quoted ? "'%s'" : "%s", node->text);
        return;
    }
    text_addf(out, "(%s%s", kind, *kind && node->kind != NODE_LOOP ? "" : node->text);
    if (node->kind == NODE_DEF || node->kind == NODE_CLASS)
        text_add(out, node->kind == NODE_DEF ? "def" : "class");
    for (const Node *child = node->first; child; child = child->next) {
        text_add(out, child->starred ? " *" : " ");
        write_tree(child, out);
    }
    for (const Node *child = node->body; child; child = child->next) {
        text_add(out, " | ");
        write_tree(child, out);
    }
    text_add(out, ")");
}

static void assert_tree(const Node *node, const char *text, const char *expected) {
    Text out = {0};
    if (node) write_tree(node, &out);
    if (strcmp(text_string(&out), expected) != 0) fail_msg("%s\n%s", text, text_string(&out));
    text_free(&out);
}

static void expressions_bind_as_in_python(void **state) {
    (void)state;
    static const struct {
        const char *text, *tree; /* "": none */
    } cases[] = {
        {"a + b * 2 ** -c", "(+ a (* b (** 2 (- c))))"},
        {"a - b - c", "(- (- a b) c)"},
        {"-a ** 2", "(- (** a 2))"},
        {"a // b % c @ d", "(@ (% (// a b) c) d)"},
        {"a | b << 2", "(<< (| a b) 2)"},
        {"not a and b or c", "(or (and (not a) b) c)"},
        {"a < b <= c", "(chain a <:b <=:c)"},
        {"(a < b) < c", "(< (< a b) c)"},
        {"a is not None", "(is not a None)"},
        {"a not in [1, 2]", "(not in a (list 1 2))"},
        {"a if b else c if d else e", "(choice a b (choice c d e))"},
        {"lambda x, n=3: x ** n", "(lambda x n:3 | (** x n))"},
        {"math.cos(x, out=y, *z, **w)", "(math.cos x out:y *z *w)"},
        {"L(SGD)(lr=0.1)", "(SGD lr:0.1 | (L SGD))"},
        {"dict(a=1, b=[2, 3])", "(map a:1 b:(list 2 3))"},
        {"{'a': 1, b: {c}}", "(map a:1 b:(map c))"},
        {"{a = 1}", "(map a:1)"},
        {"(a,)", "(list a)"},
        {"(a)", "a"},
        {"()", "(list)"},
        {"1, 2,", "(list 1 2)"},
        {"a[1][b]", "(index (index a 1) b)"},
        {"a[1:]", "(other a 1)"},
        {"[a * 2 for a in b]", "(each (* a 2) (list a) b)"},
        {"[a for a, b in f(c)]", "(each a (list a b) (f c))"},
        {"[a for a in b if c]", "(other a (list a) b)"},
        {"[a for a in b for c in a]", "(other a (list a) b)"},
        {"f(x).y.z", "(f.y.z | (f x))"},
        {"'a' \"b\\n\" r'\\c'", "'ab\n\\c'"},
        {"1_000 + 0x1f + 1.5e-3", "(+ (+ 1_000 0x1f) 1.5e-3)"},
        {"await f(x)", "(f x)"},
        {"(y := 2)", "2"},
        {"a b", ""},
        {"a +", ""},
        {"(a", ""},
        {"'a", ""},
        {"a $ b", ""},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Forest forest = {0};
        const Node *node = syntax_expression(&forest, cases[i].text, strlen(cases[i].text), 1, 1);
        assert_tree(node, cases[i].text, cases[i].tree);
        forest_free(&forest);
    }
}

static void places_are_those_of_the_whole(void **state) {
    (void)state;
    Forest forest = {0};
    const char *text = "(a,\n  b)";
    const Node *node = syntax_expression(&forest, text, strlen(text), 7, 12);
    assert_int_equal(node->line, 7);
    assert_int_equal(node->column, 12);
    assert_int_equal(node->first->column, 13);
    assert_int_equal(node->last->line, 8);
    assert_int_equal(node->last->column, 3);
    assert_int_equal(node->length, strlen(text));
    forest_free(&forest);
}

static void lines_that_are_not_understood_are_passed_over(void **state) {
    (void)state;
    static const struct {
        const char *text, *tree, *calls;
    } cases[] = {
        {"a = 1\n?? what\nb = f(2)\n", "(block | a:(= 1) | (other) | b:(= (f 2)))", "(list (value (f 2)))"},
        {"print g(1)\nx += 1; y = z = 2", "(block | (other) | x:(+= 1) | y:(= 2) | z:(= 2))", "(list)"},
        {"a, b = 1, f(x)", "(block | a:(= 1) | b:(= (f x)))", "(list (value (f x)))"},
        {"x: int = 3\ny: str\nd['k'] = 4", "(block | x:(= 3) | d.k:(= 4))", "(list)"},
        {"if a:\n  b = 1\nelif c: b = 2\nelse:\n  b = 3\n",
         "(block | (if a | b:(= 1)) | (elif c | b:(= 2)) | (else | b:(= 3)))", "(list)"},
        {"for i, j in e:\n  s()\nwhile True:\n  break",
         "(block | (loopfor (list i (in j e)) | (value (s))) | (loopwhile True | (other)))",
         "(list (value (s)))"},
        {"class A(B):\n  def f(self, x: int, *, n=1, **k) -> int:\n    return x\n",
         "(block | A:(classclass B | f:(defdef self x n:1 *k | (return x))))", "(list)"},
        {"with a as b, c as d:\n  try:\n    x = 1\n  except E as e:\n    raise\n",
         "(block | (block a | (block | x:(= 1)) | (block E | (other))))", "(list)"},
        {"import os, sys\n@decorated(1)\ndef f(): pass\n!pip install 'x",
         "(block | (other) | (other) | f:(defdef | (other)) | (other))", "(list)"},
        {"x = (1 +\ny = 2\nz = 3", "(block | (other) | z:(= 3))", "(list)"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Forest forest = {0};
        Node *calls = forest_node(&forest, NODE_LIST, 1, 1);
        const Node *all = syntax_script(&forest, cases[i].text, strlen(cases[i].text), 1, calls);
        assert_tree(all, cases[i].text, cases[i].tree);
        assert_tree(calls, cases[i].text, cases[i].calls);
        forest_free(&forest);
    }
}

static void no_text_is_too_much(void **state) {
    (void)state;
    static const char *const pieces[] = {
        "(",        "[{", "not ", "-",  "**x", "lambda:", "x if ", "await ", "a.",
        "if x:\n ", "'",  "\n",   "x+", "x<",  ")",       "\\\n",  "def f(", "f(x)."};
    enum { MUCH = 1 << 20 };
    char *text = malloc(MUCH);
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        size_t length = strlen(pieces[i]);
        SyntaxFault fault;
        for (size_t k = 0; k < MUCH; k++) text[k] = pieces[i][k % length];
        Forest forest = {0};
        syntax_script(&forest, text, MUCH, 1, forest_node(&forest, NODE_LIST, 1, 1));
        syntax_expression(&forest, text, MUCH, 1, 1);
        syntax_function(&forest, text, MUCH, &fault);
        forest_free(&forest);
    }
    free(text);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(expressions_bind_as_in_python),
                                       cmocka_unit_test(places_are_those_of_the_whole),
                                       cmocka_unit_test(lines_that_are_not_understood_are_passed_over),
                                       cmocka_unit_test(no_text_is_too_much)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
