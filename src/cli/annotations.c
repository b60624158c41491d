#include "cli/annotations.h"

#include "cli/steps.h"

#include <string.h>

static bool refuse(const char *argument, const char *reason, Text *why) {
    text_setf(why, "--note: '%.120s' is not allowed; %s", argument, reason);
    return false;
}

/* Cuts out the steps between "step=" and ",text="; NULL where there is no such part. */
static const char *cut_steps(const char *argument, Text *steps) {
    static const char begin[] = "step=", middle[] = ",text=";
    const char *text = strstr(argument, middle);
    if (strncmp(argument, begin, strlen(begin)) != 0 || !text) return NULL;
    text_add_bytes(steps, argument + strlen(begin), (size_t)(text - argument) - strlen(begin));
    return text + strlen(middle);
}

static bool add(CliRequest *request, const char *argument, Text *why) {
    Text steps = {0};
    const Schedule *schedule = &request->scenario.schedule;
    const char *words = cut_steps(argument, &steps), *at = text_string(&steps);
    CliSteps place = {0};
    bool placed = words && cli_steps_next(&at, schedule, &place) && !at && place.stride == 1;
    bool epochs = words && !placed && schedule_steps_per_epoch(schedule) == 0 && cli_steps_in_epochs(text_string(&steps));
    text_free(&steps);
    if (epochs)
        return refuse(argument, "it counts epochs, whose length is not known: set --steps-per-epoch", why);
    if (!placed)
        return refuse(argument, "it takes step=STEP,text=WORDS, as in step=1000,text=here; STEP is a step, 6e, 50% or a "
                                "range 500..800", why);
    if (!scenario_annotation_takes(words)) return refuse(argument, "the text is one line of 1 to 200 bytes", why);
    return scenario_annotate(&request->scenario, place.first, place.last, words) ||
           refuse(argument, "a figure takes at most 16 notes", why);
}

bool cli_annotations_add(CliRequest *request, Text *why) {
    for (size_t i = 0; i < request->word_count; i++) {
        CliWord word = request->words[i];
        if (word.value == CLI_FIRST_OPTION + CLI_NOTE && !add(request, word.argument, why)) return false;
    }
    return true;
}
