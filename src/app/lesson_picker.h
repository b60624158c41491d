/* The picker of lessons, an overlay (app/overlay.h): arrows and Enter or a click. */
#ifndef APP_LESSON_PICKER_H
#define APP_LESSON_PICKER_H

#include "scene/scene.h"

struct App;

/* An action. */
void lesson_picker_open(struct App *app);

Box lesson_picker_box(const struct App *app);
void lesson_picker_show(struct App *app, Box card);

#endif
