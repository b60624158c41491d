/* Small things that a reader of a figure stumbles over: labels that cover what they tell of, words that are torn apart,
   numbers in two notations. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "apart.h"
#include "chart/lines.h"
#include "chart/overlays.h"
#include "chart/plot.h"
#include "picture.h"

static const double sizes[][2] = {{238, 150}, {320, 180}, {640, 360}, {1600, 900}, {400, 800}};
enum { SIZES = sizeof sizes / sizeof *sizes };

static void figure(Picture *picture, int size, const char *title) {
    picture->chart.crosshair = CHART_NO_STEP;
    picture->chart.handles = false;
    picture->chart.laid = &picture->layout;
    scene_begin(&picture->scene, sizes[size][0], sizes[size][1], 0);
    chart_figure(&picture->scene, &picture->chart, title);
}

static const SceneCommand *find_text(const Scene *scene, const char *words) {
    for (const SceneCommand *c = NULL; (c = scene_next(scene, c));)
        if (c->kind == SCENE_TEXT && !strcmp(scene_string(c), words)) return c;
    return NULL;
}

static void lines_keep_together_what_is_read_in_one(void **state) {
    (void)state;
    static const char sentence[] = "warm-up starts at 0.001 \u00d7 base_lr, is 1 \u00d7 base_lr = 0.02 at step 1000, above 1 on "
                                   "steps 0 \u2013 999 of 2000 steps";
    static const char *const torn[] = {"\u00d7", "\u2013", "step", "on steps"};
    Measure measure = measure_fixed();
    for (double width = 260; width < 1200; width += 7) {
        Lines lines;
        lines_break(&lines, &measure, (TextStyle){.size = 12}, sentence, width, LINES_MAX);
        if (!lines.complete) continue; /* rather torn than left out */
        for (int i = 0; i < lines.count; i++)
            for (int k = 0; k < 4; k++) {
                size_t length = strlen(lines.text[i]), bytes = strlen(torn[k]);
                bool ends = length >= bytes && !strcmp(lines.text[i] + length - bytes, torn[k]);
                bool begins = k < 2 && !strncmp(lines.text[i], torn[k], bytes);
                if (ends || begins) fail_msg("torn at %.0f: \"%s\"", width, lines.text[i]);
            }
    }
}

/* The name of the line at 1 stands on one side of the warm-up's end, at every length of the warm-up. */
static void the_lines_name_does_not_cross_the_warm_ups_end(void **state) {
    (void)state;
    int named = 0;
    for (int size = 0; size < SIZES; size++)
        for (int share = 1; share < 20; share++) {
            Picture picture;
            Schedule schedule = schedule_default();
            schedule.warmup_iters = schedule.total_steps * share / 20;
            schedule.decay = share % 2 ? DECAY_COSINE : DECAY_NONE;
            picture_open(&picture, schedule);
            figure(&picture, size, NULL);
            const SceneCommand *name = find_text(&picture.scene, "factor 1 = base_lr");
            if (name) {
                Box box = text_box(name, &picture.measure);
                double end = chart_x(&picture.layout, (double)schedule.warmup_iters);
                assert_false(end > box.x && end < box.x + box.w);
                named++;
            }
            picture_close(&picture);
        }
    assert_true(named > SIZES * 12);
}

/* A note was made by hand and has the first choice: its line to the curve meets no other words. */
static void a_notes_line_crosses_no_words(void **state) {
    (void)state;
    static const ChartAnnotation notes[] = {{2000, 2000, "warm-up ends"}, {50000, 70000, "unstable"}, {90000, 90000, "late"}};
    for (int size = 0; size < SIZES; size++) {
        Picture picture;
        Schedule schedule = schedule_default();
        schedule.total_steps = 100000;
        schedule.warmup_iters = 2000;
        schedule.decay = DECAY_COSINE;
        picture_open(&picture, schedule);
        picture.chart.annotations = notes;
        picture.chart.annotation_count = 3;
        figure(&picture, size, NULL);
        assert_texts_apart(&picture.scene, &picture.measure);
        const SceneCommand *name = find_text(&picture.scene, "factor 1 = base_lr");
        for (const SceneCommand *c = NULL; name && (c = next_in(&picture.scene, "notes", c));) {
            if (c->kind != SCENE_LINE || c->count != 2) continue;
            Box box = text_box(name, &picture.measure);
            for (int i = 0; i <= 20; i++) {
                double x = c->tail[0].x + i / 20.0 * (c->tail[1].x - c->tail[0].x);
                assert_false(box_contains(box, x, c->tail[0].y + i / 20.0 * (c->tail[1].y - c->tail[0].y)));
            }
        }
        picture_close(&picture);
    }
}

enum { MEMBERS = 3 };

/* Values of a sweep stand on their curves, but neither where these begin nor where they turn; one of them says what they
   are values of, where that is asked for. */
static void labels_on_curves_leave_their_turns_free(void **state) {
    (void)state;
    static const char *const labels[MEMBERS] = {"0.0001", "0.0003", "0.0006"};
    for (int size = 0; size < SIZES; size++)
        for (int keyed = 0; keyed <= 1; keyed++) {
            Picture picture;
            ChartOverlay overlays[MEMBERS];
            Schedule members[MEMBERS], schedule = schedule_default();
            schedule.total_steps = 100000;
            schedule.warmup_iters = 2000;
            schedule.decay = DECAY_COSINE;
            picture_open(&picture, schedule);
            for (int i = 0; i < MEMBERS; i++) {
                members[i] = schedule;
                members[i].base_lr *= (i + 1) / 3.0;
                overlays[i] = chart_pinned(&members[i], labels[i], (size_t)i, &theme_light);
                overlays[i].listed = false;
                overlays[i].key = keyed ? "base_lr" : NULL;
            }
            picture.chart.overlays = overlays;
            picture.chart.overlay_count = MEMBERS;
            picture.chart.switched = 1u << CHART_CURVE | 1u << CHART_VERDICT | 1u << CHART_REASON;
            figure(&picture, size, "base_lr");
            int keys = 0;
            for (const SceneCommand *c = NULL; (c = next_in(&picture.scene, "overlay-labels", c));) {
                if (c->kind != SCENE_TEXT) continue;
                keys += !strncmp(scene_string(c), "base_lr = ", 10);
                Box box = text_box(c, &picture.measure);
                assert_true(box.x > picture.layout.plot.x);
                for (int i = 0; i < MEMBERS; i++)
                    assert_false(box_contains(box, chart_x(&picture.layout, 2000), chart_y(&picture.layout, (i + 1) / 3.0)));
            }
            bool roomy = sizes[size][0] * sizes[size][1] > 200000;
            assert_in_range(keys, roomy ? keyed : 0, keyed);
            if (roomy) assert_int_equal(picture.layout.named, MEMBERS);
            picture_close(&picture);
        }
}

/* Along decades a number below 1e-4 is a power of ten, its neighbours too: none is 0.000012 beside 3e-5. */
static void an_axis_of_decades_has_one_notation(void **state) {
    (void)state;
    for (int size = 0; size < SIZES; size++)
        for (int decade = 0; decade < 8; decade++) {
            Picture picture;
            Schedule schedule = schedule_default();
            schedule.base_lr = 6 * pow(10, -decade);
            picture_open(&picture, schedule);
            picture.chart.view = chart_on_axis(picture.chart.view, CHART_ASINH, &picture.schedule);
            figure(&picture, size, NULL);
            for (const SceneCommand *c = NULL; (c = next_in(&picture.scene, "axes", c));)
                if (c->kind == SCENE_TEXT && strstr(scene_string(c), "0.0000")) fail_msg("%s", scene_string(c));
            picture_close(&picture);
        }
}

/* What stands at the sides keeps off the edge, and the title begins where the legend and the pill begin. */
static void words_keep_off_the_edge(void **state) {
    (void)state;
    for (int size = 0; size < SIZES; size++)
        for (int bare = 0; bare <= 1; bare++) {
            Picture picture;
            Schedule pinned = schedule_default();
            picture_open(&picture, schedule_default());
            pinned.warmup_factor = 0.5;
            ChartOverlay overlay = chart_pinned(&pinned, "half", 0, &theme_light);
            picture.chart.overlays = &overlay;
            picture.chart.overlay_count = 1;
            picture.chart.name = "present";
            if (bare) picture.chart.switched = 1u << CHART_RATES | 1u << CHART_VERDICT;
            figure(&picture, size, "Title");
            double em = chart_em(sizes[size][0], sizes[size][1]);
            Box step = text_box(find_text(&picture.scene, "step"), &picture.measure);
            assert_true(step.x + step.w <= sizes[size][0] - 9 * em);
            const SceneCommand *title = find_text(&picture.scene, "Title");
            const SceneCommand *sample = next_in(&picture.scene, "overlay-legend", NULL);
            assert_non_null(sample);
            assert_true(fabs(title->x - sample->tail[0].x) < 0.01);
            picture_close(&picture);
        }
}

/* With all that can stand below it the plot keeps a quarter of the height. */
static void the_plot_keeps_its_room(void **state) {
    (void)state;
    for (int size = 2; size < SIZES; size++) {
        Picture picture;
        picture_open(&picture, schedule_default());
        for (int part = 0; part < CHART_PARTS; part++)
            if (!chart_parts[part].shown_by_default) picture.chart.switched |= 1u << part;
        figure(&picture, size, "Title");
        assert_true(picture.layout.plot.h >= 0.25 * sizes[size][1]);
        picture_close(&picture);
    }
}

/* Rings and crosses of a log are named where there is a row for it: the log, and what is off the schedule. */
static void a_logs_marks_are_named(void **state) {
    (void)state;
    for (int kind = 0; kind < 3; kind++) { /* on the schedule, off it, both */
        Picture picture;
        picture_open(&picture, schedule_default());
        ChartLogPoint points[] = {{100, kind == 1 ? 0.5 : 0.1, kind == 1}, {500, kind == 0 ? 0.5 : 0.9, kind > 0}};
        ChartLog log = {points, 2, "run.csv"};
        picture.chart.logs = &log;
        picture.chart.log_count = 1;
        figure(&picture, 2, NULL);
        assert_texts_apart(&picture.scene, &picture.measure);
        assert_true(!!find_text(&picture.scene, "run.csv") == (kind != 1));
        assert_true(!!find_text(&picture.scene, "off the schedule") == (kind == 2));
        assert_true(!!find_text(&picture.scene, "run.csv, off the schedule") == (kind == 1));
        picture_close(&picture);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_keep_together_what_is_read_in_one),
        cmocka_unit_test(the_lines_name_does_not_cross_the_warm_ups_end),
        cmocka_unit_test(a_notes_line_crosses_no_words),
        cmocka_unit_test(labels_on_curves_leave_their_turns_free),
        cmocka_unit_test(an_axis_of_decades_has_one_notation),
        cmocka_unit_test(words_keep_off_the_edge),
        cmocka_unit_test(the_plot_keeps_its_room),
        cmocka_unit_test(a_logs_marks_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
