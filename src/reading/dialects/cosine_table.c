/* DINO, ConvNeXt and BEiT make a table of rates in cosine_scheduler (utils.py), a row an update: a linspace
   that reaches the peak one step before the warm-up's end, then a cosine that begins there again. */
#include "reading/dialects.h"

/* Puts np.linspace(start, 1, warm) and a cosine over the rest. */
static void put_table(Import *import, double warm, double total, double start, double final) {
    import_put(import, "total_steps", import_total(import, total));
    import_warmup(import, warm > 0 ? known_max(0, warm - 1) : warm, start);
    import_decay(import, "cosine", warm, total, final);
}

/* Returns the samples of an update, on all devices. */
static double batch_of(Import *import, const Node *command, const char *batch, double usual) {
    double size = import_number(import, command, batch, usual);
    double devices = import_user(import, "devices");
    if (isnan(devices)) devices = import_number_quiet(import, command, "nproc_per_node|nproc-per-node|ngpus");
    if (isnan(devices))
        import_need(
            import, true, "devices",
            "the rate is scaled by the whole batch, and on how many devices it runs is not in the text");
    return size * devices;
}

static const Node *convnext_command(const Document *document) {
    const Node *command =
        document_command(document, "main.py|run_class_finetuning.py|run_beit_pretraining.py|run_",
                         "warmup_epochs", "epochs|update_freq|lr", (char *)NULL);
    return command && node_at(command, "update_freq|drop_path|layer_decay|warmup_steps|min_lr") &&
                   !node_at(command, "sched|blr")
               ? command
               : NULL;
}

int convnext_evidence(const Document *document) {
    const Node *command = convnext_command(document);
    return !command ? NONE : node_at(command, "update_freq|drop_path|layer_decay") ? PROVEN : LIKELY;
}

void convnext_read(Import *import) {
    const Node *command = convnext_command(import->document);
    double lr = import_base_lr(import, import_number(import, command, "lr", 4e-3)),
           steps = import_steps_per_epoch(import);
    double total = steps * import_number(import, command, "epochs", 300);
    double warm = import_number(import, command, "warmup_steps", -1);
    if (!(warm > 0) && !isnan(warm)) warm = steps * import_number(import, command, "warmup_epochs", 20);
    put_table(import, warm, total, 0, import_number(import, command, "min_lr", 1e-6) / lr);
}

static const Node *dino_command(const Document *document) {
    return document_command(document, "main_dino.py", (char *)NULL);
}

int dino_evidence(const Document *document) {
    return dino_command(document) ? PROVEN : NONE;
}

void dino_read(Import *import) {
    const Node *command = dino_command(import->document);
    double user = import_user(import, "base_lr"), steps = import_steps_per_epoch(import);
    double lr = !isnan(user) ? user
                             : import_number(import, command, "lr", 0.0005) *
                                   batch_of(import, command, "batch_size_per_gpu", 64) / 256;
    import_base_lr(import, lr);
    if (isnan(user)) import_note(import, "lr is scaled by the whole batch over 256");
    put_table(import, steps * import_number(import, command, "warmup_epochs", 10),
              steps * import_number(import, command, "epochs", 100), 0,
              import_number(import, command, "min_lr", 1e-6) / lr);
}
