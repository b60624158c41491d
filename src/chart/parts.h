/* The parts of a chart that can be left out or added: one table, for figures' --show and --hide. */
#ifndef CHART_PARTS_H
#define CHART_PARTS_H

#include <stdbool.h>

typedef enum ChartPart {
    CHART_VERDICT,
    CHART_REASON,
    CHART_GRID,
    CHART_RATES,
    CHART_EPOCHS,
    CHART_WARMUP,
    CHART_BASELINE,
    CHART_TERMS,
    CHART_LEGEND,
    CHART_CURVE,
    CHART_HANDLES,
    CHART_FORMULA,
    CHART_NOTES,
    CHART_CAPTION,
    CHART_PARTS
} ChartPart;

typedef struct ChartPartAbout {
    const char *name; /* as in --show=NAME */
    const char *help;
    bool shown_by_default; /* shown unless said otherwise */
} ChartPartAbout;

extern const ChartPartAbout chart_parts[CHART_PARTS];

/* Returns the part of that name, or -1. */
int chart_part_find(const char *name);

struct Chart;
/* True if the part is shown: as by default, or by chart->switched the other way. Where there is no room, it
   may be left out nevertheless. */
bool chart_shows(const struct Chart *chart, ChartPart part);

#endif
