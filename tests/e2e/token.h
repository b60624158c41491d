/* The theme's colours by name, apart from look.c because Xlib has a Font of its own. */
#ifndef E2E_TOKEN_H
#define E2E_TOKEN_H

#include <stdbool.h>

/* The dark theme's colour of that name as 0xRRGGBB; false, with a line on stderr, where there is none. */
bool token_find(const char *name, unsigned long *color);

#endif
