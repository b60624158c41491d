#include "cli/table.h"

#include "base/file.h"
#include "base/number.h"
#include "cli/interrupt.h"
#include "cli/steps.h"

#include <inttypes.h>

enum { ROWS_BETWEEN_LOOKS = 4096 };

static void write_header(FILE *stream) {
    fputs("step,factor,lr\n", stream);
}

/* Stops where the stream has failed, so that a full disk ends a table of 10^12 rows at once, and where a
 * signal waits. */
static void write_rows(const Schedule *schedule, int64_t first, int64_t last, FILE *stream) {
    for (int64_t step = first; step <= last && !ferror(stream); step++) {
        fprintf(stream, "%" PRId64 ",%s,%s\n", step, number_exact(schedule_factor(schedule, step)).text,
                number_exact(schedule_lr(schedule, step)).text);
        if (step % ROWS_BETWEEN_LOOKS == 0 && cli_interrupt_waits()) return;
    }
}

bool cli_table_csv(const CliRequest *request, CliPicture *picture, FILE *stream, Text *why) {
    (void)picture;
    (void)why;
    write_header(stream);
    write_rows(&request->scenario.schedule, 0, request->scenario.schedule.total_steps - 1, stream);
    return true;
}

bool cli_table_print(const CliRequest *request, Text *why) {
    FileOut out;
    if (!file_begin(&out, "-", why)) return false;
    write_header(out.stream);
    const char *at = text_string(&request->steps);
    CliSteps steps;
    while (at && cli_steps_next(&at, &steps))
        write_rows(&request->scenario.schedule, steps.first, steps.last, out.stream);
    if (!cli_interrupt_waits()) return file_finish(&out, why);
    text_setf(why, "--at: interrupted");
    file_abandon(&out);
    return false;
}
