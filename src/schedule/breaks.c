#include "schedule/extremes.h"
#include "schedule/function.h"
#include "schedule/shape.h"

#include <math.h>

/* Returns the decay's limit from below at x. */
static double decay_before(const Schedule *schedule, double x) {
    const DecayKind *kind = &schedule_decays[schedule->decay];
    if (schedule->decay_interval > 1) {
        bool stair = fmod(x, (double)schedule->decay_interval) == 0;
        double at = stair ? x - (double)schedule->decay_interval : x;
        return schedule_decay_at(schedule, schedule_elapsed(schedule, at));
    }
    double elapsed = x - (double)schedule_decay_start(schedule);
    bool jumps = kind->before && elapsed > 0;
    return jumps ? kind->before(schedule, elapsed) : schedule_decay_at(schedule, elapsed);
}

double schedule_joined_before(const Schedule *schedule, double x) {
    double decay = decay_before(schedule, x), step = x;
    if (x > (double)schedule_warmup_end(schedule)) return decay;
    bool stair = schedule->warmup_interval > 1 && fmod(x, (double)schedule->warmup_interval) == 0;
    if (stair)
        step = x - (double)schedule->warmup_interval;
    else
        step = schedule_on_stair(x, schedule->warmup_interval);
    return schedule_joined(schedule, step, decay);
}

/* Returns the first place in from … to, with no break in between, where the floor begins or ends to hold; or
   `to`. */
static double next_crossing(const Schedule *schedule, double from, double to) {
    return schedule_has_floor(schedule) ? extremes_crossing(schedule, from, to, schedule->floor) : to;
}

static double next_break(const Schedule *schedule, double at) {
    return next_crossing(schedule, at, schedule_next_piece(schedule, at, false, false));
}

size_t schedule_breaks(const Schedule *schedule, double from, double to, ScheduleBreak *breaks, size_t max) {
    if (schedule->function) return function_breaks(schedule, from, to, breaks, max);
    double limit = (double)SCHEDULE_STEPS_MAX * 2, end = fmin(to, limit), at = fmax(from, 0);
    if (!(to > 0) || !(from < limit)) return 0;
    for (size_t count = 0;; count++) {
        at = next_break(schedule, at);
        if (at >= end || count > max) return count;
        if (count < max)
            breaks[count] = (ScheduleBreak){
                .x = at,
                .left = schedule_floored(schedule, schedule_joined_before(schedule, at)),
                .right = schedule_factor_at(schedule, at),
            };
    }
}
