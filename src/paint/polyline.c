#include "paint/polyline.h"

#include <math.h>

/* All directions from the apex whose ray passes within the tolerance of every point looked at so far. A point
   outside it ends the edge that began at the apex. One pass, however many points. */
typedef struct Cone {
    Point apex, left, right;
    double reach; /* distance of the farthest point; 0: every direction is still open */
} Cone;

static double cross(Point a, Point b) {
    return a.x * b.y - a.y * b.x;
}

static bool cone_holds(const Cone *cone, Point point) {
    if (cone->reach == 0) return true;
    Point way = {point.x - cone->apex.x, point.y - cone->apex.y};
    return way.x * way.x + way.y * way.y >= cone->reach * cone->reach && cross(cone->right, way) >= 0 && cross(cone->left, way) <= 0;
}

static void cone_narrow(Cone *cone, Point point, double tolerance) {
    Point way = {point.x - cone->apex.x, point.y - cone->apex.y};
    double distance = sqrt(way.x * way.x + way.y * way.y); /* of pixels: nothing overflows, and hypot is slow */
    if (distance <= tolerance) return;
    double sine = tolerance / distance, cosine = sqrt(1 - sine * sine);
    Point left = {way.x * cosine - way.y * sine, way.y * cosine + way.x * sine};
    Point right = {way.x * cosine + way.y * sine, way.y * cosine - way.x * sine};
    if (cone->reach == 0 || cross(cone->left, left) < 0) cone->left = left;
    if (cone->reach == 0 || cross(cone->right, right) > 0) cone->right = right;
    cone->reach = distance;
}

size_t polyline_simplify(Point *points, size_t count, double tolerance) {
    if (count < 3) return count;
    Cone cone = {.apex = points[0]};
    size_t kept = 1;
    for (size_t i = 1; i < count; i++) {
        if (!cone_holds(&cone, points[i])) {
            cone = (Cone){.apex = points[i - 1]};
            points[kept++] = points[i - 1];
        }
        cone_narrow(&cone, points[i], tolerance);
    }
    points[kept++] = points[count - 1];
    return kept;
}

bool polyline_is_straight(const Point *points, size_t count, size_t step) {
    for (size_t i = 0; i + 1 < count; i += step)
        if (points[i].x != points[i + 1].x && points[i].y != points[i + 1].y) return false;
    return true;
}
