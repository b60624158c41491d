/* A function of the step in the window: pasted, edited, turned into a shape and back. */
#include "gestures.h"

#include "app/clipboard.h"
#include "app/dialog.h"
#include "code/code.h"
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

/* Pastes the function with these values of its own, moves on to another schedule, and pastes its code: it is to
   come back as it was, without a question. */
static void assert_code_comes_back(App *app, const char *text, const char *name, double value) {
    Text code = {0}, again = {0}, why = {0};
    Schedule *schedule = &app->scenario.schedule;
    paste(app, text);
    assert_non_null(schedule->function);
    schedule->base_lr = 0.03;
    schedule->total_steps = 2500;
    for (int id = 0; id < PARAMETER_ALL; id++)
        if (parameter_applies(schedule, (ParameterId)id) && !strcmp(parameter_name(schedule, (ParameterId)id), name))
            assert_true(parameter_put(schedule, (ParameterId)id, value, &why));
    code_write(CODE_PYTORCH, schedule, &code);
    *schedule = schedule_default();
    paste(app, text_string(&code));
    assert_int_equal(app->dialog.kind, DIALOG_NONE);
    assert_non_null(schedule->function);
    assert_true(schedule->base_lr == 0.03);
    assert_int_equal(schedule->total_steps, 2500);
    assert_non_null(find_text(app, name));
    code_write(CODE_PYTORCH, schedule, &again);
    assert_string_equal(text_string(&again), text_string(&code));
    assert_null(strstr(formula_text(schedule->function), "base_lr ="));
    text_free(&code);
    text_free(&again);
    text_free(&why);
}

static void its_own_code_brings_the_documents_function_back(void **state) {
    assert_code_comes_back(*state, document, "warmup_factor", 1.7);
}

static void its_own_code_brings_free_names_back(void **state) {
    assert_code_comes_back(*state, "def f(x):\n    return a * x / total_steps + b\n", "b", 0.2);
    App *app = *state;
    assert_true(app->scenario.schedule.values[0] == 1);
}

static void its_own_code_brings_cosines_and_lists_back(void **state) {
    assert_code_comes_back(*state,
                           "from math import cos, pi\n\ndef f(x):\n    s = [1, 0.5, 0.25][min(x // 300, 2)]\n"
                           "    return s * k * (1 + cos(pi * x / 1000)) / 2\n",
                           "k", 1.5);
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

/* The text's numbers are where its sliders begin: an edit elsewhere in it takes none of them back. */
static void an_edit_keeps_the_sliders_where_they_are(void **state) {
    static const char text[] = "k = 1.5\nwarmup_iters = 100\ndef f(x):\n    return k * min(1, x / warmup_iters)";
    App *app = *state;
    Schedule *schedule = &app->scenario.schedule;
    paste(app, text);
    const Formula *before = schedule->function;
    assert_true(schedule->values[0] == 1.5);
    schedule->values[0] = 0.5;
    schedule->warmup_iters = 70;
    key(app, 'd');
    give(app, (Input){.kind = INPUT_TEXT, .text = " + 0"});
    assert_ptr_not_equal(schedule->function, before);
    assert_true(schedule->values[0] == 0.5);
    assert_int_equal(schedule->warmup_iters, 70);
    key(app, KEY_TAB);
    paste(app, text);
    assert_true(schedule->values[0] == 1.5);
    assert_int_equal(schedule->warmup_iters, 100);
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
                                       TEST(its_own_code_brings_the_documents_function_back),
                                       TEST(its_own_code_brings_free_names_back),
                                       TEST(its_own_code_brings_cosines_and_lists_back),
                                       TEST(what_is_wrong_keeps_the_last_good_curve),
                                       TEST(an_edit_keeps_the_sliders_where_they_are),
                                       TEST(a_function_that_is_a_shape_becomes_one_and_back)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
