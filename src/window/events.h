/* SDL's events as the app's inputs, by tables: the only place where the two vocabularies meet. */
#ifndef WINDOW_EVENTS_H
#define WINDOW_EVENTS_H

#include "ui/input.h"

#include "window/wheel.h"

#include <SDL.h>

/* Fills *input from an event of the mouse, a touchpad, the keyboard or typed text; false for any other, which
   leaves it as it was. `points` is how many points one of the window's own units is; `time` goes into the
   input; `wheel` remembers what turned last. */
bool events_input(const SDL_Event *event, double points, double time, Wheel *wheel, Input *input);

#endif
