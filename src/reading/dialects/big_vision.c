/* big_vision's configs (big_vision/utils.py create_learning_rate_schedule): a decay of the share of the run behind
   the warm-up, times min(1, t/warmup_steps). */
#include "reading/dialects.h"
#include "reading/shapes.h"

#include <stdio.h>
#include <string.h>

enum { STAIRS_MAX = 24 };

int big_vision_evidence(const Document *document) {
    const Node *schedule = document->kind == DOCUMENT_PYTHON ? node_at(document->root, "config.schedule|c.schedule") : NULL;
    if (!schedule) return NONE;
    return schedule->kind == NODE_LIST || node_at(schedule, "decay_type|warmup_steps|warmup_epochs") ? PROVEN : NONE;
}

/* Returns a length of the config by any of its names: warmup_steps, warmup_examples, warmup_epochs,
   warmup_percent. All but the steps are rounded to at least one. */
static double length(Import *import, const Node *map, const char *what, double total, double fallback) {
    static const char *const units[] = {"steps", "examples", "epochs", "percent"};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        char key[40];
        snprintf(key, sizeof key, "%s_%s", what, units[i]);
        const Node *node = node_at(map, key);
        if (!node || node->kind == NODE_NULL) continue;
        double value = import_number(import, map, key, NAN);
        if (i == 0 || value == 0) return value;
        if (i == 1) value /= import_number(import, import->document->root, "config.input.batch_size|config.batch_size|c.input.batch_size", NAN);
        if (i == 2) value = import_epochs(import, value);
        if (i == 3) value *= total;
        return known_max(1, round(value));
    }
    return fallback;
}

/* Puts the inverse square root, whose end a cooldown takes down to 0. */
static void put_rsqrt(Import *import, const Node *schedule, double warm, double total) {
    double scale = length(import, schedule, "timescale", total, import_number(import, schedule, "timescale", 10000));
    double cool = length(import, schedule, "cooldown", total, 0);
    if (node_at(schedule, "shift|shift_steps|shift_examples|shift_epochs|shift_percent")) import_refuse(import, "rsqrt with a shift is not shown");
    if (cool == 0) {
        import_choose(import, "decay", "inverse_sqrt");
        import_put(import, "decay_start", warm);
        import_put(import, "timescale", scale);
        return;
    }
    import_put_formula(import,
                       "def f(x):\n"
                       "    rise = min(1, x / #)\n"
                       "    rest = min(1, (# - x) / #)\n"
                       "    return rise * rest / sqrt(1 + max(0, x - #) / #)\n",
                       (double[]){known_max(1, warm), total, cool, warm, scale});
}

/* Puts the multipliers of a stair: each holds from its own step on. */
static void put_stair(Import *import, const Node *schedule) {
    double steps[STAIRS_MAX + 1], mults[STAIRS_MAX + 1];
    int count = import_list(import, schedule, "steps", steps + 1, STAIRS_MAX), given = import_list(import, schedule, "mults", mults + 1, STAIRS_MAX);
    steps[0] = 0;
    mults[0] = 1;
    if (count == -1 && given == -1) return;
    if (count < 0 || count != given) {
        import_refuse(import, "steps and mults of its stair are no lists that fit each other");
        return;
    }
    shape_pieces(import, steps, mults, count + 1);
}

static const Node *config_of(const Document *document) {
    const Node *config = node_at(document->root, "config");
    return node_at(config, "schedule") ? config : node_at(document->root, "c");
}

/* Returns the schedule's dictionary: the whole one, or in a list of (pattern, schedule) the only one that is not None,
   which freezes its parameters. NULL, with the reason, where there is none or several. */
static const Node *schedule_of(Import *import, const Node *config) {
    const Node *schedule = import_follow(import, node_at(config, "schedule")), *only = NULL;
    for (const Node *item = schedule && schedule->kind == NODE_LIST ? schedule->first : NULL; item; item = item->next) {
        const Node *own = item->kind == NODE_LIST && item->first ? import_follow(import, item->first->next) : item;
        if (own && own->kind == NODE_NULL) {
            import_leave(import, "the parameters of %s, which are frozen", item->first->text);
            continue;
        }
        if (only && own != only) import_refuse(import, "config.schedule is a list of one schedule for each pattern of parameter names");
        only = own;
    }
    if (schedule && schedule->kind == NODE_LIST) schedule = only;
    if (!schedule || schedule->kind != NODE_MAP) import_refuse(import, "config.schedule is no dictionary in the text");
    return import->refusal.length ? NULL : schedule;
}

void big_vision_read(Import *import) {
    const Node *config = config_of(import->document), *schedule = schedule_of(import, config);
    if (!schedule) return;
    double user = import_user(import, "total_steps");
    double total = import_total(import, !isnan(user) ? user : length(import, config, "total", NAN, NAN));
    const char *type = import_word(import, schedule, "decay_type", "stair");
    double warm = length(import, schedule, "warmup", total, 0), rate = import_number(import, config, "lr", NAN);
    double base = import_number(import, schedule, "mult|base", 1);
    bool cools = node_at(schedule, "cooldown_steps|cooldown_examples|cooldown_epochs|cooldown_percent") != NULL;
    if (import_flag(import, schedule, "scale_with_batchsize", false))
        base *= import_number(import, import->document->root, "config.input.batch_size|config.batch_size|c.input.batch_size", NAN) / 256;
    import_base_lr(import, rate * base);
    import_put(import, "total_steps", total);
    import_warmup(import, warm, 0);
    if (cools && type && strcmp(type, "rsqrt") != 0) import_refuse(import, "a cooldown behind a %s is not shown", type);
    if (!type || !strcmp(type, "cosine")) {
        import_decay(import, type, warm, total, 0);
    } else if (word_among(type, "linear|polynomial")) {
        import_decay(import, "polynomial", warm, total, import_number(import, schedule, "end|linear_end", 0) / base);
        import_put(import, "power", import_number(import, schedule, "power", 1));
    } else if (!strcmp(type, "rsqrt")) {
        put_rsqrt(import, schedule, warm, total);
    } else if (!strcmp(type, "stair")) {
        put_stair(import, schedule);
    } else {
        import_refuse(import, "decay_type %s is not shown", type);
    }
}
