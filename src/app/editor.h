/* The factor as a function: the editor in the strip under the plot, its names' sliders, and the ways in and
 * out. */
#ifndef APP_EDITOR_H
#define APP_EDITOR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "scene/scene.h"

struct App;

enum { FUNCTION_TAG = -1 }; /* of the history: what is typed in one go is one entry */

/* What is wrong with the text that is being typed; the schedule keeps the last good one. */
typedef struct AppFunction {
    Text fault;          /* empty: nothing */
    size_t line, column; /* from 1 */
    size_t top;          /* the editor's first line in sight */
    Text *undone;        /* texts to go back to in the editor, the latest last */
    size_t undo_count, undo_at, undo_capacity;
} AppFunction;

/* Opens the editor (key D); a schedule without a function becomes one first. */
void editor_start(struct App *app);
/* Shows the strip and takes its share of the input in any pass. */
void editor_show(struct App *app, Box card, double reserved);
/* Shows the text alone, as large as that, in a lesson, once it was pressed; what is wrong with it stands on its
   first line. Returns whether it is open: else nothing is drawn. */
bool editor_show_text(struct App *app, Box box, double size);
/* Returns the height that the text would like. */
double editor_height(const struct App *app);
/* Shows a section of the side panel: a slider for each of the function's own names. */
double editor_rows(struct App *app, Box row);
/* Ends the editor; what is typed and wrong is dropped. */
void editor_leave(struct App *app);
void editor_close(struct App *app);

/* Makes a text that is a def or a lambda the schedule's function; false where it is neither. */
bool editor_take_text(struct App *app, const char *text);

/* Shows the function that the schedule has just got from elsewhere: in the strip, and with sliders around its
   values. */
void editor_show_new(struct App *app);

#endif
