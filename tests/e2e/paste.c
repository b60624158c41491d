/* Pastes what the clipboard offers of a type, as another program would: paste TYPE >FILE. Status 1 where it offers none
   within ten seconds. */
#include <X11/Xlib.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>

enum { PATIENCE = 10000 /* milliseconds */, MOST = 1 << 22 };

static bool wait_for_answer(Display *display, XEvent *event) {
    struct pollfd poll_on = {ConnectionNumber(display), POLLIN, 0};
    for (;;) {
        while (XPending(display)) {
            XNextEvent(display, event);
            if (event->type == SelectionNotify) return true;
        }
        if (poll(&poll_on, 1, PATIENCE) <= 0) return false;
    }
}

int main(int argc, char **argv) {
    Display *display = XOpenDisplay(NULL);
    if (argc != 2 || !display) return 2;
    Window window = XCreateSimpleWindow(display, DefaultRootWindow(display), 0, 0, 1, 1, 0, 0, 0);
    Atom type = XInternAtom(display, argv[1], False), place = XInternAtom(display, "PASTED", False), actual;
    XConvertSelection(display, XInternAtom(display, "CLIPBOARD", False), type, place, window, CurrentTime);
    XEvent event;
    if (!wait_for_answer(display, &event) || !event.xselection.property) return 1;
    int format;
    unsigned long count, left;
    unsigned char *bytes = NULL;
    XGetWindowProperty(display, window, place, 0, MOST, False, AnyPropertyType, &actual, &format, &count, &left, &bytes);
    bool good = bytes && format == 8 && left == 0 && fwrite(bytes, 1, count, stdout) == count;
    if (bytes) XFree(bytes);
    XCloseDisplay(display);
    return good ? 0 : 1;
}
