/* SpeechBrain (speechbrain/nnet/schedulers.py), as objects in its YAML; the scheduler is stepped after the
 * update. */
#include "reading/dialects.h"
#include "reading/shapes.h"

#include <string.h>

static const Node *scheduler_of(const Node *map) {
    for (const Node *child = map ? map->first : NULL; child; child = child->next)
        if (strstr(child->text, "schedulers.") && child->kind != NODE_SCALAR) return child;
    return NULL;
}

int speechbrain_evidence(const Document *document) {
    if (document->kind != DOCUMENT_YAML) return NONE;
    const Node *found = scheduler_of(document->root);
    return found && strstr(found->text, "speechbrain.nnet.schedulers.") ? PROVEN : NONE;
}

void speechbrain_read(Import *import) {
    const Node *item = scheduler_of(import->document->root);
    const char *name = name_last(item->text);
    if (!strcmp(name, "NoamScheduler")) {
        double initial = import_number(import, item, "lr_initial", NAN),
               warm = import_number(import, item, "n_warmup_steps", NAN);
        double width = node_at(item, "model_size") && node_at(item, "model_size")->kind != NODE_NULL
                           ? import_number(import, item, "model_size", NAN)
                           : 0;
        import_base_lr(import, width > 0 ? initial / sqrt(width * warm) : initial);
        shape_noam(import, warm, 0);
        import_note(
            import,
            "update 0 runs at the optimizer's own rate, for SpeechBrain steps the scheduler after it");
    } else if (!strcmp(name, "LinearScheduler")) {
        double from = import_base_lr(import, import_number(import, item, "initial_value", NAN)),
               steps = import_steps_per_epoch(import);
        double epochs = import_number(import, item, "epoch_count", NAN);
        import_decay(import, "linear", 0, (epochs - 1) * steps,
                     import_number(import, item, "final_value", NAN) / from);
        import_put(import, "decay_interval", steps);
        import_put(import, "total_steps", import_total(import, epochs * steps));
        return;
    } else if (word_among(name, "NewBobScheduler|ReduceLROnPlateau")) {
        import_refuse(import, "%s depends on the loss: no curve can be drawn before training", name);
    } else {
        import_refuse(import, "the scheduler %s is not shown", name);
    }
    import_put(import, "total_steps", import_total(import, NAN));
}
