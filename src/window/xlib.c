#include "window/xlib.h"

#include <X11/Xlib.h>
#include <X11/Xproto.h>

static int judge(Display *connection, XErrorEvent *error) {
    if (error->error_code == BadWindow && error->request_code == X_SendEvent) return 0;
    XSetErrorHandler(NULL);
    XErrorHandler usual = XSetErrorHandler(judge);
    return usual(connection, error);
}

void xlib_forgive_late_events(void) {
    XSetErrorHandler(judge);
}
