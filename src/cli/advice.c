#include "cli/advice.h"

#include "schedule/implementations.h"
#include "schedule/words.h"

void cli_implementations_add(const CliRequest *request, Text *out) {
    const Schedule *schedule = &request->scenario.schedule;
    text_add(out, "torchvision LambdaLR: the reference\n");
    for (int id = 0; id < IMPLEMENTATION_COUNT; id++) {
        ImplementationReport report = implementation_report((ImplementationId)id, schedule);
        text_addf(out, "%s: ", implementation_name((ImplementationId)id));
        implementation_words((ImplementationId)id, &report, schedule, true, out);
        text_add(out, "\n");
    }
}

static void add_note(NoteId id, const Schedule *schedule, Text *out) {
    note_title(id, schedule, out);
    text_add(out, ": ");
    note_reason(id, schedule, true, out);
    size_t before = out->length;
    text_add(out, " ");
    note_fix_words(id, schedule, out);
    if (out->length > before + 1)
        text_add(out, ".");
    else
        out->data[out->length = before] = 0;
    text_add(out, "\n");
}

void cli_notes_add(const CliRequest *request, Text *out) {
    const Schedule *schedule = &request->scenario.schedule;
    for (int id = 0; id < NOTE_COUNT; id++)
        if (note_applies((NoteId)id, schedule)) add_note((NoteId)id, schedule, out);
}
