/* A file of any kind with a scenario inside. */
#include "fuzz.h"

#include "scenario/scenario.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count) {
    char path[32];
    int file = fuzz_file(bytes, count, path);
    Scenario scenario = scenario_default();
    Text why = {0};
    bool good = scenario_load(&scenario, path, &why);
    fuzz_holds(good || why.length > 0);
    text_free(&why);
    scenario_free(&scenario);
    close(file);
    return 0;
}
