/* The words of a presentation: one column, set as large as it has room for. */
#ifndef APP_STAGE_WORDS_H
#define APP_STAGE_WORDS_H

#include "base/text.h"
#include "scene/measure.h"
#include "scene/theme.h"

enum { STAGE_WORDS_MAX = 12 };

typedef struct StageWords { /* {0} is an empty one; text_free on `bytes` */
    Text bytes;
    struct {
        size_t start; /* of its string in bytes */
        Font font;
        Color color;
        double size; /* fixed, in points; 0: as large as there is room for */
    } item[STAGE_WORDS_MAX];
    int count;
} StageWords;

/* Each \n inside begins a new paragraph; empty words are none. */
void stage_words_add(StageWords *words, Font font, Color color, double size, const char *utf8);

/* The largest of the sizes from `most` down to `least` with which all has room in the box. */
double stage_words_size(const StageWords *words, const Measure *measure, Box box, double most, double least);

/* The height they take; drawn from the box's upper edge down, unless scene is NULL. */
double stage_words_set(const StageWords *words, Scene *scene, const Measure *measure, Box box, double size);

#endif
