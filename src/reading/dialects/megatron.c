/* Megatron-LM's arguments (megatron/core/optimizer_param_scheduler.py) and GPT-NeoX's files
   (megatron/learning_rates.py). */
#include "reading/dialects.h"
#include "reading/shapes.h"

#include <string.h>

/* Samples become steps by the whole batch. */
static double length_of(Import *import, const Node *args, const char *steps, const char *samples,
                        double fallback) {
    if (node_at(args, steps) || !node_at(args, samples)) return import_number(import, args, steps, fallback);
    return floor(import_number(import, args, samples, NAN) /
                 import_number(import, args, "global-batch-size", NAN));
}

static const Node *arguments_of(const Document *document) {
    const Node *command = document_command(
        document, "",
        "lr-decay-style|lr-decay-iters|lr-warmup-fraction|lr-warmup-iters|lr-decay-samples|lr-warmup-samples",
        "lr|train-iters|train-samples", (char *)NULL);
    return command;
}

int megatron_evidence(const Document *document) {
    return arguments_of(document) ? PROVEN : NONE;
}

static void put_anneal(Import *import, const Node *args, double warm, double start, double decay,
                       double final) {
    const char *style = import_word(import, args, "lr-wsd-decay-style", "exponential");
    double length = length_of(import, args, "lr-wsd-decay-iters", "lr-wsd-decay-samples", NAN);
    const char *word = !style ? NULL : !strcmp(style, "minus_sqrt") ? "one_minus_sqrt" : style;
    if (word && !word_among(word, "linear|cosine|one_minus_sqrt|exponential"))
        import_refuse(import, "lr-wsd-decay-style %s is not one of Megatron's", word);
    if (!word || strcmp(word, "exponential") != 0) {
        import_decay(import, word, decay - length, decay, final);
        return;
    }
    import_put_formula(import,
                       "def f(x):\n"
                       "    if x < #:\n"
                       "        return # + (1 - #) * x / #\n"
                       "    if x <= #:\n"
                       "        return 1\n"
                       "    if x > #:\n"
                       "        return #\n"
                       "    return # + (1 - #) * (2 * 0.5 ** ((x - #) / #) - 1)\n",
                       (double[]){warm, start, start, warm, decay - length, decay, final, final, final,
                                  decay - length, length});
}

/* Puts the inverse square root. The rule holds until lr_decay_iters; then, and wherever it would be lower,
   the rate is min_lr. */
static void put_inverse_root(Import *import, double warm, double start, double decay, double low,
                             double total) {
    double width = known_max(1, warm);
    import_choose(import, "decay", "inverse_sqrt");
    import_put(import, "decay_start", warm);
    import_put(import, "timescale", width);
    if (low <= sqrt(width / known_max(width, total - 1)) && decay >= total) return;
    import_put_formula(import,
                       "def f(x):\n"
                       "    if x < #:\n"
                       "        return # + (1 - #) * x / #\n"
                       "    if x > #:\n"
                       "        return #\n"
                       "    return max(#, sqrt(# / max(x, 1)))\n",
                       (double[]){warm, start, start, warm, decay, low, low, width});
}

void megatron_read(Import *import) {
    const Node *args = arguments_of(import->document);
    double lr = import_base_lr(import, import_number(import, args, "lr", NAN)),
           low = import_number(import, args, "min-lr", 0) / lr;
    double total = import_total(import, length_of(import, args, "train-iters", "train-samples", NAN));
    double decay = length_of(import, args, "lr-decay-iters", "lr-decay-samples", total);
    double warm = node_at(args, "lr-warmup-fraction")
                      ? decay * import_number(import, args, "lr-warmup-fraction", NAN)
                      : length_of(import, args, "lr-warmup-iters", "lr-warmup-samples", 0);
    bool swift = strstr(args->text, "megatron sft") || strstr(args->text, "megatron pt") || strstr(args->text, "megatron rlhf");
    const char *style = import_word(import, args, "lr-decay-style", swift ? "cosine" : "linear"); /* ms-swift's own */
    import_put(import, "total_steps", total);
    double start = import_number(import, args, "lr-warmup-init", 0) / lr;
    import_warmup(import, warm, start);
    if (style && !strcmp(style, "constant")) {
        shape_constant(import);
    } else if (style && word_among(style, "linear|cosine")) {
        import_decay(import, style, warm, decay, low);
    } else if (style && !strcmp(style, "WSD")) {
        put_anneal(import, args, warm, start, decay, low);
    } else if (style && !strcmp(style, "inverse-square-root")) {
        put_inverse_root(import, warm, start, decay, low, total);
    } else {
        import_refuse(import, "the decay style %s is not one of Megatron's", style ? style : "?");
    }
}

int neox_evidence(const Document *document) {
    const Node *root = document->root;
    bool settings = document->kind == DOCUMENT_YAML || document->kind == DOCUMENT_JSON;
    bool own =
        settings && node_at(root, "lr_decay_style|lr-decay-style|lr_decay_iters|lr-decay-iters") != NULL;
    return own && node_at(root, "optimizer.params.lr|train_iters|train-iters") ? PROVEN : NONE;
}

void neox_read(Import *import) {
    const Node *root = import->document->root;
    double lr = import_base_lr(import, import_number(import, root, "optimizer.params.lr", NAN)),
           low = import_number(import, root, "min_lr", 0) / lr;
    double total = import_total(import, import_number(import, root, "train_iters", NAN));
    double decay = import_number(import, root, "lr_decay_iters", total),
           warm = decay * import_number(import, root, "warmup", 0.01);
    const char *style = import_word(import, root, "lr_decay_style", "linear");
    import_put(import, "total_steps", total);
    import_warmup(import, warm, 0);
    if (warm > 0 && !(style && !strcmp(style, "linear")))
        import_note(import, "step 0 has the rate of step 1 in GPT-NeoX");
    if (style && !strcmp(style, "cosine")) {
        import_decay(import, "cosine", warm, decay, low);
    } else if (style && !strcmp(style, "linear")) {
        import_decay(import, "linear", warm, decay,
                     low); /* what the function is asked for where it is not known */
        import_put_formula(import,
                           "def f(x):\n"
                           "    n = max(x, 1)\n"
                           "    if n <= #:\n"
                           "        return n / #\n"
                           "    return max(#, (# - n) / #)\n",
                           (double[]){warm, warm, low, decay, decay - warm});
    } else if (style && !strcmp(style, "constant")) {
        shape_constant(import);
    } else {
        import_refuse(import, "the decay style %s is not shown", style ? style : "?");
    }
}
