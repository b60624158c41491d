/* The fonts, built into the program: Inter and JetBrains Mono from the distribution's packages (SIL Open Font
   License), so that nothing is looked up at run time. */
#ifndef PAINT_FONTS_H
#define PAINT_FONTS_H

#include "scene/scene.h"

#include <stdbool.h>

/* Fonts of figures by number: the built-in ones as Font counts them, then those of a family of the user's choice,
   in the same order, then the system's that have helped out with letters. */
enum { FONT_HELPERS = 8, FONT_FIRST_HELPER = 2 * FONT_COUNT, FONT_SLOTS = FONT_FIRST_HELPER + FONT_HELPERS };

typedef struct FontFile {
    const unsigned char *data;
    size_t size;
    const char *path; /* of a font of the system, whose data is NULL */
    int index;        /* of the font in its file */
    const char *name;   /* as PostScript names it */
    const char *family; /* as CSS names it */
    int weight;         /* 400, 500, 600 */
} FontFile;

/* Returns the file of a font; never fails. */
FontFile font_file(Font font);

/* font_is_mono: true for JetBrains Mono. The other one returns the font of the same weight in the other
   family. */
bool font_is_mono(Font font);
Font font_of_other_family(Font font);

/* JetBrains Mono has no thin space: it gets one that is this part of a cell wide. */
#define FONT_THIN_CELL 0.45
enum { FONT_THIN_SPACE = 0x2009 };

#endif
