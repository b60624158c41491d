/* The further curves of the plot, gathered before every drawing: the family, what is pinned, then other
   implementations. */
#ifndef APP_GHOSTS_H
#define APP_GHOSTS_H

#include "chart/ghosts.h"

struct App;

typedef struct AppGhosts {
    ChartGhost *list; /* grows when there are more than ever before */
    size_t count, capacity;
    ChartFamily family;
} AppGhosts;

void ghosts_gather(struct App *app);
void ghosts_free(AppGhosts *ghosts);

#endif
