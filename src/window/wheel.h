/* Wheel or touchpad? SDL 2 calls both a mouse wheel; what tells them apart is how they turn. */
#ifndef WINDOW_WHEEL_H
#define WINDOW_WHEEL_H

#include <stdbool.h>

typedef struct Wheel { /* {0} is a fresh one */
    bool touched;
    double time; /* seconds: when two fingers moved last */
} Wheel;

/* True for a touchpad. Fractions of a notch, or both ways at once, come from two fingers; and so does
   whatever follows them within half a second, because among fractions there are whole ones too. All else is a
   wheel with notches. Wayland and macOS give fractions; X11 gives whole notches for both, so that a touchpad
   zooms there as a wheel does. A mouse whose wheel turns in finer steps than notches pans: Ctrl makes it
   zoom. */
bool wheel_is_touchpad(Wheel *wheel, double x, double y, double time);

/* Converts a pinch to wheel notches; 0 for what is not a pinch. `distance`: how much two fingers went apart
   since the last event, as a share of the pad. Only some systems report it (SDL_MULTIGESTURE: macOS, touch
   screens); less than a thousandth is the trembling of two fingers that move together. */
double wheel_of_pinch(int fingers, double distance);

#endif
