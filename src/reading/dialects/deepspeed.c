/* DeepSpeed's own schedulers (deepspeed/runtime/lr_schedules.py). Its update t uses the value of n = t-1, for
   the scheduler is stepped after the update and begins at -1; the first one uses warmup_min_lr. */
#include "reading/dialects.h"

#include <string.h>

#define TYPES "WarmupLR|WarmupDecayLR|WarmupCosineLR|OneCycle|LRRangeTest"

int deepspeed_evidence(const Document *document) {
    const Node *type =
        node_at(document->root, "scheduler.type|deepspeed.scheduler.type|deepspeed_config.scheduler.type");
    const Node *params = node_at(
        document->root, "scheduler.params|deepspeed.scheduler.params|deepspeed_config.scheduler.params");
    return type && params && word_among(type->text, TYPES) ? PROVEN : NONE;
}

static void read_warmup(Import *import, const Node *root, const Node *params, const char *type) {
    bool cosine = !strcmp(type, "WarmupCosineLR"), decays = strcmp(type, "WarmupLR") != 0;
    double from_optimizer = import_number_quiet(import, root, "optimizer.params.lr");
    double highest = cosine ? import_number(import, root, "optimizer.params.lr", NAN)
                            : import_number(import, params, "warmup_max_lr",
                                            isnan(from_optimizer) ? 0.001 : from_optimizer);
    double lr = import_base_lr(import, highest);
    double steps = import_number(import, params, "warmup_num_steps", 1000);
    double low = cosine ? import_number(import, params, "warmup_min_ratio", 0)
                        : import_number(import, params, "warmup_min_lr", 0) / lr;
    const char *kind = import_word(import, params, "warmup_type", "log");
    double warm = known_max(2, steps);
    bool logarithmic = kind && !strcmp(kind, "log");
    if (logarithmic) {
        import_choose(import, "warmup_method", "logarithmic");
        import_put(import, "warmup_iters", warm);
        import_put(import, "warmup_factor", low);
    } else {
        import_choose(import, "warmup_method", kind ? "linear" : NULL);
        import_warmup(import, warm, low);
    }
    import_note(import, "DeepSpeed's first update has the rate of its second-to-be: the curve counts its "
                        "scheduler's own steps");
    double total = decays ? import_total(import, import_number(import, params, "total_num_steps", NAN))
                          : import_total(import, import_number_quiet(import, root, "total_num_steps"));
    import_put(import, "total_steps", total);
    if (!decays) return;
    double final = cosine ? import_number(import, params, "cos_min_ratio", 0.0001) : low;
    import_decay(import, cosine ? "cosine" : "linear", warm, total, final);
}

static void read_one_cycle(Import *import, const Node *params) {
    double low = import_number(import, params, "cycle_min_lr", NAN),
           high = import_base_lr(import, import_number(import, params, "cycle_max_lr", NAN));
    double first = import_number(import, params, "cycle_first_step_size", 2000);
    double second = import_number(import, params, "cycle_second_step_size", first);
    double rate = import_number(import, params, "decay_lr_rate", 0),
           size = import_number(import, params, "decay_step_size", 0);
    import_warmup(import, first, low / high);
    if (import_flag(import, params, "cycle_momentum", true) && node_at(params, "cycle_min_mom"))
        import_leave(import, "the cycle of the momentum");
    if (rate != 0 && size > 0) { /* no shape of the model falls by 1/(1 + rate*k) behind a triangle */
        double end = first + second, foot = low / high;
        import_put(import, "total_steps", import_total(import, 2 * end));
        import_put_formula(
            import,
            "def f(x):\n"
            "    if x < #:\n"
            "        return # + (1 - #) * x / #\n"
            "    if x < #:\n"
            "        return # + (1 - #) * (# - x) / #\n"
            "    return # / (1 + # * (x - # + 1) / #)\n",
            (double[]){first, foot, foot, first, end, foot, foot, end, second, foot, rate, end, size});
        return;
    }
    import_decay(import, "linear", first, first + second, low / high);
}

void deepspeed_read(Import *import) {
    const Node *root = import->document->root;
    const Node *inner = node_at(root, "deepspeed|deepspeed_config");
    if (inner && inner->kind == NODE_MAP && node_at(inner, "scheduler")) root = inner;
    const char *type = node_at(root, "scheduler.type")->text;
    const Node *params = node_at(root, "scheduler.params");
    if (!strcmp(type, "OneCycle"))
        read_one_cycle(import, params);
    else if (!strcmp(type, "LRRangeTest"))
        import_refuse(import, "a range test raises the rate without end");
    else
        read_warmup(import, root, params, type);
}
