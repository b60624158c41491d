/* Which characters the fonts can write. */
#ifndef PAINT_COVERAGE_H
#define PAINT_COVERAGE_H

#include "paint/paint.h"

/* Returns the first character of the text that no font has, which a figure would show as a box, in
   its place in the text; NULL: there is none. Characters that are not to be seen by themselves do not
   count. */
const char *coverage_missing(PaintFonts *fonts, const char *utf8);

#endif
