/* big_vision's configs (big_vision/utils.py create_learning_rate_schedule): a decay of the share of the run behind
   the warm-up, times min(1, t/warmup_steps). */
#include "reading/dialects.h"

#include <stdio.h>
#include <string.h>

int big_vision_evidence(const Document *document) {
    const Node *schedule = document->kind == DOCUMENT_PYTHON ? node_at(document->root, "config.schedule|c.schedule") : NULL;
    if (!schedule) return NONE;
    return schedule->kind == NODE_LIST || node_at(schedule, "decay_type|warmup_steps|warmup_epochs") ? PROVEN : NONE;
}

/* Returns a length of the config by any of its names: warmup_steps, warmup_epochs, warmup_percent. */
static double length(Import *import, const Node *map, const char *what, double total, double fallback) {
    char steps[40], epochs[40], percent[40];
    snprintf(steps, sizeof steps, "%s_steps", what);
    snprintf(epochs, sizeof epochs, "%s_epochs", what);
    snprintf(percent, sizeof percent, "%s_percent", what);
    if (node_at(map, steps)) return import_number(import, map, steps, NAN);
    if (node_at(map, epochs)) return import_epochs(import, import_number(import, map, epochs, NAN));
    if (node_at(map, percent)) return round(import_number(import, map, percent, NAN) * total);
    return fallback;
}

void big_vision_read(Import *import) {
    const Node *root = import->document->root, *config = node_at(root, "config");
    if (!config) config = node_at(root, "c");
    const Node *schedule = import_follow(import, node_at(config, "schedule"));
    if (schedule->kind == NODE_LIST) {
        import_refuse(import, "config.schedule is a list of one schedule for each pattern of parameter names");
        return;
    }
    double user = import_user(import, "total_steps");
    double total = import_total(import, !isnan(user) ? user : length(import, config, "total", NAN, NAN));
    const char *type = import_word(import, schedule, "decay_type", "stair");
    double warm = length(import, schedule, "warmup", total, 0), rate = import_number(import, config, "lr", NAN);
    double times = import_number(import, schedule, "mult|base", 1), lr = import_base_lr(import, rate * times);
    (void)lr;
    import_put(import, "total_steps", total);
    import_warmup(import, warm, 0);
    if (node_at(schedule, "cooldown_steps|cooldown_epochs|cooldown_percent") && type && strcmp(type, "rsqrt") != 0)
        import_refuse(import, "a cooldown behind a %s is not shown", type);
    if (!type || !strcmp(type, "cosine")) {
        import_decay(import, type, warm, total, 0);
    } else if (word_among(type, "linear|polynomial")) {
        import_decay(import, "polynomial", warm, total, import_number(import, schedule, "end|linear_end", 0) / rate);
        import_put(import, "power", import_number(import, schedule, "power", 1));
    } else if (!strcmp(type, "rsqrt")) {
        if (node_at(schedule, "cooldown_steps|cooldown_epochs|cooldown_percent|shift")) import_refuse(import, "rsqrt with a cooldown or shift is not shown");
        import_choose(import, "decay", "inverse_sqrt");
        import_put(import, "decay_start", warm);
        import_put(import, "timescale", import_number(import, schedule, "timescale", 10000));
    } else {
        import_refuse(import, "decay_type %s is not shown", type);
    }
}
