/* How other implementations run the same settings: their curves in the plot, and what they say in COMPARE.
   Scenario.twins says whether they are shown. */
#ifndef APP_TWINS_H
#define APP_TWINS_H

#include "chart/ghosts.h"

struct App;

typedef struct AppTwins {
    ChartTwins chart; /* of the last frame that was drawn, where they are shown */
    Box block;        /* where switch and list stand in the side panel */
} AppTwins;

void twins_put(struct App *app, bool shown);
void twins_toggle(struct App *app);

/* The switch, and the list under it while it is on; returns the height. */
double twins_show(struct App *app, Box row);

#endif
