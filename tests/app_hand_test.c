/* What an engineer does in the window besides dragging: asks, compares, copies, looks things up. */
#include "gestures.h"

#include "app/asking.h"

static void type_all(App *app, const char *words) {
    for (; *words; words++) type(app, (char[]){*words, 0});
}

static void change(App *app, ParameterId id, const char *value) {
    assert_true(values_read(app, id, value));
    key(app, KEY_NONE);
}

static void the_curve_is_asked_by_keys(void **state) {
    App *app = *state;
    change(app, PARAMETER_TOTAL_STEPS, "100k");
    change(app, PARAMETER_DECAY, "cosine");
    change(app, PARAMETER_BASE_LR, "6e-4");
    change(app, PARAMETER_WARMUP_ITERS, "2000");
    ctrl(app, 'f', false);
    assert_true(app->requests.text_input);
    type_all(app, "lr < 1e-4");
    assert_int_equal(app->crosshair, 0); /* the warm-up begins below it */
    key(app, KEY_ENTER);
    assert_int_equal(app->crosshair, 0);
    key(app, KEY_ENTER);
    assert_int_equal(app->crosshair, 73764);
    assert_non_null(find_text(app, "lr falls below 0.0001 at step 73"));
    key(app, KEY_ENTER); /* after the last one the first */
    assert_int_equal(app->crosshair, 0);
    ctrl(app, 'a', false);
    type_all(app, "10%");
    assert_int_equal(app->crosshair, 10000);
    ctrl(app, 'a', false);
    type_all(app, "lr<what");
    assert_non_null(find_text(app, "what is not a number"));
    key(app, KEY_ESCAPE);
    assert_false(app->requests.text_input);
    assert_null(find_text(app, "is not a number"));
    key(app, '0'); /* a key is an action again */
    assert_true(app->scenario.schedule.total_steps == 100000);
}

/* What is found out of sight comes into sight; a press elsewhere, a dialog and a lesson end the asking. */
static void asking_ends_wherever_one_goes(void **state) {
    App *app = *state;
    for (int i = 0; i < 12; i++) key(app, '+');
    ctrl(app, 'f', false);
    type_all(app, "1999");
    assert_true(app->layout.view.x0 <= 1999 && app->layout.view.x1 >= 1999);
    Point at = field(app, PARAMETER_WARMUP_FACTOR);
    click(app, at.x, at.y);
    assert_false(app->asking.open);
    assert_int_equal(app->ui.edit.id, control(PARAMETER_WARMUP_FACTOR));
    key(app, KEY_ESCAPE);
    ctrl(app, 'f', false);
    ctrl(app, 'o', false);
    assert_int_equal(app->ui.edit.id, ID_FILE_PATH);
    key(app, KEY_ESCAPE);
    assert_false(app->asking.open);
    ctrl(app, 'f', false);
    key(app, KEY_F1 + 4);
    assert_true(app->present.on && !app->asking.open && !app->requests.text_input);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(the_curve_is_asked_by_keys),
        TEST(asking_ends_wherever_one_goes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
