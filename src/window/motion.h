/* The desktop's setting for less motion. */
#ifndef WINDOW_MOTION_H
#define WINDOW_MOTION_H

#include <stdbool.h>

/* Reads the files that desktops keep the setting in: settings.ini of GTK 3 and 4, kdeglobals of KDE. What
   cannot be read asks for nothing. */
bool motion_is_reduced(void);

#endif
