/* What stands below the plot of a figure: the formula, the notes that apply, the settings. */
#ifndef CHART_FOOTER_H
#define CHART_FOOTER_H

#include "chart/chart.h"

typedef struct Footer {
    double formula, notes, caption; /* heights in points; 0: not shown */
} Footer;

/* Returns what is asked for and fits: the caption into a room of its own, then into what it leaves of `room` the formula,
   then the notes. */
Footer footer_fit(const Chart *chart, double width, double caption_room, double room);
double footer_height(const Footer *footer);
void footer_draw(Scene *scene, Box box, const Footer *footer, const Chart *chart);

#endif
