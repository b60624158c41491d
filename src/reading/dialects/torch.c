/* A script with PyTorch's schedulers: which of them is stepped, with which optimizer's lr, how often; and
   transformers' get_*_schedule functions. The rates come from torch_parts.c and are read by proof (fit.h). */
#include "reading/dialects.h"
#include "reading/dialects/huggingface.h"
#include "reading/dialects/torch_parts.h"
#include "reading/dialects/torch_steps.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROOTS_MAX = TORCH_PARTS_MAX };

/* A scheduler that no other one holds. */
typedef struct Root {
    const Node *call;
    const char *target;   /* the name that it is assigned to, "" for none */
    const char *optimizer; /* the optimizer's name as it stands in the call, "" for none */
    bool stepped;
} Root;

static const struct {
    const char *getter, *type;
    int warm, total; /* positions; 0: it takes none */
} getters[] = {
    {"get_constant_schedule", "constant", 0, 0},
    {"get_constant_schedule_with_warmup", "constant_with_warmup", 1, 0},
    {"get_linear_schedule_with_warmup", "linear", 1, 2},
    {"get_cosine_schedule_with_warmup", "cosine", 1, 2},
    {"get_cosine_with_hard_restarts_schedule_with_warmup", "cosine_with_restarts", 1, 2},
    {"get_polynomial_decay_schedule_with_warmup", "polynomial", 1, 2},
    {"get_inverse_sqrt_schedule", "inverse_sqrt", 1, 0},
    {"get_cosine_with_min_lr_schedule_with_warmup", "cosine_with_min_lr", 1, 2},
    {"get_wsd_schedule", "warmup_stable_decay", 1, 3},
};

static int getter_of(const char *name) {
    for (size_t i = 0; i < sizeof getters / sizeof *getters; i++)
        if (!strcmp(name_last(name), getters[i].getter)) return (int)i;
    return -1;
}

static bool defines(const Node *block, const char *name) {
    for (const Node *item = block->body; item; item = item->next) {
        if (item->kind == NODE_DEF && !strcmp(item->key, name)) return true;
        if (item->body && item->kind != NODE_ASSIGN && defines(item, name)) return true;
    }
    return false;
}

/* True for one of transformers' functions; one of the script's own has that name, and is followed instead. */
static bool is_getter(const Document *document, const char *name) {
    bool named = getter_of(name) >= 0 || !strcmp(name_last(name), "get_scheduler");
    return named && !defines(document->code, name_last(name));
}

static bool ends_in(const char *name, const char *end) {
    size_t length = strlen(name), tail = strlen(end);
    return length > tail && !strcmp(name + length - tail, end);
}

/* True for a call that looks like one of a scheduler but is of none that is known. One that gets numbers by name only, and so
   no optimizer, is of a diffusion's noise. */
static bool is_strange(const Node *call) {
    const char *last = name_last(call->text);
    bool lowercase = *last >= 'a' && *last <= 'z', gets_more = false;
    bool like = ends_in(last, "LR") || ends_in(last, "Scheduler") || ends_in(last, "Restarts") || ends_in(last, "Warmup");
    for (const Node *child = call->first; child; child = child->next) gets_more = gets_more || !*child->key || strstr(child->key, "opt");
    return like && !lowercase && gets_more && !torch_kind(last) && !strstr(last, "Noise") && !strstr(last, "Discrete") &&
           !word_among(last, "GradScaler|DDPMScheduler|DDIMScheduler|DummyScheduler|BaseScheduler|LRScheduler|_LRScheduler");
}

static bool is_scheduler(const Document *document, const Node *call) {
    const char *name = name_last(call->text);
    return torch_own_method(document, name, "get_lr") || torch_kind(name) || is_getter(document, call->text) ||
           (name_ends(name, "ReduceLROnPlateau") && !keras_plateau(call));
}

static const char *const optimizers =
    "SGD|Adam|AdamW|NAdam|RAdam|Adamax|Adagrad|Adadelta|RMSprop|LBFGS|Adafactor|Lion|SparseAdam|ASGD|Rprop|AdamW8bit|"
    "Adam8bit|PagedAdamW8bit|PagedAdamW|LAMB|Lamb|FusedAdam|FusedLAMB|DeepSpeedCPUAdam|AdaBelief|Ranger|RangerLars|LARS|Muon|SOAP|"
    "Adan|Prodigy|AdamP|SGDP|SAM|BertAdam";

static bool is_optimizer(const Node *call) {
    return word_among(name_last(call->text), optimizers) || (strstr(call->text, "optim.") && !strstr(call->text, "lr_scheduler") &&
                                                             *name_last(call->text) >= 'A' && *name_last(call->text) <= 'Z');
}

/* Returns the def of a get_lr(step) with which the script sets the rate itself, or NULL. */
static const Node *rate_def(const Document *document) {
    for (const Node *item = document->code->body; item; item = item->next)
        if (item->kind == NODE_DEF && word_among(item->key, "get_lr|get_learning_rate|learning_rate_schedule") && item->first &&
            strcmp(item->first->text, "self") != 0 && strcmp(item->first->text, "optimizer") != 0)
            return item;
    return NULL;
}

int torch_evidence(const Document *document) {
    int evidence = NONE;
    if (document->kind != DOCUMENT_PYTHON) return NONE;
    if (rate_def(document)) evidence = LIKELY;
    for (const Node *entry = document->calls->first; entry; entry = entry->next) {
        if (is_scheduler(document, entry->first)) return PROVEN;
        if (is_optimizer(entry->first) || is_strange(entry->first)) evidence = LIKELY;
    }
    return evidence;
}

/* --- the optimizer --- */

static const Node *only_optimizer(const Document *document) {
    const Node *found = NULL;
    for (const Node *entry = document->calls->first; entry; entry = entry->next) {
        if (!is_optimizer(entry->first)) continue;
        if (found) return NULL;
        found = entry->first;
    }
    return found;
}

/* Returns the optimizer's call that a scheduler's first argument leads to. Where a function takes it as an
   argument, the script's only one is meant. */
static const Node *optimizer_of(Import *import, const Node *call) {
    bool second = !strcmp(name_last(call->text), "get_scheduler");
    const Node *node = node_argument(call, "optimizer", second ? 1 : 0), *end = import_follow(import, node);
    if (!node && call->first && call->first->kind == NODE_LIST) return NULL;
    if (end && end->kind == NODE_OTHER && node && node->kind == NODE_NAME) end = import_settled(import, node->text, node->line);
    if (end && end->kind == NODE_CALL && is_optimizer(end)) return end;
    if (end && end->kind == NODE_CALL && (node_at(end, "lr") || node_at(end, "learning_rate"))) return end; /* a wrapper or factory */
    bool made = end && end->kind == NODE_CALL && import_def(import, end->text); /* by a def of the script */
    bool known = end && !made && (end->kind == NODE_CALL || (end->kind == NODE_OTHER && end->first));
    return known ? NULL : only_optimizer(import->document);
}

static double default_lr(const char *name) {
    static const struct {
        const char *names;
        double lr;
    } defaults[] = {{"Adam|AdamW|RAdam|AdamW8bit|Adam8bit", 1e-3}, {"NAdam|Adamax", 2e-3}, {"RMSprop|Adagrad|ASGD|Rprop", 1e-2}, {"Adadelta|LBFGS", 1}};
    for (size_t i = 0; i < sizeof defaults / sizeof *defaults; i++)
        if (word_among(name_last(name), defaults[i].names)) return defaults[i].lr;
    return NAN;
}

/* Are there groups with a rate of their own in a list of which the text has more than one? */
static bool may_have_groups(Import *import, const Node *optimizer) {
    const Node *first = optimizer->first, *several = first && first->kind == NODE_NAME ? import_settled(import, first->text, first->line) : NULL;
    for (const Node *list = several && several->kind == NODE_OTHER ? several->first : NULL; list; list = list->next)
        for (const Node *item = list->kind == NODE_LIST ? list->first : NULL; item; item = item->next)
            if (item->kind == NODE_MAP && node_at(item, "lr")) return true;
    return false;
}

/* Returns the lr that it gives all parameters, or those of one of its groups. */
static double optimizer_lr(Import *import, const Node *optimizer, int group) {
    double user = import_user(import, "base_lr");
    if (!optimizer) {
        if (isnan(user)) import_need(import, true, "base_lr", "the optimizer's lr is not in the text");
        return user;
    }
    const Node *groups = optimizer->first ? import_follow(import, optimizer->first) : NULL;
    const Node *own = NULL, *at = groups && groups->kind == NODE_LIST ? groups->first : NULL;
    for (int i = 0; i < group && at; i++) at = at->next;
    if (at && at->kind == NODE_MAP) own = node_at(at, "lr");
    const Node *lr = own ? own : node_argument(optimizer, "lr|learning_rate", 1);
    if (!isnan(user) && !own) return user;
    import->asking = "lr";
    if (lr) return import_value(import, lr);
    double fallback = node_starred(optimizer) || may_have_groups(import, optimizer) ? NAN : default_lr(optimizer->text);
    if (isnan(fallback)) import_need(import, true, "base_lr", "the lr of %s is not in the text", name_last(optimizer->text));
    else import_note(import, "lr %g, the default of %s", fallback, name_last(optimizer->text));
    return fallback;
}

/* How many of its groups have a rate of their own. */
static int group_count(Import *import, const Node *optimizer) {
    const Node *groups = optimizer && optimizer->first ? import_follow(import, optimizer->first) : NULL;
    int count = 0, own = 0;
    if (!groups || groups->kind != NODE_LIST) return 1;
    for (const Node *item = groups->first; item; item = item->next, count++) own += item->kind == NODE_MAP && node_at(item, "lr");
    return own && count ? count : 1;
}

/* --- which scheduler --- */

static bool mentions(const Node *node, const Node *call, int depth) {
    if (!node || depth > 30) return false;
    if (node->start == call->start && node->kind == NODE_CALL && node->length == call->length) return true;
    for (const Node *child = node->first; child; child = child->next)
        if (mentions(child, call, depth + 1)) return true;
    return false;
}

static const Node *assignment_of(const Node *block, const Node *call) {
    for (const Node *item = block->body; item; item = item->next) {
        if (item->kind == NODE_ASSIGN && mentions(item->first, call, 0)) return item;
        const Node *inner = item->body && item->kind != NODE_ASSIGN ? assignment_of(item, call) : NULL;
        if (inner) return inner;
    }
    return NULL;
}

static bool holds(Import *import, const Node *node, const Node *call, int depth) {
    if (!node || depth > 6) return false;
    if (node->kind == NODE_NAME) node = import_follow(import, node);
    if (node->kind == NODE_CALL && node->start == call->start && node->length == call->length) return true;
    if (node->kind == NODE_LIST || (node->kind == NODE_CALL && depth == 0))
        for (const Node *child = node->first; child; child = child->next)
            if (holds(import, child, call, depth + 1)) return true;
    return false;
}

/* True if the call is a part of another scheduler. */
static bool is_part(Import *import, const Node *call) {
    for (const Node *entry = import->document->calls->first; entry; entry = entry->next) {
        const Node *outer = entry->first;
        if (outer->start == call->start || !word_among(name_last(outer->text), "SequentialLR|ChainedScheduler|GradualWarmupScheduler")) continue;
        if (holds(import, outer, call, 0)) return true;
    }
    return false;
}

/* Are all other values of a name what accelerate puts in the place of a scheduler that DeepSpeed makes? */
static bool others_are_dummies(const Node *several, const Node *call) {
    for (const Node *child = several->first; child; child = child->next) {
        bool dummy = child->kind == NODE_CALL && !strcmp(name_last(child->text), "DummyScheduler");
        if (!dummy && !mentions(child, call, 0)) return false;
    }
    return true;
}

/* True if X.step() is called anywhere. */
static bool is_stepped(const Document *document, const char *target) {
    Text name = {0};
    text_addf(&name, "%s.step", target);
    bool found = false;
    for (const Node *entry = document->calls->first; entry; entry = entry->next)
        found = found || !strcmp(entry->first->text, text_string(&name));
    text_free(&name);
    return found;
}

/* Finds the schedulers that stay: not parts of others, not replaced by a later assignment. Returns how
   many. */
static int find_roots(Import *import, Root *roots) {
    int count = 0;
    bool stepped = false;
    for (const Node *entry = import->document->calls->first; entry; entry = entry->next) {
        const Node *call = entry->first;
        if (!is_scheduler(import->document, call) || is_part(import, call)) continue;
        if (import_is_dead(import, call->line)) {
            import_note(import, "%s (line %d) is left out, whose branch is not taken", name_last(call->text), call->line);
            continue;
        }
        if (count == ROOTS_MAX) {
            import_refuse(import, "it has more than %d schedulers", ROOTS_MAX);
            break;
        }
        const Node *assign = assignment_of(import->document->code, call);
        Root root = {call, assign ? assign->key : "", "", false};
        const Node *settled = *root.target ? import_settled(import, root.target + (strncmp(root.target, "self.", 5) ? 0 : 5), call->line) : NULL;
        bool clear = settled && settled->kind != NODE_OTHER;
        if (clear && !mentions(settled, call, 0)) continue; /* replaced */
        if (settled && settled->kind == NODE_OTHER && settled->first && !others_are_dummies(settled, call))
            import_refuse(import, "%s is one scheduler or another (line %d and before), and which one the text does not say; read one of them alone",
                          root.target, settled->line);
        bool second = !strcmp(name_last(call->text), "get_scheduler");
        const Node *optimizer = node_argument(call, "optimizer", second ? 1 : 0);
        if (optimizer && optimizer->kind == NODE_NAME) root.optimizer = optimizer->text;
        root.stepped = *root.target && is_stepped(import->document, root.target);
        stepped = stepped || root.stepped;
        roots[count++] = root;
    }
    int kept = 0;
    for (int i = 0; i < count; i++)
        if (!stepped || roots[i].stepped || !*roots[i].target || torch_kind(name_last(roots[i].call->text)) == torch_kind("LinearWarmup")) roots[kept++] = roots[i];
    return kept;
}

/* --- how often it is stepped --- */

/* Returns the configure_optimizers that holds the call, NULL where it is not Lightning's. */
static const Node *lightning_def(const Document *document, const Node *call) {
    for (const Node *item = document->code->body; item; item = item->next)
        for (const Node *def = item->kind == NODE_CLASS ? item->body : NULL; def; def = def->next)
            if (def->kind == NODE_DEF && !strcmp(def->key, "configure_optimizers") && def->line <= call->line &&
                (!def->next || def->next->line > call->line) && (!item->next || item->next->line > call->line))
                return def;
    return NULL;
}

/* Finds the entry of a dictionary, or the argument, of that name in a statement or what it holds: the first one, and in
   *differs whether others have another value. */
static const Node *entry_named(const Node *node, const char *name, const Node *found, bool *differs, int depth) {
    if (!node || depth > 40) return found;
    for (const Node *child = node->first; child; child = child->next) {
        bool named = !strcmp(child->key, name), other = named && found && strcmp(child->text, found->text) != 0;
        *differs = *differs || other;
        found = named && !found ? child : entry_named(child, name, found, differs, depth + 1);
    }
    for (const Node *item = node->kind == NODE_NAME ? NULL : node->body; item; item = item->next)
        found = entry_named(item, name, found, differs, depth + 1);
    return found;
}

/* How often Lightning steps it: once an epoch, or as "interval" and "frequency" say; it counts the batches of each epoch anew. */
static double lightning_unit(Import *import, const Node *def) {
    bool differs = false;
    const Node *interval = entry_named(def, "interval", NULL, &differs, 0), *often = entry_named(def, "frequency", NULL, &differs, 0);
    if (differs) import_refuse(import, "its schedulers have more than one interval or frequency (line %d)", def->line);
    const Node *given = interval ? import_follow(import, interval) : NULL;
    const char *word = !interval ? "epoch" : given && given->kind == NODE_SCALAR ? given->text : "";
    import->asking = "frequency";
    double frequency = often ? import_value(import, often) : 1;
    bool by_epoch = !strcmp(word, "epoch");
    if (!by_epoch && strcmp(word, "step") != 0)
        import_refuse(import, "its interval (line %d) is not in the text: \"step\" or \"epoch\"", interval->line);
    if (!by_epoch && frequency != 1) import_refuse(import, "Lightning steps it once every %g batches of an epoch (line %d)", frequency, often->line);
    if (!by_epoch) return 1;
    import_note(import, "the scheduler is stepped once an epoch");
    return frequency * import_steps_per_epoch(import);
}

static const char *owner_of(const Root *root) {
    return *root->target ? root->target : "scheduler";
}

/* Updates between two of its steps. */
static double unit_of(Import *import, const Root *root) {
    const char *owner = owner_of(root);
    TorchStepping stepping = torch_stepping(import, owner, root->stepped);
    const Node *lightning = stepping.found ? NULL : lightning_def(import->document, root->call);
    if (lightning) return lightning_unit(import, lightning);
    bool by_epoch = stepping.by_epoch;
    const Node *accumulates = stepping.found ? torch_accumulating_branch(import, import->document->code, owner) : NULL;
    if (accumulates && by_epoch && !import->explicit[PARAMETER_ACCUMULATION])
        import_note(import, "each batch is one update; line %d makes one of several: give --accumulation as well", accumulates->line);
    if (accumulates && !by_epoch)
        import_note(import, "a step is a batch, for each of them steps the scheduler, and only some the optimizer (line %d)", accumulates->line);
    if (!by_epoch && !stepping.found) import_note(import, "the scheduler is stepped once an update, for no loop in the text steps it");
    if (!by_epoch) return 1;
    import_note(import, "the scheduler is stepped once an epoch");
    return import_steps_per_epoch(import);
}

/* --- the run --- */

static double named_number(Import *import, const char *names) {
    import->quiet++;
    double value = NAN;
    for (const char *at = names; *at && isnan(value);) {
        size_t length = strcspn(at, "|");
        const char *name = forest_text(&import->documents->forest, at, length);
        const Node *node = import_settled(import, name, 0);
        if (node && node->kind != NODE_OTHER && node->kind != NODE_MAP) value = import_value(import, node);
        at += length + (at[length] == '|');
    }
    import->quiet--;
    return value;
}

/* How many updates the text says the run takes; NaN where it does not. */
double torch_run_length(Import *import, double unit) {
    double steps = named_number(import, "total_steps|max_steps|num_training_steps|num_train_steps|max_iters|num_steps|total_iterations|num_iterations|max_iterations|n_steps|training_steps");
    if (!(steps >= 1)) steps = NAN;
    double epochs = named_number(import, "num_epochs|epochs|n_epochs|max_epochs|EPOCHS|NUM_EPOCHS|num_train_epochs");
    if (isnan(steps) && epochs >= 1 && unit > 1) steps = epochs * unit;
    return import_total(import, steps);
}

/* --- putting it --- */

/* A getter's lengths are epochs where its scheduler is stepped once an epoch. */
static void put_getter_intervals(Import *import, const char *type, double unit) {
    if (unit == 1) return;
    if (type && !word_among(type, "constant|constant_with_warmup|linear|cosine|polynomial|cosine_with_min_lr"))
        import_refuse(import, "a schedule %s that is stepped once an epoch is not shown", type);
    import_put(import, "warmup_interval", unit);
    import_put(import, "decay_interval", unit);
}

/* A function of the same name from elsewhere has keywords of its own. */
static void refuse_keywords(Import *import, const Node *call) {
    static const char *const known =
        "optimizer|name|num_warmup_steps|num_training_steps|num_stable_steps|num_decay_steps|num_cycles|last_epoch|power|lr_end|timescale|shift|"
        "min_lr|min_lr_rate|min_lr_ratio|warmup_type|decay_type|warmup_lr_rate|scheduler_specific_kwargs|step_rules";
    for (const Node *child = call->first; child; child = child->next)
        if (*child->key && !word_among(child->key, known))
            import_refuse(import, "%s is called with %s (line %d), which transformers' does not have", name_last(call->text), child->key, call->line);
}

static void put_getter(Import *import, const Node *call, double lr, double unit) {
    int getter = getter_of(call->text);
    bool by_name = getter < 0;
    const Node *args = call;
    const char *type;
    refuse_keywords(import, call);
    const Node *star = node_starred(call);
    if (star) import_refuse(import, "%s gets arguments from %.*s (line %d), which the text does not tell", name_last(call->text), (int)star->length, star->start, call->line);
    if (by_name) {
        const Node *name = node_argument(call, "name", 0);
        import->asking = "the scheduler's name";
        type = name ? import_text(import, name) : NULL;
        const Node *details = import_follow(import, node_at(call, "scheduler_specific_kwargs"));
        if (details && details->kind == NODE_MAP) args = details;
        else if (details && details->kind != NODE_NULL) import_refuse(import, "scheduler_specific_kwargs is not a dictionary in the text");
    } else {
        type = getters[getter].type;
    }
    const Node *warm_node = by_name ? node_argument(call, "num_warmup_steps", 2)
                                    : node_argument(call, "num_warmup_steps", getters[getter].warm ? getters[getter].warm : -1);
    const Node *total_node = by_name ? node_argument(call, "num_training_steps", 3)
                                     : node_argument(call, "num_training_steps", getters[getter].total ? getters[getter].total : -1);
    bool constant = type && !strcmp(type, "constant");
    import->asking = "num_warmup_steps";
    double user_warm = import_user(import, "warmup_iters"), total = import_user(import, "total_steps");
    double warm = !isnan(user_warm) ? user_warm : warm_node && !constant ? import_value(import, warm_node) : 0;
    import->asking = "num_training_steps";
    if (isnan(total) && total_node && total_node->kind != NODE_NULL) total = import_value(import, total_node);
    bool by_user = !isnan(import_user(import, "total_steps"));
    total = import_total(import, by_user ? total : total * unit);
    if (isnan(user_warm)) warm *= unit;
    double run = named_number(import, "total_steps"); /* which may end before or after the schedule does */
    import_put(import, "total_steps", run >= 1 && unit == 1 ? import_total(import, run) : isnan(total) ? torch_run_length(import, 1) : total);
    /* The arguments by position get their names. */
    Node *named = node_alias(&import->documents->forest, args, "");
    static const struct {
        const char *type, *name;
        int position;
    } positional[] = {{"cosine", "num_cycles", 3}, {"cosine_with_restarts", "num_cycles", 3}, {"polynomial", "lr_end", 3}, {"polynomial", "power", 4},
                      {"inverse_sqrt", "timescale", 2}, {"cosine_with_min_lr", "num_cycles", 3}, {"cosine_with_min_lr", "min_lr", 5},
                      {"cosine_with_min_lr", "min_lr_rate", 6}, {"warmup_stable_decay", "num_decay_steps", 2}};
    named->first = named->last = NULL;
    named->kind = NODE_MAP;
    for (const Node *child = args->first; child; child = child->next)
        if (*child->key) node_add(named, node_alias(&import->documents->forest, child, child->key));
    for (size_t i = 0; type && !by_name && i < sizeof positional / sizeof *positional; i++) {
        const Node *found = !strcmp(type, positional[i].type) && !node_at(named, positional[i].name)
                                ? node_argument(call, positional[i].name, positional[i].position)
                                : NULL;
        if (found) node_add(named, node_alias(&import->documents->forest, found, positional[i].name));
    }
    huggingface_shape(import, type, warm, total, lr, named);
    put_getter_intervals(import, type, unit);
}

/* One optimizer's schedulers, of which there may be several that step together. */
static void put_roots(Import *import, const Root *roots, int count, int group) {
    const Node *optimizer = NULL;
    TorchPart *parts[ROOTS_MAX];
    int made = 0;
    for (int i = 1; i < count; i++)
        if (!*roots[i].target && !*roots[0].target)
            import_refuse(import, "it makes one scheduler or another (lines %d and %d), and which one the text does not say; read one of them alone",
                          roots[0].call->line, roots[i].call->line);
    for (int i = 0; i < count && !optimizer; i++) optimizer = optimizer_of(import, roots[i].call);
    const TorchKind *only = count == 1 ? torch_kind(name_last(roots[0].call->text)) : NULL;
    bool absolute = only && only->absolute;
    double lr = absolute ? 1 : optimizer_lr(import, optimizer, group);
    if (optimizer) import_source(import, name_last(optimizer->text));
    for (int i = 0; i < count && !import->refusal.length; i++) {
        const char *name = name_last(roots[i].call->text);
        if (is_getter(import->document, name)) import_source(import, name);
        if (!strcmp(name, "ReduceLROnPlateau"))
            import_refuse(import, "ReduceLROnPlateau: its rate depends on the loss, no curve can be drawn before training");
        else if (is_getter(import->document, name) && count > 1)
            import_refuse(import, "%s and another scheduler change the same optimizer", name);
        else if (is_getter(import->document, name)) {
            import_base_lr(import, lr);
            put_getter(import, roots[i].call, lr, unit_of(import, &roots[i]));
            return;
        } else {
            TorchPart *part = torch_part(import, roots[i].call, lr, 0);
            if (part && group && part->function) part->function = torch_function(import, roots[i].call, group);
            if (part) parts[made++] = part;
        }
    }
    if (made && !import->refusal.length) {
        TorchPart *all = made == 1 ? parts[0] : torch_part_together(import, parts, made);
        double unit = unit_of(import, &roots[0]);
        for (int i = 1; i < count; i++)
            if (unit_of(import, &roots[i]) != unit) import_refuse(import, "one scheduler is stepped once an update and another once an epoch (lines %d and %d)", roots[0].call->line, roots[i].call->line);
        if (!torch_part_known(all)) all->end = NAN;
        double total = torch_run_length(import, unit);
        if (isnan(total)) total = import_total(import, torch_loop_length(import, owner_of(&roots[0]), unit));
        if (!import->refusal.length) torch_part_put(import, all, lr, unit, total);
        if (made > 1) import_note(import, "the %d schedulers step together", made), free(all);
    }
    for (int i = 0; i < made; i++) torch_part_free(parts[i]);
}

static bool sets_rate(const Node *item) {
    const char *end = item->kind == NODE_ASSIGN && item->start ? memchr(item->start, '=', item->length) : NULL;
    Text target = {0};
    if (end) text_add_bytes(&target, item->start, (size_t)(end - item->start));
    bool sets = end && (strstr(text_string(&target), "[\"lr\"]") || strstr(text_string(&target), "['lr']"));
    text_free(&target);
    return sets;
}

/* Is a def of that name called in a loop, or at each batch or epoch by Lightning? */
static bool is_repeated(const Node *block, const char *name, bool inside) {
    if (word_among(name, "optimizer_step|training_step|on_train_batch_start|on_train_batch_end|on_train_epoch_start|on_train_epoch_end|"
                         "on_before_optimizer_step|lr_scheduler_step"))
        return true;
    for (const Node *item = block->body; item; item = item->next) {
        bool compound = item->body && item->kind != NODE_ASSIGN;
        if (inside && !compound && torch_call_in(item->first, name, NULL)) return true;
        if (compound && is_repeated(item, name, inside || item->kind == NODE_LOOP)) return true;
    }
    return false;
}

/* Returns the statement param_group["lr"] = …, or NULL; `repeated`: one in a loop, and not only in that over the groups. */
static const Node *rate_set(const Document *document, const Node *block, bool repeated, bool inside) {
    for (const Node *item = block->body; item; item = item->next) {
        if ((inside || !repeated) && sets_rate(item)) return item;
        bool groups = item->kind == NODE_LOOP && item->first && item->first->last && item->first->last->kind == NODE_NAME &&
                      !strcmp(name_last(item->first->last->text), "param_groups");
        bool again = (item->kind == NODE_LOOP && !groups) || (item->kind == NODE_DEF && repeated && is_repeated(document->code, item->key, false));
        bool compound = item->body && item->kind != NODE_ASSIGN;
        const Node *inner = compound ? rate_set(document, item, repeated, inside || again) : NULL;
        if (inner) return inner;
    }
    return NULL;
}

static void refuse_none(Import *import) {
    for (const Node *entry = import->document->calls->first; entry; entry = entry->next)
        if (is_strange(entry->first)) {
            import_refuse(import, "%s (line %d) is not known", entry->first->text, entry->first->line);
            return;
        }
    const Node *set = rate_set(import->document, import->document->code, false, false);
    if (set) import_refuse(import, "it sets the rate itself (line %d), which is not followed; write it as a function of the step, for --function", set->line);
    import_refuse(import, "it has an optimizer but no scheduler");
}

void torch_read(Import *import) {
    Root roots[ROOTS_MAX];
    int count = find_roots(import, roots);
    if (!count && rate_def(import->document)) {
        TorchPart *part = torch_part_of_def(import, rate_def(import->document));
        torch_part_put(import, part, 1, 1, torch_run_length(import, 1));
        torch_part_free(part);
        return;
    }
    if (!count) {
        refuse_none(import);
        return;
    }
    for (const Node *entry = import->document->calls->first; entry; entry = entry->next)
        if (is_strange(entry->first))
            import_refuse(import, "%s (line %d) is not known", name_last(entry->first->text), entry->first->line);
    bool done[ROOTS_MAX] = {false};
    const Node *set = rate_set(import->document, import->document->code, false, false), *again = rate_set(import->document, import->document->code, true, false);
    if (again) import_refuse(import, "it sets the rate itself as well (line %d), which is not followed", again->line);
    if (set) import_leave(import, "the rate that line %d sets itself", set->line);
    for (int i = 0; i < count; i++) {
        Root same[ROOTS_MAX];
        int together = 0;
        if (done[i]) continue;
        for (int k = i; k < count; k++)
            if (!strcmp(roots[k].optimizer, roots[i].optimizer)) same[together++] = roots[k], done[k] = true;
        if (i > 0) import_group(import, *roots[i].target ? roots[i].target : "another optimizer");
        put_roots(import, same, together, 0);
        int groups = group_count(import, optimizer_of(import, same[0].call));
        for (int group = 1; i == 0 && group < groups && group < READING_GROUPS_MAX && !import->refusal.length; group++) {
            char name[32];
            snprintf(name, sizeof name, "group %d", group + 1);
            import_group(import, name);
            put_roots(import, same, together, group);
        }
    }
}
