/* The list of drawing commands, and the colours of the themes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "scene/measure.h"
#include "scene/scene.h"
#include "scene/theme.h"

#include <math.h>
#include <string.h>

static const Color red = 0xFF0000FF, blue = 0x0000FFFF;

static uint64_t hash_of(const Scene *scene) {
    return scene_hash(scene->data, scene->length, 0);
}

static void commands_come_back_in_order(void **state) {
    (void)state;
    Scene scene = {0};
    scene_begin(&scene, 300, 200, red);
    scene_group(&scene, "axes");
    scene_clip(&scene, (Box){1, 2, 3, 4});
    scene_fill(&scene, (Box){5, 6, 7, 8}, 9, blue);
    scene_rule(&scene, 0, 1, 2, 3, (Stroke){red, 2, DASH_TERM, 1});
    scene_text(&scene, 10, 11, ALIGN_RIGHT, (TextStyle){FONT_MONO, 12, blue}, "1 000");
    scene_clip_end(&scene);
    scene_group_end(&scene);

    static const SceneKind kinds[] = {SCENE_GROUP, SCENE_CLIP, SCENE_BOX,  SCENE_LINE,
                                      SCENE_TEXT,  SCENE_CLIP, SCENE_GROUP};
    const SceneCommand *command = NULL;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        command = scene_next(&scene, command);
        assert_non_null(command);
        assert_int_equal(command->kind, kinds[i]);
        if (kinds[i] == SCENE_BOX) assert_true(command->radius == 9 && command->fill == blue);
        if (kinds[i] == SCENE_LINE) assert_true(command->tail[1].x == 2 && command->stroke.dash == DASH_TERM);
        if (kinds[i] == SCENE_TEXT) assert_string_equal(scene_string(command), "1 000");
    }
    assert_string_equal(scene_string(command), "");
    assert_null(scene_next(&scene, command));
    scene_free(&scene);
}

static void an_empty_scene_has_no_command(void **state) {
    (void)state;
    Scene scene = {0};
    assert_null(scene_next(&scene, NULL));
    scene_begin(&scene, 10, 10, 0);
    scene_text(&scene, 0, 0, ALIGN_LEFT, (TextStyle){FONT_WORDS, 12, red}, "");
    scene_line(&scene, (Point[]){{1, 2}}, 1, (Stroke){red, 1, DASH_SOLID, 0});
    scene_polygon(&scene, (Point[]){{1, 2}, {3, 4}}, 2, red);
    assert_null(scene_next(&scene, NULL));
    scene_free(&scene);
}

static void beginning_again_keeps_the_memory(void **state) {
    (void)state;
    Scene scene = {0};
    for (int i = 0; i < 100; i++) scene_fill(&scene, (Box){i, 0, 1, 1}, 0, red);
    size_t capacity = scene.capacity;
    unsigned char *data = scene.data;
    scene_begin(&scene, 10, 10, 0);
    assert_null(scene_next(&scene, NULL));
    for (int i = 0; i < 100; i++) scene_fill(&scene, (Box){i, 0, 1, 1}, 0, red);
    assert_ptr_equal(scene.data, data);
    assert_int_equal(scene.capacity, capacity);
    scene_free(&scene);
}

static void points_that_are_not_finite_are_left_out(void **state) {
    (void)state;
    Scene scene = {0};
    Point points[] = {{0, 0}, {NAN, 1}, {2, 2}, {3, INFINITY}, {4, 4}, {5, 5}};
    scene_line(&scene, points, 6, (Stroke){red, 1, DASH_SOLID, 0});
    scene_segments(&scene, points, 6, (Stroke){red, 1, DASH_SOLID, 0});
    const SceneCommand *line = scene_next(&scene, NULL), *segments = scene_next(&scene, line);
    assert_int_equal(line->count, 4);
    assert_true(line->tail[1].x == 2);
    assert_int_equal(segments->count, 2);
    assert_true(segments->tail[0].x == 4 && segments->tail[1].x == 5);
    scene_free(&scene);
}

static void draw_with(Scene *scene, int garbage) {
    Stroke stroke;
    memset(&stroke, garbage, sizeof stroke);
    stroke.color = red;
    stroke.width = 1;
    stroke.dash = DASH_LINE;
    stroke.round = 0;
    scene_begin(scene, 10, 10, 0);
    scene_box(scene, (Box){1, 2, 3, 4}, 0, blue, stroke);
    scene_rule(scene, 0, 0, 1, 1, stroke);
    scene_segments(scene, (Point[]){{0, 0}, {1, 1}}, 2, stroke);
}

static void equal_pictures_are_equal_bytes(void **state) {
    (void)state;
    Scene one = {0}, other = {0};
    draw_with(&one, 0x00);
    draw_with(&other, 0xAA);
    assert_int_equal(one.length, other.length);
    assert_memory_equal(one.data, other.data, one.length);
    assert_true(hash_of(&one) == hash_of(&other));
    scene_free(&one);
    scene_free(&other);
}

static void different_pictures_have_different_hashes(void **state) {
    (void)state;
    Scene scene = {0};
    uint64_t seen[200];
    for (int i = 0; i < 200; i++) {
        scene_begin(&scene, 10, 10, 0);
        scene_fill(&scene, (Box){i * 1e-9, 0, 1, 1}, 0, red);
        seen[i] = hash_of(&scene);
        for (int k = 0; k < i; k++) assert_true(seen[k] != seen[i]);
    }
    assert_true(scene_hash("a", 1, 0) != scene_hash("a", 1, 1));
    assert_true(scene_hash("ab", 2, 0) != scene_hash("ba", 2, 0));
    scene_free(&scene);
}

static void dashes_grow_with_the_stroke(void **state) {
    (void)state;
    double lengths[4];
    assert_int_equal(scene_dash(DASH_SOLID, 1, lengths), 0);
    assert_int_equal(scene_dash(DASH_LINE, 1, lengths), 2);
    assert_true(lengths[0] == 6 && lengths[1] == 5);
    assert_int_equal(scene_dash(DASH_LINE, 0.5, lengths), 2);
    assert_true(lengths[0] == 6);
    assert_int_equal(scene_dash(DASH_DASH_DOT, 2, lengths), 4);
    assert_true(lengths[0] == 16 && lengths[3] == 6);
}

static void boxes_and_colours(void **state) {
    (void)state;
    Box box = {10, 20, 30, 40};
    assert_true(box_contains(box, 10, 20));
    assert_false(box_contains(box, 40, 20));
    assert_false(box_contains(box, 10, 60));
    Box inside = box_inset(box, 20, 5);
    assert_true(inside.w == 0 && inside.h == 30);
    assert_int_equal(scene_fade(0x11223380, 0.5), 0x11223340);
    assert_int_equal(scene_fade(0x112233FF, 7), 0x112233FF);
    assert_int_equal(scene_fade(0x112233FF, -1), 0x11223300);
}

static void the_fixed_measure_counts_characters(void **state) {
    (void)state;
    Measure measure = measure_fixed();
    TextStyle style = {FONT_WORDS, 10, red};
    assert_true(fabs(measure_text(&measure, style, "abc") - 18) < 1e-9);
    assert_true(fabs(measure_text(&measure, style, "α") - 6) < 1e-9);
    assert_true(fabs(measure_text(&measure, style, "1\u2009000") - 26.7) < 1e-9);
}

static Color token(const Theme *theme, size_t offset) {
    Color color;
    memcpy(&color, (const char *)theme + offset, sizeof color);
    return color;
}

static void every_pair_of_tokens_has_its_contrast(void **state) {
    (void)state;
    const Theme *themes[] = {&theme_dark, &theme_light};
    assert_true(theme_pair_count > 20);
    for (size_t i = 0; i < 2 * theme_pair_count; i++) {
        const Theme *theme = themes[i % 2];
        const ThemePair *pair = &theme_pairs[i / 2];
        double contrast = theme_contrast(token(theme, pair->ink), token(theme, pair->ground));
        if (contrast < pair->contrast)
            fail_msg("%s: %s has a contrast of %.2f, owed are %.1f", theme->name, pair->name, contrast,
                     pair->contrast);
    }
}

/* `color` as it looks on an opaque ground. */
static Color laid_on(Color color, Color ground) {
    Color mixed = 0xFF;
    double alpha = (color & 0xFF) / 255.0;
    for (int shift = 8; shift < 32; shift += 8) {
        double over = color >> shift & 0xFF, under = ground >> shift & 0xFF;
        mixed |= (Color)lround(over * alpha + under * (1 - alpha)) << shift;
    }
    return mixed;
}

/* The neutral theme has no ground: what owes a contrast owes 3:1 on light pages as on dark ones. */
static void the_neutral_theme_is_seen_on_every_page(void **state) {
    (void)state;
    static const Color pages[] = {0xFFFFFFFF, THEME_DARK_PAGE};
    for (size_t i = 0; i < 2 * theme_pair_count; i++) {
        const ThemePair *pair = &theme_pairs[i / 2];
        Color ground = laid_on(token(&theme_neutral, pair->ground), pages[i % 2]);
        double contrast = theme_contrast(token(&theme_neutral, pair->ink), ground);
        if (contrast < 3)
            fail_msg("%s has a contrast of %.2f on %s pages", pair->name, contrast, i % 2 ? "dark" : "white");
    }
    assert_int_equal(theme_mark(&theme_neutral, red, 0.5), red);
    assert_int_equal(theme_mark(&theme_dark, red, 0.5), scene_fade(red, 0.5));
}

/* --- as other eyes see them --- */

typedef struct Eye {
    const char *name;
    double min; /* how far two colours have to be apart, in OKLab; the last eye is one in 30 000 */
    double from_linear[3][3];
} Eye;

/* Dichromats as in Machado, Oliveira and Fernandes 2009. */
static const Eye eyes[] = {
    {"normal", 0.11, {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}},
    {"protanopia",
     0.075,
     {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}},
    {"deuteranopia",
     0.075,
     {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}},
    {"tritanopia",
     0.07,
     {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}},
};
enum { EYES = sizeof eyes / sizeof *eyes };

static void multiply(const double matrix[3][3], const double in[3], double out[3]) {
    for (int i = 0; i < 3; i++) out[i] = matrix[i][0] * in[0] + matrix[i][1] * in[1] + matrix[i][2] * in[2];
}

static void see(const Eye *eye, Color color, double lab[3]) {
    static const double cones[3][3] = {{0.4122214708, 0.5363325363, 0.0514459929},
                                       {0.2119034982, 0.6806995451, 0.1073969566},
                                       {0.0883024619, 0.2817188376, 0.6299787005}};
    static const double axes[3][3] = {{0.2104542553, 0.7936177850, -0.0040720468},
                                      {1.9779984951, -2.4285922050, 0.4505937099},
                                      {0.0259040371, 0.7827717662, -0.8086757660}};
    double linear[3], seen[3], cone[3];
    for (int i = 0; i < 3; i++) {
        double value = (color >> (24 - 8 * i) & 0xFF) / 255.0;
        linear[i] = value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
    }
    multiply(eye->from_linear, linear, seen);
    for (int i = 0; i < 3; i++) seen[i] = fmin(1, fmax(0, seen[i]));
    multiply(cones, seen, cone);
    for (int i = 0; i < 3; i++) cone[i] = cbrt(cone[i]);
    multiply(axes, cone, lab);
}

static double apart(const Eye *eye, Color a, Color b) {
    double one[3], other[3];
    see(eye, a, one);
    see(eye, b, other);
    return sqrt(pow(one[0] - other[0], 2) + pow(one[1] - other[1], 2) + pow(one[2] - other[2], 2));
}

/* No pinned curve is taken for another, for the present one, or for what is above 1. */
static void assert_apart(const Theme *theme, const Eye *eye, double min) {
    enum { COLORS = THEME_PINNED + 2 };
    Color colors[COLORS] = {theme->accent, theme->above_ink};
    memcpy(colors + 2, theme->pinned, sizeof theme->pinned);
    for (int i = 0; i < COLORS; i++)
        for (int k = i < 2 ? 2 : i + 1; k < COLORS; k++)
            if (apart(eye, colors[i], colors[k]) < min)
                fail_msg("%s, %s: #%06X and #%06X are %.3f apart", theme->name, eye->name, colors[i] >> 8,
                         colors[k] >> 8, apart(eye, colors[i], colors[k]));
}

/* The neutral theme has hardly any lightness to choose from: there, dash patterns have to tell. */
static void pinned_curves_are_told_apart_by_every_eye(void **state) {
    (void)state;
    for (int i = 0; i < EYES; i++) {
        assert_apart(&theme_dark, &eyes[i], eyes[i].min);
        assert_apart(&theme_light, &eyes[i], eyes[i].min);
    }
    assert_apart(&theme_neutral, &eyes[0], 0.08);
}

/* On white a dark colour is black at a glance, and in print: these are colours, and farther apart than they owe. */
static void pinned_curves_of_light_figures_are_colours(void **state) {
    (void)state;
    for (int i = 0; i < THEME_PINNED; i++) {
        double lab[3];
        see(&eyes[0], theme_light.pinned[i], lab);
        assert_true(lab[0] >= 0.415 && hypot(lab[1], lab[2]) >= 0.075);
    }
    assert_apart(&theme_light, &eyes[0], 0.14);
}

static void contrast_is_that_of_wcag(void **state) {
    (void)state;
    assert_true(fabs(theme_contrast(0x000000FF, 0xFFFFFFFF) - 21) < 1e-9);
    assert_true(fabs(theme_contrast(0x777777FF, 0xFFFFFFFF) - 4.478) < 1e-3);
    assert_true(theme_contrast(red, red) == 1);
}

static void themes_are_found_by_name(void **state) {
    (void)state;
    assert_ptr_equal(theme_find("dark"), &theme_dark);
    assert_ptr_equal(theme_find("light"), &theme_light);
    assert_ptr_equal(theme_find("neutral"), &theme_neutral);
    assert_null(theme_find("Dark"));
}

static void a_picture_is_placed_larger_and_elsewhere(void **state) {
    (void)state;
    Scene picture = {0}, scene = {0};
    Point points[] = {{1, 2}, {3, 4}};
    scene_begin(&picture, 10, 10, 0);
    scene_group(&picture, "curve");
    scene_clip(&picture, (Box){1, 1, 5, 5});
    scene_line(&picture, points, 2, (Stroke){.color = 0xFF, .width = 1.5});
    scene_clip_end(&picture);
    scene_text(&picture, 4, 5, ALIGN_LEFT, (TextStyle){FONT_MONO, 12, 0xFF}, "x");
    scene_begin(&scene, 100, 100, 0);
    scene_place(&scene, &picture, 10, 20, 2);
    const SceneCommand *clip = scene_next(&scene, NULL), *line = scene_next(&scene, clip);
    const SceneCommand *clip_end = scene_next(&scene, line), *text = scene_next(&scene, clip_end);
    assert_int_equal(clip->kind, SCENE_CLIP);
    assert_true(clip->box.x == 12 && clip->box.y == 22 && clip->box.w == 10);
    assert_true(line->tail[1].x == 16 && line->tail[1].y == 28 && line->stroke.width == 3);
    assert_true(clip_end->kind == SCENE_CLIP && clip_end->box.w == 0);
    assert_true(text->x == 18 && text->y == 30 && text->size == 24);
    assert_null(scene_next(&scene, text));
    scene_free(&picture);
    scene_free(&scene);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commands_come_back_in_order),
        cmocka_unit_test(an_empty_scene_has_no_command),
        cmocka_unit_test(beginning_again_keeps_the_memory),
        cmocka_unit_test(points_that_are_not_finite_are_left_out),
        cmocka_unit_test(equal_pictures_are_equal_bytes),
        cmocka_unit_test(different_pictures_have_different_hashes),
        cmocka_unit_test(dashes_grow_with_the_stroke),
        cmocka_unit_test(boxes_and_colours),
        cmocka_unit_test(the_fixed_measure_counts_characters),
        cmocka_unit_test(every_pair_of_tokens_has_its_contrast),
        cmocka_unit_test(the_neutral_theme_is_seen_on_every_page),
        cmocka_unit_test(pinned_curves_are_told_apart_by_every_eye),
        cmocka_unit_test(pinned_curves_of_light_figures_are_colours),
        cmocka_unit_test(contrast_is_that_of_wcag),
        cmocka_unit_test(themes_are_found_by_name),
        cmocka_unit_test(a_picture_is_placed_larger_and_elsewhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
