/* --batch: many figures in one process. The file is a list of jobs, each the options of a call by name:

       - output: [a.svg, a.png]
         warmup_factor: 1.5
         size: 640x360
       - file: base.yaml          # what a call has as its operand
         output: b.pdf

   or {defaults: …, figures: …} with what all jobs begin with, and the list. What the call itself says comes
   first. */
#ifndef CLI_BATCH_H
#define CLI_BATCH_H

#include "cli/request.h"

/* Draws all of them, on all processors, and goes on after a bad one. A line on stderr for each error, in the
   file's order, with its place. The exit status: 0, 1 where a job failed, 2 where the file cannot be read as
   jobs. */
int cli_batch(const CliRequest *request);

#endif
