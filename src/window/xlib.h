/* What the program asks of Xlib beside SDL. It has a file of its own because Xlib's names are everywhere. */
#ifndef WINDOW_XLIB_H
#define WINDOW_XLIB_H

/* Call it before SDL is started: SDL goes back to the handler that it found when it closes its connections.

   SDL ends its own waiting by an event to its window, sent over a second connection. Where the server comes
   to that only after the window was closed, Xlib's own handler would end the program with status 1. Nothing
   changes where there is no X. */
void xlib_forgive_late_events(void);

/* Has Xlib keep its table of dead keys and compose sequences in `folder`, the user's own, which is made: to
   read it out of the system's text takes a fifth of a start. Call it before SDL is started. Where Xlib was
   told of another folder it keeps to that, and for root it keeps none. */
void xlib_keep_compose_table(const char *folder);

#endif
