/* SIGINT and SIGTERM end the program as closing its window does. SDL's own handler leaves a note that a wait
   overlooks when it begins in the same moment; here a thread waits for them, and its event ends SDL's wait
   whenever it comes. */
#ifndef WINDOW_SIGNALS_H
#define WINDOW_SIGNALS_H

/* Call it before SDL is started: all threads leave them to the one that watches. Who ignores them goes on
 * ignoring them. */
void signals_hold(void);

/* Call it when SDL's events are there: from now on each is an SDL_QUIT. */
void signals_watch(void);

#endif
