/* Lines and areas cut to where they may be seen, exactly, whatever their shape. */
#ifndef CHART_GEOMETRY_H
#define CHART_GEOMETRY_H

#include "scene/scene.h"

/* A line, or the way around an area. Wide enough for a curve as trace.h and curve.h bound it, cut at a few
 * heights. */
enum { PATH_POINTS = 3072 };
typedef struct Path {
    size_t count;
    Point points[PATH_POINTS];
} Path;

/* A point too many is left out. */
void path_add(Path *path, Point point);

/* Draws the parts of a line inside `box`. */
void geometry_line(Scene *scene, Box box, const Path *line, Stroke stroke);

/* Keeps the part of an area above (or below) the height y; empty where there is none. */
void geometry_cut(const Path *area, double y, bool above, Path *kept);

/* Parallel strokes "/" `apart` points from each other inside the area. They stand on a grid of the whole
   picture, so that they stay in place while the area changes. */
void geometry_hatch(Scene *scene, const Path *area, double apart, Stroke stroke);

#endif
