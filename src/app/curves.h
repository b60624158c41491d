/* The further curves of the plot, gathered before every drawing as those of a figure are (figure/overlays.h),
   but for the family: the window has sliders of its own range, and one that follows the focus. */
#ifndef APP_CURVES_H
#define APP_CURVES_H

struct App;

void curves_gather(struct App *app);

#endif
