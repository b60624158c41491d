/* Fewer points for polylines that look the same. */
#ifndef PAINT_POLYLINE_H
#define PAINT_POLYLINE_H

#include "scene/scene.h"

/* Leaves out, in place, the points that lie within `tolerance` of the line through those that stay; returns
   how many stay. Points are never moved: both ends stay, and so does every corner that sticks out by more. */
size_t polyline_simplify(Point *points, size_t count, double tolerance);

/* True if every edge is horizontal or vertical. `step` is 1 for points joined in a row, 2 for pairs. */
bool polyline_is_straight(const Point *points, size_t count, size_t step);

#endif
