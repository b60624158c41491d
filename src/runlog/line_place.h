/* Where in a run a line of text stands: its step, its epoch, and what both are counted to. Not for other
   rooms. */
#ifndef RUNLOG_LINE_PLACE_H
#define RUNLOG_LINE_PLACE_H

#include <stdbool.h>
#include <stddef.h>

typedef struct Place {
    bool has_step, has_epoch;
    double step, epoch;
    double of;     /* "step 10 of 500": the steps of the run, or of an epoch where they begin anew; or 0 */
    double length; /* the steps of an epoch, where that is sure; or 0 */
    double total;  /* the steps of the run, where that is sure; or 0 */
    double epochs; /* in all, or 0 */
    double skipped;
    const char *writer; /* who prints lines like this one, or NULL */
} Place;

/* Reads the place from a line that has a rate. `last` is what the line before it looked like, 0 at first.
   False where the line names neither a step nor an epoch. */
bool line_place(const char *line, const char *end, int *last, Place *place);

/* The same for a line without a rate: only what heads a piece of the log counts ("Epoch 3/20", "epoch:0 ||
   iter:10"), not what is told in passing ("no improvement since epoch 3"). */
bool line_heading(const char *line, const char *end, Place *place);

/* Reads tqdm's bar, "| 10/21600 [": the numbers of the last one in the line. */
bool line_bar(const char *line, const char *end, double *done, double *total);

/* True for what a word is made of: letters, digits, _ and bytes beyond ASCII. */
bool line_is_word(char c);

#endif
