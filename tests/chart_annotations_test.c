/* Notes of the user's own: whatever the curve, none is lost, none covers it, none lies over another text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "apart.h"
#include "chart/overlays.h"
#include "picture.h"

static const char *const words[] = {"the warm-up ends", "unstable, with half of the batch", "here", "resumed"};
enum { NOTES = sizeof words / sizeof *words };

static void annotate(ChartAnnotation notes[NOTES], const Schedule *schedule) {
    double last = (double)(schedule->total_steps - 1);
    double first[NOTES] = {fmin(last, (double)schedule->warmup_iters), floor(0.1 * last), floor(0.5 * last), last};
    for (int i = 0; i < NOTES; i++) notes[i] = (ChartAnnotation){first[i], first[i], words[i]};
    notes[1].last = floor(0.3 * last);
}

/* Do the points from a to b come into the box? */
static bool enters(Box box, Point a, Point b) {
    enum { LOOKS = 64 };
    for (int i = 0; i <= LOOKS; i++) {
        double share = (double)i / LOOKS, x = a.x + share * (b.x - a.x), y = a.y + share * (b.y - a.y);
        if (box_contains(box, x, y)) return true;
    }
    return false;
}

static void assert_no_curve_in(const Scene *scene, Box box, const char *text) {
    bool curve = false;
    for (const SceneCommand *c = NULL; (c = scene_next(scene, c));) {
        if (c->kind == SCENE_GROUP) curve = !strcmp(scene_string(c), "curve");
        for (uint32_t i = 1; curve && c->kind == SCENE_LINE && i < c->count; i++)
            if (enters(box, c->tail[i - 1], c->tail[i])) fail_msg("a curve runs through \"%s\"", text);
    }
}

/* Returns how many bytes of notes there are in a group, and holds those against the curve. */
static size_t bytes_in(const Scene *scene, const char *group, const Measure *measure) {
    bool inside = false;
    size_t bytes = 0;
    for (const SceneCommand *c = NULL; (c = scene_next(scene, c));) {
        if (c->kind == SCENE_GROUP) inside = !strcmp(scene_string(c), group);
        if (!inside || c->kind != SCENE_TEXT) continue;
        bytes += c->count;
        if (c->count > 2) /* a number has a ground of its own where all of the plot is a band */
            assert_no_curve_in(scene, text_box(c, measure), scene_string(c));
    }
    return bytes;
}

static void no_note_is_lost_or_covers_the_curve(void **state) {
    (void)state;
    static const double sizes[][2] = {{320, 240}, {400, 800}, {960, 540}, {1600, 900}};
    for (int i = 0; i < SPECIMENS; i += 3)
        for (int s = 0; s < 4; s++) {
            Picture picture;
            ChartAnnotation notes[NOTES];
            picture_open(&picture, specimen(i));
            annotate(notes, &picture.schedule);
            picture.chart.crosshair = CHART_NO_STEP;
            picture.chart.handles = false;
            picture.chart.annotations = notes;
            picture.chart.annotation_count = NOTES;
            scene_begin(&picture.scene, sizes[s][0], sizes[s][1], 0);
            chart_figure(&picture.scene, &picture.chart, NULL);
            assert_texts_apart(&picture.scene, &picture.measure);
            size_t bytes = 0, said = 0;
            for (int k = 0; k < NOTES; k++) bytes += strlen(words[k]);
            said = bytes_in(&picture.scene, "notes", &picture.measure) +
                   bytes_in(&picture.scene, "notes-below", &picture.measure);
            assert_true(said >= bytes - 2 * NOTES); /* spaces end lines */
            picture_close(&picture);
        }
}

static bool has_group(const Scene *scene, const char *name) {
    for (const SceneCommand *c = NULL; (c = scene_next(scene, c));)
        if (c->kind == SCENE_GROUP && !strcmp(scene_string(c), name)) return true;
    return false;
}

/* Where there is room all of them stand in the plot. */
static void notes_stand_at_their_places(void **state) {
    (void)state;
    Picture picture;
    ChartAnnotation notes[NOTES];
    picture_open(&picture, schedule_default());
    annotate(notes, &picture.schedule);
    picture.chart.annotations = notes;
    picture.chart.annotation_count = NOTES;
    scene_begin(&picture.scene, 960, 540, 0);
    chart_figure(&picture.scene, &picture.chart, NULL);
    assert_true(has_group(&picture.scene, "notes") && has_group(&picture.scene, "note-ranges"));
    assert_false(has_group(&picture.scene, "notes-below"));
    picture_close(&picture);
}

/* In the window too, beside the readout and the handles. */
static void notes_stand_apart_in_the_window(void **state) {
    (void)state;
    for (int i = 0; i < SPECIMENS; i += 3) {
        Picture picture;
        ChartAnnotation notes[NOTES];
        picture_open(&picture, specimen(i));
        annotate(notes, &picture.schedule);
        picture.chart.annotations = notes;
        picture.chart.annotation_count = NOTES;
        picture_draw(&picture);
        assert_texts_apart(&picture.scene, &picture.measure);
        picture_close(&picture);
    }
}

/* What is out of sight has no note; the others keep theirs. */
static void a_note_out_of_the_view_is_not_drawn(void **state) {
    (void)state;
    Picture picture;
    ChartAnnotation note = {1500, 1500, "here"};
    picture_open(&picture, schedule_default());
    picture.chart.annotations = &note;
    picture.chart.annotation_count = 1;
    picture.chart.view.x1 = 1000;
    picture_draw(&picture);
    assert_false(has_group(&picture.scene, "notes"));
    picture_close(&picture);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_note_is_lost_or_covers_the_curve),
        cmocka_unit_test(notes_stand_at_their_places),
        cmocka_unit_test(notes_stand_apart_in_the_window),
        cmocka_unit_test(a_note_out_of_the_view_is_not_drawn),
    };
    return cmocka_run_group_tests_name("chart_annotations", tests, NULL, NULL);
}
