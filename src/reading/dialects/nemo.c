/* NeMo (nemo/core/optim/lr_scheduler.py): (t+1)/(warmup_steps+1). */
#include "reading/dialects.h"
#include "reading/shapes.h"

#include <string.h>

static const Node *optimizer_of(const Document *document) {
    const Node *optimizer = node_at(document->root, "model.optim");
    return optimizer ? optimizer : node_at(document->root, "optim");
}

int nemo_evidence(const Document *document) {
    const Node *optimizer = optimizer_of(document);
    return node_at(optimizer, "sched.name") && node_at(optimizer, "lr") ? PROVEN : NONE;
}

static bool is_set(const Node *map, const char *path) {
    const Node *node = node_at(map, path);
    return node && node->kind != NODE_NULL;
}

/* Reads NoamAnnealing: lr times d_model^-1/2 times the smaller of n^-1/2 and n*warm^-3/2, n = max(1, t);
   behind the warm-up at least min_lr. */
static void read_noam(Import *import, const Node *schedule, double lr, double warm, double low) {
    double peak = import_base_lr(import, lr / sqrt(import_number(import, schedule, "d_model", NAN) * warm));
    import_put_formula(import,
                       "def f(x):\n"
                       "    n = max(x, 1)\n"
                       "    if n <= #:\n"
                       "        return n / #\n"
                       "    return max(#, sqrt(# / n))\n",
                       (double[]){warm, warm, low / peak, warm});
}

void nemo_read(Import *import) {
    const Node *root = import->document->root, *optimizer = optimizer_of(import->document),
               *schedule = node_at(optimizer, "sched");
    const char *name = import_word(import, schedule, "name", NULL);
    double lr = import_base_lr(import, import_number(import, optimizer, "lr", NAN)),
           low = import_number(import, schedule, "min_lr", 0);
    double total = import_user(import, "total_steps");
    if (isnan(total) && is_set(schedule, "max_steps"))
        total = import_number(import, schedule, "max_steps", NAN);
    if (isnan(total)) {
        double steps = import_number(import, root, "trainer.max_steps", -1);
        total = steps > 0 || isnan(steps)
                    ? steps
                    : import_epochs(import, import_number(import, root, "trainer.max_epochs", NAN));
    }
    total = import_total(import, total);
    double warm = is_set(schedule, "warmup_steps") ? import_number(import, schedule, "warmup_steps", NAN)
                  : is_set(schedule, "warmup_ratio")
                      ? floor(total * import_number(import, schedule, "warmup_ratio", NAN))
                      : 0;
    double constant = is_set(schedule, "constant_steps")
                          ? import_number(import, schedule, "constant_steps", NAN)
                      : is_set(schedule, "constant_ratio")
                          ? floor(total * import_number(import, schedule, "constant_ratio", NAN))
                          : 0;
    import_put(import, "total_steps", total);
    if (name && !strcmp(name, "NoamAnnealing")) {
        read_noam(import, schedule, lr, warm, low);
        return;
    }
    if (warm > 0 || isnan(warm)) import_warmup_counted(import, warm + 1, 0, 1);
    if (name && !strcmp(name, "CosineAnnealing")) {
        import_decay(import, "cosine", warm, total - constant, low / lr);
    } else if (name && !strcmp(name, "WarmupAnnealing")) {
        import_decay(import, "linear", warm, total, 0);
    } else if (name && !strcmp(name, "InverseSquareRootAnnealing")) {
        import_choose(import, "decay", "inverse_sqrt");
        import_put(import, "decay_start", warm);
        import_put(import, "timescale", warm + 1);
    } else if (name && !strcmp(name, "PolynomialDecayAnnealing")) {
        import_decay(import, "polynomial", warm, total, low / lr);
        import_put(import, "power", import_number(import, schedule, "power", 1));
        if (import_flag(import, schedule, "cycle", false)) import_refuse(import, "cycles are not shown");
    } else if (name && word_among(name, "SquareAnnealing|SquareRootAnnealing")) {
        import_choose(import, "warmup_join", "replace");
        import_decay(import, "polynomial", 0, total, 0);
        import_put(import, "power", strstr(name, "Root") ? 0.5 : 2);
        shape_floor(import, low / lr, 0);
    } else if (name && !strcmp(name, "WarmupPolicy")) {
        shape_constant(import);
    } else {
        import_refuse(import, "the schedule %s is not shown", name ? name : "?");
    }
}
