/* MaxText (maxtext_utils.py): its cosine reaches the end one step before the schedule does. */
#include "reading/dialects.h"

#include <string.h>

int maxtext_evidence(const Document *document) {
    const Node *root = document->root;
    bool own = node_at(root, "learning_rate_schedule_steps|cosine_learning_rate_final_fraction|learning_rate_"
                             "final_fraction") != NULL;
    return node_at(root, "warmup_steps_fraction") && (own || node_at(root, "lr_schedule_type|steps")) ? PROVEN
                                                                                                      : NONE;
}

void maxtext_read(Import *import) {
    const Node *root = import->document->root;
    import_base_lr(import, import_number(import, root, "learning_rate", 3e-5));
    double total = import_total(import, import_number(import, root, "steps", 150001));
    double schedule = import_number(import, root, "learning_rate_schedule_steps", -1);
    if (schedule < 0) schedule = total;
    double warm = floor(schedule * import_number(import, root, "warmup_steps_fraction", 0.1));
    double final =
        import_number(import, root, "learning_rate_final_fraction|cosine_learning_rate_final_fraction", 0.1);
    const char *type = import_word(import, root, "lr_schedule_type", "cosine");
    import_put(import, "total_steps", total);
    import_warmup(import, warm, 0);
    if (schedule < total)
        import_refuse(import, "after learning_rate_schedule_steps the rate is 0, which is not shown");
    if (type && !strcmp(type, "cosine"))
        import_decay(import, "cosine", warm, schedule - 1, final);
    else
        import_refuse(import, "lr_schedule_type %s is not shown", type ? type : "?");
}
