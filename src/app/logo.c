#include "app/logo.h"

void logo_draw(Scene *scene, Box box, Color tile, Color curve) {
    const double unit = box.w / 28;
    const Point points[] = {{5, 22}, {16, 8}, {24, 8}};
    Point at[3];
    for (int i = 0; i < 3; i++) at[i] = (Point){box.x + points[i].x * unit, box.y + points[i].y * unit};
    scene_fill(scene, box, 7 * unit, tile);
    scene_line(scene, at, 3, (Stroke){.color = curve, .width = 3 * unit, .round = 1});
}
