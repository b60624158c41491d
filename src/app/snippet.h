/* CODE: the present schedule as code, in the side panel and for the clipboard. */
#ifndef APP_SNIPPET_H
#define APP_SNIPPET_H

#include "base/text.h"
#include "code/code.h"
#include "scene/scene.h"

struct App;

typedef struct AppSnippet {
    CodeDialect dialect; /* chosen in the panel */
    Text text;           /* what is shown, and of what: */
    CodeDialect written;
    Schedule schedule;
    const char *labels[CODE_COUNT + 1]; /* of the choice, while its list is open */
} AppSnippet;

/* Shows a section of the side panel (app/section.h). */
double snippet_show(struct App *app, Box row);
/* Copies the whole code. */
void snippet_copy(struct App *app);

#endif
