/* Looks at a window's pixels, as someone before the screen would, and presses its frame's buttons:
     look count WINDOW X Y W H TOKEN       how many pixels of that rectangle have the dark theme's colour TOKEN
     look bar WINDOW TOKEN LENGTH HEIGHT   "X Y LENGTH" of the topmost bar of that colour at least so long and high
     look size WINDOW                      "W H"
     look close WINDOW                     asks it to close
     look maximize WINDOW                  asks the window manager to, or to take that back
   Status 0 where it was done (count, size, close, maximize) or found (bar), 1 where not, 2 for wrong arguments. */
#include "token.h"

#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct View {
    Display *display;
    Window window;
    XImage *image; /* the whole window */
} View;

static int usage(void) {
    fputs("look: count WINDOW X Y W H TOKEN | bar WINDOW TOKEN LENGTH HEIGHT | size WINDOW | close WINDOW"
          " | maximize WINDOW\n",
          stderr);
    return 2;
}

/* Text and curves have soft edges: only pixels that are wholly of the colour count. */
static bool has(const View *view, int x, int y, unsigned long color) {
    return x < view->image->width && y < view->image->height &&
           (XGetPixel(view->image, x, y) & 0xFFFFFF) == color;
}

static int count(const View *view, char **argument) {
    unsigned long color;
    int x0 = atoi(argument[0]), y0 = atoi(argument[1]), w = atoi(argument[2]), h = atoi(argument[3]),
        found = 0;
    if (!token_find(argument[4], &color)) return 2;
    for (int y = y0; y < y0 + h; y++)
        for (int x = x0; x < x0 + w; x++) found += has(view, x, y, color);
    printf("%d\n", found);
    return 0;
}

/* How many pixels from x,y to the right have the colour in `height` rows. */
static int bar_length(const View *view, int x, int y, int height, unsigned long color) {
    for (int length = 0;; length++)
        for (int row = 0; row < height; row++)
            if (!has(view, x + length, y + row, color)) return length;
}

static int bar(const View *view, char **argument) {
    unsigned long color;
    int min = atoi(argument[1]), height = atoi(argument[2]);
    if (!token_find(argument[0], &color)) return 2;
    for (int y = 0; y < view->image->height; y++)
        for (int x = 0; x < view->image->width; x++) {
            int length = bar_length(view, x, y, height, color);
            if (length >= min) return printf("%d %d %d\n", x, y, length) < 0;
            x += length;
        }
    return 1;
}

static int close_window(const View *view) {
    XEvent event = {.xclient = {.type = ClientMessage, .window = view->window, .format = 32}};
    event.xclient.message_type = XInternAtom(view->display, "WM_PROTOCOLS", False);
    event.xclient.data.l[0] = (long)XInternAtom(view->display, "WM_DELETE_WINDOW", False);
    XSendEvent(view->display, view->window, False, NoEventMask, &event);
    return 0;
}

/* Asks the window manager, as a press of the frame's button would. */
static int maximize(const View *view) {
    enum { TOGGLE = 2 };
    XEvent event = {.xclient = {.type = ClientMessage, .window = view->window, .format = 32}};
    event.xclient.message_type = XInternAtom(view->display, "_NET_WM_STATE", False);
    event.xclient.data.l[0] = TOGGLE;
    event.xclient.data.l[1] = (long)XInternAtom(view->display, "_NET_WM_STATE_MAXIMIZED_VERT", False);
    event.xclient.data.l[2] = (long)XInternAtom(view->display, "_NET_WM_STATE_MAXIMIZED_HORZ", False);
    XSendEvent(view->display, DefaultRootWindow(view->display), False,
               SubstructureRedirectMask | SubstructureNotifyMask, &event);
    return 0;
}

static int act(const View *view, int argc, char **argv) {
    if (strcmp(argv[1], "count") == 0 && argc == 8) return count(view, argv + 3);
    if (strcmp(argv[1], "bar") == 0 && argc == 6) return bar(view, argv + 3);
    if (strcmp(argv[1], "size") == 0 && argc == 3)
        return printf("%d %d\n", view->image->width, view->image->height) < 0;
    if (strcmp(argv[1], "close") == 0 && argc == 3) return close_window(view);
    if (strcmp(argv[1], "maximize") == 0 && argc == 3) return maximize(view);
    return usage();
}

int main(int argc, char **argv) {
    if (argc < 3) return usage();
    View view = {.display = XOpenDisplay(NULL), .window = strtoul(argv[2], NULL, 0)};
    XWindowAttributes attributes;
    if (!view.display || !XGetWindowAttributes(view.display, view.window, &attributes)) return 1;
    view.image = XGetImage(view.display, view.window, 0, 0, (unsigned)attributes.width,
                           (unsigned)attributes.height, AllPlanes, ZPixmap);
    if (!view.image) return 1;
    int status = act(&view, argc, argv);
    XDestroyImage(view.image);
    XCloseDisplay(view.display);
    return status;
}
