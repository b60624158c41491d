/* Functions of the step: torchvision's warm-up, its relatives, the decays, and their products. */
#include "code/readers.h"

#include "base/number.h"
#include "code/function.h"

#include <math.h>
#include <string.h>

enum { CALLS_MAX = 4, PLACES = 100 };

typedef struct Reading {
    CodeImport *import;
    Match *match;
    double start;
    int depth;   /* of functions that call functions */
    bool *loops; /* a loop finds the cycle: there are no numbers to hold it against */
} Reading;

static bool hole(const Reading *reading, const Holes *holes, char name, double *value) {
    const Node *node = holes->of[name - 'A'];
    return node && match_number(reading->match, node, value);
}

static const struct {
    WarmupMethod method;
    const char *formula;
} warmups[] = {
    {WARMUP_COSINE, "F * (1 - (1 - cos(pi * (X / N))) / 2) + (1 - cos(pi * (X / N))) / 2"},
    {WARMUP_LINEAR, "F * (1 - X / N) + X / N"},
    {WARMUP_LINEAR, "F + (1 - F) * X / N"},
    {WARMUP_LINEAR, "F + (1 - F) * (X / N)"},
    {WARMUP_LINEAR, "(X + 1) / N"},
    {WARMUP_LINEAR, "(X + 1) / (N + 1)"},
    {WARMUP_LINEAR, "X / N"},
    {WARMUP_EXPONENTIAL, "F ** (1 - X / N)"},
    {WARMUP_CONSTANT, "F"},
};
enum { WARMUPS = sizeof warmups / sizeof *warmups };

/* The linear ones that begin at another place than warmup_factor says. */
static void fit_counting(const char *formula, double *factor, double *iters) {
    if (!strcmp(formula, "X / N")) *factor = 0;
    if (!strcmp(formula, "(X + 1) / (N + 1)")) *factor = 1 / (*iters + 1);
    if (strcmp(formula, "(X + 1) / N")) return;
    *factor = 1 / *iters;
    *iters -= 1;
}

static bool put_warmup(Reading *reading, WarmupMethod method, double factor, double iters) {
    CodeImport *import = reading->import;
    if (import->warms || reading->start != 0) {
        code_import_skip(import, import->warms ? "a second warm-up" : "a warm-up that does not begin at step 0");
        return false;
    }
    import->warms = true;
    import->schedule.warmup_method = WARMUP_LINEAR; /* so that every factor is taken first */
    return code_import_put(import, PARAMETER_WARMUP_FACTOR, factor) &&
           code_import_put(import, PARAMETER_WARMUP_METHOD, method) &&
           code_import_put(import, PARAMETER_WARMUP_ITERS, iters);
}

/* Is it a variable? 1 / 3 is not X / N. */
static bool is_step(const Node *node) {
    return !node || node->kind == NODE_NAME;
}

/* `iters` is where the condition ends the warm-up; NAN where the formula says it itself. */
static bool read_warmup(Reading *reading, const Node *value, double iters) {
    for (int i = 0; i < WARMUPS; i++) {
        Holes holes;
        double factor = 0, end = iters;
        if (!match_formula(reading->match, warmups[i].formula, value, &holes)) continue;
        if (!is_step(holes.of['X' - 'A'])) continue;
        reading->match->guessed = false;
        bool has_end = !holes.of['N' - 'A'] || hole(reading, &holes, 'N', &end),
             guessed = reading->match->guessed;
        bool has_factor = !holes.of['F' - 'A'] || hole(reading, &holes, 'F', &factor);
        if (!has_end || !has_factor || isnan(end)) continue;
        if (guessed)
            code_import_assume(reading->import, "warmup_iters is %s, the part of it that is a number",
                         number_exact(end).text);
        fit_counting(warmups[i].formula, &factor, &end);
        return put_warmup(reading, warmups[i].method, factor, end);
    }
    return false;
}

static const struct {
    Decay decay;
    const char *formula;
} decays[] = {
    {DECAY_MULTISTEP, "G ** bisect_right(M, C)"},
    {DECAY_MULTISTEP, "G ** bisect(M, C)"},
    {DECAY_STEP, "G ** (C // S)"},
    {DECAY_EXPONENTIAL, "G ** (C / S)"},
    {DECAY_LINEAR, "R + (1 - R) * (1 - min(C / N, 1))"},
    {DECAY_LINEAR, "1 - min(C / N, 1)"},
    {DECAY_LINEAR, "(E - X) / N"},
    {DECAY_POLYNOMIAL, "R + (1 - R) * (1 - min(C / N, 1)) ** P"},
    {DECAY_POLYNOMIAL, "(1 - min(C / N, 1)) ** P"},
    {DECAY_COSINE, "R + (1 - R) * (1 + cos(pi * min(C / N, 1))) / 2"},
    {DECAY_COSINE, "(1 + cos(pi * min(C / N, 1))) / 2"},
    {DECAY_COSINE, "0.5 * (1 + cos(pi * min(C / N, 1)))"},
    {DECAY_COSINE_RESTARTS, "R + (1 - R) * (1 + cos(pi * C / L)) / 2"},
    {DECAY_COSINE_RESTARTS, "(1 + cos(pi * C / L)) / 2"},
    {DECAY_COSINE_RESTARTS, "0.5 * (1 + cos(pi * C / L))"},
    {DECAY_COSINE_RESTARTS, "R + (1 - R) * (1 + cos(pi * (C / L))) / 2"},
    {DECAY_COSINE_RESTARTS, "R + (1 - R) * 0.5 * (1 + cos(pi * (C / L)))"},
    {DECAY_COSINE_RESTARTS, "0.5 * (1 + cos(pi * (C / L)))"},
    {DECAY_INVERSE_SQRT, "1 / sqrt(1 + C / T)"},
    {DECAY_ONE_MINUS_SQRT, "R + (1 - R) * (1 - sqrt(min(C / N, 1)))"},
    {DECAY_ONE_MINUS_SQRT, "1 - sqrt(min(C / N, 1))"},
    {DECAY_EXPONENTIAL, "G ** C"},
};
enum { DECAYS = sizeof decays / sizeof *decays };

/* Which letter stands for which parameter. */
static const struct {
    char name;
    ParameterId id;
} letters[] = {{'G', PARAMETER_GAMMA},        {'S', PARAMETER_STEP_SIZE}, {'N', PARAMETER_DECAY_STEPS},
               {'R', PARAMETER_FINAL_FACTOR}, {'P', PARAMETER_POWER},     {'T', PARAMETER_TIMESCALE},
               {'L', PARAMETER_CYCLE_STEPS}};
enum { LETTERS = sizeof letters / sizeof *letters };

static bool all_known(const Reading *reading, const Holes *holes) {
    double value;
    if (holes->of['E' - 'A'] && (!hole(reading, holes, 'E', &value) || hole(reading, holes, 'X', &value)))
        return false;
    for (int i = 0; i < LETTERS; i++)
        if (holes->of[letters[i].name - 'A'] && !hole(reading, holes, letters[i].name, &value)) return false;
    return true;
}

/* Where the steps are counted from: "step - 500" and "max(0, step - 500)" say so themselves. */
static double start_of(const Reading *reading, const Node *elapsed) {
    Holes holes;
    double start;
    bool moved =
        elapsed->kind != NODE_NAME && (match_formula(reading->match, "X - S", elapsed, &holes) ||
                                       match_formula(reading->match, "max(0, X - S)", elapsed, &holes));
    return moved && hole(reading, &holes, 'S', &start) ? start : 0;
}

/* Of a decay; what counts down to E over N steps begins at their difference. */
static double decay_start(const Reading *reading, const Holes *holes) {
    double end, steps;
    bool down = hole(reading, holes, 'E', &end) && hole(reading, holes, 'N', &steps);
    return down ? end - steps : start_of(reading, holes->of['C' - 'A']);
}

/* "length *= cycle_mult" and "elapsed % length" in the body make a cosine one with restarts. */
static double cycle_mult(const Reading *reading, const Function *function) {
    double mult = 0, value;
    Holes holes;
    for (const Statement *item = function->from; item && item < function->to; item++) {
        if (item->kind != STATEMENT_ASSIGN) continue;
        if (item->mark == '*' && match_number(reading->match, item->value, &value)) mult = value;
        *reading->loops = *reading->loops || item->mark;
        if (match_formula(reading->match, "C % L", item->value, &holes)) mult = 1;
    }
    return mult;
}

static void put_numbers(Reading *reading, const Holes *holes) {
    double value;
    for (int i = 0; i < LETTERS; i++)
        if (hole(reading, holes, letters[i].name, &value)) code_import_put(reading->import, letters[i].id, value);
    if (holes->of['M' - 'A']) code_import_milestones(reading->import, reading->match, holes->of['M' - 'A']);
}

static void put_decay(Reading *reading, const Function *function, int which, Holes *holes) {
    CodeImport *import = reading->import;
    Decay decay = decays[which].decay;
    double mult = decay == DECAY_COSINE_RESTARTS ? cycle_mult(reading, function) : 1;
    bool once = decay == DECAY_COSINE_RESTARTS && mult == 0; /* a cosine that is not held at its end */
    bool ends = strstr(decays[which].formula, "N") || once;
    if (once) decay = DECAY_COSINE;
    if (once) holes->of['N' - 'A'] = holes->of['L' - 'A'];
    if (once) holes->of['L' - 'A'] = NULL;
    import->decays = true;
    code_import_put(import, PARAMETER_DECAY, decay);
    code_import_put(import, PARAMETER_DECAY_START, reading->start + decay_start(reading, holes));
    put_numbers(reading, holes);
    if (decay == DECAY_EXPONENTIAL && !holes->of['S' - 'A']) code_import_put(import, PARAMETER_STEP_SIZE, 1);
    if (decay == DECAY_COSINE_RESTARTS) code_import_put(import, PARAMETER_CYCLE_MULT, mult);
    bool to_zero = !holes->of['R' - 'A'] && (ends || decay == DECAY_COSINE_RESTARTS);
    if (to_zero) code_import_put(import, PARAMETER_FINAL_FACTOR, 0);
}

/* What is kept from falling below 0 does not: within the run. */
static const Node *without_floor(const Reading *reading, const Node *value) {
    Holes holes;
    return match_formula(reading->match, "max(0, D)", value, &holes) ? holes.of['D' - 'A'] : value;
}

static bool read_decay(Reading *reading, const Function *function, const Node *value) {
    value = without_floor(reading, value);
    for (int i = 0; i < DECAYS; i++) {
        Holes holes;
        if (!match_formula(reading->match, decays[i].formula, value, &holes) || !all_known(reading, &holes))
            continue;
        if (reading->import->decays) {
            code_import_skip(reading->import, "a second decay");
            return false;
        }
        put_decay(reading, function, i, &holes);
        return true;
    }
    return false;
}

static bool read_pieces(Reading *reading, const Function *function);

/* A call of a function of the text, which counts its argument's way. */
static bool read_called(Reading *reading, const Node *call) {
    const Statement *end, *definition = match_function(reading->match, call->name, &end);
    if (!definition || !call->first || reading->depth >= CALLS_MAX) return false;
    Function function = function_of_definition(definition, end);
    Reading inner = *reading;
    inner.depth++;
    inner.start += start_of(reading, call->first);
    return function.count > 0 && read_pieces(&inner, &function);
}

/* One formula for every step. */
static bool read_single(Reading *reading, const Function *function, const Node *value) {
    Holes holes;
    if (match_formula(reading->match, "W(X) * D(E)", value, &holes)) {
        bool first = read_called(reading, holes.of['W' - 'A']);
        return read_called(reading, holes.of['D' - 'A']) && first;
    }
    if (match_formula(reading->match, "D(E)", value, &holes) && read_called(reading, holes.of['D' - 'A']))
        return true;
    if (match_formula(reading->match, "min(1, A)", value, &holes) && read_warmup(reading, holes.of[0], NAN))
        return true;
    return read_decay(reading, function, value);
}

/* "step >= 500" and its relatives: the first step behind it, and which side the condition holds on. */
static bool read_condition(const Reading *reading, const Node *condition, double *end, bool *behind) {
    static const char *const formulas[] = {"X >= N", "X > N", "X < N", "X <= N"};
    for (int i = 0; i < 4; i++) {
        Holes holes;
        if (!match_formula(reading->match, formulas[i], condition, &holes) ||
            !hole(reading, &holes, 'N', end))
            continue;
        *end += i == 1 || i == 3;
        *behind = i < 2;
        return true;
    }
    return false;
}

static bool is_one(const Reading *reading, const Node *value) {
    Holes holes;
    return match_formula(reading->match, "1", value, &holes);
}

static bool read_pieces(Reading *reading, const Function *function) {
    const Piece *first = &function->pieces[0], *last = &function->pieces[function->count - 1];
    double end;
    bool behind;
    if (function->count == 1 && is_one(reading, first->value)) return reading->import->steady = true;
    if (function->count == 1) return read_single(reading, function, first->value);
    if (function->count != 2 || last->condition || !read_condition(reading, first->condition, &end, &behind))
        return false;
    const Node *before = behind ? last->value : first->value, *after = behind ? first->value : last->value;
    if (!read_warmup(reading, before, end)) return false;
    if (is_one(reading, after)) return true;
    if (!read_decay(reading, function, after))
        code_import_skip(reading->import, "what the function does after its warm-up");
    return true;
}

/* --- held against the function itself --- */

/* What the function alone gives, without what others gave before it. */
static Schedule own_part(const CodeImport *before, const CodeImport *after) {
    Schedule own = after->schedule;
    if (before->warms == after->warms) own.warmup_iters = 0;
    if (before->decays == after->decays) own.decay = DECAY_NONE;
    return own;
}

/* A step behind all that the curve does, or at which it ends. */
static double reach_of(const Schedule *own, double start) {
    bool ends = parameter_applies(own, PARAMETER_DECAY_STEPS);
    double from = own->decay == DECAY_NONE ? start : (double)own->decay_start, reach = 100;
    reach = fmax(reach, 2 * (double)own->warmup_iters);
    if (ends) return fmax((double)own->warmup_iters, from + (double)own->decay_steps);
    if (own->decay == DECAY_MULTISTEP && own->milestone_count)
        reach = fmax(reach, 1.25 * (double)own->milestones[own->milestone_count - 1]);
    if (parameter_applies(own, PARAMETER_STEP_SIZE)) reach = fmax(reach, 20 * (double)own->step_size);
    if (parameter_applies(own, PARAMETER_CYCLE_STEPS)) reach = fmax(reach, 8 * own->cycle_steps);
    if (own->decay == DECAY_INVERSE_SQRT) reach = fmax(reach, 4 * schedule_timescale(own));
    return fmin(floor(from + reach), (double)SCHEDULE_STEPS_MAX);
}

static bool same_at(Reading *reading, const Function *function, const Schedule *own, double step) {
    double value, wanted = schedule_factor(own, (int64_t)step);
    if (step < reading->start) return true;
    return function_value(reading->match, function, step - reading->start, &value) &&
           fabs(value - wanted) <= 1e-9 * fmax(1, fabs(wanted));
}

/* A formula that was recognised may stand where it means something else: its numbers decide. */
static bool same_everywhere(Reading *reading, const Function *function, const Schedule *own) {
    ScheduleBreak breaks[PLACES / 4];
    double reach = reach_of(own, reading->start);
    size_t count = schedule_breaks(own, reading->start, reach, breaks, PLACES / 4);
    bool same = true;
    for (size_t i = 0; same && i < count && i < PLACES / 4; i++)
        for (int side = -1; side <= 1; side++)
            same = same && same_at(reading, function, own, fmin(breaks[i].x + side, reach));
    for (int i = 0; same && i < PLACES; i++) {
        double step = i < PLACES / 4 ? reading->start + i : floor(reach * i / (PLACES - 1));
        same = same_at(reading, function, own, fmin(step, reach));
    }
    return same;
}

/* Behind its end it goes on instead of staying where it is. */
static bool goes_on(Reading *reading, const Function *function, const Schedule *own) {
    if (!parameter_applies(own, PARAMETER_DECAY_STEPS)) return false;
    double end = reach_of(own, reading->start), further = floor(fmax(2, (double)own->decay_steps / 3));
    return end + further < (double)SCHEDULE_STEPS_MAX && !same_at(reading, function, own, end + further);
}

static bool is_proved(Reading *reading, const Function *function, const CodeImport *before) {
    Schedule own = own_part(before, reading->import);
    if (*reading->loops) return true; /* which are not followed */
    if (!same_everywhere(reading, function, &own)) return false;
    reading->import->goes_on = reading->import->goes_on || goes_on(reading, function, &own);
    return true;
}

bool lambda_read(CodeImport *import, Match *match, const Node *node, double start) {
    bool loops = false;
    Function function;
    Reading reading = {.import = import, .match = match, .start = start, .loops = &loops};
    CodeImport before = *import;
    bool any = function_of(match, node, &function) && read_pieces(&reading, &function);
    bool whole = import->left.length == before.left.length;
    if (any && whole && !is_proved(&reading, &function, &before)) any = false;
    if (!any && whole) code_import_back(import, &before);
    return any;
}
