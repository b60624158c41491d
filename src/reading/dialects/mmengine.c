/* mmengine's param_scheduler (mmengine/optim/scheduler/param_scheduler.py). Each scheduler changes the rate at hand, so all
   are stepped together here, and the shape or the function that has the same rates is put. */
#include "reading/dialects.h"
#include "reading/dialects/openmmlab.h"
#include "reading/fit.h"

#include "base/exact.h"
#include "base/memory.h"
#include "base/number.h"
#include "schedule/function.h"

#include <stdlib.h>
#include <string.h>

enum { SCHEDULERS_MAX = 12, MILESTONES_MAX = 32, SIMULATED_MAX = 3000000 };

int mmengine_evidence(const Document *document) {
    const Node *schedulers = node_at(document->root, "param_scheduler");
    const Node *first = schedulers && schedulers->kind == NODE_LIST ? schedulers->first : schedulers;
    return first && first->kind == NODE_MAP && node_at(first, "type") ? PROVEN : NONE;
}

typedef struct Scheduler {
    const Node *node;
    const char *type;
    bool by_epoch, every; /* every: stepped at each update */
    double begin, end;    /* in updates */
    double unit;          /* updates a step of it */
    double number[3], milestones[MILESTONES_MAX];
    int count;
    int64_t last; /* its own last step, -1 before its begin */
} Scheduler;

typedef struct Simulation {
    Scheduler schedulers[SCHEDULERS_MAX];
    int count;
    double *values; /* of the updates so far */
    size_t known, capacity;
    double value;
} Simulation;

/* One step of one scheduler on the rate at hand, as its _get_value does. */
static double step_value(const Scheduler *at, double value) {
    double s = (double)at->last;
    const double *n = at->number;
    if (!strcmp(at->type, "LinearLR")) {
        if (s == 0) return value * n[0];
        if (s > n[2]) return value;
        return value * (1 + (n[1] - n[0]) / (n[2] * n[0] + (s - 1) * (n[1] - n[0])));
    }
    if (!strcmp(at->type, "ConstantLR")) return s == 0 ? value * n[0] : s == n[2] ? value / n[0] : value;
    if (!strcmp(at->type, "ExponentialLR")) return s == 0 ? value : value * n[0];
    if (!strcmp(at->type, "StepLR")) return s == 0 || fmod(s, n[1]) != 0 ? value : value * n[0];
    if (!strcmp(at->type, "MultiStepLR")) {
        for (int i = 0; i < at->count; i++)
            if (at->milestones[i] == s) value *= n[0];
        return value;
    }
    if (!strcmp(at->type, "PolyLR")) {
        if (s == 0) return value;
        return (value - n[1]) * exact_pow(1 - 1 / (n[2] - s + 1), n[0]) + n[1];
    }
    if (!strcmp(at->type, "QuadraticWarmupLR")) return (s == 0 ? 0 : value) + (2 * s + 1) / (n[0] * n[0]);
    if (s == 0) return value; /* CosineAnnealingLR */
    if (fmod(s - 1 - n[0], 2 * n[0]) == 0) return value + (1 - n[1]) * (1 - exact_cos_pi(1 / n[0])) / 2;
    return (1 + exact_cos_pi(s / n[0])) / (1 + exact_cos_pi((s - 1) / n[0])) * (value - n[1]) + n[1];
}

static void advance(Simulation *simulation) {
    int64_t t = (int64_t)simulation->known;
    for (int i = 0; i < simulation->count; i++) {
        Scheduler *at = &simulation->schedulers[i];
        bool due = at->unit == 1 || t % (int64_t)at->unit == 0;
        if (!due || (double)t < at->begin || (double)t >= at->end) continue;
        at->last++;
        simulation->value = step_value(at, simulation->value);
    }
    if (simulation->known == simulation->capacity) {
        simulation->capacity = memory_grown(simulation->capacity, simulation->known + 1);
        simulation->values = memory_resize(simulation->values, simulation->capacity, sizeof *simulation->values);
    }
    simulation->values[simulation->known++] = simulation->value;
}

static double simulated(void *context, double step) {
    Simulation *simulation = context;
    if (step >= SIMULATED_MAX) return NAN;
    while ((double)simulation->known <= step) advance(simulation);
    return simulation->values[(size_t)step];
}

static double ratio_or_rate(Import *import, const Node *node, double lr) {
    double ratio = node_at(node, "eta_min_ratio") ? import_number(import, node, "eta_min_ratio", NAN) : NAN;
    return isnan(ratio) ? import_number(import, node, "eta_min", 0) / lr : ratio;
}

/* Reads the numbers that each type needs, lengths in its own steps. */
static void read_numbers(Import *import, Scheduler *at, double lr, double length) {
    const Node *node = at->node;
    double *n = at->number, scale = at->by_epoch && at->every ? import_steps_per_epoch(import) : 1;
    if (word_among(at->type, "LinearLR|ConstantLR")) {
        bool linear = *at->type == 'L';
        n[0] = import_number(import, node, linear ? "start_factor" : "factor", 1.0 / 3);
        n[1] = import_number(import, node, "end_factor", 1);
        n[2] = length - 1;
    } else if (!strcmp(at->type, "ExponentialLR")) {
        n[0] = import_number(import, node, "gamma", NAN);
    } else if (!strcmp(at->type, "StepLR")) {
        n[0] = import_number(import, node, "gamma", 0.1);
        n[1] = import_number(import, node, "step_size", NAN) * scale;
    } else if (!strcmp(at->type, "MultiStepLR")) {
        n[0] = import_number(import, node, "gamma", 0.1);
        at->count = import_list(import, node, "milestones", at->milestones, MILESTONES_MAX);
        if (at->count < 0) n[0] = NAN;
        for (int i = 0; i < at->count; i++) at->milestones[i] *= scale;
    } else if (!strcmp(at->type, "PolyLR")) {
        n[0] = import_number(import, node, "power", 1);
        n[1] = ratio_or_rate(import, node, lr);
        n[2] = node_at(node, "total_iters") ? import_number(import, node, "total_iters", NAN) * scale : length - 1;
    } else if (!strcmp(at->type, "CosineAnnealingLR")) {
        bool given = node_at(node, "T_max") != NULL;
        n[0] = given ? import_number(import, node, "T_max", NAN) * scale : length;
        n[1] = ratio_or_rate(import, node, lr);
    } else if (!strcmp(at->type, "QuadraticWarmupLR")) {
        n[0] = length;
    } else if (!strncmp(at->type, "ReduceOnPlateau", strlen("ReduceOnPlateau"))) {
        import_refuse(import, "%s depends on the loss: no curve can be drawn before training", at->type);
    } else {
        import_refuse(import, "%s (line %d) is not shown", *at->type ? at->type : "a scheduler without a type", node->line);
    }
}

static void read_scheduler(Import *import, Scheduler *at, const Node *node, double lr, double total) {
    const char *type = import_word(import, node, "type", NULL);
    *at = (Scheduler){.node = node, .type = type ? name_last(type) : "", .last = -1};
    at->by_epoch = import_flag(import, node, "by_epoch", true);
    at->every = !at->by_epoch || import_flag(import, node, "convert_to_iter_based", false);
    double unit = at->by_epoch ? import_steps_per_epoch(import) : 1;
    at->unit = at->every ? 1 : unit;
    at->begin = import_number(import, node, "begin", 0) * unit;
    bool open = !node_at(node, "end") || node_at(node, "end")->kind == NODE_NULL;
    bool decides = open && (!strcmp(at->type, "CosineAnnealingLR") || !strcmp(at->type, "PolyLR")) && !node_at(node, "T_max");
    at->end = open ? (decides ? total : INFINITY) : import_number(import, node, "end", NAN) * unit;
    if (at->by_epoch && at->every) { /* int(begin * epoch_length) */
        at->begin = trunc(at->begin);
        at->end = trunc(at->end);
    }
    read_numbers(import, at, lr, (at->end - at->begin) / at->unit);
}

static bool put_steps(double value, int64_t *steps) {
    if (!(value >= 0 && value <= (double)SCHEDULE_STEPS_MAX)) return false;
    *steps = (int64_t)value;
    return true;
}

static bool guess_warmup(const Scheduler *at, Schedule *schedule) {
    schedule->warmup_method = *at->type == 'L' ? WARMUP_LINEAR : WARMUP_CONSTANT;
    schedule->warmup_factor = at->number[0];
    return at->number[1] == 1 && put_steps(at->number[2] * at->unit, &schedule->warmup_iters) &&
           put_steps(at->unit, &schedule->warmup_interval);
}

static bool guess_decay(const Scheduler *at, Schedule *schedule) {
    const double *n = at->number;
    if (!put_steps(at->begin, &schedule->decay_start) || !put_steps(at->unit, &schedule->decay_interval)) return false;
    if (!strcmp(at->type, "MultiStepLR")) {
        schedule->decay = DECAY_MULTISTEP;
        schedule->gamma = n[0];
        schedule->milestone_count = 0;
        for (int i = 0; i < at->count; i++)
            if (at->begin + at->milestones[i] * at->unit < at->end &&
                !put_steps(at->milestones[i] * at->unit, &schedule->milestones[schedule->milestone_count++]))
                return false;
        return true;
    }
    if (!strcmp(at->type, "StepLR") || !strcmp(at->type, "ExponentialLR")) {
        bool stairs = *at->type == 'S';
        schedule->decay = stairs ? DECAY_STEP : DECAY_EXPONENTIAL;
        schedule->gamma = n[0];
        return put_steps((stairs ? n[1] : 1) * at->unit, &schedule->step_size);
    }
    bool poly = *at->type == 'P';
    schedule->decay = poly ? DECAY_POLYNOMIAL : DECAY_COSINE;
    schedule->power = poly ? n[0] : 1;
    schedule->final_factor = n[1];
    return put_steps((poly ? n[2] : n[0]) * at->unit, &schedule->decay_steps);
}

/* The model's own words for a warm-up and one decay: a guess that the simulation is held against. */
static bool guess(const Simulation *simulation, Schedule *schedule) {
    const Scheduler *warm = NULL, *fall = NULL;
    for (int i = 0; i < simulation->count; i++) {
        const Scheduler *at = &simulation->schedulers[i];
        bool warms = word_among(at->type, "LinearLR|ConstantLR") && at->begin == 0;
        if (warms ? warm != NULL : fall != NULL) return false;
        if (warms) warm = at;
        else fall = at;
    }
    return (!warm || guess_warmup(warm, schedule)) && (!fall || guess_decay(fall, schedule));
}

static void add_hints(const Simulation *simulation, FitCurve *curve) {
    for (int i = 0; i < simulation->count; i++) {
        const Scheduler *at = &simulation->schedulers[i];
        if (at->begin > 0) fit_hint(curve, at->begin);
        if (isfinite(at->end)) fit_hint(curve, at->end), fit_hint(curve, at->end - 1);
        for (int k = 0; k < 3; k++) fit_hint(curve, at->number[k]), fit_hint(curve, at->number[k] * at->unit);
        for (int k = 0; k < at->count; k++) fit_hint(curve, at->milestones[k] * at->unit);
    }
}

static bool all_known(const Simulation *simulation) {
    for (int i = 0; i < simulation->count; i++) {
        const Scheduler *at = &simulation->schedulers[i];
        if (isnan(at->begin) || isnan(at->end) || isnan(at->unit)) return false;
        for (int k = 0; k < 3; k++)
            if (isnan(at->number[k])) return false;
    }
    return true;
}

static double natural_end(const Simulation *simulation) {
    double end = 100;
    for (int i = 0; i < simulation->count; i++) {
        const Scheduler *at = &simulation->schedulers[i];
        if (isfinite(at->end)) end = fmax(end, at->end);
        for (int k = 0; k < at->count; k++) end = fmax(end, at->begin + at->milestones[k] * at->unit * 4 / 3);
        if (!strcmp(at->type, "CosineAnnealingLR")) end = fmax(end, at->begin + at->number[0] * at->unit);
        if (!strcmp(at->type, "StepLR")) end = fmax(end, at->begin + 4 * at->number[1] * at->unit);
    }
    return end;
}

/* Adds a line of code in which each # stands for the next number. */
static void add_code(Text *code, const char *text, const double *numbers) {
    for (const char *at = text; *at; at++)
        if (*at == '#') text_add(code, number_exact(*numbers++).text);
        else text_add_bytes(code, at, 1);
}

/* Adds what the scheduler returns k of its steps behind its begin, where the factor was `from`. False where its steps
   have no such form. */
static bool add_return(Text *code, const Scheduler *at, double from) {
    const double *n = at->number;
    double last = (at->end - at->begin) / at->unit - 1;
    if (!strcmp(at->type, "LinearLR"))
        add_code(code, "return # * (# + # * min(k, #) / #)\n", (double[]){from, n[0], n[1] - n[0], n[2], n[2]});
    else if (!strcmp(at->type, "ConstantLR"))
        add_code(code, "return # if k < # else #\n", (double[]){from * n[0], fmax(1, n[2]), from});
    else if (!strcmp(at->type, "QuadraticWarmupLR"))
        add_code(code, "return ((k + 1) / #) ** 2\n", (double[]){n[0]});
    else if (!strcmp(at->type, "ExponentialLR"))
        add_code(code, "return # * # ** k\n", (double[]){from, n[0]});
    else if (!strcmp(at->type, "StepLR"))
        add_code(code, "return # * # ** (k // #)\n", (double[]){from, n[0], n[1]});
    else if (!strcmp(at->type, "PolyLR"))
        add_code(code, "return # + # * (1 - k / #) ** #\n", (double[]){n[1], from - n[1], n[2], n[0]});
    else if (!strcmp(at->type, "CosineAnnealingLR") && last <= n[0])
        add_code(code, "return # + # * (1 + cos(pi * k / #)) / 2\n", (double[]){n[1], from - n[1], n[0]});
    else
        return false;
    return true;
}

/* Returns true if the function has the simulated rates: on the first steps, and around every begin and end. */
static bool agrees(Simulation *simulation, const Schedule *schedule, double end) {
    for (double step = 0; step <= end; step++) {
        bool near = step < 3000 || fmod(step, 97) == 0;
        for (int i = 0; i < simulation->count && !near; i++)
            near = fabs(step - simulation->schedulers[i].begin) < 3 || fabs(step - simulation->schedulers[i].end) < 3;
        double wanted = near ? simulated(simulation, step) : 0;
        if (near && !(fabs(schedule_factor(schedule, (int64_t)step) - wanted) <= 1e-9 * fmax(1, fabs(wanted)))) return false;
    }
    return true;
}

/* Puts schedulers that follow one another as a function of the step. */
static bool put_function(Import *import, Simulation *simulation, double lr, double end) {
    Text code = {0}, why = {0};
    double from = 1, behind = 0;
    bool good = simulation->count > 0;
    text_add(&code, "def f(x):\n");
    for (int i = 0; i < simulation->count && good; i++) {
        const Scheduler *at = &simulation->schedulers[i];
        good = at->begin >= behind && isfinite(at->end) && at->end > at->begin;
        if (good && at->begin > behind) add_code(&code, "    if x < #:\n        return #\n", (double[]){at->begin, from});
        if (good) add_code(&code, "    if x < #:\n        k = (x - #) // #\n        ", (double[]){at->end, at->begin, at->unit});
        good = good && add_return(&code, at, from);
        if (good) from = simulated(simulation, at->end - 1), behind = at->end;
    }
    if (good) add_code(&code, "    return #\n", (double[]){from});
    Schedule schedule = schedule_default();
    schedule.base_lr = 1;
    good = good && schedule_read_function(&schedule, text_string(&code), &why) && agrees(simulation, &schedule, end);
    if (good) {
        import_base_lr(import, lr);
        import_put_function(import, text_string(&code));
    }
    text_free(&code);
    text_free(&why);
    return good;
}

void mmengine_read(Import *import) {
    const Node *root = import->document->root, *list = node_at(root, "param_scheduler");
    Simulation simulation = {.value = 1};
    double lr = import_base_lr(import, import_number(import, root, "optim_wrapper.optimizer.lr|optimizer.lr|optim_wrapper.optimizer.0.lr", NAN));
    bool open = false;
    for (const Node *item = list->kind == NODE_LIST ? list->first : list; item; item = list->kind == NODE_LIST ? item->next : NULL)
        open = open || (!node_at(item, "end") && node_at(item, "type") && word_among(node_at(item, "type")->text, "CosineAnnealingLR|PolyLR"));
    double total = openmmlab_run_length(import, root, open);
    bool missing = import->base_missing;
    import->base_missing = false; /* a list is never joined with the base's: each of its entries is whole */
    for (const Node *item = list->kind == NODE_LIST ? list->first : list; item; item = list->kind == NODE_LIST ? item->next : NULL) {
        const Node *type = node_at(item, "type");
        if (type && (strstr(type->text, "Momentum") || strstr(type->text, "WeightDecay"))) {
            import_leave(import, "%s", type->text);
            continue;
        }
        if (simulation.count == SCHEDULERS_MAX) {
            import_refuse(import, "param_scheduler has more than %d schedulers", SCHEDULERS_MAX);
            return;
        }
        read_scheduler(import, &simulation.schedulers[simulation.count++], item, isnan(lr) ? 1 : lr, total);
    }
    import_put(import, "total_steps", total);
    import->base_missing = missing;
    if (import->refusal.length) return;
    if (!all_known(&simulation)) {
        import_choose(import, "decay", NULL);
        return;
    }
    double end = fmax(natural_end(&simulation), isnan(total) ? 0 : total);
    if (end >= SIMULATED_MAX) {
        import_refuse(import, "the run is longer than %d updates, too long to be compared", SIMULATED_MAX);
        return;
    }
    FitCurve curve = {.factor = simulated, .context = &simulation, .steps = isnan(total) ? end - 1 : fmax(total - 1, 1)};
    add_hints(&simulation, &curve);
    Schedule guessed = fit_blank();
    if (guess(&simulation, &guessed)) curve.guess = &guessed;
    double rate = isnan(lr) ? 1 : lr;
    if (!fit_put(import, &curve, rate, 1) && !put_function(import, &simulation, rate, fmin(end, SIMULATED_MAX - 1)))
        import_refuse(import, "its schedulers together have rates that no shape of the model has");
    if (isnan(lr)) import_base_lr(import, NAN);
    free(simulation.values);
}
