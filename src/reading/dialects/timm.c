/* timm's train.py and its args.yaml (timm/scheduler): stepped once an epoch unless sched_on_updates; the
   warm-up replaces the schedule, which counts from epoch 0 unless warmup_prefix. */
#include "reading/dialects.h"
#include "reading/shapes.h"

#include <stdlib.h>
#include <string.h>

static const Node *options_of(const Document *document) {
    if (document->kind == DOCUMENT_SHELL) {
        const Node *command = document_command(document, "", "sched", (char *)NULL);
        return command && node_at(command, "epochs|warmup-epochs|warmup-lr|lr|model|decay-epochs|lr-base")
                   ? command
                   : NULL;
    }
    bool settings = document->kind == DOCUMENT_YAML || document->kind == DOCUMENT_JSON ||
                    document->kind == DOCUMENT_PYTHON;
    const Node *sched = settings ? node_at(document->root, "sched") : NULL;
    return sched && sched->kind == NODE_SCALAR &&
                   node_at(document->root, "warmup_epochs|warmup_lr|decay_epochs|lr_cycle_mul")
               ? document->root
               : NULL;
}

/* DeiT has timm's options, other defaults, and scales the rate by the batch. */
static bool is_deit(const Node *options) {
    const Node *model = node_at(options, "model");
    return options->kind == NODE_CALL && strstr(options->text, "main.py") && model &&
           !strncmp(model->text, "deit", 4);
}

int timm_evidence(const Document *document) {
    const Node *options = options_of(document);
    if (!options) return NONE;
    const Node *sched = node_at(options, "sched");
    return word_among(sched->text, "cosine|step|multistep|poly|tanh|plateau|none") ||
                   sched->kind != NODE_SCALAR || sched->open
               ? PROVEN
               : NONE;
}

static double devices_of(Import *import, const Node *options) {
    double user = import_user(import, "devices");
    if (!isnan(user)) return user;
    double named = import_number_quiet(import, options, "nproc_per_node|nproc-per-node");
    const char *script = options->kind == NODE_CALL ? strstr(options->text, "distributed_train.sh ") : NULL;
    if (isnan(named) && script) named = strtod(script + strlen("distributed_train.sh "), NULL);
    return named;
}

static double rate_of(Import *import, const Node *options, bool deit) {
    double batch = import_number_quiet(import, options, "batch-size|b"),
           devices = devices_of(import, options);
    double user = import_user(import, "base_lr");
    if (!isnan(user)) return user;
    if (deit) {
        double lr = import_number(import, options, "lr", 5e-4);
        if (import_flag(import, options, "unscale-lr", false)) return lr;
        if (isnan(devices))
            import_need(import, true, "devices",
                        "the rate is scaled by batch size times devices over 512, and the devices are not in "
                        "the text");
        import_note(import, "lr is scaled by batch size times devices over 512");
        return lr * (isnan(batch) ? 64 : batch) * devices / 512;
    }
    if (node_at(options, "lr")) return import_number(import, options, "lr", NAN);
    import_need(import, true, "base_lr",
                "lr is not in the text: timm computes it from lr_base and the batch size");
    return NAN;
}

void timm_read(Import *import) {
    const Node *options = options_of(import->document);
    bool deit = is_deit(options), by_update = import_flag(import, options, "sched-on-updates", false);
    double steps = import_steps_per_epoch(import),
           lr = import_base_lr(import, rate_of(import, options, deit));
    double epochs = import_number(import, options, "epochs", 300),
           warm = import_number(import, options, "warmup-epochs", 5);
    double cooldown = import_number(import, options, "cooldown-epochs", deit ? 10 : 0);
    double low = import_number(import, options, "min-lr", deit ? 1e-5 : 0),
           rate = import_number(import, options, "decay-rate", 0.1);
    double start_lr = import_number(import, options, "warmup-lr", deit ? 1e-6 : 1e-5);
    bool prefix = import_flag(import, options, "warmup-prefix", false);
    const char *sched = import_word(import, options, "sched", NULL);
    double cycles = import_number(import, options, "lr-cycle-limit", 1),
           power = import_number(import, options, "lr-k-decay", 1);
    double start = prefix ? warm * steps : 0;
    double length = epochs + cooldown + (prefix && sched && word_among(sched, "cosine|poly|tanh") ? warm : 0);
    import_put(import, "total_steps", import_total(import, length * steps));
    import_warmup(import, warm * steps, start_lr / lr);
    import_choose(import, "warmup_join", "replace");
    if (cycles != 1 || power != 1)
        import_refuse(import, "cycles and lr_k_decay of timm's schedulers are not shown");
    if (!sched) {
        import_choose(import, "decay", NULL);
    } else if (!strcmp(sched, "cosine")) {
        import_decay(import, "cosine", start, start + epochs * steps, low / lr);
    } else if (!strcmp(sched, "poly")) {
        import_decay(import, "polynomial", start, start + epochs * steps, low / lr);
        import_put(import, "power", rate);
    } else if (!strcmp(sched, "step")) {
        shape_stairs(import, start, steps * import_number(import, options, "decay-epochs", 90), rate);
    } else if (!strcmp(sched, "multistep")) {
        double falls[32] = {90, 180, 270};
        int count = options->kind == NODE_CALL
                        ? import_option_list(import, options, "decay-milestones", falls, 32)
                        : import_list(import, options, "decay_milestones", falls, 32);
        if (count == -1) count = 3;
        if (count < 0) count = 1, falls[0] = NAN;
        for (int i = 0; i < count; i++)
            falls[i] = start + (falls[i] - 1) * steps; /* it falls where t+1 reaches one */
        import_multistep(import, falls, count, rate);
    } else if (!strcmp(sched, "none")) {
        import_warmup(import, 0, 1);
        shape_constant(import);
    } else {
        import_refuse(import,
                      !strcmp(sched, "plateau")
                          ? "plateau depends on the loss: no curve can be drawn before training%s"
                          : "the scheduler %s is not shown",
                      !strcmp(sched, "plateau") ? "" : sched);
    }
    if (node_at(options, "lr-noise")) import_leave(import, "lr_noise, which is random");
    if (!by_update) import_by_epoch(import);
}
