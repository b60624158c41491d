/* The window: the only place with SDL events. Turns them into the app's inputs, paints what it answers, and
   sleeps while nothing happens. */
#ifndef WINDOW_WINDOW_H
#define WINDOW_WINDOW_H

#include "lesson/lesson.h"
#include "scenario/scenario.h"
#include "scene/theme.h"

typedef struct WindowStart {
    const Scenario *scenario;
    const char *path;   /* the file that it came from, or NULL */
    const char *launched; /* a file to open once the window is there, as Ctrl O does; or NULL */
    bool explicit;         /* it was asked for: it comes before what was left the last time */
    bool reduced_motion; /* even where the desktop does not ask for it */
    bool fresh;         /* nothing of the last time */
    bool speaker;       /* with the window of whoever teaches */
    Lesson *lesson;     /* to be taught at once, and taken over; without steps: none */
    const Theme *theme; /* NULL: as it was left, or dark */
    const char *date;   /* for the figures that it writes, as SOURCE_DATE_EPOCH states it; or NULL */
} WindowStart;

/* Opens the window and runs it until it is closed; the exit status: 0, or 1 with a line on stderr where there
   is no display or SDL fails. */
int window_run(const WindowStart *start);

#endif
