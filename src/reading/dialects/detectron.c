/* detectron2's SOLVER section, and its two forerunners. All warm up by multiplying the steps' factor
   (detectron2/solver/build.py: WarmupMultiStepLR; maskrcnn_benchmark/solver/lr_scheduler.py;
   detectron/utils/lr_policy.py). */
#include "reading/dialects.h"

#include <string.h>

enum { STEPS_MAX = 64 };

static const Node *solver_of(const Document *document) {
    const Node *root = document->root;
    const Node *solver = node_at(root, "SOLVER|cfg.SOLVER|_C.SOLVER|config.SOLVER");
    return solver && solver->kind == NODE_MAP ? solver : NULL;
}

/* True if the section has a key that only the first of the three has. */
static bool is_first(const Node *solver) {
    const Node *policy = node_at(solver, "LR_POLICY");
    return (policy && word_among(policy->text, "steps_with_decay|steps_with_lrs")) ||
           node_at(solver, "WARM_UP_ITERS|WARM_UP_FACTOR");
}

static bool is_maskrcnn(const Node *root) {
    return node_at(root, "MODEL.BACKBONE.CONV_BODY|MODEL.RPN_ONLY|MODEL.RESNETS.TRANS_FUNC") && !node_at(root, "VERSION");
}

static bool is_slowfast(const Node *solver) {
    return node_at(solver, "MAX_EPOCH|WARMUP_EPOCHS|COSINE_END_LR|MAX_EPOCHS") != NULL;
}

int detectron2_evidence(const Document *document) {
    const Node *solver = solver_of(document), *root = document->root;
    if (!solver || is_first(solver) || is_slowfast(solver) || is_maskrcnn(root)) return NONE;
    bool own = node_at(solver, "LR_SCHEDULER_NAME|IMS_PER_BATCH|CHECKPOINT_PERIOD|STEPS|MAX_ITER|WARMUP_ITERS|BASE_LR") != NULL;
    bool named = node_at(root, "VERSION|_BASE_|MODEL.META_ARCHITECTURE|MODEL.WEIGHTS|DATASETS.TRAIN") != NULL;
    bool many = node_has(solver, "BASE_LR", "MAX_ITER", (char *)NULL) || node_has(solver, "STEPS", "MAX_ITER", (char *)NULL);
    return own && (named || many) ? PROVEN : own ? LIKELY : NONE;
}

int maskrcnn_evidence(const Document *document) {
    const Node *solver = solver_of(document);
    return solver && !is_first(solver) && is_maskrcnn(document->root) ? PROVEN : NONE;
}

int detectron_evidence(const Document *document) {
    const Node *solver = solver_of(document);
    return solver && is_first(solver) && node_at(solver, "BASE_LR|MAX_ITER") ? PROVEN : NONE;
}

static void put_steps(Import *import, const Node *solver, const double *fallback, int fallback_count, double gamma) {
    double steps[STEPS_MAX];
    int count = import_list(import, solver, "STEPS", steps, STEPS_MAX), kept = 0;
    if (count == -1) {
        count = fallback_count;
        memcpy(steps, fallback, sizeof *steps * (size_t)count);
    }
    if (count < 0) steps[0] = NAN;
    for (int i = 0; i < count; i++)
        if (steps[i] > 0) steps[kept++] = steps[i]; /* Detectron's list begins with the step 0 of the first rate */
    import_multistep(import, steps, count < 0 ? 1 : kept, gamma);
}

/* Puts the warm-up that the three have in common, with the defaults of each. */
static void put_warmup(Import *import, const Node *solver, const char *iters, const char *factor, const char *method,
                       double usual_iters, double usual_factor) {
    double warm = import_number(import, solver, iters, usual_iters);
    import_warmup(import, warm, import_number(import, solver, factor, usual_factor));
    const char *word = import_word(import, solver, method, "linear");
    import_choose(import, "warmup_method", word);
}

/* Puts fvcore's StepWithFixedGammaParamScheduler: falls at multiples of a part of the run, rounded up. */
static void put_fixed_falls(Import *import, double falls, double total, double gamma) {
    double steps[STEPS_MAX];
    if (falls > STEPS_MAX) import_refuse(import, "NUM_DECAYS is more than %d", STEPS_MAX);
    int count = falls >= 1 && falls <= STEPS_MAX ? (int)falls : 1;
    for (int i = 0; i < count; i++) steps[i] = ceil(total / (falls + 1)) * (i + 1);
    import_multistep(import, steps, count, gamma);
}

void detectron2_read(Import *import) {
    static const double steps[] = {30000};
    const Node *solver = solver_of(import->document);
    const char *name = import_word(import, solver, "LR_SCHEDULER_NAME", "WarmupMultiStepLR");
    double total = import_total(import, import_number(import, solver, "MAX_ITER", 40000));
    double lr = import_base_lr(import, import_number(import, solver, "BASE_LR", 0.001));
    import_put(import, "total_steps", total);
    put_warmup(import, solver, "WARMUP_ITERS", "WARMUP_FACTOR", "WARMUP_METHOD", 1000, 0.001);
    if (import_flag(import, solver, "RESCALE_INTERVAL", false)) import_refuse(import, "RESCALE_INTERVAL is not shown");
    if (name && !strcmp(name, "WarmupCosineLR")) {
        import_decay(import, "cosine", 0, total, import_number(import, solver, "BASE_LR_END", 0) / lr);
        import_choose(import, "warmup_join", "meet"); /* WarmupParamScheduler: a line to the cosine's value there */
    } else if (name && !strcmp(name, "WarmupMultiStepLR")) {
        put_steps(import, solver, steps, 1, import_number(import, solver, "GAMMA", 0.1));
    } else if (name && !strcmp(name, "WarmupStepWithFixedGammaLR")) {
        put_fixed_falls(import, import_number(import, solver, "NUM_DECAYS", 3), total, import_number(import, solver, "GAMMA", 0.1));
    } else {
        import_refuse(import, "LR_SCHEDULER_NAME %s is not one of detectron2's own", name ? name : "?");
    }
}

void maskrcnn_read(Import *import) {
    static const double steps[] = {30000};
    const Node *solver = solver_of(import->document);
    import_put(import, "total_steps", import_total(import, import_number(import, solver, "MAX_ITER", 40000)));
    import_base_lr(import, import_number(import, solver, "BASE_LR", 0.001));
    put_warmup(import, solver, "WARMUP_ITERS", "WARMUP_FACTOR", "WARMUP_METHOD", 500, 1.0 / 3);
    put_steps(import, solver, steps, 1, import_number(import, solver, "GAMMA", 0.1));
}

void detectron_read(Import *import) {
    static const double steps[] = {0};
    const Node *solver = solver_of(import->document);
    const char *policy = import_word(import, solver, "LR_POLICY", "step");
    import_put(import, "total_steps", import_total(import, import_number(import, solver, "MAX_ITER", 40000)));
    import_base_lr(import, import_number(import, solver, "BASE_LR", 0.001));
    put_warmup(import, solver, "WARM_UP_ITERS", "WARM_UP_FACTOR", "WARM_UP_METHOD", 500, 1.0 / 3);
    double gamma = import_number(import, solver, "GAMMA", 0.1);
    if (policy && !strcmp(policy, "steps_with_decay")) {
        put_steps(import, solver, steps, 0, gamma);
    } else if (policy && !strcmp(policy, "step")) {
        import_choose(import, "decay", "step");
        import_put(import, "decay_start", 0);
        import_put(import, "step_size", import_number(import, solver, "STEP_SIZE", 30000));
        import_put(import, "gamma", gamma);
    } else {
        import_refuse(import, "LR_POLICY %s has a list of rates of its own", policy ? policy : "?");
    }
}
