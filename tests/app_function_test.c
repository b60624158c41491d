/* A function of the step in the window: pasted, edited, turned into a shape and back. */
#include "gestures.h"

#include "app/clipboard.h"
#include "schedule/bound.h"
#include "schedule/function.h"

static const char document[] = "def f(x):\n"
                               "    if x >= warmup_iters:\n"
                               "        return 1\n"
                               "    alpha = float(x) / warmup_iters\n"
                               "    return warmup_factor * (1 - alpha) + alpha\n";

static void paste(App *app, const char *text) {
    give(app, (Input){.kind = INPUT_PASTE, .words = text});
}

static void pasting_the_documents_function_gives_sliders_curve_and_proof(void **state) {
    App *app = *state;
    paste(app, document);
    assert_non_null(app->scenario.schedule.function);
    assert_non_null(find_text(app, "FUNCTION"));
    assert_non_null(find_text(app, "warmup_factor"));
    assert_non_null(find_text(app, "warmup_iters"));
    assert_null(find_text(app, "AFTER WARM-UP"));
    assert_non_null(find_text(app, "Never above 1: proven for all"));
    assert_non_null(find_text(app, "    alpha = float(x) / warmup_iters"));
    app->scenario.schedule.warmup_factor = 1.5;
    give(app, (Input){.kind = INPUT_NONE});
    assert_non_null(find_text(app, "Above 1 on steps"));
    assert_true(schedule_above(&app->scenario.schedule).any);
}

static void a_function_may_need_math(void **state) {
    App *app = *state;
    paste(app, "import math\n\ndef f(x):\n    return 0.5 * (1 + math.cos(math.pi * x / 700))\n");
    assert_non_null(app->scenario.schedule.function);
}

static void what_is_wrong_keeps_the_last_good_curve(void **state) {
    App *app = *state;
    paste(app, document);
    const Formula *before = app->scenario.schedule.function;
    key(app, 'd');
    assert_int_equal(app->ui.edit.id, ID_FUNCTION);
    give(app, (Input){.kind = INPUT_TEXT, .text = "    return ("});
    assert_ptr_equal(app->scenario.schedule.function, before);
    assert_non_null(find_text(app, "The curve is that of the last good text"));
    give(app, (Input){.kind = INPUT_KEY, .key = 'z', .ctrl = true});
    assert_null(find_text(app, "The curve is that of the last good text"));
    assert_ptr_equal(app->scenario.schedule.function, before);
    key(app, KEY_TAB);
    assert_int_equal(app->ui.edit.id, 0);
}

static void a_function_that_is_a_shape_becomes_one_and_back(void **state) {
    App *app = *state;
    paste(app, document);
    const SceneCommand *button = find_text(app, "Same as linear warm-up: use that");
    assert_non_null(button);
    click(app, button->x + 4, button->y - 4);
    assert_null(app->scenario.schedule.function);
    assert_int_equal(app->scenario.schedule.warmup_method, WARMUP_LINEAR);
    key(app, 'd');
    assert_non_null(app->scenario.schedule.function);
    assert_non_null(find_text(app, "def factor(step):"));
}

int main(void) {
    const struct CMUnitTest tests[] = {TEST(pasting_the_documents_function_gives_sliders_curve_and_proof),
                                       TEST(a_function_may_need_math),
                                       TEST(what_is_wrong_keeps_the_last_good_curve),
                                       TEST(a_function_that_is_a_shape_becomes_one_and_back)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
