/* Code of other people: what was read is a schedule that can be written as code and as a scenario file, and
   the reading depends on the text alone. */
#include "fuzz.h"

#include "code/code.h"
#include "code/code_read.h"
#include "scenario/scenario.h"
#include "schedule/parameters.h"

static void can_be_written(const Schedule *schedule) {
    Scenario scenario = scenario_default(), again = scenario_default();
    Text out = {0};
    Messages messages = {0};
    for (int dialect = 0; dialect < CODE_COUNT; dialect++) code_write((CodeDialect)dialect, schedule, &out);
    text_clear(&out);
    scenario.schedule = *schedule;
    scenario_write(&scenario, &out);
    fuzz_holds(scenario_read(&again, text_string(&out), out.length, &messages));
    fuzz_holds(scenario_same(&scenario, &again));
    messages_free(&messages);
    text_free(&out);
    scenario_free(&scenario);
    scenario_free(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count) {
    Schedule schedule = schedule_default(), again = schedule_default(), before = schedule_default();
    Text report = {0}, report_again = {0};
    bool good = code_read((const char *)bytes, count, &schedule, &report);
    fuzz_holds(report.length > 0);
    fuzz_holds(code_read((const char *)bytes, count, &again, &report_again) == good);
    fuzz_holds(parameters_same(&schedule, &again));
    fuzz_holds(!strcmp(text_string(&report), text_string(&report_again)));
    if (good)
        can_be_written(&schedule);
    else
        fuzz_holds(parameters_same(&schedule, &before));
    text_free(&report);
    text_free(&report_again);
    return 0;
}
