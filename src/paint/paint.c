#include "paint/paint.h"

bool paint_fits(const Scene *scene, Text *why) {
    double width = scene->width, height = scene->height;
    bool fits = width > 0 && height > 0 && width <= PAINT_POINTS_MAX && height <= PAINT_POINTS_MAX;
    if (!fits)
        text_setf(why, "a figure of %g x %g points is not possible: a side is above 0 and at most %d", width,
                  height, PAINT_POINTS_MAX);
    return fits;
}
