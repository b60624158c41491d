/* How far a long work is, on stderr where that is a terminal: nothing in the first half second. */
#ifndef BASE_PROGRESS_H
#define BASE_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

typedef struct Progress {
    size_t all;
    bool terminal, shown;
    struct timespec start;
    int cells; /* of the bar, as last shown */
} Progress;

Progress progress_begin(size_t all, bool wanted);
void progress_show(Progress *progress, size_t done);
/* Takes the bar away. */
void progress_end(Progress *progress);

#endif
