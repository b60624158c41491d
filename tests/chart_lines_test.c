/* Sentences in lines: whatever the words and the room, every line is whole text of the sentence, and it ends. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/text.h"
#include "chance.h"
#include "chart/lines.h"
#include "picture.h"

enum { SENTENCES = 4000, PARTS = 12 };

static const TextStyle style = {FONT_WORDS, 10, 0};

/* As the fonts' own, it takes the bytes for text and nothing behind them. */
static double strict_width(void *self, Font font, double size, const char *utf8, size_t bytes) {
    (void)self, (void)font;
    assert_true(bytes <= strlen(utf8));
    return 0.6 * size * (double)bytes;
}

static const Measure measure = {.width = strict_width};

static void some_sentence(Chance *chance, Text *out) {
    static const char *const parts[] = {" ", "  ", "a", "word", "\u2212", "\u5b66\u7fd2\u7387", ", ", "\u2026", "(", "."};
    text_clear(out);
    for (int64_t left = chance_below(chance, PARTS); left > 0; left--)
        text_add(out, parts[chance_below(chance, (int64_t)(sizeof parts / sizeof *parts))]);
}

/* What is no space, in its order. */
static void add_letters(Text *out, const char *text) {
    for (; *text; text++)
        if (*text != ' ') text_addf(out, "%c", *text);
}

static void every_line_is_of_the_sentence(void **state) {
    (void)state;
    Chance chance = {31};
    Text sentence = {0}, letters = {0}, shown = {0};
    for (int i = 0; i < SENTENCES; i++) {
        Lines lines;
        double width = chance_below(&chance, 4) ? chance_between(&chance, 0, 200) : 0;
        some_sentence(&chance, &sentence);
        lines_break(&lines, &measure, style, text_string(&sentence), width, 1 + (int)chance_below(&chance, LINES_MAX));
        text_clear(&letters), text_clear(&shown);
        add_letters(&letters, text_string(&sentence));
        for (int k = 0; k < lines.count; k++) add_letters(&shown, lines.text[k]);
        if (lines.complete) assert_string_equal(text_string(&shown), text_string(&letters));
        bool left_out = lines.count == 1 && !*lines.text[0]; /* rather than a letter or two of it */
        if (!lines.complete) assert_true(letters.length > 0 && (left_out || strstr(text_string(&shown), "\u2026")));
        assert_int_equal(lines.count == 0, letters.length == 0);
        if (!lines.count) assert_string_equal(lines.text[0], "");
    }
    text_free(&sentence), text_free(&letters), text_free(&shown);
}

static double no_width(void *self, Font font, double size, const char *utf8, size_t bytes) {
    (void)self, (void)font, (void)size, (void)utf8, (void)bytes;
    return 0;
}

/* A font that has run out of memory measures 0: a chart ends all the same, and so does a signal that waits for it. */
static void text_without_a_width_ends(void **state) {
    (void)state;
    for (int i = 0; i < SPECIMENS; i++) {
        Picture picture;
        Lines lines;
        picture_open(&picture, specimen(i));
        picture.measure.width = no_width;
        picture_draw(&picture);
        scene_begin(&picture.scene, 640, 360, 0);
        chart_figure(&picture.scene, &picture.chart, NULL);
        lines_break(&lines, &picture.measure, style, "a few words", 0, 2);
        assert_true(lines.complete);
        picture_close(&picture);
    }
}

/* A name that is not there, as in "present − " and a pin without one. */
static void spaces_around_are_no_words(void **state) {
    (void)state;
    Lines lines;
    lines_break(&lines, &measure, style, " present \u2212 ", 100, 1);
    assert_string_equal(lines.text[0], "present \u2212");
    assert_true(lines.complete);
    lines_break(&lines, &measure, style, "   ", 100, 2);
    assert_int_equal(lines.count, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_line_is_of_the_sentence),
        cmocka_unit_test(spaces_around_are_no_words),
        cmocka_unit_test(text_without_a_width_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
