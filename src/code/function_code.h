/* Writes a function of the step as code: for LambdaLR the function itself, for other libraries its
   operations. Not for other rooms. */
#ifndef CODE_FUNCTION_CODE_H
#define CODE_FUNCTION_CODE_H

#include "base/text.h"
#include "schedule/schedule.h"

void code_function_pytorch(const Schedule *schedule, Text *out);
void code_function_optax(const Schedule *schedule, Text *out);
void code_function_keras(const Schedule *schedule, Text *out);
/* Calls `add` with each word of a command line that gives the function: --function=… and --set=…. */
void code_function_words(const Schedule *schedule, void (*add)(const char *word, void *self), void *self);

#endif
