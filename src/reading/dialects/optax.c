/* Optax's schedules (optax/schedules/_schedule.py), alone and joined. Their numbers are rates. */
#include "reading/dialects.h"
#include "reading/dialects/torch_parts.h"

#include "base/exact.h"

#include <string.h>


/* (init - end)*(1 - c/steps)^power + end, c counted from `begin`. */
static double polynomial(double init, double end, double power, double steps, double begin, double step) {
    if (!(steps > 0)) return init;
    double c = fmin(fmax(step - begin, 0), steps);
    return (init - end) * exact_pow(1 - c / steps, power) + end;
}

static double cosine(double init, double steps, double alpha, double exponent, double step) {
    double wave = (1 + exact_cos_pi(fmin(step, steps) / steps)) / 2;
    return init * ((1 - alpha) * (exponent == 1 ? wave : exact_pow(wave, exponent)) + alpha);
}

static void read_constant(TorchPart *part, const Node *call) {
    part->number[0] = torch_part_number(part, call, "value", 0, NAN);
    part->end = 100;
}

static double constant_factor(TorchPart *part, double step) {
    (void)step;
    return part->number[0];
}

static void read_linear(TorchPart *part, const Node *call) {
    bool power = !strcmp(name_last(call->text), "polynomial_schedule");
    part->number[0] = torch_part_number(part, call, "init_value", 0, NAN);
    part->number[1] = torch_part_number(part, call, "end_value", 1, NAN);
    part->number[2] = power ? torch_part_number(part, call, "power", 2, NAN) : 1;
    part->number[3] = torch_part_number(part, call, "transition_steps", power ? 3 : 2, NAN);
    part->number[4] = torch_part_number(part, call, "transition_begin", power ? 4 : 3, 0);
    part->end = part->number[3] + part->number[4];
}

static double linear_factor(TorchPart *part, double step) {
    const double *n = part->number;
    return polynomial(n[0], n[1], n[2], n[3], n[4], step);
}

static void read_cosine(TorchPart *part, const Node *call) {
    part->number[0] = torch_part_number(part, call, "init_value", 0, NAN);
    part->number[1] = torch_part_number(part, call, "decay_steps", 1, NAN);
    part->number[2] = torch_part_number(part, call, "alpha", 2, 0);
    part->number[3] = torch_part_number(part, call, "exponent", 3, 1);
    part->end = part->number[1];
}

static double cosine_factor(TorchPart *part, double step) {
    const double *n = part->number;
    return cosine(n[0], n[1], n[2], n[3], step);
}

/* Reads warmup_cosine_decay_schedule, whose decay_steps holds the warm-up too. */
static void read_warmup_cosine(TorchPart *part, const Node *call) {
    part->number[0] = torch_part_number(part, call, "init_value", 0, NAN);
    part->number[1] = torch_part_number(part, call, "peak_value", 1, NAN);
    part->number[2] = torch_part_number(part, call, "warmup_steps", 2, NAN);
    part->number[3] = torch_part_number(part, call, "decay_steps", 3, NAN);
    part->number[4] = torch_part_number(part, call, "end_value", 4, 0);
    part->number[5] = torch_part_number(part, call, "exponent", 5, 1);
    part->end = part->number[3];
}

static double warmup_cosine_factor(TorchPart *part, double step) {
    const double *n = part->number;
    if (step < n[2]) return polynomial(n[0], n[1], 1, n[2], 0, step);
    return cosine(n[1], n[3] - n[2], n[1] == 0 ? 0 : n[4] / n[1], n[5], step - n[2]);
}

static double exponential(const double *n, double step) {
    double c = step - n[3];
    if (c <= 0) return n[0];
    double share = n[4] != 0 ? floor(c / n[1]) : c / n[1], value = n[0] * exact_pow(n[2], share);
    if (isinf(n[5])) return value;
    return n[2] < 1 ? fmax(value, n[5]) : fmin(value, n[5]);
}

/* Reads the numbers of exponential_decay: init, transition_steps, decay_rate, transition_begin, staircase,
   end_value. */
static void read_exponential_at(TorchPart *part, const Node *call, double *n, int position) {
    n[1] = torch_part_number(part, call, "transition_steps", position, NAN);
    n[2] = torch_part_number(part, call, "decay_rate", position + 1, NAN);
    n[3] = torch_part_number(part, call, "transition_begin", position + 2, 0);
    n[4] = torch_part_number(part, call, "staircase", position + 3, 0);
    n[5] = torch_part_number(part, call, "end_value", position + 4, INFINITY);
}

static void read_exponential(TorchPart *part, const Node *call) {
    part->number[0] = torch_part_number(part, call, "init_value", 0, NAN);
    read_exponential_at(part, call, part->number, 1);
    part->end = part->number[3] + 4 * part->number[1];
}

static double exponential_factor(TorchPart *part, double step) {
    return exponential(part->number, step);
}

static void read_warmup_exponential(TorchPart *part, const Node *call) {
    part->number[6] = torch_part_number(part, call, "init_value", 0, NAN);
    part->number[0] = torch_part_number(part, call, "peak_value", 1, NAN);
    part->number[7] = torch_part_number(part, call, "warmup_steps", 2, NAN);
    read_exponential_at(part, call, part->number, 3);
    part->end = part->number[7] + part->number[3] + 4 * part->number[1];
}

static double warmup_exponential_factor(TorchPart *part, double step) {
    const double *n = part->number;
    return step < n[7] ? polynomial(n[6], n[0], 1, n[7], 0, step) : exponential(n, step - n[7]);
}

static void read_warmup_constant(TorchPart *part, const Node *call) {
    part->number[0] = torch_part_number(part, call, "init_value", 0, NAN);
    part->number[1] = torch_part_number(part, call, "peak_value", 1, NAN);
    part->number[2] = 1;
    part->number[3] = torch_part_number(part, call, "warmup_steps", 2, NAN);
    part->end = part->number[3] * 4 / 3 + 1;
}

/* Reads {step: scale}: from that step on the rate is multiplied by the scale. */
static void read_piecewise(TorchPart *part, const Node *call) {
    const Node *map = import_follow(part->import, node_argument(call, "boundaries_and_scales", 1));
    part->number[0] = torch_part_number(part, call, "init_value", 0, NAN);
    part->number[1] = map && map->kind == NODE_MAP ? 0 : torch_part_number(part, call, "boundaries_and_scales", 1, NAN);
    for (const Node *child = map && map->kind == NODE_MAP ? map->first : NULL; child && part->count + 2 <= TORCH_LIST_MAX; child = child->next) {
        Node *key = syntax_expression(&part->import->documents->forest, child->key, strlen(child->key), child->line, child->column);
        part->list[part->count++] = key ? import_value(part->import, key) : NAN;
        part->list[part->count++] = import_value(part->import, child);
        part->end = fmax(part->end, part->list[part->count - 2] * 4 / 3 + 1);
    }
    if (map && map->kind == NODE_MAP && 2 * node_count(map) > TORCH_LIST_MAX)
        import_refuse(part->import, "boundaries_and_scales (line %d) has more than %d entries", map->line, TORCH_LIST_MAX / 2);
    for (int i = 0; i < part->count; i++)
        if (isnan(part->list[i])) part->number[1] = NAN;
}

static double piecewise_factor(TorchPart *part, double step) {
    double value = part->number[0];
    for (int i = 0; i + 1 < part->count; i += 2)
        if (step >= part->list[i]) value *= part->list[i + 1];
    return value;
}

static void read_one_cycle(TorchPart *part, const Node *call) {
    part->number[0] = torch_part_number(part, call, "transition_steps", 0, NAN);
    part->number[1] = torch_part_number(part, call, "peak_value", 1, NAN);
    part->number[2] = torch_part_number(part, call, "pct_start", 2, 0.3);
    part->number[3] = torch_part_number(part, call, "div_factor", 3, 25);
    part->number[4] = torch_part_number(part, call, "final_div_factor", 4, 1e4);
    part->end = part->number[0];
}

/* Returns the factor of cosine_onecycle_schedule: cosines between the boundaries, which are whole steps. */
static double one_cycle_factor(TorchPart *part, double step) {
    const double *n = part->number;
    double up = trunc(n[2] * n[0]), first = n[1] / n[3], last = n[1] / (n[3] * n[4]);
    double from = step < up ? first : n[1], to = step < up ? n[1] : last;
    double share = step < up ? step / up : fmin(1, (step - up) / (n[0] - up));
    return to + (from - to) * (1 + exact_cos_pi(share)) / 2;
}

static void read_join(TorchPart *part, const Node *call) {
    torch_part_add_all(part, call, "schedules", 0, "boundaries", 1);
}

const TorchKind optax_kinds[] = {
    {"constant_schedule", read_constant, constant_factor, .absolute = true},
    {"linear_schedule|polynomial_schedule", read_linear, linear_factor, .absolute = true},
    {"cosine_decay_schedule", read_cosine, cosine_factor, .absolute = true},
    {"warmup_cosine_decay_schedule", read_warmup_cosine, warmup_cosine_factor, .absolute = true},
    {"exponential_decay", read_exponential, exponential_factor, .absolute = true},
    {"warmup_exponential_decay_schedule", read_warmup_exponential, warmup_exponential_factor, .absolute = true},
    {"warmup_constant_schedule", read_warmup_constant, linear_factor, .absolute = true},
    {"piecewise_constant_schedule", read_piecewise, piecewise_factor, .absolute = true},
    {"cosine_onecycle_schedule", read_one_cycle, one_cycle_factor, .absolute = true},
    {"join_schedules", read_join, torch_sequential_factor, .absolute = true},
};
const size_t optax_kind_count = sizeof optax_kinds / sizeof *optax_kinds;

static const char *const names =
    "constant_schedule|linear_schedule|polynomial_schedule|cosine_decay_schedule|warmup_cosine_decay_schedule|exponential_decay|"
    "warmup_exponential_decay_schedule|warmup_constant_schedule|piecewise_constant_schedule|cosine_onecycle_schedule|join_schedules|"
    "linear_onecycle_schedule|sgdr_schedule|piecewise_interpolate_schedule";

static bool inside(const Node *outer, const Node *call) {
    return call != outer && call->start >= outer->start && call->start + call->length <= outer->start + outer->length;
}

static bool in_list(Import *import, const Node *list, const Node *call) {
    for (const Node *item = list ? list->first : NULL; item; item = item->next) {
        const Node *end = import ? import_follow(import, item) : item;
        if (end && end->start == call->start && end->length == call->length) return true;
    }
    return false;
}

static bool is_part(Import *import, const Node *call) {
    for (const Node *entry = import->document->calls->first; entry; entry = entry->next) {
        if (!name_ends(entry->first->text, "join_schedules")) continue;
        if (inside(entry->first, call) || in_list(import, import_follow(import, node_argument(entry->first, "schedules", 0)), call)) return true;
    }
    return false;
}

int optax_evidence(const Document *document) {
    return document_call(document, names) ? PROVEN : NONE;
}

static bool calls(const Node *node, const char *name, int depth) {
    if (!node || depth > 40) return false;
    if (node->kind == NODE_CALL && !strcmp(node->text, name)) return true;
    for (const Node *child = node->first; child; child = child->next)
        if (calls(child, name, depth + 1)) return true;
    return false;
}

/* True if the schedule is only a part of what a def of the text returns. */
static bool used_in_return(const Node *block, const Node *call, const char *target) {
    for (const Node *item = block->body; item; item = item->next) {
        bool here = item->kind == NODE_RETURN && item->first &&
                    ((*target && calls(item->first, target, 0)) || (inside(item, call) && item->first->start != call->start));
        if (here || (item->body && item->kind != NODE_ASSIGN && used_in_return(item, call, target))) return true;
    }
    return false;
}

/* Returns the name that a call is assigned to, "" for none. */
static const char *target_of(const Node *block, const Node *call) {
    for (const Node *item = block->body; item; item = item->next) {
        if (item->kind == NODE_ASSIGN && item->first->start == call->start && item->first->length == call->length) return item->key;
        const char *inner = item->body && item->kind != NODE_ASSIGN ? target_of(item, call) : "";
        if (*inner) return inner;
    }
    return "";
}

void optax_read(Import *import) {
    const Node *root = NULL, *join = document_call(import->document, "join_schedules|sgdr_schedule");
    for (const Node *entry = import->document->calls->first; entry; entry = entry->next) {
        const Node *call = entry->first;
        if (!word_among(name_last(call->text), names) || is_part(import, call)) continue;
        if (root)
            import_refuse(import, "it has several schedules (lines %d and %d), and which one the optimizer takes it does not say", root->line, call->line);
        root = call;
    }
    if (!root || (join && root != join)) {
        import_refuse(import, "the schedules that join_schedules joins are not a list in the text");
        return;
    }
    if (used_in_return(import->document->code, root, target_of(import->document->code, root)))
        import_refuse(import, "%s (line %d) is only a part of a function of its own", name_last(root->text), root->line);
    if (import->refusal.length) return;
    TorchPart *part = torch_part(import, root, 1, 0);
    if (part && !torch_part_known(part)) part->end = NAN;
    if (part && !import->refusal.length) torch_part_put(import, part, 1, 1, torch_run_length(import, 1));
    torch_part_free(part);
}
