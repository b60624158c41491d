/* AllenNLP (allennlp/training/learning_rate_schedulers). */
#include "reading/dialects.h"

#include <string.h>

static const Node *allen_scheduler(const Document *document) {
    const Node *scheduler = node_at(document->root, "trainer.learning_rate_scheduler");
    return scheduler && node_at(scheduler, "type") ? scheduler : NULL;
}

int allennlp_evidence(const Document *document) {
    return allen_scheduler(document) ? PROVEN : NONE;
}

void allennlp_read(Import *import) {
    const Node *root = import->document->root, *scheduler = allen_scheduler(import->document);
    const char *type = import_word(import, scheduler, "type", NULL);
    double epochs = import_number(
        import, node_at(scheduler, "num_epochs") ? scheduler : node_at(root, "trainer"), "num_epochs", NAN);
    double user = import_user(import, "total_steps");
    double steps = node_at(scheduler, "num_steps_per_epoch")
                       ? import_number(import, scheduler, "num_steps_per_epoch", NAN)
                   : isnan(user) ? import_steps_per_epoch(import)
                                 : user / epochs;
    double total = import_total(import, epochs * steps);
    import_put(import, "total_steps", total);
    if (type && word_among(type, "linear_with_warmup|polynomial_decay")) {
        double lr = import_base_lr(import, import_number(import, root, "trainer.optimizer.lr", NAN));
        double warm = import_number(import, scheduler, "warmup_steps", type[0] == 'l' ? 100 : 0);
        import_warmup(import, warm, 0);
        import_decay(import, "polynomial", warm, total,
                     type[0] == 'l' ? 0 : import_number(import, scheduler, "end_learning_rate", 0) / lr);
        import_put(import, "power", type[0] == 'l' ? 1 : import_number(import, scheduler, "power", 1));
    } else if (type && !strcmp(type, "constant")) {
        import_base_lr(import, import_number(import, root, "trainer.optimizer.lr", NAN));
    } else if (type && !strcmp(type, "reduce_on_plateau")) {
        import_refuse(import, "reduce_on_plateau depends on the loss: no curve can be drawn before training");
    } else {
        import_refuse(import, "the scheduler %s is not shown", type ? type : "?");
    }
}
