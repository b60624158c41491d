/* The picker of lessons, an overlay (app/overlay.h): arrows and Enter or a click. */
#ifndef APP_PICKER_LESSONS_H
#define APP_PICKER_LESSONS_H

#include "scene/scene.h"

struct App;

/* Does an action of the table (app/actions.c). */
void picker_lessons_open(struct App *app);

Box picker_lessons_box(const struct App *app);
void picker_lessons_show(struct App *app, Box card);

#endif
