/* The jobs of a batch file, as they stand in it. */
#ifndef CLI_JOBS_H
#define CLI_JOBS_H

#include "cli/request.h"
#include "paint/paint.h"
#include "scenario/tree.h"

typedef struct Jobs {
    const char *path;
    const CliRequest *call; /* what the call itself says */
    Tree tree;
    const TreeNode *defaults, *first; /* defaults: NULL where there are none */
    size_t count;
    int *conflicts; /* a job: the line of an earlier one that writes the same file; 0: there is none */
} Jobs;

/* False where the call says what cannot hold for every job. */
bool jobs_check_call(const CliRequest *call, Text *why);

/* Reads the jobs of a file. False with a line an error in *why. Free it with jobs_free in both cases. */
bool jobs_read(Jobs *jobs, const CliRequest *call, const char *path, Text *why);
void jobs_free(Jobs *jobs);

/* Draws the job of that index; false with "path:line: reason" in *why. The fonts go from job to job. */
bool jobs_draw(const Jobs *jobs, const TreeNode *job, size_t index, PaintFonts *fonts, Text *why);

#endif
