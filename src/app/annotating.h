/* Notes of one's own (scenario/annotations.h), written in the plot: on a step, on a range of steps that is drawn with
   Ctrl, or from the crosshair to the second cursor. */
#ifndef APP_ANNOTATING_H
#define APP_ANNOTATING_H

#include "scene/scene.h"
#include "ui/ui.h"

#include <stdbool.h>
#include <stdint.h>

struct App;

typedef struct AppAnnotating {
    int index;           /* of the note that is typed in (Ui.edit); -1: one that is not there yet */
    int64_t first, last; /* its steps */
    bool refused;        /* what was typed last cannot be taken */
    double from;         /* where the range began that is being drawn, in points */
} AppAnnotating;

/* An action: types a note on the crosshair's step, or where there is a second cursor on the steps between the two. */
void annotating_write(struct App *app);
/* Types in the note whose control has that id; takes it away. */
void annotating_change(struct App *app, UiId id);
void annotating_remove(struct App *app, UiId id);

/* Takes what hands do to notes in the plot, before its handles do. */
void annotating_take(struct App *app);
/* Draws the range that is held. */
void annotating_draw(struct App *app);

/* Shows the field beside the note's place. Called like asking_show. */
void annotating_show(struct App *app, Box card);

#endif
