/* PySlowFast (slowfast/utils/lr_policy.py). The rate follows the fractional epoch; the warm-up is a line from
   WARMUP_START_LR to what the policy has at its end. */
#include "reading/dialects.h"
#include "reading/shapes.h"

#include <string.h>

enum { PIECES_MAX = 30 };

static const Node *solver_of(const Document *document) {
    return node_at(document->root, "SOLVER|cfg.SOLVER|_C.SOLVER");
}

int slowfast_evidence(const Document *document) {
    const Node *solver = solver_of(document), *policy = node_at(solver, "LR_POLICY");
    bool own = node_at(solver, "COSINE_AFTER_WARMUP|COSINE_END_LR|WARMUP_START_LR") != NULL;
    bool epochs = node_at(solver, "MAX_EPOCH|WARMUP_EPOCHS") != NULL;
    if (!solver || !epochs) return NONE;
    bool known = policy && word_among(policy->text, "cosine|steps_with_relative_lrs");
    return own && (known || !policy) ? PROVEN : known ? PROVEN : NONE;
}

static void read_steps(Import *import, const Node *solver) {
    double steps[PIECES_MAX + 1], factors[PIECES_MAX + 1];
    int count = import_list(import, solver, "STEPS", steps, PIECES_MAX);
    int given = import_list(import, solver, "LRS", factors, PIECES_MAX);
    if (count < 1 || given < 1) {
        import_need(import, false, count < 1 ? "STEPS" : "LRS", "the list of %s",
                    count < 1 ? "STEPS" : "LRS");
        import_choose(import, "decay", NULL);
        return;
    }
    if (count > given) { /* further rates are never reached */
        import_refuse(import, "STEPS has %d entries and LRS has %d", count, given);
        return;
    }
    for (int i = 0; i < count; i++) steps[i] = import_epochs(import, steps[i]);
    shape_pieces(import, steps, factors, count);
}

void slowfast_read(Import *import) {
    const Node *solver = solver_of(import->document);
    double shards = import_flag(import, solver, "BASE_LR_SCALE_NUM_SHARDS", false)
                        ? import_number(import, import->document->root, "NUM_SHARDS", 1)
                        : 1;
    double lr = import_base_lr(import, shards * import_number(import, solver, "BASE_LR", 0.1));
    double epochs = import_number(import, solver, "MAX_EPOCH", 300),
           warm = import_number(import, solver, "WARMUP_EPOCHS", 0);
    const char *policy = import_word(import, solver, "LR_POLICY", "cosine");
    bool after = import_flag(import, solver, "COSINE_AFTER_WARMUP", false);
    double start = import_epochs(import, warm), total = import_epochs(import, epochs);
    import_put(import, "total_steps", import_total(import, total));
    import_warmup(import, start, shards * import_number(import, solver, "WARMUP_START_LR", 0.01) / lr);
    import_choose(import, "warmup_join", "meet");
    if (policy && !strcmp(policy, "cosine"))
        import_decay(import, "cosine", after ? start : 0, total,
                     shards * import_number(import, solver, "COSINE_END_LR", 0) / lr);
    else if (policy && !strcmp(policy, "steps_with_relative_lrs"))
        read_steps(import, solver);
    else
        import_refuse(import, "LR_POLICY %s is not one of PySlowFast's", policy ? policy : "?");
}
