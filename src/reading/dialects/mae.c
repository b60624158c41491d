/* MAE (util/lr_sched.py, main_pretrain.py, main_finetune.py): adjust_learning_rate takes the fractional
 * epoch. */
#include "reading/dialects.h"

#include <string.h>

/* Returns the samples of an update, on all devices. */
static double batch_of(Import *import, const Node *command) {
    double size = import_number(import, command, "batch_size", 64);
    double times = import_number(import, command, "accum_iter", 1);
    double devices = import_user(import, "devices");
    if (isnan(devices)) devices = import_number_quiet(import, command, "nproc_per_node|nproc-per-node|ngpus");
    if (isnan(devices))
        import_need(
            import, true, "devices",
            "the rate is scaled by the whole batch, and on how many devices it runs is not in the text");
    return size * times * devices;
}

static const Node *mae_command(const Document *document) {
    const Node *named =
        document_command(document, "main_pretrain.py|main_finetune.py", "blr|lr", (char *)NULL);
    return named ? named : document_command(document, "", "blr", "warmup_epochs|epochs", (char *)NULL);
}

int mae_evidence(const Document *document) {
    return mae_command(document) ? PROVEN : NONE;
}

void mae_read(Import *import) {
    const Node *command = mae_command(import->document);
    bool tunes = strstr(command->text, "finetune") != NULL;
    double user = import_user(import, "base_lr");
    double steps = import_steps_per_epoch(import), lr = user;
    if (isnan(lr) && node_at(command, "lr")) lr = import_number(import, command, "lr", NAN);
    if (isnan(lr)) {
        lr = import_number(import, command, "blr", 1e-3) * batch_of(import, command) / 256;
        import_note(import, "the rate is blr times the whole batch over 256");
    }
    import_base_lr(import, lr);
    double warm = steps * import_number(import, command, "warmup_epochs", tunes ? 5 : 40);
    double total = steps * import_number(import, command, "epochs", tunes ? 50 : 400);
    import_put(import, "total_steps", import_total(import, total));
    import_warmup(import, warm, 0);
    import_decay(import, "cosine", warm, total,
                 import_number(import, command, "min_lr", tunes ? 1e-6 : 0) / lr);
    if (tunes) import_leave(import, "layer_decay, which gives the lower layers lower rates");
}
