/* The places where host/paint.js reads a scene; the compiler says so if they are no longer true. */
#include "scene/scene.h"

_Static_assert(offsetof(Scene, length) == 4 && offsetof(Scene, width) == 16 && offsetof(Scene, height) == 24 &&
                   offsetof(Scene, background) == 36,
               "host/paint.js knows a scene");
_Static_assert(offsetof(SceneCommand, bytes) == 4 && offsetof(SceneCommand, count) == 8 &&
                   offsetof(SceneCommand, align) == 12 && offsetof(SceneCommand, box) == 16 &&
                   offsetof(SceneCommand, radius) == 48 && offsetof(SceneCommand, stroke) == 56,
               "host/paint.js knows a command");
_Static_assert(offsetof(Stroke, width) == 8 && offsetof(Stroke, dash) == 16 && offsetof(Stroke, round) == 20,
               "host/paint.js knows a stroke");
_Static_assert(offsetof(SceneCommand, fill) == 80 && offsetof(SceneCommand, font) == 84 &&
                   offsetof(SceneCommand, size) == 88 && offsetof(SceneCommand, x) == 96 &&
                   offsetof(SceneCommand, y) == 104 && offsetof(SceneCommand, tail) == 112,
               "host/paint.js knows a text");
_Static_assert(SCENE_CLIP == 1 && SCENE_BOX == 2 && SCENE_LINE == 3 && SCENE_SEGMENTS == 4 && SCENE_POLYGON == 5 &&
                   SCENE_TEXT == 6,
               "host/paint.js knows the kinds");
