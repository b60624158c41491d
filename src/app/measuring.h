/* The second cursor: what the crosshair is measured against. */
#ifndef APP_MEASURING_H
#define APP_MEASURING_H

#include "app/app.h"

/* Sets it at the crosshair, or takes it away. */
void measuring_change(App *app);

/* The head of it, dragged or moved by keys. */
void measuring_take(App *app);

#endif
