/* OpenNMT-py (onmt/utils/optimizers.py): its counter begins at 1, so update t uses n = t+1. */
#include "reading/dialects.h"
#include "reading/shapes.h"

#include <string.h>

int opennmt_evidence(const Document *document) {
    const Node *command = document_command(document, "onmt_train|train.py", "decay_method", (char *)NULL);
    if (command) return PROVEN;
    return document->kind == DOCUMENT_YAML && node_at(document->root, "decay_method") &&
                   node_at(document->root, "train_steps|learning_rate|warmup_steps")
               ? PROVEN
               : NONE;
}

void opennmt_read(Import *import) {
    const Node *command =
        document_command(import->document, "onmt_train|train.py", "decay_method", (char *)NULL);
    const Node *map = command ? command : import->document->root;
    const char *method = import_word(import, map, "decay_method", "none");
    double lr = import_number(import, map, "learning_rate", 1),
           warm = import_number(import, map, "warmup_steps", 4000);
    import_put(import, "total_steps",
               import_total(import, import_number(import, map, "train_steps", 100000)));
    if (method && !strcmp(method, "noam")) {
        double width = import_number(import, map, "hidden_size|rnn_size|dec_rnn_size|dec_hid_size", 500);
        import_base_lr(import, lr / sqrt(width * warm));
        shape_noam(import, warm, 1);
    } else if (method && !strcmp(method, "rsqrt")) {
        import_base_lr(import, lr / sqrt(warm));
        import_choose(import, "decay", "inverse_sqrt");
        import_put(import, "decay_start", known_max(0, warm - 1));
        import_put(import, "timescale", warm);
    } else if (method && !strcmp(method, "none")) {
        double start = import_number(import, map, "start_decay_steps", 50000),
               size = import_number(import, map, "decay_steps", 10000);
        double gamma = import_number(import, map, "learning_rate_decay", 0.5);
        import_base_lr(import, lr);
        if (start - size - 1 < 0)
            import_refuse(import, "a decay that begins within its first %s steps is not shown",
                          "decay_steps");
        shape_stairs(import, start - size - 1, size, gamma);
    } else {
        import_refuse(import, "decay_method %s is not shown", method ? method : "?");
    }
}
