#include "schedule/function.h"
#include "schedule/shape.h"

#include <math.h>

static int64_t next_break(const Schedule *schedule, int64_t after) {
    int64_t start = schedule_decay_start(schedule);
    int64_t next = start + schedule_decay_next(schedule, after - start);
    bool bends = schedule->warmup_factor != 1 && schedule->warmup_iters > 0;
    return bends && schedule->warmup_iters > after && schedule->warmup_iters < next ? schedule->warmup_iters
                                                                                    : next;
}

/* Only a constant warm-up jumps where it ends. */
static double warmup_before(const Schedule *schedule, int64_t step) {
    bool jumps = schedule->warmup_method == WARMUP_CONSTANT && step == schedule->warmup_iters;
    return jumps ? schedule->warmup_factor : schedule_warmup(schedule, step);
}

static ScheduleBreak break_at(const Schedule *schedule, int64_t step) {
    int64_t elapsed = step - schedule_decay_start(schedule);
    return (ScheduleBreak){
        .x = (double)step,
        .left = warmup_before(schedule, step) * schedule_decay_before(schedule, elapsed),
        .right = schedule_factor(schedule, step),
    };
}

size_t schedule_breaks(const Schedule *schedule, double from, double to, ScheduleBreak *breaks, size_t max) {
    if (schedule->function) return function_breaks(schedule, from, to, breaks, max);
    if (!(to > 0) || !(from < (double)SCHEDULE_STEPS_MAX * 2)) return 0;
    double end = fmin(to, (double)SCHEDULE_STEPS_MAX * 2);
    int64_t at = from > 0 ? (int64_t)from : 0;
    for (size_t count = 0;; count++) {
        at = next_break(schedule, at);
        if ((double)at >= end || count > max) return count;
        if (count < max) breaks[count] = break_at(schedule, at);
    }
}
