/* What mmcv's and mmengine's configurations share. */
#ifndef READING_DIALECTS_OPENMMLAB_H
#define READING_DIALECTS_OPENMMLAB_H

#include "reading/import.h"

/* Returns the run's updates: from max_iters, or from max_epochs where the length of an epoch is known; NaN where it is
   not, which is asked for if it is needed. */
double openmmlab_run_length(Import *import, const Node *root, bool needed);

#endif
