#include "window/wheel.h"

#include <math.h>

static const double REMEMBERED = 0.5; /* seconds */
static const double TREMBLING = 0.001, NOTCHES_ACROSS = 20;

bool wheel_is_touchpad(Wheel *wheel, double x, double y, double time) {
    bool fraction = x != round(x) || y != round(y), both = x != 0 && y != 0;
    bool follows = wheel->touched && time - wheel->time < REMEMBERED;
    wheel->touched = fraction || both || follows;
    if (wheel->touched) wheel->time = time;
    return wheel->touched;
}

double wheel_of_pinch(int fingers, double distance) {
    return fingers == 2 && fabs(distance) >= TREMBLING ? distance * NOTCHES_ACROSS : 0;
}
