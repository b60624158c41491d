#include "app/family.h"

#include "app/app.h"
#include "app/parts.h"

#include <string.h>

static const double tap = 0.35; /* seconds: a key that is down for less was tapped */

static bool is_shown(const App *app) {
    return app->scenario.family != SCENARIO_NO_FAMILY;
}

static bool fits(const App *app, int id) {
    return id >= 0 && parameter_shapes((ParameterId)id) &&
           parameter_applies(&app->scenario.schedule, (ParameterId)id);
}

ParameterId family_parameter(const App *app) {
    const int wanted[] = {app->scenario.family, app->family.chosen, (int)app->family.focused};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if (fits(app, wanted[i])) return (ParameterId)wanted[i];
    return PARAMETER_WARMUP_FACTOR;
}

/* Values are of the parameter that they were typed for. */
void family_put(App *app, bool shown) {
    app->scenario.family = SCENARIO_NO_FAMILY;
    if (!shown) return;
    app->scenario.family = (int)family_parameter(app);
    if (app->scenario.family != app->family.valued) text_clear(&app->scenario.family_values);
}

bool family_take_values(App *app, const char *values, Text *why) {
    Scenario *scenario = &app->scenario;
    Text before = scenario->family_values;
    scenario->family_values = (Text){0};
    text_add(&scenario->family_values, values + strspn(values, " "));
    bool good = scenario_family_fits(scenario, why);
    text_free(good ? &before : &scenario->family_values);
    if (!good) scenario->family_values = before;
    if (good) app->family.chosen = app->family.valued = scenario->family;
    return good;
}

void family_choose(App *app, int chosen) {
    app->family.chosen = chosen;
    family_put(app, is_shown(app));
}

/* A key that is held repeats. */
void family_press(App *app) {
    AppFamily *family = &app->family;
    if (family->held) return;
    family->held = true;
    family->before = is_shown(app);
    family->since = app->ui.input->time;
    family_put(app, true);
}

static void release(App *app, double time) {
    AppFamily *family = &app->family;
    bool tapped = time - family->since < tap;
    family->held = false;
    family_put(app, tapped ? !family->before : family->before);
}

static int focused_number(const App *app) {
    UiId focus = app->ui.focus;
    if (focus == ID_HANDLE_FACTOR) return PARAMETER_WARMUP_FACTOR;
    if (focus == ID_HANDLE_ITERS) return PARAMETER_WARMUP_ITERS;
    bool parameter = focus >= ID_PARAMETERS && focus < ID_PARAMETERS + PARAMETER_ALL;
    int id = parameter ? (int)(focus - ID_PARAMETERS) : -1;
    return fits(app, id) ? id : -1;
}

/* A file that was opened may have chosen values. */
static void follow_file(App *app) {
    bool chosen = app->scenario.family != SCENARIO_NO_FAMILY && app->scenario.family_values.length;
    if (chosen) app->family.chosen = app->family.valued = app->scenario.family;
}

void family_follow(App *app, const Input *input) {
    AppFamily *family = &app->family;
    follow_file(app);
    if (input->kind == INPUT_KEY_UP && input->key == 'f' && family->held) release(app, input->time);
    int focused = focused_number(app);
    if (focused < 0 || focused == (int)family->focused) return;
    family->focused = (ParameterId)focused;
    if (family->chosen == FAMILY_FOLLOWS) family_put(app, is_shown(app));
}
