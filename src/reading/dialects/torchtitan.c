/* torchtitan (components/optimizer/lr_scheduler.py): (t+1)/warmup_steps, a stable rest, then the decay. */
#include "reading/dialects.h"

#include <string.h>

int torchtitan_evidence(const Document *document) {
    const Node *root = document->root;
    if (document->kind != DOCUMENT_INI || !node_at(root, "optimizer.lr")) return NONE;
    return node_at(root,
                   "training.steps|lr_scheduler.warmup_steps|training.warmup_steps|lr_scheduler.decay_ratio")
               ? PROVEN
               : NONE;
}

void torchtitan_read(Import *import) {
    const Node *root = import->document->root;
    bool old = node_at(root, "training.warmup_steps") && !node_at(root, "lr_scheduler");
    import_base_lr(import, import_number(import, root, "optimizer.lr", 8e-4));
    double total = import_total(import, import_number(import, root, "training.steps", 10000));
    double warm =
        import_number(import, root, old ? "training.warmup_steps" : "lr_scheduler.warmup_steps", 200);
    double ratio = import_number_quiet(import, root, "lr_scheduler.decay_ratio");
    if (node_at(root, "lr_scheduler.decay_ratio"))
        ratio = import_number(import, root, "lr_scheduler.decay_ratio", NAN);
    double length =
        node_at(root, "lr_scheduler.decay_ratio") ? known_min(round(total * ratio), total - warm) : total - warm;
    const char *type = import_word(import, root, "lr_scheduler.decay_type", "linear");
    const char *word = type && !strcmp(type, "sqrt") ? "one_minus_sqrt" : type;
    import_put(import, "total_steps", total);
    import_warmup_counted(import, old ? warm + 1 : warm, 0, 1);
    if (!old)
        import_note(import, "the warm-up counts (t+1)/warmup_steps, as torchtitan does since 2025; before it "
                            "was (t+1)/(warmup_steps+1)");
    if (word && !word_among(word, "linear|cosine|one_minus_sqrt"))
        import_refuse(import, "decay_type %s is not one of torchtitan's", word);
    import_decay(import, word, total - length, total,
                 import_number(import, root, "lr_scheduler.min_lr_factor|lr_scheduler.lr_min", 0));
}
