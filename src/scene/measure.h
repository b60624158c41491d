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

/* Returns how many of the first `length` bytes are shown where these have no more room than `width`: all, or a beginning
   that an ellipsis follows, which ends between words or behind three letters of one, but within no number after the first word; 0 where there is none. */
size_t measure_cut(const Measure *measure, TextStyle style, const char *utf8, size_t length, double width);
/* Writes what is shown, with its ellipsis, into `size` bytes; "" where there is no room for anything. */
void measure_shorten(const Measure *measure, TextStyle style, const char *utf8, double width, char *out, size_t size);

/* A measure that needs no fonts, for tests: every character is 0.6 em wide, a thin space 0.27 em. */
Measure measure_fixed(void);

#endif
