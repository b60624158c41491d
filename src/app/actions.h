/* The one table of actions. It makes the shortcuts, the buttons in the header and the overlay with all keys.
 */
#ifndef APP_ACTIONS_H
#define APP_ACTIONS_H

#include "app/app.h"

enum { ACTION_RANKS = 8 };

typedef struct Action {
    const char *name;   /* on its button */
    const char *keys;   /* for people: "Ctrl Z" */
    const char *help;   /* one line, no full stop */
    int key, other_key; /* Key or character; other_key does the same, or is 0 */
    bool ctrl, shift;   /* shift counts only together with ctrl: '?' needs it on most keyboards */
    int header_rank; /* 1 … ACTION_RANKS: its button in the header, where narrow ones leave out high ranks; 0: none */
    bool (*offered)(const App *app); /* has the header its button now? NULL: always */
    void (*run)(App *app);
} Action;

extern const Action actions[];
extern const int action_count;

/* Returns the action of a key press, or NULL. */
const Action *action_find(const Input *input);

#endif
