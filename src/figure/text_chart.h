/* The chart in characters, for terminals: braille dots, or plain ASCII. */
#ifndef FIGURE_TEXT_CHART_H
#define FIGURE_TEXT_CHART_H

#include "figure/figure.h"

enum { TEXT_COLUMNS = 80, TEXT_ROWS = 24, TEXT_COLUMNS_MIN = 32, TEXT_COLUMNS_MAX = 400, TEXT_ROWS_MIN = 8 };

/* Adds the figure: the verdict, the curve with its axes, the line at factor 1 dotted, and below it the names of
   further curves, each drawn with a letter. No line is wider than the figure's text.columns. */
void figure_text_chart(const Figure *figure, Text *out);

#endif
