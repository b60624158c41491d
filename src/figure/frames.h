/* A sweep as frames, each a figure like any other; and names of files that are numbered. */
#ifndef FIGURE_FRAMES_H
#define FIGURE_FRAMES_H

#include "figure/figure.h"

/* A frame of a figure's sweep, in the view of them all. It points to the figure and holds what the frame has
   of its own; free it with figure_frame_free. */
typedef struct FigureFrame {
    Scenario scenario;
    FigureSpec spec;
    Text title;
} FigureFrame;

void figure_frame(const Figure *figure, size_t index, FigureFrame *frame);
void figure_frame_free(FigureFrame *frame);

/* Has the path a place for a number, %d or %03d? */
bool figure_path_numbered(const char *path);
/* Writes such a path with the number in its place. */
void figure_path_number(const char *pattern, size_t number, Text *out);

#endif
