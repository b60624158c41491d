/* The schedule as code for the frameworks people train with. What a framework cannot express is said in a
 * comment. */
#ifndef CODE_CODE_H
#define CODE_CODE_H

#include "base/text.h"
#include "schedule/schedule.h"

typedef enum CodeDialect {
    CODE_PYTORCH,
    CODE_HUGGINGFACE,
    CODE_OPTAX,
    CODE_KERAS,
    CODE_YAML,
    CODE_DEEPSPEED,
    CODE_MMENGINE,
    CODE_DETECTRON2,
    CODE_CLI,
    CODE_COUNT
} CodeDialect;

typedef struct CodeKind {
    const char *name;  /* as typed: "pytorch" */
    const char *label; /* for people: "PyTorch" */
    const char *ending; /* of a file with it: "py"; NULL: a command */
    void (*write)(const Schedule *schedule, Text *out);
} CodeKind;

extern const CodeKind code_kinds[CODE_COUNT];

/* Returns the dialect of that name in any case, or -1. */
int code_find(const char *name);

/* Adds whole lines to *out, the last one ended. They begin with a comment that states the recipe; DeepSpeed's
   JSON has it as a value. PyTorch's
   code takes an existing `model` and leaves `optimizer` and `scheduler`, to be stepped once an update; on
   every step of the run it has lrscope's own rate (to the bit for a warm-up alone, else to 1e-9 of it). */
void code_write(CodeDialect dialect, const Schedule *schedule, Text *out);

#endif
