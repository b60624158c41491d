#include "code/code.h"

#include "code/dialects.h"

#include <ctype.h>

const CodeKind code_kinds[CODE_COUNT] = {
    [CODE_PYTORCH] = {"pytorch", "PyTorch", "py", pytorch_write},
    [CODE_HUGGINGFACE] = {"huggingface", "Hugging Face", "py", huggingface_write},
    [CODE_OPTAX] = {"optax", "Optax", "py", optax_write},
    [CODE_KERAS] = {"keras", "Keras", "py", keras_write},
    [CODE_YAML] = {"yaml", "Trainer YAML", "yaml", yaml_write},
    [CODE_DEEPSPEED] = {"deepspeed", "DeepSpeed", "json", deepspeed_write},
    [CODE_MMENGINE] = {"mmengine", "MMEngine", "py", mmengine_write},
    [CODE_DETECTRON2] = {"detectron2", "Detectron2", "yaml", detectron2_write},
    [CODE_CLI] = {"cli", "Command line", NULL, command_write},
};

static bool same(const char *a, const char *b) {
    while (*a && tolower((unsigned char)*a) == tolower((unsigned char)*b)) a++, b++;
    return *a == *b;
}

int code_find(const char *name) {
    for (int i = 0; i < CODE_COUNT; i++)
        if (same(code_kinds[i].name, name)) return i;
    return -1;
}

void code_write(CodeDialect dialect, const Schedule *schedule, Text *out) {
    code_kinds[dialect].write(schedule, out);
}
