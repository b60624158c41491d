/* What people type: numbers, and the values of the parameters, one a line as key=value; lists of steps. */
#include "fuzz.h"

#include "base/number.h"
#include "cli/steps.h"
#include "schedule/parameters.h"

#include <math.h>

static void numbers_survive(const char *text) {
    double value = 0, again = 0;
    if (!number_parse(text, &value)) return;
    fuzz_holds(isfinite(value));
    fuzz_holds(number_parse(number_exact(value).text, &again) && again == value);
    number_readable(value, 6);
}

static void steps_are_ordered(const char *text) {
    CliSteps steps;
    Schedule schedule = schedule_default();
    schedule.steps_per_epoch = 7;
    while (text && cli_steps_next(&text, &schedule, &steps))
        fuzz_holds(0 <= steps.first && steps.first <= steps.last && steps.last <= SCHEDULE_STEPS_MAX &&
                   steps.stride >= 1);
}

/* What was taken is written so that it reads back; what was refused has a reason and changed nothing. */
static void value_survives(Schedule *schedule, ParameterId id, const char *text) {
    Schedule before = *schedule, again;
    Text why = {0}, printed = {0};
    if (parameter_read(schedule, id, text, &why)) {
        again = *schedule;
        parameter_print(schedule, id, &printed);
        fuzz_holds(parameter_read(&again, id, text_string(&printed), &why));
        fuzz_holds(parameter_same(schedule, &again, id));
    } else {
        fuzz_holds(why.length > 0);
        fuzz_holds(parameters_same(schedule, &before));
    }
    text_free(&why);
    text_free(&printed);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count) {
    char *text = fuzz_string(bytes, count), *place = NULL;
    Schedule schedule = schedule_default();
    for (char *line = strtok_r(text, "\n", &place); line; line = strtok_r(NULL, "\n", &place)) {
        char *equals = strchr(line, '=');
        numbers_survive(equals ? equals + 1 : line);
        steps_are_ordered(equals ? equals + 1 : line);
        if (equals) *equals = 0;
        int id = equals ? parameter_find(line) : -1;
        if (id >= 0) value_survives(&schedule, (ParameterId)id, equals + 1);
    }
    free(text);
    return 0;
}
