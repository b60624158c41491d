/* Back to what was: by one entry of the history, or to the defaults. */
#ifndef APP_UNDOING_H
#define APP_UNDOING_H

#include "app/app.h"

/* A word of confirmation says what changed. */
void undoing_undo(App *app);
void undoing_redo(App *app);
/* The default schedule, without the words that told of another; the pins and the user's notes stay. */
void undoing_reset(App *app);

#endif
