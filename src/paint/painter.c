#include "paint/painter.h"

void paint_command(const Painter *painter, const SceneCommand *command) {
    void *self = painter->self;
    switch ((SceneKind)command->kind) {
    case SCENE_GROUP:
        if (painter->group) painter->group(self, scene_string(command));
        break;
    case SCENE_CLIP: painter->clip(self, command->box); break;
    case SCENE_BOX: painter->box(self, command); break;
    case SCENE_LINE: painter->line(self, command); break;
    case SCENE_SEGMENTS: painter->segments(self, command); break;
    case SCENE_POLYGON: painter->polygon(self, command); break;
    case SCENE_TEXT: painter->text(self, command); break;
    }
}

void paint_scene(const Scene *scene, const Painter *painter) {
    for (const SceneCommand *command = NULL; (command = scene_next(scene, command));)
        paint_command(painter, command);
}
