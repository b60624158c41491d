/* PaddleDetection (ppdet/optimizer/optimizer.py), PaddleSeg (paddleseg/cvlibs/config.py), PaddleClas and PaddleOCR
   (optimizer/learning_rate.py):
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

/* Puts the falls at milestones. One gamma is the first factor, and each further one is a tenth of the one before,
   whatever gamma is; a list has the factor of each milestone. */
static void put_falls(Import *import, const Node *item, double steps) {
    double falls[FALLS_MAX], gammas[FALLS_MAX], starts[FALLS_MAX + 1] = {0}, factors[FALLS_MAX + 1] = {1};
    int count = import_list(import, item, "milestones", falls, FALLS_MAX - 2), given = import_list(import, item, "gamma", gammas, FALLS_MAX);
    bool list = import_follow(import, node_at(item, "gamma")) && import_follow(import, node_at(item, "gamma"))->kind == NODE_LIST;
    if (node_at(item, "values") && node_at(item, "values")->kind != NODE_NULL) {
        import_refuse(import, "PiecewiseDecay has a list of rates of its own");
        return;
    }
    if (count == -1) count = 2, falls[0] = 8, falls[1] = 11;
    if (count == -2) count = 1, falls[0] = NAN;
    if (list && given >= 0 && given != count) import_refuse(import, "PiecewiseDecay has %d milestones and %d gammas", count, given);
    for (int i = 0; i < count; i++) {
        starts[i + 1] = falls[i] * steps;
        factors[i + 1] = list ? gammas[i] : given == -1 ? (i ? factors[i] / 10 : 0.1) : i ? factors[i] / 10 : gammas[0];
    }
    if (given == -1 && count != 2) import_refuse(import, "gamma is not in the text, and paddle's own are for two milestones");
    shape_pieces(import, starts, factors, count + 1);
}

/* Puts the cosine, which ends last_plateau_epochs before the run's end. */
static void put_detection_cosine(Import *import, const Node *item, double warm, double epochs, double steps) {
    double end = import_number(import, item, "max_epochs", 1000), last = import_number(import, item, "last_plateau_epochs", 0);
    if (warm == 0 && last == 0 && end < epochs) import_refuse(import, "its cosine of %g epochs goes up again in a run of %g", end, epochs);
    import_decay(import, "cosine", warm, (end - last) * steps, import_number(import, item, "min_lr_ratio", 0));
}

/* Puts the warm-up, of at least one step, which nothing else changes while it lasts. */
static double put_detection_warmup(Import *import, const Node *item) {
    bool linear = is_named(item, "LinearWarmup");
    const Node *epochs = node_at(item, "epochs");
    bool by_epoch = epochs && epochs->kind != NODE_NULL && import_flag(import, item, "epochs_first", true);
    double steps = by_epoch ? import_epochs(import, import_number(import, item, "epochs", NAN)) : import_number(import, item, "steps", linear ? 500 : 1000);
    double warm = known_max(1, steps);
    import_warmup(import, warm, linear ? import_number(import, item, "start_factor", 1.0 / 3) : 0);
    import_choose(import, "warmup_join", "replace");
    if (linear) return warm;
    import_choose(import, "warmup_method", "power");
    import_put(import, "warmup_power", import_number(import, item, "power", 2));
    return warm;
}

/* The first scheduler is the decay, and the second one the warm-up, unless the decay says use_warmup: False. */
void paddle_detection_read(Import *import) {
    const Node *root = import->document->root, *section = detection_section(import->document);
    const Node *list = node_at(section, "schedulers"), *decay = NULL, *rise = NULL;
    double epochs = import_number(import, root, "epoch", NAN), warm = 0, steps;
    import_base_lr(import, import_number(import, section, "base_lr", 0.01));
    import_put(import, "total_steps", import_total(import, import_epochs(import, epochs)));
    for (const Node *item = list ? list->first : NULL; item; item = item->next) {
        bool warms = is_named(item, "LinearWarmup") || is_named(item, "ExpWarmup");
        if (is_named(item, "BurninWarmup")) import_refuse(import, "%s is not shown", item->text);
        *(warms ? &rise : &decay) = item;
    }
    if (!decay) {
        import_need(import, false, "schedulers", "the list of schedulers");
        import_choose(import, "decay", NULL);
        return;
    }
    if (rise && import_flag(import, decay, "use_warmup", true)) warm = put_detection_warmup(import, rise);
    steps = import_steps_per_epoch(import);
    if (is_named(decay, "PiecewiseDecay")) {
        put_falls(import, decay, steps);
    } else if (is_named(decay, "CosineDecay")) {
        put_detection_cosine(import, decay, warm, epochs, steps);
    } else {
        import_refuse(import, "%s is not shown", *decay->text ? decay->text : "a scheduler without a name");
    }
}

static const Node *segmentation_section(const Document *document) {
    const Node *section = document->kind == DOCUMENT_YAML ? node_at(document->root, "lr_scheduler") : NULL, *type = node_at(section, "type");
    bool named = type && word_among(type->text, "PolynomialDecay|PiecewiseDecay|StepDecay|MultiStepDecay|CosineAnnealingDecay|ExponentialDecay");
    return named && node_at(document->root, "iters|_base_|train_dataset") ? section : NULL;
}

int paddle_segmentation_evidence(const Document *document) {
    return segmentation_section(document) ? PROVEN : NONE;
}

/* Counts falls from the end of the warm-up, where the schedule begins. */
static int falls_of(Import *import, const Node *section, const char *key, double warm, double *falls) {
    int count = import_list(import, section, key, falls, FALLS_MAX - 2);
    if (count < 0) count = 1, falls[0] = NAN;
    for (int i = 0; i < count; i++) falls[i] += warm;
    return count;
}

static void put_segmentation_pieces(Import *import, const Node *section, double warm) {
    double starts[FALLS_MAX + 1] = {0}, values[FALLS_MAX];
    int count = falls_of(import, section, "boundaries", warm, starts + 1), rates = import_list(import, section, "values", values, FALLS_MAX - 1);
    if (rates != count + 1) {
        import_refuse(import, "boundaries and values are no lists that fit each other");
        return;
    }
    double lr = import_base_lr(import, values[0]);
    for (int i = 0; i < rates; i++) values[i] /= lr;
    shape_pieces(import, starts, values, rates);
}

void paddle_segmentation_read(Import *import) {
    const Node *root = import->document->root, *section = segmentation_section(import->document);
    const char *type = import_word(import, section, "type", NULL);
    double total = import_total(import, import_number(import, root, "iters", NAN)), lr = 1;
    double warm = node_at(section, "warmup_iters") ? import_number(import, section, "warmup_iters", NAN) : 0, falls[FALLS_MAX];
    import_put(import, "total_steps", total);
    if (type && strcmp(type, "PiecewiseDecay") != 0) lr = import_base_lr(import, import_number(import, section, "learning_rate", NAN));
    if (type && !strcmp(type, "PolynomialDecay")) {
        double length = import_number(import, section, "decay_steps", known_max(1, total - warm));
        if (import_flag(import, section, "cycle", false)) import_refuse(import, "cycle is not shown");
        import_decay(import, "polynomial", warm, warm + length, import_number(import, section, "end_lr", 0) / lr);
        import_put(import, "power", import_number(import, section, "power", 0.9));
    } else if (type && !strcmp(type, "StepDecay")) {
        shape_stairs(import, warm, import_number(import, section, "step_size", NAN), import_number(import, section, "gamma", 0.1));
    } else if (type && !strcmp(type, "MultiStepDecay")) {
        int count = falls_of(import, section, "milestones", warm, falls);
        import_multistep(import, falls, count, import_number(import, section, "gamma", 0.1));
    } else if (type && !strcmp(type, "PiecewiseDecay")) {
        put_segmentation_pieces(import, section, warm);
        lr = import_user(import, "base_lr");
        if (isnan(lr)) lr = import_number(import, section, "learning_rate", 1);
    } else {
        import_refuse(import, "the schedule %s is not shown", type ? type : "?");
    }
    import_warmup(import, warm, warm == 0 ? 1 : import_number(import, section, "warmup_start_lr", NAN) / lr);
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
