#include "figure/sliders.h"

#include <math.h>
#include <string.h>

/* Within so much of its track the factor's knob is caught by 1. */
static const double CATCH = 0.012;

static FigureSlider usual(const Schedule *schedule, ParameterId id) {
    double run = (double)schedule->total_steps, value = parameter_effective(schedule, id);
    double high = id == PARAMETER_WARMUP_ITERS ? run : parameters[id].high;
    return (FigureSlider){id, fmin(parameters[id].low, value), fmax(high, value)};
}

bool sliders_open(FigureSliders *sliders, const Schedule *schedule, const char *keys, Text *why) {
    *sliders = (FigureSliders){0};
    for (const char *at = keys; *at;) {
        char key[64] = "";
        size_t length = strcspn(at, ",");
        if (length < sizeof key) memcpy(key, at, length);
        at += length + (at[length] == ',');
        int id = parameter_find_in(schedule, key);
        if (id < 0)
            text_setf(why, "there is no parameter '%s'", key);
        else if (parameters[id].type == PARAMETER_CHOICE || parameter_is_list((ParameterId)id))
            text_setf(why, "%s is no number, which a slider needs", key);
        else if (sliders->count == SLIDERS_MAX)
            text_setf(why, "there are at most %d of them", SLIDERS_MAX);
        else
            sliders->items[sliders->count++] = usual(schedule, (ParameterId)id);
        if (why->length) return false;
    }
    return true;
}

static bool put(Schedule *schedule, ParameterId id, double value, Text *why) {
    if (parameters[id].type == PARAMETER_WHOLE) value = round(value);
    return parameter_put(schedule, id, value, why);
}

bool sliders_move(const FigureSliders *sliders, Schedule *schedule, int index, double position, Text *why) {
    FigureSlider slider = sliders->items[index];
    double one = parameter_to_track(slider.id, slider.low, slider.high, 1);
    bool caught = slider.id == PARAMETER_WARMUP_FACTOR && fabs(position - one) < CATCH;
    return put(schedule, slider.id, caught ? 1 : parameter_from_track(slider.id, slider.low, slider.high, position), why);
}

bool sliders_step(const FigureSliders *sliders, Schedule *schedule, int index, double steps, Text *why) {
    FigureSlider slider = sliders->items[index];
    double value = parameter_stepped(slider.id, parameter_effective(schedule, slider.id), steps);
    return put(schedule, slider.id, fmin(slider.high, fmax(slider.low, value)), why);
}

bool sliders_read(FigureSliders *sliders, Schedule *schedule, int index, const char *text, Text *why) {
    FigureSlider *slider = &sliders->items[index];
    if (!parameter_read(schedule, slider->id, text, why)) return false;
    double value = parameter_effective(schedule, slider->id);
    slider->low = fmin(slider->low, value);
    slider->high = fmax(slider->high, value);
    return true;
}
