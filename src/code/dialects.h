/* One writer a dialect. Not for other rooms: code.h has the table of them. */
#ifndef CODE_DIALECTS_H
#define CODE_DIALECTS_H

#include "base/text.h"
#include "schedule/schedule.h"

void pytorch_write(const Schedule *schedule, Text *out);
void huggingface_write(const Schedule *schedule, Text *out);
void optax_write(const Schedule *schedule, Text *out);
void keras_write(const Schedule *schedule, Text *out);
void yaml_write(const Schedule *schedule, Text *out);
void deepspeed_write(const Schedule *schedule, Text *out);
void mmengine_write(const Schedule *schedule, Text *out);
void detectron2_write(const Schedule *schedule, Text *out);
void command_write(const Schedule *schedule, Text *out);

/* Writes PyTorch's code through one LambdaLR, without the recipe. Every schedule can be written so.
   `optimizer` is the class that stands in for the user's own. */
void pytorch_write_lambda(const Schedule *schedule, const char *optimizer, Text *out);
/* The line that makes the stand-in for the user's own optimizer. */
void pytorch_write_optimizer(const char *optimizer, Text *out);

#endif
