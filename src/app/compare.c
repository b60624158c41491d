/* COMPARE: what is laid beside the present curve without being kept. */
#include "app/family.h"
#include "app/parts.h"
#include "app/section.h"
#include "ui/choice.h"
#include "ui/widgets.h"

enum { SWITCH = 28, CHOICE = 30, SPACE = 8 };

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
    return SWITCH + SPACE + CHOICE + SPACE;
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
