#include "app/clipboard.h"

#include "app/app.h"
#include "app/viewing.h"
#include "app/editor.h"
#include "app/notice.h"
#include "app/parts.h"
#include "base/number.h"
#include "figure/figure.h"
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
    int64_t step = viewing_step(app);
    text_setf(&app->requests.copy, "step,factor,lr\n");
    add_row(app, step);
    if (app->mark.set) add_row(app, app->mark.step);
    notice_say(app, app->mark.set ? "Values at steps %s and %s copied" : "Values at step %s copied",
               number_grouped(step).text, number_grouped(app->mark.step).text);
}

void clipboard_copy_parameter(App *app, ParameterId id) {
    text_clear(&app->requests.copy);
    parameter_print(&app->scenario.schedule, id, &app->requests.copy);
    notice_say(app, "%s copied", parameter_name(&app->scenario.schedule, id));
}

void clipboard_copy_picture(App *app) {
    Text why = {0};
    text_clear(&app->requests.picture);
    if (export_make_picture(app, &app->requests.picture, &why))
        notice_say(app, "Picture copied");
    else
        notice_nothing(app, "%s", text_string(&why));
    text_free(&why);
}

void clipboard_copy_words(App *app) {
    text_clear(&app->requests.copy);
    figure_describe(&(Figure){.scenario = &app->scenario, .spec = figure_spec_default()}, &app->requests.copy);
    notice_say(app, "Description copied");
}

void clipboard_take(App *app, const Input *input) {
    const char *text = input->words ? input->words : "";
    if (input->kind != INPUT_PASTE || app->ui.used) return;
    ui_edit_end(&app->ui);
    if (editor_take_text(app, text)) {
        app->crosshair = CHART_NO_STEP;
        viewing_fit(app);
        notice_say(app, "A function of the step; its names are on the sliders");
        app->ui.used = true;
        return;
    }
    pasted_read(app, text, strlen(text), "");
    if (!*text) text_setf(&app->pasted.report, "The clipboard holds no text.");
    pasted_open(app);
}
