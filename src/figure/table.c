#include "base/interrupt.h"
#include "base/number.h"
#include "figure/writers.h"

#include <inttypes.h>

enum { ROWS_BETWEEN_LOOKS = 4096 };

void figure_csv_header(FILE *stream) {
    fputs("step,factor,lr\n", stream);
}

/* A full disk ends a table of 10^12 rows at once. */
void figure_csv_rows(const Schedule *schedule, int64_t first, int64_t last, FILE *stream) {
    for (int64_t step = first; step <= last && !ferror(stream); step++) {
        fprintf(stream, "%" PRId64 ",%s,%s\n", step, number_exact(schedule_factor(schedule, step)).text,
                number_exact(schedule_lr(schedule, step)).text);
        if (step % ROWS_BETWEEN_LOOKS == 0 && interrupt_waits()) return;
    }
}

bool figure_write_csv(Figure *figure, FILE *stream, Text *why) {
    (void)why;
    const Schedule *schedule = &figure->scenario->schedule;
    figure_csv_header(stream);
    figure_csv_rows(schedule, 0, schedule->total_steps - 1, stream);
    return true;
}
