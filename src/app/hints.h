/* A line on the control under the pointer, once it has rested there. Every control has a row in the table of hints.c,
   or is a parameter or an action, which bring theirs. */
#ifndef APP_HINTS_H
#define APP_HINTS_H

#include "base/text.h"
#include "ui/ui.h"

struct App;

typedef struct AppHints {
    UiId id;     /* what the pointer is on */
    double due;  /* when its line comes, as Input.time; 0: it does not (any more) */
    bool shown;
    Text words;
} AppHints;

/* Writes what the control is for; false where it says that itself (a list of files, say) or is not known, which *known
   tells apart. */
bool hints_words(UiId id, bool *known, Text *out);

/* Follows the pointer; while the frame is laid out, after the last control. */
void hints_follow(struct App *app);
/* Lets time pass. */
void hints_tick(struct App *app, double time);

#endif
