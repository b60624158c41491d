/* transformers' schedules by their names, for every dialect that hands its settings to them. */
#ifndef READING_DIALECTS_HUGGINGFACE_H
#define READING_DIALECTS_HUGGINGFACE_H

#include "reading/import.h"

/* Puts warm-up and decay of a SchedulerType ("cosine_with_restarts", also as SchedulerType.COSINE; NULL: unknown),
   as transformers/optimization.py computes them. `args` holds num_cycles, lr_end, power, min_lr … or is NULL. */
void huggingface_shape(Import *import, const char *type, double warm, double total, double lr, const Node *args);

/* Returns the warm-up of training arguments: warmup_steps where above 0 (below 1 a ratio itself), else
   ceil(warmup_ratio * total). */
double huggingface_warmup(Import *import, const Node *args, const char *steps, const char *ratio, double total);

#endif
