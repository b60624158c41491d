/* The further curves of the plot, gathered before every drawing: the family, what is pinned, then other
   implementations. */
#ifndef APP_OVERLAYS_H
#define APP_OVERLAYS_H

#include "chart/overlays.h"

struct App;

typedef struct AppOverlays {
    ChartOverlay *list; /* grows when there are more than ever before */
    size_t count, capacity;
    ChartFamily family;
} AppOverlays;

void overlays_gather(struct App *app);
void overlays_free(AppOverlays *overlays);

#endif
