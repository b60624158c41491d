/* nanochat (scripts/base_train.py, get_lr_multiplier): (t+1)/warm-up, constant, a line down over the last
   share of the run. The rate shown is the matrices'. */
#include "reading/dialects.h"

static const Node *command_of(const Document *document) {
    return document_command(document, "base_train",
                            "num_iterations|warmdown_ratio|warmup_ratio|matrix_lr|depth", (char *)NULL);
}

int nanochat_evidence(const Document *document) {
    return command_of(document) ? PROVEN : NONE;
}

void nanochat_read(Import *import) {
    const Node *command = command_of(import->document);
    double total = import_total(import, import_number(import, command, "num_iterations", NAN));
    double warm = rint(total * import_number(import, command, "warmup_ratio", 0));
    double fall = rint(total * import_number(import, command, "warmdown_ratio", 0.2));
    import_base_lr(import, import_number(import, command, "matrix_lr", 0.02));
    import_put(import, "total_steps", total);
    import_warmup_counted(import, warm, 0, 1);
    import_decay(import, "linear", total - fall, total, import_number(import, command, "final_lr_frac", 0));
    import_leave(import, "the rates of the embeddings, which the width of the model scales");
}
