/* Small multiples: plots of one size, on axes that all of them share. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "apart.h"
#include "picture.h"

#include <stdlib.h>

enum { PANELS = 12 };

typedef struct Panels {
    Schedule schedules[PANELS];
    ChartGridPanel list[PANELS];
    Measure measure;
    Scene scene;
} Panels;

static void open_panels(Panels *panels, int first, bool same_rate) {
    *panels = (Panels){.measure = measure_fixed()};
    ChartOverlay overlays[PANELS];
    for (int i = 0; i < PANELS; i++) {
        panels->schedules[i] = specimen((first + 11 * i) % SPECIMENS);
        panels->schedules[i].base_lr = same_rate ? 3e-4 : 1e-4 * (i + 1);
        overlays[i] = (ChartOverlay){.schedule = &panels->schedules[i], .listed = true};
    }
    ChartView all = chart_fit_overlays(&panels->schedules[0], overlays, PANELS);
    for (int i = 0; i < PANELS; i++) {
        double ratio = panels->schedules[0].base_lr / panels->schedules[i].base_lr;
        ChartView view = all;
        view.y0 *= ratio;
        view.y1 *= ratio;
        panels->list[i] = (ChartGridPanel){{.schedule = &panels->schedules[i],
                                            .view = view,
                                            .theme = &theme_light,
                                            .measure = &panels->measure,
                                            .em = 1,
                                            .rates_left = !same_rate,
                                            .crosshair = CHART_NO_STEP},
                                           "a name"};
    }
}

static ChartGrid grid_of(const Panels *panels, int columns, int rows, int count, bool same_rate) {
    return (ChartGrid){columns, rows, count, panels->list, panels->list[0].chart.view.x1, same_rate};
}

static void close_panels(Panels *panels) {
    scene_free(&panels->scene);
}

static void no_text_overlaps_in_a_grid(void **state) {
    (void)state;
    static const double sizes[][2] = {{320, 180}, {400, 800}, {960, 540}, {1600, 900}};
    static const int shapes[][2] = {{2, 1}, {1, 2}, {2, 2}, {3, 2}, {2, 6}}; /* so many only where it is high */
    for (int first = 0; first < SPECIMENS; first += 17)
        for (int i = 0; i < 20; i++) {
            Panels panels;
            bool same = first % 2;
            int columns = shapes[i % 5][0], rows = shapes[i % 5][1];
            if (sizes[i / 5][1] < 70 + 36 * rows) continue;
            open_panels(&panels, first, same);
            ChartGrid grid = grid_of(&panels, columns, rows, columns * rows - (rows > 1 && i % 2), same);
            scene_begin(&panels.scene, sizes[i / 5][0], sizes[i / 5][1], 0);
            chart_grid(&panels.scene, &grid, i % 3 ? "A title" : NULL);
            assert_texts_apart(&panels.scene, &panels.measure);
            close_panels(&panels);
        }
}

/* The plots' lower edges are drawn as lines of one length. */
static void all_plots_have_one_size(void **state) {
    (void)state;
    Panels panels;
    open_panels(&panels, 3, true);
    ChartGrid grid = grid_of(&panels, 3, 2, 6, true);
    scene_begin(&panels.scene, 960, 540, 0);
    assert_int_equal(chart_grid(&panels.scene, &grid, NULL), 6);
    double length = 0;
    int axes = 0;
    bool first = false;
    for (const SceneCommand *c = NULL; (c = scene_next(&panels.scene, c));) {
        if (c->kind == SCENE_GROUP) first = !strcmp(scene_string(c), "axes");
        if (c->kind != SCENE_LINE || !first) continue;
        double wide = c->tail[1].x - c->tail[0].x;
        if (length == 0) length = wide;
        assert_true(fabs(wide - length) < 1e-9);
        axes++;
        first = false;
    }
    assert_int_equal(axes, 6);
    assert_true(length > 200);
    close_panels(&panels);
}

static int count_text(const Scene *scene, const char *words) {
    int count = 0;
    for (const SceneCommand *c = NULL; (c = scene_next(scene, c));)
        count += c->kind == SCENE_TEXT && !strcmp(scene_string(c), words);
    return count;
}

/* Numbers stand at the outer sides only, names of axes once. */
static void labels_are_shared(void **state) {
    (void)state;
    Panels panels;
    open_panels(&panels, 0, true);
    for (int i = 0; i < PANELS; i++) panels.schedules[i] = panels.schedules[0];
    for (int i = 0; i < PANELS; i++) panels.list[i].chart.view = chart_fit(&panels.schedules[0]);
    ChartGrid grid = grid_of(&panels, 2, 2, 4, true);
    scene_begin(&panels.scene, 960, 540, 0);
    chart_grid(&panels.scene, &grid, NULL);
    assert_int_equal(count_text(&panels.scene, "factor"), 1);
    assert_int_equal(count_text(&panels.scene, "step"), 1);
    assert_int_equal(count_text(&panels.scene, "0.5"), 2);
    assert_int_equal(count_text(&panels.scene, "2\u2009000"), 2);
    assert_int_equal(count_text(&panels.scene, "a name"), 4);
    close_panels(&panels);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_text_overlaps_in_a_grid),
        cmocka_unit_test(all_plots_have_one_size),
        cmocka_unit_test(labels_are_shared),
    };
    return cmocka_run_group_tests_name("chart_grid", tests, NULL, NULL);
}
