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

/* Puts YOLOv5's own: in its warm-up an epoch has the line's factor for that epoch, and afterwards, for the scheduler
   begins one step late, that for the epoch before. */
static void put_late(Import *import, double from, double warm, double steps, double epochs, double final) {
    import_put_formula(import,
                       "def f(x):\n"
                       "    epoch = x // #\n"
                       "    if x <= #:\n"
                       "        return # + ((1 - epoch / #) * (1 - #) + # - #) * x / #\n"
                       "    return (1 - max(0, epoch - 1) / #) * (1 - #) + #\n",
                       (double[]){steps, warm, from, epochs, final, final, from, known_max(1, warm), epochs, final, final});
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
    if (!newer) {
        put_late(import, 0, iters, steps, epochs, final);
        import_note(import, "the fall is a line, as since YOLOv5 6.1; before that it was a cosine");
    }
    if (warm > 0 && biases != 0) {
        import_group(import, "biases");
        put_group(import, biases / lr);
        if (!newer) put_late(import, biases / lr, iters, steps, epochs, final);
    }
    if (node_at(root, "momentum|warmup_momentum")) import_leave(import, "momentum");
}
