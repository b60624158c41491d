/* What hands do to parameters. */
#ifndef APP_VALUES_H
#define APP_VALUES_H

#include "app/app.h"
#include "ui/slider.h"

/* Returns where the knob stands on its track, 0 … 1. */
double values_position(const App *app, ParameterId id, double value);

/* Carries out what was asked of the slider, whose track is `length` points long. */
void values_slide(App *app, ParameterId id, UiMove move, double length);

/* Does the same for a handle in the plot: `value` is where it was dragged, a point is worth `point`. */
void values_place(App *app, ParameterId id, UiMove move, double value, double point);

/* Sets it, or says why not. */
void values_put(App *app, ParameterId id, double value);
bool values_read(App *app, ParameterId id, const char *text);
void values_reset(App *app, ParameterId id);

/* True if a knob of the schedule is held. */
bool values_held(const App *app);

/* The ranges follow the values that lie outside them; `anew`: from the table's. */
void values_fit_ranges(App *app, bool anew);

#endif
