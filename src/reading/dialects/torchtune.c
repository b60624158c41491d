/* torchtune (training/lr_schedulers.py). */
#include "reading/dialects.h"
#include "reading/dialects/huggingface.h"

#include <string.h>

static const Node *tune_scheduler(const Document *document) {
    const Node *scheduler = node_at(document->root, "lr_scheduler"),
               *component = node_at(scheduler, "_component_");
    return component && strstr(component->text, "torchtune.") ? scheduler : NULL;
}

int torchtune_evidence(const Document *document) {
    return tune_scheduler(document) ? PROVEN : NONE;
}

void torchtune_read(Import *import) {
    const Node *root = import->document->root, *scheduler = tune_scheduler(import->document);
    const char *name = name_last(node_at(scheduler, "_component_")->text);
    double lr = import_base_lr(import, import_number(import, root, "optimizer.lr", NAN)),
           user = import_user(import, "total_steps");
    double per_epoch = import_number_quiet(import, root, "max_steps_per_epoch"), total = user;
    if (isnan(total)) {
        import_batch(import, import_number_quiet(import, root, "batch_size"),
                     import_number_quiet(import, root, "gradient_accumulation_steps"), NAN);
        double epochs = import_number(import, root, "epochs", NAN);
        total = isnan(per_epoch) ? import_epochs(import, epochs) : epochs * per_epoch;
    }
    total = import_total(import, total);
    import_put(import, "total_steps", total);
    if (strcmp(name, "get_cosine_schedule_with_warmup") != 0) {
        import_refuse(import, "the scheduler %s is not shown", name);
        return;
    }
    huggingface_shape(import, "cosine", import_number(import, scheduler, "num_warmup_steps", NAN), total, lr,
                      scheduler);
}
