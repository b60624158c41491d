/* The window: the only place with SDL events. Turns them into the app's inputs, paints what it answers, and
   sleeps while nothing happens. */
#ifndef WINDOW_WINDOW_H
#define WINDOW_WINDOW_H

#include "scenario/scenario.h"
#include "scene/theme.h"

/* Opens the window and runs it until it is closed; the exit status: 0, or 1 with a line on stderr where there
   is no display or SDL fails. */
int window_run(const Scenario *scenario, const Theme *theme);

#endif
