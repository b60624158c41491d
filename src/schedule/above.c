#include "schedule/bound.h"

#include "schedule/extremes.h"
#include "schedule/function.h"

#include <math.h>

enum { PIECES_MAX = 32, DEPTH = 9, LOOKED_AT = 4096 };

/* More than the rounding of a factor near 1. */
static const double margin = 0x1p-46;

/* What has been found of the steps above 1, from left to right. */
typedef struct Count {
    const Schedule *schedule;
    ScheduleAbove *above;
} Count;

static void add(Count *count, int64_t first, int64_t end) {
    ScheduleAbove *above = count->above;
    if (end <= first) return;
    if (!above->any) above->first = first;
    above->any = true;
    above->last = end - 1;
    above->count += end - first;
}

static bool is_above(const Count *count, int64_t step) {
    return schedule_factor(count->schedule, step) > 1;
}

/* Returns the first of steps first … end-1, on which the factor rises or falls, that is above `bound` (or not, where the
   first one is); `end` where there is none. */
static int64_t passes_at(const Count *count, int64_t first, int64_t end, double bound) {
    bool above = schedule_factor(count->schedule, first) > bound;
    int64_t same = first, other = end;
    while (other - same > 1) {
        int64_t middle = same + (other - same) / 2;
        *((schedule_factor(count->schedule, middle) > bound) == above ? &same : &other) = middle;
    }
    return other;
}

static void add_each(Count *count, int64_t first, int64_t end) {
    for (; first < end; first++) add(count, first, is_above(count, first) ? first + 1 : first);
}

/* The factor rises or falls, but where it passes 1 its doubles may go to and fro: each of those within the margin is
   looked at. */
static void add_monotone(Count *count, int64_t first, int64_t end) {
    if (first >= end) return;
    double begins = schedule_factor(count->schedule, first), ends = schedule_factor(count->schedule, end - 1);
    bool falls = begins > ends;
    if (begins == ends && end - first > LOOKED_AT) {
        add(count, first, begins > 1 ? end : first);
        return;
    }
    double outer = falls ? 1 + margin : 1 - margin, inner = falls ? 1 - margin : 1 + margin;
    int64_t from = falls == (begins > outer) ? passes_at(count, first, end, outer) : first;
    int64_t to = from < end && falls == (schedule_factor(count->schedule, from) > inner) ? passes_at(count, from, end, inner) : from;
    add(count, first, falls ? from : first);
    if (to - from > LOOKED_AT) {
        int64_t change = passes_at(count, from, to, 1);
        count->above->exact = false;
        add(count, is_above(count, from) ? from : change, is_above(count, from) ? change : to);
    } else {
        add_each(count, from, to);
    }
    add(count, to, falls ? to : end);
}

/* Counts within one piece. */
static void add_smooth(Count *count, int64_t first, int64_t end) {
    if (first >= end) return;
    bool small = end - first < 3;
    if (small || extremes_monotone(count->schedule, (double)first, (double)(end - 1))) {
        (small ? add_each : add_monotone)(count, first, end);
        return;
    }
    int64_t middle = first + (end - first) / 2;
    add_smooth(count, first, middle);
    add_smooth(count, middle, end);
}

static int64_t next_piece(const Count *count, int64_t at) {
    return (int64_t)schedule_next_piece(count->schedule, (double)at, true, true);
}

static bool is_few(const Count *count, int64_t first, int64_t end) {
    int pieces = 0;
    for (; first < end && pieces <= PIECES_MAX; pieces++) first = next_piece(count, first);
    return pieces <= PIECES_MAX;
}

static void add_pieces(Count *count, int64_t first, int64_t end) {
    while (first < end) {
        int64_t next = next_piece(count, first);
        add_smooth(count, first, next < end ? next : end);
        first = next;
    }
}

/* By the share of the pieces in the middle. */
static void estimate(Count *count, int64_t first, int64_t end) {
    int64_t from = first + (end - first) / 2, to = from;
    for (int i = 0; i < PIECES_MAX && to < end; i++) to = next_piece(count, to);
    to = to < end ? to : end;
    ScheduleAbove sample = {.exact = true};
    Count sampled = {count->schedule, &sample};
    add_pieces(&sampled, from, to);
    if (!sample.any) return;
    bool known = count->above->any;
    int64_t before = count->above->count;
    add(count, first, end);
    if (!known) count->above->first = sample.first;
    count->above->last = sample.last;
    count->above->count =
        before + (int64_t)((double)sample.count / (double)(to - from) * (double)(end - first));
    if (sample.count < to - from) count->above->exact = false;
}

/* Counts on one side of the warm-up's end. */
static void add_side(Count *count, int64_t first, int64_t end, int depth) {
    if (first >= end) return;
    ScheduleBounds bounds = extremes_bounds(count->schedule, (double)first, (double)(end - 1));
    if (bounds.high <= 1 - margin) return;
    bool few = is_few(count, first, end);
    if (bounds.high <= 1 && !few) return;
    if (bounds.low > 1 + margin || (bounds.low > 1 && !few)) {
        add(count, first, end);
    } else if (few) {
        add_pieces(count, first, end);
    } else if (depth == 0) {
        estimate(count, first, end);
    } else {
        int64_t middle = first + (end - first) / 2;
        add_side(count, first, middle, depth - 1);
        add_side(count, middle, end, depth - 1);
    }
}

/* Returns up to which step the warm-up alone decides. */
static int64_t decided_by_warmup(const Schedule *schedule) {
    int64_t full = schedule_full_step(schedule);
    if (schedule->warmup_join == JOIN_REPLACE) return full;
    if (schedule_decay_at(schedule, 0) != 1) return 0;
    if (schedule_decay_is_flat(schedule)) return full;
    if (schedule->warmup_join == JOIN_MEET) {
        bool meets_one = schedule_elapsed(schedule, (double)schedule->warmup_iters) == 0;
        return meets_one ? full : 0;
    }
    int64_t start = schedule_decay_start(schedule);
    return start < full ? start : full;
}

static int64_t lesser(int64_t a, int64_t b) {
    return a < b ? a : b;
}

/* True if the decay itself is above 1 on a step that the count has, or where the warm-up goes to meet it. */
static bool decay_above(const Schedule *schedule, const ScheduleAbove *above) {
    if (!above->any || !schedule_decay_is_raised(schedule)) return false;
    double met = schedule_elapsed(schedule, (double)schedule->warmup_iters);
    if (schedule->warmup_join == JOIN_MEET && schedule_decay_at(schedule, met) > 1) return true;
    double from = schedule_elapsed(schedule, (double)above->first);
    double to = schedule_elapsed(schedule, (double)above->last);
    return schedule_decay_bounds(schedule, from, to).high > 1;
}

ScheduleAbove schedule_above(const Schedule *schedule) {
    if (schedule->function) return function_above(schedule);
    ScheduleAbove above = {.exact = true};
    Count count = {schedule, &above};
    bool warmup_above = schedule->warmup_factor > 1 && schedule->warmup_iters >= 1;
    bool raised = schedule_decay_is_raised(schedule);
    int64_t total = schedule->total_steps, warm = schedule_warm_steps(schedule), decided = 0;
    if (!warmup_above && !raised) return above;
    if (warmup_above || !raised) decided = lesser(decided_by_warmup(schedule), warm);
    if (warmup_above) add_monotone(&count, 0, decided); /* it may reach 1 long before its end */
    add_side(&count, decided, warm, DEPTH);
    if (raised) add_side(&count, warm, total, DEPTH);
    above.by_decay = decay_above(schedule, &above);
    return above;
}
