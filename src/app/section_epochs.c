#include "app/section_epochs.h"

#include "app/parts.h"
#include "app/section.h"
#include "app/values.h"
#include "base/number.h"
#include "ui/widgets.h"

#include <math.h>

enum { BUTTON = 24, SPACE = 10, LINE = 22 };

/* Writes a whole number of them to the last digit, else about how many. */
static const char *epochs_text(int64_t total, int64_t steps, NumberText *number) {
    double epochs = (double)total / (double)steps;
    bool whole = total % steps == 0;
    *number = whole            ? number_grouped(total / steps)
              : epochs >= 1000 ? number_grouped((int64_t)round(epochs))
                               : number_readable(epochs, 4);
    return whole ? "are" : "≈";
}

/* "190 554 steps are 26 epochs". */
static double show_length(App *app, Box row) {
    const Schedule *schedule = &app->scenario.schedule;
    int64_t steps = schedule_steps_per_epoch(schedule);
    TextStyle style = {FONT_WORDS, 12, app->theme->muted};
    if (steps == 0) return 0;
    NumberText epochs;
    const char *relation = epochs_text(schedule->total_steps, steps, &epochs);
    text_setf(&app->words, "%s steps %s %s epoch%s of %s", number_grouped(schedule->total_steps).text,
              relation, epochs.text, schedule->total_steps == steps ? "" : "s", number_grouped(steps).text);
    return ui_words(&app->ui, row.x, row.y + 12, row.w, style, text_string(&app->words)) - row.y - 12 + 6;
}

static const ParameterId source_rows[] = {PARAMETER_DATASET_SIZE, PARAMETER_BATCH_SIZE,
                                          PARAMETER_ACCUMULATION, PARAMETER_DEVICES};
enum { SOURCE_ROWS = sizeof source_rows / sizeof *source_rows };

static bool same_source(const Schedule *one, const Schedule *other) {
    for (int i = 0; i < SOURCE_ROWS; i++)
        if (!parameter_same(one, other, source_rows[i])) return false;
    return true;
}

static double show_use(App *app, Box row) {
    static const char name[] = "use the data set";
    Box button = {row.x, row.y, ui_button_width(&app->ui, name, ""), BUTTON};
    if (ui_button(&app->ui, ID_EPOCHS_USE, button, name, ""))
        values_put(app, PARAMETER_STEPS_PER_EPOCH, (double)SCHEDULE_AUTO);
    return BUTTON + SPACE;
}

/* Who counts the steps of an epoch, once something does. */
static double show_counted(App *app, Box row) {
    const Schedule *schedule = &app->scenario.schedule;
    TextStyle style = {FONT_WORDS, 12, app->theme->muted};
    double top = row.y;
    bool known = schedule->dataset_size > 0, typed = schedule->steps_per_epoch != SCHEDULE_AUTO;
    if (!known && !typed) return 0;
    const char *words = !typed  ? "steps_per_epoch follows from the data set"
                        : known ? "steps_per_epoch is typed: this has no effect"
                                : "steps_per_epoch is typed: this has no effect before dataset_size is known";
    row.y = ui_words(&app->ui, row.x, row.y + 12, row.w, style, words) - 6;
    return row.y + (known && typed ? show_use(app, row) : 0) - top;
}

/* Who changes the data set wants it to count. */
static double show_rows(App *app, Box row) {
    double top = row.y;
    Schedule before = app->scenario.schedule;
    for (int i = 0; i < SOURCE_ROWS; i++) row.y += section_field(app, source_rows[i], row);
    const Schedule *now = &app->scenario.schedule;
    if (now->dataset_size > 0 && now->steps_per_epoch != SCHEDULE_AUTO && !same_source(&before, now))
        values_put(app, PARAMETER_STEPS_PER_EPOCH, (double)SCHEDULE_AUTO);
    return row.y + show_counted(app, row) - top;
}

/* Who opened it with a click goes on by typing the size; keys stay where they are. */
static void turn_source(App *app) {
    app->epochs.open = !app->epochs.open;
    bool clicked = app->ui.input->kind == INPUT_RELEASE;
    if (app->epochs.open && clicked) ui_take_focus(&app->ui, ID_PARAMETERS + (UiId)PARAMETER_DATASET_SIZE, true);
}

static double show_source(App *app, Box row) {
    double top = row.y;
    const char *name = app->epochs.open ? "hide the data set" : "from a data set \u2026";
    Box button = {row.x, row.y, ui_button_width(&app->ui, name, ""), BUTTON};
    if (ui_button(&app->ui, ID_EPOCHS_SOURCE, button, name, "")) turn_source(app);
    row.y += BUTTON + SPACE;
    if (app->epochs.open) row.y += show_rows(app, row);
    return row.y - top;
}

double section_epochs_show(App *app, Box row) {
    double top = row.y;
    row.y += section_title(app, row, "EPOCHS");
    row.y += section_field(app, PARAMETER_STEPS_PER_EPOCH, row);
    row.y += show_length(app, row);
    row.y += show_source(app, row);
    return row.y - top;
}

double section_epochs_offer(App *app, Box row) {
    int64_t steps = schedule_steps_per_epoch(&app->scenario.schedule);
    double offered = fmin(1000, (double)steps - 1);
    if (steps == 0 || app->scenario.schedule.warmup_iters == (int64_t)offered) return 0;
    NumberText value = number_grouped((int64_t)offered);
    static const char name[] = "take min(1000, len \u2212 1)";
    Box button = {row.x, row.y, ui_button_width(&app->ui, name, value.text), BUTTON};
    if (ui_button(&app->ui, ID_EPOCHS_OFFER, button, name, value.text))
        values_put(app, PARAMETER_WARMUP_ITERS, offered);
    return BUTTON + SPACE;
}
