/* PaddleDetection (ppdet/optimizer/optimizer.py), PaddleClas and PaddleOCR (optimizer/learning_rate.py):
   paddle's LinearWarmup before a schedule that begins at its end. */
#include "reading/dialects.h"
#include "reading/shapes.h"

#include <string.h>

enum { FALLS_MAX = 32 };

static const Node *detection_section(const Document *document) {
    const Node *section = node_at(document->root, "LearningRate");
    return section && node_at(section, "base_lr|schedulers") ? section : NULL;
}

int paddle_detection_evidence(const Document *document) {
    return detection_section(document) ? PROVEN : NONE;
}

/* "!PiecewiseDecay {…}", or a map with its name. */
static bool is_named(const Node *item, const char *name) {
    const Node *word = node_at(item, "name");
    return !strcmp(item->text, name) || (word && !strcmp(word->text, name));
}

static void put_detection_decay(Import *import, const Node *item, double warm, double epochs) {
    double steps = import_steps_per_epoch(import), values[FALLS_MAX], factors[FALLS_MAX];
    if (is_named(item, "PiecewiseDecay")) {
        int count = import_list(import, item, "milestones", values, FALLS_MAX - 1);
        if (node_at(item, "values") && node_at(item, "values")->kind != NODE_NULL) {
            import_refuse(import, "PiecewiseDecay has a list of rates of its own");
            return;
        }
        if (count == -1) count = 2, values[0] = 8, values[1] = 11;
        if (count < 0) count = 1, values[0] = NAN;
        int gammas = import_list(import, item, "gamma", factors, FALLS_MAX);
        if (gammas > 1) import_refuse(import, "PiecewiseDecay has a gamma for each milestone");
        for (int i = 0; i < count; i++) values[i] *= steps;
        import_multistep(import, values, count, gammas == -1 ? 0.1 : factors[0]);
    } else if (is_named(item, "CosineDecay")) {
        double end = import_number(import, item, "max_epochs", epochs);
        bool after = import_flag(import, item, "use_warmup", true);
        import_decay(import, "cosine", after ? warm : 0, end * steps,
                     import_number(import, item, "min_lr_ratio", 0));
    } else {
        import_refuse(import, "%s is not shown", *item->text ? item->text : "a scheduler without a name");
    }
}

void paddle_detection_read(Import *import) {
    const Node *root = import->document->root, *section = detection_section(import->document);
    const Node *list = node_at(section, "schedulers"), *decay = NULL;
    double epochs = import_number(import, root, "epoch", NAN), warm = 0;
    import_base_lr(import, import_number(import, section, "base_lr", 0.01));
    for (const Node *item = list ? list->first : NULL; item; item = item->next) {
        if (is_named(item, "LinearWarmup")) {
            bool by_epoch = node_at(item, "epochs") && node_at(item, "epochs")->kind != NODE_NULL;
            warm = by_epoch ? import_epochs(import, import_number(import, item, "epochs", NAN))
                            : import_number(import, item, "steps", 500);
            import_warmup(import, warm, import_number(import, item, "start_factor", 1.0 / 3));
        } else if (is_named(item, "BurninWarmup") || is_named(item, "ExpWarmup")) {
            import_refuse(import, "%s is not shown", item->text);
        } else {
            decay = item;
        }
    }
    import_put(import, "total_steps", import_total(import, import_epochs(import, epochs)));
    if (decay)
        put_detection_decay(import, decay, warm, epochs);
    else if (!list || list->kind == NODE_NULL)
        import_need(import, false, "schedulers", "the list of schedulers"),
            import_choose(import, "decay", NULL);
}

static const Node *classification_section(const Document *document) {
    const Node *section = node_at(document->root, "Optimizer.lr");
    return section && section->kind == NODE_MAP && node_at(section, "name|learning_rate|values") ? section
                                                                                                 : NULL;
}

int paddle_classification_evidence(const Document *document) {
    return classification_section(document) ? PROVEN : NONE;
}

static void put_pieces(Import *import, const Node *section, double steps, double warm) {
    double falls[FALLS_MAX], values[FALLS_MAX], starts[FALLS_MAX];
    int count = import_list(import, section, "decay_epochs", falls, FALLS_MAX - 2);
    int rates = import_list(import, section, "values", values, FALLS_MAX - 1);
    if (count < 0 || rates != count + 1) {
        import_refuse(import, "decay_epochs and values are no lists that fit each other");
        return;
    }
    double lr = import_base_lr(import, values[0]);
    for (int i = 0; i < rates; i++) {
        starts[i] = i ? warm + falls[i - 1] * steps : 0;
        values[i] /= lr;
    }
    shape_pieces(import, starts, values, rates);
}

void paddle_classification_read(Import *import) {
    const Node *root = import->document->root, *section = classification_section(import->document);
    const char *name = import_word(import, section, "name", "Const");
    double steps = import_steps_per_epoch(import),
           epochs = import_number(import, root, "Global.epochs|Global.epoch_num", NAN);
    double warm = round(steps * import_number(import, section, "warmup_epoch", 0)), total = epochs * steps;
    double start = import_number(import, section, "warmup_start_lr", 0);
    import_put(import, "total_steps", import_total(import, total));
    if (name && !strcmp(name, "Piecewise")) {
        put_pieces(import, section, steps, warm);
        import_warmup(import, warm, 0);
        if (start != 0) import_refuse(import, "warmup_start_lr of a piecewise schedule is not shown");
        return;
    }
    double lr = import_base_lr(import, import_number(import, section, "learning_rate", 0.001));
    import_warmup(import, warm, start / lr);
    if (name && !strcmp(name, "Cosine")) {
        import_decay(import, "cosine", warm, total, import_number(import, section, "eta_min", 0) / lr);
    } else if (name && !strcmp(name, "Linear")) {
        import_decay(import, "polynomial", warm, total, import_number(import, section, "end_lr", 0) / lr);
        import_put(import, "power", import_number(import, section, "power", 1));
    } else if (name && !strcmp(name, "Step")) {
        shape_stairs(import, warm, steps * import_number(import, section, "step_size", NAN),
                     import_number(import, section, "gamma", 0.1));
    } else if (name && !strcmp(name, "MultiStepDecay")) {
        double falls[FALLS_MAX];
        int count = import_list(import, section, "milestones", falls, FALLS_MAX);
        if (count < 0) count = 1, falls[0] = NAN;
        for (int i = 0; i < count; i++) falls[i] = warm + falls[i] * steps;
        import_multistep(import, falls, count, import_number(import, section, "gamma", 0.1));
    } else if (name && word_among(name, "Const|ConstLR")) {
        shape_constant(import);
    } else {
        import_refuse(import, "the schedule %s is not shown", name ? name : "?");
    }
    if (import_word(import, section, "by_epoch", NULL) && import_flag(import, section, "by_epoch", false))
        import_put(import, "decay_interval", steps);
}
