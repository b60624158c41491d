/* How often a script with PyTorch's schedulers steps one of them. Not for other rooms. */
#ifndef READING_DIALECTS_TORCH_STEPS_H
#define READING_DIALECTS_TORCH_STEPS_H

#include "reading/import.h"

typedef struct TorchStepping {
    bool found;    /* in a loop of the text */
    bool by_epoch; /* once an epoch, else once an update */
} TorchStepping;

/* Looks for `owner`.step() (`exact`: under that very name). Refuses, with the line, what is neither once an update nor once
   an epoch throughout the run: under a condition that counts, before the updates, at two places, with another number. */
TorchStepping torch_stepping(Import *import, const char *owner, bool exact);

/* Returns the "if (i + 1) % n == 0" in a block that holds the optimizer's step and not `owner`'s, or NULL. */
const Node *torch_accumulating_branch(Import *import, const Node *block, const char *owner);

/* Returns how many updates the script's own loops make around owner.step(), `unit` for each call; NAN where they do not
   tell. */
double torch_loop_length(Import *import, const char *owner, double unit);

/* Returns the first call in an expression whose last name is one of "a|b", of a name that holds `owner` (NULL: any), or NULL. */
const Node *torch_call_in(const Node *node, const char *names, const char *owner);

#endif
