/* PyTorch Lightning's command-line configuration: classes of torch by their path. LightningCLI steps the
   scheduler once an epoch. */
#include "reading/dialects.h"
#include "reading/shapes.h"

#include <string.h>

#define TORCH "torch.optim.lr_scheduler."

static const Node *scheduler_of(const Document *document) {
    const Node *scheduler = node_at(document->root, "lr_scheduler|model.lr_scheduler"),
               *path = node_at(scheduler, "class_path");
    return path && !strncmp(path->text, TORCH, strlen(TORCH)) ? scheduler : NULL;
}

int lightning_evidence(const Document *document) {
    return scheduler_of(document) ? PROVEN : NONE;
}

static void read_multistep(Import *import, const Node *details, double steps) {
    double falls[32];
    int count = import_list(import, details, "milestones", falls, 32);
    if (count < 0) count = 1, falls[0] = NAN;
    for (int i = 0; i < count; i++) falls[i] *= steps;
    import_multistep(import, falls, count, import_number(import, details, "gamma", 0.1));
}

/* Reads CosineAnnealingLR. Behind T_max the cosine goes up again, so there are as many half waves as the run
   has room for. */
static void read_cosine(Import *import, const Node *details, double lr, double epochs, double steps) {
    double wave = import_number(import, details, "T_max", NAN),
           low = import_number(import, details, "eta_min", 0) / lr;
    if (!(epochs > wave)) {
        import_decay(import, "cosine", 0, wave * steps, low);
        return;
    }
    import_decay(import, "cosine", 0, epochs * steps, low);
    import_put(import, "num_cycles", epochs / wave / 2);
}

void lightning_read(Import *import) {
    const Node *root = import->document->root, *scheduler = scheduler_of(import->document);
    const Node *details = node_at(scheduler, "init_args");
    const char *name = node_at(scheduler, "class_path")->text + strlen(TORCH);
    double lr = import_base_lr(
        import, import_number(import, root, "optimizer.init_args.lr|model.optimizer.init_args.lr", NAN));
    double steps = import_steps_per_epoch(import),
           epochs = import_number_quiet(import, root, "trainer.max_epochs");
    double total = import_total(import, epochs * steps);
    import_put(import, "total_steps", total);
    import_put(import, "decay_interval", steps);
    if (!strcmp(name, "CosineAnnealingLR")) {
        read_cosine(import, details, lr, total / steps, steps);
    } else if (!strcmp(name, "StepLR")) {
        shape_stairs(import, 0, steps * import_number(import, details, "step_size", NAN),
                     import_number(import, details, "gamma", 0.1));
    } else if (!strcmp(name, "MultiStepLR")) {
        read_multistep(import, details, steps);
    } else if (!strcmp(name, "ExponentialLR")) {
        shape_stairs(import, 0, steps, import_number(import, details, "gamma", NAN));
    } else if (!strcmp(name, "ReduceLROnPlateau")) {
        import_refuse(import, "ReduceLROnPlateau depends on the loss: no curve can be drawn before training");
    } else {
        import_refuse(import, "the scheduler %s is not shown", name);
    }
}
