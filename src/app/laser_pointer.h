/* The pointer of whoever presents: a trail that fades, drawn with the right button, and a spotlight. */
#ifndef APP_LASER_POINTER_H
#define APP_LASER_POINTER_H

#include "scene/scene.h"

#include <stdbool.h>

struct App;

enum { POINTER_TRAIL = 128 };

typedef struct AppPointer {
    bool spotlight;
    bool drawing;               /* the right button is down */
    Point trail[POINTER_TRAIL]; /* the oldest first */
    double times[POINTER_TRAIL];
    int count;
    double now; /* as in Input.time */
} AppPointer;

/* Takes the right button, and S for the spotlight, while presenting. */
void pointer_take(struct App *app);
/* Lets the trail fade, and asks for more time while there is one. */
void pointer_tick(struct App *app, double time);
void pointer_draw(struct App *app);

#endif
