/* A scenario file: what was read is written so that it reads as the same, and writing that gives the same
 * bytes. */
#include "fuzz.h"

#include "scenario/scenario.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count) {
    Scenario one = scenario_default(), other = scenario_default();
    Messages messages = {0};
    Text written = {0}, again = {0};
    if (scenario_read(&one, (const char *)bytes, count, &messages)) {
        scenario_write(&one, &written);
        fuzz_holds(scenario_read(&other, text_string(&written), written.length, &messages));
        fuzz_holds(scenario_same(&one, &other));
        scenario_write(&other, &again);
        fuzz_holds(!strcmp(text_string(&written), text_string(&again)));
    } else {
        fuzz_holds(messages.count > 0);
        messages_print(&messages, "file", &written);
    }
    text_free(&written);
    text_free(&again);
    messages_free(&messages);
    scenario_free(&one);
    scenario_free(&other);
    return 0;
}
