/* "The batch changes": what the linear and the square-root rule make of base_lr and warm-up, each with a button. */
#ifndef APP_SCALING_H
#define APP_SCALING_H

#include "ui/ui.h"

struct App;

typedef struct AppScaling {
    bool open;
    double times; /* as large as before; 0: not typed yet, twice */
    bool refused;
} AppScaling;

/* Rows of the section TRAINING. */
double scaling_show(struct App *app, Box row);

#endif
