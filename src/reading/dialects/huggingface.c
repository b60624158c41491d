/* transformers' training arguments, in every form that they are given: a call, a command, YAML, JSON, a model card.
   Defaults: transformers/training_args.py; shapes: transformers/optimization.py. */
#include "reading/dialects/huggingface.h"

#include "reading/dialects.h"

#include <ctype.h>
#include <string.h>

static const char *const arguments_keys = "learning_rate|lr";
static const char *const own_keys =
    "lr_scheduler_type|per_device_train_batch_size|per_device_eval_batch_size|num_train_epochs|lr_scheduler_kwargs";
/* What the commands of diffusers' examples have, whose schedule is constant where none is given. */
static const char *const diffusers_keys = "pretrained_model_name_or_path|train_batch_size|instance_prompt|validation_prompt|instance_data_dir|max_train_steps";

static int map_evidence(const Node *map) {
    if (!map || (map->kind != NODE_MAP && map->kind != NODE_CALL)) return NONE;
    if (map->kind == NODE_CALL && strstr(map->text, "swift ")) return NONE; /* its defaults are others */
    bool lr = node_at(map, "learning_rate") != NULL;
    bool length = node_at(map, "max_steps|num_train_epochs|training_steps|num_epochs") != NULL;
    bool warm = node_at(map, "warmup_steps|warmup_ratio|lr_scheduler_warmup_steps|lr_scheduler_warmup_ratio") != NULL;
    bool own = node_at(map, own_keys) != NULL;
    bool type = node_at(map, "lr_scheduler_type") != NULL;
    if (!type && node_at(map, diffusers_keys)) return NONE;
    if (node_at(map, "max_train_steps|lr_scheduler|lr_warmup_steps")) return own && lr && type ? LIKELY : NONE; /* diffusers */
    if ((type && (lr || length || warm)) || (own && lr)) return PROVEN;
    bool flag = node_at(map, "do_train|bf16|fp16|save_steps|logging_steps|gradient_accumulation_steps") != NULL;
    return (lr && length && (warm || flag)) || (warm && length && lr) ? LIKELY : NONE;
}

/* True for trl's configurations. The rate that each takes where none is given has changed from version to
   version. */
static bool is_of_trl(const Node *call) {
    return word_among(name_last(call->text), "SFTConfig|DPOConfig|GRPOConfig|PPOConfig|ORPOConfig|KTOConfig|CPOConfig|RewardConfig|"
                                             "GOLDConfig|MiniLLMConfig|AsyncGRPOConfig|RLOOConfig|BCOConfig|OnlineDPOConfig|GKDConfig|PRMConfig|NashMDConfig|XPOConfig");
}

static bool is_arguments_call(const Node *call) {
    const char *name = name_last(call->text);
    size_t length = strlen(name), end = strlen("TrainingArguments");
    bool named = length >= end && !strcmp(name + length - end, "TrainingArguments");
    return named || is_of_trl(call) || !strcmp(name, "UnslothTrainingArguments");
}

/* True for a class of arguments of its own, GOLDConfig or SftArguments: it has the keys, and perhaps other defaults. */
static bool is_of_another(const Node *call) {
    const char *name = name_last(call->text);
    size_t length = strlen(name);
    bool named = length > 6 && (!strcmp(name + length - 6, "Config") || strstr(name, "Arguments") || !strcmp(name + length - 4, "Args"));
    return named && !is_arguments_call(call) && map_evidence(call) == PROVEN;
}

/* Returns the last call that makes training arguments, or NULL. */
static const Node *arguments_call(const Document *document) {
    const Node *found = NULL;
    if (document->kind != DOCUMENT_PYTHON) return NULL;
    for (const Node *entry = document->calls->first; entry; entry = entry->next)
        if ((is_arguments_call(entry->first) && entry->first->first) || is_of_another(entry->first)) found = entry->first;
    return found;
}

/* Returns the map, section or command that has the keys, and how sure that is. */
static const Node *arguments_of(const Document *document, int *evidence) {
    const Node *best = arguments_call(document);
    *evidence = best ? PROVEN : NONE;
    if (best) return best;
    if (document->kind == DOCUMENT_SHELL) {
        for (const Node *entry = document->calls->first; entry; entry = entry->next) {
            int found = map_evidence(entry->first);
            if (found > *evidence) *evidence = found, best = entry->first;
        }
        return best;
    }
    if (document->kind == DOCUMENT_PYTHON) { /* a dict of them, for TrainingArguments(**kwargs) */
        for (const Node *child = document->root->first; child; child = child->next)
            if (child->kind == NODE_MAP && map_evidence(child) == PROVEN) *evidence = LIKELY, best = child;
        return best;
    }
    *evidence = map_evidence(document->root);
    if (*evidence) return document->root;
    for (const Node *child = document->root ? document->root->first : NULL; child; child = child->next) {
        int found = map_evidence(child);
        if (found > *evidence) *evidence = found, best = child;
    }
    return best;
}

int huggingface_evidence(const Document *document) {
    int evidence;
    arguments_of(document, &evidence);
    return evidence;
}

double huggingface_warmup(Import *import, const Node *args, const char *steps_path, const char *ratio_path, double total) {
    double steps = import_number(import, args, steps_path, 0);
    if (isnan(steps)) return import_user(import, "warmup_iters");
    if (steps >= 1) return steps;
    double ratio = steps > 0 ? steps : import_number(import, args, ratio_path, 0);
    return ratio == 0 ? 0 : ceil(ratio * total);
}

/* Writes "SchedulerType.COSINE" and "COSINE" as "cosine". */
static void plain_word(const char *type, char *word, size_t size) {
    const char *last = name_last(type);
    size_t i = 0;
    for (; last[i] && i < size - 1; i++) word[i] = (char)tolower((unsigned char)last[i]);
    word[i] = 0;
}

static double floor_of(Import *import, const Node *args, double lr) {
    double rate = import_number_quiet(import, args, "min_lr_rate");
    if (!isnan(rate)) return rate;
    return import_number(import, args, "min_lr", NAN) / lr;
}

/* Puts get_wsd_schedule's plateau: what the warm-up and the decay leave of the run, unless it is given. */
static void put_stable(Import *import, double warm, double total, const Node *args) {
    double fall = import_number(import, args, "num_decay_steps", NAN);
    double stable = import_number_quiet(import, args, "num_stable_steps"), min = import_number(import, args, "min_lr_ratio", 0);
    const char *kind = import_word(import, args, "decay_type", "cosine"), *rise = import_word(import, args, "warmup_type", "linear");
    double start = isnan(stable) ? total - fall : warm + stable;
    import_warmup(import, warm, min);
    import_choose(import, "warmup_method", rise && !strcmp(rise, "cosine") ? "cosine" : rise ? "linear" : NULL);
    if (rise && !word_among(rise, "linear|cosine")) import_refuse(import, "warmup_type %s is not shown", rise);
    const char *word = !kind ? NULL : !strcmp(kind, "1-sqrt") ? "one_minus_sqrt" : kind;
    import_decay(import, word, start, start + fall, min);
}

void huggingface_shape(Import *import, const char *type, double warm, double total, double lr, const Node *args) {
    char word[48] = "";
    if (type) plain_word(type, word, sizeof word);
    import_warmup(import, warm, 0);
    if (!type) {
        import_choose(import, "decay", NULL);
    } else if (!strcmp(word, "linear")) {
        import_decay(import, "linear", warm, total, 0);
    } else if (!strcmp(word, "cosine") || !strcmp(word, "cosine_with_min_lr")) {
        double cycles = import_number(import, args, "num_cycles", 0.5);
        import_decay(import, "cosine", warm, total, strcmp(word, "cosine") ? floor_of(import, args, lr) : 0);
        if (cycles != 0.5) import_put(import, "num_cycles", cycles);
    } else if (word_among(word, "cosine_with_restarts|cosine_with_hard_restarts")) {
        double cycles = import_number(import, args, "num_cycles", 1);
        import_decay(import, "cosine_restarts", warm, total, 0);
        import_put(import, "cycle_steps", (total - warm) / cycles);
        import_put(import, "cycle_mult", 1);
    } else if (!strcmp(word, "polynomial")) {
        import_decay(import, "polynomial", warm, total, import_number(import, args, "lr_end", 1e-7) / lr);
        import_put(import, "power", import_number(import, args, "power", 1));
    } else if (!strcmp(word, "constant")) {
        import_warmup(import, 0, 1);
    } else if (!strcmp(word, "inverse_sqrt")) {
        import_choose(import, "decay", "inverse_sqrt");
        import_put(import, "decay_start", warm);
        import_put(import, "timescale", import_number(import, args, "timescale", warm > 0 || isnan(warm) ? warm : 10000));
    } else if (!strcmp(word, "warmup_stable_decay")) {
        put_stable(import, warm, total, args);
    } else if (!strcmp(word, "reduce_lr_on_plateau")) {
        import_refuse(import, "reduce_lr_on_plateau depends on the loss: no curve can be drawn before training");
    } else if (strcmp(word, "constant_with_warmup") != 0) {
        import_refuse(import, "the scheduler type %s is not known", type);
    }
}

/* Returns lr_scheduler_kwargs as a map; in a command it is a string with JSON in it. */
static const Node *details_of(Import *import, const Node *args) {
    const Node *node = import_follow(import, node_at(args, "lr_scheduler_kwargs"));
    if (!node || node->kind == NODE_NULL) return NULL;
    if (node->kind == NODE_SCALAR && !node->open)
        node = syntax_expression(&import->documents->forest, node->text, strlen(node->text), node->line, node->column);
    if (!node || node->kind != NODE_MAP) import_refuse(import, "lr_scheduler_kwargs is not a dictionary that can be read");
    return node;
}

static double run_length(Import *import, const Node *args) {
    double steps = import_number(import, args, "max_steps|training_steps", -1);
    import_batch(import, import_number_quiet(import, args, "per_device_train_batch_size"),
                 import_number_quiet(import, args, "gradient_accumulation_steps"), NAN);
    if (!isnan(import_user(import, "total_steps"))) return import_total(import, NAN);
    if (isnan(steps) || steps > 0) return import_total(import, steps);
    double epochs = import_number(import, args, "num_train_epochs|num_epochs", 3);
    return import_total(import, ceil(import_epochs(import, epochs)));
}

void huggingface_read(Import *import) {
    int evidence;
    const Node *args = arguments_of(import->document, &evidence);
    bool call = args->kind == NODE_CALL && import->document->kind == DOCUMENT_PYTHON;
    if (call) import_source(import, name_last(args->text));
    bool own = is_of_trl(args) || (call && is_of_another(args)); /* with a rate of its own where none is given */
    bool sure = (evidence == PROVEN || node_at(args, "warmup_steps|warmup_ratio")) && !(call && is_of_another(args));
    double lr = import_base_lr(import, import_number(import, args, arguments_keys, own ? NAN : 5e-5));
    const char *type = import_word(import, args, "lr_scheduler_type", sure ? "linear" : NULL);
    if (!type && !node_at(args, "lr_scheduler_type")) import_need(import, false, "lr_scheduler_type", "lr_scheduler_type is not in the text");
    double total = run_length(import, args);
    double warm = huggingface_warmup(import, args, "warmup_steps|lr_scheduler_warmup_steps|num_warmup_steps",
                                     "warmup_ratio|lr_scheduler_warmup_ratio", total);
    import_put(import, "total_steps", total);
    huggingface_shape(import, type, warm, total, lr, details_of(import, args));
    if (!node_at(args, arguments_keys) && !own) import_note(import, "learning_rate 5e-5, the default");
    if (!node_at(args, "lr_scheduler_type") && type) import_note(import, "lr_scheduler_type linear, the default");
}
