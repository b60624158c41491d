/* The page's reader of YAML gives the events that libyaml gives, or refuses. */
#include "base/file.h"

#include <yaml.h>

static int (*const theirs_initialize)(yaml_parser_t *) = yaml_parser_initialize;
static void (*const theirs_set)(yaml_parser_t *, const unsigned char *, size_t) = yaml_parser_set_input_string;
static int (*const theirs_parse)(yaml_parser_t *, yaml_event_t *) = yaml_parser_parse;
static void (*const theirs_delete)(yaml_parser_t *) = yaml_parser_delete;
static void (*const theirs_event_delete)(yaml_event_t *) = yaml_event_delete;

#define yaml_parser_initialize page_initialize
#define yaml_parser_set_encoding page_set_encoding
#define yaml_parser_set_input_string page_set
#define yaml_parser_parse page_parse
#define yaml_parser_delete page_delete
#define yaml_event_delete page_event_delete
int page_initialize(yaml_parser_t *parser);
void page_set_encoding(yaml_parser_t *parser, yaml_encoding_t encoding);
void page_set(yaml_parser_t *parser, const unsigned char *input, size_t size);
int page_parse(yaml_parser_t *parser, yaml_event_t *event);
void page_delete(yaml_parser_t *parser);
void page_event_delete(yaml_event_t *event);
#include "page/yaml.c"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>
#include <glob.h>

static const char *name_of(yaml_event_type_t type) {
    static const char *const names[] = {"none", "stream", "end stream", "document", "end document", "alias",
                                        "scalar", "list", "end list", "map", "end map"};
    return names[type];
}

static void add_event(Text *out, const yaml_event_t *event) {
    text_addf(out, "%s", name_of(event->type));
    if (event->type == YAML_SCALAR_EVENT)
        text_addf(out, " %d [%s] %zu:%zu-%zu:%zu", (int)event->data.scalar.style, (char *)event->data.scalar.value,
                  event->start_mark.line, event->start_mark.column, event->end_mark.line, event->end_mark.column);
    if (event->type == YAML_MAPPING_START_EVENT || event->type == YAML_SEQUENCE_START_EVENT)
        text_addf(out, " %zu:%zu", event->start_mark.line, event->start_mark.column);
    text_add(out, "\n");
}

/* False where the text is refused. */
static bool read_ours(const char *text, size_t count, Text *out) {
    yaml_parser_t parser;
    yaml_event_t event = {0};
    bool good = true;
    page_initialize(&parser);
    page_set(&parser, (const unsigned char *)text, count);
    while (good && event.type != YAML_STREAM_END_EVENT) {
        page_event_delete(&event);
        good = page_parse(&parser, &event);
        if (good) add_event(out, &event);
    }
    page_event_delete(&event);
    page_delete(&parser);
    return good;
}

static bool read_theirs(const char *text, size_t count, Text *out) {
    yaml_parser_t parser;
    yaml_event_t event;
    bool good = true, end = false;
    theirs_initialize(&parser);
    theirs_set(&parser, (const unsigned char *)text, count);
    while (good && !end) {
        good = theirs_parse(&parser, &event);
        if (!good) break;
        add_event(out, &event);
        end = event.type == YAML_STREAM_END_EVENT;
        theirs_event_delete(&event);
    }
    theirs_delete(&parser);
    return good;
}

/* Ours may refuse more; what it takes must be the same. Returns whether it took it. */
static bool check(const char *text, size_t count) {
    Text ours = {0}, theirs = {0};
    bool taken = read_ours(text, count, &ours), known = read_theirs(text, count, &theirs);
    if (taken && (!known || strcmp(text_string(&ours), text_string(&theirs)) != 0)) {
        fprintf(stderr, "%.*s\n--- ours\n%s--- libyaml %s\n%s", (int)count, text, text_string(&ours), known ? "" : "refuses",
                    text_string(&theirs));
        fail();
    }
    text_free(&ours);
    text_free(&theirs);
    return taken;
}

static void takes(const char *text) {
    if (!check(text, strlen(text))) fail_msg("refused: %s", text);
}

static void refuses(const char *text) {
    if (check(text, strlen(text))) fail_msg("taken: %s", text);
}

static void test_forms(void **state) {
    (void)state;
    takes("");
    takes("# only a comment\n");
    takes("a: 1\nb: two words  # behind\nc:\nd: [1, 2, [3]]\n");
    takes("a: {b: 1, c: [x, 'y z', \"w\\n\"]}\n");
    takes("a:\n  - b\n  - c: 1\n    d: 2\n  -\n    e: 3\n  - - f\n");
    takes("a:\n- b\n- c\nd: e\n");
    takes("a: |\n  one\n  two\n\n  three\nb: |-\n  x\nc: |+\n  y\n\n\nd: z\n");
    takes("a: >\n  one\n  two\n\n  three\n   deeper\n  back\nb: >-\n  x\n  y\n");
    takes("a: one\n  two\n\n  three\nb: 'it''s'\nc: \"\\u00e9 \\x41 \\\"\"\n");
    takes("a: \"one\n  two\n\n  three\"\n");
    takes("é: ü  # ö\nß: 1\n");
    takes("a: b:c\nurl: http://x.y/z#w\nn: -1\n");
    takes("---\na: 1\n");
    takes("[1, 2]\n");
    takes("word\n");
    takes("{\"a\": 1, \"b\": [true, null], \"c\": {\"d\": \"e\"}}");
    takes("a: 1\r\nb:\r\n  - 2\r\n");
    takes("a: {}\nb: []\n");
    takes("a: |\n  no break at the end");
    takes("a:\n\n  # comment\n\n  b: 1\n# last");
}

static void test_refusals(void **state) {
    (void)state;
    refuses("a: &x 1\nb: *x\n");
    refuses("a: !tag 1\n");
    refuses("a: 1\n  b: 2\n");
    refuses("a: [1, 2\n");
    refuses("a: \"open\n");
    refuses("a: b: c\n");
    refuses("a: 1\nb\n");
    refuses("\ta: 1\n");
    refuses("- a\nb: 1\n");
    refuses("a: \"\\q\"\n");
}

static void test_files(void **state) {
    (void)state;
    static const char *const patterns[] = {"/../assets/presets/*.yaml", "/../assets/lessons/*.yaml",
                                           "/../assets/readme/*.yaml", "/lesson/*.yaml"};
    int seen = 0;
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        char pattern[1024];
        glob_t found;
        snprintf(pattern, sizeof pattern, "%s%s", TESTS_DIR, patterns[i]);
        if (glob(pattern, 0, NULL, &found) != 0) continue;
        for (size_t k = 0; k < found.gl_pathc; k++, seen++) {
            Text text = {0}, why = {0};
            assert_true(file_read(found.gl_pathv[k], 1 << 20, &text, &why));
            bool taken = check(text_string(&text), text.length);
            if (!taken && !strstr(found.gl_pathv[k], "/tests/")) fail_msg("refused: %s", found.gl_pathv[k]);
            text_free(&text);
            text_free(&why);
        }
        globfree(&found);
    }
    assert_true(seen > 16);
}

/* A fixed walk through broken texts: bytes of a good one dropped, doubled and exchanged. */
static void test_broken(void **state) {
    (void)state;
    static const char good[] = "a: 1\nb:\n  - x: [1, 2]\n    y: {z: 'w'}\n  - |\n    text\n    more\nc: \"q\\n\"\nd: e\n  f\n";
    unsigned random = 1;
    for (int i = 0; i < 20000; i++) {
        char text[2 * sizeof good];
        size_t count = 0;
        for (size_t k = 0; k < sizeof good - 1; k++) {
            random = random * 1664525u + 1013904223u;
            unsigned fate = random >> 24;
            if (fate == 0) continue;
            if (fate == 1) text[count++] = good[k];
            text[count++] = fate == 2 ? good[(random >> 8) % (sizeof good - 1)] : good[k];
        }
        check(text, count);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_forms), cmocka_unit_test(test_refusals),
                                       cmocka_unit_test(test_files), cmocka_unit_test(test_broken)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
