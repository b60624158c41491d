/* Reads lines of "warmup_factor warmup_iters total_steps decay_start" and prints what torch LinearLR is said
   to make of them, times a cosine: the verdict's number, then every factor. */
#include "schedule/implementations.h"

#include <inttypes.h>
#include <stdio.h>

int main(void) {
    Schedule schedule = schedule_default();
    schedule.decay = DECAY_COSINE;
    while (scanf("%lf %" SCNd64 " %" SCNd64 " %" SCNd64, &schedule.warmup_factor, &schedule.warmup_iters,
                 &schedule.total_steps, &schedule.decay_start) == 4) {
        printf("%d", (int)implementation_report(IMPLEMENTATION_LINEAR_LR, &schedule).verdict);
        for (int64_t step = 0; step < schedule.total_steps; step++)
            printf(" %.17g", implementation_factor(IMPLEMENTATION_LINEAR_LR, &schedule, step));
        printf("\n");
    }
    return 0;
}
