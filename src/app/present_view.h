/* What a presentation shows instead of the window: words left, the plot right, large enough for the back row.
 */
#ifndef APP_PRESENT_VIEW_H
#define APP_PRESENT_VIEW_H

#include <stdbool.h>

struct App;

/* Handles the present input; the chart itself is left out of frames that only do that. */
void present_view_show(struct App *app, bool draw);

#endif
