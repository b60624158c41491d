#include "schedule/bound.h"

#include "schedule/function.h"
#include "schedule/shape.h"

/* Steps without a gap, or equal cycles. */
typedef struct ScheduleRun {
    int64_t first, last;
} ScheduleRun;

static bool goes_above(const Schedule *schedule) {
    return schedule->warmup_factor > 1 && schedule->warmup_iters >= 1;
}

/* How many steps of first … end-1 are above 1, where the factor falls on them and is above 1 on the first. */
static int64_t above_from(const Schedule *schedule, int64_t first, int64_t end) {
    int64_t above = first, below = end;
    while (below - above > 1) {
        int64_t middle = above + (below - above) / 2;
        if (schedule_factor(schedule, middle) > 1)
            above = middle;
        else
            below = middle;
    }
    return above + 1 - first;
}

static bool restarts_inside(const Schedule *schedule) {
    return schedule->decay == DECAY_COSINE_RESTARTS && !schedule_decay_is_flat(schedule) &&
           schedule_decay_start(schedule) < schedule_warm_steps(schedule);
}

/* Without restarts warm-up and decay only fall: what is above 1 is a beginning of the run. While the decay
   has not begun the parameters alone decide. */
static int64_t above_without_restarts(const Schedule *schedule) {
    int64_t end = schedule_warm_steps(schedule), start = schedule_decay_start(schedule);
    if (start >= end || schedule_decay_is_flat(schedule)) return end;
    return start + above_from(schedule, start, end);
}

/* Steps of the run that are above 1 in the cycle: all at its beginning, at least one, since d is 1 there. */
static ScheduleRun cycle_run(const Schedule *schedule, ScheduleCycle cycle) {
    int64_t first = schedule_decay_start(schedule) + cycle.start, end = schedule_warm_steps(schedule);
    int64_t next = schedule_decay_start(schedule) + cycle.next;
    if (next < end) end = next;
    return (ScheduleRun){first, first + above_from(schedule, first, end) - 1};
}

static ScheduleRun equal_cycle_run(const Schedule *schedule, int64_t index) {
    return cycle_run(schedule, schedule_cycle(schedule, index * schedule->cycle_steps));
}

static int64_t equal_cycle_count(const Schedule *schedule, int64_t index) {
    ScheduleRun run = equal_cycle_run(schedule, index);
    return run.last + 1 - run.first;
}

static int64_t last_cycle(const Schedule *schedule) {
    return (schedule_warm_steps(schedule) - 1 - schedule_decay_start(schedule)) / schedule->cycle_steps;
}

/* The sum over the equal cycles first … last, which are above 1 on ever fewer steps: where both ends agree,
   so do all between. What is left after `depth` halvings is closed with a trapezoid, and *exact becomes
   false. */
static int64_t sum_cycles(const Schedule *schedule, ScheduleRun cycles, ScheduleRun counts, int depth,
                          bool *exact) {
    int64_t cycle_count = cycles.last - cycles.first + 1, ends = counts.first + counts.last;
    if (counts.first == counts.last) return counts.first * cycle_count;
    if (cycle_count == 2) return ends;
    if (depth == 0) {
        *exact = false;
        return (int64_t)((double)ends / 2 * (double)cycle_count);
    }
    int64_t middle = cycles.first + cycle_count / 2, count = equal_cycle_count(schedule, middle);
    ScheduleRun left = {cycles.first, middle}, left_counts = {counts.first, count};
    ScheduleRun right = {middle, cycles.last}, right_counts = {count, counts.last};
    return sum_cycles(schedule, left, left_counts, depth - 1, exact) - count +
           sum_cycles(schedule, right, right_counts, depth - 1, exact);
}

static ScheduleAbove above_in_equal_cycles(const Schedule *schedule) {
    enum { DEPTH = 12 };
    ScheduleRun cycles = {0, last_cycle(schedule)};
    ScheduleRun counts = {equal_cycle_count(schedule, 0), equal_cycle_count(schedule, cycles.last)};
    ScheduleAbove above = {.any = true, .exact = true, .last = equal_cycle_run(schedule, cycles.last).last};
    above.count = schedule_decay_start(schedule) + sum_cycles(schedule, cycles, counts, DEPTH, &above.exact);
    return above;
}

static ScheduleAbove above_in_growing_cycles(const Schedule *schedule) {
    int64_t start = schedule_decay_start(schedule), end = schedule_warm_steps(schedule);
    ScheduleAbove above = {.any = true, .exact = true, .count = start};
    for (int64_t at = 0; start + at < end;) {
        ScheduleCycle cycle = schedule_cycle(schedule, at);
        ScheduleRun run = cycle_run(schedule, cycle);
        above.count += run.last + 1 - run.first;
        above.last = run.last;
        at = cycle.next;
    }
    return above;
}

ScheduleAbove schedule_above(const Schedule *schedule) {
    if (schedule->function) return function_above(schedule);
    if (!goes_above(schedule)) return (ScheduleAbove){.exact = true};
    if (restarts_inside(schedule))
        return schedule->cycle_mult == 1 ? above_in_equal_cycles(schedule)
                                         : above_in_growing_cycles(schedule);
    int64_t count = above_without_restarts(schedule);
    return (ScheduleAbove){.any = true, .exact = true, .count = count, .last = count - 1};
}
