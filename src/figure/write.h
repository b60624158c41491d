/* Figures, tables and code as files. */
#ifndef FIGURE_WRITE_H
#define FIGURE_WRITE_H

#include "figure/formats.h"

/* True if the output is made of a sweep's frames: an animation, or files with a number in their names. */
bool figure_moves(const Figure *figure, const FigureFormat *format, const char *path);
bool figure_is_numbered(const Figure *figure, const FigureFormat *format, const char *path);

/* True if the format can hold the figure. False with the whole message in *why: too large, too many curves,
   an animation without a sweep, or words whose letters it could not draw. */
bool figure_allows(Figure *figure, const FigureFormat *format, const char *path, Text *why);

/* Adds the content to the stream; false with the reason in *why. */
bool figure_write_stream(Figure *figure, const FigureFormat *format, FILE *stream, Text *why);

/* Writes the file, whole or not at all; of a sweep whose path has a place for numbers, a file for each value.
   False with the reason in *why. A signal that ends the program waits until no temporary file is left. */
bool figure_write(Figure *figure, const FigureFormat *format, const char *path, Text *why);

#endif
