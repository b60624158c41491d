/* COMPARE: what is laid beside the present curve without being kept. */
#include "app/family.h"
#include "app/parts.h"
#include "app/section.h"
#include "ui/choice.h"
#include "ui/field.h"
#include "ui/widgets.h"

#include <string.h>

enum { SWITCH = 28, CHOICE = 30, FIELD = 26, LABEL = 56, SPACE = 8 };

/* The values that are fanned out over, and typing them does so; the row is always there, so that no key moves what is
   under the pointer. Refused ones stay in the field's place until others are taken. */
static double show_values(App *app, Box row) {
    AppFamily *family = &app->family;
    TextStyle label = {FONT_WORDS_MEDIUM, 13, app->theme->text}, error = {FONT_WORDS, 12, app->theme->error};
    const char *values = text_string(&app->scenario.family_values);
    Box field = {row.x + LABEL, row.y, row.w - LABEL, FIELD};
    ui_stop(&app->ui, ID_FAMILY_VALUES, field);
    scene_text(&app->scene, row.x, row.y + 17.5, ALIGN_LEFT, label, "values");
    UiField shown = {.shown = *values ? values : "round ones", .muted = !*values, .words = true, .refused = family->refused};
    UiTyped typed = ui_field(&app->ui, ID_FAMILY_VALUES, field, shown);
    bool untouched = !*values && !strcmp(app->ui.edit.text, shown.shown);
    ui_ring(&app->ui, ID_FAMILY_VALUES, field, 6);
    if (typed != UI_TYPED_NOTHING) family->refused = false;
    if (typed == UI_TYPED_ENTER) {
        text_clear(&family->why);
        if (!untouched) family_put(app, true);
        family->refused = !family_take_values(app, untouched ? "" : app->ui.edit.text, &family->why);
        if (family->refused)
            ui_edit_all(&app->ui);
        else
            ui_edit_end(&app->ui);
    }
    if (!family->refused) return FIELD + SPACE;
    double baseline = row.y + FIELD + 14;
    return ui_words(&app->ui, row.x, baseline, row.w, error, text_string(&family->why)) - row.y;
}

static double show_family(App *app, Box row) {
    const char **labels = app->family.labels;
    int ids[PARAMETER_ALL + 1] = {FAMILY_FOLLOWS}, count = 1, chosen = 0;
    labels[0] = "the number in focus";
    for (int id = 0; id < PARAMETER_ALL; id++) {
        if (!parameter_shapes((ParameterId)id)) continue;
        if (!parameter_applies(&app->scenario.schedule, (ParameterId)id)) continue;
        if (app->family.chosen == id) chosen = count;
        labels[count] = parameter_name(&app->scenario.schedule, (ParameterId)id);
        ids[count++] = id;
    }
    labels[count] = NULL;
    bool shown = app->scenario.family != SCENARIO_NO_FAMILY;
    row.h = SWITCH;
    text_setf(&app->words, "Fan out %s", parameter_name(&app->scenario.schedule, family_parameter(app)));
    bool wanted = ui_switch(&app->ui, ID_FAMILY, row, text_string(&app->words), "F", shown);
    if (wanted != shown) family_put(app, wanted);
    row.y += SWITCH + SPACE;
    row.h = CHOICE;
    int next = ui_choice(&app->ui, ID_FAMILY_CHOICE, row, labels, chosen);
    if (next != chosen) family_choose(app, ids[next]);
    row.y += CHOICE + SPACE;
    return SWITCH + SPACE + CHOICE + SPACE + show_values(app, row);
}

/* Pins of another length mean little step by step. */
static double show_align(App *app, Box row) {
    static const char *const labels[] = {"pins step by step", "pins by share of the run", "pins by epoch", NULL};
    if (app->scenario.pin_count == 0) return 0;
    row.h = CHOICE;
    app->scenario.align = (ScenarioAlign)ui_choice(&app->ui, ID_ALIGN, row, labels, (int)app->scenario.align);
    return CHOICE + SPACE;
}

double compare_show(App *app, Box row) {
    double height = section_title(app, row, "COMPARE");
    height += show_family(app, (Box){row.x, row.y + height, row.w, 0});
    height += show_align(app, (Box){row.x, row.y + height, row.w, 0});
    height += implementations_show(app, (Box){row.x, row.y + height, row.w, 0});
    return height;
}
