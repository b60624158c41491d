/* Ask the curve: a line over the plot where a step, or a rate that it falls below or reaches, is typed. The answer
   stands below it and the crosshair goes there (schedule/query.h). */
#ifndef APP_ASKING_H
#define APP_ASKING_H

#include "scene/scene.h"

#include <stdbool.h>
#include <stdint.h>

struct App;

typedef struct AppAsking {
    bool open;
    int64_t answer; /* the last one; -1: none yet */
    bool entered;   /* Enter has taken it: the next Enter goes on */
} AppAsking;

/* An action. */
void asking_open(struct App *app);
void asking_close(struct App *app);

/* Shows the line over the plot's card. Called before the plot where inputs are handled and after it where it
   is drawn, so that it lies above. */
void asking_show(struct App *app, Box card);

#endif
