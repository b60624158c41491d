/* Pictures for the clipboard, which SDL 2 has for text only. */
#ifndef WINDOW_PICTURE_H
#define WINDOW_PICTURE_H

#include <stdbool.h>
#include <stddef.h>

/* Offers a PNG as image/png on X11's clipboard until something else is copied or the program ends. False where there
   is no X11. The bytes are copied. */
bool picture_offer(const char *bytes, size_t count);

#endif
