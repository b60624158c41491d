/* axolotl (axolotl/core/builders/base.py): Hugging Face's schedules, with keys and defaults of its own. */
#include "reading/dialects.h"
#include "reading/dialects/huggingface.h"

#include <string.h>

int axolotl_evidence(const Document *document) {
    const Node *root = document->root, *word = node_at(root, "lr_scheduler");
    if (document->kind != DOCUMENT_YAML || !word || word->kind != NODE_SCALAR ||
        !node_at(root, "learning_rate"))
        return NONE;
    if (node_at(root, "max_train_steps|max_train_epochs|lr_warmup_steps"))
        return NONE; /* kohya's, diffusers' */
    bool own =
        node_at(root, "micro_batch_size|base_model|sequence_len|datasets|adapter|sample_packing") != NULL;
    bool length = node_at(root, "num_epochs|max_steps") != NULL;
    return own || length ? PROVEN : node_at(root, "warmup_steps|warmup_ratio") ? LIKELY : NONE;
}

/* Returns warmup_steps, else a share of the run, else the smaller of 3 % of it and 100. */
static double axolotl_warmup(Import *import, const Node *root, double total) {
    const Node *steps = node_at(root, "warmup_steps"), *ratio = node_at(root, "warmup_ratio");
    if (steps && steps->kind != NODE_NULL) {
        double given = import_number(import, root, "warmup_steps", NAN);
        return given > 0 && given < 1 ? ceil(given * total) : given; /* a share of the run, in transformers 5 */
    }
    if (ratio && ratio->kind != NODE_NULL)
        return floor(total * import_number(import, root, "warmup_ratio", NAN));
    return known_min(floor(0.03 * total), 100);
}

void axolotl_read(Import *import) {
    const Node *root = import->document->root;
    double lr = import_base_lr(import, import_number(import, root, "learning_rate", NAN));
    double steps = import_number(import, root, "max_steps", -1), user = import_user(import, "total_steps");
    if (isnan(user) && !(steps > 0) && !isnan(steps)) {
        import_batch(import, import_number_quiet(import, root, "micro_batch_size"),
                     import_number_quiet(import, root, "gradient_accumulation_steps"), NAN);
        steps = import_epochs(import, import_number(import, root, "num_epochs", 1));
    }
    double total = import_total(import, steps);
    const char *type = import_word(import, root, "lr_scheduler", "cosine");
    const Node *details = import_follow(import, node_at(root, "lr_scheduler_kwargs"));
    import_put(import, "total_steps", total);
    if (type && word_among(type, "one_cycle|rex|log_sweep")) {
        import_refuse(import, "lr_scheduler %s is not shown", type);
        return;
    }
    if (import_flag(import, root, "lr_quadratic_warmup", false)) import_refuse(import, "lr_quadratic_warmup is not shown");
    if (import_number(import, root, "jagged_restart_steps", 0) != 0 || import_number(import, root, "relora_steps", 0) != 0)
        import_refuse(import, "jagged restarts are not shown");
    double low = import_number(import, root, "cosine_min_lr_ratio", 0), share = import_number(import, root, "cosine_constant_lr_ratio", 0);
    if (type && !strcmp(type, "cosine") && low != 0) { /* which it reaches at that share of the run */
        double warm = axolotl_warmup(import, root, total);
        import_warmup(import, warm, 0);
        import_decay(import, "cosine", warm, share != 0 ? floor(total * share) : total, low);
        return;
    }
    huggingface_shape(import, type, axolotl_warmup(import, root, total), total, lr,
                      details && details->kind == NODE_MAP ? details : NULL);
}
