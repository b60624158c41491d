#include "app/values.h"

#include "app/parts.h"
#include "base/number.h"

#include <math.h>

/* Within so many points of 1 the factor's knob is caught. */
static const double catch_reach = 6;

double values_position(const App *app, ParameterId id, double value) {
    AppRange range = app->ranges[id];
    return parameter_to_track(id, range.low, range.high, value);
}

bool values_held(const App *app) {
    UiId active = app->ui.active;
    return active >= ID_HANDLE_FACTOR && active < ID_ACTIONS;
}

static void refuse(App *app, ParameterId id) {
    app->refused = (int)id;
}

static void accept(App *app, ParameterId id) {
    if (app->refused == (int)id) app->refused = -1;
}

void values_put(App *app, ParameterId id, double value) {
    if (parameters[id].type == PARAMETER_WHOLE) value = round(value);
    text_clear(&app->refusal);
    if (parameter_put(&app->scenario.schedule, id, value, &app->refusal))
        accept(app, id);
    else
        refuse(app, id);
}

bool values_read(App *app, ParameterId id, const char *text) {
    text_clear(&app->refusal);
    bool taken = parameter_read(&app->scenario.schedule, id, text, &app->refusal);
    if (taken)
        accept(app, id);
    else
        refuse(app, id);
    return taken;
}

/* A warm-up may be as long as the run, and hardly any is longer. */
static AppRange usual_range(const App *app, ParameterId id) {
    double run = (double)app->scenario.schedule.total_steps;
    return (AppRange){parameters[id].low, id == PARAMETER_WARMUP_ITERS ? run : parameters[id].high};
}

void values_reset(App *app, ParameterId id) {
    Schedule fresh = schedule_default();
    text_clear(&app->words);
    parameter_print(&fresh, id, &app->words);
    if (!values_read(app, id, text_string(&app->words))) return;
    app->ranges[id] = usual_range(app, id);
}

/* Returns the roundest number within `grain` of the value: what a hand can aim at. */
static double rounded(double value, double grain) {
    double places = floor(log10(fabs(grain)));
    if (!isfinite(places) || fabs(places) > 22) return value;
    double unit = pow(10, fabs(places));
    return places < 0 ? round(value * unit) / unit : round(value / unit) * unit;
}

/* The knob's place on the track is good to a point, with Shift to a tenth of one. */
static double value_at(const App *app, ParameterId id, double position, double grain) {
    AppRange range = app->ranges[id];
    if (position <= 0) return range.low;
    if (position >= 1) return range.high;
    double value = parameter_from_track(id, range.low, range.high, position);
    double other =
        parameter_from_track(id, range.low, range.high, position + (position < 0.5 ? grain : -grain));
    return fmin(range.high, fmax(range.low, rounded(value, other - value)));
}

static bool catches(ParameterId id, UiMove move, double distance) {
    return id == PARAMETER_WARMUP_FACTOR && !move.free &&
           fabs(distance) <= catch_reach * (move.fine ? 0.1 : 1);
}

/* Whole epochs or percents, and tenths of the first one; thousandths at the finest. */
static double stepped_amount(double epochs, double steps) {
    double unit = epochs < 1 || epochs + steps < 1 ? 0.1 : 1;
    return round((epochs + steps * unit) * 1000) / 1000;
}

/* Steps an amount that was given in epochs or percent, which stays so, between the ends of its track.
   `length` is that of one. */
static void step_amount(App *app, ParameterId id, double amount, double length, const char *unit,
                        double steps) {
    AppRange range = app->ranges[id];
    double next = stepped_amount(amount, steps), value = next * length;
    if (value > range.high) return;
    text_setf(&app->words, "%s%s", number_exact(next).text, unit);
    if (round(value) <= range.low)
        values_put(app, id, range.low);
    else
        values_read(app, id, text_string(&app->words));
}

static void step_value(App *app, ParameterId id, double steps) {
    AppRange range = app->ranges[id];
    double value = parameter_stepped(id, parameter_effective(&app->scenario.schedule, id), steps);
    values_put(app, id, fmin(range.high, fmax(range.low, value)));
}

static void step(App *app, ParameterId id, double steps) {
    const Schedule *schedule = &app->scenario.schedule;
    double epochs = parameter_epochs(schedule, id), percent = parameter_percent(schedule, id);
    if (epochs > 0)
        step_amount(app, id, epochs, (double)schedule_steps_per_epoch(schedule), "e", steps);
    else if (percent > 0)
        step_amount(app, id, percent, (double)schedule->total_steps / 100, "%", steps);
    else
        step_value(app, id, steps);
    history_record(&app->history, &app->scenario, 1 + (int)id);
}

/* All that a knob can be asked to do but to be dragged. */
static void obey(App *app, ParameterId id, UiMove move) {
    switch (move.event) {
    case UI_STEPPED: step(app, id, move.steps); break;
    case UI_TO_LOW: values_put(app, id, app->ranges[id].low); break;
    case UI_TO_HIGH: values_put(app, id, app->ranges[id].high); break;
    case UI_RESET: values_reset(app, id); break;
    case UI_TAKEN_BACK: app->scenario.schedule = *history_present(&app->history); break;
    default: break;
    }
}

void values_slide(App *app, ParameterId id, UiMove move, double length) {
    if (move.event != UI_DRAGGED) {
        obey(app, id, move);
        return;
    }
    double away = (move.to - values_position(app, id, 1)) * length;
    double grain = (move.fine ? 0.1 : 1) / length;
    values_put(app, id, catches(id, move, away) ? 1 : value_at(app, id, move.to, grain));
}

void values_place(App *app, ParameterId id, UiMove move, double value, double point) {
    if (move.event != UI_DRAGGED) {
        obey(app, id, move);
        return;
    }
    double grain = move.fine ? point / 10 : point;
    values_put(app, id, catches(id, move, (value - 1) / point) ? 1 : rounded(value, grain));
}

void values_fit_ranges(App *app, bool anew) {
    for (int i = 0; i < PARAMETER_ALL; i++) {
        ParameterId id = (ParameterId)i;
        AppRange *range = &app->ranges[id];
        if (anew || (id == PARAMETER_WARMUP_ITERS && !values_held(app))) *range = usual_range(app, id);
        if (parameters[id].type == PARAMETER_CHOICE || parameter_is_list(id)) continue;
        double value = parameter_effective(&app->scenario.schedule, id);
        range->low = fmin(range->low, value);
        range->high = fmax(range->high, value);
    }
}
