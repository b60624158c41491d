/* The window's painter, without a window: into SDL surfaces in memory. */
#include "paint/damage.h"
#include "paint/paint.h"
#include "paint/glyph_cache.h"
#include "paint/screen.h"
#include "scene/theme.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { WIDTH = 500, HEIGHT = 300 };

static const Color ground = 0x101820FF, ink = 0xF0A030FF;

typedef struct Bench {
    Screen *screen;
    Scene scene;
    SDL_Surface *surface;
    SDL_Rect rects[SCREEN_RECTS_MAX];
} Bench;

static SDL_Surface *new_surface(int width, int height) {
    SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormat(0, width, height, 32, SDL_PIXELFORMAT_RGB888);
    assert_non_null(surface);
    return surface;
}

static Bench open_bench(void) {
    Bench bench = {.screen = screen_open(), .surface = new_surface(WIDTH, HEIGHT)};
    assert_non_null(bench.screen);
    scene_begin(&bench.scene, WIDTH, HEIGHT, ground);
    return bench;
}

static void close_bench(Bench *bench) {
    screen_close(bench->screen);
    scene_free(&bench->scene);
    SDL_FreeSurface(bench->surface);
}

static int paint(Bench *bench) {
    return screen_paint(bench->screen, &bench->scene, bench->surface, bench->rects);
}

static unsigned pixel(const SDL_Surface *surface, int x, int y) {
    const unsigned char *row = (const unsigned char *)surface->pixels + (size_t)y * (size_t)surface->pitch;
    uint32_t value;
    memcpy(&value, row + 4 * x, sizeof value);
    return value & 0xFFFFFF;
}

static void set_pixel(SDL_Surface *surface, int x, int y, uint32_t value) {
    memcpy((unsigned char *)surface->pixels + (size_t)y * (size_t)surface->pitch + 4 * (size_t)x, &value,
           sizeof value);
}

static int difference(unsigned a, unsigned b) {
    int max = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
        int apart = abs((int)(a >> shift & 0xFF) - (int)(b >> shift & 0xFF));
        if (apart > max) max = apart;
    }
    return max;
}

static void assert_near_pixels(const SDL_Surface *a, const SDL_Surface *b, int max) {
    for (int y = 0; y < a->h; y++)
        for (int x = 0; x < a->w; x++)
            if (difference(pixel(a, x, y), pixel(b, x, y)) > max)
                fail_msg("pixel %d,%d is %06X, not %06X", x, y, pixel(a, x, y), pixel(b, x, y));
}

static void assert_same_pixels(const SDL_Surface *a, const SDL_Surface *b) {
    assert_near_pixels(a, b, 0);
}

/* The columns that are not of the ground's colour: the first and one behind the last; equal where there are
 * none. */
static void inked_columns(const SDL_Surface *surface, int *first, int *last) {
    *first = *last = 0;
    for (int x = 0; x < surface->w; x++)
        for (int y = 0; y < surface->h; y++) {
            if (pixel(surface, x, y) == ground >> 8) continue;
            if (*last == 0) *first = x;
            *last = x + 1;
        }
}

static void paints_what_the_scene_says(void **state) {
    (void)state;
    Bench bench = open_bench();
    scene_fill(&bench.scene, (Box){10, 20, 30, 40}, 0, ink);
    assert_int_equal(paint(&bench), 1);
    assert_int_equal(pixel(bench.surface, 0, 0), ground >> 8);
    assert_int_equal(pixel(bench.surface, 10, 20), ink >> 8);
    assert_int_equal(pixel(bench.surface, 39, 59), ink >> 8);
    assert_int_equal(pixel(bench.surface, 40, 60), ground >> 8);
    close_bench(&bench);
}

static void the_same_scene_costs_nothing(void **state) {
    (void)state;
    Bench bench = open_bench();
    scene_fill(&bench.scene, (Box){10, 20, 30, 40}, 0, ink);
    paint(&bench);
    set_pixel(bench.surface, 12, 22, 0x123456);
    assert_int_equal(paint(&bench), 0);
    assert_int_equal(pixel(bench.surface, 12, 22), 0x123456);
    screen_forget(bench.screen);
    assert_int_equal(paint(&bench), 1);
    assert_int_equal(pixel(bench.surface, 12, 22), ink >> 8);
    close_bench(&bench);
}

static void a_small_change_is_a_small_rectangle(void **state) {
    (void)state;
    Bench bench = open_bench();
    TextStyle style = {FONT_MONO, 13, ink};
    scene_text(&bench.scene, 300, 200, ALIGN_LEFT, style, "41");
    paint(&bench);
    scene_begin(&bench.scene, WIDTH, HEIGHT, ground);
    scene_text(&bench.scene, 300, 200, ALIGN_LEFT, style, "42");
    assert_int_equal(paint(&bench), 1);
    assert_true(bench.rects[0].w <= 128 && bench.rects[0].h <= 128);
    assert_true(bench.rects[0].x <= 300 && bench.rects[0].y <= 190);
    close_bench(&bench);
}

static unsigned random_next(unsigned *seed) {
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static double random_to(unsigned *seed, double max) {
    return random_next(seed) % 10000 / 10000.0 * max;
}

static void add_random_line(Scene *scene, unsigned *seed) {
    Point points[6];
    size_t count = 2 + random_next(seed) % 5;
    for (size_t i = 0; i < count; i++)
        points[i] = (Point){random_to(seed, WIDTH + 100) - 50, random_to(seed, HEIGHT + 100) - 50};
    Stroke stroke = {ink, 1 + random_next(seed) % 4, (Dash)(random_next(seed) % DASH_COUNT),
                     (int)(random_next(seed) % 2)};
    switch (random_next(seed) % 3) {
    case 0: scene_line(scene, points, count, stroke); break;
    case 1: scene_segments(scene, points, count / 2 * 2, stroke); break;
    default: scene_polygon(scene, points, count, 0x30FF8060); break;
    }
}

static void add_random_text(Scene *scene, unsigned *seed) {
    static const char *const strings[] = {"Never above 1", "1 000 ⟺ x ≤ 1", "jf(250) = 0.25", "→ ∎"};
    TextStyle style = {(Font)(random_next(seed) % FONT_COUNT), 11 + random_next(seed) % 5, 0xFFFFFFFF};
    scene_text(scene, random_to(seed, WIDTH), random_to(seed, HEIGHT), (Align)(random_next(seed) % 3), style,
               strings[random_next(seed) % 4]);
}

static void add_random_command(Scene *scene, unsigned *seed) {
    Box box = {random_to(seed, WIDTH), random_to(seed, HEIGHT), random_to(seed, 120), random_to(seed, 90)};
    switch (random_next(seed) % 6) {
    case 0: scene_clip(scene, box); break;
    case 1: scene_clip_end(scene); break;
    case 2: scene_box(scene, box, random_to(seed, 12), 0x205080C0, (Stroke){ink, 1.5, DASH_SOLID, 0}); break;
    case 3: add_random_text(scene, seed); break;
    default: add_random_line(scene, seed); break;
    }
}

/* The scenes of one seed share their first commands with those of its neighbours, as frames of a program do.
 */
static void random_scene(Scene *scene, unsigned round) {
    scene_begin(scene, WIDTH, HEIGHT, ground);
    for (unsigned i = 0; i < 14; i++) {
        unsigned seed = (round * 7 + i) / 14 * 977 + i * 31;
        add_random_command(scene, &seed);
    }
}

/* Cairo cuts edges at the clip before it measures what they cover, which moves slanted ones by a 256th of a
 * pixel. */
enum { CLIPPED_EDGE = 20 };

static void parts_add_up_to_the_whole_at(double scale) {
    Bench parts = open_bench();
    screen_set_scale(parts.screen, scale);
    SDL_Surface *whole = new_surface(WIDTH, HEIGHT);
    for (unsigned round = 0; round < 120; round++) {
        random_scene(&parts.scene, round);
        paint(&parts);
        Screen *fresh = screen_open();
        SDL_Rect rects[SCREEN_RECTS_MAX];
        screen_set_scale(fresh, scale);
        assert_int_equal(screen_paint(fresh, &parts.scene, whole, rects), 1);
        assert_near_pixels(parts.surface, whole, CLIPPED_EDGE);
        screen_close(fresh);
    }
    SDL_FreeSurface(whole);
    close_bench(&parts);
}

static void parts_add_up_to_the_whole(void **state) {
    (void)state;
    parts_add_up_to_the_whole_at(1);
    parts_add_up_to_the_whole_at(1.5);
}

static void many_changes_are_few_rectangles(void **state) {
    (void)state;
    Bench bench = open_bench();
    SDL_FreeSurface(bench.surface);
    bench.surface = new_surface(2000, 2000);
    paint(&bench);
    for (int i = 0; i < 100; i++) scene_fill(&bench.scene, (Box){i % 10 * 200, i / 10 * 200, 5, 5}, 0, ink);
    int count = paint(&bench);
    assert_in_range(count, 1, SCREEN_RECTS_MAX);
    for (int i = 0; i < count; i++) {
        SDL_Rect rect = bench.rects[i];
        assert_true(rect.x >= 0 && rect.y >= 0 && rect.w > 0 && rect.h > 0);
        assert_true(rect.x + rect.w <= 2000 && rect.y + rect.h <= 2000);
    }
    for (int i = 0; i < 100; i++)
        assert_int_equal(pixel(bench.surface, i % 10 * 200 + 2, i / 10 * 200 + 2), ink >> 8);
    close_bench(&bench);
}

static void another_surface_is_painted_whole(void **state) {
    (void)state;
    Bench bench = open_bench();
    paint(&bench);
    SDL_FreeSurface(bench.surface);
    bench.surface = new_surface(WIDTH + 37, HEIGHT + 11);
    assert_int_equal(paint(&bench), 1);
    assert_int_equal(bench.rects[0].w, WIDTH + 37);
    assert_int_equal(pixel(bench.surface, WIDTH + 36, HEIGHT + 10), ground >> 8);
    close_bench(&bench);
}

static double width_of(Screen *screen, Font font, double size, const char *utf8) {
    Measure measure = screen_measure(screen);
    return measure_text(&measure, (TextStyle){font, size, ink}, utf8);
}

/* Text is as wide as was measured: none of it beyond, and its end not far inside. */
static void measure_agrees_with_what_is_drawn(void **state) {
    (void)state;
    static const char *const strings[] = {"Never above 1", "0.00275", "warmup_factor·(1 − α)", "H"};
    for (int i = 0; i < 4 * FONT_COUNT; i++) {
        Bench bench = open_bench();
        Font font = (Font)(i / 4);
        double width = width_of(bench.screen, font, 14, strings[i % 4]);
        scene_text(&bench.scene, 400, 100, ALIGN_RIGHT, (TextStyle){font, 14, ink}, strings[i % 4]);
        paint(&bench);
        int first, last;
        inked_columns(bench.surface, &first, &last);
        assert_in_range(last, 396, 401);
        assert_in_range(first, 399 - (int)width, 404 - (int)width);
        close_bench(&bench);
    }
}

/* To the pixel, with nothing of how the word would go on. */
static void words_are_as_wide_as_in_figures(void **state) {
    (void)state;
    static const char *const words[] = {"Export", "base_lr", "reaches ", "lr", "NOTES", "…"};
    Bench bench = open_bench();
    PaintFonts *fonts = paint_fonts_open();
    Measure measure = paint_measure(fonts);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        for (double size = 11; size <= 15; size += 0.5) {
            double exact = measure.width(measure.self, FONT_WORDS, size, words[i], strlen(words[i]));
            assert_float_equal(width_of(bench.screen, FONT_WORDS, size, words[i]), exact, 0.501);
        }
    paint_fonts_close(fonts);
    close_bench(&bench);
}

static void mono_is_set_in_even_cells(void **state) {
    (void)state;
    Bench bench = open_bench();
    double cell = width_of(bench.screen, FONT_MONO, 13, "0");
    assert_float_equal(cell, 8, 0);
    assert_float_equal(width_of(bench.screen, FONT_MONO, 13, "f(x) >= 10"), 10 * cell, 0);
    assert_float_equal(width_of(bench.screen, FONT_MONO, 13, "1\u2009000"), 4 * cell + 4, 0);
    assert_float_equal(width_of(bench.screen, FONT_MONO, 13, ""), 0, 0);
    close_bench(&bench);
}

static void mono_has_no_ligatures(void **state) {
    (void)state;
    Bench together = open_bench(), apart = open_bench();
    TextStyle style = {FONT_MONO, 14, ink};
    double cell = width_of(together.screen, FONT_MONO, 14, "-");
    scene_text(&together.scene, 100, 100, ALIGN_LEFT, style, "->");
    scene_text(&apart.scene, 100, 100, ALIGN_LEFT, style, "-");
    scene_text(&apart.scene, 100 + cell, 100, ALIGN_LEFT, style, ">");
    paint(&together);
    paint(&apart);
    assert_same_pixels(together.surface, apart.surface);
    close_bench(&together);
    close_bench(&apart);
}

/* JetBrains Mono has no U+27FA: it looks as in Inter, and not like a character that nobody has. */
static void the_other_family_helps_out(void **state) {
    (void)state;
    Bench mono = open_bench(), words = open_bench(), missing = open_bench();
    scene_text(&mono.scene, 100, 100, ALIGN_LEFT, (TextStyle){FONT_MONO, 14, ink}, "\u27FA");
    scene_text(&words.scene, 100, 100, ALIGN_LEFT, (TextStyle){FONT_WORDS, 14, ink}, "\u27FA");
    scene_text(&missing.scene, 100, 100, ALIGN_LEFT, (TextStyle){FONT_WORDS, 14, ink}, "\uE123");
    paint(&mono);
    paint(&words);
    paint(&missing);
    assert_same_pixels(mono.surface, words.surface);
    assert_memory_not_equal(words.surface->pixels, missing.surface->pixels,
                            (size_t)(words.surface->pitch * words.surface->h));
    close_bench(&mono);
    close_bench(&words);
    close_bench(&missing);
}

/* A lesson is refused rather than shown with boxes; letters that the system's fonts have are no such. */
static void letters_that_no_font_has_are_told(void **state) {
    (void)state;
    Bench bench = open_bench();
    Measure measure = screen_measure(bench.screen);
    assert_null(measure.missing(measure.self, "a \u0561 \u200b"));
    assert_string_equal(measure.missing(measure.self, "a\U00012345b"), "\U00012345b");
    close_bench(&bench);
}

static void text_is_cut_by_the_clip(void **state) {
    (void)state;
    Bench bench = open_bench();
    scene_clip(&bench.scene, (Box){100, 80, 20, 40});
    scene_text(&bench.scene, 90, 100, ALIGN_LEFT, (TextStyle){FONT_WORDS_BOLD, 15, ink}, "MMMMMMMM");
    paint(&bench);
    int first, last;
    inked_columns(bench.surface, &first, &last);
    assert_in_range(first, 100, 102);
    assert_in_range(last, 118, 120);
    close_bench(&bench);
}

static void twice_the_scale_is_twice_the_pixels(void **state) {
    (void)state;
    Bench bench = open_bench();
    double one = width_of(bench.screen, FONT_WORDS, 14, "the learning rate");
    screen_set_scale(bench.screen, 2);
    double two = width_of(bench.screen, FONT_WORDS, 14, "the learning rate");
    assert_true(two > one - 1.5 && two < one + 1.5);
    scene_text(&bench.scene, 20, 100, ALIGN_LEFT, (TextStyle){FONT_WORDS, 14, ink}, "the learning rate");
    paint(&bench);
    int first, last;
    inked_columns(bench.surface, &first, &last);
    assert_in_range(first, 39, 43);
    assert_in_range(last, 40 + (int)(2 * two) - 4, 41 + (int)(2 * two));
    close_bench(&bench);
}

/* More different texts than the store holds: what gave way is made again, and looks the same. */
static void old_masks_give_way(void **state) {
    (void)state;
    Bench used = open_bench(), fresh = open_bench();
    TextStyle style = {FONT_WORDS, 14, ink};
    for (int i = 0; i < 2000; i++) {
        char string[64];
        snprintf(string, sizeof string, "peak 1.5 × base_lr = %d at step 0", i);
        width_of(used.screen, FONT_WORDS, 14, string);
    }
    scene_text(&used.scene, 20, 100, ALIGN_LEFT, style, "peak 1.5 × base_lr = 7 at step 0");
    scene_text(&fresh.scene, 20, 100, ALIGN_LEFT, style, "peak 1.5 × base_lr = 7 at step 0");
    paint(&used);
    paint(&fresh);
    assert_same_pixels(used.surface, fresh.surface);
    close_bench(&used);
    close_bench(&fresh);
}

/* A mitre juts out of its corner, here by five widths: where only the line is new, its tip is painted too. */
static void a_mitre_is_painted_to_its_tip(void **state) {
    (void)state;
    Bench changed = open_bench(), whole = open_bench();
    const Point corner[] = {{300, 76}, {80, 100}, {300, 124}};
    Stroke stroke = {.color = ink, .width = 12};
    paint(&changed);
    scene_line(&changed.scene, corner, 3, stroke);
    scene_line(&whole.scene, corner, 3, stroke);
    paint(&changed);
    paint(&whole);
    int first, last;
    inked_columns(whole.surface, &first, &last);
    assert_true(first < 64); /* the tip lies in another cell than the corner */
    assert_same_pixels(changed.surface, whole.surface);
    close_bench(&changed);
    close_bench(&whole);
}

/* A mask is found only while its bytes are its own: none may be handed out when others have been written over
 * them. */
static void a_mask_does_not_outlive_its_bytes(void **state) {
    (void)state;
    enum { MASKS = 900 };
    GlyphCache cache = {0};
    glyph_cache_reset(&cache, 1);
    int found = 0;
    for (int i = 0; i < MASKS; i++) {
        int width = 40 + i % 37, height = 60 + i % 11;
        Mask *mask = glyph_cache_add(&cache, (uint64_t)i + 1, 0);
        glyph_cache_cover(&cache, mask, width, height);
        memset(mask->coverage, i % 251, (size_t)width * (size_t)height);
        for (int k = 0; k <= i; k++) {
            const Mask *old = glyph_cache_find(&cache, (uint64_t)k + 1);
            if (!old) continue;
            size_t last = (size_t)old->width * (size_t)old->height - 1;
            assert_int_equal(old->coverage[0], k % 251);
            assert_int_equal(old->coverage[last], k % 251);
            found++;
        }
    }
    assert_true(found > MASKS);
    assert_null(glyph_cache_find(&cache, 1));
    glyph_cache_free(&cache);
}

static void a_text_wider_than_the_store_is_cut(void **state) {
    (void)state;
    Bench bench = open_bench();
    enum { LENGTH = 20000 };
    char *string = malloc(LENGTH + 1);
    assert_non_null(string);
    memset(string, 'm', LENGTH);
    string[LENGTH] = 0;
    scene_text(&bench.scene, 20, 100, ALIGN_LEFT, (TextStyle){FONT_WORDS, 14, ink}, string);
    assert_int_equal(paint(&bench), 1);
    int first, last;
    inked_columns(bench.surface, &first, &last);
    assert_int_equal(last, WIDTH);
    free(string);
    close_bench(&bench);
}

int main(void) {
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paints_what_the_scene_says),
        cmocka_unit_test(the_same_scene_costs_nothing),
        cmocka_unit_test(a_small_change_is_a_small_rectangle),
        cmocka_unit_test(parts_add_up_to_the_whole),
        cmocka_unit_test(many_changes_are_few_rectangles),
        cmocka_unit_test(another_surface_is_painted_whole),
        cmocka_unit_test(measure_agrees_with_what_is_drawn),
        cmocka_unit_test(words_are_as_wide_as_in_figures),
        cmocka_unit_test(mono_is_set_in_even_cells),
        cmocka_unit_test(mono_has_no_ligatures),
        cmocka_unit_test(the_other_family_helps_out),
        cmocka_unit_test(letters_that_no_font_has_are_told),
        cmocka_unit_test(text_is_cut_by_the_clip),
        cmocka_unit_test(twice_the_scale_is_twice_the_pixels),
        cmocka_unit_test(old_masks_give_way),
        cmocka_unit_test(a_mitre_is_painted_to_its_tip),
        cmocka_unit_test(a_mask_does_not_outlive_its_bytes),
        cmocka_unit_test(a_text_wider_than_the_store_is_cut),
    };
    return cmocka_run_group_tests_name("screen", tests, NULL, NULL);
}
