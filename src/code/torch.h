/* PyTorch's schedulers, one and several. Not for other rooms. */
#ifndef CODE_TORCH_H
#define CODE_TORCH_H

#include "code/readers.h"

typedef struct Torch {
    CodeImport *import;
    Match *match;
    double start; /* the step at which the scheduler at hand begins */
    bool any;
    bool beside, chained; /* another one steps with it; by ChainedScheduler */
} Torch;

/* Which scheduler a name is, or -1. */
int scheduler_of(Span name);
/* Reads a call where it is a scheduler, which begins at `start`. */
bool scheduler_read(Torch *torch, const Node *node, double start);
/* One that cannot be shown. */
void scheduler_leave(Torch *torch, const Node *call);

#endif
