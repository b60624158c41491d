/* Reads a schedule out of code that people have: PyTorch's schedulers, a detectron2 SOLVER block, Hugging
   Face arguments, lrscope's own command line. It reads; nothing of it is ever run. */
#ifndef CODE_CODE_READ_H
#define CODE_CODE_READ_H

#include "base/text.h"
#include "schedule/schedule.h"

#include <stdbool.h>

enum { CODE_READ_MAX = 1 << 20 }; /* bytes; a longer text is refused */

/* Sets what the text says of a schedule; the rest keeps the value it had, except that a text with a scheduler
   but without a warm-up (or a decay) means that there is none. *report becomes lines, each a sentence, the
   last without \n: what was read, what was left out, what was assumed. False where nothing was recognised:
   *schedule is untouched, and the report is one sentence. */
bool code_read(const char *text, size_t count, Schedule *schedule, Text *report);

#endif
