/* TensorFlow's Model Garden (official/modeling/optimization): the warm-up is a line to what the schedule,
   which counts from step 0, has at its end. */
#include "reading/dialects.h"
#include "reading/shapes.h"

#include <string.h>

static const Node *garden_section(const Document *document) {
    const Node *root = document->root;
    const Node *section = node_at(root, "trainer.optimizer_config");
    return section ? section : node_at(root, "optimizer_config");
}

int garden_evidence(const Document *document) {
    return node_at(garden_section(document), "learning_rate.type") ? PROVEN : NONE;
}

void garden_read(Import *import) {
    const Node *root = import->document->root, *section = garden_section(import->document);
    const char *type = import_word(import, section, "learning_rate.type", NULL),
               *rise = import_word(import, section, "warmup.type", NULL);
    const Node *rate = node_at(section, "learning_rate");
    const Node *details = type ? node_at(rate, type) : NULL;
    import_put(import, "total_steps",
               import_total(import, import_number(import, root, "trainer.train_steps|train_steps", NAN)));
    double lr = NAN;
    if (type && !strcmp(type, "stepwise")) {
        double bounds[31], values[31], starts[31];
        int count = import_list(import, details, "boundaries", bounds, 29),
            rates = import_list(import, details, "values", values, 30);
        if (count < 0 || rates != count + 1) {
            import_refuse(import, "boundaries and values are no lists that fit each other");
            return;
        }
        lr = import_base_lr(import, values[0]);
        for (int i = 0; i < rates; i++) {
            starts[i] = i ? bounds[i - 1] + 1 : 0; /* the rate changes after the boundary */
            values[i] /= lr;
        }
        shape_pieces(import, starts, values, rates);
    } else if (type && !strcmp(type, "cosine")) {
        lr = import_base_lr(import, import_number(import, details, "initial_learning_rate", NAN));
        import_decay(import, "cosine", 0, import_number(import, details, "decay_steps", NAN),
                     import_number(import, details, "alpha", 0));
        if (import_number(import, details, "offset", 0) != 0) import_refuse(import, "offset is not shown");
    } else if (type && !strcmp(type, "polynomial")) {
        lr = import_base_lr(import, import_number(import, details, "initial_learning_rate", NAN));
        import_decay(import, "polynomial", 0, import_number(import, details, "decay_steps", NAN),
                     import_number(import, details, "end_learning_rate", 0.0001) / lr);
        import_put(import, "power", import_number(import, details, "power", 1));
        if (import_flag(import, details, "cycle", false)) import_refuse(import, "cycle is not shown");
    } else if (type && !strcmp(type, "exponential")) {
        bool stairs = import_flag(import, details, "staircase", false);
        lr = import_base_lr(import, import_number(import, details, "initial_learning_rate", NAN));
        shape_stairs(import, 0, import_number(import, details, "decay_steps", NAN),
                     import_number(import, details, "decay_rate", NAN));
        if (!stairs) import_choose(import, "decay", "exponential");
    } else if (type && !strcmp(type, "constant")) {
        lr = import_base_lr(import, import_number(import, details, "learning_rate", NAN));
    } else {
        import_refuse(import, "learning_rate.type %s is not shown", type ? type : "?");
    }
    if (!rise) return;
    const Node *warm = node_at(section, "warmup.linear|warmup.polynomial");
    double power = !strcmp(rise, "polynomial") ? import_number(import, warm, "power", 1) : 1;
    import_warmup(import, import_number(import, warm, "warmup_steps", NAN),
                  import_number(import, warm, "warmup_learning_rate", 0) / lr);
    import_choose(import, "warmup_join", "meet");
    if (power != 1 || !word_among(rise, "linear|polynomial"))
        import_refuse(import, "warmup.type %s is not shown", rise);
}
