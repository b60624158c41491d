/* A scene written down as text, a command a line, lengths with one decimal: what tests compare and bug reports hold. */
#ifndef PAINT_DUMP_H
#define PAINT_DUMP_H

#include "base/text.h"
#include "scene/scene.h"

void dump_scene(const Scene *scene, Text *out);

#endif
