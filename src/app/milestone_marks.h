/* Milestones as markers on the step axis: dragged along it, dragged off it to be removed, and added by a
   double click on it. */
#ifndef APP_MILESTONE_MARKS_H
#define APP_MILESTONE_MARKS_H

#include "app/app.h"

/* Takes what the pointer asks of the marks; with `draw` they are drawn too. */
void milestone_marks_show(App *app, Box card, bool draw);

#endif
