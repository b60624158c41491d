/* What part of the plane the plot shows: everything, until a hand moves it. Nothing here is an entry of the
   history. */
#ifndef APP_VIEWING_H
#define APP_VIEWING_H

#include "app/app.h"

/* Puts the view to draw now into app->view. While a knob is held the vertical range must not run away under
   the pointer: it only makes room. */
void viewing_update(App *app);

/* Takes what pointer, wheel and keys ask of the view, once nothing else in the plot wanted them. */
void viewing_take(App *app, Box card);

/* The button for the way back to everything, where something else is shown: its width, or 0; and itself, before
   viewing_take. */
double viewing_fit_width(const App *app);
void viewing_show_fit(App *app);
/* The box that is being drawn. */
void viewing_draw_box(App *app);
/* Where the user went past the curve, draws which way it is, and the key back. */
void viewing_draw_lost(App *app);

/* Pans as far as it takes to see the step. */
void viewing_reveal(App *app, int64_t step);

/* Shows these steps and factors; the axis is not of it. */
void viewing_set(App *app, ChartView view);
void viewing_fit(App *app);
void viewing_closer(App *app); /* about the crosshair */
void viewing_farther(App *app);
void viewing_change_axis(App *app);
void viewing_change_left(App *app);

#endif
