/* The SDL window itself: opened so that none of SDL's defaults bites, its scale, and its pixels. */
#ifndef WINDOW_DISPLAY_H
#define WINDOW_DISPLAY_H

#include <SDL.h>
#include <stdbool.h>

typedef struct Display {
    SDL_Window *window;
    SDL_Surface *shadow; /* painted into where the window's own pixels have another format */
} Display;

/* Starts SDL and opens the window, `width` by `height` points or as much as the screen has beside panels and the
   window's frame; with `maximized` that is the size it goes back to. False where there is no display or SDL
   fails: SDL_GetError says why. display_close is to be called in either case. */
bool display_open(Display *display, double width, double height, bool maximized);
void display_close(Display *display);

/* Opens one more window, on the other display than `first` is on where there is another; display_close_second closes it.
   False where SDL fails. */
bool display_open_second(Display *second, const Display *first, const char *title, double width, double height);
void display_close_second(Display *second);

/* Returns another of `count` displays than `present`, or that itself where it is the only one. */
int display_other(int count, int present);
/* Moves a window that does not fill its display to the other one; false where there is only one. */
bool display_move_to_other(const Display *display);

/* Makes the window's least size right for the screen it is on. Call at first, and where that may have
   changed. */
void display_fit(const Display *display);

/* How pixels, points and the window's own units (those of its events) convert into each other. */
typedef struct DisplayScale {
    int width, height; /* in pixels */
    double pixels;     /* a point */
    double points;     /* a unit of the window */
} DisplayScale;

/* Returns the present scale, with the content `zoom` times as large as the display asks for, but never so
   large that the window shows less than its least size. */
DisplayScale display_scale(const Display *display, double zoom);

/* Returns the pixels to paint into, 32 bits each; NULL where SDL has none (SDL_GetError). They are lost when
   the window's size changes. */
SDL_Surface *display_surface(Display *display);

/* Brings parts of the pixels to the screen, all of them where `count` is 0. */
void display_present(Display *display, SDL_Rect *rects, int count);

/* Has SDL opened it on X11? */
bool display_on_x11(void);

/* True if the window fills the desktop with its frame. */
bool display_maximized(const Display *display);

/* True while nobody can see the window. */
bool display_hidden(const Display *display);

#endif
