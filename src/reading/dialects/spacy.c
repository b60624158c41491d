/* spaCy's training configuration (thinc/schedules.py). */
#include "reading/dialects.h"

#include <string.h>

/* Returns the section that has "@schedules", wherever it stands; a fixed rate stands in its place. */
static const Node *schedule_section(const Node *map, int depth) {
    for (const Node *child = map && depth < 6 ? map->first : NULL; child; child = child->next) {
        if (child->kind != NODE_MAP) continue;
        if (node_at(child, "@schedules") && strstr(child->key, "learn_rate")) return child;
        const Node *below = schedule_section(child, depth + 1);
        if (below) return below;
    }
    return NULL;
}

int spacy_evidence(const Document *document) {
    return document->kind == DOCUMENT_INI && schedule_section(document->root, 0) ? PROVEN : NONE;
}

void spacy_read(Import *import) {
    const Node *map = schedule_section(import->document->root, 0);
    const char *name = import_word(import, map, "@schedules", NULL);
    double total = import_number_quiet(import, import->document->root, "training.max_steps");
    if (name && !strcmp(name, "warmup_linear.v1")) {
        double warm = import_number(import, map, "warmup_steps", NAN),
               end = import_number(import, map, "total_steps", NAN);
        import_base_lr(import, import_number(import, map, "initial_rate", NAN));
        import_put(import, "total_steps", import_total(import, total > 0 ? total : end));
        import_warmup(import, warm, 0);
        import_decay(import, "linear", warm, end, 0);
        return;
    }
    import_put(import, "total_steps", import_total(import, total > 0 ? total : NAN));
    if (name && !strcmp(name, "constant.v1")) {
        import_base_lr(import, import_number(import, map, "rate", NAN));
    } else if (name && !strcmp(name, "decaying.v1")) {
        import_base_lr(import, import_number(import, map, "base_rate", NAN));
        import_choose(import, "decay", "inverse_time");
        import_put(import, "decay_start", 0);
        import_put(import, "timescale", 1 / import_number(import, map, "decay", NAN));
        import_put(import, "power", 1);
        if (import_number(import, map, "t", 0) != 0)
            import_refuse(import, "t, a later beginning, is not shown");
    } else if (name && !strcmp(name, "slanted_triangular.v1")) {
        double steps = import_number(import, map, "num_steps", NAN),
               cut = floor(steps * import_number(import, map, "cut_frac", 0.1));
        double ratio = import_number(import, map, "ratio", 32);
        import_base_lr(import, import_number(import, map, "max_rate", NAN));
        import_warmup(import, cut, 1 / ratio);
        import_decay(import, "linear", cut, cut + cut * (1 / import_number(import, map, "cut_frac", 0.1) - 1),
                     1 / ratio);
        if (import_number(import, map, "decay", 1) != 1)
            import_refuse(import, "a further decay is not shown");
    } else {
        import_refuse(import, "the schedule %s is not shown", name ? name : "?");
    }
}
