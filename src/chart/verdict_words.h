/* The verdict on all curves of a figure. */
#ifndef CHART_VERDICT_WORDS_H
#define CHART_VERDICT_WORDS_H

#include "base/text.h"
#include "chart/chart.h"

/* From long to short: whole; what fits beside an axis; the least that is not wrong. */
enum { VERDICT_FORMS = 3 };

/* Adds the verdict on the present curve (NULL: none is drawn) and on the others: "Never above 1; 2 of 3 others are",
   then "2 of 4 curves above 1"; of one curve alone what words_verdict says, and then its beginning.
   Where there is no curve at all it is undefined. */
void verdict_words_add(const Schedule *present, const ChartOverlay *overlays, size_t count, int form, Text *out);

/* Of how many curves it is known that they are above 1 on some step, and of how many it is not decided. */
typedef struct VerdictCount {
    size_t curves, above, open;
} VerdictCount;
VerdictCount verdict_words_count(const ChartOverlay *overlays, size_t count);

#endif
