/* Swin Transformer (config.py, main.py, lr_scheduler.py): rates for a whole batch of 512, scaled by the real
   one; by update, with the value of the update before. */
#include "reading/dialects.h"
#include "reading/shapes.h"

#include <string.h>

int swin_evidence(const Document *document) {
    const Node *train = node_at(document->root, "TRAIN");
    bool own = train && node_at(train, "WARMUP_LR|WARMUP_EPOCHS|MIN_LR|LR_SCHEDULER.NAME|ACCUMULATION_STEPS");
    bool model = node_at(document->root,
                         "MODEL.SWIN|MODEL.SWINV2|MODEL.SWIN_MLP|MODEL.SIMMIM|MODEL.DROP_PATH_RATE") != NULL;
    if (own && node_at(train, "BASE_LR") && node_at(train, "EPOCHS|WARMUP_EPOCHS")) return PROVEN;
    return own || (model && train && node_at(train, "EPOCHS|BASE_LR")) ? LIKELY : NONE;
}

static double scale_of(Import *import, const Node *root) {
    double batch = import_user(import, "batch_size"), devices = import_user(import, "devices");
    if (isnan(batch)) batch = import_number(import, root, "DATA.BATCH_SIZE", 128);
    double accumulated = import_number(import, root, "TRAIN.ACCUMULATION_STEPS", 1);
    if (isnan(devices))
        import_need(import, true, "devices",
                    "the rates are scaled by the whole batch over 512, and on how many devices it runs is "
                    "not in the text");
    return batch * devices * known_max(1, accumulated) / 512;
}

void swin_read(Import *import) {
    const Node *root = import->document->root, *train = node_at(root, "TRAIN");
    double user = import_user(import, "base_lr"), scale = isnan(user) ? scale_of(import, root) : 1;
    double base = import_number(import, train, "BASE_LR", 5e-4);
    import_base_lr(import, base * scale);
    if (isnan(user)) import_note(import, "the rates are those of the text times the whole batch over 512");
    import_note(import, "an update has the rate that Swin's scheduler computed after the one before: it is "
                        "one update later than drawn");
    double steps = import_steps_per_epoch(import), epochs = import_number(import, train, "EPOCHS", 300);
    double warm = steps * import_number(import, train, "WARMUP_EPOCHS", 20), total = steps * epochs;
    double low = import_number(import, train, "MIN_LR", 5e-6) / base;
    bool prefix = import_flag(import, train, "LR_SCHEDULER.WARMUP_PREFIX", true);
    const char *name = import_word(import, train, "LR_SCHEDULER.NAME", "cosine");
    double fall = steps * import_number(import, train, "LR_SCHEDULER.DECAY_EPOCHS", 30);
    double gamma = import_number(import, train, "LR_SCHEDULER.DECAY_RATE", 0.1);
    import_put(import, "total_steps", import_total(import, total));
    import_warmup(import, warm, import_number(import, train, "WARMUP_LR", 5e-7) / base);
    import_choose(import, "warmup_join", "replace");
    if (name && !strcmp(name, "cosine")) {
        import_decay(import, "cosine", prefix ? warm : 0, total, low);
    } else if (name && !strcmp(name, "linear")) {
        import_decay(import, "linear", warm, total, 0.01);
    } else if (name && !strcmp(name, "step")) {
        shape_stairs(import, 0, fall, gamma);
    } else if (name && !strcmp(name, "multistep")) {
        double falls[32];
        int count = import_list(import, train, "LR_SCHEDULER.MULTISTEPS", falls, 32);
        for (int i = 0; i < count; i++) falls[i] = falls[i] * steps + (prefix ? warm : 0) - 1;
        if (count < 0) count = 1, falls[0] = NAN;
        import_multistep(import, falls, count, import_number(import, train, "LR_SCHEDULER.GAMMA", 0.1));
    } else {
        import_refuse(import, "LR_SCHEDULER.NAME %s is not one of its own", name ? name : "?");
    }
}
