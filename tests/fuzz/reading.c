/* What people have, of any kind, read with and without the options that settle what it leaves open. */
#include "fuzz.h"

#include "reading/reading.h"

static void read_with(const char *text, size_t size, const ReadingOptions *options) {
    Reading reading = reading_read(text, size, options);
    fuzz_holds(reading.status != READING_DONE || reading.group_count > 0);
    fuzz_holds(reading.status == READING_DONE || reading.report.length > 0);
    reading_free(&reading);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    static const ParameterValue given[] = {{.id = PARAMETER_TOTAL_STEPS, .text = "1000"},
                                           {.id = PARAMETER_STEPS_PER_EPOCH, .text = "100"},
                                           {.id = PARAMETER_BASE_LR, .text = "0.01"}};
    ReadingOptions nothing = {0};
    ReadingOptions all = {.values = given, .value_count = sizeof given / sizeof *given, .partial = true};
    char *text = fuzz_string(bytes, size);
    read_with(text, size, &nothing);
    read_with(text, size, &all);
    free(text);
    return 0;
}
