/* The rate that an optimizer is given, and the numbers that a script keeps under usual names. */
#include "code/readers.h"

#include <string.h>

static bool is_optimizer(const Node *call) {
    static const char *const names[] = {"SGD",       "Adam",    "AdamW",     "NAdam",   "RAdam",
                                        "Adamax",    "Adagrad", "Adadelta",  "RMSprop", "LBFGS",
                                        "Adafactor", "Lion",    "SparseAdam"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (span_is(call->name, names[i])) return true;
    return span_is(call->owner, "optim");
}

/* [{"params": a, "lr": 0.1}, ...]: groups with rates of their own. */
static void skip_groups(CodeImport *import, Match *match, const Node *call) {
    const Node *groups = match_resolve(match, call->first);
    bool any = false;
    for (const Node *group = groups->kind == NODE_LIST ? groups->first : NULL; group; group = group->next)
        any = any || (group->kind == NODE_LIST && match_argument(group, "lr", -1));
    if (any) code_import_skip(import, "parameter groups with an lr of their own");
}

bool optimizer_read(CodeImport *import, Match *match) {
    for (size_t i = 0; i < match->call_count; i++) {
        const Node *call = match->calls[i];
        const Node *lr = is_optimizer(call) ? match_argument(call, "lr", 1) : NULL;
        if (!lr) continue;
        skip_groups(import, match, call);
        code_import_source(import, call->name);
        return code_import_number(import, match, PARAMETER_BASE_LR, lr);
    }
    return false;
}

/* Names that code keeps such numbers under. */
void names_read(CodeImport *import, Match *match) {
    static const struct {
        const char *name;
        ParameterId id;
    } names[] = {{"base_lr", PARAMETER_BASE_LR},
                 {"learning_rate", PARAMETER_BASE_LR},
                 {"lr", PARAMETER_BASE_LR},
                 {"total_steps", PARAMETER_TOTAL_STEPS},
                 {"max_steps", PARAMETER_TOTAL_STEPS},
                 {"num_training_steps", PARAMETER_TOTAL_STEPS},
                 {"max_iters", PARAMETER_TOTAL_STEPS},
                 {"num_steps", PARAMETER_TOTAL_STEPS}};
    code_import_source(import, (Span){"assignments", strlen("assignments")});
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const Node *node = readers_value(match, names[i].name);
        double value;
        if (import->explicit[names[i].id] || !node || !match_number(match, node, &value)) continue;
        code_import_put(import, names[i].id, value);
    }
}
