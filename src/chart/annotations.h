/* Notes of the user's own on a step, with a ring on the curve, or on a range of steps, as a band. The words stand
   where they cover nothing, with a line to their place; where there is no such place a number stands there,
   and the words below the plot. */
#ifndef CHART_ANNOTATIONS_H
#define CHART_ANNOTATIONS_H

#include "chart/plot.h"

/* Finds a place for each and adds it to what is taken. */
void annotations_place(const Plot *plot, const OverlayMap *map, PlotTaken *taken, PlotAnnotation *placed);
void annotations_draw_ranges(const Plot *plot);
void annotations_draw(const Plot *plot);

/* Returns those that have numbers, as bits. */
unsigned annotations_numbered(const PlotLayout *layout, int count);

/* Draws the words of those, a line or more each, from the top of the box, and returns the height; without a scene
   it only measures. */
double annotations_list(Scene *scene, const Chart *chart, const PlotLayout *layout, Box box);

#endif
