/* The second window, for whoever teaches (app/speaker.h): on the other display where there is one, else a window like
   others. It is open while something is presented and the app wants it. */
#ifndef WINDOW_SECOND_H
#define WINDOW_SECOND_H

#include "app/speaker.h"
#include "paint/screen.h"
#include "window/display.h"
#include "window/wheel.h"

typedef struct Second { /* {0}: closed */
    Display display;
    Screen *screen;
    Measure measure;
    DisplayScale scale;
    Speaker speaker;
    Wheel wheel;
    bool reshaped, exposed;
    double tick; /* when the clock shows another second, as in Input.time; 0: it is closed */
} Second;

/* Opens or closes it, as the app wants it. Where it cannot be opened the wish is given up, with a line on stderr. */
void second_obey(Second *second, struct App *app, const Display *first);
void second_close(Second *second);

/* True for an event of that window. */
bool second_owns(const Second *second, const SDL_Event *event);
/* Takes an event of its own. True: *input is what the app is to have of it. */
bool second_take(Second *second, struct App *app, const SDL_Event *event, double time, Input *input);

/* Paints what has changed, and shows it. */
void second_draw(Second *second, struct App *app, double time);

#endif
