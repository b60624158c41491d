/* OpenMMLab before mmengine: mmcv's lr_config (mmcv/runner/hooks/lr_updater.py). Policies by epoch change once an epoch. */
#include "reading/dialects.h"
#include "reading/dialects/openmmlab.h"
#include "reading/shapes.h"

#include <string.h>

enum { MILESTONES_MAX = 32 };

int mmcv_evidence(const Document *document) {
    return node_at(document->root, "lr_config.policy") ? PROVEN : NONE;
}

static double run_epochs(Import *import, const Node *root) {
    return import_number_quiet(import, root, "train_cfg.max_epochs|runner.max_epochs|total_epochs|train_loop.max_epochs|max_epochs");
}

static double run_iters(Import *import, const Node *root) {
    return import_number_quiet(import, root, "train_cfg.max_iters|runner.max_iters|total_iters|max_iters");
}

double openmmlab_run_length(Import *import, const Node *root, bool needed) {
    double iters = run_iters(import, root), epochs = run_epochs(import, root);
    double user = import_user(import, "total_steps");
    if (!isnan(user)) return import_total(import, user);
    bool by_iter = node_at(root, "train_cfg.max_iters|runner.max_iters") || isnan(epochs);
    import->quiet += !needed;
    double total = import_total(import, by_iter ? iters : import_epochs(import, epochs));
    import->quiet -= !needed;
    return total;
}

static void put_mmcv_warmup(Import *import, const Node *config) {
    const char *kind = import_word(import, config, "warmup", NULL);
    const Node *node = node_at(config, "warmup");
    double iters = import_number(import, config, "warmup_iters", 0), ratio = import_number(import, config, "warmup_ratio", 0.1);
    if (import_flag(import, config, "warmup_by_epoch", false)) iters = import_epochs(import, iters);
    if (!node || node->kind == NODE_NULL) {
        import_warmup(import, 0, 1);
        return;
    }
    import_warmup(import, iters, ratio);
    if (kind && !word_among(kind, "linear|constant|exp")) import_refuse(import, "warmup %s is not known", kind);
    import_choose(import, "warmup_method", kind && !strcmp(kind, "exp") ? "exponential" : kind);
}

static void put_mmcv_steps(Import *import, const Node *config, double unit) {
    double steps[MILESTONES_MAX], gamma = import_number(import, config, "gamma", 0.1);
    const Node *node = import_follow(import, node_at(config, "step"));
    int count = import_list(import, config, "step", steps, MILESTONES_MAX);
    if (count == 1 && node && node->kind != NODE_LIST) { /* every so many */
        import_choose(import, "decay", "step");
        import_put(import, "decay_start", 0);
        import_put(import, "step_size", steps[0] * unit);
        import_put(import, "gamma", gamma);
        return;
    }
    if (count < 0) steps[0] = NAN, count = 1;
    for (int i = 0; i < count; i++) steps[i] *= unit;
    import_multistep(import, steps, count, gamma);
}

static double floor_ratio(Import *import, const Node *config, double lr) {
    if (node_at(config, "min_lr_ratio")) return import_number(import, config, "min_lr_ratio", NAN);
    return import_number(import, config, "min_lr", 0) / lr;
}

void mmcv_read(Import *import) {
    const Node *root = import->document->root, *config = node_at(root, "lr_config");
    bool by_epoch = import_flag(import, config, "by_epoch", true);
    const char *policy = import_word(import, config, "policy", NULL);
    double lr = import_base_lr(import, import_number(import, root, "optimizer.lr", NAN));
    bool fixed = policy && word_among(policy, "fixed|Fixed");
    double unit = by_epoch && !fixed ? import_steps_per_epoch(import) : 1;
    bool ends = policy && word_among(policy, "CosineAnnealing|cosine|poly|Poly|FlatCosineAnnealing");
    double total = openmmlab_run_length(import, root, ends);
    import_put(import, "total_steps", total);
    put_mmcv_warmup(import, config);
    if (!policy) {
        import_choose(import, "decay", NULL);
    } else if (word_among(policy, "step|Step")) {
        put_mmcv_steps(import, config, unit);
        double least = import_number(import, config, "min_lr", 0);
        if (least > 0) shape_floor(import, least / lr, 0);
    } else if (word_among(policy, "CosineAnnealing|cosine")) {
        import_decay(import, "cosine", 0, total, floor_ratio(import, config, lr));
    } else if (word_among(policy, "poly|Poly")) {
        import_decay(import, "polynomial", 0, total, floor_ratio(import, config, lr));
        import_put(import, "power", import_number(import, config, "power", 1));
    } else if (word_among(policy, "FlatCosineAnnealing")) {
        double start = import_number(import, config, "start_percent", 0.75);
        import_decay(import, "cosine", by_epoch ? round(start * total / unit) * unit : round(start * total), total, floor_ratio(import, config, lr));
    } else if (word_among(policy, "exp|Exp")) {
        import_choose(import, "decay", "exponential");
        import_put(import, "decay_start", 0);
        import_put(import, "step_size", unit);
        import_put(import, "gamma", import_number(import, config, "gamma", NAN));
    } else if (!fixed) {
        import_refuse(import, "the policy %s is not shown", policy);
    }
    if (!fixed && unit != 1) import_put(import, "decay_interval", unit);
}
