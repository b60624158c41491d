#include "schedule/bound.h"

#include "schedule/extremes.h"
#include "schedule/function.h"
#include "schedule/shape.h"

#include <math.h>

/* From the parameters wherever they tell: near its end a long warm-up rounds to 1 some steps early. */
SchedulePeak schedule_peak(const Schedule *schedule) {
    if (schedule->function) return function_peak(schedule, NULL);
    bool decays_inside =
        schedule_decay_start(schedule) < schedule_warm_steps(schedule) && !schedule_decay_is_flat(schedule);
    bool rises = schedule->warmup_factor < 1 && schedule->warmup_iters > 0;
    if (!rises) return (SchedulePeak){0, schedule_factor(schedule, 0)};
    if (!decays_inside && schedule->total_steps > schedule->warmup_iters)
        return (SchedulePeak){schedule->warmup_iters, 1};
    ScheduleExtremes found = schedule_extremes_of_steps(schedule, 0, schedule->total_steps - 1);
    return (SchedulePeak){(int64_t)found.greatest_at, found.greatest};
}

/* The sum of f^(1 - t/warmup_iters) over `count` steps: a geometric series. */
static double exponential_sum(const Schedule *schedule, double count) {
    double ratio =
        -log(schedule->warmup_factor) / (double)schedule->warmup_iters; /* of neighbours, as logarithm */
    if (ratio == 0) return count;
    return schedule->warmup_factor * expm1(count * ratio) / expm1(ratio);
}

/* The sum of (1 + cos(pi*t/warmup_iters))/2 over `count` steps. */
static double cosine_sum(const Schedule *schedule, double count) {
    double half = M_PI / (double)schedule->warmup_iters / 2;
    return (count + sin(count * half) * cos((count - 1) * half) / sin(half)) / 2;
}

double schedule_warmup_cost(const Schedule *schedule) {
    double count = (double)schedule_warm_steps(schedule), iters = (double)schedule->warmup_iters;
    double below = 1 - schedule->warmup_factor;
    if (count == 0 || schedule->function) return 0;
    switch (schedule->warmup_method) {
    case WARMUP_CONSTANT: return below * count;
    case WARMUP_EXPONENTIAL: return count - exponential_sum(schedule, count);
    case WARMUP_COSINE: return below * cosine_sum(schedule, count);
    default: return below * (count == iters ? (iters + 1) / 2 : count - count / iters * (count - 1) / 2);
    }
}

/* The warm-up rises from warmup_factor to 1, and no decay changes the sign; but one that has come to its end
   at 0 takes the rate away. */
int64_t schedule_last_negative(const Schedule *schedule) {
    if (schedule->function) return function_last_negative(schedule);
    if (!(schedule->warmup_factor < 0) || schedule->warmup_iters == 0) return -1;
    int64_t negative = 0, end = schedule_warm_steps(schedule);
    if (schedule_decay_ends(schedule) && schedule->final_factor == 0) {
        int64_t nothing = schedule_decay_start(schedule) + schedule_decay_steps(schedule);
        if (nothing < end) end = nothing;
    }
    while (end - negative > 1) {
        int64_t middle = negative + (end - negative) / 2;
        if (schedule_warmup(schedule, middle) < 0)
            negative = middle;
        else
            end = middle;
    }
    return negative;
}
