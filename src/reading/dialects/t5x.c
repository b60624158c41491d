/* T5X (t5x/utils.py, create_learning_rate_scheduler): a product of named factors. */
#include "reading/dialects.h"
#include "reading/shapes.h"

#include <string.h>

/* gin writes bindings one by one or as a block; both are reached by the same paths. */
#define OF(name)                                                                                             \
    "utils.create_learning_rate_scheduler." name "|create_learning_rate_scheduler." name                     \
    "|t5x.utils.create_learning_rate_scheduler." name

static bool has_scheduler(const Node *root) {
    return node_at(root, OF("factors") "|" OF("base_learning_rate") "|" OF("warmup_steps")) != NULL;
}

int t5x_evidence(const Document *document) {
    return document->kind == DOCUMENT_GIN && has_scheduler(document->root) ? PROVEN : NONE;
}

static bool has_factor(const char *factors, const char *name) {
    size_t length = strlen(name);
    for (const char *at = factors; (at = strstr(at, name)); at += length) {
        bool starts = at == factors || at[-1] == ' ' || at[-1] == '*',
             ends = !at[length] || at[length] == ' ' || at[length] == '*';
        if (starts && ends) return true;
    }
    return false;
}

void t5x_read(Import *import) {
    const Node *map = import->document->root;
    const char *factors = import_word(import, map, OF("factors"), "constant * linear_warmup * rsqrt_decay");
    double lr = factors && has_factor(factors, "constant")
                    ? import_number(import, map, OF("base_learning_rate"), 0.5)
                    : 1;
    double warm = import_number(import, map, OF("warmup_steps"), 1000);
    import_put(import, "total_steps",
               import_total(import, import_number_quiet(
                                        import, import->document->root,
                                        "TRAIN_STEPS|train.total_steps|train_script.train.total_steps")));
    if (!factors) {
        import_choose(import, "decay", NULL);
        return;
    }
    bool root = has_factor(factors, "rsqrt_decay"),
         normalized = has_factor(factors, "rsqrt_normalized_decay");
    bool cosine = has_factor(factors, "cosine_decay"), stairs = has_factor(factors, "decay_every");
    lr = import_base_lr(import, root ? lr / sqrt(warm) : lr);
    if (has_factor(factors, "linear_warmup")) import_warmup(import, warm, 0);
    if (has_factor(factors, "linear_decay") || root + normalized + cosine + stairs > 1)
        import_refuse(import, "the factors %s together are not shown", factors);
    if (import_number(import, map, OF("step_offset"), 0) != 0)
        import_refuse(import, "step_offset is not shown");
    if (root || normalized) {
        import_choose(import, "decay", "inverse_sqrt");
        import_put(import, "decay_start", warm);
        import_put(import, "timescale", warm);
    } else if (cosine) {
        import_decay(import, "cosine_restarts", warm, NAN, 0);
        import_put(import, "decay_steps", 1);
        import_put(import, "cycle_steps", import_number(import, map, OF("steps_per_cycle"), 100000));
        import_put(import, "cycle_mult", 1);
    } else if (stairs) {
        shape_stairs(import, 0, import_number(import, map, OF("steps_per_decay"), 20000),
                     import_number(import, map, OF("decay_factor"), 0.5));
    }
    if (node_at(map, OF("min_learning_rate")))
        import_put(import, "floor", import_number(import, map, OF("min_learning_rate"), NAN) / lr);
}
