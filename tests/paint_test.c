/* Figures without a display: PNG, SVG, PDF, the text dump, and the glyphs that they are measured and written
 * with. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "paint/dump.h"
#include "paint/paint.h"
#include "paint/fonts.h"
#include "paint/glyph_runs.h"
#include "paint/polyline.h"
#include "studio.h"

#include <math.h>
#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The smallest box of pixels around everything that differs from `ground`; w is 0 where nothing does. */
static Box inked(const Picture *picture, Color ground) {
    int left = picture->width, right = -1, top = picture->height, bottom = -1;
    for (int y = 0; y < picture->height; y++)
        for (int x = 0; x < picture->width; x++) {
            if (pixel(picture, x, y) == ground) continue;
            left = x < left ? x : left;
            right = x > right ? x : right;
            top = y < top ? y : top;
            bottom = y > bottom ? y : bottom;
        }
    if (right < 0) return (Box){0, 0, 0, 0};
    return (Box){left, top, right + 1 - left, bottom + 1 - top};
}

static void assert_box(Box box, double x, double y, double w, double h) {
    if (box.x != x || box.y != y || box.w != w || box.h != h)
        fail_msg("the box is %g,%g %gx%g, not %g,%g %gx%g", box.x, box.y, box.w, box.h, x, y, w, h);
}

static void a_png_has_the_size_asked_for(void **state) {
    Studio *studio = *state;
    static const struct {
        double scale;
        int width, height;
    } cases[] = {{1, 100, 50}, {2, 200, 100}, {1.5, 150, 75}, {0.001, 1, 1}};
    scene_begin(&studio->scene, 100, 50, white);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Picture picture = painted(studio, cases[i].scale);
        assert_int_equal(picture.width, cases[i].width);
        assert_int_equal(picture.height, cases[i].height);
        free(picture.pixels);
    }
}

static void a_box_is_where_it_should_be(void **state) {
    Studio *studio = *state;
    scene_begin(&studio->scene, 40, 30, white);
    scene_fill(&studio->scene, (Box){5, 6, 10, 8}, 0, red);
    for (int scale = 1; scale <= 2; scale++) {
        Picture picture = painted(studio, scale);
        assert_box(inked(&picture, white), 5 * scale, 6 * scale, 10 * scale, 8 * scale);
        assert_int_equal(pixel(&picture, 5 * scale, 6 * scale), red);
        assert_int_equal(pixel(&picture, 15 * scale - 1, 14 * scale - 1), red);
        free(picture.pixels);
    }
}

static void an_edge_lies_inside_its_box(void **state) {
    Studio *studio = *state;
    scene_begin(&studio->scene, 40, 30, white);
    scene_box(&studio->scene, (Box){5.2, 6.3, 10, 8}, 0, red, (Stroke){black, 1, DASH_SOLID, 0});
    Picture picture = painted(studio, 1);
    assert_box(inked(&picture, white), 5, 6, 10, 8);
    assert_int_equal(pixel(&picture, 5, 6), black);
    assert_int_equal(pixel(&picture, 14, 13), black);
    assert_int_equal(pixel(&picture, 6, 7), red);
    assert_int_equal(pixel(&picture, 13, 12), red);
    free(picture.pixels);
}

static void a_rounded_box_leaves_its_corners(void **state) {
    Studio *studio = *state;
    scene_begin(&studio->scene, 40, 30, white);
    scene_fill(&studio->scene, (Box){5, 5, 20, 20}, 6, red);
    Picture picture = painted(studio, 1);
    assert_box(inked(&picture, white), 5, 5, 20, 20);
    assert_int_equal(pixel(&picture, 5, 5), white);
    assert_int_equal(pixel(&picture, 24, 24), white);
    assert_int_equal(pixel(&picture, 15, 5), red);
    free(picture.pixels);
}

static void rules_are_crisp_at_every_scale(void **state) {
    Studio *studio = *state;
    static const double scales[] = {1, 1.25, 1.5, 2, 3};
    scene_begin(&studio->scene, 40, 30, white);
    scene_rule(&studio->scene, 4.3, 10.4, 30.1, 10.4, (Stroke){black, 1, DASH_SOLID, 0});
    scene_segments(&studio->scene, (Point[]){{8, 14}, {8, 20}, {12, 14}, {12, 20}}, 4,
                   (Stroke){black, 1, DASH_SOLID, 0});
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++) {
        Picture picture = painted(studio, scales[i]);
        for (int y = 0; y < picture.height; y++)
            for (int x = 0; x < picture.width; x++) {
                Color color = pixel(&picture, x, y);
                if (color != white && color != black)
                    fail_msg("at scale %g pixel %d,%d is %08X", scales[i], x, y, (unsigned)color);
            }
        assert_true(inked(&picture, white).w > 0);
        free(picture.pixels);
    }
}

static void clips_cut_shapes_and_text_until_they_end(void **state) {
    Studio *studio = *state;
    scene_begin(&studio->scene, 60, 30, white);
    scene_clip(&studio->scene, (Box){10, 5, 20, 20});
    scene_fill(&studio->scene, (Box){0, 0, 60, 6}, 0, red);
    scene_text(&studio->scene, 0, 20, ALIGN_LEFT, (TextStyle){FONT_WORDS_BOLD, 20, red}, "WWWWWW");
    Picture cut = painted(studio, 1);
    assert_box(inked(&cut, white), 10, 5, 20, inked(&cut, white).h);
    assert_true(inked(&cut, white).h > 10);
    free(cut.pixels);
    scene_clip_end(&studio->scene);
    scene_fill(&studio->scene, (Box){50, 0, 10, 1}, 0, red);
    Picture free_again = painted(studio, 1);
    assert_int_equal(pixel(&free_again, 59, 0), red);
    free(free_again.pixels);
}

static void a_transparent_background_stays_transparent(void **state) {
    Studio *studio = *state;
    scene_begin(&studio->scene, 20, 20, none);
    scene_fill(&studio->scene, (Box){0, 0, 10, 10}, 0, red);
    scene_fill(&studio->scene, (Box){10, 10, 10, 10}, 0, 0x4080C080);
    Picture picture = painted(studio, 1);
    assert_int_equal(studio->out.data[25], PNG_COLOR_TYPE_RGB_ALPHA);
    assert_int_equal(pixel(&picture, 15, 5) & 0xFF, 0);
    assert_int_equal(pixel(&picture, 5, 5), red);
    Color half = pixel(&picture, 15, 15);
    assert_int_equal(half & 0xFF, 0x80);
    assert_in_range(half >> 24, 0x3E, 0x42);
    assert_in_range(half >> 8 & 0xFF, 0xBE, 0xC2);
    free(picture.pixels);

    scene_begin(&studio->scene, 20, 20, white);
    picture = painted(studio, 1);
    assert_int_equal(studio->out.data[25], PNG_COLOR_TYPE_RGB);
    free(picture.pixels);
}

static void text_stands_where_it_was_measured(void **state) {
    Studio *studio = *state;
    Measure measure = paint_measure(studio->fonts);
    static const double anchors[] = {[ALIGN_LEFT] = 0, [ALIGN_MIDDLE] = 0.5, [ALIGN_RIGHT] = 1};
    for (int font = 0; font < FONT_COUNT; font++)
        for (int align = 0; align < 3; align++) {
            TextStyle style = {(Font)font, 20, black};
            scene_begin(&studio->scene, 300, 60, white);
            scene_text(&studio->scene, 150, 40, (Align)align, style, "HamburgH");
            Picture picture = painted(studio, 1);
            Box ink = inked(&picture, white);
            double width = measure_text(&measure, style, "HamburgH"), left = 150 - anchors[align] * width;
            assert_true(ink.w > 0 && ink.x >= floor(left) && ink.x + ink.w <= ceil(left + width));
            assert_true(ink.w > width - 6 && ink.w <= width);
            assert_true(ink.y >= 22 && ink.y <= 27);
            assert_int_equal(pixel(&picture, (int)ink.x + 1, 38) >> 24 < 0xE0, 1);
            free(picture.pixels);
        }
}

/* The name of each chunk in turn: "IHDR sRGB … IEND". */
static void chunk_names(const Text *file, Text *names) {
    const unsigned char *data = (const unsigned char *)file->data;
    for (size_t at = 8; at + 12 <= file->length;) {
        size_t length =
            (size_t)data[at] << 24 | (size_t)data[at + 1] << 16 | (size_t)data[at + 2] << 8 | data[at + 3];
        text_addf(names, "%.4s ", (const char *)data + at + 4);
        at += length + 12;
    }
}

static void a_png_says_what_it_is(void **state) {
    Studio *studio = *state;
    PaintAbout about = {.title = "Warm-up α", .description = "From 0 to 1"};
    scene_begin(&studio->scene, 20, 20, white);
    text_clear(&studio->out);
    assert_true(paint_png(&studio->scene, studio->fonts, 2, &about, &studio->out, &studio->why));
    Text names = {0};
    chunk_names(&studio->out, &names);
    const char *pixels = strstr(names.data, "IDAT"), *words = strstr(names.data, "iTXt");
    assert_non_null(strstr(names.data, "sRGB"));
    assert_non_null(strstr(names.data, "pHYs"));
    assert_true(words && words < pixels);
    assert_null(strstr(pixels, "iTXt"));
    assert_null(strstr(names.data, "tIME"));
    text_free(&names);
    static const unsigned char size[] = {0, 0, 0x16, 0x25, 0, 0, 0x16, 0x25, 1}; /* 144 dpi = 5669 a metre */
    const char *phys = NULL;
    for (size_t i = 0; i + 4 < studio->out.length && !phys; i++)
        if (!memcmp(studio->out.data + i, "pHYs", 4)) phys = studio->out.data + i + 4;
    assert_memory_equal(phys, size, sizeof size);
}

static void absurd_sizes_are_refused_with_a_reason(void **state) {
    Studio *studio = *state;
    static const double sizes[][2] = {{100000, 100000}, {0, 0},         {-5, 10},       {1, 32768},
                                      {NAN, 10},        {INFINITY, 10}, {1e300, 1e300}, {32767, 32767}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        scene_begin(&studio->scene, sizes[i][0], sizes[i][1], white);
        text_clear(&studio->why);
        assert_false(paint_png(&studio->scene, studio->fonts, 1, &nothing, &studio->out, &studio->why));
        assert_non_null(strstr(text_string(&studio->why), "not possible"));
        text_clear(&studio->why);
        assert_false(paint_pdf(&studio->scene, studio->fonts, &nothing, &studio->out, &studio->why));
        assert_non_null(strstr(text_string(&studio->why), "not possible"));
        assert_false(
            paint_svg(&studio->scene, studio->fonts, PAINT_OUTLINES, &nothing, &studio->out, &studio->why));
    }
    scene_begin(&studio->scene, 10, 10, white);
    assert_false(paint_png(&studio->scene, studio->fonts, 1e9, &nothing, &studio->out, &studio->why));
    assert_false(paint_png(&studio->scene, studio->fonts, NAN, &nothing, &studio->out, &studio->why));
}

static void the_same_scene_gives_the_same_bytes(void **state) {
    Studio *studio = *state;
    PaintAbout about = {.title = "Title", .description = "Description"};
    Write *const writers[] = {write_png, write_svg, write_pdf};
    for (size_t i = 0; i < sizeof writers / sizeof *writers; i++) {
        draw_everything(&studio->scene);
        text_clear(&studio->out);
        assert_true(writers[i](studio, &about));
        Text first = studio->out;
        studio->out = (Text){0};
        PaintFonts *used = studio->fonts;
        studio->fonts = paint_fonts_open();
        draw_everything(&studio->scene);
        assert_true(writers[i](studio, &about));
        assert_int_equal(first.length, studio->out.length);
        assert_memory_equal(first.data, studio->out.data, first.length);
        text_free(&first);
        paint_fonts_close(used);
    }
}

static void assert_well_formed(const Text *svg) {
    Text output = {0};
    int status;
    run_on(svg, "xmllint --noout --nonet %s 2>&1", &output, &status);
    if (status != 0) fail_msg("xmllint: %s", text_string(&output));
    text_free(&output);
}

static void an_svg_is_well_formed_whatever_it_is_called(void **state) {
    Studio *studio = *state;
    static const PaintAbout abouts[] = {
        {"Warm-up", "f(x) ≤ 1", NULL, NULL, false},
        {"a < b & c > \"d\" ']]>", "<script>&amp;</script>", NULL, NULL, false},
        {"\x01\x08\xFF\xC0\x80", "\xED\xA0\x80\xE0\x80\x80\xF4\x90\x80\x80", NULL, NULL, false},
        {NULL, "tab\tand\nline", NULL, NULL, false},
        {"", "", NULL, NULL, false},
        {NULL, NULL, NULL, NULL, false},
        {"\xEF\xBF\xBF -- --> \xE2", "\xF0\x9F\x98\x80", NULL, NULL, false},
    };
    for (size_t i = 0; i < sizeof abouts / sizeof *abouts; i++) {
        draw_everything(&studio->scene);
        scene_text(&studio->scene, 5, 5, ALIGN_LEFT, (TextStyle){FONT_WORDS, 9, red}, "<&>\"\xFF");
        text_clear(&studio->out);
        assert_true(write_svg(studio, &abouts[i]));
        assert_well_formed(&studio->out);
        assert_int_equal(studio->out.data[studio->out.length - 1], '\n');
    }
}

static void an_svg_is_accessible_and_named(void **state) {
    Studio *studio = *state;
    draw_everything(&studio->scene);
    text_clear(&studio->out);
    assert_true(write_svg(studio, &(PaintAbout){"A < B", "Sentence.", NULL, NULL, false}));
    const char *svg = studio->out.data;
    assert_int_equal(strncmp(svg, "<svg ", 5), 0);
    assert_non_null(strstr(svg, "role=\"img\""));
    assert_non_null(strstr(svg, "aria-labelledby="));
    assert_non_null(strstr(svg, ">A &lt; B</title>"));
    assert_non_null(strstr(svg, ">Sentence.</desc>"));
    assert_non_null(strstr(svg, "-curve\">"));
    assert_non_null(strstr(svg, "viewBox=\"0 0 320 180\""));
    assert_non_null(strstr(svg, "d=\"M20 120L100 40 220 60\""));
    assert_non_null(strstr(svg, "stroke-dasharray=\"15 12\""));
    assert_non_null(strstr(svg, "fill-opacity=\"0.2\""));
    assert_null(strstr(svg, "\r"));
    assert_null(strstr(svg, "<text"));
}

/* The ids of two figures, each after `id="`; counts those that both hold. */
static int shared_ids(const char *one, const char *other) {
    int shared = 0;
    for (const char *at = one; (at = strstr(at, " id=\""));) {
        size_t length = strcspn(at += 5, "\"");
        char id[96];
        snprintf(id, sizeof id, " id=\"%.*s\"", (int)length, at);
        if (strstr(other, id)) shared++;
    }
    return shared;
}

static void figures_in_one_page_do_not_meet(void **state) {
    Studio *studio = *state;
    draw_everything(&studio->scene);
    text_clear(&studio->out);
    assert_true(write_svg(studio, &(PaintAbout){"One", NULL, NULL, NULL, false}));
    Text one = studio->out;
    studio->out = (Text){0};
    assert_true(shared_ids(one.data, one.data) > 10);
    assert_true(write_svg(studio, &(PaintAbout){"Two", NULL, NULL, NULL, false}));
    assert_int_equal(shared_ids(one.data, studio->out.data), 0);
    text_free(&one);
}

static void an_id_is_used_once(void **state) {
    Studio *studio = *state;
    scene_begin(&studio->scene, 100, 100, white);
    for (int i = 0; i < 3; i++) {
        scene_group(&studio->scene, "pinned");
        scene_clip(&studio->scene, (Box){0, 0, 50, 50});
        scene_text(&studio->scene, 10, 10, ALIGN_LEFT, (TextStyle){FONT_WORDS, 12, red}, "aa");
    }
    text_clear(&studio->out);
    assert_true(write_svg(studio, &(PaintAbout){"t", "d", NULL, NULL, false}));
    assert_well_formed(&studio->out);
    for (const char *at = studio->out.data; (at = strstr(at, " id=\""));) {
        char id[96];
        snprintf(id, sizeof id, "%.*s", (int)strcspn(at + 5, "\"") + 6, at);
        at += strlen(id);
        assert_null(strstr(at, id));
    }
}

static void an_empty_scene_is_a_figure_too(void **state) {
    Studio *studio = *state;
    Write *const writers[] = {write_png, write_svg, write_pdf};
    Point nowhere[] = {{NAN, 1}, {2, NAN}, {NAN, NAN}};
    scene_begin(&studio->scene, 10, 10, none);
    scene_line(&studio->scene, nowhere, 3, (Stroke){red, 1, DASH_SOLID, 0});
    scene_segments(&studio->scene, nowhere, 2, (Stroke){red, 1, DASH_SOLID, 0});
    scene_polygon(&studio->scene, nowhere, 3, red);
    for (size_t i = 0; i < sizeof writers / sizeof *writers; i++) {
        text_clear(&studio->out);
        assert_true(writers[i](studio, &nothing));
        assert_true(studio->out.length > 0);
    }
}

static void a_dump_is_readable(void **state) {
    Studio *studio = *state;
    Scene *scene = &studio->scene;
    scene_begin(scene, 320, 180, white);
    scene_group(scene, "axes");
    scene_clip(scene, (Box){1, 2, 3.25, 4});
    scene_box(scene, (Box){-0.01, 0, 10, 20}, 7, red, (Stroke){black, 1, DASH_SOLID, 0});
    scene_rule(scene, 0, 1, 2.55, 3, (Stroke){red, 3, DASH_LINE, 1});
    scene_segments(scene, (Point[]){{0, 0}, {1, 1}}, 2, (Stroke){red, 1, DASH_SOLID, 0});
    scene_polygon(scene, (Point[]){{0, 0}, {1, 1}, {2, 0}}, 3, red);
    scene_text(scene, 5, 6, ALIGN_RIGHT, (TextStyle){FONT_MONO_BOLD, 12, black}, "α = 1");
    scene_clip_end(scene);
    scene_group_end(scene);
    text_clear(&studio->out);
    dump_scene(scene, &studio->out);
    assert_string_equal(text_string(&studio->out),
                        "scene 320.0x180.0 #FFFFFFFF\n"
                        "group axes\n"
                        "clip 1.0,2.0 3.3x4.0\n"
                        "box 0.0,0.0 10.0x20.0 radius 7.0 fill #FF0000FF stroke #000000FF 1.0\n"
                        "line stroke #FF0000FF 3.0 dash-line round 0.0,1.0 2.6,3.0\n"
                        "segments stroke #FF0000FF 1.0 0.0,0.0 1.0,1.0\n"
                        "polygon fill #FF0000FF 0.0,0.0 1.0,1.0 2.0,0.0\n"
                        "text 5.0,6.0 right mono-bold 12.0 #000000FF \"α = 1\"\n"
                        "clip end\n"
                        "group end\n");
}

static double width_of(Studio *studio, Font font, const char *utf8) {
    Measure measure = paint_measure(studio->fonts);
    return measure_text(&measure, (TextStyle){font, 10, black}, utf8);
}

static void widths_are_those_of_the_fonts(void **state) {
    Studio *studio = *state;
    double cell = width_of(studio, FONT_MONO, "0");
    assert_true(fabs(cell - 6) < 1e-9);
    assert_true(fabs(width_of(studio, FONT_MONO, "0.25 ≤ α") - 8 * cell) < 1e-9);
    assert_true(fabs(width_of(studio, FONT_MONO, "1\u2009000") - 4.45 * cell) < 1e-9);
    assert_true(width_of(studio, FONT_WORDS, "AV") <
                width_of(studio, FONT_WORDS, "A") + width_of(studio, FONT_WORDS, "V"));
    assert_true(width_of(studio, FONT_WORDS, "warm-up") < width_of(studio, FONT_WORDS_BOLD, "warm-up"));
    assert_true(width_of(studio, FONT_WORDS, "") == 0);
    Measure measure = paint_measure(studio->fonts);
    assert_true(fabs(measure.width(measure.self, FONT_MONO, 10, "12345", 2) - 2 * cell) < 1e-9);
}

static void formulas_have_no_ligatures(void **state) {
    Studio *studio = *state;
    static const char *const parts[] = {">", "=", "-", ">"};
    unsigned alone[4];
    for (int i = 0; i < 4; i++)
        alone[i] = glyphs_shape(studio->fonts, FONT_MONO, 10, parts[i], 1)->glyphs[0].index;
    const GlyphRun *run = glyphs_shape(studio->fonts, FONT_MONO, 10, ">=->", 4);
    assert_int_equal(run->count, 4);
    for (int i = 0; i < 4; i++) assert_int_equal(run->glyphs[i].index, alone[i]);
}

/* U+2009 aside, each family has characters that the other lacks: here a circled digit and a box corner. */
static void a_missing_character_comes_from_the_other_family(void **state) {
    Studio *studio = *state;
    const GlyphRun *run = glyphs_shape(studio->fonts, FONT_WORDS_BOLD, 10, "a\u2554b", 5);
    assert_int_equal(run->count, 3);
    assert_int_equal(run->glyphs[0].font, FONT_WORDS_BOLD);
    assert_int_equal(run->glyphs[1].font, FONT_MONO_BOLD);
    assert_int_equal(run->glyphs[1].byte, 1);
    assert_true(run->glyphs[1].index != 0);
    assert_int_equal(run->glyphs[2].font, FONT_WORDS_BOLD);
    assert_int_equal(run->glyphs[2].byte, 4);
    run = glyphs_shape(studio->fonts, FONT_MONO, 10, "\u2460", 3);
    assert_int_equal(run->count, 1);
    assert_int_equal(run->glyphs[0].font, FONT_WORDS);
    assert_true(run->glyphs[0].index != 0);
}

/* An Armenian letter, which DejaVu Sans has; one that no font has stays what it was. */
static void a_missing_character_comes_from_the_system_where_it_may(void **state) {
    Studio *studio = *state;
    Measure real = paint_measure(studio->fonts);
    assert_string_equal(real.missing(real.self, "a\u0561b"), "\u0561b");
    studio->fonts = (paint_fonts_close(studio->fonts), paint_fonts_open());
    paint_fonts_help(studio->fonts);
    real = paint_measure(studio->fonts);
    assert_null(real.missing(real.self, "a\u0561b"));
    assert_non_null(real.missing(real.self, "\U00012345"));
    const GlyphRun *run = glyphs_shape(studio->fonts, FONT_WORDS, 10, "a\u0561b", 4);
    assert_int_equal(run->count, 3);
    assert_int_equal(run->glyphs[0].font, FONT_WORDS);
    assert_true((int)run->glyphs[1].font >= FONT_FIRST_HELPER && run->glyphs[1].index != 0);
    assert_int_equal(run->glyphs[2].font, FONT_WORDS);
    scene_begin(&studio->scene, 100, 40, white);
    scene_text(&studio->scene, 10, 30, ALIGN_LEFT, (TextStyle){FONT_MONO, 20, black}, "\u0561");
    Picture picture = painted(studio, 1);
    bool inked = false;
    for (int x = 0; x < 100; x++) inked = inked || pixel(&picture, x, 24) != white;
    assert_true(inked);
    free(picture.pixels);
    text_clear(&studio->out);
    assert_true(write_svg(studio, &nothing) && strstr(text_string(&studio->out), "<path"));
    text_clear(&studio->out);
    assert_true(write_pdf(studio, &nothing));
}

/* As file names come from some systems: letter and accent, each a character of its own. */
static void accents_stand_over_their_letters(void **state) {
    Studio *studio = *state;
    const GlyphRun *run = glyphs_shape(studio->fonts, FONT_WORDS, 10, "e\u0301", 3);
    assert_int_equal(run->count, 1);
    assert_true(run->glyphs[0].index != 0);
    run = glyphs_shape(studio->fonts, FONT_WORDS, 10, "q\u0301", 3);
    assert_int_equal(run->count, 2);
    assert_true(run->glyphs[1].index != 0);
    assert_true(run->width == width_of(studio, FONT_WORDS, "q"));
}

static void the_fonts_are_whole(void **state) {
    (void)state;
    for (int font = 0; font < FONT_COUNT; font++) {
        FontFile file = font_file((Font)font);
        assert_true(file.size > 100000);
        assert_true(!memcmp(file.data, "OTTO", 4) || !memcmp(file.data, "\0\1\0\0", 4));
        assert_int_equal(file.weight, 400 + font % 3 * 100);
    }
    assert_string_equal(font_file(FONT_WORDS).family, "Inter");
    assert_string_equal(font_file(FONT_MONO_BOLD).family, "JetBrains Mono");
}

static double distance_to_edge(Point point, Point a, Point b) {
    double dx = b.x - a.x, dy = b.y - a.y, square = dx * dx + dy * dy;
    double at = square > 0 ? ((point.x - a.x) * dx + (point.y - a.y) * dy) / square : 0;
    at = fmax(0, fmin(1, at));
    return hypot(point.x - a.x - at * dx, point.y - a.y - at * dy);
}

static double distance_to_line(Point point, const Point *points, size_t count) {
    double min = INFINITY;
    for (size_t i = 0; i + 1 < count; i++)
        min = fmin(min, distance_to_edge(point, points[i], points[i + 1]));
    return min;
}

enum { SAMPLES = 1000 };

static void a_simplified_line_stays_within_its_tolerance(void **state) {
    (void)state;
    Point full[SAMPLES], simple[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) full[i] = (Point){i, i < 300 ? i : 300 * cos((i - 300) / 200.0)};
    memcpy(simple, full, sizeof full);
    size_t count = polyline_simplify(simple, SAMPLES, 0.1);
    assert_in_range(count, 5, SAMPLES / 5);
    assert_true(simple[0].x == 0 && simple[count - 1].x == SAMPLES - 1);
    bool kink = false;
    for (size_t i = 0; i < count; i++) kink = kink || simple[i].x == 300;
    assert_true(kink);
    for (int i = 0; i < SAMPLES; i++) assert_true(distance_to_line(full[i], simple, count) < 0.1 + 1e-9);
}

static void straight_lines_become_two_points(void **state) {
    (void)state;
    Point points[100];
    for (int i = 0; i < 100; i++) points[i] = (Point){i, 3 * i};
    assert_int_equal(polyline_simplify(points, 100, 0.1), 2);
    assert_true(points[1].x == 99);
    Point back[] = {{0, 0}, {50, 0}, {10, 0}, {80, 0}};
    assert_int_equal(polyline_simplify(back, 4, 0.1), 4);
    Point twice[] = {{5, 5}, {5, 5}, {5, 5}};
    assert_int_equal(polyline_simplify(twice, 3, 0.1), 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_png_has_the_size_asked_for),
        cmocka_unit_test(a_box_is_where_it_should_be),
        cmocka_unit_test(an_edge_lies_inside_its_box),
        cmocka_unit_test(a_rounded_box_leaves_its_corners),
        cmocka_unit_test(rules_are_crisp_at_every_scale),
        cmocka_unit_test(clips_cut_shapes_and_text_until_they_end),
        cmocka_unit_test(a_transparent_background_stays_transparent),
        cmocka_unit_test(text_stands_where_it_was_measured),
        cmocka_unit_test(a_png_says_what_it_is),
        cmocka_unit_test(absurd_sizes_are_refused_with_a_reason),
        cmocka_unit_test(the_same_scene_gives_the_same_bytes),
        cmocka_unit_test(an_svg_is_well_formed_whatever_it_is_called),
        cmocka_unit_test(an_svg_is_accessible_and_named),
        cmocka_unit_test(figures_in_one_page_do_not_meet),
        cmocka_unit_test(an_id_is_used_once),
        cmocka_unit_test(an_empty_scene_is_a_figure_too),
        cmocka_unit_test(a_dump_is_readable),
        cmocka_unit_test(widths_are_those_of_the_fonts),
        cmocka_unit_test(formulas_have_no_ligatures),
        cmocka_unit_test(a_missing_character_comes_from_the_other_family),
        cmocka_unit_test_setup_teardown(a_missing_character_comes_from_the_system_where_it_may, open_studio, close_studio),
        cmocka_unit_test(accents_stand_over_their_letters),
        cmocka_unit_test(the_fonts_are_whole),
        cmocka_unit_test(a_simplified_line_stays_within_its_tolerance),
        cmocka_unit_test(straight_lines_become_two_points),
    };
    return cmocka_run_group_tests(tests, open_studio, close_studio);
}
