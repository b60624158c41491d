/* The command line: options to parameters; figures, tables and sentences. Needs neither a display nor SDL. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "lesson/lesson.h"
#include "scenario/scenario.h"
#include "scene/theme.h"

enum { CLI_OPEN_WINDOW = -1 };

/* What a window is opened with; cli_window_free gives it back. */
typedef struct CliWindow {
    Scenario scenario;
    const char *path;   /* the file that it came from, one of the arguments; NULL: none */
    const char *launched; /* the file to open in the window, which says what is wrong with it; or NULL */
    bool explicit;         /* the arguments say something of the scenario */
    bool fresh;         /* nothing of the last session is wanted */
    bool reduced_motion;
    bool speaker;       /* the lesson with the window of whoever teaches */
    const Theme *theme; /* NULL: not given */
    const char *date;   /* for its figures, as SOURCE_DATE_EPOCH states it; or NULL */
    Lesson lesson;      /* to be taught; whoever takes it over empties it */
    Text report;        /* of code that was read, for whoever opens the window to say */
} CliWindow;

/* Does what the arguments ask for and returns the exit status: 0 done, 1 a failure while running, 2 usage or
   input (with one line on stderr). `date` is what SOURCE_DATE_EPOCH states, or NULL. CLI_OPEN_WINDOW: they ask for a window, and *window says with what. */
int cli_run(int argc, char **argv, const char *date, CliWindow *window);

void cli_window_free(CliWindow *window);

#endif
