/* The further curves of a figure: the scenario's family, the pins that are shown, and other
   implementations. */
#ifndef CLI_GHOSTS_H
#define CLI_GHOSTS_H

#include "chart/ghosts.h"
#include "scenario/scenario.h"

/* The list points into the struct and into the scenario. */
typedef struct CliGhosts {
    ChartGhost *list;
    size_t count;
    ChartFamily family;
    ChartTwins twins;
    Text name;    /* of the present curve */
    Text *labels; /* one each of the list; NULL where others keep them */
} CliGhosts;

void cli_ghosts_make(CliGhosts *ghosts, const Scenario *scenario, const Theme *theme);
/* Adds a sentence on the pins, for those who do not see them; nothing where none is shown. */
void cli_ghosts_describe(const Scenario *scenario, Text *out);
void cli_ghosts_free(CliGhosts *ghosts);

#endif
