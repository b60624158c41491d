/* Figures as pages: the picture itself first, then the program that brings it to life where script runs. */
#ifndef FIGURE_HTML_H
#define FIGURE_HTML_H

#include "figure/figure.h"

/* False with the reason in *why where the program for pages is not there: it is built where clang can make WebAssembly. */
bool html_ready(const FigureSpec *spec, Text *why);

/* Returns another number for another program; figures with different ones cannot be compared byte by byte. */
uint64_t html_program(const FigureSpec *spec);

/* Adds a page of the scene, live with the scenario that `about` carries. */
bool html_paint(const Scene *scene, PaintFonts *fonts, const FigureSpec *spec, const PaintAbout *about, Text *out,
                Text *why);

/* Adds a page that shows the lesson of that text, with its first picture where no script runs. */
bool html_paint_lesson(const Scene *scene, PaintFonts *fonts, const FigureSpec *spec, const PaintAbout *about,
                       const char *lesson, const char *words, Text *out, Text *why);

#endif
