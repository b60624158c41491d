/* The window: the only place with SDL events. Turns them into the app's inputs, paints what it answers, and
   sleeps while nothing happens. */
#ifndef WINDOW_WINDOW_H
#define WINDOW_WINDOW_H

#include "scene/theme.h"
#include "schedule/schedule.h"

/* Opens the window and runs it until it is closed; the exit status: 0, or 1 with a line on stderr where there
   is no display or SDL fails. */
int window_run(const Schedule *schedule, const Theme *theme);

#endif
