/* PDFs: their words as a reader finds them, their picture as a reader draws it, their file as the format
 * wants it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/embedded.h"
#include "studio.h"

#include <math.h>

static void assert_written(Studio *studio, const PaintAbout *about) {
    text_clear(&studio->out);
    if (!write_pdf(studio, about)) fail_msg("%s", text_string(&studio->why));
}

/* What poppler's `command` says of the PDF; %s is the file. */
static void ask(Studio *studio, const char *command, Text *answer) {
    int status;
    text_clear(answer);
    run_on(&studio->out, command, answer, &status);
    if (status != 0) fail_msg("%s: %s", command, text_string(answer));
}

static void assert_says(const Text *answer, const char *words) {
    if (!strstr(text_string(answer), words)) fail_msg("\"%s\" is not in\n%s", words, text_string(answer));
}

static void it_holds_real_words(void **state) {
    Studio *studio = *state;
    Text answer = {0};
    draw_everything(&studio->scene);
    assert_written(studio, &(PaintAbout){"Warm-up α", "Its (first) \\ description", NULL, NULL, false});
    ask(studio, "pdftotext %s - 2>&1", &answer);
    assert_says(&answer, "Never above base_lr");
    assert_says(&answer, "α ≤ 1 at 1 000"); /* pdftotext knows one space only */
    ask(studio, "pdfinfo %s 2>&1", &answer);
    assert_says(&answer, "Warm-up α");
    assert_says(&answer, "Its (first) \\ description");
    assert_says(&answer, "320 x 180 pts");
    assert_says(&answer, "Pages:           1");
    text_free(&answer);
}

static void words(Scene *scene, double y, const char *utf8) {
    scene_text(scene, 20, y, ALIGN_LEFT, (TextStyle){FONT_WORDS, 12, black}, utf8);
}

/* The arrow that Inter draws for -> is also that for →; missing characters all look the same; an accent is a
   glyph of its own where there is no letter with it; a smiling face needs two units of UTF-16. */
static void words_are_found_whatever_their_glyphs(void **state) {
    Studio *studio = *state;
    static const char *const lines[] = {
        "0.001 -> 1",         "0.001 → 1", "漢字 and 字漢", "q\u0301 and q", "\U0001F600 hm \U0001F601",
        "fi ffi f i (x) \\ y"};
    Text answer = {0};
    scene_begin(&studio->scene, 320, 180, white);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        words(&studio->scene, 20 + 20 * (double)i, lines[i]);
    assert_written(studio, &nothing);
    ask(studio, "pdftotext %s - 2>&1", &answer);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) assert_says(&answer, lines[i]);
    text_free(&answer);
}

static bool holds(const Text *file, const char *word) {
    size_t length = strlen(word);
    for (size_t i = 0; i + length <= file->length; i++)
        if (!memcmp(file->data + i, word, length)) return true;
    return false;
}

static void it_has_a_date_only_where_one_is_stated(void **state) {
    Studio *studio = *state;
    static const struct {
        const char *epoch;
        bool dated;
    } cases[] = {{NULL, false}, {"1700000000", true}, {"", false}, {"253402300799", true}};
    Text answer = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        PaintAbout about = {.date = cases[i].epoch};
        draw_everything(&studio->scene);
        assert_written(studio, &about);
        assert_int_equal(holds(&studio->out, "Date"), cases[i].dated);
        assert_int_equal(holds(&studio->out, "20231114221320Z"), i == 1);
        ask(studio, "TZ=UTC pdfinfo %s 2>&1", &answer);
        if (i == 1) assert_says(&answer, "CreationDate:    Tue Nov 14 22:13:20 2023 UTC");
    }
    text_free(&answer);
}

static void a_date_that_is_none_is_refused(void **state) {
    Studio *studio = *state;
    static const char *const epochs[] = {"yesterday", "-1", "253402300800", "99999999999999999999",
                                         "1.5",       "1 "};
    for (size_t i = 0; i < sizeof epochs / sizeof *epochs; i++) {
        draw_everything(&studio->scene);
        text_clear(&studio->out);
        PaintAbout about = {.date = epochs[i]};
        assert_false(write_pdf(studio, &about));
        assert_says(&studio->why, "SOURCE_DATE_EPOCH is");
        assert_says(&studio->why, epochs[i]);
    }
}

/* One section of a table, "first count", and its entries; returns what follows it. */
static char *check_section(const char *file, char *at) {
    long first = strtol(at, &at, 10), count = strtol(at, &at, 10);
    at++;
    for (long i = first; i < first + count; i++, at += 20) {
        char *behind;
        assert_int_equal(strncmp(at + 10, i ? " 00000 n \n" : " 65535 f \n", 10), 0);
        if (i) assert_int_equal(strtol(file + strtol(at, NULL, 10), &behind, 10), i);
        if (i) assert_int_equal(strncmp(behind, " 0 obj\n", 7), 0);
    }
    return at;
}

/* Readers mend a wrong table in silence, so that nothing else would tell. The scenario is an update with a
   table of its own, which leads back to the first. */
static void every_place_in_the_tables_holds_its_object(void **state) {
    Studio *studio = *state;
    int tables = 0;
    draw_everything(&studio->scene);
    assert_written(studio, &(PaintAbout){"Title", "Description", "warmup_factor: 0.5\n", NULL, false});
    const char *file = studio->out.data, *end = file + studio->out.length;
    while (strncmp(end, "startxref\n", 10)) end--;
    for (long place = strtol(end + 10, NULL, 10); place; tables++) {
        char *at = studio->out.data + place;
        assert_int_equal(strncmp(at, "xref\n", 5), 0);
        for (at += 5; strncmp(at, "trailer\n", 8) != 0;) at = check_section(file, at);
        const char *before = strstr(at, "/Prev "), *close = strstr(at, ">>");
        place = before && before < close ? strtol(before + 6, NULL, 10) : 0;
    }
    assert_int_equal(tables, 2);
}

/* Of all pixels' channels: how far the two are apart on average, in 255ths. */
static double difference(const Picture *one, const Picture *other) {
    assert_int_equal(one->width, other->width);
    assert_int_equal(one->height, other->height);
    size_t count = 4 * (size_t)one->width * (size_t)one->height;
    double sum = 0;
    for (size_t i = 0; i < count; i++) sum += abs(one->pixels[i] - other->pixels[i]);
    return sum / (double)count;
}

static Picture drawn_by_poppler(Studio *studio) {
    Text png = {0};
    ask(studio, "pdftoppm -png -r 288 -singlefile %s", &png);
    Picture picture = decoded(&png);
    text_free(&png);
    return picture;
}

static void rest(Scene *scene) {
    scene_box(scene, (Box){240, 30, 60, 20}, 10, 0x0072B280, (Stroke){0xFF000080, 4, DASH_SOLID, 0});
    scene_box(scene, (Box){240, 60, 60, 20}, 0, none, (Stroke){black, 2, DASH_SOLID, 0});
    scene_fill(scene, (Box){240, 90, 60, 20}, 6, 0x009E73FF);
    scene_text(scene, 300, 130, ALIGN_RIGHT, (TextStyle){FONT_WORDS_BOLD, 24, red}, "AVATAR -> q\u0301");
    scene_line(scene, (Point[]){{230, 20}, {235, 140}, {225, 20}}, 3, (Stroke){black, 2, DASH_SOLID, 0});
}

static void it_shows_what_the_png_shows(void **state) {
    Studio *studio = *state;
    draw_everything(&studio->scene);
    rest(&studio->scene);
    Picture png = painted(studio, 4);
    assert_written(studio, &nothing);
    Picture pdf = drawn_by_poppler(studio);
    assert_true(difference(&png, &pdf) < 1);
    free(pdf.pixels);
    scene_fill(&studio->scene, (Box){240, 90, 60, 20}, 0, red); /* and this is seen: 2 % of the pixels */
    assert_written(studio, &nothing);
    pdf = drawn_by_poppler(studio);
    assert_true(difference(&png, &pdf) > 2);
    free(pdf.pixels);
    free(png.pixels);
}

/* How high an accent stands over its letter is the font's to say, and in JetBrains Mono it depends on the
   letter; turned round, it would stand in it. */
static void accents_rise_above_their_letters(void **state) {
    Studio *studio = *state;
    scene_begin(&studio->scene, 60, 90, white);
    scene_text(&studio->scene, 10, 65, ALIGN_LEFT, (TextStyle){FONT_MONO, 48, black}, "b\u0301");
    Picture png = painted(studio, 4);
    assert_written(studio, &nothing);
    Picture pdf = drawn_by_poppler(studio);
    assert_true(difference(&png, &pdf) < 1);
    free(pdf.pixels);
    free(png.pixels);
}

/* What is kept from figure to figure must not show. */
static void it_is_the_same_after_others(void **state) {
    Studio *studio = *state;
    Text first = {0};
    static const char *const lines[] = {"abc", "abd", "abc", "abcd", "abc"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        scene_begin(&studio->scene, 100, 100, white);
        words(&studio->scene, 50, lines[i]);
        assert_written(studio, &nothing);
        if (i == 0) text_add_bytes(&first, studio->out.data, studio->out.length);
        bool same = first.length == studio->out.length && !memcmp(first.data, studio->out.data, first.length);
        assert_int_equal(same, !strcmp(lines[i], "abc"));
    }
    text_free(&first);
}

static const Scene *numbered_page(void *self, size_t page) {
    Studio *studio = self;
    static const char *const lines[] = {"one", "two", "three"};
    scene_begin(&studio->scene, page == 2 ? 400 : 200, 100, white);
    words(&studio->scene, 50, lines[page]);
    return &studio->scene;
}

static void pages_have_their_own_sizes_and_share_fonts(void **state) {
    Studio *studio = *state;
    PaintPages pages = {numbered_page, studio, 3};
    Text answer = {0};
    text_clear(&studio->out);
    assert_true(paint_pdf_pages(&pages, studio->fonts, &nothing, &studio->out, &studio->why));
    ask(studio, "pdftotext -f 3 -l 3 %s - 2>&1", &answer);
    assert_int_equal(strncmp(text_string(&answer), "three\n", 6), 0);
    ask(studio, "pdfinfo -f 1 -l 3 %s 2>&1", &answer);
    assert_says(&answer, "Page    2 size:  200 x 100 pts");
    assert_says(&answer, "Page    3 size:  400 x 100 pts");
    ask(studio, "pdffonts %s | tail -n +3 | wc -l", &answer);
    assert_int_equal(atoi(text_string(&answer)), 1);
    ask(studio, "pdffonts %s", &answer);
    assert_says(&answer, "+Inter-Regular ");
    assert_says(&answer, "yes yes yes"); /* embedded, cut down, with its words */
    text_free(&answer);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_holds_real_words),
        cmocka_unit_test(words_are_found_whatever_their_glyphs),
        cmocka_unit_test(it_has_a_date_only_where_one_is_stated),
        cmocka_unit_test(a_date_that_is_none_is_refused),
        cmocka_unit_test(every_place_in_the_tables_holds_its_object),
        cmocka_unit_test(it_shows_what_the_png_shows),
        cmocka_unit_test(accents_rise_above_their_letters),
        cmocka_unit_test(it_is_the_same_after_others),
        cmocka_unit_test(pages_have_their_own_sizes_and_share_fonts),
    };
    return cmocka_run_group_tests(tests, open_studio, close_studio);
}
