/* A function of the step as code: for LambdaLR the function itself, for libraries that trace its operations.
   Not for other rooms. */
#ifndef CODE_FUNCTION_CODE_H
#define CODE_FUNCTION_CODE_H

#include "base/text.h"
#include "schedule/schedule.h"

void code_function_pytorch(const Schedule *schedule, Text *out);
void code_function_optax(const Schedule *schedule, Text *out);
void code_function_keras(const Schedule *schedule, Text *out);
/* --function=… and --set=… of a command line, each a word. */
void code_function_words(const Schedule *schedule, void (*add)(const char *word, void *self), void *self);

#endif
