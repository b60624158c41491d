/* Keras' LearningRateSchedules (keras/src/optimizers/schedules/learning_rate_schedule.py), and a class of that kind
   whose __call__ is in the text. Their numbers are rates. */
#include "reading/dialects.h"
#include "reading/dialects/torch_parts.h"

#include "base/exact.h"
#include "base/memory.h"

#include <string.h>

#define FIRST "initial_learning_rate"

static void read_cosine(TorchPart *part, const Node *call) {
    part->number[0] = torch_part_number(part, call, FIRST, 0, NAN);
    part->number[1] = torch_part_number(part, call, "decay_steps", 1, NAN);
    part->number[2] = torch_part_number(part, call, "alpha", 2, 0);
    part->number[3] = torch_part_number(part, call, "warmup_target", 4, -1);
    part->number[4] = torch_part_number(part, call, "warmup_steps", 5, 0);
    part->end = part->number[1] + part->number[4];
}

/* Returns the factor of CosineDecay. With a warmup_target the decay begins behind the warm-up, from the
   target. */
static double cosine_factor(TorchPart *part, double step) {
    const double *n = part->number;
    bool warms = n[3] >= 0;
    if (warms && step < n[4]) return n[0] + (n[3] - n[0]) * step / n[4];
    double peak = warms ? n[3] : n[0], c = fmin(warms ? step - n[4] : step, n[1]);
    return peak * ((1 - n[2]) * (1 + exact_cos_pi(c / n[1])) / 2 + n[2]);
}

static void read_restarts(TorchPart *part, const Node *call) {
    part->number[0] = torch_part_number(part, call, FIRST, 0, NAN);
    part->number[1] = torch_part_number(part, call, "first_decay_steps", 1, NAN);
    part->number[2] = torch_part_number(part, call, "t_mul", 2, 2);
    part->number[3] = torch_part_number(part, call, "m_mul", 3, 1);
    part->number[4] = torch_part_number(part, call, "alpha", 4, 0);
    part->end = part->number[1] * (1 + part->number[2] + part->number[2] * part->number[2]);
}

/* alpha is of the first peak; m_mul lowers the wave above it. */
static double restarts_factor(TorchPart *part, double step) {
    const double *n = part->number;
    double length = n[1], peak = 1;
    if (!(length > 0) || n[2] < 1) return NAN;
    while (step >= length) step -= length, length *= n[2], peak *= n[3];
    return n[0] * ((1 - n[4]) * peak * (1 + exact_cos_pi(step / length)) / 2 + n[4]);
}

static void read_exponential(TorchPart *part, const Node *call) {
    part->number[0] = torch_part_number(part, call, FIRST, 0, NAN);
    part->number[1] = torch_part_number(part, call, "decay_steps", 1, NAN);
    part->number[2] = torch_part_number(part, call, "decay_rate", 2, NAN);
    part->number[3] = torch_part_number(part, call, "staircase", 3, 0);
    part->end = 4 * part->number[1];
}

static double exponential_factor(TorchPart *part, double step) {
    const double *n = part->number;
    double share = step / n[1];
    return n[0] * exact_pow(n[2], n[3] != 0 ? floor(share) : share);
}

static double inverse_time_factor(TorchPart *part, double step) {
    const double *n = part->number;
    double share = step / n[1];
    return n[0] / (1 + n[2] * (n[3] != 0 ? floor(share) : share));
}

static void read_polynomial(TorchPart *part, const Node *call) {
    part->number[0] = torch_part_number(part, call, FIRST, 0, NAN);
    part->number[1] = torch_part_number(part, call, "decay_steps", 1, NAN);
    part->number[2] = torch_part_number(part, call, "end_learning_rate", 2, 1e-4);
    part->number[3] = torch_part_number(part, call, "power", 3, 1);
    part->end = part->number[1];
    if (torch_part_number(part, call, "cycle", 4, 0) != 0) import_refuse(part->import, "PolynomialDecay with cycle=True begins again each time from another height");
}

static double polynomial_factor(TorchPart *part, double step) {
    const double *n = part->number;
    return (n[0] - n[2]) * exact_pow(1 - fmin(step, n[1]) / n[1], n[3]) + n[2];
}

/* Reads PiecewiseConstantDecay, whose value changes behind its boundary. */
static void read_piecewise(TorchPart *part, const Node *call) {
    int bounds = torch_part_list(part, call, "boundaries", 0, part->list, TORCH_LIST_MAX / 2);
    int values = torch_part_list(part, call, "values", 1, part->list + bounds, TORCH_LIST_MAX / 2);
    part->count = bounds + values;
    part->number[0] = bounds;
    if (values != bounds + 1) import_refuse(part->import, "PiecewiseConstantDecay needs one value more than boundaries");
    for (int i = 0; i < part->count; i++)
        if (isnan(part->list[i])) part->number[0] = NAN;
    part->end = bounds ? part->list[bounds - 1] * 4 / 3 + 2 : 100;
}

static double piecewise_factor(TorchPart *part, double step) {
    int at = 0, bounds = (int)part->number[0];
    while (at < bounds && step > part->list[at]) at++;
    return part->list[bounds + at];
}

/* Reads a callback LearningRateScheduler(schedule), whose function takes the epoch, and perhaps the rate before. */
static void read_callback(TorchPart *part, const Node *call) {
    const Node *given = node_argument(call, "schedule", 0);
    part->function = given ? import_function(part->import, given) : NULL;
    if (!part->function) {
        import_refuse(part->import, "the function of LearningRateScheduler (line %d) is not in the text", call->line);
        return;
    }
    int takes = 0;
    for (const Node *parameter = part->function->first; parameter; parameter = parameter->next)
        takes += strcmp(*parameter->key ? parameter->key : parameter->text, "self") != 0 && !*parameter->key;
    part->count = takes; /* 2: with the rate before */
}

/* Returns the rate of an epoch; the function of epoch 0 gets the optimizer's own. */
static double callback_factor(TorchPart *part, double step) {
    size_t wanted = (size_t)step + 1;
    if (!part->function || step > FIT_STEPS_MAX) return NAN;
    if (part->count < 2) return import_call(part->import, part->function, step);
    if (part->product_count < wanted) part->products = memory_resize(part->products, wanted, sizeof *part->products);
    for (; part->product_count < wanted; part->product_count++) {
        double before = part->product_count ? part->products[part->product_count - 1] : part->number[0];
        part->products[part->product_count] = import_call_with(part->import, part->function, (double[]){(double)part->product_count, before}, 2);
    }
    return part->products[wanted - 1];
}

const TorchKind keras_kinds[] = {
    {"CosineDecay", read_cosine, cosine_factor, .absolute = true},
    {"CosineDecayRestarts", read_restarts, restarts_factor, .absolute = true},
    {"ExponentialDecay", read_exponential, exponential_factor, .absolute = true},
    {"InverseTimeDecay", read_exponential, inverse_time_factor, .absolute = true},
    {"PolynomialDecay", read_polynomial, polynomial_factor, .absolute = true},
    {"PiecewiseConstantDecay", read_piecewise, piecewise_factor, .absolute = true},
    {"LearningRateScheduler", read_callback, callback_factor, .absolute = true},
};
const size_t keras_kind_count = sizeof keras_kinds / sizeof *keras_kinds;

static const char *const names = "CosineDecay|CosineDecayRestarts|ExponentialDecay|InverseTimeDecay|PolynomialDecay|PiecewiseConstantDecay";

/* Returns the __call__ of a class X(LearningRateSchedule), or NULL. */
static const Node *own_class(const Node *block) {
    for (const Node *item = block ? block->body : NULL; item; item = item->next) {
        bool base = item->kind == NODE_CLASS && item->first && name_ends(item->first->text, "LearningRateSchedule");
        for (const Node *def = base ? item->body : NULL; def; def = def->next)
            if (def->kind == NODE_DEF && !strcmp(def->key, "__call__")) return def;
    }
    return NULL;
}

/* Returns the callback, or NULL. */
static const Node *callback_of(const Document *document) {
    return document_call(document, "LearningRateScheduler");
}

int keras_evidence(const Document *document) {
    if (document->kind != DOCUMENT_PYTHON) return NONE;
    const Node *plateau = document_call(document, "ReduceLROnPlateau");
    bool callback = callback_of(document) || (plateau && keras_plateau(plateau));
    return callback || document_call(document, names) || own_class(document->code) ? PROVEN : NONE;
}

bool keras_plateau(const Node *call) {
    return strstr(call->text, "keras") || strstr(call->text, "callbacks") || node_at(call, "monitor") || (call->first && call->first->quoted);
}

static double optimizer_rate(Import *import) {
    const Node *optimizer = document_call(import->document, "SGD|Adam|AdamW|RMSprop|Adagrad|Adadelta|Adamax|Nadam|Ftrl|Lion|Adafactor");
    const Node *rate = optimizer ? node_argument(optimizer, "learning_rate|lr", 0) : NULL;
    double user = import_user(import, "base_lr");
    if (!isnan(user)) return user;
    import->asking = "learning_rate";
    if (rate) return import_value(import, rate);
    import_need(import, true, "base_lr", "the optimizer's learning_rate, with which the callback begins, is not in the text");
    return NAN;
}

/* Reads the callback: its function is called at the beginning of each epoch. */
static void put_callback(Import *import, const Node *call) {
    TorchPart *part = torch_part(import, call, 1, 0);
    double steps = import_steps_per_epoch(import), total = import_user(import, "total_steps");
    const Node *fit = document_call(import->document, "fit|fit_generator");
    if (isnan(total) && fit && node_at(fit, "epochs")) total = import_number(import, fit, "epochs", NAN) * steps;
    if (part && part->count > 1) part->number[0] = optimizer_rate(import);
    if (part && isnan(part->number[0])) part->end = NAN;
    if (part && !import->refusal.length) torch_part_put(import, part, 1, steps, import_total(import, total));
    torch_part_free(part);
}

static double own_factor(TorchPart *part, double step) {
    return import_call(part->import, part->function, step);
}

void keras_read(Import *import) {
    static const TorchKind own = {"__call__", NULL, own_factor, .absolute = true};
    const Node *call = document_call(import->document, names), *def = own_class(import->document->code);
    const Node *plateau = document_call(import->document, "ReduceLROnPlateau"), *callback = callback_of(import->document);
    if (plateau && !call && !def)
        import_refuse(import, "ReduceLROnPlateau: its rate depends on the loss, no curve can be drawn before training");
    if (callback && (call || def)) import_refuse(import, "it has both a callback and %s", call ? name_last(call->text) : "a class of its own");
    if (import->refusal.length) return;
    if (callback) {
        put_callback(import, callback);
        return;
    }
    if (def) {
        TorchPart part = {.kind = &own, .import = import, .lr = 1, .function = def};
        import_source(import, "a LearningRateSchedule of its own");
        if (call) import_refuse(import, "it has both a class of its own and %s", name_last(call->text));
        if (!import->refusal.length) torch_part_put(import, &part, 1, 1, torch_run_length(import, 1));
        return;
    }
    TorchPart *part = torch_part(import, call, 1, 0);
    if (part && !torch_part_known(part)) part->end = NAN;
    if (part && !import->refusal.length) torch_part_put(import, part, 1, 1, torch_run_length(import, 1));
    torch_part_free(part);
}
