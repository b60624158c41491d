/* That no text of a scene lies over another one or over the edge. */
#ifndef TESTS_APART_H
#define TESTS_APART_H

#include "scene/measure.h"

#include <string.h>

static inline Box text_box(const SceneCommand *text, const Measure *measure) {
    TextStyle style = {(Font)text->font, text->size, text->fill};
    double width = measure_text(measure, style, scene_string(text));
    double left = text->x - (text->align == ALIGN_RIGHT    ? width
                             : text->align == ALIGN_MIDDLE ? width / 2
                                                           : 0);
    return (Box){left, text->y - 0.7 * text->size, width, 0.7 * text->size};
}

static inline bool boxes_overlap(Box a, Box b) {
    return a.x + 0.01 < b.x + b.w && b.x + 0.01 < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

enum { TEXTS_MAX = 200 };

/* No text over another or over the edge. What the readout covers is hidden, so that it may. */
static inline void assert_texts_apart(const Scene *scene, const Measure *measure) {
    Box boxes[TEXTS_MAX];
    int count = 0;
    bool crosshair = false;
    for (const SceneCommand *c = NULL; (c = scene_next(scene, c));) {
        if (c->kind == SCENE_GROUP) crosshair = !strcmp(scene_string(c), "crosshair");
        if (c->kind != SCENE_TEXT || crosshair) continue;
        Box box = text_box(c, measure);
        assert_true(box.x >= 0 && box.x + box.w <= scene->width + 0.01);
        assert_true(box.y >= 0 && c->y <= scene->height);
        for (int i = 0; i < count; i++)
            if (boxes_overlap(box, boxes[i])) fail_msg("\"%s\" overlaps another text", scene_string(c));
        assert_true(count < TEXTS_MAX);
        boxes[count++] = box;
    }
}

#endif
