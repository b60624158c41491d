/* Ultralytics (ultralytics/engine/trainer.py) and YOLOv5 (train.py): in the warm-up each group's rate goes
   from 0, the biases' from warmup_bias_lr, to what the epoch's factor gives; that factor changes once an
   epoch. */
#include "reading/dialects.h"

#include <string.h>

int ultralytics_evidence(const Document *document) {
    if (document->kind != DOCUMENT_YAML && document->kind != DOCUMENT_JSON &&
        document->kind != DOCUMENT_PYTHON)
        return NONE;
    return node_has(document->root, "lr0", "lrf", (char *)NULL) ||
                   node_has(document->root, "lr0", "warmup_bias_lr", (char *)NULL)
               ? PROVEN
               : NONE;
}

static void put_group(Import *import, double from) {
    import_choose(import, "warmup_join", "blend");
    import_put(import, "warmup_factor", from);
}

void ultralytics_read(Import *import) {
    const Node *root = import->document->root;
    bool newer =
        node_at(root, "task|optimizer|cos_lr|epochs|batch|nbs") != NULL; /* YOLOv5's file has none of these */
    const char *optimizer = import_word(import, root, "optimizer", newer ? "auto" : "SGD");
    bool chosen = newer && optimizer && !strcmp(optimizer, "auto");
    double lr = chosen ? import_user(import, "base_lr") : import_number(import, root, "lr0", 0.01);
    if (chosen) {
        import_note(import, "optimizer auto sets lr0 and warmup_bias_lr itself: 0.01 and SGD for runs of "
                            "more than 10000 updates");
        if (isnan(lr))
            import_need(import, true, "base_lr", "optimizer is auto, which chooses the rate itself");
    }
    lr = import_base_lr(import, lr);
    double final = import_number(import, root, "lrf", 0.01), steps = import_steps_per_epoch(import);
    double epochs =
        newer ? import_number(import, root, "epochs", 100) : import_user(import, "total_steps") / steps;
    double total = import_total(import, epochs * steps),
           warm = import_number(import, root, "warmup_epochs", 3);
    double biases = chosen ? 0 : import_number(import, root, "warmup_bias_lr", 0.1);
    bool cosine = import_flag(import, root, "cos_lr", false);
    double iters = warm > 0 ? known_max(round(warm * steps), 100) : warm;
    import_put(import, "total_steps", total);
    import_warmup(import, iters, 0);
    put_group(import, 0);
    import_decay(import, cosine ? "cosine" : "linear", 0, epochs * steps, final);
    import_put(import, "decay_interval", steps);
    if (warm > 0 && biases != 0) {
        import_group(import, "biases");
        put_group(import, biases / lr);
    }
    if (node_at(root, "momentum|warmup_momentum")) import_leave(import, "momentum");
}
