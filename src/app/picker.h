/* The picker of presets: type to filter, arrows and Enter or a click to choose. */
#ifndef APP_PICKER_H
#define APP_PICKER_H

#include "scenario/scenario.h"
#include "scene/scene.h"

struct App;

typedef struct AppPicker {
    Scenario *presets; /* all of them, read when the picker is first opened; NULL before */
    int marked;        /* the preset that Enter takes; -1: none passes the filter */
} AppPicker;

/* Does an action of the table (app/actions.c). */
void picker_open(struct App *app);
void picker_free(AppPicker *picker);

/* Shows a dialog (app/dialog.h). */
Box picker_box(const struct App *app);
void picker_show(struct App *app, Box card);

#endif
