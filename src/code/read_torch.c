/* torch.optim and torch.optim.lr_scheduler. */
#include "code/readers.h"

#include "base/number.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct Torch {
    Draft *draft;
    Match *match;
    double start; /* the step at which the scheduler at hand begins */
    bool any;
} Torch;

/* An argument's number, or its default. NAN, and left out by name, where it has none in the text. */
static double argument(Torch *torch, const Node *call, const char *name, int position, double usual) {
    const Node *node = match_argument(call, name, position);
    double value = usual;
    torch->match->guessed = false;
    if (node && !match_number(torch->match, node, &value)) value = NAN;
    if (torch->match->guessed)
        draft_assume(torch->draft, "%s is %s, the part of it that is a number", name,
                     number_exact(value).text);
    if (!node && !isnan(usual))
        draft_assume(torch->draft, "%s %s, torch's default", name, number_exact(usual).text);
    if (isnan(value)) draft_leave(torch->draft, "%s: its value is not a number in the text", name);
    return value;
}

static void put(Torch *torch, ParameterId id, double value) {
    if (!isnan(value)) draft_put(torch->draft, id, value);
}

static bool begin_warmup(Torch *torch, const char *name) {
    bool first = !torch->draft->warms && torch->start == 0;
    if (!first) draft_leave(torch->draft, "%s: a warm-up has to be the first, at step 0", name);
    torch->draft->warms = torch->draft->warms || first;
    if (first) torch->draft->schedule.warmup_method = WARMUP_LINEAR; /* takes every factor */
    return first;
}

static bool begin_decay(Torch *torch, const char *name, Decay decay) {
    bool first = !torch->draft->decays;
    if (!first) draft_leave(torch->draft, "%s: only one decay can be shown", name);
    torch->draft->decays = true;
    if (first) draft_put(torch->draft, PARAMETER_DECAY, decay);
    if (first) put(torch, PARAMETER_DECAY_START, torch->start);
    return first;
}

/* Up to 1 it is a warm-up, from 1 a decay. */
static void read_linear(Torch *torch, const Node *call) {
    double from = argument(torch, call, "start_factor", 1, 1.0 / 3);
    const Node *end = match_argument(call, "end_factor", 2);
    double to = end ? argument(torch, call, "end_factor", 2, 1) : 1,
           steps = argument(torch, call, "total_iters", 3, 5);
    if (from == 1 && to != 1 && begin_decay(torch, "LinearLR", DECAY_LINEAR)) {
        put(torch, PARAMETER_FINAL_FACTOR, to);
        put(torch, PARAMETER_DECAY_STEPS, steps);
    } else if (to == 1 && begin_warmup(torch, "LinearLR")) {
        put(torch, PARAMETER_WARMUP_FACTOR, from);
        put(torch, PARAMETER_WARMUP_METHOD, WARMUP_LINEAR);
        put(torch, PARAMETER_WARMUP_ITERS, steps);
    } else if (from != 1 && to != 1) {
        draft_leave(torch->draft, "LinearLR: neither its beginning nor its end is 1");
    }
}

/* With factor 1 it holds the rate: where the next one begins says how long. */
static void read_constant(Torch *torch, const Node *call) {
    double factor = argument(torch, call, "factor", 1, 1.0 / 3);
    torch->draft->steady = torch->draft->steady || factor == 1;
    if (factor == 1) return;
    double steps = argument(torch, call, "total_iters", 2, 5);
    if (!begin_warmup(torch, "ConstantLR")) return;
    put(torch, PARAMETER_WARMUP_FACTOR, factor);
    put(torch, PARAMETER_WARMUP_METHOD, WARMUP_CONSTANT);
    put(torch, PARAMETER_WARMUP_ITERS, steps);
}

static void read_multistep(Torch *torch, const Node *call) {
    const Node *milestones = match_argument(call, "milestones", 1);
    if (!begin_decay(torch, "MultiStepLR", DECAY_MULTISTEP)) return;
    if (milestones)
        draft_milestones(torch->draft, torch->match, milestones);
    else
        draft_leave(torch->draft, "MultiStepLR: its milestones are missing");
    put(torch, PARAMETER_GAMMA, argument(torch, call, "gamma", 2, 0.1));
}

static void read_step(Torch *torch, const Node *call) {
    if (!begin_decay(torch, "StepLR", DECAY_STEP)) return;
    put(torch, PARAMETER_STEP_SIZE, argument(torch, call, "step_size", 1, NAN));
    put(torch, PARAMETER_GAMMA, argument(torch, call, "gamma", 2, 0.1));
}

/* gamma=0.5 ** (1 / 5000) falls by 0.5 every 5000 steps. */
static void read_exponential(Torch *torch, const Node *call) {
    const Node *gamma = match_argument(call, "gamma", 1);
    Holes holes;
    double base, size;
    if (!begin_decay(torch, "ExponentialLR", DECAY_EXPONENTIAL)) return;
    bool root = gamma && match_formula(torch->match, "G ** (1 / S)", gamma, &holes) &&
                match_number(torch->match, holes.of['G' - 'A'], &base) &&
                match_number(torch->match, holes.of['S' - 'A'], &size);
    put(torch, PARAMETER_GAMMA, root ? base : argument(torch, call, "gamma", 1, NAN));
    put(torch, PARAMETER_STEP_SIZE, root ? size : 1);
}

static void read_polynomial(Torch *torch, const Node *call) {
    if (!begin_decay(torch, "PolynomialLR", DECAY_POLYNOMIAL)) return;
    put(torch, PARAMETER_DECAY_STEPS, argument(torch, call, "total_iters", 1, 5));
    put(torch, PARAMETER_POWER, argument(torch, call, "power", 2, 1));
    put(torch, PARAMETER_FINAL_FACTOR, 0);
}

/* eta_min is a rate: "0.1 * base_lr", or a number to be divided by base_lr. */
static void read_eta_min(Torch *torch, const Node *call, int position) {
    const Node *node = match_argument(call, "eta_min", position);
    double base = torch->draft->schedule.base_lr, part, unit, rate;
    Holes holes;
    if (!node) {
        put(torch, PARAMETER_FINAL_FACTOR, 0);
        return;
    }
    bool product = match_formula(torch->match, "R * B", node, &holes) &&
                   match_number(torch->match, holes.of['R' - 'A'], &part) &&
                   match_number(torch->match, holes.of['B' - 'A'], &unit) && unit == base;
    rate = product ? part : argument(torch, call, "eta_min", position, 0) / base;
    put(torch, PARAMETER_FINAL_FACTOR, rate);
}

static void read_cosine(Torch *torch, const Node *call) {
    if (!begin_decay(torch, "CosineAnnealingLR", DECAY_COSINE)) return;
    put(torch, PARAMETER_DECAY_STEPS, argument(torch, call, "T_max", 1, NAN));
    read_eta_min(torch, call, 2);
}

static void read_restarts(Torch *torch, const Node *call) {
    bool grows = match_argument(call, "T_mult", 2) != NULL;
    if (!begin_decay(torch, "CosineAnnealingWarmRestarts", DECAY_COSINE_RESTARTS)) return;
    put(torch, PARAMETER_CYCLE_STEPS, argument(torch, call, "T_0", 1, NAN));
    put(torch, PARAMETER_CYCLE_MULT, grows ? argument(torch, call, "T_mult", 2, 1) : 1);
    read_eta_min(torch, call, 3);
}

static double present_total(Torch *torch) {
    double total = (double)torch->draft->schedule.total_steps;
    draft_assume(torch->draft, "total_steps %s, which the text does not say", number_exact(total).text);
    draft_put(torch->draft, PARAMETER_TOTAL_STEPS, total);
    return total;
}

/* total_steps, or epochs times steps_per_epoch, which may be len() of something. */
static double cycle_total(Torch *torch, const Node *call) {
    Draft *draft = torch->draft;
    const Node *total = match_argument(call, "total_steps", 2), *epochs = match_argument(call, "epochs", 3),
               *length = match_argument(call, "steps_per_epoch", 4);
    double count, steps;
    if (total && match_number(torch->match, total, &count) && draft_put(draft, PARAMETER_TOTAL_STEPS, count))
        return count;
    if (length && match_number(torch->match, length, &steps))
        draft_put(draft, PARAMETER_STEPS_PER_EPOCH, steps);
    bool counted = epochs && match_number(torch->match, epochs, &count) &&
                   schedule_steps_per_epoch(&draft->schedule) > 0;
    if (!counted) return present_total(torch);
    char text[64];
    snprintf(text, sizeof text, "%se", number_exact(count).text);
    draft_read(draft, PARAMETER_TOTAL_STEPS, text);
    return (double)draft->schedule.total_steps;
}

static bool is_word(Torch *torch, const Node *node, const char *word) {
    const Node *value = node ? match_resolve(torch->match, node) : NULL;
    return value && (value->kind == NODE_TEXT || value->kind == NODE_NAME) && span_is(value->name, word);
}

/* Up to max_lr at step pct_start * total_steps - 1, and down until the last step. */
static void read_one_cycle(Torch *torch, const Node *call) {
    Draft *draft = torch->draft;
    bool linear = is_word(torch, match_argument(call, "anneal_strategy", 6), "linear");
    const Node *three = match_argument(call, "three_phase", 12);
    if (!begin_warmup(torch, "OneCycleLR")) return;
    put(torch, PARAMETER_BASE_LR, argument(torch, call, "max_lr", 1, NAN));
    double total = cycle_total(torch, call), part = argument(torch, call, "pct_start", 5, 0.3);
    double low = argument(torch, call, "div_factor", 10, 25), peak = part * total - 1;
    double lowest = low * argument(torch, call, "final_div_factor", 11, 1e4);
    put(torch, PARAMETER_WARMUP_FACTOR, 1 / low);
    put(torch, PARAMETER_WARMUP_METHOD, linear ? WARMUP_LINEAR : WARMUP_COSINE);
    put(torch, PARAMETER_WARMUP_ITERS, round(peak));
    torch->start = round(peak);
    if (begin_decay(torch, "OneCycleLR", linear ? DECAY_LINEAR : DECAY_COSINE)) {
        put(torch, PARAMETER_DECAY_STEPS, total - 1 - torch->start);
        put(torch, PARAMETER_FINAL_FACTOR, 1 / lowest);
    }
    if (fabs(peak - round(peak)) > 1e-6) draft_leave(draft, "the peak's fraction of a step");
    if (three && !is_word(torch, three, "False")) draft_leave(draft, "three_phase");
}

static void read_lambda(Torch *torch, const Node *call) {
    const Node *function = match_argument(call, "lr_lambda", 1);
    if (!function || !lambda_read(torch->draft, torch->match, function, torch->start))
        draft_leave(torch->draft, "LambdaLR: its function is none of the known formulas");
}

static void read_unknown(Torch *torch, const Node *call) {
    draft_leave(torch->draft, "%.*s: lrscope has no such schedule", (int)call->name.length, call->name.start);
}

static void read_getter(Torch *torch, const Node *call) {
    huggingface_getter_read(torch->draft, torch->match, call);
}

static const struct {
    const char *name;
    void (*read)(Torch *torch, const Node *call);
} schedulers[] = {
    {"LinearLR", read_linear},
    {"ConstantLR", read_constant},
    {"MultiStepLR", read_multistep},
    {"StepLR", read_step},
    {"ExponentialLR", read_exponential},
    {"PolynomialLR", read_polynomial},
    {"CosineAnnealingLR", read_cosine},
    {"CosineAnnealingWarmRestarts", read_restarts},
    {"LambdaLR", read_lambda},
    {"OneCycleLR", read_one_cycle},
    {"CyclicLR", read_unknown},
    {"MultiplicativeLR", read_unknown},
    {"ReduceLROnPlateau", read_unknown},
    {"get_constant_schedule", read_getter},
    {"get_constant_schedule_with_warmup", read_getter},
    {"get_linear_schedule_with_warmup", read_getter},
    {"get_cosine_schedule_with_warmup", read_getter},
    {"get_cosine_with_hard_restarts_schedule_with_warmup", read_getter},
    {"get_cosine_with_min_lr_schedule_with_warmup", read_getter},
    {"get_polynomial_decay_schedule_with_warmup", read_getter},
    {"get_inverse_sqrt_schedule", read_getter},
    {"get_wsd_schedule", read_getter},
};
enum { SCHEDULERS = sizeof schedulers / sizeof *schedulers };

/* Reads a call where it is a scheduler. */
static bool read_scheduler(Torch *torch, const Node *node, double start) {
    const Node *call = match_resolve(torch->match, node);
    if (call->kind != NODE_CALL) return false;
    for (int i = 0; i < SCHEDULERS; i++) {
        if (!span_is(call->name, schedulers[i].name)) continue;
        draft_source(torch->draft, call->name);
        torch->start = start;
        torch->any = torch->any || schedulers[i].read != read_unknown;
        schedulers[i].read(torch, call);
        return true;
    }
    return false;
}

static const Node *last_call(const Match *match, const char *name) {
    for (size_t i = match->call_count; i > 0; i--)
        if (span_is(match->calls[i - 1]->name, name)) return match->calls[i - 1];
    return NULL;
}

/* A warm-up that ends at another step than its successor begins cannot be told. */
static void check_seam(Torch *torch, double seam) {
    double iters = (double)torch->draft->schedule.warmup_iters;
    if (torch->draft->warms && seam < iters)
        draft_leave(torch->draft, "SequentialLR cuts the warm-up off at step %s", number_exact(seam).text);
}

static void read_sequence(Torch *torch, const Node *call) {
    const Node *list = match_argument(call, "schedulers", 1), *seams = match_argument(call, "milestones", 2);
    const Node *item = list ? match_resolve(torch->match, list) : NULL;
    const Node *seam = seams ? match_resolve(torch->match, seams) : NULL;
    if (item && item->kind == NODE_LIST) item = item->first;
    if (seam && seam->kind == NODE_LIST) seam = seam->first;
    double start = 0;
    for (int i = 0; item && i < 16; i++, item = item->next) {
        if (i > 0 && (!seam || !match_number(torch->match, seam, &start))) {
            draft_leave(torch->draft, "SequentialLR: where its parts meet is not a number in the text");
            return;
        }
        if (i > 0) seam = seam->next;
        if (i == 1) check_seam(torch, start);
        if (!read_scheduler(torch, item, start)) draft_leave(torch->draft, "a part of SequentialLR");
    }
}

static void read_chain(Torch *torch, const Node *call) {
    const Node *list = match_argument(call, "schedulers", 0);
    const Node *item = list ? match_resolve(torch->match, list) : NULL;
    if (item && item->kind == NODE_LIST) item = item->first;
    for (int i = 0; item && i < 16; i++, item = item->next) read_scheduler(torch, item, 0);
}

/* Schedulers that stand by themselves all step at once and multiply. */
static void read_loose(Torch *torch) {
    int count = 0;
    for (size_t i = 0; i < torch->match->call_count && count < 16; i++)
        count += read_scheduler(torch, torch->match->calls[i], 0);
    if (count > 1) draft_assume(torch->draft, "the %d schedulers step together from step 0", count);
}

static bool is_optimizer(const Node *call) {
    static const char *const names[] = {"SGD",       "Adam",    "AdamW",     "NAdam",   "RAdam",
                                        "Adamax",    "Adagrad", "Adadelta",  "RMSprop", "LBFGS",
                                        "Adafactor", "Lion",    "SparseAdam"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (span_is(call->name, names[i])) return true;
    return span_is(call->owner, "optim");
}

static bool read_optimizer(Torch *torch) {
    for (size_t i = 0; i < torch->match->call_count; i++) {
        const Node *call = torch->match->calls[i];
        const Node *lr = is_optimizer(call) ? match_argument(call, "lr", 1) : NULL;
        if (!lr) continue;
        draft_source(torch->draft, call->name);
        return draft_number(torch->draft, torch->match, PARAMETER_BASE_LR, lr);
    }
    return false;
}

/* Names that code keeps such numbers under. */
static void read_names(Torch *torch) {
    static const struct {
        const char *name;
        ParameterId id;
    } names[] = {{"base_lr", PARAMETER_BASE_LR},
                 {"learning_rate", PARAMETER_BASE_LR},
                 {"lr", PARAMETER_BASE_LR},
                 {"total_steps", PARAMETER_TOTAL_STEPS},
                 {"max_steps", PARAMETER_TOTAL_STEPS},
                 {"num_training_steps", PARAMETER_TOTAL_STEPS},
                 {"max_iters", PARAMETER_TOTAL_STEPS},
                 {"num_steps", PARAMETER_TOTAL_STEPS}};
    draft_source(torch->draft, (Span){"assignments", strlen("assignments")});
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const Node *node = readers_value(torch->match, names[i].name);
        double value;
        if (torch->draft->given[names[i].id] || !node || !match_number(torch->match, node, &value)) continue;
        draft_put(torch->draft, names[i].id, value);
    }
}

bool torch_read(Draft *draft, Match *match) {
    Torch torch = {.draft = draft, .match = match};
    const Node *sequence = last_call(match, "SequentialLR"), *chain = last_call(match, "ChainedScheduler");
    bool optimizer = read_optimizer(&torch);
    if (sequence)
        read_sequence(&torch, sequence);
    else if (chain)
        read_chain(&torch, chain);
    else
        read_loose(&torch);
    if (torch.any || optimizer) read_names(&torch);
    return torch.any || optimizer;
}
