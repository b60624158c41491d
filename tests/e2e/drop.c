/* Drops a file on a window as a file manager does (XDND 5): drop WINDOW URI */
#include <X11/Xatom.h>
#include <X11/Xlib.h>

#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATIENCE = 10000 /* milliseconds */ };

typedef struct Drag {
    Display *display;
    Window source, target;
    Atom type; /* text/uri-list */
    const char *uri;
} Drag;

static Atom atom(const Drag *drag, const char *name) {
    return XInternAtom(drag->display, name, False);
}

static void tell(const Drag *drag, const char *what, const long data[4]) {
    XEvent event = {.xclient = {.type = ClientMessage, .window = drag->target, .format = 32}};
    event.xclient.message_type = atom(drag, what);
    event.xclient.data.l[0] = (long)drag->source;
    for (int i = 0; i < 4; i++) event.xclient.data.l[i + 1] = data[i];
    XSendEvent(drag->display, drag->target, False, NoEventMask, &event);
    XFlush(drag->display);
}

/* The window asks for what is dropped. */
static void answer(const Drag *drag, const XSelectionRequestEvent *request) {
    XEvent event = {.xselection = {.type = SelectionNotify,
                                   .requestor = request->requestor,
                                   .selection = request->selection,
                                   .target = request->target,
                                   .property = request->property,
                                   .time = request->time}};
    XChangeProperty(drag->display, request->requestor, request->property, drag->type, 8, PropModeReplace,
                    (const unsigned char *)drag->uri, (int)strlen(drag->uri));
    XSendEvent(drag->display, request->requestor, False, NoEventMask, &event);
    XFlush(drag->display);
}

/* True when the window has said that it is done. */
static bool serve(const Drag *drag) {
    struct pollfd connection = {.fd = ConnectionNumber(drag->display), .events = POLLIN};
    for (;;) {
        while (XPending(drag->display)) {
            XEvent event;
            XNextEvent(drag->display, &event);
            if (event.type == SelectionRequest) answer(drag, &event.xselectionrequest);
            bool message = event.type == ClientMessage;
            if (message && event.xclient.message_type == atom(drag, "XdndFinished")) return true;
        }
        if (poll(&connection, 1, PATIENCE) <= 0) return false;
    }
}

int main(int argc, char **argv) {
    Drag drag = {.display = XOpenDisplay(NULL)};
    if (argc != 3 || !drag.display) return 2;
    drag.target = strtoul(argv[1], NULL, 0);
    drag.uri = argv[2];
    drag.source = XCreateSimpleWindow(drag.display, DefaultRootWindow(drag.display), 0, 0, 1, 1, 0, 0, 0);
    drag.type = atom(&drag, "text/uri-list");
    XSetSelectionOwner(drag.display, atom(&drag, "XdndSelection"), drag.source, CurrentTime);
    tell(&drag, "XdndEnter", (long[]){5L << 24, (long)drag.type, 0, 0});
    tell(&drag, "XdndPosition",
         (long[]){0, 300L << 16 | 300, CurrentTime, (long)atom(&drag, "XdndActionCopy")});
    tell(&drag, "XdndDrop", (long[]){0, CurrentTime, 0, 0});
    bool done = serve(&drag);
    if (!done) fputs("drop: the window did not take it\n", stderr);
    XCloseDisplay(drag.display);
    return done ? 0 : 1;
}
