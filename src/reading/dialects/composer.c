/* Composer and llm-foundry (composer/optim/scheduler.py), and OLMo (olmo/optim.py): lengths with units,
   "3ba", "1ep", "4e12T". OLMo's update t uses the rate of t+1. */
#include "reading/dialects.h"
#include "reading/shapes.h"

#include <stdlib.h>
#include <string.h>

/* Returns "4e12T", "3ba", "0.1dur", "1ep" or a number of `unit` in updates. `total` is what "dur" is a share
   of. */
static double duration(Import *import, const Node *map, const char *path, double fallback, double total,
                       double tokens, double unit) {
    const Node *node = import_follow(import, node_at(map, path));
    if (!node || node->kind == NODE_NULL) return fallback;
    char *end = NULL;
    char digits[64];
    size_t length = 0;
    for (const char *at = node->text; *at && length < sizeof digits - 1; at++)
        if (*at != '_') digits[length++] = *at;
    digits[length] = 0;
    double value = strtod(digits, &end);
    bool bare = end != digits && !*end;
    if (node->kind != NODE_SCALAR || node->open || end == digits || bare) {
        double number = import_number(import, map, path, NAN);
        return unit > 0 ? floor(number / unit) : number;
    }
    if (!strcmp(end, "ba") || !strcmp(end, "iter")) return value;
    if (!strcmp(end, "dur")) return floor(value * total);
    if (!strcmp(end, "ep")) return import_epochs(import, value);
    if (!strcmp(end, "T") || !strcmp(end, "tok")) return floor(value / tokens);
    import_refuse(import, "%s %s has a unit that is not known", path, node->text);
    return NAN;
}

int olmo_evidence(const Document *document) {
    const Node *scheduler = node_at(document->root, "scheduler");
    return node_at(document->root, "optimizer.learning_rate") && node_has(scheduler, "name", (char *)NULL) &&
                   node_at(scheduler, "t_warmup|alpha_f|units")
               ? PROVEN
               : NONE;
}

void olmo_read(Import *import) {
    const Node *root = import->document->root, *scheduler = node_at(root, "scheduler");
    double lr = import_base_lr(import, import_number(import, root, "optimizer.learning_rate", NAN));
    const char *units = import_word(import, scheduler, "units", "steps"),
               *name = import_word(import, scheduler, "name", NULL);
    double tokens = NAN, unit = 0;
    bool by_tokens = units && !strcmp(units, "tokens");
    const Node *duration_node = node_at(root, "max_duration");
    if (by_tokens || (duration_node && strchr(duration_node->text, 'T')))
        tokens = import_number(import, root, "global_train_batch_size", NAN) *
                 import_number(import, root, "model.max_sequence_length", NAN);
    if (by_tokens) unit = tokens;
    double total = duration(import, root, "max_duration", NAN, NAN, tokens, 0),
           warm = duration(import, scheduler, "t_warmup", NAN, total, tokens, unit);
    total = import_total(import, total);
    double end = duration(import, scheduler, "t_max", total, total, tokens, unit),
           alpha = import_number(import, scheduler, "alpha_f", 0.1);
    if (!node_at(scheduler, "t_warmup"))
        import_need(import, false, "t_warmup", "t_warmup is not in the text");
    double start = node_at(scheduler, "warmup_min_lr")
                       ? import_number(import, scheduler, "warmup_min_lr", 0.1 * lr) / lr
                       : 0.1;
    import_put(import, "total_steps", total);
    import_warmup_counted(import, warm, start, 1);
    double first = known_max(0, warm - 1);
    if (name && !strcmp(name, "cosine_with_warmup")) {
        import_decay(import, "cosine", first, first + end - warm, alpha);
    } else if (name && !strcmp(name, "linear_with_warmup")) {
        import_decay(import, "linear", first, first + end - warm, alpha);
    } else if (name && !strcmp(name, "inverse_sqrt_with_warmup")) {
        import_choose(import, "decay", "inverse_sqrt");
        import_put(import, "decay_start", first);
        import_put(import, "timescale", warm);
    } else if (name && !strcmp(name, "constant_with_warmup")) {
        shape_constant(import);
    } else if (name && !strcmp(name, "constant")) {
        import_warmup(import, 0, 1);
    } else {
        import_refuse(import, "the scheduler %s is not shown", name ? name : "?");
    }
}

int composer_evidence(const Document *document) {
    const Node *scheduler = node_at(document->root, "scheduler");
    bool named = scheduler && node_at(scheduler, "name") && node_at(scheduler, "t_warmup|t_max|alpha_f");
    return named && node_at(document->root, "max_duration") && node_at(document->root, "optimizer.lr")
               ? PROVEN
               : NONE;
}

void composer_read(Import *import) {
    const Node *root = import->document->root, *scheduler = node_at(root, "scheduler");
    const Node *length = node_at(root, "max_duration"), *rise = node_at(scheduler, "t_warmup");
    import_base_lr(import, import_number(import, root, "optimizer.lr", NAN));
    bool by_tokens = (length && strstr(length->text, "tok")) || (rise && strstr(rise->text, "tok"));
    double tokens = by_tokens ? import_number(import, root, "global_train_batch_size", NAN) *
                                    import_number(import, root, "max_seq_len|variables.max_seq_len", NAN)
                              : NAN;
    double total = import_total(import, duration(import, root, "max_duration", NAN, NAN, tokens, 0));
    double warm = duration(import, scheduler, "t_warmup", 0, total, tokens, 0),
           end = duration(import, scheduler, "t_max", total, total, tokens, 0);
    const char *name = import_word(import, scheduler, "name", NULL);
    import_put(import, "total_steps", total);
    import_warmup(import, warm, 0);
    if (name && !strcmp(name, "cosine_with_warmup"))
        import_decay(import, "cosine", warm, end, import_number(import, scheduler, "alpha_f", 0));
    else if (name && !strcmp(name, "linear_decay_with_warmup"))
        import_decay(import, "linear", warm, end, import_number(import, scheduler, "alpha_f", 0));
    else if (name && !strcmp(name, "constant_with_warmup"))
        shape_constant(import);
    else
        import_refuse(import, "the scheduler %s is not shown", name ? name : "?");
}
