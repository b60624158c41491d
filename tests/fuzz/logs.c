/* A log of any kind: the bytes say which reader takes it. What was read is compared, and grows. */
#include "fuzz.h"

#include "runlog/compare.h"

#include <math.h>

static void hold_points(const RunLog *log) {
    const LogGroup *group = runlog_shown(log);
    fuzz_holds(group->count > 0);
    for (size_t i = 0; i < group->count; i++) {
        fuzz_holds(isfinite(group->points[i].x) && isfinite(group->points[i].rate));
        fuzz_holds(runlog_tolerance(log, &group->points[i]) >= 0);
    }
}

static void hold_verdict(const RunLog *log) {
    enum { COMPARED_MAX = 300 };
    Schedule schedule = schedule_default();
    LogVerdict verdict;
    if (runlog_shown(log)->count > COMPARED_MAX) return;
    runlog_compare(log, &schedule, LOG_SHIFT_AUTO, &verdict);
    fuzz_holds(verdict.compared <= verdict.rows && verdict.explanation.length > 0);
    fuzz_holds(!verdict.agrees || verdict.part_count == 0);
    runlog_verdict_free(&verdict);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count) {
    char path[32];
    int file = fuzz_file(bytes, count, path);
    RunLog log;
    Text why = {0};
    (void)runlog_recognise(path);
    if (runlog_open(&log, path, &(LogOptions){0}, &why)) {
        hold_points(&log);
        hold_verdict(&log);
        (void)runlog_follow(&log);
        runlog_close(&log);
    } else {
        fuzz_holds(why.length > 0);
    }
    text_free(&why);
    close(file);
    return 0;
}
