#include "reading/dialects/torch_parts.h"

#include "base/exact.h"
#include "base/number.h"
#include "schedule/function.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

/* Returns an argument by name or position, its default where it is not given; NAN as a default: it must
   be. */
double torch_part_number(TorchPart *part, const Node *call, const char *name, int position, double fallback) {
    Import *import = part->import;
    const Node *node = node_argument(call, name, position);
    if (!node || node->kind == NODE_NULL) {
        if (isnan(fallback)) import_need(import, false, name, "%s of %s is not in the text", name, name_last(call->text));
        return fallback;
    }
    const char *before = import->asking;
    import->asking = name;
    double value = import_value(import, node);
    import->asking = before;
    return value;
}

static double floor_rate(TorchPart *part, const Node *call, int position) {
    double rate = torch_part_number(part, call, "eta_min|min_lr", position, 0);
    return rate == 0 ? 0 : rate / part->lr;
}

static void read_constant(TorchPart *part, const Node *call) {
    part->number[0] = torch_part_number(part, call, "factor", 1, 1.0 / 3);
    part->number[1] = torch_part_number(part, call, "total_iters", 2, 5);
    part->end = part->number[1] + part->number[1] / 3 + 1;
}

static double constant_factor(TorchPart *part, double step) {
    return step < part->number[1] ? part->number[0] : 1;
}

static void read_linear(TorchPart *part, const Node *call) {
    part->number[0] = torch_part_number(part, call, "start_factor", 1, 1.0 / 3);
    part->number[1] = torch_part_number(part, call, "end_factor", 2, 1);
    part->number[2] = torch_part_number(part, call, "total_iters", 3, 5);
    part->end = part->number[2] + part->number[2] / 3 + 1;
    if (part->number[0] > 1 || part->number[0] <= 0)
        import_note(part->import, "torch refuses a start_factor that is not above 0 and at most 1");
}

static double linear_factor(TorchPart *part, double step) {
    double total = part->number[2], from = part->number[0];
    return from + (part->number[1] - from) * (total > 0 ? fmin(step, total) / total : 0);
}

static void read_exponential(TorchPart *part, const Node *call) {
    part->number[0] = torch_part_number(part, call, "gamma", 1, NAN);
    part->end = 100;
}

static double exponential_factor(TorchPart *part, double step) {
    return exact_pow(part->number[0], step);
}

static void read_step(TorchPart *part, const Node *call) {
    part->number[0] = torch_part_number(part, call, "step_size", 1, NAN);
    part->number[1] = torch_part_number(part, call, "gamma", 2, 0.1);
    part->end = 4 * part->number[0];
}

static double step_factor(TorchPart *part, double step) {
    return exact_pow(part->number[1], floor(step / part->number[0]));
}

static void read_multistep(TorchPart *part, const Node *call) {
    const Node *list = import_follow(part->import, node_argument(call, "milestones", 1));
    part->count = 0;
    for (const Node *item = list && list->kind == NODE_LIST ? list->first : NULL; item && part->count < TORCH_LIST_MAX; item = item->next)
        part->list[part->count++] = import_value(part->import, item);
    if (!list || list->kind != NODE_LIST) part->list[part->count++] = torch_part_number(part, call, "milestones", 1, NAN);
    part->number[0] = torch_part_number(part, call, "gamma", 2, 0.1);
    for (int i = 0; i < part->count; i++) part->end = fmax(part->end, part->list[i] * 4 / 3 + 1);
    for (int i = 0; i < part->count; i++)
        if (isnan(part->list[i])) part->number[1] = NAN;
}

static double multistep_factor(TorchPart *part, double step) {
    int passed = 0;
    for (int i = 0; i < part->count; i++) passed += part->list[i] <= step;
    return exact_pow(part->number[0], passed);
}

static void read_cosine(TorchPart *part, const Node *call) {
    part->number[0] = torch_part_number(part, call, "T_max", 1, NAN);
    part->number[1] = floor_rate(part, call, 2);
    part->end = part->number[0];
}

static double cosine_factor(TorchPart *part, double step) {
    double least = part->number[1];
    return least + (1 - least) * (1 + exact_cos_pi(step / part->number[0])) / 2;
}

static void read_restarts(TorchPart *part, const Node *call) {
    part->number[0] = torch_part_number(part, call, "T_0", 1, NAN);
    part->number[1] = torch_part_number(part, call, "T_mult", 2, 1);
    part->number[2] = floor_rate(part, call, 3);
    double mult = part->number[1];
    part->end = part->number[0] * (1 + mult + mult * mult);
}

static double restarts_factor(TorchPart *part, double step) {
    double cycle = part->number[0], least = part->number[2];
    if (!(cycle > 0)) return NAN;
    if (part->number[1] == 1)
        step = fmod(step, cycle);
    else
        while (step >= cycle) step -= cycle, cycle *= part->number[1];
    return least + (1 - least) * (1 + exact_cos_pi(step / cycle)) / 2;
}

static void read_polynomial(TorchPart *part, const Node *call) {
    part->number[0] = torch_part_number(part, call, "total_iters", 1, 5);
    part->number[1] = torch_part_number(part, call, "power", 2, 1);
    part->end = part->number[0];
}

static double polynomial_factor(TorchPart *part, double step) {
    return exact_pow(1 - fmin(step, part->number[0]) / part->number[0], part->number[1]);
}

/* Its rates are multiples of max_lr, not of the optimizer's lr. */
static void read_one_cycle(TorchPart *part, const Node *call) {
    Import *import = part->import;
    double peak = torch_part_number(part, call, "max_lr", 1, NAN);
    const Node *total_node = node_argument(call, "total_steps", 2);
    bool by_epoch = !total_node || total_node->kind == NODE_NULL;
    double epochs = by_epoch ? torch_part_number(part, call, "epochs", 3, NAN) : NAN;
    double steps = by_epoch ? torch_part_number(part, call, "steps_per_epoch", 4, NAN) : NAN;
    double total = by_epoch ? epochs * steps : torch_part_number(part, call, "total_steps", 2, NAN);
    const char *anneal = import_word(import, call, "anneal_strategy", "cos");
    part->number[0] = peak / part->lr;
    part->number[1] = total;
    part->number[2] = torch_part_number(part, call, "pct_start", 5, 0.3);
    part->number[3] = anneal && !strncmp(anneal, "lin", 3);
    part->number[4] = torch_part_number(part, call, "div_factor", 10, 25);
    part->number[5] = torch_part_number(part, call, "final_div_factor", 11, 1e4);
    part->number[6] = import_flag(import, call, "three_phase", false);
    part->end = total - 1;
    part->run = total;
    double up = part->number[2] * total - 1;
    if (up == 0 || fabs(up) < 1e-9)
        import_refuse(import, "pct_start * total_steps is 1: torch divides by zero at the first step (ZeroDivisionError)");
}

static double one_cycle_between(const TorchPart *part, double from, double to, double share) {
    if (part->number[3] != 0) return from + (to - from) * share;
    return to + (from - to) / 2 * (1 + exact_cos_pi(share));
}

static double one_cycle_factor(TorchPart *part, double step) {
    double peak = part->number[0], total = part->number[1], pct = part->number[2];
    double first = peak / part->number[4], last = first / part->number[5];
    double ends[3] = {pct * total - 1, total - 1, total - 1}, levels[4] = {first, peak, last, last};
    int phases = 2;
    if (part->number[6] != 0) {
        phases = 3;
        ends[1] = 2 * pct * total - 2;
        levels[2] = first;
    }
    double start = 0;
    for (int i = 0; i < phases; i++) {
        bool here = step <= ends[i] || i == phases - 1;
        if (here) return one_cycle_between(part, levels[i], levels[i + 1], fmin(1, (step - start) / (ends[i] - start)));
        start = ends[i];
    }
    return last;
}

static void read_cyclic(TorchPart *part, const Node *call) {
    Import *import = part->import;
    double low = torch_part_number(part, call, "base_lr", 1, NAN), high = torch_part_number(part, call, "max_lr", 2, NAN);
    double up = torch_part_number(part, call, "step_size_up", 3, 2000);
    const Node *down = node_argument(call, "step_size_down", 4);
    const char *mode = import_word(import, call, "mode", NULL);
    const Node *positional = node_argument(call, "mode", 5);
    if (!mode) mode = positional ? import_text(import, positional) : "triangular";
    part->number[0] = low / part->lr;
    part->number[1] = high / part->lr;
    part->number[2] = up;
    part->number[3] = down && down->kind != NODE_NULL ? torch_part_number(part, call, "step_size_down", 4, up) : up;
    part->number[4] = mode && !strcmp(mode, "triangular2") ? 2 : mode && !strcmp(mode, "exp_range") ? 3 : 1;
    part->number[5] = torch_part_number(part, call, "gamma", 6, 1);
    part->end = 3 * (up + part->number[3]);
    if (node_at(call, "scale_fn")) import_refuse(import, "CyclicLR's scale_fn is a function of its own");
}

static double cyclic_factor(TorchPart *part, double step) {
    double up = part->number[2], length = up + part->number[3];
    double cycle = floor(step / length), at = step - cycle * length;
    double height = at <= up ? at / up : 1 - (at - up) / part->number[3];
    double scale = part->number[4] == 2 ? exact_pow(2, -cycle) : part->number[4] == 3 ? exact_pow(part->number[5], step) : 1;
    return part->number[0] + (part->number[1] - part->number[0]) * height * scale;
}

const Node *torch_function(Import *import, const Node *call, int group) {
    const Node *node = node_argument(call, "lr_lambda", 1);
    const Node *list = node ? import_follow(import, node) : NULL;
    if (list && list->kind == NODE_LIST) {
        node = list->first;
        for (int i = 0; i < group && node; i++) node = node->next;
    }
    return node ? import_function(import, node) : NULL;
}

static void read_lambda(TorchPart *part, const Node *call) {
    part->function = torch_function(part->import, call, 0);
    if (!part->function) import_refuse(part->import, "the function of %s (line %d) is not in the text", name_last(call->text), call->line);
    part->end = 0; /* from its numbers */
}

static double lambda_factor(TorchPart *part, double step) {
    return part->function ? import_call(part->import, part->function, step) : NAN;
}

static double multiplicative_factor(TorchPart *part, double step) {
    size_t wanted = (size_t)step + 1;
    if (!part->function || step > FIT_STEPS_MAX) return NAN;
    if (part->product_count < wanted) {
        part->products = memory_resize(part->products, wanted, sizeof *part->products);
        for (; part->product_count < wanted; part->product_count++)
            part->products[part->product_count] =
                part->product_count ? part->products[part->product_count - 1] *
                                          import_call(part->import, part->function, (double)part->product_count)
                                    : 1;
    }
    return part->products[wanted - 1];
}

void torch_part_add(TorchPart *part, const Node *node, double start) {
    const Node *call = import_follow(part->import, node);
    part->import->depth = 0;
    if (part->part_count == TORCH_PARTS_MAX || !call || call->kind != NODE_CALL) {
        import_refuse(part->import, "a part of %s (line %d) is not in the text", part->kind->names, node ? node->line : 0);
        return;
    }
    TorchPart *made = torch_part(part->import, call, part->lr, part->depth + 1);
    if (!made) return;
    part->seams[part->part_count] = start;
    part->parts[part->part_count++] = made;
    part->end = made->end == 0 ? 0 : start + made->end; /* a function's own numbers tell, wherever it stands */
}

static const Node *list_of(Import *import, const Node *call, const char *name, int position) {
    const Node *list = import_follow(import, node_argument(call, name, position));
    if (!list || list->kind != NODE_LIST)
        import_refuse(import, "the %s of %s (line %d) are not a list in the text", name, name_last(call->text), call->line);
    return list && list->kind == NODE_LIST ? list->first : NULL;
}

static void read_sequential(TorchPart *part, const Node *call) {
    torch_part_add_all(part, call, "schedulers", 1, "milestones", 2);
}

void torch_part_add_all(TorchPart *part, const Node *call, const char *parts, int parts_position, const char *seams, int seams_position) {
    const Node *item = list_of(part->import, call, parts, parts_position), *seam = list_of(part->import, call, seams, seams_position);
    double start = 0;
    for (int i = 0; item; item = item->next, i++) {
        if (i > 0) {
            if (!seam) break;
            part->import->asking = seams;
            double before = start;
            start = import_value(part->import, seam);
            if (start <= before) import_refuse(part->import, "its milestones do not ascend from above 0");
            seam = seam->next;
        }
        torch_part_add(part, item, start);
    }
}

double torch_sequential_factor(TorchPart *part, double step) {
    int at = part->part_count - 1;
    while (at > 0 && step < part->seams[at]) at--;
    return at >= 0 ? torch_part_factor(part->parts[at], step - part->seams[at]) : NAN;
}

static void read_chained(TorchPart *part, const Node *call) {
    double end = 0;
    for (const Node *item = list_of(part->import, call, "schedulers", 0); item; item = item->next) {
        torch_part_add(part, item, 0);
        end = part->end == 0 || isnan(end) ? part->end : fmax(end, part->end);
    }
    part->end = end;
}

static double chained_factor(TorchPart *part, double step) {
    double product = 1;
    for (int i = 0; i < part->part_count; i++) product *= torch_part_factor(part->parts[i], step);
    return product;
}

static void read_gradual(TorchPart *part, const Node *call) {
    const Node *after = node_argument(call, "after_scheduler", 3);
    part->number[0] = torch_part_number(part, call, "multiplier", 1, NAN);
    part->number[1] = torch_part_number(part, call, "total_epoch", 2, NAN);
    part->end = part->number[1] * 4 / 3 + 1;
    if (after && after->kind != NODE_NULL) torch_part_add(part, after, part->number[1]);
}

static double gradual_factor(TorchPart *part, double step) {
    double multiplier = part->number[0], total = part->number[1];
    if (step > total) return multiplier * (part->part_count ? torch_part_factor(part->parts[0], step - total) : 1);
    return multiplier == 1 ? step / total : (multiplier - 1) * step / total + 1;
}

/* pytorch_warmup dampens what the other scheduler gives by min(1, (t+1)/period). */
static void read_dampening(TorchPart *part, const Node *call) {
    part->number[0] = torch_part_number(part, call, "warmup_period", 1, NAN);
    part->end = part->number[0];
    import_note(part->import, "LinearWarmup of pytorch_warmup dampens the first %.0f steps", part->number[0]);
}

static double dampening_factor(TorchPart *part, double step) {
    return fmin(1, (step + 1) / part->number[0]);
}

/* Reads cosine_annealing_warmup's CosineAnnealingWarmupRestarts: each cycle begins with a warm-up of its
   own. */
static void read_warm_restarts(TorchPart *part, const Node *call) {
    part->number[0] = torch_part_number(part, call, "first_cycle_steps", 1, NAN);
    part->number[1] = torch_part_number(part, call, "cycle_mult", 2, 1);
    part->number[2] = torch_part_number(part, call, "max_lr", 3, 0.1) / part->lr;
    part->number[3] = torch_part_number(part, call, "min_lr", 4, 0.001) / part->lr;
    part->number[4] = torch_part_number(part, call, "warmup_steps", 5, 0);
    part->number[5] = torch_part_number(part, call, "gamma", 6, 1);
    part->end = part->number[0] - 1;
}

static double warm_restarts_factor(TorchPart *part, double step) {
    double length = part->number[0], warm = part->number[4], high = part->number[2], low = part->number[3];
    if (!(length > 0)) return NAN;
    while (step >= length) {
        step -= length;
        length = trunc((length - warm) * part->number[1]) + warm;
        high *= part->number[5];
        if (!(length > 0)) return NAN;
    }
    if (step < warm) return low + (high - low) * step / warm;
    return low + (high - low) * (1 + exact_cos_pi((step - warm) / (length - warm))) / 2;
}

static const TorchKind kinds[] = {
    {"ConstantLR", read_constant, constant_factor, false, true},
    {"LinearLR", read_linear, linear_factor, false, true},
    {"ExponentialLR", read_exponential, exponential_factor, false, true},
    {"StepLR", read_step, step_factor, false, true},
    {"MultiStepLR", read_multistep, multistep_factor, false, true},
    {"CosineAnnealingLR", read_cosine, cosine_factor, false, true},
    {"CosineAnnealingWarmRestarts", read_restarts, restarts_factor, false, false},
    {"PolynomialLR", read_polynomial, polynomial_factor, false, true},
    {"OneCycleLR", read_one_cycle, one_cycle_factor, true, false},
    {"CyclicLR", read_cyclic, cyclic_factor, true, false},
    {"LambdaLR", read_lambda, lambda_factor, false, false},
    {"MultiplicativeLR", read_lambda, multiplicative_factor, false, true},
    {"SequentialLR", read_sequential, torch_sequential_factor, false, false},
    {"ChainedScheduler", read_chained, chained_factor, false, false},
    {"GradualWarmupScheduler", read_gradual, gradual_factor, false, false},
    {"LinearWarmup", read_dampening, dampening_factor, false, true},
    {"CosineAnnealingWarmupRestarts", read_warm_restarts, warm_restarts_factor, false, false},
};

const Node *torch_own_method(const Document *document, const char *class, const char *method) {
    for (const Node *item = document->code ? document->code->body : NULL; item; item = item->next) {
        bool own = item->kind == NODE_CLASS && !strcmp(item->key, class) && item->first &&
                   word_among(name_last(item->first->text), "LRScheduler|_LRScheduler");
        for (const Node *def = own ? item->body : NULL; def; def = def->next)
            if (def->kind == NODE_DEF && !strcmp(def->key, method)) return def;
    }
    return NULL;
}

/* get_lr of a class of the script's own, which gives the rates themselves, each from the optimizer's. */
static void read_own(TorchPart *part, const Node *call) {
    const char *class = name_last(call->text);
    part->function = torch_own_method(part->import->document, class, "get_lr");
    if (torch_own_method(part->import->document, class, "step"))
        import_refuse(part->import, "%s (line %d) has a step() of its own", class, call->line);
}

static double own_factor(TorchPart *part, double step) {
    const ImportBinding bindings[] = {{"self.last_epoch", step}, {"self._step_count", step + 1}, {"self.base_lrs", part->lr}};
    return import_call_named(part->import, part->function, bindings, sizeof bindings / sizeof *bindings) / part->lr;
}

static const TorchKind own_kind = {"get_lr", read_own, own_factor, false, false};

static const TorchKind together = {"several schedulers", NULL, chained_factor, false, false};

static const TorchKind *find_kind(const TorchKind *table, size_t count, const char *name) {
    for (size_t i = 0; i < count; i++)
        if (word_among(name, table[i].names)) return &table[i];
    return NULL;
}

const TorchKind *torch_kind(const char *name) {
    return find_kind(kinds, sizeof kinds / sizeof *kinds, name);
}

static const TorchKind *any_kind(const char *name) {
    const TorchKind *kind = torch_kind(name);
    if (!kind) kind = find_kind(optax_kinds, optax_kind_count, name);
    return kind ? kind : find_kind(keras_kinds, keras_kind_count, name);
}

int torch_part_list(TorchPart *part, const Node *call, const char *name, int position, double *values, int max) {
    const Node *list = import_follow(part->import, node_argument(call, name, position));
    int count = 0;
    part->import->asking = name;
    for (const Node *item = list && list->kind == NODE_LIST ? list->first : NULL; item && count < max; item = item->next)
        values[count++] = import_value(part->import, item);
    if (!list || list->kind != NODE_LIST) values[count++] = torch_part_number(part, call, name, position, NAN);
    return count;
}

static TorchPart *empty(Import *import, const TorchKind *kind, double lr) {
    TorchPart *part = memory_resize(NULL, 1, sizeof *part);
    *part = (TorchPart){.kind = kind, .import = import, .lr = isnan(lr) ? 1 : lr};
    return part;
}

TorchPart *torch_part(Import *import, const Node *call, double lr, int depth) {
    const char *name = name_last(call->text);
    const TorchKind *kind = torch_own_method(import->document, name, "get_lr") ? &own_kind : any_kind(name);
    if (!kind || depth > 6) {
        import_refuse(import, "%s (line %d) is not known", name_last(call->text), call->line);
        return NULL;
    }
    TorchPart *part = empty(import, kind, lr);
    part->depth = depth;
    import_source(import, name_last(call->text));
    const Node *resumed = node_at(call, "last_epoch");
    import->quiet++;
    double last = resumed && resumed->kind != NODE_NULL ? import_value(import, resumed) : -1;
    import->quiet--;
    if (isnan(last)) import_leave(import, "last_epoch, of a run that is resumed");
    else if (last != -1) import_refuse(import, "last_epoch %g: it goes on with a run before", last);
    kind->read(part, call);
    bool product = kind->factor == chained_factor;
    for (int i = 0; product && part->part_count > 1 && i < part->part_count; i++)
        if (!part->parts[i]->kind->multiplies || (part->parts[i]->kind->factor == cosine_factor && part->parts[i]->number[1] != 0))
            import_refuse(import, "%s in a ChainedScheduler does not simply multiply", part->parts[i]->kind->names);
    return part;
}

TorchPart *torch_part_of_def(Import *import, const Node *def) {
    static const TorchKind kind = {"get_lr", NULL, lambda_factor, true, false};
    TorchPart *part = empty(import, &kind, 1);
    part->function = def;
    import_source(import, def->key);
    return part;
}

TorchPart *torch_part_together(Import *import, TorchPart **parts, int count) {
    TorchPart *part = empty(import, &together, parts[0]->lr);
    for (int i = 0; i < count && i < TORCH_PARTS_MAX; i++) {
        part->parts[part->part_count++] = parts[i];
        part->end = fmax(part->end, parts[i]->end);
        bool plain = parts[i]->kind->multiplies && !(parts[i]->kind->factor == cosine_factor && parts[i]->number[1] != 0);
        bool dampens = false;
        for (int k = 0; k < count; k++) dampens = dampens || parts[k]->kind->factor == dampening_factor;
        if (!plain && !dampens)
            import_refuse(import, "%s and another scheduler change the same optimizer", parts[i]->kind->names);
    }
    return part;
}

void torch_part_free(TorchPart *part) {
    if (!part) return;
    for (int i = 0; i < part->part_count; i++) torch_part_free(part->parts[i]);
    free(part->products);
    free(part);
}

double torch_part_factor(TorchPart *part, double step) {
    return part->kind->factor(part, step);
}

/* Every number that an expression of the function comes to without its step. */
static void function_hints(Import *import, const Node *node, FitCurve *curve, int depth) {
    if (!node || depth > 40) return;
    for (const Node *child = node->first; child; child = child->next) function_hints(import, child, curve, depth + 1);
    for (const Node *child = node->kind != NODE_NAME ? node->body : NULL; child; child = child->next)
        function_hints(import, child, curve, depth + 1);
    if (node->kind == NODE_CALL) function_hints(import, import_def(import, node->text), curve, depth + 10);
    if (node->kind == NODE_NAME) { /* a list of the script's */
        const Node *list = import_follow(import, node);
        if (list && list->kind == NODE_LIST) function_hints(import, list, curve, depth + 10);
    }
    bool expression = node->kind == NODE_SCALAR || node->kind == NODE_NAME || node->kind == NODE_OPERATION || node->kind == NODE_CALL;
    if (!expression) return;
    import->quiet++;
    fit_hint(curve, import_value(import, node));
    import->quiet--;
}

void torch_part_hints(const TorchPart *part, FitCurve *curve) {
    for (int i = 0; i < TORCH_NUMBERS_MAX; i++)
        if (part->number[i] != 0) fit_hint(curve, part->number[i]);
    for (int i = 0; i < part->count; i++) fit_hint(curve, part->list[i]);
    if (part->kind->factor == one_cycle_factor) {
        double up = part->number[2] * part->number[1];
        fit_hint(curve, round(up) - 1);
        fit_hint(curve, part->number[1] - round(up));
        fit_hint(curve, 2 * round(up) - 2);
        fit_hint(curve, part->number[4] * part->number[5]);
    }
    if (part->kind->factor == cyclic_factor) fit_hint(curve, part->number[2] + part->number[3]);
    if (part->function) function_hints(part->import, part->function, curve, 0);
    for (int i = 0; i < part->part_count; i++) {
        if (part->seams[i] > 0) fit_hint(curve, part->seams[i]);
        torch_part_hints(part->parts[i], curve);
    }
}

static double torch_curve(void *context, double step) {
    return torch_part_factor(context, step);
}

/* Returns the step at which the last of the curve's numbers is passed that may be one of a step. */
static double far_end(const FitCurve *curve) {
    double far = 0;
    for (int i = 0; i < curve->hint_count; i++)
        if (curve->hints[i] <= (double)SCHEDULE_STEPS_MAX) far = fmax(far, curve->hints[i]);
    return far >= 2 ? far : 100;
}

/* Up to where the function has values that a rate may have: 1 - s/100 has until step 100, and so has its root. What
   cannot be computed here is no end: such a function fails. */
static double domain_end(const Import *import, const FitCurve *curve, double last) {
    double step = 0;
    for (; step <= last && step < FIT_STEPS_MAX; step++) {
        double value = curve->factor(curve->context, step);
        if (value < 0 || (isnan(value) && import->outside)) return step - 1;
        if (isnan(value)) return last;
    }
    return last;
}

static bool put_over(Import *import, FitCurve *curve, double steps, double lr, double unit) {
    curve->steps = steps;
    return fit_put(import, curve, lr, unit);
}

/* A curve is compared far beyond its own numbers, for few steps prove little: over the whole run where that is known,
   else over ten times the longest of them, or as far as it has values. A cosine that rises again behind its end, and
   whatever else takes another course there, is taken only so far: then that is the length of the run, and it is said. */
static bool put_curve(Import *import, FitCurve *curve, bool function, double *run, double end, double lr, double unit) {
    double times = function && !(*run > 0) ? 10 : 2, least = fmax(*run, end);
    double far = fmin(fmax(*run, times * end + 10), (double)SCHEDULE_STEPS_MAX);
    double domain = function ? domain_end(import, curve, far) : far;
    if (domain < *run - 1) return false;
    bool good = domain >= 1 && put_over(import, curve, domain, lr, unit);
    if (good && !curve->waves && curve->moves_until <= end) {
        if (domain < far && *run == 0) *run = domain;
        return true;
    }
    if (curve->failed) return false; /* what cannot be computed later may be another rate sooner */
    if (least >= 1 && least < domain && put_over(import, curve, least, lr, unit)) {
        double whole = curve->ends;
        bool longer = *run == 0 && whole > least && whole < domain;
        if (longer && put_over(import, curve, whole, lr, unit) && !curve->waves) least = whole;
        else if (longer) put_over(import, curve, least, lr, unit);
        if (*run == 0) {
            import_note(import, "total_steps %s (after that the rate takes another course: for a longer run give --total-steps)",
                        number_exact(least * unit).text);
            import->total_assumed = true;
        }
        *run = least;
        return true;
    }
    return good && put_over(import, curve, domain, lr, unit);
}

/* A list or number of the script that a function uses. */
static void add_value(Import *import, const Node *name, Text *text) {
    const Node *value = name->kind == NODE_NAME && !strchr(name->text, '.') ? import_follow(import, name) : NULL;
    bool list = value && value->kind == NODE_LIST, number = value && value->kind == NODE_SCALAR && !value->dashes;
    if (!list && !number) return;
    Text line = {0};
    text_addf(&line, "%s = ", name->text);
    if (!strstr(text_string(text), text_string(&line))) {
        double known = list ? 0 : import_value(import, name);
        if (list) text_add_bytes(&line, value->start, value->length);
        if (!list) text_add(&line, number_exact(known).text);
        if (!isnan(known)) text_addf(text, "%s\n", text_string(&line));
    }
    text_free(&line);
}

/* What a function uses, before it: values and other defs. */
static void add_defs(Import *import, const Node *node, Text *text, int depth) {
    if (!node || depth > 20) return;
    add_value(import, node, text);
    const Node *def = node->kind == NODE_CALL && !strchr(node->text, '.') ? import_def(import, node->text) : NULL;
    Text head = {0};
    if (def) text_addf(&head, "def %s(", def->key);
    if (def && !strstr(text_string(text), text_string(&head))) {
        add_defs(import, def, text, depth + 1);
        text_add_bytes(text, def->start, def->length);
        text_add(text, "\n");
    }
    text_free(&head);
    for (const Node *child = node->first; child; child = child->next) add_defs(import, child, text, depth + 1);
    for (const Node *child = node->kind == NODE_NAME ? NULL : node->body; child; child = child->next) add_defs(import, child, text, depth + 1);
}

/* Puts what no shape can say as a function: its text with the numbers of its names before it. */
static bool put_function(Import *import, TorchPart *part, double lr) {
    Text body = {0}, text = {0};
    FormulaError error;
    add_defs(import, part->function, &body, 0);
    text_add_bytes(&body, part->function->start, part->function->length);
    Formula *formula = formula_read(text_string(&body), body.length, &error);
    bool good = formula != NULL;
    for (size_t i = 0; good && i < formula_name_count(formula); i++) {
        Node name = {.kind = NODE_NAME, .key = "", .text = formula_name(formula, i), .start = "", .line = part->function->line};
        double value;
        if (formula_given(formula, i, &value)) continue;
        value = import_value(import, &name);
        good = !isnan(value);
        text_addf(&text, "%s = %s\n", name.text, number_exact(value).text);
    }
    text_add(&text, text_string(&body));
    Schedule schedule = schedule_default();
    Text why = {0};
    schedule.base_lr = 1;
    good = good && schedule_read_function(&schedule, text_string(&text), &why);
    for (double step = 0; good && step < 3000; step++) {
        double wanted = torch_part_factor(part, step);
        good = fabs(schedule_factor(&schedule, (int64_t)step) - wanted) <= 1e-12 * fmax(1, fabs(wanted));
    }
    if (good) {
        import_base_lr(import, lr);
        import_put_function(import, text_string(&text));
    }
    formula_free(formula);
    text_free(&body);
    text_free(&text);
    text_free(&why);
    return good;
}

void torch_part_put(Import *import, TorchPart *part, double lr, double unit, double total) {
    FitCurve curve = {.factor = torch_curve, .context = part};
    torch_part_hints(part, &curve);
    double end = part->end > 0 || isnan(part->end) ? part->end : far_end(&curve);
    if (isnan(total) && part->run > 0) total = import_total(import, part->run * unit);
    import_put(import, "total_steps", total);
    if (isnan(end) || isnan(unit)) { /* what is not known has been noted on the way */
        import_base_lr(import, lr);
        import_choose(import, "decay", NULL);
        return;
    }
    double run = isnan(total) ? 0 : ceil(total / unit);
    bool good = put_curve(import, &curve, part->end == 0, &run, ceil(end), isnan(lr) ? 1 : lr, unit);
    if (good && part->end == 0) import->proven = (curve.steps + 1) * unit;
    if (good && isnan(total) && run > 0) import_put(import, "total_steps", run * unit);
    if (!good && !curve.failed && part->kind->factor == lambda_factor && unit == 1) good = put_function(import, part, lr);
    if (!good && curve.failed)
        import_refuse(import, "the function of %s uses what cannot be computed here", part->kind->names);
    else if (!good)
        import_refuse(import, "%s has rates that no shape of lrscope's model has", part->kind->names);
    if (isnan(lr)) import_base_lr(import, NAN);
}

bool torch_part_known(const TorchPart *part) {
    for (int i = 0; i < TORCH_NUMBERS_MAX; i++)
        if (isnan(part->number[i])) return false;
    for (int i = 0; i < part->part_count; i++)
        if (isnan(part->seams[i]) || !torch_part_known(part->parts[i])) return false;
    return true;
}
