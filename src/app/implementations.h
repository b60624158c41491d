/* How other implementations run the same settings: their curves in the plot, and what they say in COMPARE.
   Scenario.implementations says whether they are shown. */
#ifndef APP_IMPLEMENTATIONS_H
#define APP_IMPLEMENTATIONS_H

#include "scene/scene.h"

struct App;

typedef struct AppImplementations {
    Box block; /* where switch and list stand in the side panel */
} AppImplementations;

void implementations_put(struct App *app, bool shown);
void implementations_toggle(struct App *app);

/* The switch, and the list under it while it is on; returns the height. */
double implementations_show(struct App *app, Box row);

#endif
