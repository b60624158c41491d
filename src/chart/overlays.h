/* Overlays for what the program compares with: pinned curves, families, other implementations. */
#ifndef CHART_OVERLAYS_H
#define CHART_OVERLAYS_H

#include "base/number.h"
#include "chart/chart.h"
#include "schedule/members.h"
#include "schedule/parameters.h"
#include "schedule/implementations.h"

/* Returns the overlay of the pinned curve at `index`. Colour and dash pattern both differ from its
   neighbours', and together from those of nineteen others. */
ChartOverlay chart_pinned(const Schedule *schedule, const char *name, size_t index, const Theme *theme);

/* One parameter fanned out. The overlays point into the same struct: it is not to be copied. */
enum { CHART_FAMILY = 10 };
typedef struct ChartFamily {
    int count; /* fewer where values coincide or are not allowed */
    Schedule members[CHART_FAMILY];
    NumberText labels[CHART_FAMILY]; /* the value */
    ChartOverlay overlays[CHART_FAMILY];
} ChartFamily;

/* Round values from low to high along the parameter's track; of base_lr a sixteenth to the double of the present one. A
   parameter that is a number. */
void chart_family(ChartFamily *family, const Schedule *schedule, ParameterId id, double low, double high,
                  const Theme *theme);

/* Chosen values: the view has room for all of them. */
void chart_family_of(ChartFamily *family, const Members *members, ParameterId id, const Theme *theme);

/* How other implementations run the schedule: an overlay, or two, for each that differs. They point into the
   same struct: it is not to be copied. */
enum { CHART_IMPLEMENTATIONS = IMPLEMENTATION_COUNT * IMPLEMENTATION_STRETCHES_MAX };
typedef struct ChartImplementations {
    ImplementationReport reports[IMPLEMENTATION_COUNT];
    ImplementationStretch stretches[IMPLEMENTATION_COUNT][IMPLEMENTATION_STRETCHES_MAX];
    int count;
    ChartOverlay overlays[CHART_IMPLEMENTATIONS];
} ChartImplementations;

void chart_implementations(ChartImplementations *implementations, const Schedule *schedule, const Theme *theme);

/* Returns the pen of the implementation's curve. */
ChartOverlay chart_implementation_pen(ImplementationId id, const Theme *theme);

#endif
