/* The program's mark: a warm-up curve on a rounded tile. In the header, and as the icon of the desktop. */
#ifndef APP_LOGO_H
#define APP_LOGO_H

#include "scene/scene.h"

/* Draws the logo in the square `box`: the design's 28 points, at any size. */
void logo_draw(Scene *scene, Box box, Color tile, Color curve);

#endif
