#include "schedule/scaling.h"

#include "schedule/parameters.h"

#include <math.h>

static bool put(Schedule *schedule, ParameterId id, double value) {
    Text why = {0};
    bool good = parameter_put(schedule, id, value, &why);
    text_free(&why);
    return good;
}

/* A batch that is not whole is left for whoever knows it. */
static bool scale_batch(Schedule *schedule, double times) {
    double batch = (double)schedule->batch_size * times;
    if (schedule->dataset_size == 0 || batch != floor(batch) || batch < 1) return true;
    return put(schedule, PARAMETER_BATCH_SIZE, batch);
}

static bool scale_warmup(Schedule *schedule, double times) {
    bool in_steps = parameter_epochs(schedule, PARAMETER_WARMUP_ITERS) == 0 &&
                    parameter_percent(schedule, PARAMETER_WARMUP_ITERS) == 0;
    if (!in_steps || schedule->warmup_iters == 0) return true;
    return put(schedule, PARAMETER_WARMUP_ITERS, fmax(1, round((double)schedule->warmup_iters / times)));
}

bool schedule_scale(Schedule *schedule, ScalingRule rule, double times) {
    Schedule scaled = *schedule;
    if (!(times > 0)) return false;
    double base_lr = schedule->base_lr * (rule == SCALING_ROOT ? sqrt(times) : times);
    bool good = put(&scaled, PARAMETER_BASE_LR, base_lr) && scale_warmup(&scaled, times) && scale_batch(&scaled, times);
    if (good) *schedule = scaled;
    return good;
}
