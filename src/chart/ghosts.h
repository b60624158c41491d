/* Ghosts for what the program compares with: pinned curves, families, other implementations. */
#ifndef CHART_GHOSTS_H
#define CHART_GHOSTS_H

#include "base/number.h"
#include "chart/chart.h"
#include "schedule/parameters.h"
#include "schedule/twins.h"

/* The ghost of the pinned curve at `index`. Colour and dash pattern both differ from its neighbours', and
   together from those of nineteen others. */
ChartGhost chart_pinned(const Schedule *schedule, const char *name, size_t index, const Theme *theme);

/* One parameter fanned out. The ghosts point into the same struct: it is not to be copied. */
enum { CHART_FAMILY = 10 };
typedef struct ChartFamily {
    int count; /* fewer where values coincide or are not allowed */
    Schedule members[CHART_FAMILY];
    NumberText labels[CHART_FAMILY]; /* the value */
    ChartGhost ghosts[CHART_FAMILY];
} ChartFamily;

/* From low to high along the parameter's track; a parameter that is a number. */
void chart_family(ChartFamily *family, const Schedule *schedule, ParameterId id, double low, double high,
                  const Theme *theme);

/* How other implementations run the schedule: a ghost, or two, for each that differs. They point into the
   same struct: it is not to be copied. */
enum { CHART_TWINS = TWIN_COUNT * TWIN_STRETCHES_MAX };
typedef struct ChartTwins {
    TwinReport reports[TWIN_COUNT];
    TwinStretch stretches[TWIN_COUNT][TWIN_STRETCHES_MAX];
    int count;
    ChartGhost ghosts[CHART_TWINS];
} ChartTwins;

void chart_twins(ChartTwins *twins, const Schedule *schedule, const Theme *theme);

/* What its curve is drawn with. */
ChartGhost chart_twin_pen(TwinId id, const Theme *theme);

#endif
