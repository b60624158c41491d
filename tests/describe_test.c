/* The words that go with a figure are about every curve that it shows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "figure/write.h"
#include "schedule/function.h"

/* What is drawn, beside a curve that is never above 1, or in its place; and how many of all are above 1. */
typedef struct Shown {
    const char *sweep, *grid, *family;
    const char *pins[3];
    int above, curves;
} Shown;

static const Shown shown[] = {
    {.curves = 1},
    {.pins = {"0.5"}, .curves = 2},
    {.pins = {"2"}, .above = 1, .curves = 2},
    {.pins = {"2", "0.5", "1.5"}, .above = 2, .curves = 4},
    {.pins = {"2", "0.5"}, .grid = "3x1", .above = 1, .curves = 3},
    {.sweep = "warmup_factor=0,0.5", .curves = 2},
    {.sweep = "warmup_factor=0.5,2", .above = 1, .curves = 2},
    {.sweep = "warmup_factor=1.5,2,3", .above = 3, .curves = 3},
    {.sweep = "warmup_factor=0:2:21", .above = 10, .curves = 21},
    {.sweep = "warmup_factor=0.5,2", .grid = "2x1", .above = 1, .curves = 2},
    {.family = "warmup_iters", .curves = 11},
    {.family = "warmup_factor", .above = 4, .curves = 10},
};

typedef struct Drawn {
    Scenario scenario;
    Figure figure;
} Drawn;

static void open_drawn(Drawn *drawn, const Shown *what, double width, double height) {
    Text why = {0};
    FigureSpec spec = figure_spec_default();
    drawn->scenario = scenario_default();
    for (int i = 0; i < 3 && what->pins[i]; i++) {
        Schedule pinned = drawn->scenario.schedule;
        assert_true(parameter_read(&pinned, PARAMETER_WARMUP_FACTOR, what->pins[i], &why));
        scenario_pin(&drawn->scenario, what->pins[i], &pinned);
    }
    if (what->family) drawn->scenario.family = parameter_find(what->family);
    if (what->sweep) assert_true(figure_spec_set(&spec, FIGURE_SWEEP, what->sweep, &why));
    if (what->grid) assert_true(figure_spec_set(&spec, FIGURE_GRID, what->grid, &why));
    spec.width = width;
    spec.height = height;
    if (what->sweep && !what->grid) {
        spec.switched = 0;
        spec.explicit_parts = 1u << CHART_VERDICT;
    }
    assert_true(figure_open(&drawn->figure, &drawn->scenario, &spec, NULL, NULL, &why));
    text_free(&why);
}

static void close_drawn(Drawn *drawn) {
    figure_close(&drawn->figure);
    scenario_free(&drawn->scenario);
}

/* No verdict that holds for some curves alone stands there as if it were on all. */
static void assert_told(const Shown *what, const char *words) {
    bool says_above = strstr(words, "bove 1") && (strstr(words, "Above 1") || strstr(words, " above 1 on"));
    bool says_never = strstr(words, "ever above");
    if (says_above != (what->above > 0) || (what->above < what->curves && !says_never))
        fail_msg("%d of %d above 1: %s", what->above, what->curves, words);
    if (what->above == what->curves) assert_false(says_never);
    for (int i = 0; i < 3 && what->pins[i]; i++) assert_non_null(strstr(words, what->pins[i]));
}

static void the_description_is_on_all_curves(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        Drawn drawn;
        Text full = {0}, brief = {0};
        open_drawn(&drawn, &shown[i], 960, 540);
        figure_describe(&drawn.figure, &full);
        figure_brief(&drawn.figure, &brief);
        assert_told(&shown[i], text_string(&full));
        assert_told(&shown[i], text_string(&brief));
        assert_true(brief.length < full.length);
        figure_draw(&drawn.figure);
        assert_string_equal(figure_about(&drawn.figure).description, text_string(&full));
        text_free(&full);
        text_free(&brief);
        close_drawn(&drawn);
    }
}

/* Gathers the words of a group of the picture. */
static void add_words(const Scene *scene, const char *group, Text *out) {
    bool inside = false;
    for (const SceneCommand *command = NULL; (command = scene_next(scene, command));) {
        if (command->kind == SCENE_GROUP) inside = !strcmp(scene_string(command), group);
        if (inside && command->kind == SCENE_TEXT) text_addf(out, " %s", scene_string(command));
    }
}

/* The pill, and the words that stand in its place in small figures: whatever their size, they do not say "never" of a
   figure with a curve above 1 without a word on that one, and are never cut. */
static void the_verdict_is_on_all_curves(void **state) {
    (void)state;
    static const double sizes[][2] = {{238, 150}, {320, 180}, {640, 360}, {1600, 900}, {400, 800}, {300, 130}};
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
        for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
            Drawn drawn;
            Text words = {0};
            if (shown[i].grid) continue; /* each plot has its own */
            open_drawn(&drawn, &shown[i], sizes[k][0], sizes[k][1]);
            figure_draw(&drawn.figure);
            add_words(drawn.figure.scene, "verdict", &words);
            const char *said = text_string(&words);
            assert_null(strstr(said, "\u2026"));
            bool never = strstr(said, "Never above 1"), all = shown[i].above == 0;
            if (words.length && never != (all || strstr(said, " is") || strstr(said, " are")))
                fail_msg("%d of %d above 1 at %.0f x %.0f: %s", shown[i].above, shown[i].curves, sizes[k][0], sizes[k][1], said);
            text_free(&words);
            close_drawn(&drawn);
        }
}

/* A function is not told as the warm-up and the decay that it replaces. */
static void the_brief_description_of_a_function_is_of_it(void **state) {
    (void)state;
    Scenario scenario = scenario_default();
    Text why = {0}, words = {0};
    assert_true(schedule_read_function(&scenario.schedule, "0.5 if x < 10 else 3", &why));
    Figure figure = {.scenario = &scenario, .spec = figure_spec_default()};
    figure_brief(&figure, &words);
    assert_non_null(strstr(text_string(&words), "a function of the step, from 0.01 at step 0 to 0.06 at the last step. Above 1 on"));
    assert_null(strstr(text_string(&words), "warm-up"));
    scenario_free(&scenario);
    text_free(&why);
    text_free(&words);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_description_is_on_all_curves),
        cmocka_unit_test(the_verdict_is_on_all_curves),
        cmocka_unit_test(the_brief_description_of_a_function_is_of_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
