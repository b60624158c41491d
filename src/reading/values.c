/* The value of an expression of the text, in its framework's arithmetic. */
#include "reading/import_parts.h"

#include "base/exact.h"
#include "base/number.h"

#include <stdio.h>
#include <string.h>

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

static double plain_name_value(Import *import, const Node *node) {
    const char *set = import_set(import, node->text);
    double value;
    if (set && import_parse(set, &value)) return value;
    if (name_ends(node->text, "pi")) return 3.14159265358979323846;
    const Node *found = import_lookup(import, node);
    if (found && found != node) {
        if (found->kind == NODE_OTHER && !strcmp(found->text, "several values")) return import_unknown(import, found->line ? found : node, node->text);
        return import_value(import, found);
    }
    double usual = usual_meaning(import, node->text);
    if (!isnan(usual)) return usual;
    return import_unknown(import, node, node->text);
}

static double name_value(Import *import, const Node *node) {
    double *bound = import->binding_count ? import_bound(import, node->text) : NULL;
    size_t slot = ((size_t)node >> 4) % IMPORT_MEMO_SIZE;
    if (bound) return *bound;
    ImportMemo *memo = &import->memo[slot];
    /* Why a value is not known is told once for each key that is read. */
    bool told = import->quiet || (memo->told && memo->asking == import->asking);
    if (memo->node == node && (!isnan(memo->value) || told)) return memo->value;
    double value = plain_name_value(import, node);
    *memo = (ImportMemo){.node = node, .value = value, .asking = import->asking, .told = !import->quiet};
    return value;
}

double import_combine(const char *mark, double a, double b) {
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
    double left = import_value(import, node->first), truth = 1;
    for (const Node *operand = node->first->next; operand && truth != 0 && !isnan(truth); operand = operand->next) {
        double right = import_value(import, operand);
        truth = import_combine(operand->key, left, right);
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

/* Returns the word that a node is, or that the user or the text gives a name; NULL where it is none. */
static const char *known_word(Import *import, const Node *node) {
    const char *set = node->kind == NODE_NAME ? import_set(import, node->text) : NULL;
    const Node *end = set ? NULL : import_follow(import, node);
    return set ? set : end && end->kind == NODE_SCALAR && end->quoted ? end->text : NULL;
}

/* a == "word", a != "word", a in ["word", "other"]: 1, 0 or, where a is not known, NAN. */
static double words_agree(Import *import, const Node *node) {
    const Node *right = node->first->next, *list = import_follow(import, right);
    bool among = !strcmp(node->text, "in") && list && list->kind == NODE_LIST, found = false;
    const char *word = known_word(import, node->first);
    for (const Node *item = among ? list->first : right; word && item; item = among ? item->next : NULL) {
        const char *other = known_word(import, item);
        if (!other) return NAN;
        found = found || !strcmp(other, word);
    }
    return word ? found == (*node->text != '!') : NAN;
}

static double operation_value(Import *import, const Node *node) {
    bool compares = node->first->next && (!strcmp(node->text, "==") || !strcmp(node->text, "!=") || !strcmp(node->text, "in"));
    double agree = compares ? words_agree(import, node) : NAN;
    if (!isnan(agree)) return agree;
    double a = import_value(import, node->first);
    char mark = *node->text;
    if (!node->first->next) return mark == '-' ? -a : mark == '+' ? a : mark == 'n' ? (isnan(a) ? a : a == 0) : NAN;
    double b = import_value(import, node->first->next);
    if (mark == 'a') return isnan(a) ? a : a != 0 ? b : a;
    if (mark == 'o') return isnan(a) ? a : a != 0 ? a : b;
    bool shell = import->document->kind == DOCUMENT_SHELL && !strcmp(node->text, "/");
    return computed(import, a + b, import_combine(shell ? "//" : node->text, a, b));
}

/* min(1000, len(loader) - 1) is 1000 for every loader that is longer: taken so, and said. */
static double extreme(Import *import, const Node *call, bool greatest) {
    double result = NAN, hidden = 0;
    import->quiet += !greatest;
    for (const Node *child = call->first; child; child = child->next) {
        double value = import_value(import, child);
        if (isnan(value))
            hidden++;
        else
            result = isnan(result) ? value : greatest ? fmax(result, value) : fmin(result, value);
    }
    import->quiet -= !greatest;
    if (!hidden) return result;
    bool length = !greatest && !isnan(result) && strstr(forest_text(&import->documents->forest, call->start, call->length), "len");
    if (!length) {
        for (const Node *child = call->first; child && !greatest; child = child->next) import_value(import, child);
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
    const char *set = import_set(import, whole);
    double value;
    if (set && import_parse(set, &value)) return value;
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
    return import_unknown(import, call, whole);
}

/* bisect_right(list, x): how many of the list are not above x. */
static double bisected(Import *import, const Node *call, bool right) {
    const Node *list = call->first ? import_follow(import, call->first) : NULL;
    double value = call->first && call->first->next ? import_value(import, call->first->next) : NAN, count = 0;
    if (!list || list->kind != NODE_LIST || isnan(value)) return NAN;
    for (const Node *item = list->first; item; item = item->next) {
        double entry = import_value(import, item);
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
    if (call->memo.def) return import_defined(import, call->memo.def, call);
    int code = call->memo.code;
    if (code == CALL_MIN || code == CALL_MAX) return extreme(import, call, code == CALL_MAX);
    if (code == CALL_LEN) return length_of(import, call);
    if (code == CALL_BISECT || code == CALL_BISECT_LEFT) return bisected(import, call, code == CALL_BISECT);
    if (!argument || code == CALL_OTHER) {
        char whole[80];
        snprintf(whole, sizeof whole, "%.*s", (int)call->length, call->start);
        const char *set = import_set(import, whole);
        double value;
        return set && import_parse(set, &value) ? value : import_unknown(import, call, whole);
    }
    double value = import_value(import, argument);
    if (code == CALL_WHERE) { /* where(condition, a, b) */
        if (isnan(value) || !argument->next || !argument->next->next) return NAN;
        return import_value(import, value != 0 ? argument->next : argument->next->next);
    }
    if (code == CALL_ROUND && argument->next) return value;
    double second = code == CALL_POW ? import_value(import, argument->next) : 0;
    return computed(import, value + second, elementary(code, value, second));
}

static double scalar_value(Import *import, const Node *node) {
    double value;
    if (node->memo.number_state > 0) return node->memo.number;
    if (!node->memo.number_state) { /* a number is found out once */
        Node *own = (Node *)node;
        bool number = !node->open && import_parse(node->text, &own->memo.number);
        own->memo.number_state = number ? 1 : -1;
        if (number) return node->memo.number;
    }
    if (!node->open && import_parse(node->text, &value)) return value;
    if (word_among(node->text, "True|true")) return 1;
    if (word_among(node->text, "False|false")) return 0;
    const char *set = import_set(import, node->text);
    if (set && import_parse(set, &value)) return value;
    Node *made = !node->open ? syntax_expression(&import->documents->forest, node->text, strlen(node->text),
                                                 node->line, node->column)
                             : NULL;
    bool computed = made && (made->kind == NODE_OPERATION || made->kind == NODE_CALL);
    if (computed) return import_value(import, made);
    bool word = !node->open && *node->key; /* "auto" is no name that could be set */
    return import_unknown(import, node, word ? node->key : node->text);
}

static double index_value(Import *import, const Node *node) {
    char whole[120];
    snprintf(whole, sizeof whole, "%.*s", (int)node->length, node->start);
    const char *set = import_set(import, whole);
    double value;
    if (set && import_parse(set, &value)) return value;
    const Node *entry = import_entry(import, node);
    if (entry) return import_value(import, entry);
    const Node *list = import_follow(import, node->first), *which = node->first->next;
    double at = which && list && list->kind == NODE_LIST ? import_value(import, which) : NAN;
    if (isnan(at)) return import_unknown(import, node, whole);
    double count = (double)node_count(list);
    const Node *item = list->first;
    for (at = at < 0 ? at + count : at; item && at >= 1; at--) item = item->next;
    return item ? import_value(import, item) : NAN;
}

/* [a for b in c] where c stands for one number of each group: the optimizer's rates. */
static double each_value(Import *import, const Node *each) {
    const Node *targets = each->first->next, *name = targets->first, *of = each->last;
    double *group = of->kind == NODE_NAME ? import_bound(import, of->text) : NULL;
    if (!group || name->next || name->kind != NODE_NAME) return import_unknown(import, each, import->asking ? import->asking : "value");
    int before = import->binding_count;
    import_bind(import, name->text, *group);
    double value = import_value(import, each->first);
    import->binding_count = before;
    return value;
}

double import_value(Import *import, const Node *node) {
    double value = NAN;
    if (!node || import->depth > 60) return NAN;
    if (++import->work > IMPORT_WORK_MAX) {
        import_refuse(import, "its functions take too long to compute");
        return NAN;
    }
    import->depth++;
    switch (node->kind) {
    case NODE_SCALAR: value = scalar_value(import, node); break;
    case NODE_NAME: value = name_value(import, node); break;
    case NODE_OPERATION: value = operation_value(import, node); break;
    case NODE_CHAIN: value = chain_value(import, node); break;
    case NODE_CALL: value = call_value(import, node); break;
    case NODE_INDEX: value = index_value(import, node); break;
    case NODE_CHOICE: {
        double test = import_value(import, node->first->next);
        if (!isnan(test)) value = import_value(import, test != 0 ? node->first : node->last);
        break;
    }
    case NODE_EACH: value = each_value(import, node); break;
    case NODE_LIST:
        if (node_count(node) == 1) value = import_value(import, node->first);
        else value = import_unknown(import, node, import->asking ? import->asking : "value");
        break;
    default: value = import_unknown(import, node, import->asking ? import->asking : "value");
    }
    import->depth--;
    return value;
}

/* range(end), range(start, end), range(start, end, step). Returns how many numbers that is, -1 where it is not known. */
static int range_numbers(Import *import, const Node *call, double *values) {
    size_t arguments = node_count(call);
    double one = arguments > 0 ? import_value(import, call->first) : NAN;
    double other = arguments > 1 ? import_value(import, call->first->next) : NAN;
    double step = arguments > 2 ? import_value(import, call->last) : 1;
    double start = arguments > 1 ? one : 0, end = arguments > 1 ? other : one;
    int count = 0;
    if (arguments > 3 || isnan(start) || isnan(end) || isnan(step) || step == 0) return -1;
    for (double at = start; step > 0 ? at < end : at > end; at += step) {
        if (count == IMPORT_NUMBERS_MAX) return -1;
        values[count++] = at;
    }
    return count;
}

/* [a for b in c], a computed for each number of c. */
static int each_numbers(Import *import, const Node *each, double *values) {
    const Node *name = each->first->next->first;
    int before = import->binding_count, count = -1;
    if (name && !name->next && name->kind == NODE_NAME) count = import_numbers(import, each->last, values);
    for (int i = 0; i < count; i++) {
        import_bind(import, name->text, values[i]);
        values[i] = import_value(import, each->first);
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
    return around ? import_numbers(import, node->first, values) : -1;
}

/* The numbers of a list, a range or a comprehension, NaN those that are not known. Returns how many, -1 where it is none. */
int import_numbers(Import *import, const Node *node, double *values) {
    int count = -1;
    if (import->depth > 40) return -1;
    import->depth++;
    node = import_follow(import, node);
    if (node->kind == NODE_LIST && node_count(node) <= IMPORT_NUMBERS_MAX) {
        count = 0;
        for (const Node *item = node->first; item; item = item->next) values[count++] = import_value(import, item);
    } else if (node->kind != NODE_LIST) {
        count = makes_numbers(import, node, values);
    }
    import->depth--;
    return count;
}

/* Returns the list that a range or a comprehension makes, the same ever after, NULL where it is none or one of its numbers
   is not known. */
const Node *import_list_made(Import *import, const Node *node) {
    double values[IMPORT_NUMBERS_MAX];
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
