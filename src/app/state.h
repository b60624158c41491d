/* What comes back when the window is opened again, as text: a scenario file with one more key, `session`. */
#ifndef APP_STATE_H
#define APP_STATE_H

#include "app/app.h"

/* Writes all that is to be remembered. */
void state_write(const App *app, Text *out);

/* Puts it into an app that has just been opened. False with the errors in *why, a line each ("3:7: …"), and
   the app as it was. */
bool state_read(App *app, const char *bytes, size_t count, Text *why);

#endif
