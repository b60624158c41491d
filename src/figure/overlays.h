/* The further curves of a picture, and the view that shows them beside the present one: the same in the
   window and in figures. */
#ifndef FIGURE_OVERLAYS_H
#define FIGURE_OVERLAYS_H

#include "chart/overlays.h"
#include "figure/logs.h"
#include "scenario/scenario.h"

/* {0} is none; the list is kept from one gathering to the next. It points into the struct and into what it
   was gathered from. */
typedef struct FigureOverlays {
    ChartOverlay *list;
    size_t count, capacity;
    ChartFamily family;
    ChartImplementations implementations; /* also of those that are not curves: what they report */
    ChartAnnotation annotations[CHART_ANNOTATIONS_MAX];
    int annotation_count;
    Text *labels;     /* of the first ones of the list, where they are not their own; else NULL */
    size_t label_count;
    Text *aligned; /* the names of pins that are stretched; count of them */
    size_t aligned_count;
} FigureOverlays;

/* A parameter that is fanned out, and between which values. */
typedef struct FigureFamily {
    bool shown;
    ParameterId id;
    double low, high;
    const char *values; /* its own ones instead; NULL or "": none */
} FigureFamily;

/* Returns the scenario's family over its slider's range, which a value outside of it widens. */
FigureFamily figure_family(const Scenario *scenario);

/* The family, then the pins that are shown, then other implementations where the scenario asks for them. */
void figure_overlays_gather(FigureOverlays *overlays, const Scenario *scenario, FigureFamily family,
                            const Theme *theme);
/* Gathers the notes alone; the texts are the scenario's. */
void figure_annotations_gather(FigureOverlays *overlays, const Scenario *scenario);
void figure_overlays_free(FigureOverlays *overlays);

/* Adds a further curve at the end of the list. */
void figure_overlays_add(FigureOverlays *overlays, ChartOverlay overlay);

/* Writes the name of the present curve beside them. */
void figure_present_name(const Scenario *scenario, Text *out);

/* Adds a sentence on each note on steps. */
void figure_annotations_describe(const Scenario *scenario, Text *out);

/* Returns the view that shows everything, on the scenario's axis; and the one that the scenario asks for,
   which may be the same. */
ChartView figure_everything(const Scenario *scenario, const FigureOverlays *overlays, const FigureLogs *logs);
ChartView figure_view(const Scenario *scenario, const ChartView *everything);

#endif
