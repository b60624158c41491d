/* Text that has to fit: sentences in lines, and runs of several colours in one line. */
#ifndef CHART_LINES_H
#define CHART_LINES_H

#include "scene/measure.h"

enum { LINES_MAX = 4, LINE_BYTES = 512 };

typedef struct Lines {
    int count;
    bool complete; /* nothing was left out */
    char text[LINES_MAX][LINE_BYTES];
} Lines;

/* Breaks a sentence between words into at most `max` (up to LINES_MAX) lines of `width`, of about the same
   length; the last one ends in … where they are too few, but a single one is left empty that has no
   room for three letters of it. Spaces around the sentence are dropped; of nothing there
   are no lines, and the first one's text is "". */
void lines_break(Lines *lines, const Measure *measure, TextStyle style, const char *sentence, double width,
                 int max);

enum { RUNS_MAX = 32, RUNS_BYTES = 1024 };

typedef struct Runs {
    int count;
    size_t length;
    struct {
        Font font;
        Color color;
        size_t start;
    } run[RUNS_MAX];
    char bytes[RUNS_BYTES];
} Runs;

void runs_add(Runs *runs, Font font, Color color, const char *text);
double runs_width(const Runs *runs, const Measure *measure, double size);
void runs_draw(const Runs *runs, Scene *scene, const Measure *measure, double size, double x,
               double baseline);

#endif
