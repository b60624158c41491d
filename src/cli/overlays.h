/* The further curves of a figure: the scenario's family, the pins that are shown, and other
   implementations. */
#ifndef CLI_OVERLAYS_H
#define CLI_OVERLAYS_H

#include "chart/overlays.h"
#include "scenario/scenario.h"

/* The list points into the struct and into the scenario. */
typedef struct CliOverlays {
    ChartOverlay *list;
    size_t count;
    ChartFamily family;
    ChartImplementations implementations;
    Text name;    /* of the present curve */
    Text *labels; /* one each of the list; NULL where others keep them */
} CliOverlays;

void cli_overlays_make(CliOverlays *overlays, const Scenario *scenario, const Theme *theme);
/* Adds a sentence on the pins, for those who do not see them; nothing where none is shown. */
void cli_overlays_describe(const Scenario *scenario, Text *out);
void cli_overlays_free(CliOverlays *overlays);

#endif
