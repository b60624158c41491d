/* The writers of formats that are not painted from one scene, for the table in figure/formats.c. */
#ifndef FIGURE_WRITERS_H
#define FIGURE_WRITERS_H

#include "figure/figure.h"

#include <stdio.h>

/* Writes a row for each step of training, to the end of the longest run. */
bool figure_write_csv(Figure *figure, FILE *stream, Text *why);

/* Writes one object: "lrscope" (the form's version, 1), "title", "parameters" (those in use; what follows
   from others as the number it comes to), "description", "above_1" (any, and where it is true first, last and
   count), "peak", "notes" (on steps, each with first, last and text),
   "curves" (the further ones, each with a name and the same of its own; not there where there
   are none), and "points": the ends of the run and every place between them where the curve is not smooth, at
   most JSON_POINTS, each with step, factor and lr, and with factor_before where the curve jumps. "complete"
   is false where there were more. */
enum { JSON_POINTS = 1000 };
bool figure_write_json(Figure *figure, FILE *stream, Text *why);

/* The scenario, with the settings that were made for its figure. */
bool figure_write_yaml(Figure *figure, FILE *stream, Text *why);

/* Writes the chart in characters. */
bool figure_write_text(Figure *figure, FILE *stream, Text *why);

/* Writes the description, as --describe prints it. */
bool figure_write_txt(Figure *figure, FILE *stream, Text *why);

/* The schedule as code of the spec's dialect. */
bool figure_write_py(Figure *figure, FILE *stream, Text *why);

/* Writes the sweep as an animation, forwards and backwards, with a pause at both ends. */
bool figure_write_webp(Figure *figure, FILE *stream, Text *why);

#endif
