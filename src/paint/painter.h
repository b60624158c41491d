/* A painter carries out a scene's commands: a user pointer and one function a kind of command. paint_scene
   walks the list once, in order. The first error sticks in the painter and is asked for at its end. */
#ifndef PAINT_PAINTER_H
#define PAINT_PAINTER_H

#include "scene/scene.h"

typedef struct Painter {
    void *self;
    void (*group)(void *self, const char *name); /* "" ends it; may be NULL */
    void (*clip)(void *self, Box box);           /* width 0 ends it */
    void (*box)(void *self, const SceneCommand *command);
    void (*line)(void *self, const SceneCommand *command);
    void (*segments)(void *self, const SceneCommand *command);
    void (*polygon)(void *self, const SceneCommand *command);
    void (*text)(void *self, const SceneCommand *command);
} Painter;

void paint_scene(const Scene *scene, const Painter *painter);

/* Paints one command of a scene, for callers that leave some out. */
void paint_command(const Painter *painter, const SceneCommand *command);

#endif
