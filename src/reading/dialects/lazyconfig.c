/* detectron2's LazyConfig: fvcore's schedulers of the run's share (fvcore/common/param_scheduler.py), warmed up by
   detectron2's WarmupParamScheduler: a line from warmup_factor times the first value to the value at its end. */
#include "reading/dialects.h"

#include <string.h>

enum { VALUES_MAX = 32 };

static const char *const names =
    "WarmupParamScheduler|MultiStepParamScheduler|CosineParamScheduler|LinearParamScheduler|ConstantParamScheduler|"
    "StepWithFixedGammaParamScheduler|PolynomialDecayParamScheduler|StepParamScheduler|CompositeParamScheduler|ExponentialParamScheduler";

/* Returns the name in model_zoo.get_config("common/coco_schedule.py").lr_multiplier_3x, or NULL. */
static const Node *common(const Document *document) {
    const Node *node = document->kind == DOCUMENT_PYTHON ? node_at(document->root, "lr_multiplier") : NULL;
    return node && node->kind == NODE_NAME && strstr(node->text, ".lr_multiplier_") ? node : NULL;
}

int lazyconfig_evidence(const Document *document) {
    return document_call(document, names) || common(document) ? PROVEN + 1 : NONE;
}

static double run(Import *import) {
    return import_total(import, import_number(import, import->document->root, "train.max_iter", NAN));
}

/* The values' ratios are one gamma, or the steps are points. */
static void put_values(Import *import, const double *values, const double *steps, int count, double total) {
    double pairs[4 * VALUES_MAX];
    int used = 0;
    bool even = count > 1;
    for (int i = 1; i < count; i++) even = even && fabs(values[i] / values[i - 1] - values[1] / values[0]) < 1e-12;
    if (even && values[0] == 1) {
        import_multistep(import, steps, count - 1, values[1] / values[0]);
        return;
    }
    (void)total;
    pairs[used++] = 0;
    pairs[used++] = values[0];
    for (int i = 1; i < count; i++) {
        pairs[used++] = steps[i - 1], pairs[used++] = values[i - 1];
        pairs[used++] = steps[i - 1], pairs[used++] = values[i];
    }
    import_points(import, pairs, used);
}

static void put_multistep(Import *import, const Node *call, double total) {
    double values[VALUES_MAX], steps[VALUES_MAX];
    int count = import_list(import, call, "values", values, VALUES_MAX), seams = import_list(import, call, "milestones", steps, VALUES_MAX);
    double updates = import_number_quiet(import, call, "num_updates");
    if (count < 1 || seams < 0) {
        import_choose(import, "decay", NULL);
        return;
    }
    double of = isnan(updates) ? (seams == count ? steps[seams - 1] : NAN) : updates;
    if (isnan(of)) import_need(import, false, "num_updates", "num_updates of MultiStepParamScheduler is not in the text");
    for (int i = 0; i < seams; i++) steps[i] = ceil(steps[i] / of * total - 1e-6);
    put_values(import, values, steps, count, total);
}

static void put_inner(Import *import, const Node *call, double total) {
    const char *name = name_last(call->text);
    if (!strcmp(name, "MultiStepParamScheduler")) {
        put_multistep(import, call, total);
    } else if (word_among(name, "CosineParamScheduler|LinearParamScheduler")) {
        double from = import_number(import, call, "start_value", NAN), to = import_number(import, call, "end_value", NAN);
        if (from != 1 && !isnan(from)) import_put(import, "base_lr", from * import_number(import, import->document->root, "optimizer.lr", NAN));
        import_decay(import, *name == 'C' ? "cosine" : "linear", 0, total, to / from);
    } else if (!strcmp(name, "PolynomialDecayParamScheduler")) {
        import_decay(import, "polynomial", 0, total, 0);
        import_put(import, "power", import_number(import, call, "power", NAN));
    } else if (!strcmp(name, "StepWithFixedGammaParamScheduler")) {
        double gamma = import_number(import, call, "gamma", NAN), falls = import_number(import, call, "num_decays", NAN), steps[VALUES_MAX];
        if (falls > VALUES_MAX) import_refuse(import, "num_decays is more than %d", VALUES_MAX);
        int count = falls > 0 && falls <= VALUES_MAX ? (int)falls : 0;
        for (int i = 0; i < count; i++) steps[i] = ceil(total / (falls + 1)) * (i + 1);
        import_multistep(import, steps, count, gamma);
    } else if (strcmp(name, "ConstantParamScheduler") != 0) {
        import_refuse(import, "%s (line %d) is not shown", name, call->line);
    }
}

static void put_warmup(Import *import, double length, double factor, const char *method) {
    import_warmup(import, length, factor);
    import_choose(import, "warmup_method", method);
    import_choose(import, "warmup_join", "meet");
}

/* Puts a schedule of detectron2/configs/common/coco_schedule.py, where N x is 90000 N updates. */
static void put_common(Import *import, const Node *node) {
    double times = 0;
    const char *digits = strstr(node->text, "lr_multiplier_") + strlen("lr_multiplier_");
    while (*digits >= '0' && *digits <= '9') times = 10 * times + (*digits++ - '0');
    double whole = 90000 * times, total = import_total(import, import_number(import, import->document->root, "train.max_iter", 90000));
    double steps[2] = {times <= 2 ? 60000 * times : whole - 60000, times <= 2 ? 80000 * times : whole - 20000};
    for (int i = 0; i < 2; i++) steps[i] = ceil(steps[i] / whole * total - 1e-6);
    import_put(import, "total_steps", total);
    import_multistep(import, steps, 2, 0.1);
    put_warmup(import, 1000 / whole * total, 0.001, "linear");
}

void lazyconfig_read(Import *import) {
    const Node *root = import->document->root, *outer = document_call(import->document, "WarmupParamScheduler");
    const Node *optimizer = node_at(root, "optimizer"), *preset = common(import->document);
    bool zoo = optimizer && optimizer->kind == NODE_NAME && strstr(optimizer->text, "get_config");
    double usual = zoo && name_ends(optimizer->text, "SGD") ? 0.02 : zoo && name_ends(optimizer->text, "AdamW") ? 1e-4 : NAN;
    import_base_lr(import, import_number(import, root, "optimizer.lr", usual));
    if (preset && !outer) {
        put_common(import, preset);
        return;
    }
    double total = run(import);
    import_put(import, "total_steps", total);
    const Node *inner = outer ? import_follow(import, node_argument(outer, "scheduler", 0)) : document_call(import->document, names);
    if (!inner || inner->kind != NODE_CALL) {
        import_refuse(import, "the scheduler that is warmed up is not in the text");
        return;
    }
    put_inner(import, inner, total);
    if (!outer) return;
    const Node *method = node_argument(outer, "warmup_method", 3);
    if (import_flag(import, outer, "rescale_interval", false)) import_refuse(import, "rescale_interval is not shown");
    import->asking = "warmup_factor";
    const Node *factor = node_argument(outer, "warmup_factor", 1), *length = node_argument(outer, "warmup_length", 2);
    put_warmup(import, length ? import_value(import, length) * total : NAN, factor ? import_value(import, factor) : NAN,
               method ? import_text(import, method) : "linear");
}
