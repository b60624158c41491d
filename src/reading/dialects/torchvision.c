/* torchvision's references. Classification (references/classification/train.py) steps a SequentialLR once an
   epoch; detection (references/detection/train.py, engine.py) steps a MultiStepLR or cosine once an epoch and warms
   up by update in epoch 0: min(1000, len - 1) updates from 1/1000. */
#include "reading/dialects.h"

#include <string.h>

static const Node *classification(const Document *document) {
    return document_command(document, "", "lr-warmup-epochs|lr-warmup-method|lr-warmup-decay", (char *)NULL);
}

static const Node *detection(const Document *document) {
    const Node *command = document_command(document, "train.py", "lr-steps|aspect-ratio-group-factor|rpn-score-thresh|trainable-backbone-layers", (char *)NULL);
    return command && node_at(command, "dataset|model|aspect-ratio-group-factor") ? command : NULL;
}

int torchvision_evidence(const Document *document) {
    return classification(document) || detection(document) ? PROVEN : NONE;
}

static void read_classification(Import *import, const Node *command) {
    double epochs = import_number(import, command, "epochs", 90), warm = import_number(import, command, "lr-warmup-epochs", 0);
    double lr = import_base_lr(import, import_number(import, command, "lr", 0.1));
    const char *name = import_word(import, command, "lr-scheduler", "steplr"), *method = import_word(import, command, "lr-warmup-method", "constant");
    double steps = import_steps_per_epoch(import), min = import_number(import, command, "lr-min", 0);
    double start = warm * steps, gamma = import_number(import, command, "lr-gamma", 0.1);
    import_put(import, "total_steps", import_total(import, epochs * steps));
    import_warmup(import, start, import_number(import, command, "lr-warmup-decay", 0.01));
    import_choose(import, "warmup_method", method);
    if (name && !strcmp(name, "cosineannealinglr")) {
        import_decay(import, "cosine", start, epochs * steps, min / lr);
    } else if (name && (!strcmp(name, "steplr") || !strcmp(name, "exponentiallr"))) {
        bool stairs = !strcmp(name, "steplr");
        import_choose(import, "decay", stairs ? "step" : "exponential");
        import_put(import, "decay_start", start);
        import_put(import, "step_size", steps * (stairs ? import_number(import, command, "lr-step-size", 30) : 1));
        import_put(import, "gamma", gamma);
    } else {
        import_refuse(import, "--lr-scheduler %s is not one of its own", name ? name : "?");
    }
    import_by_epoch(import);
}

static void read_detection(Import *import, const Node *command) {
    double falls[32], epochs = import_number(import, command, "epochs", 26), steps = import_steps_per_epoch(import);
    double lr = import_base_lr(import, import_number(import, command, "lr", 0.02));
    int count = import_option_list(import, command, "lr-steps", falls, 32);
    const char *name = import_word(import, command, "lr-scheduler", "multisteplr");
    (void)lr;
    if (count == -1) count = 2, falls[0] = 16, falls[1] = 22;
    if (count < 0) count = 1, falls[0] = NAN;
    for (int i = 0; i < count; i++) falls[i] *= steps;
    import_put(import, "total_steps", import_total(import, epochs * steps));
    import_warmup(import, known_min(1000, steps - 1), 1.0 / 1000);
    if (name && !strcmp(name, "multisteplr"))
        import_multistep(import, falls, count, import_number(import, command, "lr-gamma", 0.1));
    else if (name && !strcmp(name, "cosineannealinglr"))
        import_decay(import, "cosine", 0, epochs * steps, 0), import_put(import, "decay_interval", steps);
    else
        import_refuse(import, "--lr-scheduler %s is not one of its own", name ? name : "?");
}

void torchvision_read(Import *import) {
    const Node *command = classification(import->document);
    if (command)
        read_classification(import, command);
    else
        read_detection(import, detection(import->document));
}
