/* Whatever a hand does and a file says: a view is a part of the plane that can be drawn and written down. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "chance.h"
#include "chart/view.h"

enum { HANDS = 2000, MOVES = 40 };

static const double HIGHEST = 1e300; /* sums and differences of heights stay finite */

static void assert_is_range(ChartView view) {
    assert_true(isfinite(view.x0) && isfinite(view.x1) && view.x0 < view.x1);
    assert_true(view.x0 >= 0 && view.x1 <= (double)SCHEDULE_STEPS_MAX);
    assert_true(fabs(view.y0) <= HIGHEST && fabs(view.y1) <= HIGHEST && view.y0 < view.y1);
    assert_true(view_level(&view, view.y0) < view_level(&view, view.y1));
}

/* Often a usual size, now and then any that a double has. */
static double some_number(Chance *chance) {
    static const double odd[] = {0, -0.0, 1, 1e15, 1e300, -1e300, 1.7e308, -1.7e308, 5e-324, INFINITY, -INFINITY, NAN};
    if (chance_below(chance, 3)) return chance_between(chance, -1, 2);
    if (chance_below(chance, 3) == 0) return odd[chance_below(chance, (int64_t)(sizeof odd / sizeof *odd))];
    double value = pow(10, chance_between(chance, -320, 308));
    return chance_below(chance, 2) ? value : -value;
}

/* Everything of a schedule beside one of any other base_lr, or a log. */
static ChartView some_everything(Chance *chance) {
    Schedule schedule = chance_extreme(chance), other = chance_extreme(chance);
    ChartOverlay overlay = {.schedule = &other, .listed = chance_below(chance, 2)};
    ChartLogPoint points[] = {{.update = 3, .factor = some_number(chance)}, {.update = fabs(some_number(chance))}};
    ChartLog log = {.points = points, .count = 2};
    ChartView all = chart_fit_overlays(&schedule, &overlay, (size_t)chance_below(chance, 2));
    if (chance_below(chance, 3) == 0) all = chart_fit_log(all, &log);
    return chart_on_axis(all, chance_below(chance, 2) ? CHART_ASINH : CHART_LINEAR, &schedule);
}

static ChartView moved(ChartView view, const ChartView *all, Chance *chance) {
    double a = some_number(chance), b = some_number(chance), c = some_number(chance), d = some_number(chance);
    const double steps[] = {a, b}, factors[] = {c, d};
    switch (chance_below(chance, 5)) {
    case 0: return view_panned(view, a, b, all);
    case 1: return view_zoomed(view, chance_between(chance, 0, 1), chance_between(chance, 0, 1), fabs(a), fabs(b), all);
    case 2: return view_between(view, a, b, c, d, all);
    case 3: return view_fixed(steps, factors, all);
    default: return view_zoomed(view, a, b, c, d, all);
    }
}

static void every_view_is_a_range(void **state) {
    (void)state;
    Chance chance = {15};
    for (int i = 0; i < HANDS; i++) {
        ChartView all = some_everything(&chance), view = all;
        assert_is_range(all);
        for (int k = 0; k < MOVES; k++) {
            view = moved(view, &all, &chance);
            assert_is_range(view);
        }
    }
}

/* A pin of an enormous base_lr on an asinh axis: near the top the heights of two levels are two numbers. */
static void the_top_of_the_highest_axis_is_a_range(void **state) {
    (void)state;
    ChartView all = {.x1 = 10, .y1 = 1e300, .axis = CHART_ASINH, .knee = 1e-6};
    ChartView top = view_between(all, 0, 0.99, 1, 1, &all);
    assert_is_range(top);
    assert_true(top.y1 > 0.9e300 && top.y0 > 1e293 && top.y0 < 1e298);
    all.knee = 1e10;
    assert_is_range(view_zoomed(all, 0.5, 0.5, 4, 4, &all));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_view_is_a_range),
        cmocka_unit_test(the_top_of_the_highest_axis_is_a_range),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
