/* I-JEPA (src/utils/schedulers.py): the scheduler is stepped before the update, so update t has n = t+1. */
#include "reading/dialects.h"

int ijepa_evidence(const Document *document) {
    const Node *section = node_at(document->root, "optimization");
    return section && node_has(section, "ipe_scale", "start_lr", "final_lr", (char *)NULL) ? PROVEN : NONE;
}

void ijepa_read(Import *import) {
    const Node *section = node_at(import->document->root, "optimization");
    double lr = import_base_lr(import, import_number(import, section, "lr", NAN)),
           steps = import_steps_per_epoch(import);
    double start = import_number(import, section, "start_lr", NAN) / lr,
           final = import_number(import, section, "final_lr", 0) / lr;
    double warm = floor(steps * import_number(import, section, "warmup", NAN));
    double epochs = import_number(import, section, "epochs", NAN),
           scale = import_number(import, section, "ipe_scale", 1.25);
    import_put(import, "total_steps", import_total(import, steps * epochs));
    import_warmup_counted(import, warm, start, 1);
    import_decay(import, "cosine", known_max(0, warm - 1),
                 known_max(0, warm - 1) + floor(scale * steps * epochs) - warm, final);
}
