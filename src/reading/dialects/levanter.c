/* Levanter (levanter/optim/config.py): warm-up, stable rest, decay, cooldown, each as steps or a share of the
 * run. */
#include "reading/dialects.h"
#include "reading/shapes.h"

#include <string.h>

int levanter_evidence(const Document *document) {
    const Node *root = document->root, *optimizer = node_at(root, "optimizer");
    bool own =
        node_at(optimizer, "lr_schedule|min_lr_ratio|cooldown|warmup|warmup_ratio|stable|decay") != NULL;
    return own && node_at(optimizer, "learning_rate") && node_at(root, "trainer.num_train_steps|trainer")
               ? PROVEN
               : NONE;
}

static double share_or_steps(Import *import, const Node *map, const char *path, double fallback,
                             double total) {
    double value = import_number(import, map, path, fallback);
    return value < 1 ? floor(value * total) : floor(value);
}

void levanter_read(Import *import) {
    const Node *root = import->document->root, *optimizer = node_at(root, "optimizer");
    import_base_lr(import, import_number(import, optimizer, "learning_rate", 6e-4));
    double total = import_total(import, import_number(import, root, "trainer.num_train_steps", NAN));
    double warm = share_or_steps(import, optimizer, "warmup_ratio|warmup", 0.01, total),
           low = import_number(import, optimizer, "min_lr_ratio", 0.1);
    double stable = share_or_steps(import, optimizer, "stable", 0, total),
           cooldown = share_or_steps(import, optimizer, "cooldown", 0, total);
    const char *name = import_word(import, optimizer, "lr_schedule", "cosine");
    double start = warm + stable, end = node_at(optimizer, "decay")
                                            ? start + share_or_steps(import, optimizer, "decay", NAN, total)
                                            : total - cooldown;
    import_put(import, "total_steps", total);
    import_warmup(import, warm, 0);
    if (node_at(optimizer, "cycles|cycle_length|rewarmup")) import_refuse(import, "cycles are not shown");
    if (name && word_among(name, "cosine|linear"))
        import_decay(import, name, start, end, low); /* a cooldown goes from that rate to the same rate */
    else if (name && !strcmp(name, "constant") && cooldown > 0)
        import_decay(import, "linear", total - cooldown, total, low);
    else if (name && !strcmp(name, "constant"))
        shape_constant(import);
    else
        import_refuse(import, "lr_schedule %s is not shown", name ? name : "?");
}
