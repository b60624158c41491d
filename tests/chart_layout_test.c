/* Where the chart puts its words: none over another, none over what it speaks of. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "chart/overlays.h"
#include "apart.h"
#include "picture.h"

static void no_text_overlaps_in_the_window(void **state) {
    (void)state;
    static const double widths[] = {920, 1500, 600, 340};
    for (int i = 0; i < SPECIMENS; i++)
        for (int w = 0; w < 4; w++) {
            Picture picture;
            picture_open(&picture, specimen(i));
            scene_begin(&picture.scene, widths[w] + 40, 800, 0);
            chart_plot(&picture.scene, (Box){20, 62, widths[w], 560}, &picture.chart);
            if (widths[w] >= 600)
                chart_formula(&picture.scene, (Box){20, 634, widths[w], 146}, &picture.chart);
            assert_texts_apart(&picture.scene, &picture.measure);
            picture_close(&picture);
        }
}

/* A low strip leaves rows out; what is left stands apart and inside it. */
static void a_low_strip_leaves_rows_out(void **state) {
    (void)state;
    size_t before = 0;
    for (double height = 30; height <= 200; height += 5) {
        Picture picture;
        picture_open(&picture, specimen(0));
        scene_begin(&picture.scene, 640, height, 0);
        chart_formula(&picture.scene, (Box){0, 0, 640, height}, &picture.chart);
        assert_texts_apart(&picture.scene, &picture.measure);
        size_t texts = 0;
        for (const SceneCommand *c = NULL; (c = scene_next(&picture.scene, c));)
            texts += c->kind == SCENE_TEXT;
        assert_true(texts >= before && texts > 0);
        before = texts;
        picture_close(&picture);
    }
    assert_true(before > 12);
}

static void no_text_overlaps_in_figures(void **state) {
    (void)state;
    static const double sizes[][2] = {{320, 180}, {400, 800}, {960, 540}, {1200, 300}, {3840, 2160}};
    for (int i = 0; i < SPECIMENS; i++)
        for (int s = 0; s < 5; s++) {
            Picture picture;
            picture_open(&picture, specimen(i));
            picture.chart.crosshair = CHART_NO_STEP;
            picture.chart.handles = false;
            scene_begin(&picture.scene, sizes[s][0], sizes[s][1], 0);
            chart_figure(&picture.scene, &picture.chart,
                         s % 2 ? "A title of some length over the figure" : NULL);
            assert_texts_apart(&picture.scene, &picture.measure);
            picture_close(&picture);
        }
}

static bool has_group(const Scene *scene, const char *name) {
    for (const SceneCommand *c = NULL; (c = scene_next(scene, c));)
        if (c->kind == SCENE_GROUP && !strcmp(scene_string(c), name)) return true;
    return false;
}

/* With all parts that there are, in every size: what does not fit is left out, and nothing stands on the
 * other. */
static void no_text_overlaps_in_figures_with_everything(void **state) {
    (void)state;
    static const double sizes[][2] = {{320, 180}, {480, 270},  {300, 600},
                                      {960, 540}, {1200, 300}, {3840, 2160}};
    for (int i = 0; i < SPECIMENS; i += 3)
        for (int s = 0; s < 6; s++) {
            Picture picture;
            picture_open(&picture, specimen(i));
            picture.chart.crosshair = CHART_NO_STEP;
            for (int part = 0; part < CHART_PARTS; part++)
                if (!chart_parts[part].shown_by_default) picture.chart.switched |= 1u << part;
            scene_begin(&picture.scene, sizes[s][0], sizes[s][1], 0);
            chart_figure(&picture.scene, &picture.chart,
                         s % 2 ? "A title of some length over the figure" : NULL);
            assert_texts_apart(&picture.scene, &picture.measure);
            assert_true(s == 0 || has_group(&picture.scene, "caption"));
            picture_close(&picture);
        }
}

/* Each part is there, and can be left out. */
static void parts_are_switched_one_by_one(void **state) {
    (void)state;
    static const char *const groups[CHART_PARTS] = {
        [CHART_CURVE] = "curve",    [CHART_VERDICT] = "verdict", [CHART_GRID] = "grid",
        [CHART_WARMUP] = "warm-up", [CHART_BASELINE] = "line-at-1", [CHART_TERMS] = "terms",
        [CHART_LEGEND] = "legend",  [CHART_NOTES] = "notes",     [CHART_FORMULA] = "formula",
        [CHART_CAPTION] = "caption"};
    for (int part = -1; part < CHART_PARTS; part++) {
        Picture picture;
        picture_open(&picture, specimen(0));
        picture.chart.handles = false;
        picture.chart.switched = part < 0 ? 0 : 1u << part;
        scene_begin(&picture.scene, 960, 540, 0);
        chart_figure(&picture.scene, &picture.chart, NULL);
        for (int other = 0; other < CHART_PARTS; other++)
            if (groups[other] &&
                !(part == CHART_TERMS && other == CHART_LEGEND)) /* names what is not there */
                assert_int_equal(has_group(&picture.scene, groups[other]),
                                 chart_parts[other].shown_by_default != (other == part));
        picture_close(&picture);
    }
    for (int part = 0; part < CHART_PARTS; part++)
        assert_int_equal(chart_part_find(chart_parts[part].name), part);
    assert_int_equal(chart_part_find("Verdict"), -1);
}

static const SceneCommand *next_epoch(const Scene *scene, const SceneCommand *at) {
    bool inside = at != NULL;
    while ((at = scene_next(scene, at))) {
        if (at->kind == SCENE_GROUP) inside = !strcmp(scene_string(at), "epochs");
        if (inside && at->kind == SCENE_TEXT && at->align == ALIGN_MIDDLE) return at;
    }
    return NULL;
}

/* The line that comes down from the warm-up's bracket ends above the labels that it would cross. */
static void assert_bracket_ends_above(const Picture *picture, Box box) {
    for (const SceneCommand *c = NULL; (c = next_in(&picture->scene, "warm-up", c));) {
        if (c->kind != SCENE_LINE || c->tail[0].x != c->tail[1].x) continue;
        bool across = c->tail[0].x >= box.x && c->tail[0].x <= box.x + box.w;
        assert_true(!across || c->tail[1].y <= box.y || c->tail[0].y >= box.y + box.h);
    }
}

/* Labels of epochs stand where they say, 0 among them, free of the warm-up's bracket. */
static void assert_epochs_in_place(const Picture *picture, double steps, int min) {
    int count = 0;
    bool zero = picture->layout.view.x0 > 0;
    for (const SceneCommand *at = NULL; (at = next_epoch(&picture->scene, at)); count++) {
        static const char sign[] = "\u2248"; /* among prefixed labels an odd one has four digits */
        const char *label = scene_string(at);
        bool about = !strncmp(label, sign, strlen(sign));
        double epoch, x;
        assert_true(number_parse(label + (about ? strlen(sign) : 0), &epoch));
        x = chart_x(&picture->layout, epoch * steps);
        double off = about ? fabs(chart_x(&picture->layout, epoch * steps * 1.001) - x) : 0;
        assert_float_equal(at->x, x, off + 1e-6);
        Box box = text_box(at, &picture->measure);
        assert_bracket_ends_above(picture, box);
        zero = zero || epoch == 0;
        assert_true(at->y < picture->layout.plot.y);
    }
    assert_true(zero);
    assert_in_range(count, min, 20);
}

static void epochs_stand_on_top_of_the_plot(void **state) {
    (void)state;
    static const struct {
        int64_t steps, iters;
        double from, to;
        int min;
    } cases[] = {{60, 59, 0, 1, 3},           {7330, 1000, 0, 1, 3},
                 {60, 1000, 0.3, 0.4, 3},     {1, 30, 0, 1, 3},
                 {137, 0, 0.5, 1, 3},         {60, 60, 0.1, 0.12, 1},
                 {90000, 1000, 0, 1, 1},      {7, 5, 0.2, 0.9, 3},
                 {100, 1560, 0, 1, 3},        {400000, 1000, 0, 1, 3},
                 {313, 3130, 0, 1, 3},        {7330, 1000, 0, 0.011, 3},
                 {7330, 1000, 0.5, 0.505, 3}, {7330, 1000, 0.5, 0.5004, 3}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (double width = 920; width > 300; width -= 190) {
            Picture picture;
            picture_open(&picture, schedule_default());
            picture.schedule.steps_per_epoch = cases[i].steps;
            picture.schedule.warmup_iters = cases[i].iters;
            picture.schedule.total_steps = cases[i].steps == 60 ? 1560 : 90000;
            picture.chart.view = chart_fit(&picture.schedule);
            picture.chart.view.x0 = cases[i].from * (double)picture.schedule.total_steps;
            picture.chart.view.x1 = cases[i].to * (double)picture.schedule.total_steps;
            scene_begin(&picture.scene, width + 40, 800, 0);
            picture.layout = chart_plot(&picture.scene, (Box){20, 62, width, 560}, &picture.chart);
            assert_texts_apart(&picture.scene, &picture.measure);
            assert_epochs_in_place(&picture, (double)cases[i].steps, width > 900 ? cases[i].min : 0);
            picture_close(&picture);
        }
}

/* Without epochs, in a low figure, and where they are hidden, there is no such axis. */
static void epochs_are_left_out(void **state) {
    (void)state;
    for (int i = 0; i < 4; i++) {
        Picture picture;
        picture_open(&picture, schedule_default());
        picture.schedule.steps_per_epoch = i == 0 ? SCHEDULE_AUTO : 100;
        picture.chart.switched = i == 1 ? 1u << CHART_EPOCHS : 0;
        scene_begin(&picture.scene, 960, i == 2 ? 200 : 540, 0);
        chart_figure(&picture.scene, &picture.chart, NULL);
        assert_int_equal(has_group(&picture.scene, "epochs"), i == 3);
        picture_close(&picture);
    }
}

static void formula_line(const Picture *picture, Text *out) {
    double baseline = NAN;
    for (const SceneCommand *c = NULL; (c = next_in(&picture->scene, "formula", c));) {
        if (c->kind != SCENE_TEXT || !strncmp(scene_string(c), "Here", 4)) continue;
        if (isnan(baseline)) baseline = c->y;
        if (c->y == baseline) text_add(out, scene_string(c));
    }
}

static void the_formula_is_the_methods_own(void **state) {
    (void)state;
    static const struct {
        WarmupMethod method;
        Decay decay;
        int64_t step;
        const char *text;
    } table[] = {
        {WARMUP_LINEAR, DECAY_NONE, 250,
         "f(250) = warmup_factor·(1 − α) + α = 1.5·(1 − 0.25) + 0.25 = 1.375"},
        {WARMUP_LINEAR, DECAY_NONE, 1500, "f(1\u2009500) = 1, because 1\u2009500 ≥ warmup_iters"},
        {WARMUP_CONSTANT, DECAY_NONE, 250, "f(250) = warmup_factor = 1.5"},
        {WARMUP_EXPONENTIAL, DECAY_NONE, 500, "f(500) = warmup_factor^(1 − α) = 1.5^(1 − 0.5) ≈ 1.2247"},
        {WARMUP_COSINE, DECAY_NONE, 500, "f(500) = warmup_factor·(1 − β) + β = 1.5·(1 − 0.5) + 0.5 = 1.25"},
        {WARMUP_LINEAR, DECAY_LINEAR, 500,
         "f(500)·d(0) = (warmup_factor·(1 − α) + α)·d = (1.5·(1 − 0.5) + 0.5)·1 = 1.25"},
        {WARMUP_LINEAR, DECAY_LINEAR, 1500,
         "f(1\u2009500)·d(500) = 1·0.5 = 0.5, because 1\u2009500 ≥ warmup_iters"},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        Picture picture;
        Text text = {0};
        Schedule schedule = schedule_default();
        schedule.warmup_factor = 1.5;
        schedule.warmup_method = table[i].method;
        schedule.decay = table[i].decay;
        schedule.final_factor = 0;
        picture_open(&picture, schedule);
        picture.chart.formula_step = table[i].step;
        picture_draw(&picture);
        formula_line(&picture, &text);
        assert_string_equal(text_string(&text), table[i].text);
        text_free(&text);
        picture_close(&picture);
    }
}

/* --- The crosshair --- */

static const SceneCommand *readout_card(const Scene *scene) {
    const SceneCommand *card = NULL;
    for (const SceneCommand *c = NULL; (c = next_in(scene, "crosshair", c));)
        if (c->kind == SCENE_BOX && c->box.w > 50) card = c;
    return card;
}

static void assert_readout_beside_point(const Picture *picture, int64_t step) {
    const SceneCommand *card = readout_card(&picture->scene);
    assert_non_null(card);
    double x = chart_x(&picture->layout, (double)step);
    double y = chart_y(&picture->layout, schedule_factor(&picture->schedule, step));
    assert_false(box_contains(box_inset(card->box, -4, -4), x, y));
    Box plot = box_inset(picture->layout.plot, -1, -1);
    assert_true(box_contains(plot, card->box.x, card->box.y));
    assert_true(box_contains(plot, card->box.x + card->box.w, card->box.y + card->box.h));
}

/* In a wide plot it stands beside its step, in a narrow one above or below the curve. */
static void the_readout_never_covers_its_point(void **state) {
    (void)state;
    static const double widths[] = {920, 400};
    for (int i = 0; i < SPECIMENS; i++)
        for (int k = 0; k <= 20; k++) {
            Picture picture;
            Schedule schedule = specimen(i);
            int64_t step = schedule.total_steps / 10 * (k / 2);
            picture_open(&picture, schedule);
            picture.chart.crosshair = step;
            scene_begin(&picture.scene, 960, 800, 0);
            picture.layout = chart_plot(&picture.scene, (Box){20, 62, widths[k % 2], 560}, &picture.chart);
            assert_readout_beside_point(&picture, step);
            picture_close(&picture);
        }
}

/* With pins and a family too, which have labels at their curves or a legend. */
static void no_text_overlaps_among_many_curves(void **state) {
    (void)state;
    static const double sizes[][2] = {{320, 180}, {400, 800}, {960, 540}, {1200, 300}};
    enum { PINS = 20 };
    for (int i = 0; i < SPECIMENS; i += 7) {
        Picture picture;
        Schedule pinned[PINS];
        ChartFamily family;
        ChartOverlay overlays[PINS + CHART_FAMILY];
        picture_open(&picture, specimen(i));
        chart_family(&family, &picture.schedule, PARAMETER_WARMUP_FACTOR, 0, 2, &theme_light);
        for (int k = 0; k < family.count; k++) overlays[k] = family.overlays[k];
        for (int k = 0; k < PINS; k++) {
            pinned[k] = specimen((i + 3 * k) % SPECIMENS);
            overlays[family.count + k] = chart_pinned(&pinned[k], "a pinned curve", (size_t)k, &theme_light);
        }
        picture.chart.overlays = overlays;
        picture.chart.overlay_count = (size_t)family.count + PINS;
        picture.chart.name = "the present one";
        picture.chart.crosshair = picture.schedule.total_steps / 2;
        picture_draw(&picture);
        assert_texts_apart(&picture.scene, &picture.measure);
        assert_readout_beside_point(&picture, picture.chart.crosshair);
        picture.chart.crosshair = CHART_NO_STEP;
        for (int s = 0; s < 4; s++) {
            scene_begin(&picture.scene, sizes[s][0], sizes[s][1], 0);
            chart_figure(&picture.scene, &picture.chart, "A title");
            assert_texts_apart(&picture.scene, &picture.measure);
        }
        picture_close(&picture);
    }
}

/* --- Views and places --- */

static void the_view_fits(void **state) {
    (void)state;
    static const struct {
        double factor, y0, y1;
    } table[] = {{0.001, 0, 1.15}, {1, 0, 1.15}, {1.5, 0, 1.68}, {1000, 0, 1120}, {-0.5, -0.52, 1.15}};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        Schedule schedule = schedule_default();
        schedule.warmup_factor = table[i].factor;
        ChartView view = chart_fit(&schedule);
        assert_true(view.x0 == 0 && view.x1 == 2000);
        assert_true(fabs(view.y0 - table[i].y0) < 1e-9 && fabs(view.y1 - table[i].y1) < 1e-9);
    }
}

static void places_go_there_and_back(void **state) {
    (void)state;
    ChartLayout layout = {.plot = {86, 150, 776, 414}, .view = {.x1 = 2000, .y0 = -0.5, .y1 = 1.5}};
    assert_true(fabs(chart_x(&layout, 1000) - 474) < 1e-9);
    assert_true(fabs(chart_y(&layout, 0.5) - 357) < 1e-9);
    assert_true(fabs(chart_step(&layout, chart_x(&layout, 123)) - 123) < 1e-9);
    assert_true(fabs(chart_factor(&layout, chart_y(&layout, 0.7)) - 0.7) < 1e-12);
}

/* A picture drawn again is the same bytes in the same memory. */
static void a_second_frame_is_the_same(void **state) {
    (void)state;
    Picture picture;
    picture_open(&picture, schedule_default());
    picture_draw(&picture);
    uint64_t hash = scene_hash(picture.scene.data, picture.scene.length, 0);
    const unsigned char *data = picture.scene.data;
    const char *scratch = picture.scratch.data;
    picture_draw(&picture);
    assert_true(hash == scene_hash(picture.scene.data, picture.scene.length, 0));
    assert_ptr_equal(data, picture.scene.data);
    assert_ptr_equal(scratch, picture.scratch.data);
    picture_close(&picture);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_text_overlaps_in_the_window),
        cmocka_unit_test(a_low_strip_leaves_rows_out),
        cmocka_unit_test(no_text_overlaps_in_figures),
        cmocka_unit_test(no_text_overlaps_in_figures_with_everything),
        cmocka_unit_test(parts_are_switched_one_by_one),
        cmocka_unit_test(no_text_overlaps_among_many_curves),
        cmocka_unit_test(epochs_stand_on_top_of_the_plot),
        cmocka_unit_test(epochs_are_left_out),
        cmocka_unit_test(the_formula_is_the_methods_own),
        cmocka_unit_test(the_readout_never_covers_its_point),
        cmocka_unit_test(the_view_fits),
        cmocka_unit_test(places_go_there_and_back),
        cmocka_unit_test(a_second_frame_is_the_same),
    };
    return cmocka_run_group_tests_name("chart_layout", tests, NULL, NULL);
}
