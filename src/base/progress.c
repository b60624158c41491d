#include "base/progress.h"

#include <stdio.h>
#include <unistd.h>

enum { CELLS = 40 };
static const double patience = 0.5; /* seconds */

Progress progress_begin(size_t all, bool wanted) {
    Progress progress = {.all = all ? all : 1, .terminal = wanted && isatty(STDERR_FILENO), .cells = -1};
    clock_gettime(CLOCK_MONOTONIC, &progress.start);
    return progress;
}

static double elapsed(const Progress *progress) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - progress->start.tv_sec) +
           (double)(now.tv_nsec - progress->start.tv_nsec) / 1e9;
}

void progress_show(Progress *progress, size_t done) {
    int cells = (int)(done * CELLS / progress->all);
    if (!progress->terminal || cells == progress->cells || elapsed(progress) < patience) return;
    progress->cells = cells;
    progress->shown = true;
    fprintf(stderr, "\r[%.*s%*s] %zu of %zu", cells, "########################################",
            CELLS - cells, "", done, progress->all);
    fflush(stderr);
}

void progress_end(Progress *progress) {
    if (progress->shown) fputs("\r\033[K", stderr);
    progress->shown = false;
}
