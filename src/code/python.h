/* Pieces of Python that several dialects share. Not for other rooms. */
#ifndef CODE_PYTHON_H
#define CODE_PYTHON_H

#include "base/text.h"
#include "schedule/schedule.h"

/* Writes a number as people write it in Python: 0.02, 1 / 3, 1000, 60_000. */
void python_real(double value, Text *out);
void python_count(int64_t value, Text *out);
/* Writes "name = value" and the end of the line. */
void python_set_real(const char *name, double value, Text *out);
void python_set_count(const char *name, int64_t value, Text *out);
/* Writes the milestones as a list, "[60_000, 80_000]", each moved by `shift`. */
void python_milestones(const Schedule *schedule, int64_t shift, Text *out);

/* The recipe in words, as comment lines of a readable length. */
void python_recipe(const Schedule *schedule, Text *out);

/* The values that the formulas below name, as assignments: base_lr, total_steps, warmup_*, decay_*, ... */
void python_constants(const Schedule *schedule, Text *out);
/* "total_steps - warmup_iters" where the decay runs to the end, else the number. */
void python_decay_steps(const Schedule *schedule, const char *start, Text *out);

#endif
