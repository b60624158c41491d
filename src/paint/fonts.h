/* The fonts, built into the program: Inter and JetBrains Mono from the distribution's packages (SIL Open Font
   License), so that nothing is looked up at run time. */
#ifndef PAINT_FONTS_H
#define PAINT_FONTS_H

#include "scene/scene.h"

typedef struct FontFile {
    const unsigned char *data;
    size_t size;
    const char *name;   /* as PostScript names it */
    const char *family; /* as CSS names it */
    int weight;         /* 400, 500, 600 */
} FontFile;

/* The file of a font; never fails. */
FontFile font_file(Font font);

#endif
