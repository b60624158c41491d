#include "schedule/bound.h"

#include "schedule/extremes.h"
#include "schedule/function.h"
#include "schedule/sums.h"

#include <math.h>

static SchedulePeak peak_at(const Schedule *schedule, int64_t step) {
    return (SchedulePeak){step, schedule_factor(schedule, step)};
}

/* Takes the peak from the parameters wherever they tell: near its end a long warm-up rounds to 1 some steps
   early. */
SchedulePeak schedule_peak(const Schedule *schedule) {
    if (schedule->function) return function_peak(schedule, NULL);
    bool rises = schedule->warmup_factor < 1 && schedule->warmup_iters > 0;
    bool falls_from_1 = !schedule_decay_is_raised(schedule) && schedule_decay_at(schedule, 0) == 1;
    int64_t full = schedule_full_step(schedule);
    bool full_is_1 = schedule_decay_is_flat(schedule) || schedule_elapsed(schedule, (double)full) == 0;
    if (falls_from_1 && !rises) return peak_at(schedule, 0);
    if (falls_from_1 && full_is_1 && schedule->total_steps > full) return peak_at(schedule, full);
    ScheduleExtremes found = schedule_greatest_of_steps(schedule, 0, schedule->total_steps - 1);
    return (SchedulePeak){(int64_t)found.greatest_at, found.greatest};
}

/* Returns the sum of w over the steps 0 … steps-1. */
static double warmup_sum(const Schedule *schedule, int64_t steps) {
    Schedule alone = *schedule;
    alone.decay = DECAY_NONE;
    alone.warmup_join = JOIN_MULTIPLY;
    alone.floor = (double)SCHEDULE_AUTO;
    return schedule_sum(&alone, 0, steps);
}

double schedule_warmup_cost(const Schedule *schedule) {
    const WarmupKind *kind = &schedule_warmups[schedule->warmup_method];
    int64_t steps = schedule_warm_steps(schedule);
    if (steps == 0 || schedule->function) return 0;
    if (kind->missing && schedule->warmup_interval == 1)
        return (1 - schedule->warmup_factor) * kind->missing(schedule, (double)steps);
    return (double)steps - warmup_sum(schedule, steps);
}

int64_t schedule_last_zero(const Schedule *schedule) {
    if (schedule->warmup_factor != 0 || schedule->warmup_iters == 0) return -1;
    if (schedule_factor(schedule, 0) != 0) return -1;
    bool stays = !schedule_warmups[schedule->warmup_method].way;
    int64_t zeros = stays ? schedule_warm_steps(schedule) : schedule->warmup_interval;
    return (zeros < schedule->total_steps ? zeros : schedule->total_steps) - 1;
}

/* --- the last negative step: only a warm-up from below 0 can make one --- */

typedef struct Hunt {
    const Schedule *schedule;
    int halvings; /* still allowed */
} Hunt;

static bool is_negative(const Hunt *hunt, int64_t step) {
    return schedule_factor(hunt->schedule, step) < 0;
}

/* Looks at first … end-1, on which the factor rises or falls. */
static int64_t last_if_monotone(const Hunt *hunt, int64_t first, int64_t end) {
    if (is_negative(hunt, end - 1)) return end - 1;
    if (!is_negative(hunt, first)) return -1;
    int64_t negative = first, other = end - 1;
    while (other - negative > 1) {
        int64_t middle = negative + (other - negative) / 2;
        *(is_negative(hunt, middle) ? &negative : &other) = middle;
    }
    return negative;
}

/* Searches first … end-1 from right to left; -1 where none is negative. What cannot be looked at any more
   counts as far as it could be. */
static int64_t last_negative(Hunt *hunt, int64_t first, int64_t end) {
    const Schedule *schedule = hunt->schedule;
    if (first >= end || extremes_bounds(schedule, (double)first, (double)(end - 1)).low >= 0) return -1;
    if (is_negative(hunt, end - 1) || hunt->halvings-- <= 0) return end - 1;
    bool one = schedule_next_piece(schedule, (double)first, true, true) >= (double)end;
    if (end - first < 3 || (one && extremes_monotone(schedule, (double)first, (double)(end - 1))))
        return last_if_monotone(hunt, first, end);
    int64_t middle = first + (end - first) / 2;
    int64_t right = last_negative(hunt, middle, end);
    return right >= 0 ? right : last_negative(hunt, first, middle);
}

int64_t schedule_last_negative(const Schedule *schedule) {
    if (schedule->function) return function_last_negative(schedule);
    Hunt hunt = {schedule, 1 << 14};
    bool possible =
        schedule->warmup_factor < 0 && schedule->warmup_iters > 0 && !schedule_has_floor(schedule);
    return possible ? last_negative(&hunt, 0, schedule_warm_steps(schedule)) : -1;
}
