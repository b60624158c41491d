/* How wide a text will be: answered by the painter that is going to draw it, so that nothing is guessed. */
#ifndef SCENE_MEASURE_H
#define SCENE_MEASURE_H

#include "scene/scene.h"

typedef struct Measure {
    /* Returns the width in points of the first `bytes` bytes of `utf8`. */
    double (*width)(void *self, Font font, double size, const char *utf8, size_t bytes);
    /* The first character that no font has, and that would be drawn as a box; NULL: there is none. May itself be NULL where
       nobody knows. */
    const char *(*missing)(void *self, const char *utf8);
    void *self;
    const Wording *wording; /* as the scene has it that the text is for; NULL: English */
} Measure;

/* The width of what is said for `utf8`. */
double measure_text(const Measure *measure, TextStyle style, const char *utf8);

/* A measure that needs no fonts, for tests: every character is 0.6 em wide, a thin space 0.27 em. */
Measure measure_fixed(void);

#endif
