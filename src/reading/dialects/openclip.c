/* open_clip (src/open_clip_train/scheduler.py): (t+1)/warmup, then a cosine from step warmup on. */
#include "reading/dialects.h"
#include "reading/shapes.h"

#include <string.h>

static const Node *clip_command(const Document *document) {
    return document_command(document, "open_clip_train|training.main|open_clip", "warmup|epochs|lr",
                            (char *)NULL);
}

int openclip_evidence(const Document *document) {
    return clip_command(document) ? PROVEN : NONE;
}

void openclip_read(Import *import) {
    const Node *command = clip_command(import->document);
    import_base_lr(import, import_number(import, command, "lr", 5e-4));
    double warm = import_number(import, command, "warmup", 10000),
           epochs = import_number(import, command, "epochs", 32);
    double total = import_total(import, import_epochs(import, epochs));
    const char *kind = import_word(import, command, "lr-scheduler", "cosine");
    import_put(import, "total_steps", total);
    if (import_flag(import, command, "skip-scheduler", false)) {
        import_warmup(import, 0, 1);
        shape_constant(import);
        return;
    }
    import_warmup_counted(import, warm, 0, 1);
    if (kind && !strcmp(kind, "cosine")) {
        import_decay(import, "cosine", warm, total, 0);
    } else if (kind && !strcmp(kind, "const")) {
        shape_constant(import);
    } else if (kind && !strcmp(kind, "const-cooldown")) {
        double length = import_epochs(import, import_number(import, command, "epochs-cooldown", NAN));
        import_decay(import, "polynomial", total - length, total, 0);
        import_put(import, "power", import_number(import, command, "lr-cooldown-power", 1));
        if (import_number(import, command, "lr-cooldown-end", 0) != 0)
            import_refuse(import, "lr_cooldown_end is not shown");
    } else {
        import_refuse(import, "--lr-scheduler %s is not one of its own", kind ? kind : "?");
    }
}
