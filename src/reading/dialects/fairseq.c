/* fairseq (fairseq/optim/lr_scheduler), as hydra's YAML and as a command. Update t uses the rate for
   num_updates = t. Command and YAML have the same names. */
#include "reading/dialects.h"
#include "reading/shapes.h"

#include <string.h>

static const Node *command_of(const Document *document) {
    const Node *command = document_command(document, "fairseq|train.py", "lr-scheduler",
                                           "max-update|warmup-updates|arch|task|criterion|lr", (char *)NULL);
    bool own = command && (strstr(command->text, "fairseq") ||
                           node_at(command, "arch|a|criterion|max-update|warmup-updates|warmup-init-lr"));
    return own ? command : NULL;
}

int fairseq_evidence(const Document *document) {
    if (document->kind == DOCUMENT_SHELL) return command_of(document) ? PROVEN : NONE;
    const Node *root = document->root;
    bool named = node_at(root, "lr_scheduler._name") != NULL;
    bool word = node_at(root, "lr_scheduler") && node_at(root, "lr_scheduler")->kind == NODE_SCALAR;
    bool optimization = node_at(root, "optimization.lr|optimization.max_update") != NULL;
    return (named || word) && optimization                                        ? PROVEN
           : named && node_at(root, "optimizer._name|task._name|criterion._name") ? PROVEN
                                                                                  : NONE;
}

static double first_rate(Import *import, const Node *map, const char *path) {
    double rates[16];
    const Node *node = import_follow(import, node_at(map, path));
    if (node && node->kind == NODE_SCALAR) {
        const char *comma = strchr(node->text, ',');
        if (comma && !node->open) import_refuse(import, "a list of rates, one an epoch, is not shown");
        return import_number(import, map, path, NAN);
    }
    int count = import_list(import, map, path, rates, 16);
    if (count > 1) import_refuse(import, "a list of rates, one an epoch, is not shown");
    return count >= 1 ? rates[0] : import_number(import, map, path, NAN);
}

static void read_polynomial(Import *import, const Node *scheduler, double lr, double updates) {
    double warm = import_number(import, scheduler, "warmup_updates", 0);
    double end = node_at(scheduler, "total_num_update|max_update")
                     ? import_number(import, scheduler, "total_num_update", updates)
                     : updates;
    import_warmup(import, warm, 0);
    import_decay(import, "polynomial", warm, end,
                 import_number(import, scheduler, "end_learning_rate", 0) / lr);
    import_put(import, "power", import_number(import, scheduler, "power", 1));
}

static void read_inverse_sqrt(Import *import, const Node *scheduler, double lr) {
    double warm = import_number(import, scheduler, "warmup_updates", 4000),
           from = import_number(import, scheduler, "warmup_init_lr", -1);
    import_warmup(import, warm, from < 0 ? 0 : from / lr);
    import_choose(import, "decay", "inverse_sqrt");
    import_put(import, "decay_start", warm);
    import_put(import, "timescale", warm);
}

/* Before 2020 lr was the lowest rate, and max-lr the highest. */
static void read_cosine(Import *import, const Node *scheduler, double lr, double updates) {
    bool old = node_at(scheduler, "max_lr") != NULL;
    double warm = import_number(import, scheduler, "warmup_updates", 0),
           low = old ? lr : import_number(import, scheduler, "min_lr", 0);
    if (old) lr = import_base_lr(import, import_number(import, scheduler, "max_lr", NAN));
    double from = import_number(import, scheduler, "warmup_init_lr", -1),
           period = import_number(import, scheduler, "lr_period_updates", -1);
    double mult = import_number(import, scheduler, "t_mult", 1),
           shrink = import_number(import, scheduler, "lr_shrink", 0.1);
    import_warmup(import, warm, (from < 0 ? low : from) / lr);
    if (period <= 0 || period >= updates - warm) {
        import_decay(import, "cosine", warm, warm + (period <= 0 ? updates - warm : period), low / lr);
        return;
    }
    if (shrink != 1 && low != 0) import_refuse(import, "cycles whose lowest rate shrinks too are not shown");
    import_decay(import, "cosine_restarts", warm, updates, low / lr);
    import_put(import, "cycle_steps", period);
    import_put(import, "cycle_mult", mult);
    import_put(import, "cycle_gamma", shrink);
}

/* Reads a rise, a hold, an exponential fall to final_lr_scale, and that rate from there on. */
static void read_tri_stage(Import *import, const Node *scheduler, double updates) {
    double parts[3], rise, hold, fall;
    int count = import_list(import, scheduler, "phase_ratio", parts, 3);
    if (count == 3) {
        rise = floor(updates * parts[0]);
        hold = floor(updates * parts[1]);
        fall = floor(updates * parts[2]);
    } else {
        rise = import_number(import, scheduler, "warmup_steps", 4000);
        hold = import_number(import, scheduler, "hold_steps", 20000);
        fall = import_number(import, scheduler, "decay_steps", 60000);
    }
    double final = import_number(import, scheduler, "final_lr_scale", 0.01);
    import_warmup(import, rise, import_number(import, scheduler, "init_lr_scale", 0.01));
    import_choose(import, "decay", "exponential");
    import_put(import, "decay_start", rise + hold);
    import_put(import, "step_size", fall);
    import_put(import, "gamma", final);
    if (!(updates <= rise + hold + fall)) shape_floor(import, final, 0);
}

void fairseq_read(Import *import) {
    const Document *document = import->document;
    const Node *command = command_of(document), *root = document->root;
    const Node *scheduler = command ? command : node_at(root, "lr_scheduler");
    const char *name = command                       ? import_word(import, command, "lr-scheduler", NULL)
                       : scheduler->kind == NODE_MAP ? import_word(import, scheduler, "_name", NULL)
                                                     : import_text(import, scheduler);
    const Node *optimization = command ? command : node_at(root, "optimization");
    double lr = import_base_lr(import, first_rate(import, optimization, "lr"));
    double usual = command ? NAN : 0;
    double updates = import_total(import, import_number(import, optimization, "max_update", usual));
    if (updates == 0) updates = import_total(import, NAN);
    import_put(import, "total_steps", updates);
    if (name && !strcmp(name, "polynomial_decay")) {
        read_polynomial(import, scheduler, lr,
                        command && !node_at(command, "total-num-update") ? 1000000 : updates);
    } else if (name && !strcmp(name, "inverse_sqrt")) {
        read_inverse_sqrt(import, scheduler, lr);
    } else if (name && !strcmp(name, "cosine")) {
        read_cosine(import, scheduler, lr, updates);
    } else if (name && !strcmp(name, "tri_stage")) {
        read_tri_stage(import, scheduler, updates);
    } else if (name && !strcmp(name, "fixed")) {
        if (node_at(scheduler, "force_anneal|fa") && node_at(scheduler, "force_anneal|fa")->kind != NODE_NULL)
            import_refuse(import, "force_anneal, a fall by epochs, is not shown");
        import_warmup_counted(import, import_number(import, scheduler, "warmup_updates", 0), 0, 1);
    } else if (name && !strcmp(name, "reduce_lr_on_plateau")) {
        import_refuse(import,
                      "reduce_lr_on_plateau depends on the loss: no curve can be drawn before training");
    } else {
        import_refuse(import, "the scheduler %s is not shown", name ? name : "?");
    }
}
