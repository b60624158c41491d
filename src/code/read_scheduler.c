/* One scheduler of torch.optim.lr_scheduler. */
#include "code/torch.h"

#include "base/number.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* An argument's number, or its default. NAN, and left out by name, where it has none in the text. */
static double argument(Torch *torch, const Node *call, const char *name, int position, double usual) {
    const Node *node = match_argument(call, name, position);
    double value = usual;
    torch->match->guessed = torch->match->repeated = false;
    if (node && !match_number(torch->match, node, &value)) value = NAN;
    if (torch->match->guessed)
        code_import_assume(torch->import, "%s is %s, the part of it that is a number", name,
                     number_exact(value).text);
    if (torch->match->repeated)
        code_import_assume(torch->import, "%s is %s, the last value that the text has for it", name,
                     number_exact(value).text);
    if (!node && !isnan(usual))
        code_import_assume(torch->import, "%s %s, torch's default", name, number_exact(usual).text);
    if (isnan(value)) code_import_skip(torch->import, "%s: its value is not a number in the text", name);
    return value;
}

static void put(Torch *torch, ParameterId id, double value) {
    if (!isnan(value)) code_import_put(torch->import, id, value);
}

static bool begin_warmup(Torch *torch, const char *name) {
    bool first = !torch->import->warms && torch->start == 0;
    if (!first) code_import_skip(torch->import, "%s: a warm-up has to be the first, at step 0", name);
    torch->import->warms = torch->import->warms || first;
    if (first) torch->import->schedule.warmup_method = WARMUP_LINEAR; /* takes every factor */
    return first;
}

static bool begin_decay(Torch *torch, const char *name, Decay decay) {
    bool first = !torch->import->decays;
    if (!first) code_import_skip(torch->import, "%s: only one decay can be shown", name);
    torch->import->decays = true;
    if (first && torch->start < 0)
        code_import_skip(torch->import, "%s: shown from step 0 on, not from %s", name,
                    number_exact(torch->start).text);
    if (first) code_import_put(torch->import, PARAMETER_DECAY, decay);
    if (first) put(torch, PARAMETER_DECAY_START, torch->start < 0 ? 0 : torch->start);
    return first;
}

/* Up to 1 it is a warm-up, from 1 a decay. */
static void read_linear(Torch *torch, const Node *call) {
    double from = argument(torch, call, "start_factor", 1, 1.0 / 3);
    const Node *end = match_argument(call, "end_factor", 2);
    double to = end ? argument(torch, call, "end_factor", 2, 1) : 1,
           steps = argument(torch, call, "total_iters", 3, 5);
    if (steps == 0 && from != 1)
        code_import_skip(torch->import, "LinearLR: with total_iters 0 torch stays at start_factor for ever");
    if (from == 1 && to != 1 && begin_decay(torch, "LinearLR", DECAY_LINEAR)) {
        put(torch, PARAMETER_FINAL_FACTOR, to);
        put(torch, PARAMETER_DECAY_STEPS, steps);
    } else if (to == 1 && begin_warmup(torch, "LinearLR")) {
        put(torch, PARAMETER_WARMUP_FACTOR, from);
        put(torch, PARAMETER_WARMUP_METHOD, WARMUP_LINEAR);
        put(torch, PARAMETER_WARMUP_ITERS, steps);
    } else if (from != 1 && to != 1) {
        code_import_skip(torch->import, "LinearLR: neither its beginning nor its end is 1");
    }
}

/* With factor 1 it holds the rate: where the next one begins says how long. */
static void read_constant(Torch *torch, const Node *call) {
    double factor = argument(torch, call, "factor", 1, 1.0 / 3);
    torch->import->steady = torch->import->steady || factor == 1;
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
        code_import_milestones(torch->import, torch->match, milestones);
    else
        code_import_skip(torch->import, "MultiStepLR: its milestones are missing");
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
    double base = torch->import->schedule.base_lr, part, unit, rate;
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

/* What sets the rate from base_lr at every step undoes what others multiply. */
static void check_alone(Torch *torch, const char *name, bool multiplies) {
    if (torch->beside && !multiplies)
        code_import_skip(torch->import, "%s: beside another scheduler torch does not multiply it, lrscope does",
                    name);
}

static void read_cosine(Torch *torch, const Node *call) {
    if (!begin_decay(torch, "CosineAnnealingLR", DECAY_COSINE)) return;
    put(torch, PARAMETER_DECAY_STEPS, argument(torch, call, "T_max", 1, NAN));
    torch->import->goes_on = true; /* up again */
    read_eta_min(torch, call, 2);
    check_alone(torch, "CosineAnnealingLR", torch->import->schedule.final_factor == 0);
}

static void read_restarts(Torch *torch, const Node *call) {
    bool grows = match_argument(call, "T_mult", 2) != NULL;
    if (!begin_decay(torch, "CosineAnnealingWarmRestarts", DECAY_COSINE_RESTARTS)) return;
    put(torch, PARAMETER_CYCLE_STEPS, argument(torch, call, "T_0", 1, NAN));
    put(torch, PARAMETER_CYCLE_MULT, grows ? argument(torch, call, "T_mult", 2, 1) : 1);
    read_eta_min(torch, call, 3);
    check_alone(torch, "CosineAnnealingWarmRestarts", false);
}

static double present_total(Torch *torch) {
    double total = (double)torch->import->schedule.total_steps;
    code_import_assume(torch->import, "total_steps %s, which the text does not say", number_exact(total).text);
    code_import_put(torch->import, PARAMETER_TOTAL_STEPS, total);
    return total;
}

/* total_steps, or epochs times steps_per_epoch, which may be len() of something. */
static double cycle_total(Torch *torch, const Node *call) {
    CodeImport *import = torch->import;
    const Node *total = match_argument(call, "total_steps", 2), *epochs = match_argument(call, "epochs", 3),
               *length = match_argument(call, "steps_per_epoch", 4);
    double count, steps;
    if (total && match_number(torch->match, total, &count) && code_import_put(import, PARAMETER_TOTAL_STEPS, count))
        return count;
    if (length && match_number(torch->match, length, &steps))
        code_import_put(import, PARAMETER_STEPS_PER_EPOCH, steps);
    bool counted = epochs && match_number(torch->match, epochs, &count) &&
                   schedule_steps_per_epoch(&import->schedule) > 0;
    if (!counted) return present_total(torch);
    char text[64];
    snprintf(text, sizeof text, "%se", number_exact(count).text);
    code_import_read(import, PARAMETER_TOTAL_STEPS, text);
    return (double)import->schedule.total_steps;
}

static bool is_word(Torch *torch, const Node *node, const char *word) {
    const Node *value = node ? match_resolve(torch->match, node) : NULL;
    return value && (value->kind == NODE_TEXT || value->kind == NODE_NAME) && span_is(value->name, word);
}

/* The whole step nearest to where the rate is greatest, in the run. */
static double peak_step(CodeImport *import, double peak) {
    if (peak < 0)
        code_import_skip(import, "the peak before step 0");
    else if (fabs(peak - round(peak)) > 1e-6)
        code_import_skip(import, "the peak's fraction of a step");
    return peak < 0 ? 0 : round(peak);
}

/* Up to max_lr at step pct_start * total_steps - 1, and down until the last step. */
static void read_one_cycle(Torch *torch, const Node *call) {
    CodeImport *import = torch->import;
    bool linear = is_word(torch, match_argument(call, "anneal_strategy", 6), "linear");
    const Node *three = match_argument(call, "three_phase", 12);
    if (!begin_warmup(torch, "OneCycleLR")) return;
    put(torch, PARAMETER_BASE_LR, argument(torch, call, "max_lr", 1, NAN));
    double total = cycle_total(torch, call), part = argument(torch, call, "pct_start", 5, 0.3);
    double low = argument(torch, call, "div_factor", 10, 25), peak = part * total - 1;
    double lowest = low * argument(torch, call, "final_div_factor", 11, 1e4);
    put(torch, PARAMETER_WARMUP_FACTOR, 1 / low);
    put(torch, PARAMETER_WARMUP_METHOD, linear ? WARMUP_LINEAR : WARMUP_COSINE);
    torch->start = peak_step(import, peak);
    put(torch, PARAMETER_WARMUP_ITERS, torch->start);
    if (begin_decay(torch, "OneCycleLR", linear ? DECAY_LINEAR : DECAY_COSINE)) {
        put(torch, PARAMETER_DECAY_STEPS, total - 1 - torch->start);
        put(torch, PARAMETER_FINAL_FACTOR, 1 / lowest);
    }
    if (three && !is_word(torch, three, "False")) code_import_skip(import, "three_phase");
    check_alone(torch, "OneCycleLR", false);
}

static void read_lambda(Torch *torch, const Node *call) {
    const Node *function = match_argument(call, "lr_lambda", 1);
    if (!function || !lambda_read(torch->import, torch->match, function, torch->start))
        code_import_skip(torch->import, "LambdaLR: its function is none of the known formulas");
    check_alone(torch, "LambdaLR", !torch->chained);
}

void scheduler_leave(Torch *torch, const Node *call) {
    code_import_skip(torch->import, "%.*s: lrscope has no such schedule", (int)call->name.length, call->name.start);
}

static void read_getter(Torch *torch, const Node *call) {
    if (!huggingface_getter_read(torch->import, torch->match, call)) scheduler_leave(torch, call);
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
    {"CyclicLR", scheduler_leave},
    {"MultiplicativeLR", scheduler_leave},
    {"ReduceLROnPlateau", scheduler_leave},
    {"get_scheduler", read_getter},
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

int scheduler_of(Span name) {
    for (int i = 0; i < SCHEDULERS; i++)
        if (span_is(name, schedulers[i].name)) return i;
    return -1;
}

/* One name for several schedulers, as the branches of an if give it: the last one is taken. */
static void note_branches(Torch *torch, const Node *node, const Node *call) {
    int count = 0;
    for (size_t i = 0; node->kind == NODE_NAME && i < torch->match->syntax.count; i++) {
        const Statement *item = &torch->match->syntax.items[i];
        bool scheduler = item->kind == STATEMENT_ASSIGN && item->value->kind == NODE_CALL &&
                         scheduler_of(item->value->name) >= 0;
        count += scheduler && span_equal(item->name, node->name);
    }
    if (count > 1)
        code_import_assume(torch->import, "%.*s is %.*s, the last of %d in the text", (int)node->name.length,
                     node->name.start, (int)call->name.length, call->name.start, count);
}

static bool resumes(Torch *torch, const Node *call) {
    const Node *last = match_argument(call, "last_epoch", -1);
    double epoch = 0;
    return last && !(match_number(torch->match, last, &epoch) && epoch == -1);
}

bool scheduler_read(Torch *torch, const Node *node, double start) {
    const Node *call = match_resolve(torch->match, node);
    int which = call->kind == NODE_CALL ? scheduler_of(call->name) : -1;
    if (which < 0) return false;
    note_branches(torch, node, call);
    code_import_source(torch->import, call->name);
    torch->start = start;
    torch->any = torch->any || schedulers[which].read != scheduler_leave;
    schedulers[which].read(torch, call);
    if (resumes(torch, call)) code_import_skip(torch->import, "last_epoch: the steps are shown from 0 on");
    return true;
}
