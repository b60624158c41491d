/* ESPnet and WeNet (espnet2/schedulers/warmup_lr.py): Noam's rule with the peak as the rate. */
#include "reading/dialects.h"
#include "reading/shapes.h"

#include <string.h>

int espnet_evidence(const Document *document) {
    const Node *root = document->root, *word = node_at(root, "scheduler");
    return word && word->kind == NODE_SCALAR && node_at(root, "scheduler_conf") &&
                   node_at(root, "optim_conf|optim")
               ? PROVEN
               : NONE;
}

void espnet_read(Import *import) {
    const Node *root = import->document->root, *details = node_at(root, "scheduler_conf");
    const char *name = import_word(import, root, "scheduler", NULL);
    import_base_lr(import, import_number(import, root, "optim_conf.lr", NAN));
    import_put(import, "total_steps", import_total(import, NAN));
    if (name && word_among(name, "warmuplr|WarmupLR")) {
        shape_noam(import, import_number(import, details, "warmup_steps", 25000), 1);
    } else if (name && !strcmp(name, "noamlr")) {
        import_refuse(import,
                      "noamlr is no longer ESPnet's own: its rate does not follow from optim_conf.lr alone");
    } else {
        import_refuse(import, "the scheduler %s is not shown", name ? name : "?");
    }
}
