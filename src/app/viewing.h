/* The part of the plane that the plot shows: the whole run, until the user zooms or pans. View changes are
   not entries of the history. */
#ifndef APP_VIEWING_H
#define APP_VIEWING_H

#include "app/app.h"

/* Puts the view to draw now into app->view. While a knob is held the vertical range must not run away under
   the pointer: it only makes room. */
void viewing_update(App *app);

/* Takes what pointer, wheel and keys ask of the view, once nothing else in the plot wanted them. */
void viewing_take(App *app, Box card);

/* The button that shows everything: its width, or 0 if everything is shown; and the button itself, to be
   called before viewing_take. */
double viewing_fit_width(const App *app);
void viewing_show_fit(App *app);
/* The box that is being drawn. */
void viewing_draw_box(App *app);
/* If the curve is out of view, draws an arrow towards it and the key that returns. */
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
