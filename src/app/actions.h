/* The one table of actions. It makes the shortcuts, the buttons in the header and the overlay with all keys.
 */
#ifndef APP_ACTIONS_H
#define APP_ACTIONS_H

#include "app/app.h"

typedef struct Action {
    const char *name;   /* on its button */
    const char *keys;   /* for people: "Ctrl Z" */
    const char *help;   /* one line, no full stop */
    int key, other_key; /* Key or character; other_key does the same, or is 0 */
    bool ctrl, shift;   /* shift counts only together with ctrl: '?' needs it on most keyboards */
    bool in_header;
    void (*run)(App *app);
} Action;

extern const Action actions[];
extern const int action_count;

/* Returns the action of a key press, or NULL. */
const Action *action_find(const Input *input);

#endif
