/* The words of a presentation: one column, set as large as it has room for. */
#ifndef APP_PRESENT_TEXT_H
#define APP_PRESENT_TEXT_H

#include "base/text.h"
#include "scene/measure.h"
#include "scene/theme.h"

enum { PRESENT_TEXT_MAX = 12 };

typedef struct PresentText { /* {0} is an empty one; text_free on `bytes` */
    Text bytes;
    struct {
        size_t start; /* of its string in bytes */
        Font font;
        Color color;
        double size; /* fixed, in points; 0: as large as there is room for */
    } item[PRESENT_TEXT_MAX];
    int count;
} PresentText;

/* Adds words. Each \n inside begins a new paragraph; empty words are none. */
void present_text_add(PresentText *words, Font font, Color color, double size, const char *utf8);

/* Returns the largest of the sizes from `max` down to `min` with which all has room in the box. */
double present_text_size(const PresentText *words, const Measure *measure, Box box, double max, double min);

/* Returns how much of the box the words take at that size, of its height or, where a word is longer than a line, of its
   width; above 1 it is too small. */
double present_text_fit(const PresentText *words, const Measure *measure, Box box, double size);

/* Returns the height that the words take; they are drawn from the box's upper edge down, unless scene is
   NULL. */
double present_text_set(const PresentText *words, Scene *scene, const Measure *measure, Box box, double size);

#endif
