/* Figures as scenario files: what they carry is found by content, in files that are whole, cut, foreign or
 * hostile. */
#include "base/embedded.h"
#include "base/file.h"
#include "scenario/scenario.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static const char scenario_text[] = "lrscope: 1\nwarmup_factor: 0.625\nfigure:\n  size: 320x180\n";

static uint32_t checksum(const char *bytes, size_t count) {
    uint32_t sum = UINT32_MAX;
    for (size_t i = 0; i < count; i++) {
        sum ^= (unsigned char)bytes[i];
        for (int bit = 0; bit < 8; bit++) sum = sum & 1 ? sum >> 1 ^ UINT32_C(0xEDB88320) : sum >> 1;
    }
    return ~sum;
}

static void add_number(Text *out, uint32_t value) {
    for (int shift = 24; shift >= 0; shift -= 8) text_add_bytes(out, &(char){(char)(value >> shift)}, 1);
}

static void add_chunk(Text *out, const char *name, const char *bytes, size_t count) {
    add_number(out, (uint32_t)count);
    size_t start = out->length;
    text_add(out, name);
    text_add_bytes(out, bytes, count);
    add_number(out, checksum(out->data + start, count + 4));
}

static const char png_signature[] = "\x89PNG\r\n\x1A\n";
static const char itxt_head[] = EMBEDDED_PNG_KEYWORD "\0\0\0\0"; /* and the array's own 0 */

static void add_scenario_chunk(Text *out, const char *yaml) {
    Text chunk = {0};
    text_add_bytes(&chunk, itxt_head, sizeof itxt_head);
    text_add(&chunk, yaml);
    add_chunk(out, "iTXt", chunk.data, chunk.length);
    text_free(&chunk);
}

static Text png_with(const char *yaml) {
    Text png = {0};
    text_add(&png, png_signature);
    add_chunk(&png, "IHDR", "0123456789012", 13);
    add_chunk(&png, "iTXt", "Title\0\0\0\0\0foreign", 17);
    if (yaml) add_scenario_chunk(&png, yaml);
    add_chunk(&png, "IDAT", "pixels", 6);
    return png;
}

/* Loads the bytes from a file; the reason in *why where that fails. */
static bool load(Scenario *scenario, const char *bytes, size_t count, Text *why) {
    char path[] = "/tmp/lrscope-carried-XXXXXX";
    int descriptor = mkstemp(path);
    assert_true(descriptor >= 0);
    close(descriptor);
    *scenario = scenario_default();
    assert_true(file_write(path, bytes, count, why));
    text_clear(why);
    bool good = scenario_load(scenario, path, why);
    unlink(path);
    return good;
}

static void assert_loads(const char *bytes, size_t count) {
    Scenario scenario;
    Text why = {0}, again = {0};
    if (!load(&scenario, bytes, count, &why)) fail_msg("%s", text_string(&why));
    scenario_write(&scenario, &again);
    assert_non_null(strstr(text_string(&again), "warmup_factor: 0.625"));
    assert_non_null(strstr(text_string(&again), "figure:\n  size: 320x180\n"));
    scenario_free(&scenario);
    text_free(&why);
    text_free(&again);
}

static void assert_refused(const char *bytes, size_t count, const char *part) {
    Scenario scenario;
    Text why = {0};
    assert_false(load(&scenario, bytes, count, &why));
    if (!strstr(text_string(&why), part)) fail_msg("'%s' lacks '%s'", text_string(&why), part);
    assert_true(scenario.schedule.warmup_factor != 0.625);
    scenario_free(&scenario);
    text_free(&why);
}

static void test_plain(void **state) {
    (void)state;
    assert_loads(scenario_text, strlen(scenario_text));
    /* A mark of YAML's is none of XML's. */
    static const char *const texts[] = {"<<: {warmup_factor: 0.625}\n", "<<: 1\n", "<", "<< "};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        Scenario scenario;
        Text why = {0};
        assert_false(load(&scenario, texts[i], strlen(texts[i]), &why));
        assert_null(strstr(text_string(&why), "SVG"));
        scenario_free(&scenario);
        text_free(&why);
    }
}

static void test_png(void **state) {
    (void)state;
    Text png = png_with(scenario_text);
    assert_loads(png.data, png.length);
    /* wherever it is cut before its pixels, it is refused */
    size_t pixels = png.length - 18;
    for (size_t count = 9; count < pixels; count++) assert_refused(png.data, count, "cut short");
    char *digit = NULL;
    for (size_t i = 0; i < png.length; i++)
        if (!memcmp(png.data + i, "0.625", 5)) digit = png.data + i, i = png.length;
    *digit = '7';
    assert_refused(png.data, png.length, "damaged");
    text_free(&png);
    png = png_with(NULL);
    assert_refused(png.data, png.length, "no scenario is inside this PNG");
    text_free(&png);
}

static void test_png_lies_about_lengths(void **state) {
    (void)state;
    Text png = {0};
    text_add(&png, png_signature);
    add_number(&png, UINT32_MAX);
    text_add(&png, "iTXtlrscope and nothing else");
    assert_refused(png.data, png.length, "cut short");
    png.length = strlen(png_signature);
    add_chunk(&png, "iTXt", "lrscope\0\0\0no end", 16);
    add_chunk(&png, "iTXt", "lrscope", 8);
    add_chunk(&png, "iTXt", "", 0);
    assert_refused(png.data, png.length, "cut short");
    text_free(&png);
}

static void test_svg(void **state) {
    (void)state;
    static const char svg[] =
        "\xEF\xBB\xBF <?xml version=\"1.0\"?><svg><metadata><lrscope:scenario "
        "xmlns:lrscope=\"urn:lrscope\">title: a &lt;b&gt; &amp;lt; &unknown\n"
        "warmup_factor: 0.625\nfigure: {size: 320x180}</lrscope:scenario></metadata></svg>";
    assert_loads(svg, strlen(svg));
    Scenario scenario;
    Text why = {0};
    assert_true(load(&scenario, svg, strlen(svg), &why));
    assert_string_equal(text_string(&scenario.title), "a <b> &lt; &unknown");
    scenario_free(&scenario);
    text_free(&why);
    assert_refused(svg, strlen(svg) - 30, "cut short");
    assert_refused("<svg></svg>", 11, "no scenario is inside this SVG");
    static const char page[] = "<!doctype html>\n<html lang=\"en\">\n<!-- lrscope -->\n<svg><lrscope:scenario>lrscope: 1\n"
                               "warmup_factor: 0.625\nfigure: {size: 320x180}</lrscope:scenario></svg>";
    assert_loads(page, strlen(page));
    assert_refused(page, strlen(page) - 30, "this page is cut short");
    assert_refused("<div class=\"lrscope\"></div>", 27, "no scenario is inside this page");
    assert_refused("<lrscope:scenario", 17, "cut short");
}

static void test_pdf(void **state) {
    (void)state;
    Text pdf = {0};
    text_add(&pdf, "%PDF-1.5\n");
    text_add(&pdf, EMBEDDED_PDF_BEGIN "19" EMBEDDED_PDF_STREAM "warmup_factor: 0.5\n\nendstream\n");
    text_addf(&pdf, "%s%zu%s%s\nendstream", EMBEDDED_PDF_BEGIN, strlen(scenario_text), EMBEDDED_PDF_STREAM,
              scenario_text);
    assert_loads(pdf.data, pdf.length);
    assert_refused(pdf.data, pdf.length - 15, "cut short");
    assert_refused("%PDF-1.5\nforeign", 16, "no scenario is inside this PDF");
    for (int i = 0; i < 3; i++) {
        static const char *const lengths[] = {"x", "99999999999999999999999", "-1"};
        text_setf(&pdf, "%%PDF-1.5\n%s%s%sabc", EMBEDDED_PDF_BEGIN, lengths[i], EMBEDDED_PDF_STREAM);
        assert_refused(pdf.data, pdf.length, "cut short");
    }
    text_free(&pdf);
}

/* What is inside is judged like every scenario file. */
static void test_hostile_content(void **state) {
    (void)state;
    Text yaml = {0};
    for (int i = 0; i < 60000; i++) text_addf(&yaml, "key%d: 1\n", i);
    Text png = png_with(text_string(&yaml));
    assert_refused(png.data, png.length, "too many entries");
    text_free(&png);
    text_clear(&yaml);
    text_add(&yaml, "title: ");
    while (yaml.length < 1200000) text_add(&yaml, "long and longer ");
    png = png_with(text_string(&yaml));
    assert_refused(png.data, png.length, "larger than 1048576 bytes");
    text_free(&png);
    text_setf(&yaml, "figure:\n");
    for (int i = 0; i < 40; i++) text_addf(&yaml, "  %c%c: 1\n", 'a' + i % 26, 'a' + i / 26);
    png = png_with(text_string(&yaml));
    assert_refused(png.data, png.length, "too many entries");
    text_free(&png);
    png = png_with("warmup_factor: [1, 2]\nfigure: {Size: 1, size: {a: b}, theme: [dark]}\n");
    assert_refused(png.data, png.length, "warmup_factor");
    assert_refused(png.data, png.length, "Size: takes a word");
    assert_refused(png.data, png.length, "theme: takes a word");
    text_free(&png);
    text_free(&yaml);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain),
        cmocka_unit_test(test_png),
        cmocka_unit_test(test_png_lies_about_lengths),
        cmocka_unit_test(test_svg),
        cmocka_unit_test(test_pdf),
        cmocka_unit_test(test_hostile_content),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
