/* The state directory: what the window remembers from one time to the next. Each window that is open has a
   file of its own there (window-1.yaml, window-2.yaml, …), which it keeps locked through a second one, so
   that windows cannot spoil each other's. Closing a window makes its file state.yaml: the one closed last is
   the one that comes back. A window that ended without closing leaves its file behind, and the next to be
   opened takes it up.

   The folder is its owner's alone, and nothing in it is written through a link or into a pipe. */
#ifndef WINDOW_SESSION_H
#define WINDOW_SESSION_H

#include "app/app.h"

typedef struct Session {
    Text folder;  /* "": nothing is remembered */
    Text own;     /* this window's file */
    int lock;     /* a file descriptor, held as long as the window is open; -1 */
    Text written; /* what the own file holds */
    Text text;    /* scratch */
    double due;   /* the next writing, in seconds as Input.time; 0: nothing has happened since the last one */
    bool failed;  /* it was said already that writing fails */
} Session;

typedef enum SessionStart {
    SESSION_RESUME, /* as it was left */
    SESSION_FRESH   /* as if there had never been one */
} SessionStart;

/* Opens the state directory and, to resume, puts what is remembered into the fresh app. What is wrong is said
   on stderr and in the window, and never stops the start. `leftovers`: may it take up what a window left that
   ended without closing? Returns whether anything came back. */
bool session_open(Session *session, App *app, SessionStart start, bool leftovers);

/* Call it for every input: what may change something is written a second later. */
void session_stir(Session *session, const Input *input, double now);

/* Call it where something to be remembered has changed without an input, as the window's size does. */
void session_touch(Session *session, double now);

/* Writes where it is time to, if anything has changed. That it cannot is said once, on stderr and in the window. */
void session_tick(Session *session, App *app, double now);

/* Releases the lock and writes nothing: it could not open, and what is remembered stays as it is. */
void session_abandon(Session *session);

/* Writes what is left, makes it the state that comes back, and lets go. */
void session_close(Session *session, App *app);

#endif
