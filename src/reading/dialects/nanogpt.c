/* nanoGPT's configuration (train.py get_lr): (t+1)/(warmup_iters+1), then a cosine to min_lr at lr_decay_iters. */
#include "reading/dialects.h"

#include <string.h>

static const Node *settings(const Document *document) {
    if (document->kind == DOCUMENT_SHELL) return document_command(document, "train.py", "lr_decay_iters|decay_lr", (char *)NULL);
    return document->kind == DOCUMENT_PYTHON ? document->root : NULL;
}

static bool defines_it(const Document *document) {
    for (const Node *item = document->code ? document->code->body : NULL; item; item = item->next)
        if (item->kind == NODE_DEF && !strcmp(item->key, "get_lr")) return true;
    return false;
}

int nanogpt_evidence(const Document *document) {
    const Node *map = settings(document);
    if (!map || defines_it(document)) return NONE;
    bool own = node_at(map, "lr_decay_iters|decay_lr") != NULL, rate = node_at(map, "learning_rate|min_lr") != NULL;
    bool other = node_at(map, "max_iters|gradient_accumulation_steps|eval_interval|eval_iters|block_size|wandb_run_name|always_save_checkpoint") != NULL;
    if (own && (rate || document->kind == DOCUMENT_SHELL) && other) return PROVEN;
    return node_has(map, "learning_rate", "max_iters", "gradient_accumulation_steps", (char *)NULL) && node_at(map, "warmup_iters|wandb_run_name") ? LIKELY : NONE;
}

void nanogpt_read(Import *import) {
    const Node *map = settings(import->document);
    double lr = import_base_lr(import, import_number(import, map, "learning_rate", 6e-4));
    double total = import_total(import, import_number(import, map, "max_iters", 600000));
    double warm = import_number(import, map, "warmup_iters", 2000), end = import_number(import, map, "lr_decay_iters", 600000);
    import_put(import, "total_steps", total);
    if (!import_flag(import, map, "decay_lr", true)) return;
    import_warmup(import, warm, 1 / (warm + 1));
    import_decay(import, "cosine", warm, end, import_number(import, map, "min_lr", 6e-5) / lr);
    if (!node_at(map, "lr_decay_iters")) import_note(import, "lr_decay_iters 600000, nanoGPT's default");
    if (!node_at(map, "min_lr")) import_note(import, "min_lr 6e-5, nanoGPT's default");
    if (!node_at(map, "warmup_iters")) import_note(import, "warmup_iters 2000, nanoGPT's default");
}
