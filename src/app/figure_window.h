/* The window's content as a figure: what --window shows. */
#ifndef APP_FIGURE_WINDOW_H
#define APP_FIGURE_WINDOW_H

#include "figure/figure.h"

extern const FigureWindow app_figure_window;

#endif
