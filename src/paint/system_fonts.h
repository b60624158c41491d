/* The system's fonts, by fontconfig: for figures that must match a paper, and for letters that the built-in
   fonts lack in the window. Figures use none unless one is named, so that they are the same everywhere. */
#ifndef PAINT_SYSTEM_FONTS_H
#define PAINT_SYSTEM_FONTS_H

#include "base/text.h"

#include <stdbool.h>

typedef struct SystemFont {
    Text path;
    int index;   /* of the font in its file */
    Text family; /* as fontconfig names it */
} SystemFont;

/* The upright font of that family nearest to a weight as CSS counts it, 400, 500, 600. False with the reason
   in *why: no such family is installed, or it has no outlines that can be embedded. Free it either way. */
bool system_font_family(const char *family, int weight, SystemFont *font, Text *why);

/* A font that has the character; false where none has. Free it either way. */
bool system_font_with(unsigned character, SystemFont *font);

void system_font_free(SystemFont *font);

#endif
