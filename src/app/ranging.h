/* The range of an axis, typed: a line over the plot with its two ends. */
#ifndef APP_RANGING_H
#define APP_RANGING_H

#include "base/text.h"
#include "scene/scene.h"

#include <stdbool.h>

struct App;

typedef struct AppRanging {
    bool open;
    bool steps; /* of the steps; else of the heights */
    Text why;   /* what was typed last cannot be taken; "" */
} AppRanging;

void ranging_open(struct App *app, bool steps);
void ranging_close(struct App *app);
/* Actions. */
void ranging_steps(struct App *app);
void ranging_heights(struct App *app);

/* Shows the line. Called like asking_show. */
void ranging_show(struct App *app, Box card);

#endif
