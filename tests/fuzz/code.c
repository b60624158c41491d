/* Code of other people: what was read is a schedule that can be written as code and as a scenario file, and
   the reading depends on the text alone. */
#include "fuzz.h"

#include "code/code.h"
#include "reading/reading.h"
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
    const ParameterValue user[] = {{.id = PARAMETER_BASE_LR, .text = "0.1"},
                                   {.id = PARAMETER_STEPS_PER_EPOCH, .text = "50"}};
    ReadingOptions options = {.values = user, .value_count = 2, .partial = count % 2 == 0};
    Reading reading = reading_read((const char *)bytes, count, &options);
    Reading again = reading_read((const char *)bytes, count, &options);
    fuzz_holds(reading.report.length > 0);
    fuzz_holds(reading.status == again.status && reading.group_count == again.group_count);
    fuzz_holds(!strcmp(text_string(&reading.report), text_string(&again.report)));
    for (size_t i = 0; i < reading.group_count; i++) {
        fuzz_holds(parameters_same(&reading.groups[i].schedule, &again.groups[i].schedule));
        can_be_written(&reading.groups[i].schedule);
    }
    reading_free(&reading);
    reading_free(&again);
    return 0;
}
