/* Families: one parameter fanned out over its slider's range. Scenario.family says whether and which. */
#ifndef APP_FAMILY_H
#define APP_FAMILY_H

#include "schedule/parameters.h"
#include "ui/ui.h"

struct App;

enum { FAMILY_FOLLOWS = -1 };

typedef struct AppFamily {
    int chosen;          /* the ParameterId that was chosen; FAMILY_FOLLOWS: the one in focus */
    int valued;          /* the ParameterId that Scenario.family_values are of */
    bool refused;        /* what was typed as values last; `why` says the reason */
    Text why;
    ParameterId focused; /* the last number that had the focus */
    bool held;           /* its key is down */
    bool before;         /* was it shown then? */
    double since;        /* when it went down */
    const char *labels[PARAMETER_ALL + 2]; /* of the choice, while its list is open */
} AppFamily;

/* Which one is fanned out, or would be: one that applies. */
ParameterId family_parameter(const struct App *app);

void family_put(struct App *app, bool shown);
void family_choose(struct App *app, int chosen);

/* Takes the values of the family that is shown, "" for those that are found; false with the reason in *why. */
bool family_take_values(struct App *app, const char *values, Text *why);

/* Takes the key's press: the family is shown at least while the key is held; a quick tap switches it. */
void family_press(struct App *app);
/* Looks at every input for the key's release and for changes of the focus. */
void family_follow(struct App *app, const Input *input);

#endif
