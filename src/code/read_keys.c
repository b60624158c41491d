/* Keys with values: a detectron2 SOLVER block, Hugging Face arguments. */
#include "code/readers.h"

#include "base/number.h"
#include "schedule/implementations.h"

#include <math.h>
#include <string.h>

/* "SOLVER.BASE_LR" too: only what stands behind the last dot. */
static Span last_part(Span name) {
    for (size_t i = name.length; i > 0; i--)
        if (name.start[i - 1] == '.') return (Span){name.start + i, name.length - i};
    return name;
}

/* '-' and '_' are the same on a command line. */
static bool is_key(Span name, const char *key) {
    Span part = last_part(name);
    if (part.length != strlen(key)) return false;
    for (size_t i = 0; i < part.length; i++)
        if ((part.start[i] == '-' ? '_' : part.start[i]) != key[i]) return false;
    return true;
}

const Node *readers_value(Match *match, const char *key) {
    const Node *found = NULL;
    for (size_t i = 0; i < match->syntax.count && match->budget-- > 0; i++) {
        const Statement *item = &match->syntax.items[i];
        if (!is_key(item->name, key)) continue;
        if (item->kind == STATEMENT_ASSIGN) found = item->value;
        if (item->kind == STATEMENT_OPTION)
            found = syntax_expression(&match->syntax, item->text.start, item->text.length);
    }
    return found;
}

/* The word or string that a node is. */
static Span word_of(Match *match, const Node *node) {
    const Node *value = node ? match_resolve(match, node) : NULL;
    bool word = value && (value->kind == NODE_TEXT || value->kind == NODE_NAME);
    return word ? value->name : (Span){"", 0};
}

static bool same_letters(Span word, const char *name) {
    if (word.length != strlen(name)) return false;
    for (size_t i = 0; i < word.length; i++)
        if ((word.start[i] | 32) != (name[i] | 32)) return false;
    return true;
}

/* --- detectron2 --- */

static const struct {
    const char *key;
    ParameterId id;
    double usual; /* detectron2's own default */
} solver_keys[] = {
    {"BASE_LR", PARAMETER_BASE_LR, 0.001},
    {"MAX_ITER", PARAMETER_TOTAL_STEPS, 40000},
    {"WARMUP_FACTOR", PARAMETER_WARMUP_FACTOR, 0.001},
    {"WARMUP_ITERS", PARAMETER_WARMUP_ITERS, 1000},
    {"GAMMA", PARAMETER_GAMMA, 0.1},
};
enum { SOLVER_KEYS = sizeof solver_keys / sizeof *solver_keys };

static bool has_solver(Match *match) {
    bool any = readers_value(match, "STEPS") || readers_value(match, "WARMUP_METHOD");
    for (int i = 0; i < SOLVER_KEYS; i++) any = any || readers_value(match, solver_keys[i].key);
    return any;
}

static void solver_number(CodeImport *import, Match *match, int i) {
    const Node *node = readers_value(match, solver_keys[i].key);
    if (node) {
        code_import_number(import, match, solver_keys[i].id, node);
        return;
    }
    code_import_put(import, solver_keys[i].id, solver_keys[i].usual);
    code_import_assume(import, "%s %s, detectron2's default", solver_keys[i].key,
                 number_exact(solver_keys[i].usual).text);
}

static void solver_method(CodeImport *import, Match *match) {
    Span method = word_of(match, readers_value(match, "WARMUP_METHOD"));
    bool constant = same_letters(method, "constant"), known = constant || same_letters(method, "linear");
    if (method.length && !known) code_import_skip(import, "WARMUP_METHOD: neither linear nor constant");
    code_import_put(import, PARAMETER_WARMUP_METHOD, constant ? WARMUP_CONSTANT : WARMUP_LINEAR);
}

static void solver_steps(CodeImport *import, Match *match) {
    const Node *steps = readers_value(match, "STEPS");
    code_import_put(import, PARAMETER_DECAY, DECAY_MULTISTEP);
    code_import_put(import, PARAMETER_DECAY_START, 0);
    if (steps) {
        code_import_milestones(import, match, steps);
        return;
    }
    code_import_read(import, PARAMETER_MILESTONES, "30000");
    code_import_assume(import, "STEPS 30000, detectron2's default");
}

static void solver_cosine(CodeImport *import, Match *match) {
    double end = 0;
    const Node *node = readers_value(match, "BASE_LR_END");
    if (node && !match_number(match, node, &end))
        code_import_skip(import, "BASE_LR_END: its value is not a number");
    code_import_put(import, PARAMETER_DECAY, DECAY_COSINE);
    code_import_put(import, PARAMETER_DECAY_START, 0);
    code_import_put(import, PARAMETER_DECAY_STEPS, (double)import->schedule.total_steps);
    code_import_put(import, PARAMETER_FINAL_FACTOR, end / import->schedule.base_lr);
}

/* Newer releases go in a straight line to where the decay then is, instead of multiplying. */
static void skip_newer(CodeImport *import, Match *match) {
    ImplementationReport report = implementation_report(IMPLEMENTATION_DETECTRON2_NEW, &import->schedule);
    if (report.verdict == IMPLEMENTATION_DIFFERS)
        code_import_skip(import, "what newer detectron2 does otherwise, by %s of base_lr at most",
                    number_readable(fabs(report.max), 3).text);
    if (readers_value(match, "RESCALE_INTERVAL")) code_import_skip(import, "RESCALE_INTERVAL");
}

bool solver_read(CodeImport *import, Match *match) {
    if (!has_solver(match)) return false;
    Span name = word_of(match, readers_value(match, "LR_SCHEDULER_NAME"));
    code_import_source(import, (Span){"SOLVER", strlen("SOLVER")});
    import->schedule.warmup_method = WARMUP_LINEAR; /* takes every factor */
    bool cosine = same_letters(name, "WarmupCosineLR"),
         steps = !name.length || same_letters(name, "WarmupMultiStepLR");
    for (int i = 0; i < SOLVER_KEYS - cosine; i++) solver_number(import, match, i); /* a cosine has no GAMMA */
    solver_method(import, match);
    if (cosine)
        solver_cosine(import, match);
    else
        solver_steps(import, match);
    if (!cosine && !steps) code_import_skip(import, "LR_SCHEDULER_NAME: read as WarmupMultiStepLR");
    import->warms = import->decays = true;
    skip_newer(import, match);
    return true;
}

/* --- Hugging Face --- */

static const struct {
    const char *type, *getter;
    Decay decay;
} types[] = {
    {"linear", "get_linear_schedule_with_warmup", DECAY_LINEAR},
    {"cosine", "get_cosine_schedule_with_warmup", DECAY_COSINE},
    {"cosine_with_restarts", "get_cosine_with_hard_restarts_schedule_with_warmup", DECAY_COSINE_RESTARTS},
    {"cosine_with_min_lr", "get_cosine_with_min_lr_schedule_with_warmup", DECAY_COSINE},
    {"polynomial", "get_polynomial_decay_schedule_with_warmup", DECAY_POLYNOMIAL},
    {"constant", "get_constant_schedule", DECAY_NONE},
    {"constant_with_warmup", "get_constant_schedule_with_warmup", DECAY_NONE},
    {"inverse_sqrt", "get_inverse_sqrt_schedule", DECAY_INVERSE_SQRT},
    {"warmup_stable_decay", "get_wsd_schedule", DECAY_COSINE},
};
enum { TYPES = sizeof types / sizeof *types };

/* Where its arguments stand: in a call, or as keys of the text. */
typedef struct Arguments {
    CodeImport *import;
    Match *match;
    const Node *call, *details; /* details: lr_scheduler_kwargs, as far as it can be read, or NULL */
    bool by_name;               /* a call whose arguments have other positions */
} Arguments;

static const Node *argument(const Arguments *arguments, const char *key, int position) {
    const Node *detail = arguments->details ? match_argument(arguments->details, key, -1) : NULL;
    if (detail) return detail;
    if (arguments->call) return match_argument(arguments->call, key, arguments->by_name ? -1 : position);
    return readers_value(arguments->match, key);
}

/* A number among them, or `usual`, which is said to be assumed. */
static double number(const Arguments *arguments, const char *key, int position, double usual) {
    const Node *node = argument(arguments, key, position);
    double value = usual;
    if (node && !match_number(arguments->match, node, &value))
        code_import_skip(arguments->import, "%s: its value is not a number in the text", key);
    if (!node) code_import_assume(arguments->import, "%s %s, the default", key, number_exact(usual).text);
    return value;
}

/* A rate among them as a fraction of base_lr; "0.1 * base_lr" exactly. */
static double fraction(const Arguments *arguments, const char *key, int position, double usual) {
    const Node *node = argument(arguments, key, position);
    double base = arguments->import->schedule.base_lr, part, unit;
    Holes holes;
    bool product = node && match_formula(arguments->match, "R * B", node, &holes) &&
                   match_number(arguments->match, holes.of['R' - 'A'], &part) &&
                   match_number(arguments->match, holes.of['B' - 'A'], &unit) && unit == base;
    return product ? part : number(arguments, key, position, usual) / base;
}

static void put_restarts(const Arguments *arguments) {
    CodeImport *import = arguments->import;
    int64_t rest = import->schedule.total_steps - import->schedule.warmup_iters;
    double cycles = number(arguments, "num_cycles", 3, 1);
    code_import_put(import, PARAMETER_CYCLE_STEPS, floor((double)rest / cycles));
    code_import_put(import, PARAMETER_CYCLE_MULT, 1);
    if (fmod((double)rest, cycles) != 0) code_import_skip(import, "a cycle's fraction of a step");
}

static void put_stable(const Arguments *arguments) {
    static const char *const kinds[] = {"linear", "cosine", "1-sqrt"};
    static const Decay decays[] = {DECAY_LINEAR, DECAY_COSINE, DECAY_ONE_MINUS_SQRT};
    CodeImport *import = arguments->import;
    Span kind = word_of(arguments->match, argument(arguments, "decay_type", -1));
    Span warmup = word_of(arguments->match, argument(arguments, "warmup_type", -1));
    double stable = number(arguments, "num_stable_steps", -1, 0), min = 0;
    const Node *floor_node = argument(arguments, "min_lr_ratio", -1);
    if (floor_node && match_number(arguments->match, floor_node, &min))
        code_import_put(import, PARAMETER_WARMUP_FACTOR, min);
    for (int i = 0; i < 3; i++)
        if (span_is(kind, kinds[i])) code_import_put(import, PARAMETER_DECAY, decays[i]);
    if (span_is(warmup, "cosine")) code_import_put(import, PARAMETER_WARMUP_METHOD, WARMUP_COSINE);
    code_import_put(import, PARAMETER_DECAY_START, (double)import->schedule.warmup_iters + stable);
    code_import_put(import, PARAMETER_DECAY_STEPS, number(arguments, "num_decay_steps", 2, 1));
    code_import_put(import, PARAMETER_FINAL_FACTOR, min);
}

/* A cosine of half a cycle is the one that falls once. */
static void check_cycles(const Arguments *arguments) {
    const Node *cycles = argument(arguments, "num_cycles", 3);
    double count = 0.5;
    if (cycles && !(match_number(arguments->match, cycles, &count) && count == 0.5))
        code_import_skip(arguments->import, "num_cycles: the cosine is shown with the default, 0.5");
}

/* What the type alone needs. */
static void put_details(const Arguments *arguments, const char *type, bool ends) {
    CodeImport *import = arguments->import;
    if (!strcmp(type, "inverse_sqrt")) {
        double warm = (double)import->schedule.warmup_iters;
        code_import_put(import, PARAMETER_TIMESCALE, number(arguments, "timescale", 2, warm > 0 ? warm : 10000));
    } else if (!strcmp(type, "polynomial")) {
        code_import_put(import, PARAMETER_FINAL_FACTOR, fraction(arguments, "lr_end", 3, 1e-7));
        code_import_put(import, PARAMETER_POWER, number(arguments, "power", 4, 1));
    } else if (!strcmp(type, "cosine_with_min_lr")) {
        bool rate = argument(arguments, "min_lr_rate", -1) != NULL;
        code_import_put(import, PARAMETER_FINAL_FACTOR,
                  rate ? number(arguments, "min_lr_rate", -1, 0) : fraction(arguments, "min_lr", -1, 0));
    } else if (!strcmp(type, "warmup_stable_decay")) {
        put_stable(arguments);
    } else if (ends) {
        code_import_put(import, PARAMETER_FINAL_FACTOR, 0);
    }
    if (!strcmp(type, "cosine_with_restarts")) put_restarts(arguments);
    if (!strcmp(type, "cosine") || !strcmp(type, "cosine_with_min_lr")) check_cycles(arguments);
}

static void put_shape(const Arguments *arguments, int type) {
    CodeImport *import = arguments->import;
    Decay decay = types[type].decay;
    import->schedule.warmup_method = WARMUP_LINEAR;
    import->warms = import->decays = true;
    code_import_put(import, PARAMETER_WARMUP_FACTOR, 0);
    code_import_put(import, PARAMETER_WARMUP_METHOD, WARMUP_LINEAR);
    code_import_put(import, PARAMETER_DECAY, decay);
    code_import_read(import, PARAMETER_DECAY_START, "after-warmup");
    if (decay != DECAY_NONE) code_import_read(import, PARAMETER_DECAY_STEPS, "to-end");
    put_details(arguments, types[type].type, decay != DECAY_NONE);
}

/* What further arguments there are as a dict, {"num_cycles": 3} or dict(num_cycles=3), whose entries are
 * arguments too. */
static void read_details(Arguments *arguments, const char *key) {
    static const char *const known[] = {
        "num_cycles", "power",        "lr_end",      "min_lr",           "min_lr_rate",    "timescale",
        "decay_type", "min_lr_ratio", "warmup_type", "num_stable_steps", "num_decay_steps"};
    const Node *node = argument(arguments, key, -1);
    const Node *dict = node ? match_resolve(arguments->match, node) : NULL;
    if (dict && dict->kind != NODE_LIST && !(dict->kind == NODE_CALL && span_is(dict->name, "dict"))) {
        code_import_skip(arguments->import, "%s", key);
        return;
    }
    arguments->details = dict;
    for (const Node *entry = dict ? dict->first : NULL; entry; entry = entry->next) {
        bool used = false;
        for (size_t i = 0; i < sizeof known / sizeof *known; i++)
            used = used || span_is(entry->key, known[i]);
        if (!used)
            code_import_skip(arguments->import, "%.*s of %s", entry->key.length > 40 ? 40 : (int)entry->key.length,
                        entry->key.start, key);
    }
}

/* Which schedule a call makes, or -1. */
static int type_of_call(Match *match, const Node *call) {
    Span name = word_of(match, match_argument(call, "name", 0));
    for (int i = 0; i < TYPES; i++)
        if (span_is(call->name, types[i].getter) ||
            (span_is(call->name, "get_scheduler") && same_letters(name, types[i].type)))
            return i;
    return -1;
}

bool huggingface_getter_read(CodeImport *import, Match *match, const Node *call) {
    bool by_name = span_is(call->name, "get_scheduler");
    Arguments arguments = {import, match, call, NULL, by_name};
    int type = type_of_call(match, call);
    if (type < 0) return false;
    if (by_name) read_details(&arguments, "scheduler_specific_kwargs");
    Decay decay = types[type].decay;
    bool total =
        decay != DECAY_NONE && decay != DECAY_INVERSE_SQRT && strcmp(types[type].type, "warmup_stable_decay");
    const Node *warmup = match_argument(call, "num_warmup_steps", by_name ? 2 : 1),
               *steps = total ? match_argument(call, "num_training_steps", by_name ? 3 : 2) : NULL;
    bool none = !warmup || !strcmp(types[type].type, "constant");
    if (none)
        code_import_put(import, PARAMETER_WARMUP_ITERS, 0);
    else
        code_import_number(import, match, PARAMETER_WARMUP_ITERS, warmup);
    if (steps) code_import_number(import, match, PARAMETER_TOTAL_STEPS, steps);
    put_shape(&arguments, type);
    return true;
}

static const Node *trainer_call(const Match *match) {
    static const char *const keys[] = {"lr_scheduler_type", "warmup_ratio", "warmup_steps", "max_steps"};
    for (size_t i = 0; i < match->call_count; i++)
        for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
            if (match_argument(match->calls[i], keys[k], -1)) return match->calls[i];
    return NULL;
}

static int type_of(const Arguments *arguments) {
    Span word = word_of(arguments->match, argument(arguments, "lr_scheduler_type", -1));
    for (int i = 0; i < TYPES; i++)
        if (same_letters(word, types[i].type)) return i;
    if (word.length)
        code_import_skip(arguments->import, "lr_scheduler_type %.*s: not known",
                    word.length > 40 ? 40 : (int)word.length, word.start);
    else
        code_import_assume(arguments->import, "lr_scheduler_type linear, the default");
    return 0;
}

/* warmup_steps wins over warmup_ratio, as there; below 1 it is a ratio itself. Ratios are rounded up. */
static void put_warmup(const Arguments *arguments, bool none) {
    CodeImport *import = arguments->import;
    const Node *steps = argument(arguments, "warmup_steps", -1),
               *ratio = argument(arguments, "warmup_ratio", -1);
    double part = 0, whole = 0;
    if (!steps) steps = argument(arguments, "num_warmup_steps", -1);
    if (!steps && ratio && !import->explicit[PARAMETER_TOTAL_STEPS])
        code_import_assume(import, "warmup_ratio is of total_steps %.0f", (double)import->schedule.total_steps);
    if (steps && match_number(arguments->match, steps, &whole) && whole > 0)
        part = whole < 1 ? ceil(whole * (double)import->schedule.total_steps) : whole;
    else if (ratio && match_number(arguments->match, ratio, &part))
        part = ceil(part * (double)import->schedule.total_steps);
    code_import_put(import, PARAMETER_WARMUP_ITERS, none ? 0 : part);
}

/* Options that say nothing of the schedule, by name, so that nobody thinks they were read. */
static void skip_options(CodeImport *import, const Match *match) {
    static const char *const known[] = {"learning_rate",    "max_steps",        "max_train_steps",
                                        "warmup_steps",     "num_warmup_steps", "warmup_ratio",
                                        "lr_scheduler_type"};
    for (size_t i = 0; i < match->syntax.count; i++) {
        const Statement *item = &match->syntax.items[i];
        bool used = item->kind != STATEMENT_OPTION;
        for (size_t k = 0; k < sizeof known / sizeof *known; k++) used = used || is_key(item->name, known[k]);
        if (!used)
            code_import_skip(import, "--%.*s", item->name.length > 40 ? 40 : (int)item->name.length,
                        item->name.start);
    }
}

bool code_huggingface_read(CodeImport *import, Match *match) {
    Arguments arguments = {import, match, trainer_call(match), NULL, false};
    const Node *call = arguments.call;
    const Node *lr = argument(&arguments, "learning_rate", -1),
               *steps = argument(&arguments, "max_steps", -1);
    if (!steps) steps = argument(&arguments, "max_train_steps", -1);
    bool any = call || argument(&arguments, "lr_scheduler_type", -1) ||
               argument(&arguments, "warmup_steps", -1) || argument(&arguments, "warmup_ratio", -1) ||
               argument(&arguments, "num_warmup_steps", -1) || (lr && steps);
    if (!any) return false;
    code_import_source(import,
                 call ? call->name : (Span){"Hugging Face arguments", strlen("Hugging Face arguments")});
    if (lr)
        code_import_number(import, match, PARAMETER_BASE_LR, lr);
    else
        code_import_put(import, PARAMETER_BASE_LR, number(&arguments, "learning_rate", -1, 5e-5));
    if (steps) code_import_number(import, match, PARAMETER_TOTAL_STEPS, steps);
    read_details(&arguments, "lr_scheduler_kwargs");
    int type = type_of(&arguments);
    put_warmup(&arguments, !strcmp(types[type].type, "constant"));
    put_shape(&arguments, type);
    if (argument(&arguments, "num_train_epochs", -1)) code_import_skip(import, "num_train_epochs");
    if (!call) skip_options(import, match);
    return true;
}
