/* A figure as small multiples: the values of a sweep, or the present curve and the pins that are shown, a plot
   each, on axes that all share. */
#ifndef FIGURE_GRID_H
#define FIGURE_GRID_H

#include "figure/formats.h"

/* Can the figure be drawn as the grid that its spec asks for? False with the whole message in *why. */
bool figure_grid_allows(const Figure *figure, const FigureFormat *format, const char *path, Text *why);

/* Draws it; `chart` is what all plots have in common, with the view that shows everything in the present
   schedule's factors. Without a title of its own it may write the figure's heading. */
void figure_grid_draw(Figure *figure, const Chart *chart, const char *title, Scene *scene);

#endif
