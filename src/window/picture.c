/* The clipboard belongs to a window of its own, over a connection of its own: SDL would answer for its own window, with
   text. A thread waits on it for who pastes, and ends when somebody else copies. */
#include "window/picture.h"

#include <SDL.h>
#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <stdlib.h>
#include <string.h>

typedef struct Offer {
    Display *display;
    Window window;
    Atom clipboard, targets, png;
    unsigned char *bytes;
    size_t count;
} Offer;

static void end(Offer *offer) {
    XCloseDisplay(offer->display);
    free(offer->bytes);
    free(offer);
}

/* Puts what is asked for where the asker wants it; false where it is nothing that is offered, or too much for one
   request. */
static bool put(const Offer *offer, const XSelectionRequestEvent *request, Atom property) {
    const Atom offered[] = {offer->targets, offer->png};
    long room = XExtendedMaxRequestSize(offer->display);
    if (room == 0) room = XMaxRequestSize(offer->display);
    if (request->target == offer->targets)
        XChangeProperty(offer->display, request->requestor, property, XA_ATOM, 32, PropModeReplace,
                        (const unsigned char *)offered, 2);
    else if (request->target == offer->png && offer->count < 4 * (size_t)room - 64)
        XChangeProperty(offer->display, request->requestor, property, offer->png, 8, PropModeReplace, offer->bytes,
                        (int)offer->count);
    else
        return false;
    return true;
}

static void answer(const Offer *offer, const XSelectionRequestEvent *request) {
    Atom property = request->property ? request->property : request->target;
    XEvent event = {.xselection = {.type = SelectionNotify,
                                   .display = offer->display,
                                   .requestor = request->requestor,
                                   .selection = request->selection,
                                   .target = request->target,
                                   .time = request->time}};
    if (put(offer, request, property)) event.xselection.property = property;
    XSendEvent(offer->display, request->requestor, False, NoEventMask, &event);
    XFlush(offer->display);
}

static int serve(void *given) {
    Offer *offer = given;
    XEvent event = {0};
    while (event.type != SelectionClear) {
        XNextEvent(offer->display, &event);
        if (event.type == SelectionRequest) answer(offer, &event.xselectionrequest);
    }
    end(offer);
    return 0;
}

static void take_clipboard(Offer *offer) {
    Display *display = offer->display;
    offer->clipboard = XInternAtom(display, "CLIPBOARD", False);
    offer->targets = XInternAtom(display, "TARGETS", False);
    offer->png = XInternAtom(display, "image/png", False);
    offer->window = XCreateSimpleWindow(display, DefaultRootWindow(display), 0, 0, 1, 1, 0, 0, 0);
    XSetSelectionOwner(display, offer->clipboard, offer->window, CurrentTime);
    XFlush(display);
}

bool picture_offer(const char *bytes, size_t count) {
    Offer *offer = calloc(1, sizeof *offer);
    if (!offer) return false;
    offer->display = XOpenDisplay(NULL);
    offer->bytes = malloc(count);
    if (!offer->display || !offer->bytes) {
        free(offer->bytes);
        if (offer->display) XCloseDisplay(offer->display);
        free(offer);
        return false;
    }
    memcpy(offer->bytes, bytes, count);
    offer->count = count;
    take_clipboard(offer);
    SDL_Thread *thread = SDL_CreateThread(serve, "picture", offer);
    if (!thread) end(offer);
    SDL_DetachThread(thread);
    return thread;
}
