/* Notched wheels and two fingers, told apart by how they turn. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "window/wheel.h"

static void notches_are_a_wheel(void **state) {
    (void)state;
    Wheel wheel = {0};
    assert_false(wheel_is_touchpad(&wheel, 0, 1, 1));
    assert_false(wheel_is_touchpad(&wheel, 0, -3, 1.01));
    assert_false(wheel_is_touchpad(&wheel, 1, 0, 1.02));
}

static void fractions_and_both_ways_are_fingers(void **state) {
    (void)state;
    Wheel fraction = {0}, both = {0};
    assert_true(wheel_is_touchpad(&fraction, 0, 0.25, 1));
    assert_true(wheel_is_touchpad(&both, 1, -2, 1));
}

static void whole_ones_among_fractions_are_fingers_for_a_while(void **state) {
    (void)state;
    Wheel wheel = {0};
    assert_true(wheel_is_touchpad(&wheel, 0, 0.9, 1));
    assert_true(wheel_is_touchpad(&wheel, 0, 1, 1.2));
    assert_true(wheel_is_touchpad(&wheel, 0, 1, 1.6));
    assert_false(wheel_is_touchpad(&wheel, 0, 1, 2.2));
}

static void only_two_fingers_pinch(void **state) {
    (void)state;
    assert_true(wheel_of_pinch(2, 0.05) > 0);
    assert_true(wheel_of_pinch(2, -0.05) < 0);
    assert_true(wheel_of_pinch(3, 0.05) == 0);
    assert_true(wheel_of_pinch(2, 0.0005) == 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(notches_are_a_wheel),
        cmocka_unit_test(fractions_and_both_ways_are_fingers),
        cmocka_unit_test(whole_ones_among_fractions_are_fingers_for_a_while),
        cmocka_unit_test(only_two_fingers_pinch),
    };
    return cmocka_run_group_tests_name("wheel", tests, NULL, NULL);
}
