/* RT-DETR (rtdetrv2_pytorch/src/optim/warmup.py): (t+1)/warmup_duration by update, milestones in epochs;
   groups of the optimizer with rates of their own. */
#include "reading/dialects.h"

#include <string.h>

enum { FALLS_MAX = 32 };

int rtdetr_evidence(const Document *document) {
    const Node *root = document->root;
    bool own = node_at(root, "epoches") != NULL, warm = node_at(root, "lr_warmup_scheduler") != NULL;
    return node_at(root, "lr_scheduler.type") && (own || warm) ? PROVEN : NONE;
}

static void put_groups(Import *import, const Node *optimizer, double lr) {
    const Node *groups = node_at(optimizer, "params");
    for (const Node *group = groups && groups->kind == NODE_LIST ? groups->first : NULL; group;
         group = group->next) {
        if (!node_at(group, "lr")) continue;
        double own = import_number(import, group, "lr", NAN);
        const char *name = import_word(import, group, "params", "a group");
        if (own == lr) continue;
        import_group(import, name ? name : "a group");
        import_put(import, "base_lr", own);
    }
}

void rtdetr_read(Import *import) {
    const Node *root = import->document->root, *optimizer = node_at(root, "optimizer");
    const Node *scheduler = node_at(root, "lr_scheduler"), *warmup = node_at(root, "lr_warmup_scheduler");
    const char *type = import_word(import, scheduler, "type", NULL);
    double falls[FALLS_MAX], steps = import_steps_per_epoch(import);
    double lr = import_base_lr(import, import_number(import, optimizer, "lr", NAN));
    import_put(import, "total_steps",
               import_total(import, steps * import_number(import, root, "epoches", NAN)));
    if (warmup && warmup->kind == NODE_MAP)
        import_warmup_counted(import, import_number(import, warmup, "warmup_duration", NAN), 0, 1);
    if (type && !strcmp(type, "MultiStepLR")) {
        int count = import_list(import, scheduler, "milestones", falls, FALLS_MAX);
        if (count < 0) count = 1, falls[0] = NAN;
        for (int i = 0; i < count; i++) falls[i] *= steps;
        import_multistep(import, falls, count, import_number(import, scheduler, "gamma", 0.1));
    } else {
        import_refuse(import, "the scheduler %s is not shown", type ? type : "?");
    }
    put_groups(import, optimizer, lr);
}
