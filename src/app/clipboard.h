/* What goes to the clipboard and comes from it. The window carries it: app->requests.copy, INPUT_PASTE. */
#ifndef APP_CLIPBOARD_H
#define APP_CLIPBOARD_H

#include "base/text.h"
#include "ui/input.h"

#include <stdbool.h>

struct App;

/* What came of pasted code. */
typedef struct AppPasted {
    Text report;
    bool taken; /* it was code with a schedule, which is the present one now */
} AppPasted;

/* step,factor,lr under the crosshair, and under the second cursor where it is set: exact. */
void clipboard_copy_values(struct App *app);
/* The description in words. */
void clipboard_copy_words(struct App *app);

/* Text that is pasted and that no field took is read as code; what came of it is shown. */
void clipboard_take(struct App *app, const Input *input);

#endif
