#include "code/code.h"

#include "code/dialects.h"

#include <ctype.h>

const CodeKind code_kinds[CODE_COUNT] = {
    [CODE_PYTORCH] = {"pytorch", "PyTorch", pytorch_write},
    [CODE_HUGGINGFACE] = {"huggingface", "Hugging Face", huggingface_write},
    [CODE_OPTAX] = {"optax", "Optax", optax_write},
    [CODE_KERAS] = {"keras", "Keras", keras_write},
    [CODE_CLI] = {"cli", "Command line", command_write},
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
