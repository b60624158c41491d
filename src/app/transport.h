/* The bar at the plot's foot: play and pause, single steps, the place in the run, the speed. */
#ifndef APP_TRANSPORT_H
#define APP_TRANSPORT_H

#include "scene/scene.h"

struct App;

/* In the line of the step axis' name, where the card has one. */
void transport_show(struct App *app, Box card);

#endif
