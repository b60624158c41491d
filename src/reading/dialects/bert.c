/* Google's BERT and its relatives in TensorFlow 1 (optimization.py): a line to 0 over the whole run, which
   the warm-up replaces while it lasts. */
#include "reading/dialects.h"

#include <string.h>

static const Node *command_of(const Document *document) {
    const Node *command = document_command(
        document, "run_", "num_warmup_steps|warmup_proportion|num_train_steps", (char *)NULL);
    return command && node_at(command, "bert_config_file|albert_config_file|init_checkpoint|train_batch_size")
               ? command
               : NULL;
}

int bert_evidence(const Document *document) {
    return command_of(document) ? PROVEN : NONE;
}

void bert_read(Import *import) {
    const Node *command = command_of(import->document);
    bool tunes = !strstr(command->text, "pretraining");
    import_base_lr(import, import_number(import, command, "learning_rate", 5e-5));
    double total = import_user(import, "total_steps");
    if (isnan(total))
        total = !tunes || node_at(command, "num_train_steps")
                    ? import_number(import, command, "num_train_steps", 100000)
                    : floor(import_epochs(import, import_number(import, command, "num_train_epochs", 3)));
    total = import_total(import, total);
    double warm = tunes && !node_at(command, "num_warmup_steps")
                      ? floor(total * import_number(import, command, "warmup_proportion", 0.1))
                      : import_number(import, command, "num_warmup_steps", 10000);
    import_put(import, "total_steps", total);
    import_warmup(import, warm, 0);
    import_choose(import, "warmup_join", "replace");
    import_decay(import, "linear", 0, total, 0);
}
