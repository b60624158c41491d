/* YOLOX's Exp (yolox/exp/yolox_base.py, yolox/utils/lr_scheduler.py): a quadratic warm-up, a cosine, and
   no_aug_epochs at the lowest rate. Update t uses the value of t. */
#include "reading/dialects.h"

#include <string.h>

static bool is_exp(const Document *document) {
    for (const Node *item = document->code ? document->code->body : NULL; item; item = item->next)
        if (item->kind == NODE_CLASS && strstr(item->key, "Exp")) return true;
    return false;
}

int yolox_evidence(const Document *document) {
    if (document->kind != DOCUMENT_PYTHON || !document->root) return NONE;
    bool own = node_at(document->root, "basic_lr_per_img|no_aug_epochs|yolox_loss") != NULL;
    bool known = node_at(document->root, "max_epoch|warmup_epochs|depth|num_classes") != NULL;
    return is_exp(document) && (own || known) ? PROVEN : NONE;
}

void yolox_read(Import *import) {
    const Node *root = import->document->root;
    double batch = import_user(import, "batch_size"), devices = import_user(import, "devices");
    double images = isnan(batch) ? 64 : batch * (isnan(devices) ? 1 : devices);
    double epochs = import_number(import, root, "max_epoch", 300), warm = import_number(import, root, "warmup_epochs", 5);
    double last = import_number(import, root, "no_aug_epochs", 15), ratio = import_number(import, root, "min_lr_ratio", 0.05);
    double lr = import_base_lr(import, import_number(import, root, "basic_lr_per_img", 0.01 / 64) * images);
    const char *name = import_word(import, root, "scheduler", "yoloxwarmcos");
    double first = import_number(import, root, "warmup_lr", 0) / lr, total = import_epochs(import, epochs);
    if (isnan(batch)) import_note(import, "64 images a batch, for which the recipes are written; --batch-size says another");
    import_put(import, "total_steps", import_total(import, total));
    if (!name) {
        import_choose(import, "decay", NULL);
    } else if (!strcmp(name, "yoloxwarmcos")) {
        import_warmup(import, import_epochs(import, warm), first);
        import_choose(import, "warmup_method", "power");
        import_put(import, "warmup_power", 2);
        import_decay(import, "cosine", import_epochs(import, warm), total - import_epochs(import, last), ratio);
    } else if (!strcmp(name, "warmcos")) {
        import_warmup(import, import_epochs(import, warm), first);
        import_decay(import, "cosine", import_epochs(import, warm), total, 0);
    } else if (!strcmp(name, "cos")) {
        import_decay(import, "cosine", 0, total, 0);
    } else {
        import_refuse(import, "its scheduler %s is not shown", name);
    }
}
