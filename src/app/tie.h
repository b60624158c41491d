/* A tie: base_lr changes, and the warm-up keeps its slope, so that it takes as many more steps as the peak is higher. */
#ifndef APP_TIE_H
#define APP_TIE_H

#include "scene/scene.h"

#include <stdbool.h>
#include <stdint.h>

struct App;

typedef struct AppTie {
    bool on;
    double base_lr; /* as they were after the last input */
    int64_t warmup_iters;
    double slope; /* base_lr for a step of the warm-up */
} AppTie;

/* Its switch, a row of the section TRAINING; nothing, and 0, where there is no warm-up. */
double tie_show(struct App *app, Box row);

/* Keeps the slope where base_lr alone has changed; call it after every input. */
void tie_follow(struct App *app);

#endif
