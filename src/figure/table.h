/* Curves as a table: step,factor,lr, and the rate of each further curve under its name, with every number in
   the shortest form that reads back the same. */
#ifndef FIGURE_TABLE_H
#define FIGURE_TABLE_H

#include "figure/curves.h"

#include <stdio.h>

typedef struct FigureTable {
    FILE *stream;
    const Schedule *schedule; /* the present one */
    FigureCurves curves;
    bool ends;    /* may be set: cells are empty after the last step of a run */
    int64_t rows; /* written so far */
} FigureTable;

void figure_table_open(FigureTable *table, const Figure *figure, FILE *stream);
void figure_table_close(FigureTable *table);

void figure_table_header(const FigureTable *table);
/* Every `stride`-th of the steps first … last. Stops where the stream has failed and where a signal waits. */
void figure_table_rows(FigureTable *table, int64_t first, int64_t last, int64_t stride);

/* Words as one cell, quoted where they need it. */
void figure_table_cell(FILE *stream, const char *words);

#endif
