/* litgpt (pretrain.py, get_lr): a line, then a cosine to min_lr over the run's tokens. */
#include "reading/dialects.h"

int litgpt_evidence(const Document *document) {
    const Node *train = node_at(document->root, "train");
    return train && node_at(train, "lr_warmup_steps") &&
                   node_at(train, "max_tokens|max_steps|epochs|min_lr|micro_batch_size|global_batch_size")
               ? PROVEN
               : NONE;
}

void litgpt_read(Import *import) {
    const Node *root = import->document->root, *train = node_at(root, "train");
    double lr = import_base_lr(
        import, import_number(import, root, "optimizer.init_args.lr|optimizer.lr|train.learning_rate", NAN));
    double total = import_user(import, "total_steps"),
           tokens = import_number_quiet(import, train, "max_tokens");
    if (isnan(total) && node_at(train, "max_steps") && node_at(train, "max_steps")->kind != NODE_NULL)
        total = import_number(import, train, "max_steps", NAN);
    if (isnan(total) && !isnan(tokens))
        total = floor(tokens /
                      (import_number(import, train, "global_batch_size", 512) *
                       import_number(import, root, "train.max_seq_length|model_config.block_size", NAN)));
    if (isnan(total)) total = import_epochs(import, import_number(import, train, "epochs", NAN));
    total = import_total(import, total);
    double warm = import_number(import, train, "lr_warmup_steps", 2000);
    import_put(import, "total_steps", total);
    import_warmup(import, warm, 0);
    import_note(import, "litgpt counts micro-batches: its steps may lie up to one update later");
    import_decay(import, "cosine", warm, total, import_number(import, train, "min_lr", 6e-5) / lr);
}
