#include "app/clipboard.h"

#include "app/app.h"
#include "app/notice.h"
#include "app/parts.h"
#include "app/values.h"
#include "app/viewing.h"
#include "base/number.h"
#include "reading/reading.h"
#include "schedule/words.h"
#include "ui/field.h"

#include <inttypes.h>
#include <string.h>

static void add_row(App *app, int64_t step) {
    const Schedule *schedule = &app->scenario.schedule;
    text_addf(&app->requests.copy, "%" PRId64 ",%s,%s\n", step,
              number_exact(schedule_factor(schedule, step)).text,
              number_exact(schedule_lr(schedule, step)).text);
}

void clipboard_copy_values(App *app) {
    int64_t step = plot_step(app);
    text_setf(&app->requests.copy, "step,factor,lr\n");
    add_row(app, step);
    if (app->mark.set) add_row(app, app->mark.step);
    notice_say(app, app->mark.set ? "Values at steps %s and %s copied" : "Values at step %s copied",
               number_grouped(step).text, number_grouped(app->mark.step).text);
}

void clipboard_copy_words(App *app) {
    text_clear(&app->requests.copy);
    words_describe(&app->scenario.schedule, &app->requests.copy);
    notice_say(app, "Description copied");
}

/* The new schedule is shown as a whole, whatever part of the old one was. */
static void take_schedule(App *app, const Schedule *schedule) {
    app->scenario.schedule = *schedule;
    app->crosshair = CHART_NO_STEP;
    app->refused = -1;
    value_fit_ranges(app, true);
    viewing_fit(app);
}

/* What a text says. */
static bool read_text(App *app, const char *text, Schedule *schedule) {
    Reading reading = reading_read(text, strlen(text), &(ReadingOptions){0});
    bool good = reading.group_count > 0;
    text_setf(&app->pasted.report, "%s", text_string(&reading.report));
    if (good) *schedule = reading.groups[0].schedule;
    reading_free(&reading);
    return good;
}

void clipboard_take(App *app, const Input *input) {
    const char *text = input->words ? input->words : "";
    if (input->kind != INPUT_PASTE || app->ui.used) return;
    Schedule schedule = app->scenario.schedule;
    ui_edit_end(&app->ui);
    app->pasted.taken = read_text(app, text, &schedule);
    if (app->pasted.taken) take_schedule(app, &schedule);
    if (!*text) text_setf(&app->pasted.report, "The clipboard holds no text.");
    dialog_open(app, DIALOG_PASTED);
}
