/* The rows of PyTorch's schedulers: how each is read, its factor, and the same as an expression. */
#include "reading/dialects/torch_parts.h"

#include "base/exact.h"
#include "base/memory.h"
#include "base/number.h"

#include <string.h>

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
    part->count = torch_part_list(part, call, "milestones", 1, part->list, TORCH_LIST_MAX);
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
    part->adds = part->number[1] != 0;
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
    part->unwritten = mult != 1;
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
    part->number[7] = part->number[0] / part->number[4];
    part->number[8] = part->number[7] / part->number[5];
    part->peak = part->number[0];
    part->end = total - 1;
    part->run = total;
    double up = part->number[2] * total - 1;
    if (up == 0 || fabs(up) < 1e-9)
        import_refuse(
            import,
            "pct_start * total_steps is 1: torch divides by zero at the first step (ZeroDivisionError)");
}

static double one_cycle_between(const TorchPart *part, double from, double to, double share) {
    if (part->number[3] != 0) return from + (to - from) * share;
    return to + (from - to) / 2 * (1 + exact_cos_pi(share));
}

static double one_cycle_factor(TorchPart *part, double step) {
    double peak = part->number[0], total = part->number[1], pct = part->number[2];
    double first = part->number[7], last = part->number[8];
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
        if (here)
            return one_cycle_between(part, levels[i], levels[i + 1],
                                     fmin(1, (step - start) / (ends[i] - start)));
        start = ends[i];
    }
    return last;
}

/* From one rate to the other while `share` goes from 0 to 1. */
static void write_between(const TorchPart *part, double from, double to, const char *share, Text *out) {
    bool linear = part->number[3] != 0;
    text_addf(out, linear ? "%s + (%s) * (%s)" : "%s + (%s) / 2 * (1 + cospi(%s))",
              number_exact(linear ? from : to).text, number_exact(linear ? to - from : from - to).text,
              share);
}

static void write_one_cycle(const TorchPart *part, Text *out) {
    double peak = part->number[0], total = part->number[1], up = part->number[2] * total - 1,
           first = part->number[7];
    bool three = part->number[6] != 0;
    double ends[3] = {up, three ? 2 * up : total - 1, total - 1},
           levels[4] = {first, peak, three ? first : part->number[8], part->number[8]};
    double start = 0;
    for (int i = 0; i < (three ? 3 : 2); i++) {
        bool last = i == (three ? 2 : 1);
        Text share = {0};
        text_addf(&share, "min(1, (t - %s) / %s)", number_exact(start).text,
                  number_exact(ends[i] - start).text);
        write_between(part, levels[i], levels[i + 1], text_string(&share), out);
        if (!last) text_addf(out, " if t <= %s else ", number_exact(ends[i]).text);
        text_free(&share);
        start = ends[i];
    }
}

static void read_cyclic(TorchPart *part, const Node *call) {
    Import *import = part->import;
    double low = torch_part_number(part, call, "base_lr", 1, NAN),
           high = torch_part_number(part, call, "max_lr", 2, NAN);
    double up = torch_part_number(part, call, "step_size_up", 3, 2000);
    const Node *down = node_argument(call, "step_size_down", 4);
    const char *mode = import_word(import, call, "mode", NULL);
    const Node *positional = node_argument(call, "mode", 5);
    if (!mode) mode = positional ? import_text(import, positional) : "triangular";
    part->number[0] = low / part->lr;
    part->number[1] = high / part->lr;
    part->number[2] = up;
    part->number[3] =
        down && down->kind != NODE_NULL ? torch_part_number(part, call, "step_size_down", 4, up) : up;
    part->number[4] = mode && !strcmp(mode, "triangular2") ? 2 : mode && !strcmp(mode, "exp_range") ? 3 : 1;
    part->number[5] = torch_part_number(part, call, "gamma", 6, 1);
    part->peak = fmax(part->number[0], part->number[1]);
    part->number[6] = up + part->number[3];
    part->number[7] = part->number[4] == 2 ? 0.5 : 1;
    part->number[8] = part->number[4] == 3 ? part->number[5] : 1;
    part->end = 3 * part->number[6];
    if (node_at(call, "scale_fn")) import_refuse(import, "CyclicLR's scale_fn is a function of its own");
}

static double cyclic_factor(TorchPart *part, double step) {
    double up = part->number[2], length = part->number[6];
    double cycle = floor(step / length), at = step - cycle * length;
    double height = at <= up ? at / up : 1 - (at - up) / part->number[3];
    double scale = exact_pow(part->number[7], cycle) * exact_pow(part->number[8], step);
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
    if (!part->function)
        import_refuse(part->import, "the function of %s (line %d) is not in the text", name_last(call->text),
                      call->line);
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
                part->product_count
                    ? part->products[part->product_count - 1] *
                          import_call(part->import, part->function, (double)part->product_count)
                    : 1;
    }
    return part->products[wanted - 1];
}

static void read_sequential(TorchPart *part, const Node *call) {
    torch_part_add_all(part, call, "schedulers", 1, "milestones", 2);
}

/* a(t) if t < m else b(t - m) if t < n else c(t - n) */
static void write_sequential(const TorchPart *part, Text *out) {
    for (int i = 0; i < part->part_count; i++) {
        if (i) text_addf(out, " if t < %s else ", number_exact(part->seams[i]).text);
        text_addf(out, i ? "%s(t - %s)" : "%s(t)", part->parts[i]->name, number_exact(part->seams[i]).text);
    }
}

double torch_sequential_factor(TorchPart *part, double step) {
    int at = part->part_count - 1;
    while (at > 0 && step < part->seams[at]) at--;
    return at >= 0 ? torch_part_factor(part->parts[at], step - part->seams[at]) : NAN;
}

/* a(t) * b(t) */
static void write_product(const TorchPart *part, Text *out) {
    for (int i = 0; i < part->part_count; i++)
        text_addf(out, "%s%s(t)", i ? " * " : "", part->parts[i]->name);
}

static void read_chained(TorchPart *part, const Node *call) {
    double end = 0;
    bool open = false; /* one of them goes on as its own numbers tell */
    for (const Node *item = torch_part_items(part, call, "schedulers", 0); item; item = item->next) {
        torch_part_add(part, item, 0);
        open = open || part->end == 0;
        end = known_max(end, part->end);
    }
    part->end = open ? 0 : end;
}

static double chained_factor(TorchPart *part, double step) {
    double product = 1;
    for (int i = 0; i < part->part_count; i++) product *= torch_part_factor(part->parts[i], step);
    return product;
}

static void read_gradual(TorchPart *part, const Node *call) {
    const Node *after = node_argument(call, "after_scheduler", 3);
    part->number[0] = torch_part_number(part, call, "multiplier", 1, NAN);
    part->number[2] = part->number[0] == 1 ? 0 : 1; /* where it begins */
    part->number[1] = torch_part_number(part, call, "total_epoch", 2, NAN);
    part->end = part->number[1] * 4 / 3 + 1;
    if (after && after->kind != NODE_NULL) torch_part_add(part, after, part->number[1]);
}

static double gradual_factor(TorchPart *part, double step) {
    double multiplier = part->number[0], total = part->number[1], from = part->number[2];
    if (step > total)
        return multiplier * (part->part_count ? torch_part_factor(part->parts[0], step - total) : 1);
    return from + (multiplier - from) * step / total;
}

static void write_gradual(const TorchPart *part, Text *out) {
    torch_write(part, "{2} + ({0} - {2}) * t / {1} if t <= {1} else {0}", out);
    if (part->part_count)
        text_addf(out, " * %s(t - %s)", part->parts[0]->name, number_exact(part->number[1]).text);
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

/* What its lengths are made of. */
static void one_cycle_hints(const TorchPart *part, FitCurve *curve) {
    double up = round(part->number[2] * part->number[1]);
    fit_hint(curve, up - 1);
    fit_hint(curve, part->number[1] - up);
    fit_hint(curve, 2 * up - 2);
    fit_hint(curve, part->number[4] * part->number[5]);
}

static const TorchKind kinds[] = {
    {"ConstantLR", read_constant, constant_factor, .multiplies = true, .formula = "{0} if t < {1} else 1"},
    {"LinearLR", read_linear, linear_factor, .multiplies = true,
     .formula = "{0} + ({1} - {0}) * min(t, {2}) / {2}"},
    {"ExponentialLR", read_exponential, exponential_factor, .multiplies = true, .formula = "{0} ** t"},
    {"StepLR", read_step, step_factor, .multiplies = true, .formula = "{1} ** (t // {0})"},
    {"MultiStepLR", read_multistep, multistep_factor, .multiplies = true,
     .formula = "{0} ** bisect_right({list}, t)"},
    {"CosineAnnealingLR", read_cosine, cosine_factor, .multiplies = true,
     .formula = "{1} + (1 - {1}) * (1 + cospi(t / {0})) / 2"},
    {"CosineAnnealingWarmRestarts", read_restarts, restarts_factor,
     .formula = "{2} + (1 - {2}) * (1 + cospi(t % {0} / {0})) / 2"},
    {"PolynomialLR", read_polynomial, polynomial_factor, .multiplies = true,
     .formula = "(1 - min(t, {0}) / {0}) ** {1}"},
    {"OneCycleLR", read_one_cycle, one_cycle_factor, .absolute = true, .hints = one_cycle_hints,
     .write = write_one_cycle},
    {"CyclicLR", read_cyclic, cyclic_factor, .absolute = true,
     .formula = "{0} + ({1} - {0}) * (t % {6} / {2} if t % {6} <= {2} else 1 - (t % {6} - {2}) / {3}) * {7} "
                "** (t // {6}) * {8} ** t"},
    {"LambdaLR", read_lambda, lambda_factor, .function = true},
    {"MultiplicativeLR", read_lambda, multiplicative_factor, .multiplies = true},
    {"SequentialLR", read_sequential, torch_sequential_factor, .write = write_sequential},
    {"ChainedScheduler", read_chained, chained_factor, .chains = true, .write = write_product},
    {"GradualWarmupScheduler", read_gradual, gradual_factor, .write = write_gradual},
    {"LinearWarmup", read_dampening, dampening_factor, .multiplies = true, .dampens = true,
     .formula = "min(1, (t + 1) / {0})"},
    {"CosineAnnealingWarmupRestarts", read_warm_restarts, warm_restarts_factor, .absolute = false},
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
    const ImportBinding bindings[] = {
        {"self.last_epoch", step}, {"self._step_count", step + 1}, {"self.base_lrs", part->lr}};
    return import_call_named(part->import, part->function, bindings, sizeof bindings / sizeof *bindings) /
           part->lr;
}

static const TorchKind own_kind = {"get_lr", read_own, own_factor, .absolute = false};

const TorchKind torch_together = {"several schedulers", NULL, chained_factor, .write = write_product};
const TorchKind torch_rate_def = {"get_lr", NULL, lambda_factor, .absolute = true, .function = true};

static const TorchKind *find_kind(const TorchKind *table, size_t count, const char *name) {
    for (size_t i = 0; i < count; i++)
        if (word_among(name, table[i].names)) return &table[i];
    return NULL;
}

const TorchKind *torch_kind(const char *name) {
    return find_kind(kinds, sizeof kinds / sizeof *kinds, name);
}

const TorchKind *torch_kind_of(const Import *import, const char *name) {
    if (torch_own_method(import->document, name, "get_lr")) return &own_kind;
    const TorchKind *kind = torch_kind(name);
    if (!kind) kind = find_kind(optax_kinds, optax_kind_count, name);
    return kind ? kind : find_kind(keras_kinds, keras_kind_count, name);
}
