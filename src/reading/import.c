#include "reading/import.h"

#include "base/exact.h"
#include "base/memory.h"
#include "base/number.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void add_words(Text *list, const char *format, va_list arguments) {
    char words[512];
    vsnprintf(words, sizeof words, format, arguments);
    bool known = list->length && strstr(text_string(list), words);
    if (list->length < 4096 && !known) text_addf(list, "%s%s", list->length ? "; " : "", words);
}

void import_source(Import *import, const char *name) {
    if (import->sources.length > 400 || strstr(text_string(&import->sources), name)) return;
    text_addf(&import->sources, "%s%s", import->sources.length ? ", " : "", name);
}

void import_note(Import *import, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    add_words(&import->notes, format, arguments);
    va_end(arguments);
}

void import_leave(Import *import, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    add_words(&import->left, format, arguments);
    va_end(arguments);
}

void import_refuse(Import *import, const char *format, ...) {
    va_list arguments;
    if (import->refusal.length) return;
    va_start(arguments, format);
    add_words(&import->refusal, format, arguments);
    va_end(arguments);
}

void import_need(Import *import, bool is_parameter, const char *name, const char *format, ...) {
    va_list arguments;
    Text what = {0};
    if (import->quiet) return;
    va_start(arguments, format);
    add_words(&what, format, arguments);
    va_end(arguments);
    for (size_t i = 0; i < import->cause_count; i++) {
        if (strcmp(text_string(&import->causes[i].name), name) != 0) continue;
        text_free(&what);
        return;
    }
    if (import->cause_count == import->cause_capacity) {
        import->cause_capacity = memory_grown(import->cause_capacity, import->cause_count + 1);
        import->causes = memory_resize(import->causes, import->cause_capacity, sizeof *import->causes);
    }
    ReadingNeed *need = &import->causes[import->cause_count++];
    *need = (ReadingNeed){.what = what, .is_parameter = is_parameter};
    text_add(&need->name, name);
}

/* Notes a value of the text that cannot be read; it is asked for by the first name in it that is not
   known. */
static double unknown(Import *import, const Node *node, const char *name) {
    int length = node->length > 60 ? 60 : (int)node->length;
    const char *key = import->asking && *import->asking ? import->asking : "a value";
    if (node->line)
        import_need(import, false, name, "%s is %.*s (line %d)", key, length, node->start, node->line);
    else
        import_need(import, false, name, "%s is %.*s", key, length, node->start);
    return NAN;
}

static bool parse_number(const char *text, double *value) {
    char digits[64];
    size_t count = 0;
    for (const char *at = text; *at && count < sizeof digits - 1; at++)
        if (*at != '_' && *at != ' ') digits[count++] = *at;
    digits[count] = 0;
    const char *first = digits + (*digits == '-' || *digits == '+');
    bool starts = isdigit((unsigned char)*first) || (*first == '.' && isdigit((unsigned char)first[1]));
    char *end = digits;
    double parsed = starts && !strpbrk(digits, "xX") ? strtod(digits, &end) : 0;
    bool good = starts && end != digits && !*end && isfinite(parsed);
    if (good) *value = parsed;
    return good;
}

static const char *set_value(const Import *import, const char *name) {
    for (size_t i = 0; i < import->options->set_count; i++) {
        const char *set = import->options->sets[i], *mark = strrchr(set, '=');
        size_t length = mark ? (size_t)(mark - set) : 0;
        const char *last = name_last(name);
        bool same = length && ((strlen(name) == length && !memcmp(name, set, length)) ||
                               (strlen(last) == length && !memcmp(last, set, length)));
        if (same) return mark + 1;
    }
    return NULL;
}

/* Returns the default of an option that the script itself defines: add_argument("--lr", default=0.1) for
   args.lr. */
static const Node *argument_default(const Import *import, const char *name) {
    const char *last = name_last(name);
    if (last == name || import->document->kind != DOCUMENT_PYTHON) return NULL;
    const Node *found = NULL;
    for (const Node *entry = import->document->calls->first; entry; entry = entry->next) {
        const Node *call = entry->first;
        if (!name_ends(call->text, "add_argument")) continue;
        for (const Node *child = call->first; child; child = child->next) {
            if (*child->key || child->kind != NODE_SCALAR) continue;
            const char *option = child->text + strspn(child->text, "-");
            if (key_same(option, last)) found = node_at(call, "default");
        }
    }
    return found;
}

/* Returns the innermost def that holds a line, NULL for none. */
static const Node *def_around(const Node *block, int line) {
    const Node *found = NULL;
    for (const Node *item = block->body; item; item = item->next) {
        if (!item->body || item->kind == NODE_ASSIGN || item->line > line) continue;
        bool last = !item->next || item->next->line > line;
        if (!last) continue;
        const Node *inner = def_around(item, line);
        found = inner ? inner : item->kind == NODE_DEF ? item : found;
    }
    return found;
}

/* Returns the name of the class that a def is of, "" for none. */
static const char *class_around(const Node *block, const Node *def) {
    for (const Node *item = block->body; item; item = item->next)
        for (const Node *inner = item->kind == NODE_CLASS ? item->body : NULL; inner; inner = inner->next)
            if (inner == def) return item->key;
    return "";
}

/* What a def's parameter stands for: what the text calls the def with, else its default. */
static const Node *parameter_value(const Import *import, const Node *def, const char *name) {
    int position = 0;
    for (const Node *parameter = def->first; parameter; parameter = parameter->next) {
        const char *own = *parameter->key ? parameter->key : parameter->text;
        if (!strcmp(own, "self")) continue;
        if (strcmp(own, name) != 0) {
            position++;
            continue;
        }
        const Node *given = NULL;
        const char *called = !strcmp(def->key, "__init__") ? class_around(import->document->code, def) : def->key;
        for (const Node *entry = import->document->calls->first; entry; entry = entry->next)
            if (name_ends(entry->first->text, called)) {
                const Node *here = node_argument(entry->first, name, position);
                given = here ? here : given;
            }
        return given ? given : *parameter->key ? parameter : NULL;
    }
    return NULL;
}

static const Node *pick(const Import *import, const Node *several, const Node *def);

const Node *import_def_around(const Import *import, int line) {
    return import->document->code ? def_around(import->document->code, line) : NULL;
}

const Node *import_settled(const Import *import, const char *name, int line) {
    const Node *found = node_at(import->document->root, name);
    bool several = found && found->kind == NODE_OTHER && !strcmp(found->text, "several values");
    return several ? pick(import, found, import_def_around(import, line)) : found;
}

/* Of several values of one name the one that the same def assigns, where it is one. */
static const Node *pick(const Import *import, const Node *several, const Node *def) {
    const Node *found = NULL;
    int line = def ? def->line : 0;
    (void)import;
    for (const Node *child = several->first; child; child = child->next) {
        if (child->dashes != line) continue;
        if (found) return several;
        found = child;
    }
    for (const Node *child = several->first; child && !found && line; child = child->next) /* of the module */
        if (child->dashes == 0) found = child;
    return found ? found : several;
}

/* Returns the def around a def. */
static const Node *def_outside(const Node *code, const Node *def) {
    const Node *outer = def->line > 1 ? def_around(code, def->line) : NULL;
    if (outer != def) return outer;
    const Node *found = NULL;
    for (const Node *item = code->body; item; item = item->next) {
        bool holds = item->body && item->kind != NODE_ASSIGN && item->line <= def->line &&
                     (!item->next || item->next->line > def->line) && item != def;
        if (!holds) continue;
        const Node *inner = def_outside(item, def);
        return inner ? inner : item->kind == NODE_DEF ? item : found;
    }
    return NULL;
}

/* A name that is assigned again later stands for what it was at its line. */
static const Node *assigned_before(const Node *root, const Node *node, const char *name, const Node *last) {
    const Node *found = NULL;
    if (last->line < node->line || strchr(name, '.') || last->kind == NODE_OTHER) return NULL;
    for (const Node *child = root->first; child; child = child->next)
        if (!strcmp(child->key, name) && child->dashes == last->dashes && child->line < node->line) found = child;
    return found;
}

static const Node *lookup(const Import *import, const Node *node) {
    const Node *root = import->document->root, *code = import->document->code;
    const char *name = node->text;
    if (!strncmp(name, "self.", 5)) name += 5;
    if (!strncmp(name, "_base_.", 7)) name += 7; /* what the files below have is joined */
    const Node *def = code ? def_around(code, node->line) : NULL;
    const Node *found = node_at(root, name);
    if (found && found->kind == NODE_OTHER && !strcmp(found->text, "several values")) found = pick(import, found, def);
    if (found && found->kind == NODE_NAME && !strcmp(found->text, name)) { /* self.a = a */
        const Node *inside = code ? def_around(code, found->line) : NULL;
        const Node *parameter = inside && inside != def ? parameter_value(import, inside, name) : NULL;
        if (parameter) return parameter;
        found = NULL;
    }
    bool foreign = code && found && found->dashes && (!def || found->dashes != def->line);
    bool later = found && !foreign && found->line >= node->line && found->kind != NODE_OTHER &&
                 !assigned_before(import->document->root, node, name, found);
    for (; def && (!found || foreign || later || found->dashes == 0) && !strchr(name, '.'); def = def_outside(code, def)) {
        const Node *parameter = parameter_value(import, def, name);
        if (parameter && parameter != node) return parameter;
    }
    const Node *before = found && !foreign ? assigned_before(import->document->root, node, name, found) : NULL;
    if (before) return before;
    const Node *fallback = found ? NULL : argument_default(import, name);
    return found ? found : fallback;
}

/* a["b"], where a is a map of the text. */
static const Node *entry_of(Import *import, const Node *index) {
    const Node *map = import_follow(import, index->first), *key = index->first->next;
    return map && map->kind == NODE_MAP && key && key->quoted ? node_at(map, key->text) : NULL;
}

static const Node *list_made(Import *import, const Node *node);

const Node *import_follow(Import *import, const Node *node) {
    for (int i = 0; node && (node->kind == NODE_NAME || node->kind == NODE_INDEX) && i < 20; i++) {
        const Node *next = node->kind == NODE_NAME ? lookup(import, node) : entry_of(import, node);
        if (!next || next == node) break;
        node = next;
    }
    const Node *list = node ? list_made(import, node) : NULL;
    return list ? list : node;
}

/* What a name usually means: the user's own option stands for it. */
static double usual_meaning(const Import *import, const char *name) {
    static const struct {
        const char *names, *key;
    } meanings[] = {
        {"total_steps|max_steps|num_training_steps|num_train_steps|train_steps|max_train_steps|num_steps|max_iters|"
         "max_iter|total_iters|t_total|training_steps|num_iterations",
         "total_steps"},
        {"lr|base_lr|learning_rate|init_lr|peak_lr|max_lr", "base_lr"},
        {"warmup_steps|num_warmup_steps|warmup_iters", "warmup_iters"},
        {"steps_per_epoch|iters_per_epoch|num_batches|num_update_steps_per_epoch", "steps_per_epoch"},
        {"batch_size", "batch_size"},
    };
    if (!strcmp(name_last(name), "num_processes")) return 1; /* accelerate steps a scheduler once a process */
    for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++)
        if (word_among(name_last(name), meanings[i].names)) return import_user(import, meanings[i].key);
    return NAN;
}

enum { LOOPS_MAX = 10000, LOOPS_ALL = 2000000 /* turns of loops in one value of a function, and in all of them */ };

static double value_of(Import *import, const Node *node);

static double *binding(Import *import, const char *name) {
    for (int i = import->binding_count - 1; i >= 0; i--)
        if (!strcmp(import->bindings[i].name, name)) {
            if (i < import->lowest_used) import->lowest_used = i;
            return &import->bindings[i].value;
        }
    return NULL;
}

static double plain_name_value(Import *import, const Node *node) {
    const char *set = set_value(import, node->text);
    double value;
    if (set && parse_number(set, &value)) return value;
    if (name_ends(node->text, "pi")) return 3.14159265358979323846;
    const Node *found = lookup(import, node);
    if (found && found != node) {
        if (found->kind == NODE_OTHER && !strcmp(found->text, "several values")) return unknown(import, found, node->text);
        return value_of(import, found);
    }
    double usual = usual_meaning(import, node->text);
    if (!isnan(usual)) return usual;
    return unknown(import, node, node->text);
}

static double name_value(Import *import, const Node *node) {
    double *bound = import->binding_count ? binding(import, node->text) : NULL;
    size_t slot = ((size_t)node >> 4) % IMPORT_MEMO_SIZE;
    if (bound) return *bound;
    if (!import->binding_count) return plain_name_value(import, node);
    if (import->memo_nodes[slot] == node) return import->memo_values[slot];
    import->memo_values[slot] = plain_name_value(import, node);
    import->memo_nodes[slot] = node;
    return import->memo_values[slot];
}

static double combine(const char *mark, double a, double b) {
    bool equals = mark[0] && mark[1] == '=';
    if (isnan(a) || isnan(b)) return isnan(a) ? a : b;
    switch (mark[0]) {
    case '+': return a + b;
    case '-': return a - b;
    case '*': return mark[1] == '*' ? exact_pow(a, b) : a * b;
    case '/': return b == 0 ? NAN : mark[1] == '/' ? floor(a / b) : a / b;
    case '%': return b == 0 ? NAN : a - b * floor(a / b);
    case '<': return equals ? a <= b : a < b;
    case '>': return equals ? a >= b : a > b;
    case '=': return a == b;
    case '!': return a != b;
    }
    return NAN;
}

/* a < b < c */
static double chain_value(Import *import, const Node *node) {
    double left = value_of(import, node->first), truth = 1;
    for (const Node *operand = node->first->next; operand && truth != 0 && !isnan(truth); operand = operand->next) {
        double right = value_of(import, operand);
        truth = combine(operand->key, left, right);
        left = right;
    }
    return truth;
}

/* Returns the result for operands that are known: nothing, where arithmetic has nothing to say (a root of -1,
   1/0). */
static double computed(Import *import, double operands, double value) {
    if (!isnan(operands) && isnan(value)) import->outside = true;
    return value;
}

static double operation_value(Import *import, const Node *node) {
    double a = value_of(import, node->first);
    char mark = *node->text;
    if (!node->first->next) return mark == '-' ? -a : mark == '+' ? a : mark == 'n' ? (isnan(a) ? a : a == 0) : NAN;
    double b = value_of(import, node->first->next);
    if (mark == 'a') return isnan(a) ? a : a != 0 ? b : a;
    if (mark == 'o') return isnan(a) ? a : a != 0 ? a : b;
    bool shell = import->document->kind == DOCUMENT_SHELL && !strcmp(node->text, "/");
    return computed(import, a + b, combine(shell ? "//" : node->text, a, b));
}

/* min(1000, len(loader) - 1) is 1000 for every loader that is longer: taken so, and said. */
static double extreme(Import *import, const Node *call, bool greatest) {
    double result = NAN, hidden = 0;
    import->quiet += !greatest;
    for (const Node *child = call->first; child; child = child->next) {
        double value = value_of(import, child);
        if (isnan(value))
            hidden++;
        else
            result = isnan(result) ? value : greatest ? fmax(result, value) : fmin(result, value);
    }
    import->quiet -= !greatest;
    if (!hidden) return result;
    bool length = !greatest && !isnan(result) && strstr(forest_text(&import->documents->forest, call->start, call->length), "len");
    if (!length) {
        for (const Node *child = call->first; child && !greatest; child = child->next) value_of(import, child);
        return NAN;
    }
    import_note(import, "%.*s is %s, as for every longer loader", call->length > 60 ? 60 : (int)call->length,
                call->start, number_exact(result).text);
    return result;
}

static double length_of(Import *import, const Node *call) {
    const Node *of = call->first ? import_follow(import, call->first) : NULL;
    char whole[80];
    snprintf(whole, sizeof whole, "%.*s", (int)call->length, call->start);
    const char *set = set_value(import, whole);
    double value;
    if (set && parse_number(set, &value)) return value;
    if (of && of->kind == NODE_LIST) return (double)node_count(of);
    const char *name = call->first ? name_last(call->first->text) : "";
    bool data = strstr(name, "set") || strstr(name, "data");
    bool loader = strstr(name, "loader") || strstr(name, "dl") || strstr(name, "iter") || strstr(name, "batches");
    if (loader) {
        import->quiet++;
        double steps = import_steps_per_epoch(import);
        import->quiet--;
        if (!isnan(steps)) return steps * (import->explicit[PARAMETER_ACCUMULATION] ? (double)import->user.accumulation : 1);
        if (!import->quiet) import_need(import, true, "steps_per_epoch", "%s is %s, the batches of an epoch (line %d)",
                                        import->asking ? import->asking : "a value", whole, call->line);
        return NAN;
    }
    if (data && import->explicit[PARAMETER_DATASET_SIZE]) return (double)import->user.dataset_size;
    return unknown(import, call, whole);
}

static double defined_value(Import *import, const Node *def, const Node *call);

/* bisect_right(list, x): how many of the list are not above x. */
static double bisected(Import *import, const Node *call, bool right) {
    const Node *list = call->first ? import_follow(import, call->first) : NULL;
    double value = call->first && call->first->next ? value_of(import, call->first->next) : NAN, count = 0;
    if (!list || list->kind != NODE_LIST || isnan(value)) return NAN;
    for (const Node *item = list->first; item; item = item->next) {
        double entry = value_of(import, item);
        if (isnan(entry)) return NAN;
        count += right ? entry <= value : entry < value;
    }
    return count;
}

enum {
    CALL_OTHER = 1, CALL_MIN, CALL_MAX, CALL_LEN, CALL_BISECT, CALL_BISECT_LEFT, CALL_SAME, CALL_INT, CALL_ROUND, CALL_CEIL,
    CALL_FLOOR, CALL_ABS, CALL_SQRT, CALL_EXP, CALL_LOG, CALL_POW, CALL_COS, CALL_SIN, CALL_TANH, CALL_RSQRT, CALL_WHERE
};

/* What a call of that name computes. */
static int call_code(const char *name) {
    static const struct {
        const char *names;
        int code;
    } calls[] = {{"min|minimum", CALL_MIN}, {"max|maximum", CALL_MAX}, {"len", CALL_LEN}, {"bisect|bisect_right", CALL_BISECT},
                 {"bisect_left", CALL_BISECT_LEFT}, {"float|tensor|float32|float64|array|asarray|cast|constant|convert_to_tensor", CALL_SAME}, {"int|trunc", CALL_INT},
                 {"round", CALL_ROUND}, {"ceil", CALL_CEIL}, {"floor", CALL_FLOOR}, {"abs|fabs", CALL_ABS}, {"sqrt", CALL_SQRT},
                 {"exp", CALL_EXP}, {"log", CALL_LOG}, {"pow|power", CALL_POW}, {"cos", CALL_COS}, {"sin", CALL_SIN},
                 {"tanh", CALL_TANH}, {"rsqrt", CALL_RSQRT}, {"where", CALL_WHERE}};
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        if (word_among(name, calls[i].names)) return calls[i].code;
    return CALL_OTHER;
}

/* Returns the method of that name of the class that holds a line, NULL for none. */
static const Node *method_of(const Node *code, int line, const char *name) {
    for (const Node *item = code ? code->body : NULL; item; item = item->next) {
        bool around = item->kind == NODE_CLASS && item->line <= line && (!item->next || item->next->line > line);
        for (const Node *def = around ? item->body : NULL; def; def = def->next)
            if (def->kind == NODE_DEF && !strcmp(def->key, name)) return def;
    }
    return NULL;
}

/* Finds out once what a call is: the tree does not change any more. */
static void know_call(const Import *import, const Node *call) {
    Node *own = (Node *)call;
    own->memo.code = (signed char)call_code(name_last(call->text));
    const char *dot = strchr(call->text, '.');
    if (!dot) own->memo.def = import_def(import, call->text);
    if (dot && !strncmp(call->text, "self.", 5) && !strchr(dot + 1, '.')) own->memo.def = method_of(import->document->code, call->line, dot + 1);
    own->memo.def_known = true;
}

static double elementary(int code, double value, double second) {
    switch (code) {
    case CALL_INT: return trunc(value);
    case CALL_ROUND: return nearbyint(value);
    case CALL_CEIL: return ceil(value);
    case CALL_FLOOR: return floor(value);
    case CALL_ABS: return fabs(value);
    case CALL_SQRT: return sqrt(value);
    case CALL_EXP: return exact_exp(value);
    case CALL_LOG: return exact_log(value);
    case CALL_COS: return exact_cos(value);
    case CALL_SIN: return exact_sin(value);
    case CALL_TANH: return exact_tanh(value);
    case CALL_RSQRT: return 1 / sqrt(value);
    case CALL_POW: return exact_pow(value, second);
    }
    return value;
}

static double call_value(Import *import, const Node *call) {
    const Node *argument = call->first;
    if (!call->memo.def_known) know_call(import, call);
    if (call->memo.def) return defined_value(import, call->memo.def, call);
    int code = call->memo.code;
    if (code == CALL_MIN || code == CALL_MAX) return extreme(import, call, code == CALL_MAX);
    if (code == CALL_LEN) return length_of(import, call);
    if (code == CALL_BISECT || code == CALL_BISECT_LEFT) return bisected(import, call, code == CALL_BISECT);
    if (!argument || code == CALL_OTHER) {
        char whole[80];
        snprintf(whole, sizeof whole, "%.*s", (int)call->length, call->start);
        const char *set = set_value(import, whole);
        double value;
        return set && parse_number(set, &value) ? value : unknown(import, call, whole);
    }
    double value = value_of(import, argument);
    if (code == CALL_WHERE) { /* where(condition, a, b) */
        if (isnan(value) || !argument->next || !argument->next->next) return NAN;
        return value_of(import, value != 0 ? argument->next : argument->next->next);
    }
    if (code == CALL_ROUND && argument->next) return value;
    double second = code == CALL_POW ? value_of(import, argument->next) : 0;
    return computed(import, value + second, elementary(code, value, second));
}

static double scalar_value(Import *import, const Node *node) {
    double value;
    if (node->memo.number_state > 0) return node->memo.number;
    if (!node->memo.number_state) { /* a number is found out once */
        Node *own = (Node *)node;
        bool number = !node->open && parse_number(node->text, &own->memo.number);
        own->memo.number_state = number ? 1 : -1;
        if (number) return node->memo.number;
    }
    if (!node->open && parse_number(node->text, &value)) return value;
    if (word_among(node->text, "True|true")) return 1;
    if (word_among(node->text, "False|false")) return 0;
    const char *set = set_value(import, node->text);
    if (set && parse_number(set, &value)) return value;
    Node *made = !node->open ? syntax_expression(&import->documents->forest, node->text, strlen(node->text),
                                                 node->line, node->column)
                             : NULL;
    bool computed = made && (made->kind == NODE_OPERATION || made->kind == NODE_CALL);
    if (computed) return value_of(import, made);
    bool word = !node->open && *node->key; /* "auto" is no name that could be set */
    return unknown(import, node, word ? node->key : node->text);
}

static double index_value(Import *import, const Node *node) {
    char whole[120];
    snprintf(whole, sizeof whole, "%.*s", (int)node->length, node->start);
    const char *set = set_value(import, whole);
    double value;
    if (set && parse_number(set, &value)) return value;
    const Node *entry = entry_of(import, node);
    if (entry) return value_of(import, entry);
    const Node *list = import_follow(import, node->first), *which = node->first->next;
    double at = which && list && list->kind == NODE_LIST ? value_of(import, which) : NAN;
    if (isnan(at)) return unknown(import, node, whole);
    double count = (double)node_count(list);
    const Node *item = list->first;
    for (at = at < 0 ? at + count : at; item && at >= 1; at--) item = item->next;
    return item ? value_of(import, item) : NAN;
}

static void bind(Import *import, const char *name, double value) {
    if (import->binding_count == IMPORT_BINDINGS_MAX) import->binding_count--;
    import->bindings[import->binding_count++] = (ImportBinding){name, value};
}

enum { LIST_NUMBERS_MAX = 1000 };

static int list_numbers(Import *import, const Node *node, double *values);

/* [a for b in c] where c stands for one number of each group: the optimizer's rates. */
static double each_value(Import *import, const Node *each) {
    const Node *targets = each->first->next, *name = targets->first, *of = each->last;
    double *group = of->kind == NODE_NAME ? binding(import, of->text) : NULL;
    if (!group || name->next || name->kind != NODE_NAME) return unknown(import, each, import->asking ? import->asking : "value");
    int before = import->binding_count;
    bind(import, name->text, *group);
    double value = value_of(import, each->first);
    import->binding_count = before;
    return value;
}

static double value_of(Import *import, const Node *node) {
    double value = NAN;
    if (!node || import->depth > 60) return NAN;
    import->depth++;
    switch (node->kind) {
    case NODE_SCALAR: value = scalar_value(import, node); break;
    case NODE_NAME: value = name_value(import, node); break;
    case NODE_OPERATION: value = operation_value(import, node); break;
    case NODE_CHAIN: value = chain_value(import, node); break;
    case NODE_CALL: value = call_value(import, node); break;
    case NODE_INDEX: value = index_value(import, node); break;
    case NODE_CHOICE: {
        double test = value_of(import, node->first->next);
        if (!isnan(test)) value = value_of(import, test != 0 ? node->first : node->last);
        break;
    }
    case NODE_EACH: value = each_value(import, node); break;
    case NODE_LIST:
        if (node_count(node) == 1) value = value_of(import, node->first);
        else value = unknown(import, node, import->asking ? import->asking : "value");
        break;
    default: value = unknown(import, node, import->asking ? import->asking : "value");
    }
    import->depth--;
    return value;
}

/* range(end), range(start, end), range(start, end, step). Returns how many numbers that is, -1 where it is not known. */
static int range_numbers(Import *import, const Node *call, double *values) {
    size_t arguments = node_count(call);
    double one = arguments > 0 ? value_of(import, call->first) : NAN;
    double other = arguments > 1 ? value_of(import, call->first->next) : NAN;
    double step = arguments > 2 ? value_of(import, call->last) : 1;
    double start = arguments > 1 ? one : 0, end = arguments > 1 ? other : one;
    int count = 0;
    if (arguments > 3 || isnan(start) || isnan(end) || isnan(step) || step == 0) return -1;
    for (double at = start; step > 0 ? at < end : at > end; at += step) {
        if (count == LIST_NUMBERS_MAX) return -1;
        values[count++] = at;
    }
    return count;
}

/* [a for b in c], a computed for each number of c. */
static int each_numbers(Import *import, const Node *each, double *values) {
    const Node *name = each->first->next->first;
    int before = import->binding_count, count = -1;
    if (name && !name->next && name->kind == NODE_NAME) count = list_numbers(import, each->last, values);
    for (int i = 0; i < count; i++) {
        bind(import, name->text, values[i]);
        values[i] = value_of(import, each->first);
        import->binding_count = before;
    }
    return count;
}

/* The same for what a range, a comprehension or list() around one makes. */
static int makes_numbers(Import *import, const Node *node, double *values) {
    const char *name = node->kind == NODE_CALL ? name_last(node->text) : "";
    if (node->kind == NODE_EACH) return each_numbers(import, node, values);
    if (word_among(name, "range|arange")) return range_numbers(import, node, values);
    bool around = word_among(name, "list|tuple|array|asarray") && node->first && !node->first->next;
    return around ? list_numbers(import, node->first, values) : -1;
}

/* The numbers of a list, a range or a comprehension, NaN those that are not known. Returns how many, -1 where it is none. */
static int list_numbers(Import *import, const Node *node, double *values) {
    int count = -1;
    if (import->depth > 40) return -1;
    import->depth++;
    node = import_follow(import, node);
    if (node->kind == NODE_LIST && node_count(node) <= LIST_NUMBERS_MAX) {
        count = 0;
        for (const Node *item = node->first; item; item = item->next) values[count++] = value_of(import, item);
    } else if (node->kind != NODE_LIST) {
        count = makes_numbers(import, node, values);
    }
    import->depth--;
    return count;
}

/* Returns the list that a range or a comprehension makes, the same ever after, NULL where it is none or one of its numbers
   is not known. */
static const Node *list_made(Import *import, const Node *node) {
    double values[LIST_NUMBERS_MAX];
    Forest *forest = &import->documents->forest;
    bool makes = node->kind == NODE_EACH || (node->kind == NODE_CALL && word_among(name_last(node->text), "list|tuple|array|asarray|range|arange"));
    static const Node none = {.kind = NODE_OTHER, .key = "", .text = "", .start = ""}; /* a list that is made of itself is none */
    Node *own = (Node *)node;
    if (!makes || node->memo.list == &none) return NULL;
    if (node->memo.list) return node->memo.list;
    own->memo.list = &none;
    int before = import->lowest_used;
    import->lowest_used = IMPORT_BINDINGS_MAX;
    import->quiet++;
    int count = makes_numbers(import, node, values);
    import->quiet--;
    bool changes = import->lowest_used < import->binding_count; /* with what is bound outside of it */
    if (before < import->lowest_used) import->lowest_used = before;
    if (changes) own->memo.list = NULL;
    if (changes || count <= 0) return NULL;
    Node *list = forest_node(forest, NODE_LIST, node->line, node->column);
    list->start = node->start;
    list->length = node->length;
    for (int i = 0; i < count; i++) {
        NumberText digits = number_exact(values[i]);
        Node *item = forest_node(forest, NODE_SCALAR, node->line, node->column);
        if (isnan(values[i])) return NULL;
        item->text = item->start = forest_text(forest, digits.text, strlen(digits.text));
        item->length = strlen(digits.text);
        node_add(list, item);
    }
    return own->memo.list = list;
}

static const Node *find_def(const Node *block, const char *name) {
    const Node *found = NULL;
    for (const Node *item = block->body; item; item = item->next) {
        if (item->kind == NODE_DEF && !strcmp(item->key, name)) found = item;
        const Node *inner = item->body && item->kind != NODE_ASSIGN ? find_def(item, name) : NULL;
        found = inner ? inner : found;
    }
    return found;
}

const Node *import_def(const Import *import, const char *name) {
    return import->document->code ? find_def(import->document->code, name) : NULL;
}

/* Returns the name of a def's parameter: its own text, or the key of its default. */
static const char *argument_name(const Node *parameter) {
    return *parameter->key ? parameter->key : parameter->text;
}

/* Binds a def's parameters to what a call gives, else to their defaults. What is no number is left unbound. */
static void bind_arguments(Import *import, const Node *def, const Node *call) {
    int position = 0;
    for (const Node *parameter = def->first; parameter; parameter = parameter->next) {
        const char *name = argument_name(parameter);
        if (!strcmp(name, "self")) continue;
        const Node *given = call ? node_argument(call, name, position) : NULL;
        position++;
        if (!given && *parameter->key) given = parameter;
        if (!given) continue;
        bool number = given->kind != NODE_LAMBDA && given->kind != NODE_NULL;
        if (number) bind(import, name, value_of(import, given));
    }
}

/* How a row of statements ends. */
typedef enum Ending { ENDS_BELOW, ENDS_RETURNED, ENDS_BROKEN, ENDS_CONTINUED } Ending;

static Ending run(Import *import, const Node *block, double *value);

static Ending nowhere(double *value) {
    *value = NAN;
    return ENDS_RETURNED;
}

/* One more turn of a loop; false where there were too many. */
static bool turn(Import *import) {
    return import->loops-- > 0 && import->loops_done++ >= 0;
}

static Ending run_while(Import *import, const Node *loop, double *value) {
    double test;
    while ((test = value_of(import, loop->first)) != 0) {
        if (isnan(test) || !turn(import)) return nowhere(value);
        Ending ending = run(import, loop, value);
        if (ending == ENDS_RETURNED) return ending;
        if (ending == ENDS_BROKEN) break;
    }
    return ENDS_BELOW;
}

static void assign(Import *import, const char *name, double value) {
    double *bound = binding(import, name);
    if (bound)
        *bound = value;
    else
        bind(import, name, value);
}

/* for a in b, where b is a list of numbers. */
static Ending run_for(Import *import, const Node *loop, double *value) {
    double numbers[LIST_NUMBERS_MAX];
    const Node *in = loop->first, *name = in && in->kind == NODE_OPERATION && !strcmp(in->text, "in") ? in->first : NULL;
    int count = name && name->kind == NODE_NAME ? list_numbers(import, in->last, numbers) : -1;
    if (count < 0) return nowhere(value);
    for (int i = 0; i < count; i++) {
        if (isnan(numbers[i]) || !turn(import)) return nowhere(value);
        assign(import, name->text, numbers[i]);
        Ending ending = run(import, loop, value);
        if (ending == ENDS_RETURNED) return ending;
        if (ending == ENDS_BROKEN) break;
    }
    return ENDS_BELOW;
}

static void run_assignment(Import *import, const Node *item) {
    double right = value_of(import, item->first), *bound = binding(import, item->key);
    char mark[4] = "";
    if (strcmp(item->text, "=") != 0) {
        snprintf(mark, sizeof mark, "%.*s", (int)strlen(item->text) - 1, item->text);
        right = bound ? combine(mark, *bound, right) : NAN;
    }
    assign(import, item->key, right);
}

/* A line that was passed over. */
static Ending run_other(const Node *item, double *value) {
    static const struct {
        const char *word;
        Ending ending;
    } words[] = {{"break", ENDS_BROKEN}, {"continue", ENDS_CONTINUED}, {"raise", ENDS_RETURNED}, {"yield", ENDS_RETURNED}};
    *value = NAN;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!strncmp(item->start, words[i].word, strlen(words[i].word))) return words[i].ending;
    bool understood = item->column > 1;
    return understood ? ENDS_BELOW : ENDS_RETURNED;
}

/* Runs statements up to a return, a break or a continue. What cannot be followed gives NaN. */
static Ending run(Import *import, const Node *block, double *value) {
    bool taken = false; /* a branch of the if at hand */
    Ending ending = ENDS_BELOW;
    for (const Node *item = block->body; item && ending == ENDS_BELOW; item = item->next) {
        if (item->kind == NODE_RETURN) {
            *value = item->first ? value_of(import, item->first) : NAN;
            return ENDS_RETURNED;
        } else if (item->kind == NODE_IF) {
            if (!strcmp(item->text, "if")) taken = false;
            if (taken) continue;
            double test = item->first ? value_of(import, item->first) : 1;
            if (isnan(test)) return nowhere(value);
            taken = test != 0;
            if (taken) ending = run(import, item, value);
        } else if (item->kind == NODE_ASSIGN && *item->key) {
            run_assignment(import, item);
        } else if (item->kind == NODE_LOOP) {
            ending = (strcmp(item->text, "while") ? run_for : run_while)(import, item, value);
        } else if (item->kind == NODE_OTHER) {
            ending = run_other(item, value);
        } else if (item->kind == NODE_BLOCK) {
            ending = run(import, item, value);
        }
    }
    return ending;
}

static double defined_value(Import *import, const Node *def, const Node *call) {
    int before = import->binding_count;
    double value = NAN;
    if (import->depth > 40) return NAN;
    bind_arguments(import, def, call);
    run(import, def, &value);
    import->binding_count = before;
    return value;
}

double import_call_named(Import *import, const Node *def, const ImportBinding *bindings, int count) {
    int before = import->binding_count;
    double value = NAN;
    import->loops = import->loops_done < LOOPS_ALL ? LOOPS_MAX : 0;
    import->outside = false;
    import->quiet++;
    for (int i = 0; i < count; i++) bind(import, bindings[i].name, bindings[i].value);
    run(import, def, &value);
    import->quiet--;
    import->binding_count = before;
    return value;
}

/* Binds the first parameters to the arguments, and further ones of a def to their defaults. */
static void bind_positions(Import *import, const Node *function, const double *arguments, int count) {
    int at = 0;
    for (const Node *parameter = function->first; parameter; parameter = parameter->next) {
        const char *name = argument_name(parameter);
        if (!strcmp(name, "self")) continue;
        if (at < count)
            bind(import, name, arguments[at++]);
        else if (*parameter->key && !binding(import, name) && parameter->kind != NODE_NULL)
            bind(import, name, value_of(import, parameter));
    }
}

double import_call_with(Import *import, const Node *function, const double *arguments, int count) {
    int before = import->binding_count;
    import->loops = import->loops_done < LOOPS_ALL ? LOOPS_MAX : 0;
    import->outside = false;
    double value = NAN;
    import->quiet++;
    bind_positions(import, function, arguments, count);
    if (function->kind == NODE_LAMBDA)
        value = value_of(import, function->body);
    else if (function->kind == NODE_DEF)
        run(import, function, &value);
    import->quiet--;
    import->binding_count = before;
    return value;
}

double import_call(Import *import, const Node *function, double argument) {
    return import_call_with(import, function, &argument, 1);
}

/* What a def returns, where that is a function of its own. */
static const Node *returned_function(Import *import, const Node *def) {
    for (const Node *item = def->body; item; item = item->next) {
        if (item->kind == NODE_ASSIGN && *item->key && item->first->kind != NODE_LAMBDA)
            bind(import, item->key, value_of(import, item->first));
        if (item->kind != NODE_RETURN || !item->first) continue;
        if (item->first->kind == NODE_LAMBDA) return item->first;
        const char *name = item->first->kind == NODE_NAME ? item->first->text : "";
        const Node *inner = find_def(def, name);
        for (const Node *other = def->body; other && !inner; other = other->next)
            if (other->kind == NODE_ASSIGN && !strcmp(other->key, name) && other->first->kind == NODE_LAMBDA) inner = other->first;
        return inner;
    }
    return NULL;
}

const Node *import_function(Import *import, const Node *node) {
    for (int i = 0; node && i < 8; i++) {
        if (node->kind == NODE_LAMBDA || node->kind == NODE_DEF) return node;
        if (node->kind == NODE_NAME) {
            const Node *def = import_def(import, name_last(node->text)), *next = import_follow(import, node);
            node = next != node && next->kind != NODE_OTHER ? next : def;
            continue;
        }
        if (node->kind != NODE_CALL) return NULL;
        if (name_ends(node->text, "partial")) {
            for (const Node *child = node->first ? node->first->next : NULL; child; child = child->next)
                if (*child->key) bind(import, child->key, value_of(import, child));
            node = node->first;
            continue;
        }
        const Node *def = import_def(import, name_last(node->text));
        if (!def) return NULL;
        bind_arguments(import, def, node);
        return returned_function(import, def);
    }
    return NULL;
}

double import_value(Import *import, const Node *node) {
    return value_of(import, node);
}

/* Returns a key that is not there, as a file that could not be read may have it. */
static double absent(Import *import, const char *path, double fallback) {
    char first[64];
    snprintf(first, sizeof first, "%.*s", (int)strcspn(path, "|"), path);
    if (import->base_missing) {
        import_need(import, false, first, "%s may stand in a file that the text builds on and that could not be read", first);
        return NAN;
    }
    if (isnan(fallback)) import_need(import, false, first, "%s is not in the text", first);
    return fallback;
}

static double set_number(Import *import, const char *path) {
    for (const char *at = path; *at;) {
        char key[80];
        size_t length = strcspn(at, "|");
        double value;
        snprintf(key, sizeof key, "%.*s", (int)length, at);
        const char *set = set_value(import, key);
        if (set && parse_number(set, &value)) return value;
        at += length + (at[length] == '|');
    }
    return NAN;
}

double import_number(Import *import, const Node *map, const char *path, double fallback) {
    double set = set_number(import, path);
    if (!isnan(set)) return set;
    const Node *node = node_at(map, path);
    if (node && node->kind == NODE_NAME) {
        const Node *end = import_follow(import, node);
        if (end && end->kind == NODE_NULL) node = end;
    }
    if (!node || node->kind == NODE_NULL) return absent(import, path, fallback);
    const char *before = import->asking;
    import->asking = *node->key ? node->key : path;
    double value = value_of(import, node);
    import->asking = before;
    return value;
}

double import_number_quiet(Import *import, const Node *map, const char *path) {
    import->quiet++;
    double value = import_number(import, map, path, NAN);
    import->quiet--;
    return value;
}

/* True for a name in capitals and small letters: CosineAnnealingLR, which a file imports. */
static bool is_class_name(const char *name) {
    bool small = false;
    for (const char *at = name; *at; at++) small = small || islower((unsigned char)*at);
    return isupper((unsigned char)*name) && small;
}

const char *import_text(Import *import, const Node *node) {
    const char *set = node ? set_value(import, node->kind == NODE_NAME ? node->text : node->key) : NULL;
    if (set) return set;
    node = import_follow(import, node);
    if (!node || node->kind == NODE_NULL) return NULL;
    if (node->kind == NODE_SCALAR && !node->open) return node->text;
    bool known = node->kind == NODE_NAME && (strchr(node->text, '.') || is_class_name(node->text));
    if (known) return node->text; /* an enum's value, SchedulerType.COSINE, or a class */
    unknown(import, node, node->kind == NODE_NAME ? node->text : *node->key ? node->key : "value");
    return NULL;
}

const char *import_word(Import *import, const Node *map, const char *path, const char *fallback) {
    const Node *node = node_at(map, path);
    char first[64];
    snprintf(first, sizeof first, "%.*s", (int)strcspn(path, "|"), path);
    const char *set = set_value(import, first);
    if (set) return set;
    if (!node || node->kind == NODE_NULL) {
        if (import->base_missing) absent(import, path, NAN);
        return import->base_missing ? NULL : fallback;
    }
    const char *before = import->asking;
    import->asking = node->key;
    const char *word = import_text(import, node);
    import->asking = before;
    return word;
}

bool import_flag(Import *import, const Node *map, const char *path, bool fallback) {
    const Node *node = node_at(map, path);
    if (!node) return fallback;
    if (node->kind == NODE_NULL) return node->dashes > 0; /* a flag of a command */
    node = import_follow(import, node);
    if (node->kind == NODE_SCALAR && word_among(node->text, "true|True|yes|on|TRUE|1|Yes")) return true;
    if (node->kind == NODE_SCALAR && word_among(node->text, "false|False|no|off|FALSE|0|No|none|None")) return false;
    import->asking = node->key;
    unknown(import, node, *node->key ? node->key : path);
    return fallback;
}

int import_list(Import *import, const Node *map, const char *path, double *values, int max) {
    const Node *node = import_follow(import, node_at(map, path));
    if (!node || node->kind == NODE_NULL) return import->base_missing ? (absent(import, path, NAN), -2) : -1;
    import->asking = node->key;
    if (node->kind == NODE_SCALAR && !node->open) {
        const char *text = node->text;
        Node *made = syntax_expression(&import->documents->forest, text, strlen(text), node->line, node->column);
        if (made && made->kind == NODE_LIST) node = made;
    }
    if (node->kind != NODE_LIST) {
        values[0] = value_of(import, node);
        return isnan(values[0]) ? -2 : 1;
    }
    int count = 0;
    for (const Node *item = node->first; item; item = item->next) {
        if (count == max) {
            import_refuse(import, "%s has more than %d entries", path, max);
            return -2;
        }
        values[count] = value_of(import, item);
        if (isnan(values[count++])) return -2;
    }
    return count;
}

int import_option_list(Import *import, const Node *command, const char *key, double *values, int max) {
    const Node *node = node_at(command, key);
    int count = 0;
    if (!node || node->kind == NODE_NULL) return -1;
    if (!node->next || *node->next->key) return import_list(import, command, key, values, max);
    do {
        if (count < max) values[count] = value_of(import, node);
        if (count >= max || isnan(values[count])) return -2;
        count++;
        node = node->next;
    } while (node && !*node->key);
    return count;
}

double import_user(const Import *import, const char *key) {
    int id = parameter_find(key);
    return id >= 0 && import->explicit[id] ? parameter_get(&import->user, (ParameterId)id) : NAN;
}

double import_total(Import *import, double text) {
    double user = import_user(import, "total_steps"), total = isnan(user) ? text : user;
    import->total_unknown = isnan(total);
    return total;
}

double import_steps_per_epoch(Import *import) {
    int64_t steps = schedule_steps_per_epoch(&import->user);
    if (steps > 0) return (double)steps;
    import_need(import, true, "steps_per_epoch", "the text counts in epochs, and how many updates one has is not in it");
    return NAN;
}

double import_epochs(Import *import, double epochs) {
    return epochs == 0 ? 0 : epochs * import_steps_per_epoch(import);
}

static void batch_part(Import *import, ParameterId id, double value) {
    Text why = {0};
    if (!import->explicit[id] && value >= 1 && parameter_put(&import->user, id, round(value), &why))
        import_put(import, parameters[id].key, round(value));
    text_free(&why);
}

void import_batch(Import *import, double batch_size, double accumulation, double devices) {
    batch_part(import, PARAMETER_BATCH_SIZE, batch_size);
    batch_part(import, PARAMETER_ACCUMULATION, accumulation);
    batch_part(import, PARAMETER_DEVICES, devices);
}

static ImportGroup *group(Import *import) {
    if (!import->group_count) import->group_count = 1;
    return &import->groups[import->group_count - 1];
}

static ImportValue *slot(Import *import, const char *key) {
    int id = parameter_find(key);
    if (id < 0) {
        import_refuse(import, "it needs %s, which the model does not have", key);
        return NULL;
    }
    ImportGroup *at = group(import);
    ImportValue *value = &at->values[id];
    at->put[id] = true;
    value->id = (ParameterId)id;
    value->unknown = false;
    text_clear(&value->text);
    return value;
}

void import_put(Import *import, const char *key, double value) {
    ImportValue *at = slot(import, key);
    if (!at) return;
    at->unknown = isnan(value);
    bool whole = parameters[at->id].type == PARAMETER_WHOLE;
    double rounded = whole ? round(value) : value;
    bool near = fabs(rounded - value) <= 1e-6 * fmax(1, fabs(value));
    if (whole && !near && !at->unknown)
        import_note(import, "%s %s is shown as %s, for steps are whole", key, number_exact(value).text,
                    number_exact(rounded).text);
    text_setf(&at->text, "%s", number_exact(rounded == 0 ? 0 : rounded).text);
}

void import_choose(Import *import, const char *key, const char *word) {
    ImportValue *at = slot(import, key);
    if (!at) return;
    at->unknown = !word;
    text_setf(&at->text, "%s", word ? word : "");
}

void import_put_list(Import *import, const char *key, const double *values, int count) {
    ImportValue *at = slot(import, key);
    if (!at) return;
    for (int i = 0; i < count; i++) {
        at->unknown = at->unknown || isnan(values[i]);
        text_addf(&at->text, "%s%s", i ? "," : "", number_exact(round(values[i])).text);
    }
    if (!count) text_add(&at->text, "none");
}

void import_forget(Import *import, const char *key) {
    int id = parameter_find(key);
    if (id >= 0) group(import)->put[id] = false;
}

void import_put_function(Import *import, const char *text) {
    text_setf(&group(import)->function, "%s", text);
}

void import_put_formula(Import *import, const char *text, const double *numbers) {
    Text *function = &group(import)->function;
    bool known = true;
    text_clear(function);
    for (const char *at = text; *at; at++) {
        known = known && (*at != '#' || !isnan(*numbers));
        if (*at == '#')
            text_add(function, number_exact(*numbers++).text);
        else
            text_add_bytes(function, at, 1);
    }
    if (!known) import_put(import, "warmup_iters", NAN);
}

double import_base_lr(Import *import, double text) {
    double user = import_user(import, "base_lr"), lr = isnan(user) ? text : user;
    import_put(import, "base_lr", lr);
    return lr;
}

void import_warmup(Import *import, double iters, double factor) {
    import_choose(import, "warmup_method", "linear");
    import_put(import, "warmup_iters", iters);
    import_put(import, "warmup_factor", iters == 0 ? 1 : factor);
}

void import_warmup_counted(Import *import, double iters, double factor, double shift) {
    double rest = iters - shift;
    if (iters == 0 || rest <= 0) /* the full rate from the first step on */
        import_warmup(import, 0, 1);
    else
        import_warmup(import, rest, factor + (1 - factor) * shift / iters);
}

void import_decay(Import *import, const char *word, double start, double end, double final) {
    import_choose(import, "decay", word);
    import_put(import, "decay_start", start);
    import_put(import, "decay_steps", end - start);
    import_put(import, "final_factor", final);
}

void import_multistep(Import *import, const double *steps, int count, double gamma) {
    import_choose(import, "decay", count ? "multistep" : "none");
    import_put(import, "decay_start", 0);
    if (count) import_put_list(import, "milestones", steps, count);
    import_put(import, "gamma", gamma);
}

void import_points(Import *import, const double *pairs, int count) {
    ImportValue *at;
    import_choose(import, "decay", "points");
    import_put(import, "decay_start", 0);
    at = slot(import, "points");
    for (int i = 0; at && i + 1 < count; i += 2) {
        at->unknown = at->unknown || isnan(pairs[i]) || isnan(pairs[i + 1]);
        text_addf(&at->text, "%s%s:%s", i ? "," : "", number_exact(round(pairs[i])).text,
                  number_exact(pairs[i + 1]).text);
    }
}

void import_by_epoch(Import *import) {
    double steps = import_steps_per_epoch(import);
    if (steps == 1) return;
    import_put(import, "warmup_interval", steps);
    import_put(import, "decay_interval", steps);
}

void import_group(Import *import, const char *name) {
    ImportGroup *first = group(import);
    if (import->group_count == READING_GROUPS_MAX) return;
    first = &import->groups[0];
    ImportGroup *made = &import->groups[import->group_count++];
    text_add(&made->name, name);
    for (int id = 0; id < PARAMETER_COUNT; id++) {
        made->put[id] = first->put[id];
        made->values[id].id = first->values[id].id;
        made->values[id].unknown = first->values[id].unknown;
        text_add(&made->values[id].text, text_string(&first->values[id].text));
    }
}

static bool text_has(const char *text, const char *pieces) {
    if (!*pieces) return true;
    for (const char *at = pieces; *at;) {
        char piece[64];
        size_t length = strcspn(at, "|");
        snprintf(piece, sizeof piece, "%.*s", (int)length, at);
        if (strstr(text, piece)) return true;
        at += length + (at[length] == '|');
    }
    return false;
}

const Node *document_command(const Document *document, const char *programs, const char *option_paths, ...) {
    if (document->kind != DOCUMENT_SHELL) return NULL;
    for (const Node *entry = document->calls->first; entry; entry = entry->next) {
        const Node *call = entry->first;
        va_list list;
        bool all = text_has(call->text, programs);
        va_start(list, option_paths);
        for (const char *path = option_paths; all && path; path = va_arg(list, const char *)) all = node_at(call, path) != NULL;
        va_end(list);
        if (all) return call;
    }
    return NULL;
}

const Node *document_call(const Document *document, const char *names) {
    const Node *found = NULL;
    if (document->kind != DOCUMENT_PYTHON) return NULL;
    for (const Node *entry = document->calls->first; entry; entry = entry->next)
        if (word_among(name_last(entry->first->text), names)) found = entry->first;
    return found;
}
