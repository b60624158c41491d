/* What goes to the clipboard and comes from it. The window carries it: app->requests.copy, INPUT_PASTE. */
#ifndef APP_CLIPBOARD_H
#define APP_CLIPBOARD_H

#include "base/text.h"
#include "schedule/parameters.h"
#include "ui/input.h"

#include <stdbool.h>

struct App;

enum { PASTED_NEEDS_MAX = 8, PASTED_GIVEN_MAX = 16 };

/* Something that a text does not tell, or what the user filled in for it. */
typedef struct PastedNeed {
    Text what, name; /* as in ReadingNeed */
    Text value;      /* filled in: a parameter's value as typed, or NAME=VALUE */
    bool is_parameter;
} PastedNeed;

/* A text that is being read, and what came of it so far. */
typedef struct AppPasted {
    Text report;
    bool taken; /* it has a schedule, which is the present one now */
    bool known; /* it is of a framework that is known */
    bool own;   /* it is the code of a function that lrscope wrote: there is nothing to be told about it */
    Text text, folder;
    PastedNeed needs[PASTED_NEEDS_MAX], given[PASTED_GIVEN_MAX];
    size_t need_count, given_count;
    int refused; /* the row whose value was not allowed, or -1 */
} AppPasted;

/* Reads a text of any kind, "" as the folder of one that was pasted; the dialog shows what came of it. */
void pasted_read(struct App *app, const char *text, size_t count, const char *folder);
/* Reads a file in the same way; false where no framework is known in it. */
bool pasted_read_file(struct App *app, const char *path);
/* Shows the dialog, the first of its fields open; of lrscope's own code of a function only a notice. */
void pasted_open(struct App *app);
void pasted_free(AppPasted *pasted);

/* step,factor,lr under the crosshair, and under the second cursor where it is set: exact. */
void clipboard_copy_values(struct App *app);
/* Copies the value of a parameter as it is typed. */
void clipboard_copy_parameter(struct App *app, ParameterId id);
/* Copies the chart as a picture, the figure that the export sheet would write. */
void clipboard_copy_picture(struct App *app);
/* Copies the description in words. */
void clipboard_copy_words(struct App *app);

/* Text that is pasted and that no field took is read as code; what came of it is shown. */
void clipboard_take(struct App *app, const Input *input);

#endif
