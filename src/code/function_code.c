#include "code/function_code.h"

#include "base/number.h"
#include "code/dialects.h"
#include "code/python.h"
#include "schedule/function.h"

#include <string.h>

/* Writes base_lr and the values that the function names. */
static void write_values(const Schedule *schedule, Text *out) {
    double values[FORMULA_NAMES_MAX];
    Text names = {0};
    function_values(schedule, values);
    formula_write_names(schedule->function, values, &names);
    bool rate = strstr(text_string(&names), "base_lr = "),
         steps = strstr(text_string(&names), "total_steps = ");
    if (!rate) python_set_real("base_lr", schedule->base_lr, out);
    if (!steps) python_set_count("total_steps", schedule->total_steps, out);
    text_add(out, text_string(&names));
    text_free(&names);
}

void code_function_pytorch(const Schedule *schedule, Text *out) {
    const Formula *function = schedule->function;
    python_recipe(schedule, out);
    text_addf(out, "%simport torch\nfrom torch.optim.lr_scheduler import LambdaLR\n\n",
              formula_needs_math(function) ? "import math\n\n" : "");
    write_values(schedule, out);
    text_add(out, "\n\n");
    formula_write_definition(function, out);
    text_add(out, "\n\n");
    pytorch_write_optimizer("SGD", out);
    text_addf(out, "scheduler = LambdaLR(optimizer, %s)  # scheduler.step() after each optimizer.step()\n",
              formula_own_name(function));
}

void code_function_optax(const Schedule *schedule, Text *out) {
    python_recipe(schedule, out);
    text_add(out, "import jax.numpy as jnp\nimport optax\n\n");
    write_values(schedule, out);
    text_add(out, "\n\ndef factor(step):\n");
    formula_write_body(schedule->function, FORMULA_JAX, "step", "    ", out);
    text_add(
        out,
        "\n\ndef schedule(step):\n    return base_lr * factor(step)\n\n\n"
        "# The optimizer is a stand-in: put your own here.\noptimizer = optax.sgd(learning_rate=schedule)\n");
}

void code_function_keras(const Schedule *schedule, Text *out) {
    python_recipe(schedule, out);
    text_add(out, "import keras\nfrom keras import ops\n\n");
    write_values(schedule, out);
    text_add(
        out,
        "\n\nclass Recipe(keras.optimizers.schedules.LearningRateSchedule):\n    def factor(self, step):\n");
    formula_write_body(schedule->function, FORMULA_KERAS, "step", "        ", out);
    text_add(
        out,
        "\n    def __call__(self, step):\n        step = ops.cast(step, \"float32\")  # whole steps up to 16 "
        "777 216\n"
        "        return base_lr * self.factor(step)\n\n    def get_config(self):\n        return {}\n\n\n"
        "learning_rate = Recipe()\n"
        "# The optimizer is a stand-in: put your own here.\n"
        "optimizer = keras.optimizers.SGD(learning_rate=learning_rate)\n");
}

/* Puts the text in single quotes, as every shell takes it. */
static void quote(const char *text, Text *out) {
    text_add(out, "'");
    for (; *text; text++) {
        if (*text == '\'')
            text_add(out, "'\\''");
        else
            text_add_bytes(out, text, 1);
    }
    text_add(out, "'");
}

void code_function_words(const Schedule *schedule, void (*add)(const char *word, void *self), void *self) {
    Text word = {0};
    text_add(&word, "--function=");
    quote(formula_text(schedule->function), &word);
    add(text_string(&word), self);
    for (ParameterId id = PARAMETER_VALUES; id < PARAMETER_ALL; id++) {
        if (!parameter_applies(schedule, id)) continue;
        text_setf(&word, "--set=%s=%s", parameter_name(schedule, id),
                  number_exact(parameter_get(schedule, id)).text);
        add(text_string(&word), self);
    }
    text_free(&word);
}
