/* Figures drawn again from what they embed. */
#ifndef FIGURE_CHECK_H
#define FIGURE_CHECK_H

#include "figure/figure.h"

/* Draws the figure of that file anew and compares the bytes. 0: they are the same, or, unless `strict`, they differ for
   other versions of fonts and libraries alone, which *why says. 1 with a sentence in *why: numbers or layout would
   differ, or it failed; 2 likewise: it embeds nothing that can be drawn. */
int figure_check(const char *path, const FigureWindow *window, bool strict, Text *why);

#endif
