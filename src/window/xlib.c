#include "window/xlib.h"

#include "base/folder.h"

#include <X11/Xlib.h>
#include <X11/Xproto.h>
#include <stdlib.h>

static int judge(Display *connection, XErrorEvent *error) {
    if (error->error_code == BadWindow && error->request_code == X_SendEvent) return 0;
    XSetErrorHandler(NULL);
    XErrorHandler usual = XSetErrorHandler(judge);
    return usual(connection, error);
}

void xlib_forgive_late_events(void) {
    XSetErrorHandler(judge);
}

void xlib_keep_compose_table(const char *folder) {
    Text why = {0};
    if (folder_make(folder, &why)) setenv("XCOMPOSECACHE", folder, 0);
    text_free(&why);
}
